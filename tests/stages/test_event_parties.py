"""Who did it to whom, by the country of each side."""

from __future__ import annotations

from tests.stages.event_articles import coded_events, event, events


def countries(participants: tuple[object, ...]) -> list[str | None]:
    return [getattr(one, "country", None) for one in participants]


def test_two_nations_before_one_noun_are_two_actors() -> None:
    found = event(coded_events("French and Egyptian warships shelled the port of Lattan."), "shelled")
    assert countries(found.actors) == ["FRA", "EGY"]
    assert [one.name for one in found.actors] == ["French warships", "Egyptian warships"]


def test_a_leader_stands_for_his_country() -> None:
    found = event(coded_events("Vladimir Putin condemned Turkey on Monday.", published="2016-03-01"), "condemned")
    assert countries(found.actors) == ["RUS"]


def test_a_surname_without_its_office_is_nobodys_leader() -> None:
    assert countries(event(coded_events("Brown condemned Turkey on Monday."), "condemned").actors) == [None]


def test_nobody_leads_before_he_comes_to_office() -> None:
    text = "Barack Obama condemned Turkey on Monday."
    assert countries(event(coded_events(text, published="2002-03-01"), "condemned").actors) == [None]


def test_an_ethnic_people_is_not_of_the_country_it_is_named_after() -> None:
    found = event(coded_events("Ethnic Albanians protested against the law on Friday."), "protested")
    assert countries(found.actors) == [None]


def test_its_troops_are_of_the_country_it_stands_for_and_its_allies_are_not() -> None:
    found = event(coded_events("Chad said rebels had attacked its troops."), "attacked")
    assert countries(found.recipients) == ["TCD"]
    found = event(coded_events("Chad said rebels had attacked its allies."), "attacked")
    assert countries(found.recipients) == [None]


def test_an_armed_group_is_of_the_country_it_fights_in() -> None:
    assert countries(event(coded_events("Hezbollah guerrillas attacked an army post."), "attacked").actors) == ["LBN"]


def test_a_government_that_jails_opposition_leaders_jails_its_own() -> None:
    found = event(coded_events("The Togolese government jailed opposition leaders on Friday."), "jailed")
    assert countries(found.recipients) == ["TGO"]


def test_a_foreign_army_does_not_fight_its_own() -> None:
    found = event(coded_events("The French army attacked rebels on Friday."), "attacked")
    assert countries(found.recipients) == [None]


def test_whoever_is_to_act_is_asked_even_where_the_askers_own_them() -> None:
    found = event(coded_events("Greece demanded that its partners refuse the deal."), "demanded")
    assert [one.name for one in found.recipients] == ["its partners"]


def test_a_complaint_is_about_somebody_before_it_is_made_to_somebody() -> None:
    found = event(coded_events("Lebanon complained to the United Nations about Israeli air raids."), "complained")
    assert countries(found.recipients) == ["ISR"]


def test_a_protest_is_against_those_whom_it_makes_demands_of() -> None:
    text = "Miners began a hunger strike to demand the resignation of the Bolivian president."
    found = event(coded_events(text), "hunger strike")
    assert countries(found.recipients) == ["BOL"]


def test_what_is_blocked_in_protest_is_nobody() -> None:
    assert event(coded_events("Angry workers blocked the road on Monday."), "blocked").recipients == ()


def test_a_declaration_demands_for_those_who_issue_it() -> None:
    found = event(coded_events("The rebels issued a declaration demanding that Uganda release prisoners."), "demanding")
    assert [one.name for one in found.actors] == ["rebels"]


def test_opposed_is_what_its_subject_is() -> None:
    found = event(coded_events("Israel is opposed to French mediation in the talks."), "opposed")
    assert (found.type, countries(found.actors), countries(found.recipients)) == ("REJECT", ["ISR"], ["FRA"])


def test_nobody_does_it_to_himself() -> None:
    found = event(coded_events("The accords signed by Israel oblige Israel to wait."), "signed")
    assert countries(found.recipients) == []


def test_who_is_to_kill_himself_is_both_sides() -> None:
    text = "On Thursday the governor attacked the defence minister, encouraging him to kill himself."
    found = event(coded_events(text, trained=True), "kill")
    assert found.recipients == found.actors != ()


def test_whoever_is_committed_to_prison_agrees_to_nothing() -> None:
    assert not events(coded_events("Three editors were committed to prison by the court."), "committed")


def test_the_wounded_are_people_and_no_deed() -> None:
    assert not events(coded_events("Helicopters evacuated the wounded from Gorta."), "wounded")
