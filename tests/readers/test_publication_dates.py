import datetime as dt

import pytest

from onrecord.readers import parse_published
from onrecord.readers.publication_dates import (
    DateClaim,
    date_in_url,
    is_date_line,
    is_later_date,
    published_date,
    stated_date,
)

TODAY = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2022-10-07",
        "2022-10-07T23:30:00Z",
        "2022-10-07T12:00:00.123+03:00",
        "2022-10-07 12:00:00+00:00",
        "20221007",
        "20221007T120000Z",
        "2022/10/07",
        "1665100800",
        "1665100800000",
        "Fri, 07 Oct 2022 12:00:00 GMT",
        "07 Oct 2022 12:00:00 +0300",
        "Fri Oct 07 20:19:24 +0000 2022",
        "7 October 2022",
        "7th of October, 2022",
        "October 7, 2022",
        "Oct. 7, 2022",
        "Friday, October 7, 2022 at 10:30 am EDT",
        "12:30, 7 October 2022",
        "7-Oct-2022",
        "07.10.2022",
        "Published: 7 October 2022 12:30 BST",
        "Published on Oct 7, 2022 | 10:30 GMT+3",
    ],
)
def test_a_date_is_read_as_outlets_write_it(written: str) -> None:
    assert parse_published(written) == "2022-10-07"


def test_a_slashed_date_with_two_readings_is_none_and_says_so() -> None:
    assert parse_published("07/10/2022") is None
    assert stated_date("07/10/2022").reason == "may be 2022-10-07 or 2022-07-10"


def test_a_slashed_date_with_one_reading_is_read() -> None:
    assert parse_published("17/10/2022") == "2022-10-17"
    assert parse_published("10/17/2022") == "2022-10-17"
    assert parse_published("10/10/2022") == "2022-10-10"


@pytest.mark.parametrize(
    "written", ["October 2022", "2022", "31 February 2022", "yesterday", "", "Room 7", "٧/١٠/٢٠٢٢"]
)
def test_what_names_no_day_is_no_date(written: str) -> None:
    assert parse_published(written) is None


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert is_date_line("7 October 2022")
    assert is_date_line("Updated 3 May 2021")
    assert not is_date_line("The 7 October 2022 attack")
    assert is_later_date("Updated 3 May 2021")
    assert not is_later_date("Published 3 May 2021")


def test_a_date_stands_in_an_address() -> None:
    assert date_in_url("https://paper.example/2022/10/07/title") == "2022-10-07"
    assert date_in_url("https://paper.example/2022/oct/07/title") == "2022-10-07"
    assert date_in_url("https://paper.example/news/2022-10-07-title") == "2022-10-07"
    assert date_in_url("https://paper.example/id/20221399") is None


def test_the_strongest_claim_is_taken_and_the_difference_told() -> None:
    answer = published_date([DateClaim("2022-10-01", "url"), DateClaim("7 October 2022", "byline")], today=TODAY)
    assert (answer.iso, answer.found) == ("2022-10-07", "byline")
    assert "2022-10-01 (url)" in answer.remarks[0][1]
    assert answer.remarks[0][0] == "warning"


def test_a_day_between_two_time_zones_costs_a_note_only() -> None:
    answer = published_date([DateClaim("2022-10-08", "url"), DateClaim("2022-10-07", "meta")], today=TODAY)
    assert [remark[0] for remark in answer.remarks] == ["note"]


def test_the_callers_word_ends_the_matter() -> None:
    answer = published_date([DateClaim("07/10/2022", "meta"), DateClaim("2022-10-07", "option")], today=TODAY)
    assert answer.iso == "2022-10-07"
    assert answer.remarks == ()


def test_no_date_stays_none() -> None:
    answer = published_date([], today=TODAY)
    assert answer.iso is None
    assert "--published" in answer.remarks[0][2]


def test_a_date_in_the_future_is_kept_with_a_warning() -> None:
    answer = published_date([DateClaim("2031-01-01", "meta")], today=TODAY)
    assert answer.iso == "2031-01-01"
    assert "future" in answer.remarks[0][1]
