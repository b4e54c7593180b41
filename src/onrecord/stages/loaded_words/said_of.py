"""Of whom a word is said, as far as the syntax tells: its noun, its subject, or who is named by it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.stages.words import Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COPULAS = frozenset({"be", "become", "remain", "seem", "look", "appear", "prove"})


def said_of(word: Word, part: str) -> Iterator[Word]:
    """The words whose actor it may be said of, the likeliest first; ``part`` is its part of speech: N V A R."""
    match part:
        case "A":
            yield from _of_adjective(word)
        case "N":
            yield from _of_noun(word)
        case "V":
            yield from _of_verb(word)
        case "R":
            yield from _of_verb(word.head)


def _of_adjective(word: Word) -> Iterator[Word]:
    if word.dep_ in ("acomp", "attr", "oprd"):
        yield from _subjects(word.head)
    elif word.dep_ == "conj" and word.head is not word:
        yield from _of_adjective(word.head)
    else:
        yield word.head
        yield from _named_by(word.head)


def _named_by(noun: Word) -> Iterator[Word]:
    """Who bears a title or stands beside it: "general Anton Rusk", "the general, Anton Rusk"."""
    if noun.dep_ in ("compound", "nmod"):
        yield noun.head
    yield from (child for child in noun.children if child.dep_ in ("appos", "compound"))


def _of_noun(word: Word) -> Iterator[Word]:
    if word.dep_ == "attr" and word.head.lemma_ in _COPULAS:
        yield from _subjects(word.head)
    elif word.dep_ in ("appos", "compound", "nmod", "amod"):
        yield word.head
    elif word.dep_ == "pobj" and word.head.lower_ == "as":
        yield from (child for child in word.head.head.children if child.dep_ in ("dobj", "nsubjpass"))
    yield word
    yield from _named_by(word)


def _of_verb(word: Word) -> Iterator[Word]:
    agents = [child for child in word.children if child.dep_ == "agent"]
    if agents:
        yield from (each for agent in agents for each in agent.children if each.dep_ == "pobj")
    elif not any(child.dep_ == "nsubjpass" for child in word.children):
        yield from _subjects(word)


def _subjects(verb: Word) -> Iterator[Word]:
    """The subject of a verb, or of the verb that it goes on from ("came and boasted")."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own:
        yield from own
    elif verb.dep_ in ("conj", "xcomp", "aux") and verb.head is not verb:
        yield from _subjects(verb.head)
    elif verb.dep_ in ("relcl", "acl") and verb.head is not verb:
        yield verb.head


def is_denied(word: Word, part: str) -> bool:
    """Whether the author says that it is not so: "is no hero", "was not brutal"."""
    if any(child.dep_ == "neg" or child.lower_ == "no" for child in word.children):
        return True
    predicate = part in ("A", "N") and word.dep_ in ("acomp", "attr")
    return predicate and any(child.dep_ == "neg" for child in word.head.children)
