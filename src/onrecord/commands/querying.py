"""onrecord query, verify and schema: a record folder asked and checked."""

from __future__ import annotations

import csv as csv_writer
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import typer
from rich.table import Table

from onrecord.api import open as open_store
from onrecord.commands import INPUT_FAILED
from onrecord.commands.screen import errors, machine_output, output, plain, print_json, shown
from onrecord.schema import TABLE_TYPES
from onrecord.store import verify
from onrecord.tables import arrow_schema

_SHOWN_ROWS = 200
_SHOWN_FAULTS = 50


def print_query(folder: Path, sql: str, *, json: bool, csv: bool) -> int:
    """The exit code, 0. Prints the answer as a table (first 200 rows), as JSON (a list of objects) or as CSV."""
    if not sql.strip(" \n\t;"):
        raise typer.BadParameter("the query is empty; write one, such as: select * from events")
    with open_store(folder) as store:
        answer = store.sql(sql)
        if answer is None:
            return 0
        with store.refusals():  # what is wrong with single rows shows only when they are fetched
            if csv:
                _print_csv(answer)
                return 0
            if json:
                columns = answer.columns
                print_json([dict(zip(columns, row, strict=True)) for row in answer.fetchall()])
                return 0
            columns, rows = answer.columns, answer.limit(_SHOWN_ROWS + 1).fetchall()
    table = Table()
    for column in columns:
        table.add_column(plain(column), overflow="fold")
    for row in rows[:_SHOWN_ROWS]:
        table.add_row(*(plain(_cell(value)) for value in row))
    output().print(table)
    if len(rows) > _SHOWN_ROWS:
        errors().print(f"the first {_SHOWN_ROWS} rows; --csv or --json gives all", highlight=False)
    return 0


def _print_csv(answer: duckdb.DuckDBPyRelation) -> None:
    with machine_output() as out:
        writer = csv_writer.writer(out)
        writer.writerow(answer.columns)
        writer.writerows([_csv_cell(value) for value in row] for row in answer.iter_rows())


def print_verification(folder: Path, *, json: bool) -> int:
    """The exit code: 0 if every record's evidence holds, else 1. Prints the faults or the number of records checked."""
    with open_store(folder) as store:
        faults = verify(store)
        counts = store.counts()
    checked = sum(count for table, count in counts.items() if table not in ("articles", "problems"))
    if json:
        answer = {"records": checked, "faults": [vars(fault) for fault in faults]}
        print_json(answer)
    elif faults:
        for fault in faults[:_SHOWN_FAULTS]:
            errors().print(plain(f"{fault.table} {fault.record}: {fault.fault}"), highlight=False, soft_wrap=True)
        errors().print(f"[bold red]{len(faults):,} faults[/] among {checked:,} records", highlight=False)
    else:
        output().print(
            f"{checked:,} records of {counts['articles']:,} articles: each quote stands where the record says",
            highlight=False,
        )
    return INPUT_FAILED if faults else 0


def print_schema(*, json: bool) -> int:
    """The exit code, 0. Prints each table's fields, types and meanings, or their JSON Schema."""
    if json:
        schemas = {name: msgspec.json.schema(kind) for name, kind in TABLE_TYPES.items()}
        print_json(schemas)
        return 0
    for name, kind in TABLE_TYPES.items():
        table = Table(title=f"{name}: {(kind.__doc__ or '').partition(chr(10))[0]}", title_justify="left")
        for column in ("field", "type", "meaning"):
            table.add_column(column, overflow="fold")
        for field in arrow_schema(name):
            meaning = (field.metadata or {}).get(b"meaning", b"").decode()
            table.add_row(field.name, _short_type(str(field.type)), plain(meaning))
        output().print(table)
    return 0


def _short_type(name: str) -> str:
    return "list of spans" if name.startswith("list<item: struct<start: int64 not null, end") else name.split("<")[0]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(each) for each in value)
    if isinstance(value, dict):
        return (
            str(value["quote"])
            if "quote" in value
            else ", ".join(f"{key}: {_cell(each)}" for key, each in value.items())
        )
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _csv_cell(value: Any) -> str:
    """The cell as text; one that a spreadsheet would run as a formula gets a leading apostrophe."""
    cell = shown(_cell(value))
    return "'" + cell if cell[:1] in "=+-@\t\r" and cell[:1] and not isinstance(value, (int, float)) else cell
