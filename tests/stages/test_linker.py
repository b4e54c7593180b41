from __future__ import annotations

import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.document import ATTRIBUTIONS, Attribution
from onrecord.encoder.encoder import Reading, weights_there
from onrecord.encoder.labels import ROLE_LABELS
from onrecord.encoder.pieces import Pieces
from onrecord.encoder.quotations import quotations
from onrecord.pipeline import Pipeline
from onrecord.schema import Article
from onrecord.stages.encoder import EncoderStage
from onrecord.stages.joined_attribution import JoinedAttributionStage
from onrecord.stages.language import LanguageStage
from onrecord.stages.tagged_attribution.decoding import variants
from onrecord.stages.tagged_attribution.layouts import signed, turns
from onrecord.stages.tagged_attribution.linker import linked
from onrecord.stages.tagged_attribution.selection import selected
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

MARKUP = re.compile(r"\{(s|q|c) (.*?)\}", re.DOTALL)
ROLES = {"s": "source", "q": "cue", "c": "content"}


def read(marked: str) -> list[tuple[list[str], list[str], list[str]]]:
    """The attributions of a text whose tags are marked {s source}, {q cue}, {c content}, as strings."""
    text, tags, last = "", [], 0
    for match in MARKUP.finditer(marked):
        text += marked[last : match.start()]
        tags.append(Tagged(ROLES[match.group(1)], len(text), len(text) + len(match.group(2))))
        text += match.group(2)
        last = match.end()
    text += marked[last:]
    return [words(text, one) for one in linked(text, tags)]


def words(text: str, one: Attribution) -> tuple[list[str], list[str], list[str]]:
    source, cue, content = ([text[start:end] for start, end in role] for role in (one.source, one.cue, one.content))
    return source, cue, content


def test_source_cue_and_content_of_one_sentence_are_one_attribution() -> None:
    found = read("{s The harbour master} {q said} {c that two ferries had been turned back}.")
    assert found == [(["The harbour master"], ["said"], ["that two ferries had been turned back"])]


def test_a_source_serves_both_its_cues() -> None:
    found = read("{s The governor} {q denied} {c the charge} and {q promised} {c to open the books}.")
    assert found == [
        (["The governor"], ["denied"], ["the charge"]),
        (["The governor"], ["promised"], ["to open the books"]),
    ]


def test_content_on_both_sides_of_its_cue_is_one_content() -> None:
    found = read("{c “The dam will hold,”} {q said} {s Ms. Okafor}. {c “We have checked it twice.”}")
    assert found == [(["Ms. Okafor"], ["said"], ["“The dam will hold,”", "“We have checked it twice.”"])]


def test_each_sentence_keeps_its_own_speaker() -> None:
    found = read("{s Kiel} {q says} {c the quota is too low}. {s Oslo} {q insists} {c it is too high}.")
    assert [source for source, _, _ in found] == [["Kiel"], ["Oslo"]]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    found = read(
        "{s The bishop} {q said}: {c “We will not leave.}\n\n{c “Our people are here, and here they stay.”}\n\n"
        "{s The mayor} {q disagreed}{c , saying nothing of the kind was planned}."
    )
    assert found[0] == (["The bishop"], ["said"], ["“We will not leave.", "“Our people are here, and here they stay.”"])
    assert found[1][0] == ["The mayor"]


def test_a_name_after_a_dash_is_the_source_of_the_quotation_before_it() -> None:
    found = read('{c "The bridge belongs to both banks."}\n- {s Ana Prieto, engineer}')
    assert found == [(["Ana Prieto, engineer"], ["-"], ['"The bridge belongs to both banks."'])]


def test_a_name_before_a_colon_at_the_start_of_a_line_is_the_source() -> None:
    found = read("From {s the Ministry of Ports}: {c all sailings are off until Monday}.")
    assert found == [(["the Ministry of Ports"], [":"], ["all sailings are off until Monday"])]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("'", "'"), ("``", "''")],
)
def test_every_style_of_quotation_marks_is_linked_alike(opening: str, closing: str) -> None:
    found = read(f"{{c {opening}No ship has sailed,{closing}}} {{s the pilot}} {{q told}} reporters.")
    assert found == [(["the pilot"], ["told"], [f"{opening}No ship has sailed,{closing}"])]


