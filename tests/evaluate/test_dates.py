from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import dates
from onrecord.evaluate.timeml import as_timeml
from onrecord.schema import Date, Span
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

TEXT = 'The strike began "last Monday," lasted two weeks and ended at midnight on 7 May 2021. Another is due some day.'


def found(words: str, kind: str, value: str | None, **others: Any) -> dict[str, Any]:
    start, end = span_of(TEXT, words)
    return {"start": start, "end": end, "type": kind, "value": value, **others}


GOLD: Any = {
    "id": "strike",
    "published": "2021-05-12T09:30:00",
    "text": TEXT,
    "timex": [
        found("last Monday", "DATE", "2021-05-10", other_values=["2021-05-03"]),
        found("two weeks", "DURATION", "P2W"),
        found("midnight on 7 May 2021", "TIME", "2021-05-07T24:00"),
        found("some day", "DATE", None),
    ],
}
PREDICTION: Any = {
    "id": "strike",
    "timex": [
        found('"last Monday,"', "DATE", "2021-05-03"),
        found("weeks", "DURATION", "P1W"),
        found("midnight", "TIME", "T24:00"),
        found("on 7 May 2021", "DATE", "2021-05-07"),
        found("some day", "DATE", "2021"),
    ],
}


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any]) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return dates.score(dates.load_gold(gold_path), dates.load_predictions(path))


def test_quotes_and_commas_at_the_edge_do_not_matter(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["strict"] == {"P": 40.0, "R": 50.0, "F1": 44.4}


def test_an_expression_takes_the_prediction_that_overlaps_it_most(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert scores["relaxed"] == {"P": 80.0, "R": 100.0, "F1": 88.9}
    assert scores["type"]["R"] == 75.0


def test_any_accepted_value_is_right_and_an_unknown_one_is_not_scored(tmp_path: Path) -> None:
    # Midnight at the end of 7 May is written as that day; the value of "some day" is open.
    assert scores_of(tmp_path, [GOLD], [PREDICTION])["value"] == {"P": 50.0, "R": 66.7, "F1": 57.1}


def test_days_are_compared_whatever_the_time(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [GOLD], [PREDICTION])
    assert (scores["day_accuracy"], scores["day_gold"]) == (100.0, 2)
    assert (scores["weekday_accuracy"], scores["weekday_gold"]) == (100.0, 1)


def test_the_weekday_rule_looks_back_from_the_day_of_publication(tmp_path: Path) -> None:
    gold = dates.load_gold(written(tmp_path / "gold.jsonl", [GOLD]))
    assert dates.weekday_rule(gold) == {"weekday_gold": 1, "rule_accuracy": 100.0}


def test_misses_are_wrong_values_missed_and_spurious_expressions(tmp_path: Path) -> None:
    gold = dates.load_gold(written(tmp_path / "gold.jsonl", [GOLD]))
    path = written(tmp_path / "predictions.jsonl", [PREDICTION])
    misses = dates.misses(gold, dates.load_predictions(path))
    assert [(miss.what, miss.predicted) for miss in misses] == [
        ("value", "weeks (DURATION P1W)"),
        ("spurious", "midnight (TIME T24:00)"),
    ]


def test_nothing_found_in_nothing(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, [], [])
    assert scores["value"]["F1"] == 0
    assert scores["day_accuracy"] is None


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", [{"id": "x", "timex": [{"start": "0", "end": 1}]}])
    with pytest.raises(InputError, match=r"predictions\.jsonl, line 1: Expected `int`.*`\$\.timex\[0\]\.start`"):
        dates.load_predictions(path)


def test_the_figures_are_the_official_ones(tmp_path: Path) -> None:
    own = scores_of(tmp_path, [GOLD], [PREDICTION, {"id": "elsewhere", "timex": []}])
    assert as_json(own) == official_figures("dates", tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl")


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The gold of a text with expressions dropped, doubled, moved, of another type or value."""
    draw = seeded(seed)
    made = []
    for each in item["timex"]:
        for _ in range(draw.choice((0, 1, 1, 1, 2))):
            start, end = jittered(draw, each["start"], each["end"])
            value = draw.choice([each["value"], each["value"], "2020-01-01", None, *(each.get("other_values") or [])])
            kind = draw.choice([each["type"], each["type"], "SET", None])
            made.append({"start": start, "end": end, "type": kind, "value": value})
    draw.shuffle(made)
    return {"id": item["id"], "timex": made}


@pytest.mark.parametrize("collection", ["timebank", "aquaint", "meantime", "gum_talk", "recognizers"])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, collection: str) -> None:
    path = shared_folder() / "data" / "time" / f"{collection}.jsonl"
    items = sampled_lines(path, seeded(3), 80 if collection == "recognizers" else 15)
    own = scores_of(tmp_path, items, [spoiled(item, 3) for item in items[1:]])
    assert as_json(own) == official_figures("dates", tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl")


def test_the_weekday_rule_has_the_official_figure() -> None:
    path = shared_folder() / "data" / "time" / "timebank.jsonl"
    assert as_json(dates.weekday_rule(dates.load_gold(path))) == official_figures("dates", path, "--rule")


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [("three days after", "three days", "P3D"), ("a few weeks later", "a few weeks", "PXW")],
)
def test_a_count_from_an_event_is_a_duration_without_its_link_in_timeml(text: str, words: str, value: str) -> None:
    date = Date(
        id="d", article="a", spans=(Span(0, len(text), None, None, text),), voice=(), statement=None, confidence=1.0,
        stage="dates", stage_version="1", type="DATE", value="2021-05-10", rule="days counted",
    )  # fmt: skip
    found = as_timeml(date, text)
    assert (text[found.start : found.end], found.type, found.value) == (words, "DURATION", value)
