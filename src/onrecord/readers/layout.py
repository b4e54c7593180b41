"""Repairs of what page layout did to a text: wrapped lines, words and paragraphs cut in two.

Every repair keeps the map to the file: what is put in (a blank) is unmapped, what is left out (a hyphen) is not in the
map, everything else stays where it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from onrecord.readers.offset_map import MapBuilder, MappedText

ParagraphKind: TypeAlias = Literal["prose", "heading", "item", "verbatim", "furniture"]
"""Verbatim: code and table rows. Furniture: running heads, page numbers and other lines that are no article text."""


@dataclass(frozen=True)
class Paragraph:
    """One line of the article's text."""

    content: MappedText
    kind: ParagraphKind = "prose"
    breaks_after: bool = False
    """True where the source marks the end, so that what follows can't be its continuation."""

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return self.content.text


LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_WRAP = 120
"""Widest line that is taken for a hard wrap: beyond that a line is a paragraph of its own."""
_NARROWEST_WRAP = 25
_FEWEST_WRAPPED_LINES = 3
_UNFINISHED_LINE = 40
"""Shorter lines without final punctuation are taken for headings, names or addresses."""

_FINAL = re.compile(r"""[.!?…:;‽。！？][\])}"'”’»›*†‡]*$""")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Capt|Sgt|Cmdr|Adm|Sen|Rep|Gov|Pres|Rev|Hon|St|Mt|Ft|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_INITIALS = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]\.)+$")
_STARTS_LOWER = re.compile(r"""["'“‘«(\[—–-]{0,2}\s?[^\W\d_]""")
_LOWER_NAME = re.compile(
    r"(?:al|el|ad|as|ash|an|ibn|bin|bint|abu|von|van|de|du|da|di|del|della|la|le|ter|ten|d|o)[-\s’'][\w-]*\s?[A-Z]|[a-z][A-Z]"
)
_ITEM = re.compile(r"(?:[-*•‣▪◦·–—]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_OPEN_END = re.compile(
    r"(?:,|[-–—]|\b(?:the|a|an|of|in|on|at|to|by|for|from|with|and|or|but|that|which|who|whose|as|than|into|its|his"
    r"|their|her|our|my|your|is|are|was|were|has|have|had|be|been|will|would|this|these|those|between|against|under"
    r"|over|about|after|before|because|while|if|whether|said|says))$"
)
_LOOKED_BACK = 200
"""Characters of a line's end that are looked at: keeps the time linear whatever the text."""
_SHORTEST_CUT = 20
"""Characters of a paragraph that is believed to break off although the next one starts with a capital."""
_LIST_LIKE = 60
"""Characters; a shorter paragraph that starts in lower case is an item of a list without bullets."""

_LINE_HYPHEN = re.compile(r"[^\W\d_](?P<hyphen>[-‐\xad])$")
_SOFT_HYPHEN = "\xad"
"""Stands for nothing but a break."""
_LAST_PART = re.compile(r"[\w-]*$")
_FIRST_PART = re.compile(r"\w+")
_WORD_FORM = re.compile(r"\w+(?:-\w+)*")
_KEEPING_FIRST = frozenset((
    "self", "non", "anti", "vice", "semi", "quasi", "all", "cross", "half", "well", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety", "first", "third", "then", "left", "right", "far", "deputy", "lieutenant", "brigadier", "attorney",
    "secretary", "commander",
))  # fmt: skip
_KEEPING_LAST = frozenset((
    "backed", "led", "based", "year", "month", "week", "made", "held", "controlled", "range", "ranging", "scale",
    "term", "level", "run", "funded", "sponsored", "aligned", "installed", "occupied", "imposed", "minded", "in",
    "up", "off", "related", "owned", "appointed", "elected", "general", "chief", "president", "armed", "trained",
    "speaking", "language", "class", "sized", "profile", "income", "called", "being",
))  # fmt: skip
"""First and second parts that make hyphened words and hardly ever begin or end a word cut by hyphenation (so not
'ex', 'day', 'free': expert, Friday, freedom)."""
_SUSPENDED = frozenset(("and", "or", "to", "und", "et"))


