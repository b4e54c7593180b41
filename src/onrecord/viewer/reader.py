"""What every page needs of an opened record, and how a page is made from a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

import duckdb
import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.coded import CodedArticle
from onrecord.commands.screen import shown
from onrecord.review.decisions import Decision
from onrecord.review.standing import applied, state_of
from onrecord.store import Store
from onrecord.viewer.catalogue import Catalogue, rows_of
from onrecord.viewer.front import Front, front
from onrecord.viewer.in_words import mode_to_tell, said
from onrecord.viewer.linked import AttachedLinks
from onrecord.viewer.listings import LISTINGS, CountedFacets, Listing
from onrecord.viewer.reviewed import Reviewed, required_article

REVIEWER_COOKIE = "onrecord-reviewer"
"""Holds the reviewer's name, as hexadecimal UTF-8."""


@dataclass
class Kept:
    """What is worked out once for a state of the review and of the links."""

    state: tuple[int, str | None] | None = None
    counted: CountedFacets = field(default_factory=dict)
    fronts: dict[str, Front] = field(default_factory=dict)
    """By reviewer."""


@dataclass(frozen=True)
class Reader:
    """An opened record and how it is shown."""

    store: Store
    catalogue: Catalogue
    lists: duckdb.DuckDBPyConnection
    read_only: bool
    token: str
    environment: jinja2.Environment
    reviewed: Reviewed
    default_reviewer: str
    links: AttachedLinks
    _kept: Kept = field(default_factory=Kept)

    def kept(self) -> Kept:
        """What is worked out once, until something is decided or the record is linked again."""
        state = (self.reviewed.refresh(), self.links.state())
        if self._kept.state != state:
            self._kept.state = state
            self._kept.counted.clear()
            self._kept.fronts.clear()
        return self._kept

    def front(self, request: Request) -> Front:
        """The front page's content as this browser's reviewer has it."""
        fronts, who = self.kept().fronts, self.reviewer(request)
        if who not in fronts:
            fronts[who] = front(self.lists, lambda table: self.reviewed.overlay.source(table, who), linked=self.linked)
        return fronts[who]

    def seen(self, request: Request, table: str) -> str:
        """SQL for the rows of a list as this browser's reviewer has them, without those rejected."""
        self.reviewed.refresh()
        return self.reviewed.overlay.source(table, self.reviewer(request))

    def listing(self, request: Request, name: str) -> Listing:
        """The list of that name over the rows as this browser's reviewer has them; KeyError where there is none."""
        listing = LISTINGS[name]
        self.reviewed.refresh()
        if listing.source:
            return listing
        source = self.reviewed.overlay.source(name, self.reviewer(request), rejected=True)
        return replace(listing, source=source)

    @property
    def linked(self) -> bool:
        """Whether ``onrecord link`` has been run: the schema ``links`` is there."""
        return self.links.state() is not None

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The answer to a query over the schema ``lists``, one dict a row."""
        return rows_of(self.lists, query, parameters)

    def reviewer(self, request: Request) -> str:
        """The name that decisions of this browser are noted under; '' where nothing can be decided."""
        return "" if self.read_only else reviewer_of(request, self.default_reviewer)

    def as_reviewed(self, request: Request, article: str) -> CodedArticle:
        """The article's record as this browser's reviewer has it: edited and with additions, nothing left out.

        With ``read_only``, as all reviewers have it. Raises StoreError where the store does not have it.
        """
        coded = required_article(self.reviewed, article)
        return applied(coded, [each for each in self.decisions_on(request, article) if each.verdict != "reject"])

    def decisions_on(self, request: Request, article: str) -> list[Decision]:
        """What this browser's reviewer has decided on an article's records; with ``read_only``, what counts of all."""
        who = self.reviewer(request)
        return self.reviewed.of(who, article) if who else self.reviewed.outcomes(article)

    def page(self, request: Request, template: str, *, status: int = 200, **content: Any) -> HTMLResponse:
        """The page that a template makes of its content."""
        html = self.environment.get_template(template).render(
            reader=self, path=request.url.path, query=request.query_params, reviewer=self.reviewer(request), **content
        )
        return HTMLResponse(html, status_code=status)


def reader_of(request: Request) -> Reader:
    """The reader whose app the request came to."""
    reader: Reader = request.app.state.reader
    return reader


def reviewer_of(request: Request, default: str) -> str:
    """The name that decisions of this browser are noted under."""
    try:
        return bytes.fromhex(request.cookies.get(REVIEWER_COOKIE, "")).decode() or default
    except ValueError:
        return default


def environment() -> jinja2.Environment:
    """The template environment.

    Everything a template prints is escaped and freed of what turns text round or controls a terminal; what a template
    misses is an error, not a blank.
    """
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.viewer"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["segment"] = lambda value: quote(str(value), safe="")
    made.filters["number"] = lambda value: f"{value:,}" if isinstance(value, int) else f"{value:,.12g}"
    made.globals["version"] = __version__
    made.globals.update(address=address, said=said, mode_to_tell=mode_to_tell, state_of=state_of)
    return made


def _printable(value: Any) -> Any:
    return value if type(value) is not str or value.isprintable() else shown(value)


def address(path: str, *parameters: tuple[str, str], **more: str | int | None) -> str:
    """The address of a page: ``path`` and the parameters, absent ones left out."""
    pairs = [*parameters, *((name, str(value)) for name, value in more.items() if value not in (None, ""))]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def narrowed(
    query: Mapping[str, Any] | list[tuple[str, str]], *, add: tuple[str, str] | None = None, drop: str = ""
) -> list[tuple[str, str]]:
    """The parameters of a list's address with one value added, or taken out if it is there; back to page one."""
    pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    kept = [pair for pair in pairs if pair[0] not in ("page", drop)]
    if add is None:
        return kept
    return [pair for pair in kept if pair != add] if add in kept else [*kept, add]
