"""The places stage: names of places found, told from what only looks like one, and put on the map."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.codes.countries import capital_of, country_by_people
from onrecord.document import PLACES, SENTENCES, STATEMENTS, TOKENS, Document, Layer, Sentence, voice_at
from onrecord.ids import sealed
from onrecord.schema import Place, Precision
from onrecord.stages.places import words
from onrecord.stages.places.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.stages.places.recognise import BY_WORDS_AROUND, PlaceName, place_names
from onrecord.stages.places.resolve import Choice, choices, distance_km, is_part

SURE = 0.9
"""Probability from which a place counts for the country of what stands round it, and is not doubted itself."""
MAJORITY = 0.6
"""Share of the weight that a country needs to be taken for that of a name without a place."""
FARTHEST = 8
"""Most tokens between a name and the town it is said to lie in."""
NEAR_KM = 100
"""A place farther than this from the town it is said to lie in is another place of that name."""
LEAST_PROBABILITY = 0.3
"""Below this share of the best candidate a place gets no coordinates: on LGL 5 of 36 of those were right."""

_MEASURED: tuple[tuple[float, float], ...] = (
    (0.97, 0.93),
    (0.9, 0.87),
    (0.7, 0.69),
    (0.5, 0.52),
    (0.3, 0.41),
)
"""From a probability on: the share of records that were places and lay within 161 km of the gold (or named the country
meant), over the first 330 documents of LGL, GeoVirus and the development passages of the grounding set together."""
_NAMED_ELSEWHERE = 0.57
"""The same share for names known as places only from another sentence."""
_UNLOCATED = 0.65
"""Share of the names in no gazetteer that are places and lie in the country they have: 186 of 292 on LGL, GeoVirus
and the development passages of corpus/gold/grounding."""
_BY_WORDS_AROUND = 0.5
"""The same for those that only the words around give away: 29 of 59."""
_AMBIGUOUS = 0.5
"""The same for names with too many candidates: 18 of 36."""

_PRECISIONS: dict[str, Precision] = {
    "C": "country", "R": "region", "D": "region", "P": "city", "O": "point", "K": "wider", "A": "wider", "W": "wider",
    "M": "wider",
}  # fmt: skip


class PlacesStage:
    """Finds place names and resolves them against the gazetteer that ships with the package."""

    name: ClassVar[str] = "places"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (PLACES,)

    def __init__(self) -> None:
        self._gazetteer: Gazetteer | None = None

    def setup(self) -> None:
        """Loads the gazetteer (about 0.4 s, 30 MB)."""
        if self._gazetteer is None:
            self._gazetteer = gazetteer()

    def process(self, document: Document) -> Document:
        """The document with its places; sentences of boilerplate are left out."""
        self.setup()
        assert self._gazetteer is not None  # noqa: S101
        names = place_names(document[TOKENS], document.text, document.coded_sentences(), self._gazetteer)
        return document.with_layer(PLACES, located(document, names, self._gazetteer))


def located(document: Document, names: list[PlaceName], known: Gazetteer) -> tuple[Place, ...]:
    """The records of these names, in their order; names that stand for a government are only hints for the others."""
    parse, sentences = document[TOKENS], document.coded_sentences()
    peoples = peoples_named(names, parse, sentences)
    chosen = choices(names, known, parents=parents_of(names, parse), peoples=peoples)
    around = [country_around(position, names, chosen, peoples) for position in range(len(names))]
    towns = [town_beside(position, names, chosen, parse) for position in range(len(names))]
    return tuple(
        place_record(document, name, with_town(choice, town), known, country=country, town=town)
        for name, choice, country, town in zip(names, chosen, around, towns, strict=True)
        if not name.metonym
    )


def parents_of(names: list[PlaceName], parse: Doc) -> dict[int, int]:
    """Position of a name to the position of the name after its comma or bracket, as in "Paris, Texas"."""
    found = {}
    for position, (name, after) in enumerate(pairwise(names)):
        between = parse[name.last : after.first]
        if len(between) == 1 and between[0].text in {",", "("} and not name.metonym:
            following = parse[after.last].text if after.last < len(parse) else ""
            if following.lower() not in {"and", "or"} and not (position and position - 1 in found):
                found[position] = position + 1
    return found


def peoples_named(names: list[PlaceName], parse: Doc, sentences: tuple[Sentence, ...]) -> Counter[str]:
    """How often each country (alpha-3) is meant by a word for its people or by its capital."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for token in parse[sentence.first : sentence.last]:
            if token.text[:1].isupper():
                country = country_by_people(token.text)
                if country:
                    counts[country] += 1
    for name in names:
        country = capital_of(name.text) if name.metonym else None
        if country:
            counts[country] += 1
    return counts


