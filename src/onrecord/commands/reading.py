"""onrecord read: one article's record on the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from onrecord.api import read, read_bytes
from onrecord.coded import CodedArticle
from onrecord.commands import INPUT_FAILED
from onrecord.commands.building import print_problems
from onrecord.commands.screen import Rows, errors, machine_output, output, shown
from onrecord.errors import InputError
from onrecord.readers import ReadOptions
from onrecord.readers.files import BYTES_PER_CHARACTER
from onrecord.schema import Date, Event, Figure, LoadedWord, Office, Place, Relation, Span, Statement
from onrecord.wording import (
    deed_in_words,
    figure_in_words,
    interval_in_words,
    participants_in_words,
    source_in_words,
    voice_in_words,
)

STYLES = {
    "content": "green",
    "source": "bold cyan",
    "cue": "bold yellow",
    "event": "underline magenta",
    "boilerplate": "dim italic",
}
"""Layer to its style in the running text; later ones are drawn over earlier ones."""
_LONGEST_QUOTE = 160
_STANDARD_INPUT = "standard input"


def print_article(article: str, *, options: ReadOptions, json: bool) -> int:
    """The exit code: 0, or 1 if the article could not be coded.

    Prints the record for a person, or as one JSON object.
    """
    given = _read_standard_input(options) if article == "-" else read(Path(article), options=options)
    if json:
        with machine_output() as out:
            out.write(given.to_json())
    else:
        screen = output()
        for part in article_on_screen(given):
            screen.print(part)
    print_problems(given.problems)
    return INPUT_FAILED if any(problem.severity == "error" for problem in given.problems) else 0


def article_on_screen(coded: CodedArticle) -> Iterable[Text | Rule | Tree | Rows]:
    """The parts of the screen, top to bottom: head, marked text, then a table for each layer that holds something."""
    yield _head(coded)
    yield Rule()
    yield _legend()
    yield marked_text(coded)
    statements = coded.of(Statement)
    if statements:
        yield Rule("who said what, on whose word", align="left")
        yield statement_tree(statements)
    for title, table in (
        ("who did what to whom", _event_table(coded.of(Event))),
        ("figures", _figure_table(coded.of(Figure))),
        ("who holds what office", _office_table(coded.of(Office))),
        ("dates", _date_table(coded.of(Date))),
        ("places", _place_table(coded.of(Place))),
        ("who stands how to whom", _relation_table(coded.of(Relation))),
        ("the author's own loaded words", _loaded_word_table(coded.of(LoadedWord))),
    ):
        if table.rows:
            yield Rule(title, align="left")
            yield table


def marked_text(coded: CodedArticle) -> Text:
    """The article's text with sources, cues, contents and event anchors marked and boilerplate dimmed."""
    text = Text(shown(coded.article.text))
    statements = coded.of(Statement)
    events = coded.of(Event)
    layers: list[tuple[str, Iterable[Span]]] = [
        ("content", (span for each in statements for span in each.content)),
        ("source", (span for each in statements for span in each.source)),
        ("cue", (span for each in statements for span in each.cue)),
        ("event", (span for each in events for span in each.anchor)),
        ("boilerplate", coded.article.boilerplate),
    ]
    for layer, spans in layers:
        for span in spans:
            text.stylize(STYLES[layer], span.start, span.end)
    return text


def statement_tree(statements: Sequence[Statement]) -> Tree:
    """The statements as a tree: what is said inside what somebody says is a branch of it."""
    tree = Tree("[bold]the author[/]")
    branches: dict[str | None, Tree] = {None: tree}
    for statement in sorted(statements, key=lambda each: (each.depth, each.spans[0].start)):
        above = branches.get(statement.parent, tree)
        branches[statement.id] = above.add(_statement_in_words(statement))
    return tree


def _statement_in_words(statement: Statement) -> Text:
    words = Text()
    words.append(shown(statement.speaker or "nobody named"), style=STYLES["source"])
    words.append(f" {statement.kind}", style=STYLES["cue"])
    details: list[str] = [statement.form]
    if statement.polarity == "-":
        details.append("negated")
    if statement.mode != "asserted":
        details.append(statement.mode)
    if statement.certainty in ("probable", "possible"):
        details.append(statement.certainty)
    if statement.addressee:
        details.append(f"to {statement.addressee}")
    words.append(f" ({', '.join(details)}): ", style="dim")
    words.append(_shortened(" ... ".join(piece.quote for piece in statement.content)), style=STYLES["content"])
    return words


