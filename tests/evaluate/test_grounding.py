from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import grounding
from onrecord.evaluate.figures_of_merit import great_circle_km
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

TEXT = (
    "At least 37 miners died near Kyiv on Friday, Governor Ada Obi said; Washington kept silent. Of them 9 are buried."
)


def of(words: str) -> tuple[int, int]:
    return span_of(TEXT, words)


def at(words: str) -> dict[str, int]:
    start, end = of(words)
    return {"start": start, "end": end}


GOLD: Any = {
    "id": "mine",
    "text": TEXT,
    "figures": [
        {
            **at("At least 37 miners"),
            "number_span": of("37"),
            "low": 37,
            "high": None,
            "comparator": "at_least",
            "unit": "",
            "counted_span": of("miners"),
            "voice_span": of("Ada Obi"),
        },
        {
            **at("9"),
            "number_span": of("9"),
            "low": 9,
            "high": 9,
            "comparator": "exact",
            "unit": "",
            "counted_span": of("miners"),
            "voice_span": None,
        },
    ],
    "dates": [{**at("Friday"), "value": "2023-05-12"}],
    "places": [
        {**at("Kyiv"), "country": "UKR", "lat": 50.45, "lon": 30.52, "kind": "city", "place": True},
        {**at("Washington"), "country": "USA", "lat": None, "lon": None, "kind": "other", "place": False},
    ],
    "offices": [{"person_span": of("Ada Obi"), "title_span": of("Governor"), "of_span": None, "status": "current"}],
}


def as_prediction(item: Any) -> dict[str, Any]:
    """The gold of a passage in the form of predictions."""
    names = ("low", "high", "comparator", "unit")
    return {
        "id": item["id"],
        "figures": [
            {
                **dict(zip(("start", "end"), each["number_span"], strict=True)),
                **{name: each[name] for name in names},
                "counted": each["counted_span"],
                "voice": each["voice_span"],
            }
            for each in item["figures"]
        ],
        "dates": [{name: each[name] for name in ("start", "end", "value")} for each in item["dates"]],
        "places": [
            {name: each[name] for name in ("start", "end", "country", "lat", "lon")}
            for each in item["places"]
            if each["place"]
        ],
        "offices": [
            {
                "person": each["person_span"],
                "title": each["title_span"],
                "of": each["of_span"],
                "status": each["status"],
            }
            for each in item["offices"]
        ],
    }


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any]) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return grounding.score(grounding.load_gold(gold_path), grounding.load_predictions(path))


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [as_prediction(GOLD)])
    assert all(figure.get("F1", figure.get("acc")) == 1 for kind in scores.values() for figure in kind.values())


def test_silence_finds_nothing_but_avoids_the_traps(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [])
    assert scores["figures"]["detection"]["F1"] == 0
    assert scores["figures"]["bounds"] == {"acc": None, "right": 0, "of": 0}
    assert scores["places"]["traps avoided"]["acc"] == 1


@pytest.fixture
def wrong_in_part() -> dict[str, Any]:
    prediction = as_prediction(GOLD)
    prediction["figures"][0] |= {"high": 37, **at("At least 37")}
    prediction["figures"][1]["counted"] = None
    prediction["dates"][0]["value"] = "2023-05-12/2023-05-12"
    prediction["places"][0]["lat"] = 48.0
    prediction["places"].append({**at("Washington"), "country": "usa", "lat": 38.9, "lon": -77})
    prediction["offices"][0] |= {"of": [0, 5], "status": "former"}
    return prediction


def test_a_bound_that_is_open_in_gold_is_wrong_when_closed(tmp_path: Path, wrong_in_part: Any) -> None:
    figures = scores_of(tmp_path, [GOLD], [wrong_in_part])["figures"]
    assert figures["detection"]["F1"] == 1
    assert figures["bounds"]["acc"] == 0.5
    assert figures["comparator"]["acc"] == 1
    assert figures["tuple (bounds, comparator, unit, counted)"]["F1"] == 0.5


def test_what_is_counted_may_be_left_out_where_it_stands_elsewhere(tmp_path: Path, wrong_in_part: Any) -> None:
    assert scores_of(tmp_path, [GOLD], [wrong_in_part])["figures"]["counted"]["acc"] == 1


def test_a_day_as_an_interval_is_the_same_value(tmp_path: Path, wrong_in_part: Any) -> None:
    assert scores_of(tmp_path, [GOLD], [wrong_in_part])["dates"]["value"]["F1"] == 1


