"""Values of expressions that count from publication or from a time mentioned before."""

from __future__ import annotations

import re

from onrecord.stages.dates.absolute import of_day_part
from onrecord.stages.dates.context import (
    NO_PUBLICATION_DATE,
    NOT_DATED,
    PUBLISHED,
    Reading,
    Resolved,
    of_period,
    reference,
    unresolved,
)
from onrecord.stages.dates.durations import count_of, counted_from, duration_value, shifted, unit_of
from onrecord.stages.dates.lexicon import DURATION_UNITS, GRAINS, PARTS_OF_DAY
from onrecord.stages.dates.periods import (
    Period,
    day_period,
    period_round,
    quarter_period,
    stepped,
    year_period,
)
from onrecord.stages.dates.quarters import YEAR_BEFORE
from onrecord.stages.figures.numbers import listed

_COMPLEMENT_STOPS = frozenset(
    listed(
        "and but or in at on by from with to as when while where who which for of than because amid including"
        " was were is are has have had did would will"
    )
)


def adjacent(words: str, position: int, reading: Reading) -> Resolved | None:
    """The day before, the following week, that year, the same day: from the last time mentioned."""
    unit = unit_of(words) or next((part for part in ("morning", "evening", "afternoon") if part in words), None)
    if unit is None:
        return None
    grain = GRAINS[unit]
    step = 0
    if re.search(r"before|earlier|previous|preceding", words):
        step = -1
    elif re.search(r"after|following|next", words):
        step = 1
    elif re.search(r"\bsince\b", words):
        letter = DURATION_UNITS[unit][1]
        return Resolved("DURATION", f"P1{letter}", None, None, "period since")
    bare = not step and not re.search(r"that|same", words)
    if bare and unit in ("night", "morning", "evening", "afternoon", "year", "decade"):
        return None
    tail = re.match(r"\s+([A-Za-z']+)", reading.text[position + len(words) :])
    complement = bool(tail and tail.group(1).lower() not in _COMPLEMENT_STOPS and re.search(r"before|after$", words))
    near = (
        reading.nearest(position, reach=1500) if grain != "day" else reading.nearest_of(position, ("day",), reach=1500)
    )
    base, anchor = (near.first, near.value) if near else (reading.published, PUBLISHED if reading.published else None)
    if base is None:
        return unresolved(NO_PUBLICATION_DATE if reading.published is None else NOT_DATED)
    if complement and near:
        step = 0
    if bare:
        base, anchor = (reading.published, PUBLISHED) if reading.published else (base, anchor)
    period = stepped(base, grain, step)
    if unit in PARTS_OF_DAY and period:
        return of_day_part(period.first, unit, "unit from a time mentioned", anchor)
    return of_period(period, "unit from a time mentioned", anchor)


def year_earlier(_words: str, position: int, reading: Reading) -> Resolved | None:
    """Year-earlier: the quarter of the year before where a quarter is the topic, else the year."""
    return _years_back(1, position, reading, None)


