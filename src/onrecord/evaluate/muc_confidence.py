"""On whose word an organisation is a perpetrator: MUC-4's five classes, from the sentences of a coded dispatch.

A sentence in which the organisation claims goes before one in which somebody accuses it, that before one that hedges,
and that before one that tells the deed in the author's or a source's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from onrecord.codes.roles import is_part_of_state
from onrecord.codes.word_lists import word_set
from onrecord.document import ACTORS, STATEMENTS, TOKENS, Document, Sentence, voice_at

FACT, CLAIMED = "REPORTED AS FACT", "CLAIMED OR ADMITTED"
ACCUSED, BY_AUTHORITIES, POSSIBLE = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "POSSIBLE"

_AUTHORITIES = word_set(
    "army police military armed forces government minister ministry president authorities authority"
    " official officials colonel general commander officer officers security prosecutor judge"
    " investigators intelligence captain lieutenant major governor mayor coprefa attorney brigade"
    " battalion presidential das"
)
_CLAIMS = word_set("claim admit acknowledge take assume accept confess")
_ACCUSES = word_set("accuse blame charge denounce attribute suspect implicate")
_ALLEGES = word_set("alleged allegedly presumed presumably suspected supposed supposedly")
_GUESSES = word_set("apparently possibly probably perhaps possible")
_UNSURE = word_set(
    "may might could seem appear likely rumor assume theory hypothesis possibility whether if uniform"
    " uniforms crossfire"
)
_REPORTS = word_set(
    "say report announce state add claim assert affirm maintain note confirm declare indicate reveal tell"
)
_SPEAKS = _REPORTS | _ACCUSES | {"hold", "condemn"}
_UNNAMED = word_set(
    "radio report reports source sources press newspaper witness witnesses media agency television"
    " station daily version news cable resident residents survivor survivors people embassy document"
    " documents"
)
_DEEDS = word_set(
    "kill murder assassinate attack bomb kidnap destroy burn explode wound injure dynamite blow fire"
    " ambush raid murder attack assassination kidnapping bombing massacre killing death abduct shoot"
    " sabotage crime act explosion plant place"
)
_NEAR = 5
_LATER = 0.01
"""What a sentence loses against the one before: the first word on a deed counts among equals."""


def confidence_of(document: Document, names: Sequence[str]) -> str:
    """The class for an organisation with these names; REPORTED AS FACT where the text gives no other."""
    found = []
    for number, (sentence, first, last) in enumerate(_places(document, names)):
        rank, confidence = confidence_at(document, sentence, first, last)
        found.append((rank - _LATER * number, confidence))
    return max(found, default=(0.0, FACT))[1]


def _places(document: Document, names: Iterable[str]) -> Iterator[tuple[Sentence, int, int]]:
    """Sentence and token stretch of each place where a name stands, in text order."""
    upper = document.text.upper() if len(document.text.upper()) == len(document.text) else document.text
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, _bare(name).split())) for name in longest_first)
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", upper):
        for sentence in document.coded_sentences():
            if sentence.start <= match.start() < sentence.end:
                words = document[TOKENS].char_span(match.start(), match.end(), alignment_mode="expand")
                if words is not None and len(words):
                    yield sentence, words.start, words.end


def _bare(name: str) -> str:
    return re.sub(r"^THE ", "", name.replace("[", "(").replace("]", ")"))


def confidence_at(document: Document, sentence: Sentence, first: int, last: int) -> tuple[float, str]:
    """(rank, class) of what a sentence says of the organisation in the token stretch; higher ranks go first."""
    parse = document[TOKENS]
    tokens = parse[sentence.first : sentence.last]
    lemmas = {token.lemma_.lower() for token in tokens} | {token.lower_ for token in tokens}
    place = parse[first:last]
    voice = voice_at(document[STATEMENTS], place.start_char, place.end_char)[0]
    sources = {word.lower().strip("'s") for name in voice for word in name.split()} | set(_source_words(tokens))
    official = bool(sources & _AUTHORITIES) or _speaks_for_state(document, sources)
    doer = _is_doer(place.root)
    told = bool(lemmas & _DEEDS)
    responsible = bool(lemmas & {"responsibility", "responsible", "credit", "guilty"})
    if responsible and lemmas & _CLAIMS and not {"deny", "reject", "not", "no"} & lemmas:
        return 6.0 + doer, CLAIMED
    if told and ((voice and _same(voice[-1], place.text)) or _is_speaker(place.root)):
        return 3.5, CLAIMED
    if _is_blamed(place.root, lemmas, responsible):
        return 5.0, BY_AUTHORITIES if official else ACCUSED
    near = {token.lower_ for token in parse[max(sentence.first, first - _NEAR) : min(sentence.last, last + _NEAR)]}
    if near & _ALLEGES and told:
        return 4.0, BY_AUTHORITIES if official else ACCUSED
    if near & _GUESSES and told:
        return 4.0, POSSIBLE
    if lemmas & _UNSURE and told:
        return 3.0, BY_AUTHORITIES if official and doer else POSSIBLE
    if {"fighting", "between"} <= lemmas and not doer:
        return 2.0, POSSIBLE
    if told and official and (doer or voice):
        return 3.3, BY_AUTHORITIES
    if told and doer:
        return 3.2, ACCUSED if voice and not sources & _UNNAMED else FACT
    return (1.5, FACT) if told else (0.5, FACT)


def _speaks_for_state(document: Document, sources: set[str]) -> bool:
    """Whether the words of a source are the name of an actor who is part of a state."""
    return any(
        is_part_of_state(actor.sector) and actor.kind == "person" and actor.name.split()[-1].lower() in sources
        for actor in document[ACTORS]
    )


def _source_words(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of the subjects of reporting verbs and of what stands after "according to"."""
    for token in tokens:
        of_report = token.dep_ == "nsubj" and token.head.lemma_.lower() in _SPEAKS
        according = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
        if of_report or according:
            yield from (word.lower_ for word in token.subtree)


def _is_speaker(word: Token) -> bool:
    """Whether a name, or a spokesman of its bearer, is the subject of a reporting verb."""
    node = word
    while node.dep_ in ("pobj", "prep", "compound", "appos", "nmod", "poss") and node.head != node:
        node = node.head
    return node.dep_ == "nsubj" and node.head.lemma_.lower() in _REPORTS


def _is_doer(word: Token) -> bool:
    """Whether a name does the deed: subject, by-phrase, or of those who are ("guerrillas of the ELN")."""
    node = word
    for _ in range(6):
        if node.dep_ in ("nsubj", "agent"):
            return True
        if node.dep_ == "pobj" and node.head.lower_ == "by":
            return True
        if node.dep_ not in ("pobj", "prep", "compound", "appos", "nmod", "poss", "conj", "amod") or node.head == node:
            return False
        node = node.head
    return False


def _is_blamed(word: Token, lemmas: set[str], responsible: bool) -> bool:
    if not (lemmas & _ACCUSES or responsible):
        return False
    node = word
    for _ in range(8):
        if node.dep_ == "nsubj" and node.head.lemma_.lower() in _ACCUSES:
            return False
        if node.lemma_.lower() in _ACCUSES or node.lower_ in ("responsible", "responsibility"):
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def _same(voice: str, name: str) -> bool:
    given, other = ({word for word in text.upper().split() if len(word) > 2} for text in (voice, name))
    return bool(given & other - {"THE", "OF"})
