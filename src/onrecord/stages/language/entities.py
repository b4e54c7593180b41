"""Names and numbers by kind, as the encoder's entity head reads them, in the place of the parse's own recogniser.

spaCy's recogniser has a network of its own and costs as much as the rest of the parse; the head costs
nothing beside the pass that is made anyway.
"""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Span

from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import ENTITY_KINDS

HEAD = "entities"
_OUTSIDE, _BEGIN, _INSIDE = range(3)


def named_entities(parse: Doc, reading: Reading) -> list[Span]:
    """The entities of the text in order, each with one of OntoNotes' kinds as its label; none overlaps another.

    A token is read by its first piece: outside, beginning or inside, whatever the kind; an entity is of the kind
    that its tokens make most likely together. None crosses the start of a sentence.
    """
    tokens = [token.i for token in parse if not token.is_space]
    if not tokens or not len(reading.pieces):
        return []
    first_pieces = np.searchsorted(reading.pieces.ends, [parse[i].idx for i in tokens], side="right")
    rows = reading.heads[HEAD][np.minimum(first_pieces, len(reading.pieces) - 1)]
    begins, insides = rows[:, 1::2], rows[:, 2::2]
    parts = np.stack([rows[:, 0], begins.sum(axis=1), insides.sum(axis=1)], axis=1).argmax(axis=1)
    kinds = begins + insides
    found: list[Span] = []
    start = 0
    while start < len(tokens):
        if parts[start] == _OUTSIDE:
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and parts[end] == _INSIDE and not parse[tokens[end]].is_sent_start:
            end += 1
        kind = ENTITY_KINDS[int(kinds[start:end].sum(axis=0).argmax())]
        found.append(Span(parse, tokens[start], tokens[end - 1] + 1, label=kind))
        start = end
    return found
