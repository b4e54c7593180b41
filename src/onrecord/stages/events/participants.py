"""From argument words to participants: the actor that a word refers to, with its country and sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from spacy.tokens import Token

from onrecord.codes import countries
from onrecord.document import Document
from onrecord.intervals import Placed
from onrecord.schema import Actor, Mention, Participant, Place
from onrecord.stages.events import arguments
from onrecord.stages.events.lexicon import counted
from onrecord.stages.events.party_countries import (
    country_of,
    country_of_leader,
    is_abroad,
    is_ethnic,
    lives_in,
    names_international_body,
    nationalities,
    title_before,
)
from onrecord.stages.events.phrase_offsets import phrase

_SAYING = frozenset({"say", "announce", "declare", "confirm", "warn", "insist", "add", "claim", "pledge", "promise"})


def participants_of(
    document: Document,
    noun: Token,
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    places: Placed[Place],
) -> list[Participant]:
    """The participants an argument word refers to: one, or one a nation for 'French and Egyptian warships'."""
    apart = nationalities(noun)
    if not apart:
        return [participant(document, noun, mentions, actors, places)]
    whole = participant(document, noun, mentions, actors, places)
    _, end = phrase(noun)
    after = apart[-1][0].nbor(1).idx
    return [
        Participant(
            name=f"{word.text} {document.text[after:end]}",
            country=country,
            sector=whole.sector,
            spans=(document.span(word.idx, word.idx + len(word)), document.span(after, end)),
        )
        for word, country in apart
    ]


def participant(
    document: Document,
    noun: Token,
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    places: Placed[Place],
) -> Participant:
    """The participant an argument word refers to: its actor where the mention layer knows one, else its words.

    The country is that of the actor, else the one the phrase names, else its owner's ('its troops'), else that of a
    head of state or of government of this name, else that of a place name in the phrase.
    """
    found = _participant(document, _meant(noun, mentions), mentions, actors)
    if is_ethnic(noun) or lives_in(noun) is not None:
        found = msgspec.structs.replace(found, country=country_of(noun))
    if found.country is None:
        published = document.article.published
        country = (
            _country_of_owner(noun, mentions, actors)
            or country_of_leader(found.name, published, title=title_before(noun))
            or _country_of_whose(noun, mentions, actors, published)
        )
        if country is None and found.spans:
            span = found.spans[0]
            near = places.near(span.start, span.end)
            inside = [place for place in near if span.start <= place.spans[0].start and place.spans[0].end <= span.end]
            country = next((place.country for place in inside if place.country is not None), None)
        found = msgspec.structs.replace(found, country=country)
    if found.country is None and found.sector in (None, "GOV") and _is_of_international_body(noun, found):
        return msgspec.structs.replace(found, sector="IGO")
    return found


def _is_of_international_body(noun: Token, found: Participant) -> bool:
    """True for an office holder or a thing of an organisation of states, by the phrase or what stands beside it."""
    beside = [
        " ".join(word.text for word in child.subtree)
        for child in noun.children
        if child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ == "of")
    ]
    return any(
        names_international_body(words) for words in (found.name, *(span.quote for span in found.spans), *beside)
    )


def _meant(noun: Token, mentions: Sequence[Mention]) -> Token:
    """The noun, or for an 'it' that coreference leaves open the state or body that says so: 'Syria says it will'."""
    if noun.lower_ not in ("it", "they") or noun.dep_ not in ("nsubj", "nsubjpass") or _mention_at(noun, mentions):
        return noun
    verb = noun.head
    while verb.dep_ in ("xcomp", "conj") and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in _SAYING:
        return noun
    speaker = arguments.own_subject(verb.head)
    return speaker if speaker is not None and speaker.ent_type_ in ("GPE", "ORG", "NORP") else noun


def _country_of_whose(
    noun: Token, mentions: Sequence[Mention], actors: Mapping[str, Actor], published: str | None
) -> str | None:
    """The country of the person or body that people are of: 'supporters of Ben Bella', 'Suharto's government'."""
    for child in noun.children:
        owner = child if child.dep_ == "poss" else None
        if child.dep_ == "prep" and child.lower_ == "of":
            owner = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
        if owner is None or owner.pos_ != "PROPN" or is_abroad(noun):
            continue
        mention = _mention_at(owner, mentions)
        actor = actors.get(mention.actor) if mention is not None else None
        name = actor.name if actor is not None else owner.text
        country = actor.country if actor is not None else None
        return country or country_of_leader(name, published, title=title_before(owner))
    return None


def _country_of_owner(noun: Token, mentions: Sequence[Mention], actors: Mapping[str, Actor]) -> str | None:
    """The country of whom a possessive pronoun stands for: 'its troops', but not 'its allies'."""
    owner = next((child for child in noun.children if child.dep_ == "poss" and child.tag_ == "PRP$"), None)
    if owner is None or is_abroad(noun):
        return None
    mention = _mention_at(owner, mentions)
    actor = actors.get(mention.actor) if mention is not None else None
    return actor.country if actor is not None else None


def _participant(
    document: Document, noun: Token, mentions: Sequence[Mention], actors: Mapping[str, Actor]
) -> Participant:
    start, end = phrase(noun)
    words = document.span(start, end)
    mention = _mention_at(noun, mentions) or _mention_at(counted(noun), mentions)
    actor = actors.get(mention.actor) if mention is not None else None
    if actor is not None:
        country = actor.country if actor.country is not None else country_of(noun)
        return Participant(name=actor.name, actor=actor.id, country=country, sector=actor.sector, spans=(words,))
    appositive = next(
        (child for child in noun.children if child.dep_ == "appos" and child.ent_type_ in ("PERSON", "ORG")), None
    )
    if appositive is not None:
        named = _mention_at(appositive, mentions)
        known = actors.get(named.actor) if named is not None else None
        if known is not None:
            return Participant(
                name=known.name,
                actor=known.id,
                country=known.country or country_of(noun),
                sector=known.sector,
                spans=(words,),
            )
    code = countries.country_by_demonym(noun.text) if noun.dep_ in ("amod", "compound", "nmod") else None
    adjective_of = countries.country(code) if code is not None else None
    if adjective_of is not None:
        # "froze Soviet aid": the adjective stands for the state
        state = next((one for one in actors.values() if one.kind == "state" and one.country == code), None)
        return Participant(
            name=adjective_of.name,
            actor=state.id if state is not None else None,
            country=code,
            sector="GOV",
            spans=(words,),
        )
    return Participant(name=words.quote, country=country_of(noun), spans=(words,))


def _mention_at(noun: Token, mentions: Sequence[Mention]) -> Mention | None:
    """The shortest mention that the word heads or is a name word of: 'the region' in 'its governor' is none of his."""
    start, end = noun.idx, noun.idx + len(noun)
    covering = [
        mention
        for mention in mentions
        for span in mention.spans
        if span.start <= start and end <= span.end and _heads(noun, span.start, span.end)
    ]
    return min(covering, key=lambda mention: mention.spans[0].end - mention.spans[0].start, default=None)


def _heads(noun: Token, start: int, end: int) -> bool:
    """True where no preposition or possessive stands between the word and the head of text[start:end]."""
    node = noun
    for _ in range(20):
        head = node.head
        if head == node or not start <= head.idx < end:
            return True
        if node.dep_ in ("pobj", "poss", "relcl", "acl"):
            return False
        node = head
    return True
