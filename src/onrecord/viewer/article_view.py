"""An article prepared for its page: the text in segments, and a row of words for each record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.coded import CodedArticle
from onrecord.commands.screen import shown
from onrecord.schema import Actor, Date, Event, Figure, LoadedWord, Mention, Office, Place, Record, Span, Statement
from onrecord.viewer.in_words import Told, office_titles, told
from onrecord.viewer.segments import Mark, Segment, paragraphs, segments

LAYERS = ("statements", "events", "figures", "offices", "dates", "places", "actors", "loaded_words")
"""Layers of the page in the order of their switches."""
ON_AT_FIRST = frozenset({"statements", "events", "figures"})
_ROLE_LETTERS = {
    "source": "s", "cue": "q", "content": "c", "event": "e", "participant": "p", "figure": "f", "office": "o",
    "holder": "h", "date": "d", "place": "l", "actor": "a", "mention": "m",
    "loaded": "w",
}  # fmt: skip
"""Role of words in a record to the letter that stands for it in the page's markup."""
_DRAWN = frozenset({"source", "cue", "content", "event", "figure", "office", "date", "place", "actor", "loaded"})
"""Roles that a switched-on layer draws; the others only light up with their record."""
_DEEPEST_SHADE = 3


@dataclass(frozen=True)
class Row:
    """A record on an article's page."""

    number: int
    """Its place among the page's rows; the segments refer to it."""
    layer: str
    record: Record
    told: Told
    depth: int
    """How many voices stand between the author and the record."""
    group: str
    """Rows of one group light up together: the actor's id for mentions, else the record's own id."""


@dataclass(frozen=True)
class ArticlePage:
    """What an article's page shows."""

    article: CodedArticle
    text: Markup
    has_headline: bool
    """Whether the text itself has the headline."""
    rows: tuple[Row, ...]
    """In text order, actors last."""
    mentions: dict[str, tuple[Row, ...]]
    """Actor id to the rows of its mentions."""
    counts: dict[str, int]
    """Rows of each layer."""


@dataclass(frozen=True)
class Passage:
    """A record with the paragraphs it stands in."""

    article: CodedArticle
    text: Markup
    row: Row


def article_page(coded: CodedArticle) -> ArticlePage:
    """The page of an article with all its records."""
    rows, mentions = _rows(coded)
    marks = [mark for row in rows for mark in _marks(row)]
    marks.extend(mark for each in mentions.values() for row in each for mark in _marks(row))
    by_actor = {row.record.id: row.number for row in rows if isinstance(row.record, Actor)}
    for actor, each in mentions.items():
        if actor in by_actor:
            marks.extend(Mark(mark.start, mark.end, "actor", by_actor[actor]) for row in each for mark in _marks(row))
    text = coded.article.text
    stretches = paragraphs(text)
    kinds = _kinds(coded, stretches)
    html = Markup("").join(
        _paragraph_html(text, kind, within) for kind, within in zip(kinds, segments(stretches, marks), strict=True)
    )
    counts = Counter(row.layer for row in rows)
    return ArticlePage(coded, html, "headline" in kinds, rows, mentions, {layer: counts[layer] for layer in LAYERS})


def passage(coded: CodedArticle, layer: str, record: str) -> Passage | None:
    """The paragraphs in which a record's words stand, with these words lit; None where the record is not there."""
    rows, _ = _rows(coded)
    row = next((each for each in rows if each.record.id == record and each.layer == layer), None)
    if row is None:
        return None
    marks = list(_marks(row))
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    stretches = [(start, end) for start, end in paragraphs(coded.article.text) if start < last and first < end]
    cut = segments(stretches, marks)
    html = Markup("").join(_paragraph_html(coded.article.text, "running", within) for within in cut)
    return Passage(coded, html, row)


