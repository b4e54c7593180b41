"""Decisions are kept in a log of their own, apply on reading, survive a run again, and never vanish in silence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from onrecord.coded import CodedArticle
from onrecord.commands.reviewing import export_review
from onrecord.errors import StoreError
from onrecord.review.changes import ChangeError, added, changed, form_fields
from onrecord.review.decisions import Decision, anchor_of, last_of, log_of, now, standing
from onrecord.review.standing import COMBINED, applied, latest, outcome_of, placed, verdicts
from onrecord.schema import Event, Record, Statement
from tests.conftest import article_of

TEXT = (
    "Governor Ilya Marek said on Monday that soldiers had killed 12 people at the bridge.\n\n"
    "The defence ministry denied that its troops had fired on the crowd."
)


@pytest.fixture(scope="module")
def coded(code) -> CodedArticle:
    return code(TEXT)


def decision(coded: CodedArticle, record: Record, verdict: str, who: str = "anna", **more: object) -> Decision:
    table = next(layer for layer, records in coded.records.items() if record in records)
    return Decision(
        id=f"decision-{verdict}-{who}-{record.id}-{len(more)}", at=now(), reviewer=who, verdict=verdict,
        article=coded.article.id, table=table, record=record.id, anchor=anchor_of(coded.article, record), **more,
    )  # fmt: skip


def place(decisions: list[Decision], coded: CodedArticle):
    ids = {each.id for records in coded.records.values() for each in records}
    return placed(decisions, known=ids.__and__, article=lambda each: coded if each == coded.article.id else None)


def test_the_log_only_grows_and_tells_every_decision_again(coded, tmp_path):
    log = log_of(tmp_path)
    first = log.append(decision(coded, coded["events"][0], "accept"))
    size = log.size()
    second = log.append(decision(coded, coded["statements"][0], "comment", comment="=cmd | \u202e"))
    assert log.read() == [first, second]
    assert log.path.read_bytes()[:size].count(b"\n") == 1
    assert first.id != second.id


def test_a_line_cut_off_by_a_crash_costs_itself_only(coded, tmp_path):
    log = log_of(tmp_path)
    kept = log.append(decision(coded, coded["events"][0], "accept"))
    with log.path.open("ab") as file:
        file.write(b'{"at": "1991-08-2')
    assert log.read() == [kept]
    after = log.append(decision(coded, coded["events"][0], "reject"))
    assert log.read() == [kept, after]


def test_a_line_that_is_no_decision_is_named(coded, tmp_path):
    log = log_of(tmp_path)
    log.append(decision(coded, coded["events"][0], "accept"))
    with log.path.open("ab") as file:
        file.write(b"someone's note\n")
    with pytest.raises(StoreError, match=r"decisions\.jsonl, line 2: is no decision"):
        log.read()


def test_undo_goes_back_one_by_one(coded):
    one = decision(coded, coded["events"][0], "accept")
    two = decision(coded, coded["statements"][0], "reject")
    log = [one, two]
    while (last := last_of(log, "anna", "review")) is not None:
        log.append(msgspec.structs.replace(last, id=f"undo-{last.id}", verdict="undo", undoes=last.id))
    assert [each.undoes for each in log[2:]] == [two.id, one.id]
    assert standing(log) == []
    assert last_of([one], "boris", "review") is None


def test_a_decision_follows_its_words_when_the_record_gets_another_id(coded):
    event = coded["events"][0]
    old = msgspec.structs.replace(decision(coded, event, "accept"), record="event-of-an-earlier-version")
    answer = place([old], coded)
    assert [each.record for each in answer.decisions] == [event.id]
    assert answer.orphans == ()


def test_a_decision_whose_words_are_gone_is_an_orphan_and_says_why(coded, code):
    event = coded["events"][0]
    one = msgspec.structs.replace(decision(coded, event, "accept"), record="event-gone")
    other_text = CodedArticle(
        msgspec.structs.replace(coded.article, text="Nothing of the sort. " + TEXT), coded.records
    )
    moved = placed([one], known=lambda _: set(), article=lambda _: other_text)
    assert [each.reason for each in moved.orphans] == ["other words stand at its place"]
    gone = placed([one], known=lambda _: set(), article=lambda _: None)
    assert [each.reason for each in gone.orphans] == ["its article is not in the record"]
    without = CodedArticle(coded.article, {**coded.records, "events": ()})
    unrecorded = placed([one], known=lambda _: set(), article=lambda _: without)
    assert [each.reason for each in unrecorded.orphans] == ["no records rest on its words now"]


def test_two_reviewers_who_differ_leave_a_record_disputed_until_it_is_adjudicated(coded):
    event, statement = coded["events"][0], coded["statements"][0]
    decisions = [
        decision(coded, event, "accept"),
        decision(coded, event, "reject", who="boris"),
        decision(coded, statement, "accept"),
        decision(coded, statement, "accept", who="boris"),
    ]
    states = verdicts(decisions)
    assert states[(event.id, "anna")] == "accepted"
    assert states[(event.id, "boris")] == "rejected"
    assert states[(event.id, COMBINED)] == "disputed"
    assert states[(statement.id, COMBINED)] == "accepted"
    decisions.append(decision(coded, event, "reject", who="clara", role="adjudication"))
    assert verdicts(decisions)[(event.id, COMBINED)] == "rejected"
    assert (event.id, "clara") not in verdicts(decisions)


def test_what_was_rejected_is_left_out_and_what_was_changed_is_changed(coded):
    event = next(each for each in coded.of(Event) if "killed" in each.anchor[0].quote)
    statement = next(each for each in coded.of(Statement) if each.kind == "denies")
    reviewed = applied(
        coded,
        [
            decision(coded, event, "edit", changes={"type": "COERCE", "date": ["1991-08-19"], "place": "Karsk"}),
            decision(coded, statement, "reject"),
        ],
    )
    assert statement not in reviewed["statements"]
    (new,) = (each for each in reviewed.of(Event) if each.id == event.id)
    assert (new.type, new.quad, new.cameo, new.place) == ("COERCE", 4, "17", "Karsk")
    assert new.date is not None
    assert (new.date.start, new.date.end) == ("1991-08-19", "1991-08-19")
    assert new.anchor == event.anchor


def test_edits_in_a_row_add_up(coded):
    event = coded["events"][0]
    own = latest(
        [
            decision(coded, event, "edit", changes={"place": "Karsk"}),
            decision(coded, event, "edit", changes={"type": "PROTEST"}, comment="and this"),
        ]
    )
    (outcome,) = own.values()
    assert outcome.changes == {"place": "Karsk", "type": "PROTEST"}
    assert outcome_of([outcome]) == outcome


def test_a_merged_actor_gives_its_mentions_to_the_other(coded):
    names = {each.name: each for each in coded["actors"]}
    gone, kept = names["Ilya Marek"], next(each for name, each in names.items() if name != "Ilya Marek")
    reviewed = applied(coded, [decision(coded, gone, "edit", changes={"same_as": kept.id})])
    assert gone.id not in {each.id for each in reviewed["actors"]}
    before = sum(each.actor in (gone.id, kept.id) for each in coded["mentions"])
    assert sum(each.actor == kept.id for each in reviewed["mentions"]) == before


def test_an_added_record_rests_on_the_words_that_were_selected():
    article = article_of(TEXT)
    start = TEXT.index("fired on")
    changes = {"type": "ASSAULT", "anchor": [[start, start + 5]], "actors": ["its troops"], "mode": "denied"}
    event = added(article, "events", "added-1", changes)
    assert isinstance(event, Event)
    assert event.spans[0].quote == "fired"
    assert (event.quad, event.confidence, event.stage) == (4, 1.0, "review")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"anchor": [[5, 5]]}, "anchor: span 5..5 is empty"),
        ({"anchor": [[0, 9_999]]}, "anchor: span 0..9999"),
        ({"anchor": ["no such words"]}, "stands 0 times"),
        ({"anchor": "x"}, "anchor: takes a list"),
        ({"type": "MURDER", "anchor": [[0, 3]]}, "MURDER"),
        ({"mode": "shouted", "anchor": [[0, 3]]}, "mode"),
        ({"confidence": 1, "anchor": [[0, 3]]}, "confidence: no field"),
        ({}, "Select the words"),
    ],
)
def test_a_change_that_makes_no_record_is_refused_with_its_reason(changes, problem):
    with pytest.raises(ChangeError, match=problem):
        added(article_of(TEXT), "events", "added-1", changes)


def test_every_field_of_every_form_can_be_sent_back_as_it_is(coded):
    for table in ("statements", "events", "figures", "dates", "actors", "mentions"):
        for record in coded[table]:
            for field in form_fields(table, record):
                if field.kind == "spans":
                    changed(coded.article, table, record, {field.name: [list(each) for each in field.spans]})
                if field.kind == "choice" and field.value:
                    assert field.value in field.choices
                    assert changed(coded.article, table, record, {field.name: field.value}) == record


def test_the_export_has_the_record_as_it_should_be_beside_the_machine_s(coded_once, tmp_path):
    import onrecord

    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in coded_once.rglob("shards/*/*")}
    copy = tmp_path / "copy.record"
    import shutil

    shutil.copytree(coded_once, copy)
    with onrecord.open(copy) as store:
        key = store.sql("select id from articles where key like '%09-02%'").fetchall()[0][0]
        article = store.article(key)
    event = article["events"][0]
    log = log_of(copy)
    log.append(decision(article, event, "edit", changes={"place": "Karsk"}))
    log.append(decision(article, article["statements"][0], "reject"))
    assert export_review(copy, tmp_path / "out.jsonl") == 0
    rows = [json.loads(line) for line in Path(tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(row["verdict"] for row in rows) == ["edit", "reject"]
    (edited,) = (row for row in rows if row["verdict"] == "edit")
    assert edited["record"]["place"] == "Karsk"
    assert edited["machine"]["id"] == event.id
    span = edited["record"]["anchor"][0]
    offset = edited["context"]["start"]
    assert edited["context"]["text"][span["start"] - offset : span["end"] - offset] == span["quote"]
    assert before == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in coded_once.rglob("shards/*/*")}
