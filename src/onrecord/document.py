"""The document that flows through the stages: one article and the layers found in it so far."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from onrecord.intervals import Placed
from onrecord.schema import (
    Actor,
    Article,
    Date,
    Event,
    Figure,
    LoadedWord,
    MapSegment,
    Mention,
    Office,
    Place,
    Record,
    Relation,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

    from onrecord.encoder.encoder import Reading

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Offsets = tuple[int, int]
"""Half-open code point offsets into the article's text."""


@dataclass(frozen=True)
class Layer(Generic[T_co]):
    """A name for one kind of thing a stage may read or write; typed, so that ``document[LAYER]`` is typed."""

    name: str
    meaning: str
    record: type[Record] | None = None

    def __repr__(self) -> str:
        return f"Layer({self.name})"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the article, as token positions into the parse and as code point offsets."""

    first: int
    """First token of the parse."""
    last: int
    """One past the last token."""
    start: int
    """First code point."""
    end: int
    """One past the last code point, trailing white space left out."""
    paragraph: int
    """Number of the paragraph, from 0."""
    boilerplate: bool
    """True where the sentence lies in boilerplate: it is parsed, but not coded."""


@dataclass(frozen=True)
class Attribution:
    """A source, its cue and its content as found in the text, before anyone asks who the source is.

    ``parent`` is the position, in the same tuple, of the attribution whose content encloses this one; parents come
    first.
    """

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    parent: int | None
    confidence: float
    rule: str
    kinds: tuple[float, ...] | None = None
    """How likely each kind of speech act is (encoder.labels.KIND_LABELS), as the encoder has it; None: not asked."""


@dataclass(frozen=True)
class ChainMention:
    """One place where a chain's actor is referred to."""

    start: int
    end: int
    head: int
    """Token position of the head word in the parse."""
    kind: str
    """A MentionKind: name, title, pronoun or group."""


@dataclass(frozen=True)
class Chain:
    """Mentions of one actor in this document: what coreference found, before it is written as records."""

    name: str
    """The fullest form in the article."""
    kind: str
    """An ActorKind."""
    country: str | None
    sector: str | None
    mentions: tuple[ChainMention, ...]
    confidence: float


@dataclass(frozen=True)
class Factuality:
    """How the clause round a predicate presents it, seen from the innermost voice."""

    polarity: str
    mode: str
    certainty: str
    time_frame: str


TOKENS: Layer[Doc] = Layer("tokens", "the whole text as a spaCy parse (offsets equal those of the text)")
SENTENCES: Layer[tuple[Sentence, ...]] = Layer("sentences", "sentences with their paragraph; boilerplate is flagged")
READINGS: Layer[Reading] = Layer("readings", "what the encoder's heads say of every word piece, from one pass")
ATTRIBUTIONS: Layer[tuple[Attribution, ...]] = Layer("attributions", "source, cue and content spans, nested")
CHAINS: Layer[tuple[Chain, ...]] = Layer("chains", "coreference chains of actors")
FACTUALITY: Layer[Mapping[int, Factuality]] = Layer(
    "factuality",
    "token position of each predicate (verb or event noun) to polarity, mode, certainty, time frame",
)
STATEMENTS: Layer[tuple[Statement, ...]] = Layer("statements", "who said what", Statement)
MENTIONS: Layer[tuple[Mention, ...]] = Layer("mentions", "words that refer to an actor", Mention)
ACTORS: Layer[tuple[Actor, ...]] = Layer("actors", "actors of the article", Actor)
DATES: Layer[tuple[Date, ...]] = Layer("dates", "time expressions", Date)
PLACES: Layer[tuple[Place, ...]] = Layer("places", "place names", Place)
OFFICES: Layer[tuple[Office, ...]] = Layer("offices", "who holds what title", Office)
FIGURES: Layer[tuple[Figure, ...]] = Layer("figures", "numbers that count or measure", Figure)
EVENTS: Layer[tuple[Event, ...]] = Layer("events", "who did what to whom", Event)
RELATIONS: Layer[tuple[Relation, ...]] = Layer("relations", "how actors stand to each other", Relation)
LOADED_WORDS: Layer[tuple[LoadedWord, ...]] = Layer("loaded_words", "words by which the author judges", LoadedWord)

LAYERS: tuple[Layer[Any], ...] = (
    TOKENS, SENTENCES, READINGS, ATTRIBUTIONS, CHAINS, FACTUALITY,
    STATEMENTS, MENTIONS, ACTORS, DATES, PLACES, OFFICES, FIGURES, EVENTS, RELATIONS,
    LOADED_WORDS,
)  # fmt: skip


