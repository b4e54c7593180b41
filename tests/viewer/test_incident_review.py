"""Incidents are joined and parted from their pages, shown so at once, and so whenever the record is linked again."""

from __future__ import annotations

import re
import shutil

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.linking import Links, link
from onrecord.review.incidents import incidents_log
from onrecord.viewer.application import application
from tests.viewer.conftest import ADDRESS, opened


@pytest.fixture
def record(coded_once, tmp_path):
    """A linked record of the test's own."""
    shutil.copytree(coded_once, tmp_path / "karsk.record")
    link(tmp_path / "karsk.record")
    return tmp_path / "karsk.record"


def reports_of(record):
    """Incident id to its events, the first printed first; links the record again where something was decided."""
    with Links(record) as links:
        rows = links.rows(
            "select incident, list(event order by printed, start) as events from incident_reports group by 1"
        )
    return {row["incident"]: row["events"] for row in rows}


def largest(record):
    return max(reports_of(record).items(), key=lambda each: (len(each[1]), each[0]))


def test_a_report_is_parted_by_one_key_shown_so_at_once_and_undone(page, record):
    incident, events = largest(record)
    page.goto(f"/incident/{incident}")
    page.keyboard.press("j")
    with page.expect_event("load"):
        page.keyboard.press("p")
    assert page.locator("tr.parted").count() == 1
    assert "Decided since the record was linked" in page.locator("[role=note]").inner_text()
    assert not any({events[0], events[1]} <= set(found) for found in reports_of(record).values())
    with page.expect_event("load"):
        page.keyboard.press("u")
    assert page.locator("tr.parted").count() == 0
    link(record)
    assert reports_of(record)[incident] == events


def test_two_incidents_are_joined_by_one_key_and_the_link_keeps_it(page, record):
    before = reports_of(record)
    incident, events = largest(record)
    page.goto(f"/incident/{incident}?words=the")
    other = page.locator("[data-other]").first.get_attribute("data-other")
    page.locator("[data-other]").first.focus()
    with page.expect_event("load"):
        page.keyboard.press("m")
    assert page.locator("tr.joined").count() == len(before[other])
    page.goto("/incidents")
    assert page.get_by_text("not linked yet").count() == 2
    link(record)
    assert sorted([*events, *before[other]]) in [sorted(each) for each in reports_of(record).values()]


def test_a_linked_decision_waits_no_more_and_its_page_says_who_decided(record):
    incident, events = largest(record)
    with onrecord.open(record) as store:
        for client in opened(store):
            sent = {"verdict": "part", "incident": incident, "reports": events[:1]}
            assert client.post("/incidents/decide", json=sent).status_code == 200
    link(record)
    kept = next(each for each, found in reports_of(record).items() if events[1] in found)
    with onrecord.open(record) as store:
        for client in opened(store):
            page = client.get(f"/incident/{kept}").text
            assert "Decided since" not in page
            assert re.search(r"parted by <bdi>[^<]+</bdi>", page)


def test_what_makes_no_sense_is_refused_and_not_noted(record):
    incident, events = largest(record)
    with onrecord.open(record) as store:
        for client in opened(store):
            for sent in (
                {"verdict": "part", "incident": incident, "reports": []},
                {"verdict": "part", "incident": incident, "reports": events},
                {"verdict": "join", "incident": incident, "other": incident},
                {"verdict": "join", "incident": incident, "other": "incident-none"},
                {"verdict": "part", "incident": "incident-none", "reports": events},
                {"verdict": "undo", "incident": incident},
            ):
                assert client.post("/incidents/decide", json=sent).status_code == 422, sent
            assert client.post("/incidents/undo", json={}).json()["problem"] == "There is nothing to undo."
    assert not incidents_log(record).exists()


def test_a_decision_that_has_lost_a_report_is_on_the_review_page(record):
    incident, events = largest(record)
    with onrecord.open(record) as store:
        for client in opened(store):
            client.post("/incidents/decide", json={"verdict": "part", "incident": incident, "reports": events[:1]})
    log = incidents_log(record)
    log.write_text(re.sub(r'"article":"article-\w+"', '"article":"article-gone"', log.read_text(), count=1))
    link(record)
    with onrecord.open(record) as store:
        for client in opened(store):
            assert "its article is not in the record" in client.get("/review").text
            assert client.get(f"/incident/{next(iter(reports_of(record)))}").status_code == 200


def test_a_read_only_reader_offers_no_decision(record):
    incident, _ = largest(record)
    with onrecord.open(record) as store, TestClient(application(store, read_only=True), base_url=ADDRESS) as client:
        assert "data-other" not in client.get(f"/incident/{incident}").text
        assert client.post("/incidents/decide", json={}).status_code == 403
