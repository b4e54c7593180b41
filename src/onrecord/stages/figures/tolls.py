"""One toll out of several figures: groups that add up, tolls that are repeated, parts that are counted already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from spacy.tokens import Doc, Token

from onrecord.codes.roles import role_sector
from onrecord.document import FIGURES, TOKENS, Document
from onrecord.schema import Figure, FigureRole
from onrecord.stages.figures.numbers import listed
from onrecord.stages.figures.roles import verb_role

_PART_BEFORE = re.compile(
    (
        r"\b(?:including|includes?d?|among\s+(?:them|whom|the\s+\w+)|of\s+(?:whom|which|them)|comprising"
        r"|namely)\b[^.;]{0,60}$"
    ),
    re.I,
)
_PART_AFTER = re.compile(
    r"\s+of\s+(?:them|whom|those|the\s+(?:dead|deceased|slain|killed|victims|injured|wounded|arrested))\b", re.I
)
_PAST_EVENT = re.compile(r"\b(?:19|20)\d\d\b[^.;]{0,80}\b(?:in|during)\s+which\b[^.;]*$")
"""A relative clause on an earlier, dated event: its toll is not that of this report."""
_TOTAL = re.compile(r"\b(?:toll|total|number|altogether|in\s+all|taking|raising|bringing)\b", re.I)
_MORE = re.compile(
    (
        r"\b(?:another|other|others|separate(?:ly)?|in\s+a\s+(?:different|second)|elsewhere|meanwhile|also"
        r"|more|second|same\s+day|later|further|additional|subsequently)\b"
    ),
    re.I,
)
_SENTENCE = re.compile(r"(?<=[a-z)\"'\u2019\u201d0-9\]])[.!?](?:\s+|(?=[A-Z]))")


def toll(figures: Iterable[Figure], role: FigureRole, *, text: str = "") -> int | None:
    """How many the figures of a role come to, or None if there is none with a number.

    The figures of the first sentence that has any are added up (distinct groups: "two soldiers and five rebels"),
    without parts ("including three children", "two of them"). Later figures are taken as repeats, unless the sentence
    says that they come on top ("another", "separately") or that they are the new total ("the toll rose to"). ``text``
    is the article's text the spans point into; without it every figure counts as of one sentence.
    """
    counts = [
        (figure.spans[0].start, figure.spans[0].end, count)
        for figure in figures
        if figure.role == role and (count := _count(figure))
    ]
    return _sum(counts, text)


def toll_in(document: Document, role: FigureRole) -> int | None:
    """The toll of a document, with the victims that no number counts ("a constable was killed"); None if none."""
    parse = document[TOKENS]
    figures = document[FIGURES]
    counts = [
        (figure.spans[0].start, figure.spans[0].end, count)
        for figure in figures
        if figure.role == role and (count := _count(figure))
    ]
    counts.extend(unnumbered(parse, role, figures))
    found = _sum(sorted(counts), document.text)
    if found is None and role == "killed" and _ONE_DEATH.search(document.text):
        return 1
    return found


Side: TypeAlias = Literal["rebels", "security", "officials", "civilians"]
_SIDE_OF_SECTOR: dict[str, Side] = {
    "REB": "rebels", "UAF": "rebels", "PRM": "rebels", "CRM": "rebels", "MIL": "security", "COP": "security",
    "SPY": "security", "GOV": "officials", "LEG": "officials", "PTY": "officials", "JUD": "officials",
}  # fmt: skip
_WORDS_OF_SIDE: dict[Side, str] = {
    "rebels": "cadre maoist naxal naxalite naxals ultra extremist rebel militant insurgent guerrilla lwe",
    "security": "police policeman constable trooper soldier jawan personnel sub-inspector inspector crpf bsf spo",
    "officials": "sarpanch mukhiya councillor mla mp minister politician leader activist functionary",
    "civilians": "civilian villager tribal woman child girl boy man youth informer contractor teacher person",
}
_SIDE_OF_WORD = {word: side for side, words in _WORDS_OF_SIDE.items() for word in listed(words)}
"""Words that tell whose victims these are; the other nouns by the sector of the list of roles."""


def toll_by_side(document: Document, role: FigureRole) -> dict[Side, int]:
    """The toll of a document by the side the victims were on; where no word tells, they count as civilians."""
    parse, figures = document[TOKENS], document[FIGURES]
    counts: dict[Side, list[tuple[int, int, int]]] = {}
    numbered = [
        (figure.spans[0].start, figure.spans[0].end, count)
        for figure in figures
        if figure.role == role and (count := _count(figure))
    ]
    for each in sorted([*numbered, *unnumbered(parse, role, figures)]):
        counts.setdefault(_side_of(parse, each[0], each[1]), []).append(each)
    if not counts:
        total = toll_in(document, role)
        return {"civilians": total} if total else {}
    return {side: found for side, items in counts.items() if (found := _sum(items, document.text))}


def _side_of(parse: Doc, start: int, end: int) -> Side:
    span = parse.char_span(start, end, alignment_mode="expand")
    if span is None:
        return "civilians"
    nouns = [word for word in span if word.pos_ in ("NOUN", "PROPN", "ADJ")]
    beside = [child for word in nouns for child in word.children if child.dep_ in ("appos", "compound", "amod")]
    if any(word.lower_ in ("former", "surrendered", "ex") for word in (*nouns, *beside, *span)):
        return "civilians"
    told = [_SIDE_OF_WORD.get(word.lower_) or _SIDE_OF_WORD.get(word.lemma_.lower()) for word in (*nouns, *beside)]
    sure = [side for side in reversed(told) if side is not None]
    if sure:
        return next((side for side in sure if side in ("rebels", "security")), sure[0])
    for word in reversed(nouns):
        sector = role_sector("person", word.lemma_.lower()) or role_sector("group", word.lower_)
        side = _SIDE_OF_SECTOR.get(sector or "")
        if side is not None:
            return side
    return "civilians"


_ONE_DEATH = re.compile(
    r"\b(?:body\s+of\s+(?:an?\s|one\s|[A-Z])|(?:shot|found)\s+dead\b|gunned\s+down\b|(?:slit"
    r"|slitting)\s+(?:the|his|her)\s+throat|killing\s+(?:him|her|an?|the)\b"
    r"|(?:hacked|beaten|stabbed|set\s+\w+\s+ablaze|stoned|burnt|tortured)\s+(?:\w+\s+)?to\s+death"
    r"|beheaded\b|(?:was|been|being|be)\s+killed\b|killed\s+(?:him|her|an?)\b|succumbed\b)"
)
"""Wording that tells of one death where neither a number nor the parse gives it."""


def _count(figure: Figure) -> int | None:
    if figure.unit:
        return None
    value = figure.low if figure.low is not None else figure.high
    if figure.comparator == "between" and figure.high is not None:
        value = figure.high
    return round(value) if value is not None and value < 1e12 else None


def _sum(counts: Sequence[tuple[int, int, int]], text: str) -> int | None:
    if not counts:
        return None
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    total: int | None = None
    first_sentence = -1
    seen: set[int] = set()
    for start, end, count in counts:
        sentence = sum(1 for boundary in ends if boundary < start)
        begin = ends[sentence - 1] + 1 if sentence else 0
        if _is_part(text, begin, start, end) or _PAST_EVENT.search(text[begin:start]):
            continue
        if total is None:
            total, first_sentence = count, sentence
        elif sentence == first_sentence:
            before = text[max(begin, start - 60) : start]
            if re.search(r"\b(?:from)\s+$", before) or _TOTAL.search(text[max(begin, start - 40) : start]):
                total = max(total, count)
            else:
                total += count
        else:
            close = ends[sentence] if sentence < len(ends) else len(text)
            words = text[begin:close]
            if _TOTAL.search(text[max(begin, start - 60) : start]):
                total = max(total, count)
            elif count not in seen and count != total and _MORE.search(words):
                total += count
        seen.add(count)
    return total


def _is_part(text: str, begin: int, start: int, end: int) -> bool:
    return bool(
        _PART_BEFORE.search(text[max(begin, start - 80) : start])
        or _PART_AFTER.match(text, max(start, end - 30))
        or _PART_AFTER.search(text[start:end])
    )


# ---------------------------------------------------------------- victims without a number


def unnumbered(parse: Doc, role: FigureRole, figures: Iterable[Figure]) -> Iterator[tuple[int, int, int]]:
    """(start, end, 1) for each single person that a verb of the role befalls and no figure counts."""
    taken = [(span.start, span.end) for figure in figures for span in figure.spans if not figure.unit]
    seen: set[str] = set()
    for token in parse:
        if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ") and not token.tag_.startswith("VB"):
            continue
        if verb_role(token) != role or any(child.dep_ == "neg" for child in token.children):
            continue
        for person in _befallen(token):
            name = person.text.lower()
            if person.lower_ == "couple":
                yield person.left_edge.idx, person.idx + len(person), 2
                continue
            if name in seen or not _is_single(person, taken):
                continue
            seen.add(name)
            start = person.left_edge.idx
            yield start, person.idx + len(person), 1


def _befallen(verb: Token) -> Iterator[Token]:
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    if not objects and (verb.lemma_ in ("die", "succumb", "perish", "drown") or verb.tag_ == "VBN"):
        objects = [child for child in verb.children if child.dep_ == "nsubj"]
    if not objects and verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl"):
        objects = [verb.head]
    if not objects and verb.dep_ == "conj" and verb.tag_ == "VBN":
        objects = [child for child in verb.children if child.dep_ == "nsubj"]
    for found in objects:
        yield found
        yield from _joined(found)


def _joined(noun: Token) -> Iterator[Token]:
    """What "and" joins to a noun as another person: a name, or a noun with a determiner of its own."""
    plain = any(child.dep_ == "cc" and child.lower_ == "and" for child in noun.children)
    for child in noun.children:
        if (
            child.dep_ == "conj"
            and (plain or child.pos_ == "PROPN")
            and (child.pos_ == "PROPN" or any(inner.dep_ in ("det", "poss") for inner in child.children))
        ):
            yield child
            yield from _joined(child)


_NOT_PERSONS = frozenset(
    listed(
        "he she it they we i you him her them himself all some none nobody that which who whom group "
        "team party villagers people"
    )
)


def _is_single(noun: Token, taken: Sequence[tuple[int, int]]) -> bool:
    if (
        noun.lower_ in _NOT_PERSONS
        or noun.tag_ not in ("NN", "NNP", "DT")
        or noun.lemma_ in ("life", "toll", "injury", "vehicle", "house")
    ):
        return noun.lower_ == "another"
    if any(start <= noun.idx < end for start, end in taken):
        return False
    if any(child.dep_ == "nummod" for child in noun.children):
        return False
    return noun.lower_ not in ("personnel", "cadres", "civilians")
