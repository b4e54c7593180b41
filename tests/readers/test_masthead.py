from collections.abc import Sequence

import pytest

from onrecord.readers.layout import Paragraph
from onrecord.readers.masthead import Masthead, author_name, headline_position, is_footer, masthead
from onrecord.readers.offset_map import as_in_file

BODY = "The harbour workers went back to their cranes on Tuesday, and the council met in the old town hall."


def read(*texts: str) -> Masthead:
    paragraphs: Sequence[Paragraph] = [Paragraph(as_in_file(text)) for text in texts]
    return masthead(paragraphs, headline_position(paragraphs))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Eleanor Whitcombe", "Eleanor Whitcombe"),
        ("By ELEANOR WHITCOMBE and Jan de Vries", "ELEANOR WHITCOMBE and Jan de Vries"),
        ("By Eleanor Whitcombe, The Harbour Tribune", "Eleanor Whitcombe, The Harbour Tribune"),
        ("Written by Abu al-Hassan", "Abu al-Hassan"),
        ("By AFP", "AFP"),
    ],
)
def test_a_line_that_starts_with_by_names_the_author(line: str, name: str) -> None:
    found = read("Cranes move again", line, BODY)
    assert found.byline == name
    assert found.furniture == {1}


def test_a_bare_name_is_an_author_only_beside_a_date() -> None:
    assert read("Cranes move again", "Eleanor Whitcombe", "3 May 2021", BODY).byline == "Eleanor Whitcombe"
    assert read("Cranes move again", "Harbour Talks", BODY).byline is None


def test_author_and_date_may_share_a_line() -> None:
    found = read("Cranes move again", "By Eleanor Whitcombe | May 3, 2021", BODY)
    assert found.byline == "Eleanor Whitcombe"
    assert [claim.wording for claim in found.claims] == ["May 3, 2021"]


def test_a_day_of_change_is_no_day_of_publication() -> None:
    found = read("Cranes move again", "Published 3 May 2021", "Updated 9 May 2021", BODY)
    assert [claim.wording for claim in found.claims] == ["Published 3 May 2021"]
    assert found.furniture == {1, 2}


def test_a_sentence_that_starts_with_by_is_text() -> None:
    found = read("Cranes move again", "By Tuesday evening half of the port had stopped.", BODY)
    assert found.byline is None
    assert found.furniture == frozenset()


def test_a_dateline_with_a_year_states_the_date() -> None:
    found = read("Cranes move again", "PORT ARRAN, May 3, 2021 (Coast News) - The workers went back to their cranes.")
    assert [(claim.wording, claim.found) for claim in found.claims] == [("May 3, 2021", "dateline")]
    assert read("Cranes move again", "PORT ARRAN, May 3 - The workers went back to their cranes.").claims == ()


@pytest.mark.parametrize(
    "lead", ["Port Arran, 3 May 2021 - ", "Arran – May 3, 2021 – ", "St. Arran, Scotland, 3 May 2021 (CN) — "]
)
def test_a_dateline_need_not_be_in_capitals(lead: str) -> None:
    found = read("Cranes move again", f"{lead}The workers went back to their cranes and lifted the first of the boxes.")
    assert [claim.found for claim in found.claims] == ["dateline"]


@pytest.mark.parametrize(
    "lead", ["On Monday, 3 May 2021 - a holiday - ", "Monday, 3 May 2021 - the day of the storm - "]
)
def test_a_day_in_the_first_sentence_is_no_dateline(lead: str) -> None:
    assert read("Cranes move again", f"{lead}the workers went back to their cranes and lifted the boxes.").claims == ()


@pytest.mark.parametrize(
    "line",
    [
        "To contact the Tribune and its editors visit:",
        "tribune.example/contact",
        "https://tribune.example/",
        "desk@tribune.example",
        "Follow us on Telegram",
        "Subscribe to our newsletter",
        "© 2021 The Harbour Tribune",
        "Copyright 2021 The Harbour Tribune. All rights reserved.",
        "(Reporting by Eleanor Whitcombe; Editing by Jan de Vries)",
        "Read more: What the strike cost",
        "Advertisement",
        "###",
    ],
)
def test_what_stands_below_an_article_is_no_text(line: str) -> None:
    assert is_footer(line)
    assert read("Cranes move again", BODY, line).furniture == {2}


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright law was changed on Monday.",
        "Contact between the two armies was lost.",
        "Follow the money, the prosecutor told the court.",
        "Reporting by the Ombudsman shows that four men died in custody last year.",
        "Privacy policy was the subject of the talks.",
        "Share prices fell.",
        "Related clashes killed two.",
    ],
)
def test_a_sentence_is_not_taken_for_a_footer(sentence: str) -> None:
    assert not is_footer(sentence)


def test_a_first_line_without_full_stop_is_the_headline() -> None:
    assert read("Cranes move again", BODY).title == "Cranes move again"
    assert read("What The Strike Has Cost.", BODY).title == "What The Strike Has Cost."
    assert read("The strike ended on Monday.", BODY).title is None


def test_an_author_line_loses_its_by() -> None:
    assert author_name("by Eleanor Whitcombe") == "Eleanor Whitcombe"
    assert author_name("By ") is None
