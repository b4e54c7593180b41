"""A file of a shard that is gone is told to who asks for its table; it never passes for rows that are not there."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.errors import StoreError
from onrecord.store import find_events, verify
from onrecord.store.layout import shard_folders
from tests.linking.conftest import add_shard, report

ONE = report("one", "Gunmen killed 12 villagers in Kaduna on Monday, police said.")
TWO = report("two", "The governor denied on Tuesday that anyone had been killed.")


@pytest.fixture
def record(tmp_path):
    for article in (ONE, TWO):
        add_shard(tmp_path / "x.record", [article])
    return tmp_path / "x.record"


@pytest.mark.parametrize("shards", [1, 2])
def test_a_table_with_a_missing_file_refuses_and_names_it_whatever_is_asked(record, shards):
    for shard in shard_folders(record)[:shards]:
        (shard / "events.parquet").unlink()
    first = shard_folders(record)[0] / "events.parquet"
    with onrecord.open(record) as store:
        for query in ("select count(*) from events", "select id from events where id = 'nothing'"):
            with pytest.raises(StoreError, match=f"{first}: is missing"):
                store.sql(query)
        with pytest.raises(StoreError, match="run the build again"):
            store.table("events")
        with pytest.raises(StoreError, match="onrecord verify"):
            list(find_events(store, actor="gunmen"))


def test_the_other_tables_are_read_and_verify_names_what_is_missing(record):
    (shard_folders(record)[0] / "events.parquet").unlink()
    with onrecord.open(record) as store:
        assert store.table("statements").num_rows == store.counts()["statements"]
        (fault,) = verify(store)
    assert (fault.table, fault.record) == ("events", shard_folders(record)[0].name)
    assert "is missing" in fault.fault
