"""What the words of a cue tell about an attribution: whether they name an act of speech, and in which form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.stages.speech_acts import lexicon
from onrecord.stages.tagged_attribution.selection import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def with_cue_words(candidate: Candidate, parse: Doc) -> Candidate:
    """The candidate with what its cue's words tell as further evidence; as it is where it has no cue."""
    cue = candidate.draft.cue
    words = None if cue is None else parse.char_span(cue.start, cue.end, alignment_mode="expand")
    if words is None or not len(words):
        return candidate
    root = words.root
    bare = not any(child.dep_ in ("aux", "auxpass") for child in root.children)
    told = {
        "cue in the lexicon": float(any(_is_act(word) for word in words)),
        "infinitive": float(words[0].tag_ == "TO"),
        "noun": float(root.pos_ in ("NOUN", "PROPN")),
        "participle": float(root.tag_ in ("VBN", "VBG") and bare),
    }
    return replace(candidate, evidence={**candidate.evidence, **told})


def _is_act(word: Token) -> bool:
    """Whether the lexicon has the word; with its particle, if it has one: "signed up" is not "signed"."""
    particle = next((child.lower_ for child in word.rights if child.dep_ == "prt"), None)
    lemma = word.lemma_.lower()
    return (lemma if particle is None else f"{lemma}_{particle}") in lexicon()
