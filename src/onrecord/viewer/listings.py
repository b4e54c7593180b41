"""The lists of the reader: which columns and facets each has, and the SQL that answers a page of it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import duckdb

from onrecord.viewer.catalogue import rows_of

PAGE_SIZE = 50
SHOWN_VALUES = 12
"""Values of a facet that are shown at first; more on request."""
MOST_VALUES = 200
CountedFacets: TypeAlias = dict[tuple[str, ...], tuple[tuple[str, int], ...]]
"""List, facet and condition to the values and their counts."""
_MOST_COUNTED = 2_000
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Facet:
    """Something a list can be narrowed by: an expression over the flattened table ``t``."""

    name: str
    """Its name in the page's address."""
    label: str
    expression: str
    many: bool = False
    """True where a record has a list of values."""


@dataclass(frozen=True)
class Listing:
    """A list of one kind of record."""

    name: str
    """Also the flattened table's name."""
    title: str
    facets: tuple[Facet, ...]
    searched: tuple[str, ...]
    """Columns that the list's own search field looks in."""
    orders: Mapping[str, str]
    """Name of an order to its SQL; the first is the default."""
    source: str = ""
    """The table it is of, where it is not the flattened table of its name."""
    happened: str | None = None
    """The column that says when it happened, where that is not when it was published."""


@dataclass(frozen=True)
class Choice:
    """What an address asks of a list; values are the user's and only ever bound."""

    chosen: Mapping[str, tuple[str, ...]]
    """Facet to the values asked for."""
    words: str = ""
    since: str | None = None
    until: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    article: str | None = None
    order: str = ""
    page: int = 1
    reviewer: str = ""
    """Whose review states the list shows."""


@dataclass(frozen=True)
class FacetCounts:
    """A facet with its values and how many records each would leave."""

    facet: Facet
    values: tuple[tuple[str, int, bool], ...]
    """Value, count, whether it is chosen."""


@dataclass(frozen=True)
class ListPage:
    """One page of a list."""

    rows: tuple[dict[str, Any], ...]
    total: int
    facets: tuple[FacetCounts, ...]
    page: int
    pages: int


OUTLET = Facet("outlet", "Outlet", "coalesce(t.outlet, 'not stated')")
MONTH = Facet("month", "Month", "coalesce(substr(t.published, 1, 7), 'no date')")
VOICE = Facet("voice", "On whose word", "t.word_of")
POLARITY = Facet("happened", "Happened", "case t.polarity when '+' then 'yes' else 'no' end")
MODE = Facet("mode", "Mode of speech", "t.mode")
CERTAINTY = Facet("certainty", "Certainty", "t.certainty")
CONFIDENCE = Facet(
    "confidence",
    "Confidence",
    "case when t.confidence >= 0.9 then '0.9 and more' when t.confidence >= 0.7 then '0.7 to 0.9'"
    " when t.confidence >= 0.5 then '0.5 to 0.7' else 'under 0.5' end",
)
REVIEW = Facet("review", "Review", "coalesce(v.state, 'not reviewed')")
_SAID = (VOICE, POLARITY, MODE, CERTAINTY, CONFIDENCE, REVIEW)
_COUNTRY = Facet("country", "Country", "coalesce(t.country, 'none')")
_KIND = Facet("kind", "Kind", "t.kind")

_BY_TIME = 't.published nulls last, t.article, t."start", t.id'
_ORDERS = {
    "time": _BY_TIME,
    "latest": 't.published desc nulls last, t.article, t."start", t.id',
    "least sure": f"t.confidence, {_BY_TIME}",
    "surest": f"t.confidence desc, {_BY_TIME}",
}

