"""Who speaks: pronouns, possessed people, one of several, interviews, and where nobody is named."""

from __future__ import annotations

import pytest

from onrecord.encoder.encoder import weights_there
from onrecord.schema import Statement
from onrecord.stages.noun_phrases import possessive
from onrecord.stages.statements.turns import named_by, plain_label

pytestmark = pytest.mark.skipif(not weights_there(), reason="no weights are packaged in this checkout")

INTERVIEW = """Maria Okello is a judge in Lindi.

Q: Did the ministry know that you had resigned?

A: I told the minister on Friday that I was leaving. He said that he was glad.

Q: Do you regret it?

A: My daughter thinks that I should."""


def speakers(code, text: str) -> list[tuple[str, str | None]]:
    """The cue's words and the speaker of every statement, in text order of the cues."""
    found = sorted(code(text).of(Statement), key=lambda one: one.cue[0].start)
    return [(one.cue[0].quote, one.speaker) for one in found]


def test_a_pronoun_stands_for_somebody_who_has_no_name(code):
    text = "A schoolmistress of fifty met the envoys. She said a major had demanded the names of her pupils."
    assert dict(speakers(code, text))["said"] == "schoolmistress of fifty"


def test_nobody_calls_himself_he_in_his_own_words(code):
    text = 'A welder told the court: "An officer ordered us to sing. He promised us water."'
    assert dict(speakers(code, text))["promised"] == "officer"


def test_their_lawyer_is_the_survivors_lawyer(code):
    assert speakers(code, "Survivors met on Friday. Their lawyer demanded a new trial.") == [
        ("demanded", "Survivors' lawyer")
    ]


def test_they_are_whose_friends_they_are(code):
    text = "The union left the council. Its friends said that it had been cheated. They demanded a new vote."
    assert speakers(code, text) == [("said", "union's friends"), ("demanded", "union's friends")]


def test_one_of_them_and_another_are_named_after_the_group(code):
    text = "Many soldiers had fled by Monday. One of them said the bridge was mined. Another denied it."
    assert speakers(code, text) == [("said", "soldier"), ("denied", "soldier")]


def test_a_name_behind_a_comma_is_the_speaker(code):
    text = "A curate in the harbour quarter, Father Aidan Roche, said the school was open."
    assert speakers(code, text) == [("said", "Aidan Roche")]


def test_in_an_interview_the_named_person_answers_and_is_you_i_and_my(code):
    found = code(INTERVIEW).of(Statement)
    turns = [(one.speaker, one.speaker_kind) for one in found if one.parent is None]
    assert turns == [(None, "author"), ("Maria Okello", "person")] * 2
    inner = {one.cue[0].quote: one.speaker for one in found if one.parent is not None}
    assert inner["told"] == inner["regret"] == "Maria Okello"
    assert inner["thinks"] == "Maria Okello's daughter"
    assert inner["said"] == "minister"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The harbour is said to be mined.", "is said"),
        ("Asked to comment, the governor said the road was safe.", "Asked"),
    ],
)
def test_who_is_spoken_of_or_asked_did_not_speak(code, text, cue):
    assert dict(speakers(code, text))[cue] is None


def test_who_warns_in_a_participle_is_the_subject_of_the_sentence(code):
    text = "Anna Berg left the meeting, warning that the dam would break."
    assert speakers(code, text) == [("warning", "Anna Berg")]


def test_to_announce_more_is_to_say_nothing_yet(code):
    text = '"I will have more to say about it tomorrow," the governor said.'
    assert speakers(code, text) == [("said", "governor")]


def test_a_label_is_a_name_without_forms_of_address():
    assert plain_label("The MINISTER FOR DEFENCE (Mr Roe)") == "Roe"
    assert plain_label("Hon. T. BROWN, Minister for Roads") == "T. BROWN"
    assert named_by("BROWN", ()) is None


def test_the_genitive_of_several_and_of_one():
    assert possessive("survivors", plural=True) == "survivors'"
    assert possessive("James", plural=False) == "James's"
