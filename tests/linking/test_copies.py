"""Printings of one text are found, whatever was respelt, cut or added, and reports in other words are not."""

from __future__ import annotations

from onrecord.linking import Links, copies
from tests.linking.conftest import report

LEAD = "Fire destroyed the grain store at the river port of Varenne on Monday night, and two watchmen were hurt."
WIRE = [
    LEAD,
    "The harbour master said sparks from a passing barge had set light to the roof.",
    "Seven hundred tonnes of wheat that were to leave for the coast this week are lost.",
    "Neighbours formed a chain with buckets until the engines came from the other bank.",
    "The watchmen, both in their sixties, were taken to the hospital of the Sisters.",
    "The mill owners, who had insured the wheat but not the building, meet on Thursday.",
]
OTHER = [
    "Two men were injured when a warehouse full of wheat burnt down at Varenne.",
    "Nobody knows yet how the fire began; the police are asking the crews of three barges.",
    "It could be seen from the hills, said a shepherd, who took it for the sunrise.",
    "Bread will not become dearer for it, the bakers' guild let it be known.",
]


def found(record, *, also=()):
    with Links(record) as links:
        answer = copies(links)
        rows = [links.rows(query) for query in also]
    return (answer, *rows) if also else answer


def test_a_reprint_with_small_edits_is_a_copy_and_what_it_changed_is_kept(record_of):
    edited = [LEAD.replace("Monday night", "late Monday"), *WIRE[1:3], WIRE[4]]
    record = record_of(
        report("wire", " ".join(WIRE), publisher="Wire", published="1991-08-20"),
        report("paper", " ".join(edited), publisher="Paper", published="1991-08-21"),
        code=False,
    )
    groups, passages = found(record, also=["select change, quote, first_quote from copy_passages"])
    assert groups == [["wire", "paper"]]
    assert {(row["change"], row["quote"], row["first_quote"]) for row in passages} == {
        ("changed", edited[0], LEAD),
        ("cut", None, WIRE[3]),
        ("cut", None, WIRE[5]),
    }


def test_reports_of_one_fire_in_their_own_words_are_no_copies(record_of):
    record = record_of(report("a", " ".join(WIRE)), report("b", " ".join(OTHER)), code=False)
    assert found(record) == []


def test_an_excerpt_is_a_copy_but_a_longer_report_that_quotes_a_short_one_is_not(record_of):
    record = record_of(
        report("wire", " ".join(WIRE), publisher="Wire", published="1991-08-20"),
        report("brief", " ".join(WIRE[:2]), publisher="Brief", published="1991-08-21"),
        report("early", " ".join(OTHER[:2]), publisher="Early", published="1991-08-19"),
        report(
            "long", " ".join([*OTHER[:2], *WIRE[2:4], *OTHER[2:]] + ["The mayor came at dawn."] * 3), publisher="Long"
        ),
        code=False,
    )
    assert found(record) == [["wire", "brief"]]


def test_a_later_version_by_the_same_outlet_is_one_text_with_the_earlier(record_of):
    record = record_of(
        report("early", " ".join(WIRE[:2]), publisher="Wire", published="1991-08-20"),
        report("late", " ".join(WIRE), publisher="Wire", published="1991-08-21"),
        code=False,
    )
    assert found(record) == [["early", "late"]]


def test_a_round_up_does_not_make_the_two_reports_it_quotes_copies_of_each_other(record_of):
    record = record_of(
        report("one", " ".join(WIRE), publisher="One", published="1991-08-19"),
        report("two", " ".join(OTHER), publisher="Two", published="1991-08-20"),
        report("both", " ".join(WIRE + OTHER), publisher="Round", published="1991-08-21"),
        code=False,
    )
    (group,) = found(record)
    assert set(group) == {"one", "both"}


def test_many_printings_of_the_same_words_are_one_group_led_by_the_first(record_of):
    printings = [report(f"p{number}", " ".join(WIRE) + "\n" * number, published="1991-08-22") for number in range(200)]
    first = report("first", " ".join(WIRE), published="1991-08-20")
    (group,) = found(record_of(*printings, first, code=False))
    assert group[0] == "first"
    assert len(group) == 201


def test_texts_without_words_are_copies_of_nothing(record_of):
    assert found(record_of(report("a", "..."), report("b", "... "), code=False)) == []
