"""Checks the hand-made gold of figures, dates, places and offices.

Usage: ``python corpus/gold/grounding/check.py [FOLDER]``. Reads every ``*.jsonl`` of the folder (by default the one
this file lies in), prints one line for each fault and then counts of the sound passages. Exits 1 where there is a
fault, 2 where the folder holds no gold. Needs the standard library only, so that the gold can be checked without the
package it is meant to judge.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from passages import GoldRecord, checked

FOLDER = Path(__file__).resolve().parent
MOST_WORDS = 120


def words(listed: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(listed.split())


PASSAGE_KEYS = words("id published text figures dates places offices")
FIGURE_KEYS = words(
    "text number low high comparator unit counted role voice start end number_span counted_span voice_span"
)
DATE_KEYS = words("text value kind start end")
PLACE_KEYS = words("text country lat lon kind place start end")
OFFICE_KEYS = words("person title of status person_span title_span of_span")

OPEN_BOUNDS: dict[str, tuple[frozenset[tuple[bool, bool]], str]] = {
    "exact": (frozenset({(True, True)}), "low and high"),
    "approx": (frozenset({(True, True), (False, True)}), "high, and low unless it is nearly or almost"),
    "at_least": (frozenset({(True, False)}), "low alone"),
    "more_than": (frozenset({(True, False)}), "low alone"),
    "at_most": (frozenset({(False, True)}), "high alone"),
    "less_than": (frozenset({(False, True)}), "high alone"),
    "between": (frozenset({(True, True)}), "low and high"),
    "vague": (frozenset({(True, False), (False, False)}), "low or nothing"),
}
ROLES = words("killed wounded arrested votes money displaced troops protesters distance other population")
WORD_UNITS = frozenset({"", "percent", "percentage point", "year", "km", "km2", "mile", "kg", "tonne", "barrel"})
DATE_KINDS = words("date interval duration set")
PLACE_KINDS = words("city country region village river other")
STATUSES = words("current former acting designated")
CODE = re.compile(r"[A-Z]{3}")
DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?")
CALENDAR = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def whole_words(start: int, end: int, text: str) -> bool:
    """Whether neither end of the stretch cuts a word in two; a sign such as % or $ ends a word by itself."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def stretch_faults(role: str, phrase: object, span: object, text: str) -> Iterator[str]:
    """What is wrong with a phrase and its span; an empty phrase goes with no span."""
    if not isinstance(phrase, str):
        yield f"{role} is no string"
    elif not phrase:
        if span is not None:
            yield f"{role} is empty but has a span"
    elif not isinstance(span, list) or len(span) != 2 or not all(type(one) is int for one in span):
        yield f"{role} {phrase!r} needs a span of two whole numbers"
    elif not 0 <= span[0] < span[1] <= len(text) or text[span[0] : span[1]] != phrase:
        yield f"{role} {phrase!r} does not stand at {span}"
    elif not whole_words(span[0], span[1], text):
        yield f"{role} {phrase!r} begins or ends inside a word"


def own_text_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with the record's own text: not at start and end, empty, or not once in the passage."""
    phrase = record["text"]
    if phrase == "":
        yield "text is empty"
        return
    yield from stretch_faults("text", phrase, [record["start"], record["end"]], text)
    if isinstance(phrase, str):
        found = len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
        if found > 1:
            yield f"text stands {found} times in the passage; it has to stand there once"


def is_number(value: object) -> bool:
    """Whether the value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def figure_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one figure."""
    if set(record) != FIGURE_KEYS:
        yield f"keys differ: {sorted(set(record) ^ FIGURE_KEYS)}"
        return
    yield from own_text_faults(record, text)
    for role in ("number", "counted", "voice"):
        yield from stretch_faults(role, record[role], record[f"{role}_span"], text)
    inner = record["number_span"]
    if not inner or not record["start"] <= inner[0] < inner[1] <= record["end"]:
        yield "the number lies outside the figure's text"
    low, high, comparator = record["low"], record["high"], record["comparator"]
    if comparator not in OPEN_BOUNDS:
        yield f"comparator {comparator!r} is not one of {sorted(OPEN_BOUNDS)}"
    elif not all(bound is None or is_number(bound) for bound in (low, high)):
        yield f"bounds {low!r}, {high!r} are numbers or null"
    elif (low is not None, high is not None) not in OPEN_BOUNDS[comparator][0]:
        yield f"{comparator} has {OPEN_BOUNDS[comparator][1]}, not {low!r} and {high!r}"
    elif comparator == "between" and low >= high:
        yield f"between {low!r} and {high!r}: the lower bound comes first"
    elif comparator == "exact" and low != high:
        yield f"exact has one value, not {low!r} and {high!r}"
    if record["role"] not in ROLES:
        yield f"role {record['role']!r} is not one of {sorted(ROLES)}"
    unit = record["unit"]
    if not isinstance(unit, str) or (unit not in WORD_UNITS and not CODE.fullmatch(unit)):
        yield f"unit {unit!r} is neither a currency code nor one of {sorted(WORD_UNITS)}"


def calendar_key(value: str) -> tuple[int, int, int] | None:
    """Year, month and day of YYYY, YYYY-MM or YYYY-MM-DD, 0 where left out; None where there is no such date."""
    found = CALENDAR.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


