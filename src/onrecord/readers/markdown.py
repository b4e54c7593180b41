"""Markdown to paragraphs: block structure read, marks taken out, front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.readers.assembly import Reading
from onrecord.readers.front_matter import front_matter, stated_in
from onrecord.readers.inline_markup import without_markup
from onrecord.readers.layout import Paragraph, ParagraphKind, WordForms, lines, run_together
from onrecord.readers.masthead import is_footer, is_name_line
from onrecord.readers.offset_map import MappedText, without
from onrecord.readers.publication_dates import is_date_line

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})(?P<label>[^`]*)$")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:[ \t]+|$)(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"(?:\s{0,3}>[ ]?)+")
_BULLET = re.compile(r"\s*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"\s*\d{1,2}[.)][ \t]+\S")
_TABLE_RULE = re.compile(r"\s*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?\s*$")
_REFERENCE = re.compile(r"\s{0,3}\[(?P<label>[^\]^][^\]]*)\]:[ \t]*\S+.*$")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\]\s]+\]:[ \t]*")
_HARD_BREAK = re.compile(r"(?: {2,}|\\|<br\s*/?>)$")
_FIRST_LINE = re.compile(r"\s{0,3}#{1,6}[ \t]+\S")


def markdown_reading(source: MappedText) -> Reading:
    """What a Markdown file says."""
    entries, start = front_matter(source.text)
    return Reading(markdown_paragraphs(source.cut(start, len(source.text))), stated_in(entries))


def looks_like_markdown(text: str) -> bool:
    """True for a text that begins with front matter or a '# ' heading."""
    return bool(front_matter(text)[0]) or _FIRST_LINE.match(text.lstrip("\n\r")) is not None


def markdown_paragraphs(source: MappedText) -> list[Paragraph]:
    """The paragraphs of a Markdown text without its marks.

    Dropped are heading, quote and list marks, rules, images, comments and link targets; code and table rows are kept
    as they are, line by line.
    """
    source = without(source, ((m.start(), m.end(), _newlines(m.group())) for m in _COMMENT.finditer(source.text)))
    all_lines = [line for line, _ in lines(source)]
    references = {m["label"].casefold() for line in all_lines if (m := _REFERENCE.match(line.text))}
    known = WordForms(source.text)
    found: list[Paragraph] = []
    for group in _groups(all_lines):
        if group.kind == "verbatim":
            found += [Paragraph(line.stripped(), "verbatim") for line in group.lines if line.text.strip()]
            continue
        for run in _visible_lines(group.lines):
            content = without_markup(run_together(run, known), references)
            found.append(Paragraph(content.stripped(), group.kind))
    return [paragraph for paragraph in found if paragraph.text]


@dataclass
class _Group:
    """Lines that make one block."""

    kind: ParagraphKind
    lines: list[MappedText] = field(default_factory=list)


def _groups(all_lines: list[MappedText]) -> Iterator[_Group]:
    group: _Group | None = None
    fence: str | None = None
    quoted = False
    for line in all_lines:
        fenced = _FENCE.match(line.text)
        if fence is not None:
            if fenced and fenced["fence"].startswith(fence) and not fenced["label"].strip():
                fence = None
            else:
                yield _Group("verbatim", [line])
            continue
        mark = _QUOTE.match(line.text)
        inside_quote = mark is not None
        content = line.cut(mark.end(), len(line.text)) if mark else line
        text = content.text
        heading = _HEADING.match(text)
        starts_item = _BULLET.match(text) or _NUMBER.match(text) or _FOOTNOTE.match(text)
        ends = (
            not text.strip()
            or fenced
            or heading
            or starts_item
            or _RULE.match(text)
            or _is_dropped(text)
            or "|" in text[:1]
        )
        if group is not None and group.kind == "prose" and len(group.lines) == 1 and _UNDERLINE.match(text):
            yield _Group("heading", group.lines)
            group = None
            continue
        if group is not None and (ends or (inside_quote and not quoted)):
            yield group
            group = None
        quoted = inside_quote
        if fenced:
            fence = fenced["fence"]
        elif heading:
            yield _Group("heading", [content.cut(*heading.span("words"))])
        elif not text.strip() or _RULE.match(text) or _is_dropped(text):
            continue
        elif text.startswith("|"):
            yield _Group("verbatim", [content])
        elif starts_item:
            skipped = 0 if _NUMBER.match(text) else starts_item.end()
            group = _Group("item", [content.cut(skipped, len(text))])
        elif group is None:
            group = _Group("prose", [content])
        else:
            group.lines.append(content)
    if group is not None:
        yield group


def _is_dropped(text: str) -> bool:
    return _REFERENCE.match(text) is not None or _TABLE_RULE.match(text) is not None


def _visible_lines(group: list[MappedText]) -> Iterator[list[MappedText]]:
    """The lines of a block in runs that a reader sees as one line: cut at hard breaks, author and date lines."""
    run: list[MappedText] = []
    for line in group:
        broken = _HARD_BREAK.search(line.text)
        content = line.cut(0, broken.start()).stripped() if broken else line.stripped()
        if not content.text:
            continue
        plain = content.text.strip("*_ ")
        alone = len(group) > 1 and (is_date_line(plain) or is_name_line(plain) or is_footer(plain))
        if alone and run:
            yield run
            run = []
        run.append(content)
        if alone or broken:
            yield run
            run = []
    if run:
        yield run


def _newlines(comment: str) -> str:
    return "\n\n" if "\n" in comment else ""
