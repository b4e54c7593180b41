"""axe finds nothing serious on any page, light or dark, wide or narrow."""

from __future__ import annotations

import shutil

import pytest

from onrecord.linking import Links, link

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs axe: pip install '.[test]'", exc_type=ImportError
)

ADDRESSES = (
    "/article/ARTICLE", "/statements?kind=denies", "/", "/search?q=bridge", "/timeline", "/review",
    "/review/events/lowest", "/network", "/loaded_words", "/incident/INCIDENT", "/words?all=1",
    "/compare/outlets?a=Northern+Wire&b=Harbour+Tribune",
)  # fmt: skip


@pytest.fixture
def record(coded_once, tmp_path):
    """A linked record of the test's own."""
    shutil.copytree(coded_once, tmp_path / "karsk.record")
    link(tmp_path / "karsk.record")
    return tmp_path / "karsk.record"


@pytest.mark.parametrize(
    ("scheme", "width", "addresses"), [("light", 1280, ADDRESSES), ("dark", 390, ADDRESSES[:2])], ids=["light", "dark"]
)
def test_axe_finds_nothing_serious(browser, record, served, article_id, scheme, width, addresses):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=served, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    with Links(record) as links:
        incident = links.rows("select id from incidents order by reports desc, id")[0]["id"]
    for address in addresses:
        address = address.replace("ARTICLE", article_id("1991-09-02-northern-wire.md")).replace("INCIDENT", incident)
        page.goto(address)
        if address.startswith("/article"):
            page.keyboard.press("j")
        violations = axe.Axe().run(page).response["violations"]
        serious = [
            f"{each['id']}: {each['nodes'][0]['html'][:160]} {each['nodes'][0]['failureSummary'][:200]}"
            for each in violations
            if each["impact"] in ("serious", "critical")
        ]
        if serious:
            found[address] = serious
    context.close()
    assert not found, "\n".join(f"{address}: {each}" for address, every in found.items() for each in every)
