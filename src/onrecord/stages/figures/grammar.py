"""The grammar of figures: comparator, sign, number, scale, unit, read off the text by regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.schema import Comparator
from onrecord.stages.alternation import Alternation
from onrecord.stages.figures.lexicon import (
    AFTER_NUMBER,
    COMPARATORS,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    UNITS,
    VAGUE,
    bounds,
)
from onrecord.stages.figures.numbers import CARDINAL_WORDS, DENOMINATORS, DIGITS, SCALE, cardinal, fraction, listed

_S = r"(?:[ \t\u00a0]{1,2}|[ \t]?\n[ \t]?)"
_Q = r"[\"'\u201c\u201d\u2018\u2019]?"


@dataclass(frozen=True)
class NumberExpression:
    """A number found in the text: its whole stretch, the number words, the stretch of its unit, its bounds."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    form: str
    """What kind of number: plain, fraction, ratio, vague, zero, range, age."""


def _any(words: object) -> str:
    ordered = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", _S) for word in ordered)


_COMPARATOR = rf"(?i:{_any(COMPARATORS)})"
_SIGN = rf"(?:{_any(CURRENCY_SIGNS)}|(?:{'|'.join(CURRENCY_CODES)})\b)"
_PLURAL_UNITS = (
    rf"(?i:(?:square|sq|cubic|nautical|metric|percentage|per){_S}\w+"
    rf"|{_any(word for word in UNITS if word[0].isalpha() and ' ' not in word)})s?\b|%"
)
_MONEY_WORD = rf"(?i:{_any(CURRENCY_WORDS)})s?\b"
_CARDINAL = rf"(?i:{CARDINAL_WORDS}(?:{_S}and{_S}a{_S}half)?)"
_HALF_MILLION = (
    rf"(?i:(?:half|a{_S}quarter{_S}of|quarter{_S}of)[\s-]an?[\s-](?:million|billion|thousand|dozen"
    rf"|trillion)\b|half{_S}a{_S}dozen|(?:an?|one|two|three|four|five|six|\d{{1,2}}){_S}(?:dozen"
    rf"|score)\b)"
)
_NUMBER = rf"(?:{_HALF_MILLION}|{DIGITS}{SCALE}?|{_CARDINAL})"
_FRACTION = (
    rf"(?i:(?:an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?:{'|'.join(DENOMINATORS)})s?\b"
    rf"|half\b(?!{_S}an?\b))"
)
_SMALL = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twenty)"

_FORMS: tuple[tuple[str, str], ...] = (
    ("skip", (rf"(?:\+|\b00)\d[\d \-()]{{7,}}\d|(?<![\d,.])\(?\d{{3}}\)?[ -]\d{{3}}-\d{{4}}\b"
rf"|\b0\d{{1,4}}[ -]\d[\d -]{{3,}}\d\b|\b\d{{3}}-0\d{{3}}\b"
rf"|\b\d{{1,2}}[.:]\d\d{_S}?(?i:[ap]\.?m)\b|\bhttps?://\S+|\bwww\.\S+")),
    ("address", r"[\w.+-]{1,64}@[\w.-]+"),
    ("age", (rf"{_COMPARATOR}?{_S}?(?P<age_n>\d{{1,3}}|{_CARDINAL})[-\s](?i:year)s?[-\s](?i:olds?)\b|(?i:aged?"
rf"|ages?{_S}of|age){_S}(?P<age_a>(?:{_COMPARATOR}{_S})?(?:\d{{1,3}}\b(?!{_S}?%)"
rf"|{_CARDINAL}))(?:(?:,{_S}\d{{1,3}})*{_S}(?:and|to|or){_S}\d{{1,3}}\b)?")),
    ("zero", (rf"(?i:none|nobody|no{_S}one|not{_S}(?:a{_S}single|one)|no(?={_S}[a-z-]+s?\b)(?!{_S}(?:fewer|less"
rf"|more|longer|later|doubt|matter|way|good|better|need|use|idea|sign|such)\b))\b")),
    ("ratio", (rf"{_Q}(?:(?P<ratio_c>{_COMPARATOR}){_S})?(?P<ratio_n>(?i:(?P<ratio_a>{_SMALL})"
    rf"(?:{_S}(?P<ratio_who>(?!out\b)[A-Za-z-]+))?"
    rf"{_S}(?:in"
rf"|out{_S}of)(?:{_S}every)?{_S}(?P<ratio_b>{_SMALL}|\d{{1,3}}(?:,\d{{3}})*)))\b(?![\d,.]*\d"
rf"|{_S}(?i:days|weeks|months|years|hours|states|cities|towns))")),
    ("range", (rf"(?i:between|from"
rf"|anywhere{_S}between){_S}(?P<range_sign>{_SIGN}{_S}?)?(?P<range_a>{_NUMBER}){_S}?%?{_S}(?:and){_S}(?:{_SIGN}{_S}?)?(?P<range_b>{_NUMBER})"
rf"|(?:(?P<range_c>{_COMPARATOR}){_S})?(?P<range_sign2>{_SIGN}{_S}?)?(?P<range_a2>{_NUMBER})(?:{_S}to{_S}"
rf"|{_S}?[-\u2013]{_S}?)(?:{_SIGN}{_S}?)?(?P<range_b2>{_NUMBER})")),
    ("vague", rf"{_Q}(?:(?P<vague_c>{_COMPARATOR}){_S})?(?:{_SIGN})?(?P<vague_n>(?i:{_any(VAGUE)}))\b"),
    ("fraction", rf"{_Q}(?:(?P<fraction_c>{_COMPARATOR}){_S})?(?P<fraction_n>{_FRACTION})"),
    ("plain", (rf"(?:(?P<plain_c>{_COMPARATOR}){_S}(?:(?<=[Aa]ll.)the{_S})?)?{_Q}"
     rf"(?:(?P<plain_c2>{_COMPARATOR}){_S})?(?P<plain_sign>{_SIGN}{_S}?)?(?P<plain_n>{_NUMBER})")),
)  # fmt: skip
_TAIL = re.compile(rf"(?:[-\s]?(?P<unit>{_PLURAL_UNITS})|{_S}(?P<money>(?:(?i:US|U\.S\.){_S})?{_MONEY_WORD}))")
_AFTER = re.compile(rf"{_S}?(?P<after>(?i:{_any(AFTER_NUMBER)}))\b")
_HYPHENATED = re.compile(r"[-\u2010\u2011](?P<next>[A-Za-z]+)")
_DASHED = re.compile(r"(?<!\d)\d{1,2}[-\u2013]\d{1,2}$")
_OF_A_GAME = re.compile(
    r"\b(?:won|wins?|lost|loses?|beat|beats|drew|draws?|defeat(?:ed|s)?|victory|score|led|leads)\b[^.;\d]*$"
)
"""Before two numbers joined by a dash these make them the score of a game."""
_ALLOWED_AFTER_HYPHEN = frozenset(listed("strong member man person seat point odd plus"))


