"""Does every record say what stands in the text? Checked in SQL, so that anyone can check it without this code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from onrecord.schema import RECORD_TYPES
from onrecord.store.reading import Store
from onrecord.tables import arrow_schema

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("mentions", "actor", "actors"),
    ("statements", "parent", "statements"),
    ("statements", "speaker_actor", "actors"),
    ("offices", "actor", "actors"),
    ("loaded_words", "target_actor", "actors"),
    ("events", "date_record", "dates"),
    ("events", "place_record", "places"),
    *((layer, "statement", "statements") for layer in RECORD_TYPES),
)
"""Columns that hold the id of a record of another table."""


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold."""

    table: str
    record: str
    fault: str


def verify(store: Store) -> list[Fault]:
    """What does not hold in a store, empty if all is well.

    Checked: each span's quote is the article's text at its offsets; each record's article and every id it refers to is
    there; ids are unique; files are the ones the shard's summary names.
    """
    faults = list(_changed_files(store))
    if faults:
        return faults
    for table in RECORD_TYPES:
        faults.extend(_faults(store, table, "its article is not in the store", _without_article_sql(table)))
        for column in span_columns(table):
            faults.extend(
                _faults(
                    store, table, f"{column}: the quote is not the text at its offsets", evidence_sql(table, column)
                )
            )
    for table in ("articles", *RECORD_TYPES, "problems"):
        faults.extend(
            _faults(
                store,
                table,
                "the id is there more than once",
                f'select id from "{table}" group by id having count(*) > 1',
            )
        )
    for table, column, target in REFERENCES:
        faults.extend(
            _faults(
                store,
                table,
                f"{column} names no record of {target}",
                f'select id from "{table}" where "{column}" is not null'
                f' and "{column}" not in (select id from "{target}")',
            )
        )
    return faults


def span_columns(table: str) -> list[str]:
    """The columns of a table that hold spans, as paths: 'spans', 'anchor', 'actors.spans', ..."""
    return list(_span_paths(arrow_schema(table)))


def evidence_sql(table: str, column: str) -> str:
    """The query that gives the ids of records whose quotes in this column are not the text at their offsets."""
    outer, _, inner = column.partition(".")
    spans = f'select r.id, r.article, unnest(r."{outer}") as s from "{table}" r'
    if inner:
        spans = f'select id, article, unnest(s."{inner}") as s from ({spans})'
    return (
        f"select distinct e.id from ({spans}) e join articles a on a.id = e.article"
        ' where substring(a.text, e.s."start" + 1, e.s."end" - e.s."start") <> e.s.quote or e.s."end" <= e.s."start"'
    )


def _span_paths(fields: pa.Schema | pa.StructType, prefix: str = "") -> Iterator[str]:
    for field in fields:
        if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
            members = {member.name for member in field.type.value_type}
            if {"start", "end", "quote"} <= members:
                yield prefix + field.name
            else:
                yield from _span_paths(field.type.value_type, f"{prefix}{field.name}.")


def _without_article_sql(table: str) -> str:
    return f'select id from "{table}" where article not in (select id from articles)'


def _faults(store: Store, table: str, fault: str, query: str) -> Iterator[Fault]:
    with store.refusals():
        found = store.connection.execute(query).fetchall()
    for (record,) in found:
        yield Fault(table, str(record), fault)


def _changed_files(store: Store) -> Iterator[Fault]:
    for summary in store.summaries():
        for table, expected in summary.sha256.items():
            path = store.path / "shards" / summary.shard / f"{table}.parquet"
            if not path.is_file():
                yield Fault(table, summary.shard, f"{path} is missing; delete the shard's folder and build again")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                yield Fault(table, summary.shard, f"{path} was changed; delete the shard's folder and build again")
