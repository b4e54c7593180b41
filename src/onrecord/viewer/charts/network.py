"""Who stands how to whom: actors as points, signed relations as lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from onrecord.viewer.charts.labels import Labelled, labels
from onrecord.viewer.charts.svg import WIDTH, chart, element, link

_HEIGHT = 620
_MARGIN = 60
_ROUNDS = 300
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class Tie:
    """How often one actor acts towards another with one sign."""

    actor: str
    target: str
    sign: str
    n: int


def network(
    title: str,
    ties: Sequence[Tie],
    *,
    whole: Sequence[Tie],
    actor_address: Callable[[str], str],
    tie_address: Callable[[Tie], str],
) -> Markup | None:
    """The chart; None where there are no ties. The same ties always give the same picture.

    ``whole`` are the ties of all times, which give each actor its place and size, so that actors stay where they are
    while time goes on; ``ties`` those to be drawn. Actors without one now are pale.
    """
    if not whole:
        return None
    weight: dict[str, int] = {}
    for tie in whole:
        for name in (tie.actor, tie.target):
            weight[name] = weight.get(name, 0) + tie.n
    names = sorted(weight, key=lambda name: (-weight[name], name))
    place = dict(zip(names, layout(names, whole), strict=True))
    shown = [tie for tie in ties if tie.actor in place and tie.target in place]
    active = {name for tie in shown for name in (tie.actor, tie.target)}
    most = max((tie.n for tie in shown), default=1)
    drawn = [_line(tie, place, most, tie_address(tie)) for tie in sorted(shown, key=lambda tie: tie.n)]
    points = [
        Labelled(
            *place[name],
            4 + 9 * math.sqrt(weight[name] / weight[names[0]]),
            name,
            "name" if name in active else "name idle",
        )
        for name in names
    ]
    for point, label in zip(points, labels(points, width=WIDTH, height=_HEIGHT), strict=True):
        mark = element(
            "circle", cx=point.x, cy=point.y, r=point.radius, class_="node" if point.name in active else "node idle"
        )
        count = f"{point.name}: {weight[point.name]:,} relations"
        drawn.append(link(actor_address(point.name), mark, label, label=count))
    return chart(title, _HEIGHT, drawn)


def joined(ties: Sequence[Tie]) -> list[Tie]:
    """The ties of groups of three actors and more; all of them where there is no such group."""
    group: dict[str, set[str]] = {}
    for tie in ties:
        both = group.get(tie.actor, {tie.actor}) | group.get(tie.target, {tie.target})
        group.update(dict.fromkeys(both, both))
    kept = [tie for tie in ties if len(group[tie.actor]) > 2]
    return kept or list(ties)


def layout(names: Sequence[str], ties: Sequence[Tie]) -> list[tuple[float, float]]:
    """A place for each name: ties draw together, all push apart (Fruchterman and Reingold 1991), from a fixed start."""
    number = {name: position for position, name in enumerate(names)}
    n = len(names)
    turns = np.arange(n) * _GOLDEN_ANGLE
    points: npt.NDArray[np.float64] = np.sqrt((np.arange(n) + 0.5) / n)[:, None] * np.stack(
        [np.cos(turns), np.sin(turns)], axis=1
    )
    pull = np.zeros((n, n))
    for tie in ties:
        one, other = number[tie.actor], number[tie.target]
        if one != other:
            pull[one, other] = pull[other, one] = 1 + math.log(tie.n + pull[one, other])
    ideal = 1.6 / math.sqrt(n)
    for step in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        force = ideal**2 / far**2 - pull * far / ideal * 0.3
        move = (apart / far[:, :, None] * force[:, :, None]).sum(axis=1) - points * 0.25
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        points = points + move / length * np.minimum(length, 0.12 * (1 - step / _ROUNDS))
    low, high = points.min(axis=0), points.max(axis=0)
    spread = np.where(high - low > 1e-9, high - low, 1)
    scaled = (points - low) / spread
    box = np.array([WIDTH - 4 * _MARGIN, _HEIGHT - 2 * _MARGIN])
    corner = np.array([2 * _MARGIN, _MARGIN])
    if n == 1:
        return [(WIDTH / 2, _HEIGHT / 2)]
    return [(float(x), float(y)) for x, y in scaled * box + corner]


def _line(tie: Tie, place: dict[str, tuple[float, float]], most: int, address: str) -> Markup:
    """A bent line with a head at its middle that points to the target."""
    (x1, y1), (x2, y2) = place[tie.actor], place[tie.target]
    bend = 0.12 if tie.sign == "cooperative" else 0.2
    if tie.actor == tie.target:
        path, head = f"M{x1:.1f} {y1:.1f}c-40 40 40 40 0 0", Markup("")
    else:
        turn = (x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1)
        path = f"M{x1:.1f} {y1:.1f}Q{turn[0]:.1f} {turn[1]:.1f} {x2:.1f} {y2:.1f}"
        x, y = (x1 + 2 * turn[0] + x2) / 4, (y1 + 2 * turn[1] + y2) / 4
        towards = math.degrees(math.atan2(y2 - y1, x2 - x1))
        head = element(
            "path",
            d="M-5 -5L6 0L-5 5z",
            class_=f"head {tie.sign}",
            transform=f"translate({x:.1f} {y:.1f}) rotate({towards:.0f})",
        )
    line = element("path", d=path, class_=f"edge {tie.sign}", stroke_width=1.2 + 3.5 * tie.n / most)
    return link(address, line, head, label=f"{tie.actor} towards {tie.target}: {tie.sign}, {tie.n:,}")
