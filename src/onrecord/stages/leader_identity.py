"""Which head of state or of government an actor is, where the article's date and the table of leaders settle it.

The article's own words stay as they are: "the French president" keeps that name, and the actor gets the identifier of
the term of office in which somebody held it on the day of publication. Nobody is identified where the article has no
date, where the day falls on a change of office, where the table knows two holders or is not sure to reach so far, or
where the words may speak of another time or of nobody yet: a "former", "next" or "then" before the office, another year
in the sentence, "hopes to become the French president".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.codes.countries import country_by_demonym, country_by_name
from onrecord.codes.leaders import Certainty, Term, holder, leaders, listed_under, may_be_called, office_named
from onrecord.document import CHAINS, SENTENCES, TOKENS, Chain, ChainMention, Document

Post = tuple[str, str]
"""Country and office."""

_POSSESSIVE = re.compile(r"(.+?)(?:'s|’s|s'|s’)\s+(.+)", re.DOTALL)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_ONE_COUNTRY_ONLY = {"pope": "VAT", "pontiff": "VAT", "taoiseach": "IRL"}
"""Words for an office that tell the country too."""
_NOT_NOW = re.compile(r"\b(?:former|late|then|next|future|onetime|one-time|past|ex|elder)\b[ -]", re.IGNORECASE)
_TITLE = re.compile(r"[^,.;:()\n]{0,60}\Z")
"""What stands before a name without a break."""
_LONGEST_TITLE = 4
"""Words before a name that may be a title."""


def leader_identifier(document: Document, chain: Chain) -> str | None:
    """The identifier of the term of office that tells who the person is (``Term.identifier``), or None."""
    if chain.kind != "person" or document.article.published is None:
        return None
    text, day = document.text, document.article.published[:10]
    titles = [mention for mention in chain.mentions if mention.kind == "title"]
    names = [mention for mention in chain.mentions if mention.kind == "name"]
    now = [
        mention for mention in titles if not (_of_another_year(document, mention) or _is_predicate(document, mention))
    ]
    posts = {post for mention in now if (post := post_named(text[mention.start : mention.end]))}
    if names:
        return None if _was_once(text, titles, names) else _named(document, chain, names, posts)
    bare = all(_bare_office(text[mention.start : mention.end]) for mention in now)
    if len(now) < len(titles) or len(posts) != 1 or not bare:
        return None
    term = holder(*posts.pop(), day)
    return term.identifier if term else None


def post_named(words: str) -> Post | None:
    """Country and office that a noun phrase means ("the French president", "Spain's king"), or None.

    None too where it holds anything besides: "the former French president", "the vice president of Brazil".
    """
    plain = _without_article(words)
    if plain.casefold() in _ONE_COUNTRY_ONLY:
        return _post(_ONE_COUNTRY_ONLY[plain.casefold()], plain)
    possessive = _POSSESSIVE.fullmatch(plain)
    if possessive is not None:
        return _post(country_by_name(possessive[1]), possessive[2])
    office, _, country = plain.partition(" of ")
    if country:
        return _post(country_by_name(country), office)
    pieces = plain.split()
    for cut in range(1, len(pieces)):
        adjective = " ".join(pieces[:cut])
        post = _post(country_by_demonym(adjective) or country_by_name(adjective), " ".join(pieces[cut:]))
        if post is not None:
            return post
    return None


def _post(country: str | None, office: str) -> Post | None:
    found = office_named(office)
    code = listed_under(country) if country else ""
    return (code, found) if found in _offices_of(code) else None


def _bare_office(words: str) -> bool:
    """True where the words are an office with or without its country, and nothing else."""
    return post_named(words) is not None or office_named(_without_article(words)) in _offices()


def _without_article(words: str) -> str:
    plain = " ".join(words.split())
    return plain[4:] if plain[:4].lower() == "the " else plain


def _named(document: Document, chain: Chain, names: Sequence[ChainMention], posts: set[Post]) -> str | None:
    """The one leader who bears the name and of whom the article gives the office, or the country and the full name.

    A title with a surname ("President Clinton") says enough where the article names the country somewhere.
    """
    day = (document.article.published or "")[:10]
    titled = {office for mention in names if (office := _title_before(document.text, mention.start))}
    full = len(chain.name.split()) > 1
    home = {listed_under(chain.country)} if chain.country else set()
    countries = {country for country, _ in posts} or home
    fitting = [
        (term, sure, (term.country, term.office) in posts or term.office in titled)
        for term, sure in _in_office(day)
        if (term.country in countries or (not countries and term.office in titled))
        and may_be_called(term.name, chain.name, term.country)
    ]
    in_office = [(term, sure) for term, sure, stated in fitting if stated]
    if not in_office and full and chain.sector == "GOV":
        in_office = [(term, sure) for term, sure, _ in fitting if term.country in home]
    term, sure = in_office[0] if in_office else (None, None)
    if term is None or sure != "certain" or len({(other.country, other.name) for other, _ in in_office}) > 1:
        return None
    told = full or posts or home or term.country in {other.country for other in document[CHAINS]}
    return term.identifier if told else None


def _was_once(text: str, titles: Sequence[ChainMention], names: Sequence[ChainMention]) -> bool:
    """True where the person is called a former holder of an office: "former US President George Bush"."""
    for mention in titles:
        words = _without_article(text[mention.start : mention.end])
        sort = _NOT_NOW.match(words)
        if sort is not None and _bare_office(words[sort.end() :]):
            return True
    return any(
        _title_before(text, mention.start) and _NOT_NOW.search(_before(text, mention.start)) for mention in names
    )


def _title_before(text: str, start: int) -> str | None:
    """The office that stands right before a name: "prime minister" for "Prime Minister Tony Blair"."""
    words = _before(text, start).split()
    for count in range(min(_LONGEST_TITLE, len(words)), 0, -1):
        office = office_named(" ".join(words[-count:]))
        if office in _offices():
            return office
    return None


def _before(text: str, start: int) -> str:
    found = _TITLE.search(text, max(0, start - 60), start)
    return found[0] if found else ""


def _of_another_year(document: Document, mention: ChainMention) -> bool:
    """True where the mention's sentence gives a year that is not that of publication."""
    year = (document.article.published or "")[:4]
    return any(
        found != year
        for sentence in document[SENTENCES]
        if sentence.start <= mention.start < sentence.end
        for found in _YEAR.findall(document.text[sentence.start : sentence.end])
    )


def _is_predicate(document: Document, mention: ChainMention) -> bool:
    """True where the office is what somebody is or becomes: "to be the French president", "elected premier of Spain".

    Without an article it is taken so unless it is a subject, as in headlines.
    """
    head = document[TOKENS][mention.head]
    if head.dep_ in {"attr", "oprd"} or (head.dep_ == "pobj" and head.head.lower_ == "as"):
        return True
    words = document.text[mention.start : mention.end]
    definite = words[:4].lower() == "the " or _POSSESSIVE.fullmatch(words)
    return not definite and head.dep_ not in {"nsubj", "nsubjpass"}


@lru_cache(maxsize=64)
def _in_office(day: str) -> tuple[tuple[Term, Certainty], ...]:
    """Everybody who certainly or possibly held an office on the day."""
    return tuple((term, sure) for found in leaders().values() for term in found if (sure := term.on(day)) is not None)


@cache
def _offices_of(country: str) -> frozenset[str]:
    return frozenset(term.office for term in leaders().get(country, ()))


@cache
def _offices() -> frozenset[str]:
    return frozenset(office for country in leaders() for office in _offices_of(country))
