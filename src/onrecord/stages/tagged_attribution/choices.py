"""What speaks for a cue being the cue of a content, and a source that of a cue: features and their weights.

A choice is made among candidates by the highest sum of weights. The weights were fitted by
``training/statements/link_weights.py`` (log-linear model over the candidates) on the gold tags of PolNeAR's training
split; they are constants here, so the linker's decisions can be read off.
"""

from __future__ import annotations

import math
import re

from onrecord.stages.tagged_attribution.spans import Layout, Tagged

_ONLY_MARKS = re.compile(r"[\W_]*\Z")
_COMMA = re.compile(r"[\"'\u201d\u2019\u00bb]?[,?!\u2014\u2013-][\"'\u201d\u2019\u00bb]?\s")
_BY = re.compile(r"\b(?:by|from|of)\s+\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*,?\s*(?:who|which|that)\b", re.IGNORECASE)


def content_features(
    layout: Layout, content: Tagged, cue: Tagged, *, cues: int, contents: int, sources: int
) -> dict[str, float]:
    """What speaks for ``cue`` being the cue of ``content``; the counts are those of the tags between the two."""
    before = cue.start < content.start
    start, end = (cue.end, content.start) if before else (content.end, cue.start)
    end = max(start, end)
    gap = layout.text[start : min(end, start + 400)]
    side = "before" if before else "after"
    sentences = min(3, layout.sentence_breaks(start, end))
    paragraphs = min(3, layout.paragraph_breaks(start, end))
    quotation = layout.quotation(content.start)
    opening = quotation is not None and content.start <= quotation.inner_start
    found = {
        f"{side}": 1.0,
        f"{side} distance": math.log1p((end - start) / 6),
        f"{side} sentences": float(sentences),
        f"{side} paragraphs": float(paragraphs),
        f"{side} cues": float(min(4, cues)),
        f"{side} contents": float(min(4, contents)),
        f"{side} sources": float(min(4, sources)),
    }
    if sentences:
        found[f"{side} another sentence"] = 1.0
        if opening:
            found[f"{side} another sentence, quoted"] = 1.0
    elif opening:
        found[f"{side} same sentence, quoted"] = 1.0
    if cues:
        found[f"{side} a cue between"] = 1.0
    if _ONLY_MARKS.match(gap):
        found[f"{side} adjacent"] = 1.0
    if not before and _COMMA.match(gap):
        found["after comma"] = 1.0
    if not before and sources == 0 and not cues:
        found["after, no source between"] = 1.0
    if not before and (sentences or content.start == layout.paragraph_start(content.start)):
        found["after, content opens paragraph"] = 1.0
    return found


def source_features(
    layout: Layout, source: Tagged, cue: Tagged, *, cues: int, contents: int, sources: int
) -> dict[str, float]:
    """What speaks for ``source`` being the source of ``cue``; the counts are those of the tags between the two."""
    before = source.start < cue.start
    start, end = (source.end, cue.start) if before else (cue.end, source.start)
    end = max(start, end)
    gap = layout.text[start : min(end, start + 400)]
    side = "before" if before else "after"
    sentences = min(3, layout.sentence_breaks(start, end))
    found = {
        f"{side}": 1.0,
        f"{side} distance": math.log1p((end - start) / 6),
        f"{side} sentences": float(sentences),
        f"{side} paragraphs": float(min(3, layout.paragraph_breaks(start, end))),
        f"{side} cues": float(min(4, cues)),
        f"{side} contents": float(min(4, contents)),
        f"{side} sources": float(min(4, sources)),
    }
    if cues:
        found[f"{side} a cue between"] = 1.0
    if contents and cues:
        found[f"{side} a cue and a content between"] = 1.0
    if sentences:
        found[f"{side} another sentence"] = 1.0
    if _ONLY_MARKS.match(gap):
        found[f"{side} adjacent"] = 1.0
    if not before and _BY.search(gap):
        found["after by"] = 1.0
    if before and _RELATIVE.match(gap):
        found["before relative"] = 1.0
    return found


def no_source_features(cue: Tagged, layout: Layout) -> dict[str, float]:
    """What speaks for ``cue`` having no source at all."""
    found = {"none": 1.0}
    if not any(letter.isalnum() for letter in layout.text[cue.start : cue.end]):
        found["none, punctuation"] = 1.0
    return found


CONTENT_WEIGHTS: dict[str, float] = {
    "after": -0.25,
    "after a cue between": -1.22,
    "after adjacent": 1.11,
    "after another sentence": -2.09,
    "after another sentence, quoted": -0.62,
    "after comma": -0.77,
    "after contents": 0.02,
    "after cues": -1.03,
    "after distance": -0.73,
    "after paragraphs": -2.43,
    "after same sentence, quoted": 1.11,
    "after sentences": -1.27,
    "after sources": -0.36,
    "after, content opens paragraph": -0.73,
    "after, no source between": -1.14,
    "before": 0.25,
    "before a cue between": -0.06,
    "before adjacent": 1.67,
    "before another sentence": -2.22,
    "before another sentence, quoted": -1.5,
    "before contents": -0.75,
    "before cues": -0.23,
    "before distance": -0.97,
    "before paragraphs": -1.96,
    "before same sentence, quoted": 0.92,
    "before sentences": -0.6,
    "before sources": 0.3,
}
SOURCE_WEIGHTS: dict[str, float] = {
    "after": 0.01,
    "after a cue and a content between": -0.66,
    "after a cue between": -0.68,
    "after adjacent": 2.03,
    "after another sentence": -1.86,
    "after by": 2.54,
    "after contents": -0.82,
    "after cues": -0.66,
    "after distance": -1.01,
    "after paragraphs": -1.3,
    "after sentences": -1.42,
    "after sources": -0.76,
    "before": 1.92,
    "before a cue and a content between": 0.2,
    "before a cue between": -0.97,
    "before adjacent": 2.07,
    "before another sentence": -2.29,
    "before contents": -0.81,
    "before cues": -0.1,
    "before distance": -0.42,
    "before paragraphs": -1.61,
    "before relative": 0.65,
    "before sentences": -1.54,
    "before sources": -0.24,
    "none": -2.52,
    "none, punctuation": -0.77,
}


def total(features: dict[str, float], weights: dict[str, float]) -> float:
    """The sum of the weights; features without a weight count for nothing."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())
