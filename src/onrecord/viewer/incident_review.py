"""Incidents joined and parted by a reviewer: what is noted, and what of it the links don't have yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.review.changes import ChangeError
from onrecord.review.decisions import now, standing
from onrecord.review.incidents import (
    IncidentDecision,
    IncidentVerdict,
    ReportAnchor,
    last_incident_decision,
    note_incident_decision,
    read_incident_decisions,
)
from onrecord.viewer.reader import Reader, reader_of
from onrecord.viewer.sent import json_response, sent_body

_CANDIDATES = 8
_ALIKE_ENOUGH = 3
"""Points of likeness from which an incident is offered for joining; see ``candidates``."""


class SentIncident(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident's page sends to have it joined with another, or some of its reports parted from the rest."""

    verdict: IncidentVerdict
    incident: str
    other: str = ""
    """join: the other incident."""
    reports: tuple[str, ...] = ()
    """part: ids of the events that tell of something else."""


@dataclass(frozen=True)
class Waiting:
    """A decision that the links don't have yet, or still have though it was undone."""

    decision: IncidentDecision
    undone: bool
    these: tuple[dict[str, Any], ...]
    """Reports at its anchors as the links have them."""
    those: tuple[dict[str, Any], ...]

    @property
    def incidents(self) -> set[str]:
        """The incidents that it changes."""
        return {row["incident"] for row in (*self.these, *self.those)}

    def said_of(self, incident: str) -> str:
        """What it does to an incident, in a word or two."""
        done = "joined" if self.decision.verdict == "join" else "parted"
        return f"no longer {done}" if self.undone else done if incident in self.incidents else ""


def waiting(reader: Reader) -> list[Waiting]:
    """What has been decided or undone since the record was linked."""
    every = read_incident_decisions(reader.store.path)
    if not every or not reader.linked:
        return []
    linked = {row["decision"] for row in reader.rows("select distinct decision from links.incident_decisions")}
    alive = standing(every)
    undone = [each for each in every if each.id in linked and each.id not in {one.id for one in alive}]
    new = [each for each in alive if each.id not in linked]
    return [
        Waiting(each, each in undone, _reports_at(reader, each.these), _reports_at(reader, each.those))
        for each in (*undone, *new)
    ]


def _reports_at(reader: Reader, anchors: Sequence[ReportAnchor]) -> tuple[dict[str, Any], ...]:
    return tuple(
        reader.rows(
            "select r.* from links.incident_reports r join (select unnest($articles::varchar[]) as article,"
            " unnest($starts::bigint[]) as start, unnest($ends::bigint[]) as stop) a"
            ' on a.article = r.article and a.start = r.start and a.stop = r."end"',
            articles=[each.article for each in anchors],
            starts=[each.start for each in anchors],
            ends=[each.end for each in anchors],
        )
    )


def reports_now(reader: Reader, incident: str, waits: Sequence[Waiting]) -> list[dict[str, Any]]:
    """The reports of an incident, each with ``decided``: '' or what waits for the next link ('joined', 'parted')."""
    own = reader.rows("select * from links.incident_reports where incident = $id order by printed, start", id=incident)
    found = {row["event"]: {**row, "decided": ""} for row in own}
    for each in waits:
        if each.undone or incident not in each.incidents:
            continue
        if each.decision.verdict == "part":
            found.update({row["event"]: {**row, "decided": "parted"} for row in each.these if row["event"] in found})
        else:
            others = [row for row in (*each.these, *each.those) if row["event"] not in found]
            found.update({row["event"]: {**row, "decided": "joined"} for row in others})
    return list(found.values())


def candidates(reader: Reader, incident: str, words: str) -> list[dict[str, Any]]:
    """The incidents most like one, the likest first; where words are given, those whose summary has them.

    A point for one type, two each for days at most three apart and for one place, one for each actor or recipient that
    both have.
    """
    chosen = "c.summary ilike '%' || $words || '%'" if words else f"alike >= {_ALIKE_ENOUGH}"
    return reader.rows(
        "select c.*, (c.type = o.type)::int + 2 * coalesce(c.place = o.place, false)::int"
        " + 2 * coalesce(abs(c.start::date - o.start::date) <= 3, false)::int"
        " + len(list_intersect(c.actors, o.actors)) + len(list_intersect(c.recipients, o.recipients)) as alike"
        " from links.listed_incidents c, (select * from links.listed_incidents where id = $id) o"
        f" where c.id <> $id and {chosen} order by alike desc, c.start nulls last, c.id limit {_CANDIDATES}",
        id=incident,
        **({"words": words} if words else {}),
    )


async def decide_incident(request: Request) -> Response:
    """Notes that two incidents are one, or that some reports of one tell of something else."""
    reader = reader_of(request)
    sent = await sent_body(request, SentIncident)
    waits = waiting(reader) if reader.linked else []
    reports = reports_now(reader, sent.incident, waits) if reader.linked else []
    kept = [row for row in reports if row["decided"] != "parted"]
    if not reports or sent.verdict == "undo":
        raise ChangeError("There is no such incident.")
    if sent.verdict == "join":
        these = kept
        those = [row for row in reports_now(reader, sent.other, waits) if row["decided"] != "parted"]
        if not those or sent.other == sent.incident:
            raise ChangeError("Name another incident.")
    else:
        these = [row for row in kept if row["event"] in sent.reports]
        those = [row for row in kept if row["event"] not in sent.reports]
        if not these or not those:
            raise ChangeError("Choose some of the reports, not all: the rest stays the incident.")
    noted = note_incident_decision(
        reader.store.path,
        IncidentDecision(
            at=now(),
            reviewer=reader.reviewer(request),
            verdict=sent.verdict,
            these=tuple(_anchor(row) for row in these),
            those=tuple(_anchor(row) for row in those),
        ),
    )
    return json_response({"id": noted.id, "verdict": noted.verdict})


async def undo_incident(request: Request) -> Response:
    """Takes the reviewer's last decision on incidents back."""
    reader = reader_of(request)
    who = reader.reviewer(request)
    last = last_incident_decision(read_incident_decisions(reader.store.path), who)
    if last is None:
        raise ChangeError("There is nothing to undo.")
    undoing = IncidentDecision(at=now(), reviewer=who, verdict="undo", undoes=last.id)
    return json_response({"id": note_incident_decision(reader.store.path, undoing).id, "undone": last.verdict})


def lost_decisions(reader: Reader) -> list[dict[str, Any]]:
    """The reports that decisions on incidents speak of and the record no longer has, with the reason."""
    if not reader.linked:
        return []
    return reader.rows("select * from links.incident_decisions where fault is not null order by number, article, start")


def _anchor(row: dict[str, Any]) -> ReportAnchor:
    return ReportAnchor(row["article"], row["start"], row["end"], row["quote"])


INCIDENT_REVIEW_ROUTES = [
    Route("/incidents/decide", decide_incident, methods=["POST"]),
    Route("/incidents/undo", undo_incident, methods=["POST"]),
]