LISTINGS: dict[str, Listing] = {
    each.name: each
    for each in (
        Listing(
            "statements",
            "Statements",
            (
                Facet("speaker", "Speaker", "t.speaker"),
                OUTLET,
                MONTH,
                Facet("kind", "Kind of speech", "t.kind"),
                Facet("form", "Form", "t.form"),
                Facet("source", "Kind of source", "t.speaker_kind"),
                Facet("country", "Speaker's country", "coalesce(t.country, 'none')"),
                *_SAID,
            ),
            ("speaker", "content", "addressee"),
            _ORDERS,
        ),
        Listing(
            "events",
            "Events",
            (
                Facet("type", "Type", "t.type"),
                Facet("actor", "Who", "t.actors", many=True),
                Facet("recipient", "To whom", "t.recipients", many=True),
                OUTLET,
                MONTH,
                Facet("country", "Country", "t.countries", many=True),
                Facet("sector", "Sector", "t.sectors", many=True),
                Facet("place", "Where", "coalesce(t.place, 'not stated')"),
                Facet("context", "Context", "t.contexts", many=True),
                *_SAID,
            ),
            ("deed", "quote", "place"),
            {**_ORDERS, "when": f"t.date_start nulls last, {_BY_TIME}", "worst": f"t.intensity, {_BY_TIME}"},
            happened="date_start",
        ),
        Listing(
            "figures",
            "Figures",
            (
                Facet("role", "What it says", "t.role"),
                Facet("counted", "What is counted", "coalesce(t.counted, 'not stated')"),
                Facet("unit", "Unit", "case t.unit when '' then 'plain count' else t.unit end"),
                OUTLET,
                MONTH,
                *_SAID,
            ),
            ("quote", "counted"),
            {**_ORDERS, "largest": f"coalesce(t.high, t.low) desc nulls last, {_BY_TIME}"},
        ),
        Listing(
            "offices",
            "Offices",
            (
                Facet("person", "Holder", "t.person"),
                Facet("title", "Title", "t.title"),
                Facet("organisation", "Of", "coalesce(t.organisation, 'not stated')"),
                Facet("status", "Status", "t.status"),
                OUTLET,
                MONTH,
                VOICE,
                CONFIDENCE,
                REVIEW,
            ),
            ("person", "title", "organisation"),
            _ORDERS,
        ),
        Listing(
            "places",
            "Places",
            (
                Facet("name", "Place", "t.name"),
                _COUNTRY,
                _KIND,
                Facet("precision", "Precision", "coalesce(t.precision, 'not located')"),
                OUTLET,
                MONTH,
                CONFIDENCE,
                REVIEW,
            ),
            ("name", "quote", "admin1"),
            _ORDERS,
        ),
        Listing(
            "dates",
            "Dates",
            (
                Facet("type", "Type", "t.type"),
                Facet("rule", "Rule", "t.rule"),
                OUTLET,
                MONTH,
                CONFIDENCE,
                REVIEW,
            ),
            ("quote", "value"),
            {**_ORDERS, "when": f"t.first_day nulls last, {_BY_TIME}"},
        ),
        Listing(
            "relations",
            "Relations",
            (
                Facet("actor", "Who", "t.actor"),
                Facet("target", "Towards whom", "t.target"),
                Facet("sign", "Sign", "t.sign"),
                OUTLET,
                MONTH,
                *_SAID,
            ),
            ("actor", "target", "quote"),
            _ORDERS,
        ),
        Listing(
            "loaded_words",
            "Loaded words",
            (
                Facet("word", "Word", "lower(t.word)"),
                Facet("leaning", "Leaning", "t.leaning"),
                Facet("kind", "Kind", "t.kind"),
                Facet("target", "Said of", "coalesce(t.target, 'nobody named')"),
                OUTLET,
                MONTH,
                CONFIDENCE,
                REVIEW,
            ),
            ("word", "target", "quote"),
            _ORDERS,
        ),
        Listing(
            "incidents",
            "Incidents",
            (
                Facet("type", "Type", "t.type"),
                Facet(
                    "witnesses",
                    "Witnesses",
                    "case when t.n_witnesses > 3 then '4 or more' else t.n_witnesses::varchar end",
                ),
                Facet("conflict", "In conflict about", "t.conflicts", many=True),
                Facet("denied", "Denied", "case when t.denials > 0 then 'yes' else 'no' end"),
                Facet("actor", "Who", "t.actors", many=True),
                Facet("recipient", "To whom", "t.recipients", many=True),
                Facet("place", "Where", "coalesce(t.place, 'not stated')"),
                Facet("country", "Country", "coalesce(t.country, 'none')"),
                Facet("month", "Month", "coalesce(substr(t.start::varchar, 1, 7), 'no date')"),
                Facet("outlet", "Witness", "t.witnesses", many=True),
                Facet("voice", "On whose word", "t.voices", many=True),
            ),
            ("summary", "place"),
            {
                "most witnesses": "t.n_witnesses desc, len(t.conflicts) desc, t.start nulls last, t.id",
                "most contested": "len(t.conflicts) + t.denials desc, t.n_witnesses desc, t.start nulls last, t.id",
                "time": "t.start nulls last, t.published, t.id",
                "latest": "t.start desc nulls last, t.published desc, t.id",
            },
            source="links.listed_incidents",
        ),
        Listing(
            "actors",
            "Actors",
            (
                _KIND,
                _COUNTRY,
                Facet("sector", "Sector", "coalesce(t.sector, 'unknown')"),
                Facet("articles", "In articles", "case when t.articles > 1 then 'several' else 'one' end"),
            ),
            ("name",),
            {
                "most mentioned": "t.mentions desc, t.name",
                "most quoted": "t.statements desc, t.mentions desc, t.name",
                "most active": "t.acts desc, t.mentions desc, t.name",
                "name": "t.name",
            },
        ),
        Listing(
            "articles",
            "Articles",
            (
                OUTLET,
                MONTH,
                Facet("format", "Format", "t.format"),
                Facet("language", "Language", "coalesce(t.language, 'unknown')"),
            ),
            ("title", "byline", "outlet"),
            {"time": "t.published nulls last, t.title, t.id", "latest": "t.published desc nulls last, t.title, t.id"},
        ),
    )
}
"""Every list by its name, which is also its address."""


