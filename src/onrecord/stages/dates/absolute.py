"""Values of expressions that name a place on the calendar: dates, months, years, decades, quarters, feasts."""

from __future__ import annotations

import datetime as dt
import re

from onrecord.stages.dates.context import (
    NO_PUBLICATION_DATE,
    NO_SUCH_DAY,
    NOT_DATED,
    PUBLISHED,
    Reading,
    Resolved,
    of_period,
    unresolved,
)
from onrecord.stages.dates.lexicon import (
    DECADE_NAMES,
    FAMOUS_DAYS,
    FEASTS,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
)
from onrecord.stages.dates.periods import (
    Period,
    century_period,
    date_of,
    day_period,
    decade_period,
    month_period,
    plus_days,
    plus_months,
    season_period,
    week_period,
    year_period,
)
from onrecord.stages.figures.numbers import year_in_words

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
MONTH_NAME = re.compile(r"\b(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b")
_DAY = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?|(" + "|".join(sorted(map(re.escape, ORDINALS), key=len, reverse=True)) + r"))\b"
)
_PART = re.compile(r"\b(" + "|".join(sorted(PARTS_OF_DAY, key=len, reverse=True)) + r")\b")
_CLOSING = re.compile(r"\b(ended|ending|since)\s(?:on\s)?$", re.I)
_TENSE_REACH_DAYS = 100
"""A day without a year is taken as the nearest one unless that is further off than this and the tense points away."""


def relative_year(words: str, reading: Reading) -> int | None:
    """The year that "last year", "this year", "that year" stand for in the words; None if there is none to tell."""
    if reading.published is None:
        return None
    if re.search(r"\b(?:last|previous|past)\s+year", words):
        return reading.published.year - 1
    if re.search(r"\b(?:next|following|coming)\s+year", words):
        return reading.published.year + 1
    if re.search(r"\b(?:this|current)\s+year", words):
        return reading.published.year
    return None


def year_near(words: str, position: int, reading: Reading) -> int | None:
    """A year stated in the words, in digits, in words or relative to publication; "that year" is the last mentioned."""
    if found := _YEAR.search(words):
        return int(found.group(1))
    spoken = re.search(r"\b(?:nineteen|twenty|eighteen)[\s-][a-z]+(?:-[a-z]+)?", words)
    if spoken and (year := year_in_words(spoken.group())):
        return year
    if re.search(r"\b(?:that|same|following|the)\s+year\b", words):
        nearest = reading.nearest(position)
        if nearest:
            return nearest.first.year + ("following" in words)
    return relative_year(words, reading)


