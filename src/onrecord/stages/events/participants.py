"""From argument words to participants: the noun phrase, the actor it refers to, its country and sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from spacy.tokens import Token

from onrecord.codes import countries
from onrecord.document import Document
from onrecord.intervals import Placed
from onrecord.schema import Actor, Mention, Participant, Place
from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed, victims_of
from onrecord.stages.events.lexicon import counted, in_class
from onrecord.stages.events.needs import is_public

_SPEECH_TYPES = frozenset({"ACCUSE", "SUPPORT", "REJECT", "AGREE", "CONCEDE", "REQUEST", "THREATEN"})
_NO_ADDRESSEE = frozenset({"deny", "dispute", "contest", "dismiss", "refute", "allege"})
"""Verbs whose content names what is talked about, not whom it is said to."""
_WORLDLY = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "we",
        "us",
        "i",
        "me",
        "you",
        "himself",
        "itself",
        "themselves",
        "herself",
    }
)
_NOBODY = frozenset({"power", "that", "this", "which", "control", "what", "something", "nothing"})
"""Objects that are done to without being anybody."""
_HYPHENS = frozenset("-‐‑")
_LEFT = (
    "compound",
    "amod",
    "nummod",
    "poss",
    "nmod",
    "quantmod",
    "advmod",
    "predet",
    "npadvmod",
    "punct",
    "det",
    "appos",
)


def actors_of(deed: Deed) -> list[Token]:
    """The head words of those who do the deed, in text order; empty where nobody is named."""
    verbal = deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    found = arguments.agent(deed.head) if verbal else _doer_of_noun(deed)
    if found is None and verbal and deed.sense.type in ("MOBILIZE", "RETREAT"):
        moved = arguments.patient(deed.head)
        found = moved if moved is not None and in_class(moved, "TROOPS") else None
    if found is None:
        return []
    named = [
        noun for noun in arguments.coordinated(found) if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
    ]
    return [noun for noun in named if not _is_instrument(noun)]


def _is_instrument(noun: Token) -> bool:
    """True for bombs and blasts, which do nothing on their own account."""
    return (
        noun.ent_type_ not in _WORLDLY
        and in_class(noun, "WEAPON|explosion|blast|fire|attack")
        and not in_class(noun, "TROOPS")
    )


def recipients_of(deed: Deed, doers: Sequence[Token]) -> list[Token]:
    """The head words of those the deed is done to, in text order; empty where nobody is named or both sides act."""
    verbal = deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    found = _recipient_of_verb(deed, doers) if verbal else _recipient_of_noun(deed)
    if found is None and not verbal:
        found = victims_of(deed.head)
    if found is None:
        return []
    named = [noun for noun in arguments.coordinated(found) if noun.i not in {doer.i for doer in doers}]
    named = [noun for noun in named if noun.lower_ not in _NOBODY]
    if deed.trained and deed.sense.type != "ASSAULT":
        # where the recipient of such a word stands is a guess, and things are seldom recipients but of attacks
        named = [noun for noun in named if is_public(noun) or in_class(noun, "HUMAN|TROOPS|OFFICIAL|DIPLOMAT")]
    if deed.sense.type == "SANCTION":
        # "froze Soviet aid", "suspended Chad's membership"
        named = [
            owner
            for noun in named
            for owner in ((in_class(noun, "AIDSTUFF|TIES|TALKS|membership") and _responsible(noun)) or [noun])
        ]
    elif verbal and deed.sense.type == "REQUEST" and _is_addressed(deed.head, found):
        pass
    elif deed.sense.type in _SPEECH_TYPES:
        named = [owner for noun in named for owner in _responsible(noun)]
    return list(dict.fromkeys(named))


def _is_addressed(verb: Token, noun: Token) -> bool:
    """True for 'asked dockers to stop': whoever is asked to do something is one who acts, whatever the noun."""
    inner = arguments.complement(verb)
    return noun == arguments.patient(verb) and inner is not None and arguments.has_to(inner) and noun.pos_ != "DET"


def _recipient_of_verb(deed: Deed, doers: Sequence[Token]) -> Token | None:
    verb = deed.head
    for slot in deed.sense.slots:
        found = None
        if slot == "o":
            found = arguments.patient(verb)
        elif slot == "d":
            found = arguments.second_object(verb)
        elif slot == "~":
            found = arguments.prepositional(verb, "with")
        else:
            found = arguments.prepositional(verb, slot) or _through_object(verb, slot)
        if found is not None and found.i not in {doer.i for doer in doers} and not _reflexive(found):
            return found
    asked = _asked_for(verb) if deed.sense.type == "REQUEST" else None
    if asked is not None:
        return asked
    if (deed.sense.type in _SPEECH_TYPES or "speech" in deed.sense.flags) and verb.lemma_ not in _NO_ADDRESSEE:
        return _from_complement(verb, doers)
    if deed.sense.type == "AID":
        return _helped(verb)
    return None


def _asked_for(verb: Token) -> Token | None:
    """Who is to act in 'called for the council to meet'."""
    for child in verb.children:
        marked = any(leaf.dep_ == "mark" and leaf.lower_ == "for" for leaf in child.children)
        if child.dep_ in ("advcl", "ccomp") and marked and verb.lemma_ in ("call", "appeal", "press", "push", "plead"):
            return arguments.own_subject(child)
    return None


def _helped(verb: Token) -> Token | None:
    """Those whom a gift is to help: 'donated ventilators to assist Ethiopia'."""
    target = arguments.patient(verb)
    for word in (*verb.children, *(target.children if target is not None else ())):
        if word.lemma_ in ("help", "assist", "support", "aid", "protect") and arguments.has_to(word):
            return arguments.patient(word)
    return None


def _through_object(verb: Token, preposition: str) -> Token | None:
    """The object of a preposition on the verb's object: 'imposed sanctions on Iran', 'sent aid to Chad'."""
    target = arguments.patient(verb)
    if target is None or (arguments.is_passive(verb) and target.i > verb.i):
        return None
    for noun in arguments.coordinated(target):
        found = arguments.prepositional(noun, preposition)
        if found is not None:
            return found
        for child in noun.children:
            # "lift the sanctions imposed on Iran", "a complaint for damages against the state"
            below = child if child.dep_ == "acl" and child.tag_ == "VBN" else None
            if child.dep_ == "prep" and preposition == "against":
                below = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            found = arguments.prepositional(below, preposition) if below is not None else None
            if found is not None:
                return found
    return None


