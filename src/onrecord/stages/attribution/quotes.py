"""Quoted stretches of a text, whatever marks its writer uses and however many of them are missing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[\"“”„‟«»]|(?<![^\W_])['‘‚](?=\w)")
"""A quotation mark; single ones only where they may open, since inside a word they are apostrophes."""
_SINGLE_END = re.compile(r"(?<=[\w.,!?…%)])['’](?!\w)")
_ELISION = re.compile(r"['‘’](?:\d0s|\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|s\b|bout\b|round\b)", re.IGNORECASE)
"""'90s, 'em, 'til: an apostrophe that stands where a single quotation mark could open."""
_LONGEST_SINGLE = 600
"""Code points within which a single quotation mark must close: most that do not are apostrophes."""
_OPENS = frozenset(("“", "„", "‟", "``"))
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CLOSING_TAIL = frozenset(",.;:!?)]…—–-―")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch, marks included, as half-open code point offsets."""

    start: int
    end: int
    closed: bool
    """False where the line ended before a closing mark came."""
    words: int
    """Number of words between the marks."""
    opens_line: bool
    """True if nothing stands before it on its line."""
    ends_line: bool
    """True if nothing but punctuation stands after it on its line."""


def quoted_stretches(text: str) -> tuple[Quote, ...]:
    """The quoted stretches in text order; they do not overlap, and none runs over a line break.

    Takes straight, curly, single, German (both ways round) and French marks and '' or ``. A mark that is missing ends
    the stretch at the line's end; a closing mark without an opening one is left out. Quotations inside a quotation are
    part of it. Time is linear in the length of the text.
    """
    return tuple(quote for line in _LINE.finditer(text) for quote in _of_line(text, line.start(), line.end()))


def _of_line(text: str, line_start: int, line_end: int) -> Iterator[Quote]:
    first, last = line_start, line_end
    while first < last and text[first].isspace():
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in _CLOSING_TAIL):
        last -= 1

    def made(start: int, end: int, *, closed: bool) -> Quote:
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        return Quote(start, end, closed, word_count(text, start, end), start <= first, end >= last)

    opened: int | None = None
    opener = ""
    at = line_start
    while match := _MARK.search(text, at, line_end):
        mark, start, end = match.group(), match.start(), match.end()
        at = end
        if opened is None:
            if mark in ("'", "‘", "‚"):
                reach = min(line_end, end + _LONGEST_SINGLE)
                close = None if _ELISION.match(text, start) else _SINGLE_END.search(text, end, reach)
                if close is not None and _closes_before_double(text, end, close.start()):
                    yield made(start, close.end(), closed=True)
                    at = close.end()
                continue
            if _may_open(text, mark, start, end, line_start, line_end):
                opened, opener = start, mark
        elif _closes(opener, mark, text, start, end, line_start, line_end):
            yield made(opened, end, closed=True)
            opened = None
        elif mark == opener and mark in _OPENS:
            yield made(opened, start, closed=False)
            opened = start
    if opened is not None:
        yield made(opened, line_end, closed=False)


def _closes_before_double(text: str, start: int, end: int) -> bool:
    return not any(mark in text[start:end] for mark in '"“”„«»')


def _may_open(text: str, mark: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    if mark in _OPENS or mark == "«":
        return True
    before = text[start - 1] if start > line_start else " "
    after = text[end] if end < line_end else " "
    if mark == "»":
        return not after.isspace()
    if mark == "”":
        return (before.isspace() or before in "([—–") and after.isalnum()
    if mark in ('"', "''") and before.isdigit():
        return False
    return not after.isspace() and (not before.isalnum() or after.isalnum())


def _closes(opener: str, mark: str, text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    if opener == "„" or opener == "‟":
        return mark in '“”"'
    if opener in "«»":
        return mark in "«»" and mark != opener
    if opener == "``":
        return mark in ("''", '"')
    if opener == "“":
        return mark == "”" or (mark in ('"', "''") and not _looks_opening(text, start, end, line_start, line_end))
    if opener == "”":
        return mark == "”"
    return mark == opener or mark == "”"


def _looks_opening(text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    before = text[start - 1] if start > line_start else " "
    after = text[end] if end < line_end else " "
    return before.isspace() and after.isalnum()


def quote_at(quotes: Sequence[Quote], position: int) -> Quote | None:
    """The quoted stretch that covers the code point, or None."""
    index = bisect.bisect_right(quotes, position, key=lambda quote: quote.start) - 1
    if index >= 0 and position < quotes[index].end:
        return quotes[index]
    return None


def quotes_between(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """The quoted stretches that share a code point with text[start:end]."""
    first = bisect.bisect_right(quotes, start, key=lambda quote: quote.end)
    last = bisect.bisect_left(quotes, end, key=lambda quote: quote.start)
    return quotes[first:last]


def quoted_words(quotes: Sequence[Quote], text: str, start: int, end: int) -> tuple[int, int]:
    """(words of text[start:end] that stand in quotation marks, length in words of the longest such stretch)."""
    lengths = [
        word_count(text, max(start, quote.start), min(end, quote.end)) for quote in quotes_between(quotes, start, end)
    ]
    return sum(lengths), max(lengths, default=0)


def word_count(text: str, start: int, end: int) -> int:
    """Number of words of text[start:end]."""
    return sum(1 for _ in _WORD.finditer(text, start, end))
