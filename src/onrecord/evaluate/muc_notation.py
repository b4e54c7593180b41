"""MUC-4 templates: the notation of the keys, the plain form of predictions, and the fills that both come to.

A key has 24 slots. In a slot each line is one fill: "/" separates alternatives, a leading "?" marks an
optional fill, '"..."' is a string of the text, VALUE: "STRING" a fill tied to the string of another slot.
"-" and "*" are no fill. "N (OPTIONAL)" as the number of a template marks the whole template as optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

import msgspec

SlotKind: TypeAlias = Literal["date", "location", "number", "set", "string"]


class Slot(NamedTuple):
    """A slot: its name in the keys and the kind of its values (a set fill is one of a list of classes)."""

    name: str
    kind: SlotKind


SLOTS: Mapping[str, Slot] = {
    "inc-date": Slot("INCIDENT: DATE", "date"),
    "inc-loc": Slot("INCIDENT: LOCATION", "location"),
    "inc-type": Slot("INCIDENT: TYPE", "set"),
    "inc-stage": Slot("INCIDENT: STAGE OF EXECUTION", "set"),
    "inc-instr-id": Slot("INCIDENT: INSTRUMENT ID", "string"),
    "inc-instr-type": Slot("INCIDENT: INSTRUMENT TYPE", "set"),
    "perp-inc-cat": Slot("PERP: INCIDENT CATEGORY", "set"),
    "perp-ind-id": Slot("PERP: INDIVIDUAL ID", "string"),
    "perp-org-id": Slot("PERP: ORGANIZATION ID", "string"),
    "perp-org-conf": Slot("PERP: ORGANIZATION CONFIDENCE", "set"),
    "phys-tgt-id": Slot("PHYS TGT: ID", "string"),
    "phys-tgt-type": Slot("PHYS TGT: TYPE", "set"),
    "phys-tgt-num": Slot("PHYS TGT: NUMBER", "number"),
    "phys-tgt-nation": Slot("PHYS TGT: FOREIGN NATION", "set"),
    "phys-tgt-effect": Slot("PHYS TGT: EFFECT OF INCIDENT", "set"),
    "phys-tgt-total-num": Slot("PHYS TGT: TOTAL NUMBER", "number"),
    "hum-tgt-name": Slot("HUM TGT: NAME", "string"),
    "hum-tgt-desc": Slot("HUM TGT: DESCRIPTION", "string"),
    "hum-tgt-type": Slot("HUM TGT: TYPE", "set"),
    "hum-tgt-num": Slot("HUM TGT: NUMBER", "number"),
    "hum-tgt-nation": Slot("HUM TGT: FOREIGN NATION", "set"),
    "hum-tgt-effect": Slot("HUM TGT: EFFECT OF INCIDENT", "set"),
    "hum-tgt-total-num": Slot("HUM TGT: TOTAL NUMBER", "number"),
}
TIED_SLOTS = frozenset(
    (
        "inc-instr-type",
        "perp-org-conf",
        "phys-tgt-type",
        "phys-tgt-num",
        "phys-tgt-nation",
        "phys-tgt-effect",
        "hum-tgt-desc",
        "hum-tgt-type",
        "hum-tgt-num",
        "hum-tgt-nation",
        "hum-tgt-effect",
    )
)
"""The slots whose fills belong to a string of another slot."""

_PIECE = re.compile(r'"(?:\\.|[^"\\])*"?|[()/:]|[^()/:"]+')
_NO_FILL = ("", "-", "*")


class Alternative(NamedTuple):
    """A value that is right, and the strings that it may be tied to."""

    value: str
    ties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fill:
    """One fill of a slot: any of its alternatives is right; an optional one is not missed."""

    alternatives: tuple[Alternative, ...]
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """The fills of one template by slot; slots without a fill are left out."""

    fills: Mapping[str, tuple[Fill, ...]] = field(default_factory=dict)
    optional: bool = False
    number: str = ""

    def of(self, slot: str) -> tuple[Fill, ...]:
        """The fills of a slot, none where it is empty."""
        return self.fills.get(slot, ())


EMPTY_TEMPLATE = Template()


# ---------------------------------------------------------------- keys


def template_of_key(lines_of_slot: Mapping[str, Iterable[str] | None]) -> Template:
    """The template of a key: the lines of each slot, by the name of the slot."""
    numbers = list(lines_of_slot.get("MESSAGE: TEMPLATE") or ())
    number = numbers[0].strip() if numbers else ""
    fills = {}
    for slot, (name, _) in SLOTS.items():
        read = (fill_of_line(line, slot) for line in lines_of_slot.get(name) or ())
        found = tuple(fill for fill in read if fill)
        if found:
            fills[slot] = found
    return Template(fills, optional="OPTIONAL" in number.upper(), number=number.partition(" ")[0])


def fill_of_line(line: str, slot: str) -> Fill | None:
    """The fill that a line of a key stands for; None where it is empty."""
    line = line.strip()
    optional = line.startswith("?")
    line = line.lstrip("? ").strip()
    if line in _NO_FILL:
        return None
    if slot in TIED_SLOTS:
        alternatives = _tied_alternatives(line)
    else:
        alternatives = [Alternative(_unquoted(part)) for part in _split(line, "/")]
    several = len(alternatives) > 1
    kept = tuple(a for a in alternatives if a.value not in ("", "*") and not (a.value == "-" and several))
    if not kept or kept == (Alternative("-"),):
        return None
    return Fill(kept, optional)


def _tied_alternatives(line: str) -> list[Alternative]:
    """VALUE / VALUE: "STRING" / "STRING": every value may be tied to every string."""
    values, *after = _split(line, ":")
    strings = [_unquoted(part) for part in _split(after[0], "/")] if after else []
    ties = tuple(string for string in strings if string and string != "-")
    return [
        Alternative(_unquoted(value), ties)
        for part in _split(values, "/")
        for value in _split(part.strip().strip("()"), "/")
    ]


def _split(line: str, separator: str) -> list[str]:
    """The parts of a line between separators that stand outside quotes and brackets."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(line):
        depth += (piece == "(") - (piece == ")")
        if piece == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _unquoted(part: str) -> str:
    """A part without the brackets and quotes around it."""
    part = part.strip()
    while part[:1] == "(" and part[-1:] == ")" and _is_balanced(part[1:-1]):
        part = part[1:-1].strip()
    if part[:1] == '"':
        part = part[1:-1] if part.endswith('"') and len(part) > 1 else part[1:]
    return part.replace('\\"', '"').strip()


