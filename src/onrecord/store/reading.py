"""A record folder opened for reading: SQL over its tables, tables as Arrow, one article's record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.schema import RECORD_TYPES, TABLE_TYPES, Article, Problem, Record
from onrecord.store.layout import (
    FORMAT,
    Manifest,
    ShardSummary,
    missing_tables,
    read_manifest,
    shard_folders,
    shard_pattern,
    shard_summaries,
    totals,
)
from onrecord.tables import arrow_schema

_DAMAGED = re.compile(r"shards/s-(?:[0-9a-f]+|\*)/\w+\.parquet")
"""How DuckDB's messages name a file of the store."""
_NO_TABLE = re.compile(r"Table with name (\w+) does not exist")


class Store:
    """A record folder, for reading. Several processes may read while one writes: they see finished shards only."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.manifest: Manifest = read_manifest(self.path)
        if self.manifest.format != FORMAT:
            raise StoreError(
                f"{self.path}: is a record of format {self.manifest.format}, this onrecord reads format {FORMAT}."
                f" Open it with the version that made it ({self.manifest.onrecord})."
            )
        if not (self.path / "shards").is_dir():
            raise StoreError(f"{self.path}: its shards folder is gone. Restore it from a copy, or run the build again.")
        self.connection = duckdb.connect()
        self._make_views()

    def sql(self, query: str, parameters: Mapping[str, Any] | list[Any] | None = None) -> duckdb.DuckDBPyRelation:
        """The answer to a query over the views (articles, statements, events, ..., problems) as a DuckDB relation.

        ``.arrow()``, ``.df()`` and ``.pl()`` take it to Arrow, pandas and Polars. Raises StoreError with DuckDB's
        message; what is wrong with single rows (a text that is no number) shows, as a duckdb.Error, when they are
        fetched.
        """
        with self.refusals():
            return self.connection.sql(query, params=parameters)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turns DuckDB's errors inside into StoreError, and names the shard where one of its files is damaged."""
        try:
            yield
        except duckdb.Error as error:
            damaged = _DAMAGED.search(str(error))
            unknown = _NO_TABLE.search(str(error))
            if unknown and unknown[1] in self._missing:
                raise self._missing_file(unknown[1]) from None
            if damaged:
                raise StoreError(
                    f"{self.path / damaged.group()}: is damaged or missing."
                    " Delete this shard's folder and run the build again."
                ) from None
            raise StoreError(f"{self.path}: the query failed. {error}") from None

    def table(self, name: str) -> pa.Table:
        """A whole table as Arrow; raises StoreError naming the tables there are."""
        if name not in TABLE_TYPES:
            raise StoreError(f"{self.path}: no table {name!r}. There are: {', '.join(TABLE_TYPES)}.")
        with self.refusals():
            answer: pa.Table = self.connection.sql(f'select * from "{name}"').to_arrow_table()
        return answer.cast(arrow_schema(name))

    def article(self, key: str) -> CodedArticle:
        """One article's record, by article id or by the key the input gave; raises StoreError if there is none."""
        found = self._rows("articles", "id = $key or key = $key", key)
        if not found:
            raise StoreError(
                f"{self.path}: no article {key!r}."
                f" See them with: onrecord query {self.path} 'select id, key from articles'"
            )
        article = msgspec.convert(found[0], type=Article)
        records: dict[str, tuple[Record, ...]] = {}
        for layer, kind in RECORD_TYPES.items():
            rows = self._rows(layer, "article = $key", article.id)
            records[layer] = tuple(msgspec.convert(row, type=kind) for row in rows)
        problems = msgspec.convert(self._rows("problems", "article = $key", article.id), type=tuple[Problem, ...])
        return CodedArticle(article, records, problems)

    def summaries(self) -> list[ShardSummary]:
        """What each shard holds."""
        return shard_summaries(self.path)

    def counts(self) -> Mapping[str, int]:
        """Rows of each table."""
        return totals(self.summaries())

    def close(self) -> None:
        """Closes the connection."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_views(self) -> None:
        shards = shard_folders(self.path)
        self._missing = missing_tables(shards)
        for table in TABLE_TYPES:
            if table in self._missing:
                # A view would leave out the shard's rows and say nothing. Without one, who asks for the table is told,
                # the other tables can be read, and verify tells all that is wrong.
                continue
            if shards:
                pattern = shard_pattern(self.path, table).replace("'", "''")
                with self.refusals():
                    self.connection.execute(f"create view \"{table}\" as select * from read_parquet('{pattern}')")
            else:
                self.connection.register(table, arrow_schema(table).empty_table())

    def _missing_file(self, table: str) -> StoreError:
        first, *others = self._missing[table]
        more = f" So are those of {len(others)} other shards." if others else ""
        return StoreError(
            f"{first}: is missing.{more} Delete the shard's folder and run the build again;"
            f" 'onrecord verify {self.path}' names every shard that is not whole."
        )

    def _rows(self, table: str, condition: str, key: str) -> list[dict[str, Any]]:
        with self.refusals():
            answer = self.connection.sql(f'select * from "{table}" where {condition}', params={"key": key})
            rows: list[dict[str, Any]] = answer.to_arrow_table().to_pylist()
        return rows
