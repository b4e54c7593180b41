"""In what context a deed stands (military, election, legal, ...): by its type and mode, and by the words round it.

The names are those of the PLOVER codebook, draft 2.0; what follows from type and mode is its crosswalk
``CAMEO2PLOVER-2021``. A deed of which neither says anything has no context.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from onrecord.codes.roles import is_part_of_state
from onrecord.schema import Participant
from onrecord.stages.events.deeds import Deed

_LONGEST = 5
"""Words in the longest phrase of the table."""
_BY_MODE: Mapping[tuple[str, str], str] = {
    ("RETREAT", "withdraw"): "military",
    ("RETREAT", "disarm"): "military",
    ("RETREAT", "ceasefire"): "military",
    ("RETREAT", "release"): "legal",
    ("RETREAT", "resign"): "executive",
    ("MOBILIZE", "troops"): "military",
    ("MOBILIZE", "weapons"): "military",
    ("MOBILIZE", "militia"): "military",
    ("ASSAULT", "heavy-weapons"): "military",
    ("ASSAULT", "aerial"): "military",
    ("ASSAULT", "suicide-attack"): "terrorism",
    ("ASSAULT", "abduct"): "crime",
    ("ASSAULT", "torture"): "human_rights",
    ("ASSAULT", "massacre"): "human_rights",
    ("COERCE", "arrest"): "legal",
    ("COERCE", "seize"): "legal",
    ("COERCE", "ban"): "legal",
    ("COERCE", "censor"): "rights_freedoms",
    ("COERCE", "curfew"): "legal",
    ("COERCE", "martial-law"): "legal",
    ("COERCE", "deport"): "migration",
    ("COERCE", "cyber"): "cyber",
    ("SANCTION", "convict"): "legal",
    ("ACCUSE", "investigate"): "legal",
    ("AID", "military"): "military",
    ("CONSULT", "third-party"): "diplomatic",
    ("CONSULT", "multilateral"): "diplomatic",
}
"""What the mode of a type says of the context."""
_BETWEEN_STATES = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "SANCTION", "THREATEN", "REQUEST"})
"""Types of diplomacy where both parties are states or their bodies."""

_STEPS = 20


def words_of_contexts(tokens: Sequence[Token], heads: Mapping[int, Deed]) -> Mapping[int, frozenset[str]]:
    """The contexts that the words of a sentence tell of, by the head of the deed in whose clause they stand.

    The only deed of a sentence has them all. ``heads``: the deeds by the tokens that name and govern them.
    """
    found: dict[int, set[str]] = {}
    only = next(iter(heads.values())).head.i if len({deed.head.i for deed in heads.values()}) == 1 else None
    lowered = [token.lower_ for token in tokens]
    for place, token in enumerate(tokens):
        names = _told_by(token, lowered, place)
        owner = only if only is not None or not names else _owner(token, heads)
        if owner is not None:
            found.setdefault(owner, set()).update(names)
    return {head: frozenset(names) for head, names in found.items()}


def contexts_of(
    deed: Deed,
    mode: str | None,
    told: frozenset[str],
    actors: Sequence[Participant],
    recipients: Sequence[Participant],
) -> tuple[str, ...]:
    """The contexts of a deed in the codebook's order; ``told``: those of the words of its clause."""
    found = set(told)
    of_mode = _BY_MODE.get((deed.sense.type, mode or ""))
    if of_mode is not None:
        found.add(of_mode)
    if deed.sense.type in _BETWEEN_STATES and _is_between_states(actors, recipients):
        found.add("diplomatic")
    return tuple(name for name in context_names() if name in found)


def _told_by(token: Token, lowered: Sequence[str], place: int) -> tuple[str, ...]:
    """The contexts of the longest phrase of the table that begins here."""
    if not lowered[place][:1].isalnum():
        return ()
    table = words_and_phrases()
    for length in range(_LONGEST, 1, -1) if lowered[place] in _beginnings() else ():
        names = table.get("_".join(lowered[place : place + length]))
        if names is not None:
            return names
    return table.get(lowered[place]) or table.get(token.lemma_.lower(), ())


def _owner(token: Token, heads: Mapping[int, Deed]) -> int | None:
    """The head of the first deed met on the way up the parse."""
    node = token
    for _ in range(_STEPS):
        if node.i in heads:
            return heads[node.i].head.i
        if node.head == node:
            return None
        node = node.head
    return None


def _is_between_states(actors: Sequence[Participant], recipients: Sequence[Participant]) -> bool:
    sides = [*actors, *recipients]
    bodies = {
        one.country or "IGO" for one in sides if one.sector == "IGO" or (one.country and is_part_of_state(one.sector))
    }
    return len(bodies) > 1


@cache
def words_and_phrases() -> Mapping[str, tuple[str, ...]]:
    """The words and phrases (tokens joined by "_") of the table to the contexts that they tell of."""
    found: dict[str, list[str]] = {}
    for name, words in _rows():
        for word in words:
            # the tokeniser cuts at hyphens, but not before a figure
            for written in {word, word.replace("-", "_-_")}:
                found.setdefault(written, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}


@cache
def _beginnings() -> frozenset[str]:
    """The first words of the phrases of the table."""
    return frozenset(phrase.partition("_")[0] for phrase in words_and_phrases() if "_" in phrase)


@cache
def context_names() -> tuple[str, ...]:
    """The contexts of the codebook, in its order."""
    return tuple(name for name, _ in _rows())


def _rows() -> list[tuple[str, list[str]]]:
    text = (files(__package__) / "contexts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, words.split()) for name, words in rows]
