"""A run on a Ray cluster: the same reading, batches and shards as on one machine, by actors on many.

Ray's actors are used rather than Ray Data, because a batch is a shard of the store: it must hold the same articles as
in a local run, be written once by whoever coded it, and be coded again elsewhere, article by article if need be, where
a worker dies. docs/scaling.md says more.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.errors import OnrecordError, StoreError
from onrecord.pipeline import Pipeline, default_stages
from onrecord.readers import ReadOptions
from onrecord.run.batches import Batch
from onrecord.run.coding import BatchDone, BatchWork
from onrecord.run.guarded import GuardedCoder
from onrecord.run.ray_reading import ReadingActor, kill, read_in_order, reason_of
from onrecord.schema import Article, Problem

LOCAL = "local"
"""Address that stands for a cluster of this machine alone, started for the run."""
_CPUS_TO_A_READER = 6
"""To read a page of 50 KB out of a WARC takes a fifth of the time that coding its 500 words takes (bench/scaling.py);
JSON Lines and Parquet need a reader to fifty coders, which ``workers`` can say."""
_BATCHES_IN_FLIGHT_PER_WORKER = 2
_TRIES = 3
"""Workers that may be lost over one batch, or before any is ready, before the run is stopped."""
_SECONDS_TO_START = 600
_STARTS = 3
"""Times that a cluster of this machine is started before that is given up."""
_SECONDS_TO_ANSWER = 10
_SECONDS_BETWEEN_LOOKS = 5.0
_LOCAL_OBJECT_STORE = 512 * 1024 * 1024
"""Bytes of shared memory for what is on its way between processes of one machine; batches are small."""


@dataclass(frozen=True)
class RayCluster:
    """A cluster that is connected, and how many of its CPUs the run takes."""

    ray: Any
    workers: int
    readers: int

    def read_sources(
        self, sources: Sequence[str | Path], *, options: ReadOptions
    ) -> Generator[Article | Problem, None, None]:
        """What ``onrecord.api.read_sources`` gives, in the same order; several files are read at once."""
        actor = self.ray.remote(num_cpus=1, max_restarts=0)(ReadingActor)
        return read_in_order(self.ray, actor, sources, options=options, readers=self.readers)

    def run_batches(
        self, batches: Iterable[Batch], work: BatchWork, *, on_articles: Callable[[int], None] | None = None
    ) -> Generator[BatchDone, None, None]:
        """Each batch's shard as it is written, not in input order.

        A worker or node that is lost is replaced, and its batches are coded elsewhere. Closing the iterator stops the
        workers. Raises StoreError where a worker can't see the record folder or runs another version, where three
        workers are lost over one batch, or where none could be started in ten minutes.
        """
        work = replace(work, folder=work.folder.absolute())
        yield from _Run(self, work, on_articles or (lambda _more: None)).shards(batches)


@contextmanager
def ray_cluster(address: str, *, workers: int | None) -> Iterator[RayCluster]:
    """The cluster at this address (host:port, or 'auto' for the one of this machine), or 'local' for one of its own.

    ``workers`` code articles, one CPU each; None takes all CPUs but those for reading. Where the program is connected
    to Ray already, that cluster is taken. Raises OnrecordError where Ray is not installed, no cluster answers, or the
    workers would leave no CPU for reading: Ray would then wait for ever.
    """
    try:
        import ray
    except ImportError:
        raise OnrecordError("--ray: Ray is not installed. Install it: pip install 'onrecord[ray]'") from None
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address, workers)
    try:
        cpus = int(ray.cluster_resources().get("CPU", 0))
        readers = max(1, cpus // _CPUS_TO_A_READER)
        if workers is None:
            workers = max(1, cpus - readers)
        elif workers > cpus - 1:
            raise OnrecordError(
                f"--workers {workers}: would take every CPU of the cluster ({cpus}), and one is needed to read."
                f" Use {max(1, cpus - 1)} or fewer."
            )
        yield RayCluster(ray, workers, min(readers, max(1, cpus - workers)))
    finally:
        if ours:
            ray.shutdown()


def _connect(ray: Any, address: str, workers: int | None) -> None:
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    if address == LOCAL:
        # Ray counts CPUs, it does not bind to them: the one for reading is idle most of the time.
        cpus = (workers or max(1, (os.cpu_count() or 1) - 1)) + 1
        settings |= {"num_cpus": cpus, "include_dashboard": False, "object_store_memory": _LOCAL_OBJECT_STORE}
        # Without this, Ray tells its makers that it is used.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # On a busy machine a part of Ray may not be up within the 15 seconds that another part waits for it.
    for attempts_left in reversed(range(_STARTS if address == LOCAL else 1)):
        terminating = signal.getsignal(signal.SIGTERM)
        is_main = threading.current_thread() is threading.main_thread()
        try:
            _knock(address)
            ray.init(address=address, **settings)
            return
        except Exception as error:  # noqa: BLE001  Ray has no one type of error for this
            ray.shutdown()
            if not attempts_left:
                raise OnrecordError(f"--ray {address}: {_no_cluster(address, reason_of(error))}") from None
        finally:
            if is_main and terminating is not None:
                signal.signal(signal.SIGTERM, terminating)  # Ray puts its own handler in its place


def _knock(address: str) -> None:
    """Nothing; raises OSError where nobody listens at HOST:PORT, which Ray would take minutes to find out."""
    host, _, port = address.rpartition(":")
    if port.isdigit() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=_SECONDS_TO_ANSWER).close()


def _no_cluster(address: str, reason: str) -> str:
    if address == LOCAL:
        return f"Ray could not be started ({reason}). Where the machine is busy, try again, or leave out --ray."
    return (
        f"no cluster answers ({reason}). Start one with 'ray start --head' and name its HOST:PORT, or use --ray local"
        " for a cluster of this machine alone."
    )


class CodingActor:
    """Codes batches on some node of the cluster, in a child process that an article may kill."""

    def __init__(self) -> None:
        self._coder = GuardedCoder()

    def fault(self, work: BatchWork, version: str, stages: dict[str, str]) -> str | None:
        """What keeps this node from working for the run, or None."""
        node = os.uname().nodename
        here = Pipeline(default_stages()).versions()
        if __version__ != version or here != stages:
            return f"node {node} has another version of onrecord. Install {version} on every node."
        if not (work.folder / "manifest.json").is_file():
            return f"node {node} does not see {work.folder}. Name a folder on a disk that all nodes share."
        return None

    def code(self, batch: Batch, work: BatchWork) -> BatchDone | StoreError:
        """The shard of the batch, or why it can't be written."""
        try:
            return self._coder.code(batch, work)
        except StoreError as error:
            return error


