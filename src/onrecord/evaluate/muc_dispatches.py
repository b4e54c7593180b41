"""MUC-4 texts as articles: wire dispatches in capitals, with a message number and a dateline before the text.

The text keeps its length, so that offsets hold: the case is restored, a line break inside a paragraph becomes a blank,
square brackets become round ones, and the blank after the dateline becomes a line break, so that no sentence runs from
the dateline into the text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import msgspec

from onrecord.document import span_of
from onrecord.evaluate.letter_case import with_case_restored
from onrecord.ids import article_id
from onrecord.schema import Article, MapSegment

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_HEAD = re.compile(r"\A[A-Z0-9-]+(?:[ \t]*\([^)\n]*\))?\s*")
_DATELINE = re.compile(r"\s*(?P<line>[^\[\]]{4,160}?)\s*--\s*(?P<tags>(?:\[[^\]]*\]\s*)*)")
_DAY = re.compile(r"\b(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})[A-Z]*\.?\s+(?P<year>\d{2,4})\b")
_PLACE = re.compile(r"\A(?P<city>[^,(]+?)\s*(?:\((?P<country>[^)]+)\)\s*)?,")
_LINE_BREAK = re.compile(r"(?<=\S)([ \t]*)\n(?=[ \t]*\S)")
_BRACKETS = str.maketrans("[]", "()")
"""Square brackets, the editors' own, become round ones: the parser ends sentences at square ones."""
_NO_PLACE = ("NO CITY", "CLANDESTINE")


@dataclass(frozen=True)
class Dateline:
    """What stands before the text of a dispatch."""

    end: int
    """First code point of the text itself."""
    published: str | None
    """ISO date; None where the dateline gives none, or no year."""
    city: str | None
    country: str | None
    """The country as the dateline names it in brackets; None where it does not."""
    tags: str
    """The bracketed words before the text: [TEXT], [SPEECH], the speaker."""


def dateline(text: str) -> Dateline:
    """The dateline of a dispatch: "GUATEMALA CITY, 4 FEB 90 (ACAN-EFE) -- [TEXT]"."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    line = _DATELINE.match(text, start)
    if line is None:
        return Dateline(start, None, None, None, "")
    words = " ".join(line["line"].split())
    place = _PLACE.match(words)
    city = place["city"].strip() if place else None
    return Dateline(
        line.end(),
        _published(words),
        None if city in _NO_PLACE else city,
        place["country"].strip() if place and place["country"] else None,
        line["tags"],
    )


def _published(words: str) -> str | None:
    found = _DAY.search(words)
    if found is None or found["month"] not in _MONTHS:
        return None
    year = int(found["year"])
    year += 1900 if year < 100 else 0
    try:
        return dt.date(year, _MONTHS.index(found["month"]) + 1, int(found["day"])).isoformat()
    except ValueError:
        return None


def article_of_dispatch(name: str, text: str) -> Article:
    """The dispatch as an article: case restored, dateline as boilerplate, its date as date of publication."""
    line = dateline(text)
    article = Article(
        id=article_id(name.encode().hex()),
        key=name,
        source=name,
        format="text",
        published=line.published,
        published_from="dateline" if line.published else None,
        language="en",
        sha256="",
        text=_running(with_case_restored(text), line.end),
        offset_map=(MapSegment(0, 0, len(text)),) if text else (),
    )
    if not 0 < line.end <= len(text):
        return article
    return _with_boilerplate(article, line.end)


def _with_boilerplate(article: Article, end: int) -> Article:
    return msgspec.structs.replace(article, boilerplate=(span_of(article, 0, end),))


def _running(text: str, start: int) -> str:
    """The text without line breaks inside paragraphs, and with one before its first word."""
    joined = _LINE_BREAK.sub(lambda found: found[1] + " ", text[start:]).translate(_BRACKETS)
    head = text[:start]
    if head[-1:].isspace():
        head = head[:-1] + "\n"
    return head + joined
