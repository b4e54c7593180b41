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
from onrecord.evaluate import adapters, attribution, claims, coreference, event_adapters, grounding
from onrecord.evaluate.figures_of_merit import (
    Scores,
    greedy_pairs,
    precision_recall_f1,
    rounded_percent,
    rounded_percentages,
)
from onrecord.evaluate.figures_of_merit import Span as Offsets
from onrecord.schema import Relation, Statement

_REMEDY = "Run: python corpus/check_gold.py"


class Quote(msgspec.Struct, frozen=True):
    """Words of the article: the nth place where exactly these characters stand."""

    quote: str
    nth: int = 1


class GoldStatement(msgspec.Struct, frozen=True):
    """A statement."""

    id: str
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    speaker: str
    kind: str
    form: str
    voice: tuple[str, ...]
    parent: str | None
    polarity: str
    certainty: str


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
        "statements": _score_statements(pairs),
        "events": _score_events(pairs),
        **_score_grounding(pairs),
        "mentions": _score_mentions(pairs),
        "relations": _score_relations(pairs),
    }


def located(text: str, quote: Quote, article: str) -> Offsets:
    """Where the quote stands; raises InputError if it does not occur so often."""
    start = -1
    for _ in range(quote.nth):
        start = text.find(quote.quote, start + 1)
        if start < 0:
            raise InputError(article, f"{quote.quote!r} does not occur {quote.nth} times", _REMEDY)
    return start, start + len(quote.quote)


def same_name(gold: str | None, predicted: str | None) -> bool:
    """Whether two names are the same actor's: equal, or one's words all among the other's; "" and None are nobody."""
    ours, theirs = _name_words(gold), _name_words(predicted)
    if not ours or not theirs:
        return not ours and not theirs
    return ours <= theirs or theirs <= ours


def _name_words(name: str | None) -> frozenset[str]:
    words = (name or "").casefold().replace("’s", "").replace("'s", "").split()
    return frozenset(words) - {"the", "a", "an"}


def _spans(pair: Pair, quotes: Iterable[Quote]) -> tuple[Offsets, ...]:
    return tuple(located(pair.text, quote, pair.gold.article) for quote in quotes)


def _score_statements(pairs: Sequence[Pair]) -> dict[str, Any]:
    outermost = [_attribution_gold(pair) for pair in pairs]
    predictions = [adapters.to_polnear(pair.gold.article, pair.coded) for pair in pairs]
    figures = attribution.score(outermost, predictions)
    nested = [0, 0, 0]
    right: dict[str, list[bool]] = {name: [] for name in ("kind", "form", "speaker", "voice", "polarity")}
    for pair in pairs:
        for inner in (False, True):
            gold = [each for each in pair.gold.statements if bool(each.parent) == inner]
            ours = [each for each in pair.coded.of(Statement) if bool(each.parent) == inner]
            matched = _matched_statements(pair, gold, ours)
            if inner:
                nested = [nested[0] + len(matched), nested[1] + len(ours), nested[2] + len(gold)]
            for one, other in matched:
                right["kind"].append(one.kind == other.kind)
                right["form"].append(one.form == other.form)
                right["speaker"].append(same_name(one.speaker, other.speaker))
                right["voice"].append(_same_chain(one.voice, other.voice))
                right["polarity"].append(one.polarity == other.polarity)
    precision, recall, _ = precision_recall_f1(nested[0], predicted=nested[1], gold=nested[2])
    return {
        "n": sum(len(pair.gold.statements) for pair in pairs),
        "link F1": figures["link"]["f"],
        "direct quotes right F1": figures["dq.right"]["f"] if "dq.right" in figures else None,
        "content tokens F1": figures["tok.content"]["f"] if "tok.content" in figures else None,
        "nested": rounded_percentages(precision, recall),
        **{f"{name} right": rounded_percent(sum(answers), len(answers)) for name, answers in right.items()},
    }


def _attribution_gold(pair: Pair) -> attribution.GoldArticle:
    attributions = tuple(
        attribution.Attribution(_spans(pair, each.source), _spans(pair, each.cue), _spans(pair, each.content))
        for each in pair.gold.statements
        if each.parent is None
    )
    return attribution.GoldArticle(
        pair.gold.article, pair.text, {"gold": attribution.Annotation(attributions, discarded=())}
    )


def _matched_statements(
    pair: Pair, gold: Sequence[GoldStatement], ours: Sequence[Statement]
) -> list[tuple[GoldStatement, Statement]]:
    """One to one by falling overlap of content: half of the characters shared, and the cues touch."""
    candidates = []
    for i, one in enumerate(gold):
        wanted = _characters(_spans(pair, one.content))
        cue = _characters(_spans(pair, one.cue))
        for j, other in enumerate(ours):
            found = _characters((span.start, span.end) for span in other.content)
            shared = len(wanted & found) / len(wanted | found) if wanted | found else 0.0
            if shared >= 0.5 and cue & _characters((span.start, span.end) for span in other.cue):
                candidates.append((shared, i, j))
    return [(gold[i], ours[j]) for i, j in greedy_pairs(candidates)]


def _characters(spans: Iterable[Offsets]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def _same_chain(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    named = [name for name in gold if name]
    return len(named) == len(predicted) and all(map(same_name, named, predicted))


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
