"""Values of weekdays, weekends, and of today, yesterday and tomorrow."""

from __future__ import annotations

import datetime as dt
import re

from onrecord.stages.dates.absolute import of_day_part
from onrecord.stages.dates.context import (
    NO_PUBLICATION_DATE,
    NOT_DATED,
    PUBLISHED,
    Reading,
    Resolved,
    of_period,
    unresolved,
)
from onrecord.stages.dates.durations import unit_of
from onrecord.stages.dates.lexicon import GRAINS, PARTS_OF_DAY, WEEKDAYS
from onrecord.stages.dates.periods import day_period, plus_days, stepped, weekend_period

_WEEKDAY = re.compile(r"\b(" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(s?)\b")
_PART = re.compile(r"\b(" + "|".join(sorted(PARTS_OF_DAY, key=len, reverse=True)) + r")s?\b")


def weekday(words: str, position: int, reading: Reading) -> Resolved | None:
    """A weekday: nearest in the direction of the tense; last and next are strictly before and after publication."""
    name = _WEEKDAY.search(words)
    if name is None:
        return None
    number = WEEKDAYS[name.group(1)]
    part = _PART.search(words[name.end() :]) or _PART.search(words[: name.start()])
    if (
        name.group(2)
        or re.match(r"(?:every|each)\b", words)
        or (part and part.group().endswith("s") and part.group() != "hours" and "hours" not in part.group())
    ):
        suffix = PARTS_OF_DAY[part.group(1)] if part else ""
        return Resolved("SET", f"XXXX-WXX-{number + 1}{suffix}", None, None, "repeated weekday")
    published, anchor = reading.published, PUBLISHED
    if re.match(r"(?:the\s+)?(?:previous|following|preceding|next)\b", words) and words.startswith(
        ("the ", "previous", "following")
    ):
        near = reading.nearest_of(position, ("day",), reach=1000)
        if near and not words.startswith("the next"):
            step = -1 if re.match(r"(?:the )?(?:previous|preceding)", words) else 1
            day = plus_days(near.first, _to(near.first, number, step, strict=True))
            return _weekday_result(day, part, "weekday from a day mentioned", near.value)
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    if week := re.search(r"(last|this|next)\s+week$", words):
        shift = {"last": -7, "this": 0, "next": 7}[week.group(1)]
        day = plus_days(published, shift + number - published.weekday())
        return _weekday_result(day, part, "weekday of a week", anchor)
    if re.match(r"(?:last|previous)\b", words) or re.match(r"this past", words):
        return _weekday_result(
            plus_days(published, _to(published, number, -1, strict=True)), part, "last weekday", anchor
        )
    if re.match(r"(?:the\s+)?next\b|this coming", words):
        return _weekday_result(
            plus_days(published, _to(published, number, 1, strict=True)), part, "next weekday", anchor
        )
    direction = reading.direction(position, position + len(words)) or "past"
    if re.match(r"earlier", words):
        direction = "past"
    step = -1 if direction == "past" else 1
    return _weekday_result(plus_days(published, _to(published, number, step)), part, f"weekday, {direction}", anchor)


def _to(day: dt.date, number: int, step: int, *, strict: bool = False) -> int:
    """Days to the nearest such weekday ahead (step 1) or behind (step -1); 0 on the day itself unless strict."""
    distance = (number - day.weekday()) % 7 if step > 0 else -((day.weekday() - number) % 7)
    return 7 * step if strict and distance == 0 else distance


def _weekday_result(day: dt.date | None, part: re.Match[str] | None, rule: str, anchor: str) -> Resolved:
    if day is None:
        return unresolved(NOT_DATED)
    return of_day_part(day, part.group(1), rule, anchor) if part else of_period(day_period(day), rule, anchor)


def today(words: str, position: int, reading: Reading) -> Resolved | None:
    """today, yesterday, tomorrow, tonight, overnight, this morning, last night."""
    published = reading.published
    if re.search(r"the night before", words):
        day, anchor = reading.anchor_day(position)
        before = plus_days(day, -1) if day else None
        return of_day_part(before, "night", "night before", anchor) if before else unresolved(NO_PUBLICATION_DATE)
    spoken = reading.day_of_speech(position)
    if published is None and spoken is None:
        return unresolved(NO_PUBLICATION_DATE)
    base = spoken or published
    assert base is not None  # noqa: S101
    step = -1 if re.search(r"yesterday|last night", words) else 1 if "tomorrow" in words else 0
    day = plus_days(base, step)
    if day is None:
        return unresolved(NOT_DATED)
    if spoken is not None and "overnight" not in words:
        part = _PART.search(words)
        rule, anchor = "day of speaking and step", spoken.isoformat()
        if part or "tonight" in words:
            return of_day_part(day, part.group(1) if part else "night", rule, anchor)
        return of_period(day_period(day), rule, anchor)
    published = published or base
    if "overnight" in words:
        before = plus_days(published, -1) or published
        return Resolved(
            "TIME", published.isoformat() + "TNI", before, published, "overnight", PUBLISHED, day_period(published)
        )
    part = _PART.search(words)
    if part or "tonight" in words:
        return of_day_part(day, part.group(1) if part else "night", "day of publication and step", PUBLISHED)
    return of_period(day_period(day), "day of publication and step", PUBLISHED)


def weekend(words: str, position: int, reading: Reading) -> Resolved | None:
    """This weekend: in the past tense the last one that has begun, else the one to come."""
    if words.startswith("every"):
        return Resolved("SET", "XXXX-WXX-WE", None, None, "repeated weekend")
    published = reading.published
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    step = 0
    if re.search(r"\blast\b|past|previous", words):
        rule = "last weekend"
        step = -1
    elif re.search(r"\bnext\b|following", words):
        rule = "next weekend"
        step = 1
    else:
        direction = reading.direction(position, position + len(words)) or "past"
        rule = f"weekend, {direction}"
        step = -1 if direction == "past" and published.weekday() < 5 else 0
    if step < 0 and published.weekday() >= 5 and "last" not in words:
        step = 0
    day = plus_days(published, 7 * step)
    return of_period(weekend_period(day) if day else None, rule, PUBLISHED)


def before_last(words: str, _position: int, reading: Reading) -> Resolved | None:
    """The week before last, the day after tomorrow."""
    published = reading.published
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    step = -2 if "before" in words else 2
    if name := _WEEKDAY.search(words):
        day = plus_days(published, _to(published, WEEKDAYS[name.group(1)], step // 2, strict=True) + 7 * (step // 2))
        return of_period(day_period(day), "weekday before last", PUBLISHED) if day else unresolved(NOT_DATED)
    unit = unit_of(words)
    if unit not in GRAINS:
        return None
    return of_period(stepped(published, GRAINS[unit], step), "unit before last", PUBLISHED)