def iso(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """2024-03-18, with or without a time."""
    year, month, day = (int(part) for part in words[:10].split("-"))
    found = date_of(year, month, day)
    return of_period(day_period(found), "numeric date") if found else unresolved(NO_SUCH_DAY)


def slashed(words: str, _position: int, reading: Reading) -> Resolved | None:
    """10/25/89, 25.10.1989, 10-25-89: month first unless that is impossible or the separator is a point."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", words))
    if year < 100:
        year += 1900 if year > (reading.published.year if reading.published else 2030) % 100 + 10 else 2000
    day_first = "." in words or first > 12
    month, day = (second, first) if day_first else (first, second)
    found = date_of(year, month, day)
    if found is None:
        return unresolved(NO_SUCH_DAY) if "/" in words and first <= 31 and second <= 31 else None
    return of_period(day_period(found), "numeric date")


def _nearest_year(month: int, day: int, start: int, end: int, reading: Reading) -> tuple[dt.date | None, str]:
    assert reading.published is not None  # noqa: S101
    published = reading.published
    candidates = [found for year in (-1, 0, 1) if (found := date_of(published.year + year, month, day))]
    if not candidates:
        return None, NO_SUCH_DAY
    if closing := _CLOSING.search(reading.text, max(0, start - 12), start):
        ended = closing.group(1).lower() != "ending"
        chosen = [found for found in candidates if (found <= published) is ended]
        if chosen:
            return chosen[-1] if ended else chosen[0], "day and month, by the verb"
    nearest = min(candidates, key=lambda found: abs((found - published).days))
    if abs((nearest - published).days) <= _TENSE_REACH_DAYS:
        return nearest, "day and month, nearest to publication"
    direction = reading.direction(start, end)
    if direction in ("future", "present") and nearest < published:
        nearest = next((found for found in candidates if found >= published), nearest)
    elif direction not in ("future", "present") and nearest > published:
        nearest = next((found for found in reversed(candidates) if found <= published), nearest)
    return nearest, "day and month, year by tense"


def month_and_day(words: str, position: int, reading: Reading) -> Resolved | None:
    """Oct. 25, 1989; 25 October; Wednesday, Oct. 25; October 3-5; the year comes from publication and tense."""
    month_match = MONTH_NAME.search(words)
    if month_match is None:
        return None
    month = MONTHS[month_match.group(1)]
    rest = words[: month_match.start()] + " | " + words[month_match.end() :]
    year_words = _YEAR.search(rest)
    year = int(year_words.group(1)) if year_words else year_near(rest, position, reading)
    if year_words:
        rest = rest[: year_words.start()] + rest[year_words.end() :]
    days = [int(number) if number else ORDINALS[name] for number, name in _DAY.findall(rest)]
    if not days:
        return None
    rule, anchor = "full date", None
    if year is None:
        if reading.published is None:
            return Resolved("DATE", f"XXXX-{month:02d}-{days[0]:02d}", None, None, NO_PUBLICATION_DATE)
        first, rule = _nearest_year(month, days[0], position, position + len(words), reading)
        anchor = PUBLISHED
    else:
        first = date_of(year, month, days[0])
    if first is None:
        return unresolved(NO_SUCH_DAY)
    if len(days) > 1 and (last := date_of(first.year, month, days[1])) and last > first:
        return Resolved("DATE", first.isoformat(), first, last, "range of days", anchor, day_period(first))
    part = _PART.search(words)
    if part and words.find("day") >= 0:
        return of_day_part(first, part.group(1), rule, anchor)
    return of_period(day_period(first), rule, anchor)


def of_day_part(day: dt.date, part: str, rule: str, anchor: str | None) -> Resolved:
    """A part of a day: TIMEX3 type TIME, begin and end are the day."""
    value = day.isoformat() + PARTS_OF_DAY[part]
    return Resolved("TIME", value, day, day, rule + ", part of day", anchor, day_period(day))


def day_number(words: str, position: int, reading: Reading) -> Resolved | None:
    """The 17th: of the month last mentioned, else that day nearest to publication in the direction of the tense."""
    number = _DAY.search(words)
    if number is None:
        return None
    day = int(number.group(1)) if number.group(1) else ORDINALS[number.group(2)]
    near = reading.nearest_of(position, ("day", "month"), reach=600)
    base, anchor = (near.first, near.value) if near else (reading.published, PUBLISHED)
    if base is None:
        return unresolved(NO_PUBLICATION_DATE)
    found = date_of(base.year, base.month, day)
    ahead = near is None and found is not None and found > base
    if ahead and reading.direction(position, position + len(words)) == "past":
        month = plus_months(base.replace(day=1), -1)
        found = date_of(month.year, month.month, day) if month else None
    return of_period(day_period(found), "day of the month", anchor) if found else unresolved(NO_SUCH_DAY)


def month_and_year(words: str, position: int, reading: Reading) -> Resolved | None:
    """October 1989; October of last year."""
    month_match = MONTH_NAME.search(words)
    if month_match is None:
        return None
    year = year_near(words[month_match.end() :], position, reading)
    if year is None:
        return unresolved(NO_PUBLICATION_DATE if reading.published is None else NOT_DATED)
    return of_period(month_period(year, MONTHS[month_match.group(1)]), "month of a year")


def relative_month(words: str, position: int, reading: Reading) -> Resolved | None:
    """Last October, next March, this April: the nearest one; "every May" is a SET."""
    month_match = MONTH_NAME.search(words)
    if month_match is None:
        return None
    month = MONTHS[month_match.group(1)]
    if words.startswith(("every", "each")):
        return Resolved("SET", f"XXXX-{month:02d}", None, None, "repeated month")
    anchor_day, anchor = reading.published, PUBLISHED
    if words.startswith(("that", "the ")):
        nearest = reading.nearest(position)
        anchor_day, anchor = (nearest.first, nearest.value) if nearest else (anchor_day, anchor)
    if anchor_day is None:
        return unresolved(NO_PUBLICATION_DATE)
    year = anchor_day.year
    if words.startswith(("last", "the previous", "this past")):
        year -= month >= anchor_day.month
    elif words.startswith(("next", "the following", "this coming")):
        year += month <= anchor_day.month
    return of_period(month_period(year, month), "relative month", anchor)


def bare_month(words: str, position: int, reading: Reading) -> Resolved | None:
    """A month by itself: the nearest one in the direction of the tense, this month included."""
    month_match = MONTH_NAME.search(words)
    if month_match is None:
        return None
    month, published = MONTHS[month_match.group(1)], reading.published
    if published is None:
        return Resolved("DATE", f"XXXX-{month:02d}", None, None, NO_PUBLICATION_DATE)
    behind = published.year - (month > published.month)
    ahead = published.year + (month < published.month)
    direction = reading.direction(position, position + len(words))
    before = reading.nearest(position, reach=160)
    if before and before.grain in ("month", "day") and before.first.year < behind and before.first.month < month:
        # "from June 1995 to October": the year just given goes on.
        return of_period(month_period(before.first.year, month), "month after a dated one", before.value)
    year = ahead if direction == "future" else behind
    return of_period(month_period(year, month), f"month, {direction or 'past'}", PUBLISHED)


def bare_year(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """1989; a range 2014-16; "1066 AD"."""
    numbers = re.findall(r"\d+", words)
    year = int(numbers[0])
    if re.search(r"\bbce?\b", words):
        return Resolved("DATE", f"BC{year:04d}", None, None, "year before our era")
    period = year_period(year)
    if len(numbers) > 1 and period:
        until = int(numbers[1]) if len(numbers[1]) == 4 else year // 100 * 100 + int(numbers[1])
        last = year_period(until)
        if last and until > year:
            return Resolved("DATE", period.value, period.first, last.last, "range of years", None, period)
    return of_period(period, "year")


def short_year(words: str, _position: int, reading: Reading) -> Resolved | None:
    """'98: in the century that ends nearest after publication."""
    year = int(words[-2:])
    now = reading.published.year if reading.published else 2030
    century = now // 100 * 100
    return of_period(year_period(century + year if century + year <= now + 10 else century - 100 + year), "short year")


def spoken_year(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """Nineteen ninety-six."""
    year = year_in_words(re.sub(r"^(?:the\s)?year\s", "", words))
    return of_period(year_period(year), "year in words") if year else None


def decade(words: str, _position: int, reading: Reading) -> Resolved | None:
    """The 1990s, the '80s, the nineties; early, mid and late are years 0-3, 4-6, 7-9."""
    if found := _YEAR.search(re.sub(r"['\u2019]?s\b", " ", words)):
        year = int(found.group(1))
    elif found := re.search(r"\b(\d0)\b", re.sub(r"['\u2019]?s\b", " ", words)):
        year = 1900 + int(found.group(1))
    else:
        name = next((name for name in DECADE_NAMES if name in words), None)
        if name is None:
            return None
        year = (1800 if "eighteen" in words else 1900) + DECADE_NAMES[name]
    if (
        reading.published
        and year < 2000
        and year + 100 <= reading.published.year - 10
        and not _YEAR.search(words)
        and year < 1930
    ):
        year += 100
    return of_period(decade_period(year), "decade")


def century(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """The 19th century: 1800 to 1899."""
    name = re.search(
        r"(\d{1,2})(?:st|nd|rd|th)|\b(" + "|".join(map(re.escape, ORDINALS)) + r")(?=[\s-]*century)", words
    )
    if name is None:
        return None
    number = int(name.group(1)) if name.group(1) else ORDINALS[name.group(2)]
    if re.search(r"\bbce?\b", words):
        return Resolved("DATE", f"BC{number:02d}", None, None, "century before our era")
    return of_period(century_period(number), "century") if 1 <= number <= 30 else None


def season(words: str, position: int, reading: Reading) -> Resolved | None:
    """Last summer, this spring, the winter of 1994; northern hemisphere."""
    name = re.search(r"\b(" + "|".join(SEASONS) + r")\b", words)
    if name is None:
        return None
    code = SEASONS[name.group(1)]
    if re.match(r"every|each", words):
        return Resolved("SET", f"XXXX-{code}", None, None, "repeated season")
    year = year_near(words[name.end() :], position, reading)
    if year is not None:
        return of_period(season_period(year, code), "season of a year")
    published = reading.published
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    if (
        name.group(1) == "fall"
        and re.match(r"(?:the|in|by|until|that)\b", words)
        and not re.match(r"in the|by the|this", words)
    ):
        return None
    candidates = [period for step in (-2, -1, 0, 1) if (period := season_period(published.year + step, code))]
    if re.match(r"last|this past|the past|previous", words):
        chosen = [period for period in candidates if period.last < published][-1:]
    elif re.match(r"next|this coming|the coming", words):
        chosen = [period for period in candidates if period.first > published][:1]
    elif re.match(r"this", words):
        chosen = [period for period in candidates if period.first.year == published.year][:1]
    elif reading.direction(position, position + len(words)) == "future":
        chosen = [period for period in candidates if period.last >= published][:1]
    else:
        chosen = [period for period in candidates if period.first <= published][-1:]
    return of_period(chosen[0], "relative season", PUBLISHED) if chosen else unresolved(NOT_DATED)


def feast(words: str, position: int, reading: Reading) -> Resolved | None:
    """Christmas, Good Friday, the first day of Ramadan: the nearest in the direction of the tense."""
    name = max((name for name in FEASTS if name in words.replace("\u2019", "'")), key=len, default=None)
    if name is None:
        return None
    find, published = FEASTS[name], reading.published
    if found := _YEAR.search(words):
        day = find(int(found.group(1)))
        return of_period(day_period(day), "feast of a year") if day else unresolved(NO_SUCH_DAY)
    if published is None:
        return unresolved(NO_PUBLICATION_DATE)
    days = [day for step in (-1, 0, 1) if (day := find(published.year + step))]
    if not days:
        return unresolved(NO_SUCH_DAY)
    if words.startswith("last"):
        chosen = [day for day in days if day < published][-1:]
    elif words.startswith("next"):
        chosen = [day for day in days if day > published][:1]
    else:
        nearest = min(days, key=lambda day: abs((day - published).days))
        chosen = [nearest]
        if abs((nearest - published).days) > 30:
            if reading.direction(position, position + len(words)) == "future":
                chosen = [day for day in days if day >= published][:1]
            else:
                chosen = [day for day in days if day <= published][-1:]
    if not chosen:
        return unresolved(NO_SUCH_DAY)
    whole = week_period if words.endswith("week") else day_period
    return of_period(whole(chosen[0]), "feast", PUBLISHED)


def famous(words: str, _position: int, _reading: Reading) -> Resolved | None:
    """Black Monday: a day of history, not of now."""
    value = FAMOUS_DAYS.get(" ".join(words.split()))
    return of_period(day_period(dt.date.fromisoformat(value)), "day of history") if value else None


def adjusted(period: Period, modifier: str, published: dt.date | None) -> tuple[dt.date, dt.date]:
    """First and last day of a part of a period: early, mid, late, the beginning, the end of, earlier, later."""
    first, last = period.first, period.last
    if re.search(r"\bearlier\b", modifier) and published and first <= published <= last:
        return first, published
    if re.search(r"\blater\b", modifier) and published and first <= published <= last:
        return published, last
    if re.search(r"\b(?:end|close|last day)\b", modifier):
        return last, last
    if re.search(r"\b(?:beginning|start|first day)\b", modifier):
        return first, first
    third = (
        0
        if re.search(r"\b(?:early|first)\b", modifier)
        else 2
        if re.search(r"\b(?:late|latter|last|second|final)\b", modifier)
        else 1
    )
    if (
        not re.search(r"\b(?:early|mid|middle|late|latter|first|last|second|final)\b", modifier)
        or period.grain == "day"
    ):
        return first, last
    if period.grain == "month":
        return first.replace(day=(1, 11, 21)[third]), last if third == 2 else first.replace(day=(10, 20)[third])
    if period.grain == "year":
        begin = first.replace(month=(1, 5, 9)[third])
        end = plus_months(begin, 4)
        return begin, (plus_days(end, -1) or last) if end else last
    if period.grain == "decade":
        years = ((0, 3), (4, 6), (7, 9))[third]
        return first.replace(year=first.year + years[0]), last.replace(year=first.year + years[1])
    length = (last - first).days + 1
    begin = plus_days(first, length * third // 3) or first
    return begin, plus_days(first, length * (third + 1) // 3 - 1) or last
