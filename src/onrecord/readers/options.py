"""What a caller can say about the input that the input doesn't say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import InputError
from onrecord.readers.encoding import is_encoding
from onrecord.readers.language import language_code
from onrecord.readers.publication_dates import stated_date

FORMATS = ("text", "markdown", "html", "pdf", "jsonl", "parquet", "warc")

MAX_CHARACTERS = 1_000_000
"""A long book; a newspaper article has 3,000 to 30,000."""


def default_jsonl_fields() -> dict[str, tuple[str, ...]]:
    """Article field to the names it has in common dumps.

    The names are those of news-please (maintext, date_publish, source_domain), Media Cloud (stories_id, media_name,
    publish_date, guid) and plain exports, in the order they are tried.
    """
    return {
        "text": ("text", "content", "maintext", "body", "article_text"),
        "title": ("title", "headline"),
        "byline": ("author", "authors", "byline"),
        "publisher": ("publisher", "source", "media_name", "source_domain", "site"),
        "published": ("published", "publish_date", "date_publish", "publication_date", "date", "pub_date"),
        "url": ("url", "link"),
        "language": ("language", "lang"),
        "id": ("id", "stories_id", "guid"),
    }


@dataclass(frozen=True)
class ReadOptions:
    """How to read; what is None is found out. Raises InputError on a value that can't be meant."""

    published: str | None = None
    """ISO date; goes before any date the input states."""
    publisher: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    format: str | None = None
    """One of FORMATS; else by name and content."""
    encoding: str | None = None
    """Character encoding by its Python name, such as 'cp1251'."""
    jsonl_fields: Mapping[str, tuple[str, ...]] = field(default_factory=default_jsonl_fields)
    max_characters: int = MAX_CHARACTERS
    """Longest article, in characters."""

    def __post_init__(self) -> None:
        if self.published is not None and stated_date(self.published).iso != self.published:
            raise InputError("published", f"{self.published!r} is no date", "Write it as YYYY-MM-DD.")
        if self.language is not None and language_code(self.language) is None:
            raise InputError("language", f"{self.language!r} is no language code", "Use an ISO 639-1 code such as en.")
        if self.format is not None and self.format not in FORMATS:
            raise InputError("format", f"{self.format!r} is no format", f"Use one of: {', '.join(FORMATS)}.")
        if self.encoding is not None and not is_encoding(self.encoding):
            raise InputError(
                "encoding", f"{self.encoding!r} is no character encoding", "Use a name such as utf-8 or cp1251."
            )
        if self.max_characters < 1:
            raise InputError("max_characters", f"{self.max_characters} is too small", "Give a number above 0.")
        unknown = sorted(set(self.jsonl_fields) - set(default_jsonl_fields()))
        if unknown:
            raise InputError(
                "jsonl_fields", f"{unknown[0]!r} is no field", f"Use one of: {', '.join(default_jsonl_fields())}."
            )
