"""The Python face of onrecord: read one article, build a store, open a store."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import msgspec

from onrecord import __version__
from onrecord.coded import CodedArticle, coded
from onrecord.errors import InputError, StoreError
from onrecord.pipeline import Pipeline, default_stages
from onrecord.readers import ReadOptions, expand_sources, read_articles
from onrecord.readers.files import bytes_items, text_items
from onrecord.readers.sources import source_name
from onrecord.run.batches import batches
from onrecord.run.coding import BatchDone, BatchWork
from onrecord.run.local import run_batches
from onrecord.schema import Article, Problem
from onrecord.store.layout import (
    FORMAT,
    Manifest,
    prepare_folder,
    read_manifest,
    recorded_errors,
    shard_summaries,
    write_manifest,
    writing,
)
from onrecord.store.reading import Store

DEFAULT_SHARD_SIZE = 32
"""Articles in a shard: what a killed run loses at most, per worker. Raise it for corpora beyond 100,000 articles."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    store: Path
    coded: int
    """Articles coded by this run."""
    already_there: bool
    """True where nothing was written: everything was recorded before."""
    problems: tuple[Problem, ...]
    """Problems met by this run, in no particular order; of those that an earlier run recorded, the errors only."""

    @property
    def failed(self) -> tuple[Problem, ...]:
        """The problems that cost an input."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read(
    article: str | Path,
    *,
    published: str | None = None,
    publisher: str | None = None,
    options: ReadOptions | None = None,
    any_language: bool = False,
) -> CodedArticle:
    """The record of one article, given as a path or as its text.

    A Path, or a one-line string that names an existing file or ends like one ('report.html'), is a file; any other
    string is the text itself. ``published`` is an ISO date that overrides what the file says. Raises InputError where
    the file can't be read, holds no article, or holds more than one.
    """
    chosen = _with(options or ReadOptions(), published=published, publisher=publisher)
    if isinstance(article, str) and not _names_a_file(article):
        return read_string(article, options=chosen, any_language=any_language)
    return _only(read_articles(Path(article), options=chosen), source_name(article), any_language=any_language)


def read_string(text: str, *, options: ReadOptions | None = None, any_language: bool = False) -> CodedArticle:
    """The record of an article given as its text; raises InputError where there is nothing in it to read."""
    return _only(text_items(text, options=options or ReadOptions()), "text", any_language=any_language)


def read_bytes(
    raw: bytes, *, source: str, options: ReadOptions | None = None, any_language: bool = False
) -> CodedArticle:
    """The record of an article given as the bytes of a text or a page; ``source`` names them in messages.

    Raises InputError where there is nothing in them to read.
    """
    return _only(bytes_items(raw, source=source, options=options or ReadOptions()), source, any_language=any_language)


def build(
    sources: Sequence[str | Path],
    store: str | Path,
    *,
    options: ReadOptions | None = None,
    workers: int | None = None,
    ray: str | None = None,
    shard_size: int = DEFAULT_SHARD_SIZE,
    any_language: bool = False,
    on_articles: Callable[[int], None] | None = None,
) -> BuildReport:
    """What the run did. The store then holds each source that could be read, and a problem for each that could not.

    ``sources`` are files, folders and globs. What is already recorded is not coded again, so a killed run goes on where
    it stopped and ends with the same bytes. ``on_articles`` is told how many more are coded.

    ``workers`` is the number of processes, 1 if None. With ``ray``, the address of a Ray cluster ('host:port', 'auto',
    or 'local' for one of this machine alone), they run there; None then takes all CPUs but those for reading.

    Raises StoreError if the folder can't be written, is no record, is being written, or was made with other options or
    stage versions, and OnrecordError if there is no such cluster.
    """
    folder = Path(store)
    chosen = options or ReadOptions()
    with ExitStack() as held:
        read_all: Callable[..., Generator[Article | Problem, None, None]] = read_sources
        run: Callable[..., Generator[BatchDone, None, None]] = partial(run_batches, workers=workers or 1)
        if ray is not None:
            from onrecord.run.ray_cluster import ray_cluster

            cluster = held.enter_context(ray_cluster(ray, workers=workers))
            read_all, run = cluster.read_sources, cluster.run_batches
        prepare_folder(folder)
        held.enter_context(writing(folder))
        manifest = _agreed_manifest(folder, chosen, shard_size=shard_size, any_language=any_language)
        known = {each for summary in shard_summaries(folder) for each in (*summary.articles, *summary.problems)}
        work = BatchWork(folder, any_language)
        met_again: list[Problem] = []
        found = held.enter_context(closing(read_all(sources, options=chosen)))
        items = _noting(found, recorded_errors(folder), met_again)
        todo = batches(items, size=manifest.shard_size, known=known)
        shards = count = 0
        problems: list[Problem] = []
        with closing(run(todo, work, on_articles=on_articles)) as running:
            for done in running:
                shards += 1
                count += done.coded
                problems.extend(done.problems)
    return BuildReport(folder, count, shards == 0, (*problems, *met_again))


def open(store: str | Path) -> Store:  # noqa: A001
    """The store in this folder, for reading; raises StoreError if it is none."""
    return Store(store)


def read_sources(sources: Sequence[str | Path], *, options: ReadOptions) -> Generator[Article | Problem, None, None]:
    """The articles of all sources in order, and a problem for each that can't be read."""
    for source in expand_sources([str(each) for each in sources]):
        if isinstance(source, Problem):
            yield source
        else:
            yield from read_articles(source, options=options)


