"""Tables that a Python step hands to the SQL steps."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa


def make_table(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, rows: Sequence[Sequence[object]]
) -> None:
    """Makes a table of these rows, each with a value for every field of the schema."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    connection.register("made", pa.table(arrays, schema))
    try:
        connection.execute(f'create table "{name}" as select * from made')
    finally:
        connection.unregister("made")
