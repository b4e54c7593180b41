"""The commands over many articles, run as their user runs them; the names of their JSON are fixed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.linking.conftest import add_shard
from tests.linking.test_incidents import DOCTOR, POLICE, REPRINT, RESIDENTS

INCIDENT = {
    "id",
    "type",
    "start",
    "end",
    "place",
    "actors",
    "recipients",
    "mentions",
    "conflicts",
    "denials",
    "witnesses",
}
MENTION = {"article", "publisher", "start", "end", "quote", "voice", "factuality"}
SIDE = {"article", "start", "end", "quote", "value", "voice"}
DENIAL = {"article", "start", "end", "quote", "voice"}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1"},
    )


def test_incidents_and_copies_as_json_have_the_fixed_names_and_link_first_where_due(record_of):
    record = record_of(POLICE, DOCTOR, RESIDENTS, REPRINT)
    answer = run("incidents", record, "--json")
    assert answer.returncode == 0, answer.stderr
    assert "linked" in answer.stderr
    found = json.loads(answer.stdout)
    assert all(incident.keys() >= INCIDENT for incident in found)
    assert all(mention.keys() >= MENTION for incident in found for mention in incident["mentions"])
    sides = [side for incident in found for conflict in incident["conflicts"] for side in conflict["sides"]]
    assert sides
    assert all(side.keys() >= SIDE for side in sides)
    denials = [denial for incident in found for denial in incident["denials"]]
    assert denials
    assert all(denial.keys() >= DENIAL for denial in denials)
    copies = run("copies", record, "--json")
    assert json.loads(copies.stdout) == [["police", "reprint"]]
    assert "linked" not in copies.stderr


def test_tables_for_people_name_the_witnesses_and_both_sides(record_of):
    record = record_of(POLICE, RESIDENTS)
    assert "2: Courier, Post" in run("incidents", record).stdout
    conflicts = run("conflicts", record).stdout
    assert "at least 20" in conflicts
    assert "author > residents" in conflicts
    for command in (
        ["timeline"],
        ["compare", "Courier", "Post"],
        ["timeline", "--speaker", "police"],
        ["relations", "--by", "week"],
        ["copies"],
        ["link"],
    ):
        answer = run(command[0], record, *command[1:])
        assert answer.returncode == 0, answer.stderr


def test_a_bad_option_and_a_damaged_shard_have_one_clear_message(record_of):
    record = record_of(POLICE)
    bad = run("relations", record, "--by", "decade")
    assert (bad.returncode, "there are: day, week, month, year" in bad.stderr) == (1, True)
    damaged = add_shard(record, [RESIDENTS]) / "statements.parquet"
    damaged.unlink()
    answer = run("link", record)
    assert answer.returncode == 0
    assert "statements.parquet: is missing" in " ".join(answer.stderr.split())
    assert "Traceback" not in answer.stderr + bad.stderr
