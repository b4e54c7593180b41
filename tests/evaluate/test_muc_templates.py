"""From dispatches to MUC-4 templates: sentences of our own, coded by the built-in stages."""

from __future__ import annotations

import functools

import pytest

from onrecord.document import EVENTS, Document
from onrecord.evaluate.muc import ConfidenceQuestion
from onrecord.evaluate.muc_dispatches import article_of_dispatch, dateline
from onrecord.evaluate.muc_notation import PredictedTarget, PredictedTemplate, PredictedVictim
from onrecord.evaluate.muc_templates import country_of_dateline, to_templates
from onrecord.pipeline import Pipeline, default_stages, stages_for

_HEAD = "OWN-0001\n\n   {city}, 16 NOV 88 (ABC) -- [TEXT] "


@functools.cache
def _pipeline() -> Pipeline:
    pipeline = Pipeline(stages_for((EVENTS,), default_stages()))
    pipeline.setup()
    return pipeline


def _dispatch(body: str, city: str = "LIMA") -> str:
    return _HEAD.format(city=city) + body + "\n"


@functools.cache
def _coded(text: str) -> Document:
    return _pipeline().code(article_of_dispatch("OWN-0001", text))


def _templates(body: str, city: str = "LIMA") -> tuple[PredictedTemplate, ...]:
    text = _dispatch(body, city)
    return to_templates("OWN-0001", dateline(text), (), _coded(text)).templates


def _victims(template: PredictedTemplate) -> list[PredictedVictim]:
    return [each for each in template.victims or () if isinstance(each, PredictedVictim)]


def _targets(template: PredictedTemplate) -> list[PredictedTarget]:
    return [each for each in template.targets or () if isinstance(each, PredictedTarget)]


# ---------------------------------------------------------------- dispatches


def test_the_dateline_gives_day_and_place() -> None:
    line = dateline("OWN-0002 (SITE)\n\n   ROME (ITALY), 3 MAY 89 (ABC) -- [REPORT] [ANA RUIZ] [TEXT] IT RAINS.")
    assert (line.published, line.city, line.country) == ("1989-05-03", "ROME", "ITALY")
    assert country_of_dateline(line) == "ITA"
    assert country_of_dateline(dateline(_dispatch("IT RAINS.", "BOGOTA"))) == "COL"


def test_a_dateline_without_a_year_gives_no_day() -> None:
    assert dateline("OWN-0003\n\n   LIMA, 3 MAY (ABC) -- [TEXT] IT RAINS.").published is None
    assert dateline("OWN-0004\n\n   NO CITY, NO DATE -- [SPEECH] [TEXT] FRIENDS!").published is None


def test_the_article_has_the_offsets_of_the_dispatch() -> None:
    text = _dispatch("A BOMB WENT\nOFF.  THE POPULAR UNITY FRONT [PUF]\nKEPT SILENT.\n\n   NOBODY DIED.")
    article = article_of_dispatch("OWN-0001", text)
    assert len(article.text) == len(text)
    assert article.text[text.index("NOBODY") :].startswith("Nobody died.")
    assert "went off.  The Popular Unity Front (PUF) kept" in article.text
    assert article.published == "1988-11-16"
    assert article.boilerplate[0].end == text.index("A BOMB")


# ---------------------------------------------------------------- templates


def test_a_murder_is_an_attack_with_a_dead_victim() -> None:
    (template,) = _templates("GUERRILLAS KILLED MAYOR PEDRO RAMIREZ IN AYACUCHO ON 14 NOVEMBER.")
    assert template.incident_type == "ATTACK"
    assert template.date == "14 NOV 88"
    assert template.location == "PERU: AYACUCHO (CITY)"
    assert template.perp_individual == ("GUERRILLAS",)
    (victim,) = _victims(template)
    assert (victim.name, victim.effect, victim.number) == ("PEDRO RAMIREZ", "DEATH", "1")
    assert victim.type == "GOVERNMENT OFFICIAL"


