"""onrecord link, copies, incidents, conflicts, relations, timeline: the record of a whole corpus brought together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from onrecord.commands.screen import Rows, errors, output, plain, print_json, shown
from onrecord.linking import Links, conflicts, copies, incidents, link, relations, statement_series, timeline, turns

_SHOWN_ROWS = 100
_SHOWN_SIDES = 8
_WITH_SENTENCES = 24
"""Characters of a column where one column has whole sentences."""


def print_link(record: Path, *, again: bool, workers: int | None, json: bool) -> int:
    """The exit code, 0. Links the record and prints how many rows each table of the links has."""
    with _progress() as progress:
        task = progress.add_task("linking", total=None)

        def tell(step: str) -> None:
            progress.update(task, description=f"linking: {step}")

        report = link(record, again=again, workers=workers, on_step=tell)
    _tell_faults(report.manifest.skipped)
    with Links(record) as links:
        _tell_faults(_lost_decisions(links))
    if json:
        print_json(
            {
                "record": str(record),
                "already_there": report.already_there,
                "shards": len(report.manifest.shards),
                "shards_read": report.read_again,
                "skipped": report.manifest.skipped,
                "counts": report.manifest.counts,
                "seconds": report.seconds,
            }
        )
        return 0
    if report.already_there:
        output().print("nothing new: the links cover every shard", highlight=False)
    table = Table(show_header=False, box=None)
    for name, count in report.manifest.counts.items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    output().print(table)
    return 0


def print_copies(record: Path, *, json: bool) -> int:
    """The exit code, 0. Prints the groups of articles that print one text, the first printed at their head."""
    with opened(record) as links:
        if json:
            print_json(copies(links))
            return 0
        rows = links.rows(
            """
            select c.first_printed, l.label, l.publisher, l.published, c.kind, c.share_of_shorter, c.first_printed_rule,
                (select count(*) from copy_passages p where p.article = c.article) as passages
            from copies c
            join linked_articles l on l.id = c.article
            join linked_articles f on f.id = c.first_printed
            order by f.place, c.article <> c.first_printed, l.place
            """
        )
    table = Rows("article", "publisher", "printed", "what it is", "of its words", "changed passages", "who was first")
    for row in rows[:_SHOWN_ROWS]:
        share = "" if row["share_of_shorter"] is None else f"{row['share_of_shorter']:.0%}"
        table.add_row(
            *(str(row[name] or "") for name in ("label", "publisher", "published", "kind")),
            share, str(row["passages"] or ""), row["first_printed_rule"],
        )  # fmt: skip
    output().print(table)
    _tell_more(len(rows))
    return 0


def print_incidents(record: Path, *, json: bool) -> int:
    """The exit code, 0. Prints the incidents in order of time, with their witnesses."""
    with opened(record) as links:
        if json:
            print_json(incidents(links))
            return 0
        rows = links.rows("select * from incidents")
        doubted = {row["incident"] for row in links.rows("select distinct incident from incident_conflicts")}
    table = Rows(
        "when", "what", "where", "who", "to whom", "reports", "witnesses", "in its words", narrowest=_WITH_SENTENCES
    )
    for row in rows[:_SHOWN_ROWS]:
        table.add_row(
            _days(row),
            row["type"] + (" (!)" if row["id"] in doubted else ""),
            row["place"] or "",
            "; ".join(row["actors"][:3]),
            "; ".join(row["recipients"][:3]),
            str(row["reports"]),
            f"{len(row['witnesses'])}: {', '.join(row['witnesses'][:3])}",
            row["summary"] or "",
        )
    output().print(table)
    if doubted:
        errors().print(f"(!) reports contradict each other: onrecord conflicts {record}", highlight=False)
    _tell_more(len(rows))
    return 0


def print_conflicts(record: Path, *, json: bool) -> int:
    """The exit code, 0. Prints where reports of one incident contradict each other, each side on its word."""
    with opened(record) as links:
        found = conflicts(links)
    if json:
        print_json(found)
        return 0
    for conflict in found[:_SHOWN_ROWS]:
        output().print(Text(shown(f"{conflict['type']} {conflict['start'] or ''}: {conflict['field']}"), style="bold"))
        table = Rows("value", "in the words", "on whose word", "article")
        for side in conflict["sides"][:_SHOWN_SIDES]:
            voice = " > ".join(["author", *side["voice"]])
            table.add_row(*(str(each) for each in (side["value"], side["quote"], voice, side["article"])))
        output().print(table)
    _tell_more(len(found))
    return 0


def opened(record: Path) -> Links:
    """The links, made first where they are missing or don't cover every shard; says so on the error stream."""
    with _progress() as progress:
        progress.add_task("opening the links", total=None)
        links = Links(record)
    if links.linked_now:
        errors().print(
            f"linked {plain(str(record))} first: the links were missing or did not cover every shard", highlight=False
        )
    _tell_faults(links.faults)
    return links


