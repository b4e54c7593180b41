"""The pages with charts: the records of a list over time, on one axis, as a network, on a map; each as SVG too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.viewer.charts.network import Tie, joined, network
from onrecord.viewer.charts.ranges import Ranged, ranges
from onrecord.viewer.charts.svg import saved
from onrecord.viewer.charts.timeline import Count, timeline
from onrecord.viewer.charts.worldmap import Spot, world_map
from onrecord.viewer.listings import LISTINGS, Choice, Facet, Listing, choice, grouped
from onrecord.viewer.reader import Reader, address, narrowed, reader_of
from onrecord.viewer.relations_over_time import Turn, slots, turns

_MOST_TIES = 120
_MOST_RANGES = 60
_MOST_SPOTS = 400
_SHOWN_TURNS = 30
_DEFAULT_PARTS = {"events": "type", "statements": "kind", "articles": "outlet", "figures": "role", "relations": "sign"}
"""Lists that have a timeline, and the facet that its bars are stacked by at first."""
_NO_FILTERS = ("of", "by", "on", "order", "page", "month")
"""Parameters of a chart's address that narrow nothing, or have a place of their own on the page."""
_Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class View:
    """A kind of chart, which list it is of, and what draws it."""

    name: str
    title: str
    listing: str
    draw: Callable[[Reader, Listing, Choice, _Pairs], Markup | None]
    hint: str


def _timeline(reader: Reader, listing: Listing, asked: Choice, pairs: _Pairs) -> Markup | None:
    parameters = dict(pairs)
    part = _part(listing, parameters)
    facet = next(each for each in listing.facets if each.name == part)
    by_deed = listing.happened is not None and parameters.get("on") == "happened"
    column = listing.happened if by_deed else "published"
    rows = grouped(
        reader.lists,
        listing,
        asked,
        f"substr(t.{column}, 1, 10) as day, {facet.expression} as part, count(*) as n",
        "group by 1, 2 having day is not null order by 1, 2",
    )
    kept = [pair for pair in narrowed(pairs) if pair[0] not in ("by", "on", "from", "to", "since", "until")]
    first, last = ("from", "to") if by_deed else ("since", "until")

    def list_address(value: str, start: str, end: str) -> str:
        own = [] if (part, value) in kept else [(part, value)]
        return address(f"/{listing.name}", *kept, *own, (first, start), (last, end))

    counts = [Count(row["day"], str(row["part"]), row["n"]) for row in rows]
    title = f"{listing.title} by day {'of what happened' if by_deed else 'of publication'}, by {facet.label.lower()}"
    return timeline(title, counts, list_address)


def _part(listing: Listing, parameters: dict[str, str]) -> str:
    wanted = parameters.get("by", "")
    return wanted if wanted in {each.name for each in parts_of(listing)} else _DEFAULT_PARTS[listing.name]


def parts_of(listing: Listing) -> list[Facet]:
    """The facets that a timeline's bars can be stacked by."""
    return [each for each in listing.facets if not each.many and each.name not in ("month", "review")]


def _ranges(reader: Reader, listing: Listing, asked: Choice, _: _Pairs) -> Markup | None:
    rows = grouped(
        reader.lists,
        listing,
        asked,
        "t.id, t.article, t.word_of, t.voices, t.outlet, t.quote, t.low, t.high",
        f"and (t.low is not null or t.high is not null)"
        f' order by t.published nulls last, t.article, t."start" limit {_MOST_RANGES}',
    )
    figures = [
        Ranged(
            f"/article/{row['article']}#{row['id']}",
            row["word_of"] if row["voices"] else f"{row['outlet'] or 'outlet not stated'}, in its own voice",
            row["quote"],
            row["low"],
            row["high"],
            author=not row["voices"],
        )
        for row in rows
    ]
    return ranges("Figures as ranges, by voice", figures)


def _network(reader: Reader, listing: Listing, asked: Choice, pairs: _Pairs) -> Markup | None:
    def ties(choice_: Choice, most: int) -> list[Tie]:
        rows = grouped(
            reader.lists,
            listing,
            choice_,
            "t.actor, t.target, t.sign, count(*) as n",
            f"group by 1, 2, 3 order by n desc, 1, 2, 3 limit {most}",
        )
        return [Tie(row["actor"], row["target"], row["sign"], row["n"]) for row in rows]

    whole = joined(ties(_at_all_times(asked), _MOST_TIES))
    kept = [pair for pair in narrowed(pairs) if pair[0] not in ("actor", "target", "sign")]

    def tie_address(tie: Tie) -> str:
        return address("/relations", *kept, ("actor", tie.actor), ("target", tie.target), ("sign", tie.sign))

    return network(
        "Who stands how to whom",
        ties(asked, 10 * _MOST_TIES),
        whole=whole,
        actor_address=_actor_address,
        tie_address=tie_address,
    )


def _at_all_times(asked: Choice) -> Choice:
    chosen = {name: values for name, values in asked.chosen.items() if name != "month"}
    return replace(asked, chosen=chosen, since=None, until=None)


