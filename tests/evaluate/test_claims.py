from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import claims
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

BORDER = "Norland said Sudria shelled the port. Norland raided a depot. Sudria raided a farm, but may pull back soon."
BLAME = "Norland holds Sudria responsible for the explosion."


def event(anchor: str, kind: str, actor: str = "", recipient: str = "", **others: Any) -> dict[str, Any]:
    plain = {"polarity": "+", "mode": "asserted", "certainty": "certain", "when": "past", "voice": [], "also": []}
    return {"anchor": anchor, "type": kind, "actor": actor, "recipient": recipient, **plain, **others}


RETREAT: Any = {"mode": "predicted", "certainty": "possible", "when": "future"}
GOLD: list[Any] = [
    {
        "id": "border",
        "text": BORDER,
        "tags": ["war"],
        "events": [
            event("shelled", "ASSAULT", "Sudria", "the port", voice=["Norland"]),
            event("Norland raided", "ASSAULT", "Norland", "a depot"),
            event("Sudria raided", "ASSAULT", "Sudria", "a farm"),
            event("pull back", "RETREAT", "Sudria", **RETREAT),
        ],
    },
    {"id": "calm", "text": "Calm.", "tags": ["no_event"], "events": []},
]
TWO_ON_ONE_WORD: list[Any] = [
    {
        "id": "blame",
        "text": BLAME,
        "events": [event("explosion", "ASSAULT"), event("explosion", "ASSAULT", "Sudria", voice=["Norland"])],
    }
]


def guess(words: str, kind: str, **others: Any) -> dict[str, Any]:
    start, end = span_of(BORDER, words)
    return {"start": start, "end": end, "type": kind, **others}


PREDICTIONS: list[Any] = [
    {
        "id": "border",
        "events": [
            guess("shelled", "ASSAULT"),
            guess("raided a depot", "FIGHT", actor=span_of(BORDER, "Norland", 2), voice=[[0, 7]]),
            guess("pull back", "YIELD", actor=[span_of(BORDER, "Sudria"), [0, 3]], **RETREAT),
        ],
    },
    {"id": "calm", "events": [{"start": 0, "end": 4, "type": "AID", "mode": None}]},
    {"id": "nowhere", "events": []},
]


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any], **options: int) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return claims.score(claims.load_gold(gold_path), claims.load_predictions(path), **options)


def test_detection_folds_the_names_of_other_versions(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD, PREDICTIONS)
    assert scores["detection"] == [0.75, 0.75, 0.75]


def test_a_claim_presented_as_a_fact_is_counted(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD, PREDICTIONS)
    assert scores["claims"] == {
        "n": 2,
        "as_facts": 0.5,
        "found": 1,
        "as_facts_of_found": 0.5,
        "as_facts_any_type": 0.5,
    }


def test_a_fact_given_a_voice_is_hedged_and_one_not_found_is_lost(tmp_path: Path) -> None:
    plain = scores_of(tmp_path, GOLD, PREDICTIONS)["plain"]
    assert (plain["lost"], plain["hedged"], plain["kept"]) == (0.5, 0.5, 0)
    assert (plain["facts_predicted"], plain["facts_precision"]) == (2, 0)


def test_attributes_are_compared_on_matched_events(tmp_path: Path) -> None:
    matched = scores_of(tmp_path, GOLD, PREDICTIONS)["matched"]
    assert matched["n"] == 3
    assert matched["mode"] == 1
    assert matched["voice innermost"] == pytest.approx(1 / 3)
    assert matched["voice innermost, given"] == 0
    assert matched["voice chain, two or more"] is None
    assert matched["actor"] == pytest.approx(2 / 3)


def test_predictions_where_nothing_happens_are_false_alarms(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD, PREDICTIONS)
    assert scores["false_alarms_in_items_without_events"] == 1
    assert scores["unknown_ids"] == ["nowhere"]


