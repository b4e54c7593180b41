"""On whose word a figure stands where no statement covers it: "by the ministry's count", "Ankara put its losses at 57".

A statement that covers the figure always goes first. Else the clause may name who counted, or the figure is set against
one before it, whose voice it shares: "281 dead, the UN said, up from 200".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.document import Chain, innermost_statement, statements_near
from onrecord.schema import Statement
from onrecord.stages.figures.numbers import listed
from onrecord.stages.figures.roles import text_of

_COUNTS = frozenset(listed("count tally estimate reckoning account figure admission calculation arithmetic record"))
"""After "by" these make what is said somebody's count: "by a UN estimate", "by the army's own account"."""
_COUNTING = frozenset(listed("count tally register record estimate verify document reckon list"))
"""Verbs whose subject answers for the number that is their object."""
_CORRECTING = frozenset(listed("raise lower cut revise reduce increase"))
_TOLLS = frozenset(listed("toll count estimate figure number tally total loss death"))
"""With these as their object the verbs above give a number as somebody's: "raised the toll to 241"."""
_SET_AGAINST = re.compile(r"(?:\b(?:up|down)\s+from|\bcompared\s+with|\bcorrecting|\bfrom)\s+$", re.I)
_STEPS = 12


@dataclass(frozen=True)
class Voice:
    """The chain of sources of a figure, and the innermost statement that covers it or that it goes with."""

    names: tuple[str, ...] = ()
    statement: str | None = None


def of_statement(statement: Statement | None) -> Voice:
    """The voice of what stands in the content of a statement; None is the author."""
    if statement is None:
        return Voice()
    return Voice(statement.voice + ((statement.speaker,) if statement.speaker else ()), statement.id)


def voice_of(
    parse: Doc, words: Sequence[Token], statements: Sequence[Statement], chains: Sequence[Chain], before: Voice | None
) -> Voice:
    """The voice of the figure whose number these words are; ``before`` is that of the figure before it, if any."""
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    covering = innermost_statement(statements, start, end)
    if covering is not None:
        return of_statement(covering)
    verb, source = _counter(words[-1])
    if verb is not None:
        cued = next((s for s in statements_near(statements, verb.idx, end) if _is_cue(verb, s)), None)
        if cued is not None:
            return of_statement(cued)
    if source is not None:
        return Voice((_name_of(source, chains),), None)
    if before is not None and _SET_AGAINST.search(text_of(parse)[max(0, start - 20) : start]):
        return before
    return Voice()


def _is_cue(verb: Token, statement: Statement) -> bool:
    return any(span.start <= verb.idx < span.end for span in statement.cue)


def _counter(number: Token) -> tuple[Token | None, Token | None]:
    """The verb that gives the number as somebody's count, and the word for who that is."""
    passed: list[Token] = [number]
    for word in number.ancestors:
        if len(passed) > _STEPS:
            break
        if word.pos_ == "VERB":
            if _gives(word, passed):
                subject = _subject(word)
                if subject is not None:
                    return word, subject
            by = _by_count(word, number)
            return None, by
        passed.append(word)
    return None, None


def _gives(verb: Token, passed: Sequence[Token]) -> bool:
    """True where the verb says that its subject counted or corrected the number reached by way of these words."""
    link = passed[-1]
    if any(child.dep_ in ("neg", "auxpass") for child in verb.children):
        return False
    if verb.lemma_ in _COUNTING:
        return link.dep_ == "dobj"
    if verb.lemma_ == "put":
        return link.dep_ == "prep" and link.lower_ == "at"
    if verb.lemma_ in _CORRECTING:
        corrected = any(child.dep_ == "dobj" and child.lemma_ in _TOLLS for child in verb.children)
        return corrected and (link.dep_ == "prep" or link.lemma_ in _TOLLS)
    return False


def _subject(verb: Token) -> Token | None:
    while True:
        found = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if found is not None or verb.dep_ != "conj" or verb.head.i >= verb.i:
            return None if found is None or found.tag_ in ("EX", "WDT", "WP") else found
        verb = verb.head


def _by_count(verb: Token, number: Token) -> Token | None:
    """Who counted, in "by the army's count", "by the count of a priest", "by a UN estimate" after the number."""
    for word in verb.subtree:
        if word.i <= number.i or word.lower_ != "by":
            continue
        counted = next((child for child in word.children if child.dep_ == "pobj" and child.lemma_ in _COUNTS), None)
        if counted is None:
            continue
        for child in counted.children:
            if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"):
                return child
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
    return None


def _name_of(source: Token, chains: Sequence[Chain]) -> str:
    """The name of the actor that the word speaks of, else its noun phrase."""
    for chain in chains:
        if any(mention.head == source.i for mention in chain.mentions):
            return chain.name
    words = [word for word in source.subtree if word.i <= source.i and word.dep_ not in ("det", "relcl", "appos")]
    return text_of(source.doc)[words[0].idx : source.idx + len(source)] if words else source.text
