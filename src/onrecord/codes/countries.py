"""Countries: ISO 3166-1 codes (XKX for Kosovo, ISO 3166-3 codes for states that are no more), names and demonyms.

The table ``countries.tsv`` was written by hand. A code says which territory a word belongs to, and nothing about who is
right in a dispute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast

Status: TypeAlias = Literal["state", "territory", "historic"]


@dataclass(frozen=True)
class Country:
    """A country as the table has it."""

    alpha3: str
    alpha2: str
    status: Status
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    """Adjectives and words for the people, singular and plural, capitalised as in running text."""
    capitals: tuple[str, ...]
    """Capitals and seats of government, older ones too; the present one first."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual short one first."""
        return (self.name, *self.other_names)


_PEOPLES: dict[str, str] = {
    "Abkhaz": "GEO", "Abkhazian": "GEO", "South Ossetian": "GEO", "Ajarian": "GEO",
    "Chechen": "RUS", "Ingush": "RUS", "Dagestani": "RUS", "Tatar": "RUS", "Bashkir": "RUS", "Siberian": "RUS",
    "Crimean": "UKR", "Crimean Tatar": "UKR", "Transnistrian": "MDA", "Gagauz": "MDA",
    "Catalan": "ESP", "Basque": "ESP", "Corsican": "FRA", "Breton": "FRA", "Flemish": "BEL", "Walloon": "BEL",
    "Bavarian": "DEU", "Sicilian": "ITA", "Tibetan": "CHN", "Uighur": "CHN", "Uyghur": "CHN", "Kashmiri": "IND",
    "Punjabi": "IND", "Tamil": "LKA", "Sinhalese": "LKA", "Acehnese": "IDN", "Papuan": "IDN", "Gazan": "PSE",
    "Hutu": "RWA", "Tutsi": "RWA", "Darfuri": "SDN", "Tigrayan": "ETH", "Oromo": "ETH", "Houthi": "YEM",
    "Bosniak": "BIH", "Bosnian Serb": "BIH", "Bosnian Croat": "BIH", "Turkish Cypriot": "CYP", "Karabakh": "AZE",
    "Somalilander": "SOM", "Quebecois": "CAN", "Québécois": "CAN", "Hawaiian": "USA", "Texan": "USA",
    "Californian": "USA", "Rohingya": "MMR", "Karen": "MMR", "Zulu": "ZAF", "Pashtun": "AFG", "Hazara": "AFG",
}  # fmt: skip
"""Peoples and regions inside a state: the state whose territory they live on, as the United Nations draws it."""

_AMBIGUOUS_NAMES = frozenset({"car", "saudi", "us", "the states", "emirates", "male"})
"""Names that are also common words or adjectives: looked up with their capitals only."""


@cache
def _countries() -> tuple[Country, ...]:
    table = files("onrecord.codes").joinpath("countries.tsv").read_text(encoding="utf-8")
    found = []
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        alpha3, alpha2, status, name, others, demonyms, capitals = line.split("\t")
        found.append(
            Country(
                alpha3, alpha2, cast("Status", status), name, _cut(others), _cut(demonyms), _cut(capitals)
            )
        )  # fmt: skip
    return tuple(found)


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(piece for piece in cell.split(";") if piece)


def countries() -> Iterator[Country]:
    """Every country of the table, states first, then territories, then states that are no more."""
    return iter(_countries())


@cache
def _by_alpha3() -> dict[str, Country]:
    return {country.alpha3: country for country in _countries()}


@cache
def _by_alpha2() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in _countries():
        table.setdefault(country.alpha2, country.alpha3)
    return table


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in _countries():
        for name in country.names:
            table.setdefault(_key(name), country.alpha3)
    return table


@cache
def _by_demonym() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in _countries():
        for word in country.demonyms:
            table.setdefault(_key(word), country.alpha3)
    return table


@cache
def _by_people() -> dict[str, str]:
    table = dict(_by_demonym())
    for word, alpha3 in _PEOPLES.items():
        table.setdefault(_key(word), alpha3)
        table.setdefault(_key(word) + "s", alpha3)
    return table


@cache
def _by_capital() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in _countries():
        for capital in country.capitals:
            table.setdefault(_key(capital), country.alpha3)
    return table


def _key(name: str) -> str:
    words = name.replace("’", "'").split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words).casefold()


def _found(table: dict[str, str], name: str) -> str | None:
    key = _key(name)
    if key in _AMBIGUOUS_NAMES and not name[:1].isupper():
        return None
    if key == "us" and "US" not in name:
        return None
    return table.get(key)


def country(alpha3: str) -> Country | None:
    """The country with this alpha-3 code, or None."""
    return _by_alpha3().get(alpha3)


def country_by_name(name: str) -> str | None:
    """The alpha-3 code of a country named as in running text ("the U.K.", "Burma"), or None; case does not count.

    "Georgia" is the state in the Caucasus and "Congo" is COD: telling them from their namesakes is up to the caller.
    """
    return _found(_by_name(), name)


def country_by_demonym(word: str) -> str | None:
    """The alpha-3 code for an adjective or a word for the people of a country ("Russian", "Poles"), or None.

    Words for peoples and regions inside a country give None; see ``country_by_people``.
    """
    return _found(_by_demonym(), word)


def country_by_people(word: str) -> str | None:
    """The alpha-3 code for a demonym, or for a people or region inside a country ("Chechen", "Catalans"), or None."""
    return _found(_by_people(), word)


def capital_of(name: str) -> str | None:
    """The alpha-3 code of the country whose capital or seat of government this is ("Kyiv", "Bonn"), or None."""
    return _found(_by_capital(), name)


def alpha2_to_alpha3(alpha2: str) -> str | None:
    """The alpha-3 code for an alpha-2 code in any case, or None; "CS" is Czechoslovakia."""
    return _by_alpha2().get(alpha2.upper())


def alpha3_to_alpha2(alpha3: str) -> str | None:
    """The alpha-2 code for an alpha-3 code in any case, or None."""
    found = _by_alpha3().get(alpha3.upper())
    return found.alpha2 if found else None
