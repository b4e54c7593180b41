"""The table of leaders against Archigos 4.1 (to 2015) and REIGN (to March 2021): in how many leader-days they agree.

Both lists name one effective leader of each state for each day, whatever the office. A leader-day agrees where the
table has a person of that name in some office of that country on that day, certainly or possibly. So it tells what the
table lacks, not what it has too much. Names are compared leniently, since the lists often give surnames only, in
transliterations of their own. Days before 1945 do not count. REIGN gives only the month in which a leader went: the
days of that month are left out. Tibet and Zanzibar have no code and are left out.

Archigos: Goemans, Gleditsch and Chiozza 2009, Journal of Peace Research 46; a tab-separated file with ccode, leader,
startdate, enddate and obsid. REIGN: Bell 2016; a CSV with ccode, leader, sdate, smonth, syear, emonth, eyear.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from onrecord.codes.countries import country as country_of_code
from onrecord.codes.leaders import FAMILY_NAME_FIRST, Term, folded, leaders, name_words
from onrecord.codes.word_lists import word_set
from onrecord.errors import InputError
from onrecord.evaluate.figures_of_merit import Miss, Scores
from onrecord.evaluate.record_lines import read_bytes

FIRST_DAY = date(1945, 1, 1).toordinal()
_REIGN_ENDS = date(2021, 3, 1).toordinal()
"""Who has no end in REIGN was in office when the list was closed."""
ALIKE = 0.8
"""Least similarity (twice the letters in common runs by all letters) of two words of five letters or more, with one
first letter and at most two letters' difference in length, after folding of transliterations."""
WORST = 15
"""Countries listed with the most days that disagree."""

_ISO_OF_COW: Mapping[int, str] = {
    2: "USA", 20: "CAN", 31: "BHS", 40: "CUB", 41: "HTI", 42: "DOM", 51: "JAM", 52: "TTO", 53: "BRB", 54: "DMA",
    55: "GRD", 56: "LCA", 57: "VCT", 58: "ATG", 60: "KNA", 70: "MEX", 80: "BLZ", 90: "GTM", 91: "HND", 92: "SLV",
    93: "NIC", 94: "CRI", 95: "PAN", 100: "COL", 101: "VEN", 110: "GUY", 115: "SUR", 130: "ECU", 135: "PER",
    140: "BRA", 145: "BOL", 150: "PRY", 155: "CHL", 160: "ARG", 165: "URY", 200: "GBR", 205: "IRL", 210: "NLD",
    211: "BEL", 212: "LUX", 220: "FRA", 221: "MCO", 223: "LIE", 225: "CHE", 230: "ESP", 232: "AND", 235: "PRT",
    255: "DEU", 260: "DEU", 265: "DDR", 290: "POL", 305: "AUT", 310: "HUN", 315: "CSK", 316: "CZE", 317: "SVK",
    325: "ITA", 331: "SMR", 338: "MLT", 339: "ALB", 340: "SRB", 341: "MNE", 343: "MKD", 344: "HRV", 345: "YUG",
    346: "BIH", 347: "XKX", 349: "SVN", 350: "GRC", 352: "CYP", 355: "BGR", 359: "MDA", 360: "ROU", 365: "RUS",
    366: "EST", 367: "LVA", 368: "LTU", 369: "UKR", 370: "BLR", 371: "ARM", 372: "GEO", 373: "AZE", 375: "FIN",
    380: "SWE", 385: "NOR", 390: "DNK", 395: "ISL", 402: "CPV", 403: "STP", 404: "GNB", 411: "GNQ", 420: "GMB",
    432: "MLI", 433: "SEN", 434: "BEN", 435: "MRT", 436: "NER", 437: "CIV", 438: "GIN", 439: "BFA", 450: "LBR",
    451: "SLE", 452: "GHA", 461: "TGO", 471: "CMR", 475: "NGA", 481: "GAB", 482: "CAF", 483: "TCD", 484: "COG",
    490: "COD", 500: "UGA", 501: "KEN", 510: "TZA", 516: "BDI", 517: "RWA", 520: "SOM", 522: "DJI", 530: "ETH",
    531: "ERI", 540: "AGO", 541: "MOZ", 551: "ZMB", 552: "ZWE", 553: "MWI", 560: "ZAF", 565: "NAM", 570: "LSO",
    571: "BWA", 572: "SWZ", 580: "MDG", 581: "COM", 590: "MUS", 591: "SYC", 600: "MAR", 615: "DZA", 616: "TUN",
    620: "LBY", 625: "SDN", 626: "SSD", 630: "IRN", 640: "TUR", 645: "IRQ", 651: "EGY", 652: "SYR", 660: "LBN",
    663: "JOR", 666: "ISR", 670: "SAU", 678: "YEM", 679: "YEM", 680: "YMD", 690: "KWT", 692: "BHR", 694: "QAT",
    696: "ARE", 698: "OMN", 700: "AFG", 701: "TKM", 702: "TJK", 703: "KGZ", 704: "UZB", 705: "KAZ", 710: "CHN",
    712: "MNG", 713: "TWN", 731: "PRK", 732: "KOR", 740: "JPN", 750: "IND", 760: "BTN", 770: "PAK", 771: "BGD",
    775: "MMR", 780: "LKA", 781: "MDV", 790: "NPL", 800: "THA", 811: "KHM", 812: "LAO", 816: "VDR", 817: "VNM",
    820: "MYS", 830: "SGP", 835: "BRN", 840: "PHL", 850: "IDN", 860: "TLS", 900: "AUS", 910: "PNG", 920: "NZL",
    935: "VUT", 940: "SLB", 946: "KIR", 947: "TUV", 950: "FJI", 955: "TON", 970: "NRU", 983: "MHL", 986: "PLW",
    987: "FSM", 990: "WSM",
}  # fmt: skip
"""Correlates of War country number to ISO code (of the state in its last shape; see ``_OTHER_CODES``)."""
_OTHER_CODES: Mapping[str, tuple[str, ...]] = {
    "RUS": ("SUN",), "YUG": ("SCG", "SRB"), "VDR": ("VNM",), "ZWE": ("RHO",), "TWN": ("CHN",), "SRB": ("YUG", "SCG"),
}  # fmt: skip
"""States that Correlates of War numbers as one and ISO codes as several."""

