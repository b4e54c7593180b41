"""Who holds which office of what, and whether still."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stages.actor_articles import offices_in

WORDS = (
    "President the of and , . former acting - elect Anna Kowalska its who is was named as head minister General Capt."
    " Poland 's for served Prime"
)


def told(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(office.person, office.title, office.organisation, office.status) for office in offices_in(text)]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "Finance Minister Elena Popova cut taxes.",
            ("Elena Popova", "Finance Minister", None, "current"),
        ),
        (
            "Hungarian President Janos Kovacs signed the law.",
            ("Janos Kovacs", "President", "Hungarian", "current"),
        ),
        (
            "Janos Kovacs, the head of the Danube Commission, spoke.",
            ("Janos Kovacs", "head", "the Danube Commission", "current"),
        ),
        (
            "The governor of Lublin, Marek Nowak, declared an emergency.",
            ("Marek Nowak", "governor", "Lublin", "current"),
        ),
        (
            "Kenya's foreign minister, Amina Otieno, flew to Paris.",
            ("Amina Otieno", "foreign minister", "Kenya", "current"),
        ),
        (
            "Ghana asked for a loan, its finance minister, Kofi Boateng, said.",
            ("Kofi Boateng", "finance minister", "Ghana", "current"),
        ),
        (
            "Former Chancellor Karl Brandt criticised the plan.",
            ("Karl Brandt", "Chancellor", None, "former"),
        ),
        (
            "The acting mayor, Sofia Marin, closed the schools.",
            ("Sofia Marin", "mayor", None, "acting"),
        ),
        (
            "President-elect Daniel Okafor thanked the voters.",
            ("Daniel Okafor", "President", None, "designated"),
        ),
        (
            "Thomas Reed served as secretary of state until 2013.",
            ("Thomas Reed", "secretary of state", None, "former"),
        ),
        (
            "The prime minister, Robert Hale, resigned on Tuesday.",
            ("Robert Hale", "prime minister", None, "former"),
        ),
        (
            "The prime minister, Robert Hale, will resign in May.",
            ("Robert Hale", "prime minister", None, "current"),
        ),
    ],
)
def test_an_office_is_read_with_its_body_and_status(text: str, office: tuple[str, str, str | None, str]) -> None:
    assert office in told(text)


def test_one_sentence_gives_every_office_it_tells() -> None:
    text = (
        "General Viktor Orlov, who is the current head of the Committee for Security and the former deputy"
        " interior minister, refused to answer."
    )
    assert told(text) == [
        ("Viktor Orlov", "General", None, "current"),
        ("Viktor Orlov", "head", "the Committee for Security", "current"),
        ("Viktor Orlov", "deputy interior minister", None, "former"),
    ]


def test_mister_is_no_office() -> None:
    assert told("Mr. Hale and Dame Judith Price met Dr. Otto Lang.") == []


def test_a_calling_is_no_office() -> None:
    assert told("Journalist Nina Berg interviewed the writer Paul Roth.") == []


def test_what_somebody_should_be_is_not_what_they_are() -> None:
    assert told("Supporters say Helen Brooks should be president.") == []


def test_the_evidence_is_in_the_text() -> None:
    text = "The governor of Lublin, Marek Nowak, declared an emergency."
    (office,) = offices_in(text)
    assert [span.quote for span in office.spans] == ["governor", "Lublin", "Marek Nowak"]
    assert all(text[span.start : span.end] == span.quote for span in office.spans)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split(" ")),
        max_size=20,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_no_text_raises(text: str) -> None:
    for office in offices_in(text):
        assert office.title
        assert office.person_spans


def test_a_denied_resignation_leaves_the_office() -> None:
    assert told("The ministry denied reports that Marshal Pavel Orlov had resigned.") == [
        ("Pavel Orlov", "Marshal", None, "current")
    ]


def test_the_country_may_follow_the_name() -> None:
    assert told("President Marie Dupont of Belgium signed the law.") == [
        ("Marie Dupont", "President", "Belgium", "current")
    ]


def test_two_who_held_an_office_one_after_the_other() -> None:
    text = "Anna Lind served first under President Karl Brandt and then Hugo Weiss."
    assert ("Karl Brandt", "President", None, "former") in told(text)
    assert ("Hugo Weiss", "President", None, "former") in told(text)


def test_that_before_a_title_is_no_part_of_it() -> None:
    found = told("The speaker told deputies that Polish Prime Minister Anna Kowalska would fly home.")
    assert ("Anna Kowalska", "Prime Minister", "Polish", "current") in found


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "The foreign minister-designate, Ines Duarte, flew home.",
            ("Ines Duarte", "foreign minister", None, "designated"),
        ),
        (
            "Ines Duarte, sworn in as interior minister, promised order.",
            ("Ines Duarte", "interior minister", None, "current"),
        ),
        (
            "Pavel Novak, dismissed in May as finance minister, says that he was tricked.",
            ("Pavel Novak", "finance minister", None, "former"),
        ),
        (
            "Kenya's ambassador in Oslo, Amina Otieno, declined to comment.",
            ("Amina Otieno", "ambassador", "Kenya", "current"),
        ),
        (
            "Robert Hale resigned as chairman on Monday.",
            ("Robert Hale", "chairman", None, "former"),
        ),
        (
            "The sacked mayor, Sofia Marin, was not told.",
            ("Sofia Marin", "mayor", None, "former"),
        ),
        (
            "The interior minister, Karl Brandt, was killed on Friday.",
            ("Karl Brandt", "interior minister", None, "former"),
        ),
        (
            "The exiled government's foreign secretary, Anna Kowalska, spoke in Paris.",
            ("Anna Kowalska", "foreign secretary", "The exiled government", "current"),
        ),
        (
            "The commissioner of police, Daniel Okafor, denied it.",
            ("Daniel Okafor", "commissioner of police", None, "current"),
        ),
    ],
)
def test_designations_oaths_posts_and_ends_of_office_are_read(
    text: str, office: tuple[str, str, str | None, str]
) -> None:
    assert office in told(text)
