"""What lies where in a record folder, and how a shard comes to be there all at once or not at all.

::

    NAME.record/
      manifest.json                 format, versions and options that all shards share
      lock                          held by the one process that writes
      shards/s-<id>/shard.json      which articles, counts and hashes of the tables beside it
      shards/s-<id>/events.parquet  one file a record type
"""

from __future__ import annotations

import errno
import fcntl
import glob
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.schema import RECORD_TYPES, TABLE_TYPES, Problem
from onrecord.tables import arrow_table

FORMAT = 2
"""Version of the folder's layout."""
_SHARD_PREFIX = "s-"
_UNFINISHED_PREFIX = "tmp-"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What all shards of a store share; another run may add to the store only with an equal manifest."""

    format: int = FORMAT
    onrecord: str
    stages: dict[str, str]
    options: dict[str, str | int | bool | None]
    shard_size: int


class ShardSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What one shard holds."""

    shard: str
    articles: list[str]
    problems: list[str]
    counts: dict[str, int]
    sha256: dict[str, str]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a record folder; raises StoreError if there is none or it can't be read."""
    path = folder / "manifest.json"
    if not folder.exists():
        raise StoreError(f"{folder}: no such record. Make one with: onrecord build SOURCES... -o {folder}")
    if not path.is_file():
        raise StoreError(
            f"{folder}: not a record folder (it has no manifest.json). Name a folder made by onrecord build."
        )
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, OSError) as error:
        raise StoreError(
            f"{path}: can't be read ({error}). Restore it from a copy; the shards beside it are whole."
        ) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest all at once (readers see the old or the new file, never a half).

    Raises StoreError when the disk is full or refuses.
    """
    _write_all_at_once(folder / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def recorded_errors(folder: Path) -> list[Problem]:
    """The problems of severity error in the finished shards; raises StoreError naming a table that can't be read."""
    found: list[Problem] = []
    for summary in shard_summaries(folder):
        if not summary.counts.get("problems"):
            continue
        path = folder / "shards" / summary.shard / "problems.parquet"
        try:
            rows = pq.read_table(path, filters=[("severity", "==", "error")]).to_pylist()
            found.extend(msgspec.convert(rows, type=list[Problem]))
        except (OSError, pa.ArrowException, msgspec.ValidationError) as error:
            raise StoreError(
                f"{path}: can't be read ({error}). Delete this shard's folder and run the build again."
            ) from None
    return found


def prepare_folder(folder: Path) -> None:
    """Makes the record folder; raises StoreError if it can't be made or written, or holds something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / "manifest.json").exists() and not (folder / "lock").exists():
            raise StoreError(
                f"{folder}: is not empty and not a record folder. Name a new folder, such as {folder}.record."
            )
        if not (folder / "manifest.json").exists() and shard_folders(folder):
            raise StoreError(
                f"{folder}: has shards but no manifest.json, so nothing says what made them."
                " Restore it from a copy, or name a new folder."
            )
        (folder / "shards").mkdir(exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from None


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the folder's write lock; raises StoreError if it is held.

    What a killed run left unfinished is cleared before, what this one leaves, after.
    """
    try:
        lock = (folder / "lock").open("a")
    except OSError as error:
        raise _refusal(folder, error) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"{folder}: another process is writing to it. Wait for it to end; reading goes on meanwhile."
            ) from None
        except OSError as error:
            raise StoreError(
                f"{folder}: can't be locked ({error.strerror or error}). Name a folder on a disk that can lock files."
            ) from None
        _clear_unfinished(folder)
        try:
            yield
        finally:
            _clear_unfinished(folder)


