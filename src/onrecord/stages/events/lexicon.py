"""The event lexicon: which words name deeds of which PLOVER type, and what the clause must hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

_CUT_COMPOUNDS = {
    "fire": (("cease", "ceasefire"),),
    "game": (("war", "wargame"),),
    "strike": (("hunger", "hunger-strike"),),
}
"""Second words of compounds written as two words or with a hyphen."""
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "ant", "ee")
_MISREAD = {
    form: verb
    for verb, forms in {
        "stage": "stages staged staging",
        "rape": "rapes raped raping",
        "fine": "fined fining",
        "cane": "caned caning",
    }.items()
    for form in forms.split()
}
"""Forms whose lemma spaCy's rules get wrong ("stag", "rap"), of verbs in the lexicon."""


@dataclass(frozen=True)
class Sense:
    """One reading of a word as a deed."""

    word: str
    type: str
    """PLOVER type."""
    event_mode: str | None
    slots: tuple[str, ...]
    """Where the recipient stands, first found wins: o, d, ~ (both sides act), or prepositions."""
    needs: tuple[str, ...]
    """What the clause must hold."""
    flags: frozenset[str]
    roles: frozenset[str] = frozenset()
    """Of nouns: of=o, of=s, poss=o, poss=s."""


@cache
def verb_senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of verbs by lemma; those that ask for more of the clause come first."""
    found: dict[str, list[Sense]] = {}
    for cells in _rows("verbs.tsv", 6):
        words, type_, event_mode, slots, needs, flags = cells
        for word in words.split("|"):
            sense = Sense(word, type_, _mode(event_mode), _slots(slots), _needs(needs), frozenset(flags.split()))
            found.setdefault(word, []).append(sense)
    return {
        word: tuple(sorted(senses, key=lambda sense: (-_demand(sense), senses.index(sense))))
        for word, senses in found.items()
    }


@cache
def noun_senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of nouns by lemma, in the order of the lexicon."""
    found: dict[str, list[Sense]] = {}
    for cells in _rows("nouns.tsv", 6):
        words, type_, event_mode, roles, slots, flags = cells
        for word in words.split("|"):
            sense = Sense(
                word, type_, _mode(event_mode), _slots(slots), (), frozenset(flags.split()), frozenset(roles.split())
            )
            found.setdefault(word, []).append(sense)
    return {word: tuple(senses) for word, senses in found.items()}


@cache
def likely_types() -> dict[tuple[bool, str], frozenset[str]]:
    """Types that a word may name, by whether it is a verb and its lemma: those of its senses and of ``likely.tsv``."""
    found: dict[tuple[bool, str], set[str]] = {}
    for verbal, senses in ((True, verb_senses()), (False, noun_senses())):
        for word, readings in senses.items():
            found[verbal, word] = {sense.type for sense in readings if "drop" not in sense.flags}
    for key, types in types_besides().items():
        found.setdefault(key, set()).update(types)
    return {word: frozenset(types) for word, types in found.items()}


@cache
def types_besides() -> dict[tuple[bool, str], frozenset[str]]:
    """Types that a word may name beside those of its senses, as ``likely.tsv`` has them."""
    found: dict[tuple[bool, str], set[str]] = {}
    for type_, verbs, nouns in _rows("likely.tsv", 3):
        for verbal, words in ((True, verbs), (False, nouns)):
            for word in words.split():
                found.setdefault((verbal, word), set()).add(type_)
    return {word: frozenset(types) for word, types in found.items()}


@cache
def light_verbs() -> dict[str, str]:
    """Verbs that leave the naming of the deed to their object: lemma to where the doer stands (s subject, from)."""
    found: dict[str, str] = {}
    for words, doer in _rows("light.tsv", 2):
        found.update(dict.fromkeys(words.split(), doer))
    return found


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Class name to its lemmas and entity labels."""
    return {name: frozenset(words.split()) for name, words in _rows("classes.tsv", 2)}


def in_class(noun: Token, names: str) -> bool:
    """True if the noun, or what it counts, is in one of the classes ('|' between; a lower-case name is a lemma)."""
    for token in {noun.i: noun, counted(noun).i: counted(noun)}.values():
        for name in names.split("|"):
            members = noun_classes().get(name)
            if members is None:
                if (name.isupper() and token.ent_type_ == name) or _is_word(token, name):
                    return True
            elif _in_members(token, members) or (name == "HUMAN" and is_agent_noun(token)):
                return True
    return False


def is_agent_noun(noun: Token) -> bool:
    """True for common nouns whose ending marks a person: 'campaigner', 'ecologist', 'refugee'."""
    word = noun.lemma_.lower()
    return (
        noun.pos_ == "NOUN" and not noun.ent_type_ and len(word) > 5 and word.endswith(_PERSON_ENDINGS)
        and word not in noun_classes()["NO_PERSON"]
    )  # fmt: skip


def counted(noun: Token) -> Token:
    """The noun itself, or the head of what it counts: 'dozens of soldiers' gives soldiers."""
    quantities = noun_classes()["QUANTITY"]
    if noun.pos_ != "NUM" and noun.lemma_.lower() not in quantities and noun.lower_ not in quantities:
        return noun
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((leaf for leaf in child.children if leaf.dep_ == "pobj"), noun)
    return noun


def _in_members(token: Token, members: frozenset[str]) -> bool:
    if token.ent_type_ and token.ent_type_ in members:
        return True
    if lemma_of(token) in members or token.lower_ in members:
        return True
    # plural and compound heads that the lemmatiser leaves alone ("warplanes", "stone-throwers")
    word = token.lower_.rsplit("-", 1)[-1]
    return word in members or (word.endswith("s") and word[:-1] in members)


def _is_word(token: Token, word: str) -> bool:
    return word in (lemma_of(token), token.lower_)


def lemma_of(token: Token) -> str:
    """The lemma in lower case; at the end of a compound that the tokeniser cuts, the whole ('cease-fire')."""
    word = _MISREAD.get(token.lower_) or token.lemma_.lower()
    parts = _CUT_COMPOUNDS.get(word)
    if parts is None:
        return word
    for first, whole in parts:
        hyphen = token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == first
        if hyphen or (token.i > 0 and token.nbor(-1).lower_ == first):
            return whole
    return word


def _rows(name: str, cells: int) -> list[list[str]]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            row = line.split("\t")
            rows.append(row + [""] * (cells - len(row)))
    return rows


def _mode(cell: str) -> str | None:
    return None if cell in ("", "-") else cell


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(slot for slot in cell.split(",") if slot not in ("", "-"))


def _needs(cell: str) -> tuple[str, ...]:
    return tuple(need for need in cell.split(";") if need)


def _demand(sense: Sense) -> int:
    """How much a sense asks for; a particle or a class asks for more than any object."""
    weights = {"o:": 1, "no-o": 1, "no-x": 1}
    return sum(weights.get(need, 2) for need in sense.needs)
