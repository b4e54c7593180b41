from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.console import Console

from onrecord.evaluate import attribution, leaders, muc, report
from onrecord.evaluate.report import HEADLINES, Kind, as_json, headline_figures, kind_of, score_table
from tests.evaluate import (
    test_claims,
    test_coreference,
    test_dates,
    test_grounding,
    test_leaders,
    test_muc,
    test_names,
    test_places,
    test_plover_gsr,
    test_plv,
    test_satp,
)
from tests.evaluate.official import written


@pytest.fixture
def scores_of_kind(tmp_path: Path) -> dict[str, Any]:
    """Figures of every kind, of the small gold of the other tests."""
    article = attribution.GoldArticle("x", "Ada said yes.", {"anna": attribution.Annotation((), ())})
    rows = [dict.fromkeys(test_satp.COLUMNS, "0") | row for row in test_satp.ROWS]
    plover_path = tmp_path / "gold.json"
    plover_path.write_text(json.dumps(test_plover_gsr.GOLD), encoding="utf-8")
    return {
        "attribution": attribution.score([article], [], bootstrap=5),
        "claims": test_claims.scores_of(tmp_path, test_claims.GOLD, test_claims.PREDICTIONS, bootstrap=5),
        "coreference": test_coreference.scores_of(tmp_path, [test_coreference.GOLD], [test_coreference.PREDICTION]),
        "dates": test_dates.scores_of(tmp_path, [test_dates.GOLD], [test_dates.PREDICTION]),
        "grounding": test_grounding.scores_of(tmp_path, [test_grounding.GOLD], []),
        "leaders": leaders.score(leaders.load_gold(test_leaders.written_lists(tmp_path))),
        # As onrecord eval gives them: with the table of confidences where the organisation is given.
        "muc": {
            **test_muc.scores_of(tmp_path, test_muc.GOLD, test_muc.PREDICTIONS),
            "confidence given organisation": muc.score_confidence([], []),
        },
        "names": test_names.scores_of(tmp_path, [test_names.GOLD], [test_names.PREDICTION]),
        "places": test_places.scores_of(tmp_path, [test_places.GOLD], [test_places.PREDICTION]),
        "plover_gsr": test_plover_gsr.scores_of(plover_path, written(tmp_path / "p", test_plover_gsr.PREDICTIONS)),
        "plv": test_plv.scores_of(test_plv.gold_file(tmp_path), written(tmp_path / "p", test_plv.ANSWERS)),
        "satp": test_satp.scores_of(
            test_satp.table(tmp_path / "t.csv", rows), written(tmp_path / "p", test_satp.PREDICTIONS)
        ),
    }


def printed(scores: Any) -> str:
    page = io.StringIO()
    Console(file=page, width=220).print(score_table(scores))
    return page.getvalue()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_headline_figure_is_there_and_comes_first(scores_of_kind: dict[str, Any], kind: Kind) -> None:
    scores = scores_of_kind[kind]
    figures = headline_figures(scores)
    assert kind_of(scores) == kind
    assert [label for label, _ in figures] == [headline.label for headline in HEADLINES[kind]]
    lines = printed(scores).splitlines()
    assert lines[0].strip() == kind
    for line, (label, figure) in zip(lines[2:], figures, strict=False):
        assert label in line
        assert figure in line


@pytest.mark.parametrize("kind", get_args(Kind))
def test_json_gives_the_figures_back_unchanged(scores_of_kind: dict[str, Any], kind: Kind) -> None:
    assert json.loads(as_json(scores_of_kind[kind])) == scores_of_kind[kind]


def test_every_kind_has_headlines() -> None:
    assert set(HEADLINES) == set(get_args(report.Kind))


def test_shares_are_shown_in_per_cent(scores_of_kind: dict[str, Any]) -> None:
    figures = dict(headline_figures(scores_of_kind["claims"]))
    assert figures["claims presented as facts (lower is better)"] == "50.0 %"
    assert figures["events found, F1"] == "75.0 %"


def test_an_interval_stands_beside_its_figure(scores_of_kind: dict[str, Any]) -> None:
    figures = dict(headline_figures(scores_of_kind["attribution"]))
    assert figures["linked attributions, F1"] == "0.0 % [0.0, 0.0]"


def test_a_share_of_nothing_is_a_dash_and_a_missing_type_is_left_out(scores_of_kind: dict[str, Any]) -> None:
    figures = dict(headline_figures(scores_of_kind["grounding"]))
    assert figures["places within 161 km"] == "–"
    persons_only = {"all": scores_of_kind["names"]["all"], "PER": scores_of_kind["names"]["PER"]}
    assert [label for label, _ in headline_figures(persons_only)] == ["all names, F1", "persons, F1"]


def test_the_tables_name_the_columns_of_lists(scores_of_kind: dict[str, Any]) -> None:
    page = printed(scores_of_kind["plover_gsr"])
    assert "all three right" in page
    assert "2016 > per_class" in page


def test_scores_of_no_known_kind_are_shown_without_headlines() -> None:
    scores = {"articles": 2, "statements": {"F1": 61.5}}
    assert headline_figures(scores) == []
    assert "61.5" in printed(scores)
