"""The links of a record folder: kept, renewed where something changed, whole at any moment."""

from __future__ import annotations

import shutil

import pytest

from onrecord.errors import StoreError
from onrecord.linking import Links, incidents, link, relations, statement_series, timeline
from tests.linking.conftest import add_shard, report

ONE = report("one", "Gunmen killed 12 villagers in Kaduna on Monday, police said.", publisher="Courier")
TWO = report("two", "Twelve people were killed in Kaduna on Monday when gunmen attacked a market.", publisher="Post")


def test_a_second_run_changes_nothing_and_a_new_shard_is_the_only_one_read(record_of):
    record = record_of(ONE)
    first = link(record)
    assert (first.already_there, first.read_again) == (False, 1)
    assert link(record).already_there
    add_shard(record, [TWO])
    again = link(record)
    assert (again.already_there, again.read_again) == (False, 1)
    assert again.manifest.counts["linked_articles"] == 2


def test_linking_shard_by_shard_ends_with_the_same_tables_as_at_once(record_of, tmp_path):
    record = record_of(ONE)
    link(record)
    add_shard(record, [TWO])
    whole = tmp_path / "whole.record"
    for article in (TWO, ONE):
        add_shard(whole, [article])
    with Links(record) as grown, Links(whole) as at_once:
        assert incidents(grown) == incidents(at_once)


def test_an_incident_keeps_its_id_when_a_later_report_is_added(record_of):
    record = record_of(ONE)
    with Links(record) as links:
        (before,) = [each["id"] for each in incidents(links) if each["type"] == "ASSAULT"]
    add_shard(record, [report("late", TWO.text, publisher="Post", published="1991-08-22")])
    with Links(record) as links:
        (after,) = [each["id"] for each in incidents(links) if len(each["mentions"]) > 1]
        assert links.linked_now
    assert after == before


def test_a_shard_cut_short_is_named_and_the_rest_is_linked(record_of):
    record = record_of(ONE)
    damaged = add_shard(record, [TWO]) / "events.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    report_ = link(record)
    (fault,) = report_.manifest.skipped
    assert "events.parquet: is damaged or cut short" in fault
    assert report_.manifest.counts["linked_articles"] == 1


def test_a_record_without_a_shard_that_can_be_read_is_refused(record_of):
    record = record_of(ONE)
    for table in record.glob("shards/*/events.parquet"):
        table.unlink()
    with pytest.raises(StoreError, match=r"no article that could be linked.*is missing"):
        link(record)
    shutil.rmtree(record)
    with pytest.raises(StoreError, match="no such record"):
        link(record)


def test_what_a_killed_run_left_is_cleared_and_the_old_links_are_read_meanwhile(record_of):
    record = record_of(ONE)
    link(record)
    (record / "links" / "tmp-tables-1").mkdir()
    (record / "links" / "tmp-tables-1" / "incidents.parquet").write_bytes(b"half")
    with Links(record) as links:
        assert incidents(links)
    link(record, again=True)
    assert not list((record / "links").glob("tmp-*"))


def test_links_that_were_damaged_name_the_remedy(record_of):
    record = record_of(ONE)
    link(record)
    for table in record.glob("links/tables-*/incidents.parquet"):
        table.unlink()
    with pytest.raises(StoreError, match="--again"):
        Links(record)


def test_relations_are_counted_in_incidents_by_period_and_voice(record_of):
    record = record_of(
        report("a", "Spain accused Morocco of shelling a ferry on Monday.", publisher="A", published="1991-08-20"),
        report("b", "Spain on Monday accused Morocco of shelling a ferry, radio reports said.", publisher="B"),
        report("c", "Spain thanked Morocco for its help on 3 September.", publisher="A", published="1991-09-04"),
    )  # fmt: skip
    with Links(record) as links:
        rows = [row for row in relations(links, by="month") if (row["actor"], row["target"]) == ("Spain", "Morocco")]
        assert [(row["period"], row["sign"], row["incidents"]) for row in rows if row["voice"] == "author"] == [
            ("1991-08-01", "conflictual", 1), ("1991-09-01", "cooperative", 1),
        ]  # fmt: skip
        assert relations(links, start="1991-10-01") == []
        with pytest.raises(StoreError, match="day, week, month, year"):
            relations(links, by="decade")
        with pytest.raises(StoreError, match="is no date"):
            timeline(links, start="October")


def test_the_same_words_in_two_outlets_are_one_statement_and_cut_words_are_told(record_of):
    words = (
        "“We shall open the northern road to all lorries before the first snow has fallen,” said President Ana Duarte."
    )
    cut = words.replace(" to all lorries before the first snow has fallen", "")
    longer = "“We shall open the northern road to all lorries before spring comes,” said President Ana Duarte."
    record = record_of(
        report("a", f"{words} Rain fell.", publisher="A", published="1991-08-20"),
        report("b", f"The sun shone on the crowd. {words}", publisher="B", published="1991-08-21"),
        report("c", f"Nobody clapped. {longer}", publisher="C", published="1991-08-21"),
        report("d", f"Bells rang in all the churches. {cut}", publisher="D", published="1991-08-21"),
    )
    with Links(record) as links:
        first, *others = statement_series(links, speaker="duarte")
    assert [each["article"] for each in first["carried_by"]] == ["b"]
    assert {each["article"] for each in [*others]} == {"c", "d"}
    assert "c" in {each["article"] for row in (first, *others) for each in row["changed_to"]}


def test_while_a_build_writes_the_older_links_are_read_and_said_to_be_older(record_of):
    import fcntl

    record = record_of(ONE)
    link(record)
    add_shard(record, [TWO])
    with (record / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with Links(record) as links:
            assert len(links.rows("select * from linked_articles")) == 1
            assert "older than the record" in links.faults[0]
