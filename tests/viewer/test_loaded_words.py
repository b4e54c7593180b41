"""The author's own loaded words are a layer of the article, a list with facets, and can be judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from tests.viewer.conftest import opened

TEXT = """The brutal general Anton Rusk crushed the protest in Karsk.

"The regime is finished," Governor Ilya Marek said. The regime in Minsk was silent.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("loaded")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    onrecord.build([folder / "a.txt"], folder / "a.record")
    with onrecord.open(folder / "a.record") as store:
        yield from opened(store)


def test_they_are_listed_with_whom_they_are_said_of_and_narrowed_by_facets(client):
    rows = json.loads(client.get("/loaded_words.json").content)
    assert [(row["word"], row["target"]) for row in rows] == [("brutal", "Anton Rusk"), ("regime", "regime")]
    assert "Said of" in client.get("/loaded_words?leaning=unfavourable").text
    assert len(json.loads(client.get("/loaded_words.json?kind=label").content)) == 1


def test_they_are_a_layer_of_the_article_and_a_speaker_s_words_are_not_among_them(client):
    row = json.loads(client.get("/loaded_words.json?kind=label").content)[0]
    assert row["start"] == TEXT.index("regime in Minsk")
    page = client.get(f"/article/{row['article']}?layers=loaded_words").text
    assert page.count("w-loaded") == 2
    assert 'value="loaded_words" checked' in page


def test_they_are_judged_like_other_records(client):
    row = json.loads(client.get("/loaded_words.json?kind=epithet").content)[0]
    sent = {"verdict": "edit", "article": row["article"], "table": "loaded_words", "record": row["id"]}
    assert client.post("/decisions", json={**sent, "changes": {"leaning": "distancing"}}).status_code == 200
    assert json.loads(client.get("/loaded_words.json?leaning=distancing").content)[0]["id"] == row["id"]
    assert client.get("/review/loaded_words/lowest").status_code == 200