def test_a_stray_quotation_mark_changes_nothing() -> None:
    found = read('The sign read 6" wide. {s The clerk} {q said} {c “it was seven inches}.')
    assert found == [(["The clerk"], ["said"], ["“it was seven inches"])]


def test_a_cue_without_content_is_no_attribution() -> None:
    assert read("{s The spokesman} {q said} nothing of interest.") == []


def test_content_that_nobody_is_named_for_stands_without_a_source() -> None:
    found = read("It {q is believed} {c that the archive was burned}.")
    assert found == [([], ["is believed"], ["that the archive was burned"])]


TEXTS = st.text(st.sampled_from("aB1 \n.,:;-\"'“”„«»‘’`—"), max_size=120)


@given(
    TEXTS,
    st.lists(st.tuples(st.sampled_from(list(ROLES.values())), st.integers(-5, 130), st.integers(-5, 130)), max_size=25),
)
def test_no_tags_are_too_odd(text: str, spans: list[tuple[str, int, int]]) -> None:
    found = linked(text, [Tagged(*span) for span in spans])
    for one in found:
        assert one.content
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)


@given(
    TEXTS,
    st.lists(st.tuples(st.sampled_from(list(ROLES.values())), st.integers(0, 60), st.integers(0, 60)), max_size=12),
)
def test_the_order_of_the_tags_does_not_matter(text: str, spans: list[tuple[str, int, int]]) -> None:
    tags = [Tagged(*span) for span in spans]
    assert linked(text, tags) == linked(text, tags[::-1])


# ---------------------------------------------------------------- from probabilities to attributions


def reading_of(text: str, roles: np.ndarray) -> Reading:
    """A reading whose pieces are the text's words and marks, with the probabilities given."""
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    starts = np.array([match.start() for match in found], np.int64)
    ends = np.array([match.end() for match in found], np.int64)
    opens = [n for n, match in enumerate(found) if n == 0 or "\n" in text[found[n - 1].end() : match.start()]]
    zeros = np.zeros(len(found), np.int64)
    breaks = (*opens, len(found))
    pieces = Pieces(
        zeros,
        starts,
        ends,
        zeros,
        zeros,
        zeros,
        np.zeros(len(found), np.bool_),
        tuple(quotations(text)),
        breaks,
        breaks,
    )
    return Reading(pieces, {"roles": roles, "sides": np.full((len(found), 2), 0.5, np.float32)})


def sure(labels: list[str], certainty: float = 0.9) -> np.ndarray:
    """Probabilities that leave little doubt about the labels."""
    roles = np.full((len(labels), len(ROLE_LABELS)), (1 - certainty) / (len(ROLE_LABELS) - 1), np.float32)
    for place, label in enumerate(labels):
        roles[place, ROLE_LABELS.index(label)] = certainty
    return roles


def contents(text: str, roles: np.ndarray) -> list[list[str]]:
    reading = reading_of(text, roles)
    found = selected(Layout(text, reading.pieces.quotations), variants(reading), least=0.0)
    return [[text[tag.start : tag.end] for tag in draft.contents] for draft, _ in found]


def test_a_doubtful_word_does_not_cut_an_open_quotation() -> None:
    text = '"We stay here," Ana said.'
    roles = sure(["B-content"] + ["I-content"] * 5 + ["B-source", "B-cue", "O"])
    roles[2] = sure(["O"], 0.55)
    assert contents(text, roles) == [['"We stay here,"']]


def test_outside_a_quotation_the_same_doubt_cuts() -> None:
    text = "We stay here , Ana said ."
    roles = sure(["B-content", "I-content", "O", "O", "B-source", "B-cue", "O"])
    assert contents(text, roles) == [["We stay"]]


def test_what_the_tagger_is_sure_of_comes_with_more_confidence() -> None:
    text = "Ana said we stay."
    labels = ["B-source", "B-cue", "B-content", "I-content", "O"]

    def confidence(certainty: float) -> float:
        reading = reading_of(text, sure(labels, certainty))
        found = selected(Layout(text, reading.pieces.quotations), variants(reading), least=0.0)
        return max((value for _, value in found), default=0.0)

    assert confidence(0.97) > confidence(0.5)


