"""The events stage: deeds with their actors, factuality, voice and circumstances, as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import msgspec
from spacy.tokens import Doc, Token

from onrecord.codes.plover import cameo_root, intensity, quad
from onrecord.codes.roles import is_part_of_state
from onrecord.document import (
    ACTORS,
    CHAINS,
    DATES,
    EVENTS,
    FACTUALITY,
    FIGURES,
    MENTIONS,
    PLACES,
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
from onrecord.stages.events.circumstances import date_of, figures_of, place_of
from onrecord.stages.events.deeds import Deed, deeds_in, toll_verbs
from onrecord.stages.events.lexicon import in_class, light_verbs, noun_classes, noun_senses, verb_senses
from onrecord.stages.events.participants import actors_of, participant, recipients_of
from onrecord.stages.events.voices import owner_of, voice_of
from onrecord.stages.factuality import Presentation, presentation

_CONFIDENCE = {
    "speech verb": 0.64,
    "verb": 0.56,
    "light verb": 0.46,
    "noun": 0.46,
    "claimed": 0.46,
}
"""Share of records with type, parties, voice and factuality all right, read by one person in 70 records from 45
articles of PolNeAR (train), TimeBank and AQUAINT: 14 speech verbs, 43 verbs, 13 nouns; claimed deeds take the value of
nouns, on which they stand. Three lexicon lines were changed after that reading. On the claims development set, on which
rules were written, the same shares are 0.79, 0.69, 0.45, and the type alone is right in 0.92, 0.96, 0.92 of them.
"""
_TWO_SIDED = frozenset({"AID", "COOPERATE"})
"""Types for which PLOVER asks for a recipient (SANCTION, the third, is let through: dismissals often name none)."""
_CLAIM = frozenset({"claim", "admit", "acknowledge", "take", "accept", "assume"})
_OWN_WORDS = frozenset({"we", "i", "us", "our", "it", "they", "he", "she", "its", "his", "her", "their"})


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
        TOKENS, SENTENCES, CHAINS, STATEMENTS, ACTORS, MENTIONS, DATES, PLACES, FIGURES, FACTUALITY,
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

    def events_in(self, sentence: Sentence, before: Sequence[Event]) -> list[Event]:
        """The events of a sentence."""
        start, end = sentence.start, sentence.end
        mentions = [mention for mention in self.mentions.near(start, end) if _touches(mention, start, end)]
        dates = [date for date in self.dates.near(start, end) if _touches(date, start, end)]
        places = [place for place in self.places.near(start, end) if _touches(place, start, end)]
        figures = [figure for figure in self.figures.near(start, end) if _touches(figure, start, end)]
        tokens = list(self.parse[sentence.first : sentence.last])
        deeds = deeds_in(tokens)
        clauses = {deed.head.i for deed in deeds} | {deed.clause.i for deed in deeds}
        tolls = toll_verbs(tokens)
        found: list[Event] = []
        for deed in deeds:
            made = self._events_of(deed, mentions, dates, places, figures, clauses, tolls)
            for event in made:
                known = any(event.id == other.id for other in found)
                if not known and not _is_remention(deed, event, (*before, *found)):
                    found.append(event)
        return found

    def _events_of(
        self,
        deed: Deed,
        mentions: Sequence[Mention],
        dates: Sequence[Date],
        places: Sequence[Place],
        figures: Sequence[Figure],
        clauses: set[int],
        tolls: set[int],
    ) -> list[Event]:
        doers = actors_of(deed)
        recipients = recipients_of(deed, doers)
        actors = self._participants(doers, mentions)
        targets = self._participants(recipients, mentions)
        if deed.sense.type in _TWO_SIDED and not targets and len(actors) < 2 and "~" not in deed.sense.slots:
            return []
        if deed.sense.type == "REQUEST" and deed.head.pos_ == "NOUN" and self._is_source(deed.head):
            return []
        if _is_private(deed, doers, recipients, actors, targets):
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
        names += tuple(one.name for one in source)
        speaker = self._speaker(names)
        presented = _as_own_deed(deed, presented, doers, actors, speaker)
        fact = presented.factuality()
        date = date_of(self.parse, deed, dates, clauses)
        place = place_of(self.parse, deed, places, clauses)
        anchors = tuple(self.document.span(token.idx, token.idx + len(token)) for token in deed.anchor)
        if len(anchors) > 1 and deed.anchor[-1].i - deed.anchor[0].i == len(deed.anchor) - 1:
            anchors = (self.document.span(start, end),)
        base = Event(
            article=self.document.article.id,
            spans=_evidence(anchors, actors, targets),
            voice=names,
            statement=voice.statement,
            polarity=cast("Polarity", fact.polarity),
            mode=cast("Mode", fact.mode),
            certainty=cast("Certainty", fact.certainty),
            confidence=_CONFIDENCE[_rule(deed)],
            stage=EventsStage.name,
            stage_version=EventsStage.version,
            anchor=anchors,
            type=cast("EventType", deed.sense.type),
            event_mode=deed.sense.event_mode,
            quad=quad(deed.sense.type),
            intensity=intensity(deed.sense.type),
            cameo=cameo_root(deed.sense.type, deed.sense.event_mode),
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
        found = [participant(self.document, noun, mentions, self.actors, self.places) for noun in nouns]
        return tuple(one for position, one in enumerate(found) if one not in found[:position])

    def _doubled(self, event: Event, deed: Deed, mentions: Sequence[Mention]) -> list[Event]:
        """The event, and a second one where somebody claims, denies or is blamed for a deed that is taken as given."""
        claimed = self._claimed(deed, mentions)
        if claimed is None:
            return [event]
        plain = _with(event, actors=event.actors, voice=event.voice, mode="asserted", polarity="+", certainty="certain")
        if claimed.mode == "denied":
            plain = _with(plain, voice=claimed.voice[:-1])
        second = _with(
            plain,
            actors=claimed.actors,
            voice=claimed.voice,
            mode=claimed.mode,
            polarity=claimed.polarity,
            certainty="certain",
            confidence=_CONFIDENCE["claimed"],
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
            confidence=_CONFIDENCE["claimed"],
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


def _with(event: Event, **changes: Any) -> Event:
    return msgspec.structs.replace(event, **changes)


def _stretches(record: Mention | Date | Place | Figure) -> Iterable[tuple[int, int]]:
    return ((span.start, span.end) for span in record.spans)


def _touches(record: Mention | Date | Place | Figure, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in record.spans)


def _evidence(anchors: Sequence[Any], actors: Sequence[Participant], targets: Sequence[Participant]) -> tuple[Any, ...]:
    spans = [*anchors, *(span for one in (*actors, *targets) for span in one.spans)]
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))


def _is_private(
    deed: Deed,
    doers: Sequence[Token],
    recipients: Sequence[Token],
    actors: Sequence[Participant],
    targets: Sequence[Participant],
) -> bool:
    """True for the doings of companies, markets and sport: no party of politics, and the sentence speaks of business.

    Attacks and protests are let through: who is private there does not make the deed so.
    """
    named = [*zip(doers, actors, strict=False), *zip(recipients, targets, strict=False)]
    if any(_is_of_politics(token, one) for token, one in named):
        return False
    trade = {word.lemma_.lower() for word in deed.head.sent} & noun_classes()["BUSINESS"]
    firms = bool(named) and all(_is_firm(one) for _, one in named)
    if deed.sense.type in ("PROTEST", "ASSAULT") and deed.head.lemma_ not in ("battle", "fight", "clash", "raid"):
        return len(trade) >= 3
    return firms or len(trade) >= 2


def _is_of_politics(token: Token, one: Participant) -> bool:
    if one.sector is not None:
        return one.sector not in ("BUS", "UNK", "SOC", "AGR", "MED")
    if _is_firm(one):
        return False
    return (
        one.country is not None
        or in_class(token, "TROOPS|OFFICIAL|DIPLOMAT|NORP|GPE")
        or token.lower_ in ("government", "police", "court")
    )


def _is_firm(one: Participant) -> bool:
    if one.sector == "BUS":
        return True
    last = one.name.split()[-1].rstrip(".,").lower() if one.name.split() else ""
    return last in noun_classes()["FIRM"]


def _rule(deed: Deed) -> str:
    if deed.head.pos_ != "VERB" and deed.head.tag_[:2] != "VB":
        return "light verb" if deed.light is not None else "noun"
    return "speech verb" if "speech" in deed.sense.flags else "verb"


def _is_given(noun: Token) -> bool:
    """True for a noun with a definite determiner or a possessor: the deed is taken as having happened."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        for child in noun.children
    )