def _from_complement(verb: Token, doers: Sequence[Token]) -> Token | None:
    """Whom the content of a speech act is about: its own subject, else the first actor named in it."""
    inner = arguments.complement(verb)
    if inner is None:
        return None
    held = {doer.i for doer in doers}
    subject = arguments.own_subject(inner)
    if subject is None:
        # "agreed to give the inspectors access": the one it is done for comes before names that are only mentioned
        given = arguments.second_object(inner) or arguments.prepositional(inner, "to")
        for found in (given, arguments.patient(inner)):
            if found is not None and found.i > verb.i and found.i not in held and found.pos_ in ("NOUN", "PROPN"):
                own = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in found.children)
                if not own and (found.ent_type_ in _WORLDLY or in_class(found, "POLITICAL|HUMAN")):
                    return found
    if subject is not None and subject.i not in held and subject.pos_ in ("NOUN", "PROPN"):
        named = subject.ent_type_ in _WORLDLY or in_class(subject, "POLITICAL|HUMAN")
        if named:
            return subject
    for word in inner.subtree:
        named = word.ent_type_ in ("GPE", "NORP", "PERSON", "ORG") and word.pos_ in ("PROPN", "NOUN", "ADJ")
        if word.i > verb.i and named and word.i not in held:
            head = word
            while (
                head.dep_ in ("compound", "amod", "poss", "nmod")
                and head.head.i > head.i
                and head.head.pos_ in ("PROPN", "NOUN")
            ):
                if head.ent_type_ and head.head.ent_type_ != head.ent_type_ and head.dep_ == "poss":
                    break
                head = head.head
            return head
    return None


