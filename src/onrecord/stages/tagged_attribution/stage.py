"""The stage: attributions by the encoder, the decoder and the linker, nested."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from onrecord.document import ATTRIBUTIONS, Document, Layer
from onrecord.encoder.encoder import Encoder
from onrecord.stages.tagged_attribution.decoding import variants
from onrecord.stages.tagged_attribution.linker import attribution_of
from onrecord.stages.tagged_attribution.nesting import nested
from onrecord.stages.tagged_attribution.selection import selected
from onrecord.stages.tagged_attribution.spans import Layout


class TaggedAttributionStage:
    """Finds who says what with the trained tagger; needs no parse."""

    name: ClassVar[str] = "attribution"
    version: ClassVar[str] = "2+tagger-1"
    reads: ClassVar[tuple[Layer[Any], ...]] = ()
    writes: ClassVar[tuple[Layer[Any], ...]] = (ATTRIBUTIONS,)

    def __init__(self, weights: Path | None = None) -> None:
        """A stage with the weights in a folder, or those in the package."""
        self._weights = weights
        self._encoder: Encoder | None = None

    def setup(self) -> None:
        """Loads tokenizer and weights; raises InputError, which names the file, where it can't."""
        if self._encoder is None:
            self._encoder = Encoder(self._weights)

    def process(self, document: Document) -> Document:
        """The document with its attributions; boilerplate is read as context, but what lies in it is left out."""
        self.setup()
        assert self._encoder is not None  # noqa: S101
        reading = self._encoder.read(document.text)
        layout = Layout(document.text, reading.pieces.quotations)
        coded = [
            [tag for tag in tags if not _in_boilerplate(document, tag.start, tag.end)] for tags in variants(reading)
        ]
        found = tuple(attribution_of(draft, confidence) for draft, confidence in selected(layout, coded))
        return document.with_layer(ATTRIBUTIONS, nested(self._encoder, document.text, found))


def _in_boilerplate(document: Document, start: int, end: int) -> bool:
    return any(piece.start < end and start < piece.end for piece in document.article.boilerplate)
