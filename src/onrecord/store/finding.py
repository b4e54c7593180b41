"""Statements and events of a store by who speaks or acts, of whom, what kind, and on whose word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_args

import msgspec

from onrecord.errors import StoreError
from onrecord.schema import Event, EventType, Mode, Record, Statement, StatementKind
from onrecord.store.reading import Store

_Found = TypeVar("_Found", bound=Record)
_COUNTRY = re.compile(r"[A-Z]{3}")
_VOICE_REMEDY = (
    "Write 'asserted' (the author's own word), 'claimed', 'denied' or another mode, one of these with a name"
    " ('claimed-by=NAME'), or 'said-by=NAME' for all that stands on NAME's word."
)


@dataclass(frozen=True)
class Found(Generic[_Found]):
    """A record that was looked for, with what is known of its article."""

    record: _Found
    key: str
    """The article's id or path, as the input gave it."""
    publisher: str | None
    published: str | None
    text: str
    """The article's text, into which the record's offsets point."""


@dataclass
class _Conditions:
    """SQL conditions on one table, and the values they name."""

    sql: list[str] = field(default_factory=list)
    values: dict[str, str | list[str]] = field(default_factory=dict)

    def value(self, value: str | list[str]) -> str:
        """The value's name in SQL."""
        name = f"value_{len(self.values)}"
        self.values[name] = value
        return f"${name}"


def find_statements(
    store: Store,
    *,
    speaker: str | None = None,
    about: str | None = None,
    kinds: tuple[str, ...] = (),
) -> Iterator[Found[Statement]]:
    """The statements that fit, by date of publication, article and place in the text.

    ``speaker`` is a name or part of one in whole words, or a country code in capitals (RUS); ``about`` is words of the
    content, or a name or country code of an actor mentioned in it, pronouns included. Case and accents don't count.
    Raises StoreError for a kind that there is none of.
    """
    conditions = _Conditions()
    if speaker is not None:
        conditions.sql.append(f"({_named('r.speaker', speaker, conditions)} or {_actor(speaker, conditions)})")
    if about is not None:
        conditions.sql.append(f"({_in_words(about, conditions)} or {_mentioned(about, conditions)})")
    _one_of("kind", kinds, get_args(StatementKind), conditions)
    return _rows(store, "statements", Statement, conditions)


def find_events(
    store: Store,
    *,
    types: tuple[str, ...] = (),
    actor: str | None = None,
    recipient: str | None = None,
    voice: str | None = None,
) -> Iterator[Found[Event]]:
    """The events that fit, by date of publication, article and place in the text.

    ``actor`` and ``recipient`` are names or parts of them in whole words, or country codes in capitals (RUS). ``voice``
    is 'asserted' (the author's own plain word), 'claimed' (a source's), 'denied', 'demanded' or another mode, any of
    these with '-by=NAME', or 'said-by=NAME'. Raises StoreError for a type or voice that there is none of.
    """
    conditions = _Conditions()
    for column, name in (("actors", actor), ("recipients", recipient)):
        if name is not None:
            fits = _code("each.country", name, conditions) or _named("each.name", name, conditions)
            conditions.sql.append(f"exists (select 1 from (select unnest(r.{column}) as each) where {fits})")
    if voice is not None:
        conditions.sql.append(_on_the_word_of(voice, conditions))
    _one_of("type", tuple(each.upper() for each in types), get_args(EventType), conditions)
    return _rows(store, "events", Event, conditions)


def _rows(store: Store, table: str, kind: type[_Found], conditions: _Conditions) -> Iterator[Found[_Found]]:
    where = " and ".join(conditions.sql) or "true"
    query = f"""
        select r, a.key, a.publisher, a.published, a.text from "{table}" r join articles a on a.id = r.article
        where {where} order by a.published nulls last, a.key, a.id, r.spans[1].start, r.id"""
    with store.refusals():
        rows = store.sql(query, conditions.values)
        for row, *article in rows.iter_rows():
            yield Found(msgspec.convert(row, type=kind), *article)


def _one_of(column: str, wanted: tuple[str, ...], known: tuple[str, ...], conditions: _Conditions) -> None:
    for each in wanted:
        if each not in known:
            raise StoreError(f"no {column} {each!r}. There are: {', '.join(known)}.")
    if wanted:
        conditions.sql.append(f"list_contains({conditions.value(list(wanted))}, r.{column})")


def _words(name: str) -> str:
    """A pattern that finds the name as whole words in text without capitals and accents."""
    if not name.strip():
        raise StoreError("an empty name fits everything. Give a name, a part of one, or a country code such as RUS.")
    bare = "".join(each for each in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(each))
    words = r"\s+".join(map(re.escape, bare.split()))
    return rf"(^|[^\pL\pN]){words}($|[^\pL\pN])"


def _named(column: str, name: str, conditions: _Conditions) -> str:
    return f"coalesce(regexp_matches(strip_accents(lower({column})), {conditions.value(_words(name))}), false)"


def _code(column: str, name: str, conditions: _Conditions) -> str | None:
    return f"coalesce({column} = {conditions.value(name)}, false)" if _COUNTRY.fullmatch(name) else None


def _actor(name: str, conditions: _Conditions) -> str:
    """True where the speaker is called so anywhere in the article, or is of that country."""
    if code := _code("x.country", name, conditions):
        return f"exists (select 1 from actors x where x.id = r.speaker_actor and {code})"
    called = _named("m.spans[1].quote", name, conditions)
    return f"exists (select 1 from mentions m where m.actor = r.speaker_actor and m.kind <> 'pronoun' and {called})"


def _in_words(words: str, conditions: _Conditions) -> str:
    content = "list_aggregate(list_transform(r.content, lambda piece: piece.quote), 'string_agg', ' ')"
    return _named(content, words, conditions)


def _mentioned(name: str, conditions: _Conditions) -> str:
    """True where an actor of that name or country is mentioned inside the content."""
    fits = _code("x.country", name, conditions) or _named("m.name", name, conditions)
    return f"""exists (
        select 1 from mentions m join actors x on x.id = m.actor, (select unnest(r.content) as piece)
        where m.article = r.article and m.spans[1].start >= piece.start and m.spans[1]."end" <= piece."end" and {fits})
        """


def _on_the_word_of(voice: str, conditions: _Conditions) -> str:
    stated, by, name = voice.partition("-by=")
    mode = "asserted" if stated == "claimed" else stated
    if (mode not in get_args(Mode) and not (mode == "said" and by)) or (by and not name.strip()):
        raise StoreError(f"no voice {voice!r}. {_VOICE_REMEDY}")
    parts = [] if mode == "said" else [f"r.mode = {conditions.value(mode)}"]
    if by:
        spoken = _named("each", name, conditions)
        parts.append(f"exists (select 1 from (select unnest(r.voice) as each) where {spoken})")
    elif stated == "asserted":
        parts.append("len(r.voice) = 0 and r.statement is null")
    elif stated == "claimed":
        parts.append("(len(r.voice) > 0 or r.statement is not null)")
    return " and ".join(parts)


def positions(found: Found[Any]) -> tuple[int, int]:
    """The first code point of the record's evidence and the one past its last."""
    spans = found.record.spans
    return min(each.start for each in spans), max(each.end for each in spans)
