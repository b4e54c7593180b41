"""Sentences, tags and dependencies as the encoder's heads give them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.encoder.encoder import Encoder
from onrecord.stages.language import load_model
from onrecord.stages.language.parse import LONGEST, encoder_parse, tree


@cache
def loaded() -> tuple[Language, Encoder]:
    """The words' rules and the encoder."""
    return load_model(parser=False), Encoder(grammar=True)


def parse_of(text: str) -> Doc:
    model, encoder = loaded()
    return encoder_parse(model, text, encoder.read(text))


def relation(parse: Doc, word: str) -> tuple[str, str]:
    """The relation of a word and the word it depends on."""
    (token,) = (token for token in parse if token.text == word)
    return token.dep_, token.head.text


def test_subject_and_object_hang_on_their_verb() -> None:
    parse = parse_of("The harbour master refused a second ferry on Tuesday.")
    assert relation(parse, "master") == ("nsubj", "refused")
    assert relation(parse, "ferry") == ("dobj", "refused")
    assert [token.tag_ for token in parse][:4] == ["DT", "NN", "NN", "VBD"]


def test_a_passive_has_its_agent() -> None:
    parse = parse_of("Two lorries were burned by a crowd near the bridge.")
    assert relation(parse, "lorries") == ("nsubjpass", "burned")
    assert relation(parse, "by") == ("agent", "burned")


def test_lemmas_and_parts_of_speech_follow_from_the_tags() -> None:
    parse = parse_of("The ministers have left their offices.")
    assert [(token.lemma_, token.pos_) for token in parse][1:4] == [
        ("minister", "NOUN"),
        ("have", "AUX"),
        ("leave", "VERB"),
    ]


def test_two_words_in_one_piece_are_two_words() -> None:
    parse = parse_of("The port cannot open before Friday.")
    assert relation(parse, "can") == ("aux", "open")
    assert relation(parse, "not") == ("neg", "open")


def test_a_line_break_ends_a_sentence() -> None:
    parse = parse_of("Ferries stopped at Oban\nThe union struck at noon\n\nNobody was hurt.")
    assert [sentence.text.strip() for sentence in parse.sents] == [
        "Ferries stopped at Oban", "The union struck at noon", "Nobody was hurt.",
    ]  # fmt: skip


def test_white_space_opens_no_sentence_and_hangs_on_a_word() -> None:
    parse = parse_of("  Ferries  stopped.\n \n")
    (sentence,) = parse.sents
    assert all(token.head.i != token.i for token in parse if token.is_space)
    assert (sentence.start, sentence.end) == (0, len(parse))


@pytest.mark.parametrize("text", ["", "\n", "\r\U000f0000", "!!! ??", "a " * 3_000, "word" * 2_000])
def test_every_sentence_is_one_tree(text: str) -> None:
    for sentence in parse_of(text).sents:
        roots = [token for token in sentence if token.head.i == token.i]
        assert len(roots) == 1
        assert all(sentence.root in (token, *token.ancestors) for token in sentence)
        assert len(sentence) <= 2 * LONGEST


def test_a_circle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[0, 9, 1], [9, 0, 3], [1, 2, 0]], np.float32)
    assert tree(scores, np.array([0, 0, 9], np.float32)).tolist() == [1, 2, 2]


def test_of_two_roots_the_likelier_is_kept() -> None:
    scores = np.array([[0, 1, 1], [2, 0, 1], [1, 2, 0]], np.float32)
    assert tree(scores, np.array([4, 9, 0], np.float32)).tolist() == [1, 1, 1]
