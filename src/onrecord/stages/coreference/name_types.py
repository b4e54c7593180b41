"""What each name names: a person, an organisation, a place, a people, an occasion or a work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.codes.countries import capital_of, country_by_demonym, country_by_name, country_by_people
from onrecord.codes.given_names import is_given_name
from onrecord.codes.roles import longest_role, role_sector
from onrecord.document import Sentence
from onrecord.stages.coreference.name_words import (
    BODY_HEADS,
    FOREIGN_BODY_WORDS,
    LEADING_BODY_HEADS,
    NOT_A_NAME,
    OCCASION_HEADS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_STARTS,
    REGIONS,
    WORK_HEADS,
)

_BODY_LINKS = frozenset({"of", "for", "on", "against", "to", "in"})
PERSON, ORGANISATION, PLACE, PEOPLE, OCCASION, WORK = "PER", "ORG", "LOC", "NORP", "EVENT", "WORK"
TAGGER_TYPES = {
    "PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "NORP": PEOPLE,
    "EVENT": OCCASION, "LAW": WORK, "WORK_OF_ART": WORK, "PRODUCT": WORK, "LANGUAGE": WORK,
}  # fmt: skip
_ROMAN = re.compile(r"[IVX]+\.?$")
_ACRONYM = re.compile(r"[A-Z][A-Z&/.-]*[A-Z]s?\.?$|[A-Z][a-z]?[A-Z]+[a-z]?$")


@dataclass(frozen=True)
class Name:
    """A name as token positions (half-open), with its type and the titles that stand right before it."""

    first: int
    last: int
    type: str
    titles: tuple[tuple[int, int], ...] = ()
    """Token ranges of titles directly before the name, in order."""


def type_of(parse: Doc, first: int, last: int, titles: tuple[tuple[int, int], ...], sentence: Sentence) -> str | None:
    """The type of the name, or None where these capitals are no name."""
    words = [word.text for word in parse[first:last]]
    text = parse[first:last].text
    head = words[-1]
    front = _before_link(words)
    if _is_occasion(parse, first, last, sentence):
        return OCCASION
    if head in WORK_HEADS or front[-1] in WORK_HEADS:
        return WORK
    if head in OCCASION_HEADS or front[-1] in OCCASION_HEADS:
        return OCCASION
    if country_by_name(text) or text in REGIONS:
        return PLACE
    if country_by_people(text):
        return PEOPLE
    if len(words) > 1 and (front[-1] in BODY_HEADS or (front[0] in LEADING_BODY_HEADS and len(front) < len(words))):
        return ORGANISATION
    if any(word in FOREIGN_BODY_WORDS for word in words) and len(words) > 1:
        return ORGANISATION
    if titles or _is_presented(parse, first, last, sentence):
        return PERSON
    label = label_of(parse, first, last)
    if len(words) > 1 and (head in PLACE_HEADS or words[0] in PLACE_STARTS):
        return PERSON if label == PERSON and is_given_name(words[0]) else PLACE
    if len(words) == 1 and capital_of(text) and not is_given_name(text):
        return PLACE
    if words[0] == "Christian" and label != PERSON and len(words) > 1:
        return ORGANISATION
    if (
        len(words) > 1
        and is_given_name(words[0])
        and label != WORK
        and (
            label != ORGANISATION or (len(words) <= 4 and not any(word.lower() in {"of", "and", "&"} for word in words))
        )
    ):
        return PERSON
    if len(words) > 1 and words[-1] in BODY_HEADS:
        return ORGANISATION
    if len(words) == 1 and role_sector("title", text) and label is not PERSON:
        return None
    if len(words) == 1 and text in BODY_HEADS:
        return ORGANISATION if label == ORGANISATION else None
    if _in_brackets_after_name(parse, first, last, sentence) and _ACRONYM.match(text):
        return ORGANISATION
    if _ACRONYM.match(text) and len(words) == 1 and not _ROMAN.match(text):
        return ORGANISATION if label in {None, ORGANISATION, PERSON, OCCASION, WORK} or len(text) > 2 else label
    if label:
        return label
    if len(words) == 1:
        return None if opens(parse[first], sentence) else "?"
    return PERSON if 2 <= len(words) <= 4 and all(_looks_personal(word) for word in words) else "?"


def _is_presented(parse: Doc, first: int, last: int, sentence: Sentence) -> bool:
    """True for "the acting governor, Rodion Shvedov," and "Artsvik Danelyan, who": words beside it tell a person."""
    if last - first < 2 or last - first > 5:
        return False
    if last + 1 < sentence.last and parse[last].text == "," and parse[last + 1].lower_ == "who":
        return not any(word.text in BODY_HEADS for word in parse[first:last])
    if first - 1 <= sentence.first or parse[first - 1].text != ",":
        return False
    closed = last >= sentence.last or parse[last].text in {",", ".", ";"}
    at = first - 2
    for _ in range(7):
        if at < sentence.first or not closed:
            return False
        if longest_role("title", [parse[at].text]) and not parse[at].text[0].isupper():
            follows = parse[at + 1]
            opener = parse[max(at - 4, sentence.first) : at]
            return (follows.text in {",", "of", "for", "in"}) and any(
                word.lower_ in {"the", "a", "an", "its", "their", "his", "her"} or word.tag_ == "POS" for word in opener
            )
        if parse[at].text in {",", ";", "and"}:
            return False
        at -= 1
    return False


def _before_link(words: list[str]) -> list[str]:
    for position, word in enumerate(words):
        if position and word.lower() in _BODY_LINKS:
            return words[:position]
    return words


def _looks_personal(word: str) -> bool:
    return bool(re.match(r"[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻ][a-zà-öø-ÿ’'šžčćđłńśżźąęěřůőű]+$|(?:[A-Z]\.)+$|-$", word)) or (
        word.lower() in PARTICLES
    )


def _is_occasion(parse: Doc, first: int, last: int, sentence: Sentence) -> bool:
    """True for "2001 Italian general election": a year before, a word for a vote after."""
    before = parse[first - 1].text if first > sentence.first else ""
    if not re.fullmatch(r"(?:1[789]|20)\d\d", before):
        return False
    after = [word.lower_ for word in parse[last : min(last + 5, sentence.last)]]
    for word in after:
        if word in {"election", "elections", "primary", "primaries", "referendum", "leadership", "by", "convention"}:
            return True
        if not word.isalpha() or word in {"the", "in", "of", "and", "to", "on", "for", "was", "were"}:
            return False
    return False


def _in_brackets_after_name(parse: Doc, first: int, last: int, sentence: Sentence) -> bool:
    return (
        first - 1 > sentence.first
        and parse[first - 1].text == "("
        and last < len(parse)
        and (parse[last].text in {")", ",", ";", ":"})
    )


def settled(parse: Doc, names: list[Name]) -> tuple[Name, ...]:
    """The names with types made even over the article: a surname follows its full name, a word its usual type."""
    surnames = _surnames(parse, names)
    votes: dict[str, Counter[str]] = {}
    for name in names:
        words = parse[name.first : name.last]
        if name.type != "?":
            votes.setdefault(words.text, Counter())[name.type] += 1
    even: list[Name] = []
    for name in names:
        text = parse[name.first : name.last].text
        kind = name.type
        if name.last - name.first == 1 and kind in {ORGANISATION, PLACE, PEOPLE, WORK, "?"} and text in surnames:
            known = country_by_name(text) or country_by_demonym(text) or text.isupper()
            placed = capital_of(text) and parse[name.first - 1].lower_ in {"in", "to", "from", "near", "at", "into"}
            kind = kind if (known or placed) and kind != "?" else PERSON
        elif kind == "?" or votes.get(text, Counter())[kind] < 2:
            best = votes.get(text, Counter()).most_common(1)
            kind = best[0][0] if best and (kind == "?" or best[0][1] > 1) else kind
        if kind != "?" and (not even or even[-1].last <= name.first):
            even.append(replace(name, type=kind))
    return tuple(even)


def _surnames(parse: Doc, names: Sequence[Name]) -> set[str]:
    """Last words of the full or titled names of people."""
    return {
        parse[name.last - 1].text
        for name in names
        if name.type == PERSON
        and (name.last - name.first > 1 or name.titles)
        and parse[name.last - 1].text[:1].isupper()
    }


def with_surnames(parse: Doc, sentences: Sequence[Sentence], names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names, and surnames known from a full name that stand at the opening of a sentence or went unseen."""
    surnames = _surnames(parse, names)
    taken = {at for name in names for at in range(name.first, name.last)}
    titled = {at for name in names for first, last in name.titles for at in range(first, last)}
    unseen = []
    for sentence in sentences:
        for token in parse[sentence.first : sentence.last]:
            if token.i in taken or token.i in titled or token.text not in surnames or token.lower_ in NOT_A_NAME:
                continue
            if token.dep_ in {"compound", "amod"} and token.head.i == token.i + 1 and token.head.text[:1].isupper():
                continue
            unseen.append(Name(token.i, token.i + 1, PERSON))
    return tuple(sorted((*names, *unseen), key=lambda name: name.first))


def country_of_words(words: Sequence[str]) -> str | None:
    """The alpha-3 code that the first demonym or country name among these words gives, or None."""
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            phrase = " ".join(words[at : at + length])
            if phrase[:1].isupper():
                found = country_by_people(phrase) or country_by_name(phrase)
                if found:
                    return found
    return None


def label_of(parse: Doc, first: int, last: int) -> str | None:
    """The type that the tagger gives most of these tokens; None where it gives none."""
    counts = Counter(TAGGER_TYPES[word.ent_type_] for word in parse[first:last] if word.ent_type_ in TAGGER_TYPES)
    return counts.most_common(1)[0][0] if counts else None


def opens(token: Token, sentence: Sentence) -> bool:
    """True for the first word of a sentence, of a quotation or after a colon, which is capitalised anyway."""
    if token.i == sentence.first:
        return True
    before = token.doc[token.i - 1]
    return before.text in {'"', "“", "‘", "''", "``", ":", "•", "—", "–", "-", "(", "[", "...", "…"} and (
        token.i - 1 == sentence.first or before.text in {'"', "“", "‘", "''", "``", ":", "•"}
    )
