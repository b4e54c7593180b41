"""Corpora that no newsroom makes but archives hold: undated, misdated, one text or one event over and over, torn."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import msgspec
from bench.retold import Report, printings_of_one, reports, reports_of_one
from bench.retold_record import MISSED, coded_report, write_record

from onrecord import __version__
from onrecord.coded import CodedArticle
from onrecord.linking import Links, copies, incidents, link, timeline
from onrecord.schema import RECORD_TYPES, Actor, Span
from onrecord.store.layout import Manifest, shard_folders, shard_id, write_manifest, write_shard
from tests.linking.conftest import add_shard, report

VOWELS = ("y", "i", "e", "j", "ee")
ENDINGS = (
    "y", "yy", "iy", "i", "ij", "yi", "yj", "ey", "iyi", "ii",
    "jy", "ay", "oy", "ej", "ie", "ye", "e", "ji", "ya", "jj",
)  # fmt: skip


def rows_of(record: Path) -> dict[str, list[tuple[object, ...]]]:
    with Links(record) as links:
        return {name: links.sql(f'select * from "{name}" order by all').fetchall() for name in links.manifest.counts}


def record_of_reports(folder: Path, told: Iterable[Report], *, shard_size: int = 1000) -> Path:
    write_record(told, folder, seed=1, shard_size=shard_size)
    return folder


def test_the_links_are_the_same_whatever_the_number_of_workers(tmp_path):
    one = record_of_reports(tmp_path / "one.record", reports(160, 3), shard_size=10)
    shutil.copytree(one, tmp_path / "two.record")
    link(one, workers=1)
    assert link(tmp_path / "two.record", workers=2).read_again == 16
    assert rows_of(one) == rows_of(tmp_path / "two.record")


def test_articles_without_dates_are_linked_by_what_they_name_and_come_last_in_time(record_of):
    told = "Gunmen killed 12 villagers in Kaduna, police said. The governor of Kaduna condemned the killings."
    again = "Police said gunmen had killed 12 villagers in Kaduna."
    with Links(
        record_of(
            report("dated", "Spain accused Morocco of shelling a ferry on Monday.", publisher="A"),
            report("undated", told, publisher="B", published=None),
            report("undated too", again, publisher="C", published=None),
        )
    ) as links:
        found = incidents(links)
        labels = {mention["article"] for each in found for mention in each["mentions"]}
        assert labels == {"dated", "undated", "undated too"}
        undated = [each for each in found if each["start"] is None]
        assert undated
        days = [row["date"] for row in timeline(links)]
        assert days[0] is not None
        assert days[-1] is None


def test_a_date_far_in_the_future_stays_with_its_article_and_harms_no_other(tmp_path):
    record = record_of_reports(tmp_path / "x.record", reports(60, 4))
    before = rows_of(record)["incidents"]
    far = next(reports(1, 9))
    far.id, far.published = "far", dt.date(9999, 12, 31)
    write_one(record, far)
    with Links(record) as links:
        assert {row[0] for row in links.sql("select id from incidents").fetchall()} >= {row[0] for row in before}
        assert links.sql("select max(published)::varchar from linked_articles").fetchall() == [("9999-12-31",)]


def write_one(record: Path, told: Report) -> None:
    article = coded_report(told, random.Random(1))  # noqa: S311
    write_shard(record, shard_id([article.article.id], []), [article], [])


def test_two_thousand_printings_of_one_text_are_one_witness(tmp_path):
    record = record_of_reports(tmp_path / "x.record", printings_of_one(2_000, 1))
    with Links(record) as links:
        assert [len(group) for group in copies(links)] == [2_000]
        assert {len(each["witnesses"]) for each in incidents(links)} == {1}


def test_five_hundred_reports_of_one_killing_are_one_incident_but_for_what_was_not_coded(tmp_path):
    record = record_of_reports(tmp_path / "x.record", reports_of_one(500, 1))
    with Links(record) as links:
        (largest,) = links.sql("select max(articles) from incidents where type = 'ASSAULT'").fetchall()
        assert links.sql("select count(*) from linked_articles").fetchall() == [(500,)]
    assert largest[0] > 0.95 * (1 - MISSED) * 500


def test_three_thousand_spellings_of_one_name_are_few_actors_and_none_is_lost(tmp_path):
    given = [f"{first}olod{one}m{two}r" for first, one, two in product("VW", VOWELS, VOWELS)]
    surnames = [f"Zelens{letter}{ending}" for letter, ending in product("kcq", ENDINGS)]
    names = [f"{first} {last}" for first, last in product(given, surnames)]
    assert len(set(names)) == 3_000
    write_coded(tmp_path / "x.record", [spelt(f"n{number}", name) for number, name in enumerate(names)])
    with Links(tmp_path / "x.record") as links:
        groups = [set(spellings) for (spellings,) in links.sql("select spellings from identities").fetchall()]
    assert set().union(*groups) == set(names)
    assert len(groups) < 5


def spelt(key: str, name: str) -> CodedArticle:
    article = report(key, f"{name} spoke in Kyiv.", publisher="A")
    words = Span(0, len(name), None, None, name)
    actor = Actor(
        id=f"actor-{article.id[8:]}", article=article.id, spans=(words,), name=name, kind="person", confidence=0.9,
        stage="test", stage_version="1",
    )  # fmt: skip
    return CodedArticle(article, {**dict.fromkeys(RECORD_TYPES, ()), "actors": (actor,)})


def write_coded(record: Path, articles: list[CodedArticle]) -> None:
    (record / "shards").mkdir(parents=True)
    write_manifest(record, Manifest(onrecord=__version__, stages={}, options={}, shard_size=len(articles)))
    write_shard(record, shard_id([each.article.id for each in articles], []), articles, [])


def test_two_corpora_whose_ids_clash_keep_their_articles_apart(tmp_path):
    one = msgspec.structs.replace(
        report("17", "Gunmen killed 12 villagers in Kaduna on Monday, police said."), source="a.jsonl"
    )
    two = msgspec.structs.replace(
        report("17", "Students marched through Jos on Monday to demand higher pay."), source="b.jsonl"
    )
    add_shard(tmp_path / "x.record", [one])
    add_shard(tmp_path / "x.record", [two])
    with Links(tmp_path / "x.record") as links:
        labels = {mention["article"] for each in incidents(links) for mention in each["mentions"]}
    assert labels == {"a.jsonl:17", "b.jsonl:17"}


def test_a_shard_that_is_gone_is_named_and_the_rest_is_linked(tmp_path):
    record = record_of_reports(tmp_path / "x.record", reports(40, 1), shard_size=20)
    link(record)
    gone = shard_folders(record)[0]
    shutil.rmtree(gone)
    report_ = link(record)
    assert f"{gone}: is gone" in report_.manifest.skipped[0]
    assert report_.manifest.counts["linked_articles"] == 20


def test_a_link_that_is_killed_goes_on_and_ends_with_the_same_tables(tmp_path):
    record = record_of_reports(tmp_path / "x.record", reports(160, 5), shard_size=10)
    shutil.copytree(record, tmp_path / "calm.record")
    command = [sys.executable, "-m", "onrecord", "link", str(record), "--workers", "2", "--json"]
    for wanted in ("s-*", "tmp-tables-*"):  # killed among the passages, then among the tables
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not list((record / "links").glob(wanted)):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (record / "links" / "manifest.json").exists()
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(finished.stdout)["shards_read"] < 16
    link(tmp_path / "calm.record")
    assert rows_of(record) == rows_of(tmp_path / "calm.record")
