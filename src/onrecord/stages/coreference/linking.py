"""Which names and noun phrases speak of the same actor: one pass in text order over the mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from onrecord.codes.countries import country_by_name
from onrecord.codes.given_names import Gender, is_given_name
from onrecord.codes.organisations import known_organisation
from onrecord.codes.roles import body_sector_of_name, is_honorific, is_rank, role_sector
from onrecord.codes.word_lists import word_set
from onrecord.schema import Sector
from onrecord.stages.coreference.mentions import BODIES, GROUPS, PERSONS, STATES, Found
from onrecord.stages.coreference.name_types import country_of_words

_GENERIC_BODIES = word_set(
    "organisation organization group agency company firm institution body party movement newspaper paper"
    " broadcaster magazine channel network bank union charity ministry committee commission council court"
    " coalition alliance department bureau association"
)  # fmt: skip
_BODY_SECTORS: dict[str, frozenset[Sector]] = {
    "party": frozenset({"PTY", "OPP"}), "movement": frozenset({"PTY", "REB", "OPP"}),
    "newspaper": frozenset({"JRN"}), "paper": frozenset({"JRN"}), "broadcaster": frozenset({"JRN"}),
    "magazine": frozenset({"JRN"}), "channel": frozenset({"JRN"}), "network": frozenset({"JRN"}),
    "agency": frozenset({"JRN", "IGO", "GOV", "SPY"}), "charity": frozenset({"NGO"}),
    "company": frozenset({"BUS"}), "firm": frozenset({"BUS"}), "bank": frozenset({"BUS"}),
    "union": frozenset({"LAB", "IGO"}), "court": frozenset({"JUD"}), "group": frozenset({"REB", "NGO", "UAF", "CVL"}),
    "organisation": frozenset({"NGO", "IGO", "REB"}), "organization": frozenset({"NGO", "IGO", "REB"}),
    "coalition": frozenset({"PTY"}), "alliance": frozenset({"PTY", "IGO"}),
}  # fmt: skip
_NO_PORTFOLIO = frozenset(
    {"prime", "first", "deputy", "vice", "junior", "chief", "former", "general", "press", "party"}
)
_LEADERS = frozenset({"leader", "president", "prime minister", "premier", "chancellor", "king", "ruler", "dictator"})
_KEPT_NAMES = 16_384
"""Names and pairs of names whose comparison is remembered: a long article asks for the same ones over and over."""
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|I{2,3}|IV)$")


@dataclass
class Entity:
    """An actor while its mentions are being gathered."""

    sort: str
    mentions: list[Found] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    """The wordings of its names and noun phrases, in lower case."""
    gender: Gender | None = None
    country: str | None = None
    sector: Sector | None = None
    roles: set[str] = field(default_factory=set)
    """Role words used of it, with and without their modifiers: "defense minister", "minister"."""
    names: list[str] = field(default_factory=list)
    plural: bool = False
    ranked: bool = False
    """True where the sector rests on a military rank alone."""

    def add(self, mention: Found) -> None:
        """Takes a mention in, with what its words tell of the actor."""
        self.mentions.append(mention)
        self.forms.add(mention.text.lower())
        self.gender = self.gender or mention.gender
        self.country = self.country or mention.country
        self._take_sector(mention)
        for role in (*mention.titles, mention.role):
            if role and not is_honorific(role):
                self.roles.update((role, role.split()[-1]))
        if mention.kind == "name" and mention.text not in self.names:
            self.names.append(mention.text)

    def _take_sector(self, mention: Found) -> None:
        """An office weighs more than a rank, a rank more than what anybody may be."""
        if mention.sector is None or (
            mention.sector == "CVL" and self.named and mention.role and role_sector("title", mention.role) is None
        ):
            # "he did not know whether Ruiz was a victim" makes no victim of a minister
            return
        by_rank = bool(mention.titles) and all(is_rank(title) or is_honorific(title) for title in mention.titles)
        if self.sector in {None, "CVL"} or (self.ranked and mention.sector in {"GOV", "LEG", "JUD", "SPY", "COP"}):
            self.ranked = by_rank
            self.sector = mention.sector

    @property
    def named(self) -> bool:
        """True where the actor is called by a name anywhere."""
        return bool(self.names)


def linked(parse: Doc, mentions: Sequence[Found]) -> list[Entity]:
    """The actors that these names and noun phrases speak of, in order of first mention; pronouns are passed over."""
    entities: list[Entity] = []
    owner: dict[int, Entity] = {}
    for mention in mentions:
        if mention.kind == "pronoun":
            continue
        entity = _owner_of(parse, mention, entities)
        if entity is None:
            entity = Entity(mention.sort, plural=mention.plural)
            entities.append(entity)
        entity.add(mention)
        owner[mention.head] = entity
    return _merged_by_apposition(parse, entities, owner)


def _owner_of(parse: Doc, mention: Found, entities: list[Entity]) -> Entity | None:
    if mention.kind == "name":
        if mention.sort == PERSONS:
            return _person_named(mention, entities)
        if mention.sort == BODIES:
            return _body_named(parse, mention, entities)
        return _state(mention, entities)
    if mention.sort == PERSONS:
        return _person_described(mention, entities)
    if mention.sort == BODIES:
        return _body_described(mention, entities)
    return _group(mention, entities)


@lru_cache(maxsize=_KEPT_NAMES)
def _words(name: str) -> tuple[str, ...]:
    plain = _SUFFIX.sub("", name).replace("’", "'")
    words = [word for word in plain.split() if not re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]|[\"“”']", word)]
    return tuple(word.casefold().strip("\"“”'") for word in words) or (plain.casefold(),)


@lru_cache(maxsize=_KEPT_NAMES)
def same_person(one: str, other: str) -> bool:
    """True where the names can be of one person: same last word and no other word in conflict, or one word shared."""
    left, right = _words(one), _words(other)
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) == 1:
        word = shorter[0]
        return word == longer[-1] or word == longer[0] or _hyphen_end(longer[-1]) == word
    if shorter[-1] != longer[-1] and not (len(longer) > 2 and shorter == longer[: len(shorter)]):
        return False
    return all(word in longer for word in shorter) or _nicknames(shorter[0], longer[0])


def _hyphen_end(word: str) -> str:
    return word.rsplit("-", 1)[-1]


def _nicknames(one: str, other: str) -> bool:
    return one[:3] == other[:3] and len(one) > 2 and (one.startswith(other) or other.startswith(one))


def _person_named(mention: Found, entities: list[Entity]) -> Entity | None:
    single = len(_words(mention.text)) == 1
    options: list[tuple[int, int, Entity]] = []
    for entity in entities:
        if entity.sort != PERSONS or not entity.named or _sexes_differ(mention.gender, entity.gender):
            continue
        if not any(same_person(mention.text, name) for name in entity.names):
            continue
        exact = any(_words(mention.text)[-1] == _words(name)[-1] for name in entity.names)
        rank = 2 if any(_words(mention.text) == _words(name) for name in entity.names) else int(exact)
        if not exact and single and not is_given_name(mention.text) and not _family_name_first(entity):
            continue
        options.append((rank, entity.mentions[-1].first, entity))
    return max(options, key=lambda option: option[:2])[2] if options else None


def _family_name_first(entity: Entity) -> bool:
    return any(len(name.split()) in {2, 3} and len(name.split()[0]) <= 5 for name in entity.names)


def _sexes_differ(one: Gender | None, other: Gender | None) -> bool:
    return one is not None and other is not None and one != other


def _plain(name: str) -> str:
    return re.sub(r"^the\s+", "", name.replace("’", "'"), flags=re.I).casefold()


def _body_named(parse: Doc, mention: Found, entities: list[Entity]) -> Entity | None:
    plain, short = _plain(mention.text), mention.text.replace(".", "")
    known = known_organisation(mention.text)
    bodies = [entity for entity in entities if entity.sort == BODIES and entity.named]
    for entity in reversed(bodies):
        if any(_plain(name) == plain for name in entity.names):
            return entity
        if known is not None and any(known_organisation(name) is known for name in entity.names):
            return entity
    if mention.first > 1 and parse[mention.first - 1].text == "(" and len(mention.text.split()) == 1:
        before = next(
            (e for e in reversed(bodies) if any(m.last == mention.first - 1 for m in e.mentions)), None
        )  # fmt: skip
        if before is not None and short[:1].upper() in "".join(sorted("".join(m.capitals) for m in before.mentions)):
            return before
    if short.isupper() and len(short) > 1:
        for entity in reversed(bodies):
            if any(short in found.capitals for found in entity.mentions):
                return entity
        return None
    words = plain.split()
    for entity in reversed(bodies):
        for name in entity.names:
            longer = _plain(name).split()
            if len(words) < len(longer) and (longer[: len(words)] == words or longer[-len(words) :] == words):
                if _says_too_little(words, longer, mention) and known is None:
                    continue
                return entity
            turned = _turned(longer)
            if turned and turned == _turned(words):
                return entity
    return None


def _says_too_little(words: list[str], longer: list[str], mention: Found) -> bool:
    """True for one word that many names share and that names no body: "Equality", "Russia"."""
    shared = longer[-1] == words[0] or country_by_name(mention.text) is not None
    return len(words) == 1 and shared and body_sector_of_name(mention.text) is None


def _turned(words: list[str]) -> frozenset[str]:
    """The words without "of": Ministry of Defense and Defense Ministry have the same."""
    return frozenset(words) - {"of", "the", "for", "and"} if {"ministry", "department"} & set(words) else frozenset()


def _state(mention: Found, entities: list[Entity]) -> Entity | None:
    for entity in entities:
        if entity.sort == STATES and entity.country == mention.country and mention.country:
            return entity
    return None


def _person_described(mention: Found, entities: list[Entity]) -> Entity | None:
    if not mention.definite:
        return None
    for entity in sorted(entities, key=lambda entity: -entity.mentions[-1].first):
        if entity.sort != PERSONS or _sexes_differ(mention.gender, entity.gender):
            continue
        if any(found.text.lower() == mention.text.lower() for found in entity.mentions if found.kind == "title"):
            return entity
        if mention.country and entity.country and mention.country != entity.country:
            continue
        if mention.bare and mention.role in entity.roles:
            return entity
        same_country = not mention.bare and mention.country and mention.country == entity.country
        leads = mention.role == "leader" and entity.roles & _LEADERS
        if same_country and (mention.role in entity.roles or leads):
            return entity
    return None


def _body_described(mention: Found, entities: list[Entity]) -> Entity | None:
    if not mention.definite:
        return None
    head = mention.role.split()[-1]
    bodies = sorted((e for e in entities if e.sort == BODIES), key=lambda entity: entity.mentions[-1].first)
    for entity in reversed(bodies):
        if mention.text.lower() in entity.forms:
            return entity
    if not mention.bare:
        return next(
            (
                e
                for e in reversed(bodies)
                if mention.country and e.country == mention.country and mention.role in e.roles
            ),
            None,
        )
    told = _ministry_of_minister(mention, entities, bodies) if head in {"ministry", "department"} else None
    if told is not None:
        return told
    for entity in reversed(bodies):
        if mention.role in entity.roles or any(head in _plain(name).split() for name in entity.names):
            return entity
    sectors = _BODY_SECTORS.get(head)
    if sectors:
        for entity in reversed(bodies):
            if entity.named and sector_of_body(entity) in sectors:
                return entity
    return None


def _ministry_of_minister(mention: Found, entities: list[Entity], bodies: list[Entity]) -> Entity | None:
    """The ministry of the minister last spoken of, where no ministry has been named since: "the ministry denies it"."""
    ministers = [
        (found.first, title)
        for entity in entities
        if entity.sort == PERSONS
        for found in entity.mentions
        for title in (*found.titles, found.role)
        if title.endswith((" minister", " secretary"))
        and len(title.split()) == 2
        and title.split()[0] not in _NO_PORTFOLIO
    ]
    if not ministers:
        return None
    at, title = max(ministers)
    head = mention.role.split()[-1]
    since = [found.first for body in bodies for found in body.mentions if {head} & set(found.text.lower().split())]
    if since and max(since) > at:
        return None
    name = f"{title.split()[0].capitalize()} {head.capitalize()}"
    for body in bodies:
        if any(_turned(_plain(name).split()) <= _turned(_plain(each).split()) for each in body.names):
            return body
    # of no known name: an actor of its own, and not the ministry that another sentence spoke of
    body = Entity(BODIES, names=[name])
    entities.append(body)
    return body


def _group(mention: Found, entities: list[Entity]) -> Entity | None:
    for entity in reversed(entities):
        if entity.sort != GROUPS:
            continue
        if mention.text.lower() in entity.forms:
            return entity
        if mention.definite and mention.bare and mention.role in entity.roles:
            return entity
    return None


def _merged_by_apposition(parse: Doc, entities: list[Entity], owner: dict[int, Entity]) -> list[Entity]:
    """Joins a description to the name it stands beside: "the mayor of Leningrad, Anatoly Sobchak"."""
    for entity in list(entities):
        for mention in list(entity.mentions):
            if mention.kind == "name" or mention.sort not in {PERSONS, BODIES}:
                continue
            other = _beside(parse, mention, owner)
            if other is None or other is entity or entity.named or other.sort != entity.sort or not other.named:
                continue
            if _sexes_differ(entity.gender, other.gender):
                continue
            for moved in entity.mentions:
                other.add(moved)
                owner[moved.head] = other
            other.mentions.sort(key=lambda found: (found.first, -found.last))
            entities.remove(entity)
            break
    return entities


def _beside(parse: Doc, mention: Found, owner: dict[int, Entity]) -> Entity | None:
    """The entity that stands in apposition, or as subject of "is", to this description."""
    head = parse[mention.head]
    for child in head.children:
        if child.dep_ == "appos" and child.i in owner:
            return owner[child.i]
    if head.dep_ == "appos" and head.head.i in owner:
        return owner[head.head.i]
    subject = _subject_of_naming(head)
    if subject is not None:
        if subject.lower_ == "who" and subject.head.dep_ == "relcl":
            return owner.get(subject.head.head.i)
        return owner.get(subject.i)
    after = mention.last
    if after + 1 < len(parse) and parse[after].text == "," and mention.definite:
        for at in range(after + 1, min(after + 5, len(parse))):
            found = owner.get(at)
            if found is not None:
                named = next((m for m in found.mentions if m.head == at and m.kind == "name"), None)
                closes = named is not None and named.last < len(parse) and _opens_at(parse, named, after + 1)
                if closes and named is not None and parse[named.last].text in {",", ".", ";"}:
                    return found
                return None
    return None


def _opens_at(parse: Doc, named: Found, at: int) -> bool:
    """True where the name, or the titles before it, begins at this token."""
    if named.first == at:
        return True
    between = " ".join(word.lower_ for word in parse[at : named.first])
    return at < named.first and between in {
        " ".join(named.titles[-count:]) for count in range(1, len(named.titles) + 1)
    }


def _subject_of_naming(head: Token) -> Token | None:
    """Who is said to be, become, be named or serve as what the noun says; None where nobody or where it is denied."""
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in {"serve", "act", "work"}:
        verb = verb.head
    elif not (head.dep_ == "attr" and verb.lemma_ in {"be", "become", "remain"}) and not (
        head.dep_ == "oprd" and verb.lemma_ in {"name", "appoint", "elect", "swear", "choose", "nominate"}
    ):
        return None
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)


def sector_of_body(entity: Entity) -> Sector | None:
    """The sector of a body: of the list of known ones, of the words of its name, or of the nouns used of it."""
    for name in entity.names:
        known = known_organisation(name)
        if known is not None:
            return known.sector
    for name in sorted(entity.names, key=len, reverse=True):
        found = body_sector_of_name(name)
        if found is not None:
            return found
    return entity.sector


def country_of_body(entity: Entity) -> str | None:
    """The country of a body: of the list of known ones, or of a demonym or country in its name or descriptions."""
    for name in entity.names:
        known = known_organisation(name)
        if known is not None:
            return known.country
    for name in entity.names:
        found = country_of_words(name.split())
        if found is not None:
            return found
    return entity.country
