"""Retold incidents as a record folder, without coding: what a coder would find that misses a part at random."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from bench.retold import Mark, Report, bounds
from onrecord import __version__
from onrecord.coded import CodedArticle
from onrecord.schema import (
    RECORD_TYPES,
    Actor,
    Article,
    Date,
    Event,
    EventType,
    Figure,
    FigureRole,
    Interval,
    Participant,
    Place,
    Record,
    Span,
    Statement,
)
from onrecord.store.layout import Manifest, shard_id, write_manifest, write_shard

SHARD_SIZE = 1000
MISSED = 0.15
"""Share of the events, and of the places and days of those found, that this coder misses."""
_MADE_BY = {"confidence": 0.9, "stage": "retold", "stage_version": "1"}
_ROLES: dict[str, FigureRole] = {"K": "killed", "W": "wounded", "N": "protesters"}
_TYPES: dict[str, tuple[EventType, int]] = {
    "ASSAULT": ("ASSAULT", 4),
    "PROTEST": ("PROTEST", 4),
    "COERCE": ("COERCE", 4),
    "ACCUSE": ("ACCUSE", 3),
    "CONSULT": ("CONSULT", 1),
}


def write_record(told: Iterable[Report], folder: Path, *, seed: int, shard_size: int = SHARD_SIZE) -> None:
    """Writes the reports as a record folder, holding one shard in memory."""
    (folder / "shards").mkdir(parents=True)
    write_manifest(folder, Manifest(onrecord=__version__, stages={"retold": "1"}, options={}, shard_size=shard_size))
    chance = random.Random(seed)  # noqa: S311
    waiting = iter(told)
    while articles := [coded_report(report, chance) for report in islice(waiting, shard_size)]:
        write_shard(folder, shard_id([each.article.id for each in articles], []), articles, [])


def coded_report(report: Report, chance: random.Random) -> CodedArticle:
    """The record of one report: an event for each marked report of the incident, with what its sentence says of it."""
    digest = hashlib.sha256(f"{report.id} {report.text}".encode()).hexdigest()
    article = Article(
        id=f"article-{digest[:16]}", key=report.id, source="retold", format="jsonl", title=report.title,
        publisher=report.publisher, published=report.published.isoformat(), published_from="field", language="en",
        sha256=digest, text=report.text,
    )  # fmt: skip
    records: dict[str, list[Record]] = {table: [] for table in RECORD_TYPES}
    actors: dict[str, Actor] = {}
    for sentence in report.marks:
        _code_sentence(report, article, sentence, records, actors, chance)
    records["actors"] = list(actors.values())
    return CodedArticle(article, {table: tuple(rows) for table, rows in records.items()})


def _code_sentence(
    report: Report,
    article: Article,
    marks: Sequence[Mark],
    records: dict[str, list[Record]],
    actors: dict[str, Actor],
    chance: random.Random,
) -> None:
    def span(mark: Mark) -> Span:
        return Span(mark.start, mark.end, None, None, report.text[mark.start : mark.end])

    def new_id(kind: str) -> str:
        return f"{kind}-{article.id[8:]}-{sum(map(len, records.values()))}"

    def participants(kind: str) -> tuple[Participant, ...]:
        found = []
        for mark in marks:
            if mark.kind == kind:
                words = span(mark)
                actor = _actor(article, words, actors) if words.quote[:1].isupper() else None
                found.append(Participant(name=words.quote, actor=actor.id if actor else None, spans=(words,)))
        return tuple(found)

    whole = Span(marks[0].start, marks[0].end, None, None, report.text[marks[0].start : marks[0].end])
    statement, voice = None, ()
    speaker = next((mark for mark in marks if mark.kind == "V"), None)
    cue = next((mark for mark in marks if mark.kind == "C"), None)
    denial = next((mark for mark in marks if mark.kind == "X"), None)
    if denial is not None:
        speaker = Mark("V", whole.start, denial.start - 1)
        cue = Mark("C", denial.start, denial.start + len("denied"))
    if speaker is not None and cue is not None:
        content = span(denial) if denial is not None else whole
        voice = (span(speaker).quote,)
        statement = Statement(
            id=new_id("statement"), article=article.id, spans=(whole,), source=(span(speaker),), cue=(span(cue),),
            content=(content,), speaker=voice[0], speaker_kind="unnamed", kind="denies" if denial else "asserts",
            form="indirect", **_MADE_BY,
        )  # fmt: skip
        records["statements"].append(statement)
    place = _place(article, marks, records, new_id, span, chance)
    date = _date(report, article, marks, records, new_id, span, chance)
    figures = [_figure(article, mark, voice, records, new_id, span) for mark in marks if mark.kind in _ROLES]
    kind, quad = _TYPES[report.incident.type]
    for mark in marks:
        if mark.kind == "E" and chance.random() > MISSED:
            records["events"].append(
                Event(
                    id=new_id("event"),
                    article=article.id,
                    spans=(whole,),
                    voice=voice,
                    statement=statement.id if statement else None,
                    polarity="-" if denial else "+",
                    mode="denied" if denial else "asserted",
                    anchor=(span(mark),),
                    type=kind,
                    quad=quad,
                    intensity=0.0,
                    actors=participants("A"),
                    recipients=participants("R") or _counted(marks, span),
                    date=Interval(date.start, date.end) if date else None,
                    date_record=date.id if date else None,
                    place=place.name if place else None,
                    place_record=place.id if place else None,
                    figures=tuple(figures),
                    **_MADE_BY,
                )
            )


def _actor(article: Article, words: Span, actors: dict[str, Actor]) -> Actor | None:
    if len(words.quote.split()) < 2:
        return None
    if words.quote not in actors:
        actors[words.quote] = Actor(
            id=f"actor-{article.id[8:]}-{len(actors)}", article=article.id, spans=(words,), name=words.quote,
            kind="person" if len(words.quote.split()) == 2 else "armed_group", **_MADE_BY,
        )  # fmt: skip
    return actors[words.quote]


def _counted(marks, span) -> tuple[Participant, ...]:  # type: ignore[no-untyped-def]
    return tuple(Participant(name=span(mark).quote, spans=(span(mark),)) for mark in marks if mark.kind == "K")


def _place(article, marks, records, new_id, span, chance) -> Place | None:  # type: ignore[no-untyped-def]
    mark = next((mark for mark in marks if mark.kind == "P"), None)
    if mark is None or chance.random() < MISSED:
        return None
    words = span(mark)
    place = Place(
        id=new_id("place"), article=article.id, spans=(words,), name=words.quote, kind="city", precision="city",
        gazetteer_id=f"town:{words.quote}", rule="retold", **_MADE_BY,
    )  # fmt: skip
    records["places"].append(place)
    return place


def _date(report, article, marks, records, new_id, span, chance) -> Date | None:  # type: ignore[no-untyped-def]
    mark = next((mark for mark in marks if mark.kind == "D"), None)
    if mark is None or chance.random() < MISSED:
        return None
    day = report.day_told.isoformat()
    date = Date(
        id=new_id("date"), article=article.id, spans=(span(mark),), type="DATE", value=day, start=day, end=day,
        rule="retold", **_MADE_BY,
    )  # fmt: skip
    records["dates"].append(date)
    return date


def _figure(article, mark, voice, records, new_id, span) -> str:  # type: ignore[no-untyped-def]
    low, high = bounds(span(mark).quote)
    figure = Figure(
        id=new_id("figure"), article=article.id, spans=(span(mark),), voice=voice, number=(span(mark),),
        low=low, high=high,
        comparator="exact" if high is not None else "at_least", role=_ROLES[mark.kind], **_MADE_BY,
    )  # fmt: skip
    records["figures"].append(figure)
    return figure.id
