"""Attributions of the cue frames as further candidates: judged by the same evidence as those of the decoder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.document import Attribution, Offsets
from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import LEVELS, ROLE_LABELS, ROLES
from onrecord.stages.tagged_attribution.choices import CONTENT_WEIGHTS, content_features, total
from onrecord.stages.tagged_attribution.linker import Draft
from onrecord.stages.tagged_attribution.selection import Framed
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

_FIRST = {role: ROLE_LABELS.index(f"B-{role}") for role in ROLES}


def framed_drafts(reading: Reading, layout: Layout, level: int, framed: Iterable[Attribution]) -> Iterator[Framed]:
    """The attributions as the linker has its own, with the probabilities that the level's heads give them."""
    for one in framed:
        sources, cues, contents = (
            [_tagged(reading, level, role, *span) for span in spans]
            for role, spans in zip(ROLES, (one.source, one.cue, one.content), strict=True)
        )
        if contents and cues:
            joins = [
                total(content_features(layout, content, cues[0], cues=0, contents=0, sources=0), CONTENT_WEIGHTS)
                for content in contents
            ]
            yield Framed(Draft(cues[0], contents, sources, one.rule, joins), one.confidence)


def lies_in(one: Attribution, contents: Sequence[Offsets]) -> bool:
    """Whether every stretch of the attribution lies in one of the contents."""
    pieces = (*one.source, *one.cue, *one.content)
    return all(any(start <= piece[0] and piece[1] <= end for start, end in contents) for piece in pieces)


def _tagged(reading: Reading, level: int, role: str, start: int, end: int) -> Tagged:
    roles, sides = (reading.heads[head] for head in LEVELS[level])
    pieces = reading.pieces.touching(start, end)
    begins = _FIRST[role]
    if pieces.start == pieces.stop:
        return Tagged(role, start, end, 0.0, 0.0)
    own = roles[pieces, begins] + roles[pieces, begins + 1]
    goes_on = float(roles[pieces.stop, begins + 1]) if pieces.stop < len(roles) else 0.0
    return Tagged(
        role, start, end, float(own.mean()), float(own.min()), float(sides[pieces, 0].mean()),
        float(roles[pieces.start, begins]), 1 - goes_on,
    )  # fmt: skip