def test_an_explosion_and_what_it_damaged_are_one_bombing() -> None:
    (template,) = _templates("A CAR BOMB EXPLODED TODAY IN FRONT OF A BANK.  THE EXPLOSION WOUNDED THREE PEOPLE.")
    assert template.incident_type == "BOMBING"
    assert template.instrument_id == ("CAR BOMB",)
    assert [each.type for each in _targets(template)] == ["FINANCIAL"]
    (victim,) = _victims(template)
    assert (victim.description, victim.number, victim.effect) == ("PEOPLE", "3", "INJURY")


def test_a_kidnapping_on_another_day_is_another_incident() -> None:
    found = _templates(
        "TERRORISTS KILLED TWO PEASANTS ON 10 NOVEMBER.\n\n   TERRORISTS KIDNAPPED A JOURNALIST ON 13 NOVEMBER."
    )
    assert [each.incident_type for each in found] == ["ATTACK", "KIDNAPPING"]
    assert [each.date for each in found] == ["10 NOV 88", "13 NOV 88"]


def test_without_a_day_the_incident_is_on_or_before_the_dispatch() -> None:
    (template,) = _templates("GUNMEN HAVE MURDERED A PRIEST.")
    assert template.date == "- 16 NOV 88"


@pytest.mark.parametrize(
    "body",
    [
        "THE MINISTER OPENED A SCHOOL IN AREQUIPA.",
        "THE ARMY DID NOT KILL THE PEASANTS.",
        "SOLDIERS KILLED FIVE GUERRILLAS.",
        "POLICE KILLED TWO STUDENTS IN SOWETO, SOUTH AFRICA.",
        "IN 1979 REBELS MURDERED A JUDGE.",
    ],
)
def test_what_muc_does_not_count_gives_no_template(body: str) -> None:
    assert _templates(body) == ()


def test_violence_of_the_army_is_of_the_state() -> None:
    (template,) = _templates("SALVADORAN ARMY SOLDIERS MURDERED FOUR STUDENTS.", "SAN SALVADOR")
    assert template.category == "STATE-SPONSORED VIOLENCE"


def test_a_prediction_is_written_as_the_scorer_reads_it() -> None:
    text = _dispatch("GUNMEN HAVE MURDERED A PRIEST.")
    line = to_templates("OWN-0001", dateline(text), (), _coded(text)).as_line()
    assert line["id"] == "OWN-0001"
    assert isinstance(line["templates"], list)
    assert line["templates"][0]["incident_type"] == "ATTACK"
    assert "targets" not in line["templates"][0]


# ---------------------------------------------------------------- confidence


@pytest.mark.parametrize(
    ("body", "confidence"),
    [
        ("SHINING PATH KILLED A MAYOR YESTERDAY.", "REPORTED AS FACT"),
        ("A MAYOR WAS KILLED.  SHINING PATH CLAIMED RESPONSIBILITY FOR THE MURDER.", "CLAIMED OR ADMITTED"),
        ("A MAYOR WAS KILLED.  THE POLICE BLAMED SHINING PATH.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("A MAYOR WAS KILLED.  THE WIDOW ACCUSED SHINING PATH OF THE MURDER.", "SUSPECTED OR ACCUSED"),
        ("A MAYOR WAS KILLED, POSSIBLY BY SHINING PATH.", "POSSIBLE"),
    ],
)
def test_on_whose_word_an_organisation_is_the_perpetrator(body: str, confidence: str) -> None:
    text = _dispatch(body)
    question = ConfidenceQuestion("OWN-0001", "1", ("SHINING PATH",), "ATTACK", ())
    (answer,) = to_templates("OWN-0001", dateline(text), (question,), _coded(text)).answers
    assert answer.confidence == confidence
    assert (answer.template, answer.org) == ("1", "SHINING PATH")
