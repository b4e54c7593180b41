"""Attributions of all levels from one reading: in the author's own text, inside their contents, and inside these."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from onrecord.document import Attribution, Offsets
from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import LEVELS
from onrecord.schema import Span
from onrecord.stages.tagged_attribution.confidence import calibrated_inside
from onrecord.stages.tagged_attribution.cue_words import with_cue_words
from onrecord.stages.tagged_attribution.decoding import INNER, Preferences, inner_variants, variants
from onrecord.stages.tagged_attribution.framed import framed_drafts, lies_in
from onrecord.stages.tagged_attribution.linker import attribution_of
from onrecord.stages.tagged_attribution.selection import Candidate, candidates, chosen, selected
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")
LEAST_INNER = 0.5
"""Likelihood below which an inner attribution is left out: chosen on the development half of our own gold."""
_ONLY_ANNOUNCES = re.compile(
    r"\b(?:more|nothing|something|little|much|anything|plenty) to (?:say|add|tell|report|announce|discuss)\b",
    re.IGNORECASE,
)
"""Speech that is yet to come or will not come, and so says nothing: "I will have more to say about it"."""


def outermost(
    reading: Reading, layout: Layout, framed: Sequence[Attribution] = (), boilerplate: Sequence[Span] = ()
) -> tuple[Attribution, ...]:
    """The attributions in the author's own text, in text order of their contents.

    ``framed`` are attributions from elsewhere that may be chosen, too. Boilerplate is read as context, but what lies in
    it is left out.
    """
    coded = [[tag for tag in tags if not _touches(tag, boilerplate)] for tags in variants(reading)]
    others = list(framed_drafts(reading, layout, 0, [one for one in framed if one.parent is None]))
    return tuple(attribution_of(draft, confidence) for draft, confidence in selected(layout, coded, others))


def nested(
    reading: Reading,
    layout: Layout,
    outermost: tuple[Attribution, ...],
    framed: Sequence[Attribution] = (),
    parse: Doc | None = None,
) -> tuple[Attribution, ...]:
    """The attributions with those found inside their contents, parents first; ``parent`` is a place in the tuple.

    ``framed`` are attributions from elsewhere that may be chosen, too; the parse tells of the cues' words.
    """
    found = list(outermost)
    around = list(range(len(found)))
    for level in range(1, len(LEVELS)):
        inner: list[int] = []
        outer = [(place, found[place].content) for place in around]
        for parent, pool in pools(reading, layout, level, outer, framed, parse):
            scored = [(calibrated_inside(one.evidence), one.draft) for one in pool]
            for draft, likelihood in chosen(scored, LEAST_INNER):
                if draft.cue is None or _ONLY_ANNOUNCES.search(layout.text, draft.cue.start, draft.cue.end):
                    continue
                one = attribution_of(draft, min(likelihood, found[parent].confidence))
                inner.append(len(found))
                found.append(Attribution(one.source, one.cue, one.content, parent, one.confidence, one.rule))
        around = inner
    return tuple(found)


def pools(
    reading: Reading,
    layout: Layout,
    level: int,
    outer: Sequence[tuple[int, Sequence[Offsets]]],
    framed: Sequence[Attribution] = (),
    parse: Doc | None = None,
    preferences: Preferences = INNER,
) -> Iterator[tuple[int, list[Candidate]]]:
    """For each outer attribution (its number and its contents) the candidates inside, where there are any.

    The contents of different ones must not overlap. Time is linear in what is found, but for what lies in one content.
    """
    places = sorted((*piece, number) for number, contents in outer for piece in contents)
    tagged = inner_variants(reading, level, [(start, end) for start, end, _ in places], preferences)
    tags_in = [_by_owner(tags, places, lambda tag: (tag.start, tag.end)) for tags in tagged]
    framed_in = _by_owner((one for one in framed if one.cue), places, lambda one: one.cue[0])
    for number, contents in outer:
        own = [found.get(number, []) for found in tags_in]
        inside = [one for one in framed_in.get(number, []) if lies_in(one, contents)]
        others = list(framed_drafts(reading, layout, level, inside))
        if others or any(tag.role == "content" for tags in own for tag in tags):
            found = candidates(layout, own, outermost=False, framed=others)
            yield number, found if parse is None else [with_cue_words(one, parse) for one in found]


def _by_owner(
    found: Iterable[T], places: Sequence[tuple[int, int, int]], place: Callable[[T], Offsets]
) -> dict[int, list[T]]:
    """What lies in one of the places (start, end, number of the owner; in order), by owner."""
    starts = [start for start, _, _ in places]
    owned: dict[int, list[T]] = {}
    for one in found:
        start, end = place(one)
        position = bisect.bisect_right(starts, start) - 1
        if position >= 0 and end <= places[position][1]:
            owned.setdefault(places[position][2], []).append(one)
    return owned


def _touches(tag: Tagged, pieces: Sequence[Span]) -> bool:
    return any(piece.start < tag.end and tag.start < piece.end for piece in pieces)
