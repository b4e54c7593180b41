"""Where the text names a place: spaCy's entities, corrected with the gazetteer and with the words around."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from onrecord.codes.countries import capital_of, country, country_by_name, country_by_people
from onrecord.document import Sentence
from onrecord.stages.places import words
from onrecord.stages.places.gazetteer import Gazetteer, Kind, Match, name_key
from onrecord.stages.places.surroundings import LONGEST_NAME, Surroundings, capitalised, pieces

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})

BY_WORDS_AROUND = "place by the words around"
"""The rule of names that the gazetteer lacks and spaCy does not take for places."""
TOWN = 5_000
"""The same for towns of a country that the document names."""
LARGE_TOWN = 100_000
"""People from which the name of a town is taken for the town where spaCy sees another kind of name."""


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


def place_names(parse: Doc, text: str, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> list[PlaceName]:
    """The place names of the sentences given, in text order, none overlapping another.

    Names of persons and organisations, treaties, demonyms and streets are left out; a capital or a building that acts
    for a government is there with ``metonym`` set.
    """
    finder = _Finder(parse, text, gazetteer)
    for sentence in sentences:
        finder.read(sentence)
    for sentence in sentences:
        finder.read_again(sentence)
    return sorted(finder.found.values(), key=lambda name: name.first)


def names_at(parse: Doc, text: str, spans: Iterable[tuple[int, int]], known: Gazetteer) -> list[PlaceName]:
    """The names at these stretches of the text, in order, whatever stands there: to measure the resolution by itself.

    A word for a people stands for its country.
    """
    around = Surroundings(parse, text, known)
    found: dict[int, PlaceName] = {}
    for start, end in sorted(spans):
        span = parse.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span) or span.start in found:
            continue
        code = country_by_people(text[start:end])
        people = country(code) if code else None
        name = people.name if people else text[start:end]
        kind = "country" if people else around.kind_beside(span.start, span.end)
        found[span.start] = PlaceName(span.start, span.end, name, name_key(name), kind, "span given")
    return list(found.values())


class _Finder:
    """Collects the names of one document."""

    def __init__(self, parse: Doc, text: str, gazetteer: Gazetteer) -> None:
        self.parse = parse
        self.gazetteer = gazetteer
        self.around = Surroundings(parse, text, gazetteer)
        self.found: dict[int, PlaceName] = {}
        self.countries: set[str] = {
            code for token in parse if token.text[:1].isupper() and (code := country_by_people(token.text))
        }
        """Alpha-3 codes of the countries that the document names, or whose people it names."""
        self.taken: set[int] = set()
        self.entities = parse.ents
        self.entity_starts = [entity.start for entity in self.entities]
        self.sure_keys: set[str] = set()

    def read(self, sentence: Sentence) -> None:
        """Takes what entities, types, prepositions and commas give away."""
        for entity in self._entities(sentence):
            if entity.label_ in PLACE_LABELS:
                for first, last in pieces(self.parse, entity.start, entity.end):
                    self._take_entity(first, last, entity.label_)
        for first, last in self._runs(sentence):
            self._take_run(first, last)

    def _before_country(self, first: int) -> bool:
        """True for the "East" of "East Ukraine", which by itself is the name of a division elsewhere."""
        parse = self.parse
        if parse[first].lower_ not in words.DIRECTIONS or first + 1 >= len(parse) or not parse[first].whitespace_:
            return False
        end = self.around.longest(first + 1, first + 2)
        return country_by_name(self.around.text(first + 1, end)) is not None

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
            text = self.around.text(first, last)
            key = name_key(text)
            if key in words.NOT_PLACES or _acronym(text) or not self.gazetteer.named(key):
                continue
            if self.around.in_longer_name(first, last) or self.around.treaty(last):
                continue
            neighbour = self._in_list_with_place(first, last)
            if not neighbour and self._town_of_country_named(first, last):
                self._add(first, last, None, "town of a country named")
            elif neighbour or (
                key in self.sure_keys
                and key not in self.around.person_words
                and self.around.label.get(first) != "PERSON"
            ):
                self._add(first, last, None, "list of places" if neighbour else "named elsewhere")

    def _take_entity(self, first: int, last: int, label: str) -> None:
        last = self.around.longest(first, last)
        if any(i in self.taken for i in range(first, last)):
            return None
        text = self.around.text(first, last)
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
        if self.around.in_person(first, last) or self.around.treaty(last):
            return None
        after_comma = first > 0 and self.parse[first - 1].text == ","
        if words.state_key(text, after_comma=after_comma):
            return self._add(first, last, "region", "entity")
        known = self.around.known(text)
        if not known and self.parse[first].lower_ in words.MODIFIERS and last - first > 1:
            return self._take_entity(first + 1, last, label)
        if self.around.is_adjective(first, last, known=bool(known)):
            return None
        if last - first == 1 and self._before_country(first):
            return self._take_entity(first, self.around.longest(first + 1, first + 2), label)
        if not known and last - first > 1 and self.parse[first].lower_ in words.DIRECTIONS:
            whole = self.around.known(self.around.text(first + 1, last))
            if any(match.entry.letter == "C" for match in whole):
                return self._add(first, last, "area", "part of a country")
        if label == "FAC" and not known:
            return self._add(first, last, "other", "building") if self.around.building(first, last) else None
        if not known and (
            any(letter.isdigit() for letter in text)
            or name_key(text) in words.NOT_PLACES
            or not self.around.place_context(first, last)
        ):
            return None
        if known and name_key(text) in words.NOT_PLACES and not self.around.place_context(first, last):
            return None
        person = not _sizeable(known) and (text.lower() in self.around.person_words or self.around.speaks(last))
        if last - first == 1 and person and not self.around.place_context(first, last):
            return None
        return self._add(first, last, None, "entity")

    def _take_run(self, first: int, last: int) -> None:
        """Takes a run of capitalised words, or its beginning or end, where the words around make it a place."""
        last = self.around.longest(first, last)
        if any(i in self.taken for i in range(first, last)):
            return
        text = self.around.text(first, last)
        if first + 1 < last and self.parse[last - 1].text in words.CAPITALISED_TYPES and self.around.known(text):
            if not self.around.in_longer_name(first, last):
                self._add(first, last, None, "type word")
            return
        key = name_key(text)
        matches = self.around.known(text)
        if country_by_people(text) and key != "us":
            return
        if self.around.is_adjective(first, last, known=bool(matches)):
            return
        if not matches:
            after_comma = first > 0 and self.parse[first - 1].text == ","
            if after_comma and words.state_key(text, after_comma=True) and first - 2 in self.taken:
                self._add(first, last, "region", "state after comma")
            elif self._unknown_place(first, last):
                self._add(first, last, None, BY_WORDS_AROUND)
            return
        if self.around.dateline(first, last, self.taken):
            self._add(first, last, None, "dateline")
            return
        if self.around.in_longer_name(first, last) or self.around.treaty(last):
            return
        if self.around.parent_follows(last, matches):
            self._add(first, last, None, "parent after comma")
        elif any(match.entry.letter == "C" for match in matches) and (
            self.around.owns_state(last) or not self.around.perhaps_person(first, last)
        ):
            if key not in {"us", "car"} or text == "US":
                self._add(first, last, None, "country")
        elif key in words.NOT_PLACES:
            return
        elif (
            not _acronym(text)
            and not self.around.perhaps_person(first, last)
            and _wide(matches)
            and (
                self.around.label.get(first)
                or last - first > 1
                or self.parse[first - 1 if first else 0].lower_ == "the"
            )
        ):
            self._add(first, last, None, "region or water")
        elif _acronym(text) or (
            last - first == 1 and text.lower() in self.around.person_words and self.around.label.get(first) != "GPE"
        ):
            return
        elif self.around.place_context(first, last):
            self._add(first, last, None, "context")
        elif self._town_on_its_own(first, last, matches):
            self._add(first, last, None, "large town")

    def _town_of_country_named(self, first: int, last: int) -> bool:
        """True for what spaCy takes for another kind of name, but is a town of a country that the document names."""
        around = self.around
        if around.entity.get(first) != (first, last) or around.perhaps_person(first, last) or around.speaks(last):
            return False
        if first and not self.parse[first].is_sent_start and self.parse[first - 1].lower_ in {"the", "-", "."}:
            return False
        countries = self.countries - words.STATE_COUNTRIES - {"GBR"}
        return any(
            match.entry.letter in "PR" and match.entry.population >= TOWN and match.entry.country in countries
            for match in self.gazetteer.named(name_key(around.text(first, last)))
            if match.by == "name"
        )

    def _unknown_place(self, first: int, last: int) -> bool:
        """True for a name the gazetteer lacks where the preposition before it leaves hardly anything else."""
        around = self.around
        text = around.text(first, last)
        if (
            _acronym(text)
            or text[0].isdigit()
            or any(around.text(i, i + 1).lower() in around.person_words for i in range(first, last))
        ):
            return False
        if around.in_longer_name(first, last) or around.treaty(last) or around.label.get(first) in words.NEVER_PLACES:
            return False
        if any(
            token.text in words.ORGANISATION_HEADS | words.INSTITUTION_WORDS or token.lower_ in words.NOT_PLACES
            for token in self.parse[first:last]
        ):
            return False
        typed = last - first > 1 and self.parse[first].text in words.TYPES_BEFORE
        return typed or around.stands_at(first, last) or around.building(first, last) or around.described(last)

    def _town_on_its_own(self, first: int, last: int, matches: tuple[Match, ...]) -> bool:
        """True for the name of a large town that spaCy takes for a name of another kind, where nothing bears that
        out.
        """
        around = self.around
        key = name_key(around.text(first, last))
        if not _large_town(matches) or key in words.GIVEN_NAMES or key in words.BUILDINGS or around.speaks(last):
            return False
        opens = not first or self.parse[first].is_sent_start
        joined = not opens and self.parse[first - 1].lower_ in {"the", "and", "-", "."}
        if joined or around.perhaps_person(first, last):
            return False
        if around.label.get(first):
            return around.entity.get(first) == (first, last)
        following = self.parse[last] if last < len(self.parse) else None
        return (
            self.parse[first].pos_ == "PROPN"
            and following is not None
            and (following.pos_ in {"VERB", "AUX"} or following.text in {"'s", "’s"})
        )

    def _add(self, first: int, last: int, kind: Kind | None, rule: str) -> None:
        if self.around.owns_state(last) and any(
            m.entry.letter == "C" for m in self.around.known(self.around.text(first, last))
        ):
            kind = "country"
        kind = kind or self.around.kind_beside(first, last)
        end = last
        if (
            end < len(self.parse)
            and self.parse[end].lower_ in words.DIVISION_AFTER
            and not self.around.ends_with_type(last)
        ):
            longer = self.around.text(first, end + 1)
            following = end + 1 < len(self.parse) and self.parse[end + 1].pos_ == "PROPN"
            if not following and (self.parse[end].text[0].islower() or self.gazetteer.named(name_key(longer))):
                end += 1
        text = self.around.text(first, end)
        key = name_key(self.around.text(first, last))
        dateline = rule == "dateline" or self.around.dateline(first, last, self.taken)
        metonym = not dateline and (self.around.acts(first, last) or self._joins_metonym(first, text))
        code = country_by_name(text)
        if code:
            self.countries.add(code)
        self.found[first] = PlaceName(first, end, text, key, kind, rule, metonym)
        self.taken.update(range(first, end))
        if not metonym:
            self.sure_keys.add(key)

    def _joins_metonym(self, first: int, text: str) -> bool:
        """True for the second of two capitals of which the first acts: "Dakar and Cotonou are sending troops"."""
        joined = first > 1 and self.parse[first - 1].lower_ in {"and", "or"} and capital_of(text) is not None
        return joined and any(name.metonym and name.last == first - 1 for name in self.found.values())

    def _runs(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words, with "de", "of the" and the like inside them."""
        parse = self.parse
        i = sentence.first
        while i < sentence.last:
            if not capitalised(parse[i]):
                i += 1
                continue
            end = i + 1
            while end < sentence.last and end - i < LONGEST_NAME:
                if capitalised(parse[end]):
                    end += 1
                elif (
                    parse[end].text == "-"
                    and end + 1 < sentence.last
                    and capitalised(parse[end + 1])
                    and not parse[end].whitespace_
                ) or (
                    parse[end].lower_
                    in {"de", "del", "la", "al", "el", "ez", "upon", "on", "of", "da", "do", "di", "du", "le"}
                    and end + 1 < sentence.last
                    and capitalised(parse[end + 1])
                    and self.gazetteer.named(name_key(self.around.text(i, end + 2)))
                ):
                    end += 2
                else:
                    break
            shouted = parse[i].is_upper and len(parse[i]) > 3
            if not shouted and not any(token.pos_ == "PROPN" or token.ent_type_ for token in parse[i:end]):
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
                and not self.around.known(self.around.text(begin, end))
            ):
                begin += 1
            yield begin, end
            i = max(end, i + 1)

    def _in_list_with_place(self, first: int, last: int) -> bool:
        """True if the name is joined by commas and "and" to a place on either side."""
        parse = self.parse
        before, after = first - 1, last
        known = self.gazetteer.named(name_key(self.around.text(first, last)))
        main = any(match.by == "name" and match.entry.population >= TOWN for match in known)
        if self.around.label.get(first) == "PERSON" and (
            (last - first > 1 and not main) or self.around.perhaps_person(first, last)
        ):
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


def _acronym(text: str) -> bool:
    """True for short words in capitals, such as SEC: no places, states and countries aside."""
    return text.isupper() and len(text) <= 5 and "." not in text


def _sizeable(matches: tuple[Match, ...]) -> bool:
    """True if the name is that of a country, a division or a large town."""
    return any(match.entry.letter in "CRK" or match.entry.population >= 500_000 for match in matches)


def _large_town(matches: tuple[Match, ...]) -> bool:
    """True for towns by their main name, and for the largest by another."""
    return any(
        match.entry.letter == "P" and match.entry.population >= (LARGE_TOWN if match.by == "name" else 500_000)
        for match in matches
    )


def _wide(matches: tuple[Match, ...]) -> bool:
    """True for continents, areas, waters and mountains, and for large divisions by their main name."""
    return any(
        match.entry.letter in "KAWM"
        or (match.entry.letter == "R" and match.by == "name" and match.entry.population > 500_000)
        for match in matches
    )
