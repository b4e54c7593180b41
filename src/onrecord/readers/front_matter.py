"""The block of 'key: value' lines between '---' lines at the head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.readers.assembly import Stated
from onrecord.readers.publication_dates import DateClaim

_OPENING = re.compile(r"\s*---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]*?)\s*:(?:\s+(?P<text>.*))?$")
_LIST_ITEM = re.compile(r"\s*-\s+(?P<text>.*)$")
_MOST_CHARACTERS = 20_000

_KEYS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "publisher": ("publisher", "publication", "outlet", "source", "site", "newspaper"),
    "published": ("published", "date", "publish_date", "publication_date", "published_at", "pubdate"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "language": ("language", "lang"),
}


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The entries (keys in lower case) and the position where the text proper begins; ({}, 0) where there is none.

    Read are the plain lines of YAML: 'key: value', quoted or not, '[a, b]' and '- a' lists (joined by commas).
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, 0
    closing = _CLOSING.search(text.replace("\r\n", " \n").replace("\r", "\n"), opening.end(), _MOST_CHARACTERS)
    if closing is None:
        return {}, 0
    entries = _entries(text[opening.end() : closing.start()])
    return (entries, closing.end()) if entries else ({}, 0)


def stated_in(entries: Mapping[str, str]) -> Stated:
    """What the entries say about the article."""
    found = {field: _first(entries, names) for field, names in _KEYS.items()}
    published = found["published"]
    return Stated(
        title=found["title"],
        byline=found["byline"],
        publisher=found["publisher"],
        language=found["language"],
        url=found["url"],
        claims=(DateClaim(published, "front matter"),) if published else (),
    )


def _entries(block: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry, item = _ENTRY.match(line), _LIST_ITEM.match(line)
        if entry:
            key = entry["key"].lower().replace(" ", "_").replace("-", "_")
            entries[key] = _value(entry["text"] or "")
        elif item and key:
            entries[key] = ", ".join(filter(None, (entries[key], _value(item["text"]))))
        elif line[0].isspace() and key:
            entries[key] = " ".join(filter(None, (entries[key].removeprefix(">").removeprefix("|"), line.strip())))
        else:
            return {}
    return entries


def _value(text: str) -> str:
    text = text.strip()
    if text[:1] in ("'", '"') and text.endswith(text[0]) and len(text) > 1:
        quote = text[0]
        return text[1:-1].replace("''", "'") if quote == "'" else text[1:-1].replace('\\"', '"')
    text = re.sub(r"\s+#.*$", "", text)
    if text.startswith("[") and text.endswith("]"):
        return ", ".join(filter(None, (_value(part) for part in text[1:-1].split(","))))
    return text


def _first(entries: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((entries[name] for name in names if entries.get(name)), None)
