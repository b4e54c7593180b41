"""One happening is one deed, however many words tell of it; and words that tell of none."""

from __future__ import annotations

import pytest

from onrecord.document import EVENTS
from tests.stages.event_articles import coded_events


def anchors(text: str) -> list[str]:
    document = coded_events(text, trained=True)
    return [" ".join(span.quote for span in one.anchor) for one in document[EVENTS]]


@pytest.mark.parametrize(
    "text",
    [
        "An explosion went off near the market in Kano on Tuesday.",
        "A meeting was held between Ghana and Togo on Tuesday.",
        "Militants carried out an attack on the barracks.",
        "The air strike killed four soldiers and wounded nine.",
        "A bomb killed four soldiers in Kano.",
        "Workers blocked the road to protest against the law.",
    ],
)
def test_a_happening_told_by_noun_and_verb_is_one(text: str) -> None:
    assert len(anchors(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Washington has stepped up its efforts.",
        "The rocket blasted off from the steppe on Thursday.",
        "The archbishop died after a long battle with cancer.",
        "Recruits have to pay for their own uniforms.",
        "The writer is the figurehead of the liberal opposition.",
        "He edits a paper of the so-called liberal opposition.",
    ],
)
def test_words_that_name_no_deed(text: str) -> None:
    assert anchors(text) == []


def test_a_strike_that_kills_is_an_attack() -> None:
    document = coded_events("The strike killed four soldiers.")
    assert [one.type for one in document[EVENTS]] == ["ASSAULT"]


def test_staged_is_a_form_of_stage() -> None:
    document = coded_events("Students staged a protest against the government on Monday.")
    (found,) = document[EVENTS]
    assert (found.type, [one.name for one in found.actors]) == ("PROTEST", ["Students"])


def test_a_warning_is_a_threat_of_ones_own_deeds_and_not_of_what_others_may_bring_about() -> None:
    own = coded_events("The general warned that his army would attack Togo.", trained=True)
    assert "THREATEN" in [one.type for one in own[EVENTS]]
    others = coded_events("The general warned that the lies would cost the government its credit.", trained=True)
    assert "THREATEN" not in [one.type for one in others[EVENTS]]


def test_a_deed_that_ends_another_stands_beside_it() -> None:
    document = coded_events("Talks between Ghana and Togo ended the siege of the port.", trained=True)
    assert [one.type for one in document[EVENTS]] == ["CONSULT", "RETREAT"]
