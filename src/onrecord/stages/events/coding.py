"""The events stage: deeds with their actors, factuality, voice and circumstances, as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import msgspec
from spacy.tokens import Doc, Token

from onrecord.codes.plover import cameo_root, intensity, quad
from onrecord.document import (
    ACTORS,
    CHAINS,
    DATES,
    EVENTS,
    FACTUALITY,
    FIGURES,
    MENTIONS,
    PLACES,
    READINGS,
    SENTENCES,
    STATEMENTS,
    TOKENS,
    Document,
    Factuality,
    Layer,
    Sentence,
)
from onrecord.ids import sealed
from onrecord.intervals import Placed
from onrecord.schema import (
    Actor,
    Certainty,
    Date,
    Event,
    EventType,
    Figure,
    Interval,
    Mention,
    Mode,
    Participant,
    Place,
    Polarity,
    Statement,
    TimeFrame,
)
from onrecord.stages.events import arguments
from onrecord.stages.events.business import is_private
from onrecord.stages.events.circumstances import date_of, figures_of, is_long_ago, place_of
from onrecord.stages.events.contexts import contexts_of, words_of_contexts
from onrecord.stages.events.deeds import Deed, deeds_in, toll_verbs
from onrecord.stages.events.denials import denied_before
from onrecord.stages.events.event_modes import mode_of
from onrecord.stages.events.hints import hints_of
from onrecord.stages.events.home_parties import at_home
from onrecord.stages.events.lexicon import in_class, light_verbs, noun_classes, noun_senses, verb_senses
from onrecord.stages.events.own_words import as_own_deed
from onrecord.stages.events.participants import participants_of
from onrecord.stages.events.parties import actors_of, recipients_of
from onrecord.stages.events.proforms import is_denied, may_stand, stands_for
from onrecord.stages.events.speech_deeds import MODES, is_order, outer_deed
from onrecord.stages.events.trained_deeds import joined
from onrecord.stages.events.voices import owner_of, voice_of
from onrecord.stages.factuality import Presentation, presentation

_RIGHT = {
    "speech verb": 0.49,
    "verb": 0.49,
    "light verb": 0.3,
    "noun": 0.21,
    "trained anchor": 0.36,
    "claimed": 0.21,
    "denied before": 0.3,
    "stands for it": 0.3,
}
"""Share of records with actor, recipient, voice, polarity, mode, certainty and time all right, among those whose words
and type are right, in the gate of ``corpus/gold/events`` (164 passages, 755 events), on which no rule was written. The
confidence of a record is this times the probability that words and type are right: 542 records of the gate say 0.29 on
the average, and 0.29 are right. Of the last three and of light verbs there are too few to count: theirs are guesses.
"""
_TWO_SIDED = frozenset({"AID", "COOPERATE"})
"""Types for which PLOVER asks for a recipient (SANCTION, the third, is let through: dismissals often name none)."""
_RECENT = 30
"""Events before a sentence among which is what it points back to."""
_CLAIM = frozenset({"claim", "admit", "acknowledge", "take", "accept", "assume"})


@dataclass(frozen=True)
class Claimed:
    """A second record on the anchor of a deed: what somebody says of who did it."""

    actors: tuple[Participant, ...]
    voice: tuple[str, ...]
    mode: str
    polarity: str


class EventsStage:
    """Finds deeds of the sixteen PLOVER types and says in whose voice and how each is presented."""

    name: ClassVar[str] = "events"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (
        TOKENS, SENTENCES, READINGS, CHAINS, STATEMENTS, ACTORS, MENTIONS, DATES, PLACES, FIGURES, FACTUALITY,
    )  # fmt: skip
    writes: ClassVar[tuple[Layer[Any], ...]] = (EVENTS,)

    def setup(self) -> None:
        """Loads the lexicon."""
        verb_senses(), noun_senses(), light_verbs(), noun_classes()

    def process(self, document: Document) -> Document:
        """The document with its events, in text order."""
        coder = _Coder(document)
        events: list[Event] = []
        for sentence in document.coded_sentences():
            events.extend(coder.events_in(sentence, events))
        return document.with_layer(EVENTS, tuple(events))


class _Coder:
    """The layers of one document at hand, to code its sentences one after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parse: Doc = document[TOKENS]
        self.statements: tuple[Statement, ...] = document[STATEMENTS]
        self.mentions: Placed[Mention] = Placed(document[MENTIONS], _stretches)
        self.dates: Placed[Date] = Placed(document[DATES], _stretches)
        self.places: Placed[Place] = Placed(document[PLACES], _stretches)
        self.figures: Placed[Figure] = Placed(document[FIGURES], _stretches)
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in document[ACTORS]}
        self.factuality: Mapping[int, Factuality] = document[FACTUALITY]
        self.hints = hints_of(self.parse, document[READINGS])

    def events_in(self, sentence: Sentence, before: Sequence[Event]) -> list[Event]:
        """The events of a sentence."""
        tokens = list(self.parse[sentence.first : sentence.last])
        deeds = deeds_in(tokens)
        if self.hints is not None:
            deeds = joined(deeds, tokens, self.hints)
        standing = [token for token in tokens if may_stand(token)]
        if not deeds and not standing:
            return []
        start, end = sentence.start, sentence.end
        mentions = [mention for mention in self.mentions.near(start, end) if _touches(mention, start, end)]
        dates = [date for date in self.dates.near(start, end) if _touches(date, start, end)]
        places = [place for place in self.places.near(start, end) if _touches(place, start, end)]
        figures = [figure for figure in self.figures.near(start, end) if _touches(figure, start, end)]
        heads = {deed.clause.i: deed for deed in deeds} | {deed.head.i: deed for deed in deeds}
        tolls = toll_verbs(tokens)
        contexts = words_of_contexts(tokens, heads) if deeds else {}
        found: list[Event] = []
        for deed in deeds:
            made = self._events_of(deed, mentions, dates, places, figures, heads, tolls, contexts)
            for event in made:
                known = any(event.id == other.id for other in found)
                if not known and not _is_remention(deed, event, (*before, *found)):
                    found.append(event)
                    denied = denied_before(event, deed.head, (*before[-_RECENT:], *found))
                    found += [sealed(_with(one, rule="denied before")) for one in denied]
        for token in standing:
            told = stands_for(token, (*before[-_RECENT:], *found))
            found += [self._stood_for(token, told, mentions)] if told is not None else []
        return found

    def _stood_for(self, verb: Token, told: Event, mentions: Sequence[Mention]) -> Event:
        """The event told before as the verb that stands for it presents it: with its own doer, voice and polarity."""
        voice = voice_of(self.parse, (verb.idx, verb.idx + len(verb)), verb, None, self.statements, [verb])
        doer = arguments.own_subject(verb)
        actors = self._participants(arguments.coordinated(doer) if doer is not None else [], mentions)
        fact = self._presented(verb).factuality()
        return sealed(
            _with(
                told,
                voice=voice.names,
                statement=voice.statement,
                actors=actors,
                polarity="-" if is_denied(verb) else "+",
                mode=cast("Mode", fact.mode),
                certainty=cast("Certainty", fact.certainty),
                time_frame=cast("TimeFrame", fact.time_frame),
                spans=_evidence((*told.anchor, self.document.span(verb.idx, verb.idx + len(verb))), actors, ()),
                date=None,
                date_record=None,
                place=None,
                place_record=None,
                figures=(),
                rule="stands for it",
            )
        )

    def _events_of(
        self,
        deed: Deed,
        mentions: Sequence[Mention],
        dates: Sequence[Date],
        places: Sequence[Place],
        figures: Sequence[Figure],
        heads: Mapping[int, Deed],
        tolls: set[int],
        contexts: Mapping[int, frozenset[str]],
    ) -> list[Event]:
        doers = actors_of(deed)
        recipients = recipients_of(deed, doers)
        actors = self._participants(doers, mentions)
        targets = self._participants(recipients, mentions)
        if deed.sense.type != "ASSAULT":
            # nobody does to himself what he does; only attacks are sometimes on oneself
            targets = tuple(one for one in targets if not any(_is_same(one, other) for other in actors))
        alone = not targets and len(actors) < 2 and "~" not in deed.sense.slots
        if self.hints is None and deed.sense.type in _TWO_SIDED and alone:
            return []
        if deed.sense.type == "REQUEST" and deed.head.pos_ == "NOUN" and self._is_source(deed.head):
            return []
        if is_private(deed, doers, recipients, actors, targets):
            return []
        if deed.sense.type in _TWO_SIDED and alone and _is_for_oneself(deed):
            return []
        if deed.trained and self._is_a_group(deed.head, mentions):
            return []
        apart = deed.head.i > 0 and deed.head.nbor(-1).text == ","
        participle = deed.head.dep_ == "acl" and deed.head.tag_ == "VBN" and not apart
        if participle and deed.quad in (1, 2) and not actors and not targets:
            # "under an agreement signed last year": the participle only says which
            return []
        presented = self._presented(deed.head)
        start = min(token.idx for token in deed.anchor)
        end = max(token.idx + len(token) for token in deed.anchor)
        if presented.mode == "denied" and "speech" in deed.sense.flags and deed.head.pos_ == "NOUN":
            # what is rejected is what the accusation or offer says, not that it was made
            presented = Presentation()
        own = [deed.head, deed.clause]
        if presented.claim is not None:
            own.append(self.parse[presented.claim])
        voice = voice_of(self.parse, (start, end), deed.head, presented.holder, self.statements, own)
        names = voice.names
        source = self._participants([voice.source], mentions) if voice.source is not None else ()
        names += tuple(one.name for one in source if one.name not in names[-1:])
        over = outer_deed(deed, heads)
        if _is_plain(presented) and (over is not None or is_order(deed.clause)):
            speech_mode = MODES[over.sense.type] if over is not None else "demanded"
            presented = replace(presented, mode=speech_mode, certainty="certain", time_frame="future")
            names = self._inside(over, names, mentions) if over is not None else names
        speaker = self._speaker(names)
        presented = as_own_deed(deed, presented, doers, actors, speaker)
        fact = presented.factuality()
        clauses = set(heads)
        date = date_of(self.parse, deed, dates, clauses)
        if date is not None and fact.time_frame == "past" and is_long_ago(date, self.document.article.published):
            fact = replace(fact, time_frame="history")
        place = place_of(self.parse, deed, places, clauses)
        actors, targets = at_home(actors, targets, deed.sense.type, place.country if place is not None else None)
        anchors = tuple(self.document.span(token.idx, token.idx + len(token)) for token in deed.anchor)
        if len(anchors) > 1 and deed.anchor[-1].i - deed.anchor[0].i == len(deed.anchor) - 1:
            anchors = (self.document.span(start, end),)
        mode = mode_of(deed, heads)
        base = Event(
            article=self.document.article.id,
            spans=_evidence(anchors, actors, targets),
            voice=names,
            statement=voice.statement,
            polarity=cast("Polarity", fact.polarity),
            mode=cast("Mode", fact.mode),
            certainty=cast("Certainty", fact.certainty),
            confidence=deed.confidence * _RIGHT[_rule(deed)],
            rule=_rule(deed),
            stage=EventsStage.name,
            stage_version=EventsStage.version,
            anchor=anchors,
            type=cast("EventType", deed.sense.type),
            event_mode=mode,
            contexts=contexts_of(deed, mode, contexts.get(deed.head.i, frozenset()), actors, targets),
            quad=quad(deed.sense.type),
            intensity=intensity(deed.sense.type),
            cameo=cameo_root(deed.sense.type, mode),
            actors=actors,
            recipients=targets,
            date=Interval(date.start, date.end) if date is not None else None,
            date_record=date.id if date is not None else None,
            place=place.name if place is not None else None,
            place_record=place.id if place is not None else None,
            figures=figures_of(self.parse, deed, figures, clauses, tolls),
            time_frame=cast("TimeFrame", fact.time_frame),
        )
        made = [*self._doubled(base, deed, mentions), *self._as_claimed(base, presented, mentions)]
        return [sealed(event) for event in made]

    def _inside(self, over: Deed, names: tuple[str, ...], mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The voice of what a deed done with words is about: its doer's, where the statement layer has none for it."""
        outer = self._outer_voice(over.clause)
        doers = self._participants(actors_of(over), mentions)
        return (*outer, doers[0].name) if names == outer and doers else names

    def _is_a_group(self, noun: Token, mentions: Sequence[Mention]) -> bool:
        """True for a noun that names who acts and no deed: 'the liberal opposition'."""
        if not in_class(noun, "POLITICAL") or not any(child.dep_ in ("amod", "compound") for child in noun.lefts):
            return False
        end = noun.idx + len(noun)
        return any(
            mention.kind == "group" and span.start < noun.idx and span.end == end
            for mention in mentions
            for span in mention.spans
        )

    def _is_source(self, noun: Token) -> bool:
        """True for a noun that is the source of a statement: 'his order says' speaks of a paper, not of a deed."""
        return any(span.start <= noun.idx < span.end for statement in self.statements for span in statement.source)

    def _speaker(self, voice: Sequence[str]) -> Participant | None:
        """The innermost source of a voice, with country and sector where it is an actor of the article."""
        if not voice:
            return None
        known = next((actor for actor in self.actors.values() if actor.name == voice[-1]), None)
        if known is None:
            return Participant(name=voice[-1], spans=())
        return Participant(name=known.name, actor=known.id, country=known.country, sector=known.sector, spans=())

    def _presented(self, word: Token) -> Presentation:
        """How the factuality layer presents the word, and by which governing word it does so."""
        presented = presentation(word, self.statements, self.document.article.published)
        layer = self.factuality.get(word.i)
        if layer is None:
            return presented
        return replace(
            presented,
            polarity=layer.polarity,
            mode=layer.mode,
            certainty=layer.certainty,
            time_frame=layer.time_frame,
        )

    def _participants(self, nouns: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Participant, ...]:
        found = [
            one for noun in nouns for one in participants_of(self.document, noun, mentions, self.actors, self.places)
        ]
        return tuple(one for position, one in enumerate(found) if one not in found[:position])

    def _doubled(self, event: Event, deed: Deed, mentions: Sequence[Mention]) -> list[Event]:
        """The event, and a second one where somebody claims, denies or is blamed for a deed that is taken as given."""
        claimed = self._claimed(deed, mentions)
        if claimed is None:
            return [event]
        voice = claimed.voice[:-1] if claimed.mode == "denied" else event.voice
        plain = _with(event, rule=event.rule, voice=voice, mode="asserted", polarity="+", certainty="certain")
        second = _with(
            plain,
            actors=claimed.actors,
            voice=claimed.voice,
            mode=claimed.mode,
            polarity=claimed.polarity,
            certainty="certain",
            rule="claimed",
        )
        return [plain, second]

    def _as_claimed(self, event: Event, presented: Presentation, mentions: Sequence[Mention]) -> list[Event]:
        """The deed in the voice of those whose claim is denied, where they are named: 'denied Iran's claim that'."""
        if presented.claim is None or event.mode != "denied":
            return []
        noun = self.parse[presented.claim]
        owner = owner_of(noun)
        if owner is None:
            return []
        holder = self._participants([owner], mentions)
        denial = self.parse[presented.holder] if presented.holder is not None else noun
        outer = self._outer_voice(denial)
        claim = _with(
            event,
            voice=(*outer, holder[0].name),
            mode="asserted",
            polarity="+" if event.polarity == "-" else "-",
            rule="claimed",
        )
        return [claim]

    def _claimed(self, deed: Deed, mentions: Sequence[Mention]) -> Claimed | None:
        noun = deed.head
        if noun.pos_ == "VERB" or deed.light is not None or not _is_given(noun):
            return None
        if deed.sense.type not in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID"):
            return None
        node = noun
        while node.dep_ == "conj" and node.head.pos_ == "NOUN":
            node = node.head
        verb = node.head.head if node.dep_ == "pobj" else node.head
        if verb.pos_ == "NOUN" and verb.lemma_ in (
            "responsibility",
            "credit",
            "blame",
            "part",
            "role",
            "involvement",
            "hand",
        ):
            outer = verb.head.head if verb.dep_ == "pobj" else verb.head
            verb = outer
        if verb.tag_[:2] != "VB" or (
            node.dep_ == "pobj" and node.head.lower_ not in ("for", "of", "in", "over", "with", "on")
        ):
            return None
        doers = arguments.agent(verb)
        source = self._participants([doers] if doers is not None else [], mentions)
        outer_voice = self._outer_voice(verb)
        if verb.lemma_ in ("deny", "disclaim") and source:
            return Claimed(source, (*outer_voice, source[0].name), "denied", "-")
        if verb.lemma_ in _CLAIM and source and verb.lemma_ not in ("accept", "assume"):
            if verb.lemma_ == "take" and not any(
                child.lemma_ in ("responsibility", "credit") for child in verb.children
            ):
                return None
            return Claimed(source, (*outer_voice, source[0].name), "asserted", "+")
        if (
            verb.lemma_ in ("blame", "accuse", "charge")
            and node.dep_ == "pobj"
            and node.head.lower_ in ("for", "of", "with", "over")
        ):
            blamed = arguments.patient(verb)
            if blamed is not None and source:
                return Claimed(self._participants([blamed], mentions), (*outer_voice, source[0].name), "asserted", "+")
        if verb.lemma_ == "blame" and node.dep_ in ("dobj", "nsubjpass"):
            blamed = arguments.prepositional(verb, "on")
            if blamed is not None and source:
                return Claimed(self._participants([blamed], mentions), (*outer_voice, source[0].name), "asserted", "+")
        return None

    def _outer_voice(self, verb: Token) -> tuple[str, ...]:
        return voice_of(self.parse, (verb.idx, verb.idx + len(verb)), verb, None, self.statements).names


def _with(event: Event, *, rule: str, **changes: Any) -> Event:
    """The event as another rule has it, with that rule's confidence."""
    confidence = event.confidence * _RIGHT[rule] / _RIGHT[event.rule]
    return msgspec.structs.replace(event, rule=rule, confidence=confidence, **changes)


def _stretches(record: Mention | Date | Place | Figure) -> Iterable[tuple[int, int]]:
    return ((span.start, span.end) for span in record.spans)


def _touches(record: Mention | Date | Place | Figure, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in record.spans)


def _evidence(anchors: Sequence[Any], actors: Sequence[Participant], targets: Sequence[Participant]) -> tuple[Any, ...]:
    spans = [*anchors, *(span for one in (*actors, *targets) for span in one.spans)]
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))


