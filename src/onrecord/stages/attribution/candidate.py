"""A word read as a cue in one frame, as runs of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.stages.attribution.tree import Tokens


@dataclass(frozen=True, slots=True)
class Candidate:
    """One word read as a cue in one frame; runs of tokens, untrimmed."""

    token: int
    """The head of the cue."""
    lemma: str
    part: str
    """v verb, n noun, a adjective, r adverb, p preposition or punctuation."""
    frame: str
    source: Tokens | None
    source_head: int | None
    cue: Tokens
    content: tuple[Tokens, ...]
