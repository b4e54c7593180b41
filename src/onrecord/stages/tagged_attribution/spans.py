"""What the tagger found: stretches of text with a role, and the layout of the text round them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.encoder.quotations import Quotation

_LINE_BREAK = re.compile(r"\n[\s]*")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|vs|No))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Sgt|Rev|Hon))"
    r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*(?=\s+[\"'\u201c\u2018\u201e\u00ab(\[]*[A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of text that the tagger gave a role."""

    role: str
    """source, cue or content."""
    start: int
    end: int
    mean: float = 1.0
    """Mean probability of the role over its pieces."""
    least: float = 1.0
    """Lowest probability of the role over its pieces."""
    cue_before: float = 0.5
    """Probability that the cue of this source or content stands before it."""
    begins: float = 1.0
    """Probability that a span of the role begins with its first piece."""
    finishes: float = 1.0
    """Probability that the piece after it isn't part of it."""


class Layout:
    """Counts of paragraph and sentence breaks between two places, and the quotation round a place, by bisection."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        self.paragraph_starts = [match.end() for match in _LINE_BREAK.finditer(text)]
        self.sentence_ends = sorted(
            {match.end() for match in _SENTENCE_END.finditer(text)}
            | {match.start() for match in _LINE_BREAK.finditer(text)}
        )
        self.memory: dict[tuple[object, ...], float] = {}
        """Scores of pairs of tags weighed before: the decoder's variants have most of their tags in common."""
        self._quotation_starts = [one.start for one in quotations]

    def paragraph(self, place: int) -> int:
        """The number of the paragraph, from 0."""
        return bisect.bisect_right(self.paragraph_starts, place)

    def paragraph_start(self, place: int) -> int:
        """The first code point of the place's paragraph."""
        number = self.paragraph(place)
        return self.paragraph_starts[number - 1] if number else 0

    def paragraph_breaks(self, start: int, end: int) -> int:
        """How many paragraphs begin after ``start`` and up to ``end``."""
        return self.paragraph(end) - self.paragraph(start)

    def sentence_breaks(self, start: int, end: int) -> int:
        """How many sentences end in text[start:end], one that ends right at ``end`` left out."""
        return bisect.bisect_left(self.sentence_ends, end) - bisect.bisect_left(self.sentence_ends, start)

    def quotation(self, place: int) -> Quotation | None:
        """The quoted stretch, marks included, that the place lies in."""
        position = bisect.bisect_right(self._quotation_starts, place) - 1
        if position >= 0 and place < self.quotations[position].end:
            return self.quotations[position]
        return None
