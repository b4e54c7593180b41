"""What the pages look things up in: the store's tables flattened, and an index of its words.

Both are files in ``NAME.record/reader``, made when the reader first opens a store and made again when the store has
changed. They can be deleted at any time; nothing in them is not in the store.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from onrecord.commands.screen import shown
from onrecord.errors import StoreError
from onrecord.store import Store
from onrecord.store.layout import shard_folders
from onrecord.viewer.flat_tables import DEFAULT_ORDER, FLAT_TABLES, ORDERS
from onrecord.viewer.segments import paragraphs

_FOLDER = "reader"
_INDEX = """
create virtual table passages
  using fts5(words, article unindexed, start unindexed, tokenize = "unicode61 remove_diacritics 2");
create table speaking (article text, speaker text, depth int, "start" int, "end" int);
"""


@dataclass(frozen=True)
class Catalogue:
    """The two files of one state of a store."""

    lists: Path
    """DuckDB file with the flattened tables."""
    words: Path
    """SQLite file with the full-text index ``passages`` and ``speaking``, whose words stand where."""
    temporary: Path | None
    """Folder to delete in the end, where the store's own could not be written."""


def made_catalogue(store: Store, *, on_start: Callable[[int], None] | None = None) -> Catalogue:
    """The catalogue of a store, made if it is not there; ``on_start`` is told the number of articles to be read.

    A store that can't be written gets its catalogue in a temporary folder. Raises StoreError naming a damaged shard.
    """
    print_of_store = fingerprint(store.path)
    folder, temporary = _writable_folder(store.path)
    catalogue = Catalogue(
        folder / f"lists-{print_of_store}.duckdb", folder / f"words-{print_of_store}.sqlite", temporary
    )
    if catalogue.lists.exists() and catalogue.words.exists():
        return catalogue
    if on_start:
        on_start(store.counts()["articles"])
    for old in folder.iterdir():
        if old.name.startswith(("lists-", "words-")):
            old.unlink(missing_ok=True)
    _make(catalogue.lists, lambda path: _write_lists(store, path))
    _make(catalogue.words, lambda path: _write_words(store, path))
    return catalogue


def fingerprint(store: Path) -> str:
    """A hash over what the store holds (its manifest and its shards' summaries) and how the catalogue is made of it."""
    digest = hashlib.sha256(repr((duckdb.__version__, _INDEX, FLAT_TABLES, ORDERS)).encode())
    digest.update((store / "manifest.json").read_bytes())
    for shard in shard_folders(store):
        with suppress(OSError):  # a shard without its summary is named when the store is read
            digest.update((shard / "shard.json").read_bytes())
    return digest.hexdigest()[:16]


def forget(catalogue: Catalogue) -> None:
    """Deletes the catalogue if it lies in a temporary folder."""
    if catalogue.temporary:
        shutil.rmtree(catalogue.temporary, ignore_errors=True)


def open_lists(catalogue: Catalogue) -> duckdb.DuckDBPyConnection:
    """A connection in which the flattened tables are the schema ``lists`` (read-only) and new tables are its own."""
    connection = duckdb.connect()
    connection.execute(f"attach '{_quoted(catalogue.lists)}' as lists (read_only)")
    connection.execute("create table verdicts (record varchar, reviewer varchar, state varchar)")
    return connection


def open_words(catalogue: Catalogue) -> sqlite3.Connection:
    """A read-only connection to the full-text index, for the thread that asked."""
    return sqlite3.connect(f"{catalogue.words.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The answer to a query as one dict a row; safe to call from several threads at a time."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(query, dict(parameters or {}))
        columns = [each[0] for each in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _write_lists(store: Store, path: Path) -> None:
    connection = store.connection
    connection.execute(f"attach '{_quoted(path)}' as lists")
    try:
        with store.refusals():
            for table, query in FLAT_TABLES.items():
                views = query.replace("store.", "memory.main.")
                order = ORDERS.get(table, DEFAULT_ORDER)
                connection.execute(f'create table lists.main."{table}" as select * from ({views}) order by {order}')
            where = [(article, each.shard) for each in store.summaries() for article in each.articles]
            connection.execute(
                "create table lists.main.shards as select unnest($articles::varchar[]) as article,"
                " unnest($shards::varchar[]) as shard",
                {"articles": [article for article, _ in where], "shards": [shard for _, shard in where]},
            )
    finally:
        connection.execute("detach lists")


def _write_words(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as index:
        index.execute("pragma journal_mode = off")
        index.execute("pragma synchronous = off")
        index.executescript(_INDEX)
        index.executemany("insert into passages values (?, ?, ?)", _passages(store))
        index.execute("insert into passages(passages) values ('optimize')")
        index.executemany("insert into speaking values (?, ?, ?, ?, ?)", _speaking(store))
        index.execute("create index speaking_in on speaking (article)")
        index.commit()


def _passages(store: Store) -> Iterator[tuple[str, str, int]]:
    with store.refusals(), closing(store.connection.cursor()) as cursor:
        cursor.execute("select id, text from articles order by published nulls last, id")
        while batch := cursor.fetchmany(500):
            for article, text in batch:
                words = shown(text)
                for start, end in paragraphs(text):
                    yield words[start:end], article, start


def _speaking(store: Store) -> Iterator[tuple[str, str, int, int, int]]:
    """Article, speaker, depth and content of each statement: whose words a passage found is."""
    with store.refusals(), closing(store.connection.cursor()) as cursor:
        cursor.execute(
            'select article, coalesce(speaker, \'nobody named\'), depth, c."start", c."end"'
            " from (select article, speaker, depth, unnest(content) as c from statements)"
        )
        while batch := cursor.fetchmany(5_000):
            yield from batch


def _make(path: Path, write: Callable[[Path], None]) -> None:
    unfinished = path.with_name(f"unfinished-{os.getpid()}-{path.name}")
    try:
        write(unfinished)
        unfinished.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{path.parent}: the reader's index can't be written ({error}). Free some space, or mend the disk."
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)


def _writable_folder(store: Path) -> tuple[Path, Path | None]:
    folder = store / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder, None
    except OSError:
        temporary = Path(tempfile.mkdtemp(prefix="onrecord-"))
        return temporary, temporary


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
