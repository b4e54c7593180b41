"""What reviewers decide about incidents: which reports tell of one happening and which don't.

The log is ``NAME.record/review/incidents.jsonl``, one decision a line, append-only. ``onrecord link`` applies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from onrecord.review.decisions import append_decision, read_log, standing

IncidentVerdict: TypeAlias = Literal["join", "part", "undo"]


class ReportAnchor(Struct, frozen=True):
    """Where a report of a happening stands: the words of the deed, by position and by themselves."""

    article: Annotated[str, Meta(description="article id, the same for the same bytes")]
    start: Annotated[int, Meta(description="first code point of the deed's words", ge=0)]
    end: Annotated[int, Meta(description="one past the last code point", ge=0)]
    exact: Annotated[str, Meta(description="the words from start to end")]


class IncidentDecision(Struct, frozen=True, kw_only=True):
    """Reports that tell of one happening, or reports that tell of another happening than others do."""

    id: Annotated[str, Meta(description="hash over every other field")] = ""
    at: Annotated[str, Meta(description="ISO date and time, UTC")]
    reviewer: Annotated[str, Meta(description="who decided", min_length=1)]
    verdict: Annotated[
        IncidentVerdict,
        Meta(description="join: all of them tell of one happening; part: none of these tells of what those tell of"),
    ]
    these: tuple[ReportAnchor, ...] = ()
    those: tuple[ReportAnchor, ...] = ()
    undoes: Annotated[str | None, Meta(description="undo: id of the decision that no longer stands")] = None


def incidents_log(record: Path) -> Path:
    """The file of the decisions on incidents."""
    return record / "review" / "incidents.jsonl"


def read_incident_decisions(record: Path) -> list[IncidentDecision]:
    """Every decision on incidents, undone ones and undos among them; raises StoreError naming a line that is none."""
    return read_log(incidents_log(record), IncidentDecision)


def note_incident_decision(record: Path, decision: IncidentDecision) -> IncidentDecision:
    """The decision with its id, once it is on the disk; raises StoreError where it can't be written."""
    return append_decision(incidents_log(record), decision)


def last_incident_decision(decisions: Sequence[IncidentDecision], reviewer: str) -> IncidentDecision | None:
    """The reviewer's latest decision that stands, which is what undo takes back; None if there is none."""
    own = [each for each in standing(decisions) if each.reviewer == reviewer]
    return own[-1] if own else None
