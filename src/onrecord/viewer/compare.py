"""Two articles side by side: what one has and the other leaves out, and whom each quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.viewer.reader import Reader, reader_of

_OFFERED = 300
_ALIKE = 6


@dataclass(frozen=True)
class Line:
    """Something that one or both articles have."""

    name: str
    first: tuple[dict[str, Any], ...]
    second: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Section:
    """One kind of thing compared."""

    title: str
    kind: str
    """The list that its records are of."""
    both: tuple[Line, ...]
    only_first: tuple[Line, ...]
    only_second: tuple[Line, ...]


def compared(reader: Reader, request: Request, first: str, second: str) -> list[Section]:
    """The sections of the comparison, those in which neither article has anything left out."""
    parts = (
        ("Whom they quote", "statements", _speaker),
        ("What happened, to whom", "events", _deed),
        ("What is counted", "figures", _counted),
        ("Where", "places", _place),
        ("Who has what office", "offices", _office),
    )
    sections = [
        _section(reader.rows, reader.seen(request, table), title, table, key, first, second)
        for title, table, key in parts
    ]
    return [each for each in sections if each.both or each.only_first or each.only_second]


def _section(
    rows_of: Callable[..., list[dict[str, Any]]],
    source: str,
    title: str,
    table: str,
    key: Callable[[dict[str, Any]], str],
    first: str,
    second: str,
) -> Section:
    lines: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
    for position, article in enumerate((first, second)):
        rows = rows_of(f'select * from {source} where article = $article order by "start", id', article=article)
        for row in rows:
            lines.setdefault(key(row), ([], []))[position].append(row)
    found = [Line(name, tuple(one), tuple(two)) for name, (one, two) in lines.items()]
    return Section(
        title,
        table,
        both=tuple(each for each in found if each.first and each.second),
        only_first=tuple(each for each in found if not each.second),
        only_second=tuple(each for each in found if not each.first),
    )


def _speaker(row: dict[str, Any]) -> str:
    return str(row["speaker"])


def _deed(row: dict[str, Any]) -> str:
    return f"{row['type'].lower()} → {', '.join(row['recipients']) or 'nobody named'}"


def _counted(row: dict[str, Any]) -> str:
    return str(row["counted"] or row["quote"]) if row["role"] == "other" else str(row["role"])


def _place(row: dict[str, Any]) -> str:
    return str(row["name"])


def _office(row: dict[str, Any]) -> str:
    return f"{row['person']}: {row['title']}"


def compare(request: Request) -> Response:
    """Two articles side by side; where none or one is named, those to choose from."""
    reader = reader_of(request)
    chosen = [_article(reader, request.query_params.get(name, "")) for name in ("a", "b")]
    offered = reader.rows(
        f"select id, title, outlet, published from lists.articles order by published nulls last, title limit {_OFFERED}"
    )
    first, second = chosen
    return reader.page(
        request,
        "compare.html",
        first=first,
        second=second,
        offered=offered,
        alike=_alike(reader, first["id"]) if first and not second else [],
        sections=compared(reader, request, first["id"], second["id"]) if first and second else [],
    )


def _article(reader: Reader, identifier: str) -> dict[str, Any] | None:
    if not identifier:
        return None
    found = reader.rows("select * exclude (text) from lists.articles where id = $id", id=identifier)
    if not found:
        raise HTTPException(404, f"There is no article {identifier} in this record.")
    return found[0]


def _alike(reader: Reader, article: str) -> list[dict[str, Any]]:
    """The articles that share the most actors with one, by name."""
    return reader.rows(
        "select a.id, a.title, a.outlet, a.published, count(distinct o.name) as shared"
        " from lists.actor_records m join lists.actor_records o on o.name = m.name and o.article <> m.article"
        " join lists.articles a on a.id = o.article where m.article = $article"
        f" group by all order by shared desc, a.published, a.id limit {_ALIKE}",
        article=article,
    )


COMPARE_ROUTES = [Route("/compare", compare)]
