"""Scores statements against our own gold, which has what PolNeAR has not: nesting, kinds of speech act, speakers.

Gold spans are quotes (``{"quote": "...", "nth": 2}``, plain occurrences in the text), so that gold outlives changes of
the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from onrecord.coded import CodedArticle
from onrecord.errors import InputError
from onrecord.evaluate import adapters, attribution
from onrecord.evaluate.figures_of_merit import Span as Offsets
from onrecord.evaluate.figures_of_merit import (
    greedy_pairs,
    precision_recall_f1,
    rounded_percent,
    rounded_percentages,
)
from onrecord.evaluate.record_lines import read_record_lines
from onrecord.schema import Statement

_REMEDY = "Check that the quote stands in the text so often."
_GOLD_LINE = (
    'A line looks like {"id": "s1", "text": "...", "statements": [{"id": "a", "source": [{"quote": "..."}], ...}]}.'
)


class Quote(msgspec.Struct, frozen=True):
    """Words of the article: the nth place where exactly these characters stand."""

    quote: str
    nth: int = 1


class GoldStatement(msgspec.Struct, frozen=True):
    """A statement."""

    id: str
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    speaker: str
    kind: str
    form: str
    parent: str | None
    polarity: str
    certainty: str
    voice: tuple[str, ...] | None = None
    """Speakers above it, outermost first; left out, it follows from the parents."""


class GoldPassage(msgspec.Struct, frozen=True):
    """A passage with its statements."""

    id: str
    text: str
    statements: tuple[GoldStatement, ...]
    published: str | None = None


@dataclass(frozen=True)
class StatementPair:
    """Gold and record of one text."""

    name: str
    gold: Sequence[GoldStatement]
    coded: CodedArticle

    @property
    def text(self) -> str:
        """The text."""
        return self.coded.article.text


def load_gold(path: Path) -> list[GoldPassage]:
    """The passages of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldPassage, remedy=_GOLD_LINE)


def score(pairs: Sequence[StatementPair]) -> dict[str, Any]:
    """Figures in per cent to one decimal: links and tokens of the outermost, nesting, and what is said of each.

    ``kind right`` and the like are shares of the matched statements, nested ones included: content overlaps by half of
    the characters, and the cues touch.
    """
    outermost = [_outermost(pair) for pair in pairs]
    predictions = [adapters.to_polnear(pair.name, pair.coded) for pair in pairs]
    figures = attribution.score(outermost, predictions)
    nested = [0, 0, 0]
    right: dict[str, list[bool]] = {name: [] for name in ("kind", "form", "speaker", "voice", "polarity")}
    for pair in pairs:
        for inner in (False, True):
            gold = [each for each in pair.gold if bool(each.parent) == inner]
            ours = [each for each in pair.coded.of(Statement) if bool(each.parent) == inner]
            matched = _matched_statements(pair, gold, ours)
            if inner:
                nested = [nested[0] + len(matched), nested[1] + len(ours), nested[2] + len(gold)]
            for one, other in matched:
                right["kind"].append(one.kind == other.kind)
                right["form"].append(one.form == other.form)
                right["speaker"].append(same_name(one.speaker, other.speaker))
                right["voice"].append(_same_chain(_voice(one, pair.gold), other.voice))
                right["polarity"].append(one.polarity == other.polarity)
    precision, recall, _ = precision_recall_f1(nested[0], predicted=nested[1], gold=nested[2])
    return {
        "n": sum(len(pair.gold) for pair in pairs),
        "link F1": figures["link"]["f"],
        "direct quotes right F1": figures["dq.right"]["f"],
        "source tokens F1": figures["tok.source"]["f"],
        "cue tokens F1": figures["tok.cue"]["f"],
        "content tokens F1": figures["tok.content"]["f"],
        "nested": rounded_percentages(precision, recall),
        **{f"{name} right": rounded_percent(sum(answers), len(answers)) for name, answers in right.items()},
    }


def located(text: str, quote: Quote, article: str) -> Offsets:
    """Where the quote stands; raises InputError if it does not occur so often."""
    start = -1
    for _ in range(quote.nth):
        start = text.find(quote.quote, start + 1)
        if start < 0:
            raise InputError(article, f"{quote.quote!r} does not occur {quote.nth} times", _REMEDY)
    return start, start + len(quote.quote)


def same_name(gold: str | None, predicted: str | None) -> bool:
    """Whether two names are the same actor's: equal, or one's words all among the other's; "" and None are nobody."""
    ours, theirs = _name_words(gold), _name_words(predicted)
    if not ours or not theirs:
        return not ours and not theirs
    return ours <= theirs or theirs <= ours


def _name_words(name: str | None) -> frozenset[str]:
    words = (name or "").casefold().replace("’s", "").replace("'s", "").split()
    return frozenset(words) - {"the", "a", "an"}


def spans_of(text: str, name: str, quotes: Iterable[Quote]) -> tuple[Offsets, ...]:
    """Where each of the quotes stands."""
    return tuple(located(text, quote, name) for quote in quotes)


def _outermost(pair: StatementPair) -> attribution.GoldArticle:
    attributions = tuple(
        attribution.Attribution(
            *(spans_of(pair.text, pair.name, quotes) for quotes in (each.source, each.cue, each.content))
        )
        for each in pair.gold
        if each.parent is None
    )
    return attribution.GoldArticle(pair.name, pair.text, {"gold": attribution.Annotation(attributions, discarded=())})


def _matched_statements(
    pair: StatementPair, gold: Sequence[GoldStatement], ours: Sequence[Statement]
) -> list[tuple[GoldStatement, Statement]]:
    """One to one by falling overlap of content: half of the characters shared, and the cues touch."""
    candidates = []
    for i, one in enumerate(gold):
        wanted = _characters(spans_of(pair.text, pair.name, one.content))
        cue = _characters(spans_of(pair.text, pair.name, one.cue))
        for j, other in enumerate(ours):
            found = _characters((span.start, span.end) for span in other.content)
            shared = len(wanted & found) / len(wanted | found) if wanted | found else 0.0
            if shared >= 0.5 and cue & _characters((span.start, span.end) for span in other.cue):
                candidates.append((shared, i, j))
    return [(gold[i], ours[j]) for i, j in greedy_pairs(candidates)]


def _characters(spans: Iterable[Offsets]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def _voice(statement: GoldStatement, gold: Sequence[GoldStatement]) -> tuple[str, ...]:
    if statement.voice is not None:
        return statement.voice
    above = next((each for each in gold if each.id == statement.parent), None)
    return () if above is None else (*_voice(above, gold), above.speaker)


def _same_chain(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    named = [name for name in gold if name]
    return len(named) == len(predicted) and all(map(same_name, named, predicted))
