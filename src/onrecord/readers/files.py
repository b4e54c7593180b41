"""One file of any kind to its articles; a string to its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.readers.assembly import (
    Origin,
    Reading,
    assembled,
    fault_of_reader,
    file_sha256,
    problem_of,
    refuse_length,
    sha256_of,
)
from onrecord.readers.encoding import Decoded, decoded
from onrecord.readers.offset_map import MappedText, as_in_file
from onrecord.readers.options import ReadOptions
from onrecord.readers.sources import IN_WORDS, SNIFFED_BYTES, checked_format, content_format, source_name
from onrecord.schema import Article, Problem

BYTES_PER_CHARACTER = 8
"""A file of more bytes than this for each allowed character is refused unread; markup takes most of a page."""


def read_articles(path: Path, *, options: ReadOptions, start: int = 0) -> Iterator[Article | Problem]:
    """The articles of a file, each followed by the problems met in it; never raises on what the file holds.

    JSON Lines, Parquet and WARC hold many, read as a stream; ``start`` passes over that many lines, rows or pages. A
    file that can't be read gives one problem of severity 'error'; a bad line, row or page gives one, and the rest goes
    on.
    """
    try:
        yield from _articles(path, options, start)
    except InputError as error:
        yield problem_of(error)
    except PermissionError:
        yield problem_of(InputError(source_name(path), "may not be read", "Give yourself permission: chmod u+r FILE"))
    except FileNotFoundError:
        yield problem_of(InputError(source_name(path), "does not exist", "Check the name and the folder you are in."))
    except OSError as error:
        words = error.strerror or str(error)
        yield problem_of(
            InputError(source_name(path), f"can't be read: {words}", "Check the file and the disk it is on.")
        )
    except Exception as error:  # noqa: BLE001  a bug met in one file must not cost the other files
        yield problem_of(fault_of_reader(source_name(path), error))


def read_text(text: str, *, options: ReadOptions, key: str = "text") -> Article:
    """The article of a text given as a string, read as a plain text file would be.

    It is read as Markdown where it begins with front matter or a '# ' heading, or where the options say so. Raises
    InputError where it is empty or too long, or where the options name a format that is not text.
    """
    return next(item for item in text_items(text, options=options, key=key) if isinstance(item, Article))


def text_items(text: str, *, options: ReadOptions, key: str = "text") -> Iterator[Article | Problem]:
    """The article of ``read_text``, then the problems met in it; raises InputError as that does."""
    if options.format not in (None, "text", "markdown", "html"):
        raise InputError(key, f"is a string, not {options.format}", "Give the file's path.")
    refuse_length(len(text), key, options)
    from onrecord.readers.markdown import looks_like_markdown

    format_name = options.format or ("markdown" if looks_like_markdown(text) else "text")
    raw = text.encode("utf-8", "surrogatepass")
    origin = Origin(key, format_name, key, sha256_of(raw))
    yield from assembled(_text_reading(as_in_file(text), format_name, key), origin, options)


def bytes_items(raw: bytes, *, source: str, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article of bytes that are no file, such as those of standard input, then the problems met in it.

    HTML and Markdown are told from their beginning. Raises InputError where there is nothing to read, or something
    that is read from files only.
    """
    if not raw:
        raise InputError(source, "is empty", "Give an article.")
    is_what = content_format(raw[:SNIFFED_BYTES])
    if options.format not in (None, "text", "markdown", "html") or is_what not in (None, "html"):
        raise InputError(
            source,
            f"is {IN_WORDS.get(is_what or '', f'said to be {options.format}')}, which is read from files only",
            "Save it to a file and name that.",
        )
    format_name = options.format or is_what
    text = _decoded_text(raw, format_name, source, options)
    if format_name is None:
        from onrecord.readers.markdown import looks_like_markdown

        format_name = "markdown" if looks_like_markdown(text.text) else "text"
    yield from assembled(
        _decoded_reading(text, format_name, source), Origin(source, format_name, source, sha256_of(raw)), options
    )


def _articles(path: Path, options: ReadOptions, start: int) -> Iterator[Article | Problem]:
    format_name = checked_format(path, options=options)
    if format_name == "jsonl":
        from onrecord.readers.jsonl import jsonl_articles

        yield from jsonl_articles(path, options=options, start=start)
    elif format_name == "warc":
        from onrecord.readers.warc import warc_articles

        yield from warc_articles(path, options=options, start=start)
    elif format_name == "parquet":
        from onrecord.readers.parquet import parquet_articles

        yield from parquet_articles(path, options=options, start=start)
    elif start == 0:
        source = source_name(path)
        if format_name == "pdf":
            from onrecord.readers.pdf import pdf_reading

            reading, sha256 = pdf_reading(path, source=source, options=options), file_sha256(path)
        else:
            reading, sha256 = _text_file(path, format_name, source, options)
        yield from assembled(reading, Origin(source, format_name, source, sha256), options)


def _text_file(path: Path, format_name: str, source: str, options: ReadOptions) -> tuple[Reading, str]:
    size = path.stat().st_size
    if size > BYTES_PER_CHARACTER * options.max_characters:
        raise InputError(
            source,
            f"is {size:,} bytes large, too much for an article of {options.max_characters:,} characters",
            f"Split it into articles, or raise the limit: --max-characters {size}",
        )
    raw = path.read_bytes()
    text = _decoded_text(raw, format_name, source, options)
    return _decoded_reading(text, format_name, source), sha256_of(raw)


def _decoded_text(raw: bytes, format_name: str | None, source: str, options: ReadOptions) -> Decoded:
    declared = None
    if format_name == "html":
        from onrecord.readers.page_source import declared_charset

        declared = declared_charset(raw)
    text = decoded(raw, source=source, forced=options.encoding, declared=declared)
    if not text.text.strip():
        raise InputError(source, "holds nothing but white space", "Give a file with an article in it.")
    if format_name != "html":
        refuse_length(len(text.text), source, options)
    return text


def _decoded_reading(text: Decoded, format_name: str, source: str) -> Reading:
    reading = _text_reading(as_in_file(text.text), format_name, source)
    return replace(reading, remarks=(*text.warnings, *reading.remarks))


def _text_reading(text: MappedText, format_name: str, source: str) -> Reading:
    if format_name == "markdown":
        from onrecord.readers.markdown import markdown_reading

        return markdown_reading(text)
    if format_name == "html":
        from onrecord.readers.html import html_reading

        return html_reading(text, source=source)
    from onrecord.readers.text import plain_reading

    return plain_reading(text)
