"""Records for deeds told before: denials that point back, verbs that stand for them, and what speech acts are about."""

from __future__ import annotations

from onrecord.document import EVENTS, Document
from tests.stages.event_articles import coded_events, event, events


def voices_and_modes(document: Document, anchor: str) -> list[tuple[tuple[str, ...], str, str]]:
    return [(one.voice, one.mode, one.polarity) for one in events(document, anchor)]


def test_a_denial_of_it_denies_the_claim_before() -> None:
    claim = "Togolese gunners had shelled the town of Aflao"
    found = coded_events(f"Ghana said {claim} on Friday. Togo denied it.", ("Ghana", "said", claim))
    assert voices_and_modes(found, "shelled") == [(("Ghana",), "asserted", "+"), (("Togo",), "denied", "-")]
    assert {one.rule for one in events(found, "shelled")} == {"verb", "denied before"}


def test_who_denies_a_part_in_a_deed_denies_it() -> None:
    found = coded_events("Rebels bombed the port of Beira on Monday. Malawi denied any involvement.")
    assert (("Malawi",), "denied", "-") in voices_and_modes(found, "bombed")


def test_a_denial_with_its_own_content_points_nowhere() -> None:
    found = coded_events("Rebels bombed the port of Beira on Monday. Malawi denied that it had armed them.")
    assert voices_and_modes(found, "bombed") == [((), "asserted", "+")]


def test_did_not_stands_for_what_was_asked() -> None:
    found = coded_events("Kenya urged both armies to withdraw their troops. Uganda did not.")
    last = events(found, "withdraw")[-1]
    assert ([one.name for one in last.actors], last.mode, last.polarity) == (["Uganda"], "asserted", "-")


def test_a_verb_with_its_own_object_stands_for_nothing() -> None:
    found = coded_events("Kenya urged both armies to withdraw their troops. Uganda did its homework.")
    assert len(events(found, "withdraw")) == 1


def test_a_sentence_in_the_imperative_demands() -> None:
    found = event(coded_events("Release the prisoners at once."), "Release")
    assert (found.type, found.mode, found.time_frame) == ("RETREAT", "demanded", "future")


def test_to_break_off_talks_and_to_recall_observers_are_sanctions() -> None:
    assert event(coded_events("Kenya broke off talks with Sudan."), "broke off").type == "SANCTION"
    assert event(coded_events("Kenya withdrew its peacekeepers from Goma."), "withdrew").type == "SANCTION"


def test_to_lift_a_curfew_concedes_and_to_lift_an_embargo_retreats() -> None:
    assert event(coded_events("Peru lifted the curfew in Cuzco."), "lifted").type == "CONCEDE"
    assert event(coded_events("Peru lifted the embargo against Chile."), "lifted").type == "RETREAT"


def test_every_event_says_what_found_it() -> None:
    found = coded_events("Turkey attacked Syria and condemned the raid by Iraq.")[EVENTS]
    assert {one.rule for one in found} <= {"verb", "noun", "speech verb", "light verb"}


def test_a_deed_of_a_day_long_past_is_history() -> None:
    text = "Their hopes rested on the precedent of 1971, when Norway was invaded without a shot."
    assert event(coded_events(text, published="1991-08-22"), "invaded").time_frame == "history"
    recent = "Norway expelled their envoy in March."
    assert event(coded_events(recent, published="1991-08-22"), "expelled").time_frame == "past"
