"""Parquet to articles: one row an article, read a few rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import InputError
from onrecord.readers.assembly import Origin, assembled, fault_of_reader, problem_of, refuse_length, sha256_of
from onrecord.readers.fields import Fields, content_reading, merged
from onrecord.readers.offset_map import unmapped
from onrecord.readers.options import ReadOptions
from onrecord.readers.sources import source_name
from onrecord.schema import Article, Problem

_ROWS_AT_A_TIME = 64
_SHOWN_COLUMNS = 12
_BUFFER = 1 << 20
"""Bytes of a column that are held. Without it a column is held as far as its row group goes, which may be all."""


def parquet_articles(path: Path, *, options: ReadOptions, start: int = 0) -> Iterator[Article | Problem]:
    """The article of each row after the first ``start`` ones, and a problem for each row that holds none.

    Only the columns that an article's fields may be in are read. An article's id is a hash over these columns of its
    row, so it does not depend on the file's layout. Nothing points into the file. Raises InputError where the file
    can't be read at all or has no column of text.
    """
    source = source_name(path)
    with _opened(path, source) as file:
        columns = _columns(file.schema_arrow, options, source)
        if file.metadata.num_rows == 0:
            raise InputError(source, "holds no rows", "Give a file with articles.")
        number = 0
        batches = file.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=columns)
        while True:
            try:
                rows = next(batches, None)
            except (OSError, pa.ArrowException) as error:
                yield problem_of(
                    InputError(
                        source,
                        f"is damaged: {_first_line(error)}",
                        "Get the whole file; the rows before this one are coded.",
                        place=f"row {number + 1}",
                    )
                )
                return
            if rows is None:
                return
            for row in range(rows.num_rows):
                number += 1
                if number > start:
                    yield from _row_articles(rows, row, f"row {number}", source, options)


def _opened(path: Path, source: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, buffer_size=_BUFFER)
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            source, f"is no Parquet file, or is cut short: {_first_line(error)}", "Get the whole file."
        ) from None


def _columns(schema: pa.Schema, options: ReadOptions, source: str) -> list[str]:
    """The columns that an article's fields may be in, in the order of the file."""
    texts = options.jsonl_fields.get("text", ())
    if not any(name in schema.names for name in texts):
        there = ", ".join(schema.names[:_SHOWN_COLUMNS]) + (", ..." if len(schema.names) > _SHOWN_COLUMNS else "")
        raise InputError(
            source,
            f"has no column of text (looked for: {', '.join(texts)}; there are: {there})",
            "Name its column: --field text=NAME",
        )
    for name in texts:
        if name in schema.names and not _is_text(schema.field(name).type):
            raise InputError(
                source,
                f"column {name} holds {schema.field(name).type}, not text",
                "Write it as strings, or name the column of text: --field text=NAME",
            )
    wanted = {name for names in options.jsonl_fields.values() for name in names}
    return [name for name in schema.names if name in wanted]


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _row_articles(
    rows: pa.RecordBatch, row: int, place: str, source: str, options: ReadOptions
) -> Iterator[Article | Problem]:
    try:
        item = {name: rows.column(name)[row].as_py() for name in rows.schema.names}
        yield from _read_row(item, place, source, options)
    except InputError as error:
        yield problem_of(error)
    except UnicodeDecodeError:
        yield problem_of(InputError(source, "is not UTF-8", "Write the file anew with the text as UTF-8.", place=place))
    except Exception as error:  # noqa: BLE001  a bug met on one row must not cost the other rows
        yield problem_of(fault_of_reader(source, error, place=place))


def _read_row(item: Mapping[str, Any], place: str, source: str, options: ReadOptions) -> Iterator[Article | Problem]:
    fields = Fields(item, options.jsonl_fields)
    name = fields.name("text")
    if name is None:
        raise InputError(
            source, f"has no text in {_among(options.jsonl_fields.get('text', ()), item)}", "Drop the row.", place=place
        )
    content = unmapped(item[name])
    refuse_length(len(content.text), source, options, place=place)
    row = json.dumps(item, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    origin = Origin(source, "parquet", fields.string("id") or f"{source}#{place}", sha256_of(row), place)
    reading = content_reading(content, source, place)
    stated = merged(fields.stated(), reading.stated)
    yield from assembled(replace(reading, stated=stated, has_file_map=False), origin, options)


def _among(names: Sequence[str], item: Mapping[str, Any]) -> str:
    return ", ".join(name for name in names if name in item)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
