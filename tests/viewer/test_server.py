"""onrecord show: the address it tells is the one it answers at, and what can't be had is said in one line."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from onrecord.linking import link


@contextmanager
def show(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command running, ended with the test whatever happens."""
    command = [sys.executable, "-m", "onrecord", "show", *arguments, "--no-browser"]
    wide = {**os.environ, "COLUMNS": "200"}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=wide)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def test_the_record_is_shown_until_it_is_stopped(record):
    with show(str(record), "--port", "0") as running:
        told = running.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address is not None, told
        with urllib.request.urlopen(address[0]) as answer:  # noqa: S310  our own server
            assert b"Northern Wire" in answer.read()
        running.send_signal(signal.SIGINT)
        _, problems = running.communicate(timeout=20)
    assert "Traceback" not in problems
    assert running.returncode == 130


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("missing", "no such record"),
        ("empty", "not a record folder"),
        ("log", "decisions.jsonl, line 1: is no decision"),
        ("links", "onrecord link"),
    ],
)
def test_what_can_t_be_shown_is_said_in_one_line(record, tmp_path, fault, words):
    folder = record
    match fault:
        case "missing":
            folder = tmp_path / "none.record"
        case "empty":
            folder = tmp_path / "empty.record"
            folder.mkdir()
        case "log":
            (record / "review").mkdir()
            (record / "review" / "decisions.jsonl").write_text("x\n", encoding="utf-8")
        case "links":
            link(record)
            (table,) = record.glob("links/tables-*/incidents.parquet")
            table.write_bytes(b"PAR1 cut off")
    with show(str(folder), "--port", "0") as running:
        _, problems = running.communicate(timeout=30)
    assert running.returncode == 1
    assert words in problems
    assert problems.count("\n") <= 2
    assert "Traceback" not in problems


def test_a_port_that_is_taken_is_said(record):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with show(str(record), "--port", str(taken.getsockname()[1])) as running:
            _, problems = running.communicate(timeout=30)
    assert running.returncode == 1
    assert "Name another port" in problems
