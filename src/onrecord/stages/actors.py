"""Actors of the article and the mentions that refer to them, as records with voice and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from onrecord.document import ACTORS, CHAINS, MENTIONS, STATEMENTS, Chain, ChainMention, Document, Layer, voice_at
from onrecord.ids import sealed
from onrecord.schema import Actor, ActorKind, Mention, MentionKind, Sector

_MENTION_CONFIDENCE = {"name": 0.73, "title": 0.65, "group": 0.6, "pronoun": 0.72}
"""Names: precision on CrossNER politics dev; pronouns: he/she given the right person on GUM; titles and groups had no
gold of their own and stand below names."""


class ActorsStage:
    """Writes one actor for each chain and one mention for each place where the chain's actor is referred to."""

    name: ClassVar[str] = "actors"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (CHAINS, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (MENTIONS, ACTORS)

    def setup(self) -> None:
        """Nothing to load."""

    def process(self, document: Document) -> Document:
        """The document with its actors, in order of first mention, and their mentions, in text order."""
        actors: list[Actor] = []
        mentions: list[Mention] = []
        for chain in document[CHAINS]:
            actor = _actor(document, chain)
            actors.append(actor)
            mentions.extend(_mention(document, actor, mention) for mention in chain.mentions)
        mentions.sort(key=lambda mention: (mention.spans[0].start, -mention.spans[0].end, mention.id))
        return document.with_layer(MENTIONS, tuple(mentions)).with_layer(ACTORS, tuple(actors))


def _actor(document: Document, chain: Chain) -> Actor:
    first = next((mention for mention in chain.mentions if mention.kind == "name"), chain.mentions[0])
    statements = document[STATEMENTS]
    voice, statement = voice_at(statements, first.start, first.end)
    return sealed(
        Actor(
            article=document.article.id,
            spans=(document.span(first.start, first.end),),
            voice=voice,
            statement=statement,
            confidence=chain.confidence,
            stage=ActorsStage.name,
            stage_version=ActorsStage.version,
            name=chain.name,
            kind=cast("ActorKind", chain.kind),
            country=chain.country,
            sector=cast("Sector | None", chain.sector),
        )
    )


def _mention(document: Document, actor: Actor, mention: ChainMention) -> Mention:
    statements = document[STATEMENTS]
    voice, statement = voice_at(statements, mention.start, mention.end)
    return sealed(
        Mention(
            article=document.article.id,
            spans=(document.span(mention.start, mention.end),),
            voice=voice,
            statement=statement,
            confidence=_MENTION_CONFIDENCE[mention.kind],
            stage=ActorsStage.name,
            stage_version=ActorsStage.version,
            actor=actor.id,
            name=actor.name,
            kind=cast("MentionKind", mention.kind),
        )
    )


def mention_at(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The mention that the words text[start:end] are, or belong to; None if there is none.

    The smallest mention that covers them; else the smallest that begins where they begin or ends where they end; else
    the longest that lies inside them (then the last one).
    """
    covering = [mention for mention in mentions if _start(mention) <= start and end <= _end(mention)]
    if covering:
        return min(covering, key=lambda mention: (_end(mention) - _start(mention), _start(mention)))
    flush = [
        mention
        for mention in mentions
        if (_start(mention) == start or _end(mention) == end) and _start(mention) < end and start < _end(mention)
    ]
    if flush:
        return min(flush, key=lambda mention: (_end(mention) - _start(mention), _start(mention)))
    inside = [mention for mention in mentions if start <= _start(mention) and _end(mention) <= end]
    return max(inside, key=lambda mention: (_end(mention) - _start(mention), _start(mention)), default=None)


def actor_at(mentions: Sequence[Mention], actors: Sequence[Actor], start: int, end: int) -> Actor | None:
    """The actor whom the words text[start:end] refer to (give the head word's offsets where known), or None."""
    mention = mention_at(mentions, start, end)
    if mention is None:
        return None
    return next((actor for actor in actors if actor.id == mention.actor), None)


def actor_by_name(actors: Sequence[Actor], name: str) -> Actor | None:
    """The first actor with this canonical name, case left out; None if there is none."""
    wanted = name.casefold()
    return next((actor for actor in actors if actor.name.casefold() == wanted), None)


def _start(mention: Mention) -> int:
    return mention.spans[0].start


def _end(mention: Mention) -> int:
    return mention.spans[0].end
