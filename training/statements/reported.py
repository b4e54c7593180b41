"""Nested attributions made from PolNeAR's outermost ones: its sentences put into a speaker's mouth.

"The mayor denied the charge." becomes "An aide told the paper that the mayor denied the charge.": what was outermost is
now nested, and learned by the head for that level. PolNeAR has tens of thousands of cues and no nesting; our own gold
has nesting and few passages.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from own_gold import inside
from prepare import Annotation, Example, GoldArticle, GoldAttribution, Labels, Offsets, labels_of
from tokenizers import Tokenizer

from onrecord.encoder.labels import LEVELS, ROLE_LABELS, ROLES
from onrecord.encoder.pieces import pieces_of

WHO = (
    "the minister", "a spokesman", "a spokeswoman for the governor", "the agency", "officials", "two aides",
    "the newspaper", "residents", "the general", "a union leader", "the committee", "he", "she", "they", "the police",
    "a senior diplomat", "local media", "the court", "critics", "the report", "Marta Okafor", "Mr. Lindqvist",
    "Tomas Heredia, who runs the port", "the deputy mayor, Ines Duarte", "the embassy", "analysts", "a former judge",
    "the president's office", "his lawyer", "the opposition", "one witness", "the foreign ministry",
)  # fmt: skip
"""Speakers of the frames."""
VERBS = (
    "said", "told reporters", "has said", "announced", "wrote", "claimed", "reported", "insisted", "believes", "denied",
    "admitted", "warned", "confirmed", "acknowledged", "argues", "complained", "conceded", "knew", "thought",
    "had been told", "suggested", "added", "recalled", "says", "will say", "may have said", "did not say", "hinted",
)  # fmt: skip
"""Cues of the frames; what stands after the first word of saying (whom it was told) is no part of the cue."""
QUOTING = ("said", "told reporters", "wrote", "added", "says", "recalled", "argued", "told the paper", "shouted")
_ADDRESSED = re.compile(r"^(told) (?:reporters|the paper)$")
_SMALL = frozenset(
    (
        "the", "a", "an", "he", "she", "they", "it", "we", "you", "in", "on", "at", "but", "and", "this", "these",
        "that", "those", "his", "her", "their", "its", "our", "some", "many", "most", "when", "while", "after",
        "before", "if", "there", "as", "for", "by", "with", "no", "not", "all", "both", "one", "two",
    )
)  # fmt: skip
_BREAK = re.compile(r"[.!?][\"\u201d\u2019]?\s+(?=[\"\u201c]?[A-Z])|\n+")
_SINGLE = str.maketrans({"\u201c": "\u2018", "\u201d": "\u2019", '"': "'"})
_SHORTEST, _LONGEST = 30, 400
"""Code points of a sentence that is put into a frame."""
_TOGETHER = 6
"""Framed sentences that make a text."""


@dataclass(frozen=True)
class Framed:
    """A text with its attributions level by level, outermost first."""

    text: str
    levels: tuple[tuple[GoldAttribution, ...], ...]


def reported_examples(tokenizer: Tokenizer, articles: Sequence[GoldArticle], *, count: int, seed: int) -> list[Example]:
    """``count`` framed sentences of the articles as examples of a few sentences each; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    found = [one for article in articles for one in sentences(article)]
    with_cue = [one for one in found if one.levels[0]]
    without = [one for one in found if not one.levels[0]]
    picked = [chance.choice(with_cue if chance.random() < 0.75 else without) for _ in range(count)]
    framed = [put_into_frame(one, chance) for one in picked]
    framed = [put_into_frame(one, chance) if chance.random() < 0.15 else one for one in framed]
    return [
        example_of_framed(tokenizer, joined(framed[first : first + _TOGETHER], chance), f"reported-{first}")
        for first in range(0, len(framed), _TOGETHER)
    ]


def sentences(article: GoldArticle) -> Iterator[Framed]:
    """The sentences of an article that hold their attributions whole, as its first annotator has them."""
    annotation = article.annotations[0]
    if annotation.discarded:
        return
    bounds = [0, *(match.end() for match in _BREAK.finditer(article.text)), len(article.text)]
    for start, after in pairwise(bounds):
        text = article.text[start:after].rstrip()
        end = start + len(text)
        if not _SHORTEST <= len(text) <= _LONGEST or text[-1] not in '.\u201d"' or "\n" in text:
            continue
        touching = [one for one in annotation.attributions if any(s < end and start < e for s, e in _spans(one))]
        if all(start <= s and e <= end for one in touching for s, e in _spans(one)):
            yield Framed(text, (tuple(_moved(one, -start) for one in touching),))


