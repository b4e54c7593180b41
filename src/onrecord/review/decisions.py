"""Decisions of reviewers and their log: ``NAME.record/review/decisions.jsonl``, one a line, append-only."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import StoreError
from onrecord.schema import Article, Record

Verdict: TypeAlias = Literal["accept", "reject", "edit", "add", "comment", "undo"]
Role: TypeAlias = Literal["review", "adjudication"]
_CONTEXT = 32
"""Code points of the text before and after the words that an anchor keeps."""


class Anchor(Struct, frozen=True, kw_only=True):
    """Where in the article a decision stands: position and words, so that each checks the other."""

    start: Annotated[int, Meta(description="first code point, into the article's text", ge=0)]
    end: Annotated[int, Meta(description="one past the last code point", ge=0)]
    exact: Annotated[str, Meta(description="the words from start to end")]
    prefix: Annotated[str, Meta(description="up to 32 code points before them")]
    suffix: Annotated[str, Meta(description="up to 32 code points after them")]


class Decision(Struct, frozen=True, kw_only=True):
    """What a reviewer decided about one record, and when."""

    id: Annotated[str, Meta(description="hash over every other field")] = ""
    at: Annotated[str, Meta(description="ISO date and time, UTC")]
    reviewer: Annotated[str, Meta(description="who decided", min_length=1)]
    role: Annotated[Role, Meta(description="adjudication goes before every review")] = "review"
    verdict: Annotated[
        Verdict,
        Meta(description="accept: right as it stands; reject: not in the text; edit: right once changed; add: missed"),
    ]
    article: Annotated[str, Meta(description="article id")]
    table: Annotated[str, Meta(description="record type, as the store's table")]
    record: Annotated[str, Meta(description="record id; for add, the id of the new record")]
    anchor: Anchor
    changes: Annotated[
        dict[str, Any], Meta(description="edit: field to its new value; add: every field that is not a default")
    ] = {}
    comment: str = ""
    undoes: Annotated[str | None, Meta(description="undo: id of the decision that no longer stands")] = None


class Logged(Protocol):
    """What every log of decisions has a line of: a decision that can be undone."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def undoes(self) -> str | None: ...  # noqa: D102


L = TypeVar("L", bound=Logged)
D = TypeVar("D", bound=Struct)


@dataclass(frozen=True)
class DecisionLog:
    """The log of one store."""

    path: Path

    def size(self) -> int:
        """Bytes of the log: it only grows, so an equal size means that nothing was added."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def read(self) -> list[Decision]:
        """Every decision, in the order it was made; raises StoreError naming a line that can't be read.

        A last line without its end, which a crash may leave, is left out.
        """
        return read_log(self.path, Decision)

    def append(self, decision: Decision) -> Decision:
        """The decision with its id, once it is on the disk; raises StoreError where it can't be written."""
        return append_decision(self.path, decision)


def log_of(store: Path) -> DecisionLog:
    """The log beside a store's tables."""
    return DecisionLog(store / "review" / "decisions.jsonl")


def read_log(path: Path, kind: type[D]) -> list[D]:
    """Every decision of a log, in the order it was made; raises StoreError naming a line that can't be read.

    A last line without its end, which a crash may leave, is left out.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror or error}).") from None
    decisions = []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        if not line.strip():
            continue
        try:
            decisions.append(msgspec.json.decode(line, type=kind))
        except msgspec.DecodeError as error:
            raise StoreError(
                f"{path}, line {number}: is no decision ({error})."
                " Take the line out (keep it elsewhere); the other decisions stand."
            ) from None
    return decisions


def append_decision(path: Path, decision: D) -> D:
    """The decision with its id, once it is on the disk; raises StoreError where it can't be written."""
    sealed = msgspec.structs.replace(decision, id="")
    digest = hashlib.sha256(msgspec.json.encode(sealed)).hexdigest()[:16]
    sealed = msgspec.structs.replace(sealed, id=f"decision-{digest}")
    append_line(path, msgspec.json.encode(sealed))
    return sealed


def append_line(path: Path, line: bytes) -> None:
    """Adds a line to a log, once it is on the disk; raises StoreError where it can't be written."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("ab+") as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            _cut_torn_line(log.fileno())
            log.write(line + b"\n")
            log.flush()
            os.fsync(log.fileno())
    except OSError as error:
        raise StoreError(
            f"{path}: the decision could not be written ({error.strerror or error}); it is not kept."
        ) from None


def now() -> str:
    """This moment as decisions note it: ISO, UTC, microseconds."""
    return dt.datetime.now(dt.UTC).isoformat()


def anchor_at(article: Article, start: int, end: int) -> Anchor:
    """The anchor of the words from start to end (code points, half-open)."""
    text = article.text
    return Anchor(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
    )


def anchor_of(article: Article, record: Record) -> Anchor:
    """The anchor of a record: from its first word to its last."""
    return anchor_at(article, *stretch_of(record))


def stretch_of(record: Record) -> tuple[int, int]:
    """The half-open stretch from a record's first word to its last."""
    return min(span.start for span in record.spans), max(span.end for span in record.spans)


def holds(anchor: Anchor, text: str) -> bool:
    """Whether the anchor's words still stand at its position."""
    return text[anchor.start : anchor.end] == anchor.exact


def standing(decisions: Sequence[L]) -> list[L]:
    """The decisions that nobody has undone, in their order; no undo among them."""
    undone: set[str] = set()
    for decision in reversed(decisions):  # an undo that is itself undone undoes nothing
        if decision.verdict == "undo" and decision.undoes and decision.id not in undone:
            undone.add(decision.undoes)
    return [each for each in decisions if each.verdict != "undo" and each.id not in undone]


def last_of(decisions: Sequence[Decision], reviewer: str, role: Role) -> Decision | None:
    """The reviewer's latest decision that stands, which is what undo takes back; None if there is none."""
    own = [each for each in standing(decisions) if each.reviewer == reviewer and each.role == role]
    return own[-1] if own else None


def _cut_torn_line(descriptor: int) -> None:
    """Takes away what a crash left of a line: a decision that was never told to be noted."""
    size = end = os.fstat(descriptor).st_size
    while end and os.pread(descriptor, 1, end - 1) != b"\n":
        end -= 1
    if end < size:
        os.ftruncate(descriptor, end)
