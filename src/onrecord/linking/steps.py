"""The steps of linking in their order: most are a file of SQL that makes the table it is named for, some are Python."""

from __future__ import annotations

import glob
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.linking.copies import group_copies
from onrecord.linking.decisions import read_decisions
from onrecord.linking.identities import fold_names, identify
from onrecord.linking.incident_decisions import decide_incidents, decided_reports
from onrecord.linking.incidents import group_across_articles, group_within_articles
from onrecord.linking.layout import READ_TABLES, links_folder, passages_folder

Step = str | Callable[[duckdb.DuckDBPyConnection], None]

STEPS: tuple[Step, ...] = (
    "linked_articles",
    "copy_candidates",
    "copy_pairs",
    group_copies,
    "copy_passages",
    "article_homes",
    "actor_forms",
    fold_names,
    "similar_surnames",
    identify,
    "actor_identities",
    "office_intervals",
    "crowds",
    "event_sentences",
    "incident_decisions",
    decide_incidents,
    "event_days",
    "event_places",
    "event_parties",
    "happenings",
    "local_pairs",
    group_within_articles,
    "local_incidents",
    "article_terms",
    "telling_words",
    "local_blocks",
    "incident_candidates",
    "incident_pairs",
    "copied_incidents",
    group_across_articles,
    "incident_reports",
    "incident_figures",
    "incident_corrections",
    "incident_denials",
    "incident_conflicts",
    "incidents",
    "identity_places",
    "dyads",
    "turns",
    "quoted",
    "statement_series",
    "changed_words",
)
"""Each text is the name of a file in ``sql/`` and of the table it makes; a function makes the tables it says."""

KEPT_TABLES: tuple[str, ...] = (
    "linked_articles",
    "copies",
    "copy_passages",
    "identities",
    "actor_identities",
    "office_intervals",
    "incident_decisions",
    "incidents",
    "incident_reports",
    "incident_figures",
    "incident_corrections",
    "incident_denials",
    "incident_conflicts",
    "dyads",
    "turns",
    "quoted",
    "statement_series",
    "changed_words",
)
"""The tables that are written; the others are steps on the way."""
_LEFT_OUT = {"statement_series": "words, opening, ending", "incident_reports": "figures, stem, family"}
"""Columns that later steps need and readers do not."""


def sql_of(step: str) -> str:
    """The SQL of a step."""
    return files("onrecord.linking").joinpath("sql", f"{step}.sql").read_text(encoding="utf-8")


def open_record(record: Path, shards: Sequence[Path], *, memory: str, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection with the record's tables and the passages as views over these shards; spills to the links folder."""
    connection = duckdb.connect()
    connection.execute(f"set memory_limit = '{memory}'")
    connection.execute(f"set threads = {threads}")
    connection.execute(f"set temp_directory = '{_quoted(links_folder(record) / 'tmp-spill')}'")
    connection.execute("create macro stem(word) as word[:greatest(4, length(word) - 3)]")
    connection.execute("create macro format_figure(x) as if(x = floor(x), printf('%d', x::bigint), printf('%g', x))")
    for table in READ_TABLES:
        _view(connection, table, [shard / f"{table}.parquet" for shard in shards])
    for table in ("passages", "signatures"):
        _view(connection, table, [passages_folder(record, shard) / f"{table}.parquet" for shard in shards])
    connection.register("decided", read_decisions(record))
    connection.register("decided_reports", decided_reports(record))
    return connection


def run_steps(connection: duckdb.DuckDBPyConnection, *, on_step: Callable[[str], None] | None = None) -> None:
    """Makes every table. Raises StoreError naming the step that failed."""
    for step in STEPS:
        name = step if isinstance(step, str) else step.__name__
        if on_step is not None:
            on_step(name)
        try:
            if isinstance(step, str):
                connection.execute(sql_of(step))
            else:
                step(connection)
        except duckdb.Error as error:
            raise StoreError(f"linking: step {name} failed. {error}") from None


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Writes the tables that are kept as Parquet; gives the rows of each."""
    counts = {}
    for table in KEPT_TABLES:
        columns = f"* exclude ({_LEFT_OUT[table]})" if table in _LEFT_OUT else "*"
        target = _quoted(folder / f"{table}.parquet")
        connection.execute(f"copy (select {columns} from \"{table}\") to '{target}' (format parquet, codec zstd)")
        counts[table] = connection.execute(f'select count(*) from "{table}"').fetchall()[0][0]
    return counts


def _view(connection: duckdb.DuckDBPyConnection, table: str, paths: Sequence[Path]) -> None:
    listed = ", ".join(f"'{_quoted(glob.escape(str(path)))}'" for path in paths)
    connection.execute(f'create view "{table}" as select * from read_parquet([{listed}])')


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
