"""Turns of printed conversations: who asks, who answers, and whom a label in capitals stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import Attribution
from onrecord.schema import Actor

_ASKS = frozenset(("q", "question", "interviewer"))
_ANSWERS = frozenset(("a", "answer", "interviewee"))
_MARKS = re.compile(r"[:\-–—―]+\Z")
_DASH_LINE = re.compile(r"^[ \t]*[-–—―](?=[ \t]*[^\s\-–—―])", re.MULTILINE)
_BRACKETED = re.compile(r"\((?P<name>(?:Mrs?|Ms|Miss|Dr|Hon|Sir|Prof)\b[^()]*)\)")
_HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "hon", "sir", "prof", "rev", "mp", "msp", "the", "an", "a", "from")
)


def label_of(text: str, attribution: Attribution) -> str | None:
    """The label of a turn ("Q", "INTERVIEWER", "Mr. BROWN"; "" under a bare dash); None if it is no turn.

    A turn begins its line, and its cue is a colon or a dash.
    """
    if len(attribution.cue) != 1 or not _MARKS.fullmatch(text[slice(*attribution.cue[0])]):
        return None
    label = attribution.source[0] if attribution.source else attribution.cue[0]
    if text[text.rfind("\n", 0, label[0]) + 1 : label[0]].strip(" \t\"“”'‘’"):
        return None
    return text[slice(*label)].strip() if attribution.source else ""


def asks(text: str, label: str, position: int) -> bool:
    """True where the turn at this code point is the interviewer's: so labelled, or the first, third, ... dash."""
    return label.casefold().rstrip(".") in _ASKS or (not label and _dashes_before(text, position) % 2 == 0)


def answers(text: str, label: str, position: int) -> bool:
    """True where the turn at this code point is the answer of the person interviewed."""
    return label.casefold().rstrip(".") in _ANSWERS or (not label and _dashes_before(text, position) % 2 == 1)


def plain_label(label: str) -> str:
    """The label's name: "T. BROWN" of "Hon. T. BROWN, member" and of "The MINISTER (Hon. T. BROWN)"."""
    inside = _BRACKETED.search(label)
    words = (inside["name"] if inside else re.split(r"[,(]", label)[0]).split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def named_by(label: str, actors: Sequence[Actor]) -> Actor | None:
    """The person whose name ends like the label, the one with the longest name; None if there is none."""
    words = plain_label(label).casefold().split()
    if not words:
        return None
    own = [one for one in actors if one.kind == "person" and one.name.casefold().split()[-len(words) :] == words]
    return max(own, key=lambda one: len(one.name), default=None)


def _dashes_before(text: str, position: int) -> int:
    return sum(1 for match in _DASH_LINE.finditer(text) if match.end() <= position)
