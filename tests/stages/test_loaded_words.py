"""The author's own loaded words are found with whom they are said of, not those of speakers."""

from __future__ import annotations

import pytest

from onrecord.document import LOADED_WORDS
from onrecord.stages.loaded_words.lexicon import lexicon
from tests.conftest import article_of, shared_pipeline


def loaded(text):
    """Kind, word, leaning and target of each loaded word of a text."""
    records = shared_pipeline().code(article_of(text))[LOADED_WORDS]
    return [(each.kind, each.word, each.leaning, each.target) for each in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The brutal general Anton Rusk crushed the protest.", ("epithet", "brutal", "unfavourable", "Anton Rusk")),
        ("General Rusk was ruthless.", ("epithet", "ruthless", "unfavourable", "Rusk")),
        ("Rusk, a puppet of the ministry, resigned.", ("label", "puppet", "unfavourable", "Rusk")),
        ("The terrorist Karim Sule was shot in Kaduna.", ("epithet", "terrorist", "unfavourable", "Karim Sule")),
        ("The soldiers fought bravely at the bridge.", ("manner", "bravely", "favourable", "soldiers")),
        ("Governor Ilya Marek boasted of his victory.", ("deed", "boast", "unfavourable", "Ilya Marek")),
        ("Villagers were slaughtered by the army.", ("deed", "slaughter", "unfavourable", "army")),
        (
            "The self-proclaimed president Oleg Baran fled the city.",
            ("epithet", "self-proclaimed", "distancing", "Oleg Baran"),
        ),
    ],
)
def test_an_epithet_label_manner_or_deed_is_said_of_its_actor(text, expected):
    assert expected in loaded(text)


@pytest.mark.parametrize(
    "text",
    [
        'The regime is brutal," Marek said.'.replace("The", '"The', 1),
        "Marek said the regime was brutal and its henchmen had butchered villagers.",
        "The governor called the vote a farce.",
        "According to the ministry, the so-called council has no members.",
    ],
)
def test_what_a_speaker_says_is_not_the_author_s_word(text):
    assert loaded(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The sanctions regime was extended until May.",
        "The children watched a puppet show.",
        "The winter was brutal weather for the harbour.",
        "The chess champion Karim Sule won again.",
    ],
)
def test_the_same_letters_in_another_sense_are_not_loaded(text):
    assert loaded(text) == []


def test_quotation_marks_where_nobody_speaks_keep_a_distance():
    assert ("scare quotes", "elections", "distancing", None) in loaded('The "elections" in the town ended on Sunday.')
    assert loaded('The film "the long road" opened in Karsk.') == []
    assert loaded('Marek said the "elections" were over.') == []
    assert loaded('The newspaper "Harbour Tribune" was closed.') == []


def test_what_the_author_denies_is_recorded_as_denied():
    (record,) = shared_pipeline().code(article_of("Ilya Marek is no hero."))[LOADED_WORDS]
    assert (record.word, record.polarity, record.voice) == ("hero", "-", ())


def test_every_line_of_the_lexicon_is_well_formed():
    entries = [entry for each in lexicon().values() for entry in each]
    assert len({entry.word for entry in entries}) > 300
    assert {entry.part for entry in entries} == set("NVAR")
    assert {entry.leaning for entry in entries} == {"favourable", "unfavourable", "distancing"}
    assert all(token == token.lower().strip() and token for entry in entries for token in entry.tokens)
