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
from onrecord.stages.events.deeds import Deed
from onrecord.stages.events.hints import Floats, Hints
from onrecord.stages.events.lexicon import Sense, lemma_of, light_verbs, likely_types, noun_senses, verb_senses

LEAST_HINT = 0.4
"""Least probability at which words that the lexicon does not know are looked at.

This and ``LEAST`` were chosen for the F1 of deeds on passages of ``corpus/gold/events`` that the encoder had not seen,
for claims found on the claims development set, and for few wrong deeds in 16 articles of PolNeAR and TimeBank.
"""
LEAST = 0.35
"""Least confidence at which a deed is kept."""
FAVOUR = 8.0
"""How much more the encoder's probability of a type counts where the lexicon knows that the word may have it: 1 gave
1.6 points less F1 on passages that the encoder had not seen, 4 to 40 were within a point of each other."""
WEIGHTS: Mapping[str, float] = {
    "one": -1.4,
    "deed": 0.17,
    "type": 0.1,
    "lexicon": 1.58,
    "lexicon deed": -0.02,
    "lexicon type": 0.08,
    "likely": 0.83,
    "noun": -0.51,
    "light": -0.38,
    "long": 0.15,
    "modifier": -0.52,
    "other": -1.18,
}
"""Weights of a logistic model, fitted on out-of-fold readings of 128 passages of ``corpus/gold/events`` (none of its
gate): right means that the words touch a gold anchor and have its type. ``training/statements/calibrate_events.py``
fits them anew. In the gate, never fitted on, of 725 possible deeds those said to be right with 0.25, 0.45, 0.65 and
0.92 were so in 0.20, 0.53, 0.63 and 0.89."""


def joined(deeds: Sequence[Deed], tokens: Sequence[Token], hints: Hints) -> list[Deed]:
    """The deeds of a sentence that are sure enough, in text order, none on words of another."""
    found = [known(deed, hints) for deed in deeds]
    taken = {token.i for deed in deeds for token in (*deed.anchor, deed.clause)} | {
        position for deed in deeds for position in deed.used
    }
    new = (run for run in hints.runs(tokens, LEAST_HINT) if not any(token.i in taken for token in run))
    found += [trained(run, hints) for run in new]
    found = [deed for deed in found if deed.confidence >= LEAST]
    # "gave permission" names one deed, on its noun
    light = {deed.light.i for deed in found if deed.light is not None}
    return sorted((deed for deed in found if deed.head.i not in light), key=lambda deed: deed.head.i)


def known(deed: Deed, hints: Hints) -> Deed:
    """The deed of the lexicon with its confidence."""
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
    likely = deed.sense.type in likely_types().get((is_verbal(deed.head), lemma_of(deed.head)), ())
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
    known = likely_types().get((is_verbal(word), lemma_of(word)), frozenset())
    weighed = shares * np.array([FAVOUR if name in known else 1.0 for name in DEED_TYPES])
    return DEED_TYPES[int(weighed.argmax())]


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
    if head.pos_ != "NOUN" or head.dep_ not in ("dobj", "nsubjpass") or verb.lemma_.lower() not in light_verbs():
        return None
    return verb if all(token.i != verb.i for token in run) else None


def sense_of(word: Token, type_: str) -> Sense:
    """The lexicon's sense of the word with this type, whatever it asks for; else what such senses have in common."""
    verbal = is_verbal(word)
    senses = (verb_senses() if verbal else noun_senses()).get(lemma_of(word), ())
    for sense in senses:
        if sense.type == type_ and "drop" not in sense.flags:
            return replace(sense, needs=(), event_mode=sense.event_mode if not sense.needs else None)
    return _common_sense(type_, verbal)


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
