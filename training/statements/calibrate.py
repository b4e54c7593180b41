"""Fits the confidence of attributions on a development split and prints weights, reliability and calibration error.

    python training/statements/calibrate.py FOLDER --data shared/data/polnear

FOLDER holds attribution.onnx and tokenizer.json. Reliability and error are out of fold: each fifth of the articles is
judged by weights fitted on the other four. Printed too: precision, recall and F1 of links at each least confidence.
"""

from __future__ import annotations

import argparse
import pprint
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.document import ATTRIBUTIONS, READINGS, Offsets
from onrecord.evaluate.article_tokens import TokenizedArticle
from onrecord.evaluate.attribution import (
    ArticlePrediction,
    Attribution,
    Fillers,
    GoldArticle,
    jaccard,
    load_gold,
    score,
    token_sets,
)
from onrecord.evaluate.figures_of_merit import Scores
from onrecord.pipeline import Pipeline
from onrecord.schema import Article
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.encoder import EncoderStage
from onrecord.stages.language import LanguageStage
from onrecord.stages.tagged_attribution.decoding import variants
from onrecord.stages.tagged_attribution.framed import framed_drafts
from onrecord.stages.tagged_attribution.linker import Draft
from onrecord.stages.tagged_attribution.selection import LEAST, Candidate, candidates, chosen, offsets
from onrecord.stages.tagged_attribution.selection import jaccard as overlap
from onrecord.stages.tagged_attribution.spans import Layout

FOLDS = 5
BINS = 10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A candidate with the share of annotators for whom it is right."""

    draft: Draft
    evidence: dict[str, float]
    right: float


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with attribution.onnx and tokenizer.json")
    parser.add_argument("--data", type=Path, required=True, help="folder of PolNeAR, with dev/")
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    gold = load_gold(arguments.data, splits=[arguments.split])
    pools: list[list[Judged]] = []
    stages = Pipeline([EncoderStage(arguments.folder), LanguageStage(), AttributionStage()])
    stages.setup()
    for article in gold:
        document = stages.code(article_of(article.id, article.text))
        reading = document[READINGS]
        layout = Layout(article.text, reading.pieces.quotations)
        framed = [one for one in document[ATTRIBUTIONS] if one.parent is None]
        others = list(framed_drafts(reading, layout, 0, framed))
        pools.append(judged(article, candidates(layout, variants(reading), framed=others)))
    report(gold, pools)


def article_of(name: str, text: str) -> Article:
    """The text as an article."""
    return Article(id=name, key=name, source=name, format="text", sha256="0" * 64, text=text)


def judged(article: GoldArticle, pool: list[Candidate]) -> list[Judged]:
    """Every candidate of an article and whether it is right (not one to one)."""
    tokens = TokenizedArticle(article.text)
    right = np.zeros(len(pool))
    for annotation in article.annotations.values():
        banned = tokens.tokens(annotation.discarded)
        gold = token_sets(tokens, annotation.attributions, banned)
        for place, one in enumerate(pool):
            ours = token_sets(tokens, [predicted(one.draft)], banned)
            right[place] += any(links(ours[0], theirs) for theirs in gold) / len(article.annotations) if ours else 0
    return [Judged(one.draft, one.evidence, float(share)) for one, share in zip(pool, right, strict=True)]


def predicted(draft: Draft) -> Attribution:
    """The draft as the scorer reads it."""
    cue = [] if draft.cue is None else [draft.cue]
    return Attribution(offsets(draft.sources), offsets(cue), offsets(draft.contents))


def links(ours: Fillers, theirs: Fillers) -> bool:
    """Whether the scorer's link condition holds."""
    source = not theirs.source or bool(ours.source & theirs.source)
    return source and bool(ours.cue & theirs.cue) and jaccard(ours.content, theirs.content) >= 0.5


def fitted(rows: Floats, right: Floats, penalty: float = 2.0, steps: int = 40) -> Floats:
    """Logistic weights by Newton's method with an L2 penalty (none on the constant, column 0)."""
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], penalty)
    ridge[0] = 1e-3
    for _ in range(steps):
        model = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - model) - ridge * weights
        curvature = (rows * (model * (1 - model))[:, None]).T @ rows + np.diag(ridge)
        weights += np.linalg.solve(curvature, gradient)
    return np.asarray(weights)


def say(line: str) -> None:
    """Writes a line."""
    sys.stdout.write(line + "\n")


