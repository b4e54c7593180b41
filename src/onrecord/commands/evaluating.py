"""onrecord eval: the layers run over gold sets, and the figures of the official scorers."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.rule import Rule

from onrecord.commands.screen import errors, output, print_json
from onrecord.evaluate.kinds import KINDS, Evaluation, evaluate, kinds_in_words, write_predictions
from onrecord.evaluate.report import score_table


def print_kinds() -> int:
    """The exit code, 0. Prints the kinds of gold, a line each."""
    for line in kinds_in_words():
        output().print(line, highlight=False, markup=False)
    return 0


def print_evaluation(name: str, data: Path, *, split: str, predictions: Path | None, json: bool) -> int:
    """The exit code, 0. Prints the figures of each gold file as a table, or as JSON by file name."""
    if name not in KINDS:
        raise typer.BadParameter(f"no kind of gold {name!r}; there are: {', '.join(KINDS)}")
    kind = KINDS[name]
    with _progress() as progress:
        task = progress.add_task(f"coding {data.name}", total=None)
        evaluations = evaluate(
            kind, data, split=split, on_passage=lambda done, total: progress.update(task, completed=done, total=total)
        )
    if predictions is not None:
        write_predictions(kind, evaluations, predictions)
    if json:
        print_json(_by_name(evaluations))
        return 0
    for evaluation in evaluations:
        output().print(Rule(f"{name}: {evaluation.gold.name} ({len(evaluation.predictions)} texts)", align="left"))
        output().print(score_table(evaluation.scores))
    return 0


def _by_name(evaluations: list[Evaluation]) -> object:
    """The scores alone where there is one gold file, else by file name."""
    if len(evaluations) == 1:
        return evaluations[0].scores
    return {evaluation.gold.stem: evaluation.scores for evaluation in evaluations}


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors(),
        transient=True,
    )
