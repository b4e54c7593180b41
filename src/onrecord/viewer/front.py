"""What the front page says: how much is in the record, from whom and when, who is quoted, what is denied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb

from onrecord.viewer.catalogue import rows_of

_SHOWN = 10


@dataclass(frozen=True)
class Front:
    """The front page's content; every row is a dict of the query's columns."""

    counts: dict[str, int]
    outlets: tuple[dict[str, Any], ...]
    speakers: tuple[dict[str, Any], ...]
    denials: tuple[dict[str, Any], ...]
    types: tuple[dict[str, Any], ...]
    voices: tuple[dict[str, Any], ...]
    latest: tuple[dict[str, Any], ...]
    days: tuple[dict[str, Any], ...]
    problems: int
    incidents: tuple[dict[str, Any], ...]
    """The most contested incidents; empty where the record has not been linked."""


def front(lists: duckdb.DuckDBPyConnection, source: Callable[[str], str], *, linked: bool) -> Front:
    """The front page's content; ``source`` gives the SQL for the rows of a list."""

    def rows(query: str) -> tuple[dict[str, Any], ...]:
        return tuple(rows_of(lists, query))

    tables = ("articles", "statements", "events", "figures", "actors", "offices", "places", "dates", "relations")
    counts = {table: int(rows(f"select count(*) as n from {source(table)}")[0]["n"]) for table in tables}
    if linked:
        counts["incidents"] = int(rows("select count(*) as n from links.incidents")[0]["n"])
    return Front(
        counts=counts,
        outlets=rows(
            "select coalesce(outlet, 'not stated') as name, count(*) as n, min(published) as first,"
            " max(published) as last, sum(statements)::bigint as statements"
            " from lists.articles group by 1 order by n desc, name limit 12"
        ),
        speakers=rows(
            f"select speaker as name, count(*) as n, count(distinct article) as articles from {source('statements')}"
            f" where speaker <> 'nobody named' group by 1 order by n desc, name limit {_SHOWN}"
        ),
        denials=rows(
            f"select * from {source('statements')} where kind = 'denies' and polarity = '+'"
            f" order by confidence desc, published, id limit {_SHOWN}"
        ),
        types=rows(
            f"select type as name, any_value(quad) as quad, count(*) as n from {source('events')}"
            " group by 1 order by n desc, 1"
        ),
        voices=rows(
            "select case voices when 0 then 'the author' else 'somebody else' end as name, count(*) as n"
            f" from {source('events')} group by 1 order by 1"
        ),
        latest=rows("select * exclude (text) from lists.articles order by published desc nulls last, title limit 8"),
        days=rows(
            "select coalesce(outlet, 'not stated') as outlet, substr(published, 1, 10) as day, count(*) as n"
            " from lists.articles where published is not null group by 1, 2 order by 2"
        ),
        incidents=rows(
            "select * from links.listed_incidents where len(conflicts) + denials > 0"
            " order by len(conflicts) + denials desc, n_witnesses desc, start nulls last, id limit 6"
        )
        if linked
        else (),
        problems=int(rows("select count(*) as n from lists.problems where severity <> 'note'")[0]["n"]),
    )
