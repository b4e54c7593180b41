"""The order of work: articles in input order, cut into batches, each the content of one shard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.ids import sealed_problem
from onrecord.schema import Article, Problem

_PROBLEMS_TO_AN_ARTICLE = 20
"""A batch with more problems than this an article is cut early: bounds memory where most of the input is broken."""


@dataclass(frozen=True)
class Batch:
    """Articles to be coded and problems the readers met, in input order."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.articles) + len(self.problems)


def batches(items: Iterable[Article | Problem], *, size: int, known: set[str]) -> Iterator[Batch]:
    """The batches that are still to be done.

    The input is cut every ``size`` articles before anything is left out, so that a resumed run cuts where the first one
    did; then what is already recorded (``known`` ids) is dropped, and of articles with the same bytes all but the
    first, with a note. ``known`` grows as batches are given out.
    """
    keys: dict[str, str] = {}
    pending: list[Article | Problem] = []
    articles = 0
    for item in items:
        # Cut before an article, never between an article and the problems its reader met.
        if isinstance(item, Article) and (articles == size or len(pending) >= size * _PROBLEMS_TO_AN_ARTICLE):
            yield from _still_to_do(pending, known, keys)
            pending, articles = [], 0
        pending.append(item)
        articles += isinstance(item, Article)
    if pending:
        yield from _still_to_do(pending, known, keys)


def _still_to_do(items: list[Article | Problem], known: set[str], keys: dict[str, str]) -> Iterator[Batch]:
    articles: list[Article] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Article) and item.id in keys:
            item = _same_bytes(item, keys[item.id])
        elif isinstance(item, Article):
            keys[item.id] = item.key
        if item.id in known:
            continue
        known.add(item.id)
        if isinstance(item, Article):
            articles.append(item)
        else:
            problems.append(item)
    if articles or problems:
        yield Batch(tuple(articles), tuple(problems))


def _same_bytes(article: Article, first: str) -> Problem:
    return sealed_problem(
        Problem(
            source=article.source,
            place=article.locator,
            article=article.id,
            stage="batches",
            severity="note",
            problem=f"has the same bytes as {first}, which stands for both",
            remedy="Nothing to do; give copies by different outlets as JSONL with their publisher to keep them apart.",
        )
    )
