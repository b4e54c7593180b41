"""Spans point into the text and into the file; the voice of any stretch follows from the statements."""

from __future__ import annotations

import pytest

from onrecord.document import (
    DATES,
    TOKENS,
    Document,
    MissingLayerError,
    file_offsets,
    span_of,
    voice_at,
)
from onrecord.ids import sealed
from onrecord.schema import MapSegment, Span, Statement
from tests.conftest import article_of

TEXT = "The agency said the committee had announced that the president was ill."


def statement(speaker: str | None, content: str, *, voice: tuple[str, ...] = (), depth: int = 0) -> Statement:
    start = TEXT.index(content)
    span = Span(start, start + len(content), start, start + len(content), content)
    return sealed(
        Statement(
            article="a",
            spans=(span,),
            voice=voice,
            confidence=0.5,
            stage="s",
            stage_version="1",
            source=(),
            cue=(),
            content=(span,),
            speaker=speaker,
            kind="reports",
            form="indirect",
            depth=depth,
        )
    )


def test_a_span_quotes_the_text_at_its_offsets():
    article = article_of("Élysée: “no” 👩‍👩‍👧 end")
    span = span_of(article, 8, 12)
    assert span == Span(8, 12, 8, 12, "“no”")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (-1, 2), (0, 10_000)])
def test_an_empty_or_outside_span_is_refused(start, end):
    with pytest.raises(ValueError, match="out of the text"):
        span_of(article_of("A short text."), start, end)


def test_a_span_over_a_mended_page_break_maps_to_the_whole_stretch_of_the_file():
    # file: "in\n\nDagestan" is mended to "in Dagestan": the blank has no place of its own in the file
    segments = (MapSegment(0, 0, 2), MapSegment(3, 4, 8))
    assert file_offsets(segments, 0, 11) == (0, 12)
    assert file_offsets(segments, 3, 11) == (4, 12)
    assert file_offsets(segments, 2, 3) == (None, None)


def test_a_text_without_a_map_has_no_place_in_the_file():
    assert file_offsets((), 0, 4) == (None, None)


def test_reading_a_layer_that_no_stage_wrote_names_the_layer():
    document = Document(article_of("Text."))
    with pytest.raises(MissingLayerError, match="tokens"):
        document[TOKENS]


def test_adding_a_layer_gives_a_new_document_and_leaves_the_old_one():
    document = Document(article_of("Text."))
    more = document.with_layer(DATES, ())
    assert DATES in more
    assert DATES not in document


def test_the_voice_of_words_inside_two_statements_is_the_chain_from_the_outermost_inwards():
    outer = statement("The agency", "the committee had announced that the president was ill")
    inner = statement("the committee", "the president was ill", voice=("The agency",), depth=1)
    start = TEXT.index("ill")
    assert voice_at([outer, inner], start, start + 3) == (("The agency", "the committee"), inner.id)
    assert voice_at([outer, inner], 0, 3) == ((), None)


def test_a_statement_that_nobody_named_makes_adds_no_name_to_the_chain():
    unnamed = statement(None, "the president was ill")
    start = TEXT.index("ill")
    assert voice_at([unnamed], start, start + 3) == ((), unnamed.id)
