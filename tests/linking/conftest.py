"""Small record folders made of a few articles, coded or not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from onrecord import __version__
from onrecord.coded import CodedArticle, coded
from onrecord.schema import RECORD_TYPES, Article
from onrecord.store.layout import Manifest, shard_id, write_manifest, write_shard
from tests.conftest import article_of, shared_pipeline

RecordOf = Callable[..., Path]


def report(key: str, text: str, *, publisher: str | None = None, published: str | None = "1991-08-21") -> Article:
    """An article of this outlet and day; ``key`` is what the input calls it."""
    return msgspec.structs.replace(
        article_of(text, published=published),
        id="article-" + hashlib.sha256(f"{key}{publisher}{text}".encode()).hexdigest()[:16],
        key=key,
        source=f"{key}.txt",
        publisher=publisher,
    )


def add_shard(record: Path, articles: Sequence[Article], *, code: bool = True) -> Path:
    """Codes the articles (or leaves them without records) and adds them to the record as one shard."""
    made = [
        coded(shared_pipeline(), article) if code else CodedArticle(article, dict.fromkeys(RECORD_TYPES, ()))
        for article in articles
    ]
    (record / "shards").mkdir(parents=True, exist_ok=True)
    if not (record / "manifest.json").exists():
        write_manifest(record, Manifest(onrecord=__version__, stages={}, options={}, shard_size=32))
    shard = shard_id([article.id for article in articles], [])
    write_shard(record, shard, made, [])
    return record / "shards" / shard


@pytest.fixture
def record_of(tmp_path: Path) -> RecordOf:
    """A function from articles to a record folder; ``code=False`` leaves them uncoded."""

    def record(*articles: Article, code: bool = True) -> Path:
        add_shard(tmp_path / "x.record", articles, code=code)
        return tmp_path / "x.record"

    return record
