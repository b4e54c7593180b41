"""How a clause presents its deed: its own auxiliaries, then every word that governs it up to the innermost voice.

The table of cues, modes and certainties is that of the project's annotation rules for claims, which follow FactBank
(Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.document import Factuality, innermost_statement
from onrecord.schema import Statement
from onrecord.stages.factuality.cues import Cue, cues
from onrecord.stages.factuality.grammar import (
    OCCUR,
    auxiliaries_of,
    condition_mark,
    governor_of,
    is_history,
    is_inverted,
    is_negated,
    is_passive,
    is_question,
    is_reported,
    modal_name,
    tense_of,
)
from onrecord.stages.words import Word, words_of

_STEPS = 25
"""Longest walk up a parse; trees of real sentences are far shallower."""
_PROBABLE = frozenset(
    {"reportedly", "apparently", "seemingly", "probably", "likely", "presumably", "supposedly", "ostensibly"}
)
_POSSIBLE = frozenset({"allegedly", "purportedly", "possibly", "perhaps", "maybe", "conceivably", "potentially"})
_TO_COME = {"likely": "probable", "imminent": "probable", "possible": "possible", "inevitable": "certain"}
"""Predicates of a deed that is still to come: 'an attack was likely'."""
_DONE_BY_IT = frozenset({"protest", "denounce", "condemn", "mark", "express", "voice", "show"})
"""Purposes that are reached in the deed they are given for: who marches 'to protest' protests."""
_OWN_WISHES = frozenset({"seek", "want"})
_SIDE_LINES = ("relcl", "acl", "clause", "free")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})
_LIGHT = frozenset({
    "hold", "carry", "conduct", "make", "stage", "give", "mount", "wage", "launch", "impose", "take",
    "undertake", "commit", "perform", "open", "begin", "start", "resume", "renew", "continue", "organise",
    "organize", "order", "pay", "do", "join", "lead", "lodge", "file", "issue", "declare", "announce", "call",
    "sign", "reach", "enter", "engage", "execute", "provide", "offer", "grant", "extend", "voice", "express",
    "enforce", "have", "receive", "suffer", "face", "see", "include", "involve", "mean", "trigger", "spark",
    "cause",
})  # fmt: skip
"""Verbs that bring about or carry on the deed that their object names."""
_NOUN_MODIFIERS = {
    "alleged": ("asserted", "+", "possible", None), "suspected": ("asserted", "+", "possible", None),
    "possible": ("predicted", "+", "possible", "future"), "reported": ("asserted", "+", "probable", None),
    "apparent": ("asserted", "+", "probable", None), "likely": ("predicted", "+", "probable", "future"),
    "planned": ("predicted", "+", "probable", "future"), "proposed": ("predicted", "+", "possible", "future"),
    "expected": ("predicted", "+", "probable", "future"), "imminent": ("predicted", "+", "probable", "future"),
    "upcoming": ("predicted", "+", "probable", "future"), "future": ("predicted", "+", "possible", "future"),
    "threatened": ("threatened", "+", "certain", "future"), "potential": ("predicted", "+", "possible", "future"),
    "foiled": ("asserted", "-", "certain", None), "thwarted": ("asserted", "-", "certain", None),
}  # fmt: skip
_KINDS = {
    "denies": Cue("", "V", frozenset(), "denied", True, "certain", "=", True, "any"),
    "demands": Cue("", "V", frozenset(), "demanded", False, "certain", "future", True, "any"),
    "promises": Cue("", "V", frozenset(), "promised", False, "certain", "future", True, "any"),
    "threatens": Cue("", "V", frozenset(), "threatened", False, "certain", "future", True, "any"),
}
"""What a statement's kind says of its content when its cue is in no lexicon."""


@dataclass(frozen=True)
class Presentation:
    """How a predicate is presented, and by which governing word."""

    polarity: str = "+"
    mode: str = ""
    certainty: str = ""
    time_frame: str = ""
    holder: int | None = None
    """Token of the word whose subject presents the deed so ('denied', 'threatened'); None = whoever speaks."""
    modal: str = ""
    """The modal verb of the predicate's own clause."""
    consequent: bool = False
    """True for the main clause of a conditional."""
    claim: int | None = None
    """Token of the noun of saying that a denial is directed at ('denied reports that')."""
    aside: bool = False
    """True where the walk left the main line (relative clause, free adjunct, definite noun)."""

    def factuality(self) -> Factuality:
        """The Factuality with the defaults of a plain assertion filled in."""
        return Factuality(
            self.polarity, self.mode or "asserted", self.certainty or "certain", self.time_frame or "past"
        )


