"""Names of people, organisations and places against CrossNER politics (Liu et al. 2021, AAAI).

A gold line is {"id", "text", "entities": [{"start", "end", "type"}]} with nine types, of which events,
elections and others are not scored unless ``fine``. A leading "the" and a final 's are trimmed off.
Measured are exact spans with the right type, and the recall by overlap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from onrecord.evaluate.figures_of_merit import Scores
from onrecord.evaluate.record_lines import read_record_lines

COARSE_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("politician", "person", "per"), "PER"),
    **dict.fromkeys(("organisation", "organization", "politicalparty", "org"), "ORG"),
    **dict.fromkeys(("country", "location", "place", "loc", "gpe"), "LOC"),
}
FINE_TYPES = frozenset(
    ("politician", "person", "organisation", "politicalparty", "country", "location", "event", "election", "misc")
)

_GOLD_LINE = 'A line looks like {"id": "n1", "text": "...", "entities": [{"start": 0, "end": 4, "type": "person"}]}.'
_PREDICTION_LINE = 'A line looks like {"id": "n1", "entities": [{"start": 0, "end": 4, "type": "PER"}]}.'

_Typed: TypeAlias = tuple[int, int, str]


class Name(msgspec.Struct, frozen=True):
    """A name and its type."""

    start: int
    end: int
    type: str


class GoldText(msgspec.Struct, frozen=True):
    """A text with its names."""

    id: str
    text: str
    entities: tuple[Name, ...]


class TextPrediction(msgspec.Struct, frozen=True):
    """The names found in one text."""

    id: str
    entities: tuple[Name, ...] | None = ()


def load_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldText, remedy=_GOLD_LINE)


def load_predictions(path: Path) -> list[TextPrediction]:
    """The predictions of a file, one text a line. Raises InputError on a bad line."""
    return read_record_lines(path, TextPrediction, remedy=_PREDICTION_LINE)


def score(gold: Sequence[GoldText], predictions: Iterable[TextPrediction], *, fine: bool = False) -> Scores:
    """{"all" and each type: {"gold", "P", "R", "F1", "overlap_recall"}}, percentages to one decimal.

    Types are PER, ORG and LOC, or with ``fine`` the nine of the source; predictions of other types are left
    out.
    """
    by_id = {prediction.id: prediction.entities or () for prediction in predictions}
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    overlapped: Counter[str] = Counter()
    for text in gold:
        ours = _trimmed(text.text, text.entities, fine)
        theirs = _trimmed(text.text, by_id.get(text.id, ()), fine)
        expected.update(kind for _, _, kind in ours)
        given.update(kind for _, _, kind in theirs)
        exact.update(kind for _, _, kind in ours & theirs)
        overlapped.update(name[2] for name in ours if any(_overlap(name, other) for other in theirs))
    by_type = {kind: _measures(exact[kind], given[kind], expected[kind], overlapped[kind]) for kind in sorted(expected)}
    return {"all": _measures(exact.total(), given.total(), expected.total(), overlapped.total()), **by_type}


def _measures(right: int, predicted: int, gold: int, overlapped: int) -> dict[str, float]:
    return {
        "gold": gold,
        "P": round(100 * right / max(predicted, 1), 1),
        "R": round(100 * right / max(gold, 1), 1),
        "F1": round(200 * right / max(gold + predicted, 1), 1),
        "overlap_recall": round(100 * overlapped / max(gold, 1), 1),
    }


def _overlap(a: _Typed, b: _Typed) -> bool:
    return b[0] < a[1] and a[0] < b[1] and a[2] == b[2]


def _trimmed(text: str, names: Iterable[Name], fine: bool) -> set[_Typed]:
    """The distinct names of the types that are scored, without article and genitive."""
    found = set()
    for name in names:
        kind = name.type.lower() if fine else COARSE_TYPES.get(name.type.lower())
        if not kind or (fine and kind not in FINE_TYPES):
            continue
        start, end = name.start, name.end
        article = re.match(r"the\s+", text[start:end], re.IGNORECASE)
        if article and article.end() < end - start:
            start += article.end()
        genitive = re.search(r"\s*['’]s$", text[start:end])
        if genitive and genitive.start() > 0:
            end = start + genitive.start()
        found.add((start, end, kind))
    return found
