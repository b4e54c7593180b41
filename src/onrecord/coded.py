"""One article coded: its record as Python objects, as JSON, and as Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.document import LAYERS, Document
from onrecord.ids import sealed_problem
from onrecord.pipeline import Pipeline
from onrecord.schema import RECORD_TYPES, AnyRecord, Article, Problem, Record
from onrecord.tables import arrow_table

CODED_LANGUAGE = "en"
"""The language the built-in stages read."""


@dataclass(frozen=True)
class CodedArticle:
    """An article with its records by layer, and what went wrong on the way."""

    article: Article
    records: Mapping[str, tuple[Record, ...]]
    """Layer name (a key of RECORD_TYPES) to its records, in text order; every layer is there."""
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, layer: str) -> tuple[Record, ...]:
        """The records of a layer; raises KeyError naming the layers there are."""
        if layer not in self.records:
            raise KeyError(f"no layer {layer!r}; there are: {', '.join(self.records)}")
        return self.records[layer]

    def of(self, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """The records of one type, as in ``coded.of(Statement)``."""
        return tuple(record for records in self.records.values() for record in records if isinstance(record, kind))

    def to_builtins(self) -> dict[str, Any]:
        """The record as plain dicts and lists: ``article``, one list per record type, ``problems``."""
        return {
            "article": msgspec.to_builtins(self.article),
            **{layer: msgspec.to_builtins(records) for layer, records in self.records.items()},
            "problems": msgspec.to_builtins(self.problems),
        }

    def to_json(self) -> str:
        """The record as one JSON object, indented by two blanks, ending in a newline."""
        return msgspec.json.format(msgspec.json.encode(self.to_builtins()), indent=2).decode() + "\n"

    def table(self, layer: str) -> pa.Table:
        """The records of a layer as an Arrow table; ``.to_pandas()`` and ``polars.from_arrow`` take it further."""
        return arrow_table(layer, self[layer])


def coded(pipeline: Pipeline, article: Article, *, any_language: bool = False) -> CodedArticle:
    """The article coded by the pipeline.

    An article in another language than English is kept but not coded, with a problem that says so, unless
    ``any_language``. A stage that fails loses this article's records, never the run: the failure becomes a problem of
    severity error.
    """
    if article.language not in (None, CODED_LANGUAGE) and not any_language:
        return CodedArticle(article, _no_records(), (_foreign_language(article),))
    document = Document(article)
    for stage in pipeline.stages:
        try:
            document = stage.process(document)
        except Exception as error:  # noqa: BLE001  a bug met on one article must not cost the other articles
            return CodedArticle(article, _no_records(), (_stage_failure(article, stage.name, error),))
    return CodedArticle(article, records_of(document))


def records_of(document: Document) -> dict[str, tuple[Record, ...]]:
    """The record layers of a document by name; a layer that no stage wrote is empty."""
    written = {layer.name: document[layer] for layer in LAYERS if layer.record is not None and layer in document}
    return {name: tuple(written.get(name, ())) for name in RECORD_TYPES}


def _no_records() -> dict[str, tuple[Record, ...]]:
    return dict.fromkeys(RECORD_TYPES, ())


def _foreign_language(article: Article) -> Problem:
    return sealed_problem(
        Problem(
            source=article.source,
            place=article.locator,
            article=article.id,
            stage="language",
            severity="error",
            problem=f"the text seems to be in another language than English ({article.language}); it is not coded",
            remedy="If it is English after all, say so with --language en.",
        )
    )


def _stage_failure(article: Article, stage: str, error: Exception) -> Problem:
    return sealed_problem(
        Problem(
            source=article.source,
            place=article.locator,
            article=article.id,
            stage=stage,
            severity="error",
            problem=f"stage {stage!r} failed on this article ({type(error).__name__}: {error}); it is not coded",
            remedy="This is a fault of onrecord: please report it with the article.",
        )
    )
