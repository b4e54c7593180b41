"""Reading and writing of record lines: one JSON object a line, UTF-8.

Every format of gold and predictions but PolNeAR's brat files, the PLOVER list and the tables is of
this kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.errors import InputError

RecordT = TypeVar("RecordT")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises InputError, naming the file, where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(str(path), "no such file", "Check the path.") from None
    except OSError as problem:
        raise InputError(str(path), f"cannot be read ({problem.strerror})", "Check the path.") from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, its line ends as they are. Raises InputError where it is no UTF-8."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as problem:
        place = f"byte {problem.start}"
        raise InputError(str(path), "not UTF-8", "Save the file as UTF-8.", place=place) from None


def numbered_records(path: Path, record: type[RecordT], *, remedy: str) -> Iterator[tuple[int, RecordT]]:
    """The records of a file with the numbers (from 1) of their lines; blank lines are passed over.

    ``remedy`` says what a line should look like and ends the message of the InputError that a bad line
    raises.
    """
    decoder = msgspec.json.Decoder(record)
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            decoded = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise InputError(str(path), str(problem), remedy, place=f"line {number}") from None
        yield number, decoded


def read_record_lines(path: Path, record: type[RecordT], *, remedy: str) -> list[RecordT]:
    """The records of a file, in order, as ``numbered_records`` finds them."""
    return [decoded for _, decoded in numbered_records(path, record, remedy=remedy)]


def write_record_lines(path: Path, records: Iterable[object]) -> None:
    """Writes the records (structs or mappings), one JSON object a line."""
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
