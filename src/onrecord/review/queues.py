"""Queues: which record a reviewer is shown next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from onrecord.review.agreement import wilson
from onrecord.review.standing import COMBINED

QueueKind: TypeAlias = Literal["lowest", "sample", "disputed"]
KINDS: tuple[QueueKind, ...] = get_args(QueueKind)
LAYERS = ("statements", "events", "figures", "offices", "dates", "places", "loaded_words")
"""Layers that have queues; actors and mentions are corrected in their articles."""
SAMPLE_SIZE = 100
MOST_WAITING = 1_000
Rows: TypeAlias = Callable[..., list[dict[str, Any]]]
"""A query over the schema ``lists`` and the table ``verdicts``, with named parameters, to its rows."""


@dataclass(frozen=True)
class Queue:
    """Records of one layer in the order in which they are judged."""

    layer: str
    kind: QueueKind
    seed: int = 1
    """Of the random sample: the same seed draws the same records."""
    size: int = SAMPLE_SIZE

    def waiting(self, rows: Rows, reviewer: str) -> list[dict[str, Any]]:
        """``id`` and ``article`` of the records that wait for this reviewer, the next first; at most 1,000."""
        return rows(
            f"select q.id, q.article from ({self._members()}) q where not exists (select 1 from verdicts v"
            " where v.record = q.id and v.reviewer = $reviewer and v.state not in ('commented', 'disputed'))"
            f" order by q.place, q.id limit {MOST_WAITING}",
            reviewer=COMBINED if self.kind == "disputed" else reviewer,
        )

    def progress(self, rows: Rows, reviewer: str) -> Progress:
        """How far the reviewer has come."""
        counts = rows(
            "select count(*) as n, count(*) filter (v.state is not null) as judged,"
            f" count(*) filter (v.state = 'accepted') as accepted from ({self._members()}) q"
            " left join (select record, state from verdicts where reviewer = $reviewer and state <> 'commented') v"
            " on v.record = q.id",
            reviewer=reviewer,
        )[0]
        return Progress(int(counts["n"]), int(counts["judged"]), int(counts["accepted"]))

    def _members(self) -> str:
        table = f'lists."{self.layer}"'
        match self.kind:
            case "lowest":
                return f"select id, article, confidence as place from {table}"
            case "sample":
                place = f"md5(concat({self.seed:d}, ' ', id))"
                return f"select id, article, {place} as place from {table} order by place, id limit {self.size:d}"
            case "disputed":
                return (
                    f"select t.id, t.article, t.confidence as place from {table} t join verdicts d"
                    f" on d.record = t.id and d.reviewer = '{COMBINED}' and d.state = 'disputed'"
                )


@dataclass(frozen=True)
class Progress:
    """How much of a queue a reviewer has judged."""

    records: int
    judged: int
    accepted: int
    """Judged right as they stand."""

    @property
    def precision(self) -> float | None:
        """Share of the judged that is right as it stands; None where nothing was judged."""
        return self.accepted / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the precision (Wilson); of use for a random sample only."""
        return wilson(self.accepted, self.judged)
