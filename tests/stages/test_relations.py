"""How actors stand to each other, by sign and voice."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.document import EVENTS, RELATIONS, STATEMENTS, Document
from onrecord.ids import sealed
from onrecord.schema import Event, Participant, Relation, Statement
from onrecord.stages.actors import ActorsStage, MentionsStage
from onrecord.stages.relations import RelationsStage
from tests.stages.actor_articles import chained

TEXT = "Poland praised Ukraine, helped Ukraine, accused Russia and warned Russia."


def document_of(text: str = TEXT) -> Document:
    return MentionsStage().process(ActorsStage().process(chained(text))).with_layer(EVENTS, ())


def event(document: Document, word: str, actor: str, target: str, quad: int, **other: Any) -> Event:
    start = document.text.index(word)
    anchor = (document.span(start, start + len(word)),)

    def participant(name: str) -> Participant:
        at = document.text.index(name)
        return Participant(name=name, spans=(document.span(at, at + len(name)),))

    made = Event(
        article=document.article.id, spans=anchor, confidence=0.6, stage="events", stage_version="1", anchor=anchor,
        type="SUPPORT" if quad <= 2 else "ACCUSE", quad=quad, intensity=0.0,
        actors=(participant(actor),), recipients=(participant(target),),
    )  # fmt: skip
    return sealed(msgspec.structs.replace(made, **other))


def relations(document: Document, *events: Event) -> tuple[Relation, ...]:
    return RelationsStage().process(document.with_layer(EVENTS, events))[RELATIONS]


def test_deeds_of_one_sign_between_two_make_one_relation() -> None:
    document = document_of()
    praised = event(document, "praised", "Poland", "Ukraine", 1)
    helped = event(document, "helped", "Poland", "Ukraine", 2)
    (relation,) = relations(document, praised, helped)
    assert (relation.actor, relation.target, relation.sign) == ("Poland", "Ukraine", "cooperative")
    assert relation.events == (praised.id, helped.id)
    assert [span.quote for span in relation.spans] == ["praised", "helped"]


def test_friend_and_foe_are_two_relations() -> None:
    document = document_of()
    found = relations(
        document,
        event(document, "praised", "Poland", "Ukraine", 1),
        event(document, "accused", "Poland", "Russia", 3),
    )
    assert [(each.target, each.sign) for each in found] == [("Ukraine", "cooperative"), ("Russia", "conflictual")]


def test_each_voice_has_its_own_relation() -> None:
    document = document_of()
    found = relations(
        document,
        event(document, "accused", "Poland", "Russia", 3),
        event(document, "warned", "Poland", "Russia", 3, voice=("TASS",)),
    )
    assert [each.voice for each in found] == [(), ("TASS",)]


def test_what_did_not_happen_makes_no_relation() -> None:
    document = document_of()
    for other in ({"polarity": "-"}, {"mode": "hypothetical"}, {"mode": "asked"}, {"mode": "denied"}):
        assert relations(document, event(document, "accused", "Poland", "Russia", 3, **other)) == ()


def test_the_strongest_mode_and_certainty_count() -> None:
    document = document_of()
    (relation,) = relations(
        document,
        event(document, "accused", "Poland", "Russia", 3, mode="predicted", certainty="possible"),
        event(document, "warned", "Poland", "Russia", 3, certainty="probable"),
    )
    assert (relation.mode, relation.certainty) == ("asserted", "probable")


def test_nobody_stands_to_themselves() -> None:
    document = document_of()
    assert relations(document, event(document, "accused", "Poland", "Poland", 3)) == ()


def test_a_threat_said_to_an_actor_is_a_relation() -> None:
    text = "Russia will pay, Poland warned Russia."
    document = document_of(text)
    statement = sealed(
        Statement(
            article=document.article.id, spans=(document.span(0, 30),), confidence=0.9, stage="statements",
            stage_version="1", source=(document.span(17, 23),), cue=(document.span(24, 30),),
            content=(document.span(0, 15),), speaker="Poland", kind="threatens", form="indirect", addressee="Russia",
        )
    )  # fmt: skip
    (relation,) = relations(document.with_layer(STATEMENTS, (statement,)))
    assert (relation.actor, relation.target, relation.sign) == ("Poland", "Russia", "conflictual")
    assert relation.statements == (statement.id,)
    assert [span.quote for span in relation.spans] == ["warned"]
