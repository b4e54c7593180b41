"""Factuality: how each clause presents its deed, as seen from the innermost voice."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, ClassVar

from onrecord.document import FACTUALITY, SENTENCES, STATEMENTS, TOKENS, Document, Factuality, Layer
from onrecord.stages.factuality.clauses import Presentation, is_predicate, presentation
from onrecord.stages.factuality.cues import cues

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
        parse, statements, published = document[TOKENS], document[STATEMENTS], document.article.published
        found: dict[int, Factuality] = {}
        for sentence in document.coded_sentences():
            for token in parse[sentence.first : sentence.last]:
                if is_predicate(token):
                    found[token.i] = presentation(token, statements, published).factuality()
        return document.with_layer(FACTUALITY, MappingProxyType(found))
