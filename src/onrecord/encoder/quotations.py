"""Quoted stretches of a text, in all styles of quotation marks, told without a parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STRAIGHT = '"'
CLOSES = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u201f": "\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "``": "''",
}
"""Opening mark to the marks that close it: English, German (low-high), French and Danish, typewriter."""
_MARK = re.compile("\"|\u201c|\u201d|\u201e|\u201f|\u00ab|\u00bb|``|''")
_SINGLE = re.compile("['\u2018\u2019\u201a\u2039\u203a]")
_PARAGRAPH = re.compile(r"[^\n]+")
_OPENING_PUNCTUATION = "([{-\u2013\u2014\u2015/\u2018'"
_CLOSING_PUNCTUATION = ".,;:!?)]}-\u2013\u2014\u2015\u2026\u2019'"
_LONGEST_SINGLE = 600
"""Longest stretch in single marks, in code points: beyond it the mark was an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, its marks included."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    """False where the paragraph ends before the closing mark: the speaker may go on in the next paragraph."""


def quotations(text: str) -> list[Quotation]:
    """The quoted stretches in text order, none inside another.

    A stretch ends with its paragraph at the latest. Straight marks open or close by what stands next to them, and by
    turns where that does not tell; so one stray mark spoils no more than its paragraph. Takes time linear in the text.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        doubles = list(_doubles(text, paragraph.start(), paragraph.end()))
        found += doubles or _singles(text, paragraph.start(), paragraph.end())
    return found


def _doubles(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        sign = mark.group()
        if opened is None:
            if sign in CLOSES or (sign == STRAIGHT and not _only_closes(text, mark, start, end)):
                if sign == "\u00bb" and _only_closes(text, mark, start, end):
                    continue
                opened = mark
            continue
        first = opened.group()
        if sign in CLOSES.get(first, first):
            if sign == STRAIGHT and _only_opens(text, mark, start, end):
                yield Quotation(opened.start(), mark.start(), opened.end(), mark.start(), False)
                opened = mark
            else:
                yield Quotation(opened.start(), mark.end(), opened.end(), mark.start(), True)
                opened = None
        elif sign == first:
            yield Quotation(opened.start(), mark.start(), opened.end(), mark.start(), False)
            opened = mark
        elif (sign == "\u201d" and first == STRAIGHT) or (sign == STRAIGHT and first == "\u201c"):
            yield Quotation(opened.start(), mark.end(), opened.end(), mark.start(), True)
            opened = None
    if opened is not None:
        yield Quotation(opened.start(), end, opened.end(), end, False)


def _only_opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return (before.isspace() or before in "([{") and not after.isspace() and after not in ".,;:!?)]}"


def _only_closes(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return (
        not before.isspace()
        and before not in _OPENING_PUNCTUATION
        and (after.isspace() or after in _CLOSING_PUNCTUATION)
    )


def _singles(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Stretches in single marks, in a paragraph that has no double ones; apostrophes are passed over."""
    opened: re.Match[str] | None = None
    for mark in _SINGLE.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        opens = (before.isspace() or before in "([{\u2014\u2013") and after.isalnum() and mark.group() != "\u203a"
        closes = not before.isspace() and not after.isalnum()
        if opened is not None and mark.start() - opened.start() > _LONGEST_SINGLE:
            opened = None
        if opened is None:
            if opens and not after.isdigit():
                opened = mark
        elif closes and (before in ".,!?;" or after.isspace() or after in _CLOSING_PUNCTUATION):
            plural_possessive = before == "s" and after.isspace() and _closes_later(text, mark.end(), end)
            if not plural_possessive:
                yield Quotation(opened.start(), mark.end(), opened.end(), mark.start(), True)
                opened = None


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether a mark that can only close stands within reach: then this one may have been a possessive."""
    stretch = text[start : min(end, start + _LONGEST_SINGLE)]
    return re.search("[.,!?;]['\u2019](?!\\w)", stretch) is not None
