"""Incidents: what several reports say of the same happening, who says it, and where they contradict each other."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.viewer.charts.ranges import Ranged, ranges
from onrecord.viewer.incident_review import candidates, reports_now, waiting
from onrecord.viewer.reader import Reader, reader_of


def show_incident(request: Request) -> Response:
    """One incident: its reports and their witnesses, the sides of each conflict, denials, corrections, figures."""
    reader = reader_of(request)
    found = _rows(reader, "select * from links.listed_incidents where id = $id", request.path_params["incident"])
    if not found:
        raise HTTPException(404, "There is no such incident.")
    incident = found[0]
    located = "join links.linked_articles a on a.label = t.label where t.incident = $id"
    waits = waiting(reader)
    words = request.query_params.get("words", "").strip()[:200]
    conflicts = _rows(
        reader,
        f"select t.*, a.id as article, a.outlet from links.incident_conflicts t {located}"
        " order by t.field, t.value, t.start",
        incident["id"],
    )
    denials = _rows(
        reader, f"select t.*, a.outlet from links.incident_denials t {located} order by t.start", incident["id"]
    )
    corrections = _rows(reader, f"select t.*, a.outlet from links.incident_corrections t {located}", incident["id"])
    figures = _rows(
        reader,
        f"select t.*, a.outlet from links.incident_figures t {located} order by t.field, t.low nulls last, t.start",
        incident["id"],
    )
    reports = reports_now(reader, incident["id"], waits)
    return reader.page(
        request,
        "incident.html",
        incident=incident,
        reports=reports,
        verdicts=_verdicts(reader, reader.reviewer(request), [row["event"] for row in reports]),
        decided=_rows(
            reader,
            "select distinct d.number, d.verdict, d.reviewer, d.at from links.incident_decisions d"
            " join links.incident_reports r using (event) where r.incident = $id order by d.number",
            incident["id"],
        ),
        waits=[each for each in waits if incident["id"] in each.incidents],
        candidates=candidates(reader, incident["id"], words) if reader.reviewer(request) else [],
        words=words,
        conflicts=sides(conflicts),
        denials=denials,
        corrections=corrections,
        charts=_charts(figures),
    )


def _verdicts(reader: Reader, reviewer: str, events: list[str]) -> dict[str, str]:
    """Event to what the reviewer says of it, where that is no plain yes."""
    reader.reviewed.refresh()
    rows = reader.rows(
        "select record, state from verdicts where reviewer = $reviewer and state in ('rejected', 'edited', 'disputed')"
        " and record in (select unnest($events::varchar[]))",
        reviewer=reviewer,
        events=events,
    )
    return {row["record"]: row["state"] for row in rows}


def sides(conflicts: list[dict[str, Any]]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Field to value to the rows that say so, the value that most say first."""
    found: defaultdict[str, defaultdict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in conflicts:
        found[row["field"]][row["value"]].append(row)
    return {
        field: dict(sorted(values.items(), key=lambda each: (-len(each[1]), each[0])))
        for field, values in sorted(found.items())
    }


def _charts(figures: list[dict[str, Any]]) -> dict[str, Any]:
    by_field: defaultdict[str, list[Ranged]] = defaultdict(list)
    for row in figures:
        voice = row["voice"][-1] if row["voice"] else f"{row['outlet'] or 'outlet not stated'}, in its own voice"
        ranged = Ranged(
            f"/article/{row['article']}#{row['figure']}", voice, row["quote"], row["low"], row["high"], not row["voice"]
        )
        by_field[row["field"]].append(ranged)
    return {field: ranges(field, each) for field, each in by_field.items() if len(each) > 1}


def _rows(reader: Reader, query: str, identifier: str) -> list[dict[str, Any]]:
    return reader.rows(query, id=identifier) if reader.linked else []


INCIDENT_ROUTES = [Route("/incident/{incident}", show_incident)]
