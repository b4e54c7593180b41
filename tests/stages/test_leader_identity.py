"""Heads of state and of government, identified by the date of the article and never by a guess."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from onrecord.document import ACTORS
from onrecord.stages.actors import ActorsStage
from onrecord.stages.leader_identity import post_named
from tests.stages.actor_articles import chained


def identified(text: str, published: str | None) -> dict[str, str]:
    """Name of the actor to identifier, for those who have one."""
    document = chained(text)
    dated = replace(document, article=msgspec.structs.replace(document.article, published=published))
    actors = ActorsStage().process(dated)[ACTORS]
    return {actor.name: actor.identifier for actor in actors if actor.identifier}


def test_an_office_without_a_name_is_identified_and_keeps_its_words() -> None:
    text = "The French president said on Friday that the talks would go on. He left for Berlin."
    assert identified(text, "1999-05-06") == {"French president": "leaders:FRA/president/1995-05-17"}


@pytest.mark.parametrize("published", [None, "1995-05-17", "2080-01-01"])
def test_without_a_date_or_on_a_day_of_doubt_nobody_is_identified(published: str | None) -> None:
    assert identified("The French president said on Friday that the talks would go on.", published) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The former French president met the vice president of Brazil.",
        "The next French president will go on with the talks.",
        "In 1962 the French president went to Algiers.",
        "The president opened the fair.",
        "Anna Keller hopes to become the president of France.",
        "Nobody knows who will be the French president.",
        "She was sworn in as the French president.",
    ],
)
def test_words_that_may_mean_somebody_else_identify_nobody(text: str) -> None:
    assert identified(text, "1999-05-06") == {}


def test_a_named_leader_is_identified_by_country_or_title() -> None:
    text = (
        "French President Jacques Chirac met the German chancellor. Prime Minister Tony Blair stayed away."
        " Chirac said that Blair was busy."
    )
    assert identified(text, "1999-05-06") == {
        "Jacques Chirac": "leaders:FRA/president/1995-05-17",
        "German chancellor": "leaders:DEU/chancellor/1998-10-27",
        "Tony Blair": "leaders:GBR/prime minister/1997-05-02",
    }


def test_spellings_and_the_order_of_names_do_not_matter() -> None:
    text = "Chinese President Xi Jinping met the Ukrainian president, Volodymyr Zelenskiy. Xi left."
    assert identified(text, "2021-05-06") == {
        "Xi Jinping": "leaders:CHN/president/2013-03-14",
        "Volodymyr Zelenskiy": "leaders:UKR/president/2019-05-20",
    }


def test_a_title_with_a_surname_says_enough_where_the_country_is_named() -> None:
    assert identified("President Clinton opened the fair.", "1994-05-06") == {}
    assert identified("President Clinton left the United States for Rome.", "1994-05-06") == {
        "Clinton": "leaders:USA/president/1993-01-20"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Former US President George Bush opened the fair.",
        "George Bush, the former American president, opened the fair.",
        "The ex-president George Bush left the United States for Rome.",
    ],
)
def test_a_former_president_is_not_taken_for_his_son_in_office(text: str) -> None:
    assert identified(text, "2003-05-06") == {}


def test_a_namesake_of_a_leader_is_not_identified() -> None:
    text = "Paul Martin, a Canadian hockey coach, spoke to a Brazilian farmer named Silva."
    assert identified(text, "2005-03-01") == {}


def test_a_name_that_does_not_fit_the_office_identifies_nobody() -> None:
    assert identified("The French president, Marie Dupont, said no.", "1999-05-06") == {}


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("The French president", ("FRA", "president")),
        ("Spain's king", ("ESP", "king")),
        ("the prime minister of the Netherlands", ("NLD", "prime minister")),
        ("the South African president", ("ZAF", "president")),
        ("the Polish premier", ("POL", "prime minister")),
        ("the Zairian president", ("COD", "president")),
        ("the Pope", ("VAT", "pope")),
        ("the former French president", None),
        ("the vice president of Brazil", None),
        ("the president", None),
        ("the Swiss king", None),
        ("the president of the bank of France", None),
        ("", None),
    ],
)
def test_which_post_a_noun_phrase_means(words: str, post: tuple[str, str] | None) -> None:
    assert post_named(words) == post
