"""Places where an actor is referred to: names, noun phrases for those who act, and pronouns, before any are linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.codes.countries import capital_of, country_by_name, country_by_people
from onrecord.codes.given_names import Gender, gender_of_given_name
from onrecord.codes.organisations import known_organisation
from onrecord.codes.roles import body_sector_of_name, gender_of_role, is_honorific, longest_role, role_sector
from onrecord.document import Sentence
from onrecord.schema import Sector
from onrecord.stages.coreference.acting_words import (
    ACTING_NOUNS,
    ACTING_VERBS,
    FUNCTION_NOUNS,
    GIVING_VERBS,
    PRONOUNS,
    SEATS,
    TARGET_NOUNS,
    WEAK_BODIES,
    PronounKind,
)
from onrecord.stages.coreference.name_types import ORGANISATION, PEOPLE, PERSON, PLACE, Name, country_of_words

PERSONS, BODIES, STATES, GROUPS = "person", "body", "state", "group"
_MODIFIERS = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "case", "punct", "advmod", "quantmod"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_TAKES_PART = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "dative", "agent", "poss"})
_DONE_TO_TOWNS = frozenset({"attack", "invasion", "war", "aggression", "conflict", "involvement"})
_LONGEST_OF_PHRASE = 9
_IN_CHARGE = frozenset({"head", "chair", "lead", "command", "run", "direct", "govern"})
_TAKEN = frozenset({"annex", "occupy", "seize", "control", "claim", "capture"})
_CONTESTED = frozenset(
    {"annexed", "occupied", "breakaway", "separatist", "self-proclaimed", "self-declared", "disputed", "installed",
     "backed", "held", "controlled", "appointed"}
)  # fmt: skip
"""Words, and second halves of words, that leave open to which state an office in a territory belongs."""
_KIN = frozenset({"father", "mother", "brother", "sister"})
"""Titles of clergy before a name, kin otherwise."""
_PARTNER_PREPOSITIONS = frozenset({"by", "with", "against", "between", "among", "toward", "towards", "on", "upon"})


@dataclass(frozen=True)
class Found:
    """One place where an actor is referred to, with what its own words tell."""

    first: int
    last: int
    head: int
    """Token position of the head word."""
    kind: str
    """A MentionKind."""
    sort: str
    """person, body, state or group."""
    text: str
    """The words without article and possessive."""
    definite: bool = True
    bare: bool = False
    """True where nothing but an article stands before the head: "the minister"."""
    role: str = ""
    """The role words in lower case, singular: "defense minister", "troops"."""
    gender: Gender | None = None
    plural: bool = False
    country: str | None = None
    sector: Sector | None = None
    titles: tuple[str, ...] = ()
    pronoun: PronounKind | None = None
    capitals: frozenset[str] = field(default_factory=frozenset)


def mentions_of(parse: Doc, sentences: Sequence[Sentence], names: Sequence[Name]) -> list[Found]:
    """All mentions in these sentences, in text order (the longer first where two begin together)."""
    taken = {at for name in names for at in range(name.first, name.last)}
    in_title = {at for name in names for first, last in name.titles for at in range(first, last)}
    found: list[Found] = [mention for name in names for mention in _of_name(parse, name)]
    for sentence in sentences:
        for token in parse[sentence.first : sentence.last]:
            if token.i in taken:
                continue
            kind = PRONOUNS.get(token.lower_)
            if kind is not None:
                found.extend(_of_pronoun(token, kind))
            elif token.i not in in_title:
                found.extend(_of_noun(parse, token, sentence, taken))
    return sorted(found, key=lambda mention: (mention.first, -mention.last, mention.head))


def head_of(parse: Doc, first: int, last: int) -> int:
    """Position of the token of the stretch that the others hang from (the last one where several do)."""
    outside = [at for at in range(first, last) if not first <= parse[at].head.i < last or parse[at].head.i == at]
    return outside[-1] if outside else last - 1


def _of_name(parse: Doc, name: Name) -> Iterator[Found]:
    span = parse[name.first : name.last]
    head = head_of(parse, name.first, name.last)
    text = " ".join(span.text.split())
    if name.type == PERSON:
        titles = tuple(parse[first:last].text.lower() for first, last in name.titles)
        sector = next((role_sector("title", title) for title in reversed(titles) if not is_honorific(title)), None)
        sector = sector or _sector_in_charge(parse[head])
        yield Found(
            name.first, name.last, head, "name", PERSONS, text,
            gender=_gender_of_name(text, titles), sector=sector, titles=titles,
            country=_country_before(parse, name),
        )  # fmt: skip
    elif name.type == ORGANISATION:
        known = known_organisation(text)
        if known is None or text not in SEATS or _acts(parse[head]):
            yield Found(name.first, name.last, head, "name", BODIES, text, capitals=_initials(text))
    elif name.type == PLACE:
        yield from _of_place(parse, name, head, text)
    elif name.type == PEOPLE:
        yield from _of_people(parse, name, head, text)


def _sector_in_charge(token: Token) -> Sector | None:
    """The sector of what somebody is said to head: "Marta Ruiz, who chairs the parliament"."""
    for clause in token.children:
        if clause.dep_ != "relcl" or clause.lemma_ not in _IN_CHARGE:
            continue
        body = next((child for child in clause.children if child.dep_ == "dobj"), None)
        if body is None or not any(child.lower_ == "who" for child in clause.children):
            continue
        words = [word.text for word in body.subtree if word.i <= body.i and word.dep_ != "det"]
        known = known_organisation(" ".join(words))
        return known.sector if known else body_sector_of_name(" ".join(words))
    return None


def _gender_of_name(text: str, titles: tuple[str, ...]) -> Gender | None:
    for title in titles:
        for word in title.split():
            told = gender_of_role(word)
            if told:
                return told
    words = text.split()
    if len(words) < 2:
        return None
    return gender_of_given_name(words[0]) or gender_of_given_name(words[0].split("-")[0])


def _country_before(parse: Doc, name: Name) -> str | None:
    """The country that a demonym or possessive before the titles names: "Russian President Vladimir Putin"."""
    if not name.titles:
        return None
    start = name.titles[0][0]
    words = [word.text for word in parse[max(0, start - 3) : start] if word.tag_ != "POS"]
    return country_of_words(words[-2:])


def _initials(text: str) -> frozenset[str]:
    words = [word for word in text.replace("-", " ").split() if word[:1].isalpha()]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0] for word in words).upper()
    return frozenset({capitals, every}) if len(capitals) > 1 else frozenset()


def _of_place(parse: Doc, name: Name, head: int, text: str) -> Iterator[Found]:
    token = parse[head]
    seat = SEATS.get(text)
    if seat is not None or known_organisation(text) is not None:
        if _acts(token):
            yield Found(name.first, name.last, head, "name", BODIES, text, capitals=_initials(text))
        return
    country = country_by_name(text)
    if country is not None:
        if _takes_part(token):
            yield Found(name.first, name.last, head, "name", STATES, text, country=country, sector="GOV")
        return
    country = capital_of(text)
    dateline = text.isupper() and name.last < len(parse) and parse[name.last].text in {",", "(", "-", "—", "–"}
    if _acts(token) and not dateline:
        sort = STATES if country else BODIES
        yield Found(name.first, name.last, head, "name", sort, text, country=country, sector="GOV")


def _takes_part(token: Token) -> bool:
    """True where a state stands as one who acts or is acted upon, and not as the place where something happens."""
    while token.dep_ in {"conj", "appos"} and token.head is not token:
        token = token.head
    if token.dep_ in _TAKES_PART:
        return True
    if token.dep_ != "pobj" or token.head.dep_ == "ROOT":
        return False
    preposition, governor = token.head.lower_, token.head.head
    if preposition in _PARTNER_PREPOSITIONS:
        return True
    if preposition == "to":
        return governor.pos_ == "NOUN" or governor.lemma_ in GIVING_VERBS
    return preposition in {"of", "from"} and (governor.lemma_ in TARGET_NOUNS or governor.lemma_ in ACTING_NOUNS)


def _acts(token: Token) -> bool:
    """True where the word is the subject of a verb of saying or of politics, or its agent: "Moscow rejected"."""
    while token.dep_ in {"conj", "appos"} and token.head is not token:
        token = token.head
    if token.dep_ in _SUBJECTS:
        return token.head.lemma_ in ACTING_VERBS
    if _acts_in_relative(token):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return token.head.head.lemma_ in ACTING_NOUNS - TARGET_NOUNS - _DONE_TO_TOWNS
    if token.dep_ == "pobj" and token.head.lower_ in {"by", "with", "between", "against"}:
        governor = token.head.head
        return governor.lemma_ in ACTING_VERBS or governor.lemma_ in ACTING_NOUNS
    return token.dep_ == "poss" and token.head.lemma_ in ACTING_NOUNS


def _acts_in_relative(token: Token) -> bool:
    """True before a clause such as "which launched the war", wherever the parse hangs the clause."""
    after = token.doc[token.i + 1 : token.i + 3]
    pronoun = next((word for word in after if word.tag_ in {"WDT", "WP"}), None)
    return pronoun is not None and pronoun.dep_ in _SUBJECTS and pronoun.head.lemma_ in ACTING_VERBS


def _of_people(parse: Doc, name: Name, head: int, text: str) -> Iterator[Found]:
    """A people as a noun: "Russians", "the French"; adjectives before a noun are left to that noun."""
    token = parse[head]
    if token.dep_ in {"amod", "compound", "nmod"} and token.head.i >= name.last:
        return
    plural = token.tag_ in {"NNPS", "NNS"} or text.endswith(("s", "men", "ish", "ch", "ese"))
    if not plural or (token.pos_ == "ADJ" and not _TAKES_PART & {token.dep_} and token.dep_ not in {"pobj", "conj"}):
        return
    sector = role_sector("group", text) or ("CVL" if country_by_people(text) else None)
    yield Found(
        name.first, name.last, head, "group", GROUPS, text, role=text.lower(), plural=True,
        country=country_by_people(text), sector=sector, bare=True,
    )  # fmt: skip


def _of_pronoun(token: Token, kind: PronounKind) -> Iterator[Found]:
    sort = PERSONS if kind.person == 3 and kind.gender else GROUPS if kind.plural else BODIES
    if kind.person < 3:
        sort = PERSONS
    if token.lower_ in {"who", "whom", "whose", "which", "that"}:
        if not _is_relative(token):
            return
        sort = PERSONS
    if token.lower_ == "it" and _is_empty_it(token):
        return
    yield Found(
        token.i, token.i + 1, token.i, "pronoun", sort, token.lower_,
        gender=kind.gender, plural=kind.plural, pronoun=kind,
    )  # fmt: skip


def _is_relative(token: Token) -> bool:
    return any(ancestor.dep_ == "relcl" for ancestor in token.ancestors) and token.tag_ in {"WP", "WP$", "WDT"}


def _is_empty_it(token: Token) -> bool:
    """True for "it" that stands for nothing: "it is likely that", "it rained"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in {"rain", "snow", "seem", "appear", "turn", "happen"}:
        return True
    if token.dep_ not in _SUBJECTS:
        return False
    clause = [child for child in verb.children if child.dep_ in {"ccomp", "xcomp", "advcl", "acl", "csubj", "relcl"}]
    if verb.lemma_ == "be":
        said = [child for child in verb.children if child.dep_ in {"acomp", "attr"}]
        inner = [child for each in said for child in each.children if child.dep_ in {"ccomp", "xcomp", "csubj"}]
        return bool(said) and bool(clause or inner)
    return token.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in clause)