def _noting(
    items: Iterator[Article | Problem], recorded: Sequence[Problem], met_again: list[Problem]
) -> Iterator[Article | Problem]:
    """The items; ``met_again`` grows by the errors that an earlier run recorded and that still hold.

    Without them, the same command would end in 1 the first time and in 0 the second.
    """
    by_item: dict[str, list[Problem]] = {}
    for problem in recorded:
        by_item.setdefault(problem.article or problem.id, []).append(problem)
    for item in items:
        met_again.extend(by_item.pop(item.id, ()))
        yield item


def _only(items: Iterator[Article | Problem], source: str, *, any_language: bool) -> CodedArticle:
    """The record of the one article among the items, with their problems."""
    found: list[Article] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Article):
            found.append(item)
        else:
            problems.append(item)
        if len(found) > 1:
            raise InputError(
                source,
                "holds more than one article",
                f"Code all of them with: onrecord build {source} -o NAME.record",
            )
    if not found:
        first = problems[0]
        raise InputError(first.source, first.problem, first.remedy, place=first.place)
    answer = coded(_shared_pipeline(), found[0], any_language=any_language)
    return CodedArticle(answer.article, answer.records, tuple(problems) + answer.problems)


def _names_a_file(article: str) -> bool:
    if "\n" in article or len(article) > 4096:
        return False
    try:
        if Path(article).exists():
            return True
    except (OSError, ValueError):
        return False
    return " " not in article.strip() and Path(article).suffix.lower() in _FILE_SUFFIXES


_FILE_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".jsonl", ".ndjson", ".parquet", ".warc", ".gz"}
)


def _with(options: ReadOptions, *, published: str | None, publisher: str | None) -> ReadOptions:
    from dataclasses import replace

    if published is not None:
        options = replace(options, published=published)
    if publisher is not None:
        options = replace(options, publisher=publisher)
    return options


def _agreed_manifest(folder: Path, options: ReadOptions, *, shard_size: int, any_language: bool) -> Manifest:
    wanted = Manifest(
        format=FORMAT,
        onrecord=__version__,
        stages=Pipeline(default_stages()).versions(),
        options=_recorded_options(options, any_language=any_language),
        shard_size=shard_size,
    )
    if not (folder / "manifest.json").exists():
        write_manifest(folder, wanted)
        return wanted
    there = read_manifest(folder)
    if shard_size != there.shard_size:
        wanted = msgspec.structs.replace(wanted, shard_size=there.shard_size)
    if wanted != there:
        raise StoreError(
            f"{folder}: was made with other {_difference(there, wanted)}."
            " Records of two makes don't mix: name a new folder, or use the options and the version it was made with."
        )
    return there


def _recorded_options(options: ReadOptions, *, any_language: bool) -> dict[str, str | int | bool | None]:
    recorded: dict[str, str | int | bool | None] = {"any_language": any_language}
    for name in ("published", "publisher", "language", "format", "encoding", "max_characters"):
        recorded[name] = getattr(options, name)
    recorded["jsonl_fields"] = repr(sorted((key, tuple(value)) for key, value in dict(options.jsonl_fields).items()))
    return recorded


def _difference(there: Manifest, wanted: Manifest) -> str:
    differing = [
        name for name in ("format", "onrecord", "stages", "options") if getattr(there, name) != getattr(wanted, name)
    ]
    details = []
    for name in differing:
        old, new = getattr(there, name), getattr(wanted, name)
        if isinstance(old, dict):
            changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
            details.append(", ".join(f"{name} {key} ({old.get(key)}, now {new.get(key)})" for key in changed))
        else:
            details.append(f"{name} ({old}, now {new})")
    return "; ".join(details)


@cache
def _shared_pipeline() -> Pipeline:
    pipeline = Pipeline(default_stages())
    pipeline.setup()
    return pipeline
