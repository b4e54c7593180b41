"""A build records every source once, goes on after any stop, and ends with the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import StoreError
from onrecord.readers import ReadOptions
from onrecord.run.batches import batches
from onrecord.schema import Article, Problem
from onrecord.store import verify
from onrecord.store.layout import shard_folders
from tests.conftest import article_of

TEXTS = [
    "The interior minister said on Monday that at least 12 protesters had been arrested in the capital.",
    "Rebels denied that they had shelled the town of Lyman. The army accused them of killing three civilians.",
    "The president dismissed General Ivan Petrov, the head of the border guard, on 20 August 1991.",
    "France urged Russia to withdraw its troops; Moscow rejected the demand.",
    "Thousands of miners went on strike on Tuesday, a union leader told reporters.",
    "The opposition leader, Maria Silva, vowed to contest the result. She called the vote a farce.",
]


def write_corpus(folder: Path, *, copies: int = 1) -> Path:
    """A folder of small articles, each with bytes of its own."""
    folder.mkdir()
    for number in range(copies):
        for position, text in enumerate(TEXTS):
            path = folder / f"{number:02}-{position}.txt"
            path.write_text(f"{text}\n\nReport number {number} of {position}.\n", encoding="utf-8")
    return folder


def hashes(store: Path) -> dict[str, str]:
    """Relative path to hash of every file of a store but the lock."""
    return {
        str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def test_a_build_records_every_article_and_its_evidence_holds(tmp_path):
    report = onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "x.record")
    assert report.coded == len(TEXTS)
    assert report.failed == ()
    with onrecord.open(tmp_path / "x.record") as store:
        assert verify(store) == []
        counts = store.counts()
        assert counts["articles"] == len(TEXTS)
        assert counts["statements"] > 0
        assert counts["events"] > 0


def test_coding_the_same_input_again_adds_nothing(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    onrecord.build([corpus], tmp_path / "x.record")
    before = hashes(tmp_path / "x.record")
    report = onrecord.build([corpus], tmp_path / "x.record")
    assert report.coded == 0
    assert report.already_there
    assert hashes(tmp_path / "x.record") == before


def test_articles_added_later_are_coded_and_the_others_are_not_touched(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    onrecord.build([corpus], tmp_path / "x.record", shard_size=2)
    before = hashes(tmp_path / "x.record")
    (corpus / "00-0a.txt").write_text("The senate approved the treaty on Friday.", encoding="utf-8")
    report = onrecord.build([corpus], tmp_path / "x.record", shard_size=2)
    assert report.coded == 1
    after = hashes(tmp_path / "x.record")
    assert {name: digest for name, digest in after.items() if name in before} == before


def test_two_workers_write_the_same_bytes_as_one(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", copies=2)
    onrecord.build([corpus], tmp_path / "one.record", shard_size=3)
    onrecord.build([corpus], tmp_path / "two.record", shard_size=3, workers=2)
    assert hashes(tmp_path / "one.record") == hashes(tmp_path / "two.record")


def test_killed_at_random_moments_ten_times_the_run_resumes_and_ends_with_the_same_bytes(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", copies=5)
    store = tmp_path / "killed.record"
    onrecord.build([corpus], tmp_path / "calm.record", shard_size=1)
    # The moments are seeded, what they hit is not: start-up, coding, writing, the rename, the manifest.
    moments = random.Random(13)  # noqa: S311
    command = [
        sys.executable, "-m", "onrecord", "build", str(corpus), "-o", str(store), "--shard-size", "1", "--workers", "2",
    ]  # fmt: skip
    progressed = 0
    for _ in range(10):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        already = len(shard_folders(store)) if (store / "shards").exists() else 0
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if (store / "shards").exists() and len(shard_folders(store)) > already:
                break
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        progressed += (len(shard_folders(store)) if (store / "shards").exists() else 0) > already
    assert progressed >= 5, "the kills hit runs that were coding"
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert hashes(store) == hashes(tmp_path / "calm.record")
    with onrecord.open(store) as opened:
        assert verify(opened) == []


def test_two_processes_may_read_while_one_writes(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", copies=4)
    store = tmp_path / "x.record"
    onrecord.build([corpus / "00-0.txt"], store, shard_size=1)
    command = [sys.executable, "-m", "onrecord", "build", str(corpus), "-o", str(store), "--shard-size", "1"]
    writer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    count = (
        "import onrecord, sys; store = onrecord.open(sys.argv[1]);"
        " print(store.sql('select count(*) from articles').fetchall()[0][0])"
    )
    seen = []
    while writer.poll() is None:
        readers = [
            subprocess.Popen([sys.executable, "-c", count, str(store)], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for reader in readers:
            out, _ = reader.communicate()
            assert reader.returncode == 0
            seen.append(int(out))
    assert seen
    assert min(seen) >= 1
    assert writer.returncode == 0


def test_a_second_writer_is_refused_while_the_first_writes(tmp_path):
    import fcntl

    corpus = write_corpus(tmp_path / "corpus")
    onrecord.build([corpus], tmp_path / "x.record")
    with (tmp_path / "x.record" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another process is writing"):
            onrecord.build([corpus], tmp_path / "x.record")


def test_another_make_is_refused_with_what_differs(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    onrecord.build([corpus], tmp_path / "x.record")
    with pytest.raises(StoreError, match="options published"):
        onrecord.build([corpus], tmp_path / "x.record", options=ReadOptions(published="2001-01-01"))


def test_a_folder_that_is_no_record_is_refused_and_left_alone(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="not a record folder"):
        onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="can't be written"):
        onrecord.build([write_corpus(tmp_path / "corpus")], locked / "x.record")


def test_an_output_that_is_a_file_is_named(tmp_path):
    (tmp_path / "x.record").write_text("a file")
    with pytest.raises(StoreError, match="can't be written"):
        onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "x.record")


def test_a_bad_input_becomes_a_problem_and_the_others_are_coded(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "00-9-empty.txt").write_bytes(b"")
    (corpus / "00-9-photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00" * 50)
    report = onrecord.build([corpus, tmp_path / "nowhere"], tmp_path / "x.record")
    assert report.coded == len(TEXTS)
    assert len(report.failed) == 3
    assert all(problem.problem and problem.remedy for problem in report.failed)
    with onrecord.open(tmp_path / "x.record") as store:
        assert store.counts()["problems"] >= 3


def test_a_full_disk_ends_the_run_with_one_message_and_keeps_what_is_recorded(tmp_path, monkeypatch):
    import errno

    from onrecord.store import layout

    corpus = write_corpus(tmp_path / "corpus")
    written = []
    write_table = layout.pq.write_table

    def fill_up(table, path, **options):
        written.append(path)
        if len(written) > 2 * 12 + 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_table(table, path, **options)

    monkeypatch.setattr(layout.pq, "write_table", fill_up)
    with pytest.raises(StoreError, match="the disk is full"):
        onrecord.build([corpus], tmp_path / "x.record", shard_size=1)
    monkeypatch.undo()
    with onrecord.open(tmp_path / "x.record") as store:
        assert store.counts()["articles"] == 2
        assert verify(store) == []
    assert onrecord.build([corpus], tmp_path / "x.record", shard_size=1).coded == len(TEXTS) - 2


def test_an_article_of_the_same_bytes_is_recorded_once_with_a_note():
    first, again = article_of("Same words."), article_of("Same words.")
    (batch,) = batches([first, again, article_of("Other words.")], size=10, known=set())
    assert len(batch.articles) == 2
    assert [problem.severity for problem in batch.problems] == ["note"]


def test_batches_are_cut_before_what_is_known_is_left_out():
    articles = [article_of(f"Text {number}.") for number in range(7)]
    whole = list(batches(articles, size=3, known=set()))
    resumed = list(batches(articles, size=3, known={article.id for article in whole[0].articles}))
    assert resumed == whole[1:]
    assert all(isinstance(item, Article | Problem) for batch in whole for item in batch.articles)


def test_a_changed_word_in_the_store_is_found(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "x.record")
    (shard,) = shard_folders(tmp_path / "x.record")
    rows = pq.read_table(shard / "dates.parquet")
    changed = rows.to_pylist()
    changed[0]["spans"][0]["quote"] = "Sunday"
    pq.write_table(pa.Table.from_pylist(changed, schema=rows.schema), shard / "dates.parquet")
    with onrecord.open(tmp_path / "x.record") as store:
        assert [fault.table for fault in verify(store)] == ["dates"]
    # With the summary changed to match, as a forger would, the words still give it away.
    summary = json.loads((shard / "shard.json").read_text())
    summary["sha256"]["dates"] = hashlib.sha256((shard / "dates.parquet").read_bytes()).hexdigest()
    (shard / "shard.json").write_text(json.dumps(summary))
    with onrecord.open(tmp_path / "x.record") as store:
        (fault,) = verify(store)
    assert fault.record == changed[0]["id"]
    assert "not the text" in fault.fault


def test_tables_come_back_as_arrow_and_pandas_and_one_article_as_its_record(tmp_path):
    onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "x.record")
    with onrecord.open(tmp_path / "x.record") as store:
        table = store.table("statements")
        assert table.num_rows == store.counts()["statements"]
        assert "speaker" in table.to_pandas().columns
        key = store.sql("select key from articles order by key").fetchall()[0][0]
        again = onrecord.read(Path(key))
        assert store.article(key).to_json() == again.to_json()


def test_asking_for_an_unknown_table_or_article_names_what_there_is(tmp_path):
    onrecord.build([write_corpus(tmp_path / "corpus")], tmp_path / "x.record")
    with onrecord.open(tmp_path / "x.record") as store:
        with pytest.raises(StoreError, match="There are: articles"):
            store.table("quotes")
        with pytest.raises(StoreError, match="no article"):
            store.article("nowhere")
        with pytest.raises(StoreError, match="the query failed"):
            store.sql("select nothing from nowhere")
