"""What sort of speech act a cue word performs, and what it says of the content: mode, polarity, certainty."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib.resources import files

import msgspec

from onrecord.schema import Certainty, Mode, Polarity, StatementKind


class SpeechAct(msgspec.Struct, frozen=True):
    """A kind of speech act with the mode it puts its content in and how sure that makes it."""

    kind: StatementKind
    mode: Mode
    certainty: Certainty = "certain"
    polarity: Polarity = "+"
    """- where the act itself is negated ("did not say"); a denial is an act that took place."""


LEXICON = "speech_acts.tsv"
_DEMANDS_WITH_INFINITIVE = frozenset(("ask", "tell", "call", "warn", "caution", "remind", "want", "expect"))
_PLANS_WITH_INFINITIVE = frozenset(("expect", "propose", "seek", "decide", "choose", "resolve"))
_ASKS = frozenset(("ask", "wonder", "question", "inquire", "enquire"))
_QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "when", "where", "who", "what", "which"))
_CLAUSAL = ("ccomp", "quote", "paren", "as", "before", "after", "rest", "label", "signed", "that", "sentence", "clause")
"""Starts of the frames whose content is a clause or a quotation."""
_HEDGES: Mapping[str, Certainty] = {
    **dict.fromkeys(("reportedly", "apparently", "seemingly", "presumably", "probably", "likely"), "probable"),
    **dict.fromkeys(("allegedly", "supposedly", "purportedly", "possibly", "perhaps", "maybe"), "possible"),
}
_POSSIBLE_MODALS = frozenset(("may", "might", "could"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "without"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_LESS_SURE: Mapping[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unstated": 3}


@functools.cache
def lexicon() -> Mapping[str, SpeechAct]:
    """Cue word (or verb_preposition) to its act; raises ValueError if a word stands twice."""
    acts: dict[str, SpeechAct] = {}
    for line in files("onrecord.stages").joinpath(LEXICON).read_text(encoding="utf8").splitlines():
        if line.startswith("#") or not line:
            continue
        *fields, words = line.split("\t")
        act = msgspec.convert(dict(zip(("kind", "mode", "certainty"), fields, strict=True)), SpeechAct)
        for word in words.split():
            if word in acts:
                raise ValueError(f"{LEXICON}: {word!r} stands twice; keep one")
            acts[word] = act
    return acts


def speech_act(lemma: str, frame: str, following: Sequence[str] = (), opening: str = "") -> SpeechAct:
    """The act of a cue.

    ``lemma`` is the cue word's, ``frame`` the grammatical frame it was found in, ``following`` the words of the cue
    after the cue word ("for" in "called for"), ``opening`` the first word of the content. Words that are in no list
    assert a clause or a quotation, want what an infinitive says and hold an attitude otherwise.
    """
    acts = lexicon()
    # The preposition of "called for" stands in the cue, or opens the content ("for NATO to adopt").
    phrase = acts.get(f"{lemma}_{following[0]}") if following else acts.get(f"{lemma}_{opening}")
    infinitive = (
        "xcomp" in frame or frame.startswith("inf") or frame.partition(" ")[0].endswith(("inf", "inf~", "inf|"))
    )
    controlled = infinitive and ("obj" in frame or "pass" in frame or "ccomp:inf" in frame)
    if phrase is not None:
        return phrase
    if lemma in _ASKS and opening in _QUESTION_WORDS:
        return acts["ask"]
    if lemma == "agree":
        return acts["promise"] if infinitive else acts["believe"]
    if lemma in _DEMANDS_WITH_INFINITIVE and (controlled or (infinitive and lemma in ("ask", "call"))):
        return acts["demand"] if lemma != "expect" else acts["expect"]
    if lemma == "want" and frame.startswith("obj"):
        return acts["demand"]
    if lemma in _PLANS_WITH_INFINITIVE and infinitive and not controlled:
        return acts["plan"]
    known = acts.get(lemma)
    if known is not None:
        return known
    if frame.startswith(_CLAUSAL):
        return acts["say"]
    return acts["plan"] if infinitive else acts["believe"]


def qualified(act: SpeechAct, cue: Sequence[str], *, conditional: bool = False, asked: bool = False) -> SpeechAct:
    """The act as the words of the cue qualify it: negation, modals, hedges, conditions, questions.

    "did not say" is negative, "may have said" makes it possible, "reportedly said" probable, "would say" and "if
    he says" hypothetical, "will say" predicted, "did he say" asked.
    """
    mode, certainty, polarity = act.mode, act.certainty, act.polarity
    for word in cue:
        hedge = _HEDGES.get(word, "possible" if word in _POSSIBLE_MODALS else None)
        if hedge is not None and _LESS_SURE[hedge] > _LESS_SURE[certainty]:
            certainty = hedge
    if sum(word in _NEGATIONS for word in cue) % 2:
        polarity = "-"
    if mode == "asserted" and any(word in ("will", "'ll", "’ll", "shall") for word in cue):
        mode = "predicted"
    if conditional or any(word in ("would", "'d", "’d") for word in cue) or any(word in _CONDITIONS for word in cue):
        mode, certainty = "hypothetical", "possible"
    elif asked:
        mode, certainty = "asked", "possible"
    return SpeechAct(act.kind, mode, certainty, polarity)
