"""The grammar of clauses: what governs a word and how, its auxiliaries, negation, tense, conditions and dates.

Dependency labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.stages.factuality.cues import cues
from onrecord.stages.words import Word

_STEPS = 25
"""Longest walk up a parse; trees of real sentences are far shallower."""
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither", "no", "hardly", "scarcely"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "agent"})
_LETTING = frozenset({"let", "make", "help", "see", "have", "watch"})
_CONDITIONS = frozenset({"if", "unless", "once", "lest", "provided", "providing", "assuming", "supposing", "whenever"})
_FREE_PREPOSITIONS = frozenset(
    {"after", "before", "during", "following", "since", "amid", "despite", "over", "because", "until", "in", "by", "at"}
)
_TEMPORAL = ("in", "on", "at", "during", "since", "from", "between", "until", "near")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:s\b|\b)")
_SUBORDINATORS = frozenset(
    {"if", "unless", "once", "when", "while", "after", "before", "since", "until", "because", "although", "though"}
)
OCCUR = frozenset(
    {"take", "occur", "happen", "begin", "start", "continue", "resume", "go", "follow", "come", "be", "end", "erupt"}
)
"""Verbs by which a deed takes place or not: 'the strike will go ahead'."""


def governor_of(node: Word) -> tuple[Word | None, str]:
    """The word that governs the node and the form of the node's complement ('' = none that matters)."""
    first = node
    for _ in range(_STEPS):
        if node.dep_ == "pobj" and node.head.lower_ == "including" and node.head.head.pos_ == "NOUN":
            # "measures, including a blockade, should be taken"
            node = node.head.head
            continue
        if node.dep_ != "conj" or node.head == node:
            break
        node = node.head
    head, dep = node.head, node.dep_
    if head == node or dep in ("ROOT", "parataxis"):
        return None, ""
    if dep in ("ccomp", "csubj", "csubjpass", "nsubj", "nsubjpass") and node.tag_[:2] == "VB":
        if node.tag_ == "VB" and head.lemma_ in _LETTING:
            return head, "bare"
        return head, _clause_form(node)
    if dep in ("xcomp", "oprd") and node.tag_[:2] == "VB":
        if head.lemma_ == "give" and any(word.lower_ == "until" for word in head.subtree):
            return head, "ultimatum"
        return head, "ing" if node.tag_ == "VBG" and not _has_to(node) else "to"
    if dep == "advcl":
        return _adverbial(node, head)
    if dep == "acl":
        if _has_to(node) and not _is_passive_participle(node):
            return head, "to"
        if any(child.dep_ == "mark" and child.lower_ == "that" for child in node.children):
            return head, "that"
        return head, "acl"
    if dep == "relcl":
        return head, "that" if _content_clause(node) else ("to" if _has_to(node) else "relcl")
    if dep in ("pcomp", "pobj"):
        if head.lower_ == "from" and head.head.lower_ == "far":
            return head.head, "from"
        if head.lower_ in ("without", "instead"):
            return head, "ing" if dep == "pcomp" else "np"
        if head.head == head:
            return None, ""
        if head.lower_ == "of" and head.head.lower_ == "instead":
            return head.head, "of"
        if dep == "pobj" and head.lower_ in _FREE_PREPOSITIONS:
            return head.head, "free"
        if dep == "pcomp" and first.tag_ != "VBG" and _clause_form(node) in ("wh", "whether"):
            return head.head, _clause_form(node)
        return head.head, head.lower_
    if dep in ("dobj", "nsubjpass", "attr", "dative"):
        return head, "np"
    if dep == "nsubj":
        conditional = any(
            child.dep_ == "aux" and child.lower_ in ("would", "could", "might") for child in head.children
        )
        return (head, "subject") if head.lemma_ in OCCUR or conditional else (head, "free")
    if dep in ("prep", "agent") and head != node:
        return head, "free"
    if dep == "appos":
        return head, "free"
    return head, "clause"


def _adverbial(node: Word, head: Word) -> tuple[Word | None, str]:
    marks = [child.lower_ for child in node.children if child.dep_ in ("mark", "advmod") and child.i < node.i]
    if _has_to(node):
        noun = next(
            (
                child
                for child in head.children
                if child.dep_ == "dobj" and child.i < node.i and _noun_takes_infinitive(child)
            ),
            None,
        )
        if noun is not None:
            return noun, "to"
        if head.lemma_ == "give" and any(word.lower_ == "until" for word in head.subtree):
            return head, "ultimatum"
        return head, "to" if head.tag_[:2] == "VB" and _takes_infinitive(head) else "purpose"
    subordinate = any(mark in _SUBORDINATORS for mark in marks) or subject_of(node) is not None
    if node.tag_ in ("VBG", "VBN") and not subordinate:
        return head, "participle"
    return head, "clause"


