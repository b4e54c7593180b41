from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import muc
from onrecord.evaluate.muc_notation import Alternative, Fill, fill_of_line
from onrecord.evaluate.muc_values import date_credit, days, location_credit, number_credit, string_credit
from tests.evaluate.official import (
    as_json,
    official_figures,
    sampled_lines,
    seeded,
    shared_folder,
    written,
)

GOLD: list[Any] = [
    {
        "id": "D",
        "text": "",
        "templates": [
            {
                "MESSAGE: TEMPLATE": ["1"],
                "INCIDENT: TYPE": ["BOMBING"],
                "INCIDENT: DATE": ["05 JAN 90"],
                "PERP: ORGANIZATION ID": ['"FMLN"'],
                "PERP: ORGANIZATION CONFIDENCE": ['REPORTED AS FACT: "FMLN"'],
                "HUM TGT: DESCRIPTION": ['"FARM HANDS"', '? "CHILD"'],
                "HUM TGT: NUMBER": ['50: "FARM HANDS"'],
            },
            {"MESSAGE: TEMPLATE": ["2 (OPTIONAL)"], "INCIDENT: TYPE": ["ATTACK"], "PERP: INDIVIDUAL ID": ['"SNIPER"']},
        ],
    },
    {
        "id": "E",
        "text": "",
        "templates": [
            {
                "MESSAGE: TEMPLATE": ["1"],
                "INCIDENT: TYPE": ["KIDNAPPING / ATTACK"],
                "INCIDENT: LOCATION": ["PERU: CUZCO (DEPARTMENT): URCOS (TOWN)"],
                "PHYS TGT: ID": ['"THE TOWN\'S BANK" / "BANK"'],
                "PHYS TGT: EFFECT OF INCIDENT": ['SOME DAMAGE: "THE TOWN\'S BANK" / "BANK"'],
                "HUM TGT: NAME": ['"ROSA DIAZ"'],
                "HUM TGT: DESCRIPTION": ['"TELLER": "ROSA DIAZ"'],
                "HUM TGT: EFFECT OF INCIDENT": ['NO INJURY OR DEATH: "ROSA DIAZ"'],
                "PERP: ORGANIZATION ID": ['"SHINING PATH"'],
                "PERP: ORGANIZATION CONFIDENCE": [
                    'POSSIBLE / SUSPECTED OR ACCUSED BY AUTHORITIES: "SHINING PATH" / "SL"'
                ],
            }
        ],
    },
    {"id": "F", "text": "", "templates": None},
]
PREDICTIONS: list[Any] = [
    {
        "id": "D",
        "templates": [
            {
                "incident_type": "ATTACK",
                "date": "1990-01-05",
                "perp_org": ["FMLN"],
                "perp_org_confidence": [["SUSPECTED OR ACCUSED", "FMLN"]],
                "victims": [{"description": "50 FARM HANDS", "number": 50}],
            }
        ],
    },
    {
        "id": "E",
        "templates": [
            {
                "incident_type": "ATTACK",
                "location": "PERU: CUZCO (DEPARTMENT)",
                "targets": [{"id": "BANK", "effect": "DESTROYED", "number": ["1", None]}, "SCHOOL"],
                "victims": [{"name": ["DIAZ", "R. DIAZ"], "description": ["A TELLER"], "effect": "NO INJURY"}, "MAYOR"],
                "perp_org": "SL",
                "perp_org_confidence": [["SUSPECTED OR ACCUSED", "SL"], "POSSIBLE"],
                "instrument_type": [["GUN", None]],
            },
            {"INCIDENT: TYPE": ["ROBBERY"], "HUM TGT: NAME": ['"A. NOBODY"'], "PERP: INDIVIDUAL ID": ["-"]},
        ],
    },
    {"id": "F", "templates": [{"incident_type": "ARSON"}]},
]


def scores_of(tmp_path: Path, gold: list[Any], predictions: list[Any], **options: bool) -> Any:
    gold_path = written(tmp_path / "gold.jsonl", gold)
    path = written(tmp_path / "predictions.jsonl", predictions)
    return muc.score(muc.load_gold(gold_path), muc.load_predictions(path), **options)


def with_all_tallies(official: Any) -> Any:
    """The official figures, which leave a tally out that never came up, with those as 0."""
    none = dict.fromkeys(muc.TALLIES, 0)
    slots = {slot: none | figures for slot, figures in official["slots"].items()}
    return {**official, "slots": slots, "total": none | official["total"]}


def test_a_more_general_type_and_a_milder_confidence_earn_half(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD[:1], PREDICTIONS[:1])
    assert (scores["total"]["POS"], scores["total"]["COR"], scores["total"]["PAR"]) == (6, 4, 1)
    assert scores["slots"]["perp-org-conf"]["INC"] == 1
    assert scores["slots"]["inc-type"]["F"] == 0.5


