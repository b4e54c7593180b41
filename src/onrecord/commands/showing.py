"""onrecord show: the reader in the browser."""

from __future__ import annotations

from pathlib import Path

from onrecord.api import open as open_store
from onrecord.commands.screen import errors, output, plain
from onrecord.viewer.guards import is_loopback
from onrecord.viewer.server import serve


def show_store(
    folder: Path, *, host: str, port: int | None, reviewer: str | None, read_only: bool, browser: bool
) -> int:
    """The exit code, 0. Shows the record in the browser until Ctrl-C."""
    if not is_loopback(host):
        errors().print(
            f"[bold yellow]warning[/] {plain(host)} can be reached by others: all of them may read the record"
            f"{'' if read_only else ' and review it; --read-only lets them read only'}",
            highlight=False,
            soft_wrap=True,
        )
    with open_store(folder) as store:
        serve(
            store,
            host=host,
            port=port,
            reviewer=reviewer,
            read_only=read_only,
            browser=browser,
            on_start=lambda articles: errors().print(f"reading {articles:,} articles ...", highlight=False),
            on_ready=lambda address: output().print(
                f"{plain(str(folder))} is shown at {address}  (Ctrl-C ends it)", highlight=False, soft_wrap=True
            ),
        )
    return 0
