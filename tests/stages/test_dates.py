"""Dates: what is a time expression and which days it stands for. All sentences are invented."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.check import check_stage
from onrecord.document import ACTORS, CHAINS, DATES, STATEMENTS, Document
from onrecord.schema import Date
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.dates import DatesStage, time_expressions
from onrecord.stages.dates.context import NO_PUBLICATION_DATE, NO_SUCH_DAY
from onrecord.stages.dates.periods import easter, hebrew_day, islamic_day, orthodox_easter, stepped
from onrecord.stages.statements import StatementsStage
from tests.conftest import article_of
from tests.stages.parsing import parsed, parsing

STAGE = DatesStage()
FRIDAY = "2023-06-16"


def dates(text: str, published: str | None = FRIDAY) -> list[Date]:
    document = parsed(article_of(text, published=published)).with_layer(STATEMENTS, ())
    return list(STAGE.process(document)[DATES])


def one(text: str, quote: str, published: str | None = FRIDAY) -> Date:
    found = [date for date in dates(text, published) if date.spans[0].quote == quote]
    assert found, f"{quote!r} is not among {[date.spans[0].quote for date in dates(text, published)]}"
    return found[0]


def days(date: Date) -> str:
    return f"{date.start}/{date.end}"


@pytest.mark.parametrize(
    ("text", "quote", "type_", "value"),
    [
        ("The bridge was opened on 4 May 1987.", "4 May 1987", "DATE", "1987-05-04"),
        ("The bridge was opened on May 4th, 1987.", "May 4th, 1987", "DATE", "1987-05-04"),
        ("Stamped 2021-11-30 by the clerk.", "2021-11-30", "DATE", "2021-11-30"),
        ("The harbour closed in October 1996.", "October 1996", "DATE", "1996-10"),
        ("The mill burnt down in 1911.", "1911", "DATE", "1911"),
        ("Rents doubled in the 1970s.", "the 1970s", "DATE", "197"),
        ("The wall dates from the 17th century.", "the 17th century", "DATE", "16"),
        ("Exports fell in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("They met in the summer of 1998.", "the summer of 1998", "DATE", "1998-SU"),
        ("The siege lasted three weeks.", "three weeks", "DURATION", "P3W"),
        ("She signed a five-year lease.", "five-year", "DURATION", "P5Y"),
        ("He waited for two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
        ("The ferry runs every day.", "every day", "SET", "P1D"),
        ("The council meets twice a week.", "twice a week", "SET", "P1W"),
        ("The plant costs $40m a year.", "a year", "SET", "P1Y"),
        ("The paper now sells well.", "now", "DATE", "PRESENT_REF"),
        ("The council is in session this week.", "this week", "DATE", "2023-W24"),
        ("The vote was held last month.", "last month", "DATE", "2023-05"),
        ("It opened four years ago.", "four years ago", "DATE", "2019"),
        ("The guests left on Wednesday night.", "Wednesday night", "TIME", "2023-06-14TNI"),
        ("The train left at 3 p.m. on Thursday.", "3 p.m. on Thursday", "TIME", "2023-06-15T15:00"),
    ],
)
def test_an_expression_has_its_timex_value(text: str, quote: str, type_: str, value: str) -> None:
    date = one(text, quote)
    assert (date.type, date.value) == (type_, value)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Rain fell in early March.", "early March", "2023-03-01/2023-03-10"),
        ("Rain fell in mid-March.", "mid-March", "2023-03-11/2023-03-20"),
        ("Rain fell in late March.", "late March", "2023-03-21/2023-03-31"),
        ("Prices rose in late 2021.", "late 2021", "2021-09-01/2021-12-31"),
        ("It must be ready by the end of next year.", "the end of next year", "2024-12-31/2024-12-31"),
        ("The road has been shut since April.", "April", "2023-04-01/2023-06-16"),
        ("The ban holds until Tuesday.", "Tuesday", "2023-06-16/2023-06-20"),
        ("He left on the eve of Easter 2022.", "the eve of Easter 2022", "2022-04-16/2022-04-16"),
        ("Shells hit the port overnight.", "overnight", "2023-06-15/2023-06-16"),
        ("Two hundred boats sank in the past year.", "the past year", "2022-06-16/2023-06-16"),
        ("The fair was held at Christmas.", "Christmas", "2022-12-25/2022-12-25"),
    ],
)
def test_days_follow_the_words_round_a_date(text: str, quote: str, expected: str) -> None:
    assert days(one(text, quote)) == expected


def test_a_weekday_goes_the_way_of_the_tense() -> None:
    assert one("The mayor resigned on Monday.", "Monday").start == "2023-06-12"
    assert one("The mayor will resign on Monday.", "Monday").start == "2023-06-19"
    assert one("The mayor plans to resign on Monday.", "Monday").start == "2023-06-19"


def test_the_weekday_of_publication_is_that_day_in_the_past_and_last_is_a_week_before() -> None:
    assert one("The mayor resigned on Friday.", "Friday").start == "2023-06-16"
    assert one("The mayor resigned last Friday.", "last Friday").start == "2023-06-09"


def test_this_weekend_in_a_friday_article_is_the_one_before_when_the_verb_is_past() -> None:
    assert days(one("Divers found the wreck this weekend.", "this weekend")) == "2023-06-10/2023-06-11"
    assert days(one("Divers will search the wreck this weekend.", "this weekend")) == "2023-06-17/2023-06-18"


def test_the_day_before_counts_from_the_day_mentioned() -> None:
    date = one("Troops entered the town on Tuesday. Its people had left the day before.", "the day before")
    assert (date.value, date.anchor) == ("2023-06-12", "2023-06-13")


def test_two_days_earlier_counts_from_the_day_mentioned() -> None:
    text = "The strike began on 10 May 2021. The talks had failed two days earlier."
    assert one(text, "two days earlier").value == "2021-05-08"


def test_a_month_without_a_year_is_in_the_year_that_tense_and_new_year_ask_for() -> None:
    assert one("The pipe burst in December.", "December", "2024-01-03").value == "2023-12"
    assert one("The summit will open on 4 January.", "4 January", "2023-12-28").value == "2024-01-04"


@pytest.mark.parametrize("phrase", ["on Tuesday", "yesterday", "last week", "in March", "two days ago", "this summer"])
def test_without_a_publication_date_nothing_is_guessed(phrase: str) -> None:
    found = dates(f"The dam broke {phrase}.", None)
    assert [(date.start, date.rule) for date in found] == [(None, NO_PUBLICATION_DATE)]
    assert found[0].value is None or found[0].value.startswith("XXXX")


def test_a_day_that_is_in_no_calendar_has_no_value() -> None:
    date = one("The letter is dated 31 February 2020.", "31 February 2020")
    assert (date.value, date.start, date.rule) == (None, None, NO_SUCH_DAY)


@pytest.mark.parametrize(
    "text",
    [
        "The October Revolution changed the law.",
        "After 9/11 the rules changed.",
        "Theresa May answered the letter.",
        "The minister may resign.",
        "Some 2000 people stood in the square.",
        "They flew in a Boeing 737.",
    ],
)
def test_names_verbs_and_counts_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_the_month_of_may_is_a_date() -> None:
    assert one("The bridge fell in May.", "May").value == "2023-05"


def test_feasts_fall_on_their_days() -> None:
    assert easter(2024) == dt.date(2024, 3, 31)
    assert orthodox_easter(2024) == dt.date(2024, 5, 5)
    assert hebrew_day(2024, "nisan", 15) == dt.date(2024, 4, 23)
    ramadan = islamic_day(2024, 9, 1)
    assert ramadan is not None
    assert abs((ramadan - dt.date(2024, 3, 11)).days) <= 1


def test_the_stage_holds_to_the_contract() -> None:
    class NoStatements:
        name, version, reads, writes = "none", "1", (), (STATEMENTS,)

        def setup(self) -> None: ...

        def process(self, document: Document) -> Document:
            return document.with_layer(STATEMENTS, ())

    articles = [article_of("He came on Monday, left two days later and returned in 2001.", published="2003-02-01")]
    assert check_stage(STAGE, articles, before=[*parsing(), NoStatements()]) == 3


@given(st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31)), st.integers(-200_000, 200_000))
def test_stepping_through_the_calendar_never_raises(day: dt.date, count: int) -> None:
    for grain in ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"):
        period = stepped(day, grain, count)  # type: ignore[arg-type]
        assert period is None or period.first <= period.last


VOCABULARY = """
the last next this early late mid- end of May 31 February 2020 0000 9999 10000 3 p.m. Monday weekend two years
ago before after Christmas Ramadan quarter third fiscal 1990s century since until eve 99/99/99 , . now every
of
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.none() | st.dates())
def test_any_words_give_ordered_expressions_and_sound_days(text: str, published: dt.date | None) -> None:
    found = time_expressions(text, published=published)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for expression in found:
        first, last = expression.resolved.first, expression.resolved.last
        assert (first is None) == (last is None)
        assert first is None or last is None or first <= last


