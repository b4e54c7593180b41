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
from onrecord.stages.tagged_attribution.confidence import calibrated, evidence, log_odds, settled
from onrecord.stages.tagged_attribution.layouts import laid_out, with_layouts
from onrecord.stages.tagged_attribution.linker import Draft, drafted
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

LEAST = 0.3
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
class Framed:
    """An attribution that the cue frames found, with what the encoder says of its stretches."""

    draft: Draft
    confidence: float


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


def selected(
    layout: Layout, variants: Sequence[Iterable[Tagged]], framed: Sequence[Framed] = (), *, least: float = LEAST
) -> list[tuple[Draft, float]]:
    """The chosen attributions with their confidence, in text order of their contents.

    Contents of the result do not overlap. Never raises; time grows with the number of tags, not with its square.
    """
    scored = [(calibrated(one.evidence), one.draft) for one in candidates(layout, variants, framed=framed)]
    return [(draft, settled(likelihood)) for draft, likelihood in chosen(scored, least)]


def candidates(
    layout: Layout,
    variants: Sequence[Iterable[Tagged]],
    *,
    outermost: bool = True,
    framed: Sequence[Framed] = (),
) -> list[Candidate]:
    """Every different attribution that some variant or the cue frames give, with its evidence, agreement included.

    Those that the layout alone gives are added where the variants are of the outermost level.
    """
    given = laid_out(layout.text) if outermost else []
    drafts = [drafted(layout, with_layouts(tags, given) if given else tags) for tags in variants]
    pools = [
        *((str(number), listed) for number, listed in enumerate(drafts)),
        ("frames", [one.draft for one in framed]),
    ]
    places = [(name, listed, _cue_spans(listed), _content_spans(listed)) for name, listed in pools]
    found: dict[tuple[tuple[Offsets, ...], ...], Candidate] = {}
    for _, listed in pools:
        for draft in listed:
            key = (offsets(draft.sources), offsets([draft.cue] if draft.cue else []), offsets(draft.contents))
            if key not in found:
                evident = evidence(layout, draft)
                for name, others, cues, contents in places:
                    evident |= _agreement(draft, others, cues, contents, name)
                evident |= _sureness(draft, framed, places[-1][2])
                found[key] = Candidate(draft, evident)
    return list(found.values())


def _sureness(draft: Draft, framed: Sequence[Framed], cues: Spans) -> dict[str, float]:
    """How sure the cue frames are of the cue; nothing where they have it not."""
    by_cue = cues.owners_in(draft.cue.start, draft.cue.end) if draft.cue is not None else set()
    return {"frames sure": max(log_odds(framed[owner].confidence) for owner in by_cue)} if by_cue else {}


def chosen(scored: Iterable[tuple[float, Draft]], least: float) -> list[tuple[Draft, float]]:
    """The most likely attributions that get on with each other, in text order of their contents."""
    order = sorted(
        (one for one in scored if one[0] >= least),
        key=lambda one: (-one[0], one[1].start, offsets(one[1].contents), offsets(one[1].sources)),
    )
    if not order:
        return []
    first = min(tag.start for _, draft in order for tag in draft.tags())
    last = max(tag.end for _, draft in order for tag in draft.tags())
    cue_taken = np.zeros(last - first, np.bool_)
    owner = np.full(last - first, -1, np.int32)
    sizes: list[int] = []
    kept: list[tuple[Draft, float]] = []
    for confidence, draft in order:
        if draft.cue is not None and cue_taken[draft.cue.start - first : draft.cue.end - first].any():
            continue
        claimed = np.concatenate([owner[one.start - first : one.end - first] for one in draft.contents])
        shared = np.bincount(claimed[claimed >= 0], minlength=len(sizes)) if sizes else np.zeros(0, np.int64)
        if any(shared[other] > _SHARED * min(sizes[other], len(claimed)) for other in np.flatnonzero(shared)):
            continue
        contents = [piece for one in draft.contents for piece in _free(owner, first, one)]
        if not contents:
            continue
        for one in contents:
            owner[one.start - first : one.end - first] = len(sizes)
        if draft.cue is not None:
            cue_taken[draft.cue.start - first : draft.cue.end - first] = True
        sizes.append(sum(one.end - one.start for one in contents))
        kept.append((Draft(draft.cue, contents, draft.sources, draft.rule, draft.joins), confidence))
    return sorted(kept, key=lambda one: one[0].start)


def offsets(tags: Iterable[Tagged]) -> tuple[Offsets, ...]:
    """Where the tags stand, in text order."""
    return tuple(sorted({(tag.start, tag.end) for tag in tags}))


def _free(owner: np.ndarray[tuple[int], np.dtype[np.int32]], begins: int, tag: Tagged) -> list[Tagged]:
    """What of the stretch no kept attribution has; ``owner`` begins at that place in the text."""
    taken = owner[tag.start - begins : tag.end - begins] >= 0
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


def _agreement(draft: Draft, others: Sequence[Draft], cues: Spans, contents: Spans, name: str) -> dict[str, float]:
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
    return {f"same {name}": same, f"cue {name}": float(bool(by_cue)), f"content {name}": alike}


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
