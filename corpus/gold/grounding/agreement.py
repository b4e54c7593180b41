"""Agreement of two annotations of the same passages.

Usage: ``python corpus/gold/grounding/agreement.py FIRST.jsonl SECOND.jsonl``, with the package importable. The first
file counts as gold; passages which only one file has are left out. Prints precision, recall and F1 of detection for
figures, dates, place names (traps included) and offices, pairs being one to one by overlap: of a figure's number, of a
date, of a name, of an office's person and title both. Then, on the pairs, the share that agrees for each field and,
where a field has few values, Cohen's kappa. Values are compared as ``onrecord.evaluate.grounding`` does. Exits 2 where
there is nothing to compare.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from passages import GoldRecord, read_passages

from onrecord.evaluate.figures_of_merit import (
    NEAR_KM,
    Span,
    great_circle_km,
    greedy_pairs,
    overlap,
    precision_recall_f1,
)
from onrecord.evaluate.grounding import normal_unit, normal_value, same_bound

Pair: TypeAlias = tuple[GoldRecord, GoldRecord]


def load(path: Path) -> dict[str, GoldRecord]:
    """The passages of a file by id."""
    return {passage["id"]: passage for _, passage in read_passages(path) if passage}


def own_span(record: GoldRecord) -> Span:
    """Where the record's own text stands."""
    return record["start"], record["end"]


def shared(role: str) -> Callable[[GoldRecord, GoldRecord], int]:
    """How many code points the two sides have in common in a role, "text" being the record's own."""

    def common(first: GoldRecord, second: GoldRecord) -> int:
        if role == "text":
            return overlap(own_span(first), own_span(second))
        return overlap(first[f"{role}_span"], second[f"{role}_span"])

    return common


def person_and_title(first: GoldRecord, second: GoldRecord) -> int:
    """More than 0 where both the person and the title overlap."""
    return shared("person")(first, second) * shared("title")(first, second)


def same_phrase(role: str) -> Callable[[GoldRecord, GoldRecord], bool]:
    """Whether the phrases of a role overlap, or both are empty."""

    def same(first: GoldRecord, second: GoldRecord) -> bool:
        return shared(role)(first, second) > 0 if first[role] and second[role] else first[role] == second[role]

    return same


def same_bounds(first: GoldRecord, second: GoldRecord) -> bool:
    """Whether the lower and the upper bounds are the same."""
    return all(same_bound(first[bound], second[bound]) for bound in ("low", "high"))


def same_value(first: GoldRecord, second: GoldRecord) -> bool:
    """Whether two dates have one value in their normal form."""
    return normal_value(first["value"]) == normal_value(second["value"])


def near(first: GoldRecord, second: GoldRecord) -> bool:
    """Whether two places lie within 161 km of each other, or neither has coordinates."""
    if first["lat"] is None or second["lat"] is None:
        return first["lat"] is second["lat"]
    return great_circle_km(first["lat"], first["lon"], second["lat"], second["lon"]) <= NEAR_KM


LAYERS: Mapping[str, Callable[[GoldRecord, GoldRecord], int]] = {
    "figures": shared("number"),
    "dates": shared("text"),
    "places": shared("text"),
    "offices": person_and_title,
}
SAME: Mapping[str, Mapping[str, Callable[[GoldRecord, GoldRecord], bool]]] = {
    "figures": {"bounds": same_bounds, "counted": same_phrase("counted"), "voice": same_phrase("voice")},
    "dates": {"value": same_value},
    "places": {f"within {NEAR_KM:.0f} km": near},
    "offices": {"of": same_phrase("of")},
}
LABELS: Mapping[str, Sequence[str]] = {
    "figures": ("comparator", "unit", "role"),
    "dates": ("kind",),
    "places": ("country", "kind"),
    "offices": ("status",),
}


def kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960, Educ. Psychol. Meas. 20), at most 1; None where only chance can be told."""
    sides = [Counter(pair[side] for pair in labels) for side in (0, 1)]
    chance = sum(sides[0][label] * sides[1][label] for label in sides[0]) / len(labels) ** 2
    return (sum(a == b for a, b in labels) / len(labels) - chance) / (1 - chance) if chance < 1 else None


def pairs(layer: str, first: Sequence[GoldRecord], second: Sequence[GoldRecord]) -> list[Pair]:
    """Records of the two sides that are the same, one to one, those with the most in common first."""
    common = ((LAYERS[layer](one, other), i, j) for i, one in enumerate(first) for j, other in enumerate(second))
    return [(first[i], second[j]) for i, j in greedy_pairs((-heavy, i, j) for heavy, i, j in common if heavy > 0)]


def label(record: GoldRecord, field: str) -> str:
    """The value of a field, units in one spelling; a trap is of no kind of place."""
    if field == "kind" and record.get("place") is False:
        return "trap"
    return normal_unit(record[field]) if field == "unit" else str(record[field])


def print_layer(layer: str, first: Mapping[str, GoldRecord], second: Mapping[str, GoldRecord]) -> None:
    """Prints the agreement of one layer: what is a record at all, then each field of the pairs."""
    found = [pair for key in first for pair in pairs(layer, first[key][layer], second[key][layer])]
    in_first, in_second = (sum(len(passage[layer]) for passage in side.values()) for side in (first, second))
    precision, recall, f1 = precision_recall_f1(len(found), predicted=in_second, gold=in_first)
    print(f"{layer}: {in_first} and {in_second}, {len(found)} pairs, P {precision:.1%}, R {recall:.1%}, F1 {f1:.1%}")
    if not found:
        return
    for name, same in SAME[layer].items():
        print(f"  {name}: {sum(same(*pair) for pair in found) / len(found):.1%}")
    for field in LABELS[layer]:
        labels = [(label(one, field), label(other, field)) for one, other in found]
        agreed, beyond_chance = sum(a == b for a, b in labels) / len(labels), kappa(labels)
        print(f"  {field}: {agreed:.1%}, kappa {'none' if beyond_chance is None else f'{beyond_chance:.2f}'}")


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 compared, 2 nothing to compare."""
    if len(arguments) != 2 or not all(Path(one).is_file() for one in arguments):
        print("Name the two files of annotations (*.jsonl) to compare.")
        return 2
    first, second = (load(Path(one)) for one in arguments)
    both = [key for key in first if key in second and first[key]["text"] == second[key]["text"]]
    if not both:
        print("The two files have no passage with the same id and text.")
        return 2
    print(f"{len(both)} passages")
    for layer in LAYERS:
        print_layer(layer, {key: first[key] for key in both}, {key: second[key] for key in both})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
