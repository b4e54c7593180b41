"""PDF to paragraphs: the text layer by PDFium, lines put together by where they stand on the page."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.readers.assembly import Reading, refuse_length
from onrecord.readers.layout import (
    Paragraph,
    ParagraphKind,
    WordForms,
    edge_lines,
    is_page_number,
    is_sentence_like,
    run_together,
    running_lines,
    unnumbered,
)
from onrecord.readers.offset_map import unmapped
from onrecord.readers.options import ReadOptions
from onrecord.schema import Severity

_END_MARK = b"%%EOF"
_TAIL_BYTES = 2_048
_PARAGRAPH_GAP = 1.35
"""A step to the next line this many times the usual one is the end of a paragraph."""
_HEADING_SIZE = 1.15
"""Letters this many times the size of the running text's are a heading's."""
_INDENT = 0.6
"""A first line starts this many letter heights to the right of the others."""
_SHORT_LINE = 0.8
"""A line that ends before this share of the column's width, in a full stop, ends the paragraph."""
_LINES_COMPARED = 40
"""Lines before that tell a column's margin and width."""
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})

_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_MARKED_HYPHEN = re.compile("[\x02\ufffe]$")
"""PDFium writes a hyphen at a line's end as U+0002 or U+FFFE and no line end after it."""


@dataclass(frozen=True)
class Line:
    """A line of a page; positions in points, from the lower left corner of the page."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    @property
    def size(self) -> float:
        """Height of the line's letters in points; 0 where it is unknown."""
        return self.top - self.bottom


def pdf_reading(path: Path, *, source: str, options: ReadOptions) -> Reading:
    """What a PDF's text layer says.

    Raises InputError, each in its own words, where the file is locked by a password, damaged or cut short, or has no
    text layer. A PDF is not text, so nothing points into the file.
    """
    is_whole = _ends_properly(path)
    pages = _pages(path, source, options)
    if not any(pages):
        if not is_whole:
            raise InputError(source, *_CUT_SHORT)
        raise InputError(
            source,
            f"has no text layer: {len(pages)} page{'s' * (len(pages) != 1)} of images, probably scanned",
            "Run it through text recognition first, for example: ocrmypdf scan.pdf text.pdf",
        )
    remarks: list[tuple[Severity, str, str]] = []
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if empty:
        remarks.append(
            (
                "warning",
                f"has no text on page{'s' * (len(empty) > 1)} {', '.join(empty[:10])}{' and more' * (len(empty) > 10)}",
                "If something is to be read there, run the file through text recognition first (ocrmypdf).",
            )
        )
    if not is_whole:
        remarks.append(("warning", "ends without %%EOF: it is cut short, text may be missing", "Get the whole file."))
    return Reading(paragraphs_of(pages), remarks=tuple(remarks), has_file_map=False)