def is_predicate(word: Word) -> bool:
    """True for verbs that are no auxiliaries, and for nouns that may name a deed."""
    if word.pos_ in ("VERB", "NOUN"):
        return True
    return word.tag_[:2] == "VB" and word.dep_ not in ("aux", "auxpass")


def presentation(token: Token, statements: Sequence[Statement] = (), published: str | None = None) -> Presentation:
    """How the token's clause presents it, seen from the innermost of the statements in which it stands."""
    inside = innermost_statement(statements, token.idx, token.idx + 1)
    return presentation_in(inside, words_of(token.doc)[token.i], published)


def presentation_in(inside: Statement | None, word: Word, published: str | None) -> Presentation:
    """How the word's clause presents it, from the clause outwards to the voice of the statement round it.

    ``published`` (ISO date) lets an explicit year more than a year back make the time frame 'history'.
    """
    state = _walk(word, inside)
    if is_history(word, published) and (state.time_frame or "past") in ("past", "present"):
        state = replace(state, time_frame="history")
    return state


def _walk(word: Word, inside: Statement | None) -> Presentation:
    state = Presentation()
    node = word
    below: int | None = None
    for _ in range(_STEPS):
        state = _own_reading(node, state, below)
        if node.pos_ in ("NOUN", "PROPN") and below is None and _is_aside_noun(node):
            governor, form = governor_of(node)
            cue = _cue(governor, form, node) if governor is not None else None
            if cue is None or (cue.mode == "asserted" and not cue.turns):
                return replace(state, aside=True)
        governor, form = governor_of(node)
        if governor is None:
            return _at_root(node, state, inside)
        if inside is not None and not _within(inside, governor):
            return _at_border(governor, form, node, state, inside)
        cue = _cue(governor, "wh" if form == "whether" else form, node)
        if cue is not None:
            denial = _denial_over(governor) if cue.part == "N" else None
            if denial is not None and cue.voice:
                return _applied(denial[1], replace(state, mode="", claim=governor.i), "np", denial[0])
            state = _applied(cue, state, form, governor)
            if cue.voice:
                return state
        elif form == "whether":
            return replace(
                state, mode=state.mode or "asked", certainty=state.certainty or "possible", holder=governor.i
            )
        elif form in ("that", "wh", "subjunctive", "should"):
            denial = _denial_over(governor) if governor.pos_ == "NOUN" else None
            if denial is not None:
                return _applied(denial[1], replace(state, mode="", claim=governor.i), "np", denial[0])
            return replace(state, holder=governor.i) if governor.pos_ in ("VERB", "NOUN") else state
        elif form == "purpose":
            if not state.mode and (node.lemma_.lower(), "V") not in cues() and node.lemma_ not in _DONE_BY_IT:
                state = replace(state, mode="predicted", certainty="probable", time_frame="future")
        elif form in _SIDE_LINES or (governor.pos_ == "NOUN" and form not in ("to", "ing")):
            return replace(state, aside=True)
        node, below = governor, node.i
    return state


def _own_reading(node: Word, state: Presentation, below: int | None) -> Presentation:
    """The state after the node's own negation, auxiliaries, adverbs, marks and tense."""
    if node.pos_ in ("NOUN", "PROPN", "PRON"):
        return _noun_reading(node, state)
    if node.tag_[:2] != "VB" and node.pos_ not in ("VERB", "AUX"):
        return state
    auxiliaries = auxiliaries_of(node)
    if is_negated(node, auxiliaries, below):
        state = replace(state, polarity=_turned(state.polarity))
    state = _hedged(node, state)
    modal = next((word.lower_ for word in auxiliaries if word.tag_ == "MD"), "")
    state = _modal_reading(modal, node, auxiliaries, state) if modal else state
    if not state.time_frame and (tense := tense_of(node, auxiliaries)):
        state = replace(state, time_frame=tense)
    if modal and below is None:
        state = replace(state, modal=modal_name(modal))
    return _conditional(node, auxiliaries, state)


def _noun_reading(noun: Word, state: Presentation) -> Presentation:
    for child in noun.children:
        word = child.lower_
        if child.dep_ in ("det", "neg") and word in ("no", "neither", "not"):
            state = replace(state, polarity=_turned(state.polarity))
        elif child.dep_ in ("amod", "advmod", "compound") and word in _NOUN_MODIFIERS and not state.mode:
            mode, polarity, certainty, time_frame = _NOUN_MODIFIERS[word]
            state = replace(
                state,
                mode=mode,
                polarity=state.polarity if polarity == "+" else _turned(state.polarity),
                certainty=certainty,
                time_frame=time_frame or state.time_frame,
            )
    return state


