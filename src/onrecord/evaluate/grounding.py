"""Figures, dates, places and offices against passages written for the purpose.

A gold line is {"id", "text", "figures", "dates", "places", "offices"}. Each kind is matched one to one by
overlap: a figure by its number, an office by its person and its title both. Measured are, of figures, the
bounds, comparator, unit, what is counted, the voice, and all of them at once; of dates the value, in one
normal form; of places the country, the distance, and the traps (names that are no place there); of offices
the organisation and the status.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from onrecord.evaluate.figures_of_merit import (
    NEAR_KM,
    Scores,
    Span,
    great_circle_km,
    greedy_pairs,
    overlap,
    precision_recall_f1,
)
from onrecord.evaluate.record_lines import read_record_lines

GoldT = TypeVar("GoldT")
PredictedT = TypeVar("PredictedT")
NormalValue: TypeAlias = tuple[str, dt.date, dt.date] | tuple[str, int, float] | tuple[str, str]
"""("interval", first day, last day), ("period", months, hours) or ("other", the value itself)."""

UNIT_NAMES: Mapping[str, str] = {
    "%": "percent",
    "percentage points": "percentage point",
    "years": "year",
    "miles": "mile",
    "kilometre": "km",
    "tonnes": "tonne",
}

_GOLD_LINE = 'A line looks like {"id": "f1", "figures": [...], "dates": [...], "places": [...], "offices": [...]}.'
_PREDICTION_LINE = (
    'A line looks like {"id": "f1", "figures": [{"start": 0, "end": 2, "low": 37, "high": null, "comparator": '
    '"at_least", "unit": "", "counted": [3, 9], "voice": null}], "dates": [{"start", "end", "value"}], '
    '"places": [{"start", "end", "country", "lat", "lon"}], "offices": [{"person", "title", "of", "status"}]}.'
)


class GoldFigure(msgspec.Struct, frozen=True):
    """A figure; its number alone is ``number_span``, the figure with its unit and comparator start to end."""

    start: int
    end: int
    number_span: Span
    low: float | None
    high: float | None
    comparator: str
    unit: str | None
    counted_span: Span | None
    voice_span: Span | None


class Figure(msgspec.Struct, frozen=True):
    """A predicted figure."""

    start: int
    end: int
    low: float | None = None
    high: float | None = None
    comparator: str | None = None
    unit: str | None = None
    counted: Span | None = None
    voice: Span | None = None


class Date(msgspec.Struct, frozen=True):
    """A date with its TIMEX3 value (gold or predicted)."""

    start: int
    end: int
    value: str | None = None


class GoldPlace(msgspec.Struct, frozen=True):
    """A place name; ``place`` is False where the name does not mean a place there (a trap)."""

    start: int
    end: int
    place: bool
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None


class Place(msgspec.Struct, frozen=True):
    """A predicted place; ``country`` is an ISO 3166-1 alpha-3 code."""

    start: int
    end: int
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class GoldOffice(msgspec.Struct, frozen=True):
    """A person with a title of an organisation or territory."""

    person_span: Span
    title_span: Span
    of_span: Span | None
    status: str | None


class Office(msgspec.Struct, frozen=True):
    """A predicted office."""

    person: Span | None = None
    title: Span | None = None
    of: Span | None = None
    status: str | None = None


class GoldPassage(msgspec.Struct, frozen=True):
    """A passage with its gold."""

    id: str
    figures: tuple[GoldFigure, ...]
    dates: tuple[Date, ...]
    places: tuple[GoldPlace, ...]
    offices: tuple[GoldOffice, ...]
    text: str = ""


class PassagePrediction(msgspec.Struct, frozen=True):
    """What was found in one passage."""

    id: str
    figures: tuple[Figure, ...] | None = ()
    dates: tuple[Date, ...] | None = ()
    places: tuple[Place, ...] | None = ()
    offices: tuple[Office, ...] | None = ()


# ---------------------------------------------------------------- reading


def load_gold(path: Path) -> list[GoldPassage]:
    """The passages of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldPassage, remedy=_GOLD_LINE)


def load_predictions(path: Path) -> list[PassagePrediction]:
    """The predictions of a file, one passage a line. Raises InputError on a bad line."""
    return read_record_lines(path, PassagePrediction, remedy=_PREDICTION_LINE)


