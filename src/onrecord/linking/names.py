"""Keys under which the spellings of one name fall together: transliterations, short forms, titles, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from onrecord.codes.countries import country_by_demonym, country_by_name
from onrecord.codes.organisations import known_organisation
from onrecord.codes.roles import longest_role, longest_title_at, role_sector
from onrecord.codes.word_lists import word_set

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not take apart into a base and a mark."""
_FOLDS = (
    # Romanisations of one letter or sound, longest first. Sources: BGN/PCGN, ISO 9 and the usage of English-language
    # agencies for Russian, Ukrainian, Bulgarian and Arabic names.
    (r"shch|sch|sht", "s"), (r"tch|tsch|ch|cz", "c"), (r"sh|sz", "s"), (r"zh|dzh|dj|j(?=[aeou])", "z"),
    (r"kh|gh", "h"), (r"dh", "d"),
    (r"ph", "f"), (r"th", "t"), (r"ts|tz", "c"), (r"ks", "x"), (r"ck|q", "k"), (r"w", "v"), (r"ou|oo|u", "u"),
    (r"^y(?=e)|^ie", ""), (r"yo|io|jo", "e"), (r"ya|ia|ja", "a"), (r"yu|iu|ju", "u"),
    (r"[yij]+", "i"), (r"ee|ie|ei", "i"), (r"(?:off|ow|ov|ev)$", "ov"), (r"i+$", "i"),
)  # fmt: skip
_PARTICLES = word_set("al el bin ibn bint van von der den de da di do dos del della la le du ter ten st abu")
_LITTLE = word_set("the a an of for and in on at to its his her their our")
_BRITISH = (
    (r"ence\b", "ense"),
    (r"our\b", "or"),
    (r"is(ation|e|ed|ing)\b", r"iz\1"),
    (r"programme\b", "program"),
    (r"centre\b", "center"),
)


class PersonKey(NamedTuple):
    """A person's name folded; ``given`` is empty for a surname alone, one letter for an initial."""

    given: str
    surname: str


@cache
def folded(word: str) -> str:
    """The word without accents, case and the differences between romanisations: 'Zelenskyy' and 'Zelenskiy' agree."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))
    for pattern, replacement in _FOLDS:
        plain = re.sub(pattern, replacement, plain)
    return re.sub(r"(.)\1+", r"\1", plain)


def person_key(name: str) -> PersonKey | None:
    """The key of a person's name, titles left out; None for a noun phrase that names nobody ('a spokesman')."""
    words = [word.strip(".,") for word in name.replace("-", " ").split()]
    words = words[longest_title_at(words) :] if longest_title_at(words) < len(words) else words
    words = [word for word in words if word]
    if not words or not words[-1][:1].isupper() or _is_role(words[-1]):
        return None
    if words[-1].lower() in ("jr", "sr", "ii", "iii") and len(words) > 1:
        words = words[:-1]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    surname = "".join(folded(word) for word in words[start:] if word.lower() not in ("al", "el"))
    given = folded(words[0]) if start > 0 else ""
    return PersonKey(given, surname) if surname else None


def body_key(name: str) -> tuple[str, bool] | None:
    """The key of an organisation, state, party or armed group, and whether it is its own without a country.

    'Russian parliament' and 'parliament of Russia' have one key; 'Interior Ministry' is one in each country. None where
    nothing is named ('soldiers').
    """
    known = known_organisation(name)
    if known is not None:
        return f"known:{known.name.casefold()}", True
    state = country_by_name(name)
    if state is not None:
        return f"state:{state}", True
    plain = re.sub(r"[’']s\b|[’']", "", name)
    words = re.findall(r"[^\W_]+", plain)
    if not any(word[:1].isupper() for word in words):
        return None
    keys: list[str] = []
    own = False
    for word in words:
        code = (country_by_demonym(word) or country_by_name(word)) if word[:1].isupper() else None
        if code is not None:
            keys.append(code)
            own = True
        elif word.lower() not in _LITTLE:
            keys.append(_spelled(word))
            own = own or (word[:1].isupper() and not _is_role(word))
    if longest_role("body", words) == len(words):
        own = False
    return ("body:" + " ".join(sorted(set(keys))), own) if keys else None


def _spelled(word: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())
    for pattern, replacement in _BRITISH:
        plain = re.sub(pattern, replacement, plain)
    return plain.removesuffix("s") if len(plain) > 4 else plain


def is_short_for(short: str, full: str) -> bool:
    """Whether one folded given name may stand for the other: equal, an initial, or the beginning of it."""
    if not short or not full:
        return True
    return short == full or full.startswith(short) or short.startswith(full)


def _is_role(word: str) -> bool:
    return any(role_sector(kind, word) for kind in ("title", "person", "body", "group"))
