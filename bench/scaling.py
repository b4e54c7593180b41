"""What many articles cost: reading, coding and storing one, linking all of them, and what a second worker brings.

    python -m bench.scaling --cost [--copies N]
    python -m bench.scaling --ray [--articles N] [--rounds N]
    python -m bench.scaling --linking 25000 100000 1000000 [--days 365]

``--cost`` builds a record of the sample corpus and prints CPU milliseconds and bytes an article and per 1,000 words.
``--ray`` builds one corpus on a Ray cluster of this machine with one worker and with two, in turn, and prints the ratio
of their rates. ``--linking`` links so many articles made by ``bench/retold.py``, spread over ``--days`` days or over as
many as keep eight articles a day.

Other programs that run on the machine take CPU time away, and a plain clock would count that as ours. So each cost is
the CPU time of our own processes; and from the time of a run on Ray is taken what the workers spent waiting for a CPU
that others had, as Linux counts it for each thread. Time in which a worker had nothing to do stays in. The rate by the
clock is printed too.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.linking import cost_of_linking
from bench.retold import reports
from bench.retold_record import write_record
from bench.speed import cpu_of, sample_articles

LOADED_MIB = 300
"""A process that has loaded the models is larger than this; one that has not is at half of it."""
MENU_ENTRIES, SCRIPT_LINES = 300, 1000
"""What a page holds beside its article: some 55 KB in all."""


def write_corpus(path: Path, *, copies: int) -> tuple[int, int]:
    """The number of articles and words written: the sample corpus so many times, each text with a line of its own."""
    words = count = 0
    with path.open("w", encoding="utf-8") as lines:
        for copy in range(copies):
            for number, article in enumerate(sample_articles(1)):
                text = f"{article.text}\n\nPrinting {copy}."
                line = {"id": f"{copy}-{number}", "text": text, "published": article.published, "language": "en"}
                lines.write(json.dumps(line) + "\n")
                words += len(text.split())
                count += 1
    return count, words


def write_pages(path: Path, *, copies: int) -> int:
    """The number of pages written: the sample corpus as a WARC of pages of the size they have on the web."""
    menu = "".join(f'<li><a href="/section/{n}">Section {n} of the site</a></li>' for n in range(MENU_ENTRIES))
    script = "<script>" + "var filler = 'nothing at all';\n" * SCRIPT_LINES + "</script>"
    count = 0
    with path.open("wb") as file:
        for copy in range(copies):
            for article in sample_articles(1):
                count += 1
                body = "".join(f"<p>{html.escape(each)}</p>" for each in article.text.split("\n\n"))
                page = f"<html><head><title>Page {count}</title>{script}</head><body><nav><ul>{menu}</ul></nav>"
                page += f"<article><h1>Printing {copy}</h1>{body}</article></body></html>"
                payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
                head = (
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
                    f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{count:012}>\r\n"
                    f"WARC-Target-URI: https://news.example/{count}\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
                )
                file.write(head.encode() + payload + b"\r\n\r\n")
    return count


def cost(copies: int) -> dict[str, float]:
    """CPU milliseconds and stored bytes an article and per 1,000 words: of reading JSON Lines, of the whole build."""
    from onrecord.api import build, read_sources
    from onrecord.pipeline import Pipeline, default_stages
    from onrecord.readers import ReadOptions

    with tempfile.TemporaryDirectory() as folder:
        corpus, record = Path(folder) / "corpus.jsonl", Path(folder) / "x.record"
        articles, words = write_corpus(corpus, copies=copies)
        warc = Path(folder) / "pages.warc"
        pages = write_pages(warc, copies=copies)
        reading, reading_pages = (
            cpu_of(lambda source=source: list(read_sources([source], options=ReadOptions())))
            for source in (corpus, warc)
        )
        Pipeline(default_stages()).setup()
        start = time.process_time()
        build([corpus], record, shard_size=articles // copies)  # no text twice in a shard
        whole = time.process_time() - start
        stored = sum(map(_stored, record.glob("shards/*/*.parquet")))
        text, warc_size = corpus.stat().st_size, warc.stat().st_size
    return {
        "articles": articles,
        "words an article": words / articles,
        "ms an article, reading JSON Lines": 1000 * reading / articles,
        "ms an article, reading WARC": 1000 * reading_pages / pages,
        "bytes a page, WARC": warc_size / pages,
        "ms an article, build": 1000 * whole / articles,
        "ms per 1,000 words, build": 1_000_000 * whole / words,
        "bytes an article, input": text / articles,
        "bytes an article, record": stored / articles,
        "bytes per 1,000 words, record": 1000 * stored / words,
        "bytes of memory an article given out": remembered(),
    }


def remembered(articles: int = 200_000) -> float:
    """Bytes an article that a run keeps in mind of what it has given out, so as to record nothing twice."""
    from onrecord.run.batches import batches
    from onrecord.schema import Article

    def made() -> Iterator[Article]:
        for number in range(articles):
            sha256 = hashlib.sha256(str(number).encode()).hexdigest()
            key = f"https://www.news.example/2024/01/31/article-{number}"
            yield Article(
                id=f"article-{sha256[:16]}", key=key, source="x", format="warc", language="en", sha256=sha256, text="x"
            )

    before = after = _resident()
    for _ in batches(made(), size=1000, known=set()):
        after = _resident()
    return (after - before) / articles


def _resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Look:
    """What the coding processes had done by a moment."""

    clock: float
    articles: int
    cpu: float
    """Seconds on a CPU, all processes together."""
    queued: float
    """Seconds in which they could have run and other programs did."""
    all_loaded: bool
    """Whether each had its models loaded."""


def ray_ratio(articles: int, rounds: int) -> dict[str, float]:
    """How many times the articles a second two workers on Ray code that one does, medians over rounds in turn."""
    found: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        made, _ = write_corpus(corpus, copies=max(1, articles // len(sample_articles(1))))
        for turn in range(rounds):
            for workers in (1, 2):
                record = Path(folder) / f"{turn}-{workers}.record"
                command = [sys.executable, "-m", "bench.scaling", "--on-ray", str(corpus), str(record), str(workers)]
                answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
                found[workers].append(json.loads(answer.stdout))
    middle = {
        n: {name: statistics.median(each[name] for each in runs) for name in runs[0]} for n, runs in found.items()
    }
    return {
        "articles": made,
        "rate of two workers over one, waits for a CPU left out": middle[2]["rate"] / middle[1]["rate"],
        "by the clock": middle[2]["rate by the clock"] / middle[1]["rate by the clock"],
        **{f"{name}, {n} workers": value for n, values in middle.items() for name, value in values.items()},
    }


def print_on_ray(corpus: str, record: str, workers: int) -> None:
    """Builds the corpus on a Ray cluster of this machine and prints the rates between the first shard and the last."""
    from onrecord.api import build

    looks: list[Look] = []
    peak = 0.0

    def look(articles: int) -> None:
        nonlocal peak
        coders = _coders()
        peak = sum(_peak(process) + _peak(above) for process, above in coders.items()) / max(1, len(coders))
        done = articles + (looks[-1].articles if looks else 0)
        cpu, queued = (sum(each) / 1e9 for each in zip((0, 0), *map(_schedule, coders), strict=True))
        all_loaded = len(coders) == workers and min(map(_peak, coders)) > LOADED_MIB
        looks.append(Look(time.perf_counter(), done, cpu, queued, all_loaded))

    build([corpus], record, workers=workers, ray="local", shard_size=14, on_articles=look)
    first = next(each for each in looks if each.all_loaded)
    last = looks[-workers]  # as long as each has something to do
    seconds, articles = last.clock - first.clock, last.articles - first.articles
    cpu, queued = last.cpu - first.cpu, last.queued - first.queued
    print(
        json.dumps(
            {
                "rate": articles / (seconds - queued / workers),
                "rate by the clock": articles / seconds,
                "CPU ms an article": 1000 * cpu / articles,
                "share of the time on a CPU": cpu / workers / seconds,
                "share waiting for a CPU": queued / workers / seconds,
                "peak MiB a worker": peak,
            }
        )
    )


def _coders() -> dict[int, int]:
    """The processes below this one in which articles are coded, each with the actor it works for."""
    above: dict[int, int] = {}
    spawned: list[int] = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            above[int(path.name)] = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if b"spawn_main" in (path / "cmdline").read_bytes():
                spawned.append(int(path.name))
        except (OSError, IndexError):
            continue  # it has ended meanwhile

    def is_below(process: int) -> bool:
        while process in above:
            process = above[process]
            if process == os.getpid():
                return True
        return False

    return {process: above[process] for process in spawned if is_below(process)}


def _schedule(process: int) -> tuple[int, int]:
    """Nanoseconds that a process was on a CPU, and that its main thread, which codes, waited for one.

    Linux, Documentation/scheduler/sched-stats.rst.
    """
    try:
        threads = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/schedstat")]
        waited = Path(f"/proc/{process}/schedstat").read_text().split()[1]
    except OSError:
        return 0, 0  # it has ended meanwhile
    return sum(int(on_cpu) for on_cpu, *_ in threads), int(waited)


def _peak(process: int) -> float:
    """Peak resident MiB of a process."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0  # it has ended meanwhile
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def linking(articles: int, days: int | None) -> dict[str, Any]:
    """What it costs to link so many generated articles, and how large their record and its links are."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "retold.record"
        write_record(reports(articles, 2, days=days), record, seed=2)
        figures = cost_of_linking(record)
        figures["bytes an article, record"] = _size(record / "shards") / articles
        figures["bytes an article, links"] = _size(record / "links") / articles
        return figures


def _stored(table: Path) -> int:
    """Bytes of a table's columns as stored, without the file's own description, which is as long for 1,000 articles."""
    described = pq.ParquetFile(table).metadata
    groups = (described.row_group(number) for number in range(described.num_row_groups))
    return sum(group.column(number).total_compressed_size for group in groups for number in range(group.num_columns))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Prints the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--articles", type=int, default=420)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--on-ray", nargs=3, metavar=("CORPUS", "RECORD", "WORKERS"))
    parser.add_argument("--linking", nargs="+", type=int, metavar="ARTICLES")
    parser.add_argument("--days", type=int)
    arguments = parser.parse_args()
    if arguments.on_ray:
        corpus, record, workers = arguments.on_ray
        print_on_ray(corpus, record, int(workers))
        return
    if arguments.cost:
        _print(cost(arguments.copies))
    if arguments.ray:
        _print(ray_ratio(arguments.articles, arguments.rounds))
    for articles in arguments.linking or ():
        _print(linking(articles, arguments.days))


def _print(figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        print(f"{name:56} {value:,.6g}")
    print()


if __name__ == "__main__":
    main()