# ---------------------------------------------------------------- comparing values


def normal_value(value: str | None) -> NormalValue:
    """A TIMEX3 value in one form, so that a year equals its first to last day and two weeks fourteen days."""
    text = (value or "").strip().upper()
    period = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", text)
    if period and len(text) > 1:
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in period.groups())
        return "period", 12 * years + months, 24 * (7 * weeks + days) + hours + minutes / 60
    begin, _, end = text.partition("/")
    first, last = _calendar_days(begin), _calendar_days(end or begin)
    return ("interval", first[0], last[1]) if first and last else ("other", text)


def _calendar_days(value: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of 2024, 2024-02 or 2024-02-29; None for anything else."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if not parts:
        return None
    year, month, day = (int(part or 0) for part in parts.groups())
    try:
        if day:
            return dt.date(year, month, day), dt.date(year, month, day)
        if month:
            last = calendar.monthrange(year, month)[1]
            return dt.date(year, month, 1), dt.date(year, month, last)
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    except ValueError:
        return None


def same_bound(gold: float | None, predicted: float | None) -> bool:
    """Whether two bounds are both open, or differ by at most half a per cent of the gold one."""
    if gold is None or predicted is None:
        return gold is None and predicted is None
    return abs(gold - predicted) <= 0.005 * abs(gold) + 1e-9


def normal_unit(unit: str | None) -> str:
    """A unit in lower case and one spelling."""
    name = (unit or "").strip().lower()
    return UNIT_NAMES.get(name, name)


def _same_span(gold: Span | None, predicted: Span | None) -> bool:
    return overlap(gold, predicted) > 0 if gold else not predicted


# ---------------------------------------------------------------- scores


def score(gold: Sequence[GoldPassage], predictions: Iterable[PassagePrediction]) -> Scores:
    """{"figures", "dates", "places", "offices"}: for each, named figures in [0, 1] to four decimals.

    A figure is {"P", "R", "F1", "tp", "pred", "gold"} or {"acc", "right", "of"}; accuracies are over the
    matched items, "tuple" counts a figure with everything right as found and any other as missed.
    """
    by_id = {prediction.id: prediction for prediction in predictions}
    counts: Counter[str] = Counter()
    for passage in gold:
        predicted = by_id.get(passage.id, PassagePrediction(passage.id))
        counts.update(_figure_counts(passage.figures, predicted.figures or ()))
        counts.update(_date_counts(passage.dates, predicted.dates or ()))
        counts.update(_place_counts(passage.places, predicted.places or ()))
        counts.update(_office_counts(passage.offices, predicted.offices or ()))

    def found(name: str, kind: str) -> dict[str, float]:
        return _found(counts[name], predicted=counts[f"{kind} predicted"], gold=counts[f"{kind} gold"])

    def right(name: str, of: str) -> dict[str, float | None]:
        return _accuracy(counts[name], counts[of])

    return {
        "figures": {
            "detection": found("figures", "figures"),
            "bounds": right("bounds", "figures"),
            "comparator": right("comparator", "figures"),
            "unit": right("unit", "figures"),
            "counted": right("counted", "figures"),
            "voice": right("figure voice", "figures"),
            "tuple (bounds, comparator, unit, counted)": found("tuple", "figures"),
            "tuple and voice": found("tuple and voice", "figures"),
        },
        "dates": {"detection": found("dates", "dates"), "value": found("date values", "dates")},
        "places": {
            "recognition": found("places", "places"),
            "country": right("country", "with country"),
            "within 161 km": right("near", "with coordinates"),
            "traps avoided": right("traps avoided", "traps"),
        },
        "offices": {
            "person-title": found("offices", "offices"),
            "of": right("of", "offices"),
            "status": right("status", "offices"),
        },
    }


def _found(right: int, *, predicted: int, gold: int) -> dict[str, float]:
    precision, recall, harmonic = precision_recall_f1(right, predicted=predicted, gold=gold)
    shares = {"P": round(precision, 4), "R": round(recall, 4), "F1": round(harmonic, 4)}
    return {**shares, "tp": right, "pred": predicted, "gold": gold}


def _accuracy(right: int, of: int) -> dict[str, float | None]:
    return {"acc": round(right / of, 4) if of else None, "right": right, "of": of}


def _matched(
    gold: Sequence[GoldT], predicted: Sequence[PredictedT], weight: Callable[[GoldT, PredictedT], float]
) -> list[tuple[GoldT, PredictedT]]:
    """One-to-one pairs of positive weight, the heaviest first; ties go to the earlier ones."""
    weights = ((weight(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(predicted))
    pairs = greedy_pairs((-heavy, i, j) for heavy, i, j in weights if heavy > 0)
    return [(gold[i], predicted[j]) for i, j in pairs]


def _span(item: Date | GoldPlace | Place | Figure) -> Span:
    return item.start, item.end


def _figure_counts(gold: Sequence[GoldFigure], predicted: Sequence[Figure]) -> Counter[str]:
    counts = Counter({"figures gold": len(gold), "figures predicted": len(predicted)})

    def weight(ours: GoldFigure, theirs: Figure) -> float:
        # Of two figures that hold the number the shorter is the closer one.
        return overlap(ours.number_span, _span(theirs)) / (1 + 0.001 * (theirs.end - theirs.start))

    for ours, theirs in _matched(gold, predicted, weight):
        bounds = same_bound(ours.low, theirs.low) and same_bound(ours.high, theirs.high)
        comparator = ours.comparator == theirs.comparator
        unit = normal_unit(ours.unit) == normal_unit(theirs.unit)
        counted = _same_counted(ours, theirs)
        voice = _same_span(ours.voice_span, theirs.voice)
        all_right = bounds and comparator and unit and counted
        counts.update(
            {
                "figures": 1,
                "bounds": bounds,
                "comparator": comparator,
                "unit": unit,
                "counted": counted,
                "figure voice": voice,
                "tuple": all_right,
                "tuple and voice": all_right and voice,
            }
        )
    return counts


def _same_counted(gold: GoldFigure, predicted: Figure) -> bool:
    """What is counted may be left out where it stands outside the figure ("37 of them")."""
    counted = gold.counted_span
    outside = counted is not None and not gold.start <= counted[0] < gold.end
    return _same_span(counted, predicted.counted) or (outside and not predicted.counted)


def _date_counts(gold: Sequence[Date], predicted: Sequence[Date]) -> Counter[str]:
    counts = Counter({"dates gold": len(gold), "dates predicted": len(predicted)})

    def weight(ours: Date, theirs: Date) -> float:
        shared = overlap(_span(ours), _span(theirs))
        same = normal_value(ours.value) == normal_value(theirs.value)
        return shared + (0.5 if same and shared else 0)

    for ours, theirs in _matched(gold, predicted, weight):
        same = normal_value(ours.value) == normal_value(theirs.value)
        counts.update({"dates": 1, "date values": same})
    return counts


def _place_counts(gold: Sequence[GoldPlace], predicted: Sequence[Place]) -> Counter[str]:
    places = [each for each in gold if each.place]
    traps = [each for each in gold if not each.place]
    avoided = sum(not any(overlap(_span(trap), _span(guess)) for guess in predicted) for trap in traps)
    counts = Counter({"places gold": len(places), "places predicted": len(predicted)})
    counts.update({"traps": len(traps), "traps avoided": avoided})
    for ours, theirs in _matched(places, predicted, lambda a, b: overlap(_span(a), _span(b))):
        counts["places"] += 1
        if ours.country:
            counts["with country"] += 1
            counts["country"] += ours.country == (theirs.country or "").upper()
        # A river has no one point.
        if ours.lat is not None and ours.lon is not None and ours.kind != "river":
            counts["with coordinates"] += 1
            counts["near"] += (
                theirs.lat is not None
                and theirs.lon is not None
                and great_circle_km(ours.lat, ours.lon, theirs.lat, theirs.lon) <= NEAR_KM
            )
    return counts


def _office_counts(gold: Sequence[GoldOffice], predicted: Sequence[Office]) -> Counter[str]:
    counts = Counter({"offices gold": len(gold), "offices predicted": len(predicted)})

    def weight(ours: GoldOffice, theirs: Office) -> float:
        return overlap(ours.person_span, theirs.person) * overlap(ours.title_span, theirs.title)

    for ours, theirs in _matched(gold, predicted, weight):
        of, status = _same_span(ours.of_span, theirs.of), ours.status == theirs.status
        counts.update({"offices": 1, "of": of, "status": status})
    return counts
