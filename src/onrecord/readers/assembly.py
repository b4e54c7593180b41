"""From paragraphs and what is stated about them to the article."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from onrecord import ids
from onrecord.document import span_of
from onrecord.errors import InputError
from onrecord.readers.language import language_code, text_language
from onrecord.readers.layout import Paragraph, WordForms, mended
from onrecord.readers.masthead import author_name, headline_position, masthead
from onrecord.readers.offset_map import MapBuilder, MappedText, without_lone_surrogates
from onrecord.readers.options import ReadOptions
from onrecord.readers.publication_dates import DateClaim, date_in_url, published_date
from onrecord.schema import Article, Problem, Severity, Span

STAGE = "readers"
"""Stands in every problem the readers make."""
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class Origin:
    """Where an article's bytes are."""

    source: str
    format: str
    key: str
    sha256: str
    locator: str | None = None


@dataclass(frozen=True)
class Stated:
    """What the input says about the article outside its running text; None where it says nothing."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    claims: tuple[DateClaim, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a reader makes of one document: paragraphs in order, what is stated about it, remarks."""

    paragraphs: Sequence[Paragraph]
    stated: Stated = field(default_factory=Stated)
    remarks: tuple[tuple[Severity, str, str], ...] = ()
    """Triples of severity, problem, remedy."""
    has_file_map: bool = True


def assembled(reading: Reading, origin: Origin, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article, then a problem for each thing to be said about it. Raises InputError where there is no text."""
    article, remarks = article_of(reading, origin, options)
    yield article
    for severity, problem, remedy in (*reading.remarks, *remarks):
        yield ids.sealed_problem(
            Problem(
                source=origin.source,
                place=origin.locator,
                article=article.id,
                stage=STAGE,
                severity=severity,
                problem=problem,
                remedy=remedy,
            )
        )


def article_of(
    reading: Reading, origin: Origin, options: ReadOptions
) -> tuple[Article, tuple[tuple[Severity, str, str], ...]]:
    """The article and the remarks on its date. Raises InputError where there is no text or too much."""
    paragraphs = _repaired(reading.paragraphs)
    headline = headline_position(paragraphs)
    if not any(paragraph.text for paragraph in paragraphs):
        raise InputError(origin.source, "holds no text", "Give an article.", place=origin.locator)
    head = masthead(paragraphs, headline)
    whole, places = _text_of(paragraphs)
    refuse_length(len(whole.text), origin.source, options, place=origin.locator)
    stated = reading.stated
    published = published_date(
        _claims(options, stated, head.claims),
        today=dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1),
    )
    article = Article(
        id=ids.article_id(origin.sha256),
        key=origin.key,
        source=origin.source,
        locator=origin.locator,
        format=origin.format,
        title=_clean(stated.title) or _clean(head.title),
        byline=(author_name(stated.byline) if stated.byline else None) or _clean(head.byline),
        publisher=options.publisher or _clean(stated.publisher),
        published=published.iso,
        published_from=published.found,
        language=language_code(options.language) or text_language(whole.text, declared=stated.language),
        url=_clean(stated.url),
        sha256=origin.sha256,
        text=whole.text,
        offset_map=whole.segments if reading.has_file_map else (),
    )
    return with_boilerplate(article, [places[position] for position in sorted(head.furniture)]), published.remarks


def with_boilerplate(article: Article, stretches: Sequence[tuple[int, int]]) -> Article:
    """The article with these stretches of its text as boilerplate."""
    spans: tuple[Span, ...] = tuple(span_of(article, start, end) for start, end in stretches if start < end)
    return msgspec.structs.replace(article, boilerplate=spans)


def problem_of(error: InputError) -> Problem:
    """The error as a problem that goes into the store."""
    return ids.sealed_problem(
        Problem(
            source=error.source,
            place=error.place,
            stage=STAGE,
            severity="error",
            problem=error.problem,
            remedy=error.remedy,
        )
    )


def fault_of_reader(source: str, error: Exception, *, place: str | None = None) -> InputError:
    """What to say of an input on which a reader broke down."""
    return InputError(
        source,
        f"the reader failed ({type(error).__name__}: {error})",
        "This is a fault of onrecord: please report it with the file.",
        place=place,
    )


def refuse_length(characters: int, source: str, options: ReadOptions, *, place: str | None = None) -> None:
    """Nothing; raises InputError where an article is longer than the limit."""
    if characters > options.max_characters:
        raise InputError(
            source,
            f"is {characters:,} characters long; the limit is {options.max_characters:,}",
            f"Split it into articles, or raise the limit: --max-characters {characters}",
            place=place,
        )


def sha256_of(raw: bytes) -> str:
    """The SHA-256 of these bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex, without loading it whole."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _repaired(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    filled = [replace(each, content=without_lone_surrogates(each.content.stripped())) for each in paragraphs]
    filled = [each for each in filled if each.text]
    headline = headline_position(filled)
    if headline is not None:
        filled[headline] = replace(filled[headline], kind="heading")
    outskirts = masthead(filled, headline).furniture
    marked = [
        replace(each, kind="furniture") if position in outskirts else each for position, each in enumerate(filled)
    ]
    return mended(marked, WordForms(PARAGRAPH_BREAK.join(each.text for each in marked)))


def _text_of(paragraphs: Sequence[Paragraph]) -> tuple[MappedText, list[tuple[int, int]]]:
    builder = MapBuilder()
    places: list[tuple[int, int]] = []
    for position, paragraph in enumerate(paragraphs):
        if position:
            builder.put(PARAGRAPH_BREAK)
        start = builder.length
        builder.take(paragraph.content)
        places.append((start, builder.length))
    return builder.built(), places


def _claims(options: ReadOptions, stated: Stated, found: Sequence[DateClaim]) -> list[DateClaim]:
    claims = [DateClaim(options.published, "option")] if options.published else []
    claims += [*stated.claims, *found]
    in_url = date_in_url(stated.url) if stated.url else None
    if in_url:
        claims.append(DateClaim(in_url, "url"))
    return claims


def _clean(text: str | None) -> str | None:
    if text is None:
        return None
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split()) or None