def _is_same(one: Participant, other: Participant) -> bool:
    """True for one and the same actor of the article, or the same words."""
    if one.actor is not None or other.actor is not None:
        return one.actor == other.actor
    return one.spans == other.spans


def _is_for_oneself(deed: Deed) -> bool:
    """True for 'pay for their own uniforms': what somebody gets for himself is no aid."""
    return any(
        leaf.lower_ == "own" and leaf.dep_ == "amod"
        for child in deed.clause.children
        for word in (child, *child.children)
        for leaf in word.children
    )


def _is_plain(presented: Presentation) -> bool:
    """True where nothing in the clause makes the deed anything but told as a fact."""
    return presented.mode in ("", "asserted") and presented.certainty in ("", "certain") and presented.claim is None


def _rule(deed: Deed) -> str:
    if deed.trained:
        return "trained anchor"
    if deed.head.pos_ != "VERB" and deed.head.tag_[:2] != "VB":
        return "light verb" if deed.light is not None else "noun"
    return "speech verb" if "speech" in deed.sense.flags else "verb"


def _is_given(noun: Token) -> bool:
    """True for a noun with a definite determiner or a possessor: the deed is taken as having happened."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        for child in noun.children
    )


def _is_remention(deed: Deed, event: Event, before: Sequence[Event]) -> bool:
    """True for a definite event noun whose type the same voice has coded already: the deed is only mentioned again."""
    if deed.head.pos_ == "VERB" or deed.light is not None or not _is_given(deed.head):
        return False
    if event.mode == "denied":
        return False
    return any(
        other.type == event.type and other.voice == event.voice and other.anchor != event.anchor for other in before
    )