_CUT_SHORT = (
    "is a damaged PDF or one that was cut short",
    "Get the whole file, or repair it: qpdf broken.pdf whole.pdf",
)


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of pages of lines; running heads and page numbers are furniture."""
    known = WordForms("\n".join(line.text for page in pages for line in page))
    repeated = running_lines([[line.text for line in page] for page in pages]) if len(pages) > 1 else set()
    body_size = _median([line.size for page in pages for line in page for _ in range(len(line.text) // 20)])
    found: list[Paragraph] = []
    for page in pages:
        edges = set(edge_lines([line.text for line in page]))
        step = _usual_step(page)
        run: list[Line] = []
        for line in page:
            text = line.text
            is_furniture = text in edges and (
                unnumbered(text) in repeated or (is_page_number(text) and line in (page[0], page[-1]))
            )
            if run and (is_furniture or _ends_paragraph(run, line, step, body_size)):
                found.append(_paragraph(run, known, body_size))
                run = []
            if is_furniture:
                found.append(Paragraph(unmapped(text), "furniture"))
            else:
                run.append(line)
        if run:
            found.append(_paragraph(run, known, body_size))
    return found


def _paragraph(run: Sequence[Line], known: WordForms, body_size: float) -> Paragraph:
    kind: ParagraphKind = "heading" if _is_large(run[0], body_size) else "prose"
    return Paragraph(run_together([unmapped(line.text) for line in run], known), kind)


def _ends_paragraph(run: Sequence[Line], line: Line, step: float, body_size: float) -> bool:
    run = run[-_LINES_COMPARED:]
    before = run[-1]
    if before.size == 0 or line.size == 0:
        return is_sentence_like(before.text) and len(before.text) < 0.8 * max(len(each.text) for each in run)
    if _is_large(before, body_size) != _is_large(line, body_size):
        return True
    if line.bottom > before.bottom:  # the next column
        return is_sentence_like(before.text) and not line.text[:1].islower()
    if step and before.bottom - line.bottom > _PARAGRAPH_GAP * step:
        return True
    margin = min(each.left for each in run)
    if len(run) > 1 and line.left - min(each.left for each in run[1:]) > _INDENT * line.size:
        return True
    width = max(each.right for each in run) - margin
    if len(run) > 1 and is_sentence_like(before.text):
        return before.right - margin < _SHORT_LINE * width or line.left - margin > _INDENT * line.size
    return False


def _is_large(line: Line, body_size: float) -> bool:
    return body_size > 0 and line.size > _HEADING_SIZE * body_size


def _usual_step(page: Sequence[Line]) -> float:
    """The usual distance from one base line to the next, in points; 0 where it can't be told."""
    steps = [
        before.bottom - after.bottom
        for before, after in itertools.pairwise(page)
        if before.size and after.size and 0 < before.bottom - after.bottom < 4 * before.size
    ]
    if len(steps) < 2:
        return max((line.size for line in page), default=0.0) * 1.3
    steps.sort()
    return steps[len(steps) // 3]  # the lower third: gaps between paragraphs are larger, lines are most


def _median(sizes: Sequence[float]) -> float:
    return statistics.median(sizes) if sizes else 0.0


def _pages(path: Path, source: str, options: ReadOptions) -> list[list[Line]]:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise InputError(source, *_refusal(str(error))) from None
    pages: list[list[Line]] = []
    characters = 0
    try:
        for number in range(len(document)):
            try:
                pages.append(_lines(document[number]))
            except pypdfium2.PdfiumError:
                raise InputError(source, *_CUT_SHORT, place=f"page {number + 1}") from None
            characters += sum(len(line.text) for line in pages[-1])
            refuse_length(characters, source, options, place=f"page {number + 1}")
    finally:
        document.close()
    if not pages:
        raise InputError(source, *_CUT_SHORT)
    return pages


def _lines(page: Any) -> list[Line]:
    layer = page.get_textpage()
    text = str(layer.get_text_range())
    placed = len(text) == layer.count_chars()  # else characters outside the basic plane have shifted the count
    found: list[Line] = []
    for match in _LINE.finditer(text):
        words = _MARKED_HYPHEN.sub("-", match.group().translate(_LIGATURES).replace("\x00", "").strip())
        if not words:
            continue
        if not placed:
            found.append(Line(words))
            continue
        boxes = [layer.get_charbox(index) for index in _sampled(text, match.start(), match.end())]
        found.append(
            Line(
                words,
                left=min(box[0] for box in boxes),
                right=max(box[2] for box in boxes),
                bottom=min(box[1] for box in boxes),
                top=max(box[3] for box in boxes),
            )
        )
    layer.close()
    return found


def _sampled(text: str, start: int, end: int) -> list[int]:
    """Positions of a line's first and last letters and of some between: enough for its box."""
    filled = [index for index in range(start, end) if not text[index].isspace()]
    return sorted({*filled[:8], *filled[8:-1:8], filled[-1]})


def _refusal(message: str) -> tuple[str, str]:
    if "password" in message.lower() or "security" in message.lower():
        return (
            "is locked by a password",
            "Remove it first, for example: qpdf --decrypt --password=... locked.pdf open.pdf",
        )
    return _CUT_SHORT


def _ends_properly(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL_BYTES))
        return _END_MARK in file.read()
