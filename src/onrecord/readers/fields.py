"""Articles given as named fields: the lines of JSON Lines, the rows of Parquet."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.readers.assembly import Reading, Stated
from onrecord.readers.html import html_reading
from onrecord.readers.offset_map import MappedText
from onrecord.readers.publication_dates import DateClaim
from onrecord.readers.text import plain_reading

_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|p|article|section|h[1-6]|figure|img|ul)\b[^>]*>", re.IGNORECASE)
_LONGEST_LIST = 20
"""Of a list of authors or sites, the members that are told."""


@dataclass(frozen=True)
class Fields:
    """One object with the names its fields may have."""

    item: Mapping[str, Any]
    names: Mapping[str, tuple[str, ...]]

    def name(self, field: str) -> str | None:
        """The first name under which the object has a non-empty string."""
        for name in self.names.get(field, ()):
            stated = self.item.get(name)
            if isinstance(stated, str) and stated.strip():
                return name
        return None

    def string(self, field: str) -> str | None:
        """The first filled field's content as one string; lists are joined by commas, dates are in ISO 8601."""
        for name in self.names.get(field, ()):
            stated = _string(self.item.get(name))
            if stated:
                return stated
        return None

    def stated(self) -> Stated:
        """What the object says about its article."""
        published = self.string("published")
        return Stated(
            title=self.string("title"),
            byline=self.string("byline"),
            publisher=self.string("publisher"),
            language=self.string("language"),
            url=self.string("url"),
            claims=(DateClaim(published, "field"),) if published else (),
        )


def content_reading(content: MappedText, source: str, place: str) -> Reading:
    """What a text field says; some dumps keep the page's markup in it."""
    if _HTML.match(content.text):
        return html_reading(content, source=source, place=place)
    return plain_reading(content)


def merged(fields: Stated, page: Stated) -> Stated:
    """What the fields state and, where they are silent, what the page in the text field states."""
    return Stated(
        title=fields.title or page.title,
        byline=fields.byline or page.byline,
        publisher=fields.publisher or page.publisher,
        language=fields.language or page.language,
        url=fields.url or page.url,
        claims=(*fields.claims, *page.claims),
    )


def _string(stated: Any) -> str | None:
    if isinstance(stated, str):
        return stated.encode("utf-8", "replace").decode("utf-8").strip() or None
    if isinstance(stated, bool) or stated is None:
        return None
    if isinstance(stated, int):
        return str(stated)
    if isinstance(stated, float) and not math.isfinite(stated):
        return None  # how some tables say that there is nothing
    if isinstance(stated, float):
        return str(int(stated)) if stated.is_integer() else str(stated)
    if isinstance(stated, date):
        return stated.isoformat()
    if isinstance(stated, list):
        return ", ".join(filter(None, map(_string, stated[:_LONGEST_LIST]))) or None
    if isinstance(stated, dict):
        return _string(stated.get("name"))
    return None
