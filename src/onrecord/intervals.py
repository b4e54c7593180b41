"""Which things stand at a place of the text, found without looking at all of them: keeps long articles linear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
Stretch = tuple[int, int]
_BLOCK = 512
"""Code points of a block; about three sentences, so that a look at one block meets few things."""


class Placed(Generic[T]):
    """Things by the blocks of the text that their stretches touch."""

    def __init__(self, things: Iterable[T], stretches: Callable[[T], Iterable[Stretch]]) -> None:
        self._things = tuple(things)
        self._by_block: defaultdict[int, list[int]] = defaultdict(list)
        for position, thing in enumerate(self._things):
            blocks = {block for start, end in stretches(thing) for block in _blocks(start, end)}
            for block in blocks:
                self._by_block[block].append(position)

    def near(self, start: int, end: int) -> list[T]:
        """All things that touch the half-open stretch, and some that stand close by, in the order they were given."""
        blocks = _blocks(start, end)
        if len(blocks) == 1:
            return [self._things[position] for position in self._by_block.get(blocks[0], ())]
        positions = {position for block in blocks for position in self._by_block.get(block, ())}
        return [self._things[position] for position in sorted(positions)]


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, max(start, end - 1) // _BLOCK + 1)
