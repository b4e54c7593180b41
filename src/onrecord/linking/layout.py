"""What lies where in the links of a record folder, and how they come to be there all at once or not at all.

::

    NAME.record/links/
      manifest.json              which shards are covered, by which version, in which folder
      s-<id>-<version>/          what depends on one shard alone: passages, signatures; kept when shards are added
      tables-<hash>/<table>.parquet
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import StoreError
from onrecord.linking.decisions import decisions_hash
from onrecord.linking.passages import write_passages
from onrecord.run.children import end_with_parent, starting_children
from onrecord.store.layout import ShardSummary, read_manifest, shard_folders, writing

VERSION = 2
"""Version of the links: another one makes them anew."""
READ_TABLES = ("articles", "mentions", "actors", "offices", "statements", "events", "figures", "dates", "places")
"""The tables of a shard that linking reads."""
_SHARDS_TO_A_PROCESS = 8
"""New shards that are worth the start of another process."""
_MOST_PROCESSES = 8
"""Each holds one shard's articles and some 200 MB of modules."""


class LinksManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the links cover."""

    version: int = VERSION
    folder: str
    """Name of the folder that holds the tables."""
    shards: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    """Shards that could not be read, each with what is wrong."""
    counts: dict[str, int]
    """Rows of each table."""


def links_folder(record: Path) -> Path:
    """The folder of the links."""
    return record / "links"


def read_links_manifest(record: Path) -> LinksManifest | None:
    """What the links cover; None where there are none that this version can read."""
    path = links_folder(record) / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=LinksManifest)
    except (OSError, msgspec.DecodeError):
        return None
    whole = (links_folder(record) / manifest.folder).is_dir()
    return manifest if whole and manifest.version == VERSION else None


def sound_shards(record: Path) -> tuple[list[Path], list[str]]:
    """The shards whose tables can be read, and for each other one what is wrong, with the remedy.

    Told too is each shard that the links cover and that is no longer there. Raises StoreError where the folder is no
    record, or holds no shard that can be read.
    """
    read_manifest(record)
    sound: list[Path] = []
    folders = shard_folders(record)
    linked = read_links_manifest(record)
    faults = [
        f"{record / 'shards' / name}: is gone, and its articles are left out."
        " If that was not meant, run the build and then the link again."
        for name in sorted(set(linked.shards if linked else ()) - {shard.name for shard in folders})
    ]
    for shard in folders:
        fault = _fault(shard)
        if fault is None:
            sound.append(shard)
        else:
            faults.append(fault)
    if not sound:
        detail = f" {faults[0]}" if faults else ""
        raise StoreError(f"{record}: holds no article that could be linked.{detail} Run the build first.")
    return sound, faults


def _fault(shard: Path) -> str | None:
    remedy = "its articles are left out. Delete the shard's folder, run the build and then the link again."
    try:
        counts = msgspec.json.decode((shard / "shard.json").read_bytes(), type=ShardSummary).counts
    except (OSError, msgspec.DecodeError):
        return f"{shard / 'shard.json'}: can't be read; {remedy}"
    for table in READ_TABLES:
        path = shard / f"{table}.parquet"
        try:
            rows = pq.read_metadata(path).num_rows
        except FileNotFoundError:
            return f"{path}: is missing; {remedy}"
        except (OSError, pa.ArrowException):
            return f"{path}: is damaged or cut short; {remedy}"
        if rows != counts.get(table):
            return f"{path}: holds {rows} rows where shard.json says {counts.get(table)}; {remedy}"
    return None


def passages_folder(record: Path, shard: Path) -> Path:
    """Where the passages of a shard are kept."""
    return links_folder(record) / f"{shard.name}-{VERSION}"


def kept_passages(record: Path, shards: Sequence[Path], *, workers: int = 1) -> Iterator[tuple[str, bool]]:
    """Sees to the passages of each shard; gives the shard's name and whether they were made now (else kept).

    With several workers, shards are read by so many processes where they are many. What is made of a shard is kept even
    if this process is killed. Raises StoreError where a process is.
    """
    home = links_folder(record)
    kept = {passages_folder(record, shard) for shard in shards}
    for leftover in home.glob("s-*"):
        if leftover not in kept:
            shutil.rmtree(leftover, ignore_errors=True)
    new = [shard for shard in shards if not passages_folder(record, shard).is_dir()]
    yield from ((shard.name, False) for shard in sorted(set(shards) - set(new)))
    processes = min(workers, len(new) // _SHARDS_TO_A_PROCESS, _MOST_PROCESSES)
    if processes < 2:
        for shard in new:
            _make_passages(record, shard)
            yield shard.name, True
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
        try:
            with starting_children():
                made = pool.map(partial(_make_passages, record), new)
            for shard, _ in zip(new, made, strict=True):
                yield shard.name, True
        except BrokenProcessPool:
            raise StoreError(
                f"{record}: a process was killed, perhaps because memory ran out. Run the link again with fewer"
                " --workers: what was done is kept."
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _make_passages(record: Path, shard: Path) -> None:
    unfinished = links_folder(record) / f"tmp-{shard.name}"
    unfinished.mkdir(parents=True)
    write_passages(shard, unfinished / "passages.parquet", unfinished / "signatures.parquet")
    unfinished.rename(passages_folder(record, shard))


@contextmanager
def writing_links(record: Path) -> Iterator[None]:
    """Holds the record's write lock, so that no build and no other link runs meanwhile; clears what a kill left.

    Raises StoreError where the lock is held, or the disk is full or refuses.
    """
    home = links_folder(record)
    with writing(record):
        try:
            home.mkdir(exist_ok=True)
            _clear(home)
            yield
        except OSError as error:
            raise StoreError(
                f"{home}: can't be written ({error.strerror or error})."
                " Free some space or mend that, and run the link again; the record itself is whole."
            ) from None
        finally:
            _clear(home)


def _clear(home: Path) -> None:
    for leftover in [*home.glob("tmp-*"), *home.glob("manifest.json.*")]:
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def unfinished_tables(record: Path) -> Path:
    """An empty folder for the tables to be written to."""
    folder = links_folder(record) / f"tmp-tables-{os.getpid()}"
    folder.mkdir()
    return folder


def publish(record: Path, unfinished: Path, manifest: LinksManifest) -> None:
    """Puts the tables in place: readers see the old links up to the rename of the manifest, then the new ones."""
    home = links_folder(record)
    target = home / manifest.folder
    if target.exists():  # the same shards linked by another version
        shutil.rmtree(target)
    unfinished.rename(target)
    note = home / f"manifest.json.{os.getpid()}"
    note.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    note.replace(home / "manifest.json")
    for old in home.glob("tables-*"):
        if old.name != manifest.folder:
            shutil.rmtree(old, ignore_errors=True)


def tables_name(record: Path, shards: Sequence[Path]) -> str:
    """The name of the folder for the tables over these shards and the decisions about them."""
    parts = [str(VERSION), decisions_hash(record), *sorted(shard.name for shard in shards)]
    digest = hashlib.sha256("\n".join(parts).encode())
    return f"tables-{digest.hexdigest()[:12]}"
