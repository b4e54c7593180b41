"""The same thing counted by different voices: each figure as a range on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.viewer.charts.svg import WIDTH, chart, element, in_short, link, nice_ticks, words

_LEFT, _RIGHT, _ROW, _TOP = 250, 30, 26, 30
_WIDE_SPREAD = 100
"""Times the smallest number from which on the axis is logarithmic."""
_OPEN_END = 28
"""Length of the arrow of a range with an open end."""


@dataclass(frozen=True)
class Ranged:
    """A figure on the chart."""

    address: str
    voice: str
    """Who says so, and in which outlet."""
    quote: str
    low: float | None
    high: float | None
    author: bool
    """Whether it is the author's own word."""


def ranges(title: str, figures: Sequence[Ranged]) -> Markup | None:
    """The chart, a row a figure in the order given; None where no figure has a number."""
    bounded = [each for each in figures if each.low is not None or each.high is not None]
    if not bounded:
        return None
    ends = [end for each in bounded for end in (each.low, each.high) if end is not None]
    smallest, largest = min(ends), max(ends)
    by_power = smallest > 0 and largest / smallest >= _WIDE_SPREAD
    ticks = _powers(smallest, largest) if by_power else nice_ticks(min(0, smallest), largest)
    height = _TOP + _ROW * len(bounded)

    def place(value: float) -> float:
        first, last, at = (math.log10(each) if by_power else each for each in (ticks[0], ticks[-1], value))
        return _LEFT + (at - first) / (last - first) * (WIDTH - _LEFT - _RIGHT - _OPEN_END)

    drawn = []
    for tick in ticks:
        drawn.append(element("path", d=f"M{place(tick):.1f} {_TOP - 8}V{height}", class_="grid"))
        drawn.append(words(place(tick), _TOP - 14, in_short(tick), class_="soft middle"))
    for position, each in enumerate(bounded):
        y = _TOP + _ROW * position + _ROW / 2
        mark = _range(each, place, y)
        label = words(_LEFT - 12, y + 4, each.voice, class_="end" + ("" if each.author else " name"), most=38)
        drawn.append(link(each.address, label, mark, label=f"{each.voice}: {each.quote}"))
    return chart(title, height + 6, drawn)


def _range(each: Ranged, place: object, y: float) -> Markup:
    assert callable(place)  # noqa: S101
    colour = 0 if each.author else 1
    if each.low is not None and each.low == each.high:
        return element("circle", cx=place(each.low), cy=y, r=5, class_=f"c{colour}")
    start = place(each.low) if each.low is not None else place(each.high) - _OPEN_END
    end = place(each.high) if each.high is not None else place(each.low) + _OPEN_END
    parts = [element("path", d=f"M{start:.1f} {y:g}H{end:.1f}", class_=f"range s{colour}")]
    if each.high is None:
        parts.append(element("path", d=f"M{end:.1f} {y - 7:g}l9 7l-9 7z", class_=f"c{colour}"))
    if each.low is None:
        parts.append(element("path", d=f"M{start:.1f} {y - 7:g}l-9 7l9 7z", class_=f"c{colour}"))
    return Markup("").join(parts)


def _powers(smallest: float, largest: float) -> list[float]:
    first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]
