"""onrecord compare: two outlets, what each has and the other leaves out."""

from __future__ import annotations

from pathlib import Path

from onrecord.commands.linking import opened
from onrecord.commands.screen import Rows, errors, output, plain, print_json
from onrecord.errors import StoreError
from onrecord.linking import compare_outlets

_SHOWN_ROWS = 40
_WITH_SENTENCES = 24
"""Characters of a column where one column has whole sentences."""


def print_comparison(
    record: Path,
    first: str,
    second: str,
    *,
    incident: str | None,
    start: str | None,
    end: str | None,
    json: bool,
) -> int:
    """The exit code, 0. Prints what two outlets report, whom they quote, and words cut or changed between them."""
    with opened(record) as links:
        outlets = [row["outlet"] for row in links.rows("select distinct outlet from linked_articles order by outlet")]
        for name in (first, second):
            if name not in outlets:
                known = ", ".join(each for each in outlets if each) or "none"
                raise StoreError(f"{record}: has no outlet {name!r}; there are: {known}.")
        found = compare_outlets(links, first, second, incident=incident, start=start, end=end)
    if json:
        print_json(found)
        return 0
    table = Rows("day", "what", first, second, "in its words", narrowest=_WITH_SENTENCES)
    for row in found["incidents"][:_SHOWN_ROWS]:
        told = (str(len(row[side])) if row[side] else "-" for side in ("first", "second"))
        table.add_row(row["start"] or "?", row["type"], *told, row["summary"] or "")
    output().print(table)
    quoted = Rows("speaker", first, second)
    for row in found["quoted"][:_SHOWN_ROWS]:
        quoted.add_row(row["speaker"], str(row["first"] or "-"), str(row["second"] or "-"))
    output().print(quoted)
    for row in found["changed_words"][:_SHOWN_ROWS]:
        who = second if row["changed_by_second"] else first
        output().print(
            plain(f"{row['speaker']}, {row['change']} by {who}: {row['quote_before']!r} -> {row['quote']!r}")
        )
    most = max(len(found[part]) for part in ("incidents", "quoted", "changed_words"))
    if most > _SHOWN_ROWS:
        errors().print(f"the first {_SHOWN_ROWS} of each; --json gives all", highlight=False)
    return 0
