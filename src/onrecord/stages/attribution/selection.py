"""Which readings are kept: one for a cue, the outermost where contents enclose other cues, and those inside them."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.document import Attribution, Offsets
from onrecord.stages.attribution.cues import Lexicon, confidence
from onrecord.stages.attribution.frames import candidates_at
from onrecord.stages.attribution.page import Page
from onrecord.stages.attribution.quotes import quotes_between
from onrecord.stages.attribution.readings import (
    Reading,
    after_dateline,
    continued,
    label_readings,
    quote_readings,
    reading_of,
)

LEAST_CONFIDENCE = 0.32
"""Readings below are left out: the threshold with the best link F1 on the development articles of PolNeAR, near half
that F1, where theory puts it (Lipton, Elkan and Naryanaswamy 2014)."""
LEAST_NESTED_CONFIDENCE = 0.35
LEAST_PROPOSED = 0.03
"""Readings above this are proposed as statements inside others, where attitudes are dense and the encoder judges."""
OWNING_CONFIDENCE = 0.4
"""From here on a quotation belongs to the cue that stands by it and carries no other statement on."""
DEEPEST = 3
"""Levels of statements within statements, the outermost one counted."""
_BARE = re.compile(
    r"to (?:immediately )?(?:comment|respond|elaborate|speak|talk|answer|reply|discuss it|say more)\b"
    r"(?: (?:further|publicly|on|about|to|when|for|immediately)\b.*)?"
)
_BLOCK = 256
"""Code points per block of the index that finds the contents round a cue."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with the probability that it is an attribution."""

    reading: Reading
    confidence: float


def readings_of(page: Page) -> Iterator[Reading]:
    """Every reading of every word that may be a cue."""
    tree, quotes, text = page.tree, page.quotes, page.text
    for token in range(len(tree)):
        for candidate in candidates_at(tree, token):
            reading = reading_of(tree, quotes, candidate, text)
            if reading is not None:
                yield after_dateline(reading, page.datelines) if page.datelines else reading
        if quotes and tree.pos[token] == "VERB":
            yield from quote_readings(tree, quotes, text, token)
    yield from label_readings(tree, quotes, text)


def best_readings(page: Page, words: Lexicon, *, least: float) -> list[Scored]:
    """The best reading of every cue, if it is likely enough, in text order of the cues."""
    best: dict[int, Scored] = {}
    for reading in readings_of(page):
        if words.base(*reading.key) is None or _is_bare(reading, page.text):
            continue
        probability = confidence(words, page, reading)
        if probability >= least and (reading.token not in best or probability > best[reading.token].confidence):
            best[reading.token] = Scored(reading, probability)
    return sorted(best.values(), key=lambda scored: scored.reading.cue)


def likely_readings(best: Sequence[Scored], *, least: float = LEAST_CONFIDENCE) -> list[Scored]:
    """Those of the best readings that are likely enough and do not qualify another cue."""
    found = [scored for scored in best if scored.confidence >= least]
    return [scored for scored in found if not _qualifies_another(scored.reading, found)]


def as_attributions(found: Sequence[Scored]) -> tuple[Attribution, ...]:
    """The readings as attributions without parents, whether or not they get on with each other."""
    return tuple(_attribution(scored, scored.reading.content, None) for scored in found)


def _qualifies_another(reading: Reading, found: Sequence[Scored]) -> bool:
    """True for an adverb inside the verb group of another cue: "was reportedly told" is one cue."""
    if reading.part != "r":
        return False
    start, end = reading.cue
    near = bisect.bisect_right(found, start, key=lambda scored: scored.reading.cue[0])
    return any(
        s.reading.part != "r" and s.reading.cue[0] <= start and end <= s.reading.cue[1]
        for s in found[max(0, near - 2) : near + 1]
    )


def _is_bare(reading: Reading, text: str) -> bool:
    """True for a refusal to speak, which says nothing: declined to comment."""
    start, end = reading.content[0]
    return reading.lemma in ("decline", "refuse") and _BARE.fullmatch(text, start, end) is not None


