"""Reads our own gold (corpus/gold/statements) as examples: roles on three levels, kind, polarity and certainty.

``gate.jsonl`` and ``other-genres.jsonl`` are held out: they must never be among the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from prepare import (
    NOTHING,
    UNKNOWN,
    Annotation,
    Example,
    GoldAttribution,
    Labels,
    Offsets,
    labels_of,
)
from silver import Silver
from tokenizers import Tokenizer

from onrecord.encoder.labels import CERTAINTY_LABELS, KIND_LABELS, LEVELS, POLARITY_LABELS, ROLE_LABELS
from onrecord.encoder.pieces import Pieces, pieces_of
from onrecord.evaluate.statements import GoldPassage, GoldStatement, load_gold, spans_of

OWN = 7
"""Number of our own gold among the annotators."""


def own_examples(tokenizer: Tokenizer, files: Iterable[Path], silver: Silver | None = None) -> list[Example]:
    """The passages of the files that may be learned from, as examples."""
    return [example_of_passage(tokenizer, one, silver) for path in files for one in load_gold(path)]


def example_of_passage(tokenizer: Tokenizer, passage: GoldPassage, silver: Silver | None = None) -> Example:
    """The passage's pieces with their targets."""
    pieces = pieces_of(tokenizer, passage.text)
    levels = by_level(passage)
    labels, sides = labels_of(pieces, Annotation("", tuple(located(passage, one) for one in levels[0]), ()))
    roles = np.eye(len(ROLE_LABELS), dtype=np.float32)[labels]
    further: dict[str, Labels] = silver.parse_labels(passage.text, pieces) if silver is not None else {}
    for (role_head, side_head), outer, inner in zip(LEVELS[1:], levels, levels[1:], strict=False):
        around = [span for one in outer for span in located(passage, one).content]
        below = tuple(located(passage, one) for one in inner)
        further[role_head], further[side_head] = inside(pieces, around, below)
    further |= {name: np.full(len(pieces), UNKNOWN, np.int64) for name in ("kinds", "polarity", "certainty")}
    for one in passage.statements:
        for start, end in located(passage, one).cue:
            span = pieces.touching(start, end)
            further["kinds"][span] = KIND_LABELS.index(one.kind)
            further["polarity"][span] = POLARITY_LABELS.index(one.polarity)
            further["certainty"][span] = CERTAINTY_LABELS.index(one.certainty)
    return Example(passage.id, pieces, roles, np.ones(len(pieces), np.float32), OWN, sides, further)


def inside(pieces: Pieces, around: Iterable[Offsets], below: Sequence[GoldAttribution]) -> tuple[Labels, Labels]:
    """Role and side labels of the attributions inside the contents ``around``; -1 outside of these."""
    covered = np.zeros(len(pieces), np.bool_)
    for start, end in around:
        covered[pieces.touching(start, end)] = True
    labels, sides = labels_of(pieces, Annotation("", tuple(below), ()))
    return np.where(covered, labels, UNKNOWN), np.where(covered & (labels != NOTHING), sides, UNKNOWN)


def by_level(passage: GoldPassage) -> list[list[GoldStatement]]:
    """The statements by how deep they are nested, outermost first; as many levels as the encoder has."""
    parents = {one.id: one.parent for one in passage.statements}
    found: list[list[GoldStatement]] = [[] for _ in LEVELS]
    for one in passage.statements:
        depth = len(list(_above(parents, one.id)))
        if depth < len(found):
            found[depth].append(one)
    return found


def _above(parents: dict[str, str | None], statement: str) -> Iterator[str]:
    while (parent := parents[statement]) is not None:
        yield parent
        statement = parent


def located(passage: GoldPassage, one: GoldStatement) -> GoldAttribution:
    """The statement's spans as offsets."""
    return GoldAttribution(
        *(tuple(sorted(spans_of(passage.text, passage.id, quotes))) for quotes in (one.source, one.cue, one.content))
    )
