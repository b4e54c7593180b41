"""An article as tokens: which of them spans touch, and which stand between double quotes."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import TypeAlias

from onrecord.evaluate.figures_of_merit import Span

TokenSet: TypeAlias = frozenset[int]
"""Tokens by their place in the article."""

QUOTED_WORDS = 3
"""The shortest run of words between quotation marks that counts as a direct quote."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_OPENING, _CLOSING, _STRAIGHT = "\u201c", "\u201d", '"'


class TokenizedArticle:
    """The tokens of a text, which of them are words, and its stretches between double quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_TOKEN.finditer(text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.is_word = [any(c.isalnum() for c in m.group()) for m in matches]
        self.quotes = [words for start, end in _quoted_stretches(text) if (words := self._words_between(start, end))]

    def tokens(self, spans: Iterable[Span], banned: TokenSet = frozenset()) -> TokenSet:
        """The word tokens that the spans touch, or the punctuation tokens where there is no word.

        Less the banned.
        """
        touched = {token for start, end in spans for token in self._touched(start, end)}
        words = {token for token in touched if self.is_word[token]}
        return frozenset((words or touched) - banned)

    def quoted_words(self, content: TokenSet) -> TokenSet:
        """The words of a content that stand between quotes; none unless some stretch holds three in a row."""
        inside: set[int] = set()
        longest = 0
        for stretch in self.quotes:
            run = 0
            for token in stretch:
                run = run + 1 if token in content else 0
                longest = max(longest, run)
            inside |= content.intersection(stretch)
        return frozenset(inside) if longest >= QUOTED_WORDS else frozenset()

    def _touched(self, start: int, end: int) -> range:
        start, end = max(0, start), min(end, len(self.text))
        if start >= end:
            return range(0)
        return range(bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end))

    def _words_between(self, start: int, end: int) -> list[int]:
        words = [token for token in self._touched(start, end) if self.is_word[token]]
        return words if len(words) >= QUOTED_WORDS else []


def _quoted_stretches(text: str) -> list[Span]:
    """The stretches between double quotes; one that is not closed ends with its paragraph."""
    stretches: list[Span] = []
    base = 0
    for paragraph in re.split(r"(\n+)", text):
        start: int | None = None
        for position, character in enumerate(paragraph, start=base):
            opens = character == _OPENING or (character == _STRAIGHT and start is None)
            if not opens and character not in (_CLOSING, _STRAIGHT):
                continue
            if start is not None:
                stretches.append((start, position))
            start = position + 1 if opens else None
        base += len(paragraph)
        if start is not None:
            stretches.append((start, base))
    return stretches