def _turns(reader: Reader, listing: Listing, asked: Choice) -> list[Turn]:
    """Who moved from support to criticism or back, at all times, among the records that the choice leaves."""
    rows = grouped(
        reader.lists,
        listing,
        _at_all_times(asked),
        "t.actor, t.target, t.sign, substr(t.published, 1, 10) as day, count(*) as n,"
        " arg_max(t.id, t.confidence) as id, arg_max(t.article, t.confidence) as article,"
        " arg_max(t.outlet, t.confidence) as outlet,"
        " arg_max(t.quote, t.confidence) as quote",
        "and length(t.published) >= 10 group by 1, 2, 3, 4"
        " window pair as (partition by t.actor, t.target) qualify min(t.sign) over pair <> max(t.sign) over pair",
    )
    return turns(rows)


def _actor_address(name: str) -> str:
    return f"/actor/{quote(name, safe='')}"


def _map(reader: Reader, listing: Listing, asked: Choice, pairs: _Pairs) -> Markup | None:
    rows = grouped(
        reader.lists,
        listing,
        asked,
        "t.name, t.lat, t.lon, t.precision, count(*) as n",
        f"and t.lat is not null and t.lon is not null group by 1, 2, 3, 4 order by n desc, 1 limit {_MOST_SPOTS}",
    )
    kept = [pair for pair in narrowed(pairs) if pair[0] != "name"]
    spots = [Spot(row["name"], row["lat"], row["lon"], row["precision"] or "point", row["n"]) for row in rows]
    return world_map("Places named", spots, lambda spot: address("/places", *kept, ("name", spot.name)))


VIEWS = {
    each.name: each
    for each in (
        View("timeline", "Timeline", "events", _timeline, "A bar leads to its records."),
        View(
            "ranges",
            "Figures on one axis",
            "figures",
            _ranges,
            "A dot is one number, a bar its bounds, an arrow an open end. Blue: the author's own word; orange: somebody"
            " else's. Narrow the list of figures to one thing that is counted, and come back.",
        ),
        View(
            "network",
            "Network",
            "relations",
            _network,
            f"Actors of the {_MOST_TIES} most frequent relations: green lines cooperative, broken magenta lines"
            " conflictual, thicker where there are more. Actors keep their places as time goes on; who has no relation"
            " in the days chosen is pale. Pairs that stand alone are left out where larger groups are there.",
        ),
        View(
            "map",
            "Map",
            "places",
            _map,
            "A dot is a city or a point. A ring says that the place is known as no more than a region, a country or a"
            " part of the world. Outlines are those of today.",
        ),
    )
}
"""Every chart page by its name, which is also its address."""


def charts_of(listing: str, parameters: _Pairs) -> list[tuple[str, str]]:
    """Title and address of the charts that there are of a list, narrowed as it is."""
    found = [(view.title, address(f"/{view.name}", *parameters)) for view in VIEWS.values() if view.listing == listing]
    if listing in _DEFAULT_PARTS and listing != "events":
        found.append(("Timeline", address("/timeline", *parameters, of=listing)))
    return found


def _timeless(pairs: _Pairs) -> _Pairs:
    return [pair for pair in narrowed(pairs) if pair[0] not in ("month", "since", "until")]


def show_view(request: Request) -> Response:
    """A chart of a list, narrowed by what its address says; as a page or as an SVG file."""
    reader = reader_of(request)
    name, _, ending = request.url.path.strip("/").partition(".")
    view = VIEWS[name]
    pairs = request.query_params.multi_items()
    of = dict(pairs).get("of", view.listing) if view.name == "timeline" else view.listing
    listing = reader.listing(request, of if of in _DEFAULT_PARTS else view.listing)
    asked = choice(listing, pairs, reviewer=reader.reviewer(request))
    drawn = view.draw(reader, listing, asked, [pair for pair in pairs if pair[0] != "of"])
    if ending:
        if drawn is None:
            raise HTTPException(404, "There is nothing to draw.")
        headers = {"content-disposition": f'attachment; filename="{view.name}.svg"'}
        return Response(saved(drawn), media_type="image/svg+xml", headers=headers)
    days = grouped(
        reader.lists,
        listing,
        _at_all_times(asked),
        "substr(t.published, 1, 10) as day, count(*) as n",
        "and t.published is not null group by 1 order by 1",
    )
    return reader.page(
        request,
        "view.html",
        view=view,
        views=VIEWS.values(),
        listing=listing,
        listings=[LISTINGS[each] for each in _DEFAULT_PARTS],
        asked=asked,
        drawn=drawn,
        slots=slots({row["day"]: row["n"] for row in days}),
        moved=_turns(reader, listing, asked) if view.name == "network" else [],
        shown_turns=_SHOWN_TURNS,
        parts=parts_of(listing),
        part=_part(listing, dict(pairs)) if view.name == "timeline" else "",
        filters=[pair for pair in pairs if pair[0] not in _NO_FILTERS],
        at=lambda slot: address(f"/{view.name}", *_timeless(pairs), ("since", slot.start), ("until", slot.end)),
        at_all_times=address(f"/{view.name}", *_timeless(pairs)),
        with_only=lambda key, value: address(f"/{view.name}", *narrowed(pairs, drop=key), (key, value)),
        without=lambda key: address(f"/{view.name}", *narrowed(pairs, drop=key)),
        as_list=address(f"/{listing.name}", *[pair for pair in narrowed(pairs) if pair[0] not in ("of", "by", "on")]),
        as_svg=address(f"/{view.name}.svg", *pairs),
    )


VIEW_ROUTES = [Route(f"/{name}{ending}", show_view) for name in VIEWS for ending in ("", ".svg")]
