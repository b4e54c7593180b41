"""What of a record a reviewer can change, and the record with the changes made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from onrecord.codes.plover import cameo_root, intensity, quad
from onrecord.document import span_of
from onrecord.errors import OnrecordError
from onrecord.schema import RECORD_TYPES, Article, Record

FieldKind: TypeAlias = Literal["text", "number", "choice", "names", "voice", "days", "spans"]

_SPEECH = ("polarity", "mode", "certainty", "voice")
EDITABLE: dict[str, tuple[str, ...]] = {
    "statements": ("speaker", "kind", "form", "addressee", "source", "cue", "content", *_SPEECH),
    "events": ("type", "event_mode", "anchor", "actors", "recipients", "date", "place", *_SPEECH),
    "figures": ("low", "high", "comparator", "unit", "counted", "role", "number", "counted_spans", *_SPEECH),
    "dates": ("type", "value", "start", "end", "spans"),
    "places": ("name", "country", "admin1", "lat", "lon", "kind", "precision", "spans"),
    "offices": ("person", "title", "organisation", "status", "start", "end", "person_spans", "title_spans", "voice"),
    "actors": ("name", "kind", "country", "sector", "same_as"),
    "mentions": ("name", "kind", "spans"),
    "loaded_words": ("word", "leaning", "kind", "target", "spans"),
}
"""Table to the fields that can be changed. ``same_as`` is no field of the schema: it merges an actor with another."""
_MAIN_WORDS = {
    "statements": "content", "events": "anchor", "figures": "number", "dates": "spans", "places": "spans",
    "offices": "title_spans", "mentions": "spans", "loaded_words": "spans",
}  # fmt: skip
"""Table to the field that a new record's selected words go to."""
_WORDS = {
    "statements": ("source", "cue", "content"),
    "events": ("anchor", "actors", "recipients"),
    "figures": ("number", "counted_spans"),
    "offices": ("person_spans", "title_spans", "organisation_spans"),
}
"""Table to the fields whose words are together its evidence."""
_PRESET: dict[str, dict[str, Any]] = {
    "statements": {"source": [], "cue": [], "kind": "asserts", "form": "indirect"},
    "events": {"type": "ASSAULT"},
    "figures": {"low": None, "high": None, "comparator": "exact"},
    "dates": {"type": "DATE", "value": None, "rule": "reviewer"},
    "places": {"name": "", "rule": "reviewer"},
    "offices": {"person": "", "title": "", "person_spans": [], "status": "current"},
    "loaded_words": {"word": "", "leaning": "unfavourable", "kind": "epithet"},
    "mentions": {"actor": "", "name": "", "kind": "name"},
}
STAGE = "review"
"""Stage of records that a reviewer added."""


@dataclass(frozen=True)
class Field:
    """A field of a form: what it is called, what it takes, what it holds."""

    name: str
    label: str
    kind: FieldKind
    value: str
    choices: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class ChangeError(OnrecordError):
    """A change that makes no record: says which field and why."""


def addable() -> tuple[str, ...]:
    """The tables a reviewer can add records to."""
    return tuple(_MAIN_WORDS)


def form_fields(table: str, record: Record | None) -> list[Field]:
    """The fields of a record's form with its values; those of a new record where there is none."""
    if table not in EDITABLE:
        raise ChangeError(f"{table}: can't be changed by hand. There are: {', '.join(EDITABLE)}.")
    struct = msgspec.inspect.type_info(RECORD_TYPES[table])
    assert isinstance(struct, msgspec.inspect.StructType)  # noqa: S101
    types = {field.name: field.type for field in struct.fields}
    values = msgspec.to_builtins(record) if record else {**_blank(table)}
    return [
        Field("same_as", "same actor as", "text", "")
        if name == "same_as"
        else _field(name, types[name], values.get(name))
        for name in EDITABLE[table]
    ]


def changed(article: Article, table: str, record: Record, changes: Mapping[str, Any]) -> Record:
    """The record with the changes made, its evidence and codes brought in line.

    A changed field holds what ``form_fields`` says it takes: text, a number, one of its choices, names as a list, a
    voice as a list from the outermost inwards, days as [first, last], spans as a list of [start, end] in code points or
    of words that stand in the text once.
    Raises ChangeError naming the field and what is wrong with it.
    """
    values = msgspec.to_builtins(record)
    _change(article, table, values, changes)
    return _converted(table, values)


def added(article: Article, table: str, identifier: str, changes: Mapping[str, Any]) -> Record:
    """A record that a reviewer added, with confidence 1; raises ChangeError where the changes make no record."""
    if table not in _MAIN_WORDS:
        raise ChangeError(f"{table}: can't be added by hand. There are: {', '.join(_MAIN_WORDS)}.")
    values = {
        **_blank(table),
        "id": identifier,
        "article": article.id,
        "spans": [],
        "confidence": 1.0,
        "stage": STAGE,
        "stage_version": "1",
    }
    _change(article, table, values, changes)
    if not values["spans"]:
        raise ChangeError("Select the words of the text that the record rests on.")
    return _converted(table, values)


