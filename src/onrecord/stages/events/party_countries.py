"""The country of a party to a deed, read off its noun phrase: names, peoples, bodies, leaders, places it is of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from spacy.tokens import Token

from onrecord.codes import countries
from onrecord.codes.leaders import Term, leaders, may_be_called, name_words, office_named
from onrecord.codes.organisations import known_organisation
from onrecord.codes.word_lists import word_set
from onrecord.stages.events.lexicon import counted

_MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "appos"})
_OF_PLACE = frozenset({"of", "in", "from", "for", "at", "to", "on", "throughout", "across", "near", "around"})
_LONGEST_NAME = 4
_NAMED_LIKE_THINGS = frozenset({"JRN", "NGO"})
"""Sectors whose bodies are called by common words: "Post", "Memorial"."""
_ABROAD = word_set(
    "ally neighbour neighbor enemy foe rival adversary partner counterpart creditor lender donor invader friend backer"
    " patron occupier opponent"
)
_TITLES = word_set("president premier king queen emperor emir sultan chancellor pm leader dictator ruler strongman")
_ANY_OFFICE = frozenset({"leader", "dictator", "ruler", "strongman"})
_LIVING = word_set("operate base live fight station hold trap work serve deploy flee shelter")
"""Verbs whose participle says where people are: 'guerrillas operating in Chad', 'refugees fleeing a war in Chad'."""


def country_of(noun: Token) -> str | None:
    """The country a noun phrase names: by its own name or people, then its modifiers, then what it is of or in.

    An 'ethnic' people is of the country where it lives, if the phrase says where, and not of its namesake.
    """
    if is_ethnic(noun):
        return _country_of_place(noun)
    found = lives_in(noun) or _country_named(noun)
    if found is not None:
        return found
    for child in noun.lefts:
        if child.dep_ in _MODIFIERS and not is_ethnic(child) and not (child.dep_ == "poss" and is_abroad(noun)):
            found = _country_named(child) or next(
                (code for leaf in child.lefts if (code := _country_named(leaf)) is not None), None
            )
            if found is not None:
                return found
    found = _country_of_place(noun)
    if found is not None:
        return found
    for child in noun.rights:
        if child.dep_ == "acl" and child.lemma_.lower() in _LIVING:
            found = _country_of_place(child) or next(
                (code for leaf in child.rights if leaf.dep_ == "dobj" and (code := country_of(leaf))), None
            )
            if found is not None:
                return found
        if child.dep_ == "appos":
            found = _country_named(child) or next(
                (code for leaf in child.lefts if (code := _country_named(leaf))), None
            )
            if found is not None:
                return found
    return None


def nationalities(noun: Token) -> list[tuple[Token, str]]:
    """The adjectives of 'French and Egyptian warships' with their countries; empty where there are not two or more."""
    first = next(
        (child for child in noun.lefts if child.dep_ == "amod" and countries.country_by_demonym(child.text)), None
    )
    if first is None or noun.tag_ not in ("NNS", "NNPS") or is_ethnic(noun):
        return []
    found, node = [first], first
    while (node := next((child for child in node.rights if child.dep_ == "conj"), node)) not in found:
        found.append(node)
    named = [(word, code) for word in found if (code := countries.country_by_demonym(word.text)) is not None]
    return named if len(named) == len(found) > 1 and len({code for _, code in named}) == len(named) else []


def lives_in(noun: Token) -> str | None:
    """The country of a people that is named after another: Serbia for 'the Albanians of southern Serbia'."""
    if noun.tag_ != "NNPS" or countries.country_by_people(noun.text) is None:
        return None
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((code for leaf in child.children if (code := country_of(leaf)) is not None), None)
    return None


def is_abroad(noun: Token) -> bool:
    """True for nouns whose owner is another country than theirs: 'its allies', 'Iran's enemies'."""
    return noun.lemma_.lower() in _ABROAD


def is_ethnic(noun: Token) -> bool:
    """True for 'ethnic Albanians', and for the adjective in 'ethnic Albanian rebels'."""
    if noun.i > 0 and noun.nbor(-1).lower_ == "ethnic":
        return True
    return any(child.lower_ == "ethnic" for child in counted(noun).lefts)


def names_international_body(words: str) -> bool:
    """True where the words hold the name of an organisation of several states: 'U.N. helicopters'."""
    pieces = words.replace("'s", "").replace("’s", "").replace("(", "").replace(")", "").split()
    for start in range(len(pieces)):
        for end in range(min(len(pieces), start + _LONGEST_NAME), start, -1):
            known = known_organisation(" ".join(pieces[start:end]).rstrip(","))
            if known is not None and known.sector in ("IGO", "NGO"):
                return known.country is None
    return False


def country_of_leader(name: str, published: str | None, *, title: str | None) -> str | None:
    """The country whose head of state or of government bears the name; None where it is nobody's or several countries'.

    A surname counts only with the ``title`` of the office before it. Nobody counts who came to office after the
    article's day, and of several who bear the name those in office then go first.
    """
    words = name_words(name)
    if not words or (len(words) == 1 and title is None):
        return None
    day = (published or "9999")[:10]
    office = office_named(title) if title is not None else ""
    terms = [
        term
        for term in _terms_by_word().get(words[-1], ())
        if term.start <= day
        and may_be_called(term.name, name, term.country)
        and (len(words) > 1 or office in (term.office, *_ANY_OFFICE))
    ]
    found = {term.country for term in terms}
    if len(found) > 1:
        found = {term.country for term in terms if term.on(day) is not None}
    return found.pop() if len(found) == 1 else None


def title_before(noun: Token) -> str | None:
    """The title of a head of state or of government before a name ("prime minister"), or None."""
    for child in noun.lefts:
        if child.lower_ in _TITLES:
            return child.lower_
        if child.lower_ == "minister" and child.i > 0 and child.nbor(-1).lower_ == "prime":
            return "prime minister"
    return None


@cache
def _terms_by_word() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for terms in leaders().values():
        for term in terms:
            for word in set(name_words(term.name)):
                found.setdefault(word, []).append(term)
    return {word: tuple(terms) for word, terms in found.items()}


def _country_of_place(noun: Token) -> str | None:
    for child in (*noun.rights, *(counted(noun).rights if counted(noun) is not noun else ())):
        if child.dep_ == "prep" and child.lower_ in _OF_PLACE:
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
        and word.i - first.i < _LONGEST_NAME
    ):
        first = first.nbor(-1)
    for start in range(first.i, word.i + 1):
        text = word.text if start == word.i else word.doc[start : word.i + 1].text
        found = _country_called(text)
        if found is None and (word.ent_type_ != "PERSON" or first == word):
            found = countries.capital_of(text)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=16_384)
def _country_called(words: str) -> str | None:
    """The country with this name, people, or well-known organisation."""
    found = (
        countries.country_by_name(words) or countries.country_by_demonym(words) or countries.country_by_people(words)
    )
    if found is not None:
        return found
    known = known_organisation(words)
    return known.country if known is not None and known.sector not in _NAMED_LIKE_THINGS else None
