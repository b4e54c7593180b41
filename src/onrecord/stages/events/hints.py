"""What the encoder says of each word as the name of a deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import DEED, DEED_TYPES

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Hints:
    """Probabilities by position of the token in the parse."""

    deeds: Floats
    """That the token is part of the words that name a deed."""
    types: Floats
    """Tokens by PLOVER type, in the order of ``labels.DEED_TYPES``: of which type it is, if it names a deed."""

    def strength(self, tokens: Sequence[Token]) -> float:
        """The highest probability among the tokens that they name a deed."""
        return float(max(self.deeds[token.i] for token in tokens))

    def likeliest(self, tokens: Sequence[Token]) -> tuple[str, float]:
        """The likeliest type of the deed that the tokens name, and its probability."""
        shares = self.shares(tokens)
        best = int(shares.argmax())
        return DEED_TYPES[best], float(shares[best])

    def of_type(self, tokens: Sequence[Token], type_: str) -> float:
        """The probability of a type."""
        return float(self.shares(tokens)[DEED_TYPES.index(type_)])

    def shares(self, tokens: Sequence[Token]) -> Floats:
        """The types of the tokens, averaged by how probably each of them names a deed."""
        if len(tokens) == 1:
            return np.asarray(self.types[tokens[0].i], np.float32)
        places = [token.i for token in tokens]
        weights = self.deeds[places] + 1e-6
        return np.asarray((self.types[places] * weights[:, None]).sum(axis=0) / weights.sum(), np.float32)

    def runs(self, tokens: Sequence[Token], least: float) -> Iterator[list[Token]]:
        """The stretches of neighbouring tokens of a sentence that each are at least so probable."""
        if not tokens:
            return
        first = tokens[0].i
        run: list[Token] = []
        for place in np.flatnonzero(self.deeds[first : first + len(tokens)] >= least).tolist():
            if run and place != run[-1].i - first + 1:
                yield run
                run = []
            run.append(tokens[place])
        if run:
            yield run


def hints_of(parse: Doc, reading: Reading) -> Hints | None:
    """The hints for every token; None where the weights have no heads for deeds.

    A token is as probable as the likeliest of its pieces, and its types are those of that piece.
    """
    if "deeds" not in reading.heads or "deed_types" not in reading.heads:
        return None
    deeds = np.zeros(len(parse), np.float32)
    types = np.full((len(parse), len(DEED_TYPES)), 1 / len(DEED_TYPES), np.float32)
    if not len(parse) or not len(reading.pieces):
        return Hints(deeds, types)
    starts = parse.to_array("IDX").astype(np.int64)
    owners = np.maximum(np.searchsorted(starts, reading.pieces.starts, side="right") - 1, 0)
    found = reading.heads["deeds"][:, DEED]
    rising = np.argsort(found, kind="stable")
    # of several pieces of a token the likeliest is written last
    deeds[owners[rising]] = found[rising]
    types[owners[rising]] = reading.heads["deed_types"][rising]
    return Hints(deeds, types)
