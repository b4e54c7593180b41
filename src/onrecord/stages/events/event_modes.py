"""PLOVER modes that the lexicon leaves open: what is threatened, asked or refused, with what an attack is made."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed, inner_deed
from onrecord.stages.events.lexicon import in_class, lemma_of

_ASKED: Mapping[str, str] = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "CONSULT": "meet",
    "AGREE": "meet",
    "SANCTION": "change",
}
"""Type of what is asked or refused to the mode of REQUEST and REJECT."""
_THREATENED: Mapping[str, str] = {
    "ASSAULT": "violence",
    "COERCE": "restrict",
    "PROTEST": "restrict",
    "SANCTION": "relations",
    "REJECT": "relations",
}
"""Type of what is threatened to the mode of THREATEN; a COERCE or SANCTION of some modes has one of its own."""
_THREATENED_MODES: Mapping[str, str] = {"arrest": "arrest", "ban": "ban", "seize": "territory", "expel": "expel"}
_WEAPONS: Mapping[str, str] = {
    word: mode
    for mode, words in {
        "suicide-attack": "suicide",
        "drone": "drone uav",
        "aerial": "air warplane jet plane aircraft helicopter airstrike bomber",
        "heavy-weapons": "rocket artillery mortar tank shell missile howitzer",
        "explosives": "bomb explosive grenade dynamite landmine",
        "firearms": "gun rifle pistol gunfire bullet sniper shot gunman machine-gun revolver shotgun",
        "primitive": "knife stone machete axe sword rock arrow spear dagger",
        "crowd-control": "tear water truncheon baton hose rubber pepper",
        "unconventional": "poison sarin chemical chlorine nerve",
    }.items()
    for word in words.split()
}
"""Words for arms to the mode of the attack."""
_AID: Mapping[str, str] = {
    "asylum": "asylum|refuge|sanctuary",
    "military": "weapon|arms|ammunition|munition|missile|rifle|tank|howitzer|jet|drone|artillery|troop|adviser",
    "humanitarian": "food|medicine|medication|vaccine|relief|flour|grain|wheat|rice|tent|blanket|water|shelter|dose",
    "economic": "money|loan|grant|fund|funding|credit|dollar|euro|cash|bailout",
}
"""Mode of AID to what is given."""


def mode_of(deed: Deed, heads: Mapping[int, Deed]) -> str | None:
    """The mode of the deed: the lexicon's, else what its complement, its arms or its gift say; None where nothing does.

    ``heads``: the sentence's deeds by the token that names each.
    """
    if deed.sense.event_mode is not None:
        return deed.sense.event_mode
    type_ = deed.sense.type
    if type_ in ("REQUEST", "REJECT", "THREATEN"):
        inner = inner_deed(deed.head, heads)
        if inner is None:
            return None
        if type_ == "THREATEN":
            return _THREATENED_MODES.get(inner.sense.event_mode or "", _THREATENED.get(inner.sense.type))
        return "change" if inner.sense.event_mode == "resign" else _ASKED.get(inner.sense.type)
    if type_ == "ASSAULT":
        return next((_WEAPONS[word] for word in map(lemma_of, _means(deed)) if word in _WEAPONS), None)
    if type_ == "AID":
        given = [deed.head, arguments.patient(deed.head) if deed.head.tag_[:2] == "VB" else None]
        given += [child for child in deed.head.children if child.dep_ in ("amod", "compound")]
        return next((mode for mode, words in _AID.items() for word in given if word and in_class(word, words)), None)
    return None


def _means(deed: Deed) -> list[Token]:
    """The words for what an attack is made with: its own modifiers, its subject, what it is done with or by.

    What stands before a noun goes first: 'tear gas' is no gas. A phrase with "with" may hang on the object.
    """
    words = [*_modifiers(deed.head), deed.head]
    verb = deed.clause
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    for child in (*verb.children, *(leaf for word in objects for leaf in word.children)):
        if child.dep_ == "nsubj" and child.head == verb:
            words += [*_modifiers(child), child]
        elif child.dep_ in ("prep", "agent") and child.lower_ in ("with", "by", "using"):
            for leaf in child.children:
                words += [*_modifiers(leaf), leaf] if leaf.dep_ == "pobj" else []
    return words


def _modifiers(noun: Token) -> list[Token]:
    return [child for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod")]
