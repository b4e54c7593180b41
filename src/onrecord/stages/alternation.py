"""A choice of named patterns, tried only where one of them can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

_LENGTH = 3
"""Characters by which openings are told apart; with four, those of numbers are too many to list."""
_FOLDED = str.maketrans({
    letter: "0" if letter.isdigit() else " " if letter.isspace() else letter.lower() for letter in map(chr, range(128))
})  # fmt: skip


class Alternation:
    """The first of several patterns, in their order, that matches at the first place where any of them does.

    It finds what the one expression ``guard(?P<lead>...)?(?:(?P<a>...)|(?P<b>...))`` finds, many times faster: at each
    place only the patterns are tried that can begin with the characters there. ``guard`` is a condition of no width;
    ``lead`` names a pattern that may stand before each of the others. ``lastgroup`` of a match is the name of the
    pattern; groups of the other patterns, and the lead where there is none, are not in it.
    """

    def __init__(self, patterns: Sequence[tuple[str, str]], *, guard: str, lead: tuple[str, str] | None = None) -> None:
        named = [f"(?P<{name}>{pattern})" for name, pattern in patterns]
        begin = [pattern for _, pattern in patterns]
        if lead is not None:
            named.insert(0, f"(?P<{lead[0]}>{lead[1]})(?:{'|'.join(named)})")
            begin.insert(0, lead[1])
        self._patterns = tuple(map(re.compile, named))
        self._openings = tuple(map(openings, begin))
        self._places = re.compile(guard + _first_letter(frozenset().union(*self._openings)))
        self._begun_by = lru_cache(maxsize=2**15)(self._find_begun_by)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in text[start:end], or None; the guard sees what stands before ``start``."""
        for place in self._places.finditer(text, start, end):
            at = place.start()
            for pattern in self._begun_by(text[at : at + _LENGTH] if at + _LENGTH <= end else ""):
                if (match := pattern.match(text, at, end)) is not None:
                    return match
        return None

    def _find_begun_by(self, letters: str) -> tuple[re.Pattern[str], ...]:
        """The patterns that may match where these letters stand: all, if they are too few or not ASCII."""
        if len(letters) < _LENGTH or not letters.isascii():
            return self._patterns
        folded = letters.translate(_FOLDED)
        begun = {folded[:length] for length in range(_LENGTH + 1)}
        return tuple(p for p, known in zip(self._patterns, self._openings, strict=True) if not begun.isdisjoint(known))


def openings(pattern: str) -> frozenset[str]:
    """The first three characters of all that a pattern matches; fewer where any may follow.

    Letters are in lower case, digits 0, white space a blank; what begins with other characters than ASCII's is left
    out. Conditions of no width are taken as met, so that no match begins with some of the openings, but every match
    begins with one. The standard library's own parser of expressions reads the pattern.
    """
    opened, closed = _of_sequence(_parser.parse(pattern))
    return frozenset(opened | closed)


def _first_letter(known: frozenset[str]) -> str:
    """A pattern for one character with which an opening begins, or that is not ASCII."""
    if "" in known:
        return "(?s:.)"
    firsts = {opening[0] for opening in known}
    letters = "".join(re.escape(letter) for letter in map(chr, range(128)) if letter.translate(_FOLDED) in firsts)
    return rf"[{letters}\x80-\U0010ffff]"


_Openings: TypeAlias = tuple[set[str], set[str]]
"""Openings that go on with what follows, and openings that are whole: of full length, or before any character."""


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Openings:
    opened, closed = {""}, set[str]()
    for operation, argument in items:
        opened, more = _joined(opened, _of_item(operation, argument))
        closed |= more
    return opened, closed


def _joined(opened: set[str], following: _Openings) -> _Openings:
    goes_on, whole = ({(first + then)[:_LENGTH] for first in opened for then in thens} for thens in following)
    full = {opening for opening in goes_on if len(opening) == _LENGTH}
    return goes_on - full, whole | full


def _of_item(operation: Any, argument: Any) -> _Openings:
    if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return {""}, set()
    if operation is _constants.LITERAL:
        return set(_ascii(argument, argument)), set()
    if operation is _constants.IN:
        letters = set(_letters(argument))
        return (set(), {""}) if _ANY in letters else (letters, set())
    if operation is _constants.SUBPATTERN:
        return _of_sequence(argument[-1])
    if operation is _constants.BRANCH:
        opened, closed = zip(*map(_of_sequence, argument[-1]), strict=True)
        return set().union(*opened), set().union(*closed)
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        least, most, items = argument
        return _repeated(_of_sequence(items), least, most)
    return set(), {""}


def _repeated(once: _Openings, least: int, most: int) -> _Openings:
    opened, closed = {""}, set[str]()
    found = {""} if least == 0 else set[str]()
    for times in range(1, min(most, max(least, _LENGTH)) + 1):
        opened, more = _joined(opened, once)
        closed |= more
        found |= opened if times >= least else set()
    return found, closed


_ANY = "any"


def _letters(choice: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The characters of a set in brackets; _ANY where it may be any."""
    for operation, argument in choice:
        if operation is _constants.LITERAL:
            yield from _ascii(argument, argument)
        elif operation is _constants.RANGE:
            yield from _ascii(*argument)
        elif argument is _constants.CATEGORY_DIGIT:
            yield "0"
        elif argument is _constants.CATEGORY_SPACE:
            yield " "
        else:
            yield _ANY


def _ascii(first: int, last: int) -> Iterator[str]:
    return (chr(code).translate(_FOLDED) for code in range(first, min(last, 127) + 1))
