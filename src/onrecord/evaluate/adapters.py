"""From our records to the predictions that the scorers read: one function a kind of gold (events: event_adapters)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.coded import CodedArticle
from onrecord.codes.countries import alpha3_to_alpha2
from onrecord.document import TOKENS, Document
from onrecord.evaluate import (
    attribution,
    coreference,
    dates,
    grounding,
    names,
    places,
    satp,
)
from onrecord.evaluate.figures_of_merit import Span as Offsets
from onrecord.evaluate.timeml import as_timeml
from onrecord.schema import (
    Actor,
    Date,
    Figure,
    Mention,
    Office,
    Place,
    Record,
    Span,
    Statement,
)
from onrecord.stages.figures.tolls import toll_by_side, toll_in
from onrecord.stages.places.gazetteer import gazetteer
from onrecord.stages.places.recognise import names_at
from onrecord.stages.places.stage import located

_NAME_TYPE_OF_KIND = {
    "person": "PER",
    "organisation": "ORG",
    "party": "ORG",
    "medium": "ORG",
    "armed_group": "ORG",
    "state": "LOC",
}
"""ActorKind to CrossNER's three types; collectives and documents are no names."""
_SATP_GROUPS = {"rebels": "maoist", "security": "security", "officials": "govt_official", "civilians": "civilian"}
"""Side of victims to SATP's columns."""
_RELATIVE = frozenset({"who", "whom", "which", "that"})


def to_polnear(article: str, coded: CodedArticle) -> attribution.ArticlePrediction:
    """The attributions of an article: statements in the author's own text, since PolNeAR does not nest."""
    return attribution.ArticlePrediction(
        article,
        tuple(
            attribution.Attribution(_offsets(each.source), _offsets(each.cue), _offsets(each.content))
            for each in coded.of(Statement)
            if each.depth == 0
        ),
    )


def to_satp(row: int, document: Document) -> satp.SummaryPrediction:
    """Killed, wounded, arrested and abducted in a summary.

    Made from the document: victims whom no number counts ("a constable was killed") are in no figure.
    """
    return satp.SummaryPrediction(
        row=row,
        killed=toll_in(document, "killed") or 0,
        killed_by_group={_SATP_GROUPS[side]: count for side, count in toll_by_side(document, "killed").items()},
        injured=toll_in(document, "wounded") or 0,
        arrested=toll_in(document, "arrested") or 0,
        abducted=toll_in(document, "abducted") or 0,
    )


def to_time(text: str, coded: CodedArticle) -> dates.TextPrediction:
    """The time expressions of a text with their TIMEX3 values, in the conventions of TimeML."""
    return dates.TextPrediction(
        text,
        tuple(as_timeml(each, coded.article.text) for each in coded.of(Date)),
    )


def to_places(text: str, coded: CodedArticle) -> places.TextPrediction:
    """The places of a text; countries by ISO alpha-2, ids as GeoNames numbers."""
    return _as_places(text, coded.of(Place))


def to_toponyms(text: str, spans: Sequence[Offsets], document: Document) -> places.TextPrediction:
    """The places at the spans given: the resolution by itself, without the finding of names."""
    known = gazetteer()
    names = names_at(document[TOKENS], document.text, spans, known)
    return _as_places(text, located(document, names, known))


def _as_places(text: str, found: Iterable[Place]) -> places.TextPrediction:
    return places.TextPrediction(
        text,
        tuple(
            places.Place(
                start=each.spans[0].start,
                end=each.spans[-1].end,
                geonameid=_geonames_number(each),
                lat=each.lat,
                lon=each.lon,
                country=alpha3_to_alpha2(each.country) if each.country else None,
                kind="country" if each.kind == "country" else None,
            )
            for each in found
        ),
    )


def to_names(text: str, coded: CodedArticle) -> names.TextPrediction:
    """Persons, organisations and places named in a text.

    Where an actor and a place share words, the actor's type counts.
    """
    kinds = {actor.id: actor.kind for actor in coded.of(Actor)}
    found: dict[Offsets, str] = {}
    for place in coded.of(Place):
        found[place.spans[0].start, place.spans[-1].end] = "LOC"
    for mention in coded.of(Mention):
        named = _NAME_TYPE_OF_KIND.get(kinds.get(mention.actor, ""))
        if mention.kind == "name" and named:
            found[mention.spans[0].start, mention.spans[-1].end] = named
    return names.TextPrediction(text, tuple(names.Name(*span, kind) for span, kind in sorted(found.items())))