def put_into_frame(inner: Framed, chance: random.Random) -> Framed:
    """The text as what somebody says, with that as the new outermost attribution."""
    who = chance.choice(WHO)
    form = chance.random()
    body = inner.text.translate(_SINGLE) if form < 0.35 else inner.text
    open_quotation = form >= 0.35 and ("\u201c" in body or '"' in body)
    if form < 0.35 or open_quotation:
        body = inner.text.translate(_SINGLE)
        opening, closing = ("\u201c", "\u201d") if chance.random() < 0.5 else ('"', '"')
        verb, rest = _verb(chance.choice(QUOTING))
        if chance.random() < 0.7:
            ended = body[:-1] + "," if body.endswith(".") else body
            text = f"{opening}{ended}{closing} {who} {verb}{rest}."
            cue = len(ended) + 3 + len(who) + 1
            return _framed(text, inner, 1, (0, len(ended) + 2), (len(ended) + 3, cue - 1), (cue, cue + len(verb)))
        lead = f"{_upper(who)} {verb}{rest}{chance.choice((':', ','))} "
        text = f"{lead}{opening}{body}{closing}"
        cue = len(who) + 1
        return _framed(text, inner, len(lead) + 1, (len(lead), len(text)), (0, len(who)), (cue, cue + len(verb)))
    first = body.split(" ", 1)[0]
    lowered = body[0].lower() + body[1:] if first.lower() in _SMALL else body
    ended = body[:-1] if body.endswith(".") else body
    if form < 0.5:
        verb, rest = _verb(chance.choice(VERBS[:8]))
        text = f"{ended}, {who} {verb}{rest}."
        source = len(ended) + 2
        cue = source + len(who) + 1
        return _framed(text, inner, 0, (0, len(ended)), (source, cue - 1), (cue, cue + len(verb)))
    if form < 0.6:
        lead = f"According to {who}, "
        return _framed(f"{lead}{lowered}", inner, len(lead), (len(lead), len(lead) + len(ended)),
                       (13, 13 + len(who)), (0, 12))  # fmt: skip
    verb, rest = _verb(chance.choice(VERBS))
    that = "that " if chance.random() < 0.75 else ""
    lead = f"{_upper(who)} {verb}{rest} "
    cue = len(who) + 1
    return _framed(
        f"{lead}{that}{lowered}", inner, len(lead) + len(that), (len(lead), len(lead) + len(that) + len(ended)),
        (0, len(who)), (cue, cue + len(verb)),
    )  # fmt: skip


def joined(framed: Sequence[Framed], chance: random.Random) -> Framed:
    """The texts as one, in paragraphs of one or more."""
    text = ""
    levels: list[list[GoldAttribution]] = [[] for _ in LEVELS]
    for one in framed:
        text += "" if not text else chance.choice((" ", "\n\n"))
        for level, attributions in zip(levels, one.levels, strict=False):
            level += [_moved(each, len(text)) for each in attributions]
        text += one.text
    return Framed(text, tuple(tuple(level) for level in levels))


def example_of_framed(tokenizer: Tokenizer, framed: Framed, name: str) -> Example:
    """The text's pieces with the targets of every level."""
    pieces = pieces_of(tokenizer, framed.text)
    labels, sides = labels_of(pieces, Annotation("", framed.levels[0], ()))
    further: dict[str, Labels] = {}
    for (role_head, side_head), outer, inner in zip(LEVELS[1:], framed.levels, framed.levels[1:], strict=False):
        around = [span for one in outer for span in one.content]
        further[role_head], further[side_head] = inside(pieces, around, inner)
    roles = np.eye(len(ROLE_LABELS), dtype=np.float32)[labels]
    return Example(name, pieces, roles, np.ones(len(pieces), np.float32), 0, sides, further)


def _framed(text: str, inner: Framed, shift: int, content: Offsets, source: Offsets, cue: Offsets) -> Framed:
    outer = GoldAttribution((source,), (cue,), (content,))
    kept = tuple(tuple(_cut(_moved(one, shift), content) for one in level) for level in inner.levels)
    return Framed(text, ((outer,), *kept)[: len(LEVELS)])


def _cut(one: GoldAttribution, within: Offsets) -> GoldAttribution:
    """The attribution without what reaches past the content round it (a full stop that has become a comma)."""
    start, end = within
    return GoldAttribution(*(tuple((max(s, start), min(e, end)) for s, e in one.of(role)) for role in ROLES))


def _verb(words: str) -> tuple[str, str]:
    """The cue, and what follows it that is no part of it."""
    found = _ADDRESSED.match(words)
    return (found[1], words[len(found[1]) :]) if found else (words, "")


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]


def _spans(one: GoldAttribution) -> Iterable[Offsets]:
    return (*one.source, *one.cue, *one.content)


def _moved(one: GoldAttribution, by: int) -> GoldAttribution:
    return GoldAttribution(*(tuple((s + by, e + by) for s, e in one.of(role)) for role in ROLES))
