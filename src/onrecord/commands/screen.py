"""Where output goes and how hostile text is made safe for a terminal."""

from __future__ import annotations

import re
from functools import cache

from rich.console import Console
from rich.markup import escape

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters (ANSI escapes among them) and the marks that reorder text on screen."""


@cache
def output() -> Console:
    """The console for results."""
    return Console()


@cache
def errors() -> Console:
    """The console for messages, progress and errors."""
    return Console(stderr=True)


def shown(text: str) -> str:
    """The text with control and reordering characters replaced by a visible mark: article text is hostile input."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> str:
    """The text safe to print with markup on: what looks like markup in it stays text."""
    return escape(shown(text))
