"""Joins the deeds of the lexicon with those that the encoder finds: which are kept, added, and given another type."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from spacy.tokens import Token

from onrecord.encoder.labels import DEED_TYPES
from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed, names_no_deed, told_once
from onrecord.stages.events.hints import Floats, Hints
from onrecord.stages.events.lexicon import (
    Sense,
    lemma_of,
    light_verbs,
    likely_types,
    noun_senses,
    types_besides,
    verb_senses,
)
from onrecord.stages.events.needs import COMPLEMENT_NEEDS

LEAST_HINT = 0.3
"""Least probability at which words that the lexicon does not know are looked at.

This and ``LEAST`` were chosen for claims found on the claims development set and in the gate, and for few more deeds
in a thousand words of PolNeAR's development split than before.
"""
LEAST = 0.3
"""Least confidence at which a deed is kept."""
FAVOUR = 8.0
"""How much more the encoder's probability of a type counts where the lexicon knows that the word may have it: 1 gave
1.6 points less F1 on passages that the encoder had not seen, 4 to 40 were within a point of each other."""
OVERRULES = 1.01
"""Least probability of a type at which the encoder's goes before the lexicon's, of those that the word may have."""
WEIGHTS: Mapping[str, float] = {
    "one": -1.5,
    "deed": 0.45,
    "type": 0.22,
    "lexicon": 1.35,
    "lexicon deed": -0.17,
    "lexicon type": 0.11,
    "likely": 0.8,
    "noun": -0.35,
    "light": -0.33,
    "long": 0.23,
    "modifier": -0.25,
    "other": -0.4,
}
"""Weights of a logistic model: right means that the words touch a gold anchor and have its type.

Half way between two fits: to out-of-fold readings of 128 passages of ``corpus/gold/events`` by earlier weights, and to
the larger teacher's readings of 148 passages new to it (``training/statements/calibrate_events.py --teacher``): the
encoder, which learned from the teacher, has seen every passage but the gate. The figures of the gate were seen when the
half way was chosen."""


def joined(deeds: Sequence[Deed], tokens: Sequence[Token], hints: Hints) -> list[Deed]:
    """The deeds of a sentence that are sure enough, in text order, none on words of another."""
    found = [known(deed, hints) for deed in deeds]
    taken = {token.i for deed in deeds for token in (*deed.anchor, deed.clause)} | {
        position for deed in deeds for position in deed.used
    }
    new = (run for run in hints.runs(tokens, LEAST_HINT) if not any(token.i in taken for token in run))
    found += [trained(run, hints) for run in new if not any(map(names_no_deed, run))]
    found = [deed for deed in found if deed.confidence >= LEAST]
    # "gave permission" names one deed, on its noun; "broke off talks" one on its verb, which is of another type
    of_verbs = {deed.head.i: deed for deed in found if not deed.trained and deed.light is None}
    found = [deed for deed in found if not _is_undone(deed, of_verbs)]
    light = {deed.light.i for deed in found if deed.light is not None}
    return told_once(sorted((deed for deed in found if deed.head.i not in light), key=lambda deed: deed.head.i))


def _is_undone(deed: Deed, of_verbs: Mapping[int, Deed]) -> bool:
    """True for a noun whose light verb is a surer deed of another type by itself."""
    over = of_verbs.get(deed.light.i) if deed.light is not None else None
    return over is not None and over.sense.type != deed.sense.type and over.confidence >= deed.confidence


def known(deed: Deed, hints: Hints) -> Deed:
    """The deed of the lexicon with its confidence, of the encoder's type where the word has several and it is sure."""
    type_, share = hints.likeliest(deed.anchor)
    if share >= OVERRULES and type_ != deed.sense.type and type_ in types_known(deed.head):
        deed = replace(deed, sense=sense_of(deed.head, type_))
    return replace(deed, confidence=confidence(evidence(deed, hints)))


def trained(run: Sequence[Token], hints: Hints) -> Deed:
    """The deed that a stretch of tokens names."""
    head = _head(run)
    sense = sense_of(head, likeliest(head, hints.shares(run)))
    deed = Deed(head, sense, tuple(run), _light(head, run), trained=True)
    return replace(deed, confidence=confidence(evidence(deed, hints)))


def evidence(deed: Deed, hints: Hints) -> dict[str, float]:
    """What the confidence rests on, by name; log odds where it is a probability."""
    shares = hints.shares(deed.anchor)
    share = float(shares[DEED_TYPES.index(deed.sense.type)])
    strength = log_odds(hints.strength(deed.anchor))
    likely = deed.sense.type in types_known(deed.head)
    of_lexicon = not deed.trained
    return {
        "one": 1.0,
        "deed": strength,
        "type": log_odds(share),
        "lexicon": float(of_lexicon),
        "lexicon deed": strength * of_lexicon,
        "lexicon type": log_odds(share) * of_lexicon,
        "likely": float(likely),
        "noun": float(not is_verbal(deed.head)),
        "light": float(deed.light is not None),
        "long": float(len(deed.anchor) > 1),
        "modifier": float(deed.head.dep_ in ("amod", "compound", "nmod")),
        "other": float(deed.head.pos_ not in ("VERB", "NOUN")),
    }


