"""In what context a deed stands, and in what mode it is done."""

from __future__ import annotations

import pytest
import spacy

from onrecord.stages.events.contexts import context_names, words_and_phrases
from tests.stages.event_articles import coded_events, event


def test_the_words_of_its_clause_give_a_deed_its_context() -> None:
    text = "Police arrested two candidates at a polling station, and the army shelled a village."
    document = coded_events(text)
    assert event(document, "arrested").contexts == ("election", "legal")
    assert event(document, "shelled").contexts == ("military",)


def test_the_mode_gives_a_context_without_any_word() -> None:
    assert event(coded_events("Turkey detained four Swedes on Monday."), "detained").contexts == ("legal",)


def test_what_states_say_to_each_other_is_diplomatic() -> None:
    assert event(coded_events("Peru rejected Chile's offer."), "rejected").contexts == ("diplomatic",)


def test_a_deed_of_which_nothing_tells_has_no_context() -> None:
    assert event(coded_events("A crowd stormed the building."), "stormed").contexts == ()


def test_what_an_attack_is_made_with_gives_a_context_too() -> None:
    found = event(coded_events("A suicide attack on the market shocked Tunis."), "suicide attack")
    assert (found.event_mode, found.contexts) == ("suicide-attack", ("terrorism",))


def test_every_phrase_of_a_context_can_be_met() -> None:
    tokenizer = spacy.blank("en").tokenizer
    table = words_and_phrases()
    for phrase in table:
        if "-" in phrase and "_-_" not in phrase and not any(letter.isdigit() for letter in phrase):
            continue
        text = phrase.replace("_-_", "-").replace("_'s", "'s").replace("_", " ")
        assert "_".join(token.lower_ for token in tokenizer(text)) in table, phrase


def test_the_contexts_are_those_of_the_codebook() -> None:
    assert len(context_names()) == 37


@pytest.mark.parametrize(
    ("text", "anchor", "mode"),
    [
        ("Ghana urged Togo to release the prisoners.", "urged", "yield"),
        ("Ghana urged Togo to send food aid.", "urged", "assist"),
        ("Ghana refused to meet Togo's president.", "refused", "meet"),
        ("Ghana threatened to attack Togo.", "threatened", "violence"),
        ("Ghana threatened to arrest the editor.", "threatened", "arrest"),
        ("Rebels attacked the post with rockets.", "attacked", "heavy-weapons"),
        ("Rebels attacked the post with rockets on Monday.", "attacked", "heavy-weapons"),
        ("Rebels attacked the post.", "attacked", None),
        ("Police attacked the demonstrators with tear gas.", "attacked", "crowd-control"),
        ("Police attacked the demonstrators with water cannon.", "attacked", "crowd-control"),
        ("Rebels killed twelve people in a club in Tijuana.", "killed", None),
        ("Ghana sent flour and tents to Togo.", "sent", "humanitarian"),
    ],
)
def test_the_complement_or_the_means_give_the_mode(text: str, anchor: str, mode: str | None) -> None:
    assert event(coded_events(text), anchor).event_mode == mode