def _noun_takes_infinitive(noun: Word) -> bool:
    return any("to" in cue.complements for cue in cues().get((noun.lemma_.lower(), "N"), ()))


def _takes_infinitive(verb: Word) -> bool:
    return any("to" in cue.complements for cue in cues().get((verb.lemma_.lower(), "V"), ()))


def _clause_form(node: Word) -> str:
    marks = {
        child.lower_ for child in node.children if child.dep_ in ("mark", "advmod", "attr", "nsubj", "dobj", "pobj")
    }
    if marks & {"whether", "if"}:
        return "whether"
    if marks & {"who", "why", "how", "where", "when", "what", "which"}:
        return "wh"
    if _has_to(node):
        return "to"
    auxiliaries = auxiliaries_of(node)
    if any(word.lower_ in ("should", "must") for word in auxiliaries):
        return "should"
    if node.tag_ == "VB" and not auxiliaries:
        return "subjunctive"
    if node.tag_ == "VBN" and [word.lower_ for word in auxiliaries] == ["be"]:
        return "subjunctive"
    if node.tag_ == "VBG" and not auxiliaries:
        return "ing"
    return "that"


def _content_clause(node: Word) -> bool:
    """True for a clause that says what a noun holds: 'claims that X attacked', and not 'claims that we reject'."""
    that = next((child for child in node.children if child.lower_ == "that" and child.i < node.i), None)
    return (
        that is not None
        and (that.dep_ == "mark" or (subject_of(node) is not None and subject_of(node) != that))
        and ((node.head.lemma_.lower(), "N") in cues())
    )


def _has_to(verb: Word) -> bool:
    return any(child.dep_ in ("aux", "mark") and child.lower_ == "to" for child in verb.children)


def auxiliaries_of(verb: Word) -> list[Word]:
    """The auxiliaries of a verb, or of the coordinated verb before it that it shares them with, in text order."""
    node = verb
    for _ in range(_STEPS):
        own = [child for child in node.children if child.dep_ in ("aux", "auxpass")]
        if own or node.dep_ != "conj" or node.head.tag_[:2] != "VB":
            break
        shares = verb.tag_ in ("VB", "VBN", "VBG") and subject_of(node) is None
        if not shares or (verb.tag_ == "VBN" and node.head.tag_ not in ("VBN", "VBD")):
            break
        node = node.head
    return sorted(own, key=lambda word: word.i)


def is_negated(verb: Word, auxiliaries: Sequence[Word], below: int | None) -> bool:
    """True for an odd number of negations in the clause; the argument at ``below`` has counted its own."""
    clause = auxiliaries[0].head if auxiliaries else verb
    negations = 0
    for child in verb.children:
        if (
            child.dep_ == "neg"
            or (child.dep_ in ("advmod", "preconj", "det") and child.lower_ in _NEGATIONS)
            or (child.dep_ == "cc" and child.lower_ == "nor")
            or (child.dep_ in _ARGUMENTS and child.i != below and _denying(child))
        ):
            negations += 1
    if clause != verb:
        for child in clause.children:
            if child.dep_ == "neg" or (child.dep_ in ("nsubj", "nsubjpass") and _denying(child)):
                negations += 1
    if verb.dep_ == "conj" and any(child.dep_ == "cc" and child.lower_ == "nor" for child in verb.head.children):
        negations += 1
    return negations % 2 == 1


def _denying(noun: Word) -> bool:
    """True for 'nobody', 'none of the men', 'no one', 'not one round', 'no shots'."""
    if noun.dep_ == "agent":
        return any(_denying(child) for child in noun.children if child.dep_ == "pobj")
    if noun.lower_ in _NOBODY:
        return True
    return any(
        (child.dep_ in ("det", "neg", "advmod", "preconj", "nummod") and child.lower_ in ("no", "neither"))
        or (child.dep_ == "nummod" and any(leaf.lower_ == "not" for leaf in child.children))
        or (child.dep_ == "neg" and child.lower_ == "not")
        for child in noun.children
    )


def is_reported(verb: Word) -> bool:
    """True where the verb stands in the complement of a past-tense verb or of a noun."""
    node = verb
    for _ in range(_STEPS):
        if node.dep_ in ("ccomp", "acl", "relcl") and node.head != node:
            return node.head.tag_ in ("VBD", "VBN", "VBG") or node.head.pos_ == "NOUN"
        if node.dep_ not in ("conj", "xcomp", "advcl", "dobj") or node.head == node:
            break
        node = node.head
    # parataxis: "X would do Y, he said" makes the reporting verb a ccomp's head or leaves it as a second root
    return any(child.dep_ in ("parataxis",) and child.tag_ == "VBD" for child in node.children)


