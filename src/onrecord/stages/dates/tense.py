"""Whether the clause a time expression stands in looks back or ahead, from the tags of the verb that governs it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from onrecord.stages.dates.context import Direction
from onrecord.stages.figures.numbers import listed

_AHEAD = frozenset(listed("will 'll \u2019ll wo shall would could may might must should can ca to"))
_MODALS = frozenset(listed("will 'll \u2019ll wo shall would may might must should can"))
_CARRIES_ON = frozenset(
    listed(
        "manage begin start continue come help use force fail try have return go seem appear be report "
        "believe say allege"
        " arrest order"
    )
)
"""Verbs whose infinitive happens in their own time ("managed to cross on Friday"), not after it."""
_PLANS = frozenset(
    listed(
        "expect plan schedule intend set due hope want vow pledge promise agree decide aim threaten "
        "propose slate intend"
        " prepare urge ask"
    )
)
_REPORTS = frozenset(
    listed(
        "say report tell add note state announce write claim show suggest believe think indicate confirm reveal "
        "estimate describe quote cite insist maintain argue allege deny accuse blame speculate acknowledge admit"
    )
)
"""Verbs whose present tense passes on what was said before: "reports on Thursday indicate"."""


def direction_in(parse: Doc) -> Callable[[int, int], Direction]:
    """A function from a stretch of the text to past, present, future, or None where the clause does not tell."""

    def direction(start: int, end: int) -> Direction:
        span = parse.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return None
        if span.start and parse[span.start - 1].lower_ in ("until", "till"):
            return "future"
        found = _direction_of(span.root)
        if found == "past" and span.start and parse[span.start - 1].lower_ == "by" and _is_condition(span.root):
            return "future"
        return "future" if found == "present" and span.start and parse[span.start - 1].lower_ == "by" else found

    return direction


def _is_condition(token: Token) -> bool:
    """True in "if he was not back by Friday": the tense is that of the report, the day lies ahead."""
    for verb in token.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children)
    return False


def _direction_of(token: Token) -> Direction:
    seen, possessive = 0, token.dep_ == "poss"
    while token.head.i != token.i and seen < 40:
        token = token.head
        seen += 1
        if token.pos_ not in ("VERB", "AUX"):
            if token.lower_ in ("scheduled", "due", "planned", "upcoming", "expected"):
                return "future"
            continue
        found, climb = _direction_of_verb(token)
        if found == "present" and possessive:
            return None
        if found is not None or not climb:
            return found
    return None


def _direction_of_verb(verb: Token) -> tuple[Direction, bool]:
    """The direction, and whether to ask the verb above when it is None."""
    helpers = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(helper in _MODALS for helper in helpers):
        if "have" in helpers:
            return "past", False
        return "future", False
    if "going" in helpers:
        return "future", False
    if "to" in helpers and "have" in helpers:
        return "past", False
    if "to" in helpers:
        head = verb.head
        if head.i == verb.i:
            return "future", False
        if head.lemma_ in _PLANS or head.lemma_ == "be" or head.pos_ in ("NOUN", "ADJ"):
            return "future", False
        if head.lemma_ in _CARRIES_ON:
            return None, True
        return "future", False
    if any(helper in ("was", "were", "had", "has", "have", "did", "'d", "been", "got") for helper in helpers):
        if (
            verb.lemma_ in ("schedule", "expect", "plan", "set", "slate")
            and "been" not in helpers
            and "had" not in helpers
        ):
            return None, True
        return "past", False
    if verb.tag_ == "VBD":
        return ("future" if verb.lemma_ in ("plan", "schedule") else "past"), False
    if verb.tag_ in ("VBZ", "VBP"):
        return ("past" if verb.lemma_ in _REPORTS or verb.lemma_ == "follow" else "present"), False
    if verb.tag_ == "VBG":
        if any(helper in ("is", "are", "am", "'s", "'re") for helper in helpers):
            return "future", False
        return None, True
    if verb.tag_ == "VBN":
        if any(helper in ("is", "are", "'s", "'re", "be") for helper in helpers):
            return ("future", False) if verb.lemma_ in _PLANS else (None, True)
        if verb.lemma_ in ("schedule", "expect", "plan", "slate"):
            return "future", False
        return "past", False
    if verb.tag_ == "VB" and any(helper in _AHEAD for helper in helpers):
        return "future", False
    return None, True
