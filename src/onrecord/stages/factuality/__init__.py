"""Factuality: how each clause presents its deed, as seen from the innermost voice."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from onrecord.document import FACTUALITY, SENTENCES, STATEMENTS, TOKENS, Document, Factuality, Layer
from onrecord.schema import Statement
from onrecord.stages.factuality.clauses import Presentation, is_predicate, presentation, presentation_in
from onrecord.stages.factuality.cues import cues
from onrecord.stages.words import Word, words_of

__all__ = ["FactualityStage", "Presentation", "is_predicate", "presentation"]


class FactualityStage:
    """Gives polarity, mode, certainty and time frame of every predicate from its clause and what governs it."""

    name: ClassVar[str] = "factuality"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (FACTUALITY,)

    def setup(self) -> None:
        """Loads the lexicon of governing words."""
        cues()

    def process(self, document: Document) -> Document:
        """The document with a Factuality for each verb, participle and common noun of the coded sentences."""
        words, published = words_of(document[TOKENS]), document.article.published
        inside = _innermost(words, document[STATEMENTS])
        found: dict[int, Factuality] = {}
        for sentence in document.coded_sentences():
            for word in words[sentence.first : sentence.last]:
                if is_predicate(word):
                    found[word.i] = presentation_in(inside.get(word.i), word, published).factuality()
        return document.with_layer(FACTUALITY, MappingProxyType(found))


def _innermost(words: Sequence[Word], statements: Sequence[Statement]) -> dict[int, Statement]:
    """Position of each word that begins inside content to the innermost statement; the later of two equally deep."""
    starts = [word.idx for word in words]
    found: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda statement: statement.depth):
        for piece in statement.content:
            inside = range(bisect.bisect_left(starts, piece.start), bisect.bisect_left(starts, piece.end))
            found.update(dict.fromkeys(inside, statement))
    return found
