"""Where output goes and how hostile text is made safe for a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO, TextIOWrapper
from typing import NoReturn, TextIO

import msgspec
from rich.console import Console, ConsoleOptions
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.commands import ReaderGoneError

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters (ANSI escapes among them) and the marks that reorder text on screen."""


class _Screen(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Tells that whoever read the output is gone; rich would end the process with exit code 1."""
        raise ReaderGoneError


@cache
def output() -> Console:
    """The console for results. What the terminal's encoding does not have is printed as an escape."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return _Screen()


@cache
def errors() -> Console:
    """The console for messages, progress and errors."""
    return _Screen(stderr=True)


@contextmanager
def machine_output() -> Iterator[TextIO]:
    """The stream for JSON and CSV: UTF-8 whatever the terminal's encoding, nowhere if the output is closed."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield sys.stdout or StringIO()
    except BrokenPipeError:
        raise ReaderGoneError from None


def print_json(answer: object) -> None:
    """Prints the answer as JSON, indented by two blanks; numbers that JSON does not have (NaN, infinity) as null."""
    with machine_output() as out:
        out.write(msgspec.json.format(_JSON.encode(answer), indent=2).decode() + "\n")


_JSON = msgspec.json.Encoder(decimal_format="number", enc_hook=str)


def shown(text: str) -> str:
    """The text with control and reordering characters replaced by a visible mark: article text is hostile input."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> str:
    """The text safe to print with markup on: what looks like markup in it stays text."""
    return escape(shown(text))


_NARROWEST_COLUMN = 11
"""Characters of a column, the blanks beside it counted, in which words are still read."""


class Rows:
    """A table; on a screen with fewer than ``narrowest`` characters for a column, each row as a block of lines."""

    def __init__(self, *columns: str, narrowest: int = _NARROWEST_COLUMN) -> None:
        self.columns = columns
        self.narrowest = narrowest
        self.rows: list[tuple[str, ...]] = []

    def add_row(self, *cells: str) -> None:
        """Adds a row, its cells as they are to be shown (not as markup)."""
        self.rows.append(tuple(shown(cell) for cell in cells))

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterable[Table | Text]:
        if options.max_width < self.narrowest * len(self.columns):
            yield from map(self._block, self.rows)
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in self.columns:
            table.add_column(column, overflow="fold")
        for row in self.rows:
            table.add_row(*map(Text, row))
        yield table

    def _block(self, row: tuple[str, ...]) -> Text:
        block = Text(row[0], style="bold")
        for column, cell in zip(self.columns[1:], row[1:], strict=True):
            if cell:
                block.append(f"\n  {column}: ", style="not bold dim").append(cell, style="not bold")
        return block
