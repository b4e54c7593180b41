"""Bytes to text: by byte order mark, as UTF-8, as declared, or as Windows-1252 with a warning."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.schema import Severity

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_ACCENTED_SHARE = 0.3
"""Share of letters above ASCII from which Windows-1252 is not believed: French has about 0.04, Cyrillic read as
Windows-1252 nearly 1."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWICE_ENCODED = re.compile("â€[™œ\x9d“”˜¦]|Ã[©¨¼¶¤ -]|Ð[°-¿]Ñ")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS_SHARE = 0.01


@dataclass(frozen=True)
class Decoded:
    """The text of a file, without byte order mark."""

    text: str
    encoding: str
    warnings: tuple[tuple[Severity, str, str], ...] = ()
    """Triples of severity, problem, remedy."""


def is_encoding(name: str) -> bool:
    """True where Python knows a character encoding of this name."""
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def decoded(raw: bytes, *, source: str, forced: str | None = None, declared: str | None = None) -> Decoded:
    """The bytes as text.

    ``forced`` is the caller's word and is taken strictly; ``declared`` is the document's own, which is often wrong and
    so comes after UTF-8. Raises InputError naming the byte where no reading works.
    """
    if forced is not None:
        try:
            text = raw.decode(forced)
        except UnicodeError as error:
            raise InputError(
                source,
                f"is not {forced}{_reason(error)}",
                "Leave --encoding away to have it found out, or name another one.",
                place=_byte_place(error),
            ) from None
        return Decoded(text.removeprefix("\ufeff"), forced)
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _by_mark(raw[len(mark) :], name, source, len(mark))
    if _looks_binary(raw):
        raise InputError(source, *_binary(raw))
    try:
        return _warned(Decoded(raw.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error, source, declared)


def _by_mark(raw: bytes, name: str, source: str, mark_length: int) -> Decoded:
    try:
        return _warned(Decoded(raw.decode(name), name))
    except UnicodeDecodeError as error:
        raise InputError(
            source,
            f"has the byte order mark of {name} but breaks off or is not {name} throughout",
            "Save the file again as UTF-8.",
            place=f"byte {error.start + mark_length}",
        ) from None


def _not_utf8(raw: bytes, error: UnicodeDecodeError, source: str, declared: str | None) -> Decoded:
    if error.reason == "unexpected end of data" and error.end == len(raw):
        warning: tuple[Severity, str, str] = (
            "warning",
            "breaks off within a character: the file is cut short",
            "Get the whole file; what is there is coded.",
        )
        return Decoded(raw[: error.start].decode("utf-8"), "utf-8", (warning,))
    if declared is not None and is_encoding(declared):
        try:
            return _warned(Decoded(raw.decode(declared), declared))
        except UnicodeError:
            pass
    multibyte = len(_MULTIBYTE.findall(raw))
    if multibyte:
        raise InputError(
            source,
            f"mixes encodings: {multibyte} characters are UTF-8, but byte 0x{raw[error.start]:02x} is not",
            "Save the file again as UTF-8, or name the encoding to read all of it in: --encoding cp1252",
            place=f"byte {error.start}",
        )
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or _accented_share(text) > _MOST_ACCENTED_SHARE:
        raise InputError(
            source,
            "is neither UTF-8 nor Windows-1252",
            "Name its encoding, for example: --encoding cp1251",
            place=f"byte {error.start}",
        )
    suspicion: tuple[Severity, str, str] = (
        "warning",
        f"is not UTF-8 (byte {error.start}) and names no encoding: read as Windows-1252",
        "Check accents and quotation marks; if they are wrong, name the encoding with --encoding.",
    )
    return Decoded(text, "cp1252", (suspicion,))


def _warned(answer: Decoded) -> Decoded:
    found = _TWICE_ENCODED.search(answer.text)
    if found is None:
        return answer
    warning: tuple[Severity, str, str] = (
        "warning",
        f"holds {found.group()!r} at character {found.start()}: UTF-8 that was once read in another encoding",
        "Repair the file at its origin, or quotations may be missed.",
    )
    return Decoded(answer.text, answer.encoding, (*answer.warnings, warning))


def _looks_binary(raw: bytes) -> bool:
    head = raw[:8192]
    return b"\x00" in head or len(_CONTROLS.findall(head)) > _MOST_CONTROLS_SHARE * len(head)


def _binary(raw: bytes) -> tuple[str, str]:
    head = raw[:8192]
    for zeros, others, name in ((head[1::2], head[::2], "utf-16-le"), (head[::2], head[1::2], "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.1 * len(others):
            return f"looks like {name} without a byte order mark", f"Read it with --encoding {name}"
    return "is a binary file, not text", "Give text, Markdown, HTML, PDF, JSON Lines or WARC."


def _accented_share(text: str) -> float:
    letters = sum(map(str.isalpha, text))
    accented = sum(letter.isalpha() and letter > "\x7f" for letter in text)
    return accented / letters if letters else 0.0


def _reason(error: UnicodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f" (byte 0x{error.object[error.start]:02x})"
    return ""


def _byte_place(error: UnicodeError) -> str | None:
    return f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else None
