"""Makes the cue lexicon and its weights from annotated attributions.

    python training/cue_lexicon.py POLNEAR_FOLDER -o src/onrecord/stages/attribution

POLNEAR_FOLDER holds train/text/*.txt and train/attributions/*.ann. Every reading of every word of the training articles
(``onrecord.stages.attribution``) is held against the annotation: right where cue and source touch and the contents have
a Jaccard of 0.5 or more; left aside where it lies inside the content of another attribution, since PolNeAR does not
annotate those; wrong otherwise. Written are counts and precisions by lemma and frame (no text), and the weights of a
logistic regression over what stands round the readings, in which each reading sees its lemma's precision without
itself.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.evaluate.article_tokens import TokenizedArticle
from onrecord.evaluate.attribution import GoldArticle, jaccard, load_gold, token_sets
from onrecord.stages.attribution.cues import ANY, SMOOTHING, logit, surroundings
from onrecord.stages.attribution.page import page_of
from onrecord.stages.attribution.selection import readings_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

FEWEST_READINGS = 12
"""A lemma in a frame is listed from this many readings on, or from FEWEST_RIGHT right ones."""
FEWEST_RIGHT = 4
FEWEST_FOR_WEIGHT = 100
PENALTY = 3.0
"""L2 penalty of the logistic regression."""
ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reading as the regression sees it."""

    key: tuple[str, str, str]
    right: bool
    names: tuple[str, ...]


def labelled(article: GoldArticle, parse: Doc) -> Iterator[Labelled]:
    """The readings of an article that its first annotator's attributions decide on."""
    text = article.text
    tokens = TokenizedArticle(text)
    annotation = article.annotations[sorted(article.annotations)[0]]
    banned = tokens.tokens(annotation.discarded)
    gold = token_sets(tokens, annotation.attributions, banned)
    holder: dict[int, list[int]] = defaultdict(list)
    for number, fillers in enumerate(gold):
        for token in fillers.content | fillers.cue:
            holder[token].append(number)
    page = page_of(parse)
    for reading in readings_of(page):
        cue = tokens.tokens([reading.cue])
        content = tokens.tokens(reading.content)
        if cue & banned or content & banned:
            continue
        source = tokens.tokens(reading.source)
        near = {number for token in cue for number in holder[token]}
        right = any(
            gold[n].cue & cue
            and jaccard(gold[n].content, content) >= 0.5
            and (not gold[n].source or gold[n].source & source)
            for n in near
        )
        inside = any(cue <= gold[n].content for n in near) and not any(gold[n].cue & cue for n in near)
        if right or not inside:
            yield Labelled(reading.key, right, tuple(surroundings(page, reading)))


@dataclass(frozen=True)
class Counts:
    """Readings and right readings by key, and with ANY for lemma or frame or both."""

    readings: Counter[tuple[str, str, str]]
    right: Counter[tuple[str, str, str]]

    def precision(self, key: tuple[str, str, str], *, less: tuple[int, int] = (0, 0)) -> float:
        """Smoothed precision; ``less`` takes (readings, right) out of the count of the key."""
        lemma, part, frame = key
        general = (self.right[ANY, part, ANY] + 1) / (self.readings[ANY, part, ANY] + 10)
        if lemma == ANY and frame == ANY:
            return general
        backing = general if ANY in (lemma, frame) else self.precision((ANY, part, frame))
        readings, right = self.readings[key] - less[0], self.right[key] - less[1]
        return (right + SMOOTHING * backing) / (readings + SMOOTHING)


def counted(rows: Iterable[Labelled]) -> Counts:
    """The counts over all readings."""
    readings: Counter[tuple[str, str, str]] = Counter()
    right: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        lemma, part, frame = row.key
        for key in (row.key, (ANY, part, frame), (lemma, part, ANY), (ANY, part, ANY)):
            readings[key] += 1
            right[key] += row.right
    return Counts(readings, right)


def is_listed(counts: Counts, key: tuple[str, str, str]) -> bool:
    """True if the lexicon holds the key."""
    if key[0] == ANY:
        return counts.readings[key] >= FEWEST_READINGS
    return counts.readings[key] >= FEWEST_READINGS or counts.right[key] >= FEWEST_RIGHT


def weights_of(rows: Sequence[Labelled], counts: Counts) -> dict[str, float]:
    """The weights of a logistic regression, by full-batch gradient descent with Adam (Kingma and Ba 2015)."""
    number = Counter(name for row in rows for name in row.names)
    names = ["bias", "in frame", "anywhere", "unknown", *sorted(n for n, c in number.items() if c >= FEWEST_FOR_WEIGHT)]
    place = {name: i for i, name in enumerate(names)}
    dense = np.zeros((len(rows), 4))
    cells: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        lemma, part, frame = row.key
        own = (1, int(row.right))
        kept = (counts.readings[row.key] - 1 >= FEWEST_READINGS - 1) and is_listed(counts, row.key)
        key = row.key if kept else (ANY, part, frame)
        word = (lemma, part, ANY)
        known_word = is_listed(counts, word)
        dense[i] = (
            1.0,
            logit(counts.precision(key, less=own)),
            logit(counts.precision(word, less=own) if known_word else counts.precision((ANY, part, ANY))),
            0.0 if kept else 1.0,
        )
        cells += [(i, place[name]) for name in row.names if name in place]
    where, which = (np.array(column) for column in zip(*cells, strict=True))
    truth = np.array([row.right for row in rows], dtype=float)
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    weights[1] = 1.0
    for step in range(1, ROUNDS + 1):
        score = dense @ weights[:4] + np.bincount(where, weights[which], len(rows))
        error = 1 / (1 + np.exp(-np.clip(score, -30, 30))) - truth
        slope = np.bincount(which, error[where], len(names)) + PENALTY * weights
        slope[:4] += dense.T @ error - PENALTY * weights[:4]
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def write(folder: Path, counts: Counts, weights: dict[str, float]) -> None:
    """Nothing; writes lexicon.tsv and weights.tsv into the folder."""
    note = "# Made by training/cue_lexicon.py; counts from the training articles of PolNeAR, no text of it.\n"
    with (folder / "lexicon.tsv").open("w", encoding="utf8", newline="\n") as out:
        out.write(note + "lemma\tpart\tframe\tprecision\tright\treadings\n")
        for key in sorted(counts.readings):
            if is_listed(counts, key):
                row = (*key, f"{counts.precision(key):.3f}", str(counts.right[key]), str(counts.readings[key]))
                out.write("\t".join(row) + "\n")
    with (folder / "weights.tsv").open("w", encoding="utf8", newline="\n") as out:
        out.write(note + "feature\tweight\n")
        for name, weight in weights.items():
            if "\t" not in name and (abs(weight) >= 0.02 or " " in name or name in ("bias", "anywhere", "unknown")):
                out.write(f"{name}\t{weight:.3f}\n")


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    from onrecord.stages.language import load_model, parsed

    model = load_model(names=True)
    rows = []
    for article in load_gold(arguments.polnear, splits=("train",)):
        rows += list(labelled(article, parsed(model, article.text)))
    counts = counted(rows)
    write(arguments.output, counts, weights_of(rows, counts))
    sys.stderr.write(f"{len(rows)} readings, {sum(row.right for row in rows)} right\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
