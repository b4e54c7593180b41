"""What several reports say of one happening: shown with its witnesses and the sides of each conflict."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.linking import link
from onrecord.viewer.application import application
from tests.viewer.conftest import ADDRESS
from tests.viewer.test_pages import check_facets


@pytest.fixture(scope="module")
def linked(coded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("linked") / "karsk.record"
    shutil.copytree(coded_once, folder)
    link(folder)
    with onrecord.open(folder) as store, TestClient(application(store), base_url=ADDRESS) as client:
        yield client


def test_a_record_that_was_not_linked_says_how_to(client):
    page = client.get("/incidents").text
    assert "onrecord link karsk.record" in page
    assert client.get("/incident/incident-1").status_code == 404


def test_every_incident_of_the_list_opens_with_its_reports_and_leads_to_the_words(linked):
    addresses = set(re.findall(r'href="(/incident/[^"]+)"', linked.get("/incidents").text))
    assert addresses
    for address in sorted(addresses)[:4]:
        page = linked.get(address).text
        (article, record), *_ = re.findall(r'href="/article/(article-\w+)#((?:event|figure)-\w+)"', page)
        assert f'id="{record}"' in linked.get(f"/article/{article}").text
        assert '<span class="flag">copy</span>' not in page


def test_the_facets_of_incidents_narrow_to_as_many_as_they_say(linked):
    check_facets(linked, "incidents", most=6)


def test_the_sides_of_a_conflict_stand_side_by_side(linked):
    listed = linked.get("/incidents?order=most+contested").text
    contested = re.search(r'href="(/incident/[^"]+)"', listed)
    assert contested is not None
    page = linked.get(contested[1]).text
    assert "Where reports contradict each other" in page
    assert page.count('<div class="side">') >= 2


def test_an_actor_s_page_has_the_offices_over_time(linked):
    page = linked.get("/actor/Anton%20Rusk").text
    assert "Offices over time" in page
    assert "General" in page


def test_links_that_are_older_than_the_record_say_so(coded_once, tmp_path):
    shutil.copytree(coded_once, tmp_path / "grown.record")
    link(tmp_path / "grown.record")
    (tmp_path / "more.txt").write_text("Police said on Friday that 30 people had been arrested.\n", encoding="utf-8")
    onrecord.build([tmp_path / "more.txt"], tmp_path / "grown.record")
    with onrecord.open(tmp_path / "grown.record") as store:
        page = TestClient(application(store), base_url=ADDRESS).get("/incidents").text
    assert "The record has grown since it was linked" in page


def test_a_reviewer_s_merge_of_two_actors_is_done_by_the_next_linking(reviewer, record):
    sent = {"name": "Anton Rusk", "same_as": "Pavel Doren"}
    assert reviewer.post("/actors/same", json=sent).status_code == 200
    assert reviewer.post("/actors/same", json={**sent, "same_as": "Anton Rusk"}).status_code == 422
    assert reviewer.post("/actors/same", json={**sent, "article": "none"}).status_code == 422
    link(record)
    with onrecord.open(record) as store:
        page = TestClient(application(store), base_url=ADDRESS).get("/actor/Pavel%20Doren").text
    assert "Also as <bdi>Anton Rusk</bdi>" in page