def test_optional_templates_and_fills_are_not_missed(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD[:1], PREDICTIONS[:1])
    assert scores["templates"] == {"POS": 1, "ACT": 1, "COR": 1, "SPU": 0, "MIS": 0}
    assert scores["slots"]["hum-tgt-desc"]["MIS"] == 0


def test_optional_fills_that_are_found_are_right(tmp_path: Path) -> None:
    key = {"id": "D", "templates": GOLD[0]["templates"][:1]}
    assert scores_of(tmp_path, GOLD[:1], [key])["total"]["COR"] == 7


def test_templates_that_do_not_touch_are_missing_and_spurious(tmp_path: Path) -> None:
    other = {"id": "D", "templates": [{"incident_type": "BOMBING", "perp_org": "THE MILITIA"}]}
    templates = scores_of(tmp_path, GOLD[:1], [other])["templates"]
    assert (templates["MIS"], templates["SPU"]) == (1, 1)
    assert scores_of(tmp_path, GOLD[:1], [other], unrestricted=True)["templates"]["COR"] == 1


def test_groups_of_slots_add_up_to_the_total(tmp_path: Path) -> None:
    scores = scores_of(tmp_path, GOLD, PREDICTIONS)
    groups = muc.totals_by_group(scores)
    assert sum(group["ACT"] for group in groups.values()) == scores["total"]["ACT"]


def test_any_listed_confidence_is_right(tmp_path: Path) -> None:
    gold = muc.load_gold(written(tmp_path / "gold.jsonl", GOLD))
    first, second = muc.confidence_questions(gold)
    assert second.organisations == ("SHINING PATH", "SL")
    assert (second.template, second.incident_type) == ("1", "KIDNAPPING")
    answers = [
        muc.ConfidenceAnswer("E", 1, "Shining Path", "suspected or accused by authorities"),
        muc.ConfidenceAnswer("D", "1", first.organisations[0], "POSSIBLE"),
    ]
    table = muc.score_confidence(gold, answers)
    assert (table["n"], table["answered"], table["accuracy_all"], table["macro_f1"]) == (2, 2, 0.5, 0.5)


@pytest.mark.parametrize(
    ("value", "key", "credit"),
    [
        ("16 NOV 89", "16 NOV 89", 1),
        ("1989-11-16", "16 NOV 89", 1),
        ("NOV 89", "01 NOV 89 - 30 NOV 89", 1),
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 89", 0),
        ("25 AUG 89", "- 26 AUG 89", 0.5),
        ("20 AUG 89", "- 26 AUG 89", 0),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", 0),
        ("SOME DAY", "SOME DAY", 1),
    ],
)
def test_a_date_inside_the_range_earns_half(value: str, key: str, credit: float) -> None:
    assert date_credit(value, key) == credit


def test_days_may_be_open_at_the_beginning() -> None:
    assert days("- 16 NOV 89") == (None, dt.date(1989, 11, 16))
    assert days("1989") == (dt.date(1989, 1, 1), dt.date(1989, 12, 31))
    assert days("31 FEB 89") is None


@pytest.mark.parametrize(
    ("value", "key", "credit"),
    [
        ("COLOMBIA", "COLOMBIA: MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: ANTIOQUIA (DEPARTMENT) - MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY): ANTIOQUIA (REGION)", 1),
        ("PERU", "COLOMBIA", 0),
    ],
)
def test_the_right_country_earns_half(value: str, key: str, credit: float) -> None:
    assert location_credit(value, key) == credit


@pytest.mark.parametrize(
    ("value", "key", "credit"),
    [
        ("7", "5 - 7", 0.5),
        ("7", "~7", 0.5),
        ("7", "8", 0),
        ("7-", "7", 0.5),
        ("1,200", "1200", 1),
        ("PLURAL", "PLURAL", 1),
    ],
)
def test_an_end_of_the_range_earns_half(value: str, key: str, credit: float) -> None:
    assert number_credit(value, key) == credit


@pytest.mark.parametrize(
    ("value", "key", "proper_name", "credit"),
    [
        ("FARABUNDO MARTI NATIONAL LIBERATION FRONT", "FMLN", True, 0.5),
        ("THE 3 FARM HANDS", "FARM HANDS", False, 1),
        ("TORO", "ALDO TORO", True, 0.5),
        ("MR. KEY", "KEY", True, 1),
        ("OIL", "PIPELINE", False, 0),
        ("HONDURAN SOLDIERS", "SOLDIER", False, 1),
        ("SOLDIERS OF THE THIRD BRIGADE IN THE NORTH WHO FLED", "SOLDIERS", False, 0.5),
        ("OFFICE OF THE PARTY", "PARTY", False, 0.5),
        ("", "PARTY", False, 0),
    ],
)
def test_strings_are_compared_by_head_and_content(value: str, key: str, proper_name: bool, credit: float) -> None:
    assert string_credit(value, key, proper_name=proper_name) == credit


