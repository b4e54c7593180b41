"""Names in the text: spaCy's named entities, cut and typed anew by the shape and the words of each run of capitals.

The statistical tagger finds most names but draws their bounds loosely (articles and possessives inside, "Ministry of"
left out, titles glued on) and types them by what it has seen. Bounds here follow runs of capitalised words; types
follow, in this order, the words of the name, its titles, the lists of countries and given names, the rest of the
article, and only then the tagger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.codes.countries import country_by_name, country_by_people
from onrecord.codes.given_names import is_given_name
from onrecord.codes.roles import longest_title_at, role_sector
from onrecord.document import Sentence
from onrecord.stages.coreference.capitals import is_in_capitals, names_in_capitals
from onrecord.stages.coreference.name_types import (
    PEOPLE,
    PERSON,
    PLACE,
    TAGGER_TYPES,
    Name,
    label_of,
    opens,
    settled,
    type_of,
    with_surnames,
)
from onrecord.stages.coreference.name_words import (
    BODY_HEADS,
    FOREIGN_BODY_WORDS,
    LEADING_BODY_HEADS,
    MEMBERS,
    NOT_A_NAME,
    OCCASION_HEADS,
    PARTICLES,
    PLACE_HEADS,
    POSSESSIVE_MEMBERS,
    REGIONS,
    WORK_HEADS,
)

_NUMBERS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
_DASHES = frozenset("-‐‑–")
_APOSTROPHES = frozenset({"'", "’"})
_BODY_LINKS = frozenset({"of", "for", "on", "against", "to", "in"})
_JOINABLE = frozenset(
    {"Social Democratic", "Social Democrat", "Peace", "Freedom", "Justice", "Truth", "Law", "Democracy"}
)
_INITIAL = re.compile(r"(?:[A-Z]\.)+-?$|[A-Z]$")
_HEADLINE_SHARE = 0.75
"""A line of at least five words is a headline in title case where this share of its longer words is capitalised."""


def names_of(parse: Doc, sentences: Sequence[Sentence]) -> tuple[Name, ...]:
    """The names in these sentences, in text order, none overlapping another; articles and possessive 's left out.

    Types: PER, ORG, LOC (states, places, buildings), NORP (peoples, adherents, demonyms), EVENT, WORK.
    """
    found: list[Name] = []
    all_capitals = is_in_capitals(parse)
    for sentence in sentences:
        if all_capitals or is_in_capitals(parse[sentence.first : sentence.last]):
            found.extend(names_in_capitals(parse, sentence))
        else:
            found.extend(_names_in(parse, sentence))
    return with_surnames(parse, sentences, settled(parse, found))


def _names_in(parse: Doc, sentence: Sentence) -> Iterator[Name]:
    headline = _is_headline(parse, sentence)
    position = sentence.first
    while position < sentence.last:
        if not _is_name_like(parse[position], sentence, headline):
            position += 1
            continue
        end = _run_end(parse, position, sentence, headline)
        segments = list(_segments(parse, position, end, sentence, headline))
        yield from segments
        position = max([end, *(name.last for name in segments)])


def _is_headline(parse: Doc, sentence: Sentence) -> bool:
    words = [word for word in parse[sentence.first : sentence.last] if word.is_alpha]
    longer = [word for word in words if len(word) > 3]
    if len(words) < 5 or parse[sentence.last - 1].text in {".", "!", "?"}:
        return False
    return sum(word.text[0].isupper() for word in longer) >= _HEADLINE_SHARE * max(1, len(longer))


def _is_name_like(token: Token, sentence: Sentence, headline: bool) -> bool:
    text = token.text
    if text.lower() == "al" and token.i + 2 < sentence.last and token.doc[token.i + 1].text in _DASHES:
        return token.doc[token.i + 2].text[:1].isupper() and not token.whitespace_
    if not text[:1].isupper() or not any(letter.isalpha() for letter in text):
        return False
    if (text.lower() in NOT_A_NAME and not _is_new_something(token, sentence)) or (
        len(text) == 1 and text in {"I", "A", "O"} and not _is_initial_of(token)
    ):
        return False
    if token.ent_type_ in _NUMBERS and token.tag_ not in {"NNP", "NNPS"}:
        return False
    if token.ent_type_ in {"DATE", "TIME"} and token.tag_ == "NNP" and _is_calendar_word(text):
        return False
    if headline:
        return token.ent_type_ in TAGGER_TYPES or longest_title_at([text]) > 0 or is_given_name(text)
    if opens(token, sentence):
        return _is_name_at_opening(token, sentence)
    return True


def _is_new_something(token: Token, sentence: Sentence) -> bool:
    """True for the first word of New Zealand, One Nation, First Minister: capitals go on, and not by their place."""
    if token.lower_ not in {"new", "old", "one", "first", "second", "all", "our", "last", "third"}:
        return False
    if token.i + 1 >= sentence.last or not token.doc[token.i + 1].text[:1].isupper():
        return False
    if not opens(token, sentence):
        return True
    following = token.doc[token.i + 1]
    return (
        (following.ent_iob_ == "I" and token.ent_type_ in TAGGER_TYPES)
        or country_by_name(token.doc[token.i : token.i + 2].text) is not None
        or token.doc[token.i : token.i + 2].text in REGIONS
    )


def _is_initial_of(token: Token) -> bool:
    return token.i > 0 and token.i + 1 < len(token.doc) and is_given_name(token.doc[token.i - 1].text)


def _is_calendar_word(text: str) -> bool:
    return bool(
        re.match(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?\.?$", text)
        or re.match(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?$", text)
    )


def _is_name_at_opening(token: Token, sentence: Sentence) -> bool:
    text = token.text
    if token.ent_type_ in TAGGER_TYPES or is_given_name(text) or country_by_people(text) or country_by_name(text):
        return True
    if token.tag_ in {"NNP", "NNPS"}:
        return True
    following = token.doc[token.i + 1] if token.i + 1 < sentence.last else None
    follows_name = following is not None and following.text[:1].isupper() and following.tag_ in {"NNP", "NNPS"}
    return follows_name and token.pos_ in {"NOUN", "PROPN", "ADJ"} and text.lower() not in NOT_A_NAME


def _run_end(parse: Doc, position: int, sentence: Sentence, headline: bool) -> int:
    """One past the run of capitals that begins at ``position``: particles, hyphens and nicknames inside are kept."""
    end = position + 1
    while end < sentence.last:
        token = parse[end]
        if _is_inner_capital(token, sentence, headline):
            end += 1
            continue
        ahead = _bridge(parse, end, sentence, headline)
        if not ahead:
            break
        end = ahead
    return end


def _is_inner_capital(token: Token, sentence: Sentence, headline: bool) -> bool:
    if token.text[:1].isupper() and token.text.lower() in {"the", "for", "all", "our"}:
        return False
    return _is_name_like(token, sentence, headline) or bool(_INITIAL.match(token.text) and token.text != "I")


def _bridge(parse: Doc, end: int, sentence: Sentence, headline: bool) -> int:
    """Where the run goes on after a joint (hyphen, particle, People's, nickname in quotes), or 0."""

    def capital(at: int) -> bool:
        return at < sentence.last and _is_inner_capital(parse[at], sentence, headline)

    token = parse[end]
    glued = not parse[end - 1].whitespace_
    if token.text in _DASHES and glued and not token.whitespace_ and end + 1 < sentence.last:
        after = parse[end + 1]
        return (
            end + 2
            if after.is_alpha and (after.text[0].isupper() or after.lower_ in PARTICLES)
            else _hyphened(parse, end, sentence)
        )
    if token.lower_ in PARTICLES and token.text != "O":
        ahead = end + 1
        while ahead < sentence.last and parse[ahead].lower_ in PARTICLES:
            ahead += 1
        if ahead < sentence.last and parse[ahead].text in _DASHES and not parse[ahead].whitespace_:
            ahead += 1
        return ahead + 1 if capital(ahead) and ahead - end <= 3 else 0
    if token.tag_ == "POS" and parse[end - 1].text in POSSESSIVE_MEMBERS and capital(end + 1):
        return end + 2
    if token.text in _APOSTROPHES and parse[end - 1].text.endswith("s") and capital(end + 1):
        return end + 2 if parse[end - 1].text in POSSESSIVE_MEMBERS else 0
    if token.text == "&" and capital(end + 1):
        return end + 2
    if token.text in {'"', "“", "'", "‘"} and capital(end + 1) and end + 3 < sentence.last:
        closed = parse[end + 2].text in {'"', "”", "'", "’"}
        return end + 4 if closed and capital(end + 3) and is_given_name(parse[end - 1].text) else 0
    suffixes = {"Jr.", "Sr.", "Jr", "Sr", "D.C.", "D.C", "DC"}
    if token.text == "," and end + 1 < sentence.last and parse[end + 1].text in suffixes:
        return end + 2
    return 0


def _hyphened(parse: Doc, end: int, sentence: Sentence) -> int:
    """For "Kai-shek": a lower-case second half belongs to the name where the tagger has it inside."""
    after = parse[end + 1]
    inside = after.ent_type_ in {"PERSON", "GPE", "ORG"} and after.ent_iob_ == "I" and after.is_alpha
    return end + 2 if inside and after.i < sentence.last and after.tag_ in {"NNP", "NNPS"} else 0


def _segments(parse: Doc, first: int, last: int, sentence: Sentence, headline: bool) -> Iterator[Name]:
    """The names within one run of capitals: split at titles, demonyms and the tagger's bounds, then typed."""
    titles: list[tuple[int, int]] = _titles_before(parse, first, sentence)
    position = _end_of_broken_title(parse, first, last, sentence) or first
    if position > first:
        titles = [(first - 2, position)]
    while position < last:
        title = _title_at(parse, position, last)
        if title:
            titles.append((position, position + title))
            position += title
            continue
        end = _next_title(parse, position + 1, last)
        if end < last and _ends_body(parse, end, last):
            end = last
        yield from _typed(parse, position, end, tuple(titles), sentence, headline)
        titles = []
        position = end


def _ends_body(parse: Doc, start: int, last: int) -> bool:
    return parse[last - 1].text in BODY_HEADS and last - start <= 4 and not is_given_name(parse[start].text)


def _titles_before(parse: Doc, first: int, sentence: Sentence) -> list[tuple[int, int]]:
    """The lower-case title right before a run: "prime minister Adnan" ."""
    for length in range(min(4, first - sentence.first), 0, -1):
        words = parse[first - length : first]
        if words[0].text[0].islower() and role_sector("title", words.text):
            return [(first - length, first)]
    return []


def _end_of_broken_title(parse: Doc, first: int, last: int, sentence: Sentence) -> int:
    """One past a title that "of" breaks, where a name follows: "Chief of Staff Ada Brook"; 0 where there is none."""
    if first - 2 < sentence.first or parse[first - 1].lower_ != "of":
        return 0
    length = longest_title_at([word.text for word in parse[first - 2 : last]])
    return first - 2 + length if length > 2 and first - 2 + length < last else 0


def _title_at(parse: Doc, position: int, last: int) -> int:
    """How many tokens from here are a title with a name after it in the run, else 0."""
    words = [word.text for word in parse[position:last]]
    length = longest_title_at(words)
    while length and position + length < last and words[length - 1 : length + 1][-1:] == ["."]:
        length += 1
    if not length:
        return 0
    rest = words[length:]
    if not rest:
        return length if position + length < last or not is_given_name(words[-1]) else 0
    if rest[-1] in BODY_HEADS and not is_given_name(rest[0]):
        return 0
    if rest[-1] in OCCASION_HEADS or rest[-1] in WORK_HEADS or rest[-1] in PLACE_HEADS:
        return 0
    if length == 1 and len(rest) == 1 and is_given_name(words[0]) and words[0] not in {"Sheikh", "Ayatollah"}:
        return 0
    if rest[0] in _DASHES or rest[0] in _APOSTROPHES or rest[0].lower() in PARTICLES - {"al", "el", "van", "von", "de"}:
        return 0
    return length


def _next_title(parse: Doc, position: int, last: int) -> int:
    """Where the next title inside the run begins, or ``last``."""
    for at in range(position, last):
        if parse[at - 1].text in _DASHES or parse[at - 1].text == "&":
            continue
        words = [word.text for word in parse[at:last]]
        if words[0] in {"Lee", "Dean", "Earl", "King", "Prince", "Young", "Major", "Price", "Judge", "Bishop", "Don"}:
            continue
        if words[0] in BODY_HEADS and words[0] != "General":
            continue
        if len(words) == 1 and (at == position or parse[at - 1].text not in BODY_HEADS):
            continue
        if len(words[0]) > 1 and words[0][0].isupper() and _title_at(parse, at, last):
            return at
    return last


def _typed(
    parse: Doc, first: int, last: int, titles: tuple[tuple[int, int], ...], sentence: Sentence, headline: bool
) -> Iterator[Name]:
    """The names in a stretch without titles, each with its type."""
    while first < last and (parse[first].text in _DASHES or parse[first].lower_ == "the"):
        first += 1
    while last > first and (parse[last - 1].text in _DASHES or parse[last - 1].tag_ == "POS"):
        last -= 1
    if first == last:
        return
    adjective = _demonym_length(parse, first, last)
    if 0 < adjective < last - first and not titles and not _is_body_run(parse, first, last, sentence):
        rest = parse[first + adjective]
        if is_given_name(rest.text) or label_of(parse, first + adjective, last) == PERSON or rest.ent_iob_ == "B":
            place = country_by_name(parse[first : first + adjective].text)
            yield Name(first, first + adjective, PLACE if place else PEOPLE)
            yield from _typed(parse, first + adjective, last, (), sentence, headline)
            return
    for cut in range(first + 1, last):
        if _parts_at(parse, first, cut, last):
            yield from _typed(parse, first, cut, titles, sentence, headline)
            yield from _typed(parse, cut, last, (), sentence, headline)
            return
    end = _body_end(parse, first, last, sentence, headline)
    kind = type_of(parse, first, end, titles, sentence)
    if kind:
        yield Name(first, end, kind, titles if kind == PERSON else ())


def _parts_at(parse: Doc, first: int, cut: int, last: int) -> bool:
    """True where two names stand side by side: the tagger begins a new person after a body or a place."""
    token = parse[cut]
    if token.ent_iob_ != "B" or parse[cut - 1].text in _DASHES or parse[cut - 1].lower_ in PARTICLES:
        return False
    left, right = parse[cut - 1].ent_type_, token.ent_type_
    if right == "PERSON" and left in {"ORG", "GPE", "NORP"} and (last - cut >= 2 and is_given_name(token.text)):
        return True
    return left in {"ORG", "PERSON"} and parse[cut - 1].text in BODY_HEADS and right == "PERSON" and first < cut


def _demonym_length(parse: Doc, first: int, last: int) -> int:
    for length in (2, 1):
        if first + length <= last and country_by_people(parse[first : first + length].text):
            return length
    return 0


def _is_body_run(parse: Doc, first: int, last: int, sentence: Sentence) -> bool:
    if any(word.text in BODY_HEADS for word in parse[first:last]):
        return True
    return last < sentence.last and parse[last].lower_ in {"party", "parties"} and parse[last - 1].ent_type_ == "ORG"


def _body_end(parse: Doc, first: int, last: int, sentence: Sentence, headline: bool) -> int:
    """The end of an organisation's name that goes on over "of", "for the", "and": "Ministry of Defense"."""
    run = parse[first:last]
    leads = any(word.text in LEADING_BODY_HEADS for word in run) or any(word.text in FOREIGN_BODY_WORDS for word in run)
    headed = any(word.text in BODY_HEADS or word.text in FOREIGN_BODY_WORDS for word in run)
    if not headed and last - first <= 3 and last + 1 < sentence.last and parse[last].lower_ in {"and", "&"}:
        return _joined_body_end(parse, first, last, sentence, headline)
    if not leads or (is_given_name(parse[first].text) and not headed):
        return last
    linked = False
    while last < sentence.last - 1:
        ahead = last
        word = parse[ahead].lower_
        if word in _BODY_LINKS and (word != "in" or _one_entity(parse, last - 1, last + 1)):
            ahead += 1
            if word == "to" and not _one_entity(parse, last - 1, last + 1):
                break
        elif word in {"and", "&"} and linked and _goes_on(parse, last, sentence):
            ahead += 1
        else:
            break
        if ahead < sentence.last and parse[ahead].lower_ in {"the", "all", "our"}:
            ahead += 1
        if ahead >= sentence.last or not _is_inner_capital(parse[ahead], sentence, headline):
            break
        if longest_title_at([parse[ahead].text]) and word != "of":
            break
        end = _before_person(parse, ahead, _run_end(parse, ahead, sentence, headline))
        if end == ahead:
            break
        last = end
        linked = True
    return last


def _before_person(parse: Doc, first: int, last: int) -> int:
    """Where a person's name or a title begins within the stretch, or its end."""
    for at in range(first, last):
        token = parse[at]
        if (token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and last - at > 1) or (
            is_given_name(token.text) and last - at > 1 and token.ent_type_ != "ORG"
        ):
            return at
        if at > first and (longest_title_at([token.text]) or token.text == "Member"):
            return at
    return last


def _joined_body_end(parse: Doc, first: int, last: int, sentence: Sentence, headline: bool) -> int:
    """The end of "Social Democratic and Labour Party": the first half is no name by itself."""
    front = parse[first:last]
    if is_given_name(front[0].text) and last - first > 1 and front[0].text != "Christian":
        return last
    if country_by_name(front.text) or country_by_people(front.text) or front[0].ent_type_ in {"PERSON", "GPE"}:
        return last
    if last + 1 >= sentence.last or not _is_inner_capital(parse[last + 1], sentence, headline):
        return last
    end = _run_end(parse, last + 1, sentence, headline)
    adjectives = all(word.tag_ in {"JJ", "NNP", "NNPS"} for word in front) and not front.text.isupper()
    whole = _one_entity(parse, last - 1, last + 1)
    if (
        parse[end - 1].text in BODY_HEADS
        and end - last <= 5
        and adjectives
        and (whole or front[-1].tag_ == "JJ" or (front.text in _JOINABLE))
    ):
        return _body_end(parse, last + 1, end, sentence, headline)
    return last


def _goes_on(parse: Doc, last: int, sentence: Sentence) -> bool:
    """True where "and" joins two matters of one ministry or movement and not two names."""
    if _one_entity(parse, last - 1, last + 1):
        return True
    after = parse[last + 1 : min(last + 4, sentence.last)]
    if not len(after) or not after[0].text[0].isupper() or is_given_name(after[0].text):
        return False
    known = country_by_people(after[0].text) or country_by_name(after[0].text)
    if known or after[0].text in {"Party", "Union"}:
        return False
    if after[0].text in MEMBERS:
        return True
    return after[0].ent_iob_ != "B" and not any(word.text in BODY_HEADS - MEMBERS for word in after)


def _one_entity(parse: Doc, left: int, right: int) -> bool:
    """True where the tagger has both tokens in one entity."""
    if right >= len(parse) or not parse[left].ent_type_:
        return False
    return all(parse[at].ent_iob_ == "I" for at in range(left + 1, right + 1))
