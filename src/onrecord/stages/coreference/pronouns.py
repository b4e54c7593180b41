"""Whom a pronoun stands for: the best-scored compatible actor mentioned before it.

Hobbs-style salience (Lappin and Leass 1994, Computational Linguistics 20:4): recency in sentences and words, subjects
before objects, actors that are named often, names before descriptions. The weights were set by hand; a
coordinate search on half of GUM (he/she of persons) gained less than a point on the other half and was not taken up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.document import Sentence
from onrecord.stages.coreference.acting_words import SPEECH_VERBS
from onrecord.stages.coreference.linking import Entity
from onrecord.stages.coreference.mentions import BODIES, GROUPS, PERSONS, STATES, Found

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_QUOTES = frozenset({'"', "“", "”", "``", "''"})


@dataclass(frozen=True)
class Weights:
    """What each circumstance adds to a candidate's score."""

    sentence: float = -1.0
    word: float = -0.01
    subject: float = 1.0
    main_subject: float = 0.6
    named: float = 0.5
    often: float = 0.6
    gender_known: float = 0.8
    gender_unknown: float = -0.3
    pronoun_last: float = 0.4
    other_quote: float = -0.8
    same_subject: float = 0.5
    possessive_near: float = 0.4
    inside_other: float = -0.4
    paragraph: float = -0.3
    unnamed_indefinite: float = -0.3
    title_topic: float = 0.3
    plural_group: float = 1.0


WEIGHTS = Weights()
_QUANTITIES = frozenset(
    {"thousand", "thousands", "hundred", "hundreds", "dozen", "dozens", "ten", "tens", "score", "scores", "million",
     "millions", "group", "crowd", "number", "majority", "handful", "most", "some", "many", "all", "none", "pair"}
)  # fmt: skip
_FARTHEST_SENTENCES = 8
_FARTHEST_FOR_THINGS = 2


@dataclass(frozen=True)
class _Place:
    sentence: int
    paragraph: int
    quoted: bool


def resolve(parse: Doc, sentences: Sequence[Sentence], mentions: Sequence[Found], entities: list[Entity],
            weights: Weights = WEIGHTS) -> None:  # fmt: skip
    """Nothing; adds each pronoun of the third person, and each "who", to the entity it stands for, in text order."""
    places = _places(parse, sentences)
    owner = {found.head: entity for entity in entities for found in entity.mentions}
    for mention in mentions:
        if mention.kind != "pronoun" or mention.pronoun is None or mention.pronoun.person != 3:
            continue
        if mention.pronoun.relative:
            entity = _antecedent_of_relative(parse, mention, owner)
        else:
            entity = _best(parse, mention, entities, places, weights)
        if entity is None:
            continue
        entity.mentions.append(mention)
        entity.gender = entity.gender or mention.gender
        owner[mention.head] = entity


def _places(parse: Doc, sentences: Sequence[Sentence]) -> dict[int, _Place]:
    places: dict[int, _Place] = {}
    quoted, paragraph = False, -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            quoted, paragraph = False, sentence.paragraph
        for token in parse[sentence.first : sentence.last]:
            if token.text in _QUOTES:
                quoted = token.text in {"“", "``"} or (token.text == '"' and not quoted)
            places[token.i] = _Place(number, paragraph, quoted)
    return places


def _antecedent_of_relative(parse: Doc, mention: Found, owner: dict[int, Entity]) -> Entity | None:
    clause = next((a for a in (parse[mention.head], *parse[mention.head].ancestors) if a.dep_ == "relcl"), None)
    return owner.get(clause.head.i) if clause is not None and clause.head.i < mention.head else None


def _compatible(mention: Found, entity: Entity) -> bool:
    kind = mention.pronoun
    assert kind is not None  # noqa: S101
    if kind.gender:
        return entity.sort == PERSONS and not entity.plural and entity.gender in {None, kind.gender}
    if kind.plural:
        return entity.sort == GROUPS or entity.sort == BODIES
    return entity.sort in {BODIES, STATES}


def _best(
    parse: Doc, mention: Found, entities: list[Entity], places: dict[int, _Place], weights: Weights
) -> Entity | None:
    here = places.get(mention.head)
    if here is None:
        return None
    kind = mention.pronoun
    assert kind is not None  # noqa: S101
    farthest = _FARTHEST_SENTENCES if kind.gender else _FARTHEST_FOR_THINGS
    best: tuple[float, int, Entity] | None = None
    for entity in entities:
        if not _compatible(mention, entity):
            continue
        before = [found for found in entity.mentions if found.head < mention.head and found.first < mention.first]
        if not before:
            continue
        last = max(before, key=lambda found: found.head)
        there = places.get(last.head)
        if there is None or here.sentence - there.sentence > farthest or _bound(parse, mention, entity):
            continue
        score = _score(parse, mention, entity, before, last, here, there, weights)
        if best is None or (score, last.head) > best[:2]:
            best = (score, last.head, entity)
    return best[2] if best else None


