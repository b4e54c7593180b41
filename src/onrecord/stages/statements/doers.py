"""Who acts, by the grammar of the sentence: subjects of infinitives, antecedents of "who", passives without a doer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.stages.statements.voice_kinds import kind_of_noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTS = frozenset(
    ("blunder", "mistake", "miscalculation", "error", "crime", "act", "deed", "war", "attack", "policy", "move",
     "defeat", "victory", "campaign", "work", "role", "side", "fall", "rise", "success", "step",
     "tactic", "method", "effort", "attempt")
)  # fmt: skip
"""Deeds and the like: what a relative clause says they believed is believed by who did them."""
_LONGEST_CHAIN = 4
"""Verbs under each other that are climbed to find who acts: plans to try to persuade."""
ADDRESSED_DIRECTLY = frozenset(
    (
        "tell", "inform", "warn", "assure", "remind", "ask", "urge", "notify", "advise", "promise", "persuade",
        "convince", "order", "instruct", "beg", "implore", "press", "encourage", "request", "invite", "exhort", "brief",
        "question", "caution",
    )
)  # fmt: skip
_DONE_TO = ADDRESSED_DIRECTLY | frozenset(("forbid", "permit", "allow", "require", "offer", "accuse", "suspect"))
"""Verbs whose passive has for its subject whom the act was done to."""
_SAID_OF = frozenset(
    (
        "say", "believe", "think", "know", "understand", "report", "expect", "fear", "estimate", "rumour", "rumor",
        "suppose", "presume", "allege", "claim", "consider", "deem", "reckon", "assume", "hope", "feel", "hold",
    )
)  # fmt: skip
"""Verbs whose passive has for its subject whom something is said of: nobody says who says it."""


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return _of_whom(ancestor.head, pronoun)
    return None


def _of_whom(noun: Token, pronoun: Token) -> Token:
    """The noun, or the name right before the pronoun where the noun cannot speak: the blunders of the army, which."""
    before = pronoun.nbor(-1) if pronoun.i > 0 else noun
    abstract = noun.pos_ == "NOUN" and not noun.ent_type_
    below = before != noun and before.pos_ == "PROPN" and noun in before.ancestors
    kind = kind_of_noun_phrase(noun.lemma_.lower(), [], tag=noun.tag_, entity=noun.ent_type_, first="the")
    return before if abstract and below and kind in ("unnamed", "collective") and _cannot_speak(noun) else noun


def doer(noun: Token) -> Token:
    """The name after "of" where the noun is a deed: the blunders of the army; else the noun."""
    if noun.lemma_.lower() not in _ACTS or noun.ent_type_:
        return noun
    named = (c for preposition in noun.rights if preposition.lower_ == "of" for c in preposition.children)
    return next((child for child in named if child.dep_ == "pobj" and child.pos_ == "PROPN"), noun)


def understood_subject(verb: Token) -> Token | None:
    """Who does what an infinitive or participle says, if the sentence tells: "is said to deny", "left, warning"."""
    for _ in range(_LONGEST_CHAIN):
        own = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return own if own.dep_ == "nsubj" else None
        governor = verb.head
        if governor == verb:
            return None
        infinitive = any(child.tag_ == "TO" for child in verb.lefts)
        helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
        participle = (helpers[0] if helpers else verb).tag_ == "VBG"
        if verb.dep_ == "conj":
            verb = governor
            continue
        if verb.dep_ == "acl" and (participle or infinitive) and governor.pos_ in ("NOUN", "PROPN", "PRON"):
            return governor if participle else _owner_of_noun(governor)
        if verb.dep_ == "pcomp" and participle:
            governor = governor.head
            if governor.pos_ not in ("VERB", "AUX"):
                return None
        elif not (infinitive or participle) or verb.dep_ not in ("xcomp", "ccomp", "advcl"):
            return None
        told = next((c for c in governor.rights if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
        above = next((c for c in governor.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if told is not None and verb.dep_ != "advcl" and (infinitive or verb.dep_ == "pcomp"):
            return told
        if above is not None:
            return above
        verb = governor
    return None


def _owner_of_noun(noun: Token) -> Token | None:
    """Whose promise "his promise to testify" is; who makes it where it is an object."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    verb = noun.head
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if noun.dep_ == "dobj" else None


def is_told(cue_word: Token | None, source: Token) -> bool:
    """True where the source is who was told or asked ("they had been promised"): somebody else spoke."""
    if cue_word is None or cue_word.lemma_.lower() not in _DONE_TO:
        return False
    return _is_passive(cue_word) and source.dep_ == "nsubjpass" and source.head == cue_word


def nobody_named(cue_word: Token | None, source: Token) -> bool:
    """True where nobody says who speaks: "the harbour is said to be mined", "Asked to comment, he laughed"."""
    if cue_word is None or source.dep_ == "pobj":
        return False
    lemma = cue_word.lemma_.lower()
    fronted = (
        cue_word.tag_ == "VBN"
        and cue_word.dep_ in ("advcl", "acl")
        and not any(c.dep_ in ("aux", "auxpass", "nsubj") for c in cue_word.lefts)
    )
    return (_is_passive(cue_word) and lemma in _SAID_OF) or (fronted and lemma in _DONE_TO)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _cannot_speak(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _ACTS or lemma.endswith(("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ure"))