def choice(listing: Listing, parameters: Sequence[tuple[str, str]], *, reviewer: str = "") -> Choice:
    """What the parameters of an address ask for; what they say that no list knows is left out."""
    names = {facet.name for facet in listing.facets}
    chosen: dict[str, tuple[str, ...]] = {}
    single: dict[str, str] = {}
    for name, value in parameters:
        if name in names:
            chosen[name] = (*chosen.get(name, ()), value)
        elif value.strip():
            single[name] = value.strip()
    page = single.get("page", "1")
    return Choice(
        chosen,
        words=single.get("words", ""),
        since=day(single.get("since")),
        until=day(single.get("until")),
        happened_since=day(single.get("from")) if listing.happened else None,
        happened_until=day(single.get("to")) if listing.happened else None,
        article=single.get("article"),
        order=single.get("order", "") if single.get("order") in listing.orders else next(iter(listing.orders)),
        reviewer=reviewer,
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    )


def list_page(
    connection: duckdb.DuckDBPyConnection, listing: Listing, asked: Choice, *, counted: CountedFacets
) -> ListPage:
    """The page asked for, with the counts of every facet under the other facets' choices.

    What the reviewer rejected is left out, unless the facet of review states asks for it.

    ``counted`` keeps counts that no review can change from one call to the next.
    """
    condition, bound = _condition(listing, asked)
    source = f"{_table(listing)} t {_joined(listing)}"
    total = int(rows_of(connection, f"select count(*) as n from {source} where {condition}", bound)[0]["n"])
    pages = max(1, math.ceil(total / PAGE_SIZE))
    page = min(asked.page, pages)
    rows = rows_of(
        connection,
        f"select {_columns(listing)} from {source} where {condition}"
        f" order by {listing.orders[asked.order]} limit {PAGE_SIZE} offset {PAGE_SIZE * (page - 1)}",
        bound,
    )
    return ListPage(tuple(rows), total, _facet_counts(connection, listing, asked, counted), page, pages)


