"""Arrow schemas and tables, derived from the record types of ``onrecord.schema``."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.schema import TABLE_TYPES


def arrow_type(kind: msgspec.inspect.Type) -> tuple[pa.DataType, bool]:
    """The Arrow type of a field's msgspec type, and whether it may be null.

    Raises TypeError for a type that has no column form: the schema may only use text, integers, floats, literals,
    nested structs and tuples of these.
    """
    match kind:
        case msgspec.inspect.UnionType(types=types):
            inner = [each for each in types if not isinstance(each, msgspec.inspect.NoneType)]
            if len(inner) == 1:
                return arrow_type(inner[0])[0], True
        case msgspec.inspect.Metadata(type=inner_type):
            return arrow_type(inner_type)
        case msgspec.inspect.StrType():
            return pa.string(), False
        case msgspec.inspect.LiteralType(values=values) if all(isinstance(value, str) for value in values):
            return pa.string(), False
        case msgspec.inspect.IntType():
            return pa.int64(), False
        case msgspec.inspect.FloatType():
            return pa.float64(), False
        case msgspec.inspect.VarTupleType(item_type=item):
            item_type, nullable = arrow_type(item)
            return pa.list_(pa.field("item", item_type, nullable=nullable)), False
        case msgspec.inspect.StructType(fields=fields):
            return pa.struct([_arrow_field(each) for each in fields]), False
    raise TypeError(f"no column form for {kind!r}; add one to onrecord.tables.arrow_type")


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table (a key of TABLE_TYPES), each field with its meaning as metadata."""
    struct = msgspec.inspect.type_info(TABLE_TYPES[table])
    assert isinstance(struct, msgspec.inspect.StructType)  # noqa: S101
    meaning = inspect.cleandoc(TABLE_TYPES[table].__doc__ or "")
    return pa.schema([_arrow_field(each) for each in struct.fields], metadata={"meaning": meaning})


def arrow_table(table: str, records: Sequence[msgspec.Struct]) -> pa.Table:
    """The records as an Arrow table with the schema of that table; rows in the order given."""
    rows: list[dict[str, Any]] = [msgspec.to_builtins(record) for record in records]
    return pa.Table.from_pylist(rows, schema=arrow_schema(table))


def _arrow_field(field: msgspec.inspect.Field) -> pa.Field:
    column, nullable = arrow_type(field.type)
    description = meaning_of(field)
    return pa.field(
        field.encode_name,
        column,
        nullable=nullable,
        metadata={"meaning": description} if description else None,
    )


def meaning_of(field: msgspec.inspect.Field) -> str:
    """The description a field was declared with, or ''."""
    kind = field.type
    if isinstance(kind, msgspec.inspect.Metadata) and kind.extra_json_schema:
        return str(kind.extra_json_schema.get("description", ""))
    return ""