def _as_own_deed(
    deed: Deed,
    presented: Presentation,
    doers: Sequence[Token],
    actors: Sequence[Participant],
    speaker: Participant | None,
) -> Presentation:
    """The presentation, with 'will' said by the deed's own side read as a threat or a promise by what the deed is."""
    hostile = deed.quad == 4 or (deed.quad == 3 and deed.sense.type in ("THREATEN", "REJECT"))
    if presented.mode == "promised" and deed.quad == 4 and presented.polarity == "+":
        return replace(presented, mode="threatened")
    warned = presented.holder is not None and deed.head.doc[presented.holder].lemma_ == "warn"
    if presented.mode == "threatened" and warned and not _own_threat(deed, doers, actors, speaker):
        # a warning of what others may do
        return replace(presented, mode="predicted", certainty=presented.certainty or "certain")
    if presented.mode == "threatened" and deed.quad in (1, 2) and presented.polarity == "+":
        return replace(presented, mode="promised")
    open_future = (presented.mode == "predicted" and presented.certainty == "certain") or presented.consequent
    if not open_future or presented.modal not in ("will", "would", "shall") or speaker is None:
        return presented
    unstated = not doers and arguments.is_passive(deed.head) and deed.head.tag_ == "VBN"
    if not unstated and not _same_side(doers, actors, speaker):
        return presented
    mode = "threatened" if hostile and presented.polarity == "+" else "promised"
    return replace(presented, mode=mode, certainty="certain", time_frame="future")


