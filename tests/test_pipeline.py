"""The pipeline refuses gaps; the conformance check finds every breach of a stage's contract."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import pytest

from onrecord.check import check_stage
from onrecord.document import DATES, PLACES, SENTENCES, TOKENS, Document
from onrecord.errors import StageError
from onrecord.ids import sealed
from onrecord.pipeline import Pipeline, default_stages
from onrecord.schema import Date
from onrecord.stages.language import LanguageStage, chunks
from tests.conftest import article_of
from tests.stages.parsing import parsed, parsing


class EveryWordIsADate:
    """A stage that is wrong about dates but right about its contract; variants break one clause each."""

    name: ClassVar[str] = "words"
    version: ClassVar[str] = "1"
    reads: ClassVar = (TOKENS, SENTENCES)
    writes: ClassVar = (DATES,)

    def setup(self) -> None:
        pass

    def records(self, document: Document) -> tuple[Date, ...]:
        return tuple(self.record(document, token.idx, token.idx + len(token)) for token in document[TOKENS])

    def record(self, document: Document, start: int, end: int) -> Date:
        return sealed(
            Date(
                article=document.article.id,
                spans=(document.span(start, end),),
                confidence=0.1,
                stage=self.name,
                stage_version=self.version,
                type="DATE",
                value=None,
                rule="none",
            )
        )

    def process(self, document: Document) -> Document:
        return document.with_layer(DATES, self.records(document))


class WritesTooMuch(EveryWordIsADate):
    def process(self, document: Document) -> Document:
        return super().process(document).with_layer(PLACES, ())


class ChangesWhatItReads(EveryWordIsADate):
    def process(self, document: Document) -> Document:
        return super().process(document).with_layer(SENTENCES, ())


class ForgetsToSeal(EveryWordIsADate):
    def records(self, document):
        return tuple(msgspec.structs.replace(record, id="date-x") for record in super().records(document)[:1])


class ShiftsItsEvidence(EveryWordIsADate):
    def record(self, document, start, end):
        good = super().record(document, start, end)
        span = msgspec.structs.replace(good.spans[0], quote="other words")
        return sealed(msgspec.structs.replace(good, spans=(span,)))


class RepeatsItself(EveryWordIsADate):
    def records(self, document):
        return super().records(document) * 2


class HasMoods(EveryWordIsADate):
    calls = 0

    def record(self, document, start, end):
        self.calls += 1
        return sealed(msgspec.structs.replace(super().record(document, start, end), value=str(self.calls)))


ARTICLE = article_of("Troops left the capital on Tuesday.")


def test_a_stage_that_keeps_its_contract_passes():
    assert check_stage(EveryWordIsADate(), [ARTICLE], before=parsing()) == 7


@pytest.mark.parametrize(
    ("stage", "breach"),
    [
        (WritesTooMuch, "declares"),
        (ChangesWhatItReads, "may only read"),
        (ForgetsToSeal, "not sealed"),
        (ShiftsItsEvidence, "what stands in the text"),
        (RepeatsItself, "twice"),
        (HasMoods, "twice gives different"),
    ],
)
def test_a_stage_that_breaks_its_contract_is_named_with_the_breach(stage, breach):
    with pytest.raises(StageError, match=breach):
        check_stage(stage(), [ARTICLE], before=parsing())


def test_something_that_is_no_stage_is_refused():
    with pytest.raises(StageError, match="is not a stage"):
        check_stage(object(), [ARTICLE])  # type: ignore[arg-type]


def test_a_pipeline_with_a_gap_names_the_stage_and_the_missing_layer():
    with pytest.raises(StageError, match="'words' reads layer 'tokens'"):
        Pipeline([EveryWordIsADate()])


def test_a_layer_written_twice_is_refused():
    with pytest.raises(StageError, match="again by 'language'"):
        Pipeline([*parsing(), LanguageStage()])


def test_the_built_in_stages_are_in_a_right_order_and_carry_versions():
    versions = Pipeline(default_stages()).versions()
    assert next(iter(versions)) == "encoder"
    assert all(versions.values())


def test_long_texts_are_parsed_in_stretches_that_tile_them_and_break_at_line_ends():
    text = ("A line of a long report about the war.\n" * 2000) + "x" * 50_000
    cuts = list(chunks(text))
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= 20_000 for start, end in cuts)
    assert text[cuts[0][1] - 1] == "\n"


def test_offsets_of_the_parse_are_those_of_the_text_over_many_stretches():
    text = "The minister said on Tuesday that troops had left.\n\n" * 900
    document = parsed(article_of(text))
    assert document[TOKENS].text == text
    assert len(document[SENTENCES]) == 900
    last = document[SENTENCES][-1]
    assert text[last.start : last.end] == "The minister said on Tuesday that troops had left."
    assert last.paragraph == 899
