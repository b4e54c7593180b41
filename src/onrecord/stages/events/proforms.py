"""Verbs that stand for a deed told before: 'Austria did', 'the ombudsman said they had not', 'none did so'."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.schema import Event
from onrecord.stages.events import arguments

_STANDING = frozenset({"do", "have"})
_RELATIVES = frozenset({"who", "which", "that", "what"})
_SAME = frozenset({"so", "same", "likewise", "it"})
_NOBODY = frozenset({"none", "nobody", "neither", "no-one"})
_COMPLETING = frozenset({"attr", "acomp", "xcomp", "ccomp", "oprd", "dative", "agent"})
_REACH = 300
"""Farthest that a verb stands for a deed, in code points: the sentence before."""


def may_stand(verb: Token) -> bool:
    """True for a bare 'did' or 'had', and for 'done so'."""
    return verb.lemma_.lower() in _STANDING and (_is_bare(verb) or _is_done_so(verb))


def stands_for(verb: Token, before: Sequence[Event]) -> Event | None:
    """The event told before whose deed such a verb stands for; None where it is a verb of its own."""
    for child in verb.children:
        if child.dep_ in _COMPLETING or (child.dep_ in ("dobj", "prep") and child.i > verb.i and not _is_same(child)):
            return None
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or (subject.lower_ in _RELATIVES and any(child.lower_ == "it" for child in verb.children)):
        return None
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children):
        return None
    near = [event for event in before if verb.idx - _REACH <= event.anchor[0].start < verb.idx]
    if not near:
        return None
    # what the author tells as a fact is rarely told again of another doer, more often that another did not
    told = near[-1]
    plain = not told.voice and (told.mode, told.polarity) == ("asserted", "+")
    return told if not plain or is_denied(verb) else None


def is_denied(verb: Token) -> bool:
    """Whether the deed is said not to have happened: 'did not', 'never had', 'none did'."""
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return True
    subject = arguments.own_subject(verb)
    return subject is not None and subject.lower_ in _NOBODY


def _is_bare(verb: Token) -> bool:
    """True for a finite form that helps no other verb."""
    return verb.dep_ not in ("aux", "auxpass") and verb.tag_ not in ("VB", "VBG", "VBN")


def _is_done_so(verb: Token) -> bool:
    """True for the participle or infinitive of 'had done so', 'to do so'; only the first tells of a deed."""
    if verb.lemma_.lower() != "do" or verb.tag_ != "VBN":
        return False
    return any(_is_same(child) for child in verb.children)


def _is_same(word: Token) -> bool:
    return word.lower_ in _SAME
