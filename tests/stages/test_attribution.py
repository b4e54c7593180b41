"""What the attribution stage finds in sentences of our own."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.document import ATTRIBUTIONS, Attribution, Document
from onrecord.schema import Article, Span
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.attribution.quotes import quoted_stretches
from tests.stages.parsing import parsed

Words = tuple[str, str, str]


@cache
def frames() -> AttributionStage:
    stage = AttributionStage()
    stage.setup()
    return stage


def coded(text: str, boilerplate: tuple[Span, ...] = ()) -> Document:
    article = Article(
        id="article-1", key="1", source="1.txt", format="text", sha256="0", text=text, boilerplate=boilerplate
    )
    return frames().process(parsed(article))


def attributions(text: str) -> tuple[Attribution, ...]:
    return coded(text)[ATTRIBUTIONS]


def words(text: str, *, nested: bool = False) -> list[Words]:
    """Source, cue and content in words of the attributions at the top (or of those inside others)."""

    def quoted(pieces: tuple[tuple[int, int], ...]) -> str:
        return " / ".join(text[start:end] for start, end in pieces)

    return [
        (quoted(a.source), quoted(a.cue), quoted(a.content))
        for a in attributions(text)
        if (a.parent is not None) == nested
    ]


def test_indirect_speech_with_and_without_that() -> None:
    assert words("The president said the army would leave the town by June.") == [
        ("The president", "said", "the army would leave the town by June")
    ]
    assert words("The ministry denied that its troops had crossed the border.") == [
        ("The ministry", "denied", "that its troops had crossed the border")
    ]


def test_a_direct_quotation_keeps_its_marks() -> None:
    assert words('"They fired without warning," said a nurse at the clinic.') == [
        ("a nurse at the clinic", "said", '"They fired without warning,"')
    ]


def test_quoted_pieces_round_a_cue_are_one_attribution() -> None:
    text = '"We will not pay for this war," the finance minister told reporters on Monday. "Not one dinar."'
    assert words(text) == [
        ("the finance minister", "told", '"We will not pay for this war," / "Not one dinar."'),
    ]


def test_a_partly_quoted_clause_is_whole_content() -> None:
    assert words('The mayor said the plan was "a disgrace to the whole of the city" and would be scrapped.') == [
        ("The mayor", "said", 'the plan was "a disgrace to the whole of the city" and would be scrapped')
    ]


def test_a_parenthesis_attributes_the_whole_sentence() -> None:
    assert words("The bridge, the engineers said, would carry trucks again by autumn.") == [
        ("the engineers", "said", "The bridge / would carry trucks again by autumn")
    ]


def test_according_to_attributes_the_clause() -> None:
    assert words("Rebels shelled the airport for two hours, according to the defence ministry.") == [
        ("the defence ministry", "according to", "Rebels shelled the airport for two hours")
    ]


def test_the_cue_takes_negation_and_auxiliaries() -> None:
    assert words("The general did not say that the village had fallen.") == [
        ("The general", "did not say", "that the village had fallen")
    ]


def test_accusing_urging_vowing_and_planning_are_attributions() -> None:
    cues = {
        "The opposition accused the government of stealing the election.": "accused",
        "The United Nations urged Kigali to withdraw its soldiers.": "urged",
        "The party vowed to appeal the verdict.": "vowed",
        "The company plans to close the mine.": "plans",
        "Unions called for a general strike.": "called for",
    }
    for text, cue in cues.items():
        assert [found[1] for found in words(text)] == [cue], text


def test_nouns_can_be_cues() -> None:
    assert ("His", "plan", "to sell the port") in words("His plan to sell the port has divided the cabinet.")
    assert ("Ankara's", "claim", "that the boat was armed") in words("Ankara's claim that the boat was armed is false.")


def test_belief_of_nobody_has_no_source() -> None:
    assert words("It is believed that the convoy was ambushed.") == [
        ("", "is believed", "that the convoy was ambushed")
    ]
    assert words("The convoy is believed to have been ambushed.") == [
        ("", "is believed", "The convoy / to have been ambushed")
    ]


def test_the_author_can_be_a_source() -> None:
    assert words("I think the treaty is a mistake.") == [("I", "think", "the treaty is a mistake")]


def test_a_headline_with_a_colon() -> None:
    assert words("Prime Minister: No deal with rebels on prisoners\n\nTalks ended on Friday.") == [
        ("Prime Minister", ":", "No deal with rebels on prisoners")
    ]


def test_a_statement_inside_a_statement_is_its_child() -> None:
    text = "The agency said that the committee had announced that the pipeline would close."
    found = attributions(text)
    assert [a.parent for a in found] == [None, 0]
    assert words(text, nested=True) == [("the committee", "had announced", "that the pipeline would close")]


def test_nesting_ends_at_the_third_level() -> None:
    text = "The paper said that the minister said that the general said that the mayor said that the bridge was open."
    found = attributions(text)
    assert [a.parent for a in found] == [None, 0, 1]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = 'The bishop said:\n\n"We buried nine people today.\n\n"Two of them were children."\n\nThe rain went on.'
    assert words(text) == [
        ("The bishop", "said", '"We buried nine people today. / "Two of them were children."'),
    ]


def test_a_quotation_with_its_own_cue_is_not_carried_over() -> None:
    text = '"The road is open," the mayor said. "It is mined," a driver said.'
    assert [(source, content) for source, _, content in words(text)] == [
        ("the mayor", '"The road is open,"'),
        ("a driver", '"It is mined,"'),
    ]


def test_scare_quotes_are_nobodys_statement() -> None:
    assert words('The "liberated" town lies in ruins, and its "governor" has fled.') == []


def test_deeds_and_bare_acts_are_no_statements() -> None:
    for text in (
        "Troops attacked the village before dawn.",
        "The speaker declined to comment.",
        "Police arrested forty people.",
        "The president flew to Cairo.",
    ):
        assert words(text) == [], text


def test_boilerplate_is_not_coded() -> None:
    text = "Readers say they love our newsletter.\n\nThe minister said the talks had failed."
    footer = Span(0, 37, None, None, text[:37])
    found = coded(text, (footer,))[ATTRIBUTIONS]
    assert [text[slice(*a.cue[0])] for a in found] == ["said"]


def test_confidence_is_higher_for_plain_speech_than_for_a_plan() -> None:
    said = attributions("The president said that the army would leave.")[0]
    plan = attributions("His plan to sell the port has divided the cabinet.")[0]
    assert said.confidence > plan.confidence
    assert said.rule == "v ccomp: say"


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and left.", ["“yes”"]),
        ("„Wir gehen nicht“, sagte er.", ["„Wir gehen nicht“"]),
        ("« On part », dit-il.", ["« On part »"]),
        ("»Wir bleiben«, sagte sie.", ["»Wir bleiben«"]),
        ("''We stay,'' he said.", ["''We stay,''"]),
        ("The 'governor' of the '90s didn't go.", ["'governor'"]),
        ("She is 5'10\" tall.", []),
        ('"It never closes.', ['"It never closes.']),
        ("It never opens.”", []),
        ('One " two " three "four', ['"four']),
    ],
)
def test_quotation_marks_of_many_kinds(text: str, stretches: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quoted_stretches(text)] == stretches


def test_a_quotation_ends_with_its_line() -> None:
    first, second = quoted_stretches('"One goes on\n"two ends."')
    assert (first.closed, second.closed) == (False, True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                '"', "'", "''", "“", "”", "„", "«", "»", "‘", "’", " ", "\n", "\n\n", ".", ",", ":", ";", "(", ")", "?",
                "—", "-", "said", "says", "he", "The minister", "that", "told", "according to", "accused", "of", "will",
                "not", "plan", "to", "go", "who", "and", "X", "é", "\u00a0", "\u2028", "😀", "5'10\"",
            ]
        ),
        max_size=60,
    ).map(lambda parts: " ".join(parts))
    | st.text(max_size=120)
)  # fmt: skip
def test_any_text_gives_offsets_within_it_and_parents_before_children(text: str) -> None:
    found = attributions(text)
    for place, attribution in enumerate(found):
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
        if attribution.parent is not None:
            assert attribution.parent < place
            outer = found[attribution.parent].content
            for start, end in attribution.content:
                assert any(low <= start and end <= high for low, high in outer)


def test_the_same_text_gives_the_same_attributions() -> None:
    text = 'The envoy said the talks "went nowhere at all" and Paris wants a new round, officials said.'
    assert attributions(text) == attributions(text)


def test_what_is_believed_of_somebody_is_not_on_his_word() -> None:
    (found,) = words("Dozens of miners are believed to have drowned in the pit.")
    assert found == ("", "are believed", "Dozens of miners / to have drowned in the pit")


def test_a_participle_after_a_comma_goes_with_the_subject_of_the_clause() -> None:
    text = "The deputy governor of Arlen, Marta Kovacs, attacked Finance Minister Ivo Brandt, urging him to resign."
    assert {source for source, cue, _ in words(text) if cue in ("attacked", "urging")} == {
        "The deputy governor of Arlen, Marta Kovacs"
    }


def test_an_answer_by_saying_something_has_the_answering_subject() -> None:
    text = "Minister Ana Silva responded to the move to close the port by insisting that ships would be unloaded."
    found = next(attribution for attribution in words(text) if attribution[1] == "insisting")
    assert found == ("Minister Ana Silva", "insisting", "that ships would be unloaded")


def test_an_apposition_at_the_end_is_no_content() -> None:
    assert words("The king promoted Sir Hugh to the rank of admiral, his third promotion in two years.") == []


def test_more_than_many_earn_is_a_measure_and_no_source() -> None:
    assert words("They had each been earning 900 dollars a month, more than many teachers make in a year.") == []


def test_what_must_be_done_is_nobodys_statement() -> None:
    assert words("Farmers must respond to this drought with new wells.") == []
    assert words("This requires firm opposition to the plans of the mine owners.") == []


def test_the_name_of_what_somebody_described_is_the_content() -> None:
    text = "The envoy explained the role of the guards in what she openly described as a mutiny."
    assert ("she", "openly described as", "a mutiny") in words(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police put the crowd at 4,000.", ("Police", "put", "the crowd at 4,000")),
        ("The monitors counted 38 burnt houses.", ("The monitors", "counted", "38 burnt houses")),
        ("The ministry raised the toll to 61.", ("The ministry", "raised", "the toll to 61")),
        ("The hospital spoke of 30 wounded.", ("The hospital", "spoke of", "30 wounded")),
    ],
)
def test_a_number_stands_on_the_word_of_who_gives_it(text: str, found: Words) -> None:
    assert words(text) == [found]


def test_the_captain_who_put_four_men_at_the_gate_counts_nobody() -> None:
    assert words("The captain put four men at the gate.") == []


def test_an_attack_in_public_is_made_of_words_and_one_with_guns_is_not() -> None:
    assert words("The governor openly attacked the finance ministry.") == [
        ("The governor", "openly attacked", "the finance ministry")
    ]
    assert words("The rebels attacked the finance ministry.") == []


def test_who_lets_it_be_known_says_it() -> None:
    text = "The queen's aides let it be known that she had not been asked."
    assert words(text) == [("The queen's aides", "let it be known", "that she had not been asked")]


def test_an_aside_between_commas_parts_the_sentence_it_is_about() -> None:
    text = "President Jan Novak of Ruthenia, critics in Paris complain, came close to recognising the rebels."
    assert words(text)[0] == (
        "critics in Paris",
        "complain",
        "President Jan Novak of Ruthenia / came close to recognising the rebels",
    )


def test_a_dateline_belongs_to_no_source() -> None:
    text = "ARLEN, March 3 (Northern Press) - The harbour master said that the quay was closed."
    assert words(text) == [("The harbour master", "said", "that the quay was closed")]
