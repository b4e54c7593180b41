"""Precision, recall, F1, shares and overlaps: the arithmetic that the measures have in common."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

RowT = TypeVar("RowT")

EARTH_RADIUS_KM = 6371
NEAR_KM = 161
"""100 miles, the usual bound of a place that is rightly located (Gritta et al. 2020, Lang. Resour. Eval.

54).
"""

Span: TypeAlias = tuple[int, int]
"""Start and end in code points, half-open."""

Scores: TypeAlias = Mapping[str, Any]
"""A nested mapping with string keys of plain figures: what ``json.dumps`` and ``json.loads`` give back unchanged."""


@dataclass(frozen=True)
class Miss:
    """One place where predictions and gold disagree, in words for a person to read."""

    document: str
    what: str
    gold: str | None
    predicted: str | None


def ratio(part: float, whole: float) -> float:
    """The part over the whole; 0 where there is no whole."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall, in [0, 1]; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def precision_recall_f1(right: float, *, predicted: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1, each in [0, 1]."""
    precision, recall = ratio(right, predicted), ratio(right, gold)
    return precision, recall, f1(precision, recall)


def rounded_percentages(precision: float, recall: float) -> dict[str, float]:
    """P, R and F1 in per cent, to one decimal."""
    # 200 * p * r and not 100 * f1(p, r): the last bit differs, and with it now and then the rounded decimal.
    harmonic = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"P": round(100 * precision, 1), "R": round(100 * recall, 1), "F1": round(harmonic, 1)}


def rounded_percent(part: int, whole: int) -> float | None:
    """The part of the whole in per cent, to one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def share(answers: Iterable[bool]) -> float | None:
    """The share of true answers, in [0, 1]; None where there are none."""
    listed = list(answers)
    return sum(listed) / len(listed) if listed else None


def overlap(a: Span | None, b: Span | None) -> int:
    """The number of code points that two spans share; 0 where one is missing."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def touch(a: Span, b: Span) -> bool:
    """Whether two spans overlap (each begins before the other ends)."""
    return a[0] < b[1] and b[0] < a[1]


def touch_any(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether some span of the one side overlaps some span of the other."""
    listed = list(others)
    return any(touch(a, b) for a in spans for b in listed)


def greedy_pairs(candidates: Iterable[tuple[Any, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (i, j), taken from the candidates (cost, i, j) by rising cost.

    Ties go to the lower i, then j.
    """
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points in degrees, on a sphere (haversine formula)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def resamples(rows: Sequence[RowT], samples: int, *, seed: int) -> Iterator[list[RowT]]:
    """Bootstrap samples: each as many rows, drawn with replacement, as there are (Efron 1979)."""
    draw = random.Random(seed)  # noqa: S311  (statistics, not cryptography)
    for _ in range(samples):
        yield [rows[draw.randrange(len(rows))] for _ in rows]
