"""The lexicon of governing words and what each says of the deed in its complement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Cue:
    """A reading that a governing word gives to the deed in its complement."""

    word: str
    part: str
    """V verb, N noun, A adjective or adverb, P preposition or conjunction."""
    complements: frozenset[str]
    """that, to, ing, np, wh, subjunctive, should, or a preposition."""
    mode: str
    turns: bool
    """True where the deed's polarity is turned round."""
    certainty: str
    time_frame: str
    """'=' leaves the clause's own."""
    voice: bool
    """True where the complement is the word of the governor's subject, so that nothing above it bears on the deed."""
    passive: str
    """any, yes, no."""


@cache
def cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """The cues by (lemma, part of speech), in the order of the lexicon."""
    found: dict[tuple[str, str], list[Cue]] = {}
    text = (files(__package__) / "cues.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words, part, complements, mode, polarity, certainty, time_frame, voice, passive = line.split("\t")
        for word in words.split("|"):
            cue = Cue(
                word,
                part,
                frozenset(complements.split(",")),
                mode,
                polarity == "-",
                certainty,
                time_frame,
                voice == "voice",
                passive,
            )
            found.setdefault((word, part), []).append(cue)
    return {key: tuple(value) for key, value in found.items()}
