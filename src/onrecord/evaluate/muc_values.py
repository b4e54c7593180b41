"""How far a fill of a MUC-4 template is right: fully, by half, or not.

The official scorer asked a human for partial credit. Here it is given by rules, checked against the
recorded decisions of the judges of MUC-3 and MUC-4 (Chinchor 1992): half for a supertype, a date inside the
key's range, the right country with other places, an end of a range of numbers, the right class with a wrong
tie, and strings that share their head or enough of their words.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import TypeAlias

from onrecord.evaluate.muc_notation import SLOTS, TIED_SLOTS, Fill

FULL, HALF, NONE = 1.0, 0.5, 0.0

SUPERTYPES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "inc-type": {
        "ATTACK": frozenset(("ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE")),
    },
    "inc-instr-type": {
        "GUN": frozenset(("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE")),
        "EXPLOSIVE": frozenset(
            ("BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL")
        ),
        "BOMB": frozenset(("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB")),
        "PROJECTILE": frozenset(("MISSILE", "ROCKET")),
    },
    "perp-org-conf": {"SUSPECTED OR ACCUSED": frozenset(("SUSPECTED OR ACCUSED BY AUTHORITIES",))},
    "phys-tgt-type": {"POLITICAL FIGURE OFFICE OR RESIDENCE": frozenset(("GOVERNMENT OFFICE OR RESIDENCE",))},
    "phys-tgt-effect": {"DESTROYED": frozenset(("SOME DAMAGE",))},
    "hum-tgt-type": {
        "POLITICAL FIGURE": frozenset(("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL")),
        "GOVERNMENT OFFICIAL": frozenset(("FORMER GOVERNMENT OFFICIAL",)),
        "ACTIVE MILITARY": frozenset(("FORMER ACTIVE MILITARY",)),
    },
    "hum-tgt-effect": {
        "NO INJURY": frozenset(("NO DEATH", "NO INJURY OR DEATH")),
        "NO DEATH": frozenset(("NO INJURY OR DEATH",)),
    },
}
"""The values of a key for which a more general answer earns half (slot hierarchy of the official configuration)."""

ON_OR_BEFORE_DAYS = 2
"""How many days before D earn half where the key says "on or before D" (as the judges decided)."""

LONGER_BY = 3
"""How many words more than the key's a string may have and still be fully right."""

_Days: TypeAlias = tuple[dt.date | None, dt.date | None]
_Number: TypeAlias = tuple[str, int | None, int | None]

