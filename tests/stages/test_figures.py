"""Figures: what is a number that counts, how it is bounded, what it counts and says. All sentences are invented."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.check import check_stage
from onrecord.document import CHAINS, DATES, FIGURES, STATEMENTS, Document
from onrecord.schema import Figure
from onrecord.stages.dates import DatesStage
from onrecord.stages.figures.grammar import number_expressions
from onrecord.stages.figures.numbers import cardinal, fraction, year_in_words
from onrecord.stages.figures.stage import FiguresStage
from onrecord.stages.figures.tolls import toll, toll_by_side, toll_in
from tests.conftest import article_of
from tests.stages.parsing import parsed, parsing

DATE_STAGE, STAGE = DatesStage(), FiguresStage()


def coded(text: str) -> Document:
    document = parsed(article_of(text, published="2023-06-16")).with_layer(CHAINS, ()).with_layer(STATEMENTS, ())
    return STAGE.process(DATE_STAGE.process(document))


def figures(text: str) -> list[Figure]:
    return list(coded(text)[FIGURES])


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.spans[0].quote for figure in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator"),
    [
        ("The camp holds 37 tents.", 37, 37, "exact"),
        ("The camp holds some 400,000 people.", 400_000, 400_000, "approx"),
        ("The camp holds nearly 60 tents.", None, 60, "approx"),
        ("The camp holds at least 60 tents.", 60, None, "at_least"),
        ("The camp holds 60 tents or more.", 60, None, "at_least"),
        ("The camp holds more than 60 tents.", 60, None, "more_than"),
        ("The camp holds up to 60 tents.", None, 60, "at_most"),
        ("The camp holds as many as 60 tents.", None, 60, "at_most"),
        ("The camp holds no more than 60 tents.", None, 60, "at_most"),
        ("The camp holds no fewer than 60 tents.", 60, None, "at_least"),
        ("The camp holds fewer than 60 tents.", None, 60, "less_than"),
        ("The camp holds between 60 and 80 tents.", 60, 80, "between"),
        ("The camp holds 60 to 80 tents.", 60, 80, "between"),
        ("The camp holds dozens of tents.", 24, None, "vague"),
        ("The camp holds tens of thousands of people.", 20_000, None, "vague"),
        ("The camp holds a handful of tents.", None, None, "vague"),
        ("The camp holds half a million people.", 500_000, 500_000, "exact"),
        ("The camp holds 1.2 million people.", 1_200_000, 1_200_000, "exact"),
        ("The camp holds two dozen tents.", 24, 24, "exact"),
        ("The camp holds a hundred and five tents.", 105, 105, "exact"),
    ],
)
def test_the_wording_bounds_the_number(text: str, low: float | None, high: float | None, comparator: str) -> None:
    figure = only(text)
    assert (figure.low, figure.high, figure.comparator) == (low, high, comparator)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("The deal is worth $1.2bn.", 1.2e9, "USD"),
        ("The deal is worth €350m.", 3.5e8, "EUR"),
        ("The deal is worth INR 32 lakh.", 3.2e6, "INR"),
        ("The deal is worth three million roubles.", 3e6, "RUB"),
        ("The deal is worth A$26m.", 2.6e7, "AUD"),
        ("Output fell by 4.5%.", 4.5, "percent"),
        ("Output fell by four per cent.", 4, "percent"),
        ("Two-thirds of the houses are empty.", 66.67, "percent"),
        ("One in five houses is empty.", 20, "percent"),
        ("The village lies 20 km away.", 20, "km"),
        ("The lorry carried 300 kg of sugar.", 300, "kg"),
        ("A 12-year-old girl found the box.", 12, "year"),
        ("The box was found by a man aged 71.", 71, "year"),
    ],
)
def test_units_and_currencies_have_one_name(text: str, low: float, unit: str) -> None:
    figure = only(text)
    assert figure.low == pytest.approx(low, rel=1e-4)
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The storm sank 14 fishing boats.", "fishing boats"),
        ("Scores of families left the valley.", "families"),
        ("Clinics treated 34 injured.", "injured"),
        ("A turnout of 83% was announced.", "turnout"),
        ("The team found 280 bodies.", "bodies"),
    ],
)
def test_what_is_counted_is_the_noun(text: str, counted: str) -> None:
    assert only(text).counted == counted


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The bomb killed 14 shoppers.", "killed"),
        ("At least 14 shoppers died in the fire.", "killed"),
        ("Some 14 shoppers were hurt.", "wounded"),
        ("Police arrested 14 shoppers.", "arrested"),
        ("Gunmen abducted 14 shoppers.", "abducted"),
        ("Some 14,000 villagers fled.", "displaced"),
        ("About 900 protesters blocked the road.", "protesters"),
        ("The base holds 900 troops.", "troops"),
        ("The fine is $900.", "money"),
        ("The base is 9 km away.", "distance"),
        ("The bakery sold 90 loaves.", "other"),
    ],
)
def test_the_role_says_what_happened_to_those_counted(text: str, role: str) -> None:
    assert only(text).role == role


def test_those_who_kill_are_not_the_killed() -> None:
    assert only("Ten rebels killed the guard.").role == "troops"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell in 1911.",
        "The bridge fell on 4 May.",
        "It was the third day of the second round.",
        "The bomb hit Tower 22, near the border.",
        "The G7 met in the north.",
        "Call 555-123-4567 for help.",
        "One can only wait.",
        "The two-storey house was sold.",
    ],
)
def test_years_ordinals_names_and_telephone_numbers_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_nobody_is_zero_where_it_gives_a_toll() -> None:
    figure = only("Nobody was hurt.")
    assert (figure.low, figure.high, figure.role) == (0, 0, "wounded")
    assert figures("What nobody disputes is the cost.") == []


def test_a_change_is_two_figures() -> None:
    assert [figure.low for figure in figures("The toll rose to 37 from 29.")] == [37, 29]


def test_the_whole_expression_and_the_number_alone_are_kept() -> None:
    figure = only("The quake killed at least 37 villagers.")
    assert (figure.spans[0].quote, figure.number[0].quote) == ("at least 37 villagers", "37")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed two soldiers and five rebels.", 7),
        ("The blast killed 12 people, including three children.", 12),
        ("The blast killed 12 people, two of them children.", 12),
        ("The blast killed 12 people. The 12 villagers were killed at a wedding.", 12),
        ("The blast killed 12 people. Another five villagers were killed in a second attack.", 17),
        ("The blast wounded 12 people.", None),
    ],
)
def test_a_toll_adds_groups_but_not_parts_or_repeats(text: str, expected: int | None) -> None:
    assert toll(coded(text)[FIGURES], "killed", text=text) == expected


def test_a_victim_without_a_number_counts_as_one() -> None:
    assert toll_in(coded("A constable was killed and four others were injured."), "killed") == 1


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("forty-two", 42),
        ("1,234,567.5", 1_234_567.5),
        ("4,00,000", 400_000),
        ("three hundred and twelve thousand", 312_000),
        ("two and a half million", 2_500_000),
        ("2½", 2.5),
        ("infinity million", None),
        ("9" * 1000, None),
    ],
)
def test_number_words_have_their_value(words: str, value: float | None) -> None:
    assert cardinal(words) == value


def test_fractions_and_years_in_words() -> None:
    assert fraction("three-quarters") == 0.75
    assert year_in_words("nineteen ninety-six") == 1996


def test_the_stage_holds_to_the_contract() -> None:
    class NoStatements:
        name, version, reads, writes = "none", "1", (), (CHAINS, STATEMENTS)

        def setup(self) -> None: ...

        def process(self, document: Document) -> Document:
            return document.with_layer(CHAINS, ()).with_layer(STATEMENTS, ())

    text = "At least 37 people, two of them children, were killed; 1.2m fled."
    assert check_stage(STAGE, [article_of(text)], before=[*parsing(), NoStatements(), DATE_STAGE]) == 3


@given(st.integers(0, 10**9))
def test_digits_with_separators_mean_the_same_as_without(number: int) -> None:
    assert cardinal(f"{number:,}") == cardinal(str(number)) == number


VOCABULARY = """
at least more than up to between and 37 1.2 million $ € % half a third two-thirds one in five dozens of people
none nobody no 9999999999 ½ lakh , . ( ) - killed aged year-old km infinity ٣٤ 10-12 from
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_words_give_ordered_numbers_and_sound_bounds(text: str) -> None:
    found = list(number_expressions(text, 0, len(text)))
    assert all(before.end <= after.number_start for before, after in pairwise(found))
    for number in found:
        assert (
            number.start <= number.number_start < number.number_end <= max(number.end, number.number_end) <= len(text)
        )
        assert number.low is None or math.isfinite(number.low)
        assert number.low is None or number.high is None or number.low <= number.high


