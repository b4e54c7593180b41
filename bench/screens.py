"""Takes the pictures of docs/viewer.md: ``python -m bench.screens [docs/screens]``, with Playwright and a Chromium.

The sample corpus is coded, linked and shown; each picture is one page of it. Look at them before they are kept.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn
from playwright.sync_api import sync_playwright

import onrecord
from onrecord.linking import Links, link
from onrecord.store import Store
from onrecord.viewer.application import application

SAMPLE = Path(onrecord.__file__).parent / "sample" / "articles"


class Picture(NamedTuple):
    """One picture: its name, the page's address, the screen, what is pressed before it is taken."""

    name: str
    address: str
    width: int
    height: int
    scheme: str
    keys: str = ""
    hover: str = ""


PICTURES = (
    Picture("front", "/", 1280, 900, "light"),
    Picture("article", "/article/{article}", 1280, 900, "light", hover=".w-content.deep-2"),
    Picture("dark", "/article/{article}", 1280, 900, "dark", keys="jjjj"),
    Picture("narrow", "/article/{article}", 390, 844, "light", keys="jj"),
    Picture("list", "/statements?kind=denies", 1280, 900, "light"),
    Picture("incident", "/incident/{incident}", 1280, 900, "light"),
    Picture("outlets", "/compare/outlets?a=Union+Telegraph&b=The+Moscow+Handbill", 1280, 900, "light"),
    Picture("figures", "/ranges?role=killed", 1280, 640, "light"),
    Picture("network", "/network", 1280, 860, "light"),
    Picture("map", "/map", 1280, 860, "light"),
    Picture("queue", "/review/statements/lowest", 1280, 640, "light"),
)


def main() -> None:
    """Writes the pictures into the folder named, docs/screens if none is."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        record = Path(temporary) / "august-1991.record"
        onrecord.build([SAMPLE], record)
        link(record)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with onrecord.open(record) as store, served(application(store, reviewer="reviewer")) as address:
            names = chosen(store)
            for picture in PICTURES:
                take(browser, address, picture, names, target / f"{picture.name}.png")
        browser.close()


def chosen(store: Store) -> dict[str, str]:
    """The articles and the incident that are shown."""

    def article(title: str) -> str:
        return str(store.sql("select id from articles where title like $title", {"title": title}).fetchall()[0][0])

    with Links(store.path) as links:
        contested = "select incident from incident_conflicts group by incident order by count(*) desc, incident limit 1"
        incident = str(links.rows(contested)[0]["incident"])
    return {"article": article("The day after%"), "incident": incident}


def take(browser: Any, address: str, picture: Picture, names: dict[str, str], target: Path) -> None:
    """Writes one picture."""
    screen = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=screen, color_scheme=picture.scheme, base_url=address)
    page = context.new_page()
    page.goto(picture.address.format(**names))
    for key in picture.keys:
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    if picture.hover:
        page.locator(picture.hover).first.hover()
    page.wait_for_timeout(250)
    page.screenshot(path=target)
    if shutil.which("pngquant"):  # a third of the size, and no difference to be seen
        subprocess.run(["pngquant", "--force", "--output", str(target), "64", str(target)], check=True)  # noqa: S603, S607
    context.close()


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The app's address while it is served."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
