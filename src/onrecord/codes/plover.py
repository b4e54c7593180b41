"""PLOVER event types: quad class, intensity, CAMEO roots, and the folding of what has not happened.

Types, quads and intensities follow the PLOVER codebook, draft 2.0 (openeventdata/PLOVER, CC BY-SA 4.0); CAMEO roots
follow its table ``CAMEO2PLOVER-2021``. Two choices where the codebook contradicts itself:

- SANCTION stands in quad 4 (material conflict). The codebook's section heading and its event table say so; its summary
  table says verbal conflict. The PLV data and Zero-Shot-PLOVER read it as material conflict too.
- ACCUSE has intensity -3. The table prints 3, with a positive sign, for a type of verbal conflict.

The codebook folds future, threatened and withheld deeds into other types. onrecord does not: a record keeps the type of
the deed and says in ``mode``, ``polarity`` and ``time_frame`` that it has not happened. ``folded_type`` gives the
codebook's own reading of such a record, for comparison with data coded that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from onrecord.schema import EventType


@dataclass(frozen=True)
class PloverType:
    """One of the sixteen types: what class it is in and what it weighs."""

    name: EventType
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    intensity: float
    """-10 (conflict) to 10 (cooperation)."""
    cameo_roots: tuple[str, ...]
    """Two-digit CAMEO roots that the type was made from, the main one first."""


_TYPES: Final = (
    PloverType("AGREE", 1, 2.5, ("03",)),
    PloverType("CONSULT", 1, 2.5, ("04",)),
    PloverType("SUPPORT", 1, 5.0, ("05",)),
    PloverType("CONCEDE", 1, 4.5, ("08",)),
    PloverType("COOPERATE", 2, 9.5, ("06",)),
    PloverType("AID", 2, 10.0, ("07",)),
    PloverType("RETREAT", 2, 6.5, ("08",)),
    PloverType("REQUEST", 3, 0.0, ("10",)),
    PloverType("ACCUSE", 3, -3.0, ("11", "09")),
    PloverType("REJECT", 3, -2.0, ("12",)),
    PloverType("THREATEN", 3, -3.5, ("13",)),
    PloverType("PROTEST", 4, -5.0, ("14",)),
    PloverType("SANCTION", 4, -6.0, ("16",)),
    PloverType("MOBILIZE", 4, -5.5, ("15",)),
    PloverType("COERCE", 4, -7.0, ("17",)),
    PloverType("ASSAULT", 4, -9.0, ("19", "18", "20")),
)

QUAD_NAMES: Final[dict[int, str]] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}

_CAMEO_BY_MODE: Final[dict[tuple[str, str], str]] = {
    ("ACCUSE", "investigate"): "09",
    ("SANCTION", "expel"): "16",
    ("COERCE", "curfew"): "17",
    ("ASSAULT", "abduct"): "18",
    ("ASSAULT", "beat"): "18",
    ("ASSAULT", "torture"): "18",
    ("ASSAULT", "sexual"): "18",
    ("ASSAULT", "targeted"): "18",
    ("ASSAULT", "suicide-attack"): "18",
    ("ASSAULT", "unconventional"): "20",
    ("ASSAULT", "massacre"): "20",
}
"""Modes whose CAMEO root is not the type's main one."""

_CONCEDED: Final = ("080", "081", "082", "083")
"""CAMEO yields that are words or law (PLOVER CONCEDE); the other 08 codes are deeds (RETREAT)."""


@cache
def plover_types() -> dict[str, PloverType]:
    """The sixteen types by name, in the codebook's order."""
    return {plover.name: plover for plover in _TYPES}


def plover_type(name: str) -> PloverType:
    """The type of this name; raises ValueError naming the sixteen if there is none."""
    found = plover_types().get(name)
    if found is None:
        raise ValueError(f"{name!r} is not a PLOVER type; there are {', '.join(get_args(EventType))}")
    return found


def quad(name: str) -> int:
    """The quad class of a type, 1 to 4."""
    return plover_type(name).quad


def intensity(name: str) -> float:
    """The intensity of a type, -10 to 10."""
    return plover_type(name).intensity


def cameo_root(name: str, event_mode: str | None = None) -> str:
    """The two-digit CAMEO root of a type, narrowed by its mode where that decides between roots."""
    found = plover_type(name)
    return _CAMEO_BY_MODE.get((name, event_mode or ""), found.cameo_roots[0])


def type_of_cameo(code: str) -> EventType | None:
    """The PLOVER type of a CAMEO code (two to four digits), or None for roots 01 and 02, which PLOVER dropped.

    Raises ValueError if the code is not digits with a root from 01 to 20.
    """
    if not code.isdigit() or len(code) < 2 or not 1 <= int(code[:2]) <= 20:
        raise ValueError(f"{code!r} is not a CAMEO code: two to four digits, root 01 to 20")
    if code[:2] == "08":
        return "CONCEDE" if code[:3] in _CONCEDED or len(code) == 2 else "RETREAT"
    if code[:3] == "163":
        return "COERCE"
    for plover in _TYPES:
        if code[:2] in plover.cameo_roots:
            return plover.name
    return None


def folded_type(
    name: str,
    mode: str = "asserted",
    polarity: str = "+",
    time_frame: str = "past",
    *,
    yielding: EventType = "CONCEDE",
) -> EventType | None:
    """The type the codebook gives to a deed presented in this way, or None where it codes none.

    Asserted deeds of past and present keep their type; what did not happen is no event, save that cooperation withheld
    is a REJECT. Demanded deeds are REQUEST; future conflict (promised, threatened or predicted) is THREATEN, future
    cooperation AGREE, future RETREAT CONCEDE, cooperation withheld in future REJECT. Questions, conditions and denials
    are not coded. ``yielding`` is what a future RETREAT folds into: CONCEDE in PLOVER, AGREE in data made from CAMEO,
    which has intent to yield under root 03.
    """
    plover = plover_type(name)
    cooperative = plover.quad in (1, 2)
    if mode in ("asked", "denied", "hypothetical"):
        return None
    if mode == "demanded":
        return "REQUEST"
    if mode in ("promised", "threatened", "predicted") or time_frame == "future":
        if polarity == "-":
            return "REJECT" if cooperative else "AGREE"
        if not cooperative:
            return "THREATEN"
        return yielding if plover.name == "RETREAT" else "AGREE"
    if polarity == "-":
        return "REJECT" if cooperative else None
    return plover.name
