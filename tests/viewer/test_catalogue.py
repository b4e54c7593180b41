"""The catalogue follows the store, and a store that is damaged or can't be written is met in words."""

from __future__ import annotations

import shutil

import pytest

import onrecord
from onrecord.errors import OnrecordError
from onrecord.viewer.catalogue import forget, made_catalogue, open_lists, rows_of
from tests.viewer.made_articles import DISPUTE


def count(store) -> int:
    catalogue = made_catalogue(store)
    connection = open_lists(catalogue)
    try:
        return rows_of(connection, "select count(*) as n from lists.articles")[0]["n"]
    finally:
        connection.close()


def test_the_catalogue_is_made_once_and_again_when_articles_are_added(record, tmp_path):
    shutil.rmtree(record / "reader")
    read: list[int] = []
    with onrecord.open(record) as store:
        made_catalogue(store, on_start=read.append)
        made_catalogue(store, on_start=read.append)
        assert read == [4]
    more = tmp_path / "more.txt"
    more.write_text("The governor of Karsk said on Friday that the bridge was open again.\n", encoding="utf-8")
    onrecord.build([more], record)
    with onrecord.open(record) as store:
        assert count(store) == 5
    assert len(list((record / "reader").iterdir())) == 2


def test_an_empty_record_opens(tmp_path):
    (tmp_path / "none.txt").write_text("", encoding="utf-8")
    onrecord.build([tmp_path / "none.txt"], tmp_path / "empty.record")
    with onrecord.open(tmp_path / "empty.record") as store:
        assert count(store) == 0


def test_a_record_that_can_t_be_written_is_shown_all_the_same(record):
    shutil.rmtree(record / "reader")
    (record / "reader").write_text("a file stands where the folder would", encoding="utf-8")
    with onrecord.open(record) as store:
        assert count(store) == len(DISPUTE) + 1
        catalogue = made_catalogue(store)
        assert catalogue.temporary is not None
        forget(catalogue)
        assert not catalogue.lists.exists()


def test_a_damaged_shard_is_named(record):
    (table,) = record.glob("shards/s-*/statements.parquet")
    table.write_bytes(b"PAR1 cut off")
    with pytest.raises(OnrecordError, match=r"statements\.parquet: is damaged"), onrecord.open(record) as store:
        made_catalogue(store)
