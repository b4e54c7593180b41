"""What was said over time, and what became of the words: carried by other outlets as they were, cut or changed."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.linking.outlets import compare_outlets
from onrecord.linking.reading import statement_series
from onrecord.viewer.listings import day
from onrecord.viewer.reader import Reader, reader_of

_SHOWN = 100
_SHOWN_INCIDENTS = 12
_SHOWN_REPORTS = 3
_WORD = re.compile(r"\s*\S+")
Pieces = list[tuple[str, bool]]


def differences(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both wordings in pieces, each with whether the other has it not; joined, the pieces give the wording back."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    plain_one, plain_other = ([re.sub(r"\W", "", word).lower() for word in words] for words in (one, other))
    pieces: tuple[Pieces, Pieces] = ([], [])
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, plain_one, plain_other, autojunk=False).get_opcodes():
        for side, words in zip(pieces, (one[i1:i2], other[j1:j2]), strict=True):
            if words:
                side.append(("".join(words), kind != "equal"))
    return pieces


def show_words(request: Request) -> Response:
    """What was said in order of printing, by somebody or about somebody; at first what several outlets carry."""
    reader = reader_of(request)
    if not reader.linked:
        return reader.page(request, "unlinked.html")
    asked = {name: request.query_params.get(name, "").strip()[:200] for name in ("speaker", "about")}
    dates = {name: day(request.query_params.get(name)) for name in ("since", "until")}
    rows = statement_series(
        reader.links,
        speaker=asked["speaker"] or None,
        about=asked["about"] or None,
        start=_first_day(dates["since"]),
        end=_last_day(dates["until"]),
    )
    travelled = not any(asked.values()) and request.query_params.get("all") is None
    shown = [row for row in rows if row["carried_by"] or row["changed_to"]] if travelled else rows
    return reader.page(
        request,
        "words.html",
        asked=asked,
        dates=dates,
        travelled=travelled,
        rows=shown[:_SHOWN],
        total=len(shown),
        articles=_articles(reader),
        differences=differences,
    )


def show_outlets(request: Request) -> Response:
    """Two outlets side by side, over the corpus or on one incident; where two are not named, those to choose from."""
    reader = reader_of(request)
    if not reader.linked:
        return reader.page(request, "unlinked.html")
    first, second = (request.query_params.get(name, "") for name in ("a", "b"))
    incident = request.query_params.get("incident") or None
    dates = {name: day(request.query_params.get(name)) for name in ("since", "until")}
    offered = reader.rows(
        "select outlet, count(*) as n from links.linked_articles where outlet is not null"
        + (" and id in (select article from links.incident_reports where incident = $incident)" if incident else "")
        + " group by 1 order by n desc, 1",
        **({"incident": incident} if incident else {}),
    )
    found = None
    if first and second:
        found = compare_outlets(
            reader.links,
            first,
            second,
            incident=incident,
            start=_first_day(dates["since"]),
            end=_last_day(dates["until"]),
        )
    return reader.page(
        request,
        "outlets.html",
        first=first,
        second=second,
        offered=offered,
        dates=dates,
        incident=_incident(reader, incident) if incident else None,
        found=found,
        parts=_parts(found["incidents"]) if found else {},
        sentences=_sentences(reader, found["incidents"]) if found else {},
        figures=_figures(found["figures"]) if found else {},
        most=max((each["first"] + each["second"] for each in found["quoted"]), default=1) if found else 1,
        shown=_SHOWN_INCIDENTS,
        shown_reports=_SHOWN_REPORTS,
        articles=_articles(reader),
        differences=differences,
    )


def _parts(incidents: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The incidents that both report, and those that only the first or the second does."""
    return {
        "both": [each for each in incidents if each["first"] and each["second"]],
        "first": [each for each in incidents if not each["second"]],
        "second": [each for each in incidents if not each["first"]],
    }


def _sentences(reader: Reader, incidents: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """Article and place of each report to be shown to the sentence it stands in."""
    both = [each for each in incidents if each["first"] and each["second"]][:_SHOWN_INCIDENTS]
    shown = [row for each in both for side in ("first", "second") for row in each[side][:_SHOWN_REPORTS]]
    rows = reader.rows(
        "select r.label, r.start, substring(a.text, r.first + 1, r.last - r.first) as sentence from (select"
        " unnest($labels::varchar[]) as label, unnest($starts::bigint[]) as start, unnest($firsts::bigint[]) as first,"
        " unnest($lasts::bigint[]) as last) r join links.linked_articles l on l.label = r.label"
        " join lists.articles a on a.id = l.id where r.first is not null",
        labels=[row["article"] for row in shown],
        starts=[row["start"] for row in shown],
        firsts=[row["sentence_start"] for row in shown],
        lasts=[row["sentence_end"] for row in shown],
    )
    return {(row["label"], row["start"]): row["sentence"] for row in rows}


def _figures(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["incident"], []).append(row)
    return found


def _incident(reader: Reader, identifier: str) -> dict[str, Any] | None:
    found = reader.rows("select * from links.listed_incidents where id = $id", id=identifier)
    return found[0] if found else None


def _articles(reader: Reader) -> dict[str, str]:
    """Label of an article, as the links call it, to its id, as the pages call it."""
    return {row["label"]: row["id"] for row in reader.rows("select label, id from links.linked_articles")}


def _first_day(asked: str | None) -> str | None:
    return asked + "-01-01"[len(asked) - 4 :] if asked else None


def _last_day(asked: str | None) -> str | None:
    """The last day of a year, month or day."""
    if not asked or len(asked) == 10:
        return asked
    year, month = int(asked[:4]), int(asked[5:7] or 12)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).isoformat()


WORDING_ROUTES = [Route("/words", show_words), Route("/compare/outlets", show_outlets)]
