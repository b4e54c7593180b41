"""Which figures are pinned, how they are measured, and where the floors are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from onrecord.evaluate.kinds import KINDS, evaluate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GOLD = ROOT / "corpus" / "gold" / "august-1991"
ARTICLES = ROOT / "src" / "onrecord" / "sample" / "articles"
FLOORS = HERE / "floors.json"

PINNED: Mapping[str, tuple[str, ...]] = {
    "statements: link F1": ("statements", "link F1"),
    "statements: nested F1": ("statements", "nested", "F1"),
    "statements: kind right": ("statements", "kind right"),
    "statements: speaker right": ("statements", "speaker right"),
    "statements: voice right": ("statements", "voice right"),
    "events: detection F1": ("events", "detection", "2"),
    "events: claims not presented as facts": ("events", "claims not as facts"),
    "events: plain facts kept": ("events", "plain", "kept"),
    "events: innermost voice right": ("events", "matched", "voice innermost"),
    "events: mode right": ("events", "matched", "mode"),
    "figures: detection F1": ("figures", "detection", "F1"),
    "figures: bounds right": ("figures", "bounds", "acc"),
    "dates: value F1": ("dates", "value", "F1"),
    "places: recognition F1": ("places", "recognition", "F1"),
    "places: country right": ("places", "country", "acc"),
    "offices: person and title F1": ("offices", "person-title", "F1"),
    "mentions: chains, mean of MUC, B3 and CEAF-e": ("mentions", "conll"),
    "relations: F1": ("relations", "F1"),
}
"""Name of a pinned figure to its place in the scores of ``onrecord eval record``; every one is better when higher."""


class Floors(msgspec.Struct, frozen=True):
    """The pinned floors and the corpus they were measured on."""

    corpus_sha256: str
    floors: dict[str, float]


def corpus_sha256() -> str:
    """A hash over the gold and the articles it is gold for."""
    digest = hashlib.sha256()
    for path in sorted([*GOLD.glob("*.json"), *ARTICLES.iterdir()]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_floors() -> Floors:
    """The pinned floors."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=Floors)


def measured() -> dict[str, float]:
    """The pinned figures as they are now, rounded to three decimals."""
    (evaluation,) = evaluate(KINDS["record"], GOLD)
    return {name: round(float(at(evaluation.scores, path)), 3) for name, path in PINNED.items()}


def at(scores: Any, path: tuple[str, ...]) -> float:
    """The figure at a path of keys; raises KeyError naming the path."""
    for key in path:
        try:
            scores = scores[int(key)] if isinstance(scores, list | tuple) else scores[key]
        except (KeyError, TypeError):
            raise KeyError(f"no figure at {' > '.join(path)}, but {scores}") from None
    return float(scores)