def _of_noun(parse: Doc, token: Token, sentence: Sentence, taken: set[int]) -> Iterator[Found]:
    """A noun phrase for one who acts: an office, a person, a body, a group."""
    if token.pos_ not in {"NOUN", "PROPN"} and token.tag_ not in {"NN", "NNS", "NNP", "NNPS"}:
        return
    if token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i:
        return
    if _is_cut(token, 1) or (_is_cut(token, -1) and token.nbor(-2).tag_ == "IN"):
        # the parts of "commander-in-chief" name nobody by themselves
        return
    first = _phrase_start(token, sentence)
    words = [word.text for word in parse[first : token.i + 1]]
    plural = token.tag_ in {"NNS", "NNPS"}
    role = _role_of(words, plural=plural)
    if role is None:
        return
    sort, sector, length = role
    role_text = " ".join(words[-length:]).lower()
    if sort == BODIES and not _stands_as_body(token, role_text, words):
        return
    start = first
    determiner = parse[start]
    definite = determiner.lower_ in {"the", "this", "that", "these", "those"} or any(
        child.dep_ == "poss" for child in token.children
    )
    if determiner.dep_ in {"det", "predet"} or determiner.lower_ in {"the", "a", "an"}:
        start += 1
    last = _with_of_phrase(parse, token, sentence)
    modifiers = words[(1 if start > first else 0) : -length]
    after = [word.text for word in parse[token.i + 2 : last]]
    country = country_of_words(modifiers) or (None if _is_contested(parse, first, last) else country_of_words(after))
    if sector == "CVL" and words[-1].lower() in FUNCTION_NOUNS:
        sector = _sector_by_body(modifiers, after or _served(token), country)
    first_letter_names = any(at in taken for at in range(first, token.i)) and token.tag_ == "NNP"
    if first_letter_names and token.dep_ == "compound":
        return
    yield Found(
        first, last, token.i,
        "group" if sort == GROUPS else "title",
        sort,
        " ".join(parse[start:last].text.split()),
        definite=definite,
        bare=first + 1 + length == token.i + 1 and definite and last == token.i + 1,
        role=role_text,
        gender=gender_of_role(words[-1]) if sort == PERSONS else None,
        plural=sort == GROUPS,
        country=country,
        sector=sector,
    )  # fmt: skip


