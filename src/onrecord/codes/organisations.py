"""Well-known organisations with sector and country, from ``organisations.tsv`` (written by hand)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.schema import Sector


@dataclass(frozen=True)
class Organisation:
    """A well-known organisation: its fullest usual name, sector, and country (alpha-3; None = of no one country)."""

    name: str
    sector: Sector
    country: str | None


@cache
def _by_name() -> dict[str, Organisation]:
    table: dict[str, Organisation] = {}
    text = files("onrecord.codes").joinpath("organisations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        sector, country, names = line.split("\t")
        spellings = names.split(";")
        known = Organisation(spellings[0], cast("Sector", sector), country or None)
        for spelling in spellings:
            table.setdefault(spelling, known)
            if " " in spelling:
                table.setdefault(spelling.upper(), known)
    return table


def known_organisation(name: str) -> Organisation | None:
    """The organisation of this name, or None.

    The name must be written as in the list, but for a leading article; longer ones may stand all in capitals.
    """
    plain = " ".join(name.replace("’", "'").split())
    if plain.lower().startswith("the "):
        plain = plain[4:]
    return _by_name().get(plain)
