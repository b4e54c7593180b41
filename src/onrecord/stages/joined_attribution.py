"""Attributions by the trained tagger, with those that the cue frames find inside what is said.

The tagger finds the outermost attributions better, the cue frames find more of the nested ones: PolNeAR, which both
learn from, has no nested gold, so a tagger can't learn them there. On our own gold (corpus/gold/statements) nested F1
is about ten points higher with both than with either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from onrecord.document import ATTRIBUTIONS, SENTENCES, TOKENS, Attribution, Document, Layer, Offsets
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.attribution.quotes import Quote, quote_at, quoted_stretches
from onrecord.stages.cue_frames import frame_between, head_of
from onrecord.stages.tagged_attribution.stage import TaggedAttributionStage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DEEPEST = 2
"""Nesting of the innermost attribution, from 0."""


class JoinedAttributionStage:
    """Finds who says what with the trained tagger, and inside each content with the cue frames too."""

    name: ClassVar[str] = "attribution"
    version: ClassVar[str] = f"{TaggedAttributionStage.version}+frames-{AttributionStage.version}"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES)
    writes: ClassVar[tuple[Layer[Any], ...]] = (ATTRIBUTIONS,)

    def __init__(self) -> None:
        self._tagger = TaggedAttributionStage()
        self._frames = AttributionStage()

    def setup(self) -> None:
        """Loads the weights and the lexicon; raises InputError, which names the file, where it can't."""
        self._tagger.setup()
        self._frames.setup()

    def process(self, document: Document) -> Document:
        """The document with its attributions, parents before children."""
        tagged = self._tagger.process(document)[ATTRIBUTIONS]
        framed = self._frames.process(document)[ATTRIBUTIONS]
        parse = document[TOKENS]
        whole = with_swallowed(parse, with_frames(parse, document.text, tagged))
        return document.with_layer(ATTRIBUTIONS, joined(whole, framed))


def joined(tagged: Sequence[Attribution], framed: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The tagger's attributions, and the framed ones that lie inside the content of one and whose cue is not taken."""
    found = list(tagged)
    depths = [_depth(found, position) for position in range(len(found))]
    for one in framed:
        if any(_meet(cue, taken) for other in found for taken in other.cue for cue in one.cue):
            continue
        around = [position for position, other in enumerate(found) if _lies_in(one, other.content)]
        if not around:
            continue
        parent = max(around, key=depths.__getitem__)
        if depths[parent] < DEEPEST:
            found.append(replace(one, parent=parent))
            depths.append(depths[parent] + 1)
    return tuple(found)


def with_frames(parse: Doc, text: str, tagged: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with the cue's lemma and frame in their rule, as the cue frames give it: 'tagger ccomp: say'."""
    starts = [token.idx for token in parse]
    quotes = quoted_stretches(text)
    return tuple(replace(one, rule=_rule(parse, starts, quotes, one)) for one in tagged)


def with_swallowed(parse: Doc, tagged: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, where one that stands in the clause of another's content but behind it becomes its child.

    "Reports indicate that in the valley, where many had enlisted, every village has reported dead": a tagger with one
    role a word may end the outer content at the second comma and begin anew; the parse still has both in one clause.
    """
    starts = [token.idx for token in parse]
    found = list(tagged)
    outermost = [position for position, one in enumerate(found) if one.parent is None]
    for outer, inner in pairwise(outermost):
        one, other = found[outer], found[inner]
        cue, content, below = (head_of(parse, starts, pieces) for pieces in (one.cue, one.content, other.cue))
        if cue is None or content is None or below is None or not one.content or not other.content:
            continue
        pieces = (*other.source, *other.cue, *other.content)
        end = max(piece[1] for piece in pieces)
        follows = one.content[-1][1] <= min(piece[0] for piece in pieces)
        if follows and _share_clause(cue, content, below) and end <= parse[cue.i].sent.end_char:
            found[outer] = replace(one, content=(*one.content[:-1], (one.content[-1][0], end)))
            found[inner] = replace(other, parent=outer)
    return tuple(found)


def _share_clause(cue: Token, content: Token, below: Token) -> bool:
    """Whether the content and the other cue hang on the same clausal complement of the cue."""
    path = [below, *below.ancestors]
    branch = next((token for token in path if token.head.i == cue.i and token.i != cue.i), None)
    if branch is None or branch.dep_ != "ccomp":
        return False
    return content.i == branch.i or any(ancestor.i == branch.i for ancestor in content.ancestors)


def _rule(parse: Doc, starts: Sequence[int], quotes: Sequence[Quote], one: Attribution) -> str:
    cue = head_of(parse, starts, one.cue)
    if cue is None:
        return one.rule
    content = head_of(parse, starts, one.content)
    # Quoted: the content's words stand in marks that the cue stands outside of.
    around = None if content is None else quote_at(quotes, content.idx)
    quoted = around is not None and quote_at(quotes, cue.idx) != around
    return f"tagger {frame_between(cue, content, quoted=quoted)}: {cue.lemma_.lower()}"


def _depth(found: Sequence[Attribution], position: int) -> int:
    depth = 0
    while (parent := found[position].parent) is not None:
        position, depth = parent, depth + 1
    return depth


def _meet(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _lies_in(one: Attribution, content: Sequence[Offsets]) -> bool:
    pieces = (*one.source, *one.cue, *one.content)
    return all(any(start <= piece[0] and piece[1] <= end for start, end in content) for piece in pieces)
