"""On whose word a deed stands: the statement layer, corrected for what governs the deed in its own clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.document import innermost_statement, statements_near, voice_at
from onrecord.schema import Statement
from onrecord.stages.events import arguments
from onrecord.stages.factuality.cues import cues

_ABOUT_DEEDS = frozenset(
    {
        "thank", "praise", "commend", "congratulate", "applaud", "hail", "welcome", "condemn", "criticise", "criticize",
        "denounce", "deplore", "censure", "rebuke", "apologise", "apologize", "punish", "forgive",
    }
)  # fmt: skip
"""Verbs whose gerund ('for freeing them') is a deed that the author takes as given."""


@dataclass(frozen=True)
class Voice:
    """The chain of sources of a deed, and how the chain was found."""

    names: tuple[str, ...]
    statement: str | None
    source: Token | None
    """The word for the innermost source where it came from the clause and not from a statement."""


def statement_over(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement whose content covers the stretch."""
    return innermost_statement(statements, start, end)


def voice_of(
    parse: Doc,
    anchor: tuple[int, int],
    head: Token,
    holder: int | None,
    statements: Sequence[Statement],
    own: Sequence[Token] = (),
) -> Voice:
    """The voice of a deed: that of the statement round it, less intentions, plus whoever the clause names.

    ``holder`` is the token whose subject presents the deed so, from the factuality of the clause; ``own`` are the verbs
    that perform the deed ('declared' of a curfew): what they bring about is no word of anyone.
    """
    covering = statement_over(statements, *anchor)
    while covering is not None and (
        _is_intention(parse, covering) or _is_presupposed(head, covering) or _is_own_cue(own, covering)
    ):
        covering = _parent(statements, covering)
    if covering is None:
        names: tuple[str, ...] = ()
        identity = None
    else:
        named = covering.speaker is not None and not _is_spoken_of(parse, covering)
        names = covering.voice + ((covering.speaker,) if named and covering.speaker else ())
        identity = covering.id
    if holder is None or _is_cue_of(parse[holder], covering) or _known_cue(parse[holder], statements):
        return Voice(names, identity, None)
    word = parse[holder]
    if not _speaks(word):
        return Voice(names, identity, None)
    source = arguments.agent(word) if word.tag_[:2] == "VB" else owner_of(word)
    outer, outer_id = voice_at(statements, word.idx, word.idx + len(word))
    return Voice(outer, outer_id, source)


def _speaks(word: Token) -> bool:
    part = "V" if word.tag_[:2] == "VB" else "N"
    return any(cue.voice for cue in cues().get((word.lemma_.lower(), part), ()))


def owner_of(noun: Token) -> Token | None:
    """Whose claim, threat or plan the noun is: possessor, by-phrase, or the people or body named before it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("GPE", "NORP", "ORG", "PERSON"):
            return child
    return arguments.prepositional(noun, "by") or arguments.prepositional(noun, "from")


def _is_cue_of(word: Token, statement: Statement | None) -> bool:
    return statement is not None and any(span.start <= word.idx < span.end for span in statement.cue)


def _known_cue(word: Token, statements: Sequence[Statement]) -> bool:
    """True for the cue of some statement: that layer then knows what the word's content is."""
    near = statements_near(statements, word.idx, word.idx + len(word))
    return any(_is_cue_of(word, statement) for statement in near) and not _speaks(word)


def _parent(statements: Sequence[Statement], statement: Statement) -> Statement | None:
    return next((other for other in statements if other.id == statement.parent), None)


def _cue_words(parse: Doc, statement: Statement) -> list[Token]:
    found: list[Token] = []
    for span in statement.cue:
        words = parse.char_span(span.start, span.end, alignment_mode="expand")
        found.extend(words if words is not None else ())
    return found


def _is_intention(parse: Doc, statement: Statement) -> bool:
    """True for 'plans to', 'tried to', 'failed to': attributed intentions, not words of anyone."""
    verbs = [
        word for word in _cue_words(parse, statement) if word.tag_[:2] == "VB" and word.dep_ not in ("aux", "auxpass")
    ]
    if len(verbs) != 1:
        return False
    known = cues().get((verbs[0].lemma_.lower(), "V"), ())
    return bool(known) and not any(cue.voice for cue in known)


def _is_spoken_of(parse: Doc, statement: Statement) -> bool:
    """True where the source is the subject of a passive cue ('warships were reported to be near'): nobody's word."""
    for word in _cue_words(parse, statement):
        if word.tag_ == "VBN" and arguments.is_passive(word):
            subject = arguments.own_subject(word)
            return subject is not None and any(span.start <= subject.idx < span.end for span in statement.source)
    return False


def _is_own_cue(own: Sequence[Token], statement: Statement) -> bool:
    return any(_is_cue_of(word, statement) for word in own)


def _is_presupposed(head: Token, statement: Statement) -> bool:
    """True for a deed that the author takes as given: 'condemned the raid', 'thanked him for freeing the crew'.

    The content then hangs on the cue as a noun phrase or as a gerund that is no words: it says what the act was about.
    """
    if statement.kind not in ("asserts", "reports", "believes"):
        return False
    below, node = head, head
    for _ in range(8):
        if _is_cue_of(node, statement):
            return False
        if any(span.start <= node.head.idx < span.end for span in statement.cue):
            break
        if node.head == node or node.dep_ == "ccomp":
            return False
        if node.dep_ == "acl" and not any(child.dep_ == "poss" for child in node.head.children):
            # "his move to annex it" is the author's; "a plan to annex it" is left to whoever speaks of it
            return False
        below, node = node, node.head
    else:
        return False
    if node.dep_ == "pobj":
        # the preposition belongs to the cue: "responded to his move to annex it"
        definite = any(child.dep_ == "poss" or child.lower_ in ("the", "this", "that") for child in node.children)
        return head != node and definite
    if node.dep_ in ("dobj", "nsubjpass"):
        return head != node or head.pos_ == "NOUN"
    if node.dep_ != "prep":
        return False
    if below.dep_ == "pcomp":
        return node.lower_ == "by" or node.head.lemma_.lower() in _ABOUT_DEEDS
    return below.dep_ == "pobj"
