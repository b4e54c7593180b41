"""Overlapping marks cut into flat stretches, so that a page needs one element for each and no nesting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Mark:
    """Words that play a role in a record."""

    start: int
    end: int
    role: str
    """What the words are in it: source, cue, content, event, figure, ..."""
    row: int
    """Which of the page's records it belongs to."""


@dataclass(frozen=True)
class Segment:
    """A stretch of text that the same marks cover from end to end."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    """The marks on it, the shortest first, so that the first is the innermost."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The half-open stretches of the paragraphs; what lies between them is blank lines only."""
    stretches = []
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        if gap.start() > start:
            stretches.append((start, gap.start()))
        start = gap.end()
    if start < len(text):
        stretches.append((start, len(text)))
    return stretches


def segments(stretches: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[list[Segment]]:
    """For each stretch its segments in text order; joined, they give the stretch back without gap or overlap.

    ``stretches`` are disjoint and in text order. Marks may overlap, nest and cross stretches; empty ones are left out.
    """
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for position, mark in enumerate(marks):
        if mark.start < mark.end:
            opening[mark.start].append(position)
            closing[mark.end].append(position)
    cuts = sorted(opening.keys() | closing.keys())
    answer: list[list[Segment]] = []
    on: dict[int, None] = {}
    covering: tuple[Mark, ...] = ()
    next_cut = 0
    for start, end in stretches:
        within: list[Segment] = []
        at = start
        while at < end:
            changed = False
            while next_cut < len(cuts) and cuts[next_cut] <= at:
                for position in closing[cuts[next_cut]]:
                    del on[position]
                on.update(dict.fromkeys(opening[cuts[next_cut]]))
                next_cut += 1
                changed = True
            if changed:
                covering = tuple(sorted((marks[each] for each in on), key=_innermost_first))
            until = min(end, cuts[next_cut]) if next_cut < len(cuts) else end
            within.append(Segment(at, until, covering))
            at = until
        answer.append(within)
    return answer


def _innermost_first(mark: Mark) -> tuple[int, int, int]:
    return mark.end - mark.start, -mark.start, mark.row
