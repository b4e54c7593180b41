"""Which figures are pinned, how they are measured, and where the floors are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from onrecord.evaluate.kinds import KINDS, evaluate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = ROOT / "corpus" / "gold"
ARTICLES = ROOT / "src" / "onrecord" / "sample" / "articles"
FLOORS = HERE / "floors.json"


class Gold(NamedTuple):
    """A gold set: kind of ``onrecord eval``, and where it lies below ``corpus/gold``."""

    kind: str
    path: str


class Pin(NamedTuple):
    """A figure: its gold and its place in the scores."""

    gold: Gold
    place: tuple[str, ...]
    share_wrong: bool = False
    """The scores have the share that is wrong; what is pinned is the share that is not."""


SAMPLE = Gold("record", "august-1991")
STATEMENTS = Gold("statements", "statements/gate.jsonl")
EVENTS = Gold("claims", "events/gate.jsonl")
GROUNDING = Gold("grounding", "grounding/gate.jsonl")

PINNED: Mapping[str, Pin] = {
    "statements: link F1": Pin(SAMPLE, ("statements", "link F1")),
    "statements: nested F1": Pin(SAMPLE, ("statements", "nested", "F1")),
    "statements: kind right": Pin(SAMPLE, ("statements", "kind right")),
    "statements: speaker right": Pin(SAMPLE, ("statements", "speaker right")),
    "statements: voice right": Pin(SAMPLE, ("statements", "voice right")),
    "events: detection F1": Pin(SAMPLE, ("events", "detection", "2")),
    "events: claims not presented as facts": Pin(SAMPLE, ("events", "claims not as facts")),
    "events: plain facts kept": Pin(SAMPLE, ("events", "plain", "kept")),
    "events: innermost voice right": Pin(SAMPLE, ("events", "matched", "voice innermost")),
    "events: mode right": Pin(SAMPLE, ("events", "matched", "mode")),
    "figures: detection F1": Pin(SAMPLE, ("figures", "detection", "F1")),
    "figures: bounds right": Pin(SAMPLE, ("figures", "bounds", "acc")),
    "dates: value F1": Pin(SAMPLE, ("dates", "value", "F1")),
    "places: recognition F1": Pin(SAMPLE, ("places", "recognition", "F1")),
    "places: country right": Pin(SAMPLE, ("places", "country", "acc")),
    "offices: person and title F1": Pin(SAMPLE, ("offices", "person-title", "F1")),
    "mentions: chains, mean of MUC, B3 and CEAF-e": Pin(SAMPLE, ("mentions", "conll")),
    "relations: F1": Pin(SAMPLE, ("relations", "F1")),
    "own statements: link F1": Pin(STATEMENTS, ("link F1",)),
    "own statements: nested F1": Pin(STATEMENTS, ("nested", "F1")),
    "own statements: direct quotes right F1": Pin(STATEMENTS, ("direct quotes right F1",)),
    "own statements: kind right": Pin(STATEMENTS, ("kind right",)),
    "own statements: speaker right": Pin(STATEMENTS, ("speaker right",)),
    "own events: detection F1": Pin(EVENTS, ("detection", "2")),
    "own events: claims found": Pin(EVENTS, ("claims", "found")),
    "own events: claims not presented as facts": Pin(EVENTS, ("claims", "as_facts"), share_wrong=True),
    "own events: plain facts kept": Pin(EVENTS, ("plain", "kept")),
    "own events: innermost voice right": Pin(EVENTS, ("matched", "voice innermost")),
    "own events: mode right": Pin(EVENTS, ("matched", "mode")),
    "own grounding: figures right in all F1": Pin(
        GROUNDING, ("figures", "tuple (bounds, comparator, unit, counted)", "F1")
    ),
    "own grounding: date values F1": Pin(GROUNDING, ("dates", "value", "F1")),
    "own grounding: places F1": Pin(GROUNDING, ("places", "recognition", "F1")),
    "own grounding: person and title F1": Pin(GROUNDING, ("offices", "person-title", "F1")),
}
"""Name of a pinned figure to where it is found; every one is better when higher."""


class Floors(msgspec.Struct, frozen=True):
    """The pinned floors and the corpus they were measured on."""

    corpus_sha256: str
    floors: dict[str, float]


def corpus_sha256() -> str:
    """A hash over the pinned gold and the articles of the sample corpus."""
    digest = hashlib.sha256()
    gates = [CORPUS / gold.path for gold in (STATEMENTS, EVENTS, GROUNDING)]
    for path in sorted([*(CORPUS / SAMPLE.path).glob("*.json"), *gates, *ARTICLES.iterdir()]):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_floors() -> Floors:
    """The pinned floors."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=Floors)


def measured() -> dict[str, float]:
    """The pinned figures as they are now, rounded to three decimals."""
    scores = {}
    for gold in dict.fromkeys(pin.gold for pin in PINNED.values()):
        (evaluation,) = evaluate(KINDS[gold.kind], CORPUS / gold.path)
        scores[gold] = evaluation.scores
    return {name: round(_figure(scores[pin.gold], pin), 3) for name, pin in PINNED.items()}


def _figure(scores: Any, pin: Pin) -> float:
    found = at(scores, pin.place)
    return 1 - found if pin.share_wrong else found


def at(scores: Any, path: tuple[str, ...]) -> float:
    """The figure at a path of keys; raises KeyError naming the path."""
    for key in path:
        try:
            scores = scores[int(key)] if isinstance(scores, list | tuple) else scores[key]
        except (KeyError, TypeError):
            raise KeyError(f"no figure at {' > '.join(path)}, but {scores}") from None
    return float(scores)
