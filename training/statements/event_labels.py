"""Labels of the event heads: which word pieces name a deed, and of which PLOVER type it is.

``event_examples`` reads the gold passages of ``corpus/gold/events``; ``lexicon_types`` adds, to any parsed text, the
types of the deeds that the event lexicon finds there, so that the head of types sees far more words than the gold has.
The lexicon says nothing of what it misses, so the head of anchors learns from gold alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from prepare import UNKNOWN, Example, Labels
from silver import Silver
from spacy.tokens import Doc
from tokenizers import Tokenizer

from onrecord.encoder.labels import DEED, DEED_TYPES, NO_DEED, ROLE_LABELS
from onrecord.encoder.pieces import Pieces, pieces_of
from onrecord.evaluate.claims import GoldPassage, load_gold
from onrecord.stages.events.deeds import deeds_in

LOSS_WEIGHTS = {"deeds": 1.0, "deed_types": 0.5}
"""Weight of each head beside the 1 of the roles; the settings of the cross-validation in notes.md."""
ROUNDS = 8
"""Times that each gold passage is read in one epoch of PolNeAR, each time beside other passages."""
TOGETHER = 3
"""Most passages in one text: alone, a passage would always stand at the first positions of a window."""


@dataclass(frozen=True)
class Shift:
    """A passage and where it begins in the text that it is part of."""

    passage: GoldPassage
    start: int


def event_examples(
    tokenizer: Tokenizer, files: Iterable[Path], *, rounds: int = ROUNDS, seed: int = 1, silver: Silver | None = None
) -> list[Example]:
    """Examples of the event heads from gold files: every passage ``rounds`` times, up to three of them in a text.

    ``gate.jsonl`` must not be among the files. Roles have no weight here: only the event heads learn from them.
    """
    return examples_of(tokenizer, training_passages(files), rounds=rounds, seed=seed, silver=silver)


def training_passages(files: Iterable[Path]) -> list[GoldPassage]:
    """The passages of the files that may be learned from."""
    return [one for path in files for one in load_gold(path)]


def examples_of(
    tokenizer: Tokenizer,
    passages: list[GoldPassage],
    *,
    rounds: int = ROUNDS,
    seed: int = 1,
    silver: Silver | None = None,
) -> list[Example]:
    """Examples of the event heads from these passages, each ``rounds`` times."""
    order = random.Random(seed)  # noqa: S311
    return [example_of(tokenizer, group, silver) for _ in range(rounds) for group in _groups(passages, order)]


def example_of(tokenizer: Tokenizer, passages: list[GoldPassage], silver: Silver | None = None) -> Example:
    """The passages as one text, a paragraph each, with the labels of the event heads."""
    text, shifts = "", []
    for passage in passages:
        text += "\n\n" if text else ""
        shifts.append(Shift(passage, len(text)))
        text += passage.text
    pieces = pieces_of(tokenizer, text)
    count = len(pieces)
    return Example(
        "+".join(passage.id for passage in passages),
        pieces,
        np.zeros((count, len(ROLE_LABELS)), np.float32),
        np.zeros(count, np.float32),
        0,
        np.full(count, UNKNOWN, np.int64),
        gold_labels(pieces, shifts) | (parse_labels(tokenizer, silver, pieces, shifts) if silver is not None else {}),
    )


def gold_labels(pieces: Pieces, shifts: Iterable[Shift]) -> dict[str, Labels]:
    """Label of each piece for each event head; -1 for the type where no deed is named.

    Where several events stand on the same words the first one gives the type.
    """
    deeds = np.full(len(pieces), NO_DEED, np.int64)
    types = np.full(len(pieces), UNKNOWN, np.int64)
    for shift in shifts:
        for event in reversed(shift.passage.events):
            span = pieces.touching(shift.start + event.anchor[0], shift.start + event.anchor[1])
            deeds[span] = DEED
            types[span] = DEED_TYPES.index(event.type)
    return {"deeds": deeds, "deed_types": types}


def parse_labels(tokenizer: Tokenizer, silver: Silver, pieces: Pieces, shifts: Iterable[Shift]) -> dict[str, Labels]:
    """The labels of the parse, every passage parsed by itself."""
    found: dict[str, Labels] = {}
    for shift in shifts:
        own = pieces_of(tokenizer, shift.passage.text)
        span = pieces.touching(shift.start, shift.start + len(shift.passage.text))
        for name, labels in silver.parse_labels(shift.passage.text, own).items():
            place = found.setdefault(name, np.full(len(pieces), UNKNOWN, np.int64))
            # arcs point at pieces, and the numbers of sentences must differ from passage to passage
            moved = labels + span.start if name in ("arcs", "sentences") else labels
            place[span] = np.where(labels == UNKNOWN, UNKNOWN, moved)
    return found


def lexicon_types(parse: Doc, pieces: Pieces) -> dict[str, Labels]:
    """Type of each piece of an anchor that the event lexicon finds in a parsed text, else -1; no label of deeds."""
    labels = {name: np.full(len(pieces), UNKNOWN, np.int64) for name in LOSS_WEIGHTS}
    for sentence in parse.sents:
        for deed in deeds_in(list(sentence)):
            for token in deed.anchor:
                span = pieces.touching(token.idx, token.idx + len(token))
                labels["deed_types"][span] = DEED_TYPES.index(deed.sense.type)
    return labels


def _groups(passages: list[GoldPassage], order: random.Random) -> Iterator[list[GoldPassage]]:
    """The passages in random order, one to three at a time."""
    left = list(passages)
    order.shuffle(left)
    while left:
        size = order.randint(1, TOGETHER)
        yield left[:size]
        left = left[size:]