def _is_cut(token: Token, step: int) -> bool:
    """True where a hyphen ties the word to the next one (step 1) or to the one before (step -1)."""
    at = token.i + step
    if not 0 < at < len(token.doc) - 1 or token.doc[at].text not in {"-", "‐", "‑"}:
        return False
    return not token.doc[at].whitespace_ and not token.doc[at - 1].whitespace_


def _is_contested(parse: Doc, first: int, last: int) -> bool:
    """True where the words say that the territory is held by or taken from another: whose office it is, is open."""
    if any(word.lower_.rsplit("-", 1)[-1] in _CONTESTED for word in parse[first:last]):
        return True
    at = last + 1 if last < len(parse) and parse[last].text == "," else last
    if at >= len(parse) or parse[at].lower_ not in {"which", "that"}:
        return False
    clause = next((a for a in parse[at].ancestors if a.dep_ == "relcl"), None)
    return clause is not None and any(word.lemma_ in _TAKEN and word.pos_ == "VERB" for word in clause.subtree)


def _served(token: Token) -> list[str]:
    """The words for the body after "for": "a spokesman for the Defence Ministry"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"for", "at", "with", "in", "from"}:
            body = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            if body is not None and body.i - child.i < 8:
                return [word.text for word in _words_to(child, body)]
    return []


def _words_to(preposition: Token, noun: Token) -> list[Token]:
    """The words after a preposition up to the end of the name or noun that it governs."""
    last = noun.i
    for word in noun.rights:
        if word.dep_ == "prep" and word.lower_ == "of" and word.i == last + 1:
            last = word.right_edge.i
    return list(noun.doc[preposition.i + 1 : min(last, noun.i + 4) + 1])


def _sector_by_body(modifiers: list[str], after: list[str], country: str | None) -> Sector:
    """The sector of a head, spokesman or official: that of the body, or government where it is of a country."""
    for words in (after, modifiers):
        phrase = " ".join(word for word in words if word.lower() not in {"the", "'s", "’s", "its"})
        known = known_organisation(phrase)
        found = known.sector if known else body_sector_of_name(phrase) if phrase else None
        if found is not None:
            return found
    return "GOV" if country else "CVL"


def _phrase_start(token: Token, sentence: Sentence) -> int:
    """The first token of the noun phrase: modifiers that stand in one stretch before the head."""
    first = token.i
    while first > sentence.first:
        before = token.doc[first - 1]
        spaced = before.whitespace_ or before.i == 0 or before.nbor(-1).whitespace_
        dash = spaced and before.text in {"-", "–", "—", "_"}
        if dash or before.is_space or before.text in {",", ";", ":", "(", ")", '"', "“", "”"}:
            break
        top = before
        while top.head.i != top.i and top.head.i != token.i and top.head.i < token.i:
            top = top.head
        if top.head.i != token.i or top.dep_ not in _MODIFIERS:
            break
        first -= 1
    return first


def _role_of(words: list[str], *, plural: bool) -> tuple[str, Sector, int] | None:
    """Sort, sector and length in words of the longest role phrase at the end, or None."""
    options: list[tuple[int, int, str, Sector]] = []
    length = longest_role("group", words)
    if length:
        options.append((length, 3, GROUPS, _sector("group", words, length)))
    singular = [*words[:-1], _lemma(words[-1])] if plural else words
    for kind, rank, sort in (("title", 2, PERSONS), ("person", 1, PERSONS), ("body", 0, BODIES)):
        if kind == "title" and singular[-1].lower() in _KIN:
            continue
        length = longest_role(kind, singular)  # type: ignore[arg-type]
        if length:
            found = _sector(kind, singular, length)
            options.append((length, rank, GROUPS if plural and sort == PERSONS else sort, found))
    if not options:
        return None
    length, _, sort, sector = max(options, key=lambda option: (option[0], option[1]))
    if plural and sort == BODIES:
        sort = GROUPS
    return sort, sector, length


def _sector(kind: str, words: Sequence[str], length: int) -> Sector:
    found = role_sector(kind, " ".join(words[-length:]))  # type: ignore[arg-type]
    assert found is not None  # noqa: S101
    return found


def _lemma(word: str) -> str:
    lowered = word.lower()
    if lowered.endswith("ies"):
        return lowered[:-3] + "y"
    if lowered.endswith("men"):
        return lowered[:-3] + "man"
    if lowered.endswith(("sses", "shes", "ches", "xes")):
        return lowered[:-2]
    return lowered[:-1] if lowered.endswith("s") and not lowered.endswith("ss") else lowered


def _stands_as_body(token: Token, role: str, words: list[str]) -> bool:
    """True where a noun such as "office" or "campaign" names those who act and not a thing or a place."""
    if role not in WEAK_BODIES:
        return True
    subject = token.dep_ in _SUBJECTS and token.head.lemma_ in ACTING_VERBS
    agent = token.dep_ == "pobj" and token.head.dep_ == "agent"
    return subject or agent or (country_of_words(words) is not None and token.dep_ in _SUBJECTS)


def _with_of_phrase(parse: Doc, token: Token, sentence: Sentence) -> int:
    """One past the head, or past a short "of" phrase right after it: "the mayor of Leningrad"."""
    end = token.i + 1
    if end >= sentence.last or parse[end].lower_ != "of" or parse[end].head.i != token.i:
        return end
    last = min(parse[end].right_edge.i + 1, sentence.last)
    for word in parse[end:last]:
        if word.dep_ in {"relcl", "acl"} or word.text in {",", ";", "(", "—"}:
            last = min(word.left_edge.i, word.i)
            break
    return last if 1 < last - end <= _LONGEST_OF_PHRASE else end
