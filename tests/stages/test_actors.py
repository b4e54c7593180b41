"""Actors and mentions as records."""

from __future__ import annotations

from onrecord.document import ACTORS, MENTIONS, STATEMENTS, Document
from onrecord.ids import sealed
from onrecord.schema import Actor, Mention, Statement
from onrecord.stages import actors as stage
from onrecord.stages.actors import ActorsStage, MentionsStage
from tests.stages.actor_articles import chained

TEXT = "The minister resigned, Boris Petrov said. Petrov added that he was sorry for Russian troops."


def mention_at(document: Document, start: int, end: int) -> Mention | None:
    mentions = document[MENTIONS]
    return stage.mention_at(mentions, start, end)


def actor_at(document: Document, start: int, end: int) -> Actor | None:
    mentions, actors = document[MENTIONS], document[ACTORS]
    return stage.actor_at(mentions, actors, start, end)


def actor_by_name(document: Document, name: str) -> Actor | None:
    actors = document[ACTORS]
    return stage.actor_by_name(actors, name)


def coded(text: str) -> Document:
    return MentionsStage().process(ActorsStage().process(chained(text)))


def test_an_actor_stands_on_its_first_name() -> None:
    actor = actor_by_name(coded(TEXT), "Boris Petrov")
    assert actor is not None
    assert [span.quote for span in actor.spans] == ["Boris Petrov"]
    assert actor.kind == "person"


def test_every_mention_points_to_an_actor_of_the_article() -> None:
    document = coded(TEXT)
    actors = {actor.id: actor.name for actor in document[ACTORS]}
    assert all(actors[mention.actor] == mention.name for mention in document[MENTIONS])
    starts = [mention.spans[0].start for mention in document[MENTIONS]]
    assert starts == sorted(starts)


def test_a_pronoun_is_looked_up_by_its_place() -> None:
    document = coded(TEXT)
    start = TEXT.index(" he ") + 1
    found = actor_at(document, start, start + 2)
    assert found is not None
    assert found.name == "Boris Petrov"


def test_the_smallest_mention_round_the_words_wins() -> None:
    text = "The spokesman of the Liberal Party left."
    start = text.index("Liberal")
    found = mention_at(coded(text), start, start + len("Liberal Party"))
    assert found is not None
    assert found.spans[0].quote == "Liberal Party"


def test_words_that_name_nobody_have_no_actor() -> None:
    document = coded(TEXT)
    start = TEXT.index("sorry")
    assert actor_at(document, start, start + 5) is None


def test_the_voice_of_a_mention_is_that_of_whoever_speaks_there() -> None:
    document = chained(TEXT)
    statement = sealed(
        Statement(
            article=document.article.id, spans=(document.span(0, 40),), confidence=0.9, stage="statements",
            stage_version="1", source=(document.span(23, 35),), cue=(document.span(36, 40),),
            content=(document.span(0, 21),), speaker="Boris Petrov", kind="asserts", form="indirect",
        )
    )  # fmt: skip
    document = MentionsStage().process(ActorsStage().process(document.with_layer(STATEMENTS, (statement,))))
    minister = mention_at(document, 0, 12)
    assert minister is not None
    assert (minister.voice, minister.statement) == (("Boris Petrov",), statement.id)
    speaker = mention_at(document, 23, 35)
    assert speaker is not None
    assert speaker.voice == ()
