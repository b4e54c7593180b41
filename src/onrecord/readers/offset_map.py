"""Text that knows where each of its characters stands in the file.

Positions in the file are code points of the file as decoded, line ends as they are in the file and the byte order mark
not counted. A character that the reader put in itself (the blank in place of a line break, the quotation mark an HTML
entity stands for) has no place in the file.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.schema import MapSegment


@dataclass(frozen=True)
class MappedText:
    """A text with the stretches of it that stand in the file, in text order and without overlap."""

    text: str
    segments: tuple[MapSegment, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> MappedText:
        """The stretch [start, end) with its part of the map."""
        if start <= 0 and end >= len(self.text):
            return self
        start, end = max(0, start), min(len(self.text), end)
        return MappedText(self.text[start:end], tuple(_cut(self.segments, start, end)))

    def stripped(self) -> MappedText:
        """The text without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


def as_in_file(text: str, *, file_start: int = 0) -> MappedText:
    """The text as it stands in the file from this position on."""
    return MappedText(text, (MapSegment(0, file_start, len(text)),) if text else ())


def unmapped(text: str) -> MappedText:
    """A text that does not stand in the file."""
    return MappedText(text)


class MapBuilder:
    """Collects pieces in text order; ``built`` gives the whole. Neighbours that run on in the file become one."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._segments: list[MapSegment] = []
        self.length = 0
        """Code points so far."""

    def take(self, source: MappedText, start: int = 0, end: int | None = None) -> None:
        """Appends a stretch of a mapped text (all of it by default) with its places in the file."""
        end = len(source.text) if end is None else end
        if start >= end:
            return
        for segment in _cut(source.segments, start, end):
            self._add(MapSegment(self.length + segment.start, segment.file_start, segment.length))
        self._pieces.append(source.text[start:end])
        self.length += end - start

    def put(self, text: str) -> None:
        """Appends text that does not stand in the file."""
        self._pieces.append(text)
        self.length += len(text)

    def built(self) -> MappedText:
        """Everything appended so far."""
        return MappedText("".join(self._pieces), tuple(self._segments))

    def _add(self, segment: MapSegment) -> None:
        if self._segments:
            last = self._segments[-1]
            follows = last.start + last.length == segment.start
            if follows and last.file_start + last.length == segment.file_start:
                self._segments[-1] = MapSegment(last.start, last.file_start, last.length + segment.length)
                return
        self._segments.append(segment)


def joined(pieces: Iterable[MappedText], separator: str) -> MappedText:
    """The pieces one after the other, with an unmapped separator between them."""
    builder = MapBuilder()
    for position, piece in enumerate(pieces):
        if position:
            builder.put(separator)
        builder.take(piece)
    return builder.built()


def without(source: MappedText, gaps: Iterable[tuple[int, int, str]]) -> MappedText:
    """The text with stretches (start, end, what stands there instead) replaced; in order, without overlap."""
    builder = MapBuilder()
    position = 0
    changed = False
    for start, end, instead in gaps:
        changed = True
        builder.take(source, position, start)
        if instead:
            builder.put(instead)
        position = end
    if not changed:
        return source
    builder.take(source, position)
    return builder.built()


def from_positions(text: str, positions: Iterable[int]) -> MappedText:
    """The text whose characters stand at these places in the file, -1 for those that stand nowhere."""
    segments: list[MapSegment] = []
    start = file_start = -1
    length = 0
    for at, place in enumerate(positions):
        if length and place == file_start + length:
            length += 1
            continue
        if length:
            segments.append(MapSegment(start, file_start, length))
        start, file_start, length = at, place, int(place >= 0)
    if length:
        segments.append(MapSegment(start, file_start, length))
    return MappedText(text, tuple(segments))


def positions_of(source: MappedText) -> list[int]:
    """Each character's place in the file, -1 for those that stand nowhere."""
    positions = [-1] * len(source.text)
    for segment in source.segments:
        positions[segment.start : segment.start + segment.length] = range(
            segment.file_start, segment.file_start + segment.length
        )
    return positions


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def without_lone_surrogates(source: MappedText) -> MappedText:
    """The text with each half of a surrogate pair, which no encoding can write, as U+FFFD."""
    return without(source, ((m.start(), m.end(), "\ufffd") for m in _LONE_SURROGATE.finditer(source.text)))


def _cut(segments: tuple[MapSegment, ...], start: int, end: int) -> Iterator[MapSegment]:
    first = bisect.bisect_right(segments, start, key=lambda segment: segment.start + segment.length)
    for index in range(first, len(segments)):
        segment = segments[index]
        if segment.start >= end:
            return
        skipped = max(0, start - segment.start)
        length = min(segment.start + segment.length, end) - segment.start - skipped
        yield MapSegment(segment.start + skipped - start, segment.file_start + skipped, length)
