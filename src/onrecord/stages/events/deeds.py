"""Which words of a sentence name deeds: lexicon senses whose conditions the clause meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from onrecord.codes.plover import quad
from onrecord.stages.events import arguments
from onrecord.stages.events.lexicon import Sense, counted, lemma_of, noun_senses, verb_senses
from onrecord.stages.events.needs import (
    COMPLEMENT_NEEDS,
    has_actors,
    has_parties,
    is_background,
    is_generic,
    is_spoken_of,
    light_over,
    met_needs,
    noun_flags_met,
)
from onrecord.stages.events.verbal_attacks import is_contest

_REFLEXIVE = frozenset({"turn", "commit", "blow", "give", "surrender"})
_NO_DEEDS = {
    "attack": ("heart", "panic", "asthma", "anxiety"),
    "order": ("court", "executive", "gag", "restraining", "world", "public", "mail", "standing", "pecking", "working"),
    "call": ("phone", "telephone", "wake-up", "close", "conference", "curtain", "roll"),
    "exchange": ("stock", "foreign", "currency", "commodity", "gunfire", "heated"),
    "strike": ("hunger",),
}
"""Words before an event noun that make it the name of something else."""
_OCCURRING = frozenset(
    {
        "occur", "happen", "go", "come", "erupt", "break", "begin", "start", "continue", "end", "hold", "take",
        "follow", "resume", "last", "rage", "unfold", "ensue", "flare", "spread",
        "stage", "carry", "mount",
    }
)  # fmt: skip
"""Verbs by which a deed takes place."""
_MAKING = frozenset(
    {"sign", "reach", "strike", "conclude", "make", "seal", "give", "fire", "provide", "send", "deliver", "hold"}
)
"""Verbs whose object may name the deed that they do."""
_SILENCE = frozenset(
    {
        "comment",
        "say",
        "elaborate",
        "answer",
        "discuss",
        "confirm",
        "name",
        "identify",
        "specify",
        "speculate",
        "be",
        "give",
    }
)


@dataclass(frozen=True)
class Deed:
    """A word that names a deed, with its sense and where its arguments hang."""

    head: Token
    """The verb, or the event noun."""
    sense: Sense
    anchor: tuple[Token, ...]
    light: Token | None = None
    """The light verb over an event noun."""
    used: frozenset[int] = field(default_factory=frozenset)
    """Tokens that the sense needed, which name no deed of their own."""
    trained: bool = False
    """True where the encoder and not the lexicon gives its type."""
    confidence: float = 0.8
    """Probability that the words name a deed of this type; as it stands, the share of the lexicon's that do."""

    @property
    def quad(self) -> int:
        """The quad class of the type."""
        return quad(self.sense.type)

    @property
    def clause(self) -> Token:
        """The word whose clause presents the deed: its light verb or itself."""
        return self.light if self.light is not None else self.head


def deeds_in(tokens: list[Token]) -> list[Deed]:
    """The deeds that a sentence names, in text order."""
    readings = [found for token in tokens if (found := _readings(token))]
    by_head = {found[0].head.i: found[0] for found in readings}
    chosen = [deed for found in readings if (deed := _settled(found, by_head)) is not None]
    used = {index for deed in chosen for index in deed.used}
    chosen = [deed for deed in chosen if deed.head.i not in used]
    heads = {deed.head.i: deed for deed in chosen}
    return told_once([deed for deed in chosen if not _is_frame(deed, heads)])


def told_once(deeds: list[Deed]) -> list[Deed]:
    """The deeds without those that tell of another in the list once more: its toll, its taking place, its object.

    A deed that takes place by a verb has that verb over it: 'an explosion went off near the market' is one deed, on its
    noun, where and when the verb says.
    """
    heads = {deed.head.i: deed for deed in deeds}
    placed = {what.i: deed for deed in deeds if (what := _takes_place(deed, heads)) is not None}
    kept = []
    for deed in deeds:
        verb = placed.get(deed.head.i)
        if verb is not None and deed.light is None:
            deed = replace(deed, light=verb.head, confidence=max(deed.confidence, verb.confidence))
        again = _is_toll(deed, heads) or _is_its_object(deed, heads) or _is_purpose(deed, heads)
        if not again and _takes_place(deed, heads) is None:
            kept.append(deed)
    return kept


