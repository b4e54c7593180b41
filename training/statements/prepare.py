"""Reads PolNeAR's articles and annotations into pieces with labels, the form the tagger is trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from silver import Silver
from tokenizers import Tokenizer

from onrecord.encoder.labels import CUE_AFTER, CUE_BEFORE, ROLE_LABELS, ROLES
from onrecord.encoder.pieces import Pieces, pieces_of

NOTHING = ROLE_LABELS.index("O")
SIDED = [number for number, label in enumerate(ROLE_LABELS) if label.endswith(("source", "content"))]
"""Labels of pieces whose cue stands on some side."""
UNKNOWN = -1
"""Label of pieces of which a head learns nothing."""
ANNOTATORS = ("4b22", "4e07", "5fec", "6b86", "d473", "ef2d")
"""The six people who annotated PolNeAR, by the marks in its file names."""
Offsets = tuple[int, int]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GoldAttribution:
    """One attribution as annotated: stretches of text for each role."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]

    def of(self, role: str) -> tuple[Offsets, ...]:
        """The stretches of a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True)
class Annotation:
    """What one annotator marked in one article."""

    annotator: str
    attributions: tuple[GoldAttribution, ...]
    discarded: tuple[Offsets, ...]
    """Boilerplate: no labels are learned from it."""


@dataclass(frozen=True)
class GoldArticle:
    """An article with all its annotations."""

    name: str
    text: str
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True)
class Example:
    """An article as pieces with targets."""

    name: str
    pieces: Pieces
    roles: npt.NDArray[np.float32]
    """Pieces by role label: the share of annotators who gave it; where there is one, all of it on one label."""
    weight: npt.NDArray[np.float32]
    """One a piece; 0 in boilerplate."""
    annotator: int
    """Number of the one annotator, from 1; 0 where several are averaged or the annotator is not known."""
    sides: Labels
    """Where the cue of a source or content piece stands: 0 before, 1 after, -1 for other pieces."""
    silver: dict[str, Labels] = field(default_factory=dict)
    """Labels of further heads; -1 where a piece has none."""
    soft: dict[str, tuple[npt.NDArray[np.float16], npt.NDArray[np.float32]]] = field(default_factory=dict)
    """Labels of further heads as a larger teacher has them: probabilities, pieces by labels, and what each counts."""


def read_split(root: Path, split: str) -> Iterator[GoldArticle]:
    """The articles of a split in the order of their names; raises FileNotFoundError if the split isn't there."""
    texts = sorted((root / split / "text").glob("*.txt"))
    if not texts:
        raise FileNotFoundError(
            f"{root / split / 'text'} has no articles (*.txt); --data must name the folder of PolNeAR"
        )
    for path in texts:
        found = sorted((root / split / "attributions").glob(f"{glob_escaped(path.stem)}_*.ann"))
        own = [one for one in found if "_" not in one.stem[len(path.stem) + 1 :]]
        if own:
            annotations = tuple(read_annotation(one, one.stem[len(path.stem) + 1 :]) for one in own)
            yield GoldArticle(path.stem, path.read_bytes().decode("utf-8"), annotations)


def glob_escaped(stem: str) -> str:
    """The stem with the characters quoted that glob would take for patterns."""
    return re.sub(r"([*?\[])", r"[\1]", stem)


def read_annotation(path: Path, annotator: str) -> Annotation:
    """One brat standoff file; attributions without a cue or a content are slips of the annotators and left out."""
    spans: dict[str, tuple[Offsets, ...]] = {}
    discarded: list[Offsets] = []
    relations: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if re.fullmatch(r"T\d+", fields[0]):
            kind, _, rest = fields[1].partition(" ")
            pairs = tuple((int(pair.split()[0]), int(pair.split()[1])) for pair in rest.split(";"))
            spans[fields[0]] = pairs
            if kind == "Discard":
                discarded += pairs
        elif re.fullmatch(r"E\d+", fields[0]):
            relations.append(fields[1].split())
    attributions = []
    for relation in relations:
        roles: dict[str, list[Offsets]] = {role: [] for role in ROLES}
        for argument in relation:
            name, _, reference = argument.partition(":")
            role = re.sub(r"\d+$", "", name).lower()
            if role in roles:
                roles[role] += [pair for pair in spans.get(reference, ()) if pair not in roles[role]]
        if roles["cue"] and roles["content"]:
            attributions.append(GoldAttribution(*(tuple(sorted(roles[role])) for role in ROLES)))
    return Annotation(annotator, tuple(attributions), tuple(discarded))


def example_of(tokenizer: Tokenizer, article: GoldArticle, silver: Silver | None = None) -> Example:
    """The article's pieces with their targets, annotators averaged."""
    pieces = pieces_of(tokenizer, article.text)
    count = len(pieces)
    roles = np.zeros((count, len(ROLE_LABELS)), np.float32)
    weight = np.zeros(count, np.float32)
    sides = np.full(count, UNKNOWN, np.int64)
    for annotation in article.annotations:
        labels, sides = labels_of(pieces, annotation)
        kept = np.ones(count, np.float32)
        for start, end in annotation.discarded:
            kept[pieces.touching(start, end)] = 0
        roles[np.arange(count), labels] += kept
        weight += kept
    roles /= np.maximum(weight, 1)[:, None]
    single = article.annotations[0].annotator if len(article.annotations) == 1 else ""
    annotator = ANNOTATORS.index(single) + 1 if single in ANNOTATORS else 0
    further = silver.labels(article.text, pieces) if silver is not None else {}
    return Example(article.name, pieces, roles, np.minimum(weight, 1), annotator, sides, further)


def labels_of(pieces: Pieces, annotation: Annotation) -> tuple[Labels, Labels]:
    """The role label and the side of the cue for every piece, as one annotator has it."""
    labels = np.full(len(pieces), NOTHING, np.int64)
    sides = np.full(len(pieces), UNKNOWN, np.int64)
    for attribution in annotation.attributions:
        anchor = attribution.cue[0][0]
        for role in ("content", "source", "cue"):
            for start, end in attribution.of(role):
                span = pieces.touching(start, end)
                if span.start == span.stop:
                    continue
                labels[span] = ROLE_LABELS.index(f"I-{role}")
                labels[span.start] = ROLE_LABELS.index(f"B-{role}")
                if role != "cue":
                    sides[span] = CUE_BEFORE if anchor < start else CUE_AFTER
    return labels, sides
