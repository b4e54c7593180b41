"""Batches coded on this machine: in this process, or in worker processes that each load the models once."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from onrecord.coded import coded
from onrecord.errors import OnrecordError
from onrecord.pipeline import Pipeline, default_stages
from onrecord.run.batches import Batch
from onrecord.schema import Problem
from onrecord.store.layout import ShardSummary, shard_id, write_shard

_BATCHES_IN_FLIGHT_PER_WORKER = 2
"""One being coded and one waiting: bounds memory whatever the size of the corpus."""


@dataclass(frozen=True)
class BatchDone:
    """A shard that is now in the store."""

    summary: ShardSummary
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class BatchWork:
    """What a worker needs besides the batch."""

    folder: Path
    any_language: bool


def run_batches(batches: Iterable[Batch], work: BatchWork, *, workers: int) -> Iterator[BatchDone]:
    """Each batch's shard as it is written; with several workers not in input order.

    Closing the iterator (or Ctrl-C) stops the workers; what is written stays. Raises the first StoreError of a worker.
    """
    if workers == 1:
        pipeline = _ready_pipeline()
        for batch in batches:
            yield code_batch(pipeline, batch, work)
        return
    yield from _run_in_processes(batches, work, workers)


def code_batch(pipeline: Pipeline, batch: Batch, work: BatchWork) -> BatchDone:
    """The shard of one batch, coded and written."""
    articles = [coded(pipeline, article, any_language=work.any_language) for article in batch.articles]
    shard = shard_id([article.id for article in batch.articles], [problem.id for problem in batch.problems])
    summary = write_shard(work.folder, shard, articles, batch.problems)
    met = tuple(problem for article in articles for problem in article.problems)
    return BatchDone(summary, batch.problems + met)


def _run_in_processes(batches: Iterable[Batch], work: BatchWork, workers: int) -> Iterator[BatchDone]:
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)
    pending: set[Future[BatchDone]] = set()
    waiting = iter(batches)
    finished = False
    try:
        while True:
            while len(pending) < workers * _BATCHES_IN_FLIGHT_PER_WORKER and (batch := next(waiting, None)):
                pending.add(pool.submit(_code_in_worker, batch, work))
            if not pending:
                break
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
        finished = True
    except BrokenProcessPool:
        raise OnrecordError(
            "a worker process died (out of memory?). Run the same command again with fewer --workers:"
            " everything recorded so far is kept."
        ) from None
    finally:
        if not finished:
            for process in list((pool._processes or {}).values()):  # a pool has no public way to stop a running batch
                process.terminate()
        pool.shutdown(wait=finished, cancel_futures=True)


_WORKER_PIPELINE: list[Pipeline] = []
"""The one pipeline of a worker process, loaded by _start_worker."""


def _start_worker() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:

        def end_with_parent() -> None:
            parent.join()
            os._exit(1)

        # A pool's workers outlive a parent that is killed: they would hold memory for ever.
        threading.Thread(target=end_with_parent, daemon=True).start()
    _WORKER_PIPELINE.append(_ready_pipeline())


def _code_in_worker(batch: Batch, work: BatchWork) -> BatchDone:
    return code_batch(_WORKER_PIPELINE[0], batch, work)


def _ready_pipeline() -> Pipeline:
    pipeline = Pipeline(default_stages())
    pipeline.setup()
    return pipeline
