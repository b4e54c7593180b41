"""A record as a sentence and a few facts, for the reader's pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.schema import (
    Actor,
    Date,
    Event,
    Figure,
    LoadedWord,
    Mention,
    Office,
    Participant,
    Place,
    Record,
    Relation,
    Span,
    Statement,
)
from onrecord.wording import deed_in_words, figure_in_words, interval_in_words, participants_in_words, voice_in_words

_SAID = {
    "asserts": ("said", "did not say"),
    "reports": ("reported", "did not report"),
    "denies": ("denied", "did not deny"),
    "demands": ("demanded", "did not demand"),
    "promises": ("promised", "did not promise"),
    "threatens": ("threatened", "did not threaten"),
    "believes": ("believed", "did not believe"),
    "wants": ("wanted", "did not want"),
    "decrees": ("decreed", "did not decree"),
    "estimates": ("estimated", "did not estimate"),
    "shows": ("showed", "did not show"),
}
_MODE_OF_KIND = {"denies": "denied", "demands": "demanded", "promises": "promised", "threatens": "threatened"}
"""Kinds of speech act that say by themselves in what mode their content stands."""


@dataclass(frozen=True)
class Told:
    """A record in words."""

    parts: tuple[tuple[str, str], ...]
    """The sentence in pieces, each with the role of its words (source, cue, event, ...), '' for words of our own."""
    quote: str = ""
    """The words of the article that matter most; '' where the sentence has them."""
    whose_word: str = ""
    """On whose word it stands; '' where that goes without saying."""
    facts: tuple[tuple[str, str], ...] = ()
    """Label and value of what else the record holds, absent values left out."""

    @property
    def sentence(self) -> str:
        """The sentence as plain text."""
        return "".join(words for words, _ in self.parts)


def told(record: Record, *, offices: Mapping[str, str]) -> Told:
    """The record in words; ``offices`` says of an actor's id what office its holder has, as 'head of the guard'."""
    match record:
        case Statement():
            return _statement(record, offices)
        case Event():
            return _event(record, offices)
        case Figure():
            return _figure(record)
        case Date():
            return Told(
                ((date_in_words(record), "date"),),
                _quoted(record.spans),
                facts=_facts(value=record.value, rule=record.rule, counts_from=record.anchor),
            )
        case Place():
            return _place(record)
        case Office():
            return Told(
                ((record.person, "source"), (": ", ""), (_title(record), "office")),
                whose_word=voice_in_words(record),
                facts=_facts(status=record.status, since=record.start, until=record.end),
            )
        case Actor():
            return _actor(record, offices)
        case Mention():
            return Told(
                (("refers to ", ""), (record.name, "source")), _quoted(record.spans), facts=_facts(kind=record.kind)
            )
        case LoadedWord():
            return _loaded_word(record)
        case Relation():
            parts = ((record.actor, "source"), (f" {record.sign} towards ", ""), (record.target, "source"))
            return Told(parts, _quoted(record.spans), voice_in_words(record))
        case _:
            raise TypeError(f"no words for a {type(record).__name__}; add them to onrecord.viewer.in_words")


def said(kind: str, polarity: str) -> str:
    """The verb for a kind of speech act, as 'denied', or 'did not deny' where the act did not take place."""
    return _SAID[kind][polarity == "-"]


def mode_to_tell(kind: str, mode: str) -> str:
    """The mode of a statement's content, or '' where the verb says it already."""
    return "" if mode in ("asserted", _MODE_OF_KIND.get(kind)) else mode


def office_titles(offices: Sequence[Office]) -> dict[str, str]:
    """Actor id to the office the actor holds in this article, the first stated one."""
    titles: dict[str, str] = {}
    for office in offices:
        if office.actor and office.polarity == "+":
            titles.setdefault(office.actor, _title(office))
    return titles


def date_in_words(date: Date) -> str:
    """The days as '1991-08-19' or '1991-08-19 to 1991-08-21', else the value, else that there is none."""
    if date.start and date.start == date.end:
        return date.start
    if date.start or date.end:
        return f"{date.start or '…'} to {date.end or '…'}"
    return date.value or "no day"


def _title(office: Office) -> str:
    status = "" if office.status == "current" else f"{office.status} "
    return f"{status}{office.title}" + (f" of {office.organisation}" if office.organisation else "")