def blocks(source: MappedText) -> list[list[MappedText]]:
    """The lines of a text in groups that blank lines (or form feeds) set apart, stripped of white space."""
    found: list[list[MappedText]] = [[]]
    for line, ended_by in lines(source):
        content = line.stripped()
        if content.text:
            found[-1].append(content)
        if (not content.text or ended_by == "\x0c") and found[-1]:
            found.append([])
    return [block for block in found if block]


def lines(source: MappedText) -> Iterator[tuple[MappedText, str]]:
    """Each line without its end, and the characters that end it."""
    start = 0
    for end in LINE_END.finditer(source.text):
        yield source.cut(start, end.start()), end.group()
        start = end.end()
    yield source.cut(start, len(source.text)), ""


def wrap_width(texts: Sequence[Sequence[str]]) -> int | None:
    """The width in characters at which the lines of these blocks are wrapped, or None where they are not.

    It is the 95th percentile of the lines that another line of the same block follows.
    """
    lengths = sorted(len(line) for block in texts for line in block[:-1])
    if len(lengths) < _FEWEST_WRAPPED_LINES:
        return None
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return width if _NARROWEST_WRAP <= width <= _LONGEST_WRAP else None


def runs_on(line: str, following: str, width: int | None) -> bool:
    """True where the break between two lines of a block is a wrap, not the end of a paragraph.

    A wrap is where the next word would not have fitted, or where the sentence plainly goes on.
    """
    line = line[-_LOOKED_BACK:]
    if _ITEM.match(following):
        return False
    if width is not None and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width:
        return True
    if _starts_lower(following):
        return not _is_final(line) or _starts_lower(line)
    return len(line) >= _UNFINISHED_LINE and width is not None and _OPEN_END.search(line) is not None


