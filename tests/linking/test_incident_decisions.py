"""What a reviewer decides about incidents holds whenever the record is linked, and whatever is not decided stays."""

from __future__ import annotations

import pytest

from onrecord.errors import StoreError
from onrecord.linking import Links, incidents
from onrecord.linking.incident_decisions import Placed, parted, resolved
from onrecord.review.decisions import now
from onrecord.review.incidents import IncidentDecision, ReportAnchor, incidents_log, note_incident_decision
from tests.linking.conftest import add_shard, report
from tests.linking.test_incidents import DOCTOR, POLICE, RESIDENTS

ELSEWHERE = report(
    "elsewhere",
    "Gunmen killed four farmers near Zaria on Wednesday, a chief said.",
    publisher="Echo", published="1991-08-22",
)  # fmt: skip


def anchor(article, words):
    start = article.text.index(words)
    return ReportAnchor(article.id, start, start + len(words), words)


def decide(record, verdict, these=(), those=(), **more):
    decision = IncidentDecision(
        at=now(), reviewer="Anna", verdict=verdict, these=tuple(these), those=tuple(those), **more
    )
    return note_incident_decision(record, decision)


def articles_of(record):
    """The sets of articles that tell of one killing."""
    with Links(record) as links:
        found = [each for each in incidents(links) if each["type"] == "ASSAULT"]
        return {frozenset(mention["article"] for mention in each["mentions"]) for each in found}


def test_joined_reports_are_one_incident_though_day_and_town_differ(record_of):
    record = record_of(POLICE, ELSEWHERE)
    assert articles_of(record) == {frozenset({"police"}), frozenset({"elsewhere"})}
    decide(record, "join", [anchor(POLICE, "killed")], [anchor(ELSEWHERE, "killed")])
    assert articles_of(record) == {frozenset({"police", "elsewhere"})}
    with Links(record) as links:
        (found,) = [each for each in incidents(links) if len(each["mentions"]) > 1]
    assert [(each["verdict"], each["reviewer"]) for each in found["decided"]] == [("join", "Anna")]


def test_a_parted_report_is_an_incident_of_its_own_and_later_reports_find_one_of_the_two(record_of):
    record = record_of(POLICE, DOCTOR)
    assert articles_of(record) == {frozenset({"police", "doctor"})}
    doctors = [anchor(DOCTOR, "killed"), anchor(DOCTOR, "attacked")]
    decide(record, "part", doctors, [anchor(POLICE, "killed")])
    assert articles_of(record) == {frozenset({"police"}), frozenset({"doctor"})}
    add_shard(record, [RESIDENTS])
    found = articles_of(record)
    assert len(found) == 2
    assert not any({"police", "doctor"} <= each for each in found)


def test_an_undone_decision_is_as_if_it_had_never_been(record_of):
    record = record_of(POLICE, ELSEWHERE)
    before = articles_of(record)
    made = decide(record, "join", [anchor(POLICE, "killed")], [anchor(ELSEWHERE, "killed")])
    assert articles_of(record) != before
    undo = decide(record, "undo", undoes=made.id)
    assert articles_of(record) == before
    decide(record, "undo", undoes=undo.id)
    assert articles_of(record) != before


def test_two_events_of_one_article_are_parted_too(record_of):
    twice = report("twice", "Police arrested two smugglers in Kaduna on Monday. The arrests were made at a market.")
    record = record_of(twice)
    with Links(record) as links:
        (found,) = [each for each in incidents(links) if each["type"] == "COERCE"]
    assert len(found["mentions"]) == 2
    decide(record, "part", [anchor(twice, "arrests")], [anchor(twice, "arrested")])
    with Links(record) as links:
        assert len([each for each in incidents(links) if each["type"] == "COERCE"]) == 2


def test_a_decision_whose_words_are_gone_is_kept_with_the_reason(record_of):
    record = record_of(POLICE, DOCTOR)
    lost = [
        ReportAnchor("article-gone", 0, 6, "killed"),
        ReportAnchor(DOCTOR.id, 0, 6, "Eleven"),
        anchor(DOCTOR, "hospital"),
    ]
    decide(record, "part", [anchor(POLICE, "killed")], lost)
    with Links(record) as links:
        reasons = links.rows("select fault from incident_decisions where fault is not null order by fault")
    assert [row["fault"] for row in reasons] == [
        "its article is not in the record",
        "no report of a happening rests on its words now",
        "other words stand at its place",
    ]
    assert articles_of(record) == {frozenset({"police", "doctor"})}


def test_a_line_that_is_no_decision_is_named(record_of):
    record = record_of(POLICE)
    incidents_log(record).parent.mkdir()
    incidents_log(record).write_text('{"verdict": "bless"}\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"incidents\.jsonl, line 1: is no decision"):
        articles_of(record)


def test_of_two_decisions_that_contradict_each_other_the_later_holds_and_of_the_earlier_what_is_left():
    groups, _ = resolved([Placed(1, False, ("a",), ("b", "c")), Placed(2, True, ("a",), ("b",))])
    assert groups.lead("a") == groups.lead("b")
    groups, sides = resolved([Placed(1, True, ("a",), ("b", "c")), Placed(2, False, ("a",), ("b", "c"))])
    assert groups.lead("b") == groups.lead("c") != groups.lead("a")
    assert parted(sides[groups.lead("a")], sides[groups.lead("b")])
