"""What the text round a name says of it: that it is a place, of which kind, or part of another name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from onrecord.codes.countries import capital_of, country_by_name
from onrecord.stages.places import words
from onrecord.stages.places.gazetteer import Gazetteer, Kind, Match, name_key
from onrecord.stages.places.metonyms import acts

LONGEST_NAME = 6
"""Tokens: the longest name that is tried against the gazetteer."""
_CAPITAL_TAGS = frozenset(
    {"PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB", "ADV", "AUX", "DET", "ADP", "NUM", "PRON", "SCONJ"}
)
_CUTS = frozenset({",", ";", "(", ")", "/", "—", "–", "--"})
_ENDS_NO_NAME = frozenset({"'s", "’s", "'", "’", "-", '"', "”", "and", ".", "â"})


class Surroundings:
    """Questions about stretches of one parse; names are given by their first token and one past their last."""

    def __init__(self, parse: Doc, text: str, gazetteer: Gazetteer) -> None:
        """``text`` is that of the parse: spaCy would put it together from the tokens."""
        self.parse = parse
        self.gazetteer = gazetteer
        self._text = text
        self.label = {token.i: entity.label_ for entity in parse.ents for token in entity}
        self.entity = {
            i: (start, end)
            for entity in parse.ents
            for start, end in pieces(parse, entity.start, entity.end)
            for i in range(start, end)
        }
        self.person_words = {
            token.lower_
            for entity in parse.ents
            if entity.label_ == "PERSON" and len(entity) > 1 and not self._placed(entity.start)
            for token in entity
        }

    def _placed(self, first: int) -> bool:
        """True if a preposition of place stands right before."""
        return first > 0 and self.parse[first - 1].lower_ in words.STANDING_PREPOSITIONS

    def text(self, first: int, last: int) -> str:
        """The text of the stretch."""
        return self._text[self.parse[first].idx : self.parse[last - 1].idx + len(self.parse[last - 1])]

    def known(self, text: str) -> tuple[Match, ...]:
        """The places the gazetteer has by this name, or else by a like spelling."""
        key = name_key(text)
        return self.gazetteer.named(key) or (self.gazetteer.spelled_like(key) if len(key) > 4 else ())

    def in_person(self, first: int, last: int) -> bool:
        """True if the words are part of a longer person name, or a title stands before."""
        if self.label.get(first) == "ORG" and self.parse[first].text in words.ORGANISATION_HEADS:
            return True
        if first in self.entity and self.label[first] in {"PERSON", "ORG"}:
            start, end = self.entity[first]
            owner = start == first and last < len(self.parse) and self.parse[last].text in {"'s", "’s"}
            return not (owner and country_by_name(self.text(first, last))) and (start < first or end > last)
        if self.after_organisation(first):
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

    def after_organisation(self, first: int) -> bool:
        """True in "University of X", "Islamic State of X and Y": the name is part of an organisation's."""
        parse = self.parse
        i = first - 1
        while i > 1 and parse[i].lower_ in {"the", "and"}:
            i -= 2 if parse[i].lower_ == "and" else 1
        if i < 1 or parse[i].lower_ not in {"of", "for"}:
            return False
        head = parse[i - 1].text
        return head in words.ORGANISATION_HEADS or (head == "State" and i > 1 and parse[i - 2].text == "Islamic")

    def in_longer_name(self, first: int, last: int) -> bool:
        """True if the words are part of the name of a person, a body, a work or a law."""
        if self.in_person(first, last):
            return True
        for i in range(first, last):
            if self.label.get(i) in {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT"} and i in self.entity:
                start, end = self.entity[i]
                if start < first or end > last:
                    return True
        return False

    def treaty(self, last: int) -> bool:
        """True if what follows makes it a treaty or a disease: "the Minsk accords", "the Marburg virus"."""
        following = self.parse[last] if last < len(self.parse) else None
        if following is not None and following.text.isdigit() and last + 1 < len(self.parse):
            following = self.parse[last + 1]
        if following is not None and following.lower_ in {"climate", "peace"} and last + 1 < len(self.parse):
            following = self.parse[last + 1]
        return following is not None and (
            following.lower_ in words.TREATY_NOUNS or following.lower_ in words.DISEASE_WORDS
        )

    def place_context(self, first: int, last: int) -> bool:
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
            known = bool(self.known(self.text(first, last)))
            if word in words.POSITION_PREPOSITIONS and known and not self.perhaps_person(first, last):
                return True
            if word == "for" and before in words.DEPUTY_NOUNS and known:
                return True
            if word == "of" and i > 0 and (not person or known):
                if before in words.PLACE_NOUNS or before in words.TYPE_WORDS:
                    return True
                if self.label.get(i - 1) == "PERSON" or (before == "," and parse[i - 2].is_digit):
                    return True
            if word in {"from", "to"} and before not in {"according", "thanks", "due", "belongs", "belonged"}:
                moves = (last - first == 1 or known) and self.moves(i) and not self.perhaps_person(first, last)
                moves = moves or (word == "from" and known and not person and parse[i - 1].pos_ == "NOUN")
                if moves or (label not in {"PERSON", "ORG"} and not person):
                    return True
            if word == "on" and before in words.STRIKE_NOUNS:
                return True
            if word in words.TYPE_WORDS and words.TYPE_WORDS[word] == "city" and label != "PERSON":
                return True
            if word == "-" and before in {"r", "d"}:
                return True
        if self.is_struck(first, last):
            return True
        following = parse[last] if last < len(parse) else None
        if following is not None and following.text in words.DIVISION_AFTER | words.LOCAL_NOUNS:
            return True
        if self.described(last):
            return True
        owner = following is not None and following.text in {"'s", "’s"} and last + 1 < len(parse)
        if owner and self.label.get(first) != "PERSON" and parse[last + 1].lower_ in words.TOWN_OWNED:
            return True
        return first + 1 < last and parse[last - 1].text in words.CAPITALISED_TYPES

    def stands_at(self, first: int, last: int) -> bool:
        """True after "in", "at", "near" and the like, which no verb or noun before them asks for, or at a
        journey's end.
        """
        parse = self.parse
        i = first - 1
        while i >= 0 and (parse[i].lower_ == "nearby" or parse[i].lower_ in words.MODIFIERS):
            i -= 1
        if i < 0 or self._modifies_next(last):
            return False
        word = parse[i].lower_
        if word in {"to", "towards", "toward"}:
            return self.label.get(first) != "PERSON" and self.moves(i)
        if word not in words.STANDING_PREPOSITIONS:
            return False
        asking = parse[i].head
        return asking.lemma_.lower() not in words.ASKING_WORDS and asking.lower_ not in words.TRUST_NOUNS

    def building(self, first: int, last: int) -> bool:
        """True for the name of a building, a street or a square after a preposition of place: "outside the Palace
        of Justice".
        """
        parse = self.parse
        i = first - 1
        while i >= 0 and parse[i].lower_ in {"the", "old", "new"}:
            i -= 1
        at = i >= 0 and parse[i].lower_ in words.BUILDING_PREPOSITIONS
        noun = last < len(parse) and parse[last].lower_ in words.FACILITY_NOUNS and parse[last - 1].pos_ == "PROPN"
        typed = last - first > 1 and parse[last - 1].text in words.BUILDING_TYPES
        if any(token.text in words.INSTITUTION_WORDS | words.ORGANISATION_HEADS for token in parse[first:last]):
            return False
        return at and (noun or typed or self.label.get(first) == "FAC")

    def described(self, last: int) -> bool:
        """True if what follows the comma tells of a place: "X, a hamlet near Y", "X, 20 km to the west", "X, south
        of Y".
        """
        parse = self.parse
        if last + 2 >= len(parse) or parse[last].text != ",":
            return False
        following = [word.lower_ for word in parse[last + 1 : last + 6]]
        if following[0] in {"a", "an", "the"}:
            return any(word in words.SETTLEMENT_WORDS for word in following[1:4])
        far = any(word in words.LENGTH_UNITS for word in following[1:3]) and parse[last + 1].like_num
        return far or (following[0] in words.COMPASS and following[1] == "of")

    def _modifies_next(self, last: int) -> bool:
        """True for "at X headquarters", "in X's words": what stands there is not the name itself."""
        parse = self.parse
        if last >= len(parse):
            return False
        return parse[last].text in {"'s", "’s", "-"} or parse[last - 1].dep_ in {"compound", "nmod", "amod"}

    def is_struck(self, first: int, last: int) -> bool:
        """True for what falls, or is shelled, reached, left: towns, unless spaCy takes it for a person."""
        token = self.parse[last - 1]
        if token.dep_ == "nsubj" and token.head.lemma_ == "fall":
            return self.label.get(first) != "PERSON"
        struck = token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in words.STRIKE_VERBS
        return struck and not self.perhaps_person(first, last)

    def moves(self, preposition: int) -> bool:
        """True if "from X" or "to X" goes with a verb of motion, or X is one end of "from X to Y"."""
        token = self.parse[preposition]
        other = "from" if token.lower_ == "to" else "to"
        near = self.parse[max(0, preposition - 5) : preposition + 6]
        return token.head.lemma_ in words.MOTION_WORDS or any(word.lower_ == other for word in near)

    def parent_follows(self, last: int, matches: tuple[Match, ...]) -> bool:
        """True if ", STATE" or ", COUNTRY" follows and the name is known there."""
        parse = self.parse
        if last + 1 >= len(parse) or parse[last].text != "," or not capitalised(parse[last + 1]):
            return False
        for end in range(min(len(parse), last + 4), last + 1, -1):
            text = self.text(last + 1, end)
            state = words.state_key(text, after_comma=True)
            for parent in self.gazetteer.named(state or name_key(text)):
                entry = parent.entry
                if entry.letter == "C" and any(match.entry.country == entry.country for match in matches):
                    return True
                if entry.letter == "R" and any(match.entry.region == entry.region for match in matches):
                    return True
        return False

    def dateline(self, first: int, last: int, taken: Collection[int]) -> bool:
        """True for a name in capitals that opens a paragraph and is followed by a dash or a bracket."""
        opens = first == 0 or self.parse[first - 1].is_space or self.parse[first].is_sent_start
        opens = opens or (self.parse[first - 1].text == "/" and first - 2 in taken)
        text = self.text(first, last)
        closes = last < len(self.parse) and self.parse[last].text in {"—", "–", "--", "-", "(", ",", "/", "â"}
        return bool(opens and closes and text.isupper() and len(text) > 3)

    def longest(self, first: int, last: int) -> int:
        """The end of the longest name in the gazetteer that goes on from here: "Deir" to "Deir ez-Zor"."""
        parse = self.parse
        if last >= len(parse) or parse[last].is_space or (parse[last].is_punct and parse[last].text != "-"):
            return last
        for end in range(min(len(parse), first + LONGEST_NAME), last, -1):
            if not capitalised(parse[end - 1]) or any(token.is_space for token in parse[first:end]):
                continue
            inner = parse[last : end - 1]
            if any((token.is_punct and token.text != "-") or token.lower_ in {"and", "or", "in"} for token in inner):
                continue
            hyphened = not any(token.whitespace_ for token in parse[last : end - 1])
            if not hyphened and any(self.label.get(i) == "PERSON" for i in range(last, end)):
                continue
            if parse[end - 1].text in words.CAPITALISED_TYPES:
                continue
            matches = self.gazetteer.named(name_key(self.text(first, end)))
            if any(match.by == "name" or match.entry.population > 10_000 for match in matches):
                return end
        return last

    def perhaps_person(self, first: int, last: int) -> bool:
        """True if spaCy takes the words for a person and nothing speaks against it."""
        if self.label.get(first) != "PERSON":
            return False
        text = self.text(first, last).lower()
        return text in self.person_words or text in words.GIVEN_NAMES

    def speaks(self, last: int) -> bool:
        """True if the name is the subject of a verb of speech, or is called something, as persons are."""
        token = self.parse[last - 1]
        following = self.parse[last].lower_ if last < len(self.parse) else ""
        return following in words.SPEECH_VERBS or (
            token.dep_ == "nsubj"
            and (token.head.lower_ in words.SPEECH_VERBS or token.head.lemma_ in {"say", "tell", "add"})
        )

    def ends_with_type(self, last: int) -> bool:
        """True if the name itself ends with "region", "county" and the like."""
        return self.parse[last - 1].lower_ in words.DIVISION_AFTER

    def kind_beside(self, first: int, last: int) -> Kind | None:
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

    def is_adjective(self, first: int, last: int, *, known: bool) -> bool:
        """True for "North Caucasian" and, before the leaders of its shores, "Baltic": words for peoples."""
        following = self.parse[last] if last < len(self.parse) else None
        if following is None or following.pos_ not in {"NOUN", "PROPN"}:
            return False
        if self.text(first, last).lower() == "baltic":
            return following.lower_ not in words.SEA_WORDS
        word = self.parse[last - 1]
        return not known and following.text[:1].islower() and word.lower_.endswith(("ian", "ean", "ish", "ese"))

    def owns_state(self, last: int) -> bool:
        """True for "Jordan's premier", "Georgia's parliament": what only a country has."""
        owner = last + 1 < len(self.parse) and self.parse[last].text in {"'s", "’s"}
        return owner and any(token.lower_ in words.STATE_OWNED for token in self.parse[last + 1 : last + 4])

    def acts(self, first: int, last: int) -> bool:
        """True if a capital or a building that houses a government stands for that government here."""
        text, parse = self.text(first, last), self.parse
        if country_by_name(text):
            return False
        if first > 1 and parse[first - 1].lower_ == "to" and parse[first - 2].lower_ == "according":
            return True
        if not (capital_of(text) or name_key(text) in words.BUILDINGS):
            return False
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
        if last + 1 < len(parse) and parse[last].text == "," and self.parent_follows(last, self.known(text)):
            return False
        spoken_to = (
            parse[first - 1].lemma_ in words.ADDRESS_VERBS and parse[first - 1].pos_ == "VERB" if first else False
        )
        if spoken_to or (
            first > 1 and parse[first - 1].lower_ == "to" and parse[first - 2].lower_ in words.MESSAGE_NOUNS
        ):
            return True
        following = last
        while (
            following + 1 < len(parse)
            and parse[following].lower_ in {"and", ","}
            and capital_of(parse[following + 1].text)
        ):
            following += 2
        if following < len(parse) and parse[following].lower_ in words.SPEECH_VERBS:
            return True
        if last < len(parse) and (
            parse[last].is_currency or (parse[last].like_num and parse[last].ent_type_ == "MONEY")
        ):
            # "Tokyo pledged $10m, London £5m": the verb is left out.
            return True
        return acts(parse[last - 1])


def capitalised(token: Token) -> bool:
    """True for a word that may be part of a name."""
    return token.text[:1].isupper() and token.pos_ in _CAPITAL_TAGS and not token.is_space and not token.is_punct


def pieces(parse: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """An entity cut at commas, without article, possessive and a number that follows it."""
    start = first
    for i in range(first, last + 1):
        if i < last and not parse[i].is_space and parse[i].text not in _CUTS:
            continue
        begin, end = start, i
        while begin < end and (parse[begin].lower_ in {"the", "a"} or parse[begin].is_punct):
            begin += 1
        while end > begin + 1 and (parse[end - 1].text in _ENDS_NO_NAME or parse[end - 1].is_digit):
            end -= 1
        if begin < end and parse[end - 1].text not in _ENDS_NO_NAME:
            yield begin, end
        start = i + 1
