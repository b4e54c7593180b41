"""Dates and times (TIMEX3) against TimeBank and the other collections of that form.

A gold line is {"id", "published", "text", "timex": [{"start", "end", "type", "value"}]}; a value of null is
not scored, "other_values" are accepted too. Spans are trimmed of white space, quotes, brackets and commas;
each gold expression then takes the free prediction with its span, else the one that overlaps it most
(TempEval-3: UzZaman et al. 2013, SemEval).

``strict`` asks for the same span, ``relaxed`` for any overlap, ``type`` and ``value`` for overlap and the
right type or value. ``day_accuracy`` is the share of gold DATE and TIME expressions with a day for which
that day was found;
``weekday_accuracy`` the same for those that hold a weekday name and no digit ("last Monday").
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.evaluate.figures_of_merit import Miss, Scores, Span, ratio, rounded_percent, rounded_percentages
from onrecord.evaluate.record_lines import read_record_lines

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WEEKDAY = re.compile("|".join(WEEKDAYS))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDGE = ",;:\"'()`"
_LEFT_EDGE = "." + _EDGE
_GOLD_LINE = (
    'A line looks like {"id": "t1", "published": "2023-05-12", "text": "...", '
    '"timex": [{"start": 0, "end": 6, "type": "DATE", "value": "2023-05-12"}]}.'
)
_PREDICTION_LINE = (
    'A line looks like {"id": "t1", "timex": [{"start": 0, "end": 6, "type": "DATE", "value": "2023-05-12"}]}.'
)


class TimeExpression(msgspec.Struct, frozen=True):
    """A time expression; ``type`` is DATE, TIME, DURATION or SET, ``value`` a TIMEX3 value."""

    start: int
    end: int
    type: str | None = None
    value: str | None = None
    other_values: tuple[str, ...] | None = ()


class GoldText(msgspec.Struct, frozen=True):
    """A text with its day of publication (ISO) and its time expressions."""

    id: str
    text: str
    timex: tuple[TimeExpression, ...]
    published: str | None = None


class TextPrediction(msgspec.Struct, frozen=True):
    """The time expressions found in one text."""

    id: str
    timex: tuple[TimeExpression, ...] | None = ()


@dataclass(frozen=True)
class _Trimmed:
    span: Span
    type: str | None
    value: str | None
    other_values: tuple[str, ...]

    @property
    def names_a_day(self) -> bool:
        return self.type in ("DATE", "TIME") and bool(_DAY.match(self.value or ""))


def load_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldText, remedy=_GOLD_LINE)


def load_predictions(path: Path) -> list[TextPrediction]:
    """The predictions of a file, one text a line. Raises InputError on a bad line."""
    return read_record_lines(path, TextPrediction, remedy=_PREDICTION_LINE)


def score(gold: Sequence[GoldText], predictions: Iterable[TextPrediction]) -> Scores:
    """{"gold", "predicted", "strict", "relaxed", "type", "value", "day_accuracy", "weekday_accuracy", ...}.

    The four measures are {"P", "R", "F1"}; all are percentages to one decimal, None for a share of nothing.
    Texts without a prediction count as nothing found.
    """
    by_id = {prediction.id: prediction.timex or () for prediction in predictions}
    counts: Counter[str] = Counter()
    for text in gold:
        counts.update(_counts(text, by_id.get(text.id, ())))

    def measure(right: str, *, predicted: str = "predicted", of: str = "gold") -> dict[str, float]:
        return rounded_percentages(ratio(counts[right], counts[predicted]), ratio(counts[right], counts[of]))

    return {
        "gold": counts["gold"],
        "predicted": counts["predicted"],
        "strict": measure("strict"),
        "relaxed": measure("relaxed"),
        "type": measure("type"),
        "value": measure("value", predicted="predicted, valued", of="gold, valued"),
        "day_accuracy": rounded_percent(counts["day right"], counts["day"]),
        "day_gold": counts["day"],
        "weekday_accuracy": rounded_percent(counts["weekday right"], counts["weekday"]),
        "weekday_gold": counts["weekday"],
    }


def misses(gold: Sequence[GoldText], predictions: Iterable[TextPrediction]) -> list[Miss]:
    """Every expression that was missed, spurious or given another value, in the order of the texts."""
    by_id = {prediction.id: prediction.timex or () for prediction in predictions}
    found = []
    for text in gold:
        for ours, theirs in _paired(text, by_id.get(text.id, ())):
            if ours and theirs and (ours.value is None or _value_right(ours, theirs)):
                continue
            what = "value" if ours and theirs else "missed" if ours else "spurious"
            found.append(Miss(text.id, what, _in_words(text.text, ours), _in_words(text.text, theirs)))
    return found


def weekday_rule(gold: Sequence[GoldText]) -> Scores:
    """{"weekday_gold", "rule_accuracy"}: how far "the last such day on or before publication" goes, per cent.

    A base line: what a rule that never looks at the tense gets right among the weekday names.
    """
    asked = right = 0
    for text in gold:
        for expression in _trimmed(text.text, text.timex):
            weekday = _weekday_alone(text.text, expression)
            if weekday is None or text.published is None:
                continue
            published = dt.date.fromisoformat(text.published[:10])
            back = (published.weekday() - weekday) % 7
            asked += 1
            right += (published - dt.timedelta(back)).isoformat() == (expression.value or "")[:10]
    return {"weekday_gold": asked, "rule_accuracy": rounded_percent(right, asked)}


def _counts(text: GoldText, predicted: Sequence[TimeExpression]) -> Counter[str]:
    counts = Counter({"gold": len(text.timex), "predicted": len(predicted), "predicted, valued": len(predicted)})
    counts["gold, valued"] = sum(expression.value is not None for expression in text.timex)
    for ours, theirs in _paired(text, predicted):
        if ours and theirs:
            counts.update({"relaxed": 1, "strict": ours.span == theirs.span, "type": ours.type == theirs.type})
            if ours.value is None:
                counts["predicted, valued"] -= 1
            else:
                counts["value"] += _value_right(ours, theirs)
        if ours and ours.names_a_day:
            days = {value[:10] for value in (ours.value, *ours.other_values) if value}
            right = theirs is not None and _normal(theirs.value)[:10] in days
            counts.update({"day": 1, "day right": right})
            if _weekday_alone(text.text, ours) is not None:
                counts.update({"weekday": 1, "weekday right": right})
    return counts


def _paired(text: GoldText, predicted: Sequence[TimeExpression]) -> list[tuple[_Trimmed | None, _Trimmed | None]]:
    """Every gold expression with its prediction or None, then what is left over, each with None for gold."""
    free = _trimmed(text.text, predicted)
    pairs: list[tuple[_Trimmed | None, _Trimmed | None]] = []
    for ours in _trimmed(text.text, text.timex):
        touching = [(i, theirs) for i, theirs in enumerate(free) if _shared(ours, theirs) > 0]
        best = max(touching, key=lambda item: (ours.span == item[1].span, _shared(ours, item[1])), default=None)
        if best:
            del free[best[0]]
        pairs.append((ours, best[1] if best else None))
    return [*pairs, *((None, theirs) for theirs in free)]


def _shared(a: _Trimmed, b: _Trimmed) -> int:
    return min(a.span[1], b.span[1]) - max(a.span[0], b.span[0])


def _trimmed(text: str, expressions: Iterable[TimeExpression]) -> list[_Trimmed]:
    return [
        _Trimmed(_trimmed_span(text, each.start, each.end), each.type, each.value, each.other_values or ())
        for each in expressions
    ]


def _trimmed_span(text: str, start: int, end: int) -> Span:
    start, end = max(0, start), min(len(text), end)
    while start < end and (text[start].isspace() or text[start] in _LEFT_EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return start, end


def _normal(value: str | None) -> str:
    """A value without the time of midnight, which says no more than the day."""
    return re.sub(r"T24:00$", "", (value or "").strip())


def _value_right(gold: _Trimmed, predicted: _Trimmed) -> bool:
    return _normal(predicted.value) in {_normal(gold.value), *map(_normal, gold.other_values)}


def _weekday_alone(text: str, expression: _Trimmed) -> int | None:
    """The weekday (Monday is 0) of an expression of a day that names one and has no digit; else None."""
    words = text[slice(*expression.span)].lower()
    weekday = _WEEKDAY.search(words)
    if not weekday or not expression.names_a_day or re.search(r"\d", words):
        return None
    return WEEKDAYS.index(weekday.group())


def _in_words(text: str, expression: _Trimmed | None) -> str | None:
    if expression is None:
        return None
    return f"{text[slice(*expression.span)]} ({expression.type} {expression.value})"
