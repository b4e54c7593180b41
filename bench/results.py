"""Measures every layer on the development data and writes the tables of docs/results.md.

    python -m bench.results --data ../shared/data [--only KIND ...] [--kept FILE]

``--data`` is a folder laid out as that of the project's data sets (polnear/, claims/, plv/, ...), none of which is part
of the repository. The figures are those of ``onrecord eval``; each table row carries the command that prints it.
``--kept`` is a JSON file that keeps the figures between runs, so that ``--only`` renews some of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.evaluate.figures_of_merit import Scores
from onrecord.evaluate.kinds import KINDS, evaluate
from onrecord.evaluate.report import headline_figures

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "results.md"
START, END = "<!-- measured: begin -->", "<!-- measured: end -->"


class Measurement(NamedTuple):
    """A gold set to be measured on."""

    kind: str
    path: str
    """Below --data; for the sample corpus, below the repository."""
    split: str
    """In words, for the table."""


MEASUREMENTS: tuple[Measurement, ...] = (
    Measurement("polnear", "polnear", "development, 84 articles"),
    Measurement("claims", "claims/dev.jsonl", "development, 150 passages"),
    Measurement("plover", "plover/PLOVER_GSR_CAMEO.txt", "all 322 sentences, development"),
    Measurement("plv", "plv/train.tsv", "training file, 1,050 sentences, development"),
    Measurement("muc4", "muc4/tst1.jsonl", "TST1, 100 texts, development"),
    Measurement("muc4", "muc4/tst2.jsonl", "TST2, 100 texts, development"),
    Measurement("satp", "satp/dev.csv", "development, 7,910 rows"),
    Measurement("grounding", "grounding/dev.jsonl", "development, 120 passages"),
    Measurement("time", "time/timebank.jsonl", "TimeBank, 183 texts, development"),
    Measurement("time", "time/aquaint.jsonl", "AQUAINT, 73 texts, development"),
    Measurement("time", "time/meantime.jsonl", "MEANTIME, 117 texts, development"),
    Measurement("time", "time/gum_talk.jsonl", "GUM talk, 34 texts, not tuned on"),
    Measurement("places", "places/lgl.jsonl", "LGL, 586 texts, development"),
    Measurement("places", "places/geovirus.jsonl", "GeoVirus, 229 texts, development"),
    Measurement("toponyms", "places/lgl.jsonl", "LGL, 586 texts, development, gold spans given"),
    Measurement("toponyms", "places/geovirus.jsonl", "GeoVirus, 229 texts, development, gold spans given"),
    Measurement("crossner", "entities/crossner_politics/dev.jsonl", "CrossNER politics, development"),
    Measurement("gum", "entities/gum.jsonl", "GUM, 144 texts, development"),
    Measurement("statements", "corpus/gold/statements/gate.jsonl", "own gold, gate, 66 passages"),
    Measurement("statements", "corpus/gold/statements/other-genres.jsonl", "own gold, 50 articles of other genres"),
    Measurement("claims", "corpus/gold/events/gate.jsonl", "own gold, gate, 164 passages"),
    Measurement("grounding", "corpus/gold/grounding/gate.jsonl", "own gold, gate, 51 passages"),
    Measurement("leaders", "leaders", "Archigos and REIGN, since 1945"),
    Measurement("record", "corpus/gold/august-1991", "sample corpus, 7 articles"),
)


def measure(measurement: Measurement, data: Path) -> Scores:
    """The figures of one gold set."""
    path = (ROOT if is_own(measurement) else data) / measurement.path
    (evaluation,) = evaluate(KINDS[measurement.kind], path)
    return evaluation.scores


def name_of(measurement: Measurement) -> str:
    """The name under which its figures are kept."""
    return f"{measurement.kind} {measurement.path}"


def is_own(measurement: Measurement) -> bool:
    """Whether the gold is part of the repository."""
    return measurement.path.startswith("corpus/")


def command(measurement: Measurement) -> str:
    """The command that prints these figures."""
    folder = "" if is_own(measurement) else "DATA/"
    return f"onrecord eval {measurement.kind} --data {folder}{measurement.path}"


def record_headlines(scores: Scores) -> list[tuple[str, str]]:
    """The main figures of whole records."""
    statements, events = scores["statements"], scores["events"]

    def share(value: float | None) -> str:
        return "–" if value is None else f"{100 * value:.1f} %"

    return [
        ("statements, link F1", f"{statements['link F1']:.1f} %"),
        ("nested statements, F1", f"{statements['nested']['F1']:.1f} %"),
        ("kind of speech act right", f"{statements['kind right']:.1f} %"),
        ("speaker right", f"{statements['speaker right']:.1f} %"),
        ("events found, F1", share(events["detection"][2])),
        ("claims presented as facts (lower is better)", share(events["claims"]["as_facts"])),
        ("plain facts kept", share(events["plain"]["kept"])),
        ("innermost voice of events right", share(events["matched"]["voice innermost"])),
        ("figures right in all, F1", share(scores["figures"]["tuple (bounds, comparator, unit, counted)"]["F1"])),
        ("date values, F1", share(scores["dates"]["value"]["F1"])),
        ("places, F1", share(scores["places"]["recognition"]["F1"])),
        ("person with title, F1", share(scores["offices"]["person-title"]["F1"])),
        ("chains of mentions, CoNLL mean F1", f"{scores['mentions']['conll']:.1f} %"),
        ("relations, F1", f"{scores['relations']['F1']:.1f} %"),
    ]


def statement_headlines(scores: Scores) -> list[tuple[str, str]]:
    """The main figures of statements on our own gold."""
    return [
        *((name, f"{scores[name]:.1f} %") for name in ("link F1", "direct quotes right F1", "content tokens F1")),
        ("nested statements, F1", f"{scores['nested']['F1']:.1f} %"),
        *((name, f"{scores[name]:.1f} %") for name in ("kind right", "form right", "speaker right", "voice right")),
    ]


class Kept(msgspec.Struct, frozen=True):
    """The figures of one measurement and the day they were measured."""

    date: str
    figures: list[tuple[str, str]]


def tables(kept: dict[str, Kept]) -> str:
    """The Markdown of all measurements that are kept."""
    lines = []
    for measurement in MEASUREMENTS:
        entry = kept.get(name_of(measurement))
        if entry is None:
            continue
        title = f"### {measurement.kind}: {measurement.split}"
        lines += ["", title, "", f"`{command(measurement)}`, {entry.date}", ""]
        lines += ["| figure | value |", "|---|---|", *(f"| {label} | {value} |" for label, value in entry.figures)]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--kept", type=Path, default=ROOT / "docs" / "results.json")
    chosen = parser.parse_args(arguments)
    kept: dict[str, Kept] = {}
    if chosen.kept.exists():
        before = msgspec.json.decode(chosen.kept.read_bytes(), type=dict[str, Kept])
        kept = {name: before[name] for name in map(name_of, MEASUREMENTS) if name in before}
    for measurement in MEASUREMENTS:
        if chosen.only and measurement.kind not in chosen.only:
            continue
        scores = measure(measurement, chosen.data)
        headlines = {"record": record_headlines, "statements": statement_headlines}.get(
            measurement.kind, headline_figures
        )
        figures = headlines(scores)
        kept[name_of(measurement)] = Kept(dt.date.today().isoformat(), figures)
        print(measurement.kind, measurement.path, figures, flush=True)
    chosen.kept.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{head}{START}\n{tables(kept)}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
