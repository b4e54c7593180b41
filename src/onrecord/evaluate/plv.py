"""PLOVER root codes of sentences whose source and target are given (PLV sentences of Zero-Shot-PLOVER).

Gold is a table (TSV) with the columns sentence, marked_sentence, source, target, gold_root; rows count from
0 after the header. A missing row and the root "" are no answer, and wrong. Names of other PLOVER versions
are folded into the fifteen of the gold. The measures are accuracy and the mean F1 over the roots that occur
in the gold and over the four quads (verbal and material cooperation and conflict); a root's precision
counts real answers only.
"""

from __future__ import annotations

import csv
import io
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.figures_of_merit import Scores, ratio
from onrecord.evaluate.record_lines import read_record_lines, read_text

QUAD_OF_ROOT: Mapping[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"), 4),
}
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

SANCTION is material conflict, as in Zero-Shot-PLOVER (Hu et al. 2024).
"""

FOLDED_ROOTS: Mapping[str, str] = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}

_PREDICTION_LINE = 'A line looks like {"row": 0, "root": "ACCUSE"}; or give a TSV with the columns row and root.'
_COLUMNS = ("sentence", "gold_root")

LabelT = TypeVar("LabelT", bound=Hashable)


@dataclass(frozen=True)
class GoldSentence:
    """A sentence with its source and target (None where the table has no such column) and its root code."""

    sentence: str
    root: str
    source: str | None = None
    target: str | None = None
    marked_sentence: str | None = None


class RootPrediction(msgspec.Struct, frozen=True):
    """The root code given to one row."""

    row: int | str
    root: str | None = None


def normal_root(root: str | None) -> str:
    """A root name in the fifteen of the gold; "" for no answer, an unknown name as it is."""
    name = (root or "").strip().upper()
    return FOLDED_ROOTS.get(name, name)


def load_gold(path: Path) -> list[GoldSentence]:
    """The sentences of the table. Raises InputError on a missing column or an unknown root."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), delimiter="\t")
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        remedy = "Give a tab-separated file with the columns sentence, source, target, gold_root."
        raise InputError(str(path), f"no column {missing[0]}", remedy, place="line 1")
    sentences = []
    for row in reader:
        root = normal_root(row["gold_root"])
        if root not in QUAD_OF_ROOT:
            remedy = f"The root is one of {', '.join(sorted(QUAD_OF_ROOT))}."
            raise InputError(str(path), f"unknown root {root!r}", remedy, place=f"line {reader.line_num}")
        others = (row.get(name) for name in ("source", "target", "marked_sentence"))
        sentences.append(GoldSentence(row["sentence"], root, *others))
    return sentences


def load_predictions(path: Path) -> list[RootPrediction]:
    """The predictions of a file of record lines or a TSV. Raises InputError on a bad line."""
    text = read_text(path)
    if text.lstrip().startswith("{"):
        predictions = read_record_lines(path, RootPrediction, remedy=_PREDICTION_LINE)
    else:
        lines = (line for line in text.splitlines() if line.strip())
        rows = csv.DictReader(lines, delimiter="\t")
        predictions = [RootPrediction(row.get("row") or "", row.get("root")) for row in rows]
    for number, prediction in enumerate(predictions):
        if not str(prediction.row).strip().isdecimal():
            place = f"prediction {number + 1}"
            raise InputError(str(path), f"no row number {prediction.row!r}", _PREDICTION_LINE, place=place)
    return predictions


def score(gold: Sequence[GoldSentence], predictions: Iterable[RootPrediction]) -> Scores:
    """{"n", "answered", "accuracy", "macro_f1", "quad_macro_f1", "roots", "quads"}, shares in [0, 1].

    "roots" and "quads" have [precision, recall, F1, number of gold items] by root and by quad ("1" to "4").
    """
    answers = {int(prediction.row): normal_root(prediction.root) for prediction in predictions}
    return _score([each.root for each in gold], [answers.get(row, "") for row in range(len(gold))])


def score_by_fold(
    gold: Sequence[GoldSentence], predictions: Iterable[RootPrediction], *, fold_of_row: Sequence[int]
) -> Scores:
    """{"macro_f1": one a fold, "mean", "standard_deviation"}: how far the figure varies from fold to fold."""
    answers = {int(prediction.row): normal_root(prediction.root) for prediction in predictions}
    rows_of_fold: dict[int, list[int]] = defaultdict(list)
    for row, fold in enumerate(fold_of_row):
        rows_of_fold[fold].append(row)
    by_fold = [
        float(_score([gold[row].root for row in rows], [answers.get(row, "") for row in rows])["macro_f1"])
        for _, rows in sorted(rows_of_fold.items())
    ]
    return {
        "macro_f1": by_fold,
        "mean": statistics.mean(by_fold),
        "standard_deviation": statistics.pstdev(by_fold),
    }


def folds(gold: Sequence[GoldSentence], count: int, *, seed: int = 13) -> list[int]:
    """The fold (from 0) of each row, for cross-validation: the same for the same seed.

    Rows with the same sentence (case and spaces aside) share a fold; the groups are dealt out at random,
    the rarest roots first, so that every root is spread evenly.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(gold):
        groups[" ".join(each.sentence.lower().split())].append(row)
    frequency = Counter(each.root for each in gold)
    order = sorted(groups.values())
    random.Random(seed).shuffle(order)  # noqa: S311  (a fixed deal, not cryptography)
    order.sort(key=lambda rows: min(frequency[gold[row].root] for row in rows))
    fold_of_row = [0] * len(gold)
    roots_in: list[Counter[str]] = [Counter() for _ in range(count)]
    size = [0] * count
    for rows in order:
        roots = Counter(gold[row].root for row in rows)
        crowding = [sum(held[root] * n for root, n in roots.items()) for held in roots_in]
        fold = min(range(count), key=lambda each: (crowding[each], size[each], each))
        for row in rows:
            fold_of_row[row] = fold
        roots_in[fold].update(roots)
        size[fold] += len(rows)
    return fold_of_row


def _score(gold: Sequence[str], answers: Sequence[str]) -> Scores:
    macro, by_root = _macro_f1(gold, answers, sorted(set(gold)))
    quads = [QUAD_OF_ROOT[root] for root in gold]
    quad_macro, by_quad = _macro_f1(quads, [QUAD_OF_ROOT.get(root, 0) for root in answers], (1, 2, 3, 4))
    return {
        "n": len(gold),
        "answered": sum(bool(answer) for answer in answers),
        "accuracy": ratio(sum(map(str.__eq__, gold, answers)), len(gold)),
        "macro_f1": macro,
        "quad_macro_f1": quad_macro,
        "roots": by_root,
        "quads": by_quad,
    }


def _macro_f1(
    gold: Sequence[LabelT], answers: Sequence[LabelT], labels: Iterable[LabelT]
) -> tuple[float, dict[str, list[float]]]:
    """The mean F1 of the labels, and [precision, recall, F1, gold items] of each."""
    right = Counter(a for a, b in zip(gold, answers, strict=True) if a == b)
    expected, given = Counter(gold), Counter(answers)
    by_label = {
        str(label): [
            ratio(right[label], given[label]),
            ratio(right[label], expected[label]),
            ratio(2 * right[label], expected[label] + given[label]),
            expected[label],
        ]
        for label in labels
    }
    return ratio(sum(figures[2] for figures in by_label.values()), len(by_label)), by_label