def _rows(coded: CodedArticle) -> tuple[tuple[Row, ...], dict[str, tuple[Row, ...]]]:
    offices = office_titles(coded.of(Office))
    told_of = coded.of(Mention)
    mentions_of = Counter(mention.actor for mention in told_of)
    in_text_order: list[tuple[str, Record]] = [
        (layer, record) for layer in LAYERS if layer != "actors" for record in coded[layer]
    ]
    in_text_order.sort(key=lambda each: (_first(each[1]), -_last(each[1])))
    by_mentions = sorted(coded.of(Actor), key=lambda actor: (-mentions_of[actor.id], _first(actor)))
    rows = [
        Row(number, layer, record, told(record, offices=offices), _depth(record), record.id)
        for number, (layer, record) in enumerate([*in_text_order, *(("actors", actor) for actor in by_mentions)])
    ]
    mentions: defaultdict[str, list[Row]] = defaultdict(list)
    for number, mention in enumerate(told_of, start=len(rows)):
        mentions[mention.actor].append(
            Row(number, "mentions", mention, told(mention, offices=offices), 0, mention.actor)
        )
    return tuple(rows), {actor: tuple(each) for actor, each in mentions.items()}


def _depth(record: Record) -> int:
    return record.depth if isinstance(record, Statement) else len(record.voice)


def _first(record: Record) -> int:
    return min((span.start for span in record.spans), default=0)


def _last(record: Record) -> int:
    return max((span.end for span in record.spans), default=0)


def _marks(row: Row) -> Iterator[Mark]:
    for role, spans in _roles(row.record):
        for span in spans:
            yield Mark(span.start, span.end, role, row.number)


def _roles(record: Record) -> Iterable[tuple[str, Sequence[Span]]]:
    match record:
        case Statement():
            return (("source", record.source), ("cue", record.cue), ("content", record.content))
        case Event():
            taking_part = [span for each in (*record.actors, *record.recipients) for span in each.spans]
            return (("event", record.anchor), ("participant", taking_part))
        case Figure():
            return (("figure", record.spans),)
        case Office():
            return (("office", record.title_spans), ("holder", (*record.person_spans, *record.organisation_spans)))
        case Date():
            return (("date", record.spans),)
        case Place():
            return (("place", record.spans),)
        case LoadedWord():
            return (("loaded", record.spans), ("participant", record.target_spans))
        case Mention():
            return (("mention", record.spans),)
        case _:
            return ()  # an actor's words are those of its mentions


def _kinds(coded: CodedArticle, stretches: Sequence[tuple[int, int]]) -> list[str]:
    """What each paragraph is: the headline (the first that reads like it), boilerplate, or running text."""
    article = coded.article
    title = " ".join((article.title or "").split())
    kinds = []
    for start, end in stretches:
        if title and "headline" not in kinds and " ".join(article.text[start:end].split()) == title:
            kinds.append("headline")
        elif any(piece.start <= start and end <= piece.end for piece in article.boilerplate):
            kinds.append("boilerplate")
        else:
            kinds.append("running")
    return kinds


def _paragraph_html(text: str, kind: str, within: Sequence[Segment]) -> Markup:
    element = "h1" if kind == "headline" else "p"
    pieces = Markup("").join(_segment_html(text, segment) for segment in within)
    return Markup('<{} class="{}" dir="auto">{}</{}>\n').format(element, kind, pieces, element)


def _segment_html(text: str, segment: Segment) -> Markup:
    words = escape(shown(text[segment.start : segment.end]))
    if not segment.marks:
        return Markup('<span data-at="{}">{}</span>').format(segment.start, words)
    roles = dict.fromkeys(mark.role for mark in segment.marks if mark.role in _DRAWN)
    classes = ["w", *(f"w-{role}" for role in roles)]
    nesting = len({mark.row for mark in segment.marks if mark.role == "content"})
    if nesting > 1:
        classes.append(f"deep-{min(nesting, _DEEPEST_SHADE)}")
    references = " ".join(dict.fromkeys(f"{_ROLE_LETTERS[mark.role]}{mark.row}" for mark in segment.marks))
    return Markup('<span class="{}" data-at="{}" data-r="{}">{}</span>').format(
        " ".join(classes), segment.start, references, words
    )
