"""The commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import __version__

if TYPE_CHECKING:
    from onrecord.readers import ReadOptions

app = typer.Typer(
    name="onrecord",
    help="News reporting as a sourced record: who did and said what, in which words, and on whose word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
Published = Annotated[str | None, typer.Option(help="Date of publication, YYYY-MM-DD; goes before what the file says.")]
Publisher = Annotated[str | None, typer.Option(help="Outlet; goes before what the file says.")]
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code; goes before what is detected.")]
Format = Annotated[str | None, typer.Option(help="text, markdown, html, pdf, jsonl, parquet, warc; else by content.")]
Encoding = Annotated[str | None, typer.Option(help="Character encoding of text files, such as cp1251.")]
MaxCharacters = Annotated[int, typer.Option(min=1, help="Longest article that is coded, in characters.")]
RecordFolder = Annotated[Path, typer.Argument(help="A record folder made by onrecord build.", show_default=False)]
From = Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.", show_default=False)]
To = Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.", show_default=False)]

_MAX_CHARACTERS = 1_000_000


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def read(
    article: Annotated[str, typer.Argument(help="An article: a file, or - for standard input.", show_default=False)],
    json: Json = False,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    format: Format = None,  # noqa: A002
    encoding: Encoding = None,
    max_characters: MaxCharacters = _MAX_CHARACTERS,
) -> None:
    """Print one article's record: the text with its layers marked, then who said and did what on whose word."""
    from onrecord.commands.reading import print_article

    options = _options(published, publisher, language, format, encoding, max_characters)
    raise typer.Exit(print_article(article, options=options, json=json))


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders and globs.", show_default=False)],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Record folder to make or add to.", show_default=False)
    ],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that code articles; else 1, or with --ray five CPUs of six.")
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Run on this Ray cluster: HOST:PORT, auto, or local for this machine alone."
        ),
    ] = None,
    shard_size: Annotated[int, typer.Option(min=1, help="Articles in a shard: what a killed run codes again.")] = 32,
    json: Json = False,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    format: Format = None,  # noqa: A002
    encoding: Encoding = None,
    max_characters: MaxCharacters = _MAX_CHARACTERS,
    field: Annotated[
        list[str] | None,
        typer.Option(help="JSONL or Parquet field, as text=body or published=date; may be repeated."),
    ] = None,
) -> None:
    """Code many articles into a record folder; run it again to go on after a stop, or to add articles."""
    from onrecord.commands.building import build_store

    options = _options(published, publisher, language, format, encoding, max_characters, field)
    code = build_store(sources, output, options=options, workers=workers, ray=ray, shard_size=shard_size, json=json)
    raise typer.Exit(code)


