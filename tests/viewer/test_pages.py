"""Each page opens, says what the record says, and leads to the words."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from onrecord.viewer.listings import LISTINGS


def test_the_front_page_says_what_is_in_the_record(client):
    page = client.get("/").text
    for words in ("Northern Wire", "Harbour Tribune", "Ilya Marek", "General dismissed after Karsk"):
        assert words in page


def check_facets(client, listing: str, *, most: int) -> None:
    """Each facet's value narrows the list to as many as it says."""
    page = client.get(f"/{listing}").text
    links = re.findall(r'<li><a href="(/[^"]+)" rel="nofollow"><bdi>.*?<span class="count">([\d,]+)</span>', page)
    assert links
    for link, count in links[:: max(1, len(links) // most)]:
        narrowed = client.get(link.replace("&amp;", "&")).text
        assert f'<span class="count">{count}</span></h1>' in narrowed, link


@pytest.mark.parametrize("listing", [name for name, each in LISTINGS.items() if not each.source])
def test_every_list_opens_and_every_facet_narrows_to_as_many_as_it_says(client, listing):
    check_facets(client, listing, most=6)


def test_a_row_leads_to_its_words_in_the_article(client):
    page = client.get("/statements?kind=denies").text
    link = re.search(r'href="/article/(article-\w+)#(statement-\w+)"', page)
    assert link is not None
    article = client.get(f"/article/{link[1]}").text
    assert f'id="{link[2]}"' in article
    row = re.search(rf'id="{link[2]}" data-i="(\d+)"', article)
    assert row is not None
    assert re.search(rf'data-r="[^"]*\bq{row[1]}\b[^"]*">(?:denied|denies)', article)


def test_facets_search_and_time_can_be_joined(client):
    page = client.get("/statements?outlet=Northern+Wire&words=guilty&since=1991-09-04&until=1991-09").text
    assert "would be tried" in page
    assert "Harbour Tribune</bdi> ·" not in page


def test_a_download_has_what_the_list_has_and_no_cell_is_a_formula(client):
    rows = list(csv.reader(io.StringIO(client.get("/articles.csv").text.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert all(cell[:1] not in tuple("=+@\t\r") for row in rows for cell in row)
    assert any(cell.startswith("'=") for row in rows for cell in row)
    denials = json.loads(client.get("/statements.json?kind=denies").content)
    assert denials
    assert {row["kind"] for row in denials} == {"denies"}


def test_an_actor_has_a_page_with_what_he_said_and_what_was_said_of_him(client):
    page = client.get("/actor/Ilya%20Marek").text
    assert "14 bodies" in page
    assert "defence ministry" in page.lower()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bridge", ["at the bridge in Karsk"]),
        ("hospital doctors", ["14 bodies had been brought"]),
        ('"town hall"', ["storm the town hall"]),
        ("dismiss*", ["be dismissed", "dismissed General Anton Rusk"]),
        ("ministry -crowd", ["obeyed orders of the ministry"]),
    ],
)
def test_search_finds_the_passage(client, asked, expected):
    page = re.sub(r"</?mark>", "", client.get("/search", params={"q": asked}).text)
    for words in expected:
        assert words in page


@pytest.mark.parametrize("asked", ['"', "AND OR NOT", "a*b(c)^2:", "-only", "words:x NEAR(", "\x00", "'; drop table"])
def test_no_search_is_a_syntax_error(client, asked):
    assert client.get("/search", params={"q": asked}).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/article/none", "/actor/Nobody%20Here", "/statements.xml", "/static/../pages.py", "/article/%2e%2e"],
)
def test_what_is_not_there_is_said_in_words(client, address):
    answer = client.get(address)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "query", ["page=99999", "page=x", "since=yesterday", "order=;drop", "speaker=%27%22--", "page=-1"]
)
def test_a_strange_address_is_answered_like_its_sensible_part(client, query):
    assert client.get(f"/statements?{query}").status_code == 200