def _tell_faults(faults: tuple[str, ...] | list[str]) -> None:
    for fault in faults:
        errors().print(f"[yellow]warning[/] {plain(fault)}", highlight=False, soft_wrap=True)


def _lost_decisions(links: Links) -> list[str]:
    """What reviewers decided about reports of incidents that are no longer there."""
    return [
        f"a decision by {row['reviewer']} ({row['verdict']}, {row['at'][:10]}) on {row['exact']!r} in {row['article']}"
        f" at {row['start']} is not applied: {row['fault']}"
        for row in links.rows("select * from incident_decisions where fault is not null order by number, start")
    ]


def _tell_more(rows: int) -> None:
    if rows > _SHOWN_ROWS:
        errors().print(f"the first {_SHOWN_ROWS} of {rows:,}; --json gives all", highlight=False)


def _days(row: dict[str, Any]) -> str:
    start, end = row["start"], row["end"]
    if start is None:
        return "?"
    return str(start) if start == end else f"{start} to {end}"


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=errors(), transient=True
    )


def print_relations(record: Path, *, start: str | None, end: str | None, by: str, rifts: bool, json: bool) -> int:
    """The exit code, 0. Prints who acted towards whom in each period, counted in incidents."""
    with opened(record) as links:
        rows = relations(links, start=start, end=end, by=by, rifts=rifts)
        moved = [] if json else [row for row in turns(links) if row["rift"] or not rifts]
    if json:
        print_json(rows)
        return 0
    table = Rows(by, "who", "towards whom", "sign", "on whose word", "incidents", "denied")
    for row in rows[:_SHOWN_ROWS]:
        table.add_row(
            str(row["period"] or "?"),
            *(row[name] for name in ("actor", "target", "sign", "voice")),
            str(row["incidents"]),
            str(row["denied"] or ""),
        )
    output().print(table)
    for row in moved[:_SHOWN_ROWS]:
        output().print(
            plain(
                f"{row['actor']} moved from {row['moved_from']} ({row['last_before']}) to {row['moved_to']}"
                f" ({row['first_after']}) towards {row['target']}"
            ),
            highlight=False,
        )
    _tell_more(len(rows))
    return 0


def print_timeline(
    record: Path, *, speaker: str | None, about: str | None, start: str | None, end: str | None, json: bool
) -> int:
    """The exit code, 0. Prints incidents in order of time or, of a speaker or subject, what was said."""
    of_words = speaker is not None or about is not None
    with opened(record) as links:
        if of_words:
            rows = statement_series(links, speaker=speaker, about=about, start=start, end=end)
        else:
            rows = timeline(links, start=start, end=end)
    if json:
        print_json(rows)
        return 0
    if of_words:
        table = Rows(
            "printed",
            "who",
            "of whom",
            "act",
            "in the words",
            "article",
            "also in",
            "changed in",
            narrowest=_WITH_SENTENCES,
        )
        for row in rows[:_SHOWN_ROWS]:
            table.add_row(
                str(row["date"] or "?"),
                row["speaker"],
                "; ".join(row["about"]),
                row["kind"],
                row["quote"],
                row["article"],
                ", ".join(str(each["publisher"] or each["article"]) for each in row["carried_by"]),
                ", ".join(str(each["publisher"] or each["article"]) for each in row["changed_to"]),
            )
    else:
        table = Rows("day", "what", "where", "witnesses", "in conflict", "in its words", narrowest=_WITH_SENTENCES)
        for row in rows[:_SHOWN_ROWS]:
            table.add_row(
                str(row["date"] or "?"),
                row["type"],
                row["place"] or "",
                ", ".join(row["witnesses"]),
                ", ".join(row["in_conflict"]),
                row["summary"] or "",
            )
    output().print(table)
    _tell_more(len(rows))
    return 0