def _is_purpose(deed: Deed, heads: dict[int, Deed]) -> bool:
    """True for what a protest is said to be: 'blocked the road to protest', 'on strike in protest'."""
    word = deed.head
    if deed.sense.type != "PROTEST" or word.lemma_ != "protest" or word.dep_ not in ("advcl", "xcomp", "pobj"):
        return False
    over = heads.get((word.head.head if word.dep_ == "pobj" else word.head).i)
    return over is not None and over.sense.type == "PROTEST"


def _takes_place(deed: Deed, heads: dict[int, Deed]) -> Token | None:
    """The noun of the deed that takes place by this verb: 'an explosion went off'."""
    verb = deed.head
    if verb.tag_[:2] != "VB" or lemma_of(verb) not in _OCCURRING:
        return None
    if any(child.dep_ == "dobj" for child in verb.children):
        # "talks ended the siege" tells of two deeds
        return None
    what = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        what
        if what is not None and what.i in heads and what.pos_ == "NOUN" and lemma_of(what) in noun_senses()
        else None
    )


def _is_its_object(deed: Deed, heads: dict[int, Deed]) -> bool:
    """True for the object of a verb that brings the same deed about: 'signed an accord', 'reached a deal'."""
    noun = deed.head
    if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "nsubjpass") or deed.light is not None:
        return False
    over = heads.get(noun.head.i)
    return over is not None and over.sense.type == deed.sense.type and lemma_of(over.head) in _MAKING


def names_no_deed(word: Token) -> bool:
    """True for a fight that is none, for 'so-called', and for a verb whose particle says so: 'stepped up'."""
    if is_contest(word) or _is_behind_adverb(word):
        return True
    if word.tag_[:2] != "VB" or not any(child.dep_ == "prt" for child in word.children):
        return False
    for sense in verb_senses().get(lemma_of(word), ()):
        met = met_needs(sense, word) is not None
        if met and ("drop" in sense.flags or has_parties(sense, word)):
            return "drop" in sense.flags
    return False


def _is_behind_adverb(word: Token) -> bool:
    """True for the second part of an adjective made with an adverb: 'so-called', 'well-armed'."""
    if word.i < 2:
        return False
    hyphen, first = word.nbor(-1), word.nbor(-2)
    return hyphen.text == "-" and not hyphen.whitespace_ and not first.whitespace_ and first.pos_ == "ADV"


def _readings(token: Token) -> list[Deed]:
    """The deeds that the word may name; all but the last depend on what its complement holds."""
    if token.pos_ == "VERB" or (token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass")):
        return _verb_readings(token)
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not token.ent_type_):
        deed = _noun_deed(token)
        return [deed] if deed is not None else []
    return []


def _verb_readings(verb: Token) -> list[Deed]:
    if verb.dep_ in ("amod", "compound", "aux", "auxpass", "nmod", "case", "prep"):
        return []
    if (
        any(child.dep_ == "dobj" and child.lower_.endswith(("self", "selves")) for child in verb.children)
        and verb.lemma_ not in _REFLEXIVE
    ):
        return []
    if is_contest(verb) or _is_noun_phrase(verb):
        return []
    found: list[Deed] = []
    for sense in verb_senses().get(lemma_of(verb), ()):
        met = met_needs(sense, verb)
        if met is None:
            continue
        if not has_parties(sense, verb):
            continue
        if "drop" in sense.flags:
            return found
        found.append(Deed(verb, sense, _anchor(verb, sense), used=frozenset(met)))
        if not _is_open(sense):
            return found
    return found


