from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import names
from tests.evaluate.official import (
    as_json,
    jittered,
    official_figures,
    sampled_lines,
    seeded,
    shared_folder,
    span_of,
    written,
)

TEXT = "Ada Obi of the Reform League won Lagos ' s seat in the Delta election ; Obi 's rival left the Congress ."


def named(words: str, kind: str, occurrence: int = 1) -> dict[str, Any]:
    start, end = span_of(TEXT, words, occurrence)
    return {"start": start, "end": end, "type": kind}


GOLD: Any = {
    "id": "seat",
    "text": TEXT,
    "entities": [
        named("Ada Obi", "politician"),
        named("Reform League", "politicalparty"),
        named("Lagos", "location"),
        named("Delta election", "election"),
        named("Obi", "politician", 2),
        named("the Congress", "organisation"),
    ],
}
PREDICTION: Any = {
    "id": "seat",
    "entities": [
        named("Obi", "PER"),
        named("the Reform League", "organization"),
        named("Lagos", "LOC"),
        named("Delta election", "event"),
        named("Obi 's", "PER"),
        named("Obi 's", "PER"),
        named("Congress", "PER"),
    ],
}


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any], **options: bool) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return names.score(names.load_gold(gold_path), names.load_predictions(path), **options)


def test_the_article_and_the_genitive_do_not_matter(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["ORG"] == {"gold": 2, "P": 100.0, "R": 50.0, "F1": 66.7, "overlap_recall": 50.0}
    assert scores["PER"] == {"gold": 2, "P": 33.3, "R": 50.0, "F1": 40.0, "overlap_recall": 100.0}


def test_events_and_elections_are_not_scored(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["all"] == {"gold": 5, "P": 60.0, "R": 60.0, "F1": 60.0, "overlap_recall": 80.0}


def test_the_nine_types_may_be_asked_for(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [GOLD], fine=True)
    assert set(scores) == {"all", "politician", "politicalparty", "location", "election", "organisation"}
    assert scores["all"]["F1"] == 100


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", [{"id": "x", "entities": [{"start": 0, "end": 3}]}])
    with pytest.raises(InputError, match=r"predictions\.jsonl, line 1: .*`type`"):
        names.load_predictions(path)


@pytest.mark.parametrize("fine", [False, True])
def test_the_figures_are_the_official_ones(tmp_path: Path, fine: bool) -> None:
    own = scores_of(tmp_path, [GOLD], [PREDICTION], fine=fine)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("names", *paths, *(["--fine"] if fine else []))


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a text with names dropped, moved, and of another type."""
    draw = seeded(seed)
    made = []
    for each in item["entities"]:
        start, end = jittered(draw, each["start"], each["end"])
        kind = draw.choice([each["type"], each["type"], "PER", "gpe", "politician", "nonsense"])
        made.append({"start": start, "end": end, "type": kind})
    return {"id": item["id"], "entities": [each for each in made if draw.random() < 0.85]}


@pytest.mark.parametrize("fine", [False, True])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, fine: bool) -> None:
    path = shared_folder() / "data" / "entities" / "crossner_politics" / "dev.jsonl"
    items = sampled_lines(path, seeded(8), 60)
    own = scores_of(tmp_path, items, [spoiled(item, 8) for item in items[1:]], fine=fine)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("names", *paths, *(["--fine"] if fine else []))
