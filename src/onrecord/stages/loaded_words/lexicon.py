"""The words that judge, read from ``lexicon.tsv``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast

from onrecord.schema import Leaning

Part = Literal["N", "V", "A", "R"]


@dataclass(frozen=True)
class Entry:
    """One loaded word in one part of speech."""

    word: str
    tokens: tuple[str, ...]
    """Its words as the parse has them: a hyphen may be one of its own."""
    part: Part
    leaning: Leaning
    needs_actor: bool
    """True where it judges only if it is said of an actor ("a puppet of the ministry", not "a puppet show")."""
    not_with: frozenset[str]
    """Words beside it in its phrase that give it another sense."""


@functools.cache
def lexicon() -> Mapping[str, tuple[Entry, ...]]:
    """First token to the entries that begin with it, the longest first."""
    found: dict[str, list[Entry]] = {}
    table = files(__package__).joinpath("lexicon.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        words, part, leaning, said_of, not_with = line.split("\t")
        others = frozenset(not_with.split("|")) - {""}
        for word in words.split("|"):
            for tokens in {(*word.split(),), (*re.findall(r"\w+|-", word),)}:
                entry = Entry(word, tokens, cast("Part", part), cast("Leaning", leaning), said_of == "actor", others)
                found.setdefault(tokens[0], []).append(entry)
    return {first: tuple(sorted(entries, key=_longest_first)) for first, entries in found.items()}


def _longest_first(entry: Entry) -> tuple[int, str, str]:
    return -len(entry.tokens), entry.word, entry.part
