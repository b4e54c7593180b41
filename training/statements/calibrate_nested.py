"""Fits the confidence of nested attributions on gold new to the encoder, and prints the weights.

    python training/statements/calibrate_nested.py corpus/gold/statements/part-e.jsonl --weights FOLDER

FOLDER holds weights (attribution.onnx, tokenizer.json) that have not learned from these passages. Printed are the
weights that belong into ``confidence.py`` and, each fifth of the passages judged by weights fitted on the others,
precision, recall and F1 of nested attributions at each least likelihood.
"""

from __future__ import annotations

import argparse
import pprint
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibrate import FOLDS, article_of, fitted, say
from own_gold import located
from prepare import GoldAttribution, Offsets

from onrecord.document import ATTRIBUTIONS, READINGS, Attribution
from onrecord.encoder.encoder import Reading
from onrecord.evaluate.figures_of_merit import greedy_pairs, precision_recall_f1, rounded_percentages
from onrecord.evaluate.statements import GoldPassage, load_gold
from onrecord.pipeline import Pipeline
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.encoder import EncoderStage
from onrecord.stages.language import LanguageStage
from onrecord.stages.tagged_attribution.linker import Draft, attribution_of
from onrecord.stages.tagged_attribution.nesting import outermost, pools
from onrecord.stages.tagged_attribution.selection import chosen
from onrecord.stages.tagged_attribution.spans import Layout

LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
PENALTY = 4.0


@dataclass(frozen=True)
class Judged:
    """A passage as an encoder reads it that has not learned it."""

    passage: GoldPassage
    reading: Reading
    layout: Layout
    found: tuple[Attribution, ...]
    """The outermost attributions."""
    framed: tuple[Attribution, ...]


@dataclass(frozen=True)
class Rows:
    """Candidates with what speaks for them, whether they are right, and the number of their passage."""

    names: list[str]
    evidence: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    right: np.ndarray[tuple[int], np.dtype[np.float64]]
    passage: np.ndarray[tuple[int], np.dtype[np.int64]]


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="JSONL files of passages with statements")
    parser.add_argument("--weights", type=Path, required=True, help="folder with attribution.onnx and tokenizer.json")
    arguments = parser.parse_args()
    stages = Pipeline([EncoderStage(arguments.weights), LanguageStage(), AttributionStage()])
    stages.setup()
    judged_ = [judged(stages, passage) for path in arguments.gold for passage in load_gold(path)]
    rows = candidate_rows(judged_)
    weights = zip(rows.names, (round(float(one), 3) for one in weights_of(rows)), strict=True)
    say(pprint.pformat(dict(weights), width=80))
    report_nested(judged_, rows)


def judged(stages: Pipeline, passage: GoldPassage) -> Judged:
    """The passage with its outermost attributions and those of the cue frames."""
    document = stages.code(article_of(passage.id, passage.text))
    reading, framed = document[READINGS], document[ATTRIBUTIONS]
    layout = Layout(passage.text, reading.pieces.quotations)
    return Judged(passage, reading, layout, outermost(reading, layout, framed), framed)


def candidate_rows(every: Sequence[Judged]) -> Rows:
    """Candidates inside the contents of gold and of found attributions."""
    found: list[tuple[dict[str, float], float, int]] = []
    for number, one in enumerate(every):
        gold = [(_letters(each.cue), _letters(each.content)) for each in inner(one.passage)]
        for around in ([each.content for each in outer(one.passage)], [each.content for each in one.found]):
            for _, pool in pools(one.reading, one.layout, 1, list(enumerate(around)), one.framed):
                found += [(each.evidence, is_right(each.draft, gold), number) for each in pool]
    names = ["one", *sorted({name for evidence, _, _ in found for name in evidence} - {"one"})]
    return Rows(
        names,
        np.array([[evidence.get(name, 0.0) for name in names] for evidence, _, _ in found]),
        np.array([right for _, right, _ in found]),
        np.array([number for _, _, number in found]),
    )


def is_right(draft: Draft, gold: Sequence[tuple[set[int], set[int]]]) -> float:
    """1 if the draft's cue meets that of a gold attribution and the contents have half in common, else 0."""
    one = attribution_of(draft, 1.0)
    cue, content = _letters(one.cue), _letters(one.content)
    return float(any(cue & theirs and len(content & around) >= 0.5 * len(content | around) for theirs, around in gold))


def weights_of(rows: Rows, without: int | None = None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Logistic weights of the evidence, a fifth of the passages left out or none."""
    kept = np.ones(len(rows.right), np.bool_) if without is None else rows.passage % FOLDS != without
    return fitted(rows.evidence[kept], rows.right[kept], penalty=PENALTY)


def report_nested(every: Sequence[Judged], rows: Rows) -> None:
    """Prints scores of nested attributions by least likelihood, each fifth judged by the weights of the others."""
    weights = [weights_of(rows, fold) for fold in range(FOLDS)]
    for least in LEAST:
        right = ours = theirs = 0
        for number, one in enumerate(every):
            found = list(nested(one, rows.names, weights[number % FOLDS], least))
            gold = list(inner(one.passage))
            right, ours, theirs = right + matched(gold, found), ours + len(found), theirs + len(gold)
        precision, recall, _ = precision_recall_f1(right, predicted=ours, gold=theirs)
        say(f"least {least:.2f}: nested {rounded_percentages(precision, recall)}")


def nested(
    one: Judged, names: Sequence[str], weights: np.ndarray[tuple[int], np.dtype[np.float64]], least: float
) -> Iterator[Attribution]:
    """The attributions of the second and third level, as ``stages/tagged_attribution/nesting.py`` finds them."""
    around = [each.content for each in one.found]
    for level in (1, 2):
        below: list[Attribution] = []
        for _, pool in pools(one.reading, one.layout, level, list(enumerate(around)), one.framed):
            evidence = np.array([[each.evidence.get(name, 0.0) for name in names] for each in pool])
            likely = 1 / (1 + np.exp(-evidence @ weights))
            scored = [(float(value), each.draft) for value, each in zip(likely, pool, strict=True)]
            drafts = chosen(scored, least)
            below += [attribution_of(draft, value) for draft, value in drafts if draft.cue is not None]
        yield from below
        around = [each.content for each in below]


def matched(gold: Sequence[GoldAttribution], found: Sequence[Attribution]) -> int:
    """How many are right, one to one by falling overlap of content (as ``evaluate/statements.py`` counts)."""
    shares = []
    for i, one in enumerate(gold):
        cue, content = _letters(one.cue), _letters(one.content)
        for j, other in enumerate(found):
            around = _letters(other.content)
            shared = len(content & around) / len(content | around)
            if shared >= 0.5 and cue & _letters(other.cue):
                shares.append((shared, i, j))
    return len(list(greedy_pairs(shares)))


def outer(passage: GoldPassage) -> Iterator[GoldAttribution]:
    """The gold attributions in the author's own text."""
    return (located(passage, one) for one in passage.statements if one.parent is None)


def inner(passage: GoldPassage) -> Iterator[GoldAttribution]:
    """The gold attributions inside others."""
    return (located(passage, one) for one in passage.statements if one.parent is not None)


def _letters(spans: Sequence[Offsets]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


if __name__ == "__main__":
    main()
