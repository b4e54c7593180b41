"""Each built-in stage holds to the public contract, on real sentences and on whatever text there may be."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.api import read_sources
from onrecord.check import check_records
from onrecord.document import LAYERS, Document
from onrecord.pipeline import default_stages
from onrecord.readers import ReadOptions
from onrecord.schema import RECORD_TYPES, Article
from tests.conftest import article_of, shared_pipeline

STAGE_NAMES = [stage.name for stage in default_stages()]

HARD_TEXTS = [
    "",
    " ",
    "\n\n\n",
    "“",
    '"' * 200,
    "“The army left. ‘They said “we stay”, he said.",
    "«Мы останемся», said the mayor of Kyiv on 31 February.",
    "MINISTER DENIES TROOPS FIRED ON CROWD OF 3,000; 12 DEAD",
    "He said he said he said he said that she denied that they had denied it.",
    "A\u0301 e\u0301migre\u0301 \u200bsaid\u200b that \u202e1991\u202c was \U0001f1fa\U0001f1e6.",
    "- Smith: No.\n- Jones: Yes.\n\nFrom Reuters: 'No comment'.",
    "0 " * 500,
    "9" * 1000 + " million people",
    "infinity million dollars and NaN tanks on 99 Sept 0000",
    "word" * 2000,
    "The " * 400 + "president said.",
    "\t|a|b|\n|1|2|\n",
    "said said said. Says: says; said, according to according to.",
]
"""Texts that break coders."""

VOCABULARY = """
the army said Kadyrov denied that on Tuesday Moscow killed 12 of at least dozens Mr Smith urged president to withdraw
if may not reportedly US Ukraine's troops they he she it 1991 May 3,000 % $5 million , . “ ” " ' ‘ ’ « » „ ( ) - — é
\u200b \U0001f600
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
NEWS_LIKE = st.lists(WORDS, max_size=60).map(" ".join)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300)


@pytest.fixture(scope="module")
def sample_articles(sample_folder) -> list[Article]:
    """Six articles of the sample corpus, one of each kind of outlet and format, and one with words that judge."""
    found = [item for item in read_sources([sample_folder], options=ReadOptions()) if isinstance(item, Article)]
    assert len(found) >= 12
    return [*found[::3], found[-1]]


@pytest.mark.parametrize("name", STAGE_NAMES)
def test_each_stage_passes_the_public_conformance_check(name, sample_articles):
    stages = default_stages()
    position = STAGE_NAMES.index(name)
    texts = [article_of(text) for text in HARD_TEXTS if text]
    checked = onrecord.check_stage(stages[position], sample_articles + texts, before=stages[:position])
    if any(layer.record for layer in stages[position].writes):
        assert checked > 0, f"{name} made no record from six real articles"


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_no_stage_raises_on_a_hard_text_and_without_a_date(text):
    every_record_holds(text, published=None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(NEWS_LIKE)
def test_no_stage_raises_on_words_of_the_news_in_any_order_and_evidence_holds(text):
    every_record_holds(text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(ANY_TEXT)
def test_no_stage_raises_on_any_characters_and_evidence_holds(text):
    every_record_holds(text)


def every_record_holds(text: str, *, published: str | None = "1991-08-21") -> None:
    article = article_of(text, published=published)
    document = Document(article)
    for stage in shared_pipeline().stages:
        document = stage.process(document)
        for layer in stage.writes:
            if layer.record is not None:
                check_records(stage, layer, article, document[layer])


def test_every_record_type_is_written_by_one_stage():
    written = [layer.name for stage in default_stages() for layer in stage.writes if layer.record]
    assert sorted(written) == sorted(RECORD_TYPES)
    assert {layer.name for layer in LAYERS if layer.record} == set(RECORD_TYPES)
