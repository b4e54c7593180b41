"""Heads of state and of government, and those who ruled in fact, since 1945: who held which office on which day.

The table ``leaders.tsv`` was written by hand from general knowledge. A country stands under the code it has now, also
for the time when it had another name (Zaire under COD); a state that is no more stands under its ISO 3166-3 code (SUN,
DDR, YUG until 2003). VNM before July 1976 is South Vietnam, as in ISO 3166-1 then; North Vietnam is VDR. That a person
is listed says who ruled, and nothing about by what right.

A user's own table, as ``onrecord.codes.leader_dumps`` reads it, goes wherever a ``table`` is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

from onrecord.codes.given_names import is_given_name
from onrecord.codes.word_lists import word_set

Certainty: TypeAlias = Literal["certain", "possible"]

KNOWN_TO = "2025-09-30"
"""Up to this day a term of the table without an end is known to go on; after it, it may have ended."""

FAMILY_NAME_FIRST = word_set("CHN TWN HKG MAC PRK KOR VNM VDR KHM SGP")
"""Countries where English news may write the family name first."""

_RENAMED = {"ZAR": "COD", "BUR": "MMR", "HVO": "BFA", "DHY": "BEN"}
"""Codes of states that only changed their name."""
_OFFICE_OF_WORD = {
    "premier": "prime minister", "pm": "prime minister", "taoiseach": "prime minister", "pontiff": "pope",
    "general-secretary": "general secretary", "governor-general": "governor general", "amir": "emir", "tsar": "emperor",
}  # fmt: skip
_NUMERAL = re.compile(r"[IVX]+")
_APOSTROPHES = re.compile(r"['’‘`]")
_UNACCENTED = str.maketrans(
    {"ø": "o", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
"""Letters that do not come apart into a plain letter and a mark."""
_SOUNDS = (
    ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "k"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("ph", "p"),
    ("th", "t"), ("dh", "d"), ("gh", "g"), ("ts", "z"), ("tz", "z"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ea", "i"), ("y", "i"), ("j", "i"), ("c", "k"), ("o", "u"), ("e", "i"),
    ("g", "k"), ("f", "p"),
)  # fmt: skip
"""Spellings of one sound in different transliterations."""


@dataclass(frozen=True)
class Term:
    """A person's time in an office. Dates are ISO days, months or years: as much of a date as is known."""

    country: str
    office: str
    """In lower case: "president", "king", "general secretary"."""
    name: str
    start: str
    end: str | None
    """The day on which it ended, most often the day the next holder came in; None where no end is known."""
    acting: bool = False
    known_to: str = KNOWN_TO
    """The day up to which a term without an end is known to go on."""

    @property
    def identifier(self) -> str:
        """The term by country, office and beginning, as it stands in a record: leaders:FRA/president/1995-05-17."""
        return f"leaders:{self.country}/{self.office}/{self.start}"

    def on(self, day: str) -> Certainty | None:
        """Whether the office was held on an ISO day: surely, possibly (day of change, unknown date), or not: None."""
        if not _earliest(self.start) <= day <= _latest(self.end or ""):
            return None
        ends = _earliest(self.end) if self.end else _day_after(self.known_to)
        return "certain" if _latest(self.start) < day < ends else "possible"


Leaders: TypeAlias = Mapping[str, Sequence[Term]]
"""Country code to terms."""


def leaders() -> Leaders:
    """The table that comes with the package."""
    return _shipped()


def by_country(terms: Iterable[Term]) -> Leaders:
    """The terms as a table: those of a country together, in the order given."""
    table: dict[str, list[Term]] = {}
    for term in terms:
        table.setdefault(term.country, []).append(term)
    return {country: tuple(found) for country, found in table.items()}


def office_named(title: str) -> str:
    """The office that a title means, as the table writes it: "Premier" is "prime minister"; others in lower case."""
    words = " ".join(title.split()).casefold()
    return _OFFICE_OF_WORD.get(words, words)


def holders(country: str, office: str, day: str, *, table: Leaders | None = None) -> tuple[tuple[Term, Certainty], ...]:
    """Who held an office of a country on an ISO day, each certainly or possibly; empty where the table knows nobody."""
    wanted = office_named(office)
    terms = _terms(country, table)
    return tuple((term, sure) for term in terms if term.office == wanted and (sure := term.on(day)) is not None)


def holder(country: str, office: str, day: str, *, table: Leaders | None = None) -> Term | None:
    """Who certainly held the office on the day; None where that is not certain or more than one may have held it."""
    found = holders(country, office, day, table=table)
    return found[0][0] if len(found) == 1 and found[0][1] == "certain" else None


def leaders_called(
    country: str, name: str, day: str, *, table: Leaders | None = None
) -> tuple[tuple[Term, Certainty], ...]:
    """Whom of a country's leaders a surname or a longer name can mean on an ISO day: terms of those then in office."""
    terms = _terms(country, table)
    return tuple(
        (term, sure) for term in terms if (sure := term.on(day)) is not None and may_be_called(term.name, name, country)
    )


def may_be_called(full: str, name: str, country: str) -> bool:
    """True where the name is the full name or part of it, and more than a given name in front.

    First and last word together are a part too. Case and diacritics do not count, nor do numerals and initials, nor
    different spellings of one sound ("Zelenskiy", "Qaddafi").
    """
    whole, part = (tuple(map(folded, name_words(each))) for each in (full, name))
    for at in range(len(whole) - len(part) + 1):
        if part and whole[at : at + len(part)] == part:
            front_alone = at == 0 and len(part) == 1 < len(whole)
            return not front_alone or country in FAMILY_NAME_FIRST or not is_given_name(full.split()[0])
    return len(part) > 1 and (part[0], part[-1]) == (whole[:1] + whole[-1:])


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without diacritics, apostrophes, initials and numerals."""
    words = re.findall(r"\w+", _APOSTROPHES.sub("", name))
    kept = [word for at, word in enumerate(words) if len(word) > 1 and not (at and _NUMERAL.fullmatch(word))]
    return tuple(map(_plain, kept or words))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_UNACCENTED))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """A word in lower case with one letter for each sound, however it was transliterated: for comparing only."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", word)


def term_of(identifier: str, *, table: Leaders | None = None) -> Term | None:
    """The term with this identifier ("leaders:FRA/president/1995-05-17"), or None."""
    country = identifier.removeprefix("leaders:").partition("/")[0]
    return next((term for term in _terms(country, table) if term.identifier == identifier), None)


def listed_under(country: str) -> str:
    """The code under which a table has a country: COD for ZAR, which only changed its name; else the code itself."""
    return _RENAMED.get(country, country)


def _terms(country: str, table: Leaders | None) -> Sequence[Term]:
    return (leaders() if table is None else table).get(listed_under(country), ())


def _earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if date else ""


def _latest(date: str) -> str:
    # Days are compared as text, so that "-31" will do for the end of every month.
    return date + "-12-31"[len(date) - 4 :] if date else "9999"


def _day_after(day: str) -> str:
    return day + "~"


@cache
def _shipped() -> Leaders:
    text = files("onrecord.codes").joinpath("leaders.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return by_country(
        Term(country, office, name, start, end or None, acting == "acting")
        for country, office, name, start, end, acting in ((*line, "", "")[:6] for line in lines)
    )
