"""Two outlets side by side, and words over time: what was carried, cut or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.linking import link
from onrecord.viewer.wordings import differences
from tests.viewer.conftest import opened

LONG = "said the border guard had fired on peaceful people and that the ministry would have to answer for it"
TEXTS = {
    "wire.md": (
        "Northern Wire",
        "1991-09-05",
        f"Governor Ilya Marek {LONG}. Some 3,000 people marched in Minsk on 1 September.",
    ),
    "tribune.md": (
        "Harbour Tribune",
        "1991-09-06",
        "Governor Ilya Marek said the border guard had fired on peaceful people.",
    ),
    "echo.md": ("Echo", "1991-09-06", f"Governor Ilya Marek {LONG}."),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("words")
    (folder / "in").mkdir()
    for name, (publisher, published, text) in TEXTS.items():
        (folder / "in" / name).write_text(f"---\npublisher: {publisher}\npublished: {published}\n---\n\n{text}\n")
    onrecord.build([folder / "in"], folder / "w.record")
    link(folder / "w.record")
    with onrecord.open(folder / "w.record") as store:
        yield from opened(store)


def test_words_that_were_carried_or_cut_are_shown_with_their_outlets(client):
    page = client.get("/words").text
    assert "The same words in" in page
    assert "<bdi>Echo</bdi>" in page
    assert re.search(r"<del>[^<]*answer for it[^<]*</del>", page)
    assert "Nothing was said that fits" in client.get("/words?speaker=Nobody").text
    assert "Nothing was said that fits" in client.get("/words?speaker=Marek&until=1991-08").text


def test_two_outlets_show_what_one_leaves_out_whom_they_quote_and_what_was_cut(client):
    page = client.get("/compare/outlets?a=Northern+Wire&b=Harbour+Tribune").text
    left_out = page[page.index("Left out by Harbour Tribune") : page.index("Left out by Northern Wire")]
    assert "people marched in Minsk" in left_out
    assert re.search(r"cut by <bdi>Harbour Tribune</bdi>", page)
    assert "The same words in both" in client.get("/compare/outlets?a=Northern+Wire&b=Echo").text
    (article,) = re.search(r'version"><a class="evidence" href="(/article/article-\w+)#at-\d+"', page).groups()
    assert client.get(article).status_code == 200
    assert "Choose two different" in client.get("/compare/outlets?a=Echo&b=Echo").text


def test_one_incident_narrows_the_comparison(client):
    incident = re.search(r'href="(/incident/incident-\w+)"', client.get("/incidents").text)[1].rpartition("/")[2]
    page = client.get(f"/compare/outlets?a=Northern+Wire&b=Echo&incident={incident}").text
    assert "On one incident" in page


def test_what_an_outlet_is_called_is_shown_as_words(client):
    page = client.get("/compare/outlets?a=<script>x</script>&b=Echo").text
    assert "<script>x" not in page


def test_differences_give_both_wordings_back():
    before, after = "He said: the guard fired, twice.", "the guard had fired twice"
    pieces = differences(before, after)
    assert ["".join(words for words, _ in side) for side in pieces] == [before, after]
    assert [words for words, changed in pieces[1] if changed] == [" had"]


def test_a_record_that_was_not_linked_says_how_to(coded_once):
    with onrecord.open(coded_once) as store:
        for unlinked in opened(store):
            for address in ("/words", "/compare/outlets"):
                assert "onrecord link" in unlinked.get(address).text
