"""Attributions from two readers of the text: the encoder's tags, and the cue frames that stand in the parse.

Both give candidates; which are kept is judged by the same evidence: what the encoder says of source, cue and content,
and how far the two agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from onrecord.document import ATTRIBUTIONS, READINGS, SENTENCES, TOKENS, Attribution, Document, Layer
from onrecord.encoder.encoder import Reading
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.attribution.quotes import Quote, quote_at, quoted_stretches
from onrecord.stages.cue_frames import frame_between, head_of
from onrecord.stages.tagged_attribution.nesting import nested, outermost
from onrecord.stages.tagged_attribution.spans import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_OPENERS = frozenset(("that", "whether", "if", "how", "why"))
"""Words that open a content and are none by themselves."""
_GAP = 2
"""Code points at most between such a word and what it opens."""


class JoinedAttributionStage:
    """Finds who says what, and who says what inside it, by the encoder and the cue frames together."""

    name: ClassVar[str] = "attribution"
    version: ClassVar[str] = f"3+frames-{AttributionStage.version}"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, READINGS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (ATTRIBUTIONS,)

    def __init__(self) -> None:
        self._frames = AttributionStage()

    def setup(self) -> None:
        """Loads the lexicon of cues."""
        self._frames.setup()

    def process(self, document: Document) -> Document:
        """The document with its attributions, parents before children."""
        framed, proposed = self._frames.read(document)
        reading, parse = document[READINGS], document[TOKENS]
        layout = Layout(document.text, reading.pieces.quotations)
        outer = outermost(reading, layout, framed, document.article.boilerplate)
        found = nested(reading, layout, outer, proposed, parse)
        whole = with_swallowed(parse, with_frames(parse, document.text, found))
        return document.with_layer(ATTRIBUTIONS, tuple(with_kinds(reading, one) for one in whole))


def with_kinds(reading: Reading, one: Attribution) -> Attribution:
    """The attribution with what the encoder says of its speech act: the mean over the cue's pieces."""
    rows = [reading.over("kinds", start, end) for start, end in one.cue]
    said = np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)
    return replace(one, kinds=tuple(said.mean(axis=0).tolist())) if len(said) else one


def with_frames(parse: Doc, text: str, tagged: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with the cue's lemma and frame in their rule, as the cue frames give it: 'tagger ccomp: say'."""
    starts = [token.idx for token in parse]
    quotes = quoted_stretches(text)
    return tuple(replace(one, rule=_rule(parse, starts, quotes, one)) for one in tagged)


def with_swallowed(parse: Doc, tagged: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, where one that stands in the clause of another's content but behind it becomes its child.

    "Reports indicate that in the valley, where many had enlisted, every village has reported dead": a tagger with one
    role a word may end the outer content at the second comma and begin anew; the parse still has both in one clause.
    Or it may leave the outer one no more than its "that".
    """
    starts = [token.idx for token in parse]
    found = list(tagged)
    siblings: dict[int | None, list[int]] = {}
    for position, one in enumerate(found):
        siblings.setdefault(one.parent, []).append(position)
    for outer, inner in (pair for positions in siblings.values() for pair in pairwise(positions)):
        one, other = found[outer], found[inner]
        if not one.content or not other.content or found[outer].parent != found[inner].parent:
            continue
        pieces = (*other.source, *other.cue, *other.content)
        first, end = min(piece[0] for piece in pieces), max(piece[1] for piece in pieces)
        cue, content, below = (head_of(parse, starts, spans) for spans in (one.cue, one.content, other.cue))
        if cue is None or content is None or below is None or one.content[-1][1] > first:
            continue
        bare = content.lower_ in _OPENERS and len(content) == one.content[-1][1] - one.content[-1][0]
        goes_on = bare and first - one.content[-1][1] <= _GAP
        if (goes_on or _share_clause(cue, content, below)) and end <= parse[cue.i].sent.end_char:
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
