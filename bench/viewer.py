"""Times the reader's pages on a record made large: ``python -m bench.viewer [--articles 10000]``.

The record repeats the coded sample corpus, each copy with ids, dates and outlets of its own, and has one article that
is the whole sample corpus in a row until it holds 3,000 records. Printed: seconds to make the catalogue, then the
milliseconds of each page (the median of five, the server in this process, so without the network).
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from starlette.testclient import TestClient

import onrecord
from onrecord.coded import CodedArticle
from onrecord.schema import RECORD_TYPES, Record, Span
from onrecord.store.layout import shard_id, write_manifest, write_shard
from onrecord.viewer.application import application

_ID = re.compile(r"\b([a-z]+-[0-9a-f]{8})[0-9a-f]{8}\b")
_SAMPLE = Path(onrecord.__file__).parent / "sample" / "articles"
_RECORDS_OF_LONG = 3_000
_OUTLETS = 40
T = TypeVar("T")


def again(coded: CodedArticle, copy: int) -> CodedArticle:
    """The article once more, with ids, a date and an outlet of its own."""
    mark = f"{copy:08x}"
    content = msgspec.json.decode(_ID.sub(rf"\1{mark}", msgspec.json.encode(coded.to_builtins()).decode()))
    day = dt.date(1991, 1, 1) + dt.timedelta(days=copy % 700)
    article = msgspec.convert(content["article"], type=onrecord.schema.Article)
    article = msgspec.structs.replace(article, published=day.isoformat(), publisher=f"Outlet {copy % _OUTLETS}")
    return CodedArticle(
        article,
        {layer: tuple(msgspec.convert(content[layer], type=list[kind])) for layer, kind in RECORD_TYPES.items()},
    )


def long_article(corpus: list[CodedArticle]) -> CodedArticle:
    """One article with 3,000 records: the corpus in a row, again and again."""
    text = ""
    records: dict[str, list[Record]] = {layer: [] for layer in RECORD_TYPES}
    copy = 0
    while sum(map(len, records.values())) < _RECORDS_OF_LONG:
        for coded in corpus:
            copy += 1
            shifted = _shifted(again(coded, 1_000_000 + copy), len(text))
            for layer in RECORD_TYPES:
                records[layer].extend(msgspec.structs.replace(each, article="article-long") for each in shifted[layer])
            text += coded.article.text + "\n\n"
    article = msgspec.structs.replace(corpus[0].article, id="article-long", key="long", text=text, boilerplate=())
    return CodedArticle(article, {layer: tuple(each) for layer, each in records.items()})


def _shifted(coded: CodedArticle, by: int) -> CodedArticle:
    def shift(value: object) -> object:
        if isinstance(value, Span):
            return msgspec.structs.replace(value, start=value.start + by, end=value.end + by)
        if isinstance(value, tuple):
            return tuple(shift(each) for each in value)
        if isinstance(value, msgspec.Struct):
            return type(value)(**{name: shift(getattr(value, name)) for name in value.__struct_fields__})
        return value

    return CodedArticle(
        coded.article,
        {layer: tuple(shift(each) for each in coded[layer]) for layer in RECORD_TYPES},  # type: ignore[misc]
    )


def large_store(folder: Path, *, articles: int) -> None:
    """Writes the large record."""
    small = folder.with_name("small.record")
    onrecord.build([_SAMPLE], small)
    with onrecord.open(small) as store:
        write_manifest(folder, store.manifest)
        corpus = [store.article(key) for (key,) in store.sql("select id from articles order by id").fetchall()]

    def copies() -> Iterator[CodedArticle]:
        yield long_article(corpus)
        for copy in range(articles - 1):
            yield again(corpus[copy % len(corpus)], copy)

    batch: list[CodedArticle] = []
    for coded in copies():
        batch.append(coded)
        if len(batch) == store.manifest.shard_size:
            _write(folder, batch)
    if batch:
        _write(folder, batch)


def _write(folder: Path, batch: list[CodedArticle]) -> None:
    write_shard(folder, shard_id([each.article.id for each in batch], []), batch, [])
    batch.clear()


PAGES = (
    "/", "/articles", "/statements", "/events", "/figures", "/actors", "/statements?speaker=Boris+Yeltsin&mode=denied",
    "/search?q=curfew", '/search?q="state+of+emergency"', "/search?q=Yeltsin", "/search?q=the", "/article/article-long",
)  # fmt: skip


def main() -> None:
    """Makes the record, opens it and times the pages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--store", type=Path, help="a record made before; made there if it is not")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.store or Path(temporary) / "large.record"
        if not (folder / "manifest.json").exists():
            folder.mkdir(parents=True, exist_ok=True)
            large_store(folder, articles=arguments.articles)
        with onrecord.open(folder) as store:
            seconds, app = timed(lambda: application(store))
            print(f"catalogue of {store.counts()['articles']:,} articles: {seconds:.1f} s")
            with TestClient(app, base_url="http://127.0.0.1") as client:
                for page in PAGES:
                    seconds = statistics.median(timed(lambda page=page: client.get(page))[0] for _ in range(5))
                    size = len(client.get(page).content)
                    print(f"{page:55} {1000 * seconds:7.0f} ms {size / 1024:9.0f} KiB")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds that the work takes, and what it gives."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


if __name__ == "__main__":
    main()
