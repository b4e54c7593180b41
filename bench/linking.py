"""How well and how fast linking works: on the sample corpus's gold and on retold incidents of any number.

    python -m bench.linking --sample
    python -m bench.linking --articles 1000 --seed 2
    python -m bench.linking --articles 100000 --seed 2 --direct [--growth]
    python -m bench.linking --extremes

With ``--direct`` the generator writes the record itself (``bench/retold_record.py``), else its articles are coded.
``--growth`` links four times as many articles too and prints the ratio of the times. Linking runs in a process of its
own, whose time and peak memory are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bench.retold import gold as gold_of
from bench.retold import line_of, printings_of_one, reports, reports_of_one
from bench.retold_record import write_record
from bench.speed import peak_mib

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "links" / "august-1991.json"


def on_sample() -> dict[str, Any]:
    """The figures on the sample corpus."""
    from onrecord.api import build
    from onrecord.api import open as open_store
    from onrecord.evaluate.links import score_record

    with tempfile.TemporaryDirectory() as folder, as_file(files("onrecord") / "sample" / "articles") as articles:
        record = Path(folder) / "sample.record"
        build([articles], record)
        with open_store(record) as store:
            texts = dict(store.sql("select key, text from articles").fetchall())
        return score_record(record, json.loads(GOLD.read_text(encoding="utf-8")), texts=texts)


def on_retold(articles: int, seed: int, *, direct: bool) -> dict[str, Any]:
    """The figures on retold incidents, with seconds and peak MiB of linking."""
    from onrecord.evaluate.links import score_record

    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "retold.record"
        told = list(reports(articles, seed))
        if direct:
            write_record(told, record, seed=seed)
        else:
            from onrecord.api import build

            lines = Path(folder) / "retold.jsonl"
            with lines.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(line_of(report)) + "\n" for report in told)
            build([lines], record, shard_size=200)
        return {"linking": cost_of_linking(record), **score_record(record, gold_of(told))}


def on_extremes() -> dict[str, Any]:
    """Cost and largest group of 50,000 reports of one incident and 10,000 printings of one text."""
    figures = {}
    for name, told in {
        "one incident": list(reports_of_one(50_000, 1)),
        "one text": list(printings_of_one(10_000, 1)),
    }.items():
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / "extreme.record"
            write_record(told, record, seed=1)
            cost = cost_of_linking(record)
            from onrecord.linking import Links

            with Links(record) as links:
                query = "select max(articles), count(*) from incidents where type = 'ASSAULT'"
                cost["largest incident"], cost["incidents"] = links.sql(query).fetchall()[0]
                cost["copies"] = links.sql("select count(*) from copies").fetchall()[0][0]
        figures[name] = cost
    return figures


def cost_of_linking(record: Path) -> dict[str, Any]:
    """What it costs to link the record, in a process of its own: seconds, CPU seconds, peak MiB, the slowest steps."""
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.linking", "--link", str(record)], capture_output=True, text=True, check=True
    )
    cost: dict[str, Any] = json.loads(answer.stdout)
    return cost


def print_cost(record: Path) -> None:
    """Links the record in this process and prints what it cost."""
    from onrecord.linking import link

    start, cpu = time.perf_counter(), time.process_time()
    report = link(record)
    cost = {
        "articles": report.manifest.counts["linked_articles"],
        "seconds": time.perf_counter() - start,
        "CPU seconds": time.process_time() - cpu,
    }
    slowest = sorted(report.seconds.items(), key=lambda step: -step[1])[:5]
    print(json.dumps({**cost, "peak MiB": peak_mib(), **{f"s {step}": spent for step, spent in slowest}}))


def print_figures(figures: dict[str, Any]) -> None:
    """Prints the figures, a line a kind; shares in per cent."""
    for kind, values in figures.items():
        shown = []
        for name, value in values.items():
            is_share = isinstance(value, float) and "seconds" not in values
            shown.append(f"{name} {100 * value:.1f} %" if is_share else f"{name} {value:,.6g}")
        print(f"{kind:15} {'   '.join(shown)}")


def main() -> None:
    """Prints the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--direct", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--extremes", action="store_true")
    parser.add_argument("--link", type=Path, metavar="RECORD")
    arguments = parser.parse_args()
    if arguments.link is not None:
        print_cost(arguments.link)
        return
    if arguments.extremes:
        print_figures(on_extremes())
        return
    if arguments.sample:
        print_figures(on_sample())
        return
    figures = on_retold(arguments.articles, arguments.seed, direct=arguments.direct)
    print_figures(figures)
    if arguments.growth:
        more = on_retold(4 * arguments.articles, arguments.seed, direct=arguments.direct)
        print_figures(more)
        wall, cpu = (more["linking"][of] / figures["linking"][of] for of in ("seconds", "CPU seconds"))
        print(f"4 times the articles: {wall:.2f} times the time, {cpu:.2f} times the CPU time")


if __name__ == "__main__":
    main()