def _doer_of_noun(deed: Deed) -> Token | None:
    noun, roles = deed.head, deed.sense.roles
    by = arguments.prepositional(noun, "by")
    if by is not None and by.ent_type_ not in ("DATE", "TIME"):
        return by
    if arguments.under_it(noun) is not None:
        verb = noun.head.head
        return (
            arguments.prepositional(noun, "from")
            or arguments.prepositional(verb, "from")
            or arguments.prepositional(verb, "by")
        )
    if "~" in deed.sense.slots:
        between = arguments.prepositional(noun, "between")
        if between is not None:
            return between
    for child in noun.children:
        if child.dep_ == "poss" and "poss=s" in roles and child.ent_type_ not in ("DATE", "TIME"):
            return child
    if "of=s" in roles:
        of = arguments.prepositional(noun, "of")
        if (
            of is not None
            and of.ent_type_ not in ("DATE", "TIME")
            and (of.ent_type_ in _WORLDLY or in_class(of, "POLITICAL|HUMAN"))
        ):
            return of
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and (
            child.ent_type_ in ("NORP", "GPE", "ORG") or _of_a_people(child)
        ):
            if deed.sense.type in ("ASSAULT", "PROTEST") and child.ent_type_ == "GPE" and _is_town(child):
                continue
            return child
        if child.dep_ in ("compound", "nmod") and in_class(child, "POLITICAL"):
            return child
    if deed.light is not None:
        if arguments.is_passive(deed.light):
            return arguments.agent(deed.light)
        if deed.light.lemma_ in ("receive", "suffer", "face", "undergo"):
            return arguments.prepositional(deed.light, "from") or arguments.prepositional(noun, "from")
        return arguments.agent(deed.light)
    return None


def _recipient_of_noun(deed: Deed) -> Token | None:
    noun, roles = deed.head, deed.sense.roles
    under = arguments.under_it(noun)
    if under is not None:
        return under
    if deed.light is not None and deed.light.lemma_ in ("receive", "suffer", "face", "undergo"):
        return arguments.subject(deed.light)
    slots = [slot for slot in deed.sense.slots if slot != "~"]
    if "of=o" in roles and "of" not in slots:
        slots.insert(0, "of")
    if "~" in deed.sense.slots and "with" not in slots:
        slots.insert(0, "with")
    for slot in slots:
        if slot == "between":
            continue
        found = arguments.prepositional(noun, slot)
        if found is None and deed.light is not None:
            found = arguments.prepositional(deed.light, slot)
        if found is not None:
            return found
    if deed.light is not None:
        second = arguments.second_object(deed.light)
        if second is not None and second != noun:
            return second
    if "poss=o" in roles:
        return next(
            (child for child in noun.children if child.dep_ == "poss" and child.ent_type_ not in ("DATE", "TIME")), None
        )
    return None


def _responsible(noun: Token) -> list[Token]:
    """Whom a speech act about a thing is directed at: 'condemned Iran's raid' is directed at Iran."""
    if noun.ent_type_ in _WORLDLY or noun.pos_ == "PRON" or in_class(noun, "HUMAN|POLITICAL"):
        return [noun]
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN", "PRON") and child.ent_type_ not in ("DATE", "TIME"):
            return arguments.coordinated(child)
    for word in ("by", "from"):
        found = arguments.prepositional(noun, word)
        if found is not None:
            return arguments.coordinated(found)
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and (
            child.ent_type_ in ("NORP", "GPE", "ORG") or _of_a_people(child)
        ):
            return [child]
    for word in ("of", "in", "on", "against", "to"):
        found = arguments.prepositional(noun, word)
        if found is not None and (found.ent_type_ in _WORLDLY or in_class(found, "HUMAN|POLITICAL")):
            return arguments.coordinated(found)
    return [noun] if noun.dep_ in ("nsubjpass",) else []


def _of_a_people(word: Token) -> bool:
    return countries.country_by_demonym(word.text) is not None or countries.country_by_people(word.text) is not None


def _is_town(word: Token) -> bool:
    """True for a place name that is no country's: 'the Paris attacks' are attacks in Paris."""
    return countries.country_by_name(word.text) is None and countries.country_by_demonym(word.text) is None


def _reflexive(noun: Token) -> bool:
    return noun.lower_ in ("itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself")


