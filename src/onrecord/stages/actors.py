"""Actors of the article and the mentions that refer to them, as records with voice and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from onrecord.codes.leaders import leaders
from onrecord.document import (
    ACTORS,
    CHAINS,
    MENTIONS,
    SENTENCES,
    STATEMENTS,
    TOKENS,
    Chain,
    ChainMention,
    Document,
    Layer,
    voice_at,
)
from onrecord.ids import sealed
from onrecord.schema import Actor, ActorKind, Mention, MentionKind, Sector
from onrecord.stages.leader_identity import leader_identifier
from onrecord.stages.noun_phrases import possessive

if TYPE_CHECKING:
    from spacy.tokens import Doc

_THIRD_PERSON_OWNERS = frozenset(("his", "her", "its", "their"))

_MENTION_CONFIDENCE = {"name": 0.73, "title": 0.65, "group": 0.6, "pronoun": 0.72}
"""Names: precision on CrossNER politics dev; pronouns: he/she given the right person on GUM; titles and groups had no
gold of their own and stand below names."""


class ActorsStage:
    """Writes one actor for each chain.

    That the article refers to somebody is the author's word; on whose word it does so at each place, the mentions tell.
    Heads of state and of government are identified by the date of publication, where that leaves no doubt.
    """

    name: ClassVar[str] = "actors"
    version: ClassVar[str] = "2"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, CHAINS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (ACTORS,)

    def setup(self) -> None:
        """Loads the table of leaders."""
        leaders()

    def process(self, document: Document) -> Document:
        """The document with its actors, one a chain and in the order of the chains."""
        names = names_with_owners(document[TOKENS], document[CHAINS])
        actors = (_actor(document, chain, name) for chain, name in zip(document[CHAINS], names, strict=True))
        return document.with_layer(ACTORS, tuple(actors))


class MentionsStage:
    """Writes one mention for each place where a chain's actor is referred to."""

    name: ClassVar[str] = "mentions"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (CHAINS, ACTORS, STATEMENTS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (MENTIONS,)

    def setup(self) -> None:
        """Nothing to load."""

    def process(self, document: Document) -> Document:
        """The document with its mentions, in text order."""
        chains, actors = document[CHAINS], document[ACTORS]
        mentions = [
            _mention(document, actor, mention)
            for chain, actor in zip(chains, actors, strict=True)
            for mention in chain.mentions
        ]
        mentions.sort(key=lambda mention: (mention.spans[0].start, -mention.spans[0].end, mention.id))
        return document.with_layer(MENTIONS, tuple(mentions))


def names_with_owners(parse: Doc, chains: Sequence[Chain]) -> list[str]:
    """The names of the chains, with the owner's for a possessive pronoun: "fund's friends" for "its friends"."""
    of_pronoun = {
        mention.head: number
        for number, chain in enumerate(chains)
        for mention in chain.mentions
        if mention.kind == "pronoun"
    }
    names: list[str] = []
    for chain in chains:
        first = parse.char_span(chain.mentions[0].start, chain.mentions[0].end)
        word, _, rest = chain.name.partition(" ")
        owner = None if first is None or first[0].lower_ != word.lower() else of_pronoun.get(first[0].i)
        if word.lower() not in _THIRD_PERSON_OWNERS or owner is None or owner >= len(names):
            names.append(chain.name)
            continue
        rest = rest.removeprefix("own ")
        names.append(f"{possessive(names[owner], plural=word.lower() == 'their')} {rest}")
    return names


def _actor(document: Document, chain: Chain, name: str) -> Actor:
    first = next((mention for mention in chain.mentions if mention.kind == "name"), chain.mentions[0])
    return sealed(
        Actor(
            article=document.article.id,
            spans=(document.span(first.start, first.end),),
            confidence=chain.confidence,
            stage=ActorsStage.name,
            stage_version=ActorsStage.version,
            name=name,
            kind=cast("ActorKind", chain.kind),
            country=chain.country,
            sector=cast("Sector | None", chain.sector),
            identifier=leader_identifier(document, chain),
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
            stage=MentionsStage.name,
            stage_version=MentionsStage.version,
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