def _statement(statement: Statement, offices: Mapping[str, str]) -> Told:
    office = offices.get(statement.speaker_actor or "")
    speaker = statement.speaker or "somebody nobody names"
    parts = [(speaker, "source" if statement.speaker else "")]
    if office and office.casefold() not in speaker.casefold():
        parts.append((f", {office},", ""))
    parts.append((f" {said(statement.kind, statement.polarity)}", "cue"))
    if statement.addressee:
        parts.append((f" to {statement.addressee}", ""))
    return Told(
        tuple(parts),
        _quoted(statement.content),
        f"as {', as told by '.join(reversed(statement.voice))} reports" if statement.voice else "",
        _facts(
            form=statement.form,
            speaker=statement.speaker_kind if statement.speaker_kind != "nobody" else None,
            content=mode_to_tell(statement.kind, statement.mode) or None,
            certainty=_unsure(statement),
            cue=_quoted(statement.cue) or None,
        ),
    )


def _event(event: Event, offices: Mapping[str, str]) -> Told:
    doers = _names(event.actors, offices)
    targets = _names(event.recipients, offices)
    parts = [(doers, "source"), (": ", "")] if doers else []
    parts.append((deed_in_words(event), "event"))
    if targets:
        parts.extend(((" → ", ""), (targets, "source")))
    return Told(
        tuple(parts),
        whose_word=voice_in_words(event),
        facts=_facts(
            type=event.type.lower() + (f", {event.event_mode}" if event.event_mode else ""),
            when=interval_in_words(event.date) or None,
            where=event.place,
            context=", ".join(event.contexts) or None,
            actors=participants_in_words(event.actors) or "not stated",
            recipients=participants_in_words(event.recipients) or None,
            time=event.time_frame if event.time_frame != "past" else None,
            intensity=f"{event.intensity:+g}",
            CAMEO=event.cameo,
        ),
    )


def _names(participants: Sequence[Participant], offices: Mapping[str, str]) -> str:
    names = []
    for each in participants:
        office = offices.get(each.actor or "")
        names.append(f"{each.name} ({office})" if office and office not in each.name else each.name)
    return ", ".join(names)


def _figure(figure: Figure) -> Told:
    number = figure_in_words(figure)
    link = " of " if figure.unit else ": " if number == "no number" else " "
    return Told(
        ((number, "figure"), (link + figure.counted if figure.counted else "", "")),
        _quoted(figure.spans),
        voice_in_words(figure),
        _facts(
            role=figure.role if figure.role != "other" else None,
            low="open" if figure.low is None else f"{figure.low:,g}",
            high="open" if figure.high is None else f"{figure.high:,g}",
            comparator=figure.comparator.replace("_", " "),
        ),
    )


def _place(place: Place) -> Told:
    wider = "".join(f", {each}" for each in (place.admin1, place.country) if each)
    located = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else "not located"
    return Told(
        ((place.name, "place"), (wider, "")),
        _quoted(place.spans),
        facts=_facts(
            kind=place.kind,
            coordinates=located,
            precision=place.precision,
            gazetteer=place.gazetteer_id,
            rule=place.rule,
        ),
    )


def _actor(actor: Actor, offices: Mapping[str, str]) -> Told:
    office = offices.get(actor.id)
    return Told(
        ((actor.name, "source"), (f", {office}" if office else "", "")),
        facts=_facts(
            kind=actor.kind.replace("_", " "), country=actor.country, sector=actor.sector, identifier=actor.identifier
        ),
    )


def _loaded_word(word: LoadedWord) -> Told:
    words = _quoted(word.spans)
    named = word.target is not None and word.target.casefold() != words.casefold()
    of = ((" of ", ""), (word.target or "", "source")) if named else ()
    return Told(
        (("the author writes ", ""), (words, "loaded"), *of),
        facts=_facts(
            kind=word.kind,
            leaning=word.leaning,
            said="as not so" if word.polarity == "-" else None,
            word=word.word if word.kind != "scare quotes" else None,
        ),
    )


def _unsure(record: Record) -> str | None:
    return record.certainty if record.certainty in ("probable", "possible") else None


def _quoted(spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(span.quote.split()) for span in spans)


def _facts(**values: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((label.replace("_", " "), value) for label, value in values.items() if value)
