"""Numbers of killed, injured, arrested and abducted against summaries of the South Asia Terrorism Portal.

Gold is a table (CSV) with total_fatalities, {govt_official, civilian, security, maoist,
other_armed_grp}_fatalities, total_injuries, total_arrests, total_abducted and text; rows count from 0 after
the header. A cell that is empty or NA leaves its row out for that figure. A missing prediction is 0.

For each figure: ``exact_pos``, the share of rows with a gold figure above 0 that are exactly right;
``exact_all``, of all rows; ``false_pos``, the share of gold zeros with a prediction above 0; ``found``, of
rows above 0 with any prediction above 0; ``mae``, the mean absolute error; ``always_zero``, what saying 0
would score. "all groups" asks for the five groups of victims at once. The headline is killed,
``exact_pos``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.figures_of_merit import Miss, Scores, ratio
from onrecord.evaluate.record_lines import read_bytes, read_record_lines

Number: TypeAlias = int | float | str | None

GROUPS = ("govt_official", "civilian", "security", "maoist", "other_armed_grp")
GROUP_NAMES: Mapping[str, str] = {
    "govt": "govt_official",
    "government": "govt_official",
    "official": "govt_official",
    "other": "other_armed_grp",
}
"""Other names of the groups of victims that predictions may use."""

COLUMN_OF_FIGURE: Mapping[str, str] = {
    "killed": "total_fatalities",
    **{f"killed:{group}": f"{group}_fatalities" for group in GROUPS},
    "injured": "total_injuries",
    "arrested": "total_arrests",
    "abducted": "total_abducted",
}
ALL_GROUPS = "all groups"

_PREDICTION_LINE = (
    'A line looks like {"row": 0, "killed": 3, "killed_by_group": {"civilian": 2, "security": 1}, "injured": 0, '
    '"arrested": 0, "abducted": 0}.'
)


@dataclass(frozen=True)
class GoldSummary:
    """A summary with its figures by name; None where the table does not say, no entry without the column."""

    text: str
    figures: Mapping[str, int | None]


class SummaryPrediction(msgspec.Struct, frozen=True):
    """The numbers read from one row; ``killed`` left out is the sum of the groups."""

    row: int | str
    killed: Number = None
    killed_by_group: dict[str, Number] | None = None
    injured: Number = None
    arrested: Number = None
    abducted: Number = None


def load_gold(path: Path) -> list[GoldSummary]:
    """The rows of the table. Raises InputError where no column of figures is there or a row cannot be read.

    Bytes that are no UTF-8 are replaced: the source mixes encodings, and the figures do not depend on them.
    """
    text = read_bytes(path).decode("utf-8", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = {name: column for name, column in COLUMN_OF_FIGURE.items() if column in (reader.fieldnames or ())}
    if "killed" not in columns:
        remedy = "Give a CSV file whose first line names total_fatalities and the other columns."
        raise InputError(str(path), "no column total_fatalities", remedy, place="line 1")
    try:
        return [
            GoldSummary(row.get("text") or "", {name: whole(row[column]) for name, column in columns.items()})
            for row in reader
        ]
    except csv.Error as problem:
        remedy = "Look for a quotation mark that is not closed."
        raise InputError(str(path), str(problem), remedy, place=f"line {reader.line_num}") from None


def load_predictions(path: Path) -> list[SummaryPrediction]:
    """The predictions of a file, one row a line. Raises InputError on a bad line."""
    predictions = read_record_lines(path, SummaryPrediction, remedy=_PREDICTION_LINE)
    for number, prediction in enumerate(predictions, start=1):
        if not str(prediction.row).strip().isdecimal():
            place = f"prediction {number}"
            raise InputError(str(path), f"no row number {prediction.row!r}", _PREDICTION_LINE, place=place)
    return predictions


def whole(number: Number) -> int | None:
    """The number rounded to a whole one, "1,200" too; None where it is empty, NA or no number."""
    try:
        return round(float(str(number).replace(",", "").strip()))
    except (ValueError, OverflowError):
        return None


def score(gold: Sequence[GoldSummary], predictions: Iterable[SummaryPrediction]) -> Scores:
    """The measures of the head of this module, by figure: shares in [0, 1], counts, and ``mae`` in persons."""
    predicted = {int(prediction.row): _figures(prediction) for prediction in predictions}
    known = [name for name in COLUMN_OF_FIGURE if gold and name in gold[0].figures]
    scores: dict[str, dict[str, float]] = {}
    for name in known:
        cells = ((summary.figures[name], predicted.get(row, {}).get(name, 0)) for row, summary in enumerate(gold))
        scores[name] = _measures([(given, guess) for given, guess in cells if given is not None])
    if all(f"killed:{group}" in known for group in GROUPS):
        scores[ALL_GROUPS] = _all_groups(gold, predicted)
    return scores


def misses(gold: Sequence[GoldSummary], predictions: Iterable[SummaryPrediction]) -> list[Miss]:
    """Every row whose number of killed is wrong."""
    predicted = {int(prediction.row): _figures(prediction) for prediction in predictions}
    found = []
    for row, summary in enumerate(gold):
        given, guess = summary.figures.get("killed") or 0, predicted.get(row, {}).get("killed", 0)
        if given != guess:
            found.append(Miss(f"row {row}", "killed", f"{given}: {summary.text[:300]}", str(guess)))
    return found


def _figures(prediction: SummaryPrediction) -> dict[str, int]:
    groups: dict[str, int] = {}
    for given, number in (prediction.killed_by_group or {}).items():
        name = given.removesuffix("_fatalities")
        group = GROUP_NAMES.get(name, name)
        groups[group] = groups.get(group, 0) + (whole(number) or 0)
    killed = whole(prediction.killed)
    return {
        **{f"killed:{group}": number for group, number in groups.items()},
        "killed": sum(groups.values()) if killed is None else killed,
        "injured": whole(prediction.injured) or 0,
        "arrested": whole(prediction.arrested) or 0,
        "abducted": whole(prediction.abducted) or 0,
    }


def _measures(pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """The measures of one figure from pairs (gold, predicted)."""
    above = [(given, guess) for given, guess in pairs if given > 0]
    zero = [guess for given, guess in pairs if given == 0]
    return {
        "n": len(pairs),
        "n_pos": len(above),
        "exact_pos": ratio(sum(given == guess for given, guess in above), len(above)),
        "exact_all": ratio(sum(given == guess for given, guess in pairs), len(pairs)),
        "false_pos": ratio(sum(guess > 0 for guess in zero), len(zero)),
        "found": ratio(sum(guess > 0 for _, guess in above), len(above)),
        "mae": ratio(sum(abs(given - guess) for given, guess in pairs), len(pairs)),
        "always_zero": ratio(len(zero), len(pairs)),
    }


def _all_groups(gold: Sequence[GoldSummary], predicted: Mapping[int, Mapping[str, int]]) -> dict[str, float]:
    names = [f"killed:{group}" for group in GROUPS]
    right = [
        all((summary.figures[name] or 0) == predicted.get(row, {}).get(name, 0) for name in names)
        for row, summary in enumerate(gold)
    ]
    above = [ok for ok, summary in zip(right, gold, strict=True) if (summary.figures["killed"] or 0) > 0]
    return {
        "n": len(right),
        "n_pos": len(above),
        "exact_pos": ratio(sum(above), len(above)),
        "exact_all": ratio(sum(right), len(right)),
    }
