"""Batches coded in a process of its own, so that an article that kills the process costs nothing but itself.

A fault in native code (the encoder's runtime, a parser) ends the process without a Python error, and so does the system
when memory runs out. The process says after each article that it is done; where it dies, the article in hand is known.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from onrecord.errors import StoreError
from onrecord.ids import sealed_problem
from onrecord.run.batches import Batch
from onrecord.run.children import end_with_parent, starting_children
from onrecord.run.coding import BatchDone, BatchWork, code_batch, ready_pipeline
from onrecord.schema import Article, Problem

STAGE = "run"
"""Stands in the problem of an article that kills its process."""
_TRIES = 2
"""Deaths over one article before it is given up: the first may have come from outside."""
_GIVEN_UP_IN_A_ROW = 3
"""Articles next to each other that each kill the process: then it is not the articles, it is the machine."""
_LOADING = -1
"""Stands for the number of articles done while the models are being loaded."""
_SECONDS_TO_END = 5
_STARTING = threading.Lock()


@dataclass(frozen=True)
class _Death:
    """The process died."""

    after: int
    """Articles of the batch it had done, or _LOADING."""
    how: str


class GuardedCoder:
    """Codes batches in a child process with the models loaded; starts another where an article kills it.

    ``code`` is for one thread at a time, ``close`` for any.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._loaded = False
        self._closed = False

    def code(self, batch: Batch, work: BatchWork, *, on_article: Callable[[], None] | None = None) -> BatchDone:
        """The shard of one batch, coded and written by the child.

        An article over which the child died twice is kept without records, with a problem that says so.
        ``on_article`` is called once for each article. Raises StoreError where the shard can't be written, where the
        child dies while it loads or writes, or over three articles in a row.
        """
        deaths: Counter[int] = Counter()
        given_up: dict[str, Problem] = {}
        told = 0

        def tell(done: int) -> None:
            nonlocal told
            if on_article and done > told:
                on_article()
            told = max(told, done)

        while True:
            answer = self._answer(batch, work, given_up, tell)
            if isinstance(answer, BatchDone):
                return answer
            if isinstance(answer, StoreError):
                raise answer
            deaths[answer.after] += 1
            if deaths[answer.after] < _TRIES:
                continue
            if not 0 <= answer.after < len(batch.articles):
                raise _machine_fault(work, "loaded its models" if answer.after == _LOADING else "wrote", answer.how)
            article = batch.articles[answer.after]
            given_up[article.id] = _killer(article, answer.how)
            last = batch.articles[max(0, answer.after + 1 - _GIVEN_UP_IN_A_ROW) : answer.after + 1]
            if len(last) == _GIVEN_UP_IN_A_ROW and all(each.id in given_up for each in last):
                raise _machine_fault(work, f"coded {article.key}, and over the two articles before it", answer.how)

    def close(self) -> None:
        """Ends the child; ``code``, where it runs in another thread, then raises StoreError."""
        with _STARTING:
            self._closed = True
            process = self._process
        if process is not None and process.is_alive():
            process.terminate()
            process.join(_SECONDS_TO_END)
            process.kill()

    def _answer(
        self, batch: Batch, work: BatchWork, given_up: dict[str, Problem], tell: Callable[[int], None]
    ) -> BatchDone | StoreError | _Death:
        connection = self._started()
        after = 0 if self._loaded else _LOADING
        try:
            connection.send((batch, work, given_up))
            while True:
                answer = connection.recv()
                if isinstance(answer, BatchDone | StoreError):
                    return answer
                self._loaded = True
                after = answer
                tell(after)
        except (EOFError, ConnectionError):
            return _Death(after, self._ended())

    def _started(self) -> Connection:
        """The way to the child, which is started first where there is none."""
        with _STARTING:
            if self._closed:
                raise StoreError("the run was stopped")
            if self._connection is None:
                context = multiprocessing.get_context("spawn")
                self._connection, theirs = context.Pipe()
                self._process = context.Process(target=_serve, args=(theirs,))
                with starting_children():
                    self._process.start()
                theirs.close()  # else the end of the child would not be seen
            return self._connection

    def _ended(self) -> str:
        """How the child ended; there is none afterwards."""
        assert self._process is not None  # noqa: S101
        assert self._connection is not None  # noqa: S101
        self._process.join(_SECONDS_TO_END)
        code = self._process.exitcode
        self._connection.close()
        self._process = self._connection = None
        self._loaded = False
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"


def _serve(parent: Connection) -> None:
    """What the child does: answers each batch by the count of articles done so far and at last by its shard."""
    end_with_parent()
    pipeline = ready_pipeline()
    while True:
        try:
            batch, work, given_up = parent.recv()
        except EOFError:
            return
        done = 0
        parent.send(done)

        def count() -> None:
            nonlocal done
            done += 1
            parent.send(done)

        try:
            parent.send(code_batch(pipeline, batch, work, given_up=given_up, on_article=count))
        except StoreError as error:
            parent.send(error)


def _killer(article: Article, how: str) -> Problem:
    return sealed_problem(
        Problem(
            source=article.source,
            place=article.locator,
            article=article.id,
            stage=STAGE,
            severity="error",
            problem=f"the process that coded this article died twice over it ({how}); it is not coded",
            remedy="Please report it with the article. If memory ran short (SIGKILL), code it into another record with"
            " fewer --workers.",
        )
    )


def _machine_fault(work: BatchWork, doing: str, how: str) -> StoreError:
    return StoreError(
        f"{work.folder}: a worker process died twice ({how}) while it {doing}, perhaps because memory ran out. Run the"
        " same command again, with fewer --workers if memory is short: everything recorded so far is kept, and the run"
        " goes on from there."
    )
