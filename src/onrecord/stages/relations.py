"""Relations: how each actor stands to each other in this article, in each voice, by what it did or said to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from onrecord.document import ACTORS, EVENTS, RELATIONS, STATEMENTS, Document, Layer, Offsets
from onrecord.ids import sealed
from onrecord.schema import Actor, Certainty, Event, Mode, Participant, Relation, Sign, Statement

_NOT_DONE: frozenset[str] = frozenset({"hypothetical", "asked", "denied"})
"""Modes of deeds that nobody says have happened, will happen or should."""
_HOSTILE_KINDS: frozenset[str] = frozenset({"denies", "threatens"})
"""Statements that set the speaker against whom they are said to."""
_MODES: tuple[Mode, ...] = ("asserted", "demanded", "promised", "threatened", "predicted")
"""Strongest first."""
_CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "unstated")
"""Strongest first."""
_STATEMENT_CONFIDENCE = 0.5
"""For relations from a statement's addressee; not measured yet."""


@dataclass
class _Evidence:
    spans: list[Offsets] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    modes: list[Mode] = field(default_factory=list)
    certainties: list[Certainty] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    statement: str | None = None


@dataclass(frozen=True)
class _Key:
    actor: str
    target: str
    actor_id: str | None
    target_id: str | None
    sign: Sign
    voice: tuple[str, ...]


class RelationsStage:
    """Gathers the events and hostile statements between two actors, by sign and voice."""

    name: ClassVar[str] = "relations"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (ACTORS, EVENTS, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (RELATIONS,)

    def setup(self) -> None:
        """Nothing to load."""

    def process(self, document: Document) -> Document:
        """The document with its relations, in order of their first evidence."""
        gathered: dict[_Key, _Evidence] = {}
        for event in document[EVENTS]:
            for key in _of_event(event):
                _take_event(gathered.setdefault(key, _Evidence()), event)
        actors = document[ACTORS]
        for statement in document[STATEMENTS]:
            for key in _of_statement(statement, actors):
                _take_statement(gathered.setdefault(key, _Evidence()), statement)
        relations = [_relation(document, key, evidence) for key, evidence in gathered.items()]
        relations.sort(key=lambda relation: (relation.spans[0].start, relation.actor, relation.target, relation.id))
        return document.with_layer(RELATIONS, tuple(relations))


def sign_of(event: Event) -> Sign:
    """Cooperative for quads 1 and 2, conflictual for 3 and 4."""
    return "cooperative" if event.quad <= 2 else "conflictual"


def _of_event(event: Event) -> Iterator[_Key]:
    if event.polarity == "-" or event.mode in _NOT_DONE:
        return
    for actor in event.actors:
        for target in event.recipients:
            if not _same(actor, target):
                yield _Key(actor.name, target.name, actor.actor, target.actor, sign_of(event), event.voice)


def _same(one: Participant, other: Participant) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return one.name.casefold() == other.name.casefold()


def _of_statement(statement: Statement, actors: Sequence[Actor]) -> Iterator[_Key]:
    """A denial or threat said to somebody who is an actor of the article."""
    if statement.kind not in _HOSTILE_KINDS or statement.polarity == "-" or not statement.speaker:
        return
    if not statement.addressee:
        return
    wanted = statement.addressee.casefold().removeprefix("the ")
    target = next((actor for actor in actors if actor.name.casefold() == wanted), None)
    if target is not None and target.id != statement.speaker_actor and target.name != statement.speaker:
        yield _Key(
            statement.speaker, target.name, statement.speaker_actor, target.id, "conflictual", statement.voice
        )  # fmt: skip


def _take_event(evidence: _Evidence, event: Event) -> None:
    evidence.spans.extend((span.start, span.end) for span in event.anchor or event.spans)
    evidence.events.append(event.id)
    evidence.modes.append(event.mode)
    evidence.certainties.append(event.certainty)
    evidence.confidences.append(event.confidence)
    evidence.statement = evidence.statement or event.statement


def _take_statement(evidence: _Evidence, statement: Statement) -> None:
    evidence.spans.extend((span.start, span.end) for span in statement.cue or statement.spans)
    evidence.statements.append(statement.id)
    evidence.modes.append(statement.mode)
    evidence.certainties.append(statement.certainty)
    evidence.confidences.append(min(_STATEMENT_CONFIDENCE, statement.confidence))
    evidence.statement = evidence.statement or statement.statement


def _relation(document: Document, key: _Key, evidence: _Evidence) -> Relation:
    return sealed(
        Relation(
            article=document.article.id,
            spans=document.spans(evidence.spans),
            voice=key.voice,
            statement=evidence.statement,
            mode=min(evidence.modes, key=lambda mode: _MODES.index(mode) if mode in _MODES else len(_MODES)),
            certainty=min(evidence.certainties, key=_CERTAINTIES.index),
            confidence=max(evidence.confidences),
            stage=RelationsStage.name,
            stage_version=RelationsStage.version,
            actor=key.actor,
            target=key.target,
            actor_id=key.actor_id,
            target_id=key.target_id,
            sign=key.sign,
            events=tuple(evidence.events),
            statements=tuple(evidence.statements),
        )
    )
