"""Where the text names a place: spaCy's entities, corrected with the gazetteer and with the words around."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.codes.countries import capital_of, country_by_name, country_by_people
from onrecord.document import Sentence
from onrecord.stages.places import words
from onrecord.stages.places.gazetteer import Gazetteer, Kind, Match, name_key
from onrecord.stages.places.metonyms import acts

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LONGEST_NAME = 6
"""Tokens: the longest name that is tried against the gazetteer."""
_CAPITAL_TAGS = frozenset(
    {"PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB", "ADV", "AUX", "DET", "ADP", "NUM", "PRON", "SCONJ"}
)


@dataclass(frozen=True)
class PlaceName:
    """A place name in the text, before it is known which place it is."""

    first: int
    """First token."""
    last: int
    """One past the last token."""
    text: str
    key: str
    """What to look for in the gazetteer."""
    kind: Kind | None
    """The kind of place that a word beside the name says it is."""
    rule: str
    """What gave it away as a place."""
    metonym: bool = False
    """True where it stands for a government: no place, yet a hint where the others lie."""


def place_names(parse: Doc, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> list[PlaceName]:
    """The place names of the sentences given, in text order, none overlapping another.

    Names of persons and organisations, treaties, demonyms and streets are left out; a capital or a building that acts
    for a government is there with ``metonym`` set.
    """
    finder = _Finder(parse, gazetteer)
    for sentence in sentences:
        finder.read(sentence)
    for sentence in sentences:
        finder.read_again(sentence)
    return sorted(finder.found.values(), key=lambda name: name.first)


def state_key(text: str, *, after_comma: bool) -> str | None:
    """The key of the state that an abbreviation such as "W.Va." or "TX" stands for, or None."""
    letters = text.replace(".", "").replace(" ", "").upper()
    key = words.STATE_ABBREVIATIONS.get(letters)
    if (
        key is None
        or not text[:1].isupper()
        or not (after_comma or "." in text or letters in words.UNMISTAKABLE_ABBREVIATIONS)
    ):
        return None
    if after_comma and "." not in text and len(text) > 2 and not text.isupper():
        return None
    return key.replace("_", " ")


class _Finder:
    """Collects the names of one document."""

    def __init__(self, parse: Doc, gazetteer: Gazetteer) -> None:
        self.parse = parse
        self.text = parse.text
        self.gazetteer = gazetteer
        self.found: dict[int, PlaceName] = {}
        self.taken: set[int] = set()
        self.entities = parse.ents
        self.entity_starts = [entity.start for entity in self.entities]
        self.label = {token.i: entity.label_ for entity in self.entities for token in entity}
        self.entity = {token.i: (entity.start, entity.end) for entity in self.entities for token in entity}
        self.sure_keys: set[str] = set()
        self.person_words = {
            token.lower_ for entity in parse.ents if entity.label_ == "PERSON" and len(entity) > 1 for token in entity
        }

    def read(self, sentence: Sentence) -> None:
        """Takes what entities, types, prepositions and commas give away."""
        for entity in self._entities(sentence):
            if entity.label_ in PLACE_LABELS:
                for first, last in self._pieces(entity.start, entity.end):
                    self._take_entity(first, last, entity.label_)
        for first, last in self._runs(sentence):
            self._take_run(first, last)

    def _entities(self, sentence: Sentence) -> list[Span]:
        """The entities that lie in the sentence; spaCy's own answer goes through the whole text each time."""
        first = bisect.bisect_left(self.entity_starts, sentence.first)
        last = bisect.bisect_left(self.entity_starts, sentence.last)
        return [entity for entity in self.entities[first:last] if entity.end <= sentence.last]

    def read_again(self, sentence: Sentence) -> None:
        """Takes names that are places elsewhere in the document, and lists with places in them."""
        for first, last in self._runs(sentence):
            if any(i in self.taken for i in range(first, last)):
                continue
            text = self._text(first, last)
            key = name_key(text)
            if key in words.NOT_PLACES or _acronym(text) or not self.gazetteer.named(key):
                continue
            if self._in_longer_name(first, last) or self._treaty(last):
                continue
            neighbour = self._in_list_with_place(first, last)
            if neighbour or (
                key in self.sure_keys and key not in self.person_words and self.label.get(first) != "PERSON"
            ):
                self._add(first, last, None, "list of places" if neighbour else "named elsewhere")

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """An entity cut at commas, without article, modifiers and possessive."""
        start = first
        for i in range(first, last + 1):
            if i == last or self.parse[i].text in {",", ";", "(", ")", "/", "—", "–", "--"} or self.parse[i].is_space:
                begin, end = start, i
                while begin < end and (self.parse[begin].lower_ in {"the", "a"} or self.parse[begin].is_punct):
                    begin += 1
                while end > begin and self.parse[end - 1].text in {
                    "'s",
                    "’s",
                    "'",
                    "’",
                    "-",
                    '"',
                    "”",
                    "and",
                    ".",
                    "â",
                }:
                    end -= 1
                if begin < end:
                    yield begin, end
                start = i + 1

    def _take_entity(self, first: int, last: int, label: str) -> None:
        last = self._longest(first, last)
        if any(i in self.taken for i in range(first, last)):
            return None
        text = self._text(first, last)
        if text[:1].islower() and self.parse[first].lower_ in words.MODIFIERS and last - first > 1:
            return self._take_entity(first + 1, last, label)
        if (
            first
            and self.parse[first - 1].text in {"$", "-"}
            and not self.parse[first - 1].whitespace_
            and self.parse[first - 2].text not in {"R", "D"}
        ):
            return None
        if not text[:1].isupper() or (country_by_people(text) and name_key(text) != "us"):
            return None
        if self._in_person(first, last) or self._treaty(last):
            return None
        after_comma = first > 0 and self.parse[first - 1].text == ","
        if state_key(text, after_comma=after_comma):
            return self._add(first, last, "region", "entity")
        known = self._known(text)
        if not known and self.parse[first].lower_ in words.MODIFIERS and last - first > 1:
            return self._take_entity(first + 1, last, label)
        if self._is_adjective(first, last, known=bool(known)):
            return None
        if not known and last - first > 1 and self.parse[first].lower_ in words.DIRECTIONS:
            whole = self._known(self._text(first + 1, last))
            if any(match.entry.letter == "C" for match in whole):
                return self._add(first, last, "area", "part of a country")
        if label == "FAC" and not known:
            return None
        if not known and (
            any(letter.isdigit() for letter in text)
            or name_key(text) in words.NOT_PLACES
            or not self._place_context(first, last)
        ):
            return None
        if known and name_key(text) in words.NOT_PLACES and not self._place_context(first, last):
            return None
        person = text.lower() in self.person_words or (self._speaks(last) and not _sizeable(known))
        if last - first == 1 and person and not self._place_context(first, last):
            return None
        return self._add(first, last, None, "entity")

    def _take_run(self, first: int, last: int) -> None:
        """Takes a run of capitalised words, or its beginning or end, where the words around make it a place."""
        last = self._longest(first, last)
        if any(i in self.taken for i in range(first, last)):
            return
        text = self._text(first, last)
        if first + 1 < last and self.parse[last - 1].text in words.CAPITALISED_TYPES and self._known(text):
            if not self._in_longer_name(first, last):
                self._add(first, last, None, "type word")
            return
        key = name_key(text)
        matches = self._known(text)
        if country_by_people(text) and key != "us":
            return
        if self._is_adjective(first, last, known=bool(matches)):
            return
        if not matches:
            after_comma = first > 0 and self.parse[first - 1].text == ","
            if after_comma and state_key(text, after_comma=True) and first - 2 in self.taken:
                self._add(first, last, "region", "state after comma")
            return
        if self._dateline(first, last):
            self._add(first, last, None, "dateline")
            return
        if self._in_longer_name(first, last) or self._treaty(last):
            return
        if self._parent_follows(last, matches):
            self._add(first, last, None, "parent after comma")
        elif any(match.entry.letter == "C" for match in matches) and not self._perhaps_person(first, last):
            if key not in {"us", "car"} or text == "US":
                self._add(first, last, None, "country")
        elif key in words.NOT_PLACES:
            return
        elif (
            not _acronym(text)
            and not self._perhaps_person(first, last)
            and _wide(matches)
            and (self.label.get(first) or last - first > 1 or self.parse[first - 1 if first else 0].lower_ == "the")
        ):
            self._add(first, last, None, "region or water")
        elif _acronym(text) or (
            last - first == 1 and text.lower() in self.person_words and self.label.get(first) != "GPE"
        ):
            return
        elif self._place_context(first, last):
            self._add(first, last, None, "context")

    def _is_adjective(self, first: int, last: int, *, known: bool) -> bool:
        """True for "North Caucasian" and, before the leaders of its shores, "Baltic": words for peoples."""
        following = self.parse[last] if last < len(self.parse) else None
        if following is None or following.pos_ not in {"NOUN", "PROPN"}:
            return False
        if self._text(first, last).lower() == "baltic":
            return following.lower_ not in words.SEA_WORDS
        word = self.parse[last - 1]
        return not known and following.text[:1].islower() and word.lower_.endswith(("ian", "ean", "ish", "ese"))

    def _add(self, first: int, last: int, kind: Kind | None, rule: str) -> None:
        kind = kind or self._kind_beside(first, last)
        end = last
        if end < len(self.parse) and self.parse[end].lower_ in words.DIVISION_AFTER and not self._ends_with_type(last):
            longer = self._text(first, end + 1)
            following = end + 1 < len(self.parse) and self.parse[end + 1].pos_ == "PROPN"
            if not following and (self.parse[end].text[0].islower() or self.gazetteer.named(name_key(longer))):
                end += 1
        text = self._text(first, end)
        key = name_key(self._text(first, last))
        metonym = self._acts(first, last)
        self.found[first] = PlaceName(first, end, text, key, kind, rule, metonym)
        self.taken.update(range(first, end))
        if not metonym:
            self.sure_keys.add(key)

    def _text(self, first: int, last: int) -> str:
        return self.text[self.parse[first].idx : self.parse[last - 1].idx + len(self.parse[last - 1])]

    def _known(self, text: str) -> tuple[Match, ...]:
        key = name_key(text)
        return self.gazetteer.named(key) or (self.gazetteer.spelled_like(key) if len(key) > 4 else ())

    def _runs(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words, with "de", "of the" and the like inside them."""
        parse = self.parse
        i = sentence.first
        while i < sentence.last:
            if not _capitalised(parse[i]):
                i += 1
                continue
            end = i + 1
            while end < sentence.last and end - i < LONGEST_NAME:
                if _capitalised(parse[end]):
                    end += 1
                elif (
                    parse[end].text == "-"
                    and end + 1 < sentence.last
                    and _capitalised(parse[end + 1])
                    and not parse[end].whitespace_
                ) or (
                    parse[end].lower_
                    in {"de", "del", "la", "al", "el", "ez", "upon", "on", "of", "da", "do", "di", "du", "le"}
                    and end + 1 < sentence.last
                    and _capitalised(parse[end + 1])
                    and self.gazetteer.named(name_key(self._text(i, end + 2)))
                ):
                    end += 2
                else:
                    break
            if not any(token.pos_ == "PROPN" or token.ent_type_ for token in parse[i:end]):
                i = end
                continue
            begin = i
            while (
                begin < end - 1
                and parse[begin].is_sent_start
                and parse[begin].lower_ in {"in", "at", "the", "near", "from"}
            ):
                begin += 1
            if (
                begin < end - 1
                and parse[begin].lower_ in {"the", "north", "northern"}
                and not self._known(self._text(begin, end))
            ):
                begin += 1
            yield begin, end
            i = max(end, i + 1)

    def _in_person(self, first: int, last: int) -> bool:
        """True if the words are part of a longer person name, or a title stands before."""
        if first in self.entity and self.label[first] in {"PERSON", "ORG"}:
            start, end = self.entity[first]
            return start < first or end > last
        if self._after_organisation(first):
            return True
        previous = self.parse[first - 1] if first else None
        return previous is not None and previous.text in {
            "Mr",
            "Mr.",
            "Mrs",
            "Mrs.",
            "Ms",
            "Ms.",
            "Dr",
            "Dr.",
            "Capt.",
            "Sgt.",
            "Gen.",
        }

    def _after_organisation(self, first: int) -> bool:
        """True in "University of X", "Islamic State of X and Y": the name is part of an organisation's."""
        parse = self.parse
        i = first - 1
        while i > 1 and parse[i].lower_ in {"the", "and"}:
            i -= 2 if parse[i].lower_ == "and" else 1
        if i < 1 or parse[i].lower_ not in {"of", "for"}:
            return False
        head = parse[i - 1].text
        return head in words.ORGANISATION_HEADS or (head == "State" and i > 1 and parse[i - 2].text == "Islamic")

    def _in_longer_name(self, first: int, last: int) -> bool:
        if self._in_person(first, last):
            return True
        for i in range(first, last):
            if self.label.get(i) in {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT"}:
                start, end = self.entity[i]
                if start < first or end > last:
                    return True
        return False

    def _treaty(self, last: int) -> bool:
        following = self.parse[last] if last < len(self.parse) else None
        if following is not None and following.text.isdigit() and last + 1 < len(self.parse):
            following = self.parse[last + 1]
        if following is not None and following.lower_ in {"climate", "peace"} and last + 1 < len(self.parse):
            following = self.parse[last + 1]
        return following is not None and (
            following.lower_ in words.TREATY_NOUNS or following.lower_ in words.DISEASE_WORDS
        )

    def _place_context(self, first: int, last: int) -> bool:
        """True if the words before or after say that this is a place."""
        parse = self.parse
        i = first - 1
        while i >= 0 and (parse[i].lower_ in {"the", "nearby", "downtown"} or parse[i].lower_ in words.MODIFIERS):
            i -= 1
        previous = parse[i] if i >= 0 else None
        if previous is not None:
            word = previous.lower_
            person = self.label.get(first) == "PERSON" and last - first > 1
            label = self.label.get(first)
            before = parse[i - 1].lower_ if i else ""
            if word in words.PLACE_PREPOSITIONS and (not person or word in words.AREA_PREPOSITIONS):
                return True
            if word == "of" and i > 0 and not person:
                if before in words.PLACE_NOUNS or before in words.TYPE_WORDS:
                    return True
                if self.label.get(i - 1) == "PERSON" or (before == "," and parse[i - 2].is_digit):
                    return True
            if word in {"from", "to"} and before not in {"according", "thanks", "due", "belongs", "belonged"}:
                moves = last - first == 1 and self._moves(i) and not self._perhaps_person(first, last)
                if moves or (label not in {"PERSON", "ORG"} and not person):
                    return True
            if word == "on" and before in words.STRIKE_NOUNS:
                return True
            if word in words.TYPE_WORDS and words.TYPE_WORDS[word] == "city" and label != "PERSON":
                return True
            if word == "-" and before in {"r", "d"}:
                return True
        if self._is_struck(first, last):
            return True
        following = parse[last] if last < len(parse) else None
        if following is not None and following.text in words.DIVISION_AFTER | words.LOCAL_NOUNS:
            return True
        return first + 1 < last and parse[last - 1].text in words.CAPITALISED_TYPES

    def _is_struck(self, first: int, last: int) -> bool:
        """True for what falls, or is shelled, reached, left: towns, unless spaCy takes it for a person."""
        token = self.parse[last - 1]
        if token.dep_ == "nsubj" and token.head.lemma_ == "fall":
            return self.label.get(first) != "PERSON"
        struck = token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in words.STRIKE_VERBS
        return struck and not self._perhaps_person(first, last)

    def _moves(self, preposition: int) -> bool:
        """True if "from X" or "to X" goes with a verb of motion, or X is one end of "from X to Y"."""
        token = self.parse[preposition]
        other = "from" if token.lower_ == "to" else "to"
        near = self.parse[max(0, preposition - 5) : preposition + 6]
        return token.head.lemma_ in words.MOTION_WORDS or any(word.lower_ == other for word in near)

    def _parent_follows(self, last: int, matches: tuple[Match, ...]) -> bool:
        """True if ", STATE" or ", COUNTRY" follows and the name is known there."""
        parse = self.parse
        if last + 1 >= len(parse) or parse[last].text != "," or not _capitalised(parse[last + 1]):
            return False
        for end in range(min(len(parse), last + 4), last + 1, -1):
            text = self._text(last + 1, end)
            state = state_key(text, after_comma=True)
            for parent in self.gazetteer.named(state or name_key(text)):
                entry = parent.entry
                if entry.letter == "C" and any(match.entry.country == entry.country for match in matches):
                    return True
                if entry.letter == "R" and any(match.entry.region == entry.region for match in matches):
                    return True
        return False

    def _dateline(self, first: int, last: int) -> bool:
        """True for a name in capitals that opens a paragraph and is followed by a dash or a bracket."""
        opens = first == 0 or self.parse[first - 1].is_space or self.parse[first].is_sent_start
        opens = opens or (self.parse[first - 1].text == "/" and first - 2 in self.taken)
        text = self._text(first, last)
        closes = last < len(self.parse) and self.parse[last].text in {"—", "–", "--", "-", "(", ",", "/", "â"}
        return bool(opens and closes and text.isupper() and len(text) > 3)

    def _in_list_with_place(self, first: int, last: int) -> bool:
        """True if the name is joined by commas and "and" to a place on either side."""
        parse = self.parse
        before, after = first - 1, last
        if self.label.get(first) == "PERSON" and (last - first > 1 or self._perhaps_person(first, last)):
            return False
        if before >= 1 and parse[before].lower_ in {",", "and", "or"}:
            while before >= 1 and parse[before].lower_ in {",", "and", "or"}:
                before -= 1
            if before in self.taken and self._conjoined(before, first):
                return True
        if after + 1 < len(parse) and parse[after].lower_ in {",", "and", "or"}:
            while after + 1 < len(parse) and parse[after].lower_ in {",", "and", "or"}:
                after += 1
            return after in self.taken and self._conjoined(first, after)
        return False

    def _conjoined(self, one: int, other: int) -> bool:
        later = self.parse[other]
        earlier = self.parse[one]
        return later.dep_ in {"conj", "appos"} or earlier.dep_ in {"conj", "appos"}

    def _longest(self, first: int, last: int) -> int:
        """The end of the longest name in the gazetteer that goes on from here: "Deir" to "Deir ez-Zor"."""
        parse = self.parse
        if last >= len(parse) or parse[last].is_space or (parse[last].is_punct and parse[last].text != "-"):
            return last
        for end in range(min(len(parse), first + LONGEST_NAME), last, -1):
            if not _capitalised(parse[end - 1]) or any(token.is_space for token in parse[first:end]):
                continue
            inner = parse[last : end - 1]
            if any((token.is_punct and token.text != "-") or token.lower_ in {"and", "or", "in"} for token in inner):
                continue
            hyphened = not any(token.whitespace_ for token in parse[last : end - 1])
            if not hyphened and any(self.label.get(i) == "PERSON" for i in range(last, end)):
                continue
            if parse[end - 1].text in words.CAPITALISED_TYPES:
                continue
            matches = self.gazetteer.named(name_key(self._text(first, end)))
            if any(match.by == "name" or match.entry.population > 10_000 for match in matches):
                return end
        return last

    def _perhaps_person(self, first: int, last: int) -> bool:
        """True if spaCy takes the words for a person and nothing speaks against it."""
        if self.label.get(first) != "PERSON":
            return False
        text = self._text(first, last).lower()
        return text in self.person_words or text in words.GIVEN_NAMES

    def _speaks(self, last: int) -> bool:
        """True if the name is the subject of a verb of speech, or is called something, as persons are."""
        token = self.parse[last - 1]
        following = self.parse[last].lower_ if last < len(self.parse) else ""
        return following in words.SPEECH_VERBS or (
            token.dep_ == "nsubj"
            and (token.head.lower_ in words.SPEECH_VERBS or token.head.lemma_ in {"say", "tell", "add"})
        )

    def _ends_with_type(self, last: int) -> bool:
        return self.parse[last - 1].lower_ in words.DIVISION_AFTER

    def _kind_beside(self, first: int, last: int) -> Kind | None:
        """The kind that a type word says: in the name, after it, or before it ("the town of X", "the river X")."""
        parse = self.parse
        if last - first > 1:
            for i in (last - 1, first):
                if parse[i].lower_ in words.TYPE_WORDS and parse[i].lower_ not in {"city", "port", "state", "republic"}:
                    return words.TYPE_WORDS[parse[i].lower_]
        if (
            last < len(parse)
            and parse[last].lower_ in words.TYPE_WORDS
            and parse[last].lower_ not in {"city", "capital"}
        ):
            return words.TYPE_WORDS[parse[last].lower_]
        i = first - 1
        if i >= 1 and parse[i].lower_ == "of":
            i -= 1
        if i >= 0 and parse[i].lower_ in words.TYPE_WORDS:
            return words.TYPE_WORDS[parse[i].lower_]
        return None

    def _acts(self, first: int, last: int) -> bool:
        """True if a capital or a building that houses a government stands for that government here."""
        text = self._text(first, last)
        if not (capital_of(text) or name_key(text) in words.BUILDINGS) or country_by_name(text):
            return False
        parse = self.parse
        before = first - 1
        while before > 0 and parse[before].lower_ in {"the", "and", ",", *words.MODIFIERS}:
            before -= 1
        building = name_key(text) in words.BUILDINGS and not capital_of(text)
        if before > 0 and parse[before].lower_ in {"in", "on"} and parse[before - 1].lower_ in words.TRUST_NOUNS:
            return True
        if before >= 0 and parse[before].lower_ in words.AREA_PREPOSITIONS:
            return False
        if building and before > 0 and parse[before].lower_ == "of":
            held = parse[before - 1].lower_
            if held not in words.PLACE_NOUNS and held not in words.LOCAL_NOUNS and parse[before - 1].pos_ == "NOUN":
                return True
        if building and before >= 0 and parse[before].lower_ in {"by", "with"}:
            return True
        if last + 1 < len(parse) and parse[last].text == "," and self._parent_follows(last, self._known(text)):
            return False
        following = last
        while (
            following + 1 < len(parse)
            and parse[following].lower_ in {"and", ","}
            and capital_of(parse[following + 1].text)
        ):
            following += 2
        if following < len(parse) and parse[following].lower_ in words.SPEECH_VERBS:
            return True
        return acts(parse[last - 1])


def _acronym(text: str) -> bool:
    """True for short words in capitals, such as SEC: no places, states and countries aside."""
    return text.isupper() and len(text) <= 5 and "." not in text


def _sizeable(matches: tuple[Match, ...]) -> bool:
    """True if the name is that of a country, a division or a large town."""
    return any(match.entry.letter in "CRK" or match.entry.population >= 500_000 for match in matches)


def _wide(matches: tuple[Match, ...]) -> bool:
    """True for continents, areas, waters and mountains, and for large divisions by their main name."""
    return any(
        match.entry.letter in "KAWM"
        or (match.entry.letter == "R" and match.by == "name" and match.entry.population > 1_000_000)
        for match in matches
    )


def _capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in _CAPITAL_TAGS and not token.is_space and not token.is_punct
