"""Checks the hand-made gold of statements.

Usage: ``python corpus/gold/statements/check.py [FOLDER]``. Reads every ``*.jsonl`` of the folder (by default the one
this file lies in), prints one line for each fault and then a count of the records. Exits 1 where there is a fault, 2
where the folder holds no gold. Needs the standard library only, so that the gold can be checked without the package
it is meant to judge.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from passages import GoldRecord, checked

Stretch: TypeAlias = tuple[int, int]

FOLDER = Path(__file__).resolve().parent
DEEPEST = 3


def words(listed: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(listed.split())


GENRES = words("wire analysis interview radio press_release parliament court human_rights local historic") | words(
    "broadcast_summary communique business magazine profile op_ed blog live_blog war_blog obituary election_night"
    " science_policy health_policy sport foreign_press speech"
)
PASSAGE_KEYS = words("id genre published text statements")
STATEMENT_KEYS = words("id source cue content speaker speaker_kind kind form polarity certainty addressee parent")
ENUMS: dict[str, frozenset[str]] = {
    "speaker_kind": words("author person office organisation medium document unnamed collective nobody"),
    "kind": words("asserts reports denies demands promises threatens believes wants decrees estimates shows"),
    "form": words("direct indirect mixed"),
    "polarity": words("+ -"),
    "certainty": words("certain probable possible unstated"),
}
ROLES = ("source", "cue", "content")


def resolve(span: GoldRecord, text: str) -> Stretch | None:
    """Start and end of the span's quote in the text, in code points; None where it does not occur that often.

    Occurrences are counted as plain character strings, case and all: ``he`` also occurs in ``the``.
    """
    start = -1
    for _ in range(span.get("nth", 1)):
        start = text.find(span["quote"], start + 1)
        if start < 0:
            return None
    return start, start + len(span["quote"])


def span_faults(span: object, text: str) -> Iterator[str]:
    """What is wrong with one span: its form, not found, over a paragraph break, or cut inside a word."""
    if not isinstance(span, dict) or not isinstance(span.get("quote"), str) or not span["quote"]:
        yield f"span {span!r} needs a quote that is not empty"
        return
    nth = span.get("nth", 1)
    if set(span) - {"quote", "nth"} or type(nth) is not int or nth < 1:
        yield f"span {span!r} may have an nth from 1 on, and nothing else"
        return
    quote, found = span["quote"], resolve(span, text)
    if found is None:
        yield f"quote {quote!r} (nth {nth}) is not in the text"
    elif "\n" in quote:
        yield f"quote {quote!r} crosses a line end: give one piece for each paragraph"
    elif quote != quote.strip():
        yield f"quote {quote!r} begins or ends with a blank"
    else:
        for edge in found:
            if 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum():
                yield f"quote {quote!r} (nth {nth}) begins or ends inside a word"


def statement_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with a statement taken by itself."""
    if set(record) != STATEMENT_KEYS:
        yield f"keys differ: {sorted(set(record) ^ STATEMENT_KEYS)}"
        return
    for name, allowed in ENUMS.items():
        if record[name] not in allowed:
            yield f"{name} {record[name]!r} is not one of {sorted(allowed)}"
    for role in ROLES:
        if not isinstance(record[role], list):
            yield f"{role} is no list of spans"
            return
        for span in record[role]:
            yield from span_faults(span, text)
    if len(record["cue"]) != 1:
        yield "a statement has one cue, of one piece"
    if not record["content"]:
        yield "a statement needs a content"
    if not isinstance(record["speaker"], str):
        yield "speaker is a string, empty where it is nobody or the author"
    elif record["speaker_kind"] not in {"nobody", "author"} and not record["speaker"]:
        yield f"speaker_kind {record['speaker_kind']} needs a speaker"
    if record["addressee"] is not None and not record["addressee"]:
        yield "addressee is null where nobody is addressed"


def stretches(record: GoldRecord, role: str, text: str) -> list[Stretch]:
    """Where the pieces of one role lie in the text."""
    return [found for span in record[role] if (found := resolve(span, text)) is not None]


def link_faults(statements: list[GoldRecord], text: str) -> Iterator[str]:
    """What is wrong between the statements of a passage: ids, parents, depth, containment, tokens with two roles."""
    earlier: dict[str, GoldRecord] = {}
    depth: dict[str, int] = {}
    taken: dict[str | None, list[tuple[Stretch, str, str]]] = {}
    for record in statements:
        own, parent = record["id"], record["parent"]
        if own in earlier:
            yield f"id {own} is given twice"
            continue
        if parent is not None and parent not in earlier:
            yield f"{own}: parent {parent} does not exist or comes later"
            continue
        earlier[own] = record
        depth[own] = 1 if parent is None else depth[parent] + 1
        if depth[own] > DEEPEST:
            yield f"{own}: lies deeper than {DEEPEST} levels"
        if parent is not None:
            outer = stretches(earlier[parent], "content", text)
            for role in ROLES:
                for start, end in stretches(record, role, text):
                    if not any(first <= start and end <= last for first, last in outer):
                        yield f"{own}: {role} {text[start:end]!r} lies outside the content of its parent {parent}"
        level = taken.setdefault(parent, [])
        for role in ROLES:
            for start, end in stretches(record, role, text):
                for (first, last), other, whose in level:
                    shared = role == other == "source" and (start, end) == (first, last)
                    if start < last and first < end and not shared:
                        yield f"{own}: {role} {text[start:end]!r} overlaps the {other} of {whose} on the same level"
                level.append(((start, end), role, own))


def passage_faults(passage: GoldRecord) -> Iterator[str]:
    """What is wrong with one passage and its statements."""
    if set(passage) != PASSAGE_KEYS:
        yield f"keys differ: {sorted(set(passage) ^ PASSAGE_KEYS)}"
        return
    text = passage["text"]
    if passage["genre"] not in GENRES:
        yield f"genre {passage['genre']!r} is not one of {sorted(GENRES)}"
    try:
        date.fromisoformat(passage["published"])
    except (TypeError, ValueError):
        yield f"published {passage['published']!r} is no ISO day"
    if not isinstance(text, str) or not text or text != text.strip():
        yield "text is no string, is empty, or has blanks at an end"
        return
    if not isinstance(passage["statements"], list) or not all(isinstance(one, dict) for one in passage["statements"]):
        yield "statements is no list of objects"
        return
    faults = [
        f"{record.get('id')}: {fault}" for record in passage["statements"] for fault in statement_faults(record, text)
    ]
    yield from faults or link_faults(passage["statements"], text)


def main(arguments: list[str]) -> int:
    """Exit status: 0 clean, 1 faults, 2 no gold found."""
    gold = checked(Path(arguments[0]) if arguments else FOLDER, passage_faults)
    if gold is None:
        return 2
    passages = [passage for listed in gold.sound.values() for passage in listed]
    genres = Counter(passage["genre"] for passage in passages)
    kinds = Counter(record["kind"] for passage in passages for record in passage["statements"])
    print(f"{gold.passages} passages, {kinds.total()} statements in sound passages, {gold.faults} faults")
    for title, counts in (("genre", genres), ("kind", kinds)):
        print(f"{title}:", ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    return 1 if gold.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
