"""Attributions inside the content of others: a content is read again by itself, without what introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.document import Attribution, Offsets
from onrecord.encoder.encoder import Encoder
from onrecord.stages.tagged_attribution.decoding import variants
from onrecord.stages.tagged_attribution.linker import attribution_of
from onrecord.stages.tagged_attribution.selection import selected
from onrecord.stages.tagged_attribution.spans import Layout

DEEPEST = 3
"""Levels of attribution at most, the outermost counted."""
LEAST_INNER = 0.5
"""Confidence below which an inner attribution is left out."""
_SHORTEST = 24
"""Code points below which a content holds no attribution with source, cue and content of its own."""
_LEAD = re.compile(r"[\s\"'\u201c\u2018\u201e\u00ab]*(?:(?:that|if|whether|as)\s+)?", re.IGNORECASE)
_MAY_BE_CUE = re.compile(
    r"\b(?:according to|sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|believ(?:e|es|ed|ing)|th(?:ink|inks|ought)"
    r"|claim(?:s|ed|ing)?|den(?:y|ies|ied|ying)|argu(?:e|es|ed|ing)|report(?:s|ed|edly)|announc(?:e|es|ed|ing)"
    r"|admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)|assert(?:s|ed|ing)?|ask(?:s|ed|ing)?"
    r"|conced(?:e|es|ed|ing)|confirm(?:s|ed|ing)?|declar(?:e|es|ed|ing)|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?"
    r"|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|threaten(?:s|ed|ing)?|warn(?:s|ed|ing)?"
    r"|suggest(?:s|ed|ing)?|accus(?:e|es|ed|ing)|complain(?:s|ed|ing)?|predict(?:s|ed|ing)?|urg(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
"""Plain words of speech and belief; a content with none of them is not read again (most have none: it costs little)."""


def nested(encoder: Encoder, text: str, outermost: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions with those found inside their contents, parents first; ``parent`` is a place in the tuple.

    An inner attribution is kept only with source and cue, and if it leaves some of the content outside itself.
    """
    found = list(outermost)
    level = list(range(len(found)))
    for _ in range(DEEPEST - 1):
        inner: list[int] = []
        for parent in level:
            for one in _inside(encoder, text, found[parent]):
                inner.append(len(found))
                found.append(
                    Attribution(
                        one.source,
                        one.cue,
                        one.content,
                        parent,
                        min(one.confidence, found[parent].confidence),
                        one.rule,
                    )
                )
        level = inner
    return tuple(found)


def _inside(encoder: Encoder, text: str, outer: Attribution) -> Iterator[Attribution]:
    for start, end in outer.content:
        lead = _LEAD.match(text, start, end)
        first = lead.end() if lead else start
        if end - first < _SHORTEST or not _MAY_BE_CUE.search(text, first, end):
            continue
        stretch = text[first:end]
        reading = encoder.read(stretch)
        layout = Layout(stretch, reading.pieces.quotations)
        for draft, confidence in selected(layout, variants(reading), LEAST_INNER):
            one = attribution_of(draft, confidence)
            if one.source and one.cue:
                yield Attribution(
                    _moved(one.source, first),
                    _moved(one.cue, first),
                    _moved(one.content, first),
                    None,
                    one.confidence,
                    one.rule,
                )


def _moved(spans: tuple[Offsets, ...], by: int) -> tuple[Offsets, ...]:
    return tuple((start + by, end + by) for start, end in spans)
