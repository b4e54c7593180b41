"""Speed and memory of the pipeline and each stage, in ratio to spaCy's small English pipeline on the same text.

    python bench/speed.py [--copies N] [--rounds N] [--json]
    python bench/speed.py --growth        cost and memory of a build at 1x, 4x and 16x the corpus

Corpus: the sample corpus of the package, its articles read once and repeated ``--copies`` times. One thread, CPU
seconds, median over rounds; in each round spaCy's full pipeline and onrecord code the same articles in the same
process, in turn. Words are stretches without white space. Peak memory is the resident set's, of a process that runs the
pipeline up to that stage. Use the ratios: seconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from onrecord.api import read_sources
from onrecord.document import Document
from onrecord.pipeline import Pipeline, default_stages
from onrecord.readers import ReadOptions
from onrecord.schema import Article

SAMPLE = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "sample" / "articles"


@dataclass(frozen=True)
class Speed:
    """What one part costs."""

    part: str
    cpu_seconds: float
    words_per_cpu_second: float
    articles_per_cpu_second: float
    ratio_to_spacy: float
    """Speed of this part over the speed of spaCy's full pipeline: above 1 is faster."""
    peak_mib: float | None


def sample_articles(copies: int) -> list[Article]:
    """The articles of the sample corpus, repeated."""
    found = [item for item in read_sources([SAMPLE], options=ReadOptions()) if isinstance(item, Article)]
    return found * copies


def measure(copies: int, rounds: int) -> list[Speed]:
    """The speed of spaCy's full pipeline, of the whole of onrecord's, and of each stage."""
    import spacy

    from onrecord.stages.language import MODEL

    articles = sample_articles(copies)
    words = sum(len(article.text.split()) for article in articles)
    full = spacy.load(MODEL)
    stages = default_stages()
    Pipeline(stages).setup()
    seconds: dict[str, list[float]] = {}
    for turn in range(rounds + 1):  # the first turn warms up
        round_seconds = {"spaCy full pipeline": cpu_of(lambda: [full(article.text) for article in articles])}
        documents = [Document(article) for article in articles]
        for stage in stages:
            start = time.process_time()
            documents = [stage.process(document) for document in documents]
            round_seconds[stage.name] = time.process_time() - start
        round_seconds["onrecord, all stages"] = sum(round_seconds[stage.name] for stage in stages)
        if turn:
            for part, spent in round_seconds.items():
                seconds.setdefault(part, []).append(spent)
    medians = {part: statistics.median(spent) for part, spent in seconds.items()}
    peer = medians["spaCy full pipeline"]
    peaks = {stage.name: peak_up_to(stage.name) for stage in stages}
    peaks["onrecord, all stages"] = peaks[stages[-1].name]
    peaks["spaCy full pipeline"] = peak_up_to("")
    order = ["spaCy full pipeline", "onrecord, all stages", *(stage.name for stage in stages)]
    return [
        Speed(
            part,
            medians[part],
            words / medians[part],
            len(articles) / medians[part],
            peer / medians[part],
            peaks[part],
        )
        for part in order
    ]


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds that calling this takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_up_to(stage: str) -> float:
    """Peak resident MiB of a process that runs the stages up to this one ('' = spaCy's full pipeline) on the corpus."""
    answer = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--peak-up-to", stage], capture_output=True, text=True, check=True
    )
    return float(answer.stdout)


def print_peak(stage_name: str) -> None:
    """Prints the peak of this process after the work."""
    articles = sample_articles(1)
    if stage_name:
        stages = default_stages()
        names = [stage.name for stage in stages]
        stages = stages[: names.index(stage_name) + 1]
        for article in articles:
            document = Document(article)
            for stage in stages:
                document = stage.process(document)
    else:
        import spacy

        from onrecord.stages.language import MODEL

        model = spacy.load(MODEL)
        for article in articles:
            model(article.text)
    print(peak_mib())


def peak_mib() -> float:
    """Peak resident MiB of this process.

    Read from /proc where there is one: getrusage's figure of a child begins with its parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class Growth:
    """What a build of so many copies of the corpus costs."""

    articles: int
    cpu_seconds: float
    cpu_seconds_per_article: float
    peak_mib: float


def growth(factors: tuple[int, ...] = (1, 4, 16)) -> list[Growth]:
    """Cost and peak memory of ``onrecord build`` over 1x, 4x and 16x the sample corpus, each in its own process."""
    measured = []
    for factor in factors:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder) / "corpus.jsonl"
            with corpus.open("w", encoding="utf-8") as lines:
                for number, article in enumerate(sample_articles(factor)):
                    line = {"id": str(number), "text": article.text, "published": article.published, "language": "en"}
                    lines.write(json.dumps(line) + "\n")
            answer = subprocess.run(  # noqa: S603
                [sys.executable, __file__, "--build", str(corpus), str(Path(folder) / "x.record")],
                capture_output=True,
                text=True,
                check=True,
            )
            measured.append(Growth(**json.loads(answer.stdout)))
    return measured


def print_build(corpus: str, store: str) -> None:
    """Builds the corpus in this process and prints what it cost."""
    from onrecord.api import build

    Pipeline(default_stages()).setup()
    start = time.process_time()
    report = build([corpus], store)
    spent = time.process_time() - start
    print(json.dumps(asdict(Growth(report.coded, spent, spent / report.coded, peak_mib()))))


def main() -> None:
    """Prints the table asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--peak-up-to", metavar="STAGE")
    parser.add_argument("--build", nargs=2, metavar=("CORPUS", "STORE"))
    arguments = parser.parse_args()
    if arguments.peak_up_to is not None:
        print_peak(arguments.peak_up_to)
    elif arguments.build:
        print_build(*arguments.build)
    elif arguments.growth:
        rows = growth()
        if arguments.json:
            print(json.dumps([asdict(row) for row in rows], indent=2))
            return
        print(f"{'articles':>8} {'CPU s':>8} {'s/article':>10} {'peak MiB':>9}")
        for row in rows:
            print(f"{row.articles:8} {row.cpu_seconds:8.1f} {row.cpu_seconds_per_article:10.3f} {row.peak_mib:9.0f}")
    else:
        speeds = measure(arguments.copies, arguments.rounds)
        if arguments.json:
            print(json.dumps([asdict(speed) for speed in speeds], indent=2))
            return
        print(f"{'part':24} {'words/CPU-s':>12} {'articles/CPU-s':>15} {'x spaCy':>8} {'peak MiB':>9}")
        for speed in speeds:
            print(
                f"{speed.part:24} {speed.words_per_cpu_second:12,.0f} {speed.articles_per_cpu_second:15.2f}"
                f" {speed.ratio_to_spacy:8.2f} {speed.peak_mib or 0:9.0f}"
            )


if __name__ == "__main__":
    main()
