"""The command line, run as its user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLE = """# Minister denies that troops fired on crowd

Jane Roe

20 August 1991

The defence minister, Pavel Orlov, denied on Tuesday that his troops had fired on the crowd. Doctors said up to 12
people had been killed. “We will not leave,” a miner said.

Orlov accused the governor of Tula of hiding weapons.
"""
FIXED_NAMES = {
    layer: set(names.split())
    for layer, names in {
        "article": "id title byline publisher published published_from language url text boilerplate",
        "statements": "id source cue content speaker kind form voice parent",
        "events": "id anchor type actors recipients date place voice polarity mode certainty figures",
        "figures": "id spans low high comparator unit counted role voice",
        "dates": "id spans type value start end rule",
        "places": "id spans name country lat lon kind precision",
        "offices": "id person title organisation status spans",
        "actors": "id name kind country sector",
        "mentions": "id spans actor",
        "relations": "id actor target sign",
    }.items()
}
"""The names of ``read --json``, which other programs read: they may be added to, never changed."""


def run(*arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=given,
        check=False,
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1"},
    )


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "denial.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def record(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "denial.md").write_text(ARTICLE, encoding="utf-8")
    store = folder / "x.record"
    built = run("build", folder / "denial.md", "-o", store)
    assert built.returncode == 0, built.stderr
    return store


def test_read_shows_the_article_with_who_said_and_did_what_on_whose_word(article):
    shown = run("read", article)
    assert shown.returncode == 0, shown.stderr
    assert "Minister denies that troops fired on crowd" in shown.stdout
    assert "1991-08-20" in shown.stdout
    assert "Orlov" in shown.stdout
    assert "up to 12" in shown.stdout
    assert "who said what" in shown.stdout


def test_read_json_has_the_fixed_names_and_spans_into_text_and_file(article):
    printed = json.loads(run("read", article, "--json").stdout)
    for layer, names in FIXED_NAMES.items():
        records = [printed[layer]] if layer == "article" else printed[layer]
        assert records, f"no {layer}"
        for each in records:
            assert names <= set(each), layer
    file_text = article.read_text(encoding="utf-8")
    text = printed["article"]["text"]
    for layer in set(FIXED_NAMES) - {"article"}:
        for each in printed[layer]:
            for span in each["spans"]:
                assert text[span["start"] : span["end"]] == span["quote"]
                assert span["file_start"] is not None
    sources = [span for each in printed["statements"] for span in each["source"]]
    assert sources
    assert all(file_text[span["file_start"] : span["file_end"]] == span["quote"] for span in sources)


def test_read_takes_an_article_from_standard_input():
    shown = run("read", "-", "--json", given="The mayor said on 3 May 1999 that the bridge had fallen.")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["dates"][0]["start"] == "1999-05-03"


def test_a_date_on_the_command_line_goes_before_the_one_in_the_file(article):
    printed = json.loads(run("read", article, "--json", "--published", "1992-02-05").stdout)
    assert (printed["article"]["published"], printed["article"]["published_from"]) == ("1992-02-05", "option")


def test_a_missing_file_gives_one_line_with_the_remedy_and_exit_code_1(tmp_path):
    failed = run("read", tmp_path / "nowhere.txt")
    assert failed.returncode == 1
    assert "nowhere.txt" in failed.stderr
    assert len(failed.stderr.strip().splitlines()) == 1
    assert "Traceback" not in failed.stderr


def test_a_wrong_option_ends_with_exit_code_2(article):
    assert run("read", article, "--no-such-option").returncode == 2
    assert run("read", article, "--published", "yesterday").returncode == 2
    assert run("build", article).returncode == 2


def test_escape_codes_in_an_article_do_not_reach_the_terminal(tmp_path):
    path = tmp_path / "hostile.txt"
    hostile = "The mayor\x1b[2J said \x1b]0;title\x07 on Tuesday that [bold red]all[/] was well. "
    path.write_text(hostile + "Nobody in the town believed him when he said that. " * 20, encoding="utf-8")
    shown = run("read", path, "--published", "2001-02-03")
    assert "\x1b" not in shown.stdout + shown.stderr
    assert "[bold red]" in shown.stdout


def test_build_says_what_was_coded_and_an_input_that_failed_makes_exit_code_1(tmp_path, article):
    built = run("build", article, tmp_path / "nowhere", "-o", tmp_path / "x.record")
    assert built.returncode == 1
    assert "1 articles coded" in built.stdout
    assert "nowhere" in built.stderr


def test_query_answers_as_table_json_and_csv(record):
    ask = "select speaker, kind from statements where speaker is not null order by id limit 1"
    assert "speaker" in run("query", record, ask).stdout
    (row,) = json.loads(run("query", record, ask, "--json").stdout)
    assert set(row) == {"speaker", "kind"}
    header, line = run("query", record, ask, "--csv").stdout.splitlines()
    assert header == "speaker,kind"
    assert line.endswith(row["kind"])


def test_a_csv_cell_that_a_spreadsheet_would_run_is_made_text(record):
    printed = run("query", record, "select '=1+1' as a, -2 as b", "--csv").stdout
    assert printed.splitlines()[1] == "'=1+1,-2"


def test_statements_and_events_print_their_evidence_with_its_place(record):
    said = run("statements", record, "--json")
    assert said.returncode == 0
    assert {"key", "publisher", "published", "speaker", "content"} <= set(json.loads(said.stdout)[0])
    listed = run("events", record)
    assert listed.returncode == 0
    assert re.search(r"\[\d+:\d+\]", listed.stdout)
    assert run("events", record, "--voice", "lied").returncode == 1
    assert "none fits" in run("statements", record, "--speaker", "Nobody Atall").stderr


def test_a_wrong_query_gives_one_message_and_exit_code_1(record):
    failed = run("query", record, "select nothing from nowhere")
    assert failed.returncode == 1
    assert "nowhere" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_verify_counts_what_holds(record):
    verified = run("verify", record)
    assert verified.returncode == 0
    assert "each quote stands" in verified.stdout
    assert json.loads(run("verify", record, "--json").stdout)["faults"] == []


def test_verify_refuses_a_folder_that_is_no_record(tmp_path):
    refused = run("verify", tmp_path)
    assert refused.returncode == 1
    assert "not a record folder" in refused.stderr


def test_schema_prints_json_schema_of_every_table():
    printed = json.loads(run("schema", "--json").stdout)
    assert {"articles", "events", "problems"} <= set(printed)


def test_demo_codes_the_sample_corpus_and_its_evidence_holds(tmp_path):
    shown = run("demo", "-o", tmp_path / "demo.record")
    assert shown.returncode == 0, shown.stderr
    assert "every quote stands in its text" in shown.stdout
    assert "14 articles coded" in shown.stdout


def test_ctrl_c_leaves_a_store_that_resumes(tmp_path):
    lines = [
        json.dumps({"id": str(n), "text": f"Report {n}. The mayor said on Monday that all was well."})
        for n in range(400)
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "build", "many.jsonl", "-o", "x.record", "--shard-size", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    shards = tmp_path / "x.record" / "shards"
    while process.poll() is None and not (shards.exists() and any(shards.glob("s-*"))):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert process.returncode == 130, message
    assert "goes on from here" in message
    assert "Traceback" not in message
    resumed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert resumed.returncode == 0, resumed.stderr
    counted = run("query", tmp_path / "x.record", "select count(*) as n from articles", "--json")
    assert json.loads(counted.stdout) == [{"n": 400}]
