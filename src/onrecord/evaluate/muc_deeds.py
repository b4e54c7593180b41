"""Deeds of political violence in a coded dispatch: our events with what MUC-4 asks of them beside.

A deed starts from an event record (ASSAULT, or a COERCE that takes somebody) or from a word that our codebook does not
code as an event but MUC-4 counts: a bomb that explodes, a charge that is planted, a death, a theft. Where there is a
record, its actors, recipients, voice, mode, date and place are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.codes.word_lists import word_set
from onrecord.document import (
    DATES,
    EVENTS,
    FACTUALITY,
    PLACES,
    STATEMENTS,
    TOKENS,
    Document,
    Factuality,
    Sentence,
    voice_at,
)
from onrecord.evaluate.muc_classes import (
    BATTLE_WORDS,
    BOMBS,
    DEED_NOUNS,
    DEED_VERBS,
    EXPLOSIVES,
    FOILED_VERBS,
    PERPETRATORS,
    PLANTING_VERBS,
    DeedWord,
    instrument_type,
    is_person_word,
    target_type,
)
from onrecord.evaluate.muc_phrases import Party, parties
from onrecord.schema import Event, Participant, Place

_TYPE_OF_MODE: Mapping[str, str] = {"abduct": "KIDNAPPING", "explosives": "BOMBING", "suicide-attack": "BOMBING"}
_WITHOUT_DOER = word_set("die perish explode")
_STATES: Mapping[str, str] = {
    "dead": "DEATH", "wounded": "INJURY", "injured": "INJURY", "unhurt": "NO INJURY", "unharmed": "NO INJURY",
}  # fmt: skip
"""Adjectives for the state that a deed leaves people in."""
_AT_PREPOSITIONS = word_set("on against at in near outside inside into under of beside behind before to")
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_WHERE = word_set("in at near on outside inside")
_GENERIC = word_set("anyone anybody everyone nobody someone everybody")


@dataclass(frozen=True)
class Instrument:
    """Something a deed was done with."""

    text: str
    kind: str
    head: int


@dataclass(frozen=True)
class Deed:
    """One mention of an incident."""

    word: int
    """Token position of the word that tells of it."""
    sentence: Sentence
    incident: str
    human: str | None
    physical: str | None
    weak: bool
    definite: bool
    """The word is a noun with "the" or "this", or a pronoun's: it may speak of a deed told before."""
    patients: tuple[Party, ...]
    agents: tuple[Party, ...]
    instruments: tuple[Instrument, ...]
    event: Event | None
    factuality: Factuality
    voice: tuple[str, ...]
    date: tuple[str, str] | None
    place: Place | None
    foiled: bool = False


@dataclass
class _Found:
    token: Token
    word: DeedWord
    event: Event | None = None
    foiled: bool = False
    extra: list[Token] = field(default_factory=list)


def deeds(document: Document) -> list[Deed]:
    """The deeds of a dispatch in text order; those that the text denies or only supposes are among them."""
    events = _events_by_token(document)
    found = []
    for sentence in document.coded_sentences():
        tokens = list(document[TOKENS][sentence.first : sentence.last])
        instruments = tuple(_instruments(tokens))
        for each in _found_in(tokens, events, instruments):
            deed = _deed(document, sentence, each, instruments)
            if deed is not None:
                found.append(deed)
    return found


def _events_by_token(document: Document) -> dict[int, Event]:
    found: dict[int, Event] = {}
    for event in document[EVENTS]:
        if event.type not in ("ASSAULT", "COERCE"):
            continue
        for span in event.anchor:
            words = document[TOKENS].char_span(span.start, span.end, alignment_mode="expand")
            for token in words or ():
                found.setdefault(token.i, event)
    return found


def _found_in(
    tokens: Sequence[Token], events: Mapping[int, Event], instruments: Sequence[Instrument]
) -> Iterator[_Found]:
    taken: set[str] = set()
    armed = {each.head: each for each in instruments}
    for token in tokens:
        event = events.get(token.i)
        word = _deed_word(token, event, armed)
        if word is None:
            continue
        if event is not None and event.id in taken:
            continue
        if event is not None:
            taken.add(event.id)
        yield _Found(token, word, event, foiled=token.lemma_.lower() in FOILED_VERBS)


