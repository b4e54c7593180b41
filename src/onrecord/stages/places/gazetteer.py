"""The gazetteer: names of places to where they lie, from one compressed table that is searched in place.

The table (``gazetteer.tsv.xz``, compiled by ``training/gazetteer.py``) is text in sections, each sorted by its first
column as bytes; a look-up is a binary search over the lines, so that loading costs one decompression and no index.
"""

from __future__ import annotations

import functools
import lzma
import re
import unicodedata
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["country", "region", "city", "water", "mountain", "continent", "area", "other"]
"""The same words as ``onrecord.schema.PlaceKind``."""

FORMAT = "1"
"""Changes when the layout of the compiled file changes."""
COMPILED = Path(__file__).with_name("gazetteer.tsv.xz")

KIND_LETTERS: dict[str, Kind] = {
    "C": "country", "R": "region", "D": "region", "P": "city", "W": "water", "M": "mountain", "K": "continent",
    "A": "area", "O": "other",
}  # fmt: skip
"""Letter in the table to kind; R is a first-level division, D a second-level one."""

_SPECIAL_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "Ə": "A", "ħ": "h", "ŋ": "n",
        "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "ʹ": "", "ʿ": "", "ʾ": "", ".": "",
    }
)  # fmt: skip
_NOT_ALPHANUMERIC = re.compile(r"[^\w]+|_+")
_WRITTEN_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = ("the ",)

_SKELETON_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"kh|gh", "h"), (r"q|ck", "k"), (r"ou|oo", "u"), (r"ee", "i"), (r"w", "v"), (r"tz", "ts"), (r"x", "ks"),
        (r"iy|yi|ij|yj|yy|ey|ei", "i"), (r"[yj]", "i"), (r"(.)\1+", r"\1"), (r"ie", "e"), (r"(?<=..)i?h\b", ""),
        (r"\b(?:al|el|ad|as|ash|ar|at|az|an|ez|esh|es|er|ed) ", ""), (r" ", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
SKELETON_COUNTRIES = frozenset(
    [
        "RUS", "UKR", "BLR", "KAZ", "KGZ", "UZB", "TJK", "TKM", "AZE", "ARM", "GEO", "MDA", "BGR", "SRB",
        "MKD", "MNG", "SYR", "IRQ", "IRN", "YEM", "SAU", "EGY", "LBY", "TUN", "DZA", "MAR", "SDN", "JOR",
        "LBN", "PSE", "ISR", "KWT", "OMN", "ARE", "QAT", "BHR", "AFG", "PAK", "SSD", "SOM", "ETH", "ERI",
        "DJI", "TCD", "MRT", "MLI", "NER", "IND", "BGD", "MMR", "NPL",
    ]
)  # fmt: skip
"""Where names reach English by transliteration, so that one place has many spellings."""


def name_key(name: str) -> str:
    """The name as it is searched for: lower case, without diacritics, apostrophes, stops and a leading 'the'.

    Hyphens are blanks; St, Ste, Mt and Ft are written out.
    """
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.translate(_SPECIAL_LETTERS)) if letter.isascii()
    )
    words = _NOT_ALPHANUMERIC.sub(" ", plain.lower()).split()
    key = " ".join(_WRITTEN_OUT.get(word, word) for word in words)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key


def skeleton(key: str) -> str:
    """What is left of a key when the usual differences between transliterations are levelled.

    -yi, -iy, -i and -y are one, kh and h are one, doubled letters and Arabic articles go. Two names with one skeleton
    may well be two places: use it only where the exact key gives nothing.
    """
    for pattern, replacement in _SKELETON_STEPS:
        key = pattern.sub(replacement, key)
    return key


@dataclass(frozen=True)
class Entry:
    """One place of the gazetteer."""

    row: int
    name: str
    geonames: int | None
    """GeoNames id; None for a place of the own table that GeoNames was not looked up for."""
    letter: str
    """Key of KIND_LETTERS."""
    country: str
    """ISO 3166-1 alpha-3; empty for what lies in none or in several."""
    admin1: str
    """Code of the first-level division, as GeoNames writes it; empty if none."""
    population: int
    """Two significant digits; 0 if unknown. For regions the sum over its towns, for areas and waters a rank."""
    lat: float | None
    lon: float | None

    @property
    def kind(self) -> Kind:
        """The feature class, as the schema names it."""
        return KIND_LETTERS[self.letter]

    @property
    def identifier(self) -> str | None:
        """The GeoNames id with its prefix, or None."""
        return None if self.geonames is None else f"geonames:{self.geonames}"

    @property
    def region(self) -> tuple[str, str]:
        """Country and first-level division; ("", "") if either is missing."""
        return (self.country, self.admin1) if self.country and self.admin1 else ("", "")


