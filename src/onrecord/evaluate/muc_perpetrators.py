"""Which organisations a dispatch names as perpetrators of which deeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.codes.organisations import known_organisation
from onrecord.codes.word_lists import word_set
from onrecord.document import ACTORS, MENTIONS, TOKENS, Document, Sentence
from onrecord.evaluate.muc_deeds import Deed
from onrecord.schema import Actor, Mention

_GROUP_WORDS = word_set(
    "front movement army command commandos commando cartel liberation squad squads brigade battalion"
    " extraditables forces path mafia mafias guard police coordinator guerrillas self-defense regiment"
    " detachment organization group cell column gang"
)
_STATE_FORCE = re.compile(
    r"\b(?:(?:[A-Z]\w+ )?(?:armed forces|army|air force|national guard|national police|treasury police|military|police"
    r"|death squads?|government|civil defense))\b",
    re.I,
)
_LONGEST_LISTED = 3
_CLAIMS = word_set("claim admit acknowledge take assume accept confess")


@dataclass(frozen=True)
class NamedOrganisation:
    """An organisation at one place of the text."""

    name: str
    """In capitals, as written."""
    first: int
    """First token."""
    last: int
    """One past the last token."""
    actor: str | None


@dataclass(frozen=True)
class Blame:
    """An organisation as a perpetrator, in one sentence."""

    organisation: NamedOrganisation
    sentence: Sentence


def organisations(document: Document) -> list[NamedOrganisation]:
    """The organisations that a dispatch names and that can be perpetrators, in text order."""
    actors: Mapping[str, Actor] = {actor.id: actor for actor in document[ACTORS]}
    parse, found = document[TOKENS], []
    for mention in document[MENTIONS]:
        actor = actors.get(mention.actor)
        if actor is None or mention.kind not in ("name", "group") or not _may_be_perpetrator(actor, mention):
            continue
        words = parse.char_span(mention.spans[0].start, mention.spans[-1].end, alignment_mode="expand")
        if words is not None and len(words):
            text = re.sub(r"\s+", " ", words.text).strip(" \"'")
            found.append(NamedOrganisation(text.upper(), words.start, words.end, mention.actor))
    for match in _STATE_FORCE.finditer(document.text):
        words = parse.char_span(match.start(), match.end(), alignment_mode="expand")
        if words is not None and not any(one.first < words.end and words.start < one.last for one in found):
            found.append(NamedOrganisation(re.sub(r"\s+", " ", match[0]).upper(), words.start, words.end, None))
    for first in range(len(parse)):
        for length in range(_LONGEST_LISTED, 0, -1):
            words = parse[first : first + length]
            if len(words) < length or any(one.first < words.end and first < one.last for one in found):
                continue
            if _is_listed(words.text) or (length > 1 and words[-1].lower_ == "cartel" and words[0].text[:1].isupper()):
                found.append(NamedOrganisation(words.text.upper(), first, first + length, None))
                break
    return sorted(found, key=lambda one: one.first)


def _is_listed(words: str) -> bool:
    """Whether the words are an armed group of the list of organisations."""
    known = known_organisation(words) if words[:1].isupper() and (" " in words or words.isupper()) else None
    return (known is not None and known.sector == "REB") or words.lower() == "extraditables"


def _may_be_perpetrator(actor: Actor, mention: Mention) -> bool:
    words = {word.lower() for word in mention.spans[0].quote.split()}
    if actor.kind == "armed_group" or actor.sector in ("REB", "CRM"):
        return mention.kind == "name" or bool(words & {"cartel", "mafia", "squads", "squad", "extraditables"})
    return mention.kind == "name" and actor.kind in ("organisation", "party") and bool(words & _GROUP_WORDS)


def blames(document: Document, deed: Deed, named: Iterable[NamedOrganisation]) -> Iterator[Blame]:
    """The organisations that a deed's own sentence makes its perpetrators."""
    spoken: set[int] = set()
    for party in deed.agents:
        spoken |= set(_phrase(document[TOKENS][party.head]))
    for one in named:
        if any(position in spoken for position in range(one.first, one.last)):
            yield Blame(one, deed.sentence)


def _phrase(head: Token) -> Iterator[int]:
    """The tokens of a noun phrase with its of-phrases, without clauses and other appositions than names."""
    yield head.i
    for child in head.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss", "appos", "det", "conj"):
            yield from _phrase(child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _phrase(inner)


def claims_and_accusations(document: Document, named: Iterable[NamedOrganisation]) -> Iterator[Blame]:
    """The organisations that claim or are blamed for what was told before: "claimed responsibility for the attack"."""
    listed = list(named)
    for sentence in document.coded_sentences():
        lemmas = {token.lemma_.lower() for token in document[TOKENS][sentence.first : sentence.last]}
        inside = [one for one in listed if sentence.first <= one.first < sentence.last]
        if not inside:
            continue
        responsible = bool(lemmas & {"responsibility", "responsible", "credit"})
        if responsible and lemmas & _CLAIMS:
            subject = next((one for one in inside if _is_subject(document, one)), inside[0])
            yield Blame(subject, sentence)
        elif (responsible and not lemmas & {"not"}) or lemmas & {"attribute", "blame", "suspect"}:
            for one in inside:
                if not _is_subject(document, one):
                    yield Blame(one, sentence)


def _is_subject(document: Document, one: NamedOrganisation) -> bool:
    head = document[TOKENS][one.first : one.last].root
    while head.dep_ in ("pobj", "prep", "compound", "appos", "nmod", "poss", "conj") and head.head != head:
        head = head.head
    return head.dep_ in ("nsubj", "agent")


def only_armed_group(document: Document, named: Iterable[NamedOrganisation]) -> NamedOrganisation | None:
    """The armed group that a dispatch names, where it names only one: its unnamed guerrillas are that group's."""
    armed = {actor.id for actor in document[ACTORS] if actor.kind == "armed_group" or actor.sector == "REB"}
    groups: dict[str, NamedOrganisation] = {}
    for one in named:
        if one.actor in armed:
            groups.setdefault(one.actor or one.name, one)
    return next(iter(groups.values())) if len(groups) == 1 else None
