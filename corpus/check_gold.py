"""Checks the hand-made gold of the sample corpus against the articles it was made for.

Usage: ``python corpus/check_gold.py [FOLDER_OF_GOLD [FOLDER_OF_ARTICLES]]``. Prints one line for each fault and a
count of the records; exits 1 where there is a fault, 2 where a folder holds no gold. Needs the standard library only,
so that the gold can be checked without the package it is meant to judge.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

GoldRecord: TypeAlias = dict[str, Any]

ROOT = Path(__file__).resolve().parent
GOLD = ROOT / "gold" / "august-1991"
ARTICLES = ROOT.parent / "src" / "onrecord" / "sample" / "articles"


def words(listed: str) -> set[str]:
    """The words of a list written with blanks between them."""
    return set(listed.split())


COMMON = {
    "polarity": {"+", "-"},
    "certainty": {"certain", "probable", "possible", "unstated"},
}
EVENT_TYPES = words(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION"
    " MOBILIZE COERCE ASSAULT"
)
SECTORS = words(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC IGO NGO"
)
ENUMS: dict[str, dict[str, set[str]]] = {
    "statements": COMMON
    | {
        "kind": words("asserts reports denies demands promises threatens believes wants decrees estimates shows"),
        "form": {"direct", "indirect", "mixed"},
    },
    "events": COMMON
    | {
        "type": EVENT_TYPES,
        "mode": words("asserted demanded promised threatened predicted hypothetical asked denied"),
        "time_frame": {"past", "present", "future", "history"},
    },
    "figures": {
        "comparator": words("exact approx at_least more_than at_most less_than between vague"),
        "role": words("killed wounded arrested abducted displaced protesters troops votes money distance age other"),
    },
    "dates": {"type": {"DATE", "TIME", "DURATION", "SET"}},
    "places": {"kind": words("country region city water mountain continent area other")},
    "offices": {"status": {"current", "former", "acting", "designated"}},
    "actors": {"kind": words("person organisation state armed_group party medium collective document")},
    "mentions": {"kind": {"name", "title", "pronoun", "group"}},
    "relations": {"sign": {"cooperative", "conflictual"}},
}
KEYS: dict[str, set[str]] = {
    "statements": words("id source cue content speaker kind form voice parent polarity certainty addressee"),
    "events": words(
        "id anchor type also actors recipients date place voice polarity mode certainty time_frame figures"
    ),
    "figures": words("id spans number low high comparator unit counted role voice"),
    "dates": words("spans type value start end"),
    "places": words("spans name country lat lon kind"),
    "offices": words("person title organisation status spans"),
    "actors": words("name kind country sector"),
    "mentions": words("spans actor kind"),
    "relations": words("actor target sign from"),
}
ENTRY_KEYS = {"name", "country", "sector", "spans"}


def body_text(markdown: str) -> str:
    """The article without its front matter and without blank lines at either end."""
    if markdown.startswith("---\n"):
        markdown = markdown.split("\n---\n", 1)[1]
    return markdown.strip("\n")


def resolve(span: GoldRecord, text: str) -> tuple[int, int] | None:
    """Start and end of the span's quote in the text, in code points; None where it does not occur that often.

    Occurrences are counted as plain character strings, case and all: ``he`` also occurs in ``the``.
    """
    start = -1
    for _ in range(span.get("nth", 1)):
        start = text.find(span["quote"], start + 1)
        if start < 0:
            return None
    return start, start + len(span["quote"])


def spans_below(value: object) -> Iterator[GoldRecord]:
    """Every span at any depth of a record."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        else:
            for part in value.values():
                yield from spans_below(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_below(part)


def span_faults(span: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one span: not found, over a paragraph break, or cut inside a word."""
    quote = span["quote"]
    found = resolve(span, text)
    if not quote or set(span) - {"quote", "nth"} or span.get("nth", 1) < 1:
        yield f"span {span!r} needs a quote that is not empty and an nth from 1 on, and nothing else"
    elif found is None:
        yield f"quote {quote!r} (nth {span.get('nth', 1)}) is not in the article"
    elif "\n" in quote:
        yield f"quote {quote!r} crosses a line end"
    else:
        for edge in found:
            if 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum():
                yield f"quote {quote!r} (nth {span.get('nth', 1)}) begins or ends inside a word"


def is_iso_day(value: str | None) -> bool:
    """Whether the value is null or an ISO day."""
    if value is None:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def record_faults(layer: str, record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with a record taken by itself."""
    if set(record) != KEYS[layer]:
        yield f"keys differ: {sorted(set(record) ^ KEYS[layer])}"
        return
    for name, allowed in ENUMS[layer].items():
        if record[name] not in allowed:
            yield f"{name} {record[name]!r} is not one of {sorted(allowed)}"
    for span in spans_below(record):
        yield from span_faults(span, text)
    for holder in [record, *record.get("actors", []), *record.get("recipients", [])]:
        if holder.get("sector") is not None and holder["sector"] not in SECTORS:
            yield f"sector {holder['sector']!r} is unknown"
        if holder.get("country") is not None and not re.fullmatch("[A-Z]{3}", holder["country"]):
            yield f"country {holder['country']!r} is no alpha-3 code"
    if layer == "statements" and not (record["cue"] and record["content"]):
        yield "a statement needs a cue and a content"
    if layer == "events":
        if not record["anchor"] or set(record["also"]) - EVENT_TYPES or record["type"] in record["also"]:
            yield "an event needs an anchor, and other types in 'also'"
        for entry in record["actors"] + record["recipients"]:
            if set(entry) != ENTRY_KEYS or not entry["spans"]:
                yield f"participant {entry.get('name')!r} needs the keys {sorted(ENTRY_KEYS)} and a span"
        days = record["date"]
        if days is not None and not (is_iso_day(days["start"]) and is_iso_day(days["end"])):
            yield f"date {days!r} holds no ISO days"
    if layer == "figures" and None not in (record["low"], record["high"]) and record["low"] > record["high"]:
        yield "low is above high"
    if layer == "dates" and not (is_iso_day(record["start"]) and is_iso_day(record["end"])):
        yield f"start {record['start']!r} or end {record['end']!r} is no ISO day"


def link_faults(gold: dict[str, list[GoldRecord]]) -> Iterator[str]:
    """What is wrong between records: parents, chains of voices, ids and names that lead nowhere."""
    statements = {record["id"]: record for record in gold["statements"]}
    figures = {record["id"] for record in gold["figures"]}
    names = {record["name"] for record in gold["actors"]}
    voices = names | {record["speaker"] for record in gold["statements"]}
    ids = [record["id"] for layer in ("statements", "events", "figures") for record in gold[layer]]
    for twice in (key for key, count in Counter(ids).items() if count > 1):
        yield f"id {twice} is given twice"
    for name in (key for key, count in Counter(record["name"] for record in gold["actors"]).items() if count > 1):
        yield f"actor {name!r} is listed twice"
    seen: set[str] = set()
    for record in gold["statements"]:
        parent = record["parent"]
        expected: list[str] = []
        if parent is not None and parent not in seen:
            yield f"{record['id']}: parent {parent} does not exist or comes later"
        elif parent is not None:
            expected = [name for name in [*statements[parent]["voice"], statements[parent]["speaker"]] if name]
        if record["voice"] != expected:
            yield f"{record['id']}: voice {record['voice']} should be {expected}, the chain of its parents"
        seen.add(record["id"])
    for layer in ("events", "figures"):
        for record in gold[layer]:
            for name in set(record["voice"]) - voices:
                yield f"{record['id']}: voice {name!r} is no actor and no speaker"
    for record in gold["events"]:
        for key in set(record["figures"]) - figures:
            yield f"{record['id']}: figure {key} does not exist"
    for record in gold["mentions"]:
        if record["actor"] not in names:
            yield f"mention of {record['actor']!r}, who is no listed actor"
    for record in gold["relations"]:
        for name in {record["actor"], record["target"]} - names:
            yield f"relation of {name!r}, who is no listed actor"
        for key in set(record["from"]) - set(ids):
            yield f"relation {record['actor']!r} to {record['target']!r}: {key} does not exist"


def article_faults(path: Path, articles: Path) -> tuple[Counter[str], list[str]]:
    """Number of records by layer and the faults of one gold file."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = body_text((articles / gold["article"]).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as problem:
        return Counter(), [f"cannot be read with its article: {problem!r}"]
    if set(gold) != {"article", *KEYS}:
        return Counter(), [f"keys differ: {sorted(set(gold) ^ {'article', *KEYS})}"]
    faults = [
        f"{layer}, {record.get('id', number)}: {fault}"
        for layer in KEYS
        for number, record in enumerate(gold[layer], start=1)
        for fault in record_faults(layer, record, text)
    ]
    if not faults:
        faults = list(link_faults(gold))
    return Counter({layer: len(gold[layer]) for layer in KEYS}), faults


def main(arguments: list[str]) -> int:
    """Exit status: 0 clean, 1 faults, 2 no gold found."""
    folder = Path(arguments[0]) if arguments else GOLD
    articles = Path(arguments[1]) if len(arguments) > 1 else ARTICLES
    total: Counter[str] = Counter()
    fault_count = 0
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        counts, faults = article_faults(path, articles)
        total += counts
        fault_count += len(faults)
        for fault in faults:
            print(f"{path.name}: {fault}")
    if not paths:
        print(f"{folder}: no gold files (*.json). Name the folder that holds them.")
        return 2
    print(f"{len(paths)} articles, {fault_count} faults;", ", ".join(f"{total[layer]} {layer}" for layer in KEYS))
    return 1 if fault_count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
