from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import coreference
from onrecord.evaluate.coreference_chains import Fractions, measure_chains, pair_mentions
from tests.evaluate.official import (
    as_json,
    official_figures,
    sampled_lines,
    seeded,
    shared_folder,
    span_of,
    written,
)

TEXT = (
    "President Amara Obi met Tomas Lind in Lagos. Obi said she would sign; Mr. Lind left the hall. "
    "His wife Eva Lind stayed, and Lind's party, the Greens, were glad. They cheered him."
)


def spans(*words: str | tuple[str, int]) -> list[tuple[int, int]]:
    return [span_of(TEXT, each) if isinstance(each, str) else span_of(TEXT, *each) for each in words]


GOLD: Any = {
    "id": "hall",
    "text": TEXT,
    "clusters": [
        {
            "type": "person",
            "mentions": spans("President Amara Obi", ("Obi", 2), "she"),
            "heads": spans("Amara Obi", ("Obi", 2), "she"),
        },
        {
            "type": "person",
            "mentions": spans("Tomas Lind", "Mr. Lind", "His", "Lind's", "him"),
            "heads": spans("Tomas Lind", ("Lind", 2), "His", ("Lind", 4), "him"),
        },
        {"type": "person", "mentions": spans("His wife Eva Lind"), "heads": spans("Eva Lind")},
        {"type": "organization", "mentions": spans("the Greens", "They"), "heads": spans("Greens", "They")},
        {"type": "place", "mentions": spans("Lagos", "the hall")},
    ],
}
PREDICTION: Any = {
    "id": "hall",
    "clusters": [
        {"mentions": spans("Amara Obi", ("Obi", 2), "she", "Eva Lind"), "type": None},
        {"mentions": spans("Tomas Lind", "Lind's party", "His", "him"), "type": "person"},
        {"mentions": spans(("Lind", 2), "They")},
        {"mentions": spans("Lagos", "the hall")},
        {"mentions": spans("the Greens", "Lagos"), "type": "event"},
    ],
}


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any], **options: bool) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return coreference.score(coreference.load_gold(gold_path), coreference.load_predictions(path), **options)


