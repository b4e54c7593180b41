"""The reader answers its own pages on this machine, and nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from onrecord.viewer.application import application
from onrecord.viewer.guards import TOKEN_HEADER
from tests.viewer.conftest import ADDRESS
from tests.viewer.made_articles import ATTACKS, HIDDEN, HOSTILE_KEY


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.7:8448", "localhost@evil.example", ""]
)
def test_a_foreign_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8448", "localhost:1", "[::1]:8448"])
def test_this_machine_s_names_are_let_through(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8448", "http://127.0.0.1:9"])
def test_a_foreign_origin_is_refused(client, origin):
    assert client.get("/", headers={"origin": origin}).status_code == 403


def test_an_open_address_is_reached_by_number_and_not_by_a_strange_name(store):
    app = application(store, host="0.0.0.0")  # noqa: S104
    with TestClient(app, base_url=ADDRESS) as opened:
        assert opened.get("/", headers={"host": "192.0.2.7:8448"}).status_code == 200
        assert opened.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_page_may_load_its_own_files_only_and_run_no_inline_script(client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert "http" not in answer.text.replace('"http://www.w3.org/2000/svg"', "")


def test_hostile_text_is_shown_as_text(client, article_id):
    for address in (f"/article/{article_id(HOSTILE_KEY)}", "/statements", "/search?q=document", "/actors", "/"):
        page = client.get(address).text
        for attack in ATTACKS[:4]:
            assert attack not in page
        assert 'href="javascript:' not in page
        for mark in HIDDEN:
            assert mark.isprintable() or mark not in page
    assert "{{ 7 * 7 }}" in client.get("/search?q=wall").text


@pytest.mark.parametrize("listing", ["statements", "events", "actors", "articles"])
def test_a_download_turns_no_text_round_and_holds_no_escape(client, listing):
    text = client.get(f"/{listing}.csv").text
    for mark in "\u202e\u2066\x1b\x07":
        assert mark not in text


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_write_without_the_token_is_refused(client, token):
    headers = {} if token is None else {TOKEN_HEADER: token}
    stranger = TestClient(client.app, base_url=ADDRESS, headers=headers)
    assert stranger.post("/decisions", json={}).status_code == 403


def test_a_write_from_another_site_s_page_is_refused_even_with_the_token(client):
    assert client.post("/decisions", json={}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_read_only_means_that_nothing_can_be_written(store):
    app = application(store, read_only=True)
    with TestClient(app, base_url=ADDRESS, headers={TOKEN_HEADER: app.state.reader.token}) as opened:
        assert opened.post("/decisions", json={}).status_code == 403
        assert app.state.reader.token not in opened.get("/").text
