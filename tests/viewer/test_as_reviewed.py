"""What a reviewer rejected, changed or added is so in every list, count, chart and download: for one reviewer."""

from __future__ import annotations

import json
import re

WIRE = "1991-09-02-northern-wire.md"


def rows(client, address):
    return json.loads(client.get(address).content)


def decide(client, record, verdict, table="events", **changes):
    sent = {
        "verdict": verdict,
        "article": record["article"],
        "table": table,
        "record": record["id"],
        "changes": changes,
    }
    answer = client.post("/decisions", json=sent)
    assert answer.status_code == 200, answer.text
    return answer.json()["record"]


def total(client, address):
    found = re.search(r'<h1>[^<]+ <span class="count">([\d,]+)</span>', client.get(address).text)
    assert found is not None
    return int(found[1])


def front_count(client, table):
    found = re.search(rf'<a href="/{table}"><b>([\d,]+)</b>', client.get("/").text)
    assert found is not None
    return int(found[1])


def test_what_is_rejected_is_left_out_everywhere_unless_it_is_asked_for(reviewer):
    every = rows(reviewer, "/events.json")
    gone = every[0]
    before = reviewer.get(f"/timeline?type={gone['type']}").text.count("<rect")
    decide(reviewer, gone, "reject")
    assert gone["id"] not in {row["id"] for row in rows(reviewer, "/events.json")}
    assert gone["id"] not in reviewer.get("/events.csv").text
    assert total(reviewer, "/events") == front_count(reviewer, "events") == len(every) - 1
    assert [row["id"] for row in rows(reviewer, "/events.json?review=rejected")] == [gone["id"]]
    page = reviewer.get("/events").text
    assert "1 that you rejected is left out" in page
    same_type = [row for row in every if row["type"] == gone["type"]]
    facet = re.search(rf'<bdi>{gone["type"]}</bdi> <span class="count">(\d+)', page)
    assert (int(facet[1]) if facet else 0) == len(same_type) - 1
    if len(same_type) == 1:
        assert reviewer.get(f"/timeline?type={gone['type']}").text.count("<rect") < before
    reviewer.post("/decisions/undo", json={})
    assert total(reviewer, "/events") == front_count(reviewer, "events") == len(every)


def test_a_changed_record_stands_changed_in_lists_facets_and_downloads(reviewer):
    event = next(row for row in rows(reviewer, "/events.json?type=ASSAULT") if "killed" in row["deed"])
    decide(reviewer, event, "edit", type="COERCE", place="Karsk")
    assert event["id"] not in {row["id"] for row in rows(reviewer, "/events.json?type=ASSAULT")}
    (row,) = [row for row in rows(reviewer, "/events.json?type=COERCE") if row["id"] == event["id"]]
    assert (row["place"], row["review"], row["deed"]) == ("Karsk", "edited", event["deed"])
    assert row["quad"] == 4
    assert [each["id"] for each in rows(reviewer, "/events.json?review=edited")] == [event["id"]]
    assert ",COERCE," in reviewer.get(f"/events.csv?article={event['article']}").text
    decide(reviewer, event, "edit", type="PROTEST")
    (row,) = rows(reviewer, "/events.json?review=edited")
    assert (row["type"], row["place"]) == ("PROTEST", "Karsk")


def test_a_changed_speaker_is_who_is_quoted(reviewer):
    statement = next(row for row in rows(reviewer, "/statements.json") if row["speaker"] == "Ilya Marek")
    quoted = len(rows(reviewer, "/statements.json?speaker=Ilya+Marek"))
    decide(reviewer, statement, "edit", "statements", speaker="Otto Brandis")
    assert len(rows(reviewer, "/statements.json?speaker=Ilya+Marek")) == quoted - 1
    assert statement["content"] in reviewer.get("/actor/Otto%20Brandis").text
    assert "Otto Brandis" in reviewer.get("/").text


def test_an_added_record_is_in_the_lists_and_on_the_charts(reviewer, article_id):
    article = article_id(WIRE)
    changes = {"type": "MOBILIZE", "anchor": ["storm the town hall"]}
    new = decide(reviewer, {"article": article, "id": ""}, "add", **changes)
    (row,) = rows(reviewer, "/events.json?review=added")
    assert (row["id"], row["type"], row["outlet"], row["published"]) == (new, "MOBILIZE", "Northern Wire", "1991-09-02")
    assert "MOBILIZE: 1, 1991-09-02" in reviewer.get("/timeline?type=MOBILIZE&review=added").text


def test_another_reviewer_sees_the_machine_s_records_and_a_read_only_reader_what_all_agree_on(reviewer):
    event = rows(reviewer, "/events.json")[0]
    reviewer.post("/reviewer", json={"name": "Anna"})
    decide(reviewer, event, "edit", place="Elsewhere")
    reviewer.post("/reviewer", json={"name": "Boris"})
    assert rows(reviewer, "/events.json")[0]["place"] == event["place"]
    decide(reviewer, event, "edit", place="Elsewhere")
    overlay = reviewer.app.state.reader.reviewed.overlay
    combined = reviewer.app.state.reader.rows(
        f"select place from {overlay.source('events', '')} where id = $id", id=event["id"]
    )
    assert combined == [{"place": "Elsewhere"}]
