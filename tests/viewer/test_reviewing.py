"""Review through the reader's pages: what is sent is checked, noted, shown again, and can be undone."""

from __future__ import annotations

import json
import re

import pytest

import onrecord
from onrecord.review.decisions import log_of
from onrecord.store import verify

WIRE = "1991-09-02-northern-wire.md"


def event_of(client, article: str) -> dict[str, object]:
    return json.loads(client.get(f"/events.json?article={article}").content)[0]


def test_a_verdict_is_noted_shown_found_by_its_facet_and_undone(reviewer, article_id, record):
    article = article_id(WIRE)
    event = event_of(reviewer, article)
    sent = {"verdict": "reject", "article": article, "table": "events", "record": event["id"]}
    assert reviewer.post("/decisions", json=sent).status_code == 200
    page = reviewer.get(f"/article/{article}").text
    assert re.search(rf'class="row [^"]*rejected" id="{event["id"]}"', page)
    (found,) = json.loads(reviewer.get("/events.json?review=rejected").content)
    assert found["id"] == event["id"]
    (noted,) = log_of(record).read()
    assert noted.anchor.exact.startswith(str(event["quote"]).split(" … ")[0])
    assert reviewer.post("/decisions/undo", json={}).json()["record"] == event["id"]
    assert json.loads(reviewer.get("/events.json?review=rejected").content) == []
    assert reviewer.post("/decisions/undo", json={}).json()["problem"] == "There is nothing to undo."
    with onrecord.open(record) as store:
        assert verify(store) == []


def test_an_added_record_is_shown_with_its_words(reviewer, article_id, record):
    article = article_id(WIRE)
    with onrecord.open(record) as store:
        text = store.article(article).article.text
    start = text.index("storm")
    changes = {"type": "ASSAULT", "anchor": [[start, start + 5]], "mode": "threatened"}
    sent = {"verdict": "add", "article": article, "table": "events", "changes": changes}
    added = reviewer.post("/decisions", json=sent).json()["record"]
    page = reviewer.get(f"/article/{article}").text
    number = re.search(rf'id="{added}" data-i="(\d+)"', page)
    assert number is not None
    assert re.search(rf'data-r="[^"]*\be{number[1]}\b[^"]*">storm<', page)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b'{"verdict": "accept"}',
        b'{"verdict": "bless", "article": "a", "table": "events"}',
        b'{"verdict": "accept", "article": "none", "table": "events", "record": "x"}',
        b'{"verdict": "accept", "article": "ARTICLE", "table": "../events", "record": "x"}',
        b'{"verdict": "edit", "article": "ARTICLE", "table": "events", "record": "EVENT", "changes": {}}',
        b'{"verdict": "edit", "article": "ARTICLE", "table": "events", "record": "EVENT", "changes": {"quad": 1}}',
        b'{"verdict": "edit", "article": "ARTICLE", "table": "events", "record": "EVENT", "changes": {"type": 7}}',
        b'{"verdict": "comment", "article": "ARTICLE", "table": "events", "record": "EVENT", "comment": " "}',
        b'{"verdict": "undo", "article": "ARTICLE", "table": "events", "record": "EVENT"}',
        b"x" * 300_000,
    ],
)
def test_what_is_no_decision_is_refused_with_its_reason_and_not_noted(reviewer, article_id, record, sent):
    article = article_id(WIRE)
    event = str(event_of(reviewer, article)["id"])
    content = sent.replace(b"ARTICLE", article.encode()).replace(b"EVENT", event.encode())
    answer = reviewer.post("/decisions", content=content)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert log_of(record).read() == []


def test_reviewers_are_blind_to_each_other_until_it_is_adjudicated(reviewer, article_id):
    article = article_id(WIRE)
    event = event_of(reviewer, article)["id"]
    sent = {"article": article, "table": "events", "record": event}
    for name, verdict in (("Anna", "accept"), ("Борис", "reject")):
        assert reviewer.post("/reviewer", json={"name": name}).status_code == 200
        assert f'id="{event}"' in reviewer.get(f"/article/{article}").text
        assert not re.search(rf'(accepted|rejected)" id="{event}"', reviewer.get(f"/article/{article}").text)
        reviewer.post("/decisions", json={**sent, "verdict": verdict})
    overview = reviewer.get("/review").text
    assert "adjudicate 1" in overview
    assert "<bdi>Anna</bdi> and <bdi>Борис</bdi>" in overview
    reviewer.post("/reviewer", json={"name": "Clara"})
    opinions = reviewer.get("/review/events/disputed").text
    assert "<b><bdi>Anna</bdi></b> accepted" in opinions
    reviewer.post("/decisions", json={**sent, "verdict": "accept", "role": "adjudication"})
    assert "Nothing waits here" in reviewer.get("/review/events/disputed").text


def test_a_random_sample_gives_a_precision_with_its_interval(reviewer):
    for verdict in ("accept", "accept", "reject"):
        page = reviewer.get("/review/statements/sample").text
        article = re.search(r'data-article="([^"]+)" data-record="([^"]+)"', page)
        assert article is not None
        sent = {"verdict": verdict, "article": article[1], "table": "statements", "record": article[2]}
        assert reviewer.post("/decisions", json=sent).status_code == 200
    page = reviewer.get("/review/statements/sample").text
    assert "3 of " in page
    assert "0.67" in page
    assert "(0.21 to 0.94)" in page


def test_a_decision_that_has_lost_its_place_is_shown_as_an_orphan(reviewer, article_id, record):
    article = article_id(WIRE)
    event = event_of(reviewer, article)["id"]
    reviewer.post("/decisions", json={"verdict": "accept", "article": article, "table": "events", "record": event})
    log = log_of(record)
    log.path.write_text(
        log.path.read_text(encoding="utf-8").replace(article, "article-gone").replace(str(event), "event-gone"),
        encoding="utf-8",
    )
    with log.path.open("a", encoding="utf-8") as file:
        file.write("\n")
    page = reviewer.get("/review").text
    assert "its article is not in the record" in page
