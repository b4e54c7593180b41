"""Readings: candidates as code point offsets, trimmed, with quotations completed, and those that only layout shows."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from onrecord.document import Offsets
from onrecord.stages.attribution.candidate import Candidate
from onrecord.stages.attribution.frames import ASIDE
from onrecord.stages.attribution.page import Page
from onrecord.stages.attribution.phrases import noun_phrase, subject_of, verb_group
from onrecord.stages.attribution.quotes import Quote, quote_at, quotes_between
from onrecord.stages.attribution.tree import Tokens, Tree

_EDGE = frozenset(
    (",", ".", ";", ":", "-", "--", "---", "—", "–", "―", "(", "[", "*", "''", "``", '"', "“", "”", "„", "«", "»", "/")
)
"""Tokens cut from the ends of a role; the marks of a quotation that the role holds come back with the quotation."""
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"\s*[\"“]?(?P<name>[^\W\d_][\w.'’&/-]*(?: [\w.'’&(),/-]+){0,6}?)\s?:\s+(?=\S)")
_DASH_NAME = re.compile(r"\s*(?P<dash>―|—|–|--)\s*(?P<name>[A-Z][^\n]{2,80})")
_REACH = 90
"""Code points between a cue and the quotation it opens, such as an addressee and a place."""
_LONGEST_GAP = 400
_GAP = re.compile(r"[\s,.;:!?()\[\]—–―-]*")
_EMPTY_PIECES = frozenset(("that", "and", "but", "or", "as", "while", "which", "so"))
_LONGEST_BRACKETED = 200
"""Tokens at the start of a run among which an opening bracket is looked for."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as a cue in one frame, with its roles as code point offsets into the text."""

    token: int
    lemma: str
    part: str
    frame: str
    source_head: int | None
    source: tuple[Offsets, ...]
    cue: Offsets
    content: tuple[Offsets, ...]
    in_quote: bool
    """True if the cue stands inside quotation marks."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What the lexicon knows it by."""
        frame = self.frame.rstrip("~|").partition(" ")[0]
        return self.lemma, self.part, "paren" if frame == ASIDE else frame


def trimmed(tree: Tree, run: Tokens) -> Offsets | None:
    """Offsets of a run of tokens without white space and punctuation at its ends; None if nothing is left."""
    first, last = run
    while first < last and (tree.is_space(first) or tree.lower[first] in _EDGE or tree.lower[first] == ")"):
        first += 1
    opened = any(tree.lower[token] == "(" for token in range(first, min(last, first + _LONGEST_BRACKETED)))
    while last > first and (
        tree.is_space(last - 1)
        or (tree.dep[last - 1] == "cc" and tree.lower[last - 1] in ("and", "but", "or") and last - 1 > first)
        or tree.lower[last - 1] in _EDGE
        or (tree.lower[last - 1] == ")" and not opened)
    ):
        last -= 1
    return (tree.start[first], tree.end[last - 1]) if first < last else None


def reading_of(tree: Tree, quotes: Sequence[Quote], candidate: Candidate, text: str) -> Reading | None:
    """The candidate with its offsets, quotations in its content made whole; None if no content is left."""
    cue = trimmed(tree, candidate.cue)
    if cue is None:
        return None
    source = trimmed(tree, candidate.source) if candidate.source is not None else None
    taken = [run for run in (candidate.cue, candidate.source) if run is not None]
    pieces = [p for run in candidate.content for p in without(run, taken)]
    content = [offsets for piece in pieces if (offsets := trimmed(tree, piece)) is not None]
    sources = (source,) if source is not None else ()
    whole = _named(candidate.frame, completed(content, quotes, (cue, *sources), text), text)
    if not whole:
        return None
    return Reading(
        candidate.token, candidate.lemma, candidate.part, candidate.frame, candidate.source_head, sources, cue, whole,
        quote_at(quotes, cue[0]) is not None,
    )  # fmt: skip