def _is_noun_phrase(verb: Token) -> bool:
    """True for a participle that is a noun with its article: 'evacuated the wounded'."""
    return verb.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass") and any(child.dep_ == "det" for child in verb.children)


def _is_open(sense: Sense) -> bool:
    """True for a sense whose complement decides."""
    return any(need in COMPLEMENT_NEEDS for need in sense.needs)


def _anchor(verb: Token, sense: Sense) -> tuple[Token, ...]:
    """The words that name the deed: the verb and its particle, or the object of a verb that leaves the naming to it."""
    if "anchor-o" in sense.flags:
        target = arguments.patient(verb)
        if target is not None and target.sent == verb.sent:
            noun = counted(target)
            before = [child for child in noun.children if child.dep_ == "compound" and child.i == noun.i - 1]
            return tuple(
                sorted({token.i: token for token in (target, *before, noun)}.values(), key=lambda token: token.i)
            )
    particle = [child for child in verb.children if child.dep_ == "prt"]
    return tuple(sorted([verb, *particle], key=lambda token: token.i))


def _noun_deed(noun: Token) -> Deed | None:
    if noun.dep_ in ("compound", "amod", "nmod", "poss"):
        return None
    word = lemma_of(noun)
    if any(child.lower_ in _NO_DEEDS.get(word, ()) for child in noun.lefts) or is_contest(noun):
        return None
    for sense in noun_senses().get(word, noun_senses().get(noun.lower_, ())):
        if not noun_flags_met(sense, noun):
            continue
        if "drop" in sense.flags:
            return None
        light = light_over(noun)
        if "light" in sense.flags and light is None and not has_actors(noun, sense) and not is_spoken_of(noun):
            continue
        if word == "destruction" and any(child.lower_ == "mass" for child in noun.children):
            return None
        if sense.type == "AID" and noun.dep_ == "attr":
            # "the rain was a relief to farmers"
            return None
        if (sense.type == "CONSULT" or word == "rally") and is_background(noun):
            return None
        if is_generic(noun, sense, light):
            continue
        compounds = [
            child
            for child in noun.children
            if child.dep_ == "compound" and child.i == noun.i - 1 and not child.ent_type_ and not _is_cut(child)
        ]
        return Deed(noun, sense, (*compounds, noun), light)
    return None


def _is_cut(word: Token) -> bool:
    """True for the second half of a compound with a hyphen: 'scale' in 'full-scale war'."""
    return word.i > 0 and word.nbor(-1).text in ("-", "‐", "‑") and not word.nbor(-1).whitespace_


def _settled(readings: list[Deed], by_head: dict[int, Deed]) -> Deed | None:
    """The first reading that the complement bears out, or None."""
    for deed in readings:
        needs = deed.sense.needs
        inner = inner_deed(deed.head, by_head) if _is_open(deed.sense) else None
        if "ends-conflict" in needs:
            gerund = arguments.complement(deed.head)
            if inner is not None and inner.quad == 4 and gerund is not None and gerund.tag_ == "VBG":
                return replace(deed, used=deed.used | {inner.head.i})
            continue
        if _is_open(deed.sense):
            if inner is not None and inner.quad in (3, 4) and inner.sense.type != "ACCUSE":
                return deed
            continue
        if deed.sense.type == "REJECT" and _is_silence(deed.head):
            return None
        return deed
    return None


def _is_silence(verb: Token) -> bool:
    """True for 'declined to comment', 'refused to say': no answer is no rejection."""
    inner = arguments.complement(verb)
    return inner is not None and inner.lemma_ in _SILENCE


def inner_deed(verb: Token, by_head: Mapping[int, Deed]) -> Deed | None:
    """The deed that the complement of a verb or noun names, or None."""
    node = arguments.complement(verb)
    for _ in range(4):
        if node is None:
            return None
        if node.i in by_head:
            return by_head[node.i]
        below = next(
            (child for child in node.children if child.i in by_head and child.dep_ in ("dobj", "xcomp", "nsubjpass")),
            None,
        )
        if below is not None:
            return by_head[below.i]
        node = arguments.complement(node)
    return None


