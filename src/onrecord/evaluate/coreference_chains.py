"""Measures of whole coreference chains: MUC, B-cubed and CEAF-e, and the pairing of mentions under them.

MUC: Vilain et al. 1995; B-cubed: Bagga and Baldwin 1998; CEAF-e with phi4: Luo 2005; all as Pradhan et al.
2014 (ACL) work them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from onrecord.evaluate.assignment import best_assignment
from onrecord.evaluate.figures_of_merit import Span

MentionT = TypeVar("MentionT", bound=Hashable)
Chains: TypeAlias = Sequence[Set[MentionT]]


@dataclass(frozen=True)
class Fractions:
    """Numerators and denominators of recall and precision, to be summed over texts."""

    recall_part: float = 0.0
    recall_whole: float = 0.0
    precision_part: float = 0.0
    precision_whole: float = 0.0

    def plus(self, other: Fractions) -> Fractions:
        """The sum, part by part."""
        return Fractions(
            self.recall_part + other.recall_part,
            self.recall_whole + other.recall_whole,
            self.precision_part + other.precision_part,
            self.precision_whole + other.precision_whole,
        )


def measure_chains(gold: Chains[MentionT], predicted: Chains[MentionT]) -> dict[str, Fractions]:
    """{"muc", "b3", "ceafe"}: the fractions of each measure for one text.

    No mention is in two chains of a side; a mention that both sides have is equal on both.
    """
    in_gold, in_predicted = _chain_of_mention(gold), _chain_of_mention(predicted)
    similarity = _best_similarity(gold, predicted, in_gold, in_predicted)
    return {
        "muc": Fractions(*_links(gold, in_predicted), *_links(predicted, in_gold)),
        "b3": Fractions(*_overlaps(gold, predicted, in_predicted), *_overlaps(predicted, gold, in_gold)),
        "ceafe": Fractions(similarity, len(gold), similarity, len(predicted)),
    }


def pair_mentions(heads: Mapping[Span, Span], predicted: Iterable[Span], *, exact: bool = False) -> dict[Span, Span]:
    """The gold mention of each predicted one, one to one; ``heads`` has the head of every gold mention.

    The same span comes first; else, unless ``exact``, the predicted mention lies inside the gold one and
    covers its head, the closest in length first.
    """
    spans = sorted(predicted)
    pairs = {span: span for span in spans if span in heads}
    if exact:
        return pairs
    taken = set(pairs)
    candidates = sorted(
        ((gold[1] - gold[0]) - (span[1] - span[0]), gold, span)
        for gold, head in heads.items()
        if gold not in taken
        for span in spans
        if span not in pairs and gold[0] <= span[0] <= head[0] and head[1] <= span[1] <= gold[1]
    )
    for _, gold, span in candidates:
        if span not in pairs and gold not in taken:
            pairs[span] = gold
            taken.add(gold)
    return pairs


def _chain_of_mention(chains: Chains[MentionT]) -> dict[MentionT, int]:
    return {mention: i for i, chain in enumerate(chains) for mention in chain}


def _links(chains: Chains[MentionT], other_of: Mapping[MentionT, int]) -> tuple[int, int]:
    """Links of the chains that hold on the other side, and all their links."""
    kept = whole = 0
    for chain in chains:
        parts = len({other_of[mention] for mention in chain if mention in other_of})
        alone = sum(mention not in other_of for mention in chain)
        kept += len(chain) - parts - alone
        whole += len(chain) - 1
    return kept, whole


def _overlaps(
    chains: Chains[MentionT], others: Chains[MentionT], other_of: Mapping[MentionT, int]
) -> tuple[float, int]:
    """The sum over mentions of the share of their chain that their other chain has, and the number of mentions."""
    kept = 0.0
    for chain in chains:
        kept += sum(len(chain & others[other_of[m]]) / len(chain) if m in other_of else 0 for m in chain)
    return kept, sum(map(len, chains))


def _best_similarity(
    gold: Chains[MentionT],
    predicted: Chains[MentionT],
    in_gold: Mapping[MentionT, int],
    in_predicted: Mapping[MentionT, int],
) -> float:
    """The greatest sum of 2|a & b| / (|a| + |b|) over one-to-one pairs of chains."""
    total = 0.0
    for ours, theirs in _connected(in_gold, in_predicted):
        similarity = [
            [2 * len(gold[i] & predicted[j]) / (len(gold[i]) + len(predicted[j])) for j in theirs] for i in ours
        ]
        total += sum(similarity[row][column] for row, column in best_assignment(similarity))
    return total


def _connected(
    in_gold: Mapping[MentionT, int], in_predicted: Mapping[MentionT, int]
) -> list[tuple[list[int], list[int]]]:
    """The sets of gold and predicted chains that hang together by shared mentions.

    Only these can be aligned with a gain; taken apart, the assignment stays small.
    """
    forth: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for mention, i in in_gold.items():
        if mention in in_predicted:
            forth[i].add(in_predicted[mention])
            back[in_predicted[mention]].add(i)
    components = []
    seen: set[int] = set()
    for start in forth:
        if start in seen:
            continue
        ours: set[int] = set()
        theirs: set[int] = set()
        waiting = [start]
        while waiting:
            i = waiting.pop()
            if i in ours:
                continue
            ours.add(i)
            for j in forth[i] - theirs:
                theirs.add(j)
                waiting += back[j]
        seen |= ours
        components.append((sorted(ours), sorted(theirs)))
    return components