def report(gold: list[GoldArticle], pools: list[list[Judged]]) -> None:
    """Prints the weights of all, and reliability, error and scores by least confidence out of fold."""
    found = [one for pool in pools for one in pool]
    names = ["one", *sorted({name for one in found for name in one.evidence} - {"one"})]
    rows = np.array([[one.evidence.get(name, 0.0) for name in names] for one in found])
    right = np.array([one.right for one in found])
    article = np.array([number for number, pool in enumerate(pools) for _ in pool])
    held = np.zeros(len(found))
    for fold in range(FOLDS):
        own = article % FOLDS == fold
        held[own] = 1 / (1 + np.exp(-rows[own] @ fitted(rows[~own], right[~own])))
    weights = fitted(rows, right)
    table = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    say(pprint.pformat(table, width=80))
    said, true = kept(gold, pools, held, LEAST)
    odds = np.stack([np.ones(len(said)), np.log(said / (1 - said))], axis=1)
    shift, slope = fitted(odds, true, penalty=1e-3)
    say(f"SETTLING = ({slope:.3f}, {shift:.3f})")
    places = np.arange(len(said)) * FOLDS // len(said)
    for fold in range(FOLDS):
        own = places == fold
        said[own] = 1 / (1 + np.exp(-odds[own] @ fitted(odds[~own], true[~own], penalty=1e-3)))
    say(f"kept {len(said)}, right {true.mean():.3f}, calibration error {calibration_error(said, true):.4f}")
    for low in range(BINS):
        own = np.minimum((said * BINS).astype(int), BINS - 1) == low
        if own.any():
            means = f"said {said[own].mean():.3f} right {true[own].mean():.3f}"
            say(f"  {low / BINS:.1f} and over: {int(own.sum()):5d} {means}")
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        scores = score(gold, predictions(gold, pools, held, least))
        say(f"least {least:.2f} {line(scores)}")


def picked(
    gold: list[GoldArticle], pools: list[list[Judged]], held: Floats, least: float
) -> Iterator[tuple[GoldArticle, list[Judged], list[tuple[Draft, float]]]]:
    """For every article its pool and what is chosen of it."""
    first = 0
    for article, pool in zip(gold, pools, strict=True):
        confidences = held[first : first + len(pool)]
        first += len(pool)
        scored = [(float(value), one.draft) for value, one in zip(confidences, pool, strict=True)]
        yield article, pool, chosen(scored, least)


def predictions(
    gold: list[GoldArticle], pools: list[list[Judged]], held: Floats, least: float
) -> list[ArticlePrediction]:
    """The chosen attributions of every article."""
    return [
        ArticlePrediction(article.id, tuple(predicted(draft) for draft, _ in drafts))
        for article, _, drafts in picked(gold, pools, held, least)
    ]


def kept(gold: list[GoldArticle], pools: list[list[Judged]], held: Floats, least: float) -> tuple[Floats, Floats]:
    """Confidence of every chosen attribution, and the share of annotators for whom it is right."""
    said, right = [], []
    for _, pool, drafts in picked(gold, pools, held, least):
        by_cue: dict[tuple[tuple[Offsets, ...], tuple[Offsets, ...]], list[Judged]] = {}
        for one in pool:
            by_cue.setdefault(key(one.draft), []).append(one)
        for draft, confidence in drafts:
            best = max(by_cue[key(draft)], key=lambda one: overlap(one.draft.contents, draft.contents))
            said.append(confidence)
            right.append(best.right)
    return np.array(said), np.array(right)


def key(draft: Draft) -> tuple[tuple[Offsets, ...], tuple[Offsets, ...]]:
    """Cue and source of a draft."""
    return offsets([] if draft.cue is None else [draft.cue]), offsets(draft.sources)


def line(scores: Scores) -> str:
    """The figures that matter on one line."""
    names = ("link", "link.strict", "tok.source", "tok.cue", "tok.content", "tok.micro", "dq.found", "dq.right")
    return "  ".join(f"{name} {scores[name]['f']}" for name in names)


def calibration_error(said: Floats, right: Floats) -> float:
    """Expected calibration error over ten equal-width bins (Guo et al. 2017)."""
    places = np.minimum((said * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(said[places == n].mean() - right[places == n].mean()) * (places == n).mean()
            for n in range(BINS)
            if (places == n).any()
        )
    )


if __name__ == "__main__":
    main()
