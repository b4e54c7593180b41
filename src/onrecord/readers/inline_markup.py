"""Markdown's marks inside a paragraph, taken out of the text: escapes, emphasis, links, images, tags, entities."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.readers.offset_map import MappedText, without

Gap = tuple[int, int, str]
"""A stretch of the source and what stands in its place."""

_TARGET = r"\(\s*(?:<[^<>\n]{0,2000}>|(?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000})"
_TARGET += r"(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)"
_LABEL = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){0,1000}"
_TOKEN = re.compile(
    rf"""\\(?P<escape>[!-/:-@\[-`{{-~])
    | (?P<ticks>`+)
    | (?P<image>!\[{_LABEL}\](?:{_TARGET}|\[[^\[\]]{{0,200}}\]))
    | (?P<footnote>\[\^[^\[\]\s]{{1,50}}\])
    | (?P<bracket>\[)
    | (?P<closing>\])
    | <(?P<autolink>(?:https?://|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>
    | (?P<tag></?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em
        |figcaption|figure|font|hr|i|iframe|img|ins|li|mark|ol|p|q|s
        |small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]{{0,2000}}>)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    | (?P<run>\*+|_+)""",
    re.VERBOSE,
)
_LINK_TARGET = re.compile(rf"{_TARGET}|\[(?P<reference>[^\[\]]{{0,200}})\]")


@dataclass
class _Run:
    """Asterisks or underscores in a row that are not yet all taken."""

    mark: str
    start: int
    left: int
    can_open: bool


def without_markup(source: MappedText, references: Collection[str] = ()) -> MappedText:
    """The text as it reads: marks out, escaped and encoded characters as themselves, the text of links kept.

    Emphasis follows CommonMark's flanking rules, so the asterisk in "5 * 3" and the underscores in "snake_case" stay.
    ``references`` are the link labels defined in the document, in lower case.
    """
    gaps = _gaps(source.text, references)
    return without(source, _in_order(gaps))


def _gaps(text: str, references: Collection[str]) -> list[Gap]:
    gaps: list[Gap] = []
    runs: list[_Run] = []
    brackets: list[int] = []
    position = 0
    while found := _TOKEN.search(text, position):
        start, position = found.span()
        kind = found.lastgroup
        if kind == "escape":
            gaps.append((start, start + 1, ""))
        elif kind == "ticks":
            closing = _closing_ticks(text, found.group(), position)
            if closing is not None:
                gaps += [(start, position, ""), (closing, closing + len(found.group()), "")]
                position = closing + len(found.group())
        elif kind in ("image", "footnote"):
            gaps.append((start, position, ""))
        elif kind == "bracket":
            brackets.append(start)
        elif kind == "closing" and brackets:
            opening = brackets.pop()
            target = _link_target(text, opening, position, references)
            if target is not None:
                gaps += [(opening, opening + 1, ""), (start, target, "")]
                position = target
        elif kind == "autolink":
            gaps += [(start, start + 1, ""), (position - 1, position, "")]
        elif kind == "tag":
            gaps.append((start, position, " " if _breaks(found.group(), text, start, position) else ""))
        elif kind == "entity":
            decoded = html.unescape(found.group())
            if decoded != found.group():
                gaps.append((start, position, decoded))
        elif kind == "run":
            _emphasis(text, start, position, runs, gaps)
    return gaps


def _emphasis(text: str, start: int, end: int, runs: list[_Run], gaps: list[Gap]) -> None:
    """Closes what this run of marks closes (gaps grow) and opens what it opens (runs grow)."""
    mark = text[start]
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left_flanking = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right_flanking = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    can_open, can_close = left_flanking, right_flanking
    if mark == "_":
        can_open = left_flanking and (not right_flanking or _is_mark(before))
        can_close = right_flanking and (not left_flanking or _is_mark(after))
    left, at = end - start, start
    while can_close and left:
        opener = next(
            (n for n in range(len(runs) - 1, max(-1, len(runs) - _MOST_OPEN_RUNS), -1) if runs[n].mark == mark), None
        )
        if opener is None:
            break
        del runs[opener + 1 :]
        run = runs[opener]
        taken = 2 if left >= 2 and run.left >= 2 else 1
        run.left -= taken
        gaps += [(run.start + run.left, run.start + run.left + taken, ""), (at, at + taken, "")]
        at, left = at + taken, left - taken
        if run.left == 0:
            runs.pop()
    if can_open and left:
        runs.append(_Run(mark, at, left, can_open))


_MOST_OPEN_RUNS = 100
"""How far back an opening mark is looked for: bounds the time on a text of nothing but marks."""


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _closing_ticks(text: str, ticks: str, start: int) -> int | None:
    pattern = re.compile(rf"(?<!`){re.escape(ticks)}(?!`)")
    found = pattern.search(text, start, start + 5_000)
    return found.start() if found else None


def _link_target(text: str, opening: int, end: int, references: Collection[str]) -> int | None:
    """Where the target of a link whose text ends here ends, or None where this is no link."""
    target = _LINK_TARGET.match(text, end)
    if target and target["reference"] is None:
        return target.end()
    label = (target["reference"] if target else "") or text[opening + 1 : end - 1]
    if len(label) <= 200 and label.casefold() in references:
        return target.end() if target else end
    return None


def _breaks(tag: str, text: str, start: int, end: int) -> bool:
    name = tag.strip("</> ").split()[0].rstrip("/").lower()
    if name not in ("br", "p", "div", "hr", "li", "td", "th", "tr", "blockquote"):
        return False
    return start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()


def _in_order(gaps: list[Gap]) -> list[Gap]:
    """The gaps by position, those inside another left out."""
    answer: list[Gap] = []
    reached = 0
    for gap in sorted(gaps):
        if gap[0] >= reached:
            answer.append(gap)
            reached = gap[1]
    return answer