def unwrapped(block: Sequence[MappedText], width: int | None, known: WordForms) -> list[MappedText]:
    """The paragraphs of a block: wrapped lines put together, words cut at a line's end mended."""
    paragraphs: list[list[MappedText]] = []
    for line in block:
        if paragraphs and runs_on(paragraphs[-1][-1].text, line.text, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [run_together(each, known) for each in paragraphs]


class WordForms:
    """The words of a text as far as they decide whether a hyphen at a line's end belongs to the word."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(_WORD_FORM.findall(self._text.casefold()))

    def __contains__(self, form: str) -> bool:
        return form.casefold() in self._forms


def run_together(pieces: Sequence[MappedText], known: WordForms) -> MappedText:
    """The pieces as one running text: a blank between two, nothing after a dash, cut words mended."""
    builder = MapBuilder()
    for position, piece in enumerate(pieces):
        following = pieces[position + 1].text if position + 1 < len(pieces) else None
        if following is None:
            builder.take(piece)
            continue
        dropped, between = _junction(piece.text, following, known)
        builder.take(piece, 0, len(piece.text) - dropped)
        if between:
            builder.put(between)
    return builder.built()


def _junction(text: str, following: str, known: WordForms) -> tuple[int, str]:
    """How many characters to drop from the end of a line and what to put before the next one."""
    if text.endswith("—") and text[-2:-1].strip():
        return 0, ""
    hyphen = _LINE_HYPHEN.search(text[-_LOOKED_BACK:])
    if hyphen is None:
        return 0, " "
    soft = hyphen["hyphen"] == _SOFT_HYPHEN
    if following[0] in "\"'“‘(" or not following[0].isalnum():
        return (1, " ") if soft else (0, " ")
    first = _LAST_PART.search(text[-_LOOKED_BACK:-1])
    last = _FIRST_PART.match(following)
    if first is None or last is None:
        return 0, ""
    if last.group() in _SUSPENDED and not soft:
        return 0, " "
    if not soft and keeps_hyphen(first.group(), last.group(), known):
        return 0, ""
    return 1, ""


def keeps_hyphen(first: str, last: str, known: WordForms) -> bool:
    """True where the hyphen between the two halves belongs to the word.

    Decided by the same word elsewhere in the text, then by what the halves are: "Russian-backed" keeps it, "mobili-
    zation" does not.
    """
    hyphened, plain = f"{first}-{last}" in known, f"{first}{last}" in known
    if hyphened != plain:
        return hyphened
    if not last[0].islower():
        return True
    return "-" in first or first.lower() in _KEEPING_FIRST or last.lower() in _KEEPING_LAST


def mended(paragraphs: Sequence[Paragraph], known: WordForms) -> list[Paragraph]:
    """The paragraphs with those put together that a column or page break cut in two.

    One is cut where it ends without final punctuation and the next goes on in lower case, or where it ends in a word
    that can't end a sentence. Headings, items and verbatim lines are never joined. Furniture that stands in the cut
    comes after the mended paragraph.
    """
    answer: list[Paragraph] = []
    run: list[Paragraph] = []
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "furniture" and run and not run[-1].breaks_after:
            held.append(paragraph)
            continue
        if run and is_cut(run[0], run[-1], paragraph):
            run.append(paragraph)
            continue
        answer.extend(_closed(run, known))
        answer.extend(held)
        run, held = [paragraph], []
    answer.extend(_closed(run, known))
    answer.extend(held)
    return answer


def _closed(run: Sequence[Paragraph], known: WordForms) -> list[Paragraph]:
    if len(run) < 2:
        return list(run)
    whole = run_together([each.content for each in run], known)
    return [replace(run[0], content=whole, breaks_after=run[-1].breaks_after)]


def is_cut(start: Paragraph, before: Paragraph, after: Paragraph) -> bool:
    """True where ``after`` goes on with the sentence that ``before`` breaks off; ``start`` is where that one began."""
    if before.kind not in ("prose", "item") or after.kind != "prose" or before.breaks_after:
        return False
    end, begin = before.text[-_LOOKED_BACK:], after.text
    open_end = _OPEN_END.search(end) is not None
    if not _starts_lower(begin):
        return bool(_ABBREVIATED.search(end)) or (
            open_end and not end.endswith((",", "-", "–", "—")) and len(start.text) >= _SHORTEST_CUT
        )
    if _is_final(end):
        return _asks_in_quotes(end)
    if _LOWER_NAME.match(begin):
        return open_end
    return open_end or not (_starts_lower(start.text) and len(start.text) < _LIST_LIKE)


def _asks_in_quotes(text: str) -> bool:
    return text.endswith(('?"', '!"', "?”", "!”", "?’", "!’", "?'", "!'", "?»", "!»"))


def _is_final(text: str) -> bool:
    text = text[-_LOOKED_BACK:]
    if _ABBREVIATED.search(text) or _INITIALS.search(text):
        return False
    return _FINAL.search(text) is not None


def is_sentence_like(text: str) -> bool:
    """True where the text ends as a sentence does."""
    return _is_final(text)


def _starts_lower(text: str) -> bool:
    found = _STARTS_LOWER.match(text)
    return found is not None and found.group()[-1].islower()


_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•\s]*(?:page|p\.|pg\.)?\s*(?:\d{1,4}|[ivx]{1,5})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|•\s]*)", re.IGNORECASE
)
_EDGE_LINES = 2
"""Lines at the top and at the foot of a page where running heads stand."""


def is_page_number(text: str) -> bool:
    """True for '12', '- 12 -', 'Page 3 of 12', 'iv'."""
    return len(text) <= 20 and _PAGE_NUMBER.fullmatch(text) is not None


def running_lines(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines, digits read as '#', that several pages have at their top or foot."""
    counted: Counter[str] = Counter()
    for page in pages:
        counted.update({unnumbered(line) for line in edge_lines(page)})
    needed = 2 if len(pages) <= 3 else 3
    return {line for line, count in counted.items() if count >= needed}


def edge_lines(page: Sequence[str]) -> list[str]:
    """The first and last lines of a page, where running heads stand."""
    return list(page[:_EDGE_LINES]) + list(page[max(_EDGE_LINES, len(page) - _EDGE_LINES) :])


_NUMBER = re.compile(r"\d+")


def unnumbered(line: str) -> str:
    """The line with each number as '#', so that 'Page 3' and 'Page 4' are the same."""
    return _NUMBER.sub("#", line).strip().casefold()