@app.command()
def query(
    record: RecordFolder,
    sql: Annotated[str, typer.Argument(help="A query over articles, statements, events, ...", show_default=False)],
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask a record in SQL (DuckDB's)."""
    from onrecord.commands.querying import print_query

    raise typer.Exit(print_query(record, sql, json=json, csv=csv))


@app.command()
def verify(record: RecordFolder, json: Json = False) -> None:
    """Check that each record's evidence is what stands in the text, and that nothing refers to what is not there."""
    from onrecord.commands.querying import print_verification

    raise typer.Exit(print_verification(record, json=json))


@app.command()
def statements(
    record: RecordFolder,
    speaker: Annotated[str | None, typer.Option(help="Who says it: a name, part of one, or a code (RUS).")] = None,
    about: Annotated[str | None, typer.Option(help="Words of the content, or an actor named or meant in it.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="denies, demands, promises, ...; may be repeated.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all, not only the first 200.")] = False,
    json: Json = False,
) -> None:
    """List who said what of whom, with the words it rests on."""
    from onrecord.commands.finding import print_statements

    raise typer.Exit(
        print_statements(record, speaker=speaker, about=about, kinds=kind or [], json=json, everything=everything)
    )


@app.command()
def events(
    record: RecordFolder,
    type: Annotated[  # noqa: A002
        list[str] | None, typer.Option(help="PLOVER type, such as ASSAULT; may be repeated.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it: a name, part of one, or a code (RUS).")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom: a name, part of one, or a code (RUS).")] = None,
    voice: Annotated[
        str | None, typer.Option(help="asserted, claimed, denied, ..., claimed-by=NAME, denied-by=NAME, said-by=NAME.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all, not only the first 200.")] = False,
    json: Json = False,
) -> None:
    """List who did what to whom, with the words it rests on and the voice on whose word it stands."""
    from onrecord.commands.finding import print_events

    raise typer.Exit(
        print_events(
            record, types=type or [], actor=actor, recipient=recipient, voice=voice, json=json, everything=everything
        )
    )


@app.command()
def show(
    record: RecordFolder,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; else the first free one from 8448 on.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this machine only.")] = "127.0.0.1",
    reviewer: Annotated[str | None, typer.Option(help="Name that decisions are noted under; else the user's.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be reviewed, only read.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser, only print the address.")] = False,
) -> None:
    """Open a record in the browser: articles with their layers, lists, search, review."""
    from onrecord.commands.showing import show_store

    code = show_store(record, host=host, port=port, reviewer=reviewer, read_only=read_only, browser=not no_browser)
    raise typer.Exit(code)


review = typer.Typer(no_args_is_help=True, help="What reviewers have decided about a record.")
app.add_typer(review, name="review")


@review.command("export")
def review_export(
    record: RecordFolder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write (JSON lines); else the screen.")
    ] = None,
) -> None:
    """Write the reviewed records with the text round them, as training data."""
    from onrecord.commands.reviewing import export_review

    raise typer.Exit(export_review(record, output))


@app.command()
def link(
    record: RecordFolder,
    again: Annotated[bool, typer.Option("--again", help="Make the links anew.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="CPU cores to use; else all.")] = None,
    json: Json = False,
) -> None:
    """Link the articles of a record: copies, actors, incidents, conflicts, relations; run it again after a build."""
    from onrecord.commands.linking import print_link

    raise typer.Exit(print_link(record, again=again, workers=workers, json=json))


@app.command()
def copies(record: RecordFolder, json: Json = False) -> None:
    """Print which articles print one text: copies are one witness."""
    from onrecord.commands.linking import print_copies

    raise typer.Exit(print_copies(record, json=json))


@app.command()
def incidents(record: RecordFolder, json: Json = False) -> None:
    """Print what happened, each incident once, with its reports, denials, conflicts and witnesses."""
    from onrecord.commands.linking import print_incidents

    raise typer.Exit(print_incidents(record, json=json))


@app.command()
def conflicts(record: RecordFolder, json: Json = False) -> None:
    """Print where reports of one incident contradict each other, each side on its word."""
    from onrecord.commands.linking import print_conflicts

    raise typer.Exit(print_conflicts(record, json=json))


@app.command()
def relations(
    record: RecordFolder,
    start: From = None,
    end: To = None,
    by: Annotated[str, typer.Option(help="day, week, month or year.")] = "month",
    rifts: Annotated[bool, typer.Option("--rifts", help="Only pairs within the elite of one state.")] = False,
    json: Json = False,
) -> None:
    """Print who acted towards whom over time, counted in incidents, by sign and by on whose word it stands."""
    from onrecord.commands.linking import print_relations

    raise typer.Exit(print_relations(record, start=start, end=end, by=by, rifts=rifts, json=json))


@app.command()
def timeline(
    record: RecordFolder,
    speaker: Annotated[str | None, typer.Option(help="What this one said, by name or part of it.")] = None,
    about: Annotated[str | None, typer.Option(help="What was said of this one, by name or part of it.")] = None,
    start: From = None,
    end: To = None,
    json: Json = False,
) -> None:
    """Print the incidents in order of time or, with --speaker or --about, who said what and who changed the words."""
    from onrecord.commands.linking import print_timeline

    raise typer.Exit(print_timeline(record, speaker=speaker, about=about, start=start, end=end, json=json))


@app.command()
def compare(
    record: RecordFolder,
    first: Annotated[str, typer.Argument(help="An outlet, as articles name their publisher.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    incident: Annotated[str | None, typer.Option(help="Only this incident, by its id.")] = None,
    start: From = None,
    end: To = None,
    json: Json = False,
) -> None:
    """Compare two outlets: what one reports and the other leaves out, whom each quotes, words cut or changed."""
    from onrecord.commands.comparing import print_comparison

    code = print_comparison(record, first, second, incident=incident, start=start, end=end, json=json)
    raise typer.Exit(code)


@app.command()
def demo(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Record folder to make; a temporary one if not given.")
    ] = None,
) -> None:
    """Code the sample corpus (Moscow, August 1991, fourteen dispatches) and show what a record is good for."""
    from onrecord.commands.demonstrating import print_demo

    raise typer.Exit(print_demo(output))


@app.command("eval")
def evaluate(
    kind: Annotated[str, typer.Argument(help="Kind of gold; --list names them.", show_default=False)] = "",
    data: Annotated[
        Path | None, typer.Option("--data", help="Gold file, or a folder of them.", show_default=False)
    ] = None,
    split: Annotated[str, typer.Option(help="Split, where the gold is a folder with splits.")] = "dev",
    predictions: Annotated[Path | None, typer.Option(help="Write the predictions to this file (JSONL).")] = None,
    json: Json = False,
    list_kinds: Annotated[bool, typer.Option("--list", help="Print the kinds of gold and exit.")] = False,
) -> None:
    """Run the layers over raw text of a gold set and print the figures of its official scorer."""
    from onrecord.commands.evaluating import print_evaluation, print_kinds

    if list_kinds:
        raise typer.Exit(print_kinds())
    if not kind or data is None:
        raise typer.BadParameter("name a kind of gold and give it with --data; --list names the kinds")
    raise typer.Exit(print_evaluation(kind, data, split=split, predictions=predictions, json=json))


@app.command()
def schema(
    json: Annotated[bool, typer.Option("--json", help="Print JSON Schema.")] = False,
) -> None:
    """Print the record types and their fields."""
    from onrecord.commands.querying import print_schema

    raise typer.Exit(print_schema(json=json))


def _options(
    published: str | None,
    publisher: str | None,
    language: str | None,
    format: str | None,  # noqa: A002
    encoding: str | None,
    max_characters: int,
    fields: list[str] | None = None,
) -> ReadOptions:
    from onrecord.errors import InputError
    from onrecord.readers import ReadOptions

    named: dict[str, tuple[str, ...]] = {}
    for each in fields or []:
        target, equals, name = each.partition("=")
        if not (equals and target and name):
            raise typer.BadParameter(f"--field {each!r}: write it as text=body, our field first")
        named[target] = (*named.get(target, ()), name)
    defaults = ReadOptions()
    try:
        return ReadOptions(
            published=published,
            publisher=publisher,
            language=language,
            format=format,
            encoding=encoding,
            jsonl_fields={**defaults.jsonl_fields, **named},
            max_characters=max_characters,
        )
    except InputError as error:
        option = _OPTIONS.get(error.source, error.source)
        raise typer.BadParameter(f"--{option}: {error.problem}. {error.remedy}") from None


_OPTIONS = {"jsonl_fields": "field", "max_characters": "max-characters"}
"""Field of ReadOptions to the option that sets it, where the names differ."""
