"""What reviewers decided about incidents, as grouping obeys it: events that go together, and sides that part them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from onrecord.linking.groups import Groups
from onrecord.linking.tables_made import make_table
from onrecord.review.decisions import standing
from onrecord.review.incidents import read_incident_decisions

DECIDED_REPORTS = pa.schema([
    ("number", pa.int64()), ("decision", pa.string()), ("at", pa.string()), ("reviewer", pa.string()),
    ("verdict", pa.string()), ("side", pa.string()), ("article", pa.string()), ("start", pa.int64()),
    ("end", pa.int64()), ("exact", pa.string()),
])  # fmt: skip
_DECIDED_EVENTS = pa.schema([("event", pa.string()), ("together", pa.int64()), ("sides", pa.list_(pa.int64()))])


def decided_reports(record: Path) -> pa.Table:
    """The reports that standing decisions on incidents speak of, a row each; raises StoreError naming a bad line."""
    rows = [
        (number, each.id, each.at, each.reviewer, each.verdict, side, at.article, at.start, at.end, at.exact)
        for number, each in enumerate(standing(read_incident_decisions(record)), start=1)
        for side, anchors in (("these", each.these), ("those", each.those))
        for at in anchors
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(DECIDED_REPORTS)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, DECIDED_REPORTS, strict=True)]
    return pa.table(arrays, DECIDED_REPORTS)


@dataclass(frozen=True)
class Placed:
    """A decision with the events that stand at its anchors now."""

    number: int
    """Its place among the decisions, from 1 on."""
    joins: bool
    these: tuple[str, ...]
    those: tuple[str, ...]


def decide_incidents(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table ``decided_events``: each event that a decision speaks of, with its group and its sides.

    Events of one number ``together`` are of one incident; events with a side n and a side -n are not.
    """
    rows = connection.execute(
        "select number, verdict, side, event from incident_decisions where event is not null order by all"
    ).fetchall()
    found: defaultdict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: {"these": [], "those": []})
    for number, verdict, side, event in rows:
        found[number, verdict][side].append(event)
    decisions = [
        Placed(number, verdict == "join", tuple(sides["these"]), tuple(sides["those"]))
        for (number, verdict), sides in found.items()
    ]
    groups, sides = resolved(decisions)
    events = sorted({event for each in decisions for event in (*each.these, *each.those)})
    numbers: dict[str, int] = {}
    made = [
        (event, numbers.setdefault(groups.lead(event), len(numbers)), sorted(sides.get(groups.lead(event), ())))
        for event in events
    ]
    make_table(connection, "decided_events", _DECIDED_EVENTS, made)


def resolved(decisions: Sequence[Placed]) -> tuple[Groups[str], dict[str, frozenset[int]]]:
    """The groups of events that go together, and the sides of each by the event that leads it.

    The decisions are taken from the last to the first: where two contradict each other, the later one holds, and of the
    earlier one what is left.
    """
    groups: Groups[str] = Groups()
    sides: dict[str, frozenset[int]] = {}
    for decision in sorted(decisions, key=lambda each: -each.number):
        if decision.joins:
            _join(groups, sides, (*decision.these, *decision.those))
            continue
        these = {groups.lead(event) for event in decision.these}
        those = {groups.lead(event) for event in decision.those}
        for side, leads in ((decision.number, these - those), (-decision.number, those - these)):
            for lead in leads:
                sides[lead] = sides.get(lead, frozenset()) | {side}
    return groups, sides


def _join(groups: Groups[str], sides: dict[str, frozenset[int]], events: Iterable[str]) -> None:
    """Joins the events, save those that a later decision has parted."""
    leads: list[str] = []
    for event in events:
        own = groups.lead(event)
        for position, lead in enumerate(leads):
            mine, theirs = sides.get(lead, frozenset()), sides.get(own, frozenset())
            if lead == own or not parted(mine, theirs):
                leads[position] = groups.join(lead, own)
                sides[leads[position]] = mine | theirs
                break
        else:
            leads.append(own)


def parted(some: frozenset[int], others: frozenset[int]) -> bool:
    """Whether a decision puts the holders of these sides apart."""
    return any(-side in others for side in some)