def test_a_government_named_by_its_capital_is_a_trap(tmp_path: Path, wrong_in_part: Any) -> None:
    places = scores_of(tmp_path, [GOLD], [wrong_in_part])["places"]
    assert places["traps avoided"]["acc"] == 0
    assert places["recognition"]["P"] == 0.5
    assert (places["within 161 km"]["acc"], places["country"]["acc"]) == (0, 1)


def test_an_organisation_that_gold_does_not_name_is_wrong(tmp_path: Path, wrong_in_part: Any) -> None:
    offices = scores_of(tmp_path, [GOLD], [wrong_in_part])["offices"]
    assert offices["person-title"]["F1"] == 1
    assert (offices["of"]["acc"], offices["status"]["acc"]) == (0, 0)


def test_a_doubled_prediction_costs_precision(tmp_path: Path) -> None:
    prediction = as_prediction(GOLD)
    prediction["figures"] *= 2
    assert scores_of(tmp_path, [GOLD], [prediction])["figures"]["detection"]["P"] == 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022", "2022-01-01/2022-12-31"),
        ("2022", "2022-01/2022-12"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("P2W", "P14D"),
        ("P1Y", "P12M"),
        ("PT24H", "P1D"),
    ],
)
def test_values_of_the_same_extent_are_the_same(one: str, other: str) -> None:
    assert grounding.normal_value(one) == grounding.normal_value(other)


def test_values_of_another_extent_are_not_the_same() -> None:
    assert grounding.normal_value("P30D") != grounding.normal_value("P1M")
    assert grounding.normal_value("2022") != grounding.normal_value("2021")
    assert grounding.normal_value("2023-12")[2:] == (dt.date(2023, 12, 31),)
    assert grounding.normal_value("P") == ("other", "P")
    assert grounding.normal_value("2023-02-30") == ("other", "2023-02-30")
    assert grounding.normal_value(None) == ("other", "")


def test_bounds_are_the_same_within_half_a_per_cent() -> None:
    assert grounding.same_bound(66.67, 66.6667)
    assert grounding.same_bound(0, 0)
    assert grounding.same_bound(None, None)
    assert not grounding.same_bound(37, 38)
    assert not grounding.same_bound(0, None)
    assert not grounding.same_bound(200000, 202000)


def test_paris_and_london_are_343_km_apart() -> None:
    assert great_circle_km(48.857, 2.352, 51.507, -0.128) == pytest.approx(343.5, abs=1)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('\n{"id": "x", "figures": []}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2: Object missing required field `dates`"):
        grounding.load_gold(path)


def test_the_figures_are_the_official_ones(tmp_path: Path, wrong_in_part: Any) -> None:
    own = scores_of(tmp_path, [GOLD], [wrong_in_part])
    assert as_json(own) == official_figures("grounding", tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl")


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a passage with records dropped, moved and changed."""
    draw = seeded(seed)
    prediction = as_prediction(item)

    def moved(span: Any) -> Any:
        return jittered(draw, *span) if span and draw.random() < 0.9 else None

    for each in (*prediction["figures"], *prediction["dates"], *prediction["places"]):
        each["start"], each["end"] = jittered(draw, each["start"], each["end"])
    for figure in prediction["figures"]:
        figure |= {"counted": moved(figure["counted"]), "voice": moved(figure["voice"])}
        figure["unit"] = draw.choice([figure["unit"], figure["unit"], "%", "Years", None])
        figure["low"] = draw.choice([figure["low"], figure["low"], None, 12])
        figure["comparator"] = draw.choice([figure["comparator"], figure["comparator"], "approx"])
    for date in prediction["dates"]:
        date["value"] = draw.choice([date["value"], date["value"] + "/" + date["value"], "P1Y", "2020-13", None])
    for place in prediction["places"]:
        place["country"] = draw.choice([place["country"].lower(), place["country"], None, "FRA"])
        if place["lat"] is not None:
            place["lat"] += draw.choice([0, 0.5, 2])
    for trap in item["places"]:
        if not trap["place"] and draw.random() < 0.5:
            prediction["places"].append({"start": trap["start"], "end": trap["end"]})
    for office in prediction["offices"]:
        office |= {name: moved(office[name]) for name in ("person", "title", "of")}
    for kind in ("figures", "dates", "places", "offices"):
        prediction[kind] = [each for each in prediction[kind] if draw.random() < 0.85]
    return prediction


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, seed: int) -> None:
    items = sampled_lines(shared_folder() / "data" / "grounding" / "dev.jsonl", seeded(seed), 20)
    own = scores_of(tmp_path, items, [spoiled(item, seed) for item in items[1:]])
    assert as_json(own) == official_figures("grounding", tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl")
