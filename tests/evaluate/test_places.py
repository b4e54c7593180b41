from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import places
from onrecord.evaluate.geonames_countries import country_of_geonames_id
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

TEXT = "From Lyon the ferry went to Oslo, then Norway held it at Little Bay, near the French church in Lagos."


def named(words: str, **others: Any) -> dict[str, Any]:
    start, end = span_of(TEXT, words)
    return {"start": start, "end": end, "text": words, **others}


NOWHERE: Any = {"geonameid": None, "lat": None, "lon": None, "country": None}
GOLD: Any = {
    "id": "ferry",
    "text": TEXT,
    "places": [
        named("Lyon", geonameid=2996944, lat=45.75, lon=4.85, country="FR", kind="place"),
        named("Oslo", geonameid=3143244, lat=59.91, lon=10.75, country="NO", kind="place"),
        named("Norway", geonameid=3144096, lat=62.0, lon=10.0, country="NO", kind="country"),
        named("Little Bay", **NOWHERE),
        named("French", geonameid=3017382, lat=46.0, lon=2.0, country="FR", kind="country", optional=True),
        named("Lagos", geonameid=None, lat=6.45, lon=3.39, country="NG"),
    ],
}
PREDICTION: Any = {
    "id": "ferry",
    "places": [
        named("Lyon", geonameid="2996944", lat=None, lon=None, country=None),
        named("to Oslo", geonameid=None, lat=60.0, lon=10.7, country="NO"),
        named("Norway", geonameid=None, lat=-54.4, lon=3.4, country="no", kind="country"),
        named("Little Bay", geonameid=None, lat=1.0, lon=1.0, country="NO"),
        named("French", **NOWHERE),
        named("Lagos", geonameid=None, lat=37.1, lon=-8.67, country="PT"),
        named("church", **NOWHERE),
    ],
}


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any], **options: bool) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return places.score(places.load_gold(gold_path), places.load_predictions(path), **options)


def test_recognition_is_by_overlap_and_leaves_out_optional_places(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert (scores["gold"], scores["predicted"]) == (5, 6)
    assert scores["recognition"] == {"P": 83.3, "R": 100.0, "F1": 90.9}
    assert scores["exact_span"]["R"] == 80.0


def test_the_same_id_and_the_same_country_are_no_error(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["accuracy161"] == 75.0
    assert scores["by_kind"] == {"place": [100.0, 2], "country": [100.0, 1], "other": [0.0, 1]}
    assert scores["same_geonameid"] == 33.3


def test_lagos_in_portugal_is_far_from_lagos_in_nigeria(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["located"] == 4
    assert scores["mean_km"] == pytest.approx(900, abs=100)


def test_end_to_end_leaves_out_what_cannot_be_checked(tmp_path: Path) -> None:
    # Seven predictions less "Little Bay", which gold does not locate, and the optional "French".
    assert scores_of(tmp_path, [GOLD], [PREDICTION])["end_to_end"] == {"P": 60.0, "R": 75.0, "F1": 66.7}


def test_gold_without_an_id_may_be_left_out(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION], only_with_id=True)
    assert (scores["with_coordinates"], scores["accuracy161"]) == (3, 100.0)


def test_countries_are_known_by_their_geonames_id() -> None:
    assert len(country_of_geonames_id()) == 252
    assert places.country_named(places.Place(0, 1, geonameid=3144096)) == "NO"
    assert places.country_named(places.Place(0, 1, country="no", kind="country")) == "NO"
    assert places.country_named(places.Place(0, 1, country="NO")) is None


def test_misses_say_how_far_off(tmp_path: Path) -> None:
    gold = places.load_gold(written(tmp_path / "gold.jsonl", [GOLD]))
    silent = places.misses(gold, [])
    assert [miss.what for miss in silent] == ["not found"] * 4
    path = written(tmp_path / "predictions.jsonl", [PREDICTION])
    (miss,) = places.misses(gold, places.load_predictions(path))
    assert miss.what.endswith("km off")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", [{"id": "x", "text": "Oslo", "places": [{"start": 0, "lat": "north"}]}])
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1: .*A line looks like"):
        places.load_gold(path)


@pytest.mark.parametrize("options", [{}, {"only_with_id": True}])
def test_the_figures_are_the_official_ones(tmp_path: Path, options: dict[str, bool]) -> None:
    own = scores_of(tmp_path, [GOLD], [PREDICTION], **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("places", *paths, *(["--with-id"] if options else []))


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a text with places dropped, doubled, moved, located elsewhere or nowhere."""
    draw = seeded(seed)
    made = []
    for each in item["places"]:
        for _ in range(draw.choice((0, 1, 1, 1, 2))):
            start, end = jittered(draw, each["start"], each["end"])
            place = {name: each.get(name) for name in ("geonameid", "lat", "lon", "country", "kind")}
            if place["lat"] is not None:
                place["lat"] = max(-90, place["lat"] - draw.choice([0, 1, 3, 30]))
            place["geonameid"] = draw.choice([place["geonameid"], None, 3144096])
            if draw.random() < 0.2:
                place |= {"lat": None, "lon": None}
            made.append({"start": start, "end": end, **place})
    draw.shuffle(made)
    return {"id": item["id"], "places": made}


@pytest.mark.parametrize("collection", ["lgl", "geovirus"])
@pytest.mark.parametrize("options", [{}, {"only_with_id": True}])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, collection: str, options: dict[str, bool]) -> None:
    items = sampled_lines(shared_folder() / "data" / "places" / f"{collection}.jsonl", seeded(5), 20)
    for item in items:
        for place in item["places"][::7]:
            place["optional"] = True
    own = scores_of(tmp_path, items, [spoiled(item, 5) for item in items[1:]], **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    assert as_json(own) == official_figures("places", *paths, *(["--with-id"] if options else []))
