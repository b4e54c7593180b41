"""Letter case of texts in capitals: sentences of our own, in the manner of old wire copy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluate.letter_case import is_in_capitals, with_case_restored


@settings(deadline=None)  # the first call loads the word lists
@given(st.text(max_size=200))
def test_the_length_is_kept(text: str) -> None:
    assert len(with_case_restored(text)) == len(text)
    assert len(with_case_restored(text.upper())) == len(text.upper())


def test_a_text_in_mixed_case_is_left_alone() -> None:
    text = "The mayor of Quito met NATO officers on Monday."
    assert not is_in_capitals(text)
    assert with_case_restored(text) == text


@pytest.mark.parametrize(
    "sentence",
    [
        "A bomb damaged two shops in Buenos Aires on Monday.",
        "Colombian officials said that nobody was hurt.  They gave no details.",
        "President Aylwin spoke in Santiago on 4 March.",
        "Colonel Pedro Ramirez may resign.",
        "The National Police and the Armed Forces of Peru searched the road to Lima.",
        "The U.S. embassy in El Salvador was closed.",
        "He spoke of the peasants' march, and the soldiers' weapons.",
    ],
)
def test_print_comes_back(sentence: str) -> None:
    assert with_case_restored(sentence.upper()) == sentence


def test_a_surname_is_known_again_without_its_title() -> None:
    text = "GENERAL JUAN MESA RESIGNED.  THE PRESIDENT SAID MESA WAS TIRED."
    assert with_case_restored(text) == "General Juan Mesa resigned.  The president said Mesa was tired."


def test_initials_in_brackets_stay_in_capitals() -> None:
    text = "THE POPULAR UNITY FRONT (PUF) DENIED IT, AND THE PUF IS BELIEVED."
    assert with_case_restored(text).endswith("Front (PUF) denied it, and the PUF is believed.")


def test_words_after_a_dateline_begin_a_sentence() -> None:
    text = "LA PAZ, 4 MAY 88 (ABC) -- [TEXT] TWO BUSES WERE BURNED."
    assert "] Two buses were burned." in with_case_restored(text)
