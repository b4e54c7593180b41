"""Scores a whole record against hand-made gold of whole articles (``corpus/gold``), layer by layer.

Gold spans are quotes (``{"quote": "...", "nth": 2}``, plain occurrences in the article's text), so that gold outlives
changes of the readers. Statements, events, figures, dates, places, offices and mentions are scored by the same code as
the gold of ``onrecord eval polnear``, ``claims``, ``grounding`` and ``gum``; what those sets have no gold for (nesting,
kinds of speech act, speakers, relations) is scored here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from onrecord.coded import CodedArticle
from onrecord.errors import InputError
from onrecord.evaluate import adapters, claims, coreference, event_adapters, grounding, statements
from onrecord.evaluate.figures_of_merit import (
    Scores,
    greedy_pairs,
    precision_recall_f1,
    rounded_percentages,
)
from onrecord.evaluate.figures_of_merit import Span as Offsets
from onrecord.evaluate.statements import GoldStatement, Quote, located, same_name, spans_of
from onrecord.schema import Relation

_REMEDY = "Run: python corpus/check_gold.py"


class GoldParticipant(msgspec.Struct, frozen=True):
    """An actor or recipient of an event."""

    name: str
    spans: tuple[Quote, ...]
    country: str | None = None
    sector: str | None = None


class GoldEvent(msgspec.Struct, frozen=True):
    """An event."""

    id: str
    anchor: tuple[Quote, ...]
    type: str
    also: tuple[str, ...]
    actors: tuple[GoldParticipant, ...]
    recipients: tuple[GoldParticipant, ...]
    voice: tuple[str, ...]
    polarity: str
    mode: str
    certainty: str
    time_frame: str
    date: dict[str, str | None] | None = None
    place: str | None = None
    figures: tuple[str, ...] = ()


class GoldFigure(msgspec.Struct, frozen=True):
    """A figure."""

    id: str
    spans: tuple[Quote, ...]
    number: Quote
    low: float | None
    high: float | None
    comparator: str
    unit: str
    counted: str | None
    role: str
    voice: tuple[str, ...]


class GoldDate(msgspec.Struct, frozen=True):
    """A time expression."""

    spans: tuple[Quote, ...]
    type: str
    value: str | None
    start: str | None
    end: str | None


class GoldPlace(msgspec.Struct, frozen=True):
    """A place name."""

    spans: tuple[Quote, ...]
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str


class GoldOffice(msgspec.Struct, frozen=True):
    """An office: its spans are the person's name and the title."""

    spans: tuple[Quote, ...]
    person: str
    title: str
    organisation: str | None
    status: str


class GoldMention(msgspec.Struct, frozen=True):
    """A mention of an actor."""

    spans: tuple[Quote, ...]
    actor: str
    kind: str


class GoldActor(msgspec.Struct, frozen=True):
    """An actor."""

    name: str
    kind: str
    country: str | None
    sector: str | None


class GoldRelation(msgspec.Struct, frozen=True):
    """A relation."""

    actor: str
    target: str
    sign: str


class GoldRecord(msgspec.Struct, frozen=True):
    """The gold of one article; ``article`` is its file's name."""

    article: str
    statements: tuple[GoldStatement, ...]
    events: tuple[GoldEvent, ...]
    figures: tuple[GoldFigure, ...]
    dates: tuple[GoldDate, ...]
    places: tuple[GoldPlace, ...]
    offices: tuple[GoldOffice, ...]
    actors: tuple[GoldActor, ...]
    mentions: tuple[GoldMention, ...]
    relations: tuple[GoldRelation, ...]


@dataclass(frozen=True)
class Pair:
    """Gold and record of one article."""

    gold: GoldRecord
    coded: CodedArticle

    @property
    def text(self) -> str:
        """The article's text."""
        return self.coded.article.text


