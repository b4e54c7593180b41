"""Numbers as newsrooms write them: digits with separators and scales, number words, fractions."""

from __future__ import annotations

import math
import re


def listed(words: str) -> tuple[str, ...]:
    """The words of a blank-separated list, in order: long word lists stay readable that way."""
    return tuple(words.split())


UNITS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "m": 1e6, "mn": 1e6,
    "mln": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12,
    "trn": 1e12,
}  # fmt: skip
DOZENS: dict[str, int] = {"dozen": 12, "score": 20}

DENOMINATORS: dict[str, int] = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
VULGAR_FRACTIONS: dict[str, float] = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 1 / 8,
    "⅕": 1 / 5,
}

MAX_DIGITS = 300
"""A longer run of digits would not fit a double and is no number of anything."""

_WORD = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SCALE_WORD = "hundred|thousand|lakhs?|million|crores?|billion|trillion"


def _cardinal_words(most: int) -> str:
    more = rf"{{0,{most}}}"
    return (
        rf"(?:(?:{_WORD})\b(?:[-\s]{{1,2}}(?:and[-\s])?(?:{_WORD}|{_SCALE_WORD})\b){more}"
        rf"|an?[-\s](?:{_SCALE_WORD})\b(?:[-\s](?:and[-\s])?(?:{_WORD}|{_SCALE_WORD})\b){more})"
    )


CARDINAL_WORDS = _cardinal_words(10)
"""A cardinal in words; case is the caller's affair. The bound on its length keeps matching linear."""
SHORT_CARDINAL_WORDS = _cardinal_words(3)
"""A cardinal of at most four words, as counts of days and years are."""
DIGITS = (
    r"(?:\d{1,3}(?:,\s?\d{2,3}){1,8}(?:\.\d{1,9})?(?!,?\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,8}(?![\d])"
    r"|\d+(?:\.\d+)?(?:[½¼¾⅓⅔⅛⅕])?|[½¼¾⅓⅔])"
)
"""Digits with thousands separators: comma (also the Indian 4,00,000), thin or no-break space; decimal point."""
SCALE = (
    r"(?:[-\s]?(?:million|billion|trillion|thousand|hundred|lakhs?|crores?|mln|mn|bln|bn|trn|tn)\b"
    r"|(?:m|k)\b)"
)
"""A scale word or suffix after digits: '1.2 million', '350m', '4bn'. A lone 'm' may be metres: see units."""

_PIECE = re.compile(r"[a-z]+|[\d.]+|[½¼¾⅓⅔⅛⅕]")
_FRACTION = re.compile(
    r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine)?[-\s]?(?P<d>" + "|".join(DENOMINATORS) + r")s?", re.I
)


def cardinal(words: str) -> float | None:
    """The number that digits or number words stand for; None if they are no number or too large for a double.

    "1.2 million" 1,200,000; "a hundred and five" 105; "4,00,000" 400,000; "two dozen" 24; "half a million" 500,000;
    "two and a half" 2.5.
    """
    text = words.lower().strip()
    if sum(map(str.isdigit, text)) > MAX_DIGITS or len(text) > MAX_DIGITS * 2:
        return None
    text = re.sub(r"(?<=\d)[,\u00a0\u202f\u2009]\s?(?=\d)", "", text)
    total, current, seen, extra = 0.0, 0.0, False, 0.0
    if text.startswith(("half a ", "half-a-")):
        rest = cardinal("one " + text[7:])
        return None if rest is None else rest / 2
    if text.startswith(("a quarter of a ", "quarter of a ")):
        rest = cardinal("one " + text.split(" of a ", 1)[1])
        return None if rest is None else rest / 4
    if halves := re.search(r"\s?and a half\b", text):
        extra, text = 0.5, text[: halves.start()] + text[halves.end() :]
    for piece in _PIECE.findall(text):
        if piece in ("a", "an"):
            current, seen = current or 1.0, True
        elif piece in UNITS:
            current, seen = current + UNITS[piece], True
        elif piece in TENS:
            current, seen = current + TENS[piece], True
        elif piece in VULGAR_FRACTIONS:
            current, seen = current + VULGAR_FRACTIONS[piece], True
        elif piece[0].isdigit():
            try:
                current, seen = current + float(piece), True
            except ValueError:
                return None
        elif piece == "hundred":
            current = (current or 1.0) * 100
            seen = True
        elif piece in SCALES:
            total += (current + extra or 1.0) * SCALES[piece]
            current, seen, extra = 0.0, True, 0.0
        elif piece.rstrip("s") in DOZENS:
            current, seen = (current or 1.0) * DOZENS[piece.rstrip("s")], True
        elif piece not in ("and", "of"):
            return None
    value = total + current + extra
    return value if seen and math.isfinite(value) else None


def fraction(words: str) -> float | None:
    """The share that a fraction in words stands for ("two-thirds" 0.667, "half" 0.5, "a fifth" 0.2); else None."""
    match = _FRACTION.fullmatch(words.strip())
    if match is None:
        return None
    top = (match["n"] or "one").lower()
    return (1 if top in ("a", "an") else UNITS[top]) / DENOMINATORS[match["d"].lower()]


def year_in_words(words: str) -> int | None:
    """The year that words such as "nineteen ninety-six" or "two thousand and eight" stand for; else None."""
    pieces = re.findall(r"[a-z]+", words.lower())
    if len(pieces) < 2 or any(
        piece not in UNITS and piece not in TENS and piece not in ("hundred", "thousand", "and") for piece in pieces
    ):
        return None
    if pieces[0] in ("eighteen", "nineteen", "twenty") and pieces[1] not in ("hundred", "thousand", "and"):
        rest = cardinal(" ".join(pieces[1:]))
        if rest is not None and 10 <= rest < 100:
            return {"eighteen": 18, "nineteen": 19, "twenty": 20}[pieces[0]] * 100 + int(rest)
    if pieces[:2] == ["two", "thousand"]:
        value = cardinal(" ".join(pieces))
        return int(value) if value is not None and value < 2100 else None
    return None
