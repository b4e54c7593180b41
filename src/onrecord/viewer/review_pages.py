"""The reviewing pages: overview, queues, and what a page sends when a key is pressed."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.coded import CodedArticle
from onrecord.linking.decisions import Decided, decisions_file
from onrecord.review.agreement import agreements
from onrecord.review.changes import EDITABLE, ChangeError, addable, form_fields, main_words
from onrecord.review.decisions import Anchor, Decision, Role, Verdict, anchor_at, anchor_of, append_line, last_of, now
from onrecord.review.queues import KINDS, LAYERS, SAMPLE_SIZE, Queue
from onrecord.review.standing import check
from onrecord.schema import Record
from onrecord.viewer.article_view import passage
from onrecord.viewer.incident_review import lost_decisions
from onrecord.viewer.reader import REVIEWER_COOKIE, address, reader_of
from onrecord.viewer.reviewed import required_article
from onrecord.viewer.sent import json_response, sent_body

_LONGEST_NAME = 80


class Sent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page sends to have a decision noted."""

    verdict: Verdict
    article: str
    table: str
    record: str = ""
    changes: dict[str, Any] = {}
    comment: str = ""
    role: Role = "review"


class SentRole(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page sends to have the last decision undone."""

    role: Role = "review"


class SentSame(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page sends to have two names taken for one actor, or one name for two."""

    name: str
    same_as: str
    article: str = ""
    """Only in this article; '' = in all."""


class SentName(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page sends to have decisions noted under another name."""

    name: str


def overview(request: Request) -> Response:
    """How far the review has come, who agrees with whom, and which decisions have lost their place."""
    reader = reader_of(request)
    who = reader.reviewer(request)
    placed = reader.reviewed.placed()
    progress = {layer: {kind: Queue(layer, kind).progress(reader.rows, who) for kind in KINDS} for layer in LAYERS}
    own = reader.rows("select state, count(*) as n from verdicts where reviewer = $who group by 1 order by 1", who=who)
    return reader.page(
        request,
        "review.html",
        who=who,
        progress=progress,
        own=own,
        agreements=agreements(placed.decisions),
        orphans=placed.orphans,
        lost=lost_decisions(reader),
        sample_size=SAMPLE_SIZE,
    )


def queue(request: Request) -> Response:
    """The next record of a queue, with the passage it rests on."""
    reader = reader_of(request)
    asked = _queue(request)
    who = reader.reviewer(request)
    reader.reviewed.refresh()
    waiting = asked.waiting(reader.rows, who)
    after = request.query_params.get("after")
    position = next((place for place, row in enumerate(waiting) if row["id"] == after), -1) + 1
    progress = asked.progress(reader.rows, who)
    if position >= len(waiting):
        return reader.page(
            request, "queue.html", queue=asked, who=who, progress=progress, shown=None, skipped=position, opinions=[]
        )
    row = waiting[position]
    coded = required_article(reader.reviewed, row["article"])
    shown = passage(coded, asked.layer, row["id"])
    opinions = [
        each for each in reader.reviewed.placed().decisions if each.record == row["id"] and asked.kind == "disputed"
    ]
    return reader.page(
        request,
        "queue.html",
        queue=asked,
        who=who,
        progress=progress,
        shown=shown,
        skipped=0,
        opinions=opinions,
        here=address(request.url.path, **dict(request.query_params)),
        skip=address(request.url.path, **{**dict(request.query_params), "after": row["id"]}),
    )


def _queue(request: Request) -> Queue:
    layer, kind = request.path_params["layer"], request.path_params["kind"]
    if layer not in LAYERS or kind not in KINDS:
        raise HTTPException(404, "There is no such queue.")
    numbers = {}
    for name, default, most in (("seed", 1, 10**9), ("size", SAMPLE_SIZE, 100_000)):
        given = request.query_params.get(name, "")
        numbers[name] = min(int(given), most) if given.isascii() and given.isdigit() and len(given) < 10 else default
    return Queue(layer, kind, **numbers)


def form(request: Request) -> Response:
    """The fields of a record's form, as JSON: those of a new record where none is named."""
    reader = reader_of(request)
    table, identifier = request.query_params.get("table", ""), request.query_params.get("record", "")
    if table not in EDITABLE:
        raise HTTPException(404, f"There is nothing to change in {table!r}.")
    record = None
    actors: list[dict[str, str]] = []
    if identifier:
        coded = reader.as_reviewed(request, request.query_params.get("article", ""))
        record = next((each for each in coded[table] if each.id == identifier), None)
        if record is None:
            raise HTTPException(404, "This record is not there.")
        actors = [{"id": each.id, "name": getattr(each, "name", "")} for each in coded["actors"]]
    return json_response(
        {
            "fields": form_fields(table, record),
            "tables": addable(),
            "words": main_words(table) if table in addable() else None,
            "actors": actors if table == "actors" else [],
        }
    )


async def decide(request: Request) -> Response:
    """Notes a decision; the answer says the record and its state."""
    reader = reader_of(request)
    sent = await sent_body(request, Sent)
    who = reader.reviewer(request)
    coded = reader.reviewed.article(sent.article)
    if coded is None or sent.verdict == "undo":
        raise ChangeError("This record is not there.")
    if sent.verdict == "add":
        decision = _addition(coded, sent, who)
    else:
        decision = _judgement(reader.as_reviewed(request, sent.article), coded, sent, who)
    noted = reader.reviewed.add(decision)
    return json_response({"record": noted.record, "verdict": noted.verdict, "id": noted.id})


def _judgement(own: CodedArticle, coded: CodedArticle, sent: Sent, who: str) -> Decision:
    """The decision on a record of the store, or on one that the reviewer added."""
    found: list[Record] = []
    if sent.table in EDITABLE:
        found = [each for layer in (coded, own) for each in layer[sent.table] if each.id == sent.record]
    if not found:
        raise ChangeError("This record is not there.")
    if sent.verdict == "comment" and not sent.comment.strip():
        raise ChangeError("The comment is empty.")
    if sent.verdict == "edit" and not sent.changes:
        raise ChangeError("Nothing was changed.")
    decision = Decision(
        at=now(),
        reviewer=who,
        role=sent.role,
        verdict=sent.verdict,
        article=sent.article,
        table=sent.table,
        record=sent.record,
        anchor=anchor_of(coded.article, found[0]),
        changes=sent.changes if sent.verdict == "edit" else {},
        comment=sent.comment.strip(),
    )
    if decision.verdict == "edit":
        check(own, decision)
    return decision


def _addition(coded: CodedArticle, sent: Sent, who: str) -> Decision:
    decision = Decision(
        at=now(),
        reviewer=who,
        role=sent.role,
        verdict="add",
        article=sent.article,
        table=sent.table,
        record="",
        anchor=Anchor(start=0, end=0, exact="", prefix="", suffix=""),
        changes=sent.changes,
        comment=sent.comment.strip(),
    )
    digest = hashlib.sha256(msgspec.json.encode(decision)).hexdigest()[:16]
    decision = msgspec.structs.replace(decision, record=f"added-{digest}")
    record = check(coded, decision)
    stretch = min(each.start for each in record.spans), max(each.end for each in record.spans)
    return msgspec.structs.replace(decision, anchor=anchor_at(coded.article, *stretch))


async def undo(request: Request) -> Response:
    """Takes the reviewer's last decision back; the answer says which record it was about."""
    reader = reader_of(request)
    sent = await sent_body(request, SentRole)
    who = reader.reviewer(request)
    last = last_of(reader.reviewed.decisions(), who, sent.role)
    if last is None:
        raise ChangeError("There is nothing to undo.")
    undoing = msgspec.structs.replace(last, id="", at=now(), verdict="undo", undoes=last.id, changes={}, comment="")
    reader.reviewed.add(undoing)
    return json_response({"record": last.record, "article": last.article, "table": last.table, "undone": last.verdict})


async def same_actor(request: Request) -> Response:
    """Notes, for ``onrecord link``, that an actor of one name is that of another: a merge, or a split if it is new."""
    reader = reader_of(request)
    sent = await sent_body(request, SentSame)
    name, same_as = " ".join(sent.name.split()), " ".join(sent.same_as.split())
    if not name or not same_as or name == same_as:
        raise ChangeError("Give another name.")
    articles = (sent.article,) if sent.article else None
    if sent.article and reader.reviewed.article(sent.article) is None:
        raise ChangeError("This article is not there.")
    decided = Decided(name=name, is_name=same_as, articles=articles)
    append_line(decisions_file(reader.store.path), msgspec.json.encode(decided))
    return json_response({"name": name, "same_as": same_as})


async def name_reviewer(request: Request) -> Response:
    """Notes decisions of this browser under another name from now on."""
    name = " ".join((await sent_body(request, SentName)).name.split())[:_LONGEST_NAME]
    if not name or not name.isprintable():
        raise ChangeError("Give a name.")
    answer = json_response({"name": name})
    answer.set_cookie(REVIEWER_COOKIE, name.encode().hex(), max_age=365 * 86_400, httponly=True, samesite="strict")
    return answer


def refused_change(_: Request, error: Exception) -> Response:
    """The answer to a change that can't be made."""
    return JSONResponse({"problem": str(error)}, status_code=422)


REVIEW_ROUTES = [
    Route("/review", overview),
    Route("/review/form", form),
    Route("/review/{layer}/{kind}", queue),
    Route("/decisions", decide, methods=["POST"]),
    Route("/decisions/undo", undo, methods=["POST"]),
    Route("/actors/same", same_actor, methods=["POST"]),
    Route("/reviewer", name_reviewer, methods=["POST"]),
]
