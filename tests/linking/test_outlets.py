"""Two outlets are compared by what each reports, whom each quotes, and what becomes of the words."""

from __future__ import annotations

import pytest

from onrecord.linking import Links, compare_outlets
from tests.linking.conftest import report

HERALD = report(
    "herald",
    "Gunmen killed 12 villagers in Kaduna on Monday, police said. Governor Rosa Delgado said the army had done nothing"
    " to protect the villages and would have to answer for it.",
    publisher="Herald", published="1991-08-20",
)  # fmt: skip
POST = report(
    "post",
    "In Kaduna gunmen killed at least 20 people on Monday, residents said. Governor Rosa Delgado said the army had done"
    " nothing to protect the villages. Police arrested two smugglers in Maiduguri on Tuesday.",
    publisher="Post", published="1991-08-21",
)  # fmt: skip
ECHO = report(
    "echo", "Governor Rosa Delgado said the army had done nothing to protect the villages.",
    publisher="Echo", published="1991-08-21",
)  # fmt: skip


@pytest.fixture
def links(record_of):
    with Links(record_of(HERALD, POST, ECHO)) as opened:
        yield opened


def test_each_incident_says_who_reports_it_and_who_leaves_it_out(links):
    found = compare_outlets(links, "Herald", "Post")
    told = {each["type"]: (len(each["first"]) > 0, len(each["second"]) > 0) for each in found["incidents"]}
    assert told["ASSAULT"] == (True, True)
    assert told["COERCE"] == (False, True)
    (killing,) = [each for each in found["incidents"] if each["type"] == "ASSAULT"]
    assert killing["first"][0]["article"] == "herald"
    assert HERALD.text[killing["first"][0]["start"] : killing["first"][0]["end"]] == killing["first"][0]["quote"]


def test_what_both_count_stands_side_by_side(links):
    (killed,) = [each for each in compare_outlets(links, "Herald", "Post")["figures"] if each["field"] == "killed"]
    assert (killed["first"], killed["second"]) == (["12"], ["at least 20"])


def test_speakers_are_counted_for_each(links):
    quoted = {
        each["speaker"]: (each["first"], each["second"]) for each in compare_outlets(links, "Herald", "Post")["quoted"]
    }
    assert quoted["Rosa Delgado"] == (1, 1)
    assert quoted["police"] == (1, 0)
    assert quoted["residents"] == (0, 1)


def test_words_that_one_cut_stand_beside_those_before_and_same_words_are_told_apart(links):
    (changed,) = compare_outlets(links, "Herald", "Post")["changed_words"]
    assert (changed["change"], changed["changed_by_second"], changed["speaker"]) == ("cut", True, "Rosa Delgado")
    assert changed["quote_before"].endswith("would have to answer for it")
    assert HERALD.text[changed["start_before"] : changed["end_before"]] == changed["quote_before"]
    (same,) = compare_outlets(links, "Post", "Echo")["same_words"]
    assert same["first"]["quote"] == same["second"]["quote"]


def test_one_incident_or_a_stretch_of_days_narrows_it(links):
    every = compare_outlets(links, "Herald", "Post")
    (arrest,) = [each["id"] for each in every["incidents"] if each["type"] == "COERCE"]
    narrowed = compare_outlets(links, "Herald", "Post", incident=arrest)
    assert [each["id"] for each in narrowed["incidents"]] == [arrest]
    assert all(each["first"] == 0 for each in narrowed["quoted"])
    assert compare_outlets(links, "Herald", "Post", end="1991-08-20")["figures"] == []
    assert compare_outlets(links, "Herald", "Herald")["incidents"] == []