def test_the_views_break_the_figures_down(tmp_path: Path) -> None:
    views = scores_of(tmp_path, GOLD, PREDICTIONS)["views"]
    assert views["mode"]["predicted"]["n"] == 1
    assert views["voices"]["1"]["as_facts"] == 1
    assert views["tag"]["war"]["n"] == 4


FACT: Any = {"start": 41, "end": 50, "type": "ASSAULT"}
CLAIM: Any = {**FACT, "actor": [14, 20], "voice": [[0, 7]]}


@pytest.mark.parametrize(
    ("events", "as_facts", "kept", "found"),
    [
        ([FACT, CLAIM], 0, 1, 1),
        ([{**FACT, "actor": [14, 20]}], 1, 1, 1),
        ([{**FACT, "actor": [0, 7]}], 0, 1, 0),
        ([FACT], 0, 1, 0),
        ([CLAIM], 0, 0, 1),
        ([], 0, 0, 0),
    ],
)
def test_that_it_happened_is_a_fact_and_who_did_it_a_claim(
    tmp_path: Path, events: list[Any], as_facts: float, kept: float, found: float
) -> None:
    scores = scores_of(tmp_path, TWO_ON_ONE_WORD, [{"id": "blame", "events": events}])
    assert (scores["claims"]["as_facts"], scores["plain"]["kept"], scores["claims"]["found"]) == (as_facts, kept, found)


def test_gold_words_stand_for_every_place_where_they_occur() -> None:
    assert claims.occurrences("Norland and Norlanders met Norland", "Norland") == ((0, 7), (27, 34))
    assert claims.occurrences("the Norlanders", "Norland") == ((4, 11),)


def test_misses_begin_with_claims_taken_for_facts(tmp_path: Path) -> None:
    gold = claims.load_gold(written(tmp_path / "gold.jsonl", GOLD))
    predictions = claims.load_predictions(written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert [miss.what for miss in claims.misses(gold, predictions)] == ["claim as fact", "lost", "hedged"]


def test_an_anchor_that_is_not_in_the_text_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", [{"id": "x", "text": "Calm.", "events": [event("storm", "ASSAULT")]}])
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1: the anchor 'storm' is not in the text"):
        claims.load_gold(path)


@pytest.mark.parametrize(("gold", "predictions"), [(GOLD, PREDICTIONS), (TWO_ON_ONE_WORD, [])])
def test_the_figures_are_the_official_ones(tmp_path: Path, gold: list[Any], predictions: list[Any]) -> None:
    own = scores_of(tmp_path, gold, predictions, bootstrap=30)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("claims", *paths, "--boot", "30")


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a passage with events dropped, doubled, moved, stated as facts or of another type."""
    draw = seeded(seed)
    text, events = item["text"], []

    def spans(words: str) -> list[Any]:
        return [jittered(draw, *span) for span in claims.occurrences(text, words)]

    for each in item["events"]:
        for _ in range(draw.choice((0, 1, 1, 1, 2))):
            start, end = jittered(draw, *claims.occurrences(text, each["anchor"])[0])
            made: dict[str, Any] = {"start": start, "end": end, "type": each["type"]}
            made["actor"] = spans(each["actor"]) or None
            made["recipient"] = (spans(each["recipient"]) or [None])[0]
            if draw.random() < 0.7:
                made |= {name: each[name] for name in claims.ATTRIBUTES}
                made["voice"] = [span for voice in each["voice"] for span in spans(voice)[:1]]
            if draw.random() < 0.2:
                made["type"] = draw.choice(["FIGHT", "yield", "DISAPPROVE", "CONSULT", "NONSENSE"])
            events.append(made)
    return {"id": item["id"], "events": events}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, seed: int) -> None:
    items = sampled_lines(shared_folder() / "data" / "claims" / "dev.jsonl", seeded(seed), 20)
    own = scores_of(tmp_path, items, [spoiled(item, seed) for item in items[1:]], bootstrap=5)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("claims", *paths, "--boot", "5")
