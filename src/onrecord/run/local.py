"""Batches coded on this machine: in this process, or in worker processes that each load the models once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Protocol

from onrecord.coded import CodedArticle, coded
from onrecord.errors import StoreError
from onrecord.pipeline import Pipeline, default_stages
from onrecord.run.batches import Batch
from onrecord.schema import Problem
from onrecord.store.layout import ShardSummary, shard_id, write_shard

_SECONDS_BETWEEN_LOOKS = 0.2
"""How often progress is told while workers are busy."""
_SECONDS_TO_END = 5
_BATCHES_IN_FLIGHT_PER_WORKER = 2
"""One being coded and one waiting: bounds memory whatever the size of the corpus."""


@dataclass(frozen=True)
class BatchDone:
    """A shard that is now in the store."""

    summary: ShardSummary
    problems: tuple[Problem, ...]

    @property
    def coded(self) -> int:
        """Its articles but those that were kept without being coded (in another language, or a stage failed)."""
        failed = {problem.article for problem in self.problems if problem.severity == "error"}
        return len(set(self.summary.articles) - failed)


@dataclass(frozen=True)
class BatchWork:
    """What a worker needs besides the batch."""

    folder: Path
    any_language: bool


def run_batches(
    batches: Iterable[Batch], work: BatchWork, *, workers: int, on_articles: Callable[[int], None] | None = None
) -> Generator[BatchDone, None, None]:
    """Each batch's shard as it is written; with several workers not in input order.

    ``on_articles`` is told how many more articles are coded, several times a second. Closing the iterator (or Ctrl-C)
    stops the workers; what is written stays. Raises the first StoreError of a worker.
    """
    if workers == 1:
        pipeline = Pipeline(default_stages())
        ready = False
        for batch in batches:
            if batch.articles and not ready:  # no models are loaded where there is nothing to code
                pipeline.setup()
                ready = True
            yield code_batch(pipeline, batch, work, on_article=partial(on_articles, 1) if on_articles else None)
        return
    yield from _run_in_processes(batches, work, workers, on_articles or (lambda _more: None))


def code_batch(
    pipeline: Pipeline, batch: Batch, work: BatchWork, *, on_article: Callable[[], None] | None = None
) -> BatchDone:
    """The shard of one batch, coded and written."""
    articles: list[CodedArticle] = []
    for article in batch.articles:
        articles.append(coded(pipeline, article, any_language=work.any_language))
        if on_article:
            on_article()
    shard = shard_id([article.id for article in batch.articles], [problem.id for problem in batch.problems])
    summary = write_shard(work.folder, shard, articles, batch.problems)
    met = tuple(problem for article in articles for problem in article.problems)
    return BatchDone(summary, batch.problems + met)


def _run_in_processes(
    batches: Iterable[Batch], work: BatchWork, workers: int, on_articles: Callable[[int], None]
) -> Iterator[BatchDone]:
    context = multiprocessing.get_context("spawn")
    counter = context.Value("q", 0)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(counter,))
    # Read without the lock: a worker that is killed while it holds the lock would hold it for ever.
    so_far = counter.get_obj()
    told = 0
    pending: set[Future[BatchDone]] = set()
    waiting = iter(batches)
    finished = False
    try:
        while True:
            while len(pending) < workers * _BATCHES_IN_FLIGHT_PER_WORKER and (batch := next(waiting, None)):
                with _starting_workers():
                    pending.add(pool.submit(_code_in_worker, batch, work))
            if not pending:
                break
            done, pending = wait(pending, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
            if (coded_so_far := so_far.value) > told:
                on_articles(coded_so_far - told)
                told = coded_so_far
            for future in done:
                yield future.result()
        finished = True
    except BrokenProcessPool:
        raise StoreError(
            f"{work.folder}: a worker process was killed, perhaps because memory ran out. Run the same command again,"
            " with fewer --workers if memory is short: everything recorded so far is kept, and the run goes on from"
            " there."
        ) from None
    finally:
        if not finished:
            # A pool has no public way to stop a running batch.
            processes = list((pool._processes or {}).values())
            for process in processes:
                process.terminate()
            for process in processes:
                process.join(_SECONDS_TO_END)
        pool.shutdown(wait=finished, cancel_futures=True)


@contextmanager
def _starting_workers() -> Iterator[None]:
    """The pool starts its workers on demand, in here.

    They inherit a blocked Ctrl-C, which else would end them with a traceback while they load: the parent alone decides.
    And they see an empty ``__main__``, which they would else run once more: a script that builds a store need not be
    written for that.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)
        sys.modules["__main__"] = main


class _Counter(Protocol):
    """A number that all processes see."""

    value: int

    def get_lock(self) -> AbstractContextManager[object]: ...


@dataclass(frozen=True)
class _Worker:
    pipeline: Pipeline
    counter: _Counter


_WORKER: list[_Worker] = []
"""What a worker process has loaded, put here by _start_worker."""


def _start_worker(counter: _Counter) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        # A pool's workers outlive a parent that is killed: they would hold memory for ever.
        threading.Thread(target=end_with_parent, daemon=True).start()
    _WORKER.append(_Worker(_ready_pipeline(), counter))


def _code_in_worker(batch: Batch, work: BatchWork) -> BatchDone:
    worker = _WORKER[0]

    def count() -> None:
        with worker.counter.get_lock():
            worker.counter.value += 1

    return code_batch(worker.pipeline, batch, work, on_article=count)


def _ready_pipeline() -> Pipeline:
    pipeline = Pipeline(default_stages())
    pipeline.setup()
    return pipeline
