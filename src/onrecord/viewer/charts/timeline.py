"""What was published or happened when: bars by day, week or month, stacked by what is told apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.viewer.charts.svg import COLOURS, WIDTH, chart, day_of, element, in_short, link, nice_ticks, words

_LEFT, _TOP, _HEIGHT, _FOOT = 48, 34, 260, 40
_LINE = 18
"""Height of a line of the legend."""
_MOST_DAYS, _MOST_WEEKS = 70, 500


@dataclass(frozen=True)
class Count:
    """So many records of one part on one day."""

    day: str
    part: str
    n: int


def timeline(
    title: str, counts: Sequence[Count], address: Callable[[str, str, str], str], *, width: float = WIDTH
) -> Markup | None:
    """The chart; None where nothing has a date.

    ``address`` makes the list's address of a part and the first and last day of a bar; ``width`` in units of a
    chart.
    """
    dated = [(day, each) for each in counts if (day := day_of(each.day))]
    if not dated:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    days = (last - first).days + 1
    start_of = _by_day if days <= _MOST_DAYS else _by_week if days <= _MOST_WEEKS else _by_month
    totals = Counter({part: 0 for _, each in dated for part in [each.part]})
    bars: dict[dt.date, Counter[str]] = {}
    for day, each in dated:
        totals[each.part] += each.n
        bars.setdefault(start_of(day), Counter())[each.part] += each.n
    parts = [part for part, _ in sorted(totals.items(), key=lambda each: (-each[1], each[0]))]
    told_apart = parts[:COLOURS]
    slots = _slots(start_of(first), last, start_of)
    ticks = nice_ticks(0, max(sum(each.values()) for each in bars.values()), wanted=4)
    wide = (width - _LEFT) / len(slots)
    legend, lines = _legend(told_apart, others=len(parts) > COLOURS, width=width)
    scale = (_HEIGHT - _TOP - _LINE * (lines - 1)) / ticks[-1]
    drawn = [*legend, *(_tick(tick, _HEIGHT - tick * scale, width) for tick in ticks if tick == int(tick))]
    for position, slot in enumerate(slots):
        x = _LEFT + position * wide
        end = (slots[position + 1] if position + 1 < len(slots) else last + dt.timedelta(days=1)) - dt.timedelta(days=1)
        drawn.extend(_bar(bars.get(slot, Counter()), parts, x, wide, scale, slot, max(end, slot), address))
        if position % max(1, round(80 / wide)) == 0:
            drawn.append(words(x + wide / 2, _HEIGHT + 18, _label(slot, start_of), class_="soft middle"))
    drawn.append(element("path", d=f"M{_LEFT} {_HEIGHT}H{width}", class_="axis"))
    return chart(title, _HEIGHT + _FOOT, drawn, width=width)


def _bar(
    bar: Counter[str],
    parts: Sequence[str],
    x: float,
    wide: float,
    scale: float,
    first: dt.date,
    last: dt.date,
    address: Callable[[str, str, str], str],
) -> list[Markup]:
    drawn = []
    y: float = _HEIGHT
    period = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    for position, part in enumerate(parts):
        n = bar[part]
        if not n:
            continue
        y -= n * scale
        rect = element(
            "rect",
            x=x + min(1.5, wide * 0.08),
            y=y,
            width=max(0.6, wide - min(3, wide * 0.16)),
            height=max(0.8, n * scale - 0.6),
            class_=f"c{min(position, COLOURS)}",
        )
        drawn.append(link(address(part, first.isoformat(), last.isoformat()), rect, label=f"{part}: {n:,}, {period}"))
    return drawn


def _legend(parts: Sequence[str], *, others: bool, width: float) -> tuple[list[Markup], int]:
    """The names of the parts, and how many lines they take."""
    drawn = []
    x: float = _LEFT
    line = 0
    for position, part in enumerate([*parts, *(["others"] if others else [])]):
        shown = part if len(part) <= 24 else part[:23] + "…"
        if x + 15 + 6.6 * len(shown) > width and x > _LEFT:
            x, line = _LEFT, line + 1
        drawn.append(element("rect", x=x, y=4 + _LINE * line, width=10, height=10, class_=f"c{min(position, COLOURS)}"))
        drawn.append(words(x + 15, 13 + _LINE * line, shown))
        x += 30 + 6.6 * len(shown)
    return drawn, line + 1


def _tick(tick: float, y: float, width: float) -> Markup:
    line = element("path", d=f"M{_LEFT} {y:.1f}H{width}", class_="grid")
    return line + words(_LEFT - 8, y + 4, in_short(tick), class_="soft end")


def _slots(first: dt.date, last: dt.date, start_of: Callable[[dt.date], dt.date]) -> list[dt.date]:
    slots = [first]
    day = first
    while day <= last:
        day += dt.timedelta(days=1)
        if day <= last and start_of(day) != slots[-1]:
            slots.append(start_of(day))
    return slots


def _by_day(day: dt.date) -> dt.date:
    return day


def _by_week(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _by_month(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _label(slot: dt.date, start_of: Callable[[dt.date], dt.date]) -> str:
    return slot.strftime("%b %Y") if start_of is _by_month else f"{slot.day} {slot.strftime('%b')}"