_TOLL = frozenset({"kill", "wound", "injure", "hurt", "maim", "destroy", "damage", "slay"})


def _is_toll(deed: Deed, heads: dict[int, Deed]) -> bool:
    """True for the dead and damage of an attack that is a deed already: 'shelled the town, killing four'.

    Also true of the attack in 'rebels killed four in an attack': the verb names doer and victims, the noun the way.
    """
    if deed.head.tag_[:2] != "VB":
        verb = deed.head.head.head if deed.head.dep_ == "pobj" else deed.head.head
        over = heads.get(verb.i)
        means = deed.head.dep_ == "pobj" and deed.head.head.lower_ in ("in", "during", "with")
        return means and over is not None and verb.lemma_ in _TOLL and _names_doer(over, heads)
    verb = deed.head
    if verb.lemma_ not in _TOLL:
        return False
    if verb.dep_ in ("advcl", "conj", "acl", "relcl") and verb.tag_ == "VBG" and verb.head.i in heads:
        return heads[verb.head.i].sense.type == "ASSAULT"
    if (
        verb.dep_ == "conj"
        and verb.head.i in heads
        and verb.i - verb.head.i <= 3
        and arguments.own_subject(verb) is None
    ):
        return heads[verb.head.i].sense.type == "ASSAULT"
    return _cause(verb, heads) is not None and not _names_doer(deed, heads)


def _names_doer(deed: Deed, heads: dict[int, Deed]) -> bool:
    doer = arguments.agent(deed.head)
    return doer is not None and doer.i not in heads and doer.lemma_ not in ("attack", "explosion", "blast", "bomb")


def _cause(verb: Token, heads: dict[int, Deed]) -> Deed | None:
    """The assault that brought about a toll: its subject, by-phrase or 'in an attack'."""
    doer = arguments.agent(verb)
    if doer is not None and doer.i in heads and heads[doer.i].sense.type == "ASSAULT" and _is_attack(doer):
        return heads[doer.i]
    for child in verb.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "by", "during"):
            cause = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            if cause is not None and cause.i in heads and heads[cause.i].sense.type == "ASSAULT" and _is_attack(cause):
                return heads[cause.i]
    return None


def _is_attack(noun: Token) -> bool:
    """False for what an attack is made with: 'a bomb killed four' has its verb for an anchor."""
    return noun.pos_ != "NOUN" or lemma_of(noun) in noun_senses()


def victims_of(noun: Token) -> Token | None:
    """Those whom the attack cost, where the attack's own phrase names no target: 'the raid killed nine villagers'."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if verb.tag_[:2] == "VB" and verb.lemma_ in _TOLL and noun.dep_ in ("nsubj", "pobj"):
        return arguments.patient(verb)
    return None


def _is_frame(deed: Deed, heads: dict[int, Deed]) -> bool:
    """True for an event noun that only frames another deed: 'walked out of talks', 'arrived for talks'."""
    noun = deed.head
    if deed.sense.type == "REQUEST" and noun.dep_ in ("advcl", "xcomp", "acl") and noun.head.i in heads:
        return heads[noun.head.i].sense.type == "PROTEST"
    if noun.pos_ == "VERB" or deed.light is not None:
        return False
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    over = heads.get(governor.i)
    if over is None or noun.dep_ not in ("pobj", "dobj"):
        return False
    return deed.sense.type in ("CONSULT", "AGREE", "COOPERATE") and over.sense.type in (
        "CONSULT", "REJECT", "SANCTION", "AGREE", "PROTEST", "COOPERATE", "SUPPORT",
    ) and over.head.pos_ == "VERB"  # fmt: skip


def toll_verbs(tokens: list[Token]) -> set[int]:
    """Positions of the verbs that say what a deed cost: their figures belong to the deed they hang on."""
    return {token.i for token in tokens if token.lemma_ in _TOLL and token.tag_[:2] == "VB"}