def date_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one date."""
    if set(record) - {"direction"} != DATE_KEYS:
        yield f"keys differ: {sorted(set(record) ^ DATE_KEYS)}"
        return
    yield from own_text_faults(record, text)
    if record.get("direction", "past") not in ("past", "future"):
        yield f"direction {record['direction']!r} is neither past nor future"
    kind, value = record["kind"], record["value"]
    if kind not in DATE_KINDS or not isinstance(value, str):
        yield f"kind {kind!r} is not one of {sorted(DATE_KINDS)}, or the value is no string"
    elif kind in ("duration", "set"):
        if not DURATION.fullmatch(value):
            yield f"value {value!r} is no ISO 8601 duration such as P3D or PT6H"
    else:
        keys = [calendar_key(part) for part in value.split("/")]
        if None in keys or len(keys) != (2 if kind == "interval" else 1):
            yield f"value {value!r} is no {kind}: YYYY, YYYY-MM or YYYY-MM-DD, two with a slash for an interval"
        elif keys[0] is not None and keys[-1] is not None and keys[0] > keys[-1]:
            yield f"value {value!r} ends before it begins"


def place_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one place or trap."""
    if set(record) != PLACE_KEYS:
        yield f"keys differ: {sorted(set(record) ^ PLACE_KEYS)}"
        return
    yield from own_text_faults(record, text)
    if record["kind"] not in PLACE_KINDS:
        yield f"kind {record['kind']!r} is not one of {sorted(PLACE_KINDS)}"
    if not isinstance(record["place"], bool):
        yield "place is true or, for a trap, false"
    country, lat, lon = record["country"], record["lat"], record["lon"]
    if not isinstance(country, str) or (country and not CODE.fullmatch(country)):
        yield f"country {country!r} is neither empty nor three capital letters"
    if lat is None and lon is None:
        if record["place"] and country and record["kind"] != "country":
            yield "a place that is no country needs coordinates"
    elif not is_number(lat) or not is_number(lon) or abs(lat) > 90 or abs(lon) > 180:
        yield f"coordinates {lat!r}, {lon!r} are no degrees of latitude and longitude"
    elif not record["place"] or not country or record["kind"] == "country":
        yield "traps, countries and areas without a country have no coordinates"


def office_faults(record: GoldRecord, text: str) -> Iterator[str]:
    """What is wrong with one office."""
    if set(record) != OFFICE_KEYS:
        yield f"keys differ: {sorted(set(record) ^ OFFICE_KEYS)}"
        return
    for role in ("person", "title", "of"):
        yield from stretch_faults(role, record[role], record[f"{role}_span"], text)
    if not record["person"] or not record["title"]:
        yield "an office needs a person and a title"
    if record["status"] not in STATUSES:
        yield f"status {record['status']!r} is not one of {sorted(STATUSES)}"


LAYERS: dict[str, Callable[[GoldRecord, str], Iterator[str]]] = {
    "figures": figure_faults,
    "dates": date_faults,
    "places": place_faults,
    "offices": office_faults,
}


def passage_faults(passage: GoldRecord) -> Iterator[str]:
    """What is wrong with one passage and its records."""
    if set(passage) != PASSAGE_KEYS:
        yield f"keys differ: {sorted(set(passage) ^ PASSAGE_KEYS)}"
        return
    if not isinstance(passage["id"], str) or not re.fullmatch(r"g\d{3}", passage["id"]):
        yield "id is the letter g and three digits"
    try:
        date.fromisoformat(passage["published"])
    except (TypeError, ValueError):
        yield f"published {passage['published']!r} is no ISO day"
    text = passage["text"]
    if not isinstance(text, str) or not text or text != text.strip():
        yield "text is no string, is empty, or has blanks at an end"
        return
    if len(text.split()) > MOST_WORDS:
        yield f"text has {len(text.split())} words; more than {MOST_WORDS} is no passage"
    for layer, faults in LAYERS.items():
        records = passage[layer]
        if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
            yield f"{layer} is no list of objects"
            continue
        for record in records:
            name = record.get("text", record.get("person"))
            yield from (f"{layer}, {name!r}: {fault}" for fault in faults(record, text))


def print_counts(title: str, passages: list[GoldRecord]) -> None:
    """Prints the number of passages and of records of each layer, under a title."""
    layers = ", ".join(f"{layer} {sum(len(passage[layer]) for passage in passages)}" for layer in LAYERS)
    print(f"{title}: {len(passages)} sound passages, {layers}")


def print_fields(passages: list[GoldRecord]) -> None:
    """Prints how often each value of the main fields occurs, traps told from places."""
    figures, dates, places, offices = ([one for passage in passages for one in passage[layer]] for layer in LAYERS)
    tables: list[tuple[str, Counter[str]]] = [
        ("comparators", Counter(one["comparator"] for one in figures)),
        ("roles", Counter(one["role"] for one in figures)),
        ("units", Counter(one["unit"] or "none" for one in figures)),
        ("figures by voice", Counter("a source" if one["voice"] else "the author" for one in figures)),
        ("dates", Counter(one["kind"] for one in dates)),
        ("places", Counter(one["kind"] if one["place"] else "trap" for one in places)),
        ("offices", Counter(one["status"] for one in offices)),
        ("offices by body or territory", Counter("named" if one["of"] else "not named" for one in offices)),
    ]
    for title, counts in tables:
        print(f"{title}:", ", ".join(f"{name} {count}" for name, count in counts.most_common()))


def main(arguments: list[str]) -> int:
    """Exit status: 0 clean, 1 faults, 2 no gold found."""
    gold = checked(Path(arguments[0]) if arguments else FOLDER, passage_faults)
    if gold is None:
        return 2
    print(f"{len(gold.sound)} files, {gold.passages} passages, {gold.faults} faults")
    for name, passages in gold.sound.items():
        print_counts(name, passages)
    print_fields([passage for passages in gold.sound.values() for passage in passages])
    return 1 if gold.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
