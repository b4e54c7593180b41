"""Offices: which person is said to hold which title, of what body or territory, and whether still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.codes.roles import is_honorific
from onrecord.document import (
    CHAINS,
    DATES,
    OFFICES,
    SENTENCES,
    STATEMENTS,
    TOKENS,
    Chain,
    Document,
    Layer,
    Sentence,
    voice_at,
)
from onrecord.ids import sealed
from onrecord.schema import Date, Office, OfficeStatus
from onrecord.stages.offices.holders import Holding, holder_of
from onrecord.stages.offices.titles import TitlePhrase, title_phrase

_CONFIDENCE = {"title before name": 0.85, "apposition after name": 0.85, "apposition before name": 0.9, "verb": 0.7}
"""Set below what was measured: all 50 pairs found in the grounding development passages (51 offices) were right, but
those were also read while the rules were written; of 77 pairs in 20 articles of PolNeAR, 73 were."""

Range = tuple[int, int]


@dataclass(frozen=True)
class _Claim:
    phrase: TitlePhrase
    holding: Holding
    chain: int
    body: Range | None
    status: OfficeStatus


class OfficesStage:
    """Reads titles before names, appositions, "who is", "was named", "served as" into office records.

    A rank before a name is a title like any other, also where the person holds an office besides.
    """

    name: ClassVar[str] = "offices"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, CHAINS, STATEMENTS, DATES)
    writes: ClassVar[tuple[Layer[Any], ...]] = (OFFICES,)

    def setup(self) -> None:
        """Loads the lexicons."""
        is_honorific("Mr.")

    def process(self, document: Document) -> Document:
        """The document with one record for each person and title, at the place where they are first put together."""
        claims = list(_claims(document))
        dates = _dates_by_token(document)
        records = (_record(document, claim, dates) for claim in _distinct(document, claims))
        return document.with_layer(OFFICES, tuple(records))


def _claims(document: Document) -> Iterator[_Claim]:
    parse, chains = document[TOKENS], document[CHAINS]
    people, chain_of, stands_for = _people(parse, chains)
    every_name = _all_names(parse, chains)
    bodies = _bodies_by_pronoun(parse, chains)
    for sentence in document.coded_sentences():
        latest: _Claim | None = None
        for phrase in _phrases(parse, sentence, every_name):
            holding = holder_of(parse, phrase, sentence, people, stands_for)
            if holding is None and latest is not None and _goes_on(parse, latest.phrase, phrase):
                holding = latest.holding
            if holding is None:
                continue
            body = phrase.body
            if phrase.possessor is not None:
                body = bodies.get(phrase.possessor) or _nearest_body(parse, phrase, every_name, people, sentence)
            if body is not None and body[0] <= holding.name[0] < body[1]:
                body = None
            if body is None and holding.rule == "title before name":
                body = _territory_after(parse, holding.name, every_name, people)
            status = phrase.status if phrase.status != "current" else holding.status or "current"
            latest = _Claim(phrase, holding, chain_of[holding.name], body, status)
            successor = _successor(parse, phrase, holding.name, people)
            if successor is not None:
                # "under President A and then B": both held it one after the other, in a time that is told as past.
                latest = replace(latest, status="former" if status == "current" else status)
                yield latest
                following = Holding(successor, holding.rule, "former")
                yield _Claim(phrase, following, chain_of[successor], body, "former")
                continue
            yield latest


def _territory_after(parse: Doc, name: Range, names: Mapping[int, Range], people: Mapping[int, Range]) -> Range | None:
    """What follows "of" right after a name with a title: "President Marie Dupont of Belgium"."""
    at = name[1] + 1
    if at >= len(parse) or parse[name[1]].lower_ != "of":
        return None
    return names[at] if at in names and at not in people and names[at][0] == at else None


def _successor(parse: Doc, phrase: TitlePhrase, name: Range, people: Mapping[int, Range]) -> Range | None:
    """The next holder in "under President A and then B"; None where no such name follows."""
    at = name[1]
    before = parse[phrase.first - 1].lower_ if phrase.first else ""
    words = [word.lower_ for word in parse[at : at + 4]]
    if before != "under" or words[:2] not in (["and", "then"], ["and", "later"]):
        return None
    at += 3 if words[2:3] == ["under"] else 2
    return people[at] if at in people and people[at][0] == at else None


def _goes_on(parse: Doc, one: TitlePhrase, other: TitlePhrase) -> bool:
    """True for "the head of A and the former minister of B": only "and" stands between the two."""
    between = [word.lower_ for word in parse[one.last : other.first]]
    return between in (["and"], [",", "and"])


def _phrases(parse: Doc, sentence: Sentence, names: dict[int, Range]) -> Iterator[TitlePhrase]:
    covered = sentence.first
    for token in parse[sentence.first : sentence.last]:
        if token.i < covered:
            continue
        phrase = title_phrase(parse, token, sentence, names)
        if phrase is None:
            continue
        if _ends_longer_title(parse, phrase, sentence, names):
            continue
        covered = phrase.title[1]
        yield phrase


def _ends_longer_title(parse: Doc, phrase: TitlePhrase, sentence: Sentence, names: dict[int, Range]) -> bool:
    """True where the words are the front of a longer title: "deputy" of "deputy defense minister"."""
    for at in range(phrase.head + 1, min(phrase.head + 5, sentence.last)):
        if at in names or parse[at].tag_ not in {"NN", "NNP", "JJ"}:
            return False
        longer = title_phrase(parse, parse[at], sentence, names)
        if longer is not None and longer.title[0] <= phrase.title[0]:
            return True
    return False


def _token_range(parse: Doc, start: int, end: int) -> Range | None:
    span = parse.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else None


def _people(parse: Doc, chains: Sequence[Chain]) -> tuple[dict[int, Range], dict[Range, int], dict[int, Range]]:
    """Token to person's name; name to chain; pronoun to the last name before it of the person it stands for."""
    people: dict[int, Range] = {}
    chain_of: dict[Range, int] = {}
    stands_for: dict[int, Range] = {}
    for number, chain in enumerate(chains):
        if chain.kind != "person":
            continue
        latest: Range | None = None
        for mention in chain.mentions:
            if mention.kind == "name":
                latest = _token_range(parse, mention.start, mention.end)
                if latest is not None:
                    chain_of[latest] = number
                    people.update(dict.fromkeys(range(*latest), latest))
            elif mention.kind == "pronoun" and latest is not None:
                stands_for[mention.head] = latest
    return people, chain_of, stands_for