def after_dateline(reading: Reading, datelines: Sequence[Offsets]) -> Reading:
    """The reading without the words of a dateline at the start of its source and contents."""

    def cut(pieces: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
        kept = []
        for start, end in pieces:
            for low, high in datelines:
                if low <= start < high < end:
                    start = high
            kept.append((start, end))
        return tuple(kept)

    return replace(reading, source=cut(reading.source), content=cut(reading.content))


def without(run: tuple[int, int], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a half-open run when others are cut out of it."""
    pieces = [run]
    for low, high in taken:
        pieces = [
            part
            for first, last in pieces
            for part in ((first, min(last, low)), (max(first, high), last))
            if part[0] < part[1]
        ]
    return sorted(set(pieces))


def completed(
    content: Sequence[Offsets], quotes: Sequence[Quote], taken: Sequence[Offsets], text: str
) -> tuple[Offsets, ...]:
    """The content with every quotation it touches taken whole, unless the cue itself stands inside that quotation."""
    pieces: list[Offsets] = []
    cue_quote = quote_at(quotes, taken[0][0])
    for start, end in content:
        if cue_quote is not None:
            low, high = max(start, cue_quote.start), min(end, cue_quote.end)
            if low >= high:
                continue
            start, end = _without_marks(text, low, high, cue_quote)
        else:
            near = quotes_between(quotes, start, end)
            if near:
                start, end = min(start, near[0].start), max(end, near[-1].end)
        pieces.append((start, end))
    return _clean(merged(pieces), taken, text)


def _without_marks(text: str, start: int, end: int, quote: Quote) -> Offsets:
    while end > start and end == quote.end and not (text[end - 1].isalnum() or text[end - 1] in "?!)…%"):
        end -= 1
        if end < quote.end:
            break
    return start, end


def _clean(pieces: Sequence[Offsets], taken: Sequence[Offsets], text: str) -> tuple[Offsets, ...]:
    kept = []
    for piece in pieces:
        for start, end in without(piece, taken):
            while start < end and (text[start].isspace() or text[start] in ",;:—–―-"):
                start += 1
            while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–―-"):
                end -= 1
            if start < end and _WORD.search(text, start, end):
                kept.append((start, end))
    strong = [(start, end) for start, end in kept if text[start:end].lower() not in _EMPTY_PIECES]

    return tuple(strong or kept)


def _named(frame: str, pieces: tuple[Offsets, ...], text: str) -> tuple[Offsets, ...]:
    """The pieces without the "what" of "what he called a plot": what is said is the name."""
    if len(pieces) < 2 or not frame.startswith(("obj&", "oprd", "pass&")):
        return pieces
    return tuple(piece for piece in pieces if text[slice(*piece)].lower() != "what") or pieces


def merged(pieces: Iterable[Offsets]) -> list[Offsets]:
    """The pieces in order, those that touch or overlap joined."""
    joined: list[Offsets] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


# ------------------------------------------------------------------ quotations without a complement in the parse


def quote_readings(tree: Tree, quotes: Sequence[Quote], text: str, verb: int) -> Iterator[Reading]:
    """The verb as cue of a quotation right before it (or before its subject) or soon after it."""
    group = verb_group(tree, verb)
    cue = (tree.start[group[0]], tree.end[group[1] - 1])
    if quote_at(quotes, cue[0]) is not None:
        return
    subject = subject_of(tree, verb)
    if subject is None and tree.dep[verb] not in ("xcomp", "advcl", "acl", "relcl"):
        inverted = tree.child(verb, "dobj", "attr", "npadvmod")
        subject = (
            inverted
            if inverted is not None and inverted > verb and tree.pos[inverted] in ("PROPN", "NOUN", "PRON")
            else None
        )
    run = noun_phrase(tree, subject, stop=group[0] if subject < group[0] else None) if subject is not None else None
    source = trimmed(tree, run) if run is not None else None
    before = min(cue[0], source[0]) if source is not None else cue[0]
    found = (
        _quote_before(quotes, text, before, cue[0]),
        _quote_after(quotes, text, cue[1], tree.end[tree.sentence_end[verb] - 1]),
    )
    for frame, quote in zip(("quote:before", "quote:after"), found, strict=True):
        if quote is None:
            continue
        if frame == "quote:before":
            yield from _between_quote_and_verb(tree, quote, verb, cue, text)
        sources = (source,) if source is not None and not _inside(source, quote) else ()
        content = _clean([(quote.start, quote.end)], [cue, *sources], text)
        if content:
            yield Reading(
                verb, tree.lemma[verb], "v", frame, subject if sources else None, sources, cue, content, False
            )


def _inside(piece: Offsets, quote: Quote) -> bool:
    return piece[0] < quote.end and quote.start < piece[1]


def _quote_before(quotes: Sequence[Quote], text: str, source: int, cue: int) -> Quote | None:
    """The quotation that ends where the source begins, or a little before the cue on the same line."""
    near = quotes_between(quotes, cue - _REACH, cue)
    if not near or near[-1].end > cue:
        return None
    between = text[near[-1].end : min(source, cue) if source >= near[-1].end else cue]
    return near[-1] if not any(mark in between for mark in "\n.?!;") or not between.strip(" .,") else None


def _between_quote_and_verb(tree: Tree, quote: Quote, verb: int, cue: Offsets, text: str) -> Iterator[Reading]:
    """The reading whose source is whatever stands between the quotation and the verb, however it was parsed."""
    first = verb
    while first > 0 and tree.start[first - 1] >= quote.end:
        first -= 1
    if tree.pos[verb - 1] in ("ADV", "AUX"):
        return
    source = trimmed(tree, (first, verb))
    if (
        source is None
        or verb - first > 30
        or not any(tree.pos[i] in ("PROPN", "NOUN", "PRON") for i in range(first, verb))
    ):
        return
    head = next(i for i in range(first, verb) if tree.pos[i] in ("PROPN", "NOUN", "PRON"))
    content = _clean([(quote.start, quote.end)], [cue, source], text)
    if content:
        yield Reading(verb, tree.lemma[verb], "v", "quote:between", head, (source,), cue, content, False)


def _quote_after(quotes: Sequence[Quote], text: str, position: int, sentence_end: int) -> Quote | None:
    near = quotes_between(quotes, position + 1, position + _REACH)
    if not near or near[0].start < position:
        return None
    quote = near[0]
    between = text[position : quote.start]
    stripped = between.strip()
    if "." in stripped or "?" in stripped or "!" in stripped:
        return None
    lead = stripped[-1:] in (",", ":")
    if "\n" in between:
        return quote if stripped[-1:] == ":" and quote.words >= 2 else None
    if quote.start > sentence_end + 2 and not lead:
        return None
    return quote if lead or quote.words >= 4 else None


# ------------------------------------------------------------------ layout


def label_readings(tree: Tree, quotes: Sequence[Quote], text: str) -> Iterator[Reading]:
    """Lines such as "X: ..." whose colon is the cue, and quotations signed with a dash and a name."""
    starts = {tree.start[i]: i for i in range(len(tree))}
    for line in _LINE.finditer(text):
        label = _LABEL.match(text, line.start(), line.end())
        if label is not None:
            name, colon = label.span("name"), text.index(":", label.end("name"))
            content = _clean([(label.end(), line.end())], [], text)
            head = starts.get(name[0])
            quote = quote_at(quotes, colon)
            if content and head is not None and (quote is None or quote.opens_line):
                shouted = text[name[0] : name[1]].isupper()
                frame = "label:capitals" if shouted else "label:title" if _titled(text, *name) else "label"
                yield Reading(head, ":", "p", frame, head, (name,), (colon, colon + 1), content, False)
    for quote in quotes:
        signed = _DASH_NAME.match(text, quote.end)
        if signed is not None and quote.words >= 4 and text.count("\n", quote.end, signed.start("dash")) <= 2:
            head = starts.get(signed.start("name"))
            if head is not None:
                yield Reading(
                    head, "―", "p", "signed", head, (signed.span("name"),), signed.span("dash"),
                    ((quote.start, quote.end),), False,
                )  # fmt: skip


def _titled(text: str, start: int, end: int) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text[start:end]) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


# ------------------------------------------------------------------ quotations that go on


def continued(reading: Reading, page: Page, owned: Set[int]) -> Reading:
    """The reading with the quotations that carry it on: after its own sentence, or on the next lines.

    ``owned`` holds the starts of quotations that have a cue of their own.
    """
    if reading.in_quote:
        return reading
    tree, quotes, text = page.tree, page.quotes, page.text
    edge = max(reading.cue[1], reading.content[-1][1], *(end for _, end in reading.source), 0)
    sentence_end = tree.end[tree.sentence_end[reading.token] - 1]
    extra: list[Offsets] = []
    quoted = quote_at(quotes, reading.content[-1][1] - 1)
    for index in range(bisect.bisect_left(quotes, edge, key=lambda quote: quote.start), len(quotes)):
        quote = quotes[index]
        if quote.start in owned or quote.start - edge > _LONGEST_GAP:
            break
        between = text[edge : quote.start]
        if "\n" in between:
            goes_on = quoted is not None and not quoted.closed and quote.opens_line and not between.strip()
        else:
            next_to = _GAP.fullmatch(between) or (
                not extra and _rest_of_sentence(text, edge, quote.start, sentence_end)
            )
            goes_on = bool(next_to) and quote.words >= 2
        if not goes_on:
            break
        extra.append((quote.start, quote.end))
        edge, quoted = quote.end, quote
    if not extra:
        return reading
    return replace(reading, content=tuple(merged([*reading.content, *extra])))


def _rest_of_sentence(text: str, edge: int, quote_start: int, sentence_end: int) -> bool:
    """True if only the end of the cue's own sentence stands before the quotation."""
    if not edge <= sentence_end <= quote_start:
        return False
    return text[edge:sentence_end].rstrip().endswith((".", ":")) and not text[sentence_end:quote_start].strip()