def _deed_word(token: Token, event: Event | None, armed: Mapping[int, Instrument]) -> DeedWord | None:
    lemma = token.lemma_.lower()
    if token.tag_.startswith("VB") or token.pos_ == "VERB":
        objects = [child for child in token.children if child.dep_ in ("dobj", "nsubjpass", "nsubj")]
        used = next((armed[child.i] for child in objects if child.i in armed), None)
        particles = {child.lower_ for child in token.children if child.dep_ in ("prt", "prep", "advmod")}
        things = {child.lower_ for child in token.children if child.dep_ in ("dobj", "pobj", "oprd", "acomp", "advmod")}
        if lemma in ("set", "catch") and ("fire" in things or "ablaze" in things or _has_on_fire(token)):
            return DEED_VERBS["burn"]
        if lemma in ("take", "hold") and ({"hostage", "hostages"} & things):
            return DEED_VERBS["kidnap"]
        if lemma in ("blow", "go") and particles & {"up", "off"} and (lemma == "blow" or used is not None):
            return DEED_VERBS["bomb"]
        if lemma == "fire" and not (particles & {"on", "at", "upon", "into", "against"} or used or event):
            return None
        if lemma in PLANTING_VERBS and used is not None and used.kind in EXPLOSIVES:
            return DEED_VERBS["bomb"] if used.kind in BOMBS else DeedWord("ATTACK")
        if lemma in FOILED_VERBS and used is not None:
            return DEED_VERBS["bomb"]
        if lemma in DEED_VERBS and (event is not None or lemma not in ("harass", "fire", "beat", "shell")):
            return DEED_VERBS[lemma]
    elif token.pos_ in ("NOUN", "PROPN") and lemma in DEED_NOUNS:
        if token.dep_ == "compound":
            return None
        return DEED_NOUNS[lemma]
    elif lemma in _STATES and token.dep_ in ("acomp", "oprd", "ccomp", "xcomp"):
        return DeedWord("ATTACK", _STATES[lemma], weak=True)
    if event is None or lemma in BATTLE_WORDS:
        return None
    if event.type == "COERCE":
        return None
    kind = _TYPE_OF_MODE.get(event.event_mode or "", "ATTACK")
    return DeedWord(kind, physical="SOME DAMAGE" if event.event_mode == "destroy" else None)


def _has_on_fire(verb: Token) -> bool:
    return any(
        child.dep_ == "prep" and child.lower_ == "on" and any(inner.lower_ == "fire" for inner in child.children)
        for child in verb.children
    )


def _instruments(tokens: Sequence[Token]) -> Iterator[Instrument]:
    for token in tokens:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ == "compound":
            continue
        before: list[Token] = []
        position = token.i - 1
        while position >= 0 and token.doc[position].head == token and token.doc[position].dep_ in _MODIFIERS:
            before.insert(0, token.doc[position])
            position -= 1
        kind = instrument_type(token.text, [each.text for each in before])
        if kind is not None:
            text = token.doc[(before[0].i if before else token.i) : token.i + 1].text
            yield Instrument(re.sub(r"\s+", " ", text).upper(), kind, token.i)


# ---------------------------------------------------------------- who, whom, when, where


def _deed(document: Document, sentence: Sentence, found: _Found, instruments: Sequence[Instrument]) -> Deed | None:
    token = found.token
    heads = list(_patients(token))
    if found.event is not None:
        heads += _tokens_of(document, found.event.recipients)
    patients = _distinct(party for head in heads for party in parties(document, head))
    doers = list(_agents(token))
    if found.event is not None:
        doers += _tokens_of(document, found.event.actors)
    agents = _distinct(party for head in doers for party in parties(document, head))
    agents = tuple(each for each in agents if each.head not in {one.head for one in patients})
    kind = found.word.incident
    own = tuple(each for each in instruments)
    if kind == "ATTACK" and not found.word.weak and any(each.kind in BOMBS for each in own) and _is_used(document, own):
        kind = "BOMBING"
    if kind == "BOMBING":
        patients = _distinct((*patients, *_struck(document, token)))
    fact = document[FACTUALITY].get(token.i) or Factuality("+", "asserted", "certain", "past")
    voice: tuple[str, ...] = ()
    if found.event is not None:
        event = found.event
        fact = Factuality(event.polarity, event.mode, event.certainty, event.time_frame)
        voice = event.voice
    else:
        voice = voice_at(document[STATEMENTS], token.idx, token.idx + len(token))[0]
    definite = token.pos_ == "NOUN" and any(child.lower_ in ("the", "this", "these") for child in token.children)
    return Deed(
        word=token.i,
        sentence=sentence,
        incident=kind,
        human=found.word.human,
        physical=found.word.physical,
        weak=found.word.weak,
        definite=definite,
        patients=patients,
        agents=agents,
        instruments=own,
        event=found.event,
        factuality=fact,
        voice=voice,
        date=_date(document, found, sentence),
        place=_place(document, found, sentence),
        foiled=found.foiled,
    )


def _is_used(document: Document, instruments: Sequence[Instrument]) -> bool:
    """Whether a bomb of the sentence is what was used, and not what was found or seized."""
    for each in instruments:
        verb = document[TOKENS][each.head].head
        if verb.lemma_ in ("seize", "find", "confiscate", "discover", "capture", "carry", "possess"):
            return False
    return True


def _distinct(found: Iterator[Party] | Sequence[Party]) -> tuple[Party, ...]:
    kept: dict[int, Party] = {}
    for party in found:
        kept.setdefault(party.head, party)
    return tuple(kept.values())