@cache
def scanner(*, addresses: bool) -> Alternation:
    """The forms, named; without e-mail addresses, which any word may begin, most words need not be tried."""
    forms = [(form, pattern) for form, pattern in _FORMS if addresses or form != "address"]
    return Alternation(forms, guard=r"(?<![\w$€£#&/.,-])")


@cache
def plain_number() -> re.Pattern[str]:
    """The branch for a plain number alone."""
    return re.compile(_FORMS[-1][1])


def number_expressions(text: str, start: int, end: int) -> Iterator[NumberExpression]:
    """Every number of text[start:end] with its comparator and unit, in order; what it counts is not looked at."""
    forms = scanner(addresses="@" in text[start:end])
    position = start
    while (match := forms.search(text, position, end)) is not None:
        position = match.end()
        form = match.lastgroup or ""
        if form in ("skip", "address"):
            continue
        if form == "range" and _is_score(text, match):
            continue
        found = _READERS[form](text, match, end)
        if not found and form != "plain" and (plain := plain_number().match(text, match.start(), end)) is not None:
            found = _plain(text, plain, end)
            position = plain.end()
        if not found:
            # Not a number of this form: go on behind the first word, so that a plain number inside is still seen.
            first = re.compile(r"\w+").search(text, match.start(), end)
            position = min(position, first.end() if first else position)
            position = max(position, match.start() + 1)
        for each in found:
            position = max(position, each.end)
            yield each


def _is_score(text: str, match: re.Match[str]) -> bool:
    """True for "won 3-2": the score of a game, which counts nothing."""
    before = text[max(0, match.start() - 40) : match.start()]
    return _DASHED.search(match.group()) is not None and _OF_A_GAME.search(before) is not None


def _unit_after(text: str, at: int, end: int) -> tuple[str, int]:
    """The unit or currency that follows, and where it ends; ("", at) if there is none."""
    tail = _TAIL.match(text, at, end)
    if tail is None:
        return "", at
    if tail["money"]:
        word = re.sub(r"\s+", " ", tail["money"].lower()).replace("u.s.", "us")
        unit = CURRENCY_WORDS.get(word) or CURRENCY_WORDS.get(word.removesuffix("s"))
        return (unit, tail.end()) if unit else ("", at)
    word = re.sub(r"\s+", " ", tail["unit"].lower())
    name = UNITS.get(word) or UNITS.get(word.removesuffix("s"))
    if word in ("percentage points", "percentage point"):
        name = "percentage point"
    if name is None or (name in ("tonne", "foot", "yard") and word in ("feets",)):
        return "", at
    return name, tail.end()


