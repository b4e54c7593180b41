"""A process that dies over an article costs that article and nothing else."""

from __future__ import annotations

import onrecord
from onrecord.store import verify


def test_an_article_that_kills_its_worker_is_given_up_and_the_rest_of_its_shard_is_coded(start, corpus, tmp_path):
    process = start("build", corpus, "-o", "x.record", "--workers", "2", "--shard-size", "4")
    _, told = process.communicate()
    assert process.returncode == 1
    assert "line 6: the process that coded this article died twice over it (SIGABRT); it is not coded" in told
    assert "Traceback" not in told
    with onrecord.open(tmp_path / "x.record") as store:
        coded = {
            key for (key,) in store.sql("select key from articles join statements on article = articles.id").fetchall()
        }
        assert coded == {f"a{number}" for number in range(11)} - {"a5"}
        problems = store.sql("select stage, place from problems where severity = 'error' order by stage").fetchall()
        assert problems == [("readers", "line 12, character 1"), ("run", "line 6")]
        assert store.article("a5")["events"] == ()
        assert verify(store) == []


def test_workers_that_die_before_they_work_end_the_run_with_one_message(start, corpus):
    process = start("build", corpus, "-o", "x.record", "--workers", "2", DIE_AT_START="1")
    _, told = process.communicate()
    assert process.returncode == 1
    assert "a worker process died twice (SIGABRT) while it loaded its models" in told
    assert "fewer --workers" in told
    assert "Traceback" not in told
