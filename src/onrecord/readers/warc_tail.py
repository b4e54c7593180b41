"""Whether a WARC file ends where a record ends: a file cut within a record's head looks whole to a reader."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
"""zlib's window size that stands for gzip."""
_CHUNK = 1 << 16
_LONGEST_HEAD = 1 << 20
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)


def ends_within_a_record(path: Path, *, last_record: int) -> bool:
    """True where the file breaks off after the record that starts at this byte, or within it."""
    with path.open("rb") as file:
        compressed = file.read(2) == _GZIP
        file.seek(last_record)
        if compressed and file.read(2) != _GZIP:
            last_record = 0  # all records in one gzip member, which can only be read from its start
        file.seek(last_record)
        try:
            return _breaks_off(_decompressed(file) if compressed else _chunks(file))
        except (zlib.error, EOFError):
            return True


def _breaks_off(chunks: Iterator[bytes]) -> bool:
    head = b""
    left = 0
    for chunk in chunks:
        while chunk:
            if left:
                taken = min(left, len(chunk))
                left -= taken
                chunk = chunk[taken:]
                continue
            head = (head + chunk).lstrip(b"\r\n")
            end = head.find(b"\r\n\r\n")
            if end < 0:
                if len(head) > _LONGEST_HEAD:
                    return True
                break
            length = _LENGTH.search(head[:end].replace(b"\r", b""))
            left = int(length[1]) if length else 0
            head, chunk = b"", head[end + 4 :]
    return left > 0 or bool(head)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _decompressed(file: BinaryIO) -> Iterator[bytes]:
    """The content of gzip members one after the other; raises EOFError where the last one is cut."""
    member = zlib.decompressobj(_GZIP_WINDOW)
    begun = False
    for raw in _chunks(file):
        waiting = raw
        while waiting:
            if member.eof:
                member, begun = zlib.decompressobj(_GZIP_WINDOW), False
            begun = True
            yield member.decompress(waiting)
            waiting = member.unused_data
    if begun and not member.eof:
        raise EOFError
