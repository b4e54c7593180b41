"""What the charts share: elements, scales, and the style that a chart takes with it when it is saved."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from markupsafe import Markup, escape

from onrecord.commands.screen import shown

WIDTH = 960
"""Units of a chart's width; the page scales it."""
STYLE = """
text { font: 12px system-ui, "Liberation Sans", Arial, sans-serif; fill: #1c1f22; }
text { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
.soft { fill: #5a6168; } .end { text-anchor: end; } .middle { text-anchor: middle; } .name { font-weight: 600; }
.grid { stroke: #dcdcd5; fill: none; } .axis { stroke: #5a6168; fill: none; } .land { stroke: #b9b9b1; fill: none; }
.c0 { fill: #2a6db3; } .c1 { fill: #c2571a; } .c2 { fill: #0a8a6c; } .c3 { fill: #b0458f; } .c4 { fill: #8f7d10; }
.c5 { fill: #66aee0; } .c6 { fill: #8d949b; } .range { stroke-width: 6; }
.s0 { stroke: #2a6db3; } .s1 { stroke: #c2571a; }
.edge { fill: none; } .cooperative { stroke: #00745a; } .conflictual { stroke: #a3307f; stroke-dasharray: 6 3; }
.head.cooperative { fill: #00745a; } .head.conflictual { fill: #a3307f; stroke-dasharray: none; }
.node { fill: #fdfdfb; stroke: #1c1f22; } .idle { opacity: .35; } .point { fill: #b04a1e; fill-opacity: .75; }
.area { fill: #b04a1e; fill-opacity: .12; stroke: #b04a1e; stroke-dasharray: 3 3; }
"""
"""Colours of a saved chart, those of the light page; on a page, its own style sheet names the same classes."""
COLOURS = 6
"""Classes c0 to c5 for what is told apart, c6 for the rest."""


def element(name: str, content: str | Markup = "", /, **attributes: str | float | None) -> Markup:
    """One element with its attributes and content escaped; ``class_`` is class, ``text_anchor`` text-anchor."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in ("svg", "g", "a", "text", "title", "style"):
        inner = content if isinstance(content, Markup) else escape(shown(content))
        return Markup(f"<{name}{written}>{inner}</{name}>")  # noqa: S704  every part is escaped above
    return Markup(f"<{name}{written}/>")  # noqa: S704


def chart(title: str, height: float, parts: Iterable[Markup], *, width: float = WIDTH) -> Markup:
    """The chart with a title that screen readers read."""
    return element(
        "svg",
        element("title", title) + Markup("").join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        role="group",
        class_="chart",
    )


def saved(drawn: Markup) -> str:
    """The chart as a file of its own: with its colours in it and its links left out of account."""
    head, _, rest = str(drawn).partition("</title>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}</title><style>{STYLE}</style>{rest}\n'


def link(address: str, *content: Markup, label: str | None = None) -> Markup:
    """The content as a link, with what a pointer over it says."""
    inner = Markup("").join(content)
    return element("a", (element("title", label) if label else Markup("")) + inner, href=address)


def words(x: float, y: float, content: str, *, class_: str = "", most: int = 34) -> Markup:
    """A line of words at a place, cut to ``most`` characters."""
    cut = content if len(content) <= most else content[: most - 1].rstrip() + "…"
    return element("text", cut, x=x, y=y, class_=class_ or None)


def nice_ticks(low: float, high: float, *, wanted: int = 6) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) that span low to high."""
    if high <= low:
        high = low + 1
    rough = (high - low) / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def in_short(value: float) -> str:
    """A number for an axis: 12,000 as 12,000, 3400000 as 3.4m."""
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:g}m"
    return f"{value:,.10g}"


def day_of(text: str) -> dt.date | None:
    """The day of an ISO date; the first of the month or year where it names no day; None where it is no date."""
    try:
        return dt.date.fromisoformat(text[:10] if len(text) >= 10 else (text + "-01-01")[:10])
    except ValueError:
        return None


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
