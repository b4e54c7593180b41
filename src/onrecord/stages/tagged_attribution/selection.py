"""Chooses among the attributions that the decoder's variants give.

Every variant is linked by itself. What several variants give alike is more likely right, so agreement is part of the
evidence; of attributions that share a cue or much of their content the most likely one is kept. On PolNeAR's
development split this is worth three points of link F1 over any single variant.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.document import Offsets
from onrecord.stages.tagged_attribution.confidence import calibrated, evidence, settled
from onrecord.stages.tagged_attribution.layouts import laid_out, with_layouts
from onrecord.stages.tagged_attribution.linker import Draft, drafted
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

LEAST = 0.35
"""Likelihood below which a candidate is left out: chosen on the development split for link F1."""
_SHARED = 0.3
"""Share of the shorter content that two kept attributions may have in common."""


@dataclass(frozen=True)
class Candidate:
    """An attribution of one or more variants."""

    draft: Draft
    evidence: dict[str, float]
    """What its confidence rests on."""


@dataclass(frozen=True)
class Spans:
    """Disjoint stretches of one variant in text order, each with the draft it belongs to."""

    starts: list[int]
    ends: list[int]
    owners: list[int]

    def owners_in(self, start: int, end: int) -> set[int]:
        """The drafts whose stretches share a code point with text[start:end]."""
        first, last = bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)
        return set(self.owners[first:last])


def selected(layout: Layout, variants: Sequence[Iterable[Tagged]], least: float = LEAST) -> list[tuple[Draft, float]]:
    """The chosen attributions with their confidence, in text order of their contents.

    Contents of the result do not overlap. Never raises; time grows with the number of tags, not with its square.
    """
    scored = [(calibrated(one.evidence), one.draft) for one in candidates(layout, variants)]
    return [(draft, settled(likelihood)) for draft, likelihood in chosen(len(layout.text), scored, least)]


def candidates(layout: Layout, variants: Sequence[Iterable[Tagged]]) -> list[Candidate]:
    """Every different attribution that some variant gives, with its evidence, agreement included."""
    given = laid_out(layout.text)
    drafts = [drafted(layout, with_layouts(tags, given) if given else tags) for tags in variants]
    cues = [_cue_spans(one) for one in drafts]
    contents = [_content_spans(one) for one in drafts]
    found: dict[tuple[tuple[Offsets, ...], ...], Candidate] = {}
    for listed in drafts:
        for draft in listed:
            key = (offsets(draft.sources), offsets([draft.cue] if draft.cue else []), offsets(draft.contents))
            if key not in found:
                evident = evidence(layout, draft)
                for number, others in enumerate(drafts):
                    evident |= _agreement(draft, others, cues[number], contents[number], number)
                found[key] = Candidate(draft, evident)
    return list(found.values())


def chosen(length: int, scored: Iterable[tuple[float, Draft]], least: float) -> list[tuple[Draft, float]]:
    """The most likely attributions that get on with each other, of a text of ``length`` code points."""
    cue_taken = np.zeros(length, np.bool_)
    owner = np.full(length, -1, np.int32)
    sizes: list[int] = []
    kept: list[tuple[Draft, float]] = []
    order = sorted(scored, key=lambda one: (-one[0], one[1].start, offsets(one[1].contents), offsets(one[1].sources)))
    for confidence, draft in order:
        if confidence < least:
            break
        if draft.cue is not None and cue_taken[draft.cue.start : draft.cue.end].any():
            continue
        claimed = np.concatenate([owner[one.start : one.end] for one in draft.contents])
        shared = np.bincount(claimed[claimed >= 0], minlength=len(sizes)) if sizes else np.zeros(0, np.int64)
        if any(shared[other] > _SHARED * min(sizes[other], len(claimed)) for other in np.flatnonzero(shared)):
            continue
        contents = [piece for one in draft.contents for piece in _free(owner, one)]
        if not contents:
            continue
        for one in contents:
            owner[one.start : one.end] = len(sizes)
        if draft.cue is not None:
            cue_taken[draft.cue.start : draft.cue.end] = True
        sizes.append(sum(one.end - one.start for one in contents))
        kept.append((Draft(draft.cue, contents, draft.sources, draft.rule, draft.joins), confidence))
    return sorted(kept, key=lambda one: one[0].start)


def offsets(tags: Iterable[Tagged]) -> tuple[Offsets, ...]:
    """Where the tags stand, in text order."""
    return tuple(sorted({(tag.start, tag.end) for tag in tags}))


def _free(owner: np.ndarray[tuple[int], np.dtype[np.int32]], tag: Tagged) -> list[Tagged]:
    """What of the stretch no kept attribution has."""
    taken = owner[tag.start : tag.end] >= 0
    if not taken.any():
        return [tag]
    edges = np.flatnonzero(np.diff(np.concatenate([[True], taken, [True]]).astype(np.int8)))
    return [
        Tagged(tag.role, tag.start + int(first), tag.start + int(last), tag.mean, tag.least, tag.cue_before)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def _cue_spans(drafts: Sequence[Draft]) -> Spans:
    listed = sorted((draft.cue.start, draft.cue.end, n) for n, draft in enumerate(drafts) if draft.cue is not None)
    return Spans([one[0] for one in listed], [one[1] for one in listed], [one[2] for one in listed])


def _content_spans(drafts: Sequence[Draft]) -> Spans:
    listed = sorted((tag.start, tag.end, n) for n, draft in enumerate(drafts) for tag in draft.contents)
    return Spans([one[0] for one in listed], [one[1] for one in listed], [one[2] for one in listed])


def _agreement(draft: Draft, others: Sequence[Draft], cues: Spans, contents: Spans, number: int) -> dict[str, float]:
    """How far a variant has the same: its cue, its content, and all of it."""
    by_cue = cues.owners_in(draft.cue.start, draft.cue.end) if draft.cue is not None else set()
    by_content = {owner for tag in draft.contents for owner in contents.owners_in(tag.start, tag.end)}
    same = alike = 0.0
    for owner in by_content:
        other = others[owner]
        share = jaccard(draft.contents, other.contents)
        alike = max(alike, share)
        if owner in by_cue and _same_source(draft, other):
            same = max(same, share)
    return {f"same {number}": same, f"cue {number}": float(bool(by_cue)), f"content {number}": alike}


def _same_source(draft: Draft, other: Draft) -> bool:
    if not draft.sources and not other.sources:
        return True
    return any(one.start < two.end and two.start < one.end for one in draft.sources for two in other.sources)


def jaccard(ours: Sequence[Tagged], theirs: Sequence[Tagged]) -> float:
    """Shared code points over all, in [0, 1]; the stretches of one side stand in text order."""
    shared = first = second = 0
    while first < len(ours) and second < len(theirs):
        one, two = ours[first], theirs[second]
        shared += max(0, min(one.end, two.end) - max(one.start, two.start))
        first, second = (first + 1, second) if one.end <= two.end else (first, second + 1)
    total = sum(one.end - one.start for one in ours) + sum(two.end - two.start for two in theirs) - shared
    return shared / total if total else 0.0