def test_the_notation_of_the_keys_is_read() -> None:
    fill = fill_of_line('? SUSPECTED OR ACCUSED / REPORTED AS FACT: "THE ARMY" / "ELN"', "perp-org-conf")
    ties = ("THE ARMY", "ELN")
    values = (Alternative("SUSPECTED OR ACCUSED", ties), Alternative("REPORTED AS FACT", ties))
    assert fill == Fill(values, optional=True)
    fill = fill_of_line("(PERU: LIMA (CITY)) / (PERU)", "inc-loc")
    assert fill == Fill((Alternative("PERU: LIMA (CITY)"), Alternative("PERU")))
    assert fill_of_line('"THE \\"EL SOL\\" HOTEL"', "phys-tgt-id") == Fill((Alternative('THE "EL SOL" HOTEL'),))
    assert fill_of_line("*", "inc-date") is fill_of_line("? -", "inc-date") is None


def test_a_broken_prediction_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "predictions.jsonl", [{"id": "D", "templates": [{"targets": [{"id": {}}]}]}])
    with pytest.raises(InputError, match=r"predictions\.jsonl, line 1: .*A line looks like"):
        muc.load_predictions(path)


@pytest.mark.parametrize("options", [{}, {"unrestricted": True}])
def test_the_figures_are_the_official_ones(tmp_path: Path, options: dict[str, bool]) -> None:
    own = scores_of(tmp_path, GOLD, PREDICTIONS, **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    official = official_figures("muc", *paths, *(["--map", "free"] if options else []))
    assert as_json(own) == with_all_tallies(official)


def spoiled(item: Any, seed: int) -> dict[str, Any]:
    """The keys of a text with templates and fills dropped, exchanged and cut short."""
    draw = seeded(seed)
    made = []
    for template in item["templates"] or []:
        if draw.random() < 0.15:
            continue
        changed: dict[str, Any] = {}
        for slot, lines in template.items():
            kept = [line for line in lines if draw.random() < 0.8]
            changed[slot] = [" ".join(line.split()[1:]) if draw.random() < 0.1 else line for line in kept]
        if draw.random() < 0.2:
            changed["INCIDENT: TYPE"] = ["ATTACK"]
        changed["INCIDENT: TYPE"] = changed.get("INCIDENT: TYPE") or ["BOMBING"]
        made.append(changed)
    if draw.random() < 0.3:
        victim = {"name": "JUAN", "description": "PEASANTS", "number": draw.choice(["2", "PLURAL", "3 - 5"])}
        made.append({"incident_type": "ATTACK", "victims": [victim], "perp_individual": ["GUERRILLAS"]})
    return {"id": item["id"], "templates": made}


@pytest.mark.parametrize("options", [{}, {"unrestricted": True}])
def test_spoiled_gold_has_the_official_figures(tmp_path: Path, options: dict[str, bool]) -> None:
    items = sampled_lines(shared_folder() / "data" / "muc4" / "dev.jsonl", seeded(10), 60)
    own = scores_of(tmp_path, items, [spoiled(item, 10) for item in items[1:]], **options)
    paths = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    official = official_figures("muc", *paths, *(["--map", "free"] if options else []))
    assert as_json(own) == with_all_tallies(official)


def test_given_organisations_have_the_official_confidence_figures(tmp_path: Path) -> None:
    path, draw = shared_folder() / "data" / "muc4" / "dev.jsonl", seeded(11)
    gold = muc.load_gold(path)
    script = shared_folder() / "scorers" / "muc.py"
    command = [sys.executable, str(script), str(path), "--conf-items"]
    items = [json.loads(line) for line in subprocess.run(command, capture_output=True, check=True).stdout.splitlines()]
    questions = muc.confidence_questions(gold)
    assert [(q.id, q.template, q.organisations[0]) for q in questions] == [
        (item["id"], item["template"], item["org"]) for item in items
    ]
    records = [
        {
            "id": question.id,
            "template": question.template,
            "org": question.organisations[0],
            "confidence": draw.choice([question.right[0], question.right[-1], "POSSIBLE", "reported as fact"]),
        }
        for question in questions
        if draw.random() < 0.9
    ]
    answers = written(tmp_path / "answers.jsonl", records)
    own = muc.score_confidence(gold, muc.load_confidence_answers(answers))
    assert as_json(own) == official_figures("muc", path, "--conf-pred", answers)
