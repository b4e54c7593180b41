"""Events with voice, polarity, mode, certainty and time: are claims told apart from facts?

A gold line is {"id", "text", "tags", "events": [{"anchor" (words of the text), "type", "also" (further
types that are right), "actor", "recipient", "voice" (outermost to innermost), "polarity", "mode",
"certainty", "when"}]}. A gold actor or voice stands for every place where its words occur.

A *plain fact* is an event of the author's voice, polarity +, asserted, certain, past or present; every
other event is a claim. A prediction is *in touch* with a gold event if their anchors overlap. Several gold
events may lie on the same words (the bombing happened; that India did it is what Islamabad says), so a
prediction matched to one of them is not used for another, and a plain prediction is not held against a
claim that a plain gold event on the same words explains.

The figures, shares in [0, 1]: ``detection`` (one-to-one matches of the right type; ``anchors``: of any
type) as [precision, recall, F1]; ``claims.as_facts``, the share of claims that some prediction presents as
a plain fact (lower is better; read it with ``claims.found``); ``plain``, how many plain facts are kept,
hedged, of a wrong type or lost; ``matched``, the attributes of matched events; ``views``, all this by tag,
mode, certainty, polarity, time, number of voices and type.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.assignment import best_assignment
from onrecord.evaluate.figures_of_merit import (
    Miss,
    Scores,
    Span,
    precision_recall_f1,
    resamples,
    share,
    touch,
    touch_any,
)
from onrecord.evaluate.record_lines import numbered_records, read_record_lines

FOLDED_TYPES: Mapping[str, frozenset[str]] = {
    "DEMAND": frozenset({"REQUEST"}),
    "DISAPPROVE": frozenset({"ACCUSE"}),
    "INVESTIGATE": frozenset({"ACCUSE"}),
    "FIGHT": frozenset({"ASSAULT"}),
    "YIELD": frozenset({"CONCEDE", "RETREAT"}),
}
"""Names of other PLOVER versions and the names of ours that they may stand for."""

BOOTSTRAP_SEED = 13

_GOLD_LINE = 'A line looks like {"id": "c1", "text": "...", "tags": [], "events": [{"anchor": "shelled", ...}]}.'
_PREDICTION_LINE = (
    'A line looks like {"id": "c1", "events": [{"start": 0, "end": 7, "type": "ASSAULT", "actor": [10, 16], '
    '"voice": [[20, 26]], "polarity": "+", "mode": "asserted", "certainty": "certain", "when": "past"}]}.'
)


class AnnotatedEvent(msgspec.Struct, frozen=True):
    """A gold event as its line gives it: in words of the text."""

    anchor: str
    type: str
    polarity: str
    mode: str
    certainty: str
    when: str
    also: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    voice: tuple[str, ...] | None = None


class AnnotatedPassage(msgspec.Struct, frozen=True):
    """A gold line."""

    id: str
    text: str
    events: tuple[AnnotatedEvent, ...]
    tags: tuple[str, ...] = ()


class PredictedEvent(msgspec.Struct, frozen=True):
    """A predicted event; what is left out is the default of a plain fact without actor and recipient.

    ``actor`` and ``recipient`` are a span or several, any of which may be right.
    """

    start: int
    end: int
    type: str | None = None
    actor: tuple[int | Span, ...] | None = None
    recipient: tuple[int | Span, ...] | None = None
    voice: tuple[Span, ...] | None = None
    polarity: str | None = None
    mode: str | None = None
    certainty: str | None = None
    when: str | None = None


class PassagePrediction(msgspec.Struct, frozen=True):
    """The predicted events of one passage."""

    id: str
    events: tuple[PredictedEvent, ...] | None = ()


@dataclass(frozen=True)
class Event:
    """An event of either side: each actor, recipient and voice with the spans that may stand for it."""

    anchor: Span
    type: str
    types: frozenset[str]
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    voice: tuple[tuple[Span, ...], ...]
    polarity: str
    mode: str
    certainty: str
    when: str

    @property
    def is_plain_fact(self) -> bool:
        """Whether the event is stated by the author as something that happened or goes on."""
        stated = (self.polarity, self.mode, self.certainty) == ("+", "asserted", "certain")
        return not self.voice and stated and self.when in ("past", "present")


@dataclass(frozen=True)
class GoldPassage:
    """A passage with its gold events located in the text."""

    id: str
    text: str
    tags: tuple[str, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class JudgedEvent:
    """What the predictions make of one gold event.

    ``in_touch``: some prediction not matched elsewhere overlaps it; ``found``: one of a right type does;
    ``as_fact`` and ``as_fact_any_type``: it is presented as a plain fact; ``agreement``: attribute by
    attribute with the prediction matched to it, None where there is none.
    """

    gold: Event
    tags: tuple[str, ...]
    in_touch: bool
    found: bool
    as_fact: bool
    as_fact_any_type: bool
    agreement: Mapping[str, bool] | None


@dataclass(frozen=True)
class JudgedPassage:
    """The gold events of a passage as judged, and counts of its predictions."""

    rows: tuple[JudgedEvent, ...]
    predicted: int
    matched_any_type: int
    presented_as_facts: int
    rightly_as_facts: int


Agreements: TypeAlias = Mapping[str, bool]
ATTRIBUTES = ("polarity", "mode", "certainty", "when")
VIEWS: Mapping[str, Callable[[JudgedEvent], Iterable[str]]] = {
    "tag": lambda row: row.tags,
    "mode": lambda row: [row.gold.mode],
    "certainty": lambda row: [row.gold.certainty],
    "polarity": lambda row: [row.gold.polarity],
    "when": lambda row: [row.gold.when],
    "voices": lambda row: [str(min(len(row.gold.voice), 3))],
    "type": lambda row: [row.gold.type],
}
"""The tables of the breakdown: the rows of each that an event belongs to."""


# ---------------------------------------------------------------- reading


def load_gold(path: Path) -> list[GoldPassage]:
    """The passages of a gold file. Raises InputError on a bad line or an anchor that is not in its text."""
    passages = []
    for number, passage in numbered_records(path, AnnotatedPassage, remedy=_GOLD_LINE):
        try:
            passages.append(locate(passage))
        except ValueError as problem:
            remedy = "Give the anchor word for word as it stands in the text."
            raise InputError(str(path), str(problem), remedy, place=f"line {number}") from None
    return passages


def load_predictions(path: Path) -> list[PassagePrediction]:
    """The predictions of a file, one passage a line. Raises InputError on a bad line."""
    return read_record_lines(path, PassagePrediction, remedy=_PREDICTION_LINE)


def locate(passage: AnnotatedPassage) -> GoldPassage:
    """The passage with its events located. Raises ValueError on an anchor that is not in the text."""
    events = tuple(_located(passage.text, event) for event in passage.events)
    return GoldPassage(passage.id, passage.text, passage.tags, events)


def _located(text: str, event: AnnotatedEvent) -> Event:
    anchors = occurrences(text, event.anchor)
    if not anchors:
        raise ValueError(f"the anchor {event.anchor!r} is not in the text")
    return Event(
        anchors[0],
        event.type,
        frozenset({event.type, *event.also}),
        occurrences(text, event.actor or ""),
        occurrences(text, event.recipient or ""),
        tuple(occurrences(text, voice) for voice in event.voice or ()),
        event.polarity,
        event.mode,
        event.certainty,
        event.when,
    )


def occurrences(text: str, words: str) -> tuple[Span, ...]:
    """Every place of the words in the text: as whole words if they occur so, else inside words too."""
    if not words:
        return ()
    literal = re.escape(words)
    whole = tuple(match.span() for match in re.finditer(rf"(?<!\w){literal}(?!\w)", text))
    return whole or tuple(match.span() for match in re.finditer(literal, text))


def _predicted(event: PredictedEvent) -> Event:
    name = (event.type or "").upper()
    return Event(
        (event.start, event.end),
        name,
        FOLDED_TYPES.get(name, frozenset({name})),
        _spans(event.actor),
        _spans(event.recipient),
        tuple((span,) for span in event.voice or ()),
        _or_default(event.polarity, "+"),
        _or_default(event.mode, "asserted"),
        _or_default(event.certainty, "certain"),
        _or_default(event.when, "past"),
    )


def _or_default(value: str | None, default: str) -> str:
    return default if value is None else value


def _spans(given: tuple[int | Span, ...] | None) -> tuple[Span, ...]:
    """A span, or several, as several."""
    spans = tuple(piece for piece in given or () if not isinstance(piece, int))
    offsets = [piece for piece in given or () if isinstance(piece, int)]
    return (*spans, (offsets[0], offsets[1])) if len(offsets) > 1 else spans


# ---------------------------------------------------------------- judging


def match(gold: Sequence[Event], predicted: Sequence[Event], *, any_type: bool = False) -> list[tuple[int, int]]:
    """As many one-to-one pairs (gold, prediction) as possible whose anchors touch and whose types agree.

    Ties go to the main type, then to the closer anchor, then to the prediction with more attributes right.
    """

    def gain(ours: Event, theirs: Event) -> float:
        a, b = ours.anchor, theirs.anchor
        if not touch(a, b) or not (any_type or ours.types & theirs.types):
            return 0.0
        closeness = (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))
        main_type = 0.01 if ours.type in theirs.types else 0
        return 1 + main_type + 0.001 * closeness + 1e-5 * sum(agreement(ours, theirs).values())

    return best_assignment([[gain(event, guess) for guess in predicted] for event in gold])


def agreement(gold: Event, predicted: Event) -> dict[str, bool]:
    """Attribute by attribute, whether a prediction says what its gold event says."""
    ours, theirs = gold.voice, predicted.voice
    found = {name: getattr(gold, name) == getattr(predicted, name) for name in ATTRIBUTES}
    same_innermost = touch_any(ours[-1], theirs[-1]) if ours and theirs else not ours and not theirs
    found["frame"] = all(found.values()) and same_innermost
    found["voice innermost"] = same_innermost
    found["voice chain"] = len(ours) == len(theirs) and all(map(touch_any, ours, theirs))
    found["voice or none"] = bool(ours) == bool(theirs)
    found["actor"] = _same_party(gold.actor, predicted.actor)
    found["recipient"] = _same_party(gold.recipient, predicted.recipient)
    return found


def _same_party(gold: Sequence[Span], predicted: Sequence[Span]) -> bool:
    return touch_any(gold, predicted) if gold else not predicted


def explains(fact: Event, prediction: Event, claim: Event) -> bool:
    """Whether a plain prediction is what a plain gold event on the words of a claim says, and not the claim.

    It is where it names no actor or the actor of the fact, or where the fact has none and the actor named
    is not the one whom the claim is about.
    """
    if not touch(prediction.anchor, fact.anchor) or not prediction.types & fact.types:
        return False
    if not prediction.actor or touch_any(prediction.actor, fact.actor):
        return True
    return not fact.actor and not touch_any(prediction.actor, claim.actor)


def judge(passage: GoldPassage, predictions: Iterable[PredictedEvent]) -> JudgedPassage:
    """What the predictions make of each gold event of a passage."""
    predicted = [_predicted(event) for event in predictions]
    pairs = dict(match(passage.events, predicted))
    gold_of = {j: i for i, j in pairs.items()}
    facts = [event for event in passage.events if event.is_plain_fact]
    rows = []
    for i, gold in enumerate(passage.events):
        near = [j for j, guess in enumerate(predicted) if touch(gold.anchor, guess.anchor)]
        own = [predicted[j] for j in near if gold_of.get(j, i) == i]
        if gold.is_plain_fact:
            as_fact = [guess for guess in own if guess.is_plain_fact]
        else:
            # Here a prediction matched to another event counts too: it is a plain statement on the same words.
            plain = (predicted[j] for j in near if predicted[j].is_plain_fact)
            as_fact = [guess for guess in plain if not any(explains(fact, guess, gold) for fact in facts)]
        rightly_typed = any(gold.types & guess.types for guess in as_fact)
        rows.append(
            JudgedEvent(
                gold,
                passage.tags,
                in_touch=bool(own),
                found=rightly_typed or any(gold.types & guess.types for guess in own),
                as_fact=rightly_typed,
                as_fact_any_type=bool(as_fact),
                agreement=agreement(gold, predicted[pairs[i]]) if i in pairs else None,
            )
        )
    rightly = [i for i, j in pairs.items() if predicted[j].is_plain_fact and passage.events[i].is_plain_fact]
    return JudgedPassage(
        tuple(rows),
        predicted=len(predicted),
        matched_any_type=len(match(passage.events, predicted, any_type=True)),
        presented_as_facts=sum(guess.is_plain_fact for guess in predicted),
        rightly_as_facts=len(rightly),
    )


# ---------------------------------------------------------------- scores


def score(gold: Sequence[GoldPassage], predictions: Iterable[PassagePrediction], *, bootstrap: int = 0) -> Scores:
    """The figures that the head of this module describes; None for a share of nothing.

    Passages without a prediction count as without events; "unknown_ids" lists predictions for no gold
    passage. With ``bootstrap`` samples of the passages, "intervals" has the 95 % intervals of the main
    figures.
    """
    by_id = {prediction.id: prediction.events or () for prediction in predictions}
    judged = [judge(passage, by_id.get(passage.id, ())) for passage in gold]
    rows = [row for passage in judged for row in passage.rows]
    figures = {
        **_summary(judged),
        "views": {name: _breakdown(rows, keys) for name, keys in VIEWS.items()},
        "unknown_ids": sorted(by_id.keys() - {passage.id for passage in gold}),
    }
    if bootstrap:
        figures["intervals"] = _intervals(judged, bootstrap)
    return figures


def misses(gold: Sequence[GoldPassage], predictions: Iterable[PassagePrediction]) -> list[Miss]:
    """The worst misses first: claims presented as facts, then plain facts lost, then plain facts hedged."""
    by_id = {prediction.id: prediction.events or () for prediction in predictions}
    found: dict[str, list[Miss]] = {"claim as fact": [], "lost": [], "hedged": []}
    for passage in gold:
        for row in judge(passage, by_id.get(passage.id, ())).rows:
            what = _kind_of_miss(row)
            if what:
                found[what].append(Miss(passage.id, what, _in_words(passage.text, row.gold), None))
    return [miss for listed in found.values() for miss in listed]


def _kind_of_miss(row: JudgedEvent) -> str | None:
    if not row.gold.is_plain_fact:
        return "claim as fact" if row.as_fact else None
    if not row.in_touch:
        return "lost"
    return "hedged" if row.found and not row.as_fact else None


def _in_words(text: str, event: Event) -> str:
    voices = " > ".join(text[slice(*spans[0])] for spans in event.voice if spans) or "author"
    frame = " ".join(str(getattr(event, name)) for name in ATTRIBUTES)
    return f"{text[slice(*event.anchor)]} {event.type} ({voices}; {frame}): {text[:200]}"


def _summary(judged: Sequence[JudgedPassage]) -> dict[str, object]:
    rows = [row for passage in judged for row in passage.rows]
    predicted = sum(passage.predicted for passage in judged)
    claims = [row for row in rows if not row.gold.is_plain_fact]
    matched = [(row.gold, row.agreement) for row in rows if row.agreement is not None]
    any_type = sum(passage.matched_any_type for passage in judged)
    return {
        "items": len(judged),
        "gold": len(rows),
        "predicted": predicted,
        "detection": list(precision_recall_f1(len(matched), predicted=predicted, gold=len(rows))),
        "anchors": list(precision_recall_f1(any_type, predicted=predicted, gold=len(rows))),
        "claims": {
            "n": len(claims),
            "as_facts": share(row.as_fact for row in claims),
            "found": share(row.found for row in claims),
            "as_facts_of_found": share(row.as_fact for row in claims if row.found),
            "as_facts_any_type": share(row.as_fact_any_type for row in claims),
        },
        "plain": _plain_summary(judged),
        "matched": _matched_summary(matched),
        "false_alarms_in_items_without_events": sum(p.predicted for p in judged if not p.rows),
    }


def _plain_summary(judged: Sequence[JudgedPassage]) -> dict[str, float | None]:
    plain = [row for passage in judged for row in passage.rows if row.gold.is_plain_fact]
    presented = sum(passage.presented_as_facts for passage in judged)
    rightly = sum(passage.rightly_as_facts for passage in judged)
    return {
        "n": len(plain),
        "lost": share(not row.in_touch for row in plain),
        "wrong_type": share(row.in_touch and not row.found for row in plain),
        "hedged": share(row.found and not row.as_fact for row in plain),
        "kept": share(row.as_fact for row in plain),
        "facts_precision": rightly / presented if presented else None,
        "facts_predicted": presented,
    }


def _matched_summary(matched: Sequence[tuple[Event, Agreements]]) -> dict[str, float | None]:
    names = ("voice innermost", "voice chain", "voice or none", *ATTRIBUTES, "frame", "actor", "recipient")
    figures: dict[str, float | None] = {
        "n": len(matched),
        "n_voice": sum(bool(gold.voice) for gold, _ in matched),
        **{name: share(agreed[name] for _, agreed in matched) for name in names},
    }
    with_voice = (agreed["voice innermost"] for gold, agreed in matched if gold.voice)
    figures["voice innermost, given"] = share(with_voice)
    figures["voice chain, two or more"] = share(a["voice chain"] for gold, a in matched if len(gold.voice) > 1)
    figures["actor, given"] = share(agreed["actor"] for gold, agreed in matched if gold.actor)
    figures["recipient, given"] = share(agreed["recipient"] for gold, agreed in matched if gold.recipient)
    return figures


def _breakdown(
    rows: Iterable[JudgedEvent], keys: Callable[[JudgedEvent], Iterable[str]]
) -> dict[str, dict[str, float | None]]:
    """The figures by key, the most frequent key first."""
    grouped: dict[str, list[JudgedEvent]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            grouped[key].append(row)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return {key: _breakdown_row(group) for key, group in ordered}


def _breakdown_row(rows: Sequence[JudgedEvent]) -> dict[str, float | None]:
    claims = [row for row in rows if not row.gold.is_plain_fact]
    plain = [row for row in rows if row.gold.is_plain_fact]
    agreed = [row.agreement for row in rows if row.agreement is not None]
    return {
        "n": len(rows),
        "found": share(row.found for row in rows),
        "claims": len(claims),
        "as_facts": share(row.as_fact for row in claims),
        "plain": len(plain),
        "lost": share(not row.in_touch for row in plain),
        "hedged": share(row.found and not row.as_fact for row in plain),
        "voice": share(each["voice innermost"] for each in agreed),
        "mode": share(each["mode"] for each in agreed),
        "frame": share(each["frame"] for each in agreed),
    }


def _intervals(judged: Sequence[JudgedPassage], samples: int) -> dict[str, list[float]]:
    """The 95 % intervals of the main figures, by resampling passages; a figure never defined is left out."""
    drawn: dict[str, list[float]] = defaultdict(list)
    for sample in resamples(judged, samples, seed=BOOTSTRAP_SEED):
        for name, value in _main_figures(_summary(sample)).items():
            if value is not None:
                drawn[name].append(value)
    return {
        name: [values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]]
        for name, values in ((name, sorted(found)) for name, found in drawn.items())
    }


def _main_figures(summary: Scores) -> dict[str, float | None]:
    return {
        "detection F": summary["detection"][2],
        "claims as facts": summary["claims"]["as_facts"],
        "plain lost": summary["plain"]["lost"],
        "plain hedged": summary["plain"]["hedged"],
        "voice innermost": summary["matched"]["voice innermost"],
        "frame": summary["matched"]["frame"],
    }
