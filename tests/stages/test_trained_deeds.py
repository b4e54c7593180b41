"""Deeds that the encoder finds, joined with those of the lexicon."""

from __future__ import annotations

from onrecord.document import EVENTS, READINGS, TOKENS
from onrecord.encoder.encoder import Reading
from onrecord.stages.events.hints import hints_of
from tests.stages.event_articles import coded_events, event


def test_a_deed_that_no_lexicon_lists_is_found() -> None:
    text = "Dockers at Mombasa walked off the job on Tuesday over a pay cut."
    assert not coded_events(text)[EVENTS]
    found = event(coded_events(text, trained=True), "walked off")
    assert (found.type, [one.name for one in found.actors], found.rule) == ("PROTEST", ["Dockers"], "trained anchor")


def test_it_gets_factuality_and_voice_as_any_other() -> None:
    text = "Thailand denied that its navy had towed four trawlers out to sea."
    content = "that its navy had towed four trawlers out to sea"
    found = event(coded_events(text, ("Thailand", "denied", content), kind="denies", trained=True), "towed")
    assert (found.voice, found.mode, found.polarity) == (("Thailand",), "denied", "-")


def test_a_deed_of_the_lexicon_keeps_its_type_and_is_surer_than_a_new_one() -> None:
    found = coded_events("The junta gagged two newspapers and padlocked a radio station.", trained=True)
    old, new = event(found, "gagged"), event(found, "padlocked")
    assert (old.rule, new.rule, old.type, new.type) == ("verb", "trained anchor", "COERCE", "COERCE")
    assert old.confidence > new.confidence


def test_sport_and_business_hold_no_deeds() -> None:
    sport = "The striker shot twice over the bar and the visitors lost the match."
    business = "Shares of the airline dropped after the chairman sold his stake."
    assert not coded_events(sport, trained=True)[EVENTS]
    assert not coded_events(business, trained=True)[EVENTS]


def test_a_light_verb_and_its_noun_name_one_deed() -> None:
    found = coded_events("The two presidents held talks in Lagos on Monday.", trained=True)[EVENTS]
    assert [(one.type, " ".join(span.quote for span in one.anchor)) for one in found] == [("CONSULT", "talks")]


def test_weights_without_these_heads_give_no_hints() -> None:
    document = coded_events("Turkey attacked Syria on Monday.", trained=True)
    pieces = document[READINGS].pieces
    assert hints_of(document[TOKENS], Reading(pieces, {})) is None
    assert hints_of(document[TOKENS], document[READINGS]) is not None


def test_a_text_without_words_is_no_trouble() -> None:
    assert coded_events("\n\n", trained=True)[EVENTS] == ()
