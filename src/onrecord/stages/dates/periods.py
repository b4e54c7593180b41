"""Stretches of the calendar: days, weeks, months, quarters, seasons, years, decades; how to step from one to another.

Everything returns None where the proleptic Gregorian calendar of ``datetime`` (years 1 to 9999) ends.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

Grain: TypeAlias = Literal[
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "millennium"
]
SEASON_MONTHS: dict[str, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""TIMEX3 season code to first month of three (northern hemisphere); winter runs into the next year."""


@dataclass(frozen=True)
class Period:
    """A stretch of days with its TIMEX3 value."""

    grain: Grain
    first: dt.date
    last: dt.date
    value: str


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if there is no such day."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def plus_days(day: dt.date, days: int) -> dt.date | None:
    """The date so many days later; None out of range."""
    try:
        return day + dt.timedelta(days)
    except (ValueError, OverflowError):
        return None


def plus_months(day: dt.date, months: int) -> dt.date | None:
    """The same day so many months later, the month's last day where it has no such day; None out of range."""
    month = day.year * 12 + day.month - 1 + months
    year, index = divmod(month, 12)
    if not 1 <= year <= 9999:
        return None
    return date_of(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


def day_period(day: dt.date) -> Period:
    """One day."""
    return Period("day", day, day, day.isoformat())


def week_period(day: dt.date) -> Period | None:
    """The ISO week (Monday to Sunday) that holds the day."""
    monday = plus_days(day, -day.weekday())
    sunday = plus_days(day, 6 - day.weekday())
    if monday is None or sunday is None:
        return None
    iso = day.isocalendar()
    return Period("week", monday, sunday, f"{iso.year:04d}-W{iso.week:02d}")


def weekend_period(day: dt.date) -> Period | None:
    """Saturday and Sunday of the ISO week that holds the day."""
    week = week_period(day)
    if week is None:
        return None
    return Period("weekend", week.last - dt.timedelta(1), week.last, week.value + "-WE")


def month_period(year: int, month: int) -> Period | None:
    """A month of a year."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    return Period("month", dt.date(year, month, 1), dt.date(year, month, last), f"{year:04d}-{month:02d}")


def months_period(grain: Grain, year: int, month: int, count: int, value: str) -> Period | None:
    """So many months from a given one, under a given value."""
    first = date_of(year, month, 1)
    after = plus_months(first, count) if first else None
    last = plus_days(after, -1) if after else None
    return Period(grain, first, last, value) if first and last else None


def quarter_period(year: int, quarter: int) -> Period | None:
    """A calendar quarter, 1 to 4."""
    return months_period("quarter", year, 3 * quarter - 2, 3, f"{year:04d}-Q{quarter}")


def half_period(year: int, half: int) -> Period | None:
    """A half of a year, 1 or 2."""
    return months_period("half", year, 6 * half - 5, 6, f"{year:04d}-H{half}")


def season_period(year: int, code: str) -> Period | None:
    """A season by its TIMEX3 code (SP, SU, FA, WI); the winter of a year begins in its December."""
    return months_period("season", year, SEASON_MONTHS[code], 3, f"{year:04d}-{code}")


def year_period(year: int) -> Period | None:
    """A calendar year."""
    return months_period("year", year, 1, 12, f"{year:04d}") if 1 <= year < 9999 else None


def decade_period(year: int) -> Period | None:
    """The decade that holds the year."""
    first = year - year % 10
    start, end = date_of(first, 1, 1), date_of(first + 9, 12, 31)
    return Period("decade", start, end, f"{first // 10:03d}") if start and end else None


def century_period(number: int) -> Period | None:
    """The n-th century; the 20th is 1900 to 1999, as newspapers count."""
    first = max(1, 100 * (number - 1))
    start, end = date_of(first, 1, 1), date_of(100 * number - 1, 12, 31)
    return Period("century", start, end, f"{number - 1:02d}") if start and end else None


_MONTHS_OF: dict[Grain, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 12,
    "year": 12,
    "decade": 120,
    "century": 1200,
}


def period_round(day: dt.date, grain: Grain) -> Period | None:
    """The period of that grain that holds the day."""
    make: dict[Grain, Callable[[], Period | None]] = {
        "day": lambda: day_period(day),
        "week": lambda: week_period(day),
        "weekend": lambda: weekend_period(day),
        "month": lambda: month_period(day.year, day.month),
        "quarter": lambda: quarter_period(day.year, (day.month + 2) // 3),
        "half": lambda: half_period(day.year, (day.month + 5) // 6),
        "season": lambda: season_period(day.year - (day.month < 3), _season_of(day.month)),
        "year": lambda: year_period(day.year),
        "decade": lambda: decade_period(day.year),
        "century": lambda: century_period(day.year // 100 + 1),
    }
    return make[grain]() if grain in make else None


def _season_of(month: int) -> str:
    return {0: "WI", 1: "SP", 2: "SU", 3: "FA"}[month % 12 // 3]


def stepped(day: dt.date, grain: Grain, count: int) -> Period | None:
    """The period of that grain, so many of them after the one that holds the day."""
    if grain in ("week", "weekend", "day"):
        moved = plus_days(day, count * (1 if grain == "day" else 7))
    elif abs(count) > 120_000:
        return None
    else:
        moved = plus_months(day.replace(day=1), count * _MONTHS_OF[grain])
    return period_round(moved, grain) if moved else None


def nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date | None:
    """The n-th such weekday (Monday 0) of a month; n = -1 is the last."""
    period = month_period(year, month)
    if period is None:
        return None
    if n < 0:
        return plus_days(period.last, -((period.last.weekday() - weekday) % 7))
    return plus_days(period.first, (weekday - period.first.weekday()) % 7 + 7 * (n - 1))


@cache
def easter(year: int) -> dt.date | None:
    """Western Easter Sunday (anonymous Gregorian algorithm, Meeus 1991)."""
    if not 1583 <= year <= 9999:
        return None
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date_of(year, month, day + 1)


@cache
def orthodox_easter(year: int) -> dt.date | None:
    """Eastern Easter Sunday as a Gregorian date (Meeus's Julian algorithm)."""
    if not 1583 <= year <= 9999:
        return None
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian = date_of(year, month, day + 1)
    return plus_days(julian, year // 100 - year // 400 - 2) if julian else None


@cache
def islamic_day(year: int, month: int, day: int) -> dt.date | None:
    """The first Gregorian date in the year on which that day of the tabular Islamic calendar falls.

    Arithmetical calendar (30-year cycle, astronomical epoch 15 July 622 Julian); the observed day can be one off.
    """
    if not 700 <= year <= 9998:
        return None
    guess = int((year - 622) * 33 / 32)
    for hijri in range(guess - 1, guess + 3):
        ordinal = (
            day + (59 * (month - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 227013
        )  # 227013 + 1 = 18 July 622 Gregorian, 1 Muharram of year 1
        found = dt.date.fromordinal(ordinal)
        if found.year == year:
            return found
    return None


@cache
def hebrew_day(year: int, month: str, day: int) -> dt.date | None:
    """The Gregorian date in the year of a day of the Hebrew month tishri, kislev or nisan (molad arithmetic)."""
    if not 700 <= year <= 9990:
        return None
    new_year = _hebrew_new_year(year + 3761)
    if month == "tishri":
        return plus_days(new_year, day - 1)
    if month == "nisan":  # Nisan 1 is always 177 days before the next Tishri 1.
        return plus_days(new_year, -177 + day - 1)
    length = (_hebrew_new_year(year + 3762) - new_year).days
    heshvan = 30 if length in (355, 385) else 29
    return plus_days(new_year, 30 + heshvan + day - 1)


def _hebrew_new_year(year: int) -> dt.date:
    here, after = _hebrew_delay(year), _hebrew_delay(year + 1)
    correction = 2 if after - here == 356 else 1 if here - _hebrew_delay(year - 1) == 382 else 0
    return dt.date.fromordinal(here + correction - 1373428 + 1)


@cache
def _hebrew_delay(year: int) -> int:
    """Days from the epoch to the molad of Tishri of the year, put off where the week day asks for it."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