def test_a_report_told_in_the_present_tense_looks_back(code):
    coded = code("Media reports on Thursday indicate that governors have begun a purge.", published="2022-10-07")
    (thursday,) = coded["dates"]
    assert thursday.start == "2022-10-06"


def test_today_in_a_quotation_is_the_day_it_was_spoken() -> None:
    text = 'On Wednesday, the mayor of Arlen defended the plan, saying: "Today the water is at our gates as well."'
    document = parsed(article_of(text, published=FRIDAY))
    document = StatementsStage().process(
        AttributionStage().process(document).with_layer(CHAINS, ()).with_layer(ACTORS, ())
    )
    found = {date.spans[0].quote: date.value for date in STAGE.process(document)[DATES]}
    assert found == {"Wednesday": "2023-06-14", "Today": "2023-06-14"}


def test_now_is_no_stretch_of_the_calendar() -> None:
    now = one("The paper now sells well.", "now")
    assert (now.start, now.end) == (None, None)


def test_by_a_weekday_in_a_condition_lies_ahead() -> None:
    assert one("They threatened to strike if he was not back by Monday.", "Monday").value == "2023-06-19"


def test_what_was_to_have_happened_lies_behind() -> None:
    assert one("The treaty that was to have been signed on Tuesday is dead.", "Tuesday").value == "2023-06-13"


