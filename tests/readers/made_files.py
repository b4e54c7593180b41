"""Files that the readers' tests read, made on the spot."""

from __future__ import annotations

import gzip
import textwrap
from collections.abc import Sequence
from pathlib import Path

from onrecord.readers import ReadOptions, read_articles
from onrecord.schema import Article, Problem

PlacedLine = tuple[int, int, int, str]
"""Size, x, y in points, words."""


def articles_and_problems(
    path: Path, options: ReadOptions | None = None, *, start: int = 0
) -> tuple[list[Article], list[Problem]]:
    items = list(read_articles(path, options=options or ReadOptions(), start=start))
    articles = [item for item in items if isinstance(item, Article)]
    problems = [item for item in items if isinstance(item, Problem)]
    return articles, problems


def only_article(path: Path, options: ReadOptions | None = None) -> Article:
    articles, problems = articles_and_problems(path, options)
    assert len(articles) == 1, problems
    assert all(problem.severity != "error" for problem in problems)
    return articles[0]


def only_error(path: Path, options: ReadOptions | None = None) -> Problem:
    articles, problems = articles_and_problems(path, options)
    assert not articles
    assert [problem.severity for problem in problems] == ["error"]
    return problems[0]


def remarks(path: Path, options: ReadOptions | None = None) -> list[str]:
    return [problem.problem for problem in articles_and_problems(path, options)[1]]


def assert_map_holds(article: Article, file_text: str) -> None:
    assert article.offset_map
    reached = 0
    for segment in article.offset_map:
        assert segment.start >= reached
        reached = segment.start + segment.length
        in_text = article.text[segment.start : segment.start + segment.length]
        assert in_text == file_text[segment.file_start : segment.file_start + segment.length]


def pdf(pages: Sequence[Sequence[PlacedLine]], *, locked: bool = False) -> bytes:
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    kids: list[bytes] = []
    for lines in pages:
        drawing = b"\n".join(
            b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (size, x, y, _pdf_string(words))
            for size, x, y, words in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R"
    if locked:
        key = b"00" * 32
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (key, key))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    whole = b"%PDF-1.4\n"
    places: list[int] = []
    for number, each in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    whole += b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return whole


def page_of(paragraphs: Sequence[str], *, number: int, head: str = "The Harbour Tribune") -> list[PlacedLine]:
    lines: list[PlacedLine] = [(9, 72, 760, head), (9, 500, 30, str(number))]
    y = 720
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, 60):
            lines.append((12, 72, y, line))
            y -= 14
        y -= 10
    return lines


def warc_record(url: str, page: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    reply = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2023-03-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(reply)}\r\n\r\n"
    )
    return head.encode() + reply + b"\r\n\r\n"


def gzipped(records: Sequence[bytes]) -> bytes:
    return b"".join(gzip.compress(record) for record in records)


def _pdf_string(words: str) -> bytes:
    raw = words.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