def bounded_after(text: str, at: int, number: NumberExpression) -> NumberExpression:
    """The number with the comparator that follows what it counts: "60 tents or more"; else the number as it is."""
    tail = _AFTER.match(text, at)
    if tail is None or number.comparator != "exact" or number.low is None or not tail["after"].lower().startswith("or"):
        return number
    comparator, (low, high) = bounds(number.low, AFTER_NUMBER[re.sub(r"\s+", " ", tail["after"].lower())])
    return replace(number, comparator=comparator, low=low, high=high)


def _kind(words: str | None) -> str:
    return COMPARATORS.get(re.sub(r"\s+", " ", words.lower()).strip(), "exact") if words else "exact"


def _plain(text: str, match: re.Match[str], end: int) -> list[NumberExpression]:
    words, number_start, number_end = match["plain_n"], match.start("plain_n"), match.end("plain_n")
    value = cardinal(words)
    if value is None:
        return []
    hyphen = _HYPHENATED.match(text, number_end, end)
    unit, after = _unit_after(text, number_end, end)
    if hyphen and not unit and hyphen["next"].lower() not in _ALLOWED_AFTER_HYPHEN:
        return []
    if re.match(r"(?:st|nd|rd|th|s)\b|[A-Za-z]", text[number_end : number_end + 3]) and not unit:
        return []
    sign = (match["plain_sign"] or "").strip()
    if sign:
        unit = CURRENCY_SIGNS.get(sign, {"RMB": "CNY"}.get(sign, sign))
        after = number_end
        if sign in ("$", "Rs", "Rs.") and (named := _TAIL.match(text, number_end, end)) and named["money"]:
            unit, after = _unit_after(text, number_end, end)
    kind = _kind(match["plain_c2"] or match["plain_c"])
    if tail := _AFTER.match(text, after, end):
        word = re.sub(r"\s+", " ", tail["after"].lower())
        if not (word == "plus" and text[after : after + 1].isspace()):
            kind, after = AFTER_NUMBER[word], tail.end()
    comparator, (low, high) = bounds(value, kind)
    return [NumberExpression(match.start(), after, number_start, number_end, low, high, comparator, unit, "plain")]


def _range(text: str, match: re.Match[str], end: int) -> list[NumberExpression]:
    second = match["range_a2"] is not None
    left, right = (match["range_a2"], match["range_b2"]) if second else (match["range_a"], match["range_b"])
    low, high = cardinal(left), cardinal(right)
    if low is None or high is None or match.group().lower().startswith("from"):
        return []
    number_start = match.start("range_a2" if second else "range_a")
    number_end = match.end("range_b2" if second else "range_b")
    unit, after = _unit_after(text, number_end, end)
    sign = (match["range_sign2" if second else "range_sign"] or "").strip()
    if sign:
        unit, after = CURRENCY_SIGNS.get(sign, sign), number_end
    scale = re.search(r"(million|billion|trillion|thousand|lakh|crore|bn|mn|m|k)$", right.lower())
    if scale and low < high / 100 and not re.search(r"[a-z]$", left.lower()):
        low = cardinal(f"{left} {scale.group(1)}") or low
    dashed = second and not re.search(r"\sto\s", text[match.start() : match.end()])
    if dashed:
        following = re.match(r"\s+([A-Za-z]+)", text[after : after + 30])
        if not unit and (
            following is None
            or following.group(1).lower()
            in ("in", "on", "to", "at", "win", "loss", "defeat", "victory", "against", "and", "after", "by")
        ):
            # "won 3-2", "a 52-48 vote", telephone numbers: no range of anything counted.
            return []
    if low >= high:
        return []
    if second and not dashed and high < low * 1.0000001:
        return []
    return [NumberExpression(match.start(), after, number_start, number_end, low, high, "between", unit, "range")]


def _fraction(text: str, match: re.Match[str], end: int) -> list[NumberExpression]:
    words = match["fraction_n"]
    share = fraction(words)
    if share is None:
        return []
    after = text[match.end() : match.end() + 30]
    lowered = words.lower()
    majority = bool(re.match(r"[-\s]majority", after))
    if lowered == "half":
        if not re.match(r"\s+(?:of|the|its|their|his|her|our|all|that|those|these|as)\b", after) and not re.match(
            r"\s*[,.;:)]", after
        ):
            return []
        if re.search(
            r"\b(?:first|second|last|latter|other|one|time|and\s+a)[\s-]$",
            text[max(0, match.start() - 12) : match.start()],
        ):
            return []
    elif (re.match(r"an?\s|one\s", lowered) and not re.match(r"\s+(?:of|less|more|fewer|the)\b|\s*[,.;:)]", after)) or (
        re.match(r"[-\s]?\w", after) and re.match(r"an?\s", lowered) is None and re.match(r"-", after)
    ):
        return []
    comparator, (low, high) = bounds(round(100 * share, 2), _kind(match["fraction_c"]))
    number_start = match.start("fraction_n")
    if article := re.match(r"an?\s+", words, re.I):
        number_start += article.end()
    stop = match.end() + (len("-majority") if majority else 0)
    return [
        NumberExpression(
            match.start(), min(stop, end), number_start, match.end(), low, high, comparator, "percent", "fraction"
        )
    ]