def _score(
    parse: Doc,
    mention: Found,
    entity: Entity,
    before: list[Found],
    last: Found,
    here: _Place,
    there: _Place,
    weights: Weights,
) -> float:
    token, antecedent = parse[mention.head], _counted(parse[last.head])
    kind = mention.pronoun
    assert kind is not None  # noqa: S101
    score = weights.sentence * (here.sentence - there.sentence)
    score += weights.word * min(60, mention.head - last.head)
    score += weights.often * math.log(len(before))
    if any(
        _counted(parse[found.head]).dep_ in _SUBJECTS
        for found in before
        if found.head in range(last.head - 25, last.head + 1)
    ):
        score += weights.subject
    if antecedent.dep_ in _SUBJECTS and antecedent.head.dep_ == "ROOT":
        score += weights.main_subject
    if entity.named:
        score += weights.named
    elif not before[0].definite:
        score += weights.unnamed_indefinite
    if kind.gender:
        score += weights.gender_known if entity.gender == kind.gender else weights.gender_unknown
    if kind.plural and entity.sort == GROUPS:
        score += weights.plural_group
    if last.kind == "pronoun":
        score += weights.pronoun_last
    if here.quoted != there.quoted:
        score += weights.other_quote
    if here.paragraph != there.paragraph:
        score += weights.paragraph
    if token.dep_ in _SUBJECTS and antecedent.dep_ in _SUBJECTS:
        score += weights.same_subject
    if here.sentence == there.sentence and antecedent.dep_ in _SUBJECTS and antecedent.head in token.ancestors:
        score += weights.possessive_near
    if antecedent.dep_ in {"poss", "compound", "nmod"} or (
        antecedent.dep_ == "pobj" and antecedent.head.lower_ == "of"
    ):
        score += weights.inside_other
    if here.quoted and _speaks(antecedent) and here.sentence == there.sentence and not there.quoted:
        score += weights.other_quote
    if before[0].first < len(parse) // 10:
        score += weights.title_topic
    return score


def _counted(token: Token) -> Token:
    """The word that carries the phrase's role in the clause: "thousands" in "thousands of protesters"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in _QUANTITIES:
        return token.head.head
    return token


def _speaks(token: Token) -> bool:
    return token.dep_ in _SUBJECTS and token.head.lemma_ in SPEECH_VERBS


def _bound(parse: Doc, mention: Found, entity: Entity) -> bool:
    """True where grammar rules the entity out: it is another argument of the pronoun's own verb."""
    kind = mention.pronoun
    assert kind is not None  # noqa: S101
    token = parse[mention.head]
    if kind.reflexive or (kind.possessive and token.dep_ == "poss"):
        return False
    verb = _governor(token)
    shared = None
    if token.dep_ in _SUBJECTS and not kind.plural:
        shared = _who_demands(token.head)
    elif kind.gender and token.dep_ in {"dobj", "dative"}:
        shared = _shared_subject(parse[verb])
    for found in entity.mentions:
        other = parse[found.head]
        if other.i < token.i and other is not token and _governor(other) == verb and other.dep_ != "poss":
            return True
        if other.i == shared:
            return True
    return False


def _who_demands(verb: Token) -> int | None:
    """Position of who demands what a bare verb says, and so is not its subject: "Brandt demanded that he resign"."""
    first = next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)
    bare = first.lower_ == first.lemma_.lower() and first.tag_ in {"VB", "VBP"}
    if not bare or verb.dep_ != "ccomp":
        return None
    return next((child.i for child in verb.head.children if child.dep_ in _SUBJECTS), None)


def _shared_subject(verb: Token) -> int | None:
    """Position of the subject that a coordinated verb shares with the first: "she rang the mayor and assured him"."""
    if verb.dep_ != "conj":
        return None
    while verb.dep_ == "conj" and verb.head.i < verb.i and verb.head.pos_ in {"VERB", "AUX"}:
        if any(child.dep_ in _SUBJECTS for child in verb.children):
            return None
        verb = verb.head
    return next((child.i for child in verb.children if child.dep_ in _SUBJECTS), None)


def _governor(token: Token) -> int:
    head = token.head
    while head.dep_ in {"prep", "agent", "dative"} and head.head is not head:
        head = head.head
    return head.i
