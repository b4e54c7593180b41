"""Times a review: ``python -m bench.reviewing [--records 100]``, with Playwright and a Chromium.

A queue of the sample corpus is worked through in a real browser, as fast as its pages come: every fourth record is
judged wrong, the others right. Printed: keys and seconds a record.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import onrecord
from bench.screens import SAMPLE, served
from onrecord.review.decisions import log_of
from onrecord.viewer.application import application


def main() -> None:
    """Works through the queue and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=100)
    wanted = parser.parse_args().records
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        record = Path(temporary) / "august-1991.record"
        onrecord.build([SAMPLE], record)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with onrecord.open(record) as store, served(application(store)) as address:
            page = browser.new_page(base_url=address)
            page.goto("/review/statements/lowest")
            keys = 0
            start = time.perf_counter()
            for number in range(wanted):
                judged = page.locator(".text").get_attribute("data-record")
                keys += 1
                page.keyboard.press("x" if number % 4 == 3 else "a")
                page.wait_for_function("id => document.querySelector('.text')?.dataset.record !== id", arg=judged)
            seconds = time.perf_counter() - start
        browser.close()
        noted = len(log_of(record).read())
    print(f"{noted} records judged: {keys / noted:.1f} keys and {seconds / noted:.2f} s a record")


if __name__ == "__main__":
    main()