class MissingLayerError(KeyError):
    """A layer was read before any stage wrote it."""


@dataclass(frozen=True)
class Document:
    """One article with the layers written so far; stages return a new one."""

    article: Article
    layers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, layer: Layer[T]) -> T:
        """The layer's content; raises MissingLayerError if no stage has written it."""
        try:
            content: T = self.layers[layer.name]
        except KeyError:
            raise MissingLayerError(
                f"layer {layer.name!r} is not there yet; a stage that writes it must run before"
            ) from None
        return content

    def __contains__(self, layer: Layer[Any]) -> bool:
        return layer.name in self.layers

    def with_layer(self, layer: Layer[T], content: T) -> Document:
        """A new document that has this layer too (or this content in its place)."""
        return replace(self, layers=MappingProxyType({**self.layers, layer.name: content}))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def span(self, start: int, end: int) -> Span:
        """The span of text[start:end] with its place in the file; raises ValueError if empty or out of the text."""
        return span_of(self.article, start, end)

    def spans(self, offsets: Iterable[Offsets]) -> tuple[Span, ...]:
        """Spans of several stretches, in text order, repeats left out."""
        return tuple(self.span(start, end) for start, end in sorted(set(offsets)))

    def token_span(self, tokens: TokenSpan) -> Span:
        """The span that a run of tokens covers."""
        return self.span(tokens.start_char, tokens.end_char)

    def coded_sentences(self) -> tuple[Sentence, ...]:
        """The sentences to be coded: all but boilerplate."""
        return tuple(sentence for sentence in self[SENTENCES] if not sentence.boilerplate)


def span_of(article: Article, start: int, end: int) -> Span:
    """The span text[start:end] of an article with its place in the file.

    The file's stretch runs from the first to one past the last mapped character; it is null where the file is not text
    or where no character of the span stands in the file. Raises ValueError if the span is empty or out of the text.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"span {start}..{end} is empty or out of the text (0..{len(article.text)})")
    file_start, file_end = file_offsets(article.offset_map, start, end)
    return Span(start, end, file_start, file_end, article.text[start:end])


def file_offsets(offset_map: tuple[MapSegment, ...], start: int, end: int) -> tuple[int | None, int | None]:
    """The stretch of the file that the text's half-open stretch comes from, or (None, None).

    Segments are in text order and do not overlap in the text. A character between two segments (a blank that the reader
    put in place of a page break) has no place of its own in the file.
    """
    first = bisect.bisect_right(offset_map, start, key=lambda segment: segment.start + segment.length)
    last = bisect.bisect_left(offset_map, end, key=lambda segment: segment.start) - 1
    if not offset_map or first > last:
        return None, None
    head, tail = offset_map[first], offset_map[last]
    file_start = head.file_start + max(0, start - head.start)
    file_end = tail.file_start + min(tail.length, end - tail.start)
    return file_start, file_end


def voice_at(statements: Iterable[Statement], start: int, end: int) -> tuple[tuple[str, ...], str | None]:
    """The voice chain (names, outermost first) and the id of the innermost statement whose content covers the stretch.

    ((), None) is the author. A speaker nobody names adds no name to the chain, as in "it is believed".
    """
    innermost = innermost_statement(statements, start, end)
    if innermost is None:
        return (), None
    own = (innermost.speaker,) if innermost.speaker else ()
    return innermost.voice + own, innermost.id


def innermost_statement(statements: Iterable[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement whose content covers the stretch; None is the author.

    Of two equally deep ones it is the later.
    """
    found: Statement | None = None
    for statement in statements_near(statements, start, end):
        covered = any(piece.start <= start and end <= piece.end for piece in statement.content)
        if covered and (found is None or statement.depth >= found.depth):
            found = statement
    return found


def statements_near(statements: Iterable[Statement], start: int, end: int) -> Iterable[Statement]:
    """All statements of which a piece touches the stretch, and some close by, in their order."""
    if not isinstance(statements, tuple) or len(statements) < _FEW:
        return statements
    of, placed = _LAST_PLACED[0]
    if of is not statements:
        placed = Placed(statements, _pieces)
        _LAST_PLACED[0] = (statements, placed)
    return placed.near(start, end)


_FEW = 30
"""Statements that are looked through faster than put in order."""


def _pieces(statement: Statement) -> Iterable[Offsets]:
    for piece in (*statement.source, *statement.cue, *statement.content):
        yield piece.start, piece.end


_LAST_PLACED: list[tuple[tuple[Statement, ...], Placed[Statement]]] = [((), Placed((), _pieces))]
"""The statements asked for last, by place: a stage asks for those of one document many times over."""
