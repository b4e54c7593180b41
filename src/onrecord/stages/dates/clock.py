"""Values of clock times: with the day they name, else on the day mentioned before."""

from __future__ import annotations

import re

from onrecord.stages.dates import absolute
from onrecord.stages.dates.context import NO_PUBLICATION_DATE, Reading, Resolved, unresolved
from onrecord.stages.dates.lexicon import WEEKDAYS
from onrecord.stages.dates.periods import day_period
from onrecord.stages.dates.weekdays import today, weekday
from onrecord.stages.figures.numbers import cardinal

_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?\s?(a\.?\s?m|p\.?\s?m)?")


def clock(words: str, position: int, reading: Reading) -> Resolved | None:
    """3 a.m. on Friday, 15:30 GMT, noon yesterday: TIME with the day; bare noon and midnight are left out."""
    day, anchor, dated = None, None, False
    if name := re.search(
        r"\b(?:last\s|next\s|this\s)?(?:" + "|".join(day for day in WEEKDAYS if len(day) > 5) + r")\b", words
    ):
        if absolute.MONTH_NAME.search(words):
            found = absolute.month_and_day(words[name.start() :], position + name.start(), reading)
        else:
            found = weekday(name.group(), position + name.start(), reading)
        dated = True
    elif name := re.search(r"\b(?:today|yesterday|tomorrow)\b", words):
        found, dated = today(name.group(), position + name.start(), reading), True
    elif (month := absolute.MONTH_NAME.search(words)) is not None:
        tail = re.search(r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?$", words[: month.start()])
        begin = tail.start() if tail else month.start()
        found, dated = absolute.month_and_day(words[begin:], position + begin, reading), True
        words = words[:begin]
    else:
        found = None
    if found is not None and found.first is not None:
        day, anchor = found.first, found.anchor
    elif not dated:
        if re.match(r"noon|midnight|midday", words):
            return None
        day, anchor = reading.anchor_day(position, reach=300)
    time = _clock_value(words)
    if time is None:
        return None
    if day is None:
        return unresolved(NO_PUBLICATION_DATE, type_="TIME")
    return Resolved("TIME", f"{day.isoformat()}{time}", day, day, "clock time", anchor, day_period(day))


def _clock_value(words: str) -> str | None:
    zulu = "Z" if re.search(r"\b(?:utc|gmt)\b", words) else ""
    for name, value in (("noon", "T12:00"), ("midday", "T12:00"), ("midnight", "T24:00")):
        if words.startswith(name):
            return value
    if plain := re.match(r"(\d\d)(\d\d)\b(?!:)", words):
        hour, minute, half_day = int(plain.group(1)), int(plain.group(2)), None
    elif match := _CLOCK.match(words):
        hour, minute = int(match.group(1)), int(match.group(2) or 0)
        half_day = (match.group(3) or "").replace(".", "").replace(" ", "") or None
    else:
        spoken = cardinal(words.split("o'clock")[0].split("o\u2019clock")[0])
        if spoken is None:
            return None
        hour, minute, half_day = int(spoken), 0, None
    if half_day is None and re.search(r"in\sthe\s(?:afternoon|evening)|at\snight", words) and hour < 12:
        hour += 12
    if half_day == "pm" and hour < 12:
        hour += 12
    if half_day == "am" and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}{zulu}" if hour <= 24 and minute < 60 else None