def test_the_day_before_may_be_followed_by_the_verb() -> None:
    text = "The curfew began on Thursday. The report she had promised the day before was not printed."
    assert one(text, "the day before").value == "2023-06-14"


def test_a_weekday_and_the_date_that_follows_it_are_one_expression() -> None:
    assert one("They met on Monday, June 12.", "Monday, June 12").value == "2023-06-12"


def test_a_headline_that_ends_in_a_weekday_does_not_take_the_line_of_the_date() -> None:
    found = dates("Markets to stay shut until Monday\nJune 16, 2023\nThe exchange said so.")
    assert [date.value for date in found] == ["2023-06-19", "2023-06-16"]


def test_next_month_counts_from_publication_whatever_was_mentioned_before() -> None:
    text = "The ships were due in May 2008 and will be delivered next month."
    assert one(text, "next month").value == "2023-07"


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The deadline was moved; he has until 9 a.m. Tuesday.", "9 a.m. Tuesday", "2023-06-20T09:00"),
        ("Until Thursday, they had not named a suspect.", "Thursday", "2023-06-15"),
        ("He resigned, effective Monday.", "Monday", "2023-06-19"),
        ("She promised a draft by Monday.", "Monday", "2023-06-19"),
        ("The islands voted to stay on Sunday.", "Sunday", "2023-06-11"),
        ("The index hurt holders on Monday.", "Monday", "2023-06-12"),
    ],
)
def test_the_words_round_a_weekday_say_where_it_lies(text: str, quote: str, value: str) -> None:
    assert one(text, quote).value == value


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Sales rose in the quarter ended March 31.", "the quarter", "2023-Q1"),
        ("It lost money in the 2021 quarter.", "the 2021 quarter", "2021-Q1"),
        ("Profit rose for the full year.", "the full year", "2023"),
        ("Sales for the year ended June 30 rose.", "the year", "P1Y"),
        ("It must be ready by the end of the year.", "the end of the year", "2023"),
        ("The bond will be repaid in five years.", "five years", "2028"),
        ("He is the third minister in seven weeks.", "seven weeks", "P7W"),
        ("Talks followed months of unrest.", "months", "PXM"),
        ("Drones come every second night.", "every second night", "P2D"),
        ("They were married on 2 May; by the 17th both had left.", "the 17th", "2023-05-17"),
    ],
)
def test_business_periods_and_counted_units(text: str, quote: str, value: str) -> None:
    assert one(text, quote).value == value


@pytest.mark.parametrize(
    "text",
    [
        "Send it as soon as possible.",
        "The bank raised its overnight rate.",
        'He told "60 Minutes" so.',
        "The room is on the 17th floor.",
        "The party daily Zarya denied it.",
    ],
)
def test_look_alikes_of_times_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_a_war_meant_to_last_so_long_has_that_length() -> None:
    assert one("It was meant to last 30 days.", "30 days").value == "P30D"
