"""The choice of patterns finds what the one regular expression of all of them finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.stages.alternation import Alternation, openings
from onrecord.stages.dates import patterns
from onrecord.stages.figures import grammar

_LEAD = ("lead", r"(?i:about|up\sto)\s")
_PATTERNS = (
    ("day", r"(?i:(?:the\s)?(?:next|last)\sday)\b"),
    ("count", r"(?:\d{2,}|[Tt]en|½)(?P<tail>\sfold)?"),
    ("address", r"[\w.]+@\w+"),
    ("year", r"(?<=[^\d])[’']?\d\d\b(?!%)"),
)
_WHOLE = re.compile(rf"(?<!\w)(?P<lead>{_LEAD[1]})?(?:{'|'.join(f'(?P<{n}>{p})' for n, p in _PATTERNS)})")
_CHOICE = Alternation(_PATTERNS, guard=r"(?<!\w)", lead=_LEAD)
_WORDS = (
    "About", "up to", "the", "THE", "then", "next day", "last day", "ten", "Tenth", "12", "7", "½", "’68", "'68",
    "ſ", "fold", "a.b@c", "@", "%", ".", "٣٤", "\n", "\u00a0",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?i:The)? ?(?:day|dusk)", {"day", "dus", " da", " du", "the"}),
        (r"\d+x", {"0x", "00x", "000"}),
        (r"[a-c]\w", {"a", "b", "c"}),
        (r"(?<!\d)\bby(?=\s)", {"by"}),
        (r"x{2,}[’z]", {"xxz", "xxx"}),
        ("(?:’|.)s", {""}),
    ],
)
def test_openings_are_the_first_three_characters_or_those_before_any_character(
    pattern: str, expected: set[str]
) -> None:
    assert openings(pattern) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_WORDS)), st.sampled_from(["", " "]), st.integers(0, 20), st.integers(0, 60))
def test_it_finds_what_the_one_expression_finds(words: list[str], between: str, start: int, length: int) -> None:
    text = between.join(words)
    _agree(_WHOLE, _CHOICE, text, start, min(len(text), start + length))


_DATES = (
    "the", "The", "early", "late", "end of", "last", "next", "this", "past", "few", "ten", "twenty", "2", "14", "1996",
    "may", "May", "Sept.", "first", "third", "quarter", "half", "year", "years", "ago", "before", "summer", "of", "in",
    "Monday", "night", "every", "day", "now", "recently", "a.m.", "p.m.", "’68", "'90s", "at", "least", "nineteen",
    "ninety-six", "eve", "fiscal", "century", "K", "\n",
)  # fmt: skip
_FIGURES = (
    "about", "at least", "no", "no fewer than", "between", "from", "and", "to", "$", "US$", "€", "Rs.", "5", "1,200",
    "3.5", "½", "million", "bn", "dozens of", "several", "a few", "hundred", "half", "a third", "two-thirds", "one in",
    "three", "aged", "year-old", "%", "percent", "people", "none", "“", "'", "http://a.b/5", "555-1234", "all the",
    "ten@x.org", "a.1@x", "10.30pm", "+44 20 7946 0018", "\n",
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_DATES), max_size=12), st.sampled_from([" ", " ", "", "-"]))
def test_dates_are_those_of_the_one_expression(words: list[str], between: str) -> None:
    text = between.join(words)
    branches = "|".join(f"(?P<_{number}>{p})" for number, (_, p) in enumerate(patterns._BRANCHES))
    whole = re.compile(rf"(?<!\w)(?P<modifier>{patterns._MODIFIER})?(?:{branches})")
    _agree(whole, patterns.scanner(), text, 0, len(text), names=False)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_FIGURES), max_size=12), st.sampled_from([" ", " ", "", "-"]))
def test_figures_are_those_of_the_one_expression(words: list[str], between: str) -> None:
    text = between.join(words)
    whole = re.compile(r"(?<![\w$€£#&/.,-])(?:" + "|".join(f"(?P<{n}>{p})" for n, p in grammar._FORMS) + ")")
    _agree(whole, grammar.scanner(addresses="@" in text), text, 0, len(text))


def _agree(whole: re.Pattern[str], choice: Alternation, text: str, start: int, end: int, *, names: bool = True) -> None:
    """Both find the same, one match after the other."""
    while True:
        expected, found = whole.search(text, start, end), choice.search(text, start, end)
        assert (found is None) == (expected is None)
        if expected is None or found is None:
            return
        assert found.span() == expected.span()
        if names:
            assert found.lastgroup == expected.lastgroup
            assert found.groupdict().items() <= expected.groupdict().items()
        start = max(expected.end(), expected.start() + 1)