def main_words(table: str) -> str:
    """The field that the selected words of a new record of this table go to."""
    return _MAIN_WORDS[table]


def _blank(table: str) -> dict[str, Any]:
    return {**_PRESET[table], **({} if _MAIN_WORDS[table] == "spans" else {_MAIN_WORDS[table]: []})}


def _change(article: Article, table: str, values: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in EDITABLE[table]:
            raise ChangeError(f"{name}: no field of {table} that can be changed.")
        if name != "same_as":
            values[name] = _value(article, table, name, value, values)
    if table == "events" and ("quad" not in values or "type" in changes or "event_mode" in changes):
        _code_event(values)
    if not set(_WORDS.get(table, ())).isdisjoint(changes):
        values["spans"] = _union(values, _WORDS[table])


def _value(article: Article, table: str, name: str, value: Any, values: Mapping[str, Any]) -> Any:
    if name in ("actors", "recipients"):
        known = {each["name"]: each for each in (*(values.get("actors") or ()), *(values.get("recipients") or ()))}
        return [known.get(each) or {"name": each, "spans": []} for each in _list(name, value)]
    if name == "date" and table == "events":
        first, last = [*_list(name, value), None, None][:2]
        return {"start": first or None, "end": last or first or None} if first or last else None
    if name == "voice":
        return _list(name, value)
    if name in _SPAN_FIELDS:
        return [_span(article, name, each) for each in _list(name, value)]
    return None if value == "" else value


_SPAN_FIELDS = frozenset({
    "spans", "source", "cue", "content", "anchor", "number", "counted_spans", "person_spans", "title_spans",
})  # fmt: skip


def _span(article: Article, name: str, ends: Any) -> dict[str, Any]:
    try:
        start, end = _found(article, ends) if isinstance(ends, str) else ends
        span: dict[str, Any] = msgspec.to_builtins(span_of(article, int(start), int(end)))
    except (TypeError, ValueError) as error:
        raise ChangeError(f"{name}: {error}") from None
    return span


def _found(article: Article, words: str) -> tuple[int, int]:
    times = article.text.count(words) if words else 0
    if times != 1:
        raise ValueError(f"{words!r} stands {times} times in the text; select the words that are meant")
    start = article.text.index(words)
    return start, start + len(words)


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ChangeError(f"{name}: takes a list.")
    return value


def _code_event(values: dict[str, Any]) -> None:
    """Gives an event the quad class, intensity and CAMEO root of its type."""
    try:
        values["quad"], values["intensity"] = quad(values["type"]), intensity(values["type"])
        values["cameo"] = cameo_root(values["type"], values.get("event_mode"))
    except ValueError as error:
        raise ChangeError(f"type: {error}.") from None


def _union(values: Mapping[str, Any], fields: Sequence[str]) -> list[Any]:
    spans = {(span["start"], span["end"]): span for name in fields for span in _spans(values.get(name) or ())}
    return [spans[ends] for ends in sorted(spans)]


def _spans(values: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for each in values:
        if "spans" in each:
            yield from each["spans"]
        else:
            yield each


def _converted(table: str, values: dict[str, Any]) -> Record:
    try:
        return msgspec.convert(values, type=RECORD_TYPES[table])
    except msgspec.ValidationError as error:
        raise ChangeError(f"{table}: {error}.") from None


def _field(name: str, kind: msgspec.inspect.Type, value: Any) -> Field:
    label = name.removesuffix("_spans").replace("_", " ") + (" (words)" if name.endswith("_spans") else "")
    plain = _without_none(kind)
    match plain:
        case msgspec.inspect.LiteralType(values=choices):
            return Field(name, label, "choice", str(value or ""), tuple(str(each) for each in choices))
        case msgspec.inspect.FloatType() | msgspec.inspect.IntType():
            return Field(name, label, "number", "" if value is None else f"{value:g}")
        case msgspec.inspect.StructType():
            days = (value["start"] or "", value["end"] or "") if value else ("", "")
            return Field(name, label, "days", " to ".join(dict.fromkeys(day for day in days if day)))
        case msgspec.inspect.VarTupleType(item_type=msgspec.inspect.StructType(cls=item)):
            if item.__name__ == "Participant":
                return Field(name, label, "names", "; ".join(each["name"] for each in value or ()))
            spans = tuple((each["start"], each["end"]) for each in value or ())
            return Field(name, label, "spans", " … ".join(each["quote"] for each in value or ()), spans=spans)
        case msgspec.inspect.VarTupleType():
            return Field(name, label, "voice", " > ".join(value or ()))
        case _:
            return Field(name, label, "text", value or "")


def _without_none(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    while True:
        match kind:
            case msgspec.inspect.Metadata(type=inner):
                kind = inner
            case msgspec.inspect.UnionType(types=types):
                (kind,) = (each for each in types if not isinstance(each, msgspec.inspect.NoneType))
            case _:
                return kind
