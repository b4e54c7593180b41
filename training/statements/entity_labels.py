"""Labels of the entity head: names by OntoNotes kind, as spaCy gives them and CrossNER's sentences correct them.

spaCy's small pipeline labels PolNeAR's articles and the unlabelled texts (``silver.py``); CrossNER's training sentences
(Liu et al. 2021, AAAI; MIT) say of persons, parties, organisations and countries where the name begins and ends.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from prepare import UNKNOWN, Example, Labels
from silver import Silver
from tokenizers import Tokenizer

from onrecord.encoder.labels import ENTITY_LABELS, ROLE_LABELS
from onrecord.encoder.pieces import Pieces, pieces_of

KINDS = {
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "country": "GPE",
    "location": "GPE",
    "event": "EVENT",
    "election": "EVENT",
}
"""CrossNER's type to OntoNotes' kind; ``misc`` is left to spaCy."""
_PLACES = ("GPE", "LOC", "FAC")
_COVERED = ("PERSON", "ORG", *_PLACES)


def crossner_examples(tokenizer: Tokenizer, silver: Silver, path: Path, *, rounds: int) -> list[Example]:
    """The sentences of a CrossNER file, each ``rounds`` times; only the entity head learns from them."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line]
    examples = [_example(tokenizer, silver, each["id"], each["text"], each["entities"]) for each in lines]
    return examples * rounds


def _example(tokenizer: Tokenizer, silver: Silver, name: str, text: str, entities: list[dict[str, object]]) -> Example:
    pieces = pieces_of(tokenizer, text)
    count = len(pieces)
    given = silver.labels(text, pieces)["entities"]
    # CrossNER marks every person, body and place: what spaCy has of these kinds beside the gold is wrong.
    corrected = np.array([0 if ENTITY_LABELS[label][2:] in _COVERED else label for label in given], np.int64)
    for entity in entities:
        kind = KINDS.get(str(entity["type"]))
        if kind is not None:
            _mark(pieces, given, corrected, (int(str(entity["start"])), int(str(entity["end"]))), kind)
    return Example(
        name,
        pieces,
        np.zeros((count, len(ROLE_LABELS)), np.float32),
        np.zeros(count, np.float32),
        0,
        np.full(count, UNKNOWN, np.int64),
        {"entities": corrected},
    )


def _mark(pieces: Pieces, given: Labels, corrected: Labels, stretch: tuple[int, int], kind: str) -> None:
    """Writes the entity into ``corrected``; a place keeps the kind of place that spaCy gives it."""
    span = pieces.touching(*stretch)
    if span.start == span.stop:
        return
    spacys = ENTITY_LABELS[given[span.start]][2:]
    kind = spacys if kind == "GPE" and spacys in _PLACES else kind
    corrected[span] = ENTITY_LABELS.index(f"I-{kind}")
    corrected[span.start] = ENTITY_LABELS.index(f"B-{kind}")
