"""From what was named on the command line to the files to read, and what kind each is."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import InputError
from onrecord.readers.assembly import problem_of
from onrecord.readers.options import ReadOptions
from onrecord.schema import Problem

_FORMAT_BY_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl",
    ".ndjson.gz": "jsonl", ".warc": "warc", ".warc.gz": "warc", ".parquet": "parquet",
}  # fmt: skip
SNIFFED_BYTES = 1_024
"""What ``content_format`` looks at."""
_SUFFIX_LIST = ".txt .md .html .pdf .jsonl .parquet .warc"
_CONTAINERS = frozenset(("jsonl", "warc"))


def expand_sources(sources: Sequence[str]) -> Iterator[Path | Problem]:
    """The files that files, folders and globs stand for, and a problem for each that stands for none.

    Folders are read with what is below them, in sorted order, known suffixes only, hidden files left out. A file named
    twice comes once.
    """
    seen: set[Path] = set()
    for source in sources:
        for found in _expanded(source):
            if isinstance(found, Problem):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def source_name(path: Path | str) -> str:
    """The path as records and messages name it, with an escape for each byte that is no UTF-8: no table can hold it."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def format_by_name(path: Path) -> str | None:
    """The format that the file's suffix stands for, or None."""
    name = path.name.lower()
    fitting = [suffix for suffix in _FORMAT_BY_SUFFIX if name.endswith(suffix) and name != suffix]
    return _FORMAT_BY_SUFFIX[max(fitting, key=len)] if fitting else None


def checked_format(path: Path, *, options: ReadOptions) -> str:
    """The format to read the file in.

    It is the caller's word, or goes by the suffix and is checked against the content; a file with an unknown suffix
    goes by its content. Raises InputError where the file can't be read, is empty, or is not what its name says.
    """
    source = source_name(path)
    _refuse_unreadable(path, source)
    with path.open("rb") as file:
        head = file.read(SNIFFED_BYTES)
    if not head:
        raise InputError(source, "is empty", "Give a file with an article in it.")
    if options.format is not None:
        return options.format
    named, is_what = format_by_name(path), content_format(head)
    if named is not None:
        _refuse_mismatch(source, named, is_what)
        return named
    if is_what in ("pdf", "warc", "html", "parquet"):
        return is_what
    if is_what is not None:
        raise InputError(source, f"is {IN_WORDS[is_what]}", _REMEDY[is_what])
    if head.lstrip()[:1] in (b"{", b"[") and path.suffix.lower() in (".json", ".js"):
        raise InputError(
            source, "is JSON; only JSON Lines is read, one object a line", "Convert it: jq -c '.[]' a.json > a.jsonl"
        )
    return "text"


def content_format(head: bytes) -> str | None:
    """What the first bytes of a file show it to be: a format, 'gzip', 'zip', 'office' or 'rtf'; None for other text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    if b"%PDF-" in head[:1024] and not start.startswith(b"<"):
        return "pdf" if head.lstrip().startswith(b"%PDF-") or b"\x00" in head else None
    for mark, name in (
        (b"\x1f\x8b", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0", "office"),
        (b"{\\rtf", "rtf"),
        (b"WARC/1.", "warc"),
        (b"PAR1", "parquet"),
    ):
        if head.startswith(mark):
            return name
    return "html" if start.startswith((b"<!doctype html", b"<html")) else None


IN_WORDS = {
    "gzip": "compressed with gzip",
    "zip": "a zip archive or an Office document",
    "office": "an old Office document",
    "rtf": "a rich text document",
    "pdf": "a PDF",
    "html": "an HTML page",
    "warc": "a WARC",
    "parquet": "a Parquet file",
}
_REMEDY = {
    "gzip": "Decompress it first (gunzip); .jsonl.gz and .warc.gz are read as they are.",
    "zip": "Unpack it, or save the document as text or PDF.",
    "office": "Save the document as text or PDF.",
    "rtf": "Save the document as text or PDF.",
    "pdf": "Rename it to .pdf, or say so: --format pdf",
    "html": "Rename it to .html, or say so: --format html",
    "warc": "Rename it to .warc, or say so: --format warc",
    "parquet": "Rename it to .parquet, or say so: --format parquet",
}


def _refuse_mismatch(source: str, named: str, is_what: str | None) -> None:
    if named == "pdf" and is_what != "pdf":
        raise InputError(
            source,
            f"is no PDF, whatever its name says{f' but {IN_WORDS[is_what]}' if is_what else ''}",
            "Rename it, or say what it is: --format text",
        )
    if named in _CONTAINERS and is_what == "gzip":
        return
    if is_what in (None, named) or (named == "html" and is_what is None):
        return
    raise InputError(source, f"is {IN_WORDS[is_what]}, not {named}", _REMEDY[is_what])


def _refuse_unreadable(path: Path, source: str) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputError(source, "is a folder, not a file", "Code all it holds: onrecord build FOLDER -o NAME.record")
    if not stat.S_ISREG(mode):
        raise InputError(source, "is no regular file", "Save its content to a file first.")


def _expanded(source: str) -> Iterator[Path | Problem]:
    path = Path(source)
    try:
        if path.is_dir():
            files, closed = _below(path)
            yield from files
            for folder in closed:
                yield _problem(
                    folder, "is a folder that may not be read", "Give yourself permission: chmod u+rx FOLDER"
                )
            if not files and not closed:
                yield _problem(source, "holds no file of a known kind", f"Known kinds: {_SUFFIX_LIST}")
        elif path.exists():
            yield path
        elif any(mark in source for mark in "*?["):
            matches = sorted(Path(each) for each in glob.glob(source, recursive=True))  # noqa: PTH207
            files = [each for each in matches if each.is_file()]
            if files:
                yield from files
            else:
                yield _problem(source, "fits no file", "Check the pattern and the folder you are in.")
        else:
            yield _problem(source, "does not exist", "Check the name and the folder you are in.")
    except (OSError, ValueError) as error:
        yield _problem(source, f"can't be looked up: {_words(error)}", "Check the name and your permission to read it.")


def _below(folder: Path) -> tuple[list[Path], list[str]]:
    """The files of known kinds below a folder, sorted, and the folders that may not be read."""
    files: list[Path] = []
    closed: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(parent, name) for name in names if not name.startswith(".")]
        files.extend(path for path in paths if format_by_name(path) and path.is_file())
    return sorted(files), sorted(closed)


def _words(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _problem(source: str, problem: str, remedy: str) -> Problem:
    return problem_of(InputError(source_name(source), problem, remedy))