def _years_back(years: int, position: int, reading: Reading, near: Period | None) -> Resolved:
    quarter = reading.nearest_of(position, ("quarter",), reach=700)
    if quarter and years == 1:
        published = reading.published
        current = published is None or quarter.first.year >= published.year - (published.month < 4)
        year = quarter.first.year - 1 if current else quarter.first.year
        return of_period(quarter_period(year, (quarter.first.month + 2) // 3), YEAR_BEFORE, quarter.value)
    base = near.first if near else reading.published
    if base is None:
        return unresolved(NO_PUBLICATION_DATE)
    return of_period(year_period(base.year - years), "years back", near.value if near else PUBLISHED)


def ago(words: str, position: int, reading: Reading) -> Resolved | None:
    """Three weeks ago, six years earlier, a day after ...: n units from publication or a time mentioned."""
    unit = unit_of(words)
    if unit is None:
        return None
    kind = re.search(
        r"(ago|earlier|later|previously|beforehand|afterwards?|from\s+now|hence|back|before|after|since)$", words
    )
    word = kind.group(1) if kind else "ago"
    if word == "since":
        return None
    count = count_of(words)
    back = word not in ("later", "after", "afterward", "afterwards", "hence") and not word.startswith("from")
    if count is None:
        if word in ("before", "after"):
            return Resolved("DURATION", duration_value(None, unit), None, None, "units without a count")
        return reference("PAST_REF" if back else "FUTURE_REF", "vague count of units")
    if unit in ("second", "minute", "hour"):
        if word in ("before", "after", "later", "earlier"):
            return Resolved("DURATION", duration_value(count, unit), None, None, "count of units")
        published = reading.published
        if published is None:
            return unresolved(NO_PUBLICATION_DATE, type_="TIME")
        return Resolved("TIME", published.isoformat(), published, published, "hours from publication", PUBLISHED)
    tail = re.match(r"\s+([\w']+)", reading.text[position + len(words) : position + len(words) + 60])
    complement = word in ("before", "after") and bool(tail and tail.group(1).lower() not in _COMPLEMENT_STOPS)
    near: Period | None = None
    if word not in ("ago", "from now", "hence", "back"):
        near = reading.nearest(position, reach=1500)
        if near is None and not reading.published:
            return unresolved(NO_PUBLICATION_DATE)
    base = near.first if near else reading.published
    anchor = near.value if near else PUBLISHED
    if base is None:
        return unresolved(NO_PUBLICATION_DATE)
    if complement:
        # "on Thursday, a day after crowds burnt ...": the day of the clause itself.
        grain = GRAINS.get(unit, "year")
        sentence = max(reading.text.rfind(". ", 0, position), reading.text.rfind("\n", 0, position))
        if near and reading.mentioned[-1][0] > sentence:
            if grain == "week" and near.grain == "day":
                grain = "day"
            return of_period(period_round(base, grain), "day of the clause", anchor)
        if reading.published is None:
            return unresolved(NO_PUBLICATION_DATE)
        return of_period(
            period_round(reading.published, "day" if grain == "week" else grain), "day of publication", PUBLISHED
        )
    if back and count == 1 and unit == "year":
        return _years_back(1, position, reading, near)
    return counted_from(count, unit, -1 if back else 1, base, anchor)


def relative_unit(words: str, position: int, reading: Reading) -> Resolved | None:
    """Last week, this year, next month, the coming year; "the past year" is the stretch up to publication."""
    unit = "year" if "fiscal" in words else unit_of(words)
    if unit is None or unit not in GRAINS:
        return None
    grain, published = GRAINS[unit], reading.published
    if re.match(r"(?:that|the\s+same|this\s+same)\b", words):
        near = reading.nearest(position, reach=1500)
        if near is None:
            return unresolved(NOT_DATED)
        return of_period(period_round(near.first, grain), "unit of a time mentioned", near.value)
    if re.match(r"(?:the\s+)?(?:following|previous|preceding)\b", words):
        near = reading.nearest(position, reach=1500)
        base, anchor = (near.first, near.value) if near else (published, PUBLISHED)
        if base is None:
            return unresolved(NO_PUBLICATION_DATE)
        return of_period(stepped(base, grain, 1 if "following" in words else -1), "unit from a time mentioned", anchor)
    if re.match(r"the\s+(?:whole|entire|full|new)\b", words):
        return Resolved("DURATION", f"P1{DURATION_UNITS[unit][1]}", None, None, "one unit") if unit != "year" else None
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    if re.match(r"(?:the\s+|this\s+)?(?:past|coming)\b|the\s+(?:last|next)\b", words):
        ahead = bool(re.search(r"coming|next", words))
        other = shifted(published, grain, 1 if ahead else -1)
        if other is None:
            return unresolved(NOT_DATED)
        first, last = (published, other) if ahead else (other, published)
        value = (
            f"P{DURATION_UNITS[unit][0]}{DURATION_UNITS[unit][1]}"
            if grain != "year"
            else (period_round(other, "year") or day_period(other)).value
        )
        kind = "DURATION" if grain != "year" else "DATE"
        return Resolved(kind, value, first, last, "stretch up to or from publication", PUBLISHED)
    step = -1 if re.match(r"last|the\s+last", words) else 1 if re.match(r"next|the\s+next", words) else 0
    if re.match(r"the\s+(?:week|month|year|decade|century)", words):
        return adjacent(words, position, reading)
    return of_period(stepped(published, grain, step), "unit relative to publication", PUBLISHED)


def whole_year(words: str, position: int, reading: Reading) -> Resolved | None:
    """The full year: the one last mentioned, else that of publication; "the year ended March 31" is twelve months."""
    if re.match(r"\s(?:to|that|end)", reading.text[position + len(words) :][:5]):
        return Resolved("DURATION", "P1Y", None, None, "one unit")
    if stated := re.search(r"\d{4}", words):
        return of_period(year_period(int(stated.group())), "year")
    near = None if re.search(r"\b(?:of|in)\s$", reading.text[:position][-4:]) else reading.nearest(position, reach=1500)
    base = near.first if near and near.grain in ("year", "quarter", "half") else reading.published
    if base is None:
        return unresolved(NO_PUBLICATION_DATE)
    return of_period(year_period(base.year), "whole year", near.value if near and base is near.first else PUBLISHED)


def year_end(_words: str, _position: int, reading: Reading) -> Resolved | None:
    """year-end: 31 December of the year of publication."""
    if reading.published is None:
        return unresolved(NO_PUBLICATION_DATE)
    day = reading.published.replace(month=12, day=31)
    return of_period(day_period(day), "year end", PUBLISHED)
