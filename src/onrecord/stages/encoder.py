"""The stage that reads the text with the encoder, once, for all stages that use one of its heads."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from onrecord.document import READINGS, Document, Layer
from onrecord.encoder.encoder import Encoder
from onrecord.encoder.labels import GRAMMAR, HEADS, VECTORS


class EncoderStage:
    """Runs the shipped transformer over the text; what each head says of each word piece is a working layer."""

    name: ClassVar[str] = "encoder"
    version: ClassVar[str] = "2"
    reads: ClassVar[tuple[Layer[Any], ...]] = ()
    writes: ClassVar[tuple[Layer[Any], ...]] = (READINGS,)

    def __init__(self, weights: Path | None = None, *, grammar: bool = False) -> None:
        """A stage with the weights in a folder or the package; with ``grammar`` the encoder's own parse can follow."""
        self._weights = weights
        self._grammar = grammar
        self._encoder: Encoder | None = None

    def setup(self) -> None:
        """Loads tokenizer and weights; raises InputError, which names the file, where it can't."""
        if self._encoder is None:
            self._encoder = Encoder(self._weights, grammar=self._grammar)
            wanted = (*HEADS, *VECTORS)
            self._encoder.refuse_missing(name for name in wanted if self._grammar or name not in GRAMMAR)

    def process(self, document: Document) -> Document:
        """The document with its reading; boilerplate is read too, as context."""
        self.setup()
        assert self._encoder is not None  # noqa: S101
        return document.with_layer(READINGS, self._encoder.read(document.text))
