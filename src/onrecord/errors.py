"""The few exceptions of onrecord; messages are written where they are raised."""

from __future__ import annotations


class OnrecordError(Exception):
    """Anything onrecord refuses with a message meant for the person who runs it."""


class InputError(OnrecordError):
    """An input that can't be read or coded: names the file, the place and the remedy."""

    def __init__(self, source: str, problem: str, remedy: str, *, place: str | None = None) -> None:
        self.source = source
        self.place = place
        self.problem = problem
        self.remedy = remedy
        where = f"{source}, {place}" if place else source
        super().__init__(f"{where}: {problem}. {remedy}")


class StoreError(OnrecordError):
    """A record folder that can't be opened, written or resumed."""


class StageError(OnrecordError):
    """A stage that breaks its contract: wrong layers, broken evidence, unstable ids."""
