"""Values of business periods: quarters, halves, fiscal years, and "the same period last year"."""

from __future__ import annotations

import re

from onrecord.stages.dates.absolute import year_near
from onrecord.stages.dates.context import (
    NO_PUBLICATION_DATE,
    NOT_DATED,
    PUBLISHED,
    Reading,
    Resolved,
    of_period,
    unresolved,
)
from onrecord.stages.dates.lexicon import MONTHS
from onrecord.stages.dates.periods import half_period, plus_months, quarter_period, year_period

_CLOSING = re.compile(
    r",?\s(?:that\s)?end(?:ed|ing|s)\s(?:on\s)?("
    + "|".join(name for name in sorted(MONTHS, key=len, reverse=True))
    + r")\b\.?(?:\s\d{1,2}(?!\d))?(?:,?\s(\d{4}))?",
    re.I,
)
YEAR_BEFORE = "same quarter a year before"
"""Rule whose result is no new topic: the quarter it is compared with goes on."""


def quarter(words: str, position: int, reading: Reading) -> Resolved | None:
    """The third quarter, with or without its year; without one, the latest that has begun."""
    numbers = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
    digit = re.search(r"\bq([1-4])\b", words)
    name = re.search(r"\b(" + "|".join(numbers) + r")\b", words)
    number = int(digit.group(1)) if digit else numbers[name.group(1)] if name else None
    published = reading.published
    if number is None:
        return relative_quarter(words, position, reading)
    year = year_near(words, position, reading)
    if year is None and published is None:
        return unresolved(NO_PUBLICATION_DATE)
    if year is not None:
        back = bool(re.search(r"year[- ](?:earlier|ago)", words))
        return of_period(quarter_period(year - back, number), "quarter of a year")
    assert published is not None  # noqa: S101
    here = (published.month + 2) // 3
    year = published.year - (number > here)
    if number == here and published.month % 3 == 1:
        # In its first month a quarter is hardly over; only the future is meant by it then, or last year's.
        pass
    if (number > here and reading.direction(position, position + len(words)) == "future") or (
        number == here + 1 and published.month % 3 != 1
    ):
        year = published.year
    year -= bool(re.search(r"year[- ](?:earlier|ago)|a year (?:earlier|ago)", words))
    return of_period(quarter_period(year, number), "quarter, nearest to publication", PUBLISHED)


def latest_quarter(position: int, reading: Reading) -> Resolved:
    """The quarter last mentioned (not asked with position -1), else the last one that was over at publication."""
    near = reading.nearest_of(position, ("quarter",), reach=5000) if position >= 0 else None
    if near and (reading.published is None or near.first <= reading.published):
        return of_period(near, "quarter mentioned before", near.value)
    if reading.published is None:
        return unresolved(NO_PUBLICATION_DATE)
    day = plus_months(reading.published.replace(day=1), -3)
    return of_period(quarter_period(day.year, (day.month + 2) // 3) if day else None, "last full quarter", PUBLISHED)


def relative_quarter(words: str, position: int, reading: Reading) -> Resolved | None:
    """The quarter, the latest quarter, the year-earlier quarter, the same period last year, next quarter."""
    published = reading.published
    if (closing := _CLOSING.match(reading.text, position + len(words))) is not None:
        return _closed_quarter(MONTHS[closing.group(1).lower()], closing.group(2), reading)
    mentioned = re.search(r"\b(\d{4})\b", words)
    base = latest_quarter(-1 if "latest" in words else position, reading)
    if base.period is None or published is None:
        return base
    first = base.period.first
    if mentioned:
        year = int(mentioned.group(1))
        rule = YEAR_BEFORE if year < first.year else "same quarter of a year"
        return of_period(quarter_period(year, (first.month + 2) // 3), rule)
    if re.search(r"year[- ](?:earlier|ago)|last year|a year|comparable|corresponding|like ", words):
        latest = reading.nearest_of(position, ("quarter",), reach=5000)
        year = first.year - 1 if latest is None or first.year >= published.year - (published.month < 4) else first.year
        return of_period(quarter_period(year, (first.month + 2) // 3), YEAR_BEFORE, base.anchor)
    if re.search(r"\b(?:this|current)\b", words):
        return of_period(quarter_period(published.year, (published.month + 2) // 3), "this quarter", PUBLISHED)
    if re.search(r"\b(?:next)\b", words):
        day = plus_months(published.replace(day=1), 3)
        return of_period(quarter_period(day.year, (day.month + 2) // 3) if day else None, "next quarter", PUBLISHED)
    if re.search(r"\b(?:last|past)\b", words):
        day = plus_months(published.replace(day=1), -3)
        return of_period(quarter_period(day.year, (day.month + 2) // 3) if day else None, "last quarter", PUBLISHED)
    if re.search(r"previous|preceding|prior", words):
        day = plus_months(first, -3)
        return of_period(quarter_period(day.year, (day.month + 2) // 3) if day else None, "quarter before", base.anchor)
    return base


def _closed_quarter(month: int, year: str | None, reading: Reading) -> Resolved:
    """The calendar quarter in which a business quarter "ended March 31" lies for the most part."""
    if year is None and reading.published is None:
        return unresolved(NO_PUBLICATION_DATE)
    closed = int(year) if year else reading.published.year - (month > reading.published.month)  # type: ignore[union-attr]
    return of_period(quarter_period(closed, (month + 2) // 3), "quarter by its last day", None if year else PUBLISHED)


def half(words: str, position: int, reading: Reading) -> Resolved | None:
    """The first half of 2019."""
    year = year_near(words, position, reading)
    if year is None:
        return unresolved(NO_PUBLICATION_DATE if reading.published is None else NOT_DATED)
    second = bool(re.search(r"\b(?:second|last|h2)\b", words))
    return of_period(half_period(year, 2 if second else 1), "half of a year")


def fiscal(words: str, position: int, reading: Reading) -> Resolved | None:
    """Fiscal 1990: taken as the calendar year of that name, since the text rarely says when it begins."""
    year = year_near(words, position, reading)
    if year is None:
        if reading.published is None:
            return unresolved(NO_PUBLICATION_DATE)
        step = -1 if re.search(r"last|past|previous|latest", words) else 1 if re.search("next|coming", words) else 0
        year = reading.published.year + step
    return of_period(year_period(year), "fiscal year, as the calendar year")
