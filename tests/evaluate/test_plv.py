from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import plv
from tests.evaluate.official import as_json, official_figures, seeded, shared_folder, written

HEADER = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n"
ROWS = [
    ("Norland signs a treaty with Sudria.", "AGREE"),
    ("Norland and Sudria initial the pact.", "AGREE"),
    ("Norland sends Sudria grain.", "AID"),
    ("Norland leaves the valley to Sudria.", "RETREAT"),
]
ANSWERS: list[Any] = [
    {"row": 0, "root": "AGREE"},
    {"row": 1, "root": ""},
    {"row": "2", "root": "agree"},
    {"row": 3, "root": "YIELD"},
]


def gold_file(tmp_path: Path) -> Path:
    path = tmp_path / "gold.tsv"
    lines = (f'{sentence}\t{sentence}\tNorland\t"Sudria"\t{root}\n' for sentence, root in ROWS)
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def scores_of(gold: Path, answers: Path) -> Any:
    return plv.score(plv.load_gold(gold), plv.load_predictions(answers))


def test_no_answer_is_wrong_and_costs_no_precision(tmp_path: Path) -> None:
    scores = scores_of(gold_file(tmp_path), written(tmp_path / "answers.jsonl", ANSWERS))
    assert (scores["n"], scores["answered"], scores["accuracy"]) == (4, 3, 0.5)
    assert scores["roots"]["AGREE"] == [0.5, 0.5, 0.5, 2]
    assert scores["macro_f1"] == pytest.approx(0.5)


def test_quads_are_scored_where_the_root_is_wrong(tmp_path: Path) -> None:
    scores = scores_of(gold_file(tmp_path), written(tmp_path / "answers.jsonl", ANSWERS))
    assert scores["quads"]["1"][2] == pytest.approx(0.5)
    assert scores["quads"]["2"] == [1.0, 0.5, pytest.approx(2 / 3), 2]
    assert scores["quads"]["4"] == [0, 0, 0, 0]


def test_names_of_other_versions_are_folded() -> None:
    names = ["INVESTIGATE", "retreat", "DEMAND", None, "Fight", "DANCE"]
    assert [plv.normal_root(name) for name in names] == ["ACCUSE", "YIELD", "REQUEST", "", "ASSAULT", "DANCE"]


def test_answers_may_be_a_table(tmp_path: Path) -> None:
    path = tmp_path / "answers.tsv"
    path.write_text("row\troot\n0\tAGREE\n\n1\t\n2\tagree\n3\tYIELD\n", encoding="utf-8")
    lines = written(tmp_path / "answers.jsonl", ANSWERS)
    assert scores_of(gold_file(tmp_path), path) == scores_of(gold_file(tmp_path), lines)


def test_folds_keep_a_sentence_together_and_spread_the_roots() -> None:
    roots = ["AGREE", "AID", "AID"]
    gold = [plv.GoldSentence(f"S {row // 2}", roots[row % 3]) for row in range(60)]
    fold_of_row = plv.folds(gold, 5)
    assert fold_of_row == plv.folds(gold, 5)
    assert fold_of_row[::2] == fold_of_row[1::2]
    assert set(Counter(fold_of_row).values()) == {12}


def test_the_figure_is_given_by_fold(tmp_path: Path) -> None:
    gold = plv.load_gold(gold_file(tmp_path))
    answers = plv.load_predictions(written(tmp_path / "answers.jsonl", ANSWERS))
    scores = plv.score_by_fold(gold, answers, fold_of_row=[0, 1, 0, 1])
    assert scores["macro_f1"] == [pytest.approx(1 / 3), 0.5]
    assert scores["mean"] == pytest.approx(5 / 12)


def test_an_unknown_gold_root_is_named_with_its_line(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("AID", "HELP"), encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.tsv, line 4: unknown root 'HELP'"):
        plv.load_gold(path)


def test_a_table_without_the_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("sentence\troot\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column gold_root"):
        plv.load_gold(path)


def test_an_answer_without_a_row_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "answers.jsonl", [{"row": 0}, {"row": "first"}])
    with pytest.raises(InputError, match=r"answers\.jsonl, prediction 2: no row number 'first'"):
        plv.load_predictions(path)


def test_the_figures_are_the_official_ones(tmp_path: Path) -> None:
    gold, answers = gold_file(tmp_path), written(tmp_path / "answers.jsonl", ANSWERS)
    assert as_json(scores_of(gold, answers)) == official_figures("plv", gold, answers)


def test_spoiled_gold_has_the_official_figures(tmp_path: Path) -> None:
    path = shared_folder() / "data" / "plv" / "train.tsv"
    gold, draw = plv.load_gold(path), seeded(4)
    names = [*plv.QUAD_OF_ROOT, *plv.FOLDED_ROOTS, "DANCE", ""]
    answers = [
        {"row": row, "root": each.root if draw.random() < 0.6 else draw.choice(names)}
        for row, each in enumerate(gold)
        if draw.random() < 0.95
    ]
    answer_path = written(tmp_path / "answers.jsonl", answers)
    assert as_json(scores_of(path, answer_path)) == official_figures("plv", path, answer_path)


def test_the_folds_are_the_official_ones(tmp_path: Path) -> None:
    folder = shared_folder()
    path = folder / "data" / "plv" / "train.tsv"
    command = [sys.executable, str(folder / "scorers" / "plv.py"), str(path)]
    dealt = subprocess.run([*command, "--folds", "5"], capture_output=True, text=True, check=True).stdout
    gold = plv.load_gold(path)
    own = plv.folds(gold, 5)
    assert own == [json.loads(line)["fold"] for line in dealt.splitlines()]
    fold_path = tmp_path / "folds.jsonl"
    fold_path.write_text(dealt, encoding="utf-8")
    answers = written(tmp_path / "answers.jsonl", [{"row": row, "root": "ACCUSE"} for row in range(0, len(gold), 2)])
    command += [str(answers), "--fold-file", str(fold_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    by_fold = plv.score_by_fold(gold, plv.load_predictions(answers), fold_of_row=own)
    figures = [*by_fold["macro_f1"], by_fold["mean"], by_fold["standard_deviation"]]
    assert re.findall(r"\d\.\d{3}", printed) == [f"{figure:.3f}" for figure in figures]