def to_coreference(text: str, coded: CodedArticle) -> coreference.TextPrediction:
    """The mentions of each actor as one cluster."""
    by_actor: dict[str, list[Offsets]] = {}
    for mention in coded.of(Mention):
        by_actor.setdefault(mention.actor, []).append((mention.spans[0].start, mention.spans[-1].end))
    types = {"person": "person", "organisation": "organization", "party": "organization", "medium": "organization"}
    return coreference.TextPrediction(
        text,
        tuple(
            coreference.Cluster(tuple(sorted(by_actor[actor.id])), types.get(actor.kind))
            for actor in coded.of(Actor)
            if actor.id in by_actor
        ),
    )


def to_grounding(passage: str, coded: CodedArticle) -> grounding.PassagePrediction:
    """Figures, dates, places and offices of a passage."""
    return grounding.PassagePrediction(
        passage,
        figures=tuple(
            grounding.Figure(
                start=each.number[0].start,
                end=each.number[-1].end,
                low=each.low,
                high=each.high,
                comparator=each.comparator,
                unit=each.unit,
                counted=_whole(each.counted_spans),
                voice=_innermost_voice(each, coded),
            )
            for each in coded.of(Figure)
        ),
        dates=tuple(
            grounding.Date(each.spans[0].start, each.spans[-1].end, value)
            for each in coded.of(Date)
            if (value := interval_value(each)) is not None
        ),
        places=tuple(
            grounding.Place(each.spans[0].start, each.spans[-1].end, each.country, each.lat, each.lon)
            for each in coded.of(Place)
        ),
        offices=tuple(
            grounding.Office(
                _whole(each.person_spans), _whole(each.title_spans), _whole(each.organisation_spans), each.status
            )
            for each in coded.of(Office)
        ),
    )


def interval_value(date: Date) -> str | None:
    """The days of a date as 'first' or 'first/last', or the length of a duration, or the period of a set; else None.

    The gold has no expressions that name neither, such as "at dawn".
    """
    if date.start is not None and date.end is not None:
        return date.start if date.start == date.end else f"{date.start}/{date.end}"
    if date.type == "SET" and date.value and date.value.startswith("XXXX-W"):
        return "P1W"
    return date.value if date.type in ("DURATION", "SET") and date.value and "X" not in date.value else None


def voice_spans(record: Record, coded: CodedArticle) -> tuple[Offsets, ...]:
    """Where each voice of the record's chain is named, outermost first.

    A relative pronoun is resolved to the nearest earlier name of its actor; "he said" is a source as it stands. So the
    gold has it.
    """
    statements = {each.id: each for each in coded.of(Statement)}
    chain: list[Offsets] = []
    above = record.statement
    while above is not None and above in statements:
        statement = statements[above]
        named = _named_at(statement.source, coded)
        if named is not None:
            chain.append(named)
        above = statement.parent
    return tuple(reversed(chain))


def _innermost_voice(figure: Figure, coded: CodedArticle) -> Offsets | None:
    """Where the figure's source is named: by its statement, or nearest to it where the clause alone names it."""
    if figure.statement is not None or not figure.voice:
        return next(reversed(voice_spans(figure, coded)), None)
    at, name = figure.number[0].start, figure.voice[-1]
    actors = {actor.id for actor in coded.of(Actor) if actor.name == name}
    places = [(m.spans[0].start, m.spans[-1].end) for m in coded.of(Mention) if m.actor in actors]
    text = coded.article.text
    places = places or [(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]
    return min(places, key=lambda span: abs(span[0] - at), default=None)


def _named_at(source: Sequence[Span], coded: CodedArticle) -> Offsets | None:
    if not source:
        return None
    whole = (source[0].start, source[-1].end)
    mentions = coded.of(Mention)
    here = [each for each in mentions if each.spans[0].start < whole[1] and whole[0] < each.spans[-1].end]
    if not here or any(each.kind != "pronoun" for each in here) or here[0].spans[0].quote.lower() not in _RELATIVE:
        return whole
    return _nearest_name(here[0], mentions) or whole


def _nearest_name(pronoun: Mention, mentions: Iterable[Mention]) -> Offsets | None:
    named = [each for each in mentions if each.actor == pronoun.actor and each.kind != "pronoun"]
    before = [each for each in named if each.spans[-1].end <= pronoun.spans[0].start]
    nearest = max(before or named, key=lambda each: (each.kind == "name", each.spans[0].start), default=None)
    return (nearest.spans[0].start, nearest.spans[-1].end) if nearest else None


def _geonames_number(place: Place) -> int | None:
    scheme, _, number = (place.gazetteer_id or "").partition(":")
    return int(number) if scheme == "geonames" and number.isdecimal() else None


def _offsets(spans: Sequence[Span]) -> tuple[Offsets, ...]:
    return tuple((span.start, span.end) for span in spans)


def _whole(spans: Sequence[Span]) -> Offsets | None:
    return (spans[0].start, spans[-1].end) if spans else None
