"""Counts of units of time: durations, rates, and repeated times."""

from __future__ import annotations

import datetime as dt
import re

from onrecord.stages.dates.context import NOT_DATED, PUBLISHED, Reading, Resolved, of_period, reference, unresolved
from onrecord.stages.dates.lexicon import DURATION_UNITS, GRAINS, ORDINALS
from onrecord.stages.dates.periods import (
    Grain,
    day_period,
    period_round,
    plus_days,
    plus_months,
    stepped,
    week_period,
    year_period,
)
from onrecord.stages.figures.numbers import cardinal

_UNIT = re.compile(r"\b(" + "|".join(sorted(DURATION_UNITS, key=len, reverse=True)) + r"|centuries|century)s?\b")
_VAGUE = re.compile(r"\b(?:several|few|some|many|couple|dozens|hundreds|thousands|number)\b")


def unit_of(words: str) -> str | None:
    """The unit of time in the words, plural cut; None if there is none."""
    found = _UNIT.search(words)
    if found is None:
        return None
    return "century" if found.group(1).startswith("centur") else found.group(1)


def count_of(words: str) -> float | None:
    """The count before a unit; None where it is vague ("several years") or open."""
    cut = _UNIT.search(words)
    before = words[: cut.start()] if cut else words
    halves = 0.5 if cut and re.match(r"\s*and\s+a\s+half", words[cut.end() :]) else 0.0
    before = re.sub((r"\b(?:about|around|nearly|almost|over|some|roughly|approximately|at least|at most|up to|(?:more"
r"|less|fewer) than|just(?: over| under)?"
r"|barely|only|no more than|as long as|another|each of|the|this|these|its|their|his"
r"|her|our|past|last|next|coming|previous|preceding|following|first|final|latest"
r"|remaining|more|full|whole|consecutive|straight|trading|long|short|additional"
r"|further|calendar|unusually|turbulent|working)\b"), " ", before)  # fmt: skip
    before = re.sub(r"^[\s-]*(?:an?\s+)(?=an?\s|\w+\s+\w)", "", before).strip(" -,")
    if re.search(r"\bcouple\b", before):
        return 2.0
    if _VAGUE.search(before):
        return None
    before = re.split(r"\s(?:or|to)\s|-to-|(?<=\d)\sand\s(?=\d)", before)[0].strip(" -")
    if not before:
        return 1.0 + halves
    if re.fullmatch(r"half(?:\s+an?)?|an?\s+half", before):
        return 0.5
    if fraction := re.fullmatch(r"(\d+)\s(\d)/(\d)", before):
        return int(fraction[1]) + int(fraction[2]) / max(1, int(fraction[3]))
    value = cardinal(before)
    return None if value is None else value + halves


def counted_from(count: float, unit: str, sign: int, base: dt.date, anchor: str) -> Resolved:
    """The day, week, month or year so many units before (sign -1) or after (1) a day."""
    grain: Grain = GRAINS.get(unit, "year")
    if unit == "fortnight":
        count, grain = 2 * count, "week"
    if unit == "generation":
        return reference("PAST_REF" if sign < 0 else "FUTURE_REF", "generations")
    if count > 20_000:
        return unresolved(NOT_DATED)
    if grain in ("week", "day"):
        day = plus_days(base, sign * round(count * (7 if grain == "week" else 1)))
        if day is None:
            return unresolved(NOT_DATED)
        if grain == "week":
            week = week_period(day)
            return Resolved("DATE", week.value if week else None, day, day, "weeks counted", anchor, day_period(day))
        return of_period(day_period(day), "days counted", anchor)
    if grain == "month" or (grain == "year" and count != int(count)):
        months = round(count * (1 if grain == "month" else 12))
        day = plus_months(base.replace(day=1), sign * months)
        return of_period(period_round(day, "month") if day else None, "months counted", anchor)
    if grain == "quarter":
        return of_period(stepped(base, "quarter", sign * round(count)), "quarters counted", anchor)
    years = round(count * {"decade": 10, "century": 100}.get(grain, 1))
    return of_period(year_period(base.year + sign * years), "years counted", anchor)


def duration_value(count: float | None, unit: str) -> str:
    """The ISO 8601 duration of so many units; X stands for an unknown count ("several years" PXY)."""
    factor, letter, clock = DURATION_UNITS[unit]
    prefix = "PT" if clock else "P"
    if count is None or count > 1e9:
        return f"{prefix}X{letter}" if letter != "X" else "PXX"
    total = count * factor
    if total != int(total):
        finer = {
            "Y": ("M", 12),
            "D": ("H", 24),
            "W": ("D", 7),
            "H": ("M", 60),
            "M": ("S", 60) if clock else ("D", 30),
        }.get(letter)
        whole, rest = int(total), total - int(total)
        if finer and unit != "quarter":
            low = f"{prefix}{whole}{letter}" if whole else prefix
            if letter == "D":
                return f"{'P' + str(whole) + 'D' if whole else 'P'}T{round(rest * 24)}H"
            return f"{low}{round(rest * finer[1])}{finer[0]}"
        return f"{prefix}{total:g}{letter}"
    return f"{prefix}{int(total)}{letter}"