_NO_CONTENT_WORDS = (
    "A THE AN THIS THAT THESE THOSE ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN MORE MOST MANY SEVERAL "
    "SOME ALL FEW ANY ANOTHER OTHER CERTAIN OF ITS HIS HER THEIR OUR AT LEAST ABOUT APPROXIMATELY NEARLY MR "
    "MRS MS BOTH EACH"
)
_NO_CONTENT = frozenset(_NO_CONTENT_WORDS.split())
_NATIONALITY_WORDS = (
    "SALVADORAN SALVADORANS COLOMBIAN PERUVIAN BOLIVIAN CHILEAN GUATEMALAN HONDURAN NICARAGUAN PANAMANIAN "
    "ARGENTINE VENEZUELAN ECUADORAN ECUADORIAN BRAZILIAN MEXICAN CUBAN US AMERICAN SPANISH ITALIAN BRITISH "
    "FRENCH GERMAN SOVIET"
)
_NATIONALITIES = frozenset(_NATIONALITY_WORDS.split())
_AFTER_THE_HEAD_WORDS = (
    "OF IN FROM WHO WHICH THAT AT ON WITH BY FOR NEAR TO AGAINST WHOSE WHERE BELONGING LOCATED INVOLVED IDENTIFIED"
)
_AFTER_THE_HEAD = frozenset(_AFTER_THE_HEAD_WORDS.split())
_LONG_FORMS: Mapping[str, str] = {
    "FMLN": "FARABUNDO MARTI NATIONAL LIBERATION FRONT",
    "FARC": "REVOLUTIONARY ARMED FORCES OF COLOMBIA",
    "EPL": "POPULAR LIBERATION ARMY",
    "MRTA": "TUPAC AMARU REVOLUTIONARY MOVEMENT",
    "FPMR": "MANUEL RODRIGUEZ PATRIOTIC FRONT",
    "ARENA": "NATIONALIST REPUBLICAN ALLIANCE",
    "UNITA": "NATIONAL UNION FOR THE TOTAL INDEPENDENCE OF ANGOLA",
    "SL": "SHINING PATH",
    "URNG": "GUATEMALAN NATIONAL REVOLUTIONARY UNITY",
    "ELN": "ARMY OF NATIONAL LIBERATION",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_PROPER_NAMES = frozenset(("hum-tgt-name", "perp-org-id"))
_COUNTS = frozenset(("hum-tgt-num", "phys-tgt-num"))


# ---------------------------------------------------------------- fills


def fill_credit(slot: str, response: Fill, key: Fill) -> float:
    """The best credit (1, 0.5 or 0) of the response's first alternative against those of the key."""
    value, ties = response.alternatives[0]
    return max(_tied_credit(slot, value, ties, expected.value, expected.ties) for expected in key.alternatives)


def _tied_credit(slot: str, value: str, ties: tuple[str, ...], key: str, key_ties: tuple[str, ...]) -> float:
    credit = value_credit(slot, value, key)
    if not credit or slot not in TIED_SLOTS or not key_ties:
        return credit
    tie = tie_credit(ties, key_ties)
    if slot in _COUNTS and tie == NONE:
        return HALF
    if tie == FULL or (slot == "hum-tgt-desc" and tie > NONE and credit == FULL):
        return credit
    return min(credit, HALF)


def tie_credit(ties: tuple[str, ...], key: tuple[str, ...]) -> float:
    """The credit of the strings that a fill is tied to; full where the key has none."""
    if not key:
        return FULL
    return max((string_credit(a, b, proper_name=True) for a in ties for b in key), default=NONE)


def value_credit(slot: str, value: str, key: str) -> float:
    """The credit of a value, whatever it is tied to."""
    kind = SLOTS[slot].kind
    if kind == "set":
        given, expected = " ".join(value.upper().split()), " ".join(key.upper().split())
        if given == expected:
            return FULL
        return HALF if expected in SUPERTYPES.get(slot, {}).get(given, ()) else NONE
    if kind == "date":
        return date_credit(value, key)
    if kind == "location":
        return location_credit(value, key)
    if kind == "number":
        return number_credit(value, key)
    return string_credit(value, key, proper_name=slot in _PROPER_NAMES)


# ---------------------------------------------------------------- strings


def string_credit(value: str, key: str, *, proper_name: bool = False) -> float:
    """The credit of a string of the text.

    Full for the same words (articles, counts, number and nationality aside), or the key's words and up to
    three more around the same head; half for the same head, a part of a name, half of the words, or an
    acronym for its long form.
    """
    given, expected = content_words(value), content_words(key)
    if not given or not expected:
        return NONE
    if given == expected:
        return FULL
    if proper_name and (_is_acronym(given, expected) or _is_acronym(expected, given)):
        return HALF
    ours, theirs = {_singular(word) for word in given}, {_singular(word) for word in expected}
    if ours == theirs or ours - _NATIONALITIES == theirs - _NATIONALITIES != set():
        return FULL
    head, key_head = _singular(_head_word(value)), _singular(_head_word(key))
    same_head = head == key_head
    if theirs < ours:
        fits = proper_name or same_head or head in theirs
        return FULL if fits and len(ours) - len(theirs) <= LONGER_BY else HALF
    shared = len(ours & theirs - _NATIONALITIES)
    if not shared:
        return NONE
    if ours < theirs:
        half = proper_name or same_head or (head in theirs and shared * 2 >= len(theirs))
    elif proper_name:
        half = shared * 2 >= min(len(ours), len(theirs)) and shared * 3 >= max(len(ours), len(theirs))
    else:
        half = same_head or shared * 2 >= max(len(ours), len(theirs))
    return HALF if half else NONE


@functools.lru_cache(maxsize=65536)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a string in upper case without articles, counts and the like.

    All of them if none is left.
    """
    words = _words(text)
    content = tuple(word for word in words if word not in _NO_CONTENT and not word.isdigit())
    return content or words


def _words(text: str) -> tuple[str, ...]:
    plain = text.upper().replace("'S ", " ").replace("'", "")
    plain = plain.replace("U.S.", "US").replace("U. S.", "US").replace("U.N.", "UN")
    return tuple(re.findall(r"[A-Z0-9]+", plain))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("S") and not word.endswith("SS") else word


def _head_word(text: str) -> str:
    """The last word before the first preposition, comma, bracket or relative pronoun.

    "" where there is none.
    """
    words = _words(re.split(r"[,\[(;]|--", text.strip(" ,[(;"))[0])
    end = next((i for i, word in enumerate(words) if i and word in _AFTER_THE_HEAD), len(words))
    before = words[:end]
    content = [word for word in before if word not in _NO_CONTENT and not word.isdigit()] or before
    return content[-1] if content else ""


def _is_acronym(words: tuple[str, ...], long_form: tuple[str, ...]) -> bool:
    return _long_forms().get(" ".join(words)) == frozenset(long_form)


@functools.cache
def _long_forms() -> Mapping[str, frozenset[str]]:
    return {acronym: frozenset(content_words(long_form)) for acronym, long_form in _LONG_FORMS.items()}


# ---------------------------------------------------------------- dates


def date_credit(value: str, key: str) -> float:
    """The credit of a date or range: half inside the key's range, or close to it where either is open."""
    given, expected = days(value), days(key)
    if not given or not expected:
        return FULL if _words(value) == _words(key) else NONE
    if given == expected:
        return FULL
    (first, last), (key_first, key_last) = given, expected
    if last is None or key_last is None:
        return NONE
    if first is None:
        half = last == key_last
    elif key_first is None:
        half = last <= key_last and (key_last - last).days <= ON_OR_BEFORE_DAYS
    else:
        half = key_first <= first and last <= key_last
    return HALF if half else NONE


def days(text: str) -> _Days | None:
    """The first and last day of a date or range; the first is None for "- D" (on or before D).

    None if unreadable.
    """
    text = text.strip().strip("()").strip()
    if re.match(r"^-\s*\S", text):
        last = _day(text[1:], last=True)
        return (None, last) if last else None
    parts = re.match(r"^(.*?\S)\s+-\s+(.*)$|^(.*?[A-Z]\s+\d\d)\s*-\s*(\d.*)$", text)
    if parts:
        first, last = _day(parts[1] or parts[3]), _day(parts[2] or parts[4], last=True)
    elif text.endswith("-"):
        first = last = _day(text[:-1])
    else:
        first, last = _day(text), _day(text, last=True)
    return (first, last) if first and last else None


def _day(text: str, *, last: bool = False) -> dt.date | None:
    """The day of "16 NOV 89" or 1989-11-16; the first or last one of "NOV 89", 1989-11, 1989 and "89"."""
    text = text.strip().upper()
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    written = re.fullmatch(r"(?:(\d{1,2})\s+)?([A-Z]{3})[A-Z]*\.?\s+(\d{2,4})", text)
    year_alone = re.fullmatch(r"(19\d\d|20\d\d|\d\d)", text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3] or 0)
    elif written and written[2] in _MONTHS:
        year, month, day = _year(written[3]), _MONTHS.index(written[2]) + 1, int(written[1] or 0)
    elif year_alone:
        return dt.date(_year(year_alone[1]), 12 if last else 1, 31 if last else 1)
    else:
        return None
    try:
        if day:
            return dt.date(year, month, day)
        if last:
            return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
        return dt.date(year, month, 1)
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) + (1900 if len(digits) == 2 else 0)


