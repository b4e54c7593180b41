"""The links of a store (``onrecord link``) beside the lists, where they have been made."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from onrecord.errors import StoreError
from onrecord.linking.layout import LinksManifest, links_folder, read_links_manifest
from onrecord.store.layout import shard_folders

_LISTED = """
create table links.listed_incidents as
select i.id, i.type, i.start::varchar as start, i."end"::varchar as "end", i.place, i.country,
  i.actors, i.recipients, i.reports, i.articles, i.witnesses,
  len(i.witnesses) as n_witnesses, i.voices, i.asserted_by_author, i.first_printed_on::varchar as published, i.summary,
  a.id as article, i.summary_start, coalesce(c.fields, []) as conflicts, coalesce(d.denials, 0) as denials
from links.incidents i
left join links.linked_articles a on a.label = i.summary_article
left join (
  select incident, list(distinct field order by field) as fields from links.incident_conflicts group by incident
) c on c.incident = i.id
left join (select incident, count(*) as denials from links.incident_denials group by incident) d on d.incident = i.id
"""


@dataclass
class AttachedLinks:
    """The links as the schema ``links`` of a connection, attached again when the record has been linked anew."""

    connection: duckdb.DuckDBPyConnection
    store: Path
    _folder: str | None = None
    _seen: int = -1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def state(self) -> str | None:
        """The folder of the links, with which the schema ``links`` is then in step; None where there are none.

        Raises StoreError where one of their files is damaged.
        """
        with self._lock:
            changed = _changed_at(self.store)
            if changed != self._seen:
                manifest = read_links_manifest(self.store)
                if self._folder is not None:
                    self.connection.execute("drop schema links cascade")
                    self._folder = None
                if manifest is not None:
                    _attach(self.connection, self.store, manifest)
                    self._folder = manifest.folder
                self._seen = changed
            return self._folder

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of an answer over the tables of the links, by their bare names; days as ISO text."""
        with closing(self.connection.cursor()) as cursor:
            cursor.execute("set schema = 'links'")
            cursor.execute(query, dict(parameters or {}))
            columns = [each[0] for each in cursor.description or ()]
            return [
                {
                    name: value.isoformat() if isinstance(value, date) else value
                    for name, value in zip(columns, row, strict=True)
                }
                for row in cursor.fetchall()
            ]


def _changed_at(store: Path) -> int:
    try:
        return (links_folder(store) / "manifest.json").stat().st_mtime_ns
    except OSError:
        return 0


def _attach(connection: duckdb.DuckDBPyConnection, store: Path, manifest: LinksManifest) -> None:
    connection.execute("create schema links")
    folder = links_folder(store) / manifest.folder
    try:
        for table in manifest.counts:
            path = str(folder / f"{table}.parquet").replace("'", "''")
            connection.execute(f"create view links.\"{table}\" as select * from read_parquet('{path}')")
        connection.execute(_LISTED)
    except duckdb.Error as error:
        connection.execute("drop schema links cascade")
        reason = str(error).splitlines()[0]
        raise StoreError(f"{folder}: can't be read ({reason}). Make it again: onrecord link {store} --again") from None


def links_cover(store: Path) -> bool:
    """Whether the links cover every shard that the store has now."""
    manifest = read_links_manifest(store)
    return manifest is not None and {each.name for each in shard_folders(store)} <= set(manifest.shards)
