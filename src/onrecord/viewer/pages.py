"""The reading pages: front page, articles, lists, actors, search."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.review.changes import ChangeError
from onrecord.viewer.article_view import LAYERS, ON_AT_FIRST, article_page
from onrecord.viewer.catalogue import open_words
from onrecord.viewer.charts.timeline import Count, timeline
from onrecord.viewer.downloads import csv_response, json_response
from onrecord.viewer.incident_review import waiting
from onrecord.viewer.linked import links_cover
from onrecord.viewer.listings import LISTINGS, SHOWN_VALUES, all_rows, choice, list_page
from onrecord.viewer.reader import Reader, address, narrowed, reader_of
from onrecord.viewer.reviewed import required_article
from onrecord.viewer.search import found
from onrecord.viewer.views import charts_of

_HALF_A_PAGE = 600
"""Units of a chart's width in one of two columns."""
DOWNLOADS = {"csv": csv_response, "json": json_response}
"""Ending of a list's address to what makes the file."""


def front_page(request: Request) -> Response:
    """What is in the record."""
    reader = reader_of(request)
    content = reader.front(request)
    published = timeline(
        "Articles by day of publication, by outlet",
        [Count(row["day"], row["outlet"], row["n"]) for row in content.days],
        lambda outlet, first, last: address("/articles", outlet=outlet, since=first, until=last),
        width=_HALF_A_PAGE,
    )
    return reader.page(request, "front.html", front=content, published=published)


def show_article(request: Request) -> Response:
    """One article with its layers."""
    reader = reader_of(request)
    article = request.path_params["article"]
    if not reader.rows("select shard from lists.shards where article = $article", article=article):
        raise HTTPException(404, f"There is no article {article} in this record.")
    problem = ""
    try:
        coded = reader.as_reviewed(request, article)
    except ChangeError as error:
        coded, problem = required_article(reader.reviewed, article), f"A decision can't be applied: {error}"
    states = {each.record: each for each in reader.decisions_on(request, article)}
    asked = request.query_params.get("layers")
    on = ON_AT_FIRST if asked is None else frozenset(asked.split(",")) & frozenset(LAYERS)
    return reader.page(
        request,
        "article.html",
        page=article_page(coded),
        layers=LAYERS,
        on=on,
        states=states,
        problem=problem,
        incidents=_incidents(reader, article),
        copies=_copies(reader, article),
    )


def _incidents(reader: Reader, article: str) -> dict[str, dict[str, Any]]:
    """Event id to the incident that other articles report too."""
    if not reader.linked:
        return {}
    rows = reader.rows(
        "select r.event, i.id, i.articles, i.n_witnesses, i.conflicts from links.incident_reports r"
        " join links.listed_incidents i on i.id = r.incident where r.article = $article and i.articles > 1",
        article=article,
    )
    return {row["event"]: row for row in rows}


def _copies(reader: Reader, article: str) -> list[dict[str, Any]]:
    """The other articles that print this one's text, the first printed first."""
    if not reader.linked:
        return []
    return reader.rows(
        "select a.id, a.title, a.outlet, a.published, c.first_printed = c.article as is_first from links.copies c"
        " join lists.articles a on a.id = c.article where c.first_printed ="
        " (select first_printed from links.copies where article = $article) and c.article <> $article"
        " order by is_first desc, a.published nulls last, a.id",
        article=article,
    )


def show_list(request: Request) -> Response:
    """A list of records, narrowed by what its address says; as a page, CSV or JSON."""
    reader = reader_of(request)
    name = request.path_params["listing"]
    if name not in LISTINGS:
        raise HTTPException(404, "There is no such page.")
    of_links = bool(LISTINGS[name].source)
    if of_links and not reader.linked:
        return reader.page(request, "unlinked.html")
    listing = reader.listing(request, name)
    parameters = request.query_params.multi_items()
    asked = choice(listing, parameters, reviewer=reader.reviewer(request))
    respond = DOWNLOADS.get(request.url.path.partition(".")[2])
    if respond:
        return respond(listing.name, *all_rows(reader.lists, listing, asked))

    def toggled(name: str, value: str) -> str:
        return address(f"/{listing.name}", *narrowed(parameters, add=(name, value)))

    def with_only(name: str, value: str | int) -> str:
        return address(f"/{listing.name}", *narrowed(parameters, drop=name), (name, str(value)))

    return reader.page(
        request,
        "listing.html",
        listing=listing,
        asked=asked,
        found=list_page(reader.lists, listing, asked, counted=reader.kept().counted),
        toggled=toggled,
        with_only=with_only,
        charts=charts_of(listing.name, narrowed(parameters)),
        has_dates=listing.name != "actors",
        parameters=narrowed(parameters),
        shown_values=SHOWN_VALUES,
        waits=waiting(reader) if listing.name == "incidents" else [],
        outdated=of_links and not links_cover(reader.store.path),
    )


