"""Dates of publication as outlets write them, and which of several stated ones to take."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.schema import PublishedFrom, Severity

_EARLIEST_YEAR = 1600
"""The first printed newspapers."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
MONTH += r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
"""A month's English name or abbreviation (case to be ignored)."""
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|thu|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_ZONE = r"\(?(?:UTC|GMT|Z|BST|MSK|[A-Z]{1,3}[SD]?T|local time)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?\)?"
_TIME = rf"(?:(?:\s*[,|•·–—-]\s*|\s+)(?:at\s+)?(?:{_CLOCK})\s*{_ZONE})?"

_LABEL = re.compile(
    r"\(?\s*(?P<label>(?:first\s+)?(?:published|posted|issued|released|publication\s+date|date)(?:\s+on)?"
    r"|(?:last\s+)?(?:updated|modified|edited|revised)(?:\s+on)?)\s*:?\s+",
    re.IGNORECASE,
)
_LATER_LABEL = re.compile(r"updated|modified|edited|revised", re.IGNORECASE)

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:[T ].{0,40})?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?")
_DAY_MONTH = re.compile(
    rf"(?:{_WEEKDAY})?(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?({MONTH}),?[\s-]+(\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?:{_WEEKDAY})?({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(rf"(?:{_CLOCK})(?![\d./-])\s*{_ZONE}\s*[,|•·–—-]?\s*(?=\S*\s*\S*\d)", re.IGNORECASE)
_NUMBERS = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.IGNORECASE)
_RFC2822 = re.compile(r"(?:[A-Z][a-z]{2},\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{2}:\d{2}.*", re.DOTALL)
_C_TIME = re.compile(
    rf"[A-Z][a-z]{{2}}\s+({MONTH})\s+(\d{{1,2}})\s+[\d:]+\s+(?:[A-Z+-][\dA-Z]*\s+)?(\d{{4}})", re.IGNORECASE
)
_MONTH_ONLY = re.compile(rf"(?:{MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}|\d{{4}})", re.IGNORECASE)

_URL_DATES = (
    re.compile(r"/((?:1[6-9]|20)\d{2})/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=[/._-]|$)", re.IGNORECASE),
    re.compile(r"[/_=-]((?:1[6-9]|20)\d{2})-(\d{2})-(\d{2})(?=[/._?&#-]|$)"),
    re.compile(r"[/_=-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/._?&#-]|$)"),
)

_STRENGTH: tuple[PublishedFrom, ...] = ("option", "meta", "front matter", "field", "byline", "dateline", "url")
"""What is taken where dates differ: the caller's word, then the publisher's machine-readable one, then what stands in
the text, then the address."""


_NO_DATE: tuple[Severity, str, str] = (
    "warning",
    "states no date of publication, so 'Monday' or 'last year' can't be placed in time",
    "State it: --published YYYY-MM-DD",
)


@dataclass(frozen=True)
class StatedDate:
    """A date, or why there is none."""

    iso: str | None
    reason: str | None = None
    """Why the text is no date; None where ``iso`` is one."""


@dataclass(frozen=True)
class DateClaim:
    """A date of publication as the input states it, and where."""

    wording: str
    found: PublishedFrom


@dataclass(frozen=True)
class Published:
    """The date taken, where it was found, and what there is to say about it."""

    iso: str | None
    found: PublishedFrom | None
    remarks: tuple[tuple[Severity, str, str], ...] = ()
    """Triples of severity, problem, remedy."""


def parse_published(text: str) -> str | None:
    """The ISO date that the text states (day, month and year), or None; the time of day and the zone are left out."""
    return stated_date(text).iso


def stated_date(text: str) -> StatedDate:
    """The date that the whole text states, or the reason why it states none.

    Read are ISO 8601 (extended, basic, with time and zone), RFC 2822, C's ctime, day-month-year and month-day-year in
    English words, dotted numbers (day first), slashed numbers where only one reading is a date, and Unix time.
    The day is that of the zone it is written in. A label such as "Published:" may come first, a time may follow.
    """
    text = text.strip().strip("()[]").strip().rstrip(".,;")
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    clock = _TIME_FIRST.match(text)
    if clock and clock.end() < len(text):
        text = text[clock.end() :]
    if not any(map(str.isdigit, text)) or not text.isascii() or len(text) > 100:
        return StatedDate(None, "is no date")
    if found := _ISO.fullmatch(text):
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    if _EPOCH.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _unix(text)
    if found := _COMPACT.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.fullmatch(text):
        return _checked(int(found[3]), month_number(found[2]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(text):
        return _checked(int(found[3]), month_number(found[1]), int(found[2]))
    if found := _C_TIME.fullmatch(text):
        return _checked(int(found[3]), month_number(found[1]), int(found[2]))
    if found := _NUMBERS.fullmatch(text):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), dotted=found[2] == ".")
    if _RFC2822.fullmatch(text):
        try:
            return _dated(email.utils.parsedate_to_datetime(text).date())
        except (ValueError, TypeError, OverflowError):
            return StatedDate(None, "is no day of the calendar")
    if _MONTH_ONLY.fullmatch(text):
        return StatedDate(None, "names no day")
    return StatedDate(None, "is no date")


