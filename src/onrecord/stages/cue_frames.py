"""The grammatical frame between a cue and its content, read off the parse, for attributions that come without one.

The names are those of ``stages/attribution``: ccomp, xcomp, obj, prep:for, quote:after, ...
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.document import Offsets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def frame_between(cue: Token, content: Token | None, *, quoted: bool) -> str:
    """The frame of a content (its head word) under a cue word.

    A quotation is one whatever its grammar; a content that does not depend on the cue word is a "clause", one that
    the cue word depends on stands round it ("paren").
    """
    if content is None:
        return "clause"
    if quoted:
        return "quote:after" if content.i > cue.i else "quote:before"
    if cue.i != content.i and any(ancestor.i == content.i for ancestor in cue.ancestors):
        return "paren"
    branch = _branch_under(cue, content)
    if branch is None:
        return "clause"
    if branch.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
        return _clausal(cue, branch)
    if branch.dep_ in ("dobj", "nsubjpass", "attr", "dative"):
        return "obj"
    if branch.dep_ == "prep":
        return f"prep:{branch.lower_}"
    return "clause"


def _branch_under(cue: Token, content: Token) -> Token | None:
    """The child of the cue word whose subtree holds the content's head."""
    below = content
    for _ in range(40):
        if below.head.i == cue.i:
            return below
        if below.head.i == below.i:
            return None
        below = below.head
    return None


def _clausal(cue: Token, branch: Token) -> str:
    infinitive = any(child.tag_ == "TO" for child in branch.lefts)
    if not infinitive:
        return "acl" if branch.dep_ == "acl" else "ccomp"
    has_object = any(child.dep_ in ("dobj", "dative") and child.i < branch.i for child in cue.rights)
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in branch.lefts)
    passive = any(child.dep_ == "nsubjpass" for child in cue.lefts)
    if passive:
        return "pass&xcomp"
    return "obj+xcomp" if has_object or has_subject else "xcomp"


def head_of(parse: Doc, starts: Sequence[int], pieces: Sequence[Offsets]) -> Token | None:
    """The first word of the pieces that depends on no other word of its piece."""
    for start, end in pieces:
        first = max(0, bisect.bisect_right(starts, start) - 1)
        words = [token for token in parse[first : bisect.bisect_left(starts, end)] if not token.is_space]
        words = [token for token in words if not token.is_punct] or words
        inside = {token.i for token in words}
        for token in words:
            if token.head.i not in inside or token.head.i == token.i:
                return token
    return None
