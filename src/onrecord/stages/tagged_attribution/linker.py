"""Joins tagged sources, cues and contents to attributions: who says what by which words.

Every content goes to a cue, every cue to a source, by the weights in ``choices.py``; what has no cue continues an
attribution that is still open. One source may serve several cues; a cue and its attribution are one.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.document import Attribution, Offsets
from onrecord.encoder.quotations import quotations
from onrecord.stages.tagged_attribution.choices import (
    CONTENT_WEIGHTS,
    SOURCE_WEIGHTS,
    content_features,
    no_source_features,
    source_features,
    total,
)
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

RULE = "tagger"
CONTINUED = "tagger, continued quotation"
CUES_BEFORE, CUES_AFTER = 4, 3
"""How many cues on either side a content may go to."""
SOURCES_BEFORE, SOURCES_AFTER = 4, 2
FARTHEST_CUE, FARTHEST_SOURCE = 2, 1
"""Paragraph breaks at most between a content, or a source, and its cue."""
UNKNOWN_JOIN = -6.0
"""Stands for the strength of a content that continues another without a cue of its own."""
_SIDE_WEIGHT = 1.0
"""Weight of the log probability that the encoder gives to the side on which the cue stands."""
_NEIGHBOURS, _NEAR = 3, 200
"""Tags on either side, and code points, within which a source that is left over may belong to an attribution."""
_LONGEST_LEAD = 12
"""Code points at most between the start of a paragraph and the name before a colon ("From ", "Q. ")."""
_DASH = re.compile(r"[.!?\"'\u201d\u2019\u00bb]*\s*([-\u2013\u2014\u2015~]{1,2})\s*\Z")
"""Between a content and the name under or after it: "We shall rebuild." - Maria Lopez."""
_COLON = re.compile(r"\s*(?:\([^()\n]{1,60}\))?\s*(:)\s*\Z")
"""Between a name and what is said: "From the mayor: ...", "REPORTER: ..."."""


@dataclass
class Draft:
    """An attribution while it is put together."""

    cue: Tagged | None
    contents: list[Tagged] = field(default_factory=list)
    sources: list[Tagged] = field(default_factory=list)
    rule: str = RULE
    joins: list[float] = field(default_factory=list)
    """How well each content goes with the cue: the weights' sum of ``choices.py``."""

    def tags(self) -> list[Tagged]:
        """All tags in it."""
        own = [] if self.cue is None else [self.cue]
        return [*self.sources, *own, *self.contents]

    @property
    def start(self) -> int:
        """First code point of its first content."""
        return min(one.start for one in self.contents)


class Sequenced:
    """Tags in text order, with the number of each role up to every position."""

    def __init__(self, tags: Iterable[Tagged]) -> None:
        self.tags = sorted(tags, key=lambda tag: (tag.start, tag.end, tag.role))
        self.positions: dict[str, list[int]] = {"source": [], "cue": [], "content": []}
        for position, tag in enumerate(self.tags):
            self.positions[tag.role].append(position)

    def between(self, role: str, first: int, second: int) -> int:
        """How many tags of the role stand between two positions."""
        low, high = min(first, second), max(first, second)
        places = self.positions[role]
        return max(0, bisect.bisect_left(places, high) - bisect.bisect_right(places, low))

    def counts(self, first: int, second: int) -> dict[str, int]:
        """How many tags of every role stand between two positions, by the names that the features use."""
        return {
            "cues": self.between("cue", first, second),
            "contents": self.between("content", first, second),
            "sources": self.between("source", first, second),
        }

    def near(self, role: str, position: int, *, before: int, after: int) -> list[int]:
        """Positions of the nearest tags of the role, nearest first on each side."""
        places = self.positions[role]
        middle = bisect.bisect_left(places, position)
        return places[max(0, middle - before) : middle][::-1] + places[middle : middle + after]


def linked(text: str, tags: Iterable[Tagged], layout: Layout | None = None) -> tuple[Attribution, ...]:
    """The attributions that the tags make up, in text order of their contents; parents are not set here.

    Takes any tags, in any order, also overlapping or without cues; never raises. Time grows with the number of tags
    times a constant. Confidence is 1: the tags are taken as given; ``selection.py`` judges those of the tagger.
    """
    layout = layout if layout is not None else Layout(text, quotations(text))
    return tuple(attribution_of(draft, 1.0) for draft in drafted(layout, tags))


