"""Search for words and phrases over the texts, and for actors by name."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from onrecord.viewer.catalogue import rows_of

_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_OPEN, _CLOSE = "\x02", "\x03"
"""Marks round what was found; the index holds no control characters."""
_SHOWN_HITS = 100
_MOST_RANKED = 20_000
"""Passages up to which hits are ordered by how well they fit (BM25); beyond, a word says little and time decides."""


@dataclass(frozen=True)
class Hit:
    """A passage with what was found in it."""

    article: str
    start: int
    """First code point of the first word found, into the article's text."""
    pieces: tuple[tuple[str, bool], ...]
    """The passage in pieces, and whether each is what was asked for."""
    article_row: dict[str, Any]
    """The article as in the list of articles."""
    voices: tuple[str, ...]
    """Speakers of the statements in whose content the first word found stands, outermost first; empty = the author."""


@dataclass(frozen=True)
class Found:
    """The answer to a search."""

    hits: tuple[Hit, ...]
    passages: int
    articles: int
    actors: tuple[dict[str, Any], ...]
    by_time: bool
    """True where there were too many passages to order them by how well they fit."""


def full_text_query(asked: str) -> str:
    """The query in the index's own language: words all of which must stand in the passage, "phrases", -not, begin*.

    '' where nothing is asked for. Every word is quoted, so nothing in it is an operator.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in _PIECE.finditer(asked):
        words = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        open_ended = piece["word"] is not None and words.endswith("*")
        words = re.sub(r"\W+", " ", words).strip()
        if not words or words == "_":
            continue
        term = f'"{words}"' + (" *" if open_ended else "")
        (unwanted if piece["minus"] else wanted).append(term)
    if not wanted:
        return ""
    query = " AND ".join(wanted)
    return f"({query})" + "".join(f" NOT {term}" for term in unwanted)


def found(words: sqlite3.Connection, lists: duckdb.DuckDBPyConnection, asked: str) -> Found:
    """What a search finds: the best passages, how many there are, and actors whose name has all the words."""
    query = full_text_query(asked)
    if not query:
        return Found((), 0, 0, (), by_time=False)
    passages, articles = words.execute(
        "select count(*), count(distinct article) from passages where passages match ?", (query,)
    ).fetchone()
    by_time = passages > _MOST_RANKED
    rows = words.execute(
        f"select article, start, highlight(passages, 0, '{_OPEN}', '{_CLOSE}') from passages where passages match ?"
        f" order by {'rowid' if by_time else 'rank'} limit {_SHOWN_HITS}",
        (query,),
    ).fetchall()
    return Found(_hits(words, lists, rows), passages, articles, tuple(_actors(lists, asked)), by_time)


def _hits(
    words: sqlite3.Connection, lists: duckdb.DuckDBPyConnection, rows: Sequence[tuple[str, int, str]]
) -> tuple[Hit, ...]:
    ids = sorted({article for article, _, _ in rows})
    articles = {
        row["id"]: row
        for row in rows_of(
            lists,
            "select * exclude (text) from lists.articles where id in (select unnest($ids::varchar[]))",
            {"ids": ids},
        )
    }
    hits = []
    for article, start, marked in rows:
        first = start + max(marked.find(_OPEN), 0)
        voices = words.execute(
            'select speaker from speaking where article = ? and "start" <= ? and "end" > ? order by depth',
            (article, first, first),
        ).fetchall()
        speakers = tuple(dict.fromkeys(speaker for (speaker,) in voices))
        hits.append(Hit(article, first, _pieces(marked), articles[article], speakers))
    return tuple(hits)


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    pieces = []
    for position, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if part:
            pieces.append((part, position % 2 == 1))
    return tuple(pieces)


def _actors(lists: duckdb.DuckDBPyConnection, asked: str) -> list[dict[str, Any]]:
    words = [each for each in re.findall(r"\w+", asked) if len(each) > 1]
    if not words:
        return []
    condition = " and ".join(f"name ilike $word{position}" for position in range(len(words)))
    bound = {f"word{position}": f"%{word}%" for position, word in enumerate(words)}
    return rows_of(lists, f"select * from lists.actors where {condition} order by mentions desc, name limit 8", bound)