def _clear_unfinished(folder: Path) -> None:
    for leftover in (folder / "shards").glob(_UNFINISHED_PREFIX + "*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for leftover in folder.glob("manifest.json.*.tmp"):
        leftover.unlink(missing_ok=True)


def _refusal(folder: Path, error: OSError) -> StoreError:
    if error.errno in _FULL:
        return _stopped_writing(folder, error)
    return StoreError(f"{folder}: can't be written ({error.strerror or error}). Name a folder you may write to.")


_FULL = (errno.ENOSPC, errno.EDQUOT)


def _stopped_writing(folder: Path, error: OSError) -> StoreError:
    full = error.errno in _FULL
    return StoreError(
        f"{folder}: {'the disk is full' if full else f'writing failed ({error.strerror or error})'}."
        f" {'Free some space' if full else 'Mend that'} and run the same command again:"
        " everything recorded so far is kept, and the run goes on from there."
    )


def shard_id(article_ids: Sequence[str], problem_ids: Sequence[str]) -> str:
    """The id of the shard that holds these articles and problems, in this order."""
    digest = hashlib.sha256("\n".join([*article_ids, "", *problem_ids]).encode()).hexdigest()
    return _SHARD_PREFIX + digest[:16]


def shard_folders(folder: Path) -> list[Path]:
    """The finished shards, sorted by id."""
    return sorted((folder / "shards").glob(_SHARD_PREFIX + "*"))


def missing_tables(shards: Sequence[Path]) -> dict[str, list[Path]]:
    """Each table that a finished shard lacks, with the files that should be there."""
    missing: dict[str, list[Path]] = {}
    for shard in shards:
        there = {path.name for path in shard.iterdir()}
        for table in TABLE_TYPES:
            if f"{table}.parquet" not in there:
                missing.setdefault(table, []).append(shard / f"{table}.parquet")
    return missing


def shard_pattern(folder: Path, table: str) -> str:
    """The glob of a table's Parquet files; a mark in the folder's own name stands for itself."""
    return str(Path(glob.escape(str(folder)), "shards", _SHARD_PREFIX + "*", f"{table}.parquet"))


def shard_summaries(folder: Path) -> list[ShardSummary]:
    """What each finished shard holds; raises StoreError naming a shard whose summary can't be read."""
    summaries = []
    for shard in shard_folders(folder):
        try:
            summaries.append(msgspec.json.decode((shard / "shard.json").read_bytes(), type=ShardSummary))
        except (msgspec.DecodeError, OSError) as error:
            raise StoreError(
                f"{shard}: shard.json can't be read ({error}). Delete this shard's folder and run the build again."
            ) from None
    return summaries


def write_shard(
    folder: Path, shard: str, articles: Sequence[CodedArticle], problems: Sequence[Problem]
) -> ShardSummary:
    """The summary of the shard just written. The shard's folder appears whole, by one rename, or not at all.

    Equal articles coded by equal stages give equal bytes. Raises StoreError when the disk is full or refuses.
    """
    unfinished = folder / "shards" / f"{_UNFINISHED_PREFIX}{shard}-{os.uname().nodename}-{os.getpid()}"
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        summary = _write_tables(unfinished, shard, articles, problems)
        _make_durable(unfinished)
        target = folder / "shards" / shard
        try:
            unfinished.rename(target)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            shutil.rmtree(unfinished)  # an orphan of a killed run got here first, with the same bytes
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _stopped_writing(folder, error) from None
    except BaseException:  # Ctrl-C among them
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return summary


def _write_tables(
    target: Path, shard: str, articles: Sequence[CodedArticle], problems: Sequence[Problem]
) -> ShardSummary:
    rows: dict[str, list[msgspec.Struct]] = {table: [] for table in TABLE_TYPES}
    rows["problems"].extend(problems)
    for each in articles:
        rows["articles"].append(each.article)
        rows["problems"].extend(each.problems)
        for table in RECORD_TYPES:
            rows[table].extend(each[table])
    hashes: dict[str, str] = {}
    for table, records in rows.items():
        path = target / f"{table}.parquet"
        pq.write_table(arrow_table(table, records), path, compression="zstd")
        hashes[table] = hashlib.sha256(path.read_bytes()).hexdigest()
    summary = ShardSummary(
        shard=shard,
        articles=[each.article.id for each in articles],
        problems=[problem.id for problem in problems],
        counts={table: len(records) for table, records in rows.items()},
        sha256=hashes,
    )
    (target / "shard.json").write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")
    return summary


def _make_durable(folder: Path) -> None:
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_all_at_once(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _stopped_writing(path.parent, error) from None


def totals(summaries: Sequence[ShardSummary]) -> Mapping[str, int]:
    """Rows of each table over all shards."""
    return {table: sum(summary.counts.get(table, 0) for summary in summaries) for table in TABLE_TYPES}