def _all_names(parse: Doc, chains: Sequence[Chain]) -> dict[int, Range]:
    names: dict[int, Range] = {}
    for entity in parse.ents:
        if entity.label_ in {"GPE", "LOC", "FAC"}:
            first = entity.start + (entity[0].lower_ == "the")
            names.update(dict.fromkeys(range(first, entity.end), (first, entity.end)))
    for chain in chains:
        for mention in chain.mentions:
            if mention.kind == "name":
                found = _token_range(parse, mention.start, mention.end)
                if found is not None:
                    names.update(dict.fromkeys(range(*found), found))
    return names


def _bodies_by_pronoun(parse: Doc, chains: Sequence[Chain]) -> dict[int, Range]:
    found: dict[int, Range] = {}
    for chain in chains:
        latest: Range | None = None
        for mention in chain.mentions:
            if mention.kind == "name":
                latest = _token_range(parse, mention.start, mention.end)
            elif mention.kind == "pronoun" and latest is not None and chain.kind != "person":
                found[mention.head] = latest
    return found


def _nearest_body(
    parse: Doc, phrase: TitlePhrase, names: dict[int, Range], people: dict[int, Range], sentence: Sentence
) -> Range | None:
    """The subject of the sentence, or else the first name in it or the sentence before, that is no person."""
    for token in parse[sentence.first : phrase.first]:
        if token.i in names and token.i not in people and token.dep_ in {"nsubj", "nsubjpass"}:
            return names[token.i]
    if phrase.possessor is not None and parse[phrase.possessor].lower_ == "their":
        return None
    for at in range(phrase.first - 1, max(-1, phrase.first - 40), -1):
        if at not in names or at in people:
            continue
        acts = parse[names[at][1] - 1].dep_ in {"nsubj", "nsubjpass", "poss", "compound"}
        if acts or at >= sentence.first:
            return names[at]
    return None


def _distinct(document: Document, claims: list[_Claim]) -> list[_Claim]:
    """The claims without repeats: one for each person and title, with the body where any names it."""
    parse = document[TOKENS]
    kept: list[_Claim] = []
    seen: dict[tuple[int, str], int] = {}
    for claim in claims:
        title = parse[claim.phrase.title[0] : claim.phrase.title[1]].text.lower()
        key = (claim.chain, title)
        if key in seen:
            earlier = kept[seen[key]]
            if earlier.body is None and claim.body is not None and earlier.status == claim.status:
                kept[seen[key]] = claim
            continue
        seen[key] = len(kept)
        kept.append(claim)
    return kept


def _record(document: Document, claim: _Claim, dates: Mapping[int, Sequence[Date]]) -> Office:
    parse, chain = document[TOKENS], document[CHAINS][claim.chain]
    person = parse[claim.holding.name[0] : claim.holding.name[1]]
    title = parse[claim.phrase.title[0] : claim.phrase.title[1]]
    body = parse[claim.body[0] : claim.body[1]] if claim.body else None
    pieces = [person, title] + ([body] if body is not None else [])
    statements = document[STATEMENTS]
    voice, statement = voice_at(statements, title.start_char, title.end_char)
    start, end = _term(parse, dates, claim.phrase.last)
    return sealed(
        Office(
            article=document.article.id,
            spans=document.spans((piece.start_char, piece.end_char) for piece in pieces),
            voice=voice,
            statement=statement,
            confidence=_CONFIDENCE[claim.holding.rule],
            stage=OfficesStage.name,
            stage_version=OfficesStage.version,
            person=chain.name,
            person_spans=(document.token_span(person),),
            title=" ".join(title.text.split()),
            title_spans=(document.token_span(title),),
            organisation=" ".join(body.text.split()) if body is not None else None,
            organisation_spans=(document.token_span(body),) if body is not None else (),
            status=claim.status,
            start=start,
            end=end,
        )
    )


def _term(parse: Doc, dates: Mapping[int, Sequence[Date]], last: int) -> tuple[str | None, str | None]:
    """Begin and end of the office where "since", "from" or "until" and a date follow the title directly.

    ``dates`` are by their first token.
    """
    start: str | None = None
    end: str | None = None
    following = [(at, date) for at in range(last + 1, last + 7) for date in dates.get(at, ())]
    for at, date in following:
        link = parse[at - 1].lower_
        if link in {"since", "from"}:
            start = date.start
        elif link in {"until", "till", "to"}:
            end = date.end
    return start, end


def _dates_by_token(document: Document) -> dict[int, list[Date]]:
    found: dict[int, list[Date]] = {}
    for date in document[DATES]:
        at = _date_token(document[TOKENS], date)
        if at is not None:
            found.setdefault(at, []).append(date)
    return found


def _date_token(parse: Doc, date: Date) -> int | None:
    span = parse.char_span(date.spans[0].start, date.spans[0].end, alignment_mode="expand") if date.spans else None
    return span.start if span is not None and span.start > 0 else None