# ---------------------------------------------------------------- places and numbers


def location_credit(value: str, key: str) -> float:
    """The credit of "COUNTRY: PLACE (CLASS): PLACE": half for the right country with other, fewer or no places."""
    country, places = _country_and_places(value)
    key_country, key_places = _country_and_places(key)
    if country != key_country:
        return NONE
    return FULL if places == key_places else HALF


def _country_and_places(text: str) -> tuple[str, set[str]]:
    country, *others = text.strip().split(":")
    places = (place for part in others for place in re.split(r"\)\s*-\s*|\s+-\s+", part))
    names = (_without_class(place) for place in places)
    return _without_class(country), {name for name in names if name}


def _without_class(place: str) -> str:
    return " ".join(_words(re.sub(r"\([^)]*\)?", "", place)))


def number_credit(value: str, key: str) -> float:
    """The credit of a number: half for an end of the key's range and for the number under its "~"."""
    given, expected = _number(value), _number(key)
    if given == expected:
        return FULL
    ends = [end for end in given[1:] if end is not None]
    return HALF if any(end in expected[1:] for end in ends) else NONE


def _number(text: str) -> _Number:
    """The form of a number with its lower and upper end."""
    text = text.strip().upper()
    numbers = [int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*", text)]
    if not numbers:
        return ("PLURAL" if "PLURAL" in text else text, None, None)
    if "~" in text:
        return ("~", numbers[0], numbers[0])
    if len(numbers) > 1:
        return ("range", numbers[0], numbers[1])
    if text.endswith("-"):
        return ("range", numbers[0], None)
    if text.startswith("-"):
        return ("range", None, numbers[0])
    return ("number", numbers[0], numbers[0])
