"""Fits the linker's weights on gold tags and prints them as they stand in choices.py.

python training/statements/link_weights.py --data shared/data/polnear
"""

from __future__ import annotations

import argparse
import pprint
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from prepare import Annotation, read_split

from onrecord.encoder.quotations import quotations
from onrecord.stages.tagged_attribution.linker import Sequenced, content_candidates, source_candidates
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

Choice = tuple[list[dict[str, float]], list[int]]
"""The features of the candidates, and which of them are right."""


def main() -> None:
    """Fits both sets of weights and prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of PolNeAR, with train/ and dev/")
    arguments = parser.parse_args()
    learned: dict[str, list[Choice]] = {"content": [], "source": []}
    held: dict[str, list[Choice]] = {"content": [], "source": []}
    for split, kept in (("train", learned), ("dev", held)):
        for article in read_split(arguments.data, split):
            layout = Layout(article.text, quotations(article.text))
            contents, sources = choices(layout, article.annotations[0])
            kept["content"] += contents
            kept["source"] += sources
    for name in ("content", "source"):
        weights = fitted(learned[name])
        sys.stdout.write(
            f"{name.upper()}_WEIGHTS: dict[str, float] = {pprint.pformat(weights, sort_dicts=True, width=118)}\n"
        )
        sys.stdout.write(
            f"# right: train {share_right(learned[name], weights):.4f}, dev {share_right(held[name], weights):.4f}\n"
        )


def gold_tags(annotation: Annotation) -> list[Tagged]:
    """The annotation as a tagger would give it at its best."""
    spans = {
        (role, pair)
        for one in annotation.attributions
        for role in ("source", "cue", "content")
        for pair in one.of(role)
    }
    return [Tagged(role, start, end) for role, (start, end) in sorted(spans)]


def choices(layout: Layout, annotation: Annotation) -> tuple[list[Choice], list[Choice]]:
    """Every content with its candidate cues, every cue with its candidate sources."""
    sequence = Sequenced(gold_tags(annotation))
    places = {(tag.role, (tag.start, tag.end)): position for position, tag in enumerate(sequence.tags)}
    cue_of: dict[int, set[int]] = {}
    sources_of: dict[int, set[int]] = {}
    for one in annotation.attributions:
        cues = {places["cue", pair] for pair in one.cue}
        for pair in one.content:
            cue_of.setdefault(places["content", pair], set()).update(cues)
        for cue in cues:
            sources_of.setdefault(cue, set()).update(places["source", pair] for pair in one.source)
    contents, sources = [], []
    for position, right in sorted(cue_of.items()):
        found = list(content_candidates(layout, sequence, position))
        contents.append(
            ([features for _, features in found], [n for n, (place, _) in enumerate(found) if place in right])
        )
    for position, right in sorted(sources_of.items()):
        offered = list(source_candidates(layout, sequence, position))
        correct = [n for n, (place, _) in enumerate(offered) if (place in right if right else place is None)]
        sources.append(([features for _, features in offered], correct))
    return contents, sources


def fitted(learned: list[Choice], steps: int = 400, rate: float = 0.5, penalty: float = 1e-4) -> dict[str, float]:
    """Weights that make the right candidates likely, by gradient ascent with Adagrad."""
    names = sorted({name for candidates, _ in learned for features in candidates for name in features})
    matrices = [(matrix(candidates, names), right) for candidates, right in learned if right]
    rows = np.concatenate([values for values, _ in matrices])
    groups = np.repeat(np.arange(len(matrices)), [len(values) for values, _ in matrices])
    correct = np.zeros(len(rows))
    first = 0
    for values, right in matrices:
        correct[[first + n for n in right]] = 1
        first += len(values)
    weights, squares = np.zeros(len(names)), np.full(len(names), 1e-8)
    for _ in range(steps):
        scores = rows @ weights
        model = share(scores, groups, np.ones(len(rows)))
        target = share(scores, groups, correct)
        gradient = rows.T @ (target - model) / len(matrices) - penalty * weights
        squares += gradient**2
        weights += rate * gradient / np.sqrt(squares)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def share(
    scores: npt.NDArray[np.float64], groups: npt.NDArray[np.int64], among: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Softmax of the scores within each group, over the candidates that count."""
    odds = np.exp(np.clip(scores, -30, 30)) * among
    return np.asarray(odds / np.bincount(groups, odds)[groups])


def matrix(candidates: Iterable[dict[str, float]], names: list[str]) -> npt.NDArray[np.float64]:
    """The candidates' features as rows."""
    column = {name: number for number, name in enumerate(names)}
    listed = list(candidates)
    found = np.zeros((len(listed), len(names)))
    for row, features in enumerate(listed):
        for name, value in features.items():
            found[row, column[name]] = value
    return found


def share_right(held: list[Choice], weights: dict[str, float]) -> float:
    """How often the best candidate is a right one."""
    good = 0
    for candidates, right in held:
        totals = [sum(value * weights.get(name, 0.0) for name, value in features.items()) for features in candidates]
        good += bool(totals) and int(np.argmax(totals)) in right
    return good / len(held)


if __name__ == "__main__":
    main()
