"""How far confidence means what it says: reliability and expected calibration error, as tables and a plot.

    python -m bench.reliability --data ../shared/data [--plot docs/reliability.svg]

Statements: the outermost ones of PolNeAR's development articles; right where the scorer's link condition holds for some
gold attribution. Events: the gate of our own gold; right where words, type, both parties, voice, polarity, mode,
certainty and time all are. Ten bins of equal width; expected calibration error as in Guo et al. 2017 (ICML).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.coded import CodedArticle, records_of
from onrecord.document import EVENTS, STATEMENTS, Layer
from onrecord.evaluate import adapters, attribution, claims, event_adapters
from onrecord.evaluate.article_tokens import TokenizedArticle
from onrecord.evaluate.kinds import Passage, article_of
from onrecord.evaluate.record_lines import read_record_lines
from onrecord.pipeline import Pipeline, default_stages, stages_for
from onrecord.schema import Event, Statement

ROOT = Path(__file__).resolve().parent.parent
GATE = ROOT / "corpus" / "gold" / "events" / "gate.jsonl"
BINS = 10


class Judged(NamedTuple):
    """A record's confidence and whether it is right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """Records whose confidence lies in one tenth."""

    low: float
    records: int
    confidence: float
    """Mean."""
    right: float
    """Share."""


def judged_statements(folder: Path) -> Iterator[Judged]:
    """The outermost statements of PolNeAR's development articles, article by article."""
    pipeline = _pipeline_to(STATEMENTS)
    for gold in attribution.load_gold(folder):
        document = pipeline.code(article_of(Passage(gold.id, gold.text)))
        coded = CodedArticle(document.article, records_of(document))
        outermost = [each for each in coded.of(Statement) if each.depth == 0]
        tokens = TokenizedArticle(gold.text)
        theirs = [
            fillers
            for annotation in gold.annotations.values()
            for fillers in attribution.token_sets(tokens, annotation.attributions, frozenset())
        ]
        ours = adapters.to_polnear(gold.id, coded).attributions
        for statement, found in zip(outermost, ours, strict=True):
            sets = attribution.token_sets(tokens, [found], frozenset())
            yield Judged(statement.confidence, any(_links(sets[0], one) for one in theirs) if sets else False)


def _links(ours: attribution.Fillers, theirs: attribution.Fillers) -> bool:
    source = not theirs.source or bool(ours.source & theirs.source)
    return source and bool(ours.cue & theirs.cue) and attribution.jaccard(ours.content, theirs.content) >= 0.5


def judged_events(path: Path) -> Iterator[Judged]:
    """The events of the passages, passage by passage."""
    pipeline = _pipeline_to(EVENTS)
    passages = read_record_lines(path, Passage, remedy='A line looks like {"id": "e005", "text": "...", ...}.')
    for gold, passage in zip(claims.load_gold(path), passages, strict=True):
        document = pipeline.code(article_of(passage))
        coded = CodedArticle(document.article, records_of(document))
        predictions = event_adapters.to_claims(passage.id, coded).events or ()
        for event, predicted in zip(coded.of(Event), predictions, strict=True):
            agreed = [row.agreement for row in claims.judge(gold, [predicted]).rows if row.agreement is not None]
            yield Judged(
                event.confidence, any(each["frame"] and each["actor"] and each["recipient"] for each in agreed)
            )


def bins_of(judged: Sequence[Judged]) -> list[Bin]:
    """The bins that hold something, from low to high."""
    bins = []
    for number in range(BINS):
        own = [each for each in judged if min(int(each.confidence * BINS), BINS - 1) == number]
        if own:
            mean = sum(each.confidence for each in own) / len(own)
            bins.append(Bin(number / BINS, len(own), mean, sum(each.right for each in own) / len(own)))
    return bins


def calibration_error(bins: Iterable[Bin]) -> float:
    """The mean distance of confidence from the share that is right, weighted by records."""
    listed = list(bins)
    return sum(abs(each.confidence - each.right) * each.records for each in listed) / sum(
        each.records for each in listed
    )


def table(title: str, bins: Sequence[Bin]) -> str:
    """The bins as a Markdown table."""
    records = sum(each.records for each in bins)
    lines = [
        f"{title}: {records:,} records, expected calibration error {calibration_error(bins):.3f}",
        "",
        "| confidence | records | mean | right |",
        "|---|---|---|---|",
        *(
            f"| {b.low:.1f} to {b.low + 1 / BINS:.1f} | {b.records} | {b.confidence:.2f} | {b.right:.2f} |"
            for b in bins
        ),
    ]
    return "\n".join(lines)


def plot(curves: Sequence[tuple[str, str, Sequence[Bin]]]) -> str:
    """An SVG of curves (name, colour, bins): a dot for each bin, its area by its records, and the diagonal."""
    size, margin = 360, 48

    def at(confidence: float, right: float) -> tuple[float, float]:
        return margin + confidence * size, margin + (1 - right) * size

    whole = size + 2 * margin
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">',
        "<style>text { font: 12px sans-serif }</style><title>Confidence and share that is right</title>",
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<rect x="{margin}" y="{margin}" width="{size}" height="{size}" fill="none" stroke="#999"/>',
        f'<path d="M{margin} {margin + size}L{margin + size} {margin}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 14 {whole / 2})">share right</text>',
    ]
    for tick in (0, 0.5, 1):
        x, y = at(tick, tick)
        parts.append(f'<text x="{x}" y="{margin + size + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{margin - 8}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    for number, (name, colour, bins) in enumerate(curves):
        most = max(each.records for each in bins)
        points = [at(each.confidence, each.right) for each in bins]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}"/>')
        for (x, y), each in zip(points, bins, strict=True):
            radius = 2 + 7 * (each.records / most) ** 0.5
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6"/>')
        parts.append(f'<text x="{margin + 10}" y="{margin + 18 + 16 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _pipeline_to(layer: Layer[Any]) -> Pipeline:
    pipeline = Pipeline(stages_for([layer], default_stages()))
    pipeline.setup()
    return pipeline


def main() -> None:
    """Prints the tables and writes the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets, with polnear/")
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    arguments = parser.parse_args()
    curves = [
        ("statements (PolNeAR, development)", "#0072b2", bins_of(list(judged_statements(arguments.data / "polnear")))),
        ("events (own gold, gate)", "#d55e00", bins_of(list(judged_events(GATE)))),
    ]
    for name, _, bins in curves:
        print(table(name, bins), end="\n\n")
    if arguments.plot:
        arguments.plot.write_text(plot(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