@given(st.text(st.sampled_from("ab .\n\"“”'"), max_size=80), st.randoms(use_true_random=False))
def test_any_probabilities_give_attributions_that_do_not_overlap(text: str, chance: random.Random) -> None:
    count = len(re.findall(r"\w+|[^\w\s]", text))
    roles = np.array([[chance.random() ** 4 + 1e-6 for _ in ROLE_LABELS] for _ in range(count)], np.float32)
    roles = roles.reshape(count, len(ROLE_LABELS)) / roles.reshape(count, len(ROLE_LABELS)).sum(axis=1, keepdims=True)
    reading = reading_of(text, roles)
    taken = [0] * len(text)
    for draft, confidence in selected(Layout(text, reading.pieces.quotations), variants(reading), least=0.0):
        assert 0 < confidence < 1
        for tag in draft.contents:
            for place in range(tag.start, tag.end):
                taken[place] += 1
    assert max(taken, default=0) <= 1


def test_a_wall_of_contents_takes_linear_time() -> None:
    text = 'He said "no". ' * 50_000
    spans = [Tagged("content", start, start + 4) for start in range(8, len(text) - 8, 14)]
    assert linked(text, spans)


def test_turns_of_a_conversation_belong_to_the_names_before_the_colon() -> None:
    text = "HOST: Will the port open?\n\nMINISTER DIALLO: It will.\n\nHOST: The unions say it won’t."
    found = [tuple(text[tag.start : tag.end] for tag in turn) for turn in turns(text)]
    assert found == [
        ("HOST", ":", "Will the port open?"),
        ("MINISTER DIALLO", ":", "It will."),
        ("HOST", ":", "The unions say it won’t."),
    ]


def test_the_name_under_a_quotation_is_its_source() -> None:
    text = "“The bridge belongs to both banks.”\n— Ana Prieto, engineer\n\nThe bridge - a new one - is open."
    found = [tuple(text[tag.start : tag.end] for tag in parts) for parts in signed(text)]
    assert found == [("Ana Prieto, engineer", "—", "“The bridge belongs to both banks.”")]


def test_a_heading_in_capitals_is_no_turn() -> None:
    assert turns("UPDATE: The port is open.\n\nIt had been shut for a week.") == []


# ---------------------------------------------------------------- with the shipped weights

needs_weights = pytest.mark.skipif(not weights_there(), reason="no weights are packaged in this checkout")


@pytest.fixture(scope="module")
def stages() -> Pipeline:
    made = Pipeline([EncoderStage(), LanguageStage(), JoinedAttributionStage()])
    made.setup()
    return made


def article(text: str) -> Article:
    return Article(id="a", key="a", source="a.txt", format="text", sha256="0" * 64, text=text)


@needs_weights
def test_a_plain_news_sentence_gives_its_attribution(stages: Pipeline) -> None:
    text = "The harbour master said on Monday that two ferries had been turned back."
    (found,) = stages.code(article(text))[ATTRIBUTIONS]
    source, cue, content = words(text, found)
    assert source == ["The harbour master"]
    assert "said" in cue[0]
    assert "two ferries had been turned back" in content[0]


@needs_weights
def test_what_is_reported_inside_a_statement_has_it_as_its_parent(stages: Pipeline) -> None:
    text = "The newspaper reported that the mayor had denied that the bridge was closed."
    found = stages.code(article(text))[ATTRIBUTIONS]
    assert [one.parent for one in found] == [None, 0]
    assert words(text, found[1])[0] == ["the mayor"]


@needs_weights
@pytest.mark.parametrize(
    "text", ["", "\n", '"' * 3_000, "。、「」" * 500, "aaaa " * 5_000, "Он сказал, что это не так. " * 50]
)
def test_odd_texts_are_coded_without_raising(stages: Pipeline, text: str) -> None:
    for one in stages.code(article(text))[ATTRIBUTIONS]:
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