def test_a_layer_of_dates_keeps_dates_out() -> None:
    document = coded("In 2021, 300 boats came.")
    assert [date.spans[0].quote for date in document[DATES]] == ["2021"]
    assert [figure.low for figure in document[FIGURES]] == [300]


def test_one_after_another_is_no_count() -> None:
    assert figures("One setback has followed another.") == []
    assert figures("It may exchange one kind of rule for another.") == []
    assert [f.low for f in figures("One soldier shot another soldier.")] == [1]


def test_those_estimated_to_have_been_killed_are_killed() -> None:
    assert only("Tens of thousands of soldiers are estimated to have been killed.").role == "killed"
    assert only("Forty miners lost their lives.").role == "killed"


def test_short_years_idioms_and_doubts_are_no_figures() -> None:
    assert figures("It was the best song of '68.") == []
    assert figures("He had no doubts about the outcome.") == []
    assert figures("At one point he wept.") == []
    assert figures("She has a none-too-bright assistant.") == []


@pytest.mark.parametrize(
    ("text", "number", "voice"),
    [
        ("The army put its losses at 57.", "57", "army"),
        ("Guards counted 409 bodies on Monday.", "409", "Guards"),
        ("The home ministry raised the toll to 241 on Monday.", "241", "home ministry"),
        ("The war has killed 377,000 people, by a UN estimate.", "377,000", "UN"),
    ],
)
def test_who_counted_is_the_voice_of_a_number_where_no_statement_covers_it(text: str, number: str, voice: str) -> None:
    assert {f.number[0].quote: f.voice for f in figures(text)}[number] == (voice,)


def test_a_number_set_against_another_shares_its_voice() -> None:
    voices = [figure.voice for figure in figures("The home ministry raised the toll to 241, up from 198.")]
    assert voices == [("home ministry",), ("home ministry",)]


def test_what_was_done_to_a_number_of_people_is_the_authors_word() -> None:
    assert only("The army shot 57 villagers.").voice == ()


@pytest.mark.parametrize(
    "text",
    [
        "He lives at 1935 Orchard Street.",
        "The office is at 24 Rue de Rivoli.",
        "Ring 020 7946 0958 or 555-0123.",
        "A T-72 tank and an F-16 fighter were shown.",
        "He was charged under section 144 and Form 990.",
        "The home side won 3-1.",
        "Apollo 11 landed.",
    ],
)
def test_numbers_that_are_labels_addresses_and_scores_count_nothing(text: str) -> None:
    assert figures(text) == []


def test_a_court_is_no_street() -> None:
    assert only("The letter names 20 Supreme Court judges.").low == 20


def test_a_toll_is_told_apart_by_the_side_of_the_victims() -> None:
    text = "Three rebels and two policemen were killed, and four villagers died."
    assert toll_by_side(coded(text), "killed") == {"rebels": 3, "security": 2, "civilians": 4}