def load_gold(folder: Path) -> list[GoldRecord]:
    """The gold records of a folder, in order of file name; raises InputError naming a file that can't be read."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not paths:
        raise InputError(str(folder), "holds no gold (*.json)", "Give a folder such as corpus/gold/august-1991.")
    records = []
    for path in paths:
        try:
            records.append(msgspec.json.decode(path.read_bytes(), type=GoldRecord))
        except (OSError, msgspec.DecodeError) as problem:
            raise InputError(str(path), str(problem), _REMEDY) from None
    return records


def score(pairs: Sequence[Pair]) -> Scores:
    """Figures by layer, in per cent to one decimal; ``n`` counts gold records."""
    return {
        "articles": len(pairs),
        "statements": statements.score(
            [statements.StatementPair(pair.gold.article, pair.gold.statements, pair.coded) for pair in pairs]
        ),
        "events": _score_events(pairs),
        **_score_grounding(pairs),
        "mentions": _score_mentions(pairs),
        "relations": _score_relations(pairs),
    }


def _spans(pair: Pair, quotes: Iterable[Quote]) -> tuple[Offsets, ...]:
    return spans_of(pair.text, pair.gold.article, quotes)


def _score_events(pairs: Sequence[Pair]) -> dict[str, Any]:
    gold = [_claims_gold(pair) for pair in pairs]
    predictions = [event_adapters.to_claims(pair.gold.article, pair.coded) for pair in pairs]
    figures = claims.score(gold, predictions)
    found = figures["claims"]
    return {
        "n": sum(len(pair.gold.events) for pair in pairs),
        "claims not as facts": None if found["as_facts"] is None else round(1 - found["as_facts"], 4),
        **figures,
    }


def _claims_gold(pair: Pair) -> claims.GoldPassage:
    events = []
    for each in pair.gold.events:
        anchor = _spans(pair, each.anchor)
        events.append(
            claims.Event(
                anchor=(anchor[0][0], anchor[-1][1]),
                type=each.type,
                types=frozenset({each.type, *each.also}),
                actor=_party_spans(pair, each.actors),
                recipient=_party_spans(pair, each.recipients),
                voice=tuple(_name_spans(pair, name) for name in each.voice if name),
                polarity=each.polarity,
                mode=each.mode,
                certainty=each.certainty,
                when=each.time_frame,
            )
        )
    return claims.GoldPassage(pair.gold.article, pair.text, (), tuple(events))


def _party_spans(pair: Pair, parties: Sequence[GoldParticipant]) -> tuple[Offsets, ...]:
    spans = [span for party in parties for span in _spans(pair, party.spans)]
    return tuple(spans + [span for party in parties for span in _name_spans(pair, party.name)])


def _name_spans(pair: Pair, name: str) -> tuple[Offsets, ...]:
    """Every mention of the actor in the gold, and every place of the name in the text."""
    mentioned = [span for each in pair.gold.mentions if each.actor == name for span in _spans(pair, each.spans)]
    return tuple(mentioned) + claims.occurrences(pair.text, name)


def _score_grounding(pairs: Sequence[Pair]) -> dict[str, Any]:
    gold, predictions = [], []
    for pair in pairs:
        gold.append(_grounding_gold(pair))
        predictions.append(adapters.to_grounding(pair.gold.article, pair.coded))
    figures = grounding.score(gold, predictions)
    return {layer: figures[layer] for layer in ("figures", "dates", "places", "offices")}


def _grounding_gold(pair: Pair) -> grounding.GoldPassage:
    def whole(quotes: Sequence[Quote]) -> Offsets:
        spans = _spans(pair, quotes)
        return spans[0][0], spans[-1][1]

    figures = []
    for each in pair.gold.figures:
        start, end = whole(each.spans)
        voices = _name_spans(pair, each.voice[-1]) if each.voice else ()
        figures.append(
            grounding.GoldFigure(
                start=start,
                end=end,
                number_span=located(pair.text, each.number, pair.gold.article),
                low=each.low,
                high=each.high,
                comparator=each.comparator,
                unit=each.unit,
                counted_span=_counted_span(pair.text, each.counted, start, end),
                voice_span=max((span for span in voices if span[1] <= start), default=voices[0] if voices else None),
            )
        )
    return grounding.GoldPassage(
        id=pair.gold.article,
        text=pair.text,
        figures=tuple(figures),
        dates=tuple(grounding.Date(*whole(each.spans), _interval(each)) for each in pair.gold.dates),
        places=tuple(
            grounding.GoldPlace(*whole(each.spans), True, each.country, each.lat, each.lon, each.kind)
            for each in pair.gold.places
        ),
        offices=tuple(_office_gold(pair, each) for each in pair.gold.offices),
    )


def _office_gold(pair: Pair, office: GoldOffice) -> grounding.GoldOffice:
    person, title = _spans(pair, office.spans[:2])
    # The gold names the organisation without its place: the one nearest the title is meant.
    near = claims.occurrences(pair.text, office.organisation or "")
    body = min(near, key=lambda span: abs(span[0] - title[0]), default=None)
    return grounding.GoldOffice(person, title, body, office.status)


def _counted_span(text: str, words: str | None, start: int, end: int) -> Offsets | None:
    if not words:
        return None
    found = text.find(words, start, end)
    return (found, found + len(words)) if found >= 0 else None


def _interval(date: GoldDate) -> str | None:
    if date.start is None or date.end is None:
        return date.value
    return date.start if date.start == date.end else f"{date.start}/{date.end}"


def _score_mentions(pairs: Sequence[Pair]) -> Scores:
    types = {"person": "person", "organisation": "organization", "party": "organization", "medium": "organization"}
    gold, predictions = [], []
    for pair in pairs:
        clusters: dict[str, list[Offsets]] = {}
        for mention in pair.gold.mentions:
            clusters.setdefault(mention.actor, []).extend(_spans(pair, mention.spans))
        kinds = {actor.name: types.get(actor.kind, "other") for actor in pair.gold.actors}
        gold.append(
            coreference.GoldText(
                pair.gold.article,
                pair.text,
                tuple(
                    coreference.GoldCluster(kinds.get(name, "other"), tuple(sorted(spans)))
                    for name, spans in clusters.items()
                ),
            )
        )
        predictions.append(adapters.to_coreference(pair.gold.article, pair.coded))
    return coreference.score(gold, predictions)


def _score_relations(pairs: Sequence[Pair]) -> dict[str, Any]:
    right = predicted = wanted = 0
    for pair in pairs:
        gold = list({(each.actor, each.target, each.sign) for each in pair.gold.relations})
        ours = list({(each.actor, each.target, each.sign) for each in pair.coded.of(Relation)})
        candidates = [
            (1.0, i, j)
            for i, one in enumerate(sorted(gold))
            for j, other in enumerate(sorted(ours))
            if one[2] == other[2] and same_name(one[0], other[0]) and same_name(one[1], other[1])
        ]
        right += len(greedy_pairs(candidates))
        predicted += len(ours)
        wanted += len(gold)
    precision, recall, _ = precision_recall_f1(right, predicted=predicted, gold=wanted)
    return {"n": wanted, **rounded_percentages(precision, recall)}
