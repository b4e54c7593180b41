"""How far two reviewers agree, and how precise a sample shows the record to be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.review.decisions import Decision
from onrecord.review.standing import latest

_Z = 1.959963984540054
"""Normal quantile of a two-sided interval of 95 %."""


@dataclass(frozen=True)
class Agreement:
    """Two reviewers on one layer."""

    layer: str
    first: str
    second: str
    both: int
    """Records that both have judged."""
    agreed: float | None
    """Share of these on which they took the same side; null = none judged by both."""
    kappa: float | None
    """Cohen's kappa over the two sides (right as it stands or not); null where chance alone would explain it all."""
    added_first: int
    added_second: int
    added_f1: float | None
    """F1 of the records they added, matched where their words overlap; null = none added."""


def agreements(decisions: Iterable[Decision]) -> list[Agreement]:
    """Agreement of each two reviewers on each layer both have worked on; adjudications left out."""
    own = {
        (record, reviewer): each
        for (record, reviewer, role), each in latest(decisions).items()
        if role == "review" and each.verdict != "comment"
    }
    layers = sorted({each.table for each in own.values()})
    reviewers = sorted({reviewer for _, reviewer in own})
    found = []
    for layer in layers:
        for position, first in enumerate(reviewers):
            for second in reviewers[position + 1 :]:
                one = {record: each for (record, who), each in own.items() if who == first and each.table == layer}
                two = {record: each for (record, who), each in own.items() if who == second and each.table == layer}
                if one and two:
                    found.append(_agreement(layer, first, second, one, two))
    return found


def _agreement(
    layer: str, first: str, second: str, one: Mapping[str, Decision], two: Mapping[str, Decision]
) -> Agreement:
    both = sorted(one.keys() & two.keys())
    pairs = [(one[record].verdict == "accept", two[record].verdict == "accept") for record in both]
    added_one = [each for each in one.values() if each.verdict == "add"]
    added_two = [each for each in two.values() if each.verdict == "add"]
    matched = _matched(added_one, added_two)
    total = len(added_one) + len(added_two)
    return Agreement(
        layer,
        first,
        second,
        both=len(both),
        agreed=sum(left == right for left, right in pairs) / len(pairs) if pairs else None,
        kappa=kappa(pairs),
        added_first=len(added_one),
        added_second=len(added_two),
        added_f1=2 * matched / total if total else None,
    )


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of two judges' sides (Cohen 1960); None where nothing was judged or chance agreement is 1."""
    if not pairs:
        return None
    agreed = sum(left == right for left, right in pairs) / len(pairs)
    left, right = Counter(each[0] for each in pairs), Counter(each[1] for each in pairs)
    chance = sum(left[side] * right[side] for side in (True, False)) / len(pairs) ** 2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def _matched(one: Sequence[Decision], two: Sequence[Decision]) -> int:
    """How many of the added records pair up, each used once, by overlap of their stretches in the same article."""
    free = list(two)
    matched = 0
    for each in one:
        for other in free:
            same_place = each.article == other.article
            if same_place and each.anchor.start < other.anchor.end and other.anchor.start < each.anchor.end:
                free.remove(other)
                matched += 1
                break
    return matched


def wilson(right: int, judged: int) -> tuple[float, float] | None:
    """The 95 % interval of a share (Wilson 1927), for right of judged; None where nothing was judged."""
    if not judged:
        return None
    share = right / judged
    spread = _Z * math.sqrt(share * (1 - share) / judged + _Z**2 / (4 * judged**2))
    middle = share + _Z**2 / (2 * judged)
    scale = 1 + _Z**2 / judged
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