def test_a_pronoun_is_right_in_the_cluster_of_its_person(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert (scores["pronouns"], scores["pronoun_accuracy"]) == (3, 100.0)


def test_a_surname_alone_is_asked_for_after_the_full_name(tmp_path: Path) -> None:
    # "Obi" and, of Tomas Lind, "Mr. Lind" and "Lind's"; Eva Lind makes the last two ambiguous.
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert (scores["surnames"], scores["ambiguous"]) == (3, 2)
    assert (scores["surname_accuracy"], scores["surname_ambiguous"]) == (66.7, 50.0)


def test_a_president_with_surname_and_pronoun() -> None:
    text = "President Nadia Brandt spoke. Brandt said she left."
    mentions = (span_of(text, "President Nadia Brandt"),)
    later = (span_of(text, "Brandt", 2), span_of(text, "she"))
    head = span_of(text, "Nadia Brandt")
    gold = coreference.GoldText(
        "x",
        text,
        (coreference.GoldCluster("person", (*mentions, *later), (head, *later)),),
    )
    found = coreference.TextPrediction("x", (coreference.Cluster((head, *later)),))
    scores = coreference.score([gold], [found])
    assert (scores["pronouns"], scores["pronoun_accuracy"], scores["pronoun_nearest"]) == (1, 100, 100)
    assert (scores["surnames"], scores["surname_accuracy"]) == (1, 100)


def test_merging_everyone_does_not_help_the_nearest_antecedent(tmp_path: Path) -> None:
    everyone = spans("Amara Obi", "Tomas Lind", ("Obi", 2), "she", ("Lind", 2), "His", "Eva Lind", "him")
    scores = scores_of(tmp_path, [GOLD], [{"id": "hall", "clusters": [{"mentions": everyone}]}])
    assert scores["pronoun_accuracy"] == 100.0
    assert scores["pronoun_nearest"] == 66.7


def test_the_worked_example_of_the_reference_implementation() -> None:
    """Pradhan et al. 2014: gold {abc}{defg}, predicted {ab}{cd}{fghi}."""
    gold: list[Set[str]] = [set("abc"), set("defg")]
    scores = measure_chains(gold, [set("ab"), set("cd"), set("fghi")])
    assert scores["muc"] == Fractions(2, 5, 2, 5)
    b3, ceafe = scores["b3"], scores["ceafe"]
    assert round(b3.recall_part / b3.recall_whole, 2) == 0.42
    assert round(b3.precision_part / b3.precision_whole, 2) == 0.5
    assert round(ceafe.recall_part / ceafe.recall_whole, 2) == 0.65
    assert round(ceafe.precision_part / ceafe.precision_whole, 2) == 0.43


def test_a_mention_without_its_modifiers_is_the_mention_if_it_covers_the_head() -> None:
    heads = {(0, 19): (10, 19), (30, 40): (34, 40)}
    assert pair_mentions(heads, [(10, 19), (30, 33), (12, 19)]) == {(10, 19): (0, 19)}
    assert pair_mentions(heads, [(10, 19), (30, 40)], exact=True) == {(30, 40): (30, 40)}


def test_misses_show_what_was_meant(tmp_path: Path) -> None:
    gold = coreference.load_gold(written(tmp_path / "gold.jsonl", [GOLD]))
    path = written(tmp_path / "predictions.jsonl", [PREDICTION])
    (miss,) = coreference.misses(gold, coreference.load_predictions(path))
    assert miss.what == "surname"
    assert (miss.gold or "").startswith("Tomas Lind: ")
    assert miss.predicted == "Lind | They"


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", [{"id": "x", "clusters": [{"mentions": [[1, 2, 3]]}]}])
    with pytest.raises(InputError, match=r"predictions\.jsonl, line 1: .*length 2"):
        coreference.load_predictions(path)


OPTIONS: list[tuple[dict[str, bool], list[str]]] = [
    ({}, []),
    ({"exact": True}, ["--match", "exact"]),
    ({"singletons": True}, ["--singletons"]),
]


@pytest.mark.parametrize(("options", "arguments"), OPTIONS)
def test_the_figures_are_the_official_ones(tmp_path: Path, options: dict[str, bool], arguments: list[str]) -> None:
    own = scores_of(tmp_path, [GOLD], [PREDICTION], **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("coreference", *paths, *arguments)


def test_no_texts_have_the_official_figures(tmp_path: Path) -> None:
    own = scores_of(tmp_path, [], [])
    assert as_json(own) == official_figures("coreference", tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl")


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a text with clusters split, merged and untyped, and mentions dropped or cut to their heads."""
    draw = seeded(seed)
    clusters: list[dict[str, Any]] = []
    for each in item["clusters"]:
        pairs = zip(each["mentions"], each["heads"], strict=True)
        mentions = [mention if draw.random() < 0.6 else head for mention, head in pairs if draw.random() < 0.85]
        cut = draw.choice([0, 0, 0, len(mentions) // 2])
        kind = draw.choice([each["type"], each["type"], None])
        clusters += [{"type": kind, "mentions": part} for part in (mentions[:cut], mentions[cut:]) if part]
    for _ in range(6):
        if len(clusters) > 8:
            taken = clusters.pop(draw.randrange(len(clusters)))
            draw.choice(clusters)["mentions"] += taken["mentions"]
    return {"id": item["id"], "clusters": clusters}


@pytest.mark.parametrize(("options", "arguments"), OPTIONS)
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, options: dict[str, bool], arguments: list[str]) -> None:
    items = sampled_lines(shared_folder() / "data" / "entities" / "gum.jsonl", seeded(9), 12)
    own = scores_of(tmp_path, items, [spoiled(item, 9) for item in items[1:]], **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("coreference", *paths, *arguments)