def _ratio(text: str, match: re.Match[str], end: int) -> list[NumberExpression]:
    top, bottom = cardinal(match["ratio_a"]), cardinal(match["ratio_b"])
    if top is None or bottom is None or not 0 < top < bottom or match.end() > end:
        return []
    if (who := match["ratio_who"]) and (who.lower() in _NOT_COUNTED or not (who.endswith("s") or top == 1)):
        return []
    following = re.match(rf"{_S}([A-Za-z]+)", text[match.end() : match.end() + 20])
    if (
        re.search(r"\sin\s", match["ratio_n"])
        and following
        and match["ratio_who"]
        and following.group(1).lower()
        not in (
            "of",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "would",
            "said",
            "say",
            "had",
            "will",
            "on",
            "and",
            "in",
            "backed",
            "voted",
        )
    ):
        # "two people in three cars" is no ratio.
        return []
    comparator, (low, high) = bounds(round(100 * top / bottom, 2), _kind(match["ratio_c"]))
    return [
        NumberExpression(
            match.start(),
            match.end(),
            match.start("ratio_n"),
            match.end("ratio_n"),
            low,
            high,
            comparator,
            "percent",
            "ratio",
        )
    ]


_NOT_COUNTED = frozenset(
    listed("of were was are is killed died injured arrested people more other others and or to from by at")
)


def _vague(text: str, match: re.Match[str], end: int) -> list[NumberExpression]:
    words = re.sub(r"\s+", " ", match["vague_n"].lower())
    stop = match.end()
    if stop > end or (
        words in ("tens", "scores", "lakhs", "crores")
        and not re.match(r"\s+of\b|\s*,|\s+(?:more|were|have|had|are|died)", text[stop : stop + 12])
    ):
        return []
    unit, after = "", stop
    if money := re.match(rf"{_S}of{_S}({_MONEY_WORD})", text[stop : stop + 40]):
        word = money.group(1).lower()
        unit = CURRENCY_WORDS.get(word) or CURRENCY_WORDS.get(word.removesuffix("s")) or ""
        after = stop + money.end()
    low = VAGUE[words]
    return [NumberExpression(match.start(), after, match.start("vague_n"), stop, low, None, "vague", unit, "vague")]


def _zero(_text: str, match: re.Match[str], _end: int) -> list[NumberExpression]:
    return [NumberExpression(match.start(), match.end(), match.start(), match.end(), 0.0, 0.0, "exact", "", "zero")]


def _age(text: str, match: re.Match[str], _end: int) -> list[NumberExpression]:
    found = []
    if match["age_n"]:
        value = cardinal(match["age_n"])
        if value is None or value > 130:
            return []
        comparator, (low, high) = bounds(
            value, _kind(match.group()[: match.start("age_n") - match.start()].strip() or None)
        )
        return [
            NumberExpression(
                match.start(),
                match.end(),
                match.start("age_n"),
                match.end("age_n"),
                low,
                high,
                comparator,
                "year",
                "age",
            )
        ]
    pieces = list(
        re.finditer(rf"(?P<c>{_COMPARATOR}{_S})?(?P<n>\d{{1,3}}|{_CARDINAL})", text[match.start("age_a") : match.end()])
    )
    offset = match.start("age_a")
    if len(pieces) == 2 and re.search(rf"{_S}to{_S}", match.group()):
        low, high = cardinal(pieces[0]["n"]), cardinal(pieces[1]["n"])
        return [
            NumberExpression(
                match.start(),
                match.end(),
                offset + pieces[0].start("n"),
                match.end(),
                low,
                high,
                "between",
                "year",
                "age",
            )
        ]
    for index, piece in enumerate(pieces):
        value = cardinal(piece["n"])
        if value is None or value > 130:
            return []
        comparator, (low, high) = bounds(value, _kind((piece["c"] or "").strip() or None))
        begin = match.start() if index == 0 else offset + piece.start()
        found.append(
            NumberExpression(
                begin,
                offset + piece.end(),
                offset + piece.start("n"),
                offset + piece.end("n"),
                low,
                high,
                comparator,
                "year",
                "age",
            )
        )
    return found


_READERS = {
    "age": _age,
    "zero": _zero,
    "ratio": _ratio,
    "range": _range,
    "vague": _vague,
    "fraction": _fraction,
    "plain": _plain,
}