def _hedged(verb: Word, state: Presentation) -> Presentation:
    for child in verb.children:
        if child.dep_ not in ("advmod", "npadvmod", "intj", "acomp"):
            continue
        if child.dep_ == "acomp" and child.lower_ in _TO_COME and not state.mode:
            return replace(state, mode="predicted", certainty=_TO_COME[child.lower_], time_frame="future")
        if state.mode not in ("", "asserted", "predicted"):
            continue
        if child.lower_ in _PROBABLE:
            state = replace(state, certainty=_weaker(state.certainty, "probable"))
        elif child.lower_ in _POSSIBLE:
            state = replace(state, certainty=_weaker(state.certainty, "possible"))
    return state


def _modal_reading(modal: str, verb: Word, auxiliaries: Sequence[Word], state: Presentation) -> Presentation:
    perfect = any(word.lemma_ == "have" for word in auxiliaries)
    if state.mode:
        return state
    name = modal_name(modal)
    if name in ("may", "might", "could", "can"):
        if perfect:
            return replace(state, certainty=state.certainty or "possible", time_frame=state.time_frame or "past")
        if name in ("could", "can") and state.polarity == "-":
            return state
        return replace(state, mode="predicted", certainty="possible", time_frame=state.time_frame or "future")
    if name in ("will", "shall"):
        certainty = state.certainty or "certain"
        return replace(state, mode="predicted", certainty=certainty, time_frame=state.time_frame or "future")
    if name == "would":
        if perfect:
            return replace(state, mode="hypothetical", certainty="possible", time_frame="past")
        if is_reported(verb):
            certainty = state.certainty or "certain"
            return replace(state, mode="predicted", certainty=certainty, time_frame=state.time_frame or "future")
        return replace(state, mode="hypothetical", certainty="possible", time_frame="future", consequent=True)
    if name in ("should", "must", "ought"):
        time_frame = "past" if perfect else "future"
        return replace(state, mode="demanded", certainty="certain", time_frame=state.time_frame or time_frame)
    return state


def _conditional(verb: Word, auxiliaries: Sequence[Word], state: Presentation) -> Presentation:
    """The state after 'if' and its kin in the clause, inversion, or a condition that hangs on the clause."""
    mark = condition_mark(verb)
    inverted = is_inverted(verb, auxiliaries)
    if (mark or inverted) and verb.dep_ not in ("ccomp", "pcomp") and state.mode != "denied":
        past = any(word.lemma_ == "have" for word in auxiliaries)
        polarity = "+" if mark == "unless" else state.polarity
        return replace(
            state,
            mode="hypothetical",
            certainty="possible",
            polarity=polarity,
            time_frame="past" if past and inverted else "future",
            consequent=False,
        )
    clauses = list(verb.children)
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:
        clauses += list(verb.head.children)
    condition = any(
        child.dep_ == "advcl" and (condition_mark(child) or is_inverted(child, auxiliaries_of(child)))
        for child in clauses
    )
    if condition and state.mode in ("", "predicted") and (state.time_frame in ("future", "present")):
        return replace(state, mode="hypothetical", certainty="possible", time_frame="future", consequent=True)
    return state


def _applied(cue: Cue, state: Presentation, form: str, governor: Word) -> Presentation:
    """The state after a governing word."""
    polarity = _turned(state.polarity) if cue.turns else state.polarity
    happened = form in ("that", "acl") and cue.time_frame == "future" and state.time_frame == "past" and not state.mode
    mode, certainty, time_frame = state.mode, state.certainty, state.time_frame
    if happened:
        mode, certainty = "asserted", certainty or ("possible" if cue.certainty == "possible" else "certain")
    elif cue.mode == "asserted":
        certainty = _weaker(certainty, cue.certainty)
        if cue.turns and mode == "predicted" and form in ("np", "ing", "from"):
            mode, certainty, time_frame = "asserted", "certain", "past"
    elif not mode or cue.mode == "denied" or (mode == "predicted" and certainty != "possible") or state.consequent:
        mode, certainty = cue.mode, cue.certainty
        if cue.time_frame == "future":
            time_frame = "future"
    if not time_frame and cue.time_frame != "=":
        time_frame = cue.time_frame
    holder = governor.i if cue.voice else state.holder
    if cue.voice and not time_frame and form == "to":
        time_frame = "present"
    return replace(state, polarity=polarity, mode=mode, certainty=certainty, time_frame=time_frame, holder=holder)


def _at_root(node: Word, state: Presentation, inside: Statement | None) -> Presentation:
    if inside is not None and inside.kind in _KINDS and not state.mode and not state.aside:
        return _applied(_KINDS[inside.kind], state, "np", node)
    if not state.aside and not state.mode and is_question(node):
        return replace(state, mode="asked", certainty="possible")
    if state.mode == "predicted" and not state.aside and is_question(node):
        return replace(state, mode="asked", certainty="possible")
    return state


