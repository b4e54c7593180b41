"""Tables of leaders from a user's own dump of Wikidata or OpenSanctions.

Wikidata: the JSON of entities, one a line, as the dumps and the usual tools for subsets write it (a list whose lines
end in commas, or JSON lines). Read are position held (P39) with start and end time (P580, P582), the label of the
position, and its country: that of its jurisdiction (P1001) or country (P17) by ISO 3166-1 alpha-3 code (P298) where
that item is in the file, else by the name in the position's label. OpenSanctions: entities in FollowTheMoney JSON
lines, of which Person, Position and Occupancy are read.

Offices are called as in the table of the package: "President of France" is the office "president" of FRA; an office of
a part of the state keeps its whole name ("president of the senate of france").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from onrecord.codes.countries import alpha2_to_alpha3, country_by_name
from onrecord.codes.leaders import Leaders, Term, by_country, office_named
from onrecord.errors import InputError

EntityT = TypeVar("EntityT")

_PRECISIONS = {9: 4, 10: 7, 11: 10}
"""Wikidata's precision of a time (year, month, day) to the characters of an ISO date that count."""
_ACTING = ("acting ", "interim ")
_WIKIDATA_REMEDY = "Give Wikidata's JSON with one entity a line: people, the positions they held, and the countries."
_OPENSANCTIONS_REMEDY = "Give OpenSanctions' entities as FollowTheMoney JSON lines (entities.ftm.json)."


class _Datavalue(msgspec.Struct):
    value: Any = None


class _Snak(msgspec.Struct):
    datavalue: _Datavalue = msgspec.field(default_factory=_Datavalue)


class _Claim(msgspec.Struct):
    mainsnak: _Snak
    qualifiers: dict[str, list[_Snak]] | list[Any] = {}
    rank: str = "normal"


class _Label(msgspec.Struct):
    value: str


class _Item(msgspec.Struct):
    """An entity of Wikidata; where a mapping is empty, the dumps have an empty list."""

    id: str
    labels: dict[str, _Label] | list[Any] = {}
    claims: dict[str, list[_Claim]] | list[Any] = {}


class _Entity(msgspec.Struct):
    id: str
    schema: str
    caption: str = ""
    properties: dict[str, list[Any]] = {}


@dataclass
class _Gathered:
    """What a dump says, by item id, while it is being read."""

    names: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    """Item id to alpha-3 code, for items that are countries."""
    homes: dict[str, list[str]] = field(default_factory=dict)
    """Position to what it belongs to: items (Wikidata) or codes (OpenSanctions)."""
    held: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """Person, position, start, end."""


def wikidata_leaders(path: Path, *, known_to: str) -> Leaders:
    """The table of leaders in a JSON export of Wikidata items, one a line.

    ``known_to`` is the ISO day of the export: up to it, a position without an end time is still held. Statements marked
    deprecated are passed over. Raises InputError where a line is no entity, or no position held is found.
    """
    found = _Gathered()
    for item in _entities(path, _Item, _WIKIDATA_REMEDY):
        labels = item.labels if isinstance(item.labels, dict) else {}
        claims = item.claims if isinstance(item.claims, dict) else {}
        if "en" in labels:
            found.names[item.id] = labels["en"].value
        for claim in claims.get("P298", ()):
            found.countries[item.id] = str(claim.mainsnak.datavalue.value)
        found.homes[item.id] = [
            home for key in ("P1001", "P17") for claim in claims.get(key, ()) if (home := _item_id(claim.mainsnak))
        ]
        for claim in claims.get("P39", ()):
            position = _item_id(claim.mainsnak)
            if position and claim.rank != "deprecated":
                qualifiers = claim.qualifiers if isinstance(claim.qualifiers, dict) else {}
                start, end = (_time(qualifiers.get(key, ())) for key in ("P580", "P582"))
                found.held.append((item.id, position, start or "", end))
    return _table(path, found, known_to, _WIKIDATA_REMEDY)


def opensanctions_leaders(path: Path, *, known_to: str) -> Leaders:
    """The table of leaders in a FollowTheMoney export of OpenSanctions, one entity a line.

    ``known_to`` is the ISO day of the export: up to it, an occupancy without an end date is still held. Raises
    InputError where a line is no entity, or no occupancy is found.
    """
    found = _Gathered()
    for entity in _entities(path, _Entity, _OPENSANCTIONS_REMEDY):
        names = [*_texts(entity, "name"), entity.caption]
        if entity.schema in {"Person", "Position"}:
            found.names[entity.id] = entity.caption or names[0]
        if entity.schema == "Position":
            found.homes[entity.id] = _texts(entity, "country")
            found.countries.update({code: alpha2_to_alpha3(code) or "" for code in found.homes[entity.id]})
        if entity.schema == "Occupancy":
            start, end = (min(_texts(entity, key), default=None) for key in ("startDate", "endDate"))
            found.held += [
                (person, post, (start or "")[:10], end and end[:10])
                for person in _texts(entity, "holder")
                for post in _texts(entity, "post")
            ]
    return _table(path, found, known_to, _OPENSANCTIONS_REMEDY)


def _entities(path: Path, kind: type[EntityT], remedy: str) -> Iterator[EntityT]:
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                bare = line.strip().rstrip(b",")
                if bare in {b"", b"[", b"]"}:
                    continue
                try:
                    yield decoder.decode(bare)
                except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                    raise InputError(str(path), str(problem), remedy, place=f"line {number}") from None
    except OSError as problem:
        raise InputError(str(path), f"cannot be read ({problem.strerror})", "Check the path.") from None


def _item_id(snak: _Snak) -> str | None:
    """The id of the item that a statement's value is; None where it is unknown or no item."""
    value = snak.datavalue.value
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _time(snaks: Iterable[_Snak]) -> str | None:
    """The first time among the qualifiers, as precise as it is given; None for one less precise than a year."""
    for snak in snaks:
        value = snak.datavalue.value
        if isinstance(value, dict) and "time" in value and value.get("precision") in _PRECISIONS:
            return str(value["time"]).removeprefix("+")[: _PRECISIONS[value["precision"]]]
    return None


def _texts(entity: _Entity, key: str) -> list[str]:
    return [value for value in entity.properties.get(key, ()) if isinstance(value, str)]


def _table(path: Path, found: _Gathered, known_to: str, remedy: str) -> Leaders:
    if not found.held:
        raise InputError(str(path), "names no position that anybody held", remedy)
    terms = []
    for person, position, start, end in found.held:
        label = found.names.get(position, "")
        homes = found.homes.get(position, ())
        country = next((code for home in homes if (code := found.countries.get(home))), None)
        country = country or country_by_name(label.partition(" of ")[2])
        if country and label and person in found.names:
            office, acting = _office(label, country, [found.names.get(home, "") for home in homes])
            terms.append(Term(country, office, found.names[person], start, end, acting, known_to))
    return by_country(sorted(terms, key=lambda term: (term.country, term.office, term.start, term.name)))


def _office(label: str, country: str, names: Sequence[str]) -> tuple[str, bool]:
    """The office in a position's label, without the country, and whether its holder is acting.

    ``names`` are what the file calls the country, besides the names that everybody knows.
    """
    acting = label.casefold().startswith(_ACTING)
    title, _, of = (label.partition(" ")[2] if acting else label).partition(" of ")
    own = country_by_name(of) == country or of.removeprefix("the ") in names
    return office_named(title if own or not of else f"{title} of {of}"), acting
