"""JSON Lines to articles: one object a line, read as a stream, each text with its place in the file."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.errors import InputError
from onrecord.readers.assembly import (
    Origin,
    assembled,
    fault_of_reader,
    problem_of,
    refuse_length,
    sha256_of,
)
from onrecord.readers.fields import Fields, content_reading, merged
from onrecord.readers.offset_map import MapBuilder, MappedText, as_in_file, unmapped
from onrecord.readers.options import ReadOptions
from onrecord.readers.sources import source_name
from onrecord.schema import Article, Problem

_GZIP = b"\x1f\x8b"
_BYTES_PER_CHARACTER = 8
"""Bytes of a line to allow for a character of its text: an escaped one takes six, the other fields the rest."""
_UNREAD = 1 << 20
_STRUCTURE = re.compile(r'(?P<string>"(?:[^"\\]++|\\.)*+")|[{}\[\],:]')
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True)
class _Line:
    """A line of the file without its end."""

    number: int
    """From 1."""
    raw: bytes
    file_start: int
    """Code points before it in the file as decoded."""
    whole_length: int
    """Its length in bytes, also where it is too long to be kept."""


def jsonl_articles(path: Path, *, options: ReadOptions, start: int = 0) -> Iterator[Article | Problem]:
    """The article of each line after the first ``start`` ones, and a problem for each line that holds none.

    A line that can't be read costs nothing but itself. In a compressed file nothing points into the file.
    """
    source = source_name(path)
    compressed = _is_gzip(path)
    with cast("BinaryIO", gzip.open(path)) if compressed else path.open("rb") as file:
        lines = _lines(file, _BYTES_PER_CHARACTER * options.max_characters, source, options.encoding)
        line: _Line | None = None
        while True:
            before = line
            try:
                line = next(lines, None)
            except InputError as error:
                yield problem_of(error)
                return
            if line is None:
                if before is None:
                    yield problem_of(InputError(source, "holds nothing but empty lines", "Give a file with articles."))
                return
            if line.number > start:
                yield from _line_articles(line, source, options, compressed=compressed)


def _line_articles(line: _Line, source: str, options: ReadOptions, *, compressed: bool) -> Iterator[Article | Problem]:
    try:
        yield from _read_line(line, source, options, compressed=compressed)
    except InputError as error:
        yield problem_of(error)
    except Exception as error:  # noqa: BLE001  a bug met on one line must not cost the other lines
        yield problem_of(fault_of_reader(source, error, place=f"line {line.number}"))


def _read_line(line: _Line, source: str, options: ReadOptions, *, compressed: bool) -> Iterator[Article | Problem]:
    place = f"line {line.number}"
    if not line.raw and line.whole_length:
        raise InputError(
            source,
            f"is {line.whole_length:,} bytes long, too much for an article of {options.max_characters:,} characters",
            f"Split it, or raise the limit: --max-characters {line.whole_length}",
            place=place,
        )
    try:
        text = line.raw.decode(options.encoding or "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            source,
            f"is not {options.encoding or 'UTF-8'} (byte {error.start} of the line)",
            "Save the file as UTF-8, or name its encoding with --encoding.",
            place=place,
        ) from None
    item = _parsed(text, source, place)
    fields = Fields(item, options.jsonl_fields)
    name = fields.name("text")
    if name is None:
        tried = ", ".join(options.jsonl_fields.get("text", ()))
        raise InputError(source, f"has no text (looked for: {tried})", "Name its field: --field text=NAME", place=place)
    content = _mapped_string(text, name, line.file_start)
    if content.text != item[name]:
        content = unmapped(item[name])
    refuse_length(len(content.text), source, options, place=place)
    key = fields.string("id") or f"{source}#{place}"
    origin = Origin(source, "jsonl", key, sha256_of(line.raw), place)
    reading = content_reading(content, source, place)
    stated = merged(fields.stated(), reading.stated)
    yield from assembled(replace(reading, stated=stated, has_file_map=not compressed), origin, options)


def _parsed(text: str, source: str, place: str) -> dict[str, Any]:
    try:
        item = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            source, f"is not JSON: {error.msg}", "Repair or drop the line.", place=f"{place}, character {error.pos}"
        ) from None
    except (RecursionError, ValueError):
        raise InputError(
            source, "is JSON too deep or too large to be an article", "Drop the line.", place=place
        ) from None
    if not isinstance(item, dict):
        raise InputError(
            source, "is JSON but no object", 'Write each article as {"text": "..."} on a line.', place=place
        )
    return item


def _mapped_string(line: str, name: str, file_start: int) -> MappedText:
    """The string that the object on this line has under this name, each character with its place in the file.

    An escaped character stands in the file as its escape, so it has no place of its own.
    """
    literal = _literal(line, name)
    builder = MapBuilder()
    if literal is None:
        return builder.built()
    position, end = literal
    as_file = as_in_file(line, file_start=file_start)
    high = ""
    for escape in _ESCAPE.finditer(line, position, end):
        if high and escape.start() > position:
            builder.put(high)
            high = ""
        builder.take(as_file, position, escape.start())
        decoded = high + json.loads(f'"{escape.group()}"')
        high = decoded if len(decoded) == 1 and "\ud800" <= decoded <= "\udbff" else ""
        if not high:
            builder.put(_SURROGATES.sub(_paired, decoded))
        position = escape.end()
    if high:
        builder.put(high)
    builder.take(as_file, position, end)
    return builder.built()


def _paired(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")


def _literal(line: str, name: str) -> tuple[int, int] | None:
    """Where the string value of a top-level name stands, quotation marks left out; the last one if repeated."""
    found: tuple[int, int] | None = None
    depth, position = 0, 0
    key: str | None = None
    expects_key = False
    while mark := _STRUCTURE.search(line, position):
        position = mark.end()
        character = mark.group()
        if mark["string"]:
            if depth == 1 and expects_key:
                key = json.loads(character)
            elif depth == 1 and key == name:
                found = (mark.start() + 1, mark.end() - 1)
        elif character in "{[":
            depth += 1
            expects_key = depth == 1
        elif character in "}]":
            depth -= 1
        elif depth == 1:
            expects_key = character == ","
    return found


def _lines(file: BinaryIO, longest: int, source: str, encoding: str | None) -> Iterator[_Line]:
    number = 0
    characters = 0
    raw = b""
    while True:
        number += 1
        length = 0
        try:
            raw = file.readline(longest + 1)
            length = len(raw)
            kept = raw if length <= longest else b""
            before = characters
            if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
                raw = raw[3:]
                kept = kept[3:]
            characters += _count(raw, encoding)
            while length > longest and raw and not raw.endswith(b"\n"):
                raw = file.readline(_UNREAD)
                length += len(raw)
                characters += _count(raw, encoding)
        except (EOFError, zlib.error, OSError) as error:
            raise InputError(
                source,
                f"breaks off: {_lower_first(str(error))}",
                "Get the whole file; the lines before this one are coded.",
                place=f"line {number}",
            ) from None
        if not length:
            return
        if kept.strip() or length > longest:
            yield _Line(number, kept.rstrip(b"\r\n"), before, length)


def _count(raw: bytes, encoding: str | None) -> int:
    """Code points of these bytes; of UTF-8 that is every byte but the continuing ones."""
    if encoding is not None:
        return len(raw.decode(encoding, "replace"))
    return len(raw) - len(raw.translate(None, _NOT_CONTINUING)) if raw else 0


_NOT_CONTINUING = bytes(byte for byte in range(256) if not 0x80 <= byte < 0xC0)


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == _GZIP
