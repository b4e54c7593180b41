"""What a stage is.

It declares what it reads and writes, loads its models in setup, and codes one document at a time.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, runtime_checkable

from onrecord.document import Document, Layer


@runtime_checkable
class Stage(Protocol):
    """One step of the pipeline. ``onrecord.check_stage`` holds a stage to this contract."""

    name: ClassVar[str]
    """Short name; stands in every record the stage makes."""
    version: ClassVar[str]
    """Changes whenever the same text may give other records."""
    reads: ClassVar[tuple[Layer[Any], ...]]
    """Layers that must be there before."""
    writes: ClassVar[tuple[Layer[Any], ...]]
    """Layers that are there afterwards; no other layer changes."""

    def setup(self) -> None:
        """Loads models and lexicons; called once per process, before the first document."""

    def process(self, document: Document) -> Document:
        """The document with the layers of ``writes`` added. Never raises on any text.

        Gives the same result each time.
        """
        ...
