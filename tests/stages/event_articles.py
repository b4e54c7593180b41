"""Articles coded up to their events, with the statements given by the test in the article's own words."""

from __future__ import annotations

from functools import cache
from typing import cast

from onrecord.document import (
    CHAINS,
    EVENTS,
    FACTUALITY,
    FIGURES,
    PLACES,
    READINGS,
    STATEMENTS,
    TOKENS,
    Document,
    Factuality,
)
from onrecord.encoder.encoder import Reading
from onrecord.ids import sealed
from onrecord.schema import Event, Figure, FigureRole, Statement, StatementKind
from onrecord.stages.actors import ActorsStage, MentionsStage
from onrecord.stages.coreference import CoreferenceStage
from onrecord.stages.dates import DatesStage
from onrecord.stages.events import EventsStage
from onrecord.stages.factuality import FactualityStage
from tests.conftest import article_of
from tests.stages.parsing import parsed

Said = tuple[str, str, str]
"""Source, cue and content, as they stand in the text; outer statements before inner ones."""


@cache
def _coreference() -> CoreferenceStage:
    stage = CoreferenceStage()
    stage.setup()
    return stage


@cache
def _dates() -> DatesStage:
    stage = DatesStage()
    stage.setup()
    return stage


def coded_events(
    text: str,
    *said: Said,
    kind: str = "asserts",
    published: str | None = "2024-01-10",
    killed: str | None = None,
    trained: bool = False,
) -> Document:
    """The text with its events; ``said`` are its statements, ``killed`` a number in it that counts the dead.

    ``trained``: with what the encoder's heads say of deeds; else as with weights that have no such heads.
    """
    document = parsed(article_of(text, published=published))
    document = _coreference().process(document)
    document = document.with_layer(STATEMENTS, tuple(_statements(document, said, kind)))
    document = MentionsStage().process(ActorsStage().process(document))
    document = _dates().process(document).with_layer(PLACES, ())
    figures = () if killed is None else (_figure(document, killed),)
    document = document.with_layer(FIGURES, figures)
    if not trained:
        document = document.with_layer(READINGS, Reading(document[READINGS].pieces, {}))
    return EventsStage().process(FactualityStage().process(document))


def event(document: Document, anchor: str) -> Event:
    """The only event on these words."""
    found = events(document, anchor)
    assert len(found) == 1, [one.anchor for one in document[EVENTS]]
    return found[0]


def events(document: Document, anchor: str) -> list[Event]:
    """The events on these words."""
    return [one for one in document[EVENTS] if " ".join(span.quote for span in one.anchor) == anchor]


def factuality(
    text: str, word: str, *said: Said, kind: str = "asserts", published: str | None = "2024-01-10"
) -> Factuality:
    """How the text presents this word."""
    document = parsed(article_of(text, published=published))
    document = document.with_layer(CHAINS, ())
    document = document.with_layer(STATEMENTS, tuple(_statements(document, said, kind)))
    document = FactualityStage().process(document)
    token = next(token for token in document[TOKENS] if token.text == word)
    return document[FACTUALITY][token.i]


def _statements(document: Document, said: tuple[Said, ...], kind: str) -> list[Statement]:
    made: list[Statement] = []
    for source, cue, content in said:
        start, cue_start = document.text.index(content), document.text.index(cue)
        around = [one for one in made if any(span.start <= cue_start < span.end for span in one.content)]
        outer = around[-1] if around else None
        made.append(
            sealed(
                Statement(
                    article=document.article.id,
                    spans=document.spans([(start, start + len(content))]),
                    voice=(*outer.voice, outer.speaker or "") if outer else (),
                    confidence=1.0,
                    stage="test",
                    stage_version="1",
                    source=document.spans([(at := document.text.index(source), at + len(source))]) if source else (),
                    cue=document.spans([(cue_start, cue_start + len(cue))]),
                    content=document.spans([(start, start + len(content))]),
                    speaker=source or None,
                    kind=cast("StatementKind", kind),
                    form="indirect",
                    parent=outer.id if outer else None,
                    depth=outer.depth + 1 if outer else 0,
                )
            )
        )
    return made


def _figure(document: Document, number: str) -> Figure:
    start = document.text.index(number)
    spans = document.spans([(start, start + len(number))])
    role: FigureRole = "killed"
    return sealed(
        Figure(
            article=document.article.id,
            spans=spans,
            confidence=1.0,
            stage="test",
            stage_version="1",
            number=spans,
            low=4.0,
            high=4.0,
            comparator="exact",
            role=role,
        )
    )