def drafted(layout: Layout, tags: Iterable[Tagged]) -> list[Draft]:
    """The attributions before they get their offsets and confidence, in text order of their contents."""
    sequence = Sequenced(_within(layout.text, tags))
    sequence = Sequenced([*sequence.tags, *_punctuation_cues(layout, sequence)])
    drafts = _with_contents(layout, sequence)
    _add_sources(layout, sequence, drafts)
    _add_leftover_sources(layout, sequence, drafts)
    whole = [draft for draft in drafts if draft.contents]
    return sorted(whole, key=lambda draft: draft.start)


def content_candidates(layout: Layout, sequence: Sequenced, position: int) -> Iterator[tuple[int, dict[str, float]]]:
    """The cues that the content at a position may go to, with what speaks for each."""
    for place, counts in cues_near(layout, sequence, position):
        yield place, content_features(layout, sequence.tags[position], sequence.tags[place], **counts)


def source_candidates(
    layout: Layout, sequence: Sequenced, position: int
) -> Iterator[tuple[int | None, dict[str, float]]]:
    """The sources that the cue at a position may have, and none, with what speaks for each."""
    cue = sequence.tags[position]
    for place, counts in sources_near(layout, sequence, position):
        yield place, source_features(layout, sequence.tags[place], cue, **counts)
    yield None, no_source_features(cue, layout)


def cues_near(layout: Layout, sequence: Sequenced, position: int) -> Iterator[tuple[int, dict[str, int]]]:
    """The cues near enough to a content, with the numbers of tags between."""
    content = sequence.tags[position]
    for place in sequence.near("cue", position, before=CUES_BEFORE, after=CUES_AFTER):
        if _apart(layout, content, sequence.tags[place]) <= FARTHEST_CUE:
            yield place, sequence.counts(position, place)


def sources_near(layout: Layout, sequence: Sequenced, position: int) -> Iterator[tuple[int, dict[str, int]]]:
    """The sources near enough to a cue, with the numbers of tags between."""
    cue = sequence.tags[position]
    for place in sequence.near("source", position, before=SOURCES_BEFORE, after=SOURCES_AFTER):
        if _apart(layout, cue, sequence.tags[place]) <= FARTHEST_SOURCE:
            yield place, sequence.counts(position, place)


def _apart(layout: Layout, one: Tagged, other: Tagged) -> int:
    """Paragraph breaks between two tags."""
    first, second = (one, other) if one.start < other.start else (other, one)
    return layout.paragraph_breaks(first.end, max(first.end, second.start))


def _content_score(layout: Layout, content: Tagged, cue: Tagged, counts: dict[str, int]) -> float:
    key = ("content", content.start, content.end, cue.start, cue.end, *counts.values())
    if key not in layout.memory:
        layout.memory[key] = total(content_features(layout, content, cue, **counts), CONTENT_WEIGHTS)
    return layout.memory[key]


def _source_score(layout: Layout, source: Tagged, cue: Tagged, counts: dict[str, int]) -> float:
    key = ("source", source.start, source.end, cue.start, cue.end, *counts.values())
    if key not in layout.memory:
        layout.memory[key] = total(source_features(layout, source, cue, **counts), SOURCE_WEIGHTS)
    return layout.memory[key]


def _within(text: str, tags: Iterable[Tagged]) -> Iterator[Tagged]:
    for tag in tags:
        if 0 <= tag.start < tag.end <= len(text):
            yield tag


def _punctuation_cues(layout: Layout, sequence: Sequenced) -> Iterator[Tagged]:
    """The colon or dash between neighbouring source and content, where the tagger has no cue for either.

    A dash counts only where the content is quoted or ends its line, a colon only where the source opens its paragraph.
    """
    for place, (first, second) in enumerate(pairwise(sequence.tags)):
        gap = layout.text[first.end : second.start][:120]
        if first.role == "content" and second.role == "source":
            found = _DASH.match(gap)
            quoted = layout.quotation(first.end - 1) is not None
            if not found or not (quoted or "\n" in gap) or _has_cue(layout, sequence, place, second):
                continue
        elif first.role == "source" and second.role == "content":
            found = _COLON.match(gap)
            lead = layout.text[layout.paragraph_start(first.start) : first.start]
            if not found or len(lead) > _LONGEST_LEAD or _has_cue(layout, sequence, place, first):
                continue
        else:
            continue
        least = min(first.least, second.least)
        yield Tagged("cue", first.end + found.start(1), first.end + found.end(1), min(first.mean, second.mean), least)