def shifted(day: dt.date, grain: Grain, step: int) -> dt.date | None:
    """The day so many weeks, months or years later, on the same day of week or month; None out of range."""
    if grain == "week":
        return plus_days(day, 7 * step)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(grain)
    return plus_months(day, step * months) if months else plus_days(day, step)


def counted_span(words: str, _position: int, reading: Reading) -> Resolved | None:
    """The past three weeks, the next two years: DURATION, with the days where they touch publication."""
    unit = unit_of(words)
    if unit is None:
        return None
    count = count_of(words)
    value = duration_value(count, unit)
    back = re.search(r"\b(?:past|last|previous|preceding|latest)\b", words)
    ahead = re.search(r"\b(?:next|coming|following)\b", words)
    first = last = None
    published = reading.published
    if published and count and count < 10_000 and unit in GRAINS and (back or ahead):
        grain = GRAINS[unit]
        other: dt.date | None = published
        for _ in range(int(count) if count <= 400 else 0):
            other = shifted(other, grain, -1 if back else 1) if other else None
        if other and other != published:
            first, last = (other, published) if back else (published, other)
    return Resolved(
        "DURATION", value, first, last, "count of units up to or from publication", PUBLISHED if first else None
    )


def span(words: str, position: int, reading: Reading) -> Resolved | None:
    """Three weeks, five-year, an hour: DURATION; "$4bn a year" is a SET."""
    unit = unit_of(words)
    if unit is None or (unit == "quarter" and not re.search(r"consecutive|straight|several|few", words)):
        return None
    count = count_of(words)
    value = duration_value(count, unit)
    if re.fullmatch(r"an?\s+\w+", words) and unit != "generation":
        before = reading.text[max(0, position - 40) : position]
        if re.search(
            (
                r"(?:\b(?:once|twice|times)|[\d%]\S*(?:\s+(?:\w+\s+)?(?:%|million|billion|trillion|bn|m"
                r"|percent|per\s+cent|tons?|tonnes|barrels?|dollars|pounds|euros|people|[a-z]+s))?)\s+$"
            ),
            before,
        ):
            return Resolved("SET", value, None, None, "rate per unit")
    if reading.published and count and unit in GRAINS and _lies_ahead(words, position, reading):
        ahead = counted_from(count, unit, 1, reading.published, PUBLISHED)
        if ahead.value is not None:
            return ahead
    return Resolved("DURATION", value, None, None, "count of units")


_OUTSTANDING = re.compile(r"\b(?:first|second|third|fourth|fifth|\w{3,}th|\w{3,}est|most|least)\b[^.]*$", re.I)
"""An ordinal or a superlative: "its third prime minister in seven weeks" counts back."""


def _lies_ahead(words: str, position: int, reading: Reading) -> bool:
    """True in "the bond falls due in five years", where the count leads to a time."""
    before = reading.text[max(0, position - 4) : position]
    return (
        re.search(r"(?<![A-Za-z])in\s$", before, re.I) is not None
        and not re.search(r"\s(?:or|to|and)\s", words)
        and not _OUTSTANDING.search(reading.text, max(0, position - 80), position)
        and reading.direction(position, position + len(words)) == "future"
    )


def units(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """years, decades: DURATION of unknown length."""
    unit = unit_of(words.replace("-long", ""))
    if unit is None:
        return None
    if words.endswith("-long") and not words.replace("-long", "").endswith("s"):
        return Resolved("DURATION", duration_value(1, unit), None, None, "one unit")
    value = f"PX{'E' if unit == 'decade' else 'C' if unit == 'century' else DURATION_UNITS[unit][1]}"
    if DURATION_UNITS[unit][2]:
        value = value.replace("P", "PT")
    return Resolved("DURATION", "PXY" if unit == "decade" else value, None, None, "units without a count")


def vague_units(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """Recent weeks, the coming months, years ago."""
    unit = unit_of(words)
    if unit and re.search(r"\b(?:recent|coming)\b", words):
        return Resolved("DURATION", duration_value(None, unit), None, None, "units without a count")
    ahead = re.search(r"future|ahead|later", words)
    return reference("FUTURE_REF" if ahead else "PAST_REF", "units without a count")


def repeated(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """Every day, twice a week, annually: SET with the period as value."""
    adverbs = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y",
               "annually": "P1Y", "annual": "P1Y", "hourly": "PT1H"}  # fmt: skip
    if words in adverbs:
        return Resolved("SET", adverbs[words], None, None, "adverb of repetition")
    if words.endswith("annum"):
        return Resolved("SET", "P1Y", None, None, "rate per unit")
    unit = unit_of(re.sub(r"^(?:every|each)\s+", "", words))
    if unit is None:
        return Resolved("SET", "P1D", None, None, "repeated part of day")
    ordinal = re.match(r"(?:every|each)\s(second|third|fourth|fifth|other|half)[\s-]", words)
    if ordinal:
        counts = {"other": 2.0, "half": 0.5}
        return Resolved(
            "SET",
            duration_value(counts.get(ordinal[1]) or ORDINALS[ordinal[1]], unit_of(words[ordinal.end() :]) or unit),
            None,
            None,
            "repeated unit",
        )
    count = (
        2.0
        if re.search(r"\bother\b", words)
        else count_of(re.sub(r"^(?:every|each|.*\ba|per)\s+(?:single\s+)?", "", words))
    )
    return Resolved("SET", duration_value(count, unit), None, None, "repeated unit")