def all_rows(
    connection: duckdb.DuckDBPyConnection, listing: Listing, asked: Choice
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and every row that the choice leaves, for a download."""
    condition, bound = _condition(listing, asked)
    cursor = connection.cursor()
    try:
        cursor.execute(
            f"select {_columns(listing)} from {_table(listing)} t {_joined(listing)} where {condition}"
            f" order by {listing.orders[asked.order]}",
            bound,
        )
        return [each[0] for each in cursor.description or ()], cursor.fetchall()
    finally:
        cursor.close()


def grouped(
    connection: duckdb.DuckDBPyConnection, listing: Listing, asked: Choice, columns: str, rest: str = ""
) -> list[dict[str, Any]]:
    """The rows of a query over the records that a choice leaves: ``columns`` of the table ``t``, then group by, order.

    Both are SQL of our own; what the user asked for is bound.
    """
    condition, bound = _condition(listing, asked)
    query = f"select {columns} from {_table(listing)} t {_joined(listing)} where {condition} {rest}"
    return rows_of(connection, query, bound)


def _facet_counts(
    connection: duckdb.DuckDBPyConnection, listing: Listing, asked: Choice, counted: CountedFacets
) -> tuple[FacetCounts, ...]:
    counts = []
    for facet in listing.facets:
        condition, bound = _condition(listing, asked, without=facet.name)
        lasts = facet is not REVIEW and not asked.chosen.get(REVIEW.name)
        asked_before = (listing.name, facet.name, condition, repr(bound))
        found = counted.get(asked_before) if lasts else None
        if found is None:
            found = _counts_of(connection, listing, facet, condition, bound)
            if lasts and len(counted) < _MOST_COUNTED:
                counted[asked_before] = found
        chosen = asked.chosen.get(facet.name, ())
        values = [(value, n, value in chosen) for value, n in found]
        values.extend((each, 0, True) for each in chosen if each not in {value for value, _ in found})
        if values:
            counts.append(FacetCounts(facet, tuple(values)))
    return tuple(counts)


def _counts_of(
    connection: duckdb.DuckDBPyConnection, listing: Listing, facet: Facet, condition: str, bound: dict[str, Any]
) -> tuple[tuple[str, int], ...]:
    value = f"unnest({facet.expression})" if facet.many else facet.expression
    rows = rows_of(
        connection,
        f"select {value} as value, count(*) as n from {_table(listing)} t {_joined(listing)}"
        f" where {condition} group by 1 order by n desc, value limit {MOST_VALUES}",
        bound,
    )
    return tuple((str(row["value"]), int(row["n"])) for row in rows)


def reviewed(listing: Listing) -> bool:
    """Whether the list is of records, which can be reviewed and have a date; else of articles or of actors."""
    return REVIEW in listing.facets


def _columns(listing: Listing) -> str:
    if reviewed(listing):
        return "t.*, coalesce(v.state, '') as review"
    return "t.* exclude (text)" if listing.name == "articles" else "t.*"


def _table(listing: Listing) -> str:
    return listing.source or f'lists."{listing.name}"'


def _joined(listing: Listing) -> str:
    return "left join verdicts v on v.record = t.id and v.reviewer = $reviewer" if reviewed(listing) else ""


def _condition(listing: Listing, asked: Choice, *, without: str = "") -> tuple[str, dict[str, Any]]:
    parts = ["true"]
    bound: dict[str, Any] = {"reviewer": asked.reviewer} if reviewed(listing) else {}
    for position, facet in enumerate(listing.facets):
        values = asked.chosen.get(facet.name)
        if not values or facet.name == without:
            continue
        name = f"facet{position}"
        bound[name] = list(values)
        parts.append(
            f"list_has_any({facet.expression}, ${name})"
            if facet.many
            else f"list_contains(${name}, {facet.expression})"
        )
    if asked.words:
        bound["words"] = f"%{_like(asked.words)}%"
        parts.append("(" + " or ".join(f"t.{column} ilike $words escape '\\'" for column in listing.searched) + ")")
    if listing.name == "actors":
        return " and ".join(parts), bound
    for name, column, comparison, day in (
        ("since", "published", ">=", asked.since),
        ("until", "published", "<=", asked.until),
        ("happened_since", listing.happened, ">=", asked.happened_since),
        ("happened_until", listing.happened, "<=", asked.happened_until),
    ):
        if day:
            # A day ends after every longer date that begins like it: 1991-08 holds its days.
            bound[name] = day if comparison == ">=" else day + "~"
            parts.append(f"t.{column} {comparison} ${name}")
    if reviewed(listing) and REVIEW.name not in asked.chosen and without != REVIEW.name:
        parts.append("coalesce(v.state, '') <> 'rejected'")
    if asked.article:
        bound["article"] = asked.article
        parts.append("t.id = $article" if listing.name == "articles" else "t.article = $article")
    return " and ".join(parts), bound


def _like(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)


def day(value: str | None) -> str | None:
    """The year, month or day asked for, as ISO text; None where it is none."""
    return value if value and _DAY.fullmatch(value) else None
