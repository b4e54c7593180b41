"""Words for those who act, and the PLOVER sector each belongs to, from ``roles.tsv`` (written by hand).

Titles stand before names and name offices or ranks; persons are common nouns for one person; bodies are nouns that name
organisations; groups are plural or collective nouns for people who act.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast

from onrecord.codes.given_names import Gender
from onrecord.codes.word_lists import word_set
from onrecord.schema import Sector

RoleKind: TypeAlias = Literal["title", "person", "body", "group"]

_LONGEST_TITLE = 5
"""Words in the longest title that is looked up."""

_FEMALE = word_set(
    "mrs mrs. ms ms. miss dame lady madame mme frau señora sister mother queen empress princess baroness"
    " countess duchess first-lady congresswoman councilwoman assemblywoman spokeswoman chairwoman"
    " businesswoman policewoman woman girl actress daughter wife widow aunt niece grandmother"
    " granddaughter ombudswoman tsarina heroine stewardess nun waitress goddess godmother stepmother mom"
    " mum girlfriend bride saleswoman hostess sportswoman noblewoman fiancée grandma"
)  # fmt: skip
_MALE = word_set(
    "mr mr. sir lord monsieur herr señor father fr fr. brother king emperor prince duke tsar czar kaiser"
    " shah sultan emir baron count viscount earl pope bishop archbishop cardinal imam ayatollah mullah"
    " rabbi sheikh sheik congressman councilman assemblyman spokesman chairman businessman policeman man"
    " boy son husband uncle nephew grandfather grandson serviceman gunman statesman salesman strongman"
    " priest monk patriarch gentleman boyfriend groom godfather stepfather dad playboy fisherman craftsman"
    " nobleman clergyman sportsman guy lad widower fiancé grandpa"
)  # fmt: skip
_HONORIFICS = word_set(
    "mr. mr mrs. mrs ms. ms miss sir dame lord lady madame mme monsieur herr frau señor senor dona don"
    " dr. dr comrade"
)  # fmt: skip
_STATE_BODIES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
"""Sectors whose bodies and office holders are part of a state."""


@cache
def _roles() -> dict[str, dict[str, Sector]]:
    table: dict[str, dict[str, Sector]] = {"title": {}, "person": {}, "body": {}, "group": {}}
    text = files("onrecord.codes").joinpath("roles.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, sector, words = line.split("\t")
        for word in words.split(";"):
            table[kind].setdefault(word.strip(), cast("Sector", sector))
    return table


def role_sector(kind: RoleKind, phrase: str) -> Sector | None:
    """The sector of exactly this phrase as a word of this kind, in any case ("Defense Minister"), or None."""
    table = _roles()[kind]
    return table.get(_plain(phrase)) or table.get(_plain(phrase) + ".")


def longest_role(kind: RoleKind, words: Sequence[str]) -> int:
    """How many of the last words form a phrase of this kind: the longest one wins, 0 = none.

    ``words`` are those up to and including the head noun: ["the", "deputy", "defense", "minister"] gives 2.
    """
    table = _roles()[kind]
    lowered = [word.lower() for word in words[-_LONGEST_TITLE:]]
    for length in range(len(lowered), 0, -1):
        phrase = _plain(" ".join(lowered[-length:]))
        if phrase in table or phrase + "." in table:
            return length
    return 0


def longest_title_at(words: Sequence[str]) -> int:
    """How many of the first words form a title, the longest one; 0 = none."""
    table = _roles()["title"]
    lowered = [word.lower() for word in words[:_LONGEST_TITLE]]
    for length in range(len(lowered), 0, -1):
        phrase = _plain(" ".join(lowered[:length]))
        if phrase in table or _singular(phrase) in table or phrase + "." in table:
            return length
    return 0


def _plain(phrase: str) -> str:
    return phrase.lower().replace(" - ", "-")


def _singular(phrase: str) -> str:
    """The phrase with a final s taken off: senators gives senator."""
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase


def gender_of_role(word: str) -> Gender | None:
    """'m' or 'f' where the title or noun says so ("Mrs.", "spokesman"), else None."""
    lowered = word.lower()
    if lowered in _FEMALE:
        return "f"
    if lowered in _MALE:
        return "m"
    return None


def is_honorific(title: str) -> bool:
    """True for Mr., Dame and the like, which name no office."""
    return title.lower() in _HONORIFICS


def is_rank(title: str) -> bool:
    """True for a military or police rank such as "General" or "Capt.", which names no post."""
    return title.lower().strip(". ") in _RANKS or title.lower() in _RANKS


_RANKS = word_set(
    "general gen gens lieutenant-general lt. major-general maj. brigadier-general brig. brigadier colonel"
    " col marshal generalissimo major maj captain capt lieutenant lt sergeant sgt corporal cpl private pvt"
    " pfc admiral adm commodore ensign cmdr constable inspector trooper superintendent"
) | frozenset(
    (
        "lieutenant general", "lt. gen", "major general", "maj. gen", "brigadier general", "brig. gen",
        "colonel general", "col. gen", "army general", "field marshal", "air marshal", "air chief marshal",
        "air vice marshal", "lieutenant colonel", "lt. col", "first lieutenant", "second lieutenant",
        "staff sergeant", "staff sgt", "master sergeant", "sergeant major", "vice admiral", "vice adm",
        "rear admiral", "rear adm", "petty officer", "warrant officer", "fleet admiral", "wing commander",
        "squadron leader", "group captain", "flight lieutenant", "detective sergeant",
    )
)  # fmt: skip


def is_part_of_state(sector: str | None) -> bool:
    """True for sectors that belong to a state: government, legislature, courts, armed forces, police, services."""
    return sector in _STATE_BODIES


@cache
def body_sector_of_name(name: str) -> Sector | None:
    """The sector of an organisation by the words of its name: the last noun of the list in it, longest phrase first.

    "Russian Ministry of Defense" gives GOV, "Socialist Equality Party" PTY, "Channel One" None.
    """
    table = _roles()["body"]
    words = [word.strip("().,'’\"") for word in name.lower().split()]
    words = [word for word in words if word]
    if " ".join(words) in table:
        return table[" ".join(words)]
    front = _until_preposition(words)
    for end in range(len(front), 0, -1):
        for length in range(min(4, end), 0, -1):
            found = table.get(" ".join(front[end - length : end]))
            if found is not None:
                return found
    return None


def _until_preposition(words: list[str]) -> list[str]:
    for position, word in enumerate(words):
        if position and word in {"of", "for", "on", "in", "to", "against"}:
            rest = " ".join(words)
            return [rest] if rest in _roles()["body"] else words[:position]
    return words
