"""One file of any kind to its articles; a string to its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.readers.assembly import (
    Origin,
    Reading,
    article_of,
    assembled,
    file_sha256,
    problem_of,
    refuse_length,
    sha256_of,
)
from onrecord.readers.encoding import decoded
from onrecord.readers.offset_map import MappedText, as_in_file
from onrecord.readers.options import ReadOptions
from onrecord.readers.sources import checked_format
from onrecord.schema import Article, Problem

_BYTES_PER_CHARACTER = 8
"""A file of more bytes than this for each allowed character is refused unread; markup takes most of a page."""


def read_articles(path: Path, *, options: ReadOptions, start: int = 0) -> Iterator[Article | Problem]:
    """The articles of a file, each followed by the problems met in it; never raises on what the file holds.

    JSON Lines and WARC hold many, read as a stream; ``start`` passes over that many lines or pages. A file that can't
    be read gives one problem of severity 'error'; a bad line or page gives one, and the rest goes on.
    """
    try:
        yield from _articles(path, options, start)
    except InputError as error:
        yield problem_of(error)
    except PermissionError:
        yield problem_of(InputError(str(path), "may not be read", "Give yourself permission: chmod u+r FILE"))
    except FileNotFoundError:
        yield problem_of(InputError(str(path), "does not exist", "Check the name and the folder you are in."))
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        yield problem_of(InputError(str(path), f"can't be read: {words}", "Check the file and the disk it is on."))


def read_text(text: str, *, options: ReadOptions, key: str = "text") -> Article:
    """The article of a text given as a string, read as a plain text file would be.

    It is read as Markdown where it begins with front matter or a '# ' heading, or where the options say so. Raises
    InputError where it is empty or too long, or where the options name a format that is not text.
    """
    if options.format not in (None, "text", "markdown", "html"):
        raise InputError(key, f"is a string, not {options.format}", "Give the file's path.")
    refuse_length(len(text), key, options)
    from onrecord.readers.markdown import looks_like_markdown

    format_name = options.format or ("markdown" if looks_like_markdown(text) else "text")
    raw = text.encode("utf-8", "surrogatepass")
    origin = Origin(key, format_name, key, sha256_of(raw))
    reading = _text_reading(as_in_file(text), format_name, key)
    return article_of(reading, origin, options)[0]


def _articles(path: Path, options: ReadOptions, start: int) -> Iterator[Article | Problem]:
    format_name = checked_format(path, options=options)
    if format_name == "jsonl":
        from onrecord.readers.jsonl import jsonl_articles

        yield from jsonl_articles(path, options=options, start=start)
    elif format_name == "warc":
        from onrecord.readers.warc import warc_articles

        yield from warc_articles(path, options=options, start=start)
    elif start == 0:
        source = str(path)
        if format_name == "pdf":
            from onrecord.readers.pdf import pdf_reading

            reading, sha256 = pdf_reading(path, source=source, options=options), file_sha256(path)
        else:
            reading, sha256 = _text_file(path, format_name, source, options)
        yield from assembled(reading, Origin(source, format_name, source, sha256), options)


def _text_file(path: Path, format_name: str, source: str, options: ReadOptions) -> tuple[Reading, str]:
    size = path.stat().st_size
    if size > _BYTES_PER_CHARACTER * options.max_characters:
        raise InputError(
            source,
            f"is {size:,} bytes large, too much for an article of {options.max_characters:,} characters",
            f"Split it into articles, or raise the limit: --max-characters {size}",
        )
    raw = path.read_bytes()
    declared = None
    if format_name == "html":
        from onrecord.readers.page_source import declared_charset

        declared = declared_charset(raw)
    text = decoded(raw, source=source, forced=options.encoding, declared=declared)
    if not text.text.strip():
        raise InputError(source, "holds nothing but white space", "Give a file with an article in it.")
    if format_name != "html":
        refuse_length(len(text.text), source, options)
    reading = _text_reading(as_in_file(text.text), format_name, source)
    return replace(reading, remarks=(*text.warnings, *reading.remarks)), sha256_of(raw)


def _text_reading(text: MappedText, format_name: str, source: str) -> Reading:
    if format_name == "markdown":
        from onrecord.readers.markdown import markdown_reading

        return markdown_reading(text)
    if format_name == "html":
        from onrecord.readers.html import html_reading

        return html_reading(text, source=source)
    from onrecord.readers.text import plain_reading

    return plain_reading(text)
