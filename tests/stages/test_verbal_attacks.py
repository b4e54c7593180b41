"""Attacks with words accuse, attacks with arms assault; contests at the polls are neither."""

from __future__ import annotations

import pytest

from onrecord.document import EVENTS
from tests.stages.event_articles import coded_events, event

WITH_WORDS = [
    ("Senator Ana Paz openly attacked the Ministry of Finance.", "attacked"),
    ("The governor joined the public attacks on the central bank, blaming its board for the crisis.", "attacks"),
    ("President Julio Rey attacked Finance Minister Rosa Luz, calling her a coward.", "attacked"),
    ("Premier Owen Hart attacked the judges for freeing the rioters.", "attacked"),
    ("Ada Brook stepped up her attacks on Mayor Tom Reed during the campaign.", "attacks"),
]
WITH_ARMS = [
    ("Rebels attacked the Ministry of Finance in Bogota.", "attacked"),
    ("The army attacked the village at dawn.", "attacked"),
    ("Gunmen attacked Finance Minister Rosa Luz outside her home.", "attacked"),
    ("President Julio Rey condemned the attack on the embassy in Lima.", "attack"),
    ("Militants launched an attack on the parliament with rockets.", "attack"),
]


@pytest.mark.parametrize(("text", "anchor"), WITH_WORDS)
def test_an_attack_with_words_accuses(text: str, anchor: str) -> None:
    assert event(coded_events(text), anchor).type == "ACCUSE"


@pytest.mark.parametrize(("text", "anchor"), WITH_ARMS)
def test_an_attack_with_arms_assaults(text: str, anchor: str) -> None:
    assert event(coded_events(text), anchor).type == "ASSAULT"


def test_the_target_of_a_verbal_attack_is_its_recipient() -> None:
    found = event(coded_events("Senator Ana Paz openly attacked the Ministry of Finance."), "attacked")
    assert [one.name for one in found.actors] == ["Ana Paz"]
    assert [one.name for one in found.recipients] == ["Ministry of Finance"]


def test_fire_from_politicians_is_criticism() -> None:
    found = event(coded_events("The ministry has come under constant fire from opposition politicians."), "fire")
    assert found.type == "ACCUSE"
    assert [one.name for one in found.recipients] == ["ministry"]


def test_a_battle_for_a_nomination_is_no_assault() -> None:
    text = "Ada Brook won the long battle with Tom Reed for the nomination of her party."
    assert all(found.type != "ASSAULT" for found in coded_events(text)[EVENTS])


def test_a_heart_attack_is_no_deed() -> None:
    assert not [found for found in coded_events("The president had a heart attack.")[EVENTS] if found.type == "ASSAULT"]