def country_around(
    position: int, names: Sequence[PlaceName], chosen: Sequence[Choice], peoples: Mapping[str, int]
) -> str | None:
    """The country (alpha-3) in which most of the places named near this name lie, or None if none has most.

    A neighbour counts by one over its distance in names; a word for a people counts as a neighbour four names away.
    """
    weights: dict[str, float] = defaultdict(float)
    for other, (name, choice) in enumerate(zip(names, chosen, strict=True)):
        entry = choice.entry
        if other == position or name.key == names[position].key or entry is None or choice.probability < SURE:
            continue
        if entry.country and entry.letter in "CRDPAO":
            weights[entry.country] += 1 / abs(other - position)
    for country, count in peoples.items():
        weights[country] += math.log1p(count) / 4
    if not weights:
        return None
    best = max(sorted(weights), key=lambda country: weights[country])
    return best if weights[best] >= MAJORITY * sum(weights.values()) else None


def town_beside(position: int, names: Sequence[PlaceName], chosen: Sequence[Choice], parse: Doc) -> Entry | None:
    """The town in, of or near which the text says this name lies: "X in Osh", "X, a quarter of Osh", "X, an Osh slum".

    None if no town follows so, or if a verb stands between.
    """
    if position + 1 >= len(names):
        return None
    name, after = names[position], names[position + 1]
    between = parse[name.last : after.first]
    entry = chosen[position + 1].entry
    if entry is None or entry.letter not in "PD" or after.key == name.key or not 0 < len(between) <= FARTHEST:
        return None
    if parse[after.first].is_sent_start or any(token.is_sent_start for token in between):
        return None
    if any(token.pos_ in {"VERB", "AUX"} or token.lower_ in {"and", "or", "to", "from"} for token in between):
        return None
    link = next((token.lower_ for token in reversed(between) if token.lower_ != "the"), "")
    slum = link in {"a", "an"} and after.last < len(parse) and parse[after.last].lower_ in words.SETTLEMENT_WORDS
    return entry if slum or link in {"in", "of", "near", "outside", "at"} else None


def with_town(choice: Choice, town: Entry | None) -> Choice:
    """The choice, or none where it is unsure and lies far from the town that the text puts it in."""
    entry = choice.entry
    if entry is None or town is None or entry.letter not in "PD" or choice.probability >= SURE:
        return choice
    far = (distance_km(entry, town) or 0) > NEAR_KM
    return replace(choice, probability=0.0) if far else choice


def place_record(
    document: Document,
    name: PlaceName,
    choice: Choice,
    known: Gazetteer,
    *,
    country: str | None = None,
    town: Entry | None = None,
) -> Place:
    """The record of one name: with coordinates if one candidate is likely enough, else with the reason why not."""
    parse = document[TOKENS]
    start, end = parse[name.first].idx, parse[name.last - 1].idx + len(parse[name.last - 1])
    statements = document[STATEMENTS]
    voice, statement = voice_at(statements, start, end)
    best = choice.entry
    entry = best if choice.probability >= LEAST_PROBABILITY else None
    others = choice.others if entry is not None or best is None else (best, *choice.others)
    reason = (
        choice.rule if entry is not None or best is None else "several places share the name, none is likely enough"
    )
    at = entry if entry is not None else town
    if entry is None and town is not None:
        reason += f"; put at {town.name}, named with it"
    part = entry is not None and is_part(name, entry)
    in_division = entry is not None and entry.letter in "PD"
    return sealed(
        Place(
            article=document.article.id,
            spans=(document.span(start, end),),
            voice=voice,
            statement=statement,
            confidence=confidence(name, choice),
            stage=PlacesStage.name,
            stage_version=PlacesStage.version,
            name=entry.name if entry is not None and not part else name.text,
            country=at.country or None if at is not None else country or _agreed_country((best, *choice.others)),
            admin1=known.division(entry.country, entry.admin1) if entry is not None and in_division else None,
            lat=at.lat if at is not None else None,
            lon=at.lon if at is not None else None,
            kind="area" if part else entry.kind if entry is not None else name.kind or "other",
            precision="region"
            if entry is None and at is not None
            else _PRECISIONS[entry.letter]
            if entry is not None and entry.lat is not None
            else None,
            gazetteer_id=entry.identifier if entry is not None else None,
            rule=f"{name.rule}; {reason}",
            alternatives=tuple(other.identifier for other in others if other.identifier is not None),
        )
    )


def confidence(name: PlaceName, choice: Choice) -> float:
    """The measured share of right records among those like this one."""
    if choice.entry is None:
        return _BY_WORDS_AROUND if name.rule == BY_WORDS_AROUND else _UNLOCATED
    measured = next((share for least, share in _MEASURED if choice.probability >= least), _AMBIGUOUS)
    return min(measured, _NAMED_ELSEWHERE) if name.rule == "named elsewhere" else measured


def _agreed_country(entries: tuple[Entry | None, ...]) -> str | None:
    """The country all candidates lie in, or None."""
    countries = {entry.country for entry in entries if entry is not None}
    return (countries.pop() or None) if len(countries) == 1 else None
