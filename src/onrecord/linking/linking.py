"""Linking a record folder: copies, identities, incidents and relations computed over all its shards and kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.linking.layout import (
    LinksManifest,
    kept_passages,
    publish,
    read_links_manifest,
    sound_shards,
    tables_name,
    unfinished_tables,
    writing_links,
)
from onrecord.linking.steps import open_record, run_steps, write_tables

MEMORY = "2500MB"
"""What DuckDB may hold in memory; beyond it, it goes to disk."""


@dataclass(frozen=True)
class LinkReport:
    """What linking did."""

    manifest: LinksManifest
    already_there: bool
    """True where the links covered every shard before."""
    read_again: int
    """Shards whose texts were read by this run; those of the others were known."""
    seconds: dict[str, float]
    """What each step took."""


def link(
    record: str | Path,
    *,
    again: bool = False,
    workers: int | None = None,
    on_step: Callable[[str], None] | None = None,
    on_shard: Callable[[int, int], None] | None = None,
) -> LinkReport:
    """What was done to link the record; its links then cover every shard that can be read.

    Texts of shards that were linked before are not read again. ``again`` makes all tables anew. ``workers`` is the
    number of cores to use, all if None; the tables are the same whatever it is. Raises StoreError where the folder is
    no record, is being written, or holds nothing that can be read.
    """
    folder = Path(record)
    shards, faults = sound_shards(folder)
    there = read_links_manifest(folder)
    names = tuple(shard.name for shard in shards)
    if there is not None and there.folder == tables_name(folder, shards) and not again:
        return LinkReport(msgspec.structs.replace(there, skipped=tuple(faults)), True, 0, {})
    cores = workers or os.cpu_count() or 1
    seconds: dict[str, float] = {}
    clock = _Clock(seconds, on_step)
    with writing_links(folder):
        # Asked before the steps read the decisions: one that is noted meanwhile makes the links due again.
        name = tables_name(folder, shards)
        clock.start("passages")
        read_again = 0
        for number, (_, made) in enumerate(kept_passages(folder, shards, workers=cores), start=1):
            read_again += made
            if on_shard is not None:
                on_shard(number, len(shards))
        connection = open_record(folder, shards, memory=MEMORY, threads=cores)
        try:
            run_steps(connection, on_step=clock.start)
            clock.start("writing")
            unfinished = unfinished_tables(folder)
            counts = write_tables(connection, unfinished)
        finally:
            connection.close()
        manifest = LinksManifest(folder=name, shards=names, skipped=tuple(faults), counts=counts)
        publish(folder, unfinished, manifest)
        clock.stop()
    return LinkReport(manifest, False, read_again, seconds)


class _Clock:
    """Times steps one after the other and tells of each."""

    def __init__(self, seconds: dict[str, float], tell: Callable[[str], None] | None) -> None:
        self._seconds, self._tell = seconds, tell
        self._running: tuple[str, float] | None = None

    def start(self, step: str) -> None:
        self.stop()
        self._running = (step, time.perf_counter())
        if self._tell is not None:
            self._tell(step)

    def stop(self) -> None:
        if self._running is not None:
            step, began = self._running
            self._seconds[step] = time.perf_counter() - began
            self._running = None
