"""A record of a few articles, opened by the reader: through its application, and in a real browser."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

import onrecord
from onrecord.store import Store
from onrecord.viewer.application import application
from onrecord.viewer.catalogue import made_catalogue
from onrecord.viewer.guards import TOKEN_HEADER
from tests.viewer.made_articles import write_articles

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ADDRESS = "http://127.0.0.1:8448"


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the made articles that no test may change."""
    folder = tmp_path_factory.mktemp("viewer")
    onrecord.build([write_articles(folder / "articles")], folder / "karsk.record")
    with onrecord.open(folder / "karsk.record") as store:
        made_catalogue(store)
    return folder / "karsk.record"


@pytest.fixture(scope="session")
def client(coded_once: Path) -> Iterator[TestClient]:
    """A client of the reader, for tests that write nothing."""
    with onrecord.open(coded_once) as store:
        yield from opened(store)


@pytest.fixture
def record(coded_once: Path, tmp_path: Path) -> Path:
    """A record of the test's own."""
    shutil.copytree(coded_once, tmp_path / "karsk.record")
    return tmp_path / "karsk.record"


@pytest.fixture
def store(record: Path) -> Iterator[Store]:
    """The record opened."""
    with onrecord.open(record) as made:
        yield made


@pytest.fixture
def reviewer(store: Store) -> Iterator[TestClient]:
    """A client of a reader of the test's own, for tests that write."""
    yield from opened(store)


def opened(store: Store) -> Iterator[TestClient]:
    """One client of a reader of the store, with the token that its pages have."""
    app = application(store)
    with TestClient(app, base_url=ADDRESS, headers={TOKEN_HEADER: app.state.reader.token}) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; skips where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs Playwright: pip install '.[test]'", exc_type=ImportError
    )
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium, or name one in ONRECORD_CHROMIUM")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def served(store: Store) -> Iterator[str]:
    """The reader's address, served by a real server."""
    server = uvicorn.Server(uvicorn.Config(application(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    """A page of 1280 by 900 on the reader; fails the test if a script fails or anything is asked of another host."""
    yield from _watched(browser, served, width=1280, height=900)


@pytest.fixture
def phone(browser: Any, served: str) -> Iterator[Any]:
    """The same on a screen of 390 by 844."""
    yield from _watched(browser, served, width=390, height=844)


def _watched(browser: Any, served: str, *, width: int, height: int) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=served)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(f"script: {error}"))
    opened.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda asked: None if asked.url.startswith(served) else failures.append(f"asked {asked.url}"))
    yield opened
    context.close()
    assert failures == []


@pytest.fixture(scope="session")
def article_id(coded_once: Path) -> Callable[[str], str]:
    """A function from the end of an article's key to its id."""

    def find(key: str) -> str:
        with onrecord.open(coded_once) as store:
            (found,) = store.sql("select id from articles where key like $key", {"key": f"%{key}"}).fetchall()
        return str(found[0])

    return find
