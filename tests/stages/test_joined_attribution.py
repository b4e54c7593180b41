"""What the encoder tags and what the cue frames find come together as one tree of attributions."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.document import TOKENS, Attribution
from onrecord.encoder.encoder import Encoder, Reading, weights_there
from onrecord.encoder.labels import CUE_BEFORE, HEADS, KIND_LABELS, ROLE_LABELS
from onrecord.schema import Statement
from onrecord.stages.joined_attribution import with_kinds, with_swallowed
from onrecord.stages.tagged_attribution.framed import framed_drafts, lies_in
from onrecord.stages.tagged_attribution.nesting import nested
from onrecord.stages.tagged_attribution.spans import Layout
from tests.conftest import article_of, shared_pipeline

pytestmark = pytest.mark.skipif(not weights_there(), reason="no weights are packaged in this checkout")


def attribution(cue: tuple[int, int], content: tuple[int, int], *, parent: int | None = None) -> Attribution:
    return Attribution((), (cue,), (content,), parent, 0.5, "test")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_a_frame_lies_in_a_content_with_all_its_stretches():
    frame = attribution((40, 44), (45, 80))
    assert lies_in(frame, [(15, 100)])
    assert not lies_in(frame, [(15, 60)])


def test_a_frame_without_a_cue_is_no_candidate(encoder):
    text = "The mayor denied the charge."
    reading = encoder.read(text)
    layout = Layout(text, reading.pieces.quotations)
    assert not list(framed_drafts(reading, layout, 0, [Attribution((), (), ((17, 27),), None, 0.5, "test")]))


def told(encoder: Encoder, text: str, tags: dict[str, str]) -> Reading:
    """The text as read by an encoder that is sure of the nested roles of these words, and of nothing else."""
    pieces = encoder.read(text).pieces
    labels = np.full(len(pieces), ROLE_LABELS.index("O"))
    for words, role in tags.items():
        span = pieces.touching(text.index(words), text.index(words) + len(words))
        labels[span] = ROLE_LABELS.index(f"I-{role}")
        labels[span.start] = ROLE_LABELS.index(f"B-{role}")
    heads = {name: np.full((len(pieces), len(known)), 1 / len(known), np.float32) for name, known in HEADS.items()}
    heads["nested"] = np.eye(len(ROLE_LABELS), dtype=np.float32)[labels] * 0.94 + 0.01
    heads["nested_sides"][:, CUE_BEFORE] = 0.9
    return Reading(pieces, heads)


def test_what_is_tagged_inside_a_content_becomes_its_child(encoder):
    text = "The paper wrote that the mayor had denied that the bridge was unsafe."
    tags = {"the mayor": "source", "had denied": "cue", "that the bridge was unsafe": "content"}
    reading = told(encoder, text, tags)
    outer = attribution((10, 15), (16, len(text) - 1))
    _, inner = nested(reading, Layout(text, reading.pieces.quotations), (outer,))
    assert inner.parent == 0
    assert [text[start:end] for start, end in (*inner.source, *inner.cue, *inner.content)] == list(tags)


def test_what_is_tagged_as_nested_outside_every_content_is_left_out(encoder):
    text = "The paper wrote that it rained. The mayor denied that the bridge was unsafe."
    reading = told(encoder, text, {"The mayor": "source", "denied": "cue", "that the bridge was unsafe": "content"})
    outer = attribution((10, 15), (16, 30))
    assert nested(reading, Layout(text, reading.pieces.quotations), (outer,)) == (outer,)


def test_the_kinds_of_an_attribution_are_those_of_its_cue(encoder):
    text = "Ana vowed to stay."
    heads = {"kinds": np.zeros((5, len(KIND_LABELS)), np.float32)}
    heads["kinds"][1, KIND_LABELS.index("promises")] = 1
    found = with_kinds(Reading(encoder.read(text).pieces, heads), attribution((4, 9), (10, 17)))
    assert found.kinds is not None
    assert KIND_LABELS[int(np.argmax(found.kinds))] == "promises"


def test_a_content_that_is_only_its_that_takes_what_follows():
    text = "The mayor had said that the general had promised to leave."
    parse = shared_pipeline().code(article_of(text))[TOKENS]
    said = attribution((10, 18), (19, 23))
    promised = attribution((36, 48), (49, 57))
    outer, inner = with_swallowed(parse, [said, promised])
    assert text[slice(*outer.content[0])] == "that the general had promised to leave"
    assert inner.parent == 0


def test_the_kind_of_speech_act_follows_from_cue_and_frame(code):
    coded = code(
        "The governor urged the miners to go home. The union vowed to stay."
        " The ministry denied that anyone had been hurt."
    )
    assert [statement.kind for statement in coded.of(Statement)] == ["demands", "promises", "denies"]


def test_nested_voices_are_a_chain(code):
    coded = code("The agency said that the committee had announced that the president was ill.")
    outer, inner = coded.of(Statement)
    assert (outer.speaker, inner.speaker) == ("agency", "committee")
    assert inner.parent == outer.id
    assert inner.voice == ("agency",)


def test_what_is_reported_behind_an_aside_stays_inside_the_report(code):
    coded = code(
        "Media reports indicate that in the mountain province, where many men had signed up with the army to escape"
        " poverty, virtually every village has reported battlefield dead."
    )
    outer, inner = coded.of(Statement)
    assert outer.speaker == "Media reports"
    assert outer.content[-1].quote.endswith("battlefield dead")
    assert inner.parent == outer.id
    assert inner.voice == ("Media reports",)
