"""The places stage: names of places found, told from what only looks like one, and put on the map."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.codes.countries import capital_of, country_by_people
from onrecord.document import PLACES, SENTENCES, STATEMENTS, TOKENS, Document, Layer, Sentence, voice_at
from onrecord.ids import sealed
from onrecord.schema import Place, Precision
from onrecord.stages.places.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.stages.places.recognise import PlaceName, place_names
from onrecord.stages.places.resolve import Choice, choices, is_part

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
"""Share of the names that are in no gazetteer and yet are places, an estimate, not measured."""
_AMBIGUOUS = 0.85
"""Share of the names with too many candidates that are places, an estimate, not measured."""

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
        parse = document[TOKENS]
        sentences = document.coded_sentences()
        names = place_names(parse, sentences, self._gazetteer)
        chosen = choices(
            names, self._gazetteer, parents=parents_of(names, parse), peoples=peoples_named(names, parse, sentences)
        )
        places = tuple(
            place_record(document, name, choice, self._gazetteer)
            for name, choice in zip(names, chosen, strict=True)
            if not name.metonym
        )
        return document.with_layer(PLACES, places)


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


def place_record(document: Document, name: PlaceName, choice: Choice, known: Gazetteer) -> Place:
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
            country=(entry.country or None) if entry is not None else _agreed_country((best, *choice.others)),
            admin1=known.division(entry.country, entry.admin1) if entry is not None and in_division else None,
            lat=entry.lat if entry is not None else None,
            lon=entry.lon if entry is not None else None,
            kind="area" if part else entry.kind if entry is not None else name.kind or "other",
            precision=_PRECISIONS[entry.letter] if entry is not None and entry.lat is not None else None,
            gazetteer_id=entry.identifier if entry is not None else None,
            rule=f"{name.rule}; {reason}",
            alternatives=tuple(other.identifier for other in others if other.identifier is not None),
        )
    )


def confidence(name: PlaceName, choice: Choice) -> float:
    """The measured share of right records among those like this one."""
    if choice.entry is None:
        return _UNLOCATED
    measured = next((share for least, share in _MEASURED if choice.probability >= least), _AMBIGUOUS)
    return min(measured, _NAMED_ELSEWHERE) if name.rule == "named elsewhere" else measured


def _agreed_country(entries: tuple[Entry | None, ...]) -> str | None:
    """The country all candidates lie in, or None."""
    countries = {entry.country for entry in entries if entry is not None}
    return (countries.pop() or None) if len(countries) == 1 else None
