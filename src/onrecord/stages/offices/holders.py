"""Who holds an office named in the text, and what the verbs round it say of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.codes.roles import is_honorific, is_rank, longest_title_at
from onrecord.codes.word_lists import word_set
from onrecord.document import Sentence
from onrecord.schema import OfficeStatus
from onrecord.stages.offices.titles import TitlePhrase

_LEAVES = frozenset({"resign", "quit", "abdicate", "retire", "depart", "leave"})
_STEPS = frozenset({"step", "stand"})
_KILLED = word_set("kill shoot assassinate murder execute behead hang")
"""Of the passive: nobody holds an office after that."""
_REMOVED = word_set("dismiss sack fire oust remove depose topple overthrow impeach replace unseat recall strip relieve")
_NAMES_TO = word_set("appoint name elect choose install make reappoint reelect re-elect swear confirm pick")
_NOMINATES = frozenset({"nominate", "designate", "propose", "tap", "select"})
_DENIES = frozenset({"deny", "dismiss", "reject", "refute", "doubt"})
"""Above a verb of leaving these say that nobody left, or that it is only rumoured."""
_STAYS = frozenset({"stay", "remain", "survive", "return"})
_SERVES = frozenset({"serve", "act", "work"})


@dataclass(frozen=True)
class Holding:
    """A name beside an office: how they are tied, and what the tie says of the status (None = nothing)."""

    name: tuple[int, int]
    rule: str
    status: OfficeStatus | None = None


def holder_of(
    parse: Doc, phrase: TitlePhrase, sentence: Sentence, names: Mapping[int, tuple[int, int]],
    stands_for: Mapping[int, tuple[int, int]],
) -> Holding | None:  # fmt: skip
    """The person who holds the office, or None.

    ``names`` maps tokens in names of people to the name's range, ``stands_for`` pronouns to the name they stand for.
    """
    at = _after_title(parse, phrase.title[1], sentence)
    if at in names and names[at][0] == at:
        return Holding(names[at], "title before name", _of_verb(parse, names[at]))
    if phrase.last != phrase.title[1]:
        at = phrase.last
        if at < sentence.last and at in names and names[at][0] == at and names[at] != phrase.body:
            return Holding(names[at], "title before name", _of_verb(parse, names[at]))
    before = _name_before(parse, phrase, names)
    if before is not None:
        return Holding(before, "apposition after name", _of_verb(parse, before))
    after = _name_after_comma(parse, phrase, sentence, names)
    if after is not None:
        status = _of_verb(parse, after) or _of_head(parse, phrase.head)
        return Holding(after, "apposition before name", status)
    return _by_verb(parse, phrase, names, stands_for)


def _after_title(parse: Doc, at: int, sentence: Sentence) -> int:
    """Past "-elect" and past honorifics and ranks: "Commissioner Sir Desmond"."""
    if at < sentence.last and parse[at].text == "." and not parse[at - 1].whitespace_ and parse[at - 1].is_title:
        at += 1
    if at + 1 < sentence.last and parse[at].text == "-" and parse[at + 1].lower_ in {"elect", "designate"}:
        at += 2
    while at < sentence.last:
        words = [word.text for word in parse[at : min(at + 3, sentence.last)]]
        length = longest_title_at(words)
        title = " ".join(words[:length])
        if not length or not (is_honorific(title) or is_rank(title)):
            return at
        at += length
    return at


def _name_before(parse: Doc, phrase: TitlePhrase, names: Mapping[int, tuple[int, int]]) -> tuple[int, int] | None:
    comma = phrase.first - 1
    if comma < 1 or parse[comma].text not in {",", "(", "—", "–"}:
        return _name_by_conjunction(parse, phrase, names)
    if comma - 1 in names and names[comma - 1][1] == comma:
        if parse[comma].text == "," and _opens_list(parse, phrase):
            return None
        return names[comma - 1]
    return None


def _opens_list(parse: Doc, phrase: TitlePhrase) -> bool:
    """True where the comma parts two people: "Merkel, President Macron and ..."."""
    follows = phrase.title[1]
    bare = phrase.first == phrase.title[0]
    return bare and follows < len(parse) and parse[follows].text[:1].isupper() and parse[follows].ent_type_ == "PERSON"


def _name_by_conjunction(
    parse: Doc, phrase: TitlePhrase, names: Mapping[int, tuple[int, int]]
) -> tuple[int, int] | None:
    """For "X, the head of A and the former minister of B": the second office hangs from the first."""
    token = parse[phrase.head]
    steps = 0
    while token.dep_ == "conj" and steps < 4:
        token, steps = token.head, steps + 1
        if token.dep_ == "appos" and token.head.i in names:
            return names[token.head.i]
    return None


def _name_after_comma(
    parse: Doc, phrase: TitlePhrase, sentence: Sentence, names: Mapping[int, tuple[int, int]]
) -> tuple[int, int] | None:
    at = _past_post(parse, phrase.last, sentence)
    if at >= sentence.last or parse[at].text not in {",", "—", "–", ":"}:
        return None
    at = _after_title(parse, at + 1, sentence)
    if at not in names or names[at][0] != at:
        return None
    end = names[at][1]
    if end < sentence.last and parse[end].text in {",", ".", ";", ")", "—", "–", "(", '"', "”", "?", "!", ":"}:
        return names[at]
    apposed = any(child.dep_ == "appos" and child.i in range(at, end) for child in parse[phrase.head].children)
    return names[at] if apposed or end == sentence.last else None


def _past_post(parse: Doc, at: int, sentence: Sentence) -> int:
    """Past where the office is held: "in Amman" of "ambassador in Amman, X", "there" of "the consul there, X"."""
    if at < sentence.last and parse[at].lower_ == "there":
        return at + 1
    if at + 2 < sentence.last and parse[at].lower_ in {"in", "at", "to", "from"}:
        ahead = at + 1
        while ahead < min(at + 4, sentence.last) and parse[ahead].tag_ in {"NNP", "DT"}:
            ahead += 1
        return ahead if ahead > at + 1 else at
    return at


def _by_verb(
    parse: Doc, phrase: TitlePhrase, names: Mapping[int, tuple[int, int]], stands_for: Mapping[int, tuple[int, int]]
) -> Holding | None:
    """For "X is the head of", "was named", "served as", "appointed X minister"."""
    token = parse[phrase.head]
    steps = 0
    while token.dep_ == "conj" and steps < 3 and token.head.pos_ in {"NOUN", "PROPN"}:
        token, steps = token.head, steps + 1
    verb = token.head
    placed = token.dep_ == "pobj" and verb.lower_ == "as"
    if placed:
        verb = verb.head
        if (
            verb.lemma_ not in _STAYS | _SERVES | _NAMES_TO | _NOMINATES | _REMOVED
            and verb.lemma_ not in _LEAVES | _STEPS
        ):
            return None
    elif token.dep_ not in {"attr", "oprd", "dobj", "ccomp", "xcomp"} or (
        token.dep_ == "dobj" and verb.lemma_ not in _NAMES_TO | _NOMINATES
    ):
        return None
    certain = [child.lower_ for child in verb.children if child.tag_ == "MD"] in (["will"], ["'ll"])
    if verb.lemma_ in {"be", "become"} and any(
        (child.tag_ == "MD" and not certain) or child.tag_ == "TO" or child.lower_ in {"if", "whether"}
        for child in verb.children
    ):
        return None
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    status = _verb_status(verb)
    for relation in ("dobj", "nsubjpass", "nsubj"):
        for child in verb.children:
            if child.dep_ != relation or child.i == token.i:
                continue
            name = _named(child, names, stands_for)
            if name is not None and (
                relation != "nsubj" or placed or verb.lemma_ in _SERVES | _STAYS | {"be", "become"}
            ):
                return Holding(name, "verb", status)
    if (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and verb.head.i in names
        and verb.lemma_ in _NAMES_TO | _NOMINATES | _REMOVED
    ):
        # "X, sworn in as minister", "X, dismissed last week as commander".
        return Holding(names[verb.head.i], "verb", status)
    if token.dep_ == "ccomp" and verb.lemma_ in _NAMES_TO:
        for child in token.children:
            if child.dep_ == "nsubj" and child.i in names:
                return Holding(names[child.i], "verb", status)
    return None


def _named(
    token: Token, names: Mapping[int, tuple[int, int]], stands_for: Mapping[int, tuple[int, int]]
) -> tuple[int, int] | None:
    if token.i in names:
        return names[token.i]
    apposed = [child.i for child in token.children if child.dep_ == "appos" and child.i in names]
    if apposed:
        return names[apposed[0]]
    if token.lower_ in {"who", "that"}:
        clause = token.head
        return names.get(clause.head.i) if clause.dep_ == "relcl" else stands_for.get(token.i)
    return stands_for.get(token.i)


def _verb_status(verb: Token) -> OfficeStatus | None:
    """What the verb that ties office and holder says: "served as" is over, "was nominated" is not yet."""
    words = [word.lower_ for word in verb.sent]
    oath = "oath" in words or "sworn" in words
    yet = oath and ("yet" in words or any(pair == ("to", "be") for pair in pairwise(words)))
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.lemma_ in _NOMINATES or (verb.lemma_ in _NAMES_TO and (yet or auxiliaries & {"will", "to", "would"})):
        return "designated"
    if verb.lemma_ in _LEAVES | _STEPS | _REMOVED:
        return "former"
    if verb.lemma_ in {"serve", "act"}:
        return "current" if verb.tag_ in {"VBZ", "VBP", "VBG"} or auxiliaries & {"has", "have"} else "former"
    if verb.lemma_ in {"be", "become"} and auxiliaries & {"will", "'ll"}:
        return "designated"
    if verb.lemma_ == "be" and verb.tag_ == "VBD":
        return "former"
    return None


def _of_verb(parse: Doc, name: tuple[int, int]) -> OfficeStatus | None:
    """What the verb the holder is subject of says: "resigned last Tuesday", "was named to the post"."""
    heads = [at for at in range(*name) if not name[0] <= parse[at].head.i < name[1]]
    for at in heads:
        token = parse[at]
        found = _of_head(parse, token.i)
        if found is not None:
            return found
        dismissed = (child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN")
        if any(child.lemma_ in _REMOVED - {"strip", "replace"} and child.i > at for child in dismissed):
            return "former"
        if token.dep_ == "conj" and token.head.i < at:
            return _of_head(parse, token.head.i)
        if token.dep_ == "appos":
            return _of_head(parse, token.head.i)
    return None


def _of_head(parse: Doc, at: int) -> OfficeStatus | None:
    token = parse[at]
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ == "be" and any(child.lower_ == "dead" for child in verb.children):
        return "former"
    if token.dep_ not in {"nsubj", "nsubjpass", "dobj"} or verb.pos_ != "VERB":
        return None
    if any(above.lemma_ in _DENIES for above in verb.ancestors):
        return None
    verbs = [
        verb,
        *(
            child
            for child in verb.children
            if child.dep_ == "conj" and child.pos_ == "VERB" and not _has_subject(child)
        ),
    ]
    for each in verbs:
        words = {child.lower_ for child in each.children if child.dep_ in {"aux", "auxpass", "neg"}}
        if words & {"will", "would", "may", "might", "could", "should", "must", "not", "n't", "to", "never"}:
            continue
        particle = any(child.lower_ in {"down", "aside"} for child in each.children)
        past = each.tag_ in {"VBD", "VBN"}
        left = each.lemma_ in {"resign", "quit", "abdicate"} or (each.lemma_ in _STEPS and particle)
        if token.dep_ == "nsubj" and past and left:
            return "former"
        if token.dep_ == "nsubj" and each.lemma_ in {"die", "perish"} and past:
            return "former"
        if token.dep_ == "nsubjpass" and each.lemma_ in _REMOVED | _KILLED:
            return "former"
    if token.dep_ == "dobj" and verb.tag_ in {"VBD", "VBN"} and verb.lemma_ in _REMOVED - {"recall", "replace"}:
        return "former"
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
