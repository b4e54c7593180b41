"""A run on a Ray cluster writes what a local run writes, byte for byte, and goes on after a kill."""

from __future__ import annotations

import json
import signal
import sys
import time
from dataclasses import replace
from importlib.util import find_spec

import pytest

import onrecord
from onrecord.api import read_sources
from onrecord.errors import OnrecordError
from onrecord.readers import ReadOptions
from onrecord.run import ray_reading
from onrecord.run.ray_cluster import ray_cluster
from onrecord.schema import Article
from onrecord.store import verify
from onrecord.store.layout import shard_folders
from tests.store.test_build import hashes

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install 'onrecord[ray]'")


def test_without_ray_the_error_says_how_to_install_it_and_nothing_is_made(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(OnrecordError, match=r"pip install 'onrecord\[ray\]'"):
        onrecord.build([corpus], tmp_path / "x.record", ray="local")
    assert not (tmp_path / "x.record").exists()


@needs_ray
def test_killed_and_resumed_on_ray_with_a_poisoned_article_the_store_is_that_of_a_local_run(start, corpus, tmp_path):
    (tmp_path / "more.txt").write_text("Spain accused Morocco of shelling a ferry on Monday.")
    arguments = ["build", corpus.name, "more.txt", "--shard-size", "3", "--workers", "2", "-o"]
    local = start(*arguments, "local.record")
    local.communicate()
    on_ray = [*arguments, "ray.record", "--ray", "local"]
    killed = start(*on_ray)
    while killed.poll() is None and not shard_folders(tmp_path / "ray.record"):
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    _, told = killed.communicate()
    if "Ray could not be started" in told:
        pytest.skip(f"the machine is too busy for Ray: {told}")
    assert 1 <= len(shard_folders(tmp_path / "ray.record")) < 4, told
    resumed = start(*on_ray)
    _, told = resumed.communicate()
    assert (local.returncode, resumed.returncode) == (1, 1), told
    assert "died twice over it (SIGABRT)" in told
    assert hashes(tmp_path / "ray.record") == hashes(tmp_path / "local.record")
    with onrecord.open(tmp_path / "ray.record") as store:
        assert verify(store) == []
        assert store.counts()["articles"] == 12


@needs_ray
def test_workers_that_would_leave_no_cpu_for_reading_are_refused(corpus, tmp_path):
    with (
        ray_cluster("local", workers=1),
        pytest.raises(OnrecordError, match=r"would take every CPU of the cluster \(2\).*Use 1 or fewer"),
    ):
        onrecord.build([corpus], tmp_path / "x.record", ray="local", workers=2)


@needs_ray
def test_several_readers_give_the_articles_in_order_and_one_that_is_lost_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(ray_reading, "_FILES_IN_A_JOB", 2)
    for number in range(7):
        lines = [json.dumps({"text": f"Rain fell on town {number}, street {line}."}) for line in range(100)]
        (tmp_path / f"{number}.jsonl").write_text("\n".join(lines))
    (tmp_path / "4.jsonl").write_text("")
    sources = [tmp_path, tmp_path / "nowhere.txt"]
    expected = list(read_sources(sources, options=ReadOptions()))
    with ray_cluster("local", workers=1) as cluster:
        assert list(replace(cluster, readers=2).read_sources(sources, options=ReadOptions())) == expected
        actor = cluster.ray.remote(num_cpus=1)(ray_reading.ReadingActor)
        job = ray_reading.Job(cluster.ray, actor, actor.remote(), [tmp_path / "0.jsonl"], ReadOptions(), ahead=1)
        read = job.next_piece()
        cluster.ray.kill(job.reader)
        while piece := job.next_piece():
            read += piece
    assert read == expected[: len(read)]
    assert sum(isinstance(item, Article) for item in read) == 100
