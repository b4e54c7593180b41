"""The slider walks through the days of a record, the network keeps its places, and who changed sides is listed."""

from __future__ import annotations

import re

import pytest

from onrecord.viewer.relations_over_time import slots, turns


def relation(day, sign, n=1, actor="Marek", target="Rusk"):
    return {"actor": actor, "target": target, "sign": sign, "day": day, "n": n, "id": f"{day}{sign}"}


def test_a_few_days_are_walked_by_day_a_year_by_week_and_more_by_month():
    assert [slot.name for slot in slots({"1991-08-19": 2, "1991-08-21": 1})] == ["1991-08-19", "1991-08-21"]
    weeks = slots({"1991-08-19": 2, "1991-08-21": 1, "1991-11-01": 1})
    assert [(slot.start, slot.end, slot.n) for slot in weeks] == [
        ("1991-08-19", "1991-08-25", 3), ("1991-10-28", "1991-11-03", 1),
    ]  # fmt: skip
    months = slots({"1991-12-31": 1, "1993-06-03": 1})
    assert [(slot.end, slot.name) for slot in months] == [("1991-12-31", "1991-12"), ("1993-06-30", "1993-06")]
    assert slots({"no date": 3}) == []


def test_who_turns_from_support_to_criticism_is_found_with_the_last_and_the_first_record():
    (turn,) = turns([
        relation("1991-08-20", "cooperative"), relation("1991-08-23", "conflictual"),
        relation("1991-08-24", "conflictual"), relation("1991-08-21", "cooperative"),
        relation("1991-08-25", "cooperative", actor="Solin"),
    ])  # fmt: skip
    assert (turn.actor, turn.moved_to) == ("Marek", "conflictual")
    assert (turn.before["day"], turn.after["day"]) == ("1991-08-21", "1991-08-23")


def test_a_day_that_says_both_equally_is_no_turn_and_the_majority_of_a_day_counts():
    assert turns([
        relation("1991-08-20", "cooperative"), relation("1991-08-21", "conflictual"),
        relation("1991-08-21", "cooperative"), relation("1991-08-22", "cooperative"),
    ]) == []  # fmt: skip
    (turn,) = turns([
        relation("1991-08-20", "cooperative"), relation("1991-08-21", "conflictual", n=2),
        relation("1991-08-21", "cooperative"),
    ])  # fmt: skip
    assert turn.after["day"] == "1991-08-21"


def test_actors_keep_their_places_while_the_days_go_on(client):
    def places(page):
        return set(re.findall(r'href="/actor/([^"]+)"><title>[^<]*</title><circle cx="([\d.]+)" cy="([\d.]+)"', page))

    whole = client.get("/network").text
    days = re.findall(r'href="(/network\?since=[^"]+)"', whole)
    assert len(days) > 1
    for address in days:
        page = client.get(address.replace("&amp;", "&")).text
        assert places(page) == places(whole)
        assert "node idle" in page
    assert "node idle" not in whole


@pytest.mark.parametrize("view", ["network", "timeline"])
def test_the_slider_changes_the_chart_in_its_place(page, view):
    page.goto(f"/{view}")
    page.locator(".slots input").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".chips", has_text="since: ").wait_for()
    assert page.locator(".slots output").inner_text() in page.url


def test_the_front_page_draws_articles_by_outlet(client):
    page = client.get("/").text
    assert "Articles by day of publication, by outlet" in page
    assert "/articles?outlet=Northern+Wire&amp;since=1991-09-02&amp;until=1991-09-02" in page