def _head(coded: CodedArticle) -> Text:
    article = coded.article
    head = Text(shown(article.title or "(no title)"), style="bold")
    published = (
        f"{article.published} (from {article.published_from})" if article.published else "no date of publication"
    )
    for part in (article.byline, article.publisher, published, article.language, article.url):
        if part:
            head.append(f"\n{shown(part)}", style="dim")
    return head


def _legend() -> Text:
    legend = Text()
    for name, style in STYLES.items():
        legend.append(name, style=style)
        legend.append("  ")
    legend.append("\n")
    return legend


def _event_table(events: Sequence[Event]) -> Rows:
    table = Rows("deed", "type", "actor", "recipient", "when", "where", "on whose word")
    for event in events:
        table.add_row(
            deed_in_words(event),
            event.type,
            participants_in_words(event.actors),
            participants_in_words(event.recipients),
            interval_in_words(event.date),
            event.place or "",
            voice_in_words(event),
        )
    return table


def _figure_table(figures: Sequence[Figure]) -> Rows:
    table = Rows("as written", "means", "of", "role", "on whose word")
    for figure in figures:
        written = " ... ".join(piece.quote for piece in figure.spans)
        table.add_row(written, figure_in_words(figure), figure.counted or "", figure.role, source_in_words(figure))
    return table


def _office_table(offices: Sequence[Office]) -> Rows:
    table = Rows("person", "title", "of", "status", "on whose word")
    for office in offices:
        table.add_row(office.person, office.title, office.organisation or "", office.status, source_in_words(office))
    return table


def _date_table(dates: Sequence[Date]) -> Rows:
    table = Rows("as written", "value", "days", "rule")
    for date in dates:
        days = f"{date.start} to {date.end}" if date.start != date.end else date.start or ""
        table.add_row(date.spans[0].quote, date.value or "", days, date.rule)
    return table


def _place_table(places: Sequence[Place]) -> Rows:
    table = Rows("as written", "name", "country", "lat", "lon", "precision")
    for place in places:
        coordinates = [f"{each:.2f}" if each is not None else "" for each in (place.lat, place.lon)]
        table.add_row(place.spans[0].quote, place.name, place.country or "", *coordinates, place.precision or "")
    return table


def _relation_table(relations: Sequence[Relation]) -> Rows:
    table = Rows("actor", "towards", "sign", "from", "on whose word")
    for relation in relations:
        grounds = f"{len(relation.events)} events" if relation.events else f"{len(relation.statements)} statements"
        table.add_row(relation.actor, relation.target, relation.sign, grounds, voice_in_words(relation))
    return table


def _loaded_word_table(words: Sequence[LoadedWord]) -> Rows:
    table = Rows("as written", "kind", "leaning", "said of")
    for word in words:
        leaning = word.leaning if word.polarity == "+" else f"not {word.leaning}"
        table.add_row(word.spans[0].quote, word.kind, leaning, word.target or "")
    return table


def _shortened(quote: str) -> str:
    flat = " ".join(shown(quote).split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 2].rsplit(" ", 1)[0] + " ..."


def _read_standard_input(options: ReadOptions) -> CodedArticle:
    """The record of what is piped in, decoded as a file would be."""
    if sys.stdin is None:
        raise InputError(_STANDARD_INPUT, "is closed", "Pipe an article in, or name a file.")
    if sys.stdin.isatty():
        errors().print("reading the article from the keyboard; end it with Ctrl-D", highlight=False)
    longest = BYTES_PER_CHARACTER * options.max_characters
    raw = sys.stdin.buffer.read(longest + 1)
    if len(raw) > longest:
        raise InputError(
            _STANDARD_INPUT,
            f"gives more than {longest:,} bytes, too much for an article of {options.max_characters:,} characters",
            "Split it into articles, or raise the limit: --max-characters N",
        )
    return read_bytes(raw, source=_STANDARD_INPUT, options=options)
