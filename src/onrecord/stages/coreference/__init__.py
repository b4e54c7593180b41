"""Coreference: who acts in the article, and every name, noun phrase and pronoun by which each is referred to."""

from __future__ import annotations

from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.codes.countries import country
from onrecord.codes.organisations import known_organisation
from onrecord.document import CHAINS, SENTENCES, TOKENS, Chain, ChainMention, Document, Layer
from onrecord.schema import Sector
from onrecord.stages.coreference.linking import Entity, country_of_body, linked, sector_of_body
from onrecord.stages.coreference.mentions import BODIES, GROUPS, PERSONS, STATES, Found, mentions_of
from onrecord.stages.coreference.names import names_of
from onrecord.stages.coreference.pronouns import resolve

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
        return document.with_layer(CHAINS, tuple(_chain(parse, entity) for entity in entities))


def _chain(parse: Doc, entity: Entity) -> Chain:
    mentions = sorted(entity.mentions, key=lambda found: (found.first, -found.last))
    sector, kind = _sector_and_kind(entity)
    return Chain(
        name=_name(entity, mentions),
        kind=kind,
        country=country_of_body(entity) if entity.sort == BODIES else entity.country,
        sector=sector,
        mentions=tuple(
            ChainMention(parse[found.first].idx, _end(parse, found), found.head, found.kind) for found in mentions
        ),
        confidence=NAME_CONFIDENCE if entity.named else UNNAMED_CONFIDENCE,
    )


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
        return max(entity.names, key=lambda name: len(name.split()))
    return next((found.text for found in mentions if found.kind != "pronoun"), mentions[0].text)


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