def _patients(token: Token) -> Iterator[Token]:
    if token.pos_ == "NOUN" or token.pos_ == "PROPN":
        for child in token.children:
            if child.dep_ == "poss":
                yield child
            if child.dep_ == "prep" and child.lower_ in ("of", "on", "against", "at"):
                yield from (inner for inner in child.children if inner.dep_ == "pobj")
        return
    if token.pos_ == "ADJ" or token.dep_ in ("acomp", "oprd"):
        yield from (child for child in token.head.children if child.dep_ in ("dobj", "nsubj", "nsubjpass"))
        yield from (child for child in token.children if child.dep_ == "nsubj")
        return
    objects = [child for child in token.children if child.dep_ in ("dobj", "nsubjpass")]
    yield from objects
    intransitive = token.lemma_ in ("die", "perish", "disappear")
    if not objects and (intransitive or (token.tag_ == "VBN" and token.dep_ in ("conj", "ROOT", "advcl", "ccomp"))):
        has_aux = any(child.dep_ == "aux" for child in token.children)
        if intransitive or not has_aux:
            yield from (child for child in token.children if child.dep_ == "nsubj")
    if token.dep_ in ("acl", "relcl") and token.tag_ == "VBN" and not objects:
        yield token.head
    if token.dep_ == "conj" and token.tag_ == "VBN" and not objects:
        subjects = [child for child in token.head.children if child.dep_ in ("nsubjpass",)]
        if not any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
            yield from subjects
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "at", "against", "upon", "into", "to"):
            yield from (
                inner for inner in child.children
                if inner.dep_ == "pobj" and (is_person_word(inner.lower_) or inner.pos_ == "PROPN"
                                             or target_type(inner.lower_, ["x"]) is not None)
            )  # fmt: skip


def _agents(token: Token) -> Iterator[Token]:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
        elif child.dep_ == "nsubj" and not passive and token.pos_ == "VERB" and token.lemma_ not in _WITHOUT_DOER:
            yield child


def _struck(document: Document, token: Token) -> Iterator[Party]:
    """The things in the clause of an explosion that it struck: what a preposition of place puts there."""
    clause = token
    while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
        clause = clause.head
    for word in clause.subtree:
        if word.pos_ not in ("NOUN", "PROPN") or word.dep_ not in ("pobj", "conj", "dobj"):
            continue
        top = word
        while top.dep_ == "conj" and top.head != top:
            top = top.head
        if top.dep_ == "pobj" and top.head.lower_ in _AT_PREPOSITIONS and _kind_of_thing(word) is not None:
            yield from parties(document, word)


def _kind_of_thing(word: Token) -> str | None:
    return target_type(word.lower_, [child.lower_ for child in word.children if child.i < word.i])


def _tokens_of(document: Document, participants: Sequence[Participant]) -> list[Token]:
    found = []
    for one in participants:
        for span in one.spans[:1]:
            words = document[TOKENS].char_span(span.start, span.end, alignment_mode="expand")
            if words is not None and len(words):
                found.append(words.root)
    return found


def _date(document: Document, found: _Found, sentence: Sentence) -> tuple[str, str] | None:
    if found.event is not None and found.event.date is not None:
        interval = found.event.date
        if interval.start and interval.end:
            return interval.start, interval.end
    days = [
        (abs(date.spans[0].start - found.token.idx), date.start, date.end)
        for date in document[DATES]
        if date.type in ("DATE", "TIME") and date.start and date.end
        and sentence.start <= date.spans[0].start < sentence.end
    ]  # fmt: skip
    return min(days)[1:] if days else None


def _place(document: Document, found: _Found, sentence: Sentence) -> Place | None:
    if found.event is not None and found.event.place_record:
        for place in document[PLACES]:
            if place.id == found.event.place_record:
                return place
    parse = document[TOKENS]
    best: tuple[int, int, Place] | None = None
    for place in document[PLACES]:
        if not sentence.start <= place.spans[0].start < sentence.end or place.kind in ("continent", "area"):
            continue
        words = parse.char_span(place.spans[0].start, place.spans[-1].end, alignment_mode="expand")
        if words is None or not len(words):
            continue
        root = words.root
        while root.dep_ in ("compound", "appos", "nmod") and root.head != root:
            root = root.head
        if root.dep_ != "pobj" or root.head.lower_ not in _WHERE:
            continue
        rank = (place.kind == "country", abs(root.i - found.token.i), place)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best else None


def is_perpetrator(party: Party) -> bool:
    """True for a party of a kind that does such deeds, or a named person."""
    return bool(set(party.words) & PERPETRATORS) or party.name is not None


def is_generic(party: Party) -> bool:
    """True for "anyone" and the like."""
    return bool(set(party.words) & _GENERIC)
