"""Word pieces of a text with what an uncased vocabulary does not see, and the windows in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.encoder.quotations import Quotation, quotations

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Integers = npt.NDArray[np.int64]
_Block = tuple[Integers, Integers, Integers, Integers, Integers]

LOWER, TITLE, UPPER, MIXED = range(4)
"""Rows of the case embedding."""
OUTSIDE, INSIDE, MARK = range(3)
"""Rows of the quotation embedding."""
CONTINUES, OPENS_PARAGRAPH, OPENS_SENTENCE = range(3)
"""Rows of the layout embedding: line breaks, which the vocabulary has no piece for, and sentence starts."""
_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_LONGEST_STRETCH = 8_000
"""Longest stretch tokenised at once, in code points: bounds the memory that one endless line takes."""
_TOGETHER = 32
"""Stretches tokenised side by side."""
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|vs|No))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Sgt|Rev|Hon))"
    r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*\s+(?=[\"'\u201c\u2018\u201e\u00ab(\[]*[A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order; every array has one entry a piece."""

    ids: Integers
    starts: Integers
    """First code point of each piece in the text."""
    ends: Integers
    case: Integers
    quoted: Integers
    layout: Integers
    continues: npt.NDArray[np.bool_]
    """True for a piece that goes on with the word of the piece before."""
    quotations: tuple[Quotation, ...]
    breaks: tuple[int, ...]
    """Positions of the pieces that open a paragraph, and the number of pieces at the end."""
    sentences: tuple[int, ...]
    """Positions of the pieces that open a sentence or a paragraph, and the number of pieces."""

    def __len__(self) -> int:
        return len(self.ids)

    def touching(self, start: int, end: int) -> slice:
        """The pieces that share a code point with text[start:end]; empty where none does (as in white space)."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return slice(first, max(first, last))


def pieces_of(tokenizer: Tokenizer, text: str) -> Pieces:
    """The pieces of the text with case, quoted state and layout; offsets are code points of the text.

    The tokenizer must neither truncate nor pad. Takes time and memory linear in the text.
    """
    blocks: list[_Block] = []
    breaks: list[int] = []
    count = 0
    stretches = _stretches(text)
    while group := list(islice(stretches, _TOGETHER)):
        encodings = tokenizer.encode_batch([text[start:end] for start, end, _ in group], add_special_tokens=False)
        for (start, _, opens), encoding in zip(group, encodings, strict=True):
            if opens and encoding.ids:
                breaks.append(count)
            if encoding.ids:
                blocks.append(_block(text, start, encoding))
            count += len(encoding.ids)
    found = tuple(quotations(text))
    ids, starts, ends, case, continues = _joined(blocks)
    sentences = _sentence_starts(text, starts, breaks)
    layout = np.zeros(count, np.int64)
    layout[list(sentences)] = OPENS_SENTENCE
    layout[breaks] = OPENS_PARAGRAPH
    return Pieces(
        ids,
        starts,
        ends,
        case,
        _quoted(found, starts),
        layout,
        continues.astype(np.bool_),
        found,
        (*breaks, count),
        (*sentences, count),
    )


def _block(text: str, start: int, encoding: Encoding) -> _Block:
    """Ids, starts, ends, case and continuation of one stretch's pieces."""
    offsets = np.array(encoding.offsets, np.int64) + start
    words = encoding.word_ids
    return (
        np.array(encoding.ids, np.int64),
        offsets[:, 0],
        offsets[:, 1],
        np.fromiter((case_of(text[first:last]) for first, last in offsets.tolist()), np.int64, len(offsets)),
        np.array([False, *(one == other for one, other in pairwise(words))], np.int64),
    )


def _joined(blocks: list[_Block]) -> _Block:
    if not blocks:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing, nothing, nothing
    ids, starts, ends, case, continues = (np.concatenate(column) for column in zip(*blocks, strict=True))
    return ids, starts, ends, case, continues


def case_of(letters: str) -> int:
    """The row of the case embedding for a piece as it stands in the text; what has no letters counts as lower."""
    if letters == letters.lower():
        return LOWER
    if letters[:1].isupper() and letters[1:] == letters[1:].lower():
        return TITLE
    return UPPER if letters == letters.upper() else MIXED


def windows(pieces: Pieces, *, longest: int) -> list[tuple[int, int]]:
    """Windows (first piece, one past the last) that tile the pieces: whole paragraphs, as many as fit.

    A paragraph longer than a window is cut at sentence starts, or anywhere if a single sentence is longer.
    """
    cuts = tiles(pieces, longest=longest)
    packed: list[tuple[int, int]] = []
    for first, last in cuts:
        if packed and last - packed[-1][0] <= longest:
            packed[-1] = (packed[-1][0], last)
        else:
            packed.append((first, last))
    return packed


def tiles(pieces: Pieces, *, longest: int) -> Iterator[tuple[int, int]]:
    """Paragraphs (first piece, one past the last) that tile the pieces; those longer than ``longest`` are cut."""
    sentence_starts = np.array(pieces.sentences, np.int64)
    bounds = pieces.breaks if pieces.breaks[0] == 0 else (0, *pieces.breaks)
    for first, last in pairwise(bounds):
        start = first
        while last - start > longest:
            position = int(np.searchsorted(sentence_starts, start + longest, side="right")) - 1
            cut = int(sentence_starts[position])
            if cut <= start + longest // 4:
                cut = start + longest
            yield start, cut
            start = cut
        if last > start:
            yield start, last


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches to tokenise, and whether each opens a paragraph; endless paragraphs are cut at a blank."""
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.start(), paragraph.end()
        opens = True
        while start < end:
            cut = min(end, start + _LONGEST_STRETCH)
            if cut < end:
                blank = text.rfind(" ", start + 1, cut)
                cut = blank if blank > start else cut
            yield start, cut, opens
            start, opens = cut, False


def _sentence_starts(text: str, starts: Integers, breaks: list[int]) -> tuple[int, ...]:
    offsets = [match.end() for match in _SENTENCE_END.finditer(text)]
    found = np.searchsorted(starts, np.array(offsets, np.int64), side="left")
    return tuple(sorted({int(position) for position in found if position < len(starts)} | set(breaks)))


def _quoted(found: tuple[Quotation, ...], starts: Integers) -> Integers:
    """The quoted state of each piece."""
    state = np.full(len(starts), OUTSIDE, np.int64)
    if not found:
        return state
    bounds = np.array([(one.start, one.inner_start, one.inner_end, one.end) for one in found], np.int64)
    places = np.searchsorted(starts, bounds.ravel(), side="left").reshape(-1, 4)
    for opening, inner, closing, after in places.tolist():
        state[opening:after] = MARK
        state[inner:closing] = INSIDE
    return state
