"""Names beside points, each where it covers no other; a name that fits nowhere is left to the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.viewer.charts.svg import words

_CHARACTER, _LINE = 7.0, 14.0
"""Width of a character and height of a line, in units of a chart, on the safe side."""


@dataclass(frozen=True)
class Labelled:
    """A point that wants a name."""

    x: float
    y: float
    radius: float
    name: str
    class_: str = ""
    within: bool = False
    """Whether the name may stand on the point itself (a ring)."""


def labels(points: Sequence[Labelled], *, width: float, height: float, most: int = 26) -> list[Markup]:
    """For each point its name as drawn, '' where there is no room; earlier points choose first."""
    taken = [
        (each.x - each.radius, each.y - each.radius, each.x + each.radius, each.y + each.radius) for each in points
    ]
    drawn = []
    for position, each in enumerate(points):
        name = each.name if len(each.name) <= most else each.name[: most - 1].rstrip() + "…"
        for anchor, x, y, box in _places(each, name):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            free = (other for at, other in enumerate(taken) if not (each.within and at == position))
            if inside and not any(_overlap(box, other) for other in free):
                taken.append(box)
                drawn.append(words(x, y, name, class_=f"{anchor} {each.class_}".strip(), most=most))
                break
        else:
            drawn.append(Markup(""))
    return drawn


Box = tuple[float, float, float, float]


def _places(each: Labelled, name: str) -> list[tuple[str, float, float, Box]]:
    """Where a name may stand, the best first: anchor, x, y of its base line, and the box it covers."""
    wide = _CHARACTER * len(name)
    above, below = each.y - each.radius - 4, each.y + each.radius + 12
    right, left = each.x + each.radius + 4, each.x - each.radius - 4
    places = [
        ("middle", each.x, above, (each.x - wide / 2, above - _LINE + 3, each.x + wide / 2, above + 3)),
        ("middle", each.x, below, (each.x - wide / 2, below - _LINE + 3, each.x + wide / 2, below + 3)),
        ("", right, each.y + 4, (right, each.y - 8, right + wide, each.y + 7)),
        ("end", left, each.y + 4, (left - wide, each.y - 8, left, each.y + 7)),
    ]
    if each.within:
        places.insert(0, ("middle", each.x, each.y + 4, (each.x - wide / 2, each.y - 8, each.x + wide / 2, each.y + 7)))
    return places


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
