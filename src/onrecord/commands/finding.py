"""onrecord statements and events: the records of a store that fit, with the words they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.text import Text

from onrecord.api import open as open_store
from onrecord.commands.reading import STYLES
from onrecord.commands.screen import errors, output, print_json, shown
from onrecord.schema import Span, Statement
from onrecord.store.finding import Found, find_events, find_statements, positions
from onrecord.wording import interval_in_words, participants_in_words, source_in_words, voice_in_words

_AROUND = 80
"""Characters of the text shown on either side of a deed."""
_SHOWN = 200


def print_statements(
    folder: Path, *, speaker: str | None, about: str | None, kinds: Sequence[str], json: bool, everything: bool
) -> int:
    """The exit code, 0. Prints the statements that fit with their evidence, article by article."""
    with open_store(folder) as store:
        found = find_statements(store, speaker=speaker, about=about, kinds=tuple(kinds))
        _print(found, json=json, everything=everything)
    return 0


def print_events(
    folder: Path,
    *,
    types: Sequence[str],
    actor: str | None,
    recipient: str | None,
    voice: str | None,
    json: bool,
    everything: bool,
) -> int:
    """The exit code, 0. Prints the events that fit with their evidence, article by article."""
    with open_store(folder) as store:
        found = find_events(store, types=tuple(types), actor=actor, recipient=recipient, voice=voice)
        _print(found, json=json, everything=everything)
    return 0


def _print(found: Iterable[Found[Any]], *, json: bool, everything: bool) -> None:
    if json:
        print_json([_as_json(each) for each in found])
        return
    article = None
    count = 0
    for each in found:
        count += 1
        if count > _SHOWN and not everything:
            errors().print(f"the first {_SHOWN}; --all shows, and --json prints, all of them", highlight=False)
            return
        if each.record.article != article:
            article = each.record.article
            where = ", ".join(part for part in (each.publisher, each.published or "no date", each.key) if part)
            output().print(Text(f"\n{shown(where)}", style="bold"), soft_wrap=True)
        output().print(_in_words(each), soft_wrap=True)
    if not count:
        errors().print("none fits", highlight=False)


def _as_json(found: Found[Any]) -> dict[str, Any]:
    record = msgspec.to_builtins(found.record)
    return {"key": found.key, "publisher": found.publisher, "published": found.published, **record}


def _in_words(found: Found[Any]) -> Text:
    record = found.record
    if isinstance(record, Statement):
        title = f"  {record.speaker or 'nobody named'} {record.kind}"
        remarks = [source_in_words(record), record.form]
        remarks += ["negated"] if record.polarity == "-" else []
        marked = [("content", record.content), ("source", record.source), ("cue", record.cue)]
        around = 0
    else:
        title = f"  {participants_in_words(record.actors) or '?'} {record.type}"
        title += f" {participants_in_words(record.recipients)}" if record.recipients else ""
        remarks = [voice_in_words(record), interval_in_words(record.date), record.place or ""]
        marked = [("event", record.anchor)]
        around = _AROUND
    words = Text(shown(title), style="bold cyan")
    words.append(shown(f"  ({'; '.join(remark for remark in remarks if remark)})\n"), style="not bold dim")
    words.append(_evidence(found, marked, around=around))
    return words


def _evidence(found: Found[Any], marked: Sequence[tuple[str, Sequence[Span]]], *, around: int) -> Text:
    """The words of the text the record rests on, marked, with its position and some words around."""
    start, end = positions(found)
    first = max(found.text.rfind("\n", 0, start) + 1, start - around)
    line_end = found.text.find("\n", end)
    last = min(len(found.text) if line_end < 0 else line_end, end + around)
    while first < start and first > 0 and found.text[first - 1].isalnum():
        first += 1
    while last > end and last < len(found.text) and found.text[last].isalnum():
        last -= 1
    quote = Text(shown(found.text[first:last]).replace("\n", " "), style="not bold not cyan")
    for layer, spans in marked:
        for span in spans:
            quote.stylize(STYLES[layer], span.start - first, span.end - first)
    return Text.assemble("    ", quote, (f"  [{start}:{end}]", "not bold not cyan dim"))