def confidence(found: Mapping[str, float]) -> float:
    """The probability that words name a deed of this type."""
    score = sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def log_odds(share: float) -> float:
    """The log odds of a probability, within plus and minus five."""
    return max(-5.0, min(5.0, math.log(max(share, 1e-6) / max(1 - share, 1e-6))))


def likeliest(word: Token, shares: Floats) -> str:
    """The likeliest type of the deed that a word names."""
    known = types_known(word)
    refused = _types_of_complements(lemma_of(word)) if is_verbal(word) and _is_of_others(word) else frozenset()
    weighed = shares * np.array([0.0 if name in refused else FAVOUR if name in known else 1.0 for name in DEED_TYPES])
    return DEED_TYPES[int(weighed.argmax())]


def types_known(word: Token) -> frozenset[str]:
    """The types that the lexicon knows the word to name, with its particle: who 'steps up' does not step down."""
    verbal = is_verbal(word)
    known = likely_types().get((verbal, lemma_of(word)), frozenset())
    particle = next((child.lower_ for child in word.children if child.dep_ == "prt"), None) if verbal else None
    return known if particle is None else known - _types_of_other_particles(lemma_of(word), particle)


def _is_of_others(verb: Token) -> bool:
    """True where the complement tells of what others do: 'warned that the lies would cost them votes'."""
    inner = arguments.complement(verb)
    if inner is None or arguments.is_passive(inner):
        return False
    doer = arguments.own_subject(inner)
    if doer is None or doer.pos_ not in ("NOUN", "PROPN"):
        return False
    speaker = arguments.agent(verb)
    own = {"its", "his", "her", "our", "my"} | ({"their"} if speaker is not None and speaker.tag_ == "NNS" else set())
    return not any(child.dep_ == "poss" and child.lower_ in own for child in doer.children)


@cache
def _types_of_complements(verb: str) -> frozenset[str]:
    """The types that a verb has only where its complement holds a deed: 'warn' of what others may do is no threat."""
    senses = verb_senses().get(verb, ())
    open_ = {sense.type for sense in senses if not COMPLEMENT_NEEDS.isdisjoint(sense.needs)}
    return frozenset(open_)


@cache
def _types_of_other_particles(verb: str, particle: str) -> frozenset[str]:
    """The types that a verb has with particles only, and not with this one."""
    senses = [
        (sense.type, [need for need in sense.needs if need.startswith("prt:")]) for sense in verb_senses().get(verb, ())
    ]
    fitting = {type_ for type_, particles in senses if not particles or f"prt:{particle}" in particles}
    return frozenset(type_ for type_, _ in senses) - fitting - types_besides().get((True, verb), frozenset())


def is_verbal(word: Token) -> bool:
    """Whether the word is a verb in any form."""
    return word.pos_ == "VERB" or word.tag_[:2] == "VB"


def _head(run: Sequence[Token]) -> Token:
    """The token of the stretch that governs the others; a verb or noun before anything else."""
    inside = {token.i for token in run}
    tops = [token for token in run if token.head.i not in inside or token.head == token]
    naming = [token for token in tops if token.pos_ in ("VERB", "NOUN", "PROPN")] or [
        token for token in run if token.pos_ in ("VERB", "NOUN", "PROPN")
    ]
    return (naming or tops or list(run))[0]


def _light(head: Token, run: Sequence[Token]) -> Token | None:
    """The light verb over an event noun, where it is no part of the anchor itself."""
    verb = head.head
    if head.pos_ != "NOUN" or head.dep_ not in ("dobj", "nsubjpass") or lemma_of(verb) not in light_verbs():
        return None
    return verb if all(token.i != verb.i for token in run) else None


def sense_of(word: Token, type_: str) -> Sense:
    """The lexicon's sense of the word with this type, whatever it asks for; else what such senses have in common."""
    verbal = is_verbal(word)
    senses = (verb_senses() if verbal else noun_senses()).get(lemma_of(word), ())
    fitting = [sense for sense in senses if sense.type == type_ and "drop" not in sense.flags]
    if not fitting:
        return _common_sense(type_, verbal)
    first = fitting[0]
    slots = tuple(dict.fromkeys(slot for sense in fitting for slot in sense.slots))
    if "o" in slots and "~" not in slots:
        slots = ("o", *(slot for slot in slots if slot != "o"))
    return replace(first, needs=(), slots=slots, event_mode=first.event_mode if not first.needs else None)


@cache
def _common_sense(type_: str, verbal: bool) -> Sense:
    """What most senses of a type have in common: the slots of the recipient and the roles."""
    every = (verb_senses() if verbal else noun_senses()).values()
    senses = [sense for found in every for sense in found if sense.type == type_ and "drop" not in sense.flags]
    slots = Counter(slot for sense in senses for slot in sense.slots)
    roles = Counter(sense.roles for sense in senses).most_common(1)[0][0]
    speech = sum("speech" in sense.flags for sense in senses) * 2 > len(senses)
    common = tuple(slot for slot, _ in slots.most_common(4))
    return Sense("", type_, None, common, (), frozenset({"speech"} if speech else ()), roles)
