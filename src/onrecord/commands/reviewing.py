"""onrecord review: what reviewers have decided."""

from __future__ import annotations

from pathlib import Path

import msgspec

from onrecord.api import open as open_store
from onrecord.commands.screen import errors, machine_output, plain
from onrecord.review.export import reviewed_rows

_SHOWN_ORPHANS = 20


def export_review(folder: Path, target: Path | None) -> int:
    """The exit code, 0. Writes the reviewed records as JSON lines, to the screen where no file is named."""
    with open_store(folder) as store:
        rows, orphans = reviewed_rows(store)
        count = 0
        with machine_output() if target is None else target.open("w", encoding="utf-8") as out:
            for row in rows:
                out.write(msgspec.json.encode(row).decode() + "\n")
                count += 1
    errors().print(f"{count:,} reviewed records", highlight=False)
    for orphan in orphans[:_SHOWN_ORPHANS]:
        words = " ".join(orphan.decision.anchor.exact.split())[:80]
        errors().print(
            f"[bold yellow]orphan[/] {plain(orphan.decision.id)}: {orphan.reason} ({plain(words)!r})",
            highlight=False,
            soft_wrap=True,
        )
    if orphans:
        errors().print(f"{len(orphans):,} decisions fit nothing in the record any more", highlight=False)
    return 0