@dataclass
class _Worker:
    """An actor and what it was sent and has not answered."""

    actor: Any
    ready: bool = False
    sent: int = 0


@dataclass(frozen=True)
class _Sent:
    """A call that is under way; without a batch, the first one, which tells whether the node is fit."""

    worker: _Worker
    batch: Batch | None = None
    lost: int = 0
    """Workers lost over this batch before."""


class _Run:
    """The batches of one run, who has which, and who is lost."""

    def __init__(self, cluster: RayCluster, work: BatchWork, on_articles: Callable[[int], None]) -> None:
        self._ray = cluster.ray
        self._actor = cluster.ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(CodingActor)
        self._wanted = cluster.workers
        self._work = work
        self._on_articles = on_articles
        self._workers: list[_Worker] = []
        self._pending: dict[Any, _Sent] = {}
        self._again: deque[tuple[Batch, int]] = deque()
        self._lost_at_start = 0

    def shards(self, batches: Iterable[Batch]) -> Generator[BatchDone, None, None]:
        """Each batch's shard as it is written."""
        waiting = iter(batches)
        first = next(waiting, None)
        if first is None:
            return
        waiting = chain((first,), waiting)
        last_ready = time.monotonic()
        try:
            for _ in range(self._wanted):
                self._start_worker()
            while True:
                self._send(waiting)
                if not any(sent.batch for sent in self._pending.values()) and any(w.ready for w in self._workers):
                    return
                done, _ = self._ray.wait(list(self._pending), timeout=_SECONDS_BETWEEN_LOOKS)
                if any(worker.ready for worker in self._workers):
                    last_ready = time.monotonic()
                elif time.monotonic() - last_ready > _SECONDS_TO_START:
                    raise StoreError(
                        f"{self._work.folder}: no worker could be started for {_SECONDS_TO_START // 60} minutes: the"
                        " cluster's CPUs are taken. Run the same command again when some are free."
                    )
                for call in done:
                    shard = self._answered(call)
                    if shard is not None:
                        self._on_articles(len(shard.summary.articles))
                        yield shard
        finally:
            kill(self._ray, *(worker.actor for worker in self._workers))

    def _start_worker(self) -> None:
        worker = _Worker(self._actor.remote())
        self._workers.append(worker)
        stages = Pipeline(default_stages()).versions()
        self._pending[worker.actor.fault.remote(self._work, __version__, stages)] = _Sent(worker)

    def _send(self, waiting: Iterator[Batch]) -> None:
        """Gives each worker that is ready something to do and something to go on with."""
        for load in range(_BATCHES_IN_FLIGHT_PER_WORKER):
            for worker in self._workers:
                if not worker.ready or worker.sent > load:
                    continue
                batch, lost = self._again.popleft() if self._again else (next(waiting, None), 0)
                if batch is None:
                    return
                worker.sent += 1
                self._pending[worker.actor.code.remote(batch, self._work)] = _Sent(worker, batch, lost)

    def _answered(self, call: Any) -> BatchDone | None:
        """The shard of a batch that is done; else deals with what came instead."""
        sent = self._pending.pop(call)
        try:
            answer = self._ray.get(call)
        except self._ray.exceptions.RayError as error:
            self._lose(sent, error)
            return None
        if isinstance(answer, StoreError):
            raise answer
        if isinstance(answer, str):
            raise StoreError(f"{self._work.folder}: {answer}")
        if isinstance(answer, BatchDone):
            sent.worker.sent -= 1
            return answer
        sent.worker.ready = True
        self._lost_at_start = 0
        return None

    def _lose(self, sent: _Sent, error: Exception) -> None:
        """Puts another in the place of a worker that is lost, with the batch it had."""
        reason = reason_of(error)
        if sent.worker in self._workers:
            self._workers.remove(sent.worker)
            self._start_worker()
        if sent.batch is None:
            self._lost_at_start += 1
            if self._lost_at_start >= _TRIES * self._wanted:
                raise StoreError(f"{self._work.folder}: workers are lost while they start ({reason}).")
        elif sent.lost + 1 >= _TRIES:
            first = sent.batch.articles[0].key if sent.batch.articles else "no article"
            raise StoreError(
                f"{self._work.folder}: {_TRIES} workers of the cluster were lost over the batch that begins with"
                f" {first} ({reason}). Run the same command again: everything recorded so far is kept."
            )
        else:
            self._again.append((sent.batch, sent.lost + 1))
