"""Word lists written as running text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of the text, which blanks separate, as a set."""
    return frozenset(text.split())
