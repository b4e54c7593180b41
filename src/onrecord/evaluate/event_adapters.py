"""From our events to the predictions of the event scorers: claims, PLOVER's own sentences, PLV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.coded import CodedArticle
from onrecord.codes.plover import folded_type
from onrecord.evaluate import claims, plover_gsr, plv
from onrecord.evaluate.figures_of_merit import Span as Offsets
from onrecord.schema import Actor, Event, Mention, Participant, Statement
from onrecord.stages.events.party_countries import country_of_leader, names_international_body

_LESS_LIKELY_MEANT: Mapping[str, float] = {
    "asserted": 0.0,
    "threatened": 0.6,
    "promised": 0.6,
    "predicted": 0.6,
    "demanded": 1.2,
    "denied": 1.8,
    "hypothetical": 1.8,
    "asked": 1.8,
}
"""PLV codes one event a sentence, as a rule the deed that is told as done: what other modes weigh against it."""


def to_claims(passage: str, coded: CodedArticle) -> claims.PassagePrediction:
    """The events of a passage with voice, polarity, mode, certainty and time."""
    return claims.PassagePrediction(
        passage,
        tuple(
            claims.PredictedEvent(
                start=event.anchor[0].start,
                end=event.anchor[-1].end,
                type=event.type,
                actor=_participant_spans(event.actors, coded) or None,
                recipient=_participant_spans(event.recipients, coded) or None,
                voice=_named_voices(event, coded),
                polarity=event.polarity,
                mode=event.mode,
                certainty="certain" if event.certainty == "unstated" else event.certainty,
                when=event.time_frame,
            )
            for event in coded.of(Event)
        ),
    )


def to_plover(sentence: str, coded: CodedArticle) -> plover_gsr.SentencePrediction:
    """The events of a sentence by type and countries, each in the type the codebook gives to a deed so presented.

    The gold has one event a sentence in the author's words: denied deeds are left out, and what somebody demands is his
    REQUEST where no verb of requesting has a record of its own.
    """
    found = []
    events = coded.of(Event)
    asks = any(event.type == "REQUEST" and event.mode == "asserted" for event in events)
    for event in events:
        folded = _folded(event)
        if folded is None or (event.mode == "demanded" and (asks or not event.voice)):
            continue
        if event.mode == "demanded":
            asked = event.actors or event.recipients
            found.append(plover_gsr.PredictedEvent("REQUEST", None, _voice_countries(event, coded), _countries(asked)))
        else:
            actors, recipients = _countries(event.actors), _countries(event.recipients)
            if folded == "PROTEST" and not event.recipients:
                # the gold gives a protest that names no target the protesters' own country
                recipients = actors
            found.append(plover_gsr.PredictedEvent(folded, event.event_mode, actors, recipients))
    return plover_gsr.SentencePrediction(sentence, tuple(found))


def to_plv(row: int, source: str | None, target: str | None, coded: CodedArticle) -> plv.RootPrediction:
    """The root code of the event that best joins source and target; none where no event has a type."""
    text = coded.article.text
    from_source, to_target = _stretch(text, source), _stretch(text, target)
    best: tuple[float, str] | None = None
    for number, event in enumerate(coded.of(Event)):
        folded = _folded(event)
        if folded is None:
            continue
        actors, recipients = _participant_spans(event.actors, coded), _participant_spans(event.recipients, coded)
        fit = (
            2 * _touches(actors, from_source)
            + 1.5 * _touches(recipients, to_target)
            - 0.5 * _touches(actors, to_target)
            - 0.5 * _touches(recipients, from_source)
            - _LESS_LIKELY_MEANT[event.mode]
            - 0.1 * (event.polarity == "-")
            - 0.05 * number
        )
        if best is None or fit > best[0]:
            best = (fit, folded)
    return plv.RootPrediction(row, best[1] if best else None)


def _folded(event: Event) -> str | None:
    """The type in data made from CAMEO, which has no modes: see onrecord.codes.plover.folded_type.

    CAMEO has no code for an accusation to come: whoever 'will investigate' is coded as investigating. To call for
    sanctions on somebody is to rally against him (113), which PLOVER counts as ACCUSE.
    """
    if event.type == "ACCUSE" and event.mode in ("promised", "threatened", "predicted") and event.polarity == "+":
        return "ACCUSE"
    if event.mode == "demanded" and event.quad == 4 and event.type in ("COERCE", "SANCTION", "PROTEST", "MOBILIZE"):
        return "ACCUSE"
    return folded_type(event.type, event.mode, event.polarity, event.time_frame, yielding="AGREE")


def _participant_spans(participants: Sequence[Participant], coded: CodedArticle) -> tuple[Offsets, ...]:
    """The words of the participants in the event, and every other name or noun phrase for the same actors."""
    spans: list[Offsets] = []
    for participant in participants:
        spans.extend((span.start, span.end) for span in participant.spans)
        spans.extend(_named(participant.actor, coded))
    return tuple(dict.fromkeys(spans))


def _named(actor: str | None, coded: CodedArticle) -> list[Offsets]:
    return [
        (span.start, span.end)
        for mention in coded.of(Mention)
        if actor is not None and mention.actor == actor and mention.kind != "pronoun"
        for span in mention.spans
    ]


def _named_voices(event: Event, coded: CodedArticle) -> tuple[Offsets, ...]:
    """Where each voice of the event's chain is named, outermost first: its longest name, or the source of a statement.

    An event may have a voice that no statement gives (a cue the statement layer missed), so names go before statements.
    """
    actors = {actor.name: actor.id for actor in reversed(coded.of(Actor))}
    text = coded.article.text
    spans: list[Offsets] = []
    for name in event.voice:
        named = _named(actors.get(name), coded)
        if not named:
            named = [
                (span.start, span.end) for each in coded.of(Statement) if each.speaker == name for span in each.source
            ]
        stretch = _stretch(text, name)
        if not named and stretch is not None:
            named = [stretch]
        # A voice that can't be placed still counts as a voice: the first character stands for it.
        spans.append(max(named, key=lambda span: span[1] - span[0], default=(0, 1)))
    return tuple(spans)


def _voice_countries(event: Event, coded: CodedArticle) -> tuple[str, ...]:
    speaker = next((actor for actor in coded.of(Actor) if actor.name == event.voice[-1]), None)
    if speaker is None:
        return ()
    if speaker.country is None:
        title = "leader" if speaker.sector == "GOV" else None
        led = country_of_leader(speaker.name, coded.article.published, title=title)
        return (led,) if led is not None else _codes([(None, speaker.sector, speaker.name)])
    return _codes([(speaker.country, speaker.sector, speaker.name)])


def _countries(participants: Sequence[Participant]) -> tuple[str, ...]:
    return _codes(
        [
            (each.country, each.sector, " ".join((each.name, *(span.quote for span in each.spans))))
            for each in participants
        ]
    )


def _codes(parties: Sequence[tuple[str | None, str | None, str]]) -> tuple[str, ...]:
    """Country codes; those of international organisations, which have none, are IGO in the gold."""
    found = [
        country or ("IGO" if sector in ("IGO", "NGO") or names_international_body(words) else None)
        for country, sector, words in parties
    ]
    return tuple(dict.fromkeys(code for code in found if code))


def _touches(spans: Sequence[Offsets], stretch: Offsets | None) -> bool:
    return stretch is not None and any(start < stretch[1] and stretch[0] < end for start, end in spans)


def _stretch(text: str, words: str | None) -> Offsets | None:
    start = text.find(words.strip()) if words and words.strip() else -1
    return (start, start + len((words or "").strip())) if start >= 0 else None
