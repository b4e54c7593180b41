"""Coreference: who acts in the article, and every name, noun phrase and pronoun by which each is referred to."""

from __future__ import annotations

from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.codes.countries import capital_of, country, country_by_name, country_by_people
from onrecord.codes.given_names import is_given_name
from onrecord.codes.organisations import known_organisation
from onrecord.document import CHAINS, SENTENCES, TOKENS, Chain, ChainMention, Document, Layer
from onrecord.schema import Sector
from onrecord.stages.coreference.linking import Entity, country_of_body, linked, sector_of_body
from onrecord.stages.coreference.mentions import BODIES, GROUPS, PERSONS, STATES, Found, mentions_of
from onrecord.stages.coreference.names import names_of
from onrecord.stages.coreference.pronouns import resolve

_SEATS_OF_MANY = frozenset({"White House", "Blue House", "Pink House"})
NAME_CONFIDENCE = 0.73
"""Precision of names, bounds and type, on CrossNER politics dev (2,575 names)."""
UNNAMED_CONFIDENCE = 0.6
"""For actors never called by name; no gold of their own was at hand."""


class CoreferenceStage:
    """Finds the actors of the article and gathers their mentions into chains."""

    name: ClassVar[str] = "coreference"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES)
    writes: ClassVar[tuple[Layer[Any], ...]] = (CHAINS,)

    def setup(self) -> None:
        """Loads the lexicons."""
        known_organisation("United Nations")
        country("FRA")

    def process(self, document: Document) -> Document:
        """The document with its chains, in order of first mention."""
        parse, sentences = document[TOKENS], document.coded_sentences()
        mentions = mentions_of(parse, sentences, names_of(parse, sentences))
        entities = linked(parse, mentions)
        resolve(parse, sentences, mentions, entities)
        _take_country_of_leader(entities)
        return document.with_layer(CHAINS, tuple(_chain(parse, entity) for entity in entities))


def _take_country_of_leader(entities: list[Entity]) -> None:
    """Nothing; gives a government called by a person's name that person's country: "the Castellan regime"."""
    countries = {
        name.split()[-1]: entity.country
        for entity in entities
        if entity.sort == PERSONS and entity.country
        for name in entity.names
    }
    for entity in entities:
        if entity.sort == BODIES and country_of_body(entity) is None and sector_of_body(entity) == "GOV":
            words = {word for found in entity.mentions for word in found.text.split()}
            led = {countries[word] for word in words & countries.keys()}
            entity.country = led.pop() if len(led) == 1 else None


def _chain(parse: Doc, entity: Entity) -> Chain:
    mentions = sorted(entity.mentions, key=lambda found: (found.first, -found.last))
    sector, kind = _sector_and_kind(entity)
    return Chain(
        name=_name(entity, mentions),
        kind=kind,
        country=_country(parse, entity),
        sector=sector,
        mentions=tuple(
            ChainMention(parse[found.first].idx, _end(parse, found), found.head, found.kind) for found in mentions
        ),
        confidence=NAME_CONFIDENCE if entity.named else UNNAMED_CONFIDENCE,
    )


def _country(parse: Doc, entity: Entity) -> str | None:
    """The country of an actor; for a seat of which there are several, only where the article speaks of that country."""
    if entity.sort != BODIES:
        return entity.country
    found = country_of_body(entity)
    if found is not None and any(name in _SEATS_OF_MANY for name in entity.names):
        named = {country_by_name(word.text) or country_by_people(word.text) or capital_of(word.text) for word in parse
                 if word.text[:1].isupper()}  # fmt: skip
        return found if found in named or named <= {None} else None
    return found


def _end(parse: Doc, found: Found) -> int:
    last = parse[found.last - 1]
    return last.idx + len(last)


def _name(entity: Entity, mentions: list[Found]) -> str:
    if entity.sort == STATES and entity.country:
        known = country(entity.country)
        if known is not None:
            return known.name
    if entity.sort == BODIES and entity.names:
        return max(entity.names, key=lambda name: (len(name.split()), len(name)))
    if entity.names:
        return max(entity.names, key=lambda name: (_is_plain(name), len(name.split())))
    return next((found.text for found in mentions if found.kind != "pronoun"), mentions[0].text)


def _is_plain(name: str) -> bool:
    """False for a headline's "Mayor's Challenger Ada Brook": a given name stands inside and none at the beginning."""
    words = name.split()
    return is_given_name(words[0]) or not any(is_given_name(word) for word in words[1:-1])


def _sector_and_kind(entity: Entity) -> tuple[Sector | None, str]:
    if entity.sort == PERSONS:
        return entity.sector, "person"
    if entity.sort == STATES:
        return "GOV", "state"
    if entity.sort == GROUPS:
        return entity.sector, "collective"
    sector = sector_of_body(entity)
    kinds = {"PTY": "party", "JRN": "medium", "REB": "armed_group", "PRM": "armed_group", "UAF": "armed_group"}
    return sector, kinds.get(sector or "", "organisation")
