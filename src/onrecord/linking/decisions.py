"""What a reviewer decided about actors: kept beside the links, so that linking again never loses it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pyarrow as pa

from onrecord.errors import StoreError
from onrecord.review.incidents import incidents_log

DECIDED = pa.schema([("name", pa.string()), ("article", pa.string()), ("is_name", pa.string())])


class Decided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor of this name, in all articles or in those named, is the actor of that other name.

    Merges where an actor of the other name is there, splits where none is: the name then is that of a new actor.
    """

    name: str
    is_name: str = msgspec.field(name="is")
    articles: tuple[str, ...] | None = None


def decisions_file(record: Path) -> Path:
    """The file of decisions, one JSON object a line."""
    return record / "actors.jsonl"


def decisions_hash(record: Path) -> str:
    """A hash over what reviewers decided about actors and incidents; '' where they decided nothing."""
    logs = [path.read_bytes() for path in (decisions_file(record), incidents_log(record)) if path.exists()]
    return hashlib.sha256(b"\n\n".join(logs)).hexdigest()[:12] if logs else ""


def read_decisions(record: Path) -> pa.Table:
    """The decisions as a table, one row for each article named (null: all). Raises StoreError naming the bad line."""
    path = decisions_file(record)
    rows: list[tuple[str, str | None, str]] = []
    decoder = msgspec.json.Decoder(Decided)
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else [], start=1):
        if not line.strip():
            continue
        try:
            decided = decoder.decode(line)
        except msgspec.DecodeError as error:
            raise StoreError(
                f"{path}, line {number}: {error}."
                ' Write it as {"name": "Petrov", "articles": ["a1"], "is": "Ivan Petrov"}.'
            ) from None
        articles: tuple[str | None, ...] = decided.articles or (None,)
        rows.extend((decided.name, article, decided.is_name) for article in articles)
    columns = list(zip(*rows, strict=True)) or [()] * len(DECIDED)
    return pa.table([pa.array(column, type=pa.string()) for column in columns], DECIDED)
