"""Denials that point back: 'the ranchers' league denies it' denies a deed that was told before."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from spacy.tokens import Token

from onrecord.schema import Event
from onrecord.stages.events.lexicon import noun_classes

_DENYING = frozenset(
    {"deny", "dispute", "contest", "refute", "rebut", "disavow", "repudiate", "reject", "dismiss", "disown", "disclaim"}
)
_NAMING = frozenset({"call", "brand", "label", "describe", "dismiss", "pronounce", "term"})
_POINTERS = frozenset({"it", "this", "that", "both", "all", "which"})
_SHARES = frozenset({"part", "involvement", "responsibility", "role", "link", "hand", "connection"})
_REPORTS = frozenset(
    {"claim", "charge", "accusation", "allegation", "report", "tale", "story", "finding", "reproach", "suggestion",
     "version", "account", "insinuation", "rumour", "rumor", "case", "file", "statement", "assertion", "suspicion"}
)  # fmt: skip
_TOLD = ("AID", "RETREAT", "COOPERATE", "CONSULT", "AGREE", "REQUEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
         "PROTEST", "THREATEN")  # fmt: skip
"""Types of deeds that are claimed and denied; accusing and rejecting are what claims and denials are made of."""
_REACH = 400
"""Farthest that a denial points back, in code points: two or three sentences."""


def denied_before(denial: Event, word: Token, before: Sequence[Event]) -> list[Event]:
    """Records in the denier's voice of the deeds that a denial points back to; none where it names them itself.

    The deeds are those of the nearest claim of somebody else, or the nearest deed that the author tells or asks about.
    """
    if denial.type != "REJECT" or denial.mode != "asserted" or denial.polarity != "+" or not denial.actors:
        return []
    if not _points_back(word):
        return []
    denier = denial.actors[0].name
    start = word.idx
    near = [
        event
        for event in before
        if start - _REACH <= event.anchor[0].start < start
        and event.type in _TOLD
        and event.mode in ("asserted", "asked")
        and event.polarity == "+"
        and (not event.voice or event.voice[-1] != denier)
    ]
    if not near:
        return []
    claim = len(near[-1].voice) > len(denial.voice)
    meant = [event for event in near if event.statement == near[-1].statement] if claim else near[-1:]
    return [
        msgspec.structs.replace(
            event,
            id="",
            spans=tuple(sorted({*event.spans, *denial.anchor}, key=lambda span: (span.start, span.end))),
            voice=(*denial.voice, denier),
            statement=denial.statement,
            mode="denied",
            polarity="-",
            certainty="certain",
            confidence=min(event.confidence, denial.confidence),
        )
        for event in meant
    ]


def _points_back(verb: Token) -> bool:
    """True where the object of a verb of denying is a pronoun, a share in something, or somebody's claim."""
    lemma = verb.lemma_.lower()
    if lemma not in _DENYING and lemma not in _NAMING:
        return False
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    if lemma in _NAMING:
        objects += [leaf for child in verb.children if child.dep_ == "ccomp" for leaf in child.lefts]
        if not any(word.lemma_.lower() in noun_classes()["FALSE"] for word in verb.subtree):
            return False
    objects += [
        leaf
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp") and child.lemma_ in ("take", "have", "play")
        for leaf in child.children
        if leaf.dep_ == "dobj" and leaf.lemma_.lower() in _SHARES
    ]
    return any(_is_pointer(noun) for noun in objects)


def _is_pointer(noun: Token) -> bool:
    if noun.lower_ in _POINTERS:
        return True
    lemma = noun.lemma_.lower()
    if any(child.dep_ in ("acl", "relcl") for child in noun.children):
        return False
    if lemma in _SHARES:
        return True
    return lemma in _REPORTS and not any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.children)
