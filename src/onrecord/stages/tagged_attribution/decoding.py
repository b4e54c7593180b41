"""From the encoder's probabilities to tagged stretches: the best sequence of labels that keeps the rules.

The rules: a span begins with its beginning; no word is cut; a change between content and anything else inside one
quotation costs extra, so an open quotation is all but never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.document import Offsets
from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import LEVELS, ROLE_LABELS
from onrecord.encoder.pieces import Pieces, tiles
from onrecord.stages.tagged_attribution.spans import Tagged

Floats = npt.NDArray[np.float32]

_NEVER = -1e4
_LONGEST = 254
"""Pieces decoded in one go; a paragraph is rarely longer."""
_MAY_BE_CUE = 0.02
"""A content in which no piece begins a cue with this probability is not decoded: most are plain."""
_TOGETHER = 256
"""Paragraphs decoded side by side: bounds the memory."""
_CONTENT = (5, 6)
_ROLE_OF = {1: "source", 3: "cue", 5: "content"}
"""Role by the label that begins it; the next label goes on with it."""


@dataclass(frozen=True)
class Preferences:
    """Costs and leanings of the decoder, in natural log units; chosen on PolNeAR's development split."""

    cut_quotation: float = 3.0
    """Cost of a border of a content inside a quotation."""
    leans: tuple[float, ...] = (0.5, -0.5, -1.5)
    """Added to the log probability of no role, one a variant: the lower, the more is tagged."""


CHOSEN = Preferences()
INNER = Preferences(cut_quotation=0.0, leans=(0.0, -1.5, -3.0))
"""Inside a content: what is nested in a quotation begins and ends there, too."""


def variants(reading: Reading, preferences: Preferences = CHOSEN) -> list[list[Tagged]]:
    """The stretches that have a role in the author's own text, in text order, once for each lean.

    Never raises; time is linear in the number of pieces.
    """
    return _variants(reading, LEVELS[0], list(tiles(reading.pieces, longest=_LONGEST)), preferences)


def inner_variants(
    reading: Reading, level: int, contents: Iterable[Offsets], preferences: Preferences = INNER
) -> list[list[Tagged]]:
    """The stretches that have a role inside the contents of attributions one level further out, once for each lean.

    ``level`` is 1 inside the outermost, 2 inside these.
    """
    begins = reading.heads[LEVELS[level][0]][:, ROLE_LABELS.index("B-cue")]
    stretches = [
        (first, min(first + _LONGEST, span.stop))
        for span in (reading.pieces.touching(*one) for one in contents)
        for first in range(span.start, span.stop, _LONGEST)
        if begins[span].max() >= _MAY_BE_CUE
    ]
    return _variants(reading, LEVELS[level], stretches, preferences)


def _variants(
    reading: Reading, heads: tuple[str, str], stretches: list[tuple[int, int]], preferences: Preferences
) -> list[list[Tagged]]:
    if not stretches:
        return [[] for _ in preferences.leans]
    roles, sides = (reading.heads[head] for head in heads)
    labels = best_labels(reading.pieces, roles, stretches, preferences)
    return [list(_spans(reading.pieces, row, roles, sides)) for row in labels]


def best_labels(
    pieces: Pieces, roles: Floats, stretches: Iterable[tuple[int, int]], preferences: Preferences = CHOSEN
) -> npt.NDArray[np.int64]:
    """Leans by pieces: the label of each piece in the best sequence of its stretch (Viterbi); 0 outside of all."""
    scores = np.log(np.maximum(roles, 1e-6))
    costs = _border_costs(pieces, preferences)
    labels = np.zeros((len(preferences.leans), len(pieces)), np.int64)
    stretches = sorted(stretches, key=lambda one: one[1] - one[0])
    for first in range(0, len(stretches), _TOGETHER):
        _decode(stretches[first : first + _TOGETHER], scores, costs, np.array(preferences.leans, np.float32), labels)
    return labels


def _allowed() -> Floats:
    """0 where the second label may follow the first, _NEVER where it may not: an inside follows only its own role."""
    table = np.zeros((len(ROLE_LABELS), len(ROLE_LABELS)), np.float32)
    for number, label in enumerate(ROLE_LABELS):
        if label.startswith("I-"):
            for before, other in enumerate(ROLE_LABELS):
                if other[2:] != label[2:] or other == "O":
                    table[before, number] = _NEVER
    return table


