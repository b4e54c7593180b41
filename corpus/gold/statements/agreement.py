"""Agreement of two annotations of the same passages.

Usage: ``python corpus/gold/statements/agreement.py FIRST.jsonl SECOND.jsonl``, with the package importable. The first
file counts as gold; passages which only one file has are left out. Prints precision, recall and F1 in per cent of the
outermost statements (metrics of ``onrecord.evaluate.attribution``), of the nested ones and of all at whatever depth (a
pair needs cues that overlap and contents with a Jaccard index of characters of at least 0.5, one to one); then, on the
pairs of all depths, the share that agrees and Cohen's kappa for each field. Exits 2 where there is nothing to compare.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from check import stretches
from passages import GoldRecord, read_passages

from onrecord.evaluate.attribution import Annotation, ArticlePrediction, Attribution, GoldArticle, score
from onrecord.evaluate.figures_of_merit import greedy_pairs, precision_recall_f1, rounded_percentages

Passages: TypeAlias = Mapping[str, GoldRecord]
Pair: TypeAlias = tuple[GoldRecord, GoldRecord]

METRICS = ("link", "link.nosrc", "link.strict", "tok.source", "tok.cue", "tok.content", "tok.micro")
FIELDS = ("kind", "form", "polarity", "certainty", "speaker_kind", "speaker")
MIN_JACCARD = 0.5


def load(path: Path) -> dict[str, GoldRecord]:
    """The passages of a file by id."""
    return {passage["id"]: passage for _, passage in read_passages(path) if passage}


def outermost(passage: GoldRecord) -> tuple[Attribution, ...]:
    """The statements without a parent."""
    return tuple(
        Attribution(*(tuple(stretches(one, role, passage["text"])) for role in ("source", "cue", "content")))
        for one in passage["statements"]
        if one["parent"] is None
    )


def characters(record: GoldRecord, role: str, text: str) -> frozenset[int]:
    """The code points that a role covers."""
    return frozenset(i for start, end in stretches(record, role, text) for i in range(start, end))


def pairs(text: str, first: Sequence[GoldRecord], second: Sequence[GoldRecord]) -> Iterator[Pair]:
    """Statements of the two sides that are the same, one to one, the closest contents first."""
    near = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            a, b = characters(one, "content", text), characters(other, "content", text)
            closeness = len(a & b) / len(a | b)
            if closeness >= MIN_JACCARD and characters(one, "cue", text) & characters(other, "cue", text):
                near.append((-closeness, i, j))
    for i, j in greedy_pairs(near):
        yield first[i], second[j]


def percentages(right: int, in_first: int, in_second: int) -> dict[str, float]:
    """P, R and F1 in per cent."""
    precision, recall, _ = precision_recall_f1(right, predicted=in_second, gold=in_first)
    return rounded_percentages(precision, recall)


def kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960, Educ. Psychol. Meas. 20), at most 1; None where only chance can be told."""
    sides = [Counter(pair[side] for pair in labels) for side in (0, 1)]
    chance = sum(sides[0][label] * sides[1][label] for label in sides[0]) / len(labels) ** 2
    return (sum(a == b for a, b in labels) / len(labels) - chance) / (1 - chance) if chance < 1 else None


def label(record: GoldRecord, field: str) -> str:
    """The value of a field; of a speaker without case, leading article or quotation marks."""
    value = str(record[field])
    return re.sub(r"^(the|an?) |[\"“”‘«»]", "", value.casefold()) if field == "speaker" else value


def matched(first: Passages, second: Passages, wanted: Callable[[GoldRecord], bool]) -> tuple[list[Pair], int, int]:
    """The pairs among the wanted statements of both sides, and how many each side has."""
    found: list[Pair] = []
    counts = [0, 0]
    for key, passage in first.items():
        sides = [[one for one in side[key]["statements"] if wanted(one)] for side in (first, second)]
        found += pairs(passage["text"], *sides)
        counts = [count + len(side) for count, side in zip(counts, sides, strict=True)]
    return found, counts[0], counts[1]


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 compared, 2 nothing to compare."""
    if len(arguments) != 2 or not all(Path(one).is_file() for one in arguments):
        print("Name the two files of annotations (*.jsonl) to compare.")
        return 2
    first, second = (load(Path(one)) for one in arguments)
    shared = [key for key in first if key in second and first[key]["text"] == second[key]["text"]]
    if not shared:
        print("The two files have no passage with the same id and text.")
        return 2
    first, second = ({key: side[key] for key in shared} for side in (first, second))

    gold = [GoldArticle(k, p["text"], {"": Annotation(outermost(p), ())}) for k, p in first.items()]
    scores = score(gold, [ArticlePrediction(k, outermost(p)) for k, p in second.items()])
    print(f"passages {len(shared)}")
    for metric in METRICS:
        print(f"outermost {metric}", json.dumps(scores[metric]))

    nested, *counts = matched(first, second, lambda one: one["parent"] is not None)
    print(f"nested of {counts}", percentages(len(nested), *counts))
    every, *counts = matched(first, second, lambda _: True)
    print(f"any depth of {counts}", percentages(len(every), *counts))
    for field in FIELDS if every else ():
        labels = [(label(one, field), label(other, field)) for one, other in every]
        agreed, beyond_chance = sum(a == b for a, b in labels) / len(labels), kappa(labels)
        print(f"{field} of {len(labels)} pairs: {100 * agreed:.1f} %, kappa", beyond_chance and round(beyond_chance, 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
