"""Charts say what the lists say, lead to them, and are SVG that stands alone when saved."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from onrecord.viewer.charts.labels import Labelled, labels
from onrecord.viewer.charts.network import Tie, joined, layout, network
from onrecord.viewer.charts.ranges import Ranged, ranges
from onrecord.viewer.charts.svg import nice_ticks, saved
from onrecord.viewer.charts.timeline import Count, timeline
from onrecord.viewer.charts.worldmap import Spot, world_map

SVG = "{http://www.w3.org/2000/svg}"


def tree(drawn: str | bytes) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314  our own markup


def shapes(drawn, name: str, class_: str) -> list[ET.Element]:
    return [each for each in tree(str(drawn)).iter(SVG + name) if class_ in each.get("class", "").split()]


@pytest.mark.parametrize(
    "address",
    ["/timeline", "/timeline?of=statements&by=outlet", "/timeline?on=happened", "/ranges", "/network", "/map"],
)
def test_every_chart_opens_leads_to_its_records_and_can_be_saved(client, address):
    page = client.get(address).text
    chart = re.search(r"<svg.*</svg>", page, re.DOTALL)
    assert chart is not None, address
    root = tree(chart[0])
    links = [each.get("href") for each in root.iter(SVG + "a")]
    assert links
    for link in links[:3]:
        answer = client.get(link)
        assert answer.status_code == 200
        assert "Nothing in the record fits" not in answer.text
    saved_chart = client.get(address.replace("?", ".svg?") if "?" in address else f"{address}.svg")
    assert tree(saved_chart.content).tag == SVG + "svg"
    assert "<style>" in saved_chart.text


def test_a_chart_is_narrowed_like_its_list(client):
    page = client.get("/timeline?of=statements&outlet=Northern+Wire&by=kind").text
    bars = [int(n) for n in re.findall(r"<title>[^<]*: (\d+), ", page)]
    total = re.search(r'<span class="count">(\d+)</span></h1>', client.get("/statements?outlet=Northern+Wire").text)
    assert sum(bars) == int(total[1])


def test_a_timeline_goes_from_days_to_months_as_time_grows_and_keeps_every_count():
    for last in ("1991-08-25", "1992-03-01", "1999-01-01"):
        counts = [Count("1991-08-19", "ASSAULT", 3), Count(last, "PROTEST", 2), Count("nonsense", "AID", 9)]
        drawn = timeline("Events", counts, lambda *_: "/events")
        bars = [each.find(SVG + "title").text for each in tree(str(drawn)).iter(SVG + "a")]
        assert [bar.partition(",")[0] for bar in bars] == ["ASSAULT: 3", "PROTEST: 2"]
    assert timeline("Events", [], lambda *_: "") is None


def test_a_figure_with_an_open_end_is_an_arrow_and_one_with_one_number_a_dot():
    def figure(low: float | None, high: float | None) -> Ranged:
        return Ranged("/article/a#f", "police", "as many as", low, high, author=False)

    drawn = ranges("Killed", [figure(7, 7), figure(12, None), figure(None, 400), figure(10, 20), figure(None, None)])
    assert len(shapes(drawn, "circle", "c1")) == 1
    assert len(shapes(drawn, "path", "range")) == 3
    assert len(shapes(drawn, "path", "c1")) == 2
    assert ranges("Killed", [figure(None, None)]) is None


def test_a_network_is_the_same_every_time_and_keeps_its_actors_apart():
    ties = [Tie("Marek", "Rusk", "conflictual", 4), Tie("Rusk", "Marek", "conflictual", 1)]
    ties += [Tie("Solin", "Marek", "cooperative", 2), Tie("Solin", "Solin", "conflictual", 1)]
    names = ["Marek", "Rusk", "Solin"]
    places = layout(names, ties)
    assert places == layout(names, ties)
    assert len(set(places)) == 3
    drawn = network(
        "Ties", ties, whole=ties, actor_address=lambda name: f"/actor/{name}", tie_address=lambda tie: "/relations"
    )
    assert len(shapes(drawn, "path", "edge")) == 4
    assert joined([*ties, Tie("a", "b", "cooperative", 1)]) == ties
    assert joined([Tie("a", "b", "cooperative", 1)]) == [Tie("a", "b", "cooperative", 1)]


def test_a_place_known_as_a_country_is_a_ring_and_a_city_a_dot():
    spots = [Spot("Minsk", 53.9, 27.6, "city", 5), Spot("Belarus", 53, 28, "country", 2)]
    drawn = world_map("Places", spots, lambda spot: f"/places?name={spot.name}")
    assert len(shapes(drawn, "circle", "point")) == 1
    assert len(shapes(drawn, "circle", "area")) == 1
    assert len(shapes(drawn, "path", "land")) > 1
    assert world_map("Places", [], lambda _: "") is None


def test_names_on_a_chart_never_cover_each_other_and_what_has_no_room_has_none():
    drawn = labels([Labelled(100, 50, 5, f"Actor number {n}") for n in range(8)], width=400, height=100)
    shown = [each for each in drawn if each]
    assert 0 < len(shown) < 8
    assert len({re.sub(r">.*", "", str(each)) for each in shown}) == len(shown)


def test_a_hostile_name_is_text_in_a_chart_and_in_its_file():
    tie = Tie("<script>alert(1)</script>", '" onload="alert(1)', "conflictual", 1)
    drawn = network("Ties", [tie], whole=[tie], actor_address=lambda _: "/", tie_address=lambda _: "/")
    assert "<script>" not in str(drawn)
    root = tree(saved(drawn).encode())
    assert not any("onload" in each.attrib for each in root.iter())


def test_ticks_are_round_and_span_what_is_shown():
    assert nice_ticks(0, 43, wanted=4) == [0, 20, 40, 60]
    assert nice_ticks(3, 3) == pytest.approx([3, 3.2, 3.4, 3.6, 3.8, 4])


def test_two_articles_are_compared_by_whom_they_quote(client, article_id):
    first, second = article_id("1991-09-02-northern-wire.md"), article_id("1991-09-03-harbour-tribune.md")
    page = client.get(f"/compare?a={first}&b={second}").text
    assert "Whom they quote" in page
    assert "In the first only" in page
    assert second in client.get(f"/compare?a={first}").text
    assert client.get("/compare?a=none").status_code == 404