def _has_cue(layout: Layout, sequence: Sequenced, place: int, source: Tagged) -> bool:
    """Whether a cue stands in the paragraph of the source, next to the pair at ``place`` and ``place + 1``."""
    near = [sequence.tags[position] for position in (place - 1, place + 2) if 0 <= position < len(sequence.tags)]
    own = layout.paragraph(source.start)
    return any(tag.role == "cue" and layout.paragraph(tag.start) == own for tag in near)


def _with_contents(layout: Layout, sequence: Sequenced) -> list[Draft]:
    """A draft for every cue, with the contents that go to it, and for every content that no cue is near to."""
    drafts = {place: Draft(sequence.tags[place]) for place in sequence.positions["cue"]}
    found: list[Draft] = list(drafts.values())
    last: Draft | None = None
    for position in sequence.positions["content"]:
        content = sequence.tags[position]
        scored = [
            (
                _content_score(layout, content, sequence.tags[place], counts) + _side(content, sequence.tags[place]),
                -abs(place - position),
                place,
            )
            for place, counts in cues_near(layout, sequence, position)
        ]
        if scored:
            strength, _, place = max(scored)
            last = drafts[place]
            last.contents.append(content)
            last.joins.append(strength)
            continue
        if last is not None and _continues(layout, last, content):
            last.contents.append(content)
            last.joins.append(UNKNOWN_JOIN)
            continue
        last = Draft(None, [content], rule=CONTINUED, joins=[UNKNOWN_JOIN])
        found.append(last)
    return found


def _side(content: Tagged, cue: Tagged) -> float:
    probability = content.cue_before if cue.start < content.start else 1 - content.cue_before
    return _SIDE_WEIGHT * _log(probability)


def _log(probability: float) -> float:
    return math.log(min(0.999, max(0.001, probability)))


def _continues(layout: Layout, draft: Draft, content: Tagged) -> bool:
    """Whether a content without a cue goes on with an attribution: its paragraph follows, and both are quoted."""
    end = draft.contents[-1].end
    quotation, before = layout.quotation(content.start), layout.quotation(end - 1)
    breaks = layout.paragraph_breaks(end, max(end, content.start))
    if breaks == 0:
        return True
    return breaks == 1 and quotation is not None and before is not None and not before.closed


def _add_sources(layout: Layout, sequence: Sequenced, drafts: Sequence[Draft]) -> None:
    places = {id(sequence.tags[place]): place for place in sequence.positions["cue"]}
    for draft in drafts:
        if draft.cue is None or not draft.contents:
            continue
        position = places[id(draft.cue)]
        scored = [(total(no_source_features(draft.cue, layout), SOURCE_WEIGHTS), 0, -1)]
        for place, counts in sources_near(layout, sequence, position):
            source = sequence.tags[place]
            score = _source_score(layout, source, draft.cue, counts) + _side(source, draft.cue)
            scored.append((score, -abs(place - position), place))
        best = max(scored)[2]
        if best >= 0:
            draft.sources.append(sequence.tags[best])


def _add_leftover_sources(layout: Layout, sequence: Sequenced, drafts: Sequence[Draft]) -> None:
    """Gives a source that no cue took to the nearest attribution of its sentence, if that has none."""
    taken = {id(source) for draft in drafts for source in draft.sources}
    owner = {id(tag): draft for draft in drafts if draft.contents for tag in draft.tags()}
    for place in sequence.positions["source"]:
        source = sequence.tags[place]
        if id(source) in taken:
            continue
        best: tuple[int, int, Draft] | None = None
        for position in range(max(0, place - _NEIGHBOURS), min(len(sequence.tags), place + _NEIGHBOURS + 1)):
            tag = sequence.tags[position]
            draft = owner.get(id(tag))
            if draft is None or draft.sources:
                continue
            low, high = min(source.end, tag.end), max(source.start, tag.start)
            gap = max(0, high - low)
            near = gap <= _NEAR and layout.sentence_breaks(low, max(low, high)) == 0
            if near and (best is None or (gap, position) < best[:2]):
                best = (gap, position, draft)
        if best is not None:
            best[2].sources.append(source)


def attribution_of(draft: Draft, confidence: float) -> Attribution:
    """The draft as an attribution without a parent."""
    return Attribution(
        _offsets(draft.sources),
        _offsets([] if draft.cue is None else [draft.cue]),
        _offsets(draft.contents),
        None,
        confidence,
        draft.rule,
    )


def _offsets(tags: Iterable[Tagged]) -> tuple[Offsets, ...]:
    return tuple(sorted({(tag.start, tag.end) for tag in tags}))
