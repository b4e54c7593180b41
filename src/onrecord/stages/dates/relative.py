"""Values of expressions that count from publication or from a time mentioned before."""

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
    reference,
    unresolved,
)
from onrecord.stages.dates.lexicon import DURATION_UNITS, GRAINS, PARTS_OF_DAY, WEEKDAYS
from onrecord.stages.dates.periods import (
    Grain,
    Period,
    day_period,
    period_round,
    plus_days,
    plus_months,
    quarter_period,
    stepped,
    week_period,
    weekend_period,
    year_period,
)
from onrecord.stages.dates.quarters import YEAR_BEFORE
from onrecord.stages.figures.numbers import cardinal, listed

_WEEKDAY = re.compile(r"\b(" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(s?)\b")
_PART = re.compile(r"\b(" + "|".join(sorted(PARTS_OF_DAY, key=len, reverse=True)) + r")s?\b")
_UNIT = re.compile(r"\b(" + "|".join(sorted(DURATION_UNITS, key=len, reverse=True)) + r"|centuries|century)s?\b")
_VAGUE = re.compile(r"\b(?:several|few|some|many|couple|dozens|hundreds|thousands|number)\b")
_COMPLEMENT_STOPS = frozenset(
    listed(
        "and but or in at on by from with to as when while where who which for of than because amid including"
        " was were is are has have had did would will"
    )
)


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
            return None
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
            return of_period(period_round(base, grain), "day of the clause", anchor)
        if reading.published is None:
            return unresolved(NO_PUBLICATION_DATE)
        return of_period(period_round(reading.published, grain), "day of publication", PUBLISHED)
    return _counted(count, unit, -1 if back else 1, base, anchor, position, reading, near)


def _counted(
    count: float, unit: str, sign: int, base: dt.date, anchor: str, position: int, reading: Reading, near: Period | None
) -> Resolved:
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
    if sign < 0 and years == 1:
        return _years_back(1, position, reading, near)
    return of_period(year_period(base.year + sign * years), "years counted", anchor)


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
        other = _shifted(published, grain, 1 if ahead else -1)
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


def _shifted(day: dt.date, grain: Grain, step: int) -> dt.date | None:
    if grain == "week":
        return plus_days(day, 7 * step)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(grain)
    return plus_months(day, step * months) if months else plus_days(day, step)


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
            other = _shifted(other, grain, -1 if back else 1) if other else None
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
    return Resolved("DURATION", value, None, None, "count of units")


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
    if re.search(r"coming|future|ahead|later", words):
        return reference("FUTURE_REF", "units without a count")
    if unit and re.search(r"\brecent\b", words) and unit != "year":
        return Resolved("DURATION", duration_value(None, unit), None, None, "units without a count")
    return reference("PAST_REF", "units without a count")


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
    count = (
        2.0
        if re.search(r"\bother\b", words)
        else count_of(re.sub(r"^(?:every|each|.*\ba|per)\s+(?:single\s+)?", "", words))
    )
    return Resolved("SET", duration_value(count, unit), None, None, "repeated unit")


def year_end(_words: str, _position: int, reading: Reading) -> Resolved | None:
    """year-end: 31 December of the year of publication."""
    if reading.published is None:
        return unresolved(NO_PUBLICATION_DATE)
    day = reading.published.replace(month=12, day=31)
    return of_period(day_period(day), "year end", PUBLISHED)