_PARTICLES = word_set(
    "al el ul as at an ar ad ibn bin ben abu bou bu de del la le las los da di do dos du der den von van of jr sr y e i"
    " u ould mac saint san st"
)
_ARTICLE = re.compile(r"\b(?:[aeu][ldhnrstz]|ath|ash|adh)[-‐]", re.IGNORECASE)
"""The Arabic article before a name, as transliterations join it."""
_ARCHIGOS_REMEDY = "Give Archigos as a tab-separated table with ccode, leader, startdate, enddate and obsid."
_REIGN_REMEDY = "Give REIGN's list of leaders as CSV with ccode, leader, sdate, smonth, syear, emonth and eyear."


@dataclass(frozen=True)
class Spell:
    """One leader's time as a list gives it, in days since year 1, half-open."""

    source: str
    country: str
    leader: str
    start: int
    end: int


def load_gold(folder: Path) -> list[Spell]:
    """The spells of archigos.tsv and reign.csv in the folder, from 1945 on.

    Raises InputError where neither is there, or a row can't be read.
    """
    sources = ((folder / "archigos.tsv", _archigos), (folder / "reign.csv", _reign))
    spells = [spell for path, read in sources if path.is_file() for spell in read(path)]
    if not spells:
        raise InputError(str(folder), "holds neither archigos.tsv nor reign.csv", "Put one of them, or both, there.")
    return [spell for spell in spells if spell.start < spell.end]


def score(spells: list[Spell]) -> Scores:
    """Share of leader-days that agree: by list, by decade, and for the countries with most days that do not."""
    days: Counter[tuple[str, ...]] = Counter()
    right: Counter[tuple[str, ...]] = Counter()
    for spell in spells:
        _count(days, spell, spell.start, spell.end)
        for start, end in _agreed(spell):
            _count(right, spell, start, end)
    sources = sorted({spell.source for spell in spells})
    decades = sorted({key[1] for key in days if key[0] == "decade"})
    missed = Counter({key[1]: days[key] - right[key] for key in days if key[0] == "country"})

    def agreement(*key: str) -> float | None:
        return right[key] / days[key] if days[key] else None

    return {
        "agreement": {**{source: agreement("source", source) for source in sources}, "both": agreement("all")},
        "decades": {decade: {source: agreement("decade", decade, source) for source in sources} for decade in decades},
        "worst countries": {
            f"{code} {_name(code)}": {"agreement": agreement("country", code), "leader-days that disagree": number}
            for code, number in missed.most_common(WORST)
            if number
        },
    }


def misses(spells: list[Spell]) -> Iterator[Miss]:
    """The spells of which some days disagree, with what the table has then."""
    for spell in spells:
        lost = spell.end - spell.start - sum(end - start for start, end in _agreed(spell))
        if lost:
            held = [term for term in _terms(spell.country) if _overlap(term, spell) is not None]
            span = f"{date.fromordinal(spell.start)} to {date.fromordinal(spell.end)}, {lost} days"
            ours = "; ".join(f"{term.name} ({term.office} {term.start} to {term.end or ''})" for term in held)
            yield Miss(f"{spell.source} {spell.country}", span, spell.leader, ours or None)


def same_name(ours: str, theirs: str, country: str) -> bool:
    """True where two names can be of one person in office.

    The last words are spelled alike, or the last word of one is any word of the other; where family names stand in
    front, so for the first words.
    """
    left, right = _core(ours), _core(theirs)
    ends = (0, -1) if country in FAMILY_NAME_FIRST else (-1,)
    return any(
        any(_alike(one, other) for one in left[at] for other in right[at])
        or any(left[at] & word for word in right)
        or any(right[at] & word for word in left)
        for at in ends
    )


