"""Each file of SQL is a step, makes the table it is named for, and says at the top what it is for."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from onrecord.linking.steps import KEPT_TABLES, STEPS, sql_of

FILES = sorted(path.name.removesuffix(".sql") for path in (files("onrecord.linking") / "sql").iterdir())


def test_every_file_of_sql_is_a_step():
    assert sorted(step for step in STEPS if isinstance(step, str)) == FILES


@pytest.mark.parametrize("step", FILES)
def test_a_step_says_what_it_makes_and_makes_one_table_of_its_name(step):
    sql = sql_of(step)
    assert sql.startswith("-- ")
    assert re.findall(r"create (?:table|view) (\w+) as", sql) == [step]


def test_the_tables_that_are_kept_are_in_the_record(record_of):
    from onrecord.linking import link
    from tests.linking.conftest import report

    assert set(link(record_of(report("a", "Rain fell on Oslo."))).manifest.counts) == set(KEPT_TABLES)