def carried_on(found: Sequence[Scored], page: Page) -> list[Scored]:
    """The readings with the quotations that go on after them; a quotation goes to the first cue it may follow."""
    owned = frozenset(
        quote.start
        for scored in found
        if scored.confidence >= OWNING_CONFIDENCE and not scored.reading.in_quote
        for start, end in scored.reading.content
        for quote in quotes_between(page.quotes, start, end)
    )
    taken = set(owned)
    carried = []
    for scored in found:
        reading = continued(scored.reading, page, taken)
        taken.update(q.start for start, end in reading.content for q in quotes_between(page.quotes, start, end))
        carried.append(replace(scored, reading=reading))
    return carried


def selected(found: Sequence[Scored]) -> tuple[Attribution, ...]:
    """The attributions, parents first, at most DEEPEST levels deep.

    Of a reading and those whose cues stand in its content, either it is kept and they are nested in it, or they are
    kept without it, whichever promises more right attributions at the top.
    """
    children = _forest([scored.reading for scored in found])
    kept: list[Attribution] = []
    pending: list[tuple[int, int | None, int, Sequence[Offsets] | None]] = [
        (i, None, 0, None) for i in reversed(_outermost(found, children))
    ]
    while pending:
        i, parent, depth, within = pending.pop()
        scored = found[i]
        content = scored.reading.content if within is None else common(scored.reading.content, within)
        if depth == 0 or (scored.confidence >= LEAST_NESTED_CONFIDENCE and _most_of(content, scored.reading.content)):
            kept.append(_attribution(scored, content, parent))
            parent, depth, within = len(kept) - 1, depth + 1, content
        if depth < DEEPEST:
            pending += [(child, parent, depth, within) for child in reversed(children[i])]
    return tuple(kept)


def _forest(readings: Sequence[Reading]) -> list[list[int]]:
    """For each reading those whose cues stand directly in its content; the last list holds the outermost."""
    size = [sum(end - start for start, end in reading.content) for reading in readings]
    order = sorted(range(len(readings)), key=lambda i: (-size[i], readings[i].cue))
    children: list[list[int]] = [[] for _ in range(len(readings) + 1)]
    blocks: dict[int, list[int]] = defaultdict(list)
    for i in order:
        start, end = readings[i].cue
        holders = (
            other
            for other in reversed(blocks[start // _BLOCK])
            if any(low <= start and end <= high for low, high in readings[other].content)
        )
        children[next(holders, len(readings))].append(i)
        for block in {b for low, high in readings[i].content for b in range(low // _BLOCK, high // _BLOCK + 1)}:
            blocks[block].append(i)
    for members in children:
        members.sort(key=lambda i: readings[i].cue)
    return children


def _outermost(found: Sequence[Scored], children: Sequence[Sequence[int]]) -> list[int]:
    chosen: dict[int, list[int]] = {}
    pending = [(i, False) for i in children[-1]]
    while pending:
        i, ready = pending.pop()
        if not ready:
            pending += [(i, True), *((child, False) for child in children[i])]
            continue
        inner = [top for child in children[i] for top in chosen[child]]
        own = found[i].confidence
        without_it = sum((1 - own) * found[j].confidence - LEAST_CONFIDENCE for j in inner)
        chosen[i] = [i] if own - LEAST_CONFIDENCE >= without_it else inner
    return sorted((top for i in children[-1] for top in chosen[i]), key=lambda i: found[i].reading.cue)


def common(pieces: Sequence[Offsets], others: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """The stretches that both lists cover."""
    shared = ((max(a, c), min(b, d)) for a, b in pieces for c, d in others)
    return tuple(sorted((start, end) for start, end in shared if start < end))


def _most_of(part: Sequence[Offsets], whole: Sequence[Offsets]) -> bool:
    return 2 * sum(end - start for start, end in part) > sum(end - start for start, end in whole)


def _attribution(scored: Scored, content: tuple[Offsets, ...], parent: int | None) -> Attribution:
    reading = scored.reading
    rule = f"{reading.part} {reading.frame}: {reading.lemma}"
    return Attribution(reading.source, (reading.cue,), content, parent, round(scored.confidence, 3), rule)
