"""One batch coded and written: what every worker does, in whatever process or machine it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.coded import CodedArticle, coded
from onrecord.pipeline import Pipeline, default_stages
from onrecord.run.batches import Batch
from onrecord.schema import RECORD_TYPES, Problem
from onrecord.store.layout import ShardSummary, shard_id, write_shard


@dataclass(frozen=True)
class BatchDone:
    """A shard that is now in the store."""

    summary: ShardSummary
    problems: tuple[Problem, ...]

    @property
    def coded(self) -> int:
        """Its articles but those that were kept without being coded (in another language, or a stage failed)."""
        failed = {problem.article for problem in self.problems if problem.severity == "error"}
        return len(set(self.summary.articles) - failed)


@dataclass(frozen=True)
class BatchWork:
    """What a worker needs besides the batch."""

    folder: Path
    any_language: bool


def ready_pipeline() -> Pipeline:
    """The built-in stages with their models loaded."""
    pipeline = Pipeline(default_stages())
    pipeline.setup()
    return pipeline


def code_batch(
    pipeline: Pipeline,
    batch: Batch,
    work: BatchWork,
    *,
    given_up: Mapping[str, Problem] | None = None,
    on_article: Callable[[], None] | None = None,
) -> BatchDone:
    """The shard of one batch, coded and written.

    ``given_up`` has the articles, by id, that are kept without being coded, each with the problem that says why.
    Raises StoreError where the shard can't be written.
    """
    articles: list[CodedArticle] = []
    for article in batch.articles:
        if given_up and article.id in given_up:
            articles.append(CodedArticle(article, dict.fromkeys(RECORD_TYPES, ()), (given_up[article.id],)))
        else:
            articles.append(coded(pipeline, article, any_language=work.any_language))
        if on_article:
            on_article()
    shard = shard_id([article.id for article in batch.articles], [problem.id for problem in batch.problems])
    summary = write_shard(work.folder, shard, articles, batch.problems)
    met = tuple(problem for article in articles for problem in article.problems)
    return BatchDone(summary, batch.problems + met)
