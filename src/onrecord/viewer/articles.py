"""One article's record read from its own shard alone, so that the size of the store does not matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.schema import RECORD_TYPES, Article, Problem


def read_article(store: Path, shard: str, article: str) -> CodedArticle:
    """The article's record; raises StoreError if the shard does not hold it or is damaged."""
    folder = store / "shards" / shard
    found = _rows(folder, "articles", "id", article)
    if not found:
        raise StoreError(f"{folder}: no longer holds article {article}. Open the record again: onrecord show {store}")
    return CodedArticle(
        msgspec.convert(found[0], type=Article),
        {
            layer: tuple(msgspec.convert(row, type=kind) for row in _rows(folder, layer, "article", article))
            for layer, kind in RECORD_TYPES.items()
        },
        msgspec.convert(_rows(folder, "problems", "article", article), type=tuple[Problem, ...]),
    )


def _rows(folder: Path, table: str, column: str, value: str) -> list[dict[str, Any]]:
    path = folder / f"{table}.parquet"
    try:
        rows: list[dict[str, Any]] = pq.read_table(path, filters=[(column, "==", value)]).to_pylist()
    except (OSError, pa.ArrowException):
        raise StoreError(
            f"{path}: is damaged or missing. Delete this shard's folder and run the build again."
        ) from None
    return rows
