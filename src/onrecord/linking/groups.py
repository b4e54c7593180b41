"""Things that belong together, found by joining two at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """Disjoint groups that grow by joining (union-find with path halving); a thing never named is alone."""

    def __init__(self) -> None:
        self._above: dict[K, K] = {}

    def lead(self, thing: K) -> K:
        """The thing that stands for the group of this one."""
        above = self._above
        if thing not in above:
            return thing
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, lead: K, other: K) -> K:
        """The lead of the joined group: that of ``lead``'s group."""
        first, second = self.lead(lead), self.lead(other)
        self._above.setdefault(first, first)
        self._above[second] = first
        return first

    def members(self) -> Iterator[tuple[K, K]]:
        """Each thing that was ever joined, with its lead."""
        for thing in list(self._above):
            yield thing, self.lead(thing)
