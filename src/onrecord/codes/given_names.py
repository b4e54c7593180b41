"""Given names and the gender they tell, from ``given_names.tsv`` (written by hand)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

Gender: TypeAlias = Literal["m", "f"]


@cache
def _genders() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    text = files("onrecord.codes").joinpath("given_names.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        gender, names = line.split("\t")
        for name in names.split():
            table.setdefault(name.casefold(), set()).update("mf" if gender == "u" else gender)
    return table


def is_given_name(word: str) -> bool:
    """True for a given name of the list, in any case but beginning with a capital letter."""
    return word[:1].isupper() and word.casefold() in _genders()


def gender_of_given_name(word: str) -> Gender | None:
    """'m' or 'f' for a given name that one sex alone bears in the list; None for others and for unknown names."""
    found = _genders().get(word.casefold(), set())
    if found == {"m"}:
        return "m"
    if found == {"f"}:
        return "f"
    return None
