"""The stage: date records from the time expressions of the sentences that are coded."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Callable
from typing import Any, ClassVar

from spacy.tokens import Doc

from onrecord.document import DATES, SENTENCES, STATEMENTS, TOKENS, Document, Layer, voice_at
from onrecord.ids import sealed
from onrecord.schema import Date, Statement
from onrecord.stages.attribution.quotes import quote_at, quoted_stretches
from onrecord.stages.dates.engine import TimeExpression, time_expressions
from onrecord.stages.dates.patterns import scanner
from onrecord.stages.dates.tense import direction_in
from onrecord.stages.figures.numbers import listed

_CONFIDENCE: dict[str, float] = {
    "rel_count": 0.84, "span": 0.82, "now": 0.66, "month": 0.87, "today": 0.92, "ago": 0.6, "weekday": 0.87,
    "month_year": 0.94, "month_day": 0.93, "units": 0.58, "future": 0.5, "rel_unit": 0.71, "year": 0.86, "set": 0.64,
    "clock": 0.59, "vague_units": 0.5, "past": 0.63, "rel_month": 0.9, "adjacent": 0.55, "season": 0.76,
    "quarter": 0.92, "year_words": 0.89, "weekend": 0.6, "year_end": 0.3, "rel_quarter": 0.48, "fiscal": 0.58,
    "year_earlier": 0.4, "day_month": 0.95, "iso": 0.98,
}  # fmt: skip
"""Share of right values by branch, over TimeBank, AQUAINT and MEANTIME (2,181 expressions of newswire and
Wikinews, smoothed by one right and one wrong); "ago", "adjacent", "weekend" and "day_month", which those rarely hold or
annotate otherwise, are averaged with 120 modern news passages."""
_CONFIDENCE_ELSE = 0.67


class DatesStage:
    """Finds time expressions and resolves them against the day of publication and the text before."""

    name: ClassVar[str] = "dates"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (DATES,)

    def setup(self) -> None:
        """Compiles the expressions (about a quarter of a second)."""
        scanner()

    def process(self, document: Document) -> Document:
        """The document with its date records, in text order."""
        parse = document[TOKENS]
        statements = document[STATEMENTS]
        found = time_expressions(
            document.text,
            published=published_day(document.article.published),
            direction=direction_in(parse),
            refuse=refusal_in(parse, document.text),
            stretches=coded_stretches(document),
            told=when_told(document),
        )
        records = []
        for expression in found:
            voice, statement = voice_at(statements, expression.start, expression.end)
            records.append(_record(document, expression, voice, statement))
        return document.with_layer(DATES, tuple(records))


def published_day(published: str | None) -> dt.date | None:
    """The day of an ISO date or date-time; None where there is none or it is malformed."""
    if not published:
        return None
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


_LONGEST_SPEECH = 1200
"""Code points before a quotation within which its day is looked for: what the same voice said before."""


def when_told(document: Document) -> Callable[[int], tuple[tuple[int, int], ...]]:
    """A function from a position inside a quotation to the sentences that may say when it was spoken, nearest first.

    These are the sentence of its cue and those, shortly before, in which the same speaker says something.
    """
    starts = [sentence.start for sentence in document[SENTENCES]]
    sentences = document[SENTENCES]

    def sentence_of(position: int) -> tuple[int, int]:
        sentence = sentences[max(0, bisect.bisect_right(starts, position) - 1)]
        return sentence.start, sentence.end

    outer = [s for s in document[STATEMENTS] if s.parent is None and s.cue and s.speaker is not None]
    cued = [(sentence_of(s.cue[0].start), s) for s in outer] if sentences else []

    def told(position: int) -> tuple[tuple[int, int], ...]:
        around = next(
            (
                s
                for _, s in cued
                if s.form != "indirect"
                and any(c.start <= position < c.end for c in s.content)
                and _is_quoted(document.text, position, s)
            ),
            None,
        )
        if around is None:
            return ()
        own = sentence_of(around.cue[0].start)
        earlier = [
            where
            for where, s in cued
            if s.speaker == around.speaker and where[0] < own[0] and own[0] - where[0] <= _LONGEST_SPEECH
        ]
        return (own, *reversed(earlier))

    return told


def _is_quoted(text: str, position: int, statement: Statement) -> bool:
    if statement.form == "direct":
        return True
    first, last = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[first : last if last >= 0 else len(text)]
    return quote_at(quoted_stretches(line), position - first) is not None


def coded_stretches(document: Document) -> tuple[tuple[int, int], ...]:
    """Stretches of text without boilerplate, as few as possible: neighbouring sentences are read in one go."""
    sentences = document[SENTENCES]
    if not any(sentence.boilerplate for sentence in sentences):
        return ((0, len(document.text)),)
    stretches: list[tuple[int, int]] = []
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if sentence.boilerplate:
            continue
        if stretches and before is not None and not before.boilerplate:
            stretches[-1] = (stretches[-1][0], sentence.end)
        else:
            stretches.append((sentence.start, sentence.end))
    return tuple(stretches)


def refusal_in(parse: Doc, text: str) -> Callable[[str, int, int], bool]:
    """A function that tells look-alikes: names ("Theresa May"), the verb "may", counts ("2000 people")."""

    def refuse(branch: str, start: int, end: int) -> bool:
        if branch in ("month", "rel_month", "month_year", "month_day", "day_month"):
            return _is_name_or_verb(parse, text, start, end)
        if branch == "day_number":
            return _is_followed_by_a_name(parse, end)
        if branch == "rel_count":
            return _is_verb(parse, text, start)
        if branch == "today" and text[start:end].lower() == "overnight":
            return _OF_MONEY.match(text, end) is not None
        if branch == "year":
            return _is_count(parse, text, start, end)
        if branch in ("rel_unit", "today", "span") and text[start - 1 : start] in _OPENING_QUOTES:
            return _is_title(text[start:end])
        if branch == "set" and text[start:end].lower() in ("daily", "weekly", "monthly"):
            return _is_noun(parse, start, end)
        if branch == "span":
            return text[start:end].lower() in (
                "one day",
                "one night",
                "one second",
                "a second",
                "the second",
                "a quarter",
                "one quarter",
                "one-quarter",
            )
        return False

    return refuse


_OF_MONEY = re.compile(r"\s(?:interest\s)?(?:rates?|lending|loans?|success|sensation)\b")
_OPENING_QUOTES = frozenset("\"'`\u2018\u201c\u00ab")


def _is_title(words: str) -> bool:
    """True for words that are all capitalised, as in the name of a programme: "60 Minutes", "This Week"."""
    return all(word[:1].isupper() or word[:1].isdigit() for word in words.split()) and len(words.split()) > 1


def _is_followed_by_a_name(parse: Doc, end: int) -> bool:
    """True where an ordinal counts what follows: "on the 17th floor", "the second round"."""
    following = parse.char_span(end, end + 2, alignment_mode="expand") if end + 2 <= len(parse.text) else None
    if following is None or not len(following):
        return False
    tokens = [token for token in following if token.idx >= end and not token.is_space]
    return bool(tokens) and (tokens[0].pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or tokens[0].text in ("-", "of", "and"))


def _is_verb(parse: Doc, text: str, start: int) -> bool:
    """True in "it was meant to last 30 days"."""
    if text[start : start + 5].lower() != "last ":
        return False
    span = parse.char_span(start, start + 4, alignment_mode="expand")
    return span is not None and span.root.tag_.startswith("VB")


def _is_noun(parse: Doc, start: int, end: int) -> bool:
    """True where "daily" is a newspaper: "the daily said", "the party daily Pravda"."""
    span = parse.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    if span.end < len(parse) and parse[span.end].tag_ == "NNP":
        return True
    return span.root.tag_ == "NN" and span.root.dep_ != "compound"


_AMBIGUOUS = re.compile(
    r"\b(?:May|MAY|March|MARCH|April|June|August|Jan|Mar|Dec|Sept|Sep|Jun|Jul|Apr|Oct|Nov|Feb|Aug)\b\.?"
)
_BEFORE_MONTH = frozenset(
    listed(
        "in on of by since until till from to between early late mid last next this during before after "
        "through and for and"
        " each every around about the or than"
    )
)


def _is_name_or_verb(parse: Doc, text: str, start: int, end: int) -> bool:
    ambiguous = _AMBIGUOUS.search(text, start, end)
    if ambiguous is None:
        return False
    if re.search(r"\d", text[start:end]):
        return False
    span = parse.char_span(
        ambiguous.start(), ambiguous.start() + len(ambiguous.group().rstrip(".")), alignment_mode="expand"
    )
    if span is None or not len(span):
        return False
    token = span[0]
    before = parse[token.i - 1] if token.i else None
    if before is not None and before.lower_ in _BEFORE_MONTH and ambiguous.group() not in ("MAY", "MARCH"):
        following = parse[token.i + 1] if token.i + 1 < len(parse) else None
        return bool(token.ent_type_ == "PERSON" and following is not None and following.text[:1].isupper())
    if token.tag_ in ("MD", "VB", "VBP") or token.ent_type_ in ("PERSON", "ORG", "GPE", "FAC", "WORK_OF_ART"):
        return True
    return bool(ambiguous.group() in ("May", "MAY", "March", "MARCH") and token.ent_type_ != "DATE")


_BEFORE_COUNT = frozenset(
    listed(
        "about some nearly over than least almost approximately no. no number route highway flight model channel"
        " roughly"
        " only us$ rs rs. inr section resolution"
    )
)
_AFTER_COUNT = frozenset(
    listed(
        "percent people feet miles km metres meters tons tonnes troops rounds million billion dollars euros points"
        " rupees"
        " hours"
    )
)


def _is_count(parse: Doc, text: str, start: int, end: int) -> bool:
    number = re.search(r"\d{4}", text[start:end])
    if number is None:
        return False
    year = int(number.group())
    before = re.search(r"(\S+)\s+$", text[max(0, start - 30) : start])
    word = before.group(1).lower() if before else ""
    if word in _BEFORE_COUNT:
        return True
    following = re.match(r"\s+([A-Za-z]+)", text[end : end + 40])
    if following:
        span = parse.char_span(end + following.start(1), end + following.end(1), alignment_mode="expand")
        if (
            span is not None
            and len(span)
            and span[0].tag_ == "NNS"
            and word not in ("the", "of", "in", "since", "this", "its", "his")
        ):
            return True
        if following.group(1).lower() in _AFTER_COUNT:
            return True
    if not 1800 <= year <= 2060:
        return word not in ("in", "since", "of", "by", "from", "until", "year", "before", "after", "circa", "ad")
    return False


def _record(document: Document, expression: TimeExpression, voice: tuple[str, ...], statement: str | None) -> Date:
    resolved = expression.resolved
    return sealed(
        Date(
            article=document.article.id,
            spans=(document.span(expression.start, expression.end),),
            voice=voice,
            statement=statement,
            confidence=_CONFIDENCE.get(expression.branch, _CONFIDENCE_ELSE),
            stage=DatesStage.name,
            stage_version=DatesStage.version,
            type=resolved.type,  # type: ignore[arg-type]
            value=resolved.value,
            start=resolved.first.isoformat() if resolved.first else None,
            end=resolved.last.isoformat() if resolved.last else None,
            rule=resolved.rule,
            anchor=resolved.anchor,
        )
    )
