"""Writes the outlines of the world that the reader's map is drawn on, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.country_outlines package/countries-110m.json src/onrecord/viewer/outlines.json

The package (ISC) holds Natural Earth's 1:110 million countries (public domain) as TopoJSON: arcs that are shared by the
countries on both sides, as differences of quantised positions. An outline needs the arcs alone. Written: a JSON list of
lines, each a flat list of longitude and latitude in tenths of a degree.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path


def lines(topology: dict[str, object]) -> list[list[int]]:
    """The arcs as flat lists of longitude and latitude in tenths of a degree, cut where they leave the map's edge."""
    transform = topology["transform"]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]  # type: ignore[index]
    found = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(10 * (x * scale_x + move_x)), round(10 * (y * scale_y + move_y))))
        found.extend(_pieces(points))
    return found


def _pieces(points: list[tuple[int, int]]) -> list[list[int]]:
    kept = [points[0]]
    pieces: list[list[int]] = []
    for before, after in pairwise(points):
        if after == before:
            continue
        if abs(after[0] - before[0]) > 1800:
            pieces.append([each for point in kept for each in point])
            kept = []
        kept.append(after)
    pieces.append([each for point in kept for each in point])
    return [piece for piece in pieces if len(piece) > 2]


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    outlines = lines(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(outlines, separators=(",", ":")) + "\n", encoding="utf-8")