def subject_of(verb: Word) -> Word | None:
    """The subject that hangs on the verb itself, or None."""
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)


def is_passive(verb: Word) -> bool:
    """True for a passive clause or a bare past participle."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl")
        and not any(child.lemma_ == "have" for child in verb.children if child.dep_ == "aux")
    )


def _is_passive_participle(verb: Word) -> bool:
    return verb.tag_ == "VBN" and not _has_to(verb)


def tense_of(verb: Word, auxiliaries: Sequence[Word]) -> str:
    """past, present or future, or '' where the form has no tense of its own."""
    finite = next((word for word in auxiliaries if word.tag_ in ("VBD", "VBZ", "VBP")), None)
    perfect = any(word.lemma_ == "have" for word in auxiliaries)
    progressive = verb.tag_ == "VBG" and any(word.lemma_ == "be" for word in auxiliaries)
    infinitive = any(word.lower_ == "to" and word.tag_ == "TO" for word in auxiliaries)
    if perfect:
        return "present" if progressive and finite is not None and finite.tag_ != "VBD" else "past"
    if progressive and infinitive:
        return "present"
    if finite is not None:
        if finite.tag_ == "VBD":
            return "present" if progressive and is_reported(verb) else "past"
        return "past" if verb.tag_ == "VBN" and finite.lemma_ != "be" else "present"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod", "conj", "ROOT"):
        return "past"
    return ""


def condition_mark(verb: Word) -> str:
    """The word that makes the clause a condition ('if', 'unless'), or ''."""
    for child in verb.children:
        if child.dep_ in ("mark", "advmod", "prep") and child.lower_ in _CONDITIONS and child.i < verb.i:
            if child.lower_ == "once" and child.dep_ == "advmod" and verb.dep_ != "advcl":
                continue
            return child.lower_
    over = verb.head
    if verb.dep_ in ("acl", "advcl", "ccomp") and over.lower_ in (
        "event",
        "case",
        "condition",
        "provided",
        "providing",
    ):
        # "is providing tents to help them" has a doer and sets no condition
        helped = over.tag_[:2] == "VB" and any(
            child.dep_ in ("nsubj", "aux", "auxpass", "dobj") for child in over.children
        )
        return "" if helped else over.lower_
    return ""


def is_inverted(verb: Word, auxiliaries: Sequence[Word]) -> bool:
    """True for 'had they known', 'should it attack', 'were he to resign': the auxiliary stands before the subject."""
    subject = subject_of(verb)
    if subject is None or verb.dep_ != "advcl" or not auxiliaries:
        return False
    return auxiliaries[0].i < subject.i and auxiliaries[0].lower_ in ("had", "should", "were")


def is_history(token: Word, published: str | None) -> bool:
    """True where the deed's own clause names a year more than a year before the year of publication."""
    if not published or not published[:4].isdigit():
        return False
    for word in _clause_words(token):
        match = _YEAR.fullmatch(word.lower_)
        if match and int(published[:4]) - int(match.group(1)) > 1:
            return True
    return False


def _clause_words(token: Word) -> list[Word]:
    """The words that may date the token: its time phrases, and those the parse hangs on its object or place."""
    if token.pos_ != "VERB":
        queue = [child for child in token.children if child.dep_ in ("nummod", "compound", "amod", "npadvmod")]
        return queue + _time_phrases(token)
    found = [child for child in token.children if child.dep_ in ("npadvmod", "tmod")] + _time_phrases(token)
    for child in token.children:
        if child.dep_ in ("dobj", "nsubjpass") and child.i > token.i:
            found += _time_phrases(child)
    return found


def _time_phrases(word: Word) -> list[Word]:
    """The objects of the prepositions of time and place on a word, place phrases looked through: 'at Derna in 2011'."""
    found: list[Word] = []
    queue = [child for child in word.children if child.dep_ == "prep" and child.lower_ in _TEMPORAL]
    for _ in range(12):
        if not queue:
            break
        for child in queue.pop().children:
            if child.dep_ in ("pobj", "conj"):
                found += [
                    child,
                    *(leaf for leaf in child.children if leaf.dep_ in ("nummod", "compound", "conj", "amod")),
                ]
                queue += [leaf for leaf in child.children if leaf.dep_ == "prep" and leaf.lower_ in (*_TEMPORAL, "of")]
    return found


def is_question(node: Word) -> bool:
    """True if the sentence of the word ends in a question mark."""
    for word in reversed(node.sentence):
        if not word.text.isspace() and word.text not in ('"', "”", "'", "’", ")"):
            return word.text.startswith("?")
    return False


def modal_name(word: str) -> str:
    """The modal verb that a short form stands for."""
    return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would", "sha": "shall"}.get(
        word, word
    )