_ALLOWED = _allowed()
_OPENING = np.array([_NEVER if label.startswith("I-") else 0.0 for label in ROLE_LABELS], np.float32)


def _borders() -> tuple[Floats, Floats]:
    """1 for label pairs that begin or end a content, and 1 for those that begin or end any span."""
    size = len(ROLE_LABELS)
    content, any_span = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
    for before in range(size):
        for after in range(size):
            inside = ROLE_LABELS[after].startswith("I-")
            if not inside and not (before == after == 0):
                any_span[before, after] = 1
                content[before, after] = before in _CONTENT or after in _CONTENT
    return content, any_span


_CONTENT_BORDER, _ANY_BORDER = _borders()


def _border_costs(pieces: Pieces, preferences: Preferences) -> Floats:
    """For each piece what a border right before it costs: of a content, and of any span."""
    costs = np.zeros((len(pieces), 2), np.float32)
    if pieces.quotations and preferences.cut_quotation:
        bounds = np.array([(one.start, one.end) for one in pieces.quotations], np.int64)
        places = np.searchsorted(pieces.starts, bounds.ravel(), side="left").reshape(-1, 2)
        for first, last in places.tolist():
            costs[first + 1 : last, 0] = -preferences.cut_quotation
    costs[pieces.continues, 1] = _NEVER
    return costs


def _decode(
    stretches: list[tuple[int, int]], scores: Floats, costs: Floats, leans: Floats, labels: npt.NDArray[np.int64]
) -> None:
    """Writes the best labels of the stretches (sorted by length) into ``labels``; all leans side by side."""
    lengths = np.array([last - first for first, last in stretches])
    starts = np.array([first for first, _ in stretches])
    longest, size, count = int(lengths.max()), len(ROLE_LABELS), len(stretches)
    lean = np.zeros((len(leans), 1, size), np.float32)
    lean[:, 0, 0] = leans
    back = np.zeros((longest, len(leans), count, size), np.int8)
    best = scores[starts] + lean + _OPENING
    for step in range(1, longest):
        live = int(np.searchsorted(lengths, step, side="right"))
        places = starts[live:] + step
        border = costs[places]
        moves = border[:, 0, None, None] * _CONTENT_BORDER + (border[:, 1, None, None] * _ANY_BORDER + _ALLOWED)
        scored = best[:, live:, :, None] + moves
        chosen = scored.argmax(axis=2)
        back[step, :, live:] = chosen
        best[:, live:] = np.take_along_axis(scored, chosen[:, :, None, :], axis=2)[:, :, 0] + scores[places] + lean
    rows = np.arange(count)
    for variant in range(len(leans)):
        label = best[variant].argmax(axis=1)
        for step in range(longest - 1, -1, -1):
            live = int(np.searchsorted(lengths, step, side="right"))
            labels[variant, starts[live:] + step] = label[live:]
            label[live:] = back[step, variant, rows[live:], label[live:]]


def _spans(pieces: Pieces, labels: npt.NDArray[np.int64], roles: Floats, sides: Floats) -> Iterator[Tagged]:
    """The spans of one variant with what the encoder says of them."""
    firsts = np.flatnonzero(labels % 2 == 1)
    if not len(firsts):
        return
    outside = np.flatnonzero(labels == 0)
    closes = np.append(outside, len(labels))
    lasts = np.minimum(np.append(firsts[1:], len(labels)), closes[np.searchsorted(closes, firsts)])
    begins = np.maximum(labels - (labels % 2 == 0), 0)
    places = np.arange(len(labels))
    own = np.append(roles[places, begins] + roles[places, np.minimum(begins + 1, roles.shape[1] - 1)], 1.0)
    cuts = np.stack([firsts, lasts], axis=1).ravel()
    counts = lasts - firsts
    means = np.add.reduceat(own, cuts)[::2] / counts
    least = np.minimum.reduceat(own, cuts)[::2]
    before = np.add.reduceat(np.append(sides[:, 0], 0.0), cuts)[::2] / counts
    inside = np.append(roles, np.zeros((1, roles.shape[1]), roles.dtype), axis=0)[lasts, labels[firsts] + 1]
    for row, (first, last) in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True)):
        yield Tagged(
            _ROLE_OF[int(labels[first])],
            int(pieces.starts[first]),
            int(pieces.ends[last - 1]),
            float(means[row]),
            float(least[row]),
            float(before[row]),
            float(roles[first, labels[first]]),
            float(1 - inside[row]),
        )