def phrase(noun: Token) -> tuple[int, int]:
    """Offsets of the noun phrase: from its first modifier (without an article) to its head, or to what it counts."""
    first = noun
    for word in noun.lefts:
        if word.dep_ in _LEFT and word.dep_ not in ("punct", "det"):
            edge = word.left_edge
            dash = _after_dateline(edge, noun)
            if dash is not None:
                edge = dash
            while (
                edge.i < noun.i
                and (edge.dep_ in ("det", "punct", "advmod", "preconj") or edge.is_space)
                and edge.lower_ not in ("no",)
            ):
                edge = edge.nbor(1)
            if edge.i > word.sent.start + 1 and edge.nbor(-1).text in _HYPHENS and not edge.nbor(-1).whitespace_:
                # a compound that the parse cut: "lower-ranking"
                edge = edge.nbor(-2)
            if edge.i < first.i:
                first = edge
    if noun.i - first.i > 15:
        first = noun
    last = counted(noun)
    for word in last.rights:
        if word.dep_ == "flat" or (word.dep_ == "compound" and word.i == last.i + 1):
            last = word
    end = last if last.i >= noun.i else noun
    return first.idx, end.idx + len(end)


def _after_dateline(edge: Token, noun: Token) -> Token | None:
    """The first word after the dash of a dateline that the parse took into the phrase: 'OSLO - Three men'."""
    opening = noun.sent[0]
    if not (opening.text.isupper() and len(opening.text) > 2):
        return None
    for word in noun.doc[opening.i : min(noun.i, opening.i + 14)]:
        spaced = word.i > 0 and bool(word.nbor(-1).whitespace_)
        if word.text in ("-", "–", "—", "_") and (spaced or bool(word.whitespace_)) and edge.i <= word.i:
            return word.nbor(1)
    return None


def participant(
    document: Document,
    noun: Token,
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    places: Placed[Place],
) -> Participant:
    """The participant an argument word refers to: its actor where the mention layer knows one, else its words.

    The country is that of the actor, else the one the phrase names, else that of a place name in it.
    """
    found = _participant(document, noun, mentions, actors)
    if found.country is not None or not found.spans:
        return found
    span = found.spans[0]
    near = places.near(span.start, span.end)
    inside = [place for place in near if span.start <= place.spans[0].start and place.spans[0].end <= span.end]
    country = next((place.country for place in inside if place.country is not None), None)
    return found if country is None else msgspec.structs.replace(found, country=country)


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


def country_of(noun: Token) -> str | None:
    """The country a noun phrase names: by its own name or people, then its modifiers, then what it is of or in."""
    ethnic = any(child.lower_ == "ethnic" for child in noun.lefts)
    found = _country_of_place(noun) if ethnic else None
    found = found or _country_named(noun)
    if found is not None:
        return found
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "poss", "nmod", "appos"):
            found = _country_named(child) or next(
                (code for leaf in child.lefts if (code := _country_named(leaf)) is not None), None
            )
            if found is not None:
                return found
    found = _country_of_place(noun)
    if found is not None:
        return found
    for child in noun.rights:
        if child.dep_ == "appos":
            found = _country_named(child) or next(
                (code for leaf in child.lefts if (code := _country_named(leaf))), None
            )
            if found is not None:
                return found
    return None


def _country_of_place(noun: Token) -> str | None:
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "from", "for", "at", "to"):
            for leaf in child.children:
                if leaf.dep_ == "pobj":
                    found = country_of(leaf)
                    if found is not None:
                        return found
    return None


def _country_named(word: Token) -> str | None:
    if not word.text[:1].isupper():
        return None
    first = word
    while (
        first.i > word.sent.start
        and first.nbor(-1).dep_ == "compound"
        and first.nbor(-1).text[:1].isupper()
        and word.i - first.i < 4
    ):
        first = first.nbor(-1)
    for start in range(first.i, word.i + 1):
        text = word.doc[start : word.i + 1].text
        found = (
            countries.country_by_name(text) or countries.country_by_demonym(text) or countries.country_by_people(text)
        )
        if found is None and (word.ent_type_ != "PERSON" or first == word):
            found = countries.capital_of(text)
        if found is not None:
            return found
    return None
