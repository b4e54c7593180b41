from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import satp
from tests.evaluate.official import as_json, official_figures, seeded, shared_folder, written

COLUMNS = list(satp.COLUMN_OF_FIGURE.values())
ROWS = [
    {
        "total_fatalities": "3",
        "civilian_fatalities": "2",
        "security_fatalities": "1",
        "total_arrests": "NA",
        "text": "Two villagers and a constable died.",
    },
    {"text": "A bridge was damaged; nobody was hurt."},
    {"total_injuries": "4.0", "text": "Four labourers were injured."},
]
PREDICTIONS: list[Any] = [
    {"row": 0, "killed_by_group": {"civilian_fatalities": 2, "security": "1"}},
    {"row": 1, "killed": 1, "injured": None},
]


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    return table(tmp_path / "gold.csv", [dict.fromkeys(COLUMNS, "0") | row for row in ROWS])


def table(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "text"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def scores_of(gold: Path, predictions: Path) -> Any:
    return satp.score(satp.load_gold(gold), satp.load_predictions(predictions))


def test_the_number_of_killed_is_the_sum_of_the_groups_where_not_given(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert scores["killed"]["exact_pos"] == 1
    assert scores["killed"]["exact_all"] == pytest.approx(2 / 3)
    assert scores["killed"]["false_pos"] == 0.5


def test_a_missing_number_is_nought(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert (scores["injured"]["exact_pos"], scores["injured"]["found"]) == (0, 0)
    assert scores["injured"]["mae"] == pytest.approx(4 / 3)


def test_a_cell_without_a_figure_leaves_its_row_out(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert (scores["arrested"]["n"], scores["killed"]["n"]) == (2, 3)


def test_all_groups_have_to_be_right_at_once(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert scores["all groups"] == {"n": 3, "n_pos": 1, "exact_pos": 1, "exact_all": 1}
    assert scores["killed:civilian"]["found"] == 1


@pytest.mark.parametrize(
    ("written_number", "number"),
    [("1,200", 1200), ("4.0", 4), (2.6, 3), ("NA", None), ("", None), (None, None), ("inf", None), ("nan", None)],
)
def test_numbers_are_read_as_written(written_number: Any, number: int | None) -> None:
    assert satp.whole(written_number) == number


def test_groups_have_other_names_too(gold_file: Path, tmp_path: Path) -> None:
    groups = [{"row": "0", "killed": "3", "killed_by_group": {"civilian": 2, "government": 1}}]
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", groups))
    assert scores["killed:govt_official"]["false_pos"] == pytest.approx(1 / 3)


def test_misses_show_the_text(gold_file: Path, tmp_path: Path) -> None:
    (miss,) = satp.misses(satp.load_gold(gold_file), satp.load_predictions(written(tmp_path / "p", PREDICTIONS)))
    assert (miss.document, miss.gold) == ("row 1", "0: A bridge was damaged; nobody was hurt.")


def test_a_table_without_figures_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("text\nQuiet.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.csv, line 1: no column total_fatalities"):
        satp.load_gold(path)


def test_the_figures_are_the_official_ones(gold_file: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    assert as_json(scores_of(gold_file, path)) == official_figures("satp", gold_file, path)


def test_spoiled_gold_has_the_official_figures(tmp_path: Path) -> None:
    draw = seeded(7)
    with (shared_folder() / "data" / "satp" / "dev.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        rows = draw.sample(list(csv.DictReader(file)), 300)
    rows[3]["total_arrests"] = ""
    path = table(tmp_path / "gold.csv", rows)
    predictions = []
    for row, summary in enumerate(satp.load_gold(path)):
        given = {name: draw.choice([n, n, n, 0, 7, None, "1,000", "some"]) for name, n in summary.figures.items()}
        groups = {name.removeprefix("killed:"): n for name, n in given.items() if name.startswith("killed:")}
        others = {name: given[name] for name in ("killed", "injured", "arrested", "abducted")}
        predictions.append({"row": row, **others, "killed_by_group": draw.choice([groups, groups, None])})
    prediction_path = written(tmp_path / "predictions.jsonl", predictions[5:])
    assert as_json(scores_of(path, prediction_path)) == official_figures("satp", path, prediction_path)
