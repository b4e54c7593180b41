"""Where: places on an outline of the world, each as precise as it is known."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from onrecord.viewer.charts.labels import Labelled, labels
from onrecord.viewer.charts.svg import WIDTH, chart, element, link

_MOST_HEIGHT = 620
_LEAST_SPAN = 8.0
"""Degrees that the map shows at least: closer up, the outlines are too coarse to say anything."""
_AREA_DEGREES = {"region": 1.2, "country": 2.5, "wider": 5.0}
"""Radius, in degrees, of the ring round a place known as no more than a region, a country or a part of the world."""


@dataclass(frozen=True)
class Spot:
    """A place and how often it is named."""

    name: str
    lat: float
    lon: float
    precision: str
    n: int


def world_map(title: str, spots: Sequence[Spot], address: Callable[[Spot], str]) -> Markup | None:
    """The map, cut to where the places lie; None where no place has coordinates.

    Longitudes and latitudes are scaled alike at the middle latitude (equirectangular). A place known as a point or city
    is a dot; any wider one is a ring, since its coordinates are but a middle.
    """
    if not spots:
        return None
    west, east, south, north = _bounds(spots)
    shrink = max(0.2, math.cos(math.radians((south + north) / 2)))
    scale = min(WIDTH / ((east - west) * shrink), _MOST_HEIGHT / (north - south))
    width, height = (east - west) * shrink * scale, (north - south) * scale

    def place(lon: float, lat: float) -> tuple[float, float]:
        return (WIDTH - width) / 2 + (lon - west) * shrink * scale, (north - lat) * scale

    drawn = [*_graticule(place, west, east, south, north), *_outlines(place, west, east, south, north)]
    most = max(each.n for each in spots)
    points = []
    for spot in spots:
        ring = _AREA_DEGREES.get(spot.precision)
        size = max(10.0, ring * scale) if ring else 3 + 9 * math.sqrt(spot.n / most)
        points.append(Labelled(*place(spot.lon, spot.lat), size, spot.name, within=ring is not None))
    in_order = sorted(range(len(spots)), key=lambda at: (points[at].within, -spots[at].n))
    names = dict(zip(in_order, labels([points[at] for at in in_order], width=WIDTH, height=height), strict=True))
    for at in reversed(in_order):
        spot, point = spots[at], points[at]
        mark = element("circle", cx=point.x, cy=point.y, r=point.radius, class_="area" if point.within else "point")
        label = f"{spot.name} ({spot.precision}): named {spot.n:,} times"
        drawn.append(link(address(spot), mark, names[at], label=label))
    return chart(title, height, drawn)


def _bounds(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """West, east, south and north of what is shown: all places with some room round them, within the world."""
    west, east = min(each.lon for each in spots), max(each.lon for each in spots)
    south, north = min(each.lat for each in spots), max(each.lat for each in spots)
    room = max(2.0, 0.08 * max(east - west, north - south))
    west, east, south, north = west - room, east + room, south - room, north + room
    lacking = max(0.0, _LEAST_SPAN - (north - south)) / 2
    south, north = south - lacking, north + lacking
    shrink = max(0.2, math.cos(math.radians((south + north) / 2)))
    lacking = max(0.0, 1.3 * (north - south) / shrink - (east - west)) / 2
    west, east = west - lacking, east + lacking
    return max(-180.0, west), min(180.0, east), max(-85.0, south), min(85.0, north)


@cache
def _lines() -> list[list[float]]:
    """Natural Earth's outlines as flat lists of longitude and latitude in tenths of a degree."""
    lines: list[list[float]] = json.loads((files("onrecord.viewer") / "outlines.json").read_text(encoding="utf-8"))
    return lines


def _outlines(
    place: Callable[[float, float], tuple[float, float]], west: float, east: float, south: float, north: float
) -> list[Markup]:
    drawn = []
    for line in _lines():
        points = [(line[at] / 10, line[at + 1] / 10) for at in range(0, len(line), 2)]
        inside = [west <= lon <= east and south <= lat <= north for lon, lat in points]
        path: list[str] = []
        pen = False
        for position, (lon, lat) in enumerate(points):
            near = any(inside[max(0, position - 1) : position + 2])
            if near:
                x, y = place(lon, lat)
                path.append(f"{'L' if pen else 'M'}{x:.1f} {y:.1f}")
            pen = near
        if len(path) > 1:
            drawn.append(element("path", d="".join(path), class_="land"))
    return drawn


def _graticule(
    place: Callable[[float, float], tuple[float, float]], west: float, east: float, south: float, north: float
) -> list[Markup]:
    step = next(each for each in (2, 5, 10, 20, 30) if (east - west) / each <= 12 or each == 30)
    drawn = []
    for lon in range(math.ceil(west / step) * step, math.floor(east) + 1, step):
        (x, top), (_, bottom) = place(lon, north), place(lon, south)
        drawn.append(element("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", class_="grid"))
    for lat in range(math.ceil(south / step) * step, math.floor(north) + 1, step):
        (left, y), (right, _) = place(west, lat), place(east, lat)
        drawn.append(element("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", class_="grid"))
    return drawn
