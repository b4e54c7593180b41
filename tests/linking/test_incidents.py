"""Reports of one happening are one incident; who tells it, who denies it and where they differ is kept."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.linking import Links, conflicts, incidents
from tests.linking.conftest import report

POLICE = report(
    "police",
    "Gunmen killed 12 villagers in Kaduna on Monday, police said. The road to the north is closed.",
    publisher="Courier", published="1991-08-20",
)  # fmt: skip
DOCTOR = report(
    "doctor",
    "Twelve people were killed in Kaduna on Monday when gunmen attacked a market, a doctor at the hospital said.",
    publisher="Lantern", published="1991-08-21",
)  # fmt: skip
RESIDENTS = report(
    "residents",
    "In Kaduna gunmen killed at least 20 people on Monday, residents said. The army denied that its soldiers had"
    " attacked the market.",
    publisher="Post", published="1991-08-21",
)  # fmt: skip
REPRINT = report("reprint", f"{POLICE.text} More rain is expected.", publisher="Echo", published="1991-08-22")


def linked(record):
    with Links(record) as links:
        return incidents(links)


def with_mention(found, article, quote):
    (incident,) = [
        each for each in found
        if any(mention["article"] == article and mention["quote"] == quote for mention in each["mentions"])
    ]  # fmt: skip
    return incident


def test_three_reports_of_one_attack_are_one_incident_and_a_copy_is_no_witness(record_of):
    incident = with_mention(linked(record_of(POLICE, DOCTOR, RESIDENTS, REPRINT)), "police", "killed")
    assert {mention["article"] for mention in incident["mentions"]} == {"police", "doctor", "residents", "reprint"}
    assert incident["witnesses"] == ["Courier", "Lantern", "Post"]
    assert (incident["type"], incident["start"], incident["end"], incident["place"]) == (
        "ASSAULT", "1991-08-19", "1991-08-19", "Kaduna",
    )  # fmt: skip
    assert incident["first_hand"] == ["residents"]


def test_each_mention_stands_in_its_article_on_its_own_word(record_of):
    articles = {each.key: each for each in (POLICE, DOCTOR, RESIDENTS)}
    incident = with_mention(linked(record_of(*articles.values())), "police", "killed")
    for mention in incident["mentions"]:
        text = articles[mention["article"]].text
        assert text[mention["start"] : mention["end"]] == mention["quote"]
        assert mention["publisher"] == articles[mention["article"]].publisher
    voices = {mention["article"]: mention["voice"] for mention in incident["mentions"] if mention["quote"] == "killed"}
    assert voices["police"] == ["police"]
    assert voices["residents"] == ["residents"]


def test_figures_that_exclude_each_other_conflict_and_bounds_that_do_not_agree(record_of):
    record = record_of(POLICE, DOCTOR, RESIDENTS)
    with Links(record) as links:
        killed = [conflict for conflict in conflicts(links) if conflict["field"] == "killed"]
    (conflict,) = killed
    assert {(side["article"], side["value"]) for side in conflict["sides"]} == {
        ("police", "12"), ("doctor", "12"), ("residents", "at least 20"),
    }  # fmt: skip


def test_at_least_ten_does_not_contradict_twelve(record_of):
    modest = report("modest", RESIDENTS.text.replace("at least 20", "at least 10"), publisher="Post")
    with Links(record_of(POLICE, modest)) as links:
        assert [conflict for conflict in conflicts(links) if conflict["field"] == "killed"] == []


def test_a_denial_is_linked_to_what_it_denies(record_of):
    incident = with_mention(linked(record_of(POLICE, RESIDENTS)), "police", "killed")
    (denial,) = incident["denials"]
    assert denial["quote"] == "denied that its soldiers had attacked the market"
    assert denial["voice"] == ["army"]
    assert "factuality" in {conflict["field"] for conflict in incident["conflicts"]}


@pytest.mark.parametrize(
    "other",
    [
        "Gunmen killed 12 villagers in Kaduna on 5 August, police said.",
        "Gunmen killed 12 villagers in Maiduguri on Monday, police said.",
        "Police arrested two smugglers in Kaduna on Monday.",
    ],
)
def test_another_day_town_or_deed_is_another_incident(record_of, other):
    found = linked(record_of(POLICE, report("other", other, publisher="Lantern", published="1991-08-21")))
    articles = [{mention["article"] for mention in incident["mentions"]} for incident in found]
    assert {"police", "other"} not in articles


def test_a_day_told_differently_is_a_conflict_of_dates(record_of):
    sunday = report("sunday", DOCTOR.text.replace("Monday", "Sunday"), publisher="Post", published="1991-08-21")
    incident = with_mention(linked(record_of(POLICE, DOCTOR, sunday)), "sunday", "killed")
    (dates,) = [conflict for conflict in incident["conflicts"] if conflict["field"] == "date"]
    assert {side["value"] for side in dates["sides"]} == {"1991-08-18", "1991-08-19"}


def test_one_arrest_told_of_two_towns_is_one_incident_with_a_conflict_of_places(record_of):
    found = linked(
        record_of(
            report("a", "Police arrested the union leader Rosa Delgado in Arequipa on Monday.", publisher="A"),
            report(
                "b", "The union leader Rosa Delgado was arrested in Cusco on Monday, her lawyer said.", publisher="B"
            ),
        )
    )
    incident = with_mention(found, "a", "arrested")
    (place,) = [conflict for conflict in incident["conflicts"] if conflict["field"] == "place"]
    assert {side["value"] for side in place["sides"]} == {"Arequipa", "Cusco"}


def test_what_is_demanded_or_expected_is_no_incident(record_of):
    found = linked(
        record_of(report("a", "The senate demanded that the troops leave Lyman. Observers expect an attack on Friday."))
    )
    assert {incident["type"] for incident in found} <= {"REQUEST"}


def test_an_article_without_a_date_is_linked_by_who_is_named(record_of):
    undated = report(
        "undated",
        "Police arrested the union leader Rosa Delgado at a hotel in Arequipa.",
        publisher="B",
        published=None,
    )
    dated = report("dated", "The union leader Rosa Delgado was arrested in Arequipa on Monday.", publisher="A")
    incident = with_mention(linked(record_of(dated, undated)), "undated", "arrested")
    assert incident["witnesses"] == ["A", "B"]
    assert incident["start"] == "1991-08-19"


def test_two_inputs_with_one_id_are_told_apart(record_of):
    one = report("1", POLICE.text, publisher="Courier", published="1991-08-20")
    other = msgspec.structs.replace(report("1", DOCTOR.text, publisher="Lantern"), source="other.jsonl")
    found = linked(record_of(one, other))
    labels = {mention["article"] for incident in found for mention in incident["mentions"]}
    assert labels == {"1.txt:1", "other.jsonl:1"}


def test_a_later_correction_is_linked_to_the_figure_it_corrects(record_of):
    corrected = report(
        "corrected",
        "Gunmen killed nine villagers in Kaduna on Monday, police said. Police had earlier said 12 people were killed.",
        publisher="Courier", published="1991-08-22",
    )  # fmt: skip
    incident = with_mention(linked(record_of(POLICE, DOCTOR, corrected)), "police", "killed")
    (correction,) = [each for each in incident["corrections"] if each["quote"] == "nine villagers"]
    assert (correction["corrects"]["article"], correction["corrects"]["value"]) == ("police", "12")
    assert correction["rule"] == "same outlet"


def test_a_village_that_no_gazetteer_has_and_the_day_of_a_saying_do_not_part_two_reports(record_of):
    night = report(
        "night",
        "Militants abducted more than 100 pupils from a school in the town of Kembari on Monday night, a teacher said.",
        publisher="A", published="1991-08-20",
    )  # fmt: skip
    said = report(
        "said", "The army said on Wednesday that 120 pupils who were abducted at a school in Kembari had been rescued.",
        publisher="B", published="1991-08-21",
    )  # fmt: skip
    incident = with_mention(linked(record_of(night, said)), "said", "abducted")
    assert incident["witnesses"] == ["A", "B"]
    assert incident["start"] == "1991-08-19"
