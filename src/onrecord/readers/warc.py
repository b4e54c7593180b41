"""WARC to articles: each HTML response with status 200, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.readers.assembly import Origin, assembled, fault_of_reader, problem_of, sha256_of
from onrecord.readers.encoding import decoded
from onrecord.readers.html import html_reading
from onrecord.readers.offset_map import unmapped
from onrecord.readers.options import ReadOptions
from onrecord.readers.page_source import declared_charset
from onrecord.readers.sources import source_name
from onrecord.readers.warc_tail import ends_within_a_record
from onrecord.schema import Article, Problem

_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_BYTES_PER_CHARACTER = 8


class _CutShort(Exception):  # noqa: N818  (no error to be shown: the end of the file tells it)
    """A page of which only a part is there."""


def warc_articles(path: Path, *, options: ReadOptions, start: int = 0) -> Iterator[Article | Problem]:
    """The article of each HTML response after the first ``start`` ones, and a problem for each that holds none.

    Other records (requests, images, redirects) are passed over. Where the file breaks off, one problem names the byte,
    and what came before is kept. The day of the crawl is not taken for a date of publication.
    """
    source = source_name(path)
    count = 0
    for record in _responses(path, source):
        if isinstance(record, Problem):
            yield record
            return
        if not _is_page(record):
            continue
        count += 1
        if count <= start:
            continue
        place = f"record at byte {record.stream_pos}"
        try:
            payload = _payload(record, source, place, options)
            yield from _page(payload, record, source, place, options)
        except _CutShort:
            continue  # the end of the file is told below
        except InputError as error:
            yield problem_of(error)
        except Exception as error:  # noqa: BLE001  a bug met on one page must not cost the other pages
            yield problem_of(fault_of_reader(source, error, place=place))
    if not count:
        yield problem_of(
            InputError(source, "holds no HTML page (response with status 200)", "Give a WARC that holds pages.")
        )


def _responses(path: Path, source: str) -> Iterator[Any]:
    """The response records, and at last a problem where the file breaks off."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    reached = 0
    reason = "it ends within a record"
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, parse_http=True, auto_decode="all"):
                reached = record.stream_pos
                if record.record_type == WarcRecordType.response:
                    yield record
            if not ends_within_a_record(path, last_record=reached):
                return
        except (OSError, ValueError) as error:
            reason = str(error)
    yield problem_of(
        InputError(
            source,
            f"breaks off or is no WARC: {reason}",
            "Get the whole file; what came before is coded.",
            place=f"after byte {reached}",
        )
    )


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return headers is not None and headers.status_code == 200 and record.http_content_type in _HTML_TYPES


def _payload(record: Any, source: str, place: str, options: ReadOptions) -> bytes:
    longest = _BYTES_PER_CHARACTER * options.max_characters
    try:
        payload = bytes(record.reader.read(longest + 1))
    except (OSError, ValueError) as error:
        raise InputError(source, f"can't be read: {error}", "Get the whole file.", place=place) from None
    if len(payload) > longest:
        raise InputError(
            source,
            f"is more than {longest:,} bytes long, too much for {options.max_characters:,} characters",
            "Raise the limit: --max-characters N",
            place=place,
        )
    headers = record.http_headers
    as_sent = not headers.get("Content-Encoding") and not headers.get("Transfer-Encoding")
    if as_sent and len(payload) < record.content_length:
        raise _CutShort
    return payload


def _page(payload: bytes, record: Any, source: str, place: str, options: ReadOptions) -> Iterator[Article | Problem]:
    url = record.headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    text = decoded(
        payload, source=source, forced=options.encoding, declared=record.http_charset or declared_charset(payload)
    )
    reading = html_reading(unmapped(text.text), source=source, url=url, place=place)
    yield from assembled(
        reading, Origin(source, "warc", url or f"{source}#{place}", sha256_of(payload), place), options
    )
