"""The noun phrase round an argument word, as offsets into the text."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.stages.events.lexicon import counted

_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset({"-", "–", "—", "_"})
_LEFT = frozenset(
    {"compound", "amod", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "npadvmod", "appos"}
)  # fmt: skip
_LONGEST = 15
"""Tokens before the head, above which the parse has taken in more than the phrase."""


def phrase(noun: Token) -> tuple[int, int]:
    """Offsets of the noun phrase: from its first modifier (without an article) to its head, or to what it counts."""
    first = noun
    for word in noun.lefts:
        if word.dep_ in _LEFT:
            edge = word.left_edge
            dash = _after_dateline(edge, noun)
            if dash is not None:
                edge = dash
            while (
                edge.i < noun.i
                and (edge.dep_ in ("det", "punct", "advmod", "preconj") or edge.is_space)
                and edge.lower_ not in ("no",)
            ):
                edge = edge.nbor(1)
            if edge.i > word.sent.start + 1 and edge.nbor(-1).text in _HYPHENS and not edge.nbor(-1).whitespace_:
                # a compound that the parse cut: "lower-ranking"
                edge = edge.nbor(-2)
            if edge.i < first.i:
                first = edge
    if noun.i - first.i > _LONGEST:
        first = noun
    last = counted(noun)
    for word in last.rights:
        if word.dep_ == "flat" or (word.dep_ == "compound" and word.i == last.i + 1):
            last = word
    end = last if last.i >= noun.i else noun
    return first.idx, end.idx + len(end)


def _after_dateline(edge: Token, noun: Token) -> Token | None:
    """The first word after the dash of a dateline that the parse took into the phrase: 'OSLO - Three men'."""
    opening = noun.sent[0]
    if not (opening.text.isupper() and len(opening.text) > 2):
        return None
    for word in noun.doc[opening.i : min(noun.i, opening.i + 14)]:
        spaced = word.i > 0 and bool(word.nbor(-1).whitespace_)
        if word.text in _DASHES and (spaced or bool(word.whitespace_)) and edge.i <= word.i:
            return word.nbor(1)
    return None
