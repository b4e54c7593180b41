"""Names in sentences set all in capitals, as old wire copy is: lists and titles first, the tagger where it is sober."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from onrecord.codes.countries import capital_of, country_by_name, country_by_people
from onrecord.codes.given_names import is_given_name
from onrecord.codes.organisations import known_organisation
from onrecord.codes.roles import is_honorific, longest_role, longest_title_at
from onrecord.document import Sentence
from onrecord.stages.coreference.name_types import ORGANISATION, PEOPLE, PERSON, PLACE, TAGGER_TYPES, Name
from onrecord.stages.coreference.name_words import BODY_HEADS, NOT_A_NAME, PARTICLES

_LONGEST_LISTED = 6
_HEADS = frozenset(word.lower() for word in BODY_HEADS)


def is_in_capitals(tokens: Iterable[Token]) -> bool:
    """True where over four fifths of the words, and of at least six, are in capitals."""
    letters = [word for word in tokens if word.is_alpha and len(word) > 1]
    return len(letters) > 5 and sum(word.is_upper for word in letters) > 0.8 * len(letters)


def names_in_capitals(parse: Doc, sentence: Sentence) -> Iterator[Name]:
    """The names of such a sentence, in text order."""
    position = sentence.first
    while position < sentence.last:
        name = _listed(parse, position, sentence) or _person(parse, position, sentence) or _tagged(parse, position)
        if name is None:
            position += 1
            continue
        yield name
        position = name.last


def _listed(parse: Doc, first: int, sentence: Sentence) -> Name | None:
    """A country, capital, people or known organisation that begins here, the longest one."""
    for length in range(min(_LONGEST_LISTED, sentence.last - first), 0, -1):
        text = " ".join(word.text for word in parse[first : first + length])
        if text.lower() in NOT_A_NAME or len(text) < 2 or parse[first].lower_ == "the":
            continue
        if known_organisation(text) is not None:
            return Name(first, first + length, ORGANISATION)
        if text not in {"MALE", "CAR"} and (country_by_name(text) or capital_of(text)):
            return Name(first, first + length, PLACE)
        if country_by_people(text):
            return Name(first, first + length, PEOPLE)
    return None


def _person(parse: Doc, first: int, sentence: Sentence) -> Name | None:
    """One or two given names and what follows them, or the words after a title."""
    titles = _titles_before(parse, first, sentence)
    if not titles and not (is_given_name(parse[first].text) and parse[first].tag_ in {"NNP", "NNPS", "NN"}):
        return None
    last = first
    while last < sentence.last and last - first < 4 and (_may_name(parse[last]) or _is_inner(parse, last, first)):
        last += 1
    while last > first and parse[last - 1].lower_ in PARTICLES:
        last -= 1
    if last == first or (last - first == 1 and not titles):
        return None
    return Name(first, last, PERSON, titles)


def _titles_before(parse: Doc, first: int, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    end = first
    if end > sentence.first and parse[end - 1].text in {".", "]", ")"}:
        end -= 1
    words = [word.text for word in parse[max(sentence.first, end - 4) : end]]
    length = longest_role("title", words) if words else 0
    title = " ".join(words[-length:]) if length else ""
    strong = is_honorific(title) or longest_title_at(words[-length:]) == length if length else False
    return ((end - length, end),) if strong and _may_name(parse[first]) else ()


def _may_name(token: Token) -> bool:
    if not token.is_alpha or len(token) < 2 or token.tag_ not in {"NNP", "NNPS", "NN"} or token.lower_ in NOT_A_NAME:
        return False
    role = longest_role("title", [token.text]) or longest_role("group", [token.text])
    return not role and not country_by_people(token.text) and token.lower_ not in _HEADS


def _is_inner(parse: Doc, at: int, first: int) -> bool:
    return at > first and (parse[at].lower_ in PARTICLES or (len(parse[at]) == 2 and parse[at].text.endswith(".")))


def _tagged(parse: Doc, first: int) -> Name | None:
    """The tagger's entity that begins here, if it looks like a name: short, without verbs and small words."""
    token = parse[first]
    if token.ent_type_ not in TAGGER_TYPES or token.lower_ in NOT_A_NAME or not token.is_alpha:
        return None
    last = first + 1
    while last < len(parse) and parse[last].ent_iob_ == "I" and parse[last].tag_ != "POS":
        last += 1
    words = parse[first:last]
    kind = TAGGER_TYPES[token.ent_type_]
    small = any(word.lower_ in NOT_A_NAME - {"of", "the", "for", "new"} or word.pos_ == "VERB" for word in words)
    if small or len(words) > 6 or kind not in {PERSON, ORGANISATION, PLACE}:
        return None
    if kind == ORGANISATION and not any(word.lower_ in _HEADS for word in words):
        return None
    if kind == PERSON and (
        len(words) < 2 or not all(_may_name(word) or _is_inner(parse, word.i, first) for word in words)
    ):
        return None
    return Name(first, last, kind)
