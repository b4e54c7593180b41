"""The language a text is in."""

from __future__ import annotations

import math
import re

_SAMPLE_CHARACTERS = 4_000
"""Enough to tell languages apart; more costs time only."""
_FEWEST_LETTERS = 20
_SURE_LETTERS = 200
"""From here on the text itself is believed before what the page declares: templates declare English for everything."""
_SURE_PROBABILITY = 0.95
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_NAMES = {
    "english": "en", "eng": "en", "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "german": "de",
    "deu": "de", "ger": "de", "french": "fr", "fra": "fr", "fre": "fr", "spanish": "es", "spa": "es", "arabic": "ar",
    "ara": "ar", "chinese": "zh", "zho": "zh", "chi": "zh", "portuguese": "pt", "por": "pt", "italian": "it",
    "ita": "it", "turkish": "tr", "tur": "tr", "polish": "pl", "pol": "pl", "persian": "fa", "fas": "fa",
    "japanese": "ja", "jpn": "ja", "korean": "ko", "kor": "ko", "dutch": "nl", "nld": "nl", "hebrew": "he",
    "heb": "he", "hindi": "hi", "hin": "hi",
}  # fmt: skip


def language_code(declared: str | None) -> str | None:
    """The ISO 639-1 code of a declared language such as 'en-GB', 'eng' or 'English', or None."""
    if declared is None:
        return None
    declared = declared.strip()
    if found := _CODE.fullmatch(declared):
        return found[1].lower()
    return _NAMES.get(declared.lower())


def text_language(text: str, *, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language.

    Found by py3langid over the first 4,000 characters; a short or doubtful text is taken to be in the declared
    language. None where the text has fewer than 20 letters and declares nothing.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    letters = sum(map(str.isalpha, sample))
    stated = language_code(declared)
    if letters < _FEWEST_LETTERS:
        return stated
    code, probability = _detected(sample)
    if stated is not None and (letters < _SURE_LETTERS or probability < _SURE_PROBABILITY):
        return stated
    return code


def _detected(sample: str) -> tuple[str, float]:
    import py3langid

    ranked = py3langid.rank(sample)
    code, best = ranked[0]
    return str(code), 1.0 / sum(math.exp(min(0.0, float(score) - float(best))) for _, score in ranked)
