"""Articles and coded articles that many tests share; models are loaded once a process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from onrecord.coded import CodedArticle, coded
from onrecord.ids import article_id
from onrecord.pipeline import Pipeline, default_stages
from onrecord.schema import Article, MapSegment


def article_of(text: str, *, published: str | None = "1991-08-21") -> Article:
    """An article that is this text and nothing else."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=article_id(sha256),
        key="text",
        source="text",
        format="text",
        published=published,
        published_from="option" if published else None,
        language="en",
        sha256=sha256,
        text=text,
        offset_map=(MapSegment(0, 0, len(text)),) if text else (),
    )


@cache
def shared_pipeline() -> Pipeline:
    """All built-in stages, loaded."""
    pipeline = Pipeline(default_stages())
    pipeline.setup()
    return pipeline


@pytest.fixture(scope="session")
def code() -> Callable[..., CodedArticle]:
    """A function from text to its record."""

    def code_text(text: str, *, published: str | None = "1991-08-21") -> CodedArticle:
        return coded(shared_pipeline(), article_of(text, published=published))

    return code_text


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The folder of the sample corpus."""
    with as_file(files("onrecord") / "sample" / "articles") as folder:
        return folder
