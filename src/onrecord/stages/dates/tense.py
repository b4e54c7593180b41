"""Whether the clause a time expression stands in looks back or ahead, from the tags of the verb that governs it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

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
_SAME_IN_PAST = frozenset(
    listed("beat bet broadcast burst cast cost cut hit hurt let put quit read set shed shut spread")
)
"""Verbs whose present and past look the same, so that the tag is a guess."""
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
        found, leading = _direction_of(span.root), _leading(span)
        if leading in ("until", "till"):
            return "past" if _is_perfect_past(span.root) else "future"
        if leading in _STARTING:
            return "future"
        if found == "past" and leading == "by" and _sets_a_term(span.root):
            return "future"
        return "future" if found == "present" and leading in ("by", "from") else found

    return direction


_PARTS = frozenset(
    listed("a.m. p.m. am pm gmt est edt utc noon midnight early late mid at least the beginning start middle end of")
)
_STARTING = frozenset(listed("effective starting beginning commencing"))


def _leading(span: Span) -> str:
    """The word before the span, passing over a clock time or a part: "until 9 a.m. Tuesday", "by the end of May"."""
    position = span.start - 1
    while position > 0 and (span.doc[position].like_num or span.doc[position].lower_ in _PARTS):
        position -= 1
    return str(span.doc[position].lower_) if position >= 0 else ""


def _is_perfect_past(token: Token) -> bool:
    """True where the verb round the token stands in the past perfect: "until Thursday, they had not called"."""
    for verb in token.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)
    return False


def _sets_a_term(token: Token) -> bool:
    """True where a day after "by" lies ahead though its verb looks back.

    In "if he was not back by Friday" the tense is that of the report; "promised a law by Friday" and "wants them
    arrested by Friday" set a term.
    """
    for verb in token.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            helpers = [child.dep_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
            condition = any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children)
            return condition or verb.lemma_ in _PLANS or (verb.tag_ == "VBN" and not helpers)
    return False


def _direction_of(token: Token) -> Direction:
    seen, possessive = 0, token.dep_ == "poss"
    subject = False
    while token.head.i != token.i and seen < 40:
        subject = token.dep_ in ("nsubj", "nsubjpass")
        token = token.head
        seen += 1
        if token.pos_ not in ("VERB", "AUX"):
            if token.lower_ in ("scheduled", "due", "planned", "upcoming", "expected"):
                return "future"
            continue
        found, climb = _direction_of_verb(token)
        if found == "present" and (possessive or subject):
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
        if head.lemma_ in _CARRIES_ON or (head.tag_ in ("VBD", "VBN") and verb.dep_ in ("advcl", "xcomp")):
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
    if verb.tag_ == "VBP" and verb.lower_ in _SAME_IN_PAST:
        return None, False
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