def is_date_line(text: str) -> bool:
    """True where the text is nothing but a date, with or without label, weekday and time."""
    if len(text) > 100 or not any(map(str.isdigit, text)):
        return False
    answer = stated_date(text)
    return answer.iso is not None or (answer.reason or "").startswith("may be")


def is_later_date(text: str) -> bool:
    """True where the label says that this is the day of a change, not of publication."""
    label = _LABEL.match(text.strip())
    return label is not None and _LATER_LABEL.search(label["label"]) is not None


def date_in_url(url: str) -> str | None:
    """The ISO date in an address such as https://example.org/2022/10/07/title, or None."""
    for pattern in _URL_DATES:
        for found in pattern.finditer(url):
            month = month_number(found[2]) if found[2].isalpha() else int(found[2])
            answer = _checked(int(found[1]), month, int(found[3]))
            if answer.iso:
                return answer.iso
    return None


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or abbreviation, 0 for any other word."""
    return _MONTHS.get(name.lower().rstrip("."), 0)


def published_date(claims: Sequence[DateClaim], *, today: dt.date) -> Published:
    """The strongest of the stated dates, with a remark on what was unclear, differs, is missing or lies ahead.

    Order of strength: option, meta, front matter, field, byline, dateline, url. A date is never made up: without a
    readable claim it is None.
    """
    remarks: list[tuple[Severity, str, str]] = []
    dates: list[tuple[str, DateClaim]] = []
    for claim in sorted(claims, key=lambda claim: _STRENGTH.index(claim.found)):
        answer = stated_date(claim.wording)
        if answer.iso:
            dates.append((answer.iso, claim))
        elif answer.reason and claim.found in ("meta", "front matter", "field", "byline"):
            remarks.append(_unreadable(claim, answer.reason))
    if not dates:
        if not remarks:
            remarks.append(_NO_DATE)
        return Published(None, None, tuple(remarks))
    iso, taken = dates[0]
    if taken.found == "option":
        remarks.clear()
    else:
        remarks.extend(_differing(iso, taken, dates[1:]))
    if dt.date.fromisoformat(iso) > today:
        remarks.append(
            ("warning", f"is dated in the future: {iso} ({taken.found})", "If that is wrong: --published YYYY-MM-DD")
        )
    return Published(iso, taken.found, tuple(remarks))


def _differing(iso: str, taken: DateClaim, others: Sequence[tuple[str, DateClaim]]) -> list[tuple[Severity, str, str]]:
    for other, claim in others:
        if other != iso:
            apart = abs((dt.date.fromisoformat(other) - dt.date.fromisoformat(iso)).days)
            severity: Severity = "note" if apart == 1 else "warning"  # one day: time zones, or print after web
            return [
                (
                    severity,
                    f"states two dates of publication: {iso} ({taken.found}) and {other} ({claim.found}); took {iso}",
                    "If that is wrong: --published YYYY-MM-DD",
                )
            ]
    return []


def _unreadable(claim: DateClaim, reason: str) -> tuple[Severity, str, str]:
    return (
        "warning",
        f"has {claim.wording[:60]!r} as date of publication ({claim.found}), which {reason}",
        "State it: --published YYYY-MM-DD",
    )


def _numbers(first: int, second: int, year: int, *, dotted: bool) -> StatedDate:
    if dotted or first == second:
        return _checked(year, second, first)
    day_first, month_first = _checked(year, second, first), _checked(year, first, second)
    if day_first.iso and month_first.iso:
        return StatedDate(None, f"may be {day_first.iso} or {month_first.iso}")
    return day_first if day_first.iso else month_first


def _checked(year: int, month: int, day: int) -> StatedDate:
    try:
        return _dated(dt.date(year, month, day))
    except ValueError:
        return StatedDate(None, "is no day of the calendar")


def _dated(date: dt.date) -> StatedDate:
    if not _EARLIEST_YEAR <= date.year < 2200:
        return StatedDate(None, f"lies outside {_EARLIEST_YEAR} to 2199")
    return StatedDate(date.isoformat())


def _unix(text: str) -> StatedDate:
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return _dated(dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date())
