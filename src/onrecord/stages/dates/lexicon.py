"""Words of the calendar: months, weekdays, units, parts of the day, seasons, feasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from onrecord.stages.dates.periods import (
    Grain,
    date_of,
    easter,
    hebrew_day,
    islamic_day,
    nth_weekday,
    orthodox_easter,
    plus_days,
)
from onrecord.stages.figures.numbers import listed

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
GRAINS: dict[str, Grain] = {
    "day": "day", "night": "day", "morning": "day", "afternoon": "day", "evening": "day", "week": "week",
    "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
    "century": "century", "centurie": "century",
}  # fmt: skip
DURATION_UNITS: dict[str, tuple[int, str, bool]] = {
    "second": (1, "S", True), "minute": (1, "M", True), "hour": (1, "H", True), "day": (1, "D", False),
    "night": (1, "D", False), "week": (1, "W", False), "fortnight": (2, "W", False), "weekend": (2, "D", False),
    "month": (1, "M", False), "quarter": (1, "Q", False), "season": (3, "M", False), "year": (1, "Y", False),
    "decade": (10, "Y", False), "century": (100, "Y", False), "centurie": (100, "Y", False),
    "generation": (1, "X", False), "millennium": (1000, "Y", False),
}  # fmt: skip
"""Unit (plural s cut) to factor, ISO 8601 letter, and whether the letter stands after T."""
PARTS_OF_DAY: dict[str, str] = {
    "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "morning": "TMO", "noon": "T12:00", "midday": "T12:00",
    "noontime": "T12:00", "lunchtime": "TMI", "afternoon": "TAF", "evening": "TEV", "dusk": "TEV", "sunset": "TEV",
    "nightfall": "TNI", "night": "TNI", "midnight": "T24:00", "daytime": "TDT", "early hours": "TMO",
    "small hours": "TNI", "wee hours": "TNI", "predawn": "TMO",
}  # fmt: skip
SEASONS: dict[str, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS: dict[str, int] = {
    name: number
    for number, name in enumerate(
        listed( "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
"fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
        start=1,
    )
} | {
    f"twenty-{name}": 20 + number
    for number, name in enumerate(listed("first second third fourth fifth sixth seventh eighth ninth"), start=1)
} | {"thirtieth": 30, "thirty-first": 31}  # fmt: skip
DECADE_NAMES: dict[str, int] = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
VAGUE_COUNTS: frozenset[str] = frozenset(
    listed("several few a few some many couple recent dozens hundreds countless numerous various")
) | {"a few", "a number of"}


def _fixed(month: int, day: int) -> Callable[[int], dt.date | None]:
    return lambda year: date_of(year, month, day)


def _from_easter(days: int) -> Callable[[int], dt.date | None]:
    def found(year: int) -> dt.date | None:
        sunday = easter(year)
        return plus_days(sunday, days) if sunday else None

    return found


def _weekday_of(month: int, weekday: int, n: int) -> Callable[[int], dt.date | None]:
    return lambda year: nth_weekday(year, month, weekday, n)


def _election_day(year: int) -> dt.date | None:
    monday = nth_weekday(year, 11, 0, 1)
    return plus_days(monday, 1) if monday else None


FEASTS: dict[str, Callable[[int], dt.date | None]] = {
    "new year's day": _fixed(1, 1), "new years day": _fixed(1, 1), "new year's eve": _fixed(12, 31),
    "new years eve": _fixed(12, 31), "new year": _fixed(1, 1), "orthodox christmas": _fixed(1, 7),
    "epiphany": _fixed(1, 6), "martin luther king day": _weekday_of(1, 0, 3), "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14), "presidents' day": _weekday_of(2, 0, 3), "presidents day": _weekday_of(2, 0, 3),
    "st patrick's day": _fixed(3, 17), "st. patrick's day": _fixed(3, 17), "nowruz": _fixed(3, 20),
    "april fools' day": _fixed(4, 1), "anzac day": _fixed(4, 25), "may day": _fixed(5, 1),
    "victory day": _fixed(5, 9), "ve day": _fixed(5, 8), "mother's day": _weekday_of(5, 6, 2),
    "memorial day": _weekday_of(5, 0, -1), "d-day": _fixed(6, 6), "juneteenth": _fixed(6, 19),
    "father's day": _weekday_of(6, 6, 3), "canada day": _fixed(7, 1), "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14), "labor day": _weekday_of(9, 0, 1), "labour day": _fixed(5, 1),
    "columbus day": _weekday_of(10, 0, 2), "halloween": _fixed(10, 31), "all saints' day": _fixed(11, 1),
    "all saints day": _fixed(11, 1), "guy fawkes night": _fixed(11, 5), "election day": _election_day,
    "veterans day": _fixed(11, 11), "armistice day": _fixed(11, 11), "remembrance day": _fixed(11, 11),
    "thanksgiving day": _weekday_of(11, 3, 4), "thanksgiving": _weekday_of(11, 3, 4),
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26), "st stephen's day": _fixed(12, 26), "twelfth night": _fixed(1, 5),
    "burns night": _fixed(1, 25), "australia day": _fixed(1, 26), "candlemas": _fixed(2, 2),
    "waitangi day": _fixed(2, 6), "international women's day": _fixed(3, 8), "women's day": _fixed(3, 8),
    "all fools' day": _fixed(4, 1), "earth day": _fixed(4, 22), "st george's day": _fixed(4, 23),
    "walpurgis night": _fixed(4, 30), "cinco de mayo": _fixed(5, 5), "v-e day": _fixed(5, 8), "v-j day": _fixed(8, 15),
    "vj day": _fixed(8, 15), "michaelmas": _fixed(9, 29), "all souls' day": _fixed(11, 2),
    "day of the dead": _fixed(11, 2), "guy fawkes day": _fixed(11, 5), "bonfire night": _fixed(11, 5),
    "st andrew's day": _fixed(11, 30), "st nicholas' day": _fixed(12, 6),
    "orthodox easter": orthodox_easter, "shrove tuesday": _from_easter(-47), "mardi gras": _from_easter(-47),
    "ash wednesday": _from_easter(-46), "holy thursday": _from_easter(-3), "holy saturday": _from_easter(-1),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3), "good friday": _from_easter(-2), "easter sunday": easter,
    "easter monday": _from_easter(1), "easter": easter, "ascension day": _from_easter(39),
    "pentecost": _from_easter(49), "whit monday": _from_easter(50), "corpus christi day": _from_easter(60),
    "islamic new year": lambda year: islamic_day(year, 1, 1), "ashura": lambda year: islamic_day(year, 1, 10),
    "ramadan": lambda year: islamic_day(year, 9, 1), "eid al-fitr": lambda year: islamic_day(year, 10, 1),
    "eid ul-fitr": lambda year: islamic_day(year, 10, 1), "eid al-adha": lambda year: islamic_day(year, 12, 10),
    "feast of the sacrifice": lambda year: islamic_day(year, 12, 10),
    "eid ul-adha": lambda year: islamic_day(year, 12, 10), "eid": lambda year: islamic_day(year, 10, 1),
    "passover": lambda year: hebrew_day(year, "nisan", 15),
    "rosh hashanah": lambda year: hebrew_day(year, "tishri", 1),
    "yom kippur": lambda year: hebrew_day(year, "tishri", 10),
    "hanukkah": lambda year: hebrew_day(year, "kislev", 25),
}  # fmt: skip
"""Feast (lower case) to the function that gives its day in a year. Bare Eid is the feast that ends Ramadan."""
FAMOUS_DAYS: dict[str, str] = {"black monday": "1987-10-19", "black tuesday": "1929-10-29", "black friday": ""}

PRESENT_WORDS: tuple[str, ...] = (
    "now", "right now", "currently", "current", "at present", "at the moment", "nowadays", "these days",
    "the present", "the time being", "presently",
)  # fmt: skip
PAST_WORDS: tuple[str, ...] = ("recently", "more recently", "recent", "the past", "lately")
FUTURE_WORDS: tuple[str, ...] = (
    "soon", "the future", "the near future", "the foreseeable future", "the near term", "the long term",
    "the short term",
)  # fmt: skip