def _is_balanced(part: str) -> bool:
    """Whether no bracket closes before it opens, so that a pair around the part belongs together."""
    depth = 0
    for character in part:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


# ---------------------------------------------------------------- predictions

Value: TypeAlias = str | int | float | None
Values: TypeAlias = Value | tuple[Value, ...]
Tied: TypeAlias = str | tuple[Value, ...]
"""A class alone, or with the string that it is tied to."""


class PredictedTarget(msgspec.Struct, frozen=True):
    """A physical target. ``ref`` gives the string that ties its fills without filling the slot ID."""

    id: Values = None
    type: Values = None
    number: Values = None
    nation: Values = None
    effect: Values = None
    ref: Value = None


class PredictedVictim(msgspec.Struct, frozen=True):
    """A human target. Its fills are tied to its name, else its description.

    ``ref`` ties without filling a slot.
    """

    name: Values = None
    description: Values = None
    type: Values = None
    number: Values = None
    nation: Values = None
    effect: Values = None
    ref: Value = None
    desc_ref: Value = None


class PredictedTemplate(msgspec.Struct, frozen=True):
    """A template as predictions give it.

    Dates are "16 NOV 89", "1989-11-16", "01 NOV 89 - 16 NOV 89" or "- 16 NOV 89" (on or before); locations
    "PERU: LIMA (CITY): SAN ISIDRO (NEIGHBORHOOD)"; numbers "7", "~7", "5 - 7", "7-" or "PLURAL".
    """

    incident_type: Values = None
    date: Values = None
    location: Values = None
    stage: Values = None
    category: Values = None
    instrument_id: Values = None
    instrument_type: tuple[Tied, ...] | None = None
    perp_individual: Values = None
    perp_org: Values = None
    perp_org_confidence: tuple[Tied, ...] | None = None
    targets: tuple[PredictedTarget | str, ...] | None = None
    targets_total: Values = None
    victims: tuple[PredictedVictim | str, ...] | None = None
    victims_total: Values = None


_SLOT_OF_FIELD: Mapping[str, str] = {
    "date": "inc-date",
    "location": "inc-loc",
    "incident_type": "inc-type",
    "stage": "inc-stage",
    "category": "perp-inc-cat",
    "instrument_id": "inc-instr-id",
    "perp_individual": "perp-ind-id",
    "perp_org": "perp-org-id",
    "targets_total": "phys-tgt-total-num",
    "victims_total": "hum-tgt-total-num",
}
_TIED_SLOT_OF_FIELD: Mapping[str, str] = {
    "instrument_type": "inc-instr-type",
    "perp_org_confidence": "perp-org-conf",
}
_SUFFIX_OF_ATTRIBUTE: Mapping[str, str] = {
    "type": "type",
    "number": "num",
    "nation": "nation",
    "effect": "effect",
}


def template_of_prediction(predicted: PredictedTemplate) -> Template:
    """The template of a prediction."""
    fills: dict[str, list[Fill]] = {}

    def add(slot: str, values: Values, tie: Values = None) -> None:
        for value in _listed(values):
            text = "" if value is None else str(value).strip()
            if text not in _NO_FILL:
                fills.setdefault(slot, []).append(Fill((Alternative(text, _ties(tie)),)))

    for name, slot in _SLOT_OF_FIELD.items():
        add(slot, getattr(predicted, name))
    for name, slot in _TIED_SLOT_OF_FIELD.items():
        for tied in getattr(predicted, name) or ():
            value, tie = (tied, None) if isinstance(tied, str) else (*tied, None, None)[:2]
            add(slot, value, tie)
    for each in predicted.targets or ():
        target = PredictedTarget(id=each) if isinstance(each, str) else each
        add("phys-tgt-id", target.id)
        for name, suffix in _SUFFIX_OF_ATTRIBUTE.items():
            add(f"phys-tgt-{suffix}", getattr(target, name), target.ref or target.id)
    for person in predicted.victims or ():
        victim = PredictedVictim(name=person) if isinstance(person, str) else person
        descriptions = _listed(victim.description)
        tie = victim.ref or victim.name or (descriptions[0] if descriptions else None)
        add("hum-tgt-name", victim.name)
        add("hum-tgt-desc", victim.description, victim.name or victim.desc_ref)
        for name, suffix in _SUFFIX_OF_ATTRIBUTE.items():
            add(f"hum-tgt-{suffix}", getattr(victim, name), tie)
    return Template({slot: tuple(found) for slot, found in fills.items()})


def _listed(values: Values) -> tuple[Value, ...]:
    if isinstance(values, tuple):
        return values
    return () if values is None or values == "" else (values,)


def _ties(tie: Values) -> tuple[str, ...]:
    # Several names tie as one string: any word of theirs may then be the one in common.
    text = ", ".join(str(value) for value in _listed(tie))
    return () if text in ("", "-") else (text,)
