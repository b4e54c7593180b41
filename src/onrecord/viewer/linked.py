"""The links of a store (``onrecord link``) beside the lists, where they have been made."""

from __future__ import annotations

from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.linking.layout import links_folder, read_links_manifest
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


def attach_links(connection: duckdb.DuckDBPyConnection, store: Path) -> bool:
    """Whether the store has links; they are then the schema ``links`` of the connection.

    Raises StoreError where one of their files is damaged.
    """
    manifest = read_links_manifest(store)
    if manifest is None:
        return False
    connection.execute("create schema links")
    folder = links_folder(store) / manifest.folder
    try:
        for table in manifest.counts:
            path = str(folder / f"{table}.parquet").replace("'", "''")
            connection.execute(f"create view links.\"{table}\" as select * from read_parquet('{path}')")
        connection.execute(_LISTED)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise StoreError(f"{folder}: can't be read ({reason}). Make it again: onrecord link {store} --again") from None
    return True


def links_cover(store: Path) -> bool:
    """Whether the links cover every shard that the store has now."""
    manifest = read_links_manifest(store)
    return manifest is not None and {each.name for each in shard_folders(store)} <= set(manifest.shards)
