"""HTML to paragraphs: main text by trafilatura, then each word's place in the page's source."""

from __future__ import annotations

import logging
from typing import Any

from onrecord.errors import InputError
from onrecord.readers.alignment import Alignment
from onrecord.readers.assembly import Reading, Stated
from onrecord.readers.layout import Paragraph, ParagraphKind
from onrecord.readers.offset_map import MappedText
from onrecord.readers.page_source import PageStatements, page_statements, visible_text
from onrecord.readers.publication_dates import DateClaim

_KINDS: dict[str, ParagraphKind] = {"head": "heading", "item": "item", "row": "verbatim", "code": "verbatim"}
_BLOCKS = frozenset(("p", "head", "item", "row", "quote", "code", "hi", "ab", "lb"))


def html_reading(page: MappedText, *, source: str, url: str | None = None, place: str | None = None) -> Reading:
    """What an HTML page says; raises InputError where it holds no article text."""
    paragraphs = _extracted(page.text)
    if not paragraphs:
        raise InputError(
            source,
            "is a page without article text (navigation, a paywall, or filled in by a script)",
            "Save the page as your browser shows it, or give the text.",
            place=place,
        )
    alignment = Alignment(visible_text(page))
    return Reading(
        [Paragraph(alignment.mapped(text), kind) for text, kind in paragraphs],
        _stated(page_statements(page.text), page.text, url),
    )


def _extracted(page: str) -> list[tuple[str, ParagraphKind]]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        # bare_extraction, unlike extract, does not compose accents, so the text stays as it is in the page.
        answer: Any = trafilatura.bare_extraction(page, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  (the extractor meets any page there is; what it can't read has no article text)
        return []
    if answer is None or answer.body is None:
        return []
    found: list[tuple[str, ParagraphKind]] = []
    _collect(answer.body, "prose", [], found)
    return found


def _collect(element: Any, kind: ParagraphKind, line: list[str], found: list[tuple[str, ParagraphKind]]) -> None:
    """Adds the text of an element of trafilatura's tree, block by block."""

    def close(of_kind: ParagraphKind) -> None:
        words = " ".join("".join(line).split(" ")).strip()
        parts = (" ".join(filter(None, part.split(" "))) for part in words.split("\n"))
        found.extend((part, of_kind) for part in parts if part.strip())
        line.clear()

    if element.text:
        line.append(element.text)
    for child in element:
        if not isinstance(child.tag, str):
            line.append(child.tail or "")
            continue
        own = _KINDS.get(child.tag, kind)
        is_block = child.tag in ("p", "head", "item", "list", "row", "table", "quote", "code", "ab", "div")
        if child.tag in ("cell",) and line:
            line.append(" ")
        if child.tag == "lb":
            line.append("\n")
        if is_block:
            close(kind)
        _collect(child, own, line, found)
        if is_block:
            close(own)
        line.append(child.tail or "")
    if element.tag == "body":
        close(kind)


def _stated(page: PageStatements, text: str, url: str | None) -> Stated:
    published = page.published() or _date_of_page(text)
    address = url or page.canonical or page.meta.get("og:url")
    return Stated(
        title=page.headline() or page.title,
        byline=page.author(),
        publisher=page.publisher(),
        language=page.linked.get("language") or page.language,
        url=address,
        claims=(DateClaim(published, "meta"),) if published else (),
    )


def _date_of_page(text: str) -> str | None:
    """The date in some other tag that htmldate knows; its search of the running text is off."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(text, extensive_search=False, original_date=True)
    except Exception:  # noqa: BLE001  (as for the extractor: any page there is)
        return None
    return str(found) if found else None