@lru_cache(maxsize=16_384)
def _core(name: str) -> tuple[frozenset[str], ...]:
    """The words that tell a person, without particles and what stands in brackets; a hyphenated one also in parts."""
    bare = " ".join(_ARTICLE.sub("", piece) for piece in name.partition("(")[0].split())
    kept = set(name_words(bare.replace("-", ""))) - _PARTICLES
    words = [
        {*joined, *name_words(piece.replace("-", " "))}
        for piece in bare.split()
        if (joined := kept.intersection(name_words(piece.replace("-", ""))))
    ]
    return tuple(frozenset(map(folded, forms)) for forms in words) or (frozenset({name}),)


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return one == other
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _terms(code: str) -> list[Term]:
    return [term for each in (code, *_OTHER_CODES.get(code, ())) for term in leaders().get(each, ())]


def _agreed(spell: Spell) -> list[tuple[int, int]]:
    """The stretches of the spell in which the table has the same person, without overlaps and in order."""
    found = sorted(
        stretch
        for term in _terms(spell.country)
        if (stretch := _overlap(term, spell)) is not None and same_name(term.name, spell.leader, spell.country)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlap(term: Term, spell: Spell) -> tuple[int, int] | None:
    start = max(spell.start, _day(term.start, last=False))
    end = min(spell.end, _day(term.end, last=True) + 1 if term.end else spell.end)
    return (start, end) if start < end else None


@lru_cache(maxsize=16_384)
def _day(text: str, *, last: bool) -> int:
    """The first or last day of a day, month or year."""
    year, month, day = [int(piece) for piece in text.split("-")] + [0] * (3 - len(text.split("-")))
    if day:
        return date(year, month, day).toordinal()
    if not last:
        return date(year, month or 1, 1).toordinal()
    following = date(year + 1, 1, 1) if month in {0, 12} else date(year, month + 1, 1)
    return following.toordinal() - 1


def _count(days: Counter[tuple[str, ...]], spell: Spell, start: int, end: int) -> None:
    days["all",] += end - start
    days["source", spell.source] += end - start
    days["country", spell.country] += end - start
    for year in range(date.fromordinal(start).year // 10 * 10, date.fromordinal(end).year + 1, 10):
        inside = min(end, date(year + 10, 1, 1).toordinal()) - max(start, date(year, 1, 1).toordinal())
        if inside > 0:
            days["decade", f"{year}s", spell.source] += inside


def _name(code: str) -> str:
    found = country_of_code(code)
    return found.name if found else ""


def _archigos(path: Path) -> Iterator[Spell]:
    """Spells from the yearly rows: one with an observation id runs from its first to its last day."""
    spells: dict[str, Spell] = {}
    for number, row in _rows(
        path, "latin-1", "\t", ("ccode", "leader", "startdate", "enddate", "obsid"), _ARCHIGOS_REMEDY
    ):
        try:
            country = _ISO_OF_COW.get(int(row["ccode"]))
            start = date.fromisoformat(row["startdate"].strip()).toordinal()
            end = date.fromisoformat(row["enddate"].strip()).toordinal()
        except ValueError as problem:
            raise InputError(str(path), str(problem), _ARCHIGOS_REMEDY, place=f"line {number}") from None
        if country is None or end < FIRST_DAY:
            continue
        known = spells.get(row["obsid"])
        first = min(start, known.start) if known else start
        spells[row["obsid"]] = Spell(
            "Archigos", country, row["leader"], max(first, FIRST_DAY), max(end, known.end if known else end)
        )
    yield from spells.values()


def _reign(path: Path) -> Iterator[Spell]:
    columns = ("ccode", "leader", "sdate", "smonth", "syear", "emonth", "eyear")
    for number, row in _rows(path, "utf-8", ",", columns, _REIGN_REMEDY):
        try:
            country = _ISO_OF_COW.get(int(row["ccode"]))
            start = date(int(row["syear"]), int(row["smonth"]), int(row["sdate"])).toordinal()
            end = date(int(row["eyear"]), int(row["emonth"]), 1).toordinal() if row["eyear"] else _REIGN_ENDS
        except ValueError as problem:
            raise InputError(str(path), str(problem), _REIGN_REMEDY, place=f"line {number}") from None
        if country is not None:
            yield Spell("REIGN", country, row["leader"], max(start, FIRST_DAY), end)


def _rows(
    path: Path, encoding: str, separator: str, columns: tuple[str, ...], remedy: str
) -> Iterator[tuple[int, dict[str, str]]]:
    text = read_bytes(path).decode(encoding, errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    lacking = [column for column in columns if column not in (reader.fieldnames or ())]
    if lacking:
        raise InputError(str(path), f"has no column {', '.join(lacking)}", remedy, place="line 1")
    for row in reader:
        if row["ccode"]:
            yield reader.line_num, row
