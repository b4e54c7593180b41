"""onrecord build: many articles into a record folder, with progress and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from onrecord.api import BuildReport, build
from onrecord.api import open as open_store
from onrecord.commands import INPUT_FAILED, ReaderGoneError, StoppedError
from onrecord.commands.screen import errors, output, plain, print_json
from onrecord.readers import ReadOptions, expand_sources
from onrecord.schema import Problem

_SHOWN_ERRORS = 100
_SHOWN_REMARKS = 20


def build_store(
    sources: Sequence[str],
    folder: Path,
    *,
    options: ReadOptions,
    workers: int | None,
    ray: str | None,
    shard_size: int,
    json: bool,
) -> int:
    """The exit code: 0, or 1 if an input failed. Prints progress to the error stream and the summary to the output."""
    try:
        report = build_with_progress(sources, folder, options=options, workers=workers, ray=ray, shard_size=shard_size)
    except StoppedError as stopped:
        raise StoppedError("stopped; the same command goes on from here", by=stopped.by) from None
    try:
        if json:
            print_report(report)
        else:
            print_summary(report)
    except ReaderGoneError:
        print_problems(report.problems, of=report.store)
    return INPUT_FAILED if report.failed else 0


def build_with_progress(
    sources: Sequence[str],
    folder: Path,
    *,
    options: ReadOptions,
    workers: int | None = None,
    ray: str | None = None,
    shard_size: int = 32,
) -> BuildReport:
    """What the build did, with a progress bar (articles, rate, time left) on the error stream while it ran."""
    progress = Progress(
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors(),
        transient=True,
    )
    with progress:
        # Containers hold an unknown number of articles: the bar then shows articles and rate, without an end.
        task = progress.add_task("coding", total=_countable(sources), rate="")

        def advance(articles: int) -> None:
            progress.advance(task, articles)
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f} articles/s" if speed else "")

        return build(
            sources, folder, options=options, workers=workers, ray=ray, shard_size=shard_size, on_articles=advance
        )


def print_summary(report: BuildReport) -> None:
    """Prints what was coded, what the store holds, and what went wrong."""
    screen = output()
    with open_store(report.store) as store:
        counts = store.counts()
    if report.already_there:
        screen.print("nothing new: everything was recorded before", highlight=False)
    table = Table(show_header=False, box=None)
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    screen.print(f"{report.coded:,} articles coded; {plain(str(report.store))} holds", highlight=False, soft_wrap=True)
    screen.print(table)
    print_problems(report.problems, of=report.store)


def print_problems(problems: Sequence[Problem], *, of: Path | None = None) -> None:
    """Prints the problems on the error stream: each names the input, the place and the remedy; errors first.

    Remarks in the same words come once. Of very many, the first ones, and how to see all where a store ``of`` them is
    given.
    """
    ranked = sorted(problems, key=lambda problem: (_ORDER[problem.severity], problem.source, problem.place or ""))
    failures = [problem for problem in ranked if problem.severity == "error"]
    remarks: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in ranked[len(failures) :]:
        remarks.setdefault((problem.severity, problem.problem, problem.remedy), []).append(problem)
    shown = [[problem] for problem in failures[:_SHOWN_ERRORS]] + list(remarks.values())[:_SHOWN_REMARKS]
    for alike in shown:
        first, others = alike[0], len(alike) - 1
        where = f"{first.source}, {first.place}" if first.place else first.source
        more = f" and {others:,} other{'s' * (others > 1)}" if others else ""
        errors().print(
            f"[{_COLOURS[first.severity]}]{first.severity}[/] "
            + plain(f"{where}{more}: {first.problem}. {first.remedy}"),
            highlight=False,
            soft_wrap=True,
        )
    left = len(ranked) - sum(map(len, shown))
    if left or (of is not None and any(len(alike) > 1 for alike in shown)):
        errors().print(
            plain(f"{f'... and {left:,} more; ' if left else ''}all: onrecord query {of} 'select * from problems'"),
            highlight=False,
            soft_wrap=True,
        )


_ORDER = {"error": 0, "warning": 1, "note": 2}
_COLOURS = {"error": "bold red", "warning": "yellow", "note": "dim"}


def print_report(report: BuildReport) -> None:
    """Prints the report as one JSON object."""
    with open_store(report.store) as store:
        counts = dict(store.counts())
    answer = {
        "store": str(report.store),
        "coded": report.coded,
        "already_there": report.already_there,
        "counts": counts,
        "severities": Counter(problem.severity for problem in report.problems),
        "problems": report.problems,
    }
    print_json(answer)


def _countable(sources: Sequence[str]) -> int | None:
    paths = list(expand_sources(list(sources)))
    if any(
        isinstance(path, Path) and {".jsonl", ".ndjson", ".parquet", ".warc"} & set(path.suffixes) for path in paths
    ):
        return None
    return sum(isinstance(path, Path) for path in paths)