@dataclass(frozen=True)
class Match:
    """A place that a name may stand for, and how the name was found."""

    entry: Entry
    by: Literal["name", "alias", "spelling"]
    """Its main name, another name of it, or only a like spelling."""


class Gazetteer:
    """The compiled table in memory (about 30 MB)."""

    def __init__(self, table: bytes) -> None:
        self.header = table[: table.index(b"\n")].decode("utf8")
        marks = {
            name: table.index(b"\n=" + name + b"\n") for name in (b"divisions", b"places", b"aliases", b"spellings")
        }
        starts = {name: mark + len(name) + 3 for name, mark in marks.items()}
        self._table = table
        self._divisions = dict(
            line.split("\t", 1) for line in table[starts[b"divisions"] : marks[b"places"]].decode("utf8").splitlines()
        )
        self._places = (starts[b"places"], marks[b"aliases"] + 1)
        self._aliases = (starts[b"aliases"], marks[b"spellings"] + 1)
        self._spellings = (starts[b"spellings"], len(table))
        begin, end = self._places
        self._rows = array("I", [begin])
        self._rows.extend(found.end() for found in re.compile(b"\n").finditer(table, begin, end))

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - one gazetteer per process
    def named(self, key: str) -> tuple[Match, ...]:
        """The places with this key (see name_key) as main name, then those that have it as another name."""
        if not key:
            return ()
        coded = key.encode("utf8")
        found = {}
        for offset in self._lines(self._places, coded):
            entry = self._entry_at(offset)
            found[entry.row] = Match(entry, "name")
        for offset in self._lines(self._aliases, coded):
            for row in self._refs(offset):
                if row not in found:
                    found[row] = Match(self.entry(row), "alias")
        return tuple(found.values())

    @functools.lru_cache(maxsize=20_000)  # noqa: B019
    def spelled_like(self, key: str) -> tuple[Match, ...]:
        """The places of SKELETON_COUNTRIES one of whose names has the key's skeleton."""
        bones = skeleton(key)
        if len(bones) < 4:
            return ()
        rows: dict[int, None] = {}
        for offset in self._lines(self._spellings, bones.encode("utf8")):
            rows.update(dict.fromkeys(self._refs(offset)))
        return tuple(Match(self.entry(row), "spelling") for row in rows)

    def entry(self, row: int) -> Entry:
        """The entry in this row, from 0."""
        return self._entry_at(self._rows[row])

    def division(self, country: str, admin1: str) -> str | None:
        """The name of a first-level division, or None."""
        return self._divisions.get(f"{country}.{admin1}")

    def __len__(self) -> int:
        return len(self._rows) - 1

    def _entry_at(self, offset: int) -> Entry:
        row = _position(self._rows, offset)
        line = self._table[offset : self._table.index(b"\n", offset)].decode("utf8")
        key, name, geonames, letter, country, admin1, population, lat, lon = line.split("\t")
        return Entry(
            row=row,
            name=name or key.title(),
            geonames=int(geonames) if geonames else None,
            letter=letter,
            country=country,
            admin1=admin1,
            population=int(float(population)) if population else 0,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
        )

    def _refs(self, offset: int) -> list[int]:
        line = self._table[offset : self._table.index(b"\n", offset)]
        return [int(ref) for ref in line.split(b"\t")[1].split(b" ")]

    def _lines(self, section: tuple[int, int], key: bytes) -> list[int]:
        """Offsets of the section's lines whose first column is the key."""
        table = self._table
        low, high = section
        sought = key + b"\t"
        size = len(sought)
        while low < high:
            middle = (low + high) // 2
            start = max(table.rfind(b"\n", section[0], middle) + 1, section[0])
            if start < low:
                start = low
            if table[start : table.index(b"\t", start) + 1] < sought:
                low = table.index(b"\n", start) + 1
            else:
                high = start
        found = []
        while low < section[1] and table[low : low + size] == sought:
            found.append(low)
            low = table.index(b"\n", low) + 1
        return found


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, loaded once per process (about 0.2 s)."""
    return Gazetteer(lzma.decompress(COMPILED.read_bytes()))


def _position(rows: array[int], offset: int) -> int:
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
