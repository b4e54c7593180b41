"""Plain text to paragraphs."""

from __future__ import annotations

from onrecord.readers.assembly import Reading
from onrecord.readers.layout import Paragraph, WordForms, blocks, is_page_number, unwrapped, wrap_width
from onrecord.readers.offset_map import MappedText


def plain_paragraphs(source: MappedText) -> list[Paragraph]:
    """The paragraphs of a plain text: blank lines set them apart, wrapped lines are put together.

    In a text without blank lines, or with lines too long to be wrapped, each line is a paragraph.
    """
    groups = blocks(source)
    width = wrap_width([[line.text for line in block] for block in groups])
    known = WordForms(source.text)
    return [
        Paragraph(content, "furniture" if _is_page_number(content.text, source.text) else "prose")
        for block in groups
        for content in unwrapped(block, width, known)
    ]


def plain_reading(source: MappedText) -> Reading:
    """What a plain text file says."""
    return Reading(plain_paragraphs(source))


def _is_page_number(line: str, text: str) -> bool:
    """True for a page number; a bare number counts as one only in a text with page breaks."""
    return is_page_number(line) and ("\x0c" in text or not line.strip().isalnum())
