"""Agreement of two annotations of the same passages.

Usage: ``python corpus/gold/events/agreement.py FIRST.jsonl SECOND.jsonl``, with the package importable. The first file
counts as gold, the second as predictions whose strings stand for every place where they occur; passages which only one
file has are left out. Prints, in the terms of ``onrecord.evaluate.claims``, precision, recall and F1 of detection; on
the pairs of it, share and Cohen's kappa for each field (type: on pairs of any type); and the claims of either side that
the other presents as plain facts. Exits 2 where there is nothing to compare.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from onrecord.evaluate.claims import (
    ATTRIBUTES,
    AnnotatedEvent,
    AnnotatedPassage,
    Event,
    GoldPassage,
    PassagePrediction,
    PredictedEvent,
    locate,
    match,
    occurrences,
    score,
)
from onrecord.evaluate.figures_of_merit import Span, precision_recall_f1, touch_any
from onrecord.evaluate.record_lines import numbered_records

Label: TypeAlias = Hashable

FIELDS = ("voice innermost", "voice chain", *ATTRIBUTES, "actor", "recipient")


def load(path: Path) -> dict[str, AnnotatedPassage]:
    """The passages of a file by id. Raises InputError on a bad line."""
    remedy = "Every line is a passage as the README describes it."
    return {passage.id: passage for _, passage in numbered_records(path, AnnotatedPassage, remedy=remedy)}


def main_types_only(passage: GoldPassage) -> tuple[Event, ...]:
    """The events as predictions give them, with one type each."""
    return tuple(replace(event, types=frozenset({event.type})) for event in passage.events)


def as_prediction(passage: AnnotatedPassage) -> PassagePrediction:
    """The passage's events as predictions; a voice stands where its words occur first."""

    def predicted(event: AnnotatedEvent) -> PredictedEvent:
        start, end = occurrences(passage.text, event.anchor)[0]
        return PredictedEvent(
            start,
            end,
            event.type,
            occurrences(passage.text, event.actor or ""),
            occurrences(passage.text, event.recipient or ""),
            tuple(occurrences(passage.text, voice)[0] for voice in event.voice or ()),
            event.polarity,
            event.mode,
            event.certainty,
            event.when,
        )

    return PassagePrediction(passage.id, tuple(predicted(event) for event in passage.events))


def kappa(labels: Sequence[tuple[Label, Label]]) -> float | None:
    """Cohen's kappa (1960, Educ. Psychol. Meas. 20), at most 1; None where only chance can be told."""
    sides = [Counter(pair[side] for pair in labels) for side in (0, 1)]
    chance = sum(sides[0][label] * sides[1][label] for label in sides[0]) / len(labels) ** 2
    return (sum(a == b for a, b in labels) / len(labels) - chance) / (1 - chance) if chance < 1 else None


def parties(field: str, event: Event) -> tuple[tuple[Span, ...], ...]:
    """The places of the actor, of the recipient, of the last voice or of every voice; empty for nobody."""
    if field.startswith("voice"):
        return event.voice[-1:] if field.endswith("innermost") else event.voice
    spans: tuple[Span, ...] = getattr(event, field)
    return (spans,) if spans else ()


def labels_of(field: str, key: str, first: Event, second: Event) -> tuple[Label, Label]:
    """The values of a field on both sides; names of one passage that overlap are one value."""
    if field in ATTRIBUTES:
        return getattr(first, field), getattr(second, field)
    ours, theirs = parties(field, first), parties(field, second)
    same = len(ours) == len(theirs) and all(map(touch_any, ours, theirs))
    ours_named, theirs_named = ((key, side) if side else None for side in (ours, theirs))
    return ours_named, ours_named if same else theirs_named


def claims_as_facts(gold: Mapping[str, AnnotatedPassage], other: Mapping[str, AnnotatedPassage]) -> str:
    """How many of the claims of one side the other presents as plain facts, and how many it has at all."""
    scores = score([locate(passage) for passage in gold.values()], [as_prediction(one) for one in other.values()])
    claims = scores["claims"]
    if not isinstance(claims, dict) or not claims["n"]:
        return "no claims"
    return f"{claims['as_facts']:.1%} of {claims['n']} claims; {claims['found']:.1%} found"


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 compared, 2 nothing to compare."""
    if len(arguments) != 2 or not all(Path(one).is_file() for one in arguments):
        print("Name the two files of annotations (*.jsonl) to compare.")
        return 2
    first, second = (load(Path(one)) for one in arguments)
    shared = [key for key in first if key in second and first[key].text == second[key].text]
    first, second = ({key: side[key] for key in shared} for side in (first, second))
    events = [(key, locate(first[key]).events, main_types_only(locate(second[key]))) for key in shared]
    in_first, in_second = sum(len(ours) for _, ours, _ in events), sum(len(theirs) for _, _, theirs in events)
    found = [(key, ours[i], theirs[j]) for key, ours, theirs in events for i, j in match(ours, theirs)]
    any_type = [(ours[i], theirs[j]) for _, ours, theirs in events for i, j in match(ours, theirs, any_type=True)]
    if not found:
        print("The two files have no passage with the same id and text, or no event in common.")
        return 2

    print(f"{len(shared)} passages; {in_first} and {in_second} events")
    for name, count in (("detection", len(found)), ("anchors, any type", len(any_type))):
        precision, recall, f1 = precision_recall_f1(count, predicted=in_second, gold=in_first)
        print(f"{name}: {count} pairs, P {precision or 0:.1%}, R {recall or 0:.1%}, F1 {f1 or 0:.1%}")
    allowed = sum(bool(ours.types & theirs.types) for ours, theirs in any_type)
    print(f"type allowed by the first: {allowed / len(any_type):.1%} of {len(any_type)} pairs")
    rows: list[tuple[str, list[tuple[Label, Label]]]] = [("type", [(a.type, b.type) for a, b in any_type])]
    rows += [(field, [labels_of(field, *pair) for pair in found]) for field in FIELDS]
    for field, labels in rows:
        agreed, beyond_chance = sum(a == b for a, b in labels) / len(labels), kappa(labels)
        shown = "none" if beyond_chance is None else f"{beyond_chance:.2f}"
        print(f"{field}: {agreed:.1%} of {len(labels)} pairs, kappa {shown}")
    print("claims of the first that the second gives as facts:", claims_as_facts(first, second))
    print("claims of the second that the first gives as facts:", claims_as_facts(second, first))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
