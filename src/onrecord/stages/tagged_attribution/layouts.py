"""Attributions that the layout alone gives: turns of a printed conversation, and quotations with a name under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.stages.tagged_attribution.spans import Tagged

_TURN = re.compile(
    r"^[ \t]*[\"\u201c\u00ab\u2018']?[ \t]*"
    r"(?P<name>(?:[A-Z]{2,3}\. |[A-Z]\. )?[A-Z][A-Z.'\u2019-]+(?: [A-Z][A-Z.'\u2019-]*){0,4}(?: \([^()\n]{1,60}\))?)"
    r"[ \t]?(?P<colon>:)[ \t]+(?P<words>\S[^\n]*\S)",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"^[ \t]*(?P<words>[\"\u201c\u00ab\u201e][^\n]{12,1500}[\"\u201d\u00bb\u201c])[ \t]*\n?[ \t]*"
    r"(?P<dash>[-\u2013\u2014\u2015]{1,2})[ \t]*"
    r"(?P<name>[A-Z][\w.'\u2019-]*(?:,? [\w.'\u2019&()-]+){0,11})[ \t]*$",
    re.MULTILINE,
)
"""A paragraph that is all quotation, then a dash and a name to the end of the line: "..." - Ana Prieto, engineer."""
_FEWEST = 2
"""Turns that make a conversation: a single line may be a heading ("UPDATE: ...")."""
_CERTAINTY = 0.9
"""Stands for the tagger's probability: such a turn is as good as always one attribution."""


Parts = tuple[Tagged, Tagged, Tagged]
"""Source, cue and content."""


def laid_out(text: str) -> list[Parts]:
    """Turns and signed quotations in text order, none inside another."""
    found: list[Parts] = []
    for parts in sorted([*turns(text), *signed(text)], key=lambda one: min(tag.start for tag in one)):
        if not found or min(tag.start for tag in parts) >= max(tag.end for tag in found[-1]):
            found.append(parts)
    return found


def signed(text: str) -> list[Parts]:
    """Source, cue (the dash) and content of every quotation with a name under or after it."""
    return [
        (_tag("source", match, "name"), _tag("cue", match, "dash"), _tag("content", match, "words"))
        for match in _SIGNED.finditer(text)
    ]


def turns(text: str) -> list[Parts]:
    """Source, cue and content of every turn in the text; none where fewer than two speakers' turns are found."""
    found = list(_TURN.finditer(text))
    names = [match["name"] for match in found]
    if len(found) < _FEWEST or len(set(names)) < _FEWEST or len(set(names)) == len(names):
        return []
    return [
        (_tag("source", match, "name"), _tag("cue", match, "colon"), _tag("content", match, "words")) for match in found
    ]


def with_layouts(tags: Iterable[Tagged], found: Iterable[Parts]) -> Iterator[Tagged]:
    """The tags, with those inside such an attribution replaced by its own: only the outermost one counts."""
    listed = list(found)
    inside = [(min(tag.start for tag in parts), max(tag.end for tag in parts)) for parts in listed]
    position = 0
    for tag in sorted(tags, key=lambda one: (one.start, one.end, one.role)):
        while position < len(inside) and inside[position][1] <= tag.start:
            position += 1
        if position == len(inside) or tag.end <= inside[position][0]:
            yield tag
    for parts in listed:
        yield from parts


def _tag(role: str, match: re.Match[str], group: str) -> Tagged:
    last = "words" if "colon" in match.re.groupindex else "name"
    cue_before = 0.5 if role == "cue" else 0.95 if group == last else 0.05
    return Tagged(
        role, match.start(group), match.end(group), _CERTAINTY, _CERTAINTY, cue_before, _CERTAINTY, _CERTAINTY
    )
