"""An HTML page's source read as it stands: visible text with its places, and what the page states about itself.

Nothing here builds a tree, so a broken page costs nothing but the words that are not there.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.readers.offset_map import MapBuilder, MappedText

_PIECE = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|template|svg|textarea|iframe)\b(?P<attributes>[^>]*)>(?P<content>.*?)(?:</(?P=raw)\s*>|\Z)
    | <[!?][^>]*(?:>|\Z)
    | </(?P<end>[a-z][\w:-]*)[^>]*(?:>|\Z)
    | <(?P<start>[a-z][\w:-]*)(?P<more>(?:[^>"']|"[^"]*"|'[^']*')*+)(?:>|\Z)
    | <(?P<torn>[a-z][\w:-]*)[^>]*(?:>|\Z)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "meta", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_PUBLISHED_NAMES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date.published",
    "article.published", "article:published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "publicationdate", "published_time_telegram", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "citation_publication_date", "prism.publicationdate", "date",
)  # fmt: skip
"""Names of meta tags that hold the date of publication (those of htmldate 1.11 that say so), the clearest first."""
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|LiveBlog|WebPage$")
_MOST_STATEMENTS = 5_000


@dataclass
class PageStatements:
    """What a page says about itself in tags, not in prose; the first of each wins."""

    meta: dict[str, str] = field(default_factory=dict)
    """Name or property of meta tags, in lower case, to their content."""
    times: list[str] = field(default_factory=list)
    """What time elements that are marked as date of publication say."""
    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    linked: dict[str, str] = field(default_factory=dict)
    """From JSON-LD: headline, author, publisher, published, language, url."""

    def published(self) -> str | None:
        """The date of publication as written: of JSON-LD, a meta tag, or a time element that is marked so."""
        named = next((self.meta[name] for name in _PUBLISHED_NAMES if self.meta.get(name)), None)
        return self.linked.get("published") or named or (self.times[0] if self.times else None)

    def publisher(self) -> str | None:
        """The outlet's name, where a tag states it."""
        return self.linked.get("publisher") or self.meta.get("og:site_name") or self.meta.get("application-name")

    def author(self) -> str | None:
        """The author's name, where a tag states it."""
        for name in ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator"):
            if self.meta.get(name) and not self.meta[name].startswith("http"):
                return self.meta[name]
        return self.linked.get("author")

    def headline(self) -> str | None:
        """The headline, where a tag other than title states it."""
        return self.linked.get("headline") or self.meta.get("og:title") or self.meta.get("twitter:title")


def visible_text(source: MappedText) -> MappedText:
    """All text between tags, entities decoded (and then unmapped), a line break at the edges of block elements."""
    builder = MapBuilder()
    position = 0
    for piece in _PIECE.finditer(source.text):
        _take_text(builder, source, position, piece.start())
        position = piece.end()
        name = (piece["end"] or piece["start"] or piece["torn"] or "").lower()
        if name and name not in _INLINE:
            builder.put("\n")
    _take_text(builder, source, position, len(source.text))
    return builder.built()


def page_statements(source: str) -> PageStatements:
    """What the page states about itself."""
    found = PageStatements()
    for count, piece in enumerate(_PIECE.finditer(source)):
        if count > _MOST_STATEMENTS:
            break
        raw, start = (piece["raw"] or "").lower(), (piece["start"] or "").lower()
        if raw == "script" and "ld+json" in piece["attributes"].lower():
            _read_linked(piece["content"], found)
        elif start in ("meta", "link", "html", "time", "title"):
            _read_tag(start, _attributes(piece["more"]), source, piece.end(), found)
    return found


def declared_charset(raw: bytes) -> str | None:
    """The character encoding that an HTML or XML head names, or None."""
    found = re.search(
        rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""",
        raw[:4096],
        re.IGNORECASE,
    )
    return (found[1] or found[2]).decode("ascii", "ignore") if found else None


def _take_text(builder: MapBuilder, source: MappedText, start: int, end: int) -> None:
    for entity in _ENTITY.finditer(source.text, start, end):
        decoded = html.unescape(entity.group())
        if decoded == entity.group():
            continue
        builder.take(source, start, entity.start())
        builder.put(decoded)
        start = entity.end()
    builder.take(source, start, end)


def _read_tag(name: str, attributes: Mapping[str, str], source: str, end: int, found: PageStatements) -> None:
    if name == "meta" and attributes.get("content"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if key in attributes:
                found.meta.setdefault(attributes[key].lower(), attributes["content"])
    elif name == "link" and attributes.get("rel", "").lower() == "canonical":
        found.canonical = found.canonical or attributes.get("href")
    elif name == "html":
        found.language = found.language or attributes.get("lang") or attributes.get("xml:lang")
    elif name == "time" and attributes.get("datetime") and _marks_publication(attributes):
        found.times.append(attributes["datetime"])
    elif name == "title" and found.title is None:
        words = re.match(r"[^<]{0,1000}", source[end : end + 1000])
        found.title = " ".join(html.unescape(words.group()).split()) if words else None


def _marks_publication(attributes: Mapping[str, str]) -> bool:
    marked = " ".join(attributes.get(name, "") for name in ("itemprop", "class", "id", "data-testid")).lower()
    if "pubdate" in attributes:
        return True
    return "updat" not in marked and any(word in marked for word in ("publish", "posted", "entry-date"))


def _read_linked(content: str, found: PageStatements) -> None:
    try:
        parsed = json.loads(content.strip().removeprefix("<!--").removesuffix("-->"))
    except (ValueError, RecursionError):
        return
    for item in _items(parsed, depth=0):
        kinds = item.get("@type", "")
        if not any(_ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            continue
        for ours, theirs in (
            ("headline", "headline"),
            ("author", "author"),
            ("publisher", "publisher"),
            ("published", "datePublished"),
            ("language", "inLanguage"),
        ):
            name = _name(item.get(theirs))
            if name:
                found.linked.setdefault(ours, html.unescape(name))


def _items(parsed: Any, *, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(parsed, dict):
        yield parsed
        yield from _items(parsed.get("@graph"), depth=depth + 1)
    elif isinstance(parsed, list):
        for each in parsed[:100]:
            yield from _items(each, depth=depth + 1)


def _name(stated: Any) -> str | None:
    if isinstance(stated, str):
        return stated.strip() or None
    if isinstance(stated, dict):
        return _name(stated.get("name"))
    if isinstance(stated, list):
        return ", ".join(filter(None, map(_name, stated[:10]))) or None
    return None


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(tag):
        quoted = value[:1] in ("'", '"')
        found.setdefault(name.lower(), html.unescape(value[1:-1] if quoted else value).strip())
    return found