def _own_threat(deed: Deed, doers: Sequence[Token], actors: Sequence[Participant], speaker: Participant | None) -> bool:
    """True where the deed that is warned of is the speaker's own, or nobody is said to be its doer."""
    if speaker is None:
        return True
    if not doers:
        return deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    return _same_side(doers, actors, speaker)


def _same_side(doers: Sequence[Token], actors: Sequence[Participant], speaker: Participant) -> bool:
    """True where the speaker speaks for the doer: the same actor, bodies of one state, or 'our', 'its' and the like."""
    words = _name_words(speaker.name)
    official = speaker.country is not None and is_part_of_state(speaker.sector)
    for token, one in zip(doers, actors, strict=False):
        if one.name == speaker.name or token.lower_ in _OWN_WORDS:
            return True
        if any(child.dep_ == "poss" and child.lower_ in _OWN_WORDS for child in token.children):
            return True
        if words & _name_words(one.name):
            return True
        if official and one.country == speaker.country and (is_part_of_state(one.sector) or one.sector is None):
            return True
    return False


def _name_words(name: str) -> set[str]:
    words = {word.lower() for word in name.replace("'s", " ").replace("’s", " ").split() if len(word) > 2}
    return words - {"the", "and", "for", "government", "minister", "president"}


def _is_remention(deed: Deed, event: Event, before: Sequence[Event]) -> bool:
    """True for a definite event noun whose type the same voice has coded already: the deed is only mentioned again."""
    if deed.head.pos_ == "VERB" or deed.light is not None or not _is_given(deed.head):
        return False
    if event.mode == "denied":
        return False
    return any(
        other.type == event.type and other.voice == event.voice and other.anchor != event.anchor for other in before
    )
