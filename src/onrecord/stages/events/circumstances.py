"""When, where and how many: the date, place and figures that hang on a deed's own clause."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from onrecord.schema import Date, Figure, Place, Span
from onrecord.stages.events.deeds import Deed

_STEPS = 20
_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "outside",
        "around",
        "across",
        "inside",
        "off",
        "along",
        "over",
        "into",
        "against",
        "to",
        "from",
        "of",
    }
)
_PRECISION = {"point": 0, "city": 1, "region": 2, "country": 3, "wider": 4, None: 5}


def root_word(parse: Doc, span: Span) -> Token | None:
    """The word of a span on which the rest hangs."""
    words = parse.char_span(span.start, span.end, alignment_mode="expand")
    return words.root if words is not None and len(words) else None


def clause_of(word: Token, clauses: Collection[int]) -> int | None:
    """The first of the clause heads met on the way up the parse, or None if another verb comes before."""
    node = word
    for _ in range(_STEPS):
        if node.i in clauses:
            return node.i
        if node != word and (node.tag_[:2] == "VB" or node.pos_ in ("VERB", "AUX")):
            return None
        if node.head == node:
            return None
        node = node.head
    return None


def date_of(parse: Doc, deed: Deed, dates: Sequence[Date], clauses: Collection[int]) -> Date | None:
    """The time expression of the deed's clause; a verb without one takes that of the verb it is coordinated with."""
    own = [deed.head.i, deed.clause.i]
    node = deed.clause
    while node.dep_ == "conj" and node.head != node and node.head.i in clauses:
        node = node.head
        own.append(node.i)
    best: tuple[int, int, Date] | None = None
    for date in dates:
        word = root_word(parse, date.spans[0])
        if word is None or date.type not in ("DATE", "TIME") or date.start is None:
            continue
        at = deed.clause.i if _is_when(deed.clause, word) else clause_of(word, clauses)
        if at is None or at not in own:
            continue
        rank = (own.index(at), abs(word.i - deed.head.i), date)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best is not None else None


def _is_when(verb: Token, word: Token) -> bool:
    """True for the date that a relative clause tells of: 'the autumn of 1964, when he was removed'."""
    return verb.dep_ == "relcl" and verb.head == word and any(child.lower_ == "when" for child in verb.children)


def is_long_ago(date: Date, published: str | None) -> bool:
    """True where the days of a date are over more than a year before publication, counted in calendar years."""
    last = date.end or date.start
    if last is None or published is None or not (last[:4].isdigit() and published[:4].isdigit()):
        return False
    return int(published[:4]) - int(last[:4]) > 1


def place_of(parse: Doc, deed: Deed, places: Sequence[Place], clauses: Collection[int]) -> Place | None:
    """The finest place that a preposition ties to the deed, or that the deed is done to."""
    best: tuple[int, int, int, Place] | None = None
    for place in places:
        word = root_word(parse, place.spans[0])
        if word is None:
            continue
        at = clause_of(word, clauses)
        if at is None or at not in (deed.head.i, deed.clause.i):
            continue
        tie = _tie(word)
        if tie == "" or not _bears_on(word, deed):
            continue
        rank = (
            0 if tie in ("in", "at", "near", "on", "outside") else 1,
            _PRECISION.get(place.precision, 5),
            abs(word.i - deed.head.i),
            place,
        )
        if best is None or rank[:3] < best[:3]:
            best = rank
    return best[3] if best is not None else None


def _bears_on(word: Token, deed: Deed) -> bool:
    """False where the place says who somebody is, or, of a speech act, where it hangs on any word but its verb.

    'The governor of Tula, an adviser in Moscow, attacked the press' tells of no place.
    """
    node = word
    for steps in range(_STEPS):
        if node.i in (deed.head.i, deed.clause.i):
            return "speech" not in deed.sense.flags or steps <= 2 or (node.i == deed.head.i and deed.light is not None)
        if node.dep_ in ("appos", "relcl") or (node.dep_ in ("nsubj", "nsubjpass") and node.ent_type_ == "PERSON"):
            return False
        if node.head == node:
            return True
        node = node.head
    return True


def _tie(word: Token) -> str:
    """The preposition over a place name, 'object' for a bare object, '' where the name is only a doer or a modifier."""
    node = word
    for _ in range(6):
        if node.dep_ == "pobj":
            return node.head.lower_ if node.head.lower_ in _WHERE else ""
        if node.dep_ == "dobj" or node.dep_ == "nsubjpass":
            return "object" if node == word or node.ent_type_ in ("GPE", "LOC", "FAC") else ""
        if node.dep_ in ("nsubj", "poss", "amod"):
            return ""
        if node.head == node:
            return ""
        node = node.head
    return ""


def figures_of(
    parse: Doc, deed: Deed, figures: Sequence[Figure], clauses: Collection[int], tolls: Collection[int]
) -> tuple[str, ...]:
    """The ids of the figures that measure the deed: those of its clause and of the toll clauses that hang on it."""
    own = {deed.head.i, deed.clause.i}
    for index in tolls:
        verb = parse[index]
        if verb.head.i in own or any(child.i == deed.head.i for child in verb.subtree):
            own.add(index)
    found = []
    for figure in figures:
        span = figure.number[0] if figure.number else figure.spans[0]
        word = root_word(parse, span)
        if word is None or figure.role == "age":
            continue
        at = clause_of(word, set(clauses) | own)
        if at is not None and at in own:
            found.append(figure.id)
    return tuple(found)
