"""Batches coded on this machine: in this process, or in worker processes that each load the models once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from queue import SimpleQueue
from threading import Lock

from onrecord.pipeline import Pipeline
from onrecord.run.batches import Batch
from onrecord.run.coding import BatchDone, BatchWork, code_batch, ready_pipeline
from onrecord.run.guarded import GuardedCoder

_SECONDS_BETWEEN_LOOKS = 0.2
"""How often progress is told while workers are busy."""
_BATCHES_IN_FLIGHT_PER_WORKER = 2
"""One being coded and one waiting: bounds memory whatever the size of the corpus."""


def run_batches(
    batches: Iterable[Batch], work: BatchWork, *, workers: int, on_articles: Callable[[int], None] | None = None
) -> Generator[BatchDone, None, None]:
    """Each batch's shard as it is written; with several workers not in input order.

    ``on_articles`` is told how many more articles are coded, several times a second. Closing the iterator (or Ctrl-C)
    stops the workers; what is written stays. Raises the first StoreError of a worker. With several workers, an article
    that kills its worker is given up and the rest goes on; with one, it takes this process with it.
    """
    if workers == 1:
        pipeline: Pipeline | None = None
        for batch in batches:
            if batch.articles and pipeline is None:  # no models are loaded where there is nothing to code
                pipeline = ready_pipeline()
            on_article = partial(on_articles, 1) if on_articles else None
            yield code_batch(pipeline or Pipeline(()), batch, work, on_article=on_article)
        return
    yield from _run_in_processes(batches, work, workers, on_articles or (lambda _more: None))


def _run_in_processes(
    batches: Iterable[Batch], work: BatchWork, workers: int, on_articles: Callable[[int], None]
) -> Iterator[BatchDone]:
    coders = [GuardedCoder() for _ in range(workers)]
    free: SimpleQueue[GuardedCoder] = SimpleQueue()
    for coder in coders:
        free.put(coder)
    counter = _Counter()

    def code(batch: Batch) -> BatchDone:
        coder = free.get()
        try:
            return coder.code(batch, work, on_article=counter.add)
        finally:
            free.put(coder)

    # The threads do nothing but wait for their processes.
    threads = ThreadPoolExecutor(workers)
    pending: set[Future[BatchDone]] = set()
    waiting = iter(batches)
    told = 0
    try:
        while True:
            while len(pending) < workers * _BATCHES_IN_FLIGHT_PER_WORKER and (batch := next(waiting, None)):
                pending.add(threads.submit(code, batch))
            if not pending:
                break
            done, pending = wait(pending, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
            if counter.value > told:
                on_articles(counter.value - told)
                told = counter.value
            for future in done:
                yield future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for coder in coders:
            coder.close()


class _Counter:
    """A number that threads add to."""

    def __init__(self) -> None:
        self.value = 0
        self._lock = Lock()

    def add(self) -> None:
        with self._lock:
            self.value += 1
