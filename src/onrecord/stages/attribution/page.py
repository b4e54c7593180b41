"""One article as the rules see it: text, tree and quotations, with the counts that are asked for again and again."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.stages.attribution.quotes import Quote, quoted_stretches
from onrecord.stages.attribution.tree import Tree, tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

QUOTED_WORDS = 3
"""From this many words on a stretch in quotation marks is a quotation; shorter ones may be scare quotes or titles."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.'’\- ]+[A-Z](?:/[A-Z][A-Z.'’\- ]+)*(?:, [A-Z][\w.]+(?: \d{1,2})?){0,3}(?:,? \d{4})?"
    r"(?: ?\([^()\n]{1,40}\))?\s?(?:--|[-–—])\s",
    re.MULTILINE,
)
"""MOSCOW, Aug 22 (Agency) - : where a report was filed from stands before its first sentence and is none of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Text, parse and quotations of one article."""

    text: str
    tree: Tree
    quotes: Sequence[Quote]
    word_starts: Sequence[int]
    quotations_before: Sequence[int]
    """For each place in ``quotes``, how many before it have QUOTED_WORDS words."""

    datelines: Sequence[tuple[int, int]]
    """Code point offsets of the datelines, dash included."""

    def words_in(self, start: int, end: int) -> int:
        """Number of words that begin in text[start:end]."""
        return bisect.bisect_left(self.word_starts, end) - bisect.bisect_left(self.word_starts, start)

    def holds_quotation(self, start: int, end: int) -> bool:
        """True if text[start:end] shares a code point with a stretch of QUOTED_WORDS words in quotation marks."""
        first = bisect.bisect_right(self.quotes, start, key=lambda quote: quote.end)
        last = bisect.bisect_left(self.quotes, end, key=lambda quote: quote.start)
        return last > first and self.quotations_before[last] > self.quotations_before[first]


def page_of(parse: Doc) -> Page:
    """The article's text as the rules see it."""
    text = parse.text
    quotes = quoted_stretches(text)
    long = accumulate((quote.words >= QUOTED_WORDS for quote in quotes), initial=0)
    return Page(
        text,
        tree_of(parse),
        quotes,
        [match.start() for match in _WORD.finditer(text)],
        list(long),
        tuple(match.span() for match in _DATELINE.finditer(text)),
    )
