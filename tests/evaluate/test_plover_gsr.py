from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import plover_gsr
from tests.evaluate.official import as_json, official_figures, seeded, shared_folder, written

GOLD: list[Any] = [
    {"id": "0", "event": "DOCUMENT", "eventText": "about the file"},
    {"id": "1", "event": "AGREE", "source": [{"code": "HUN"}, {"code": "ROU"}], "target": "nobody"},
    {"id": "2", "event": "INVESTIGATE", "source": [{"code": "USA"}], "target": [{"code": "IGO"}]},
    {"id": "3", "event": "FIGHT", "source": [{"code": "RUS"}], "target": [{"code": "UKR"}]},
    {"id": "4", "event": "CONSULT", "source": [{"code": "JAP"}], "target": [{"code": "IGO"}, {"sector": "GOV"}]},
    {"id": "4", "event": "DEMAND", "source": [{"code": "ITL"}], "target": [{"code": "FRA"}]},
]


def does(kind: str, actors: list[str], recipients: list[str], **others: str) -> dict[str, Any]:
    return {"type": kind, "actor_countries": actors, "recipient_countries": recipients, **others}


PREDICTIONS: list[Any] = [
    {"id": "1", "events": [does("AGREE", ["HUN", "ROU"], [])]},
    {"id": "2", "events": [does("ACCUSE", ["USAGOV"], ["IGOUNO"])]},
    {"id": "3", "events": [does("ASSAULT", ["RUS"], ["UKR"]), does("THREATEN", ["RUS"], [])]},
    {"id": "4", "events": [does("CONSULT", ["jpn"], ["IGO"])]},
    {"id": "4#2", "events": [does("REQUEST", ["ITA"], ["FRA"]), {"type": "REQUEST"}]},
    {"id": "5", "events": None},
]


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


def scores_of(gold_file: Path, predictions: Path, *, alias: bool = False) -> Any:
    return plover_gsr.score(plover_gsr.load_gold(gold_file), plover_gsr.load_predictions(predictions), alias=alias)


def test_an_accusation_is_no_investigation_in_the_names_of_2016(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS))
    assert (scores["2016"]["category_hits"], scores["2016"]["predicted_categories"]) == (4, 6)
    assert scores["2021"]["category_hits"] == 5


def test_an_investigation_is_told_by_its_mode(gold_file: Path, tmp_path: Path) -> None:
    investigation = {"id": "2", "events": [does("ACCUSE", ["USA"], ["IGO"], mode="investigate")]}
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", [investigation]))
    assert scores["2016"]["all_three"] == 1


def test_several_actors_without_a_recipient_act_on_each_other(gold_file: Path, tmp_path: Path) -> None:
    scores = scores_of(gold_file, written(tmp_path / "predictions.jsonl", PREDICTIONS[:1]))
    assert scores["2016"]["per_class"]["AGREE"] == [1, 1, 1]


def test_odd_country_codes_of_the_gold_have_aliases(gold_file: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    assert scores_of(gold_file, path)["2021"]["all_three"] == 3
    assert scores_of(gold_file, path, alias=True)["2021+alias"]["all_three"] == 5


def test_the_second_record_of_an_id_has_a_prediction_of_its_own(gold_file: Path, tmp_path: Path) -> None:
    own = written(tmp_path / "own.jsonl", PREDICTIONS)
    shared = written(tmp_path / "shared.jsonl", PREDICTIONS[:4])
    assert scores_of(gold_file, own)["2021"]["per_class"]["REQUEST"] == [1, 1, 0]
    assert scores_of(gold_file, shared)["2021"]["per_class"]["REQUEST"] == [1, 0, 0]


def test_the_document_record_is_passed_over(gold_file: Path) -> None:
    assert len(plover_gsr.load_gold(gold_file)) == 5


def test_a_gold_file_that_is_no_list_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.json", [GOLD[1]])
    with pytest.raises(InputError, match=r"gold\.json: Expected `array`"):
        plover_gsr.load_gold(path)


def test_the_figures_are_the_official_ones(gold_file: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", PREDICTIONS)
    own = as_json(scores_of(gold_file, path, alias=True))
    assert list(own.values()) == official_figures("plover_gsr", path, "--gold", gold_file, "--alias")


def test_spoiled_gold_has_the_official_figures(tmp_path: Path) -> None:
    path = shared_folder() / "data" / "plover" / "PLOVER_GSR_CAMEO.txt"
    draw = seeded(6)
    kinds = ["ACCUSE", "ASSAULT", "request", "APPEAL", "DISAPPROVE"]
    predictions = []
    for record in plover_gsr.load_gold(path):
        events = []
        for _ in range(draw.choice((0, 1, 1, 2))):
            source, target = (
                [party.code for party in side or () if isinstance(party, plover_gsr.Party)]
                for side in (record.source, record.target)
            )
            kind = record.event if draw.random() < 0.7 else draw.choice(kinds)
            actors = [*source[: draw.randint(0, 2)], *draw.choice([[], ["JPN"], ["USAMIL"]])]
            events.append(
                does(kind, actors, target if draw.random() < 0.7 else [], mode=draw.choice(["", "investigate"]))
            )
        predictions.append({"id": record.id + draw.choice(["", "", "", "#2"]), "events": events})
    prediction_path = written(tmp_path / "predictions.jsonl", predictions)
    own = as_json(scores_of(path, prediction_path, alias=True))
    assert list(own.values()) == official_figures("plover_gsr", prediction_path, "--gold", path, "--alias")
