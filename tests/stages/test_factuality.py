"""How clauses present their deeds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import FACTUALITY, SENTENCES, STATEMENTS, TOKENS
from onrecord.stages.factuality import FactualityStage
from tests.conftest import article_of
from tests.stages.event_articles import factuality
from tests.stages.parsing import parsed

PLAIN = ("+", "asserted", "certain", "past")

CASES = [
    ("Turkey seeks to annex the islands.", "annex", ("+", "predicted", "probable", "future")),
    ("Turkey wants the hostages to be freed.", "freed", ("+", "demanded", "certain", "future")),
    ("Dozens of soldiers are estimated to have been killed.", "killed", ("+", "asserted", "probable", "past")),
    ("The general reportedly refused to storm the parliament.", "storm", ("-", "asserted", "probable", "past")),
    ("Stronger measures, including the deployment of troops, should be taken.", "deployment",
     ("+", "demanded", "certain", "future")),
    ("He answered by insisting that there would be no negotiations.", "negotiations",
     ("-", "predicted", "certain", "future")),
    ("The decree prohibits them from leaving the city.", "leaving", ("-", "demanded", "certain", "future")),
    ("The criticism of the army could be the beginning of a purge.", "criticism", PLAIN),
    ("The rebels attacked the port on Sunday.", "attacked", PLAIN),
    ("Kenya's army did not attack the port.", "attack", ("-", "asserted", "certain", "past")),
    ("The colonels never released the judge.", "released", ("-", "asserted", "certain", "past")),
    ("Nobody was arrested in the square.", "arrested", ("-", "asserted", "certain", "past")),
    ("The police fired no shots at the crowd.", "fired", ("-", "asserted", "certain", "past")),
    ("The general refused to withdraw his men.", "withdraw", ("-", "asserted", "certain", "past")),
    ("The mediators failed to free the hostages.", "free", ("-", "asserted", "certain", "past")),
    ("They left the valley without attacking the convoy.", "attacking", ("-", "asserted", "certain", "past")),
    ("Mali denied attacking the camp.", "attacking", ("-", "denied", "certain", "past")),
    ("Mali denied that its soldiers had burned the village.", "burned", ("-", "denied", "certain", "past")),
    ("Mali dismissed claims that its soldiers burned the village.", "burned", ("-", "denied", "certain", "past")),
    ("Turkey may attack the enclave next week.", "attack", ("+", "predicted", "possible", "future")),
    ("Turkey may have attacked the enclave.", "attacked", ("+", "asserted", "possible", "past")),
    ("The junta will release the monks on Friday.", "release", ("+", "predicted", "certain", "future")),
    ("The two ministers are to meet in Oslo.", "meet", ("+", "predicted", "certain", "future")),
    ("Greece plans to deploy two frigates.", "deploy", ("+", "predicted", "probable", "future")),
    ("The court is expected to free the editor.", "free", ("+", "predicted", "probable", "future")),
    ("If Chad attacks the base, France will retaliate.", "attacks", ("+", "hypothetical", "possible", "future")),
    ("If Chad attacks the base, France will retaliate.", "retaliate", ("+", "hypothetical", "possible", "future")),
    ("The union will strike unless the mill pays.", "pays", ("+", "hypothetical", "possible", "future")),
    ("They were told not to fire unless they were attacked.", "attacked", ("+", "hypothetical", "possible", "future")),
    ("An attack was likely that night.", "attack", ("+", "predicted", "probable", "future")),
    ("The army did not rule out that a missile had hit the ship.", "hit", ("+", "asserted", "possible", "past")),
    ("Had they attacked, the capital would have fallen.", "attacked", ("+", "hypothetical", "possible", "past")),
    ("France urged Niger to release the president.", "release", ("+", "demanded", "certain", "future")),
    ("France urged Niger not to expel the envoy.", "expel", ("-", "demanded", "certain", "future")),
    ("She demanded that the junta release the monks.", "release", ("+", "demanded", "certain", "future")),
    ("The rebels threatened to bomb the bridge.", "bomb", ("+", "threatened", "certain", "future")),
    ("Serbia promised to withdraw its police.", "withdraw", ("+", "promised", "certain", "future")),
    ("Serbia pledged not to attack the monastery.", "attack", ("-", "promised", "certain", "future")),
    ("The army reportedly shelled the town.", "shelled", ("+", "asserted", "probable", "past")),
    ("The army allegedly shelled the town.", "shelled", ("+", "asserted", "possible", "past")),
    ("The colonel is believed to have ordered the raid.", "ordered", ("+", "asserted", "probable", "past")),
    ("The governor was accused of shelling the town.", "shelling", ("+", "asserted", "possible", "past")),
    ("Did the army shell the town?", "shell", ("+", "asked", "possible", "past")),
    ("Reporters asked whether the army had shelled the town.", "shelled", ("+", "asked", "possible", "past")),
    ("There was no attack on the airport.", "attack", ("-", "asserted", "certain", "past")),
    ("Fears of an attack emptied the market.", "attack", ("+", "predicted", "possible", "future")),
    ("Police foiled a plot to bomb the parliament.", "bomb", ("-", "asserted", "certain", "past")),
    ("In 1998 the army massacred villagers.", "massacred", ("+", "asserted", "certain", "history")),
    ("The crowd is burning tyres.", "burning", ("+", "asserted", "certain", "present")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{word}: {text}" for text, word, _ in CASES])
def test_a_clause_presents_its_deed(text: str, word: str, expected: tuple[str, str, str, str]) -> None:
    found = factuality(text, word)
    assert (found.polarity, found.mode, found.certainty, found.time_frame) == expected


def test_what_lies_above_a_statement_does_not_bear_on_its_content() -> None:
    text = "The mayor may say that the police shot the baker."
    found = factuality(text, "shot", ("The mayor", "may say", "that the police shot the baker"))
    assert (found.mode, found.certainty) == ("asserted", "certain")


def test_the_kind_of_a_statement_holds_where_no_verb_governs_its_content() -> None:
    text = "Officers beat the baker: a lie from start to end, the chief protested."
    found = factuality(text, "beat", ("the chief", "protested", "Officers beat the baker"), kind="denies")
    assert (found.polarity, found.mode) == ("-", "denied")


def test_without_a_date_of_publication_nothing_is_history() -> None:
    assert factuality("In 1998 the army massacred villagers.", "massacred", published=None).time_frame == "past"


def test_a_year_ago_is_not_history() -> None:
    assert factuality("In 2023 the army massacred villagers.", "massacred").time_frame == "past"


def test_a_year_in_what_the_deed_is_about_does_not_date_it() -> None:
    found = factuality("The commander apologised for the 1987 bombing.", "apologised")
    assert found.time_frame == "past"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_raises(text: str) -> None:
    document = parsed(article_of(text)).with_layer(STATEMENTS, ())
    coded = FactualityStage().process(document)
    assert all(0 <= position < len(coded[TOKENS]) for position in coded[FACTUALITY])
    assert len(coded[SENTENCES]) == len(document[SENTENCES])


def test_capitals_do_not_raise() -> None:
    text = "GUERRILLAS ATTACKED A POWER STATION. THE GOVERNMENT DENIED THAT ANYONE WAS KILLED."
    document = parsed(article_of(text)).with_layer(STATEMENTS, ())
    assert FactualityStage().process(document)[FACTUALITY] is not None
