"""Checks the hand-made gold of events.

Usage: ``python corpus/gold/events/check.py [FOLDER]``. Reads every ``*.jsonl`` of the folder (by default the one this
file lies in), prints one line for each fault and then counts of the sound passages. Exits 1 where there is a fault, 2
where the folder holds no gold. Needs the standard library only, so that the gold can be checked without the package it
is meant to judge.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from passages import GoldRecord, checked

FOLDER = Path(__file__).resolve().parent
MOST_WORDS = 120


def words(listed: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(listed.split())


PASSAGE_KEYS = words("id published text tags events")
EVENT_KEYS = words("anchor type also actor recipient voice polarity mode certainty when place date")
TYPES = words(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION"
    " MOBILIZE COERCE ASSAULT"
)
ENUMS: dict[str, frozenset[str]] = {
    "type": TYPES,
    "polarity": words("+ -"),
    "mode": words("asserted demanded promised threatened predicted hypothetical asked denied"),
    "certainty": words("certain probable possible"),
    "when": words("past present future history"),
}
COUNTED = ("type", "mode", "polarity", "certainty", "when")


def occurrences(phrase: str, text: str) -> int:
    """How often the phrase stands in the text as whole words, case and all."""
    return len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))


def is_text_list(value: object) -> bool:
    """Whether the value is a list of strings none of which is empty."""
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def phrase_faults(role: str, phrase: object, text: str) -> Iterator[str]:
    """What is wrong with a phrase that has to stand in the text; an empty one stands for nobody."""
    if not isinstance(phrase, str):
        yield f"{role} is no string"
    elif phrase and not occurrences(phrase, text):
        yield f"{role} {phrase!r} does not stand in the text as whole words"


def date_faults(value: object) -> Iterator[str]:
    """What is wrong with a date: "" for none, an ISO day, or first and last day with a slash between them."""
    if not isinstance(value, str):
        yield "date is no string"
        return
    if not value:
        return
    try:
        days = [date.fromisoformat(part) for part in value.split("/")]
    except ValueError:
        yield f"date {value!r} is neither an ISO day nor two of them with a slash between"
        return
    if len(days) > 2 or (len(days) == 2 and days[0] >= days[1]):
        yield f"date {value!r}: an interval has two days, the earlier one first"


def event_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one event taken by itself."""
    if set(record) != EVENT_KEYS:
        yield f"keys differ: {sorted(set(record) ^ EVENT_KEYS)}"
        return
    for name, allowed in ENUMS.items():
        if not isinstance(record[name], str) or record[name] not in allowed:
            yield f"{name} {record[name]!r} is not one of {sorted(allowed)}"
    anchor, also, voice = record["anchor"], record["also"], record["voice"]
    if not isinstance(anchor, str) or not anchor:
        yield "an event needs an anchor"
    elif (found := occurrences(anchor, text)) != 1:
        yield f"anchor stands {found} times in the text; it has to stand there once, as whole words"
    if not is_text_list(also) or set(also) - TYPES or len(set(also)) != len(also) or record["type"] in also:
        yield f"also {also!r} is a list of further types, each once, without the type itself"
    for role in ("actor", "recipient", "place"):
        yield from phrase_faults(role, record[role], text)
    if not is_text_list(voice):
        yield "voice is a list of sources, outermost first, empty for the author"
    else:
        for source in voice:
            yield from phrase_faults("voice", source, text)
    yield from date_faults(record["date"])


def passage_faults(passage: GoldRecord) -> Iterator[str]:
    """What is wrong with one passage and its events."""
    if set(passage) != PASSAGE_KEYS:
        yield f"keys differ: {sorted(set(passage) ^ PASSAGE_KEYS)}"
        return
    if not isinstance(passage["id"], str) or not passage["id"]:
        yield "id is a string that is not empty"
    text, tags, events = passage["text"], passage["tags"], passage["events"]
    try:
        date.fromisoformat(passage["published"])
    except (TypeError, ValueError):
        yield f"published {passage['published']!r} is no ISO day"
    if not isinstance(text, str) or not text or text != text.strip():
        yield "text is no string, is empty, or has blanks at an end"
        return
    if len(text.split()) > MOST_WORDS:
        yield f"text has {len(text.split())} words; more than {MOST_WORDS} is no passage"
    if not is_text_list(tags) or not tags or len(set(tags)) != len(tags):
        yield "tags is a list of different words, the main one first"
    if not isinstance(events, list) or not all(isinstance(one, dict) for one in events):
        yield "events is no list of objects"
        return
    seen: set[str] = set()
    for record in events:
        yield from (f"{record.get('anchor')!r}: {fault}" for fault in event_faults(record, text))
        spelled = json.dumps(record, sort_keys=True)
        if spelled in seen:
            yield f"{record.get('anchor')!r}: the same record is given twice"
        seen.add(spelled)


def print_counts(passages: list[GoldRecord]) -> None:
    """Prints counts of the passages: events by field, depth of voices, tags."""
    events = [record for passage in passages for record in passage["events"]]
    empty = sum(not passage["events"] for passage in passages)
    print(f"{len(passages)} sound passages, {empty} of them without events, {len(events)} events")
    depths = Counter("author" if not record["voice"] else f"{len(record['voice'])} deep" for record in events)
    tables: list[tuple[str, Counter[str]]] = [(name, Counter(record[name] for record in events)) for name in COUNTED]
    tables += [
        ("voices", depths),
        ("filled", Counter(name for record in events for name in ("place", "date") if record[name])),
        ("tags", Counter(tag for passage in passages for tag in passage["tags"])),
    ]
    for title, counts in tables:
        print(f"{title}:", ", ".join(f"{name} {count}" for name, count in counts.most_common()))


def main(arguments: list[str]) -> int:
    """Exit status: 0 clean, 1 faults, 2 no gold found."""
    gold = checked(Path(arguments[0]) if arguments else FOLDER, passage_faults)
    if gold is None:
        return 2
    print(f"{len(gold.sound)} files, {gold.passages} passages, {gold.faults} faults")
    print_counts([passage for passages in gold.sound.values() for passage in passages])
    return 1 if gold.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