def show_actor(request: Request) -> Response:
    """One actor: offices, what was said by and of it, what it did and what was done to it.

    Where the record has been linked, under all the names of its identity; else under this name.
    """
    reader = reader_of(request)
    name = request.path_params["name"]
    actors = reader.rows("select * from lists.actors where name = $name", name=name) or _unresolved(
        reader, request, name
    )
    if not actors:
        raise HTTPException(404, f"There is no actor {name!r} in this record.")
    names, intervals = _identity(reader, name)

    def rows(query: str) -> list[dict[str, Any]]:
        return reader.rows(query, names=names)

    def seen(table: str) -> str:
        return reader.seen(request, table)

    first = 'order by published nulls last, article, "start" limit 100'
    tie = "sign, count(*) as n, count(distinct article) as articles from lists.relations where list_contains($names, "
    most = ") group by all order by n desc, other limit 40"
    return reader.page(
        request,
        "actor.html",
        actor=actors[0],
        names=names,
        intervals=intervals,
        offices=rows(f"select * from {seen('offices')} where list_contains($names, person) {first}"),
        said=rows(f"select * from {seen('statements')} where list_contains($names, speaker) {first}"),
        did=rows(f"select * from {seen('events')} where list_has_any(actors, $names) {first}"),
        suffered=rows(f"select * from {seen('events')} where list_has_any(recipients, $names) {first}"),
        stands=rows(f"select target as other, {tie}actor{most}"),
        met=rows(f"select actor as other, {tie}target{most}"),
        articles=rows(
            "select a.id, a.title, a.outlet, a.published, sum(r.mentions) as mentions from lists.actor_records r"
            " join lists.articles a on a.id = r.article where list_contains($names, r.name) group by all"
            " order by a.published nulls last, a.title limit 100"
        ),
    )


def _identity(reader: Reader, name: str) -> tuple[list[str], list[dict[str, Any]]]:
    """All names of the actor most often meant by a name, this one first, and the actor's offices over time."""
    if not reader.linked:
        return [name], []
    meant = "(select i.identity from links.actor_identities i join lists.actor_records r on r.id = i.actor"
    meant += " where r.name = $name group by 1 order by count(*) desc, 1 limit 1)"
    others = reader.rows(
        "select r.name, count(*) as n from links.actor_identities i join lists.actor_records r on r.id = i.actor"
        f" where i.identity = {meant} and r.name <> $name group by 1 order by n desc, 1",
        name=name,
    )
    intervals = reader.rows(
        f"select * from links.office_intervals where identity = {meant} order by first_seen nulls last, title",
        name=name,
    )
    return [name, *(row["name"] for row in others)], intervals


def _unresolved(reader: Reader, request: Request, name: str) -> list[dict[str, Any]]:
    """A stand-in for the actor where a name is known from other records alone; empty where it is not known."""
    return reader.rows(
        "select $name as name, 'not resolved to an actor' as kind, null as country, null as sector, 0 as mentions,"
        " count(distinct article) as articles, min(published) as first_seen, max(published) as last_seen"
        " from (select article, published from lists.relations where $name in (actor, target)"
        f" union all select article, published from {reader.seen(request, 'statements')} where speaker = $name"
        f" union all select article, published from {reader.seen(request, 'offices')} where person = $name"
        f" union all select article, published from {reader.seen(request, 'events')} where list_contains(actors, $name)"
        " or list_contains(recipients, $name)) having count(*) > 0",
        name=name,
    )


def search(request: Request) -> Response:
    """What a search finds."""
    reader = reader_of(request)
    asked = request.query_params.get("q", "")[:500]
    words = open_words(reader.catalogue)
    try:
        answer = found(words, reader.lists, asked)
    finally:
        words.close()
    return reader.page(request, "search.html", asked=asked, found=answer)


READING_ROUTES = [
    Route("/", front_page),
    Route("/search", search),
    Route("/article/{article}", show_article),
    Route("/actor/{name:path}", show_actor),
    *(Route(f"/{{listing}}.{kind}", show_list, name=kind) for kind in DOWNLOADS),
    Route("/{listing}", show_list),
]
