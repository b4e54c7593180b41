"""Files read on a Ray cluster, several at once, their articles given in the order of the input."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError
from onrecord.readers import ReadOptions, expand_sources, read_articles
from onrecord.schema import Article, Problem

Item = Article | Problem
Source = Path | Problem

_ITEMS_IN_A_PIECE = 64
_PIECES_AHEAD = 256
"""Pieces that a reader makes before they are asked for: a whole WARC of pages, so that the next file is there when the
one before it ends. They lie in Ray's object store, which goes to disk where memory ends."""
_BYTES_IN_A_JOB = 64 * 1024 * 1024
_FILES_IN_A_JOB = 1000
"""Files are handed to a reader together up to this many or this many bytes."""
_TRIES = 3


class ReadingActor:
    """Reads files somewhere on the cluster and gives what they hold piece by piece."""

    def __init__(self) -> None:
        self._items: Iterator[Item] = iter(())

    def begin(self, folder: str, sources: Sequence[Source], options: ReadOptions, passed: int) -> None:
        """Begins with these sources; relative paths are below ``folder``, the first ``passed`` items are left out."""
        if any(isinstance(source, Path) and not source.is_absolute() for source in sources):
            os.chdir(folder)
        self._items = islice(_items(sources, options), passed, None)

    def more(self) -> list[Item]:
        """The next articles and problems; empty at the end."""
        return list(islice(self._items, _ITEMS_IN_A_PIECE))


def _items(sources: Sequence[Source], options: ReadOptions) -> Iterator[Item]:
    for source in sources:
        if isinstance(source, Problem):
            yield source
        else:
            yield from read_articles(source, options=options)


def read_in_order(
    ray: Any, actor: Any, sources: Sequence[str | Path], *, options: ReadOptions, readers: int
) -> Generator[Item, None, None]:
    """The articles of all sources in order, and a problem for each that can't be read.

    ``actor`` is the ReadingActor as a Ray actor class. Each reader has a stretch of files open. Raises StoreError where
    readers die over the same place three times.
    """
    jobs = iter(_jobs(expand_sources([str(each) for each in sources])))
    ahead = _PIECES_AHEAD if readers > 1 else 2
    opened: deque[Job] = deque(Job(ray, actor, actor.remote(), job, options, ahead) for job in islice(jobs, readers))
    try:
        while opened:
            first = opened[0]
            piece = first.next_piece()
            if piece:
                yield from piece
                continue
            opened.popleft()
            job = next(jobs, None)
            if job is None:
                kill(ray, first.reader)
            else:
                opened.append(Job(ray, actor, first.reader, job, options, ahead))
    finally:
        kill(ray, *(each.reader for each in opened))


def _jobs(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Stretches of the sources, each work for one reader."""
    job: list[Source] = []
    held = 0
    for source in sources:
        job.append(source)
        held += _size(source)
        if held >= _BYTES_IN_A_JOB or len(job) >= _FILES_IN_A_JOB:
            yield job
            job, held = [], 0
    if job:
        yield job


def _size(source: Source) -> int:
    try:
        return source.stat().st_size if isinstance(source, Path) else 0
    except OSError:
        return 0  # the reader will say what is wrong with it


@dataclass
class Job:
    """A stretch of files that one reader is reading."""

    ray: Any
    actor: Any
    reader: Any
    sources: list[Source]
    options: ReadOptions
    ahead: int
    passed: int = 0
    """Items given so far."""
    lost: int = 0
    """Readers lost since the last piece."""
    pieces: deque[Any] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._begin()

    def next_piece(self) -> list[Item]:
        """The next items; empty at the end."""
        while True:
            try:
                self.ray.get(self.begun)
                piece: list[Item] = self.ray.get(self.pieces[0])
            except self.ray.exceptions.RayTaskError as error:
                raise StoreError(
                    f"{_first_name(self.sources)}: can't be read on the cluster ({reason_of(error)}). Name sources and"
                    " the record by paths that all nodes share."
                ) from None
            except self.ray.exceptions.RayError as error:
                self._lose(error)
                continue
            self.pieces.popleft()
            self.pieces.append(self.reader.more.remote())
            self.passed += len(piece)
            self.lost = 0
            return piece

    def _begin(self) -> None:
        self.begun = self.reader.begin.remote(str(Path.cwd()), self.sources, self.options, self.passed)
        self.pieces.clear()
        self.pieces.extend(self.reader.more.remote() for _ in range(self.ahead))

    def _lose(self, error: Exception) -> None:
        self.lost += 1
        if self.lost >= _TRIES:
            raise StoreError(
                f"{_first_name(self.sources)}: the process that reads it, or a file after it, died {_TRIES} times after"
                f" {self.passed:,} items ({reason_of(error)}). Leave that file out, or run it without --ray."
            )
        self.reader = self.actor.remote()
        self._begin()


def kill(ray: Any, *actors: Any) -> None:
    """Ends actors. Where Ray is shut down already they are gone, and to ask it would start another cluster."""
    if ray.is_initialized():
        for actor in actors:
            ray.kill(actor)


def reason_of(error: Exception) -> str:
    """The first line of what an error of Ray says; of one that came up in an actor, what came up."""
    cause = getattr(error, "cause", None)
    return (str(cause or error).splitlines() or [type(error).__name__])[0]


def _first_name(sources: Sequence[Source]) -> str:
    first = sources[0]
    return first.source if isinstance(first, Problem) else str(first)
