"""Reads a text from the top down and gives every time expression with its value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from onrecord.stages.dates import absolute, durations, quarters, relative, weekdays
from onrecord.stages.dates.clock import clock
from onrecord.stages.dates.context import (
    NO_PUBLICATION_DATE,
    PUBLISHED,
    Direction,
    Reading,
    Resolved,
    of_period,
    reference,
)
from onrecord.stages.dates.lexicon import PARTS_OF_DAY
from onrecord.stages.dates.patterns import scanner
from onrecord.stages.dates.periods import day_period, plus_days, week_period, weekend_period

Resolver = Callable[[str, int, Reading], Resolved | None]
Refuse = Callable[[str, int, int], bool]
"""Whether the words at a place are no time expression ("May" as a verb or a name), given the rule."""


@dataclass(frozen=True)
class TimeExpression:
    """A time expression and what it stands for; offsets are code points of the text read."""

    start: int
    end: int
    resolved: Resolved
    branch: str


def _eve(words: str, position: int, reading: Reading) -> Resolved | None:
    near = reading.nearest_of(position, ("day",), reach=80 if "anniversary" in words else 400)
    if near is None:
        return None
    if "anniversary" in words:
        return of_period(near, "day mentioned before", near.value)
    day = plus_days(near.first, -1)
    return of_period(day_period(day) if day else None, "eve of a day mentioned", near.value)


_RESOLVERS: dict[str, Resolver] = {
    "iso": absolute.iso,
    "slashed": absolute.slashed,
    "clock": clock,
    "month_day": absolute.month_and_day,
    "day_month": absolute.month_and_day,
    "month_year": absolute.month_and_year,
    "rel_month": absolute.relative_month,
    "quarter": quarters.quarter,
    "rel_quarter": quarters.relative_quarter,
    "half": quarters.half,
    "fiscal": quarters.fiscal,
    "season": absolute.season,
    "decade": absolute.decade,
    "century": absolute.century,
    "feast_year": absolute.feast,
    "famous": absolute.famous,
    "year": absolute.bare_year,
    "year_words": absolute.spoken_year,
    "short_year": absolute.short_year,
    "day_number": absolute.day_number,
    "month": absolute.bare_month,
    "before_last": weekdays.before_last,
    "day_of_weekday": weekdays.weekday,
    "weekday": weekdays.weekday,
    "today": weekdays.today,
    "weekend": weekdays.weekend,
    "ago": relative.ago,
    "adjacent": relative.adjacent,
    "year_earlier": relative.year_earlier,
    "set": durations.repeated,
    "rel_count": durations.counted_span,
    "vague_units": durations.vague_units,
    "rel_unit": relative.relative_unit,
    "span": durations.span,
    "units": durations.units,
    "whole_year": relative.whole_year,
    "year_end": relative.year_end,
    "eve": _eve,
    "now": lambda _words, _position, _reading: reference("PRESENT_REF", "present"),
    "past": lambda _words, _position, _reading: reference("PAST_REF", "past"),
    "future": lambda _words, _position, _reading: reference("FUTURE_REF", "future"),
}
_TRAILING_BLANK = re.compile(r"[\s,]+$")
_LEADING = re.compile(r"(?:on|in|by|since|during|until|over|for|within|of|took|takes|after|spent|many)\s+", re.I)
_LEFT_OPEN = re.compile(r"\b(since|until|till)\s+(?:about\s+|around\s+)?(?:the\s+)?$", re.I)
_POSTPONED_PARTS = re.compile(r"\b(?:" + "|".join(PARTS_OF_DAY) + r")\s+of\b")


def time_expressions(
    text: str,
    *,
    published: dt.date | None,
    direction: Callable[[int, int], Direction] = lambda _start, _end: None,
    refuse: Refuse = lambda _branch, _start, _end: False,
    stretches: tuple[tuple[int, int], ...] | None = None,
    told: Callable[[int], tuple[tuple[int, int], ...]] = lambda _position: (),
) -> tuple[TimeExpression, ...]:
    """Every time expression of the text in order, resolved against publication and what was mentioned before.

    ``direction`` tells the tense of a stretch, ``refuse`` rejects look-alikes; both are asked only where it matters.
    ``stretches`` limits the reading to parts of the text, ``told`` gives the sentences that tell when the quotation
    round a position was spoken. Expressions never overlap.
    """
    reading = Reading(text, published, direction, told=told)
    return tuple(_read(reading, refuse, stretches or ((0, len(text)),)))


def _read(reading: Reading, refuse: Refuse, stretches: tuple[tuple[int, int], ...]) -> Iterator[TimeExpression]:
    expressions = scanner()
    for first, last in stretches:
        position = first
        while (match := expressions.search(reading.text, position, last)) is not None:
            branch = (match.lastgroup or "").partition("__")[0]
            start, end = match.span()
            position = end
            if branch == "history" or refuse(branch, start, end):
                if branch == "rel_count":
                    position = start + 1  # "to last 30 days": the days are still there.
                continue
            found = _resolve(reading, branch, match)
            if found is None:
                # The words may hold a shorter expression ("the fall of 1989" is none of a season, but a year).
                position = min(end, start + max(1, len(re.match(r"\w*", match.group()).group())))  # type: ignore[union-attr]
                continue
            yield found


def _resolve(reading: Reading, branch: str, match: re.Match[str]) -> TimeExpression | None:
    text = reading.text
    start, end = match.span()
    modifier = match.groupdict().get("modifier", "").lower()
    core = start + len(modifier)
    words = re.sub(r"\s", " ", text[core:end].lower())
    resolver = _RESOLVERS.get(branch)
    resolved = resolver(words, core, reading) if resolver else None
    if resolved is None:
        return None
    if (
        branch in ("weekday", "season", "units", "vague_units", "weekend")
        and not modifier
        and (lead := _LEADING.match(text, start, end))
    ):
        start = lead.end()
    if modifier:
        resolved = _modified(resolved, modifier, reading)
        if modifier.startswith(("pre", "post")):
            start = core
    elif (
        branch in ("season", "decade", "century", "weekday", "today")
        and (inner := re.match(r"(?:the\s|in\s|by\s)?(early|mid|late|earlier|later)\b", words))
        and resolved.period
    ):
        begin, finish = absolute.adjusted(resolved.period, inner.group(1), reading.published)
        if resolved.period.grain != "day":
            resolved = replace(resolved, first=begin, last=finish)
    opening = _LEFT_OPEN.search(text, max(0, start - 20), start)
    if resolved.period and resolved.rule != quarters.YEAR_BEFORE:
        reading.mentioned.append((start, resolved.period))
    if opening and resolved.first and reading.published:
        resolved = _open_ended(resolved, opening.group(1).lower(), reading.published)
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,\n\t"))
    return TimeExpression(start, end, resolved, branch) if start < end else None


def _modified(resolved: Resolved, modifier: str, reading: Reading) -> Resolved:
    period = resolved.period
    if period is None:
        return resolved
    if re.search(r"\beve of", modifier) and period.grain == "day":
        before = plus_days(period.first, -1)
        return of_period(day_period(before), "eve of a day", resolved.anchor) if before else resolved
    if re.search(r"\bweek of", modifier) and period.grain == "day":
        return of_period(week_period(period.first), "week of a day", resolved.anchor)
    if re.search(r"\bweekend of", modifier) and period.grain == "day":
        return of_period(weekend_period(period.first), "weekend of a day", resolved.anchor)
    part = re.search(r"\b(night|morning|afternoon|evening|early\s+hours|small\s+hours|wee\s+hours)\s+of", modifier)
    if part and period.grain == "day":
        return absolute.of_day_part(period.first, re.sub(r"\s+", " ", part.group(1)), resolved.rule, resolved.anchor)
    if resolved.type != "DATE":
        return resolved
    begin, finish = absolute.adjusted(period, modifier, reading.published)
    return replace(resolved, first=begin, last=finish, rule=resolved.rule + ", part of it")


def _open_ended(resolved: Resolved, word: str, published: dt.date) -> Resolved:
    first, last = resolved.first, resolved.last
    if word == "since" and first and first <= published and resolved.type in ("DATE", "TIME"):
        return replace(resolved, last=published, rule=resolved.rule + ", since", anchor=resolved.anchor or PUBLISHED)
    if word in ("until", "till") and last and last >= published and resolved.type in ("DATE", "TIME"):
        return replace(resolved, first=published, rule=resolved.rule + ", until", anchor=resolved.anchor or PUBLISHED)
    return resolved


__all__ = ["NO_PUBLICATION_DATE", "TimeExpression", "time_expressions"]