def _at_border(governor: Word, form: str, node: Word, state: Presentation, inside: Statement) -> Presentation:
    """The state after the word that governs a statement's content from outside."""
    cue = _cue(governor, "wh" if form == "whether" else form, node)
    if cue is None and form == "whether" and not state.mode:
        return replace(state, mode="asked", certainty="possible", holder=governor.i)
    if cue is not None:
        if cue.part == "N" and cue.voice:
            denial = _denial_over(governor)
            if denial is not None:
                return _applied(denial[1], replace(state, mode="", claim=governor.i), "np", denial[0])
        if not cue.voice:
            return _own_reading(governor, _applied(cue, state, form, governor), node.i)
        return replace(_applied(cue, state, form, governor), holder=governor.i)
    denial = _denial_over(governor) if governor.pos_ == "NOUN" else None
    if denial is not None:
        return _applied(denial[1], replace(state, mode="", claim=governor.i), "np", denial[0])
    headline = (
        inside.kind == "denies" and node.i < governor.i and any(child.dep_ == "dobj" for child in governor.children)
    )
    if inside.kind in _KINDS and not state.mode and not headline:
        return replace(_applied(_KINDS[inside.kind], state, form, governor), holder=governor.i)
    return replace(state, holder=governor.i)


def _denial_over(noun: Word) -> tuple[Word, Cue] | None:
    """The verb of denial whose object the noun is, as in 'denied claims that', with its cue."""
    governor, form = governor_of(noun)
    if governor is None:
        return None
    cue = _cue(governor, form, noun)
    return (governor, cue) if cue is not None and cue.mode == "denied" else None


def _cue(governor: Word, form: str, node: Word) -> Cue | None:
    part = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "A", "ADV": "A", "ADP": "P", "SCONJ": "P"}.get(
        governor.pos_, ""
    )
    if governor.tag_[:2] == "VB":
        part = "V"
    keys = [(governor.lemma_.lower(), part)]
    if part == "V" and governor.tag_ == "VBN":
        keys.append((governor.lower_, "A"))
    if governor.lower_ == "going" and form == "to":
        keys = [("going", "A")]
    passive = is_passive(governor)
    for key in keys:
        for cue in cues().get(key, ()):
            if form not in cue.complements or (cue.passive == "yes") > passive or (cue.passive == "no") < 0:
                continue
            if cue.passive == "no" and passive:
                continue
            if form == "np" and node.dep_ in ("nsubj",):
                continue
            if (
                cue.mode == "demanded"
                and cue.word in _OWN_WISHES
                and form == "to"
                and _wishes_for_itself(governor, node)
            ):
                continue
            if cue.mode == "denied" and form == "that" and node.i < governor.i:
                # headline style: "Soldiers seize port, leaders reject order"
                continue
            if cue.word == "rule" and cue.turns and not any(child.lower_ == "out" for child in governor.children):
                # a court rules that something is so; only "ruled out" that it is
                continue
            if cue.word == "fail" and governor.dep_ == "conj" and governor.head.lemma_ in ("try", "attempt", "seek"):
                continue
            return cue
    return None


def _wishes_for_itself(governor: Word, node: Word) -> bool:
    """True for 'seeks to annex it', which is a plan; 'wants it annexed' and 'wants to be released' are demands."""
    if any(child.dep_ in ("dobj", "dative", "prep") and child.i < node.i for child in governor.children):
        return False
    return not is_passive(node) and not any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children)


def _is_aside_noun(noun: Word) -> bool:
    """True for a noun that the clause takes as given: definite, and not what a light verb brings about."""
    governor, form = governor_of(noun)
    if governor is None:
        return False
    if form == "np" and governor.lemma_.lower() in _LIGHT:
        return False
    definite = any(
        (child.dep_ in ("det", "poss") and (child.lower_ in _DEFINITE or child.dep_ == "poss"))
        for child in noun.children
    )
    if form == "subject" and definite and any(child.dep_ == "attr" for child in governor.children):
        # "the criticism could be a sign": only the sign is doubted
        return True
    if (form == "subject" and governor.lemma_ in OCCUR) or (form == "np" and governor.lemma_ == "be"):
        return False
    return definite or form in ("free", "clause")


def _within(statement: Statement, word: Word) -> bool:
    return any(piece.start <= word.idx < piece.end for piece in statement.content)


def _turned(polarity: str) -> str:
    return "-" if polarity == "+" else "+"


def _weaker(one: str, other: str) -> str:
    order = ("certain", "probable", "possible")
    if not one:
        return other
    return max(one, other, key=lambda value: order.index(value) if value in order else 0)
