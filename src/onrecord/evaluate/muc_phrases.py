"""Who and what a noun phrase names: the strings, numbers and nations that MUC-4 templates are filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.codes.countries import country, country_by_demonym, country_by_name
from onrecord.codes.given_names import is_given_name
from onrecord.codes.roles import longest_title_at
from onrecord.codes.word_lists import word_set
from onrecord.document import DATES, FIGURES, MENTIONS, PLACES, TOKENS, Document
from onrecord.evaluate.muc_classes import is_person_word, target_type
from onrecord.schema import Figure

_DROPPED = word_set(
    "a an the this that these those his her their its our my your some any all another several many other"
    " more most few at least about approximately nearly some over than no each every both such certain"
    " various same one two three four five six seven eight nine ten dozen dozens hundred hundreds well-"
    " known following alleged"
)
_PARTITIVES = word_set(
    "number group lot dozen dozens hundreds thousands score scores majority total couple one some body"
)
_MODIFIERS = frozenset(
    {"amod", "compound", "nmod", "poss", "nummod", "quantmod", "case", "punct", "det", "advmod", "npadvmod"}
)
_PLURALS = word_set("people women men children policemen clergymen")
_MUC_NAMES = {
    "USA": "UNITED STATES", "SUN": "USSR", "RUS": "USSR", "GBR": "UNITED KINGDOM", "CHN": "PEOPLES REP OF CHINA",
}  # fmt: skip


@dataclass(frozen=True)
class Party:
    """A person, group or thing as a noun phrase names it."""

    head: int
    """Token position of the head."""
    name: str | None
    """Proper name, in capitals."""
    description: str | None
    """The common noun with the words before it, in capitals."""
    number: str
    """As the templates write it: "1", "7", "~7", "7 -", "PLURAL"."""
    nations: tuple[str, ...]
    """alpha-3 codes of the countries whose adjective stands in the phrase."""
    words: tuple[str, ...]
    """The words of name and description, in lower case."""
    former: bool

    @property
    def text(self) -> str:
        """The name, else the description."""
        return self.name or self.description or ""


def nation_name(alpha3: str) -> str:
    """The name of a country as the keys write it ("UNITED STATES")."""
    found = country(alpha3)
    return _MUC_NAMES.get(alpha3) or (found.name.upper() if found else alpha3)


def parties(document: Document, head: Token) -> Iterator[Party]:
    """What a noun names, and what is coordinated with it; a pronoun stands for its name in the text."""
    for each in _coordinated(head):
        noun = _resolved(document, each)
        if noun is not None:
            yield party(document, noun)


def _coordinated(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if (
            child.dep_ in ("conj", "appos")
            and child.pos_ in ("NOUN", "PROPN")
            and (child.dep_ == "conj" or _is_list_of_names(head, child))
        ):
            yield from _coordinated(child)


def _is_list_of_names(head: Token, child: Token) -> bool:
    """Names in a row ("Ignacio Ellacuria, Segundo Montes, and ..."), which the parser takes for appositions."""
    return head.pos_ == "PROPN" and child.pos_ == "PROPN" and any(each.dep_ == "conj" for each in child.children)


def _resolved(document: Document, token: Token) -> Token | None:
    """The noun that stands for the token: the head of a partitive ("group of students"), the name behind a pronoun."""
    if token.lemma_.lower() in _PARTITIVES or (
        token.pos_ in ("NUM", "DET", "PRON") and token.lower_ not in ("who", "that")
    ):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = next((each for each in child.children if each.dep_ == "pobj"), None)
                if inner is not None and inner.pos_ in ("NOUN", "PROPN"):
                    return inner
    if token.pos_ != "PRON" and token.tag_ not in ("WP", "WDT"):
        return token
    if token.dep_ in ("nsubj", "nsubjpass", "dobj") and token.tag_ in ("WP", "WDT", "DT", "IN"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    mention = next((m for m in document[MENTIONS] if m.spans[0].start <= token.idx < m.spans[-1].end), None)
    if mention is None:
        return None
    named = [
        m for m in document[MENTIONS]
        if m.actor == mention.actor and m.kind != "pronoun" and m.spans[0].start < token.idx
    ]  # fmt: skip
    best = max(named, key=lambda m: (m.kind == "name", m.spans[0].start), default=None)
    if best is None:
        return None
    words = document[TOKENS].char_span(best.spans[0].start, best.spans[-1].end, alignment_mode="expand")
    return words.root if words is not None and len(words) else None


def party(document: Document, head: Token) -> Party:
    """The party that a noun names, without what is coordinated with it."""
    before = _words_before(head)
    run = [*before, head]
    names = [] if _is_place_or_date(document, head) else _name_at_end(run)
    described: list[Token] = run[: len(run) - len(names)]
    name = _text(names) if names else None
    former = any(token.lower_ in ("former", "ex", "retired") or token.lower_.startswith("ex-") for token in run)
    apposed = [child for child in head.children if child.dep_ == "appos"]
    if name is None:
        named = (_text(_name_at_end([*_words_before(each), each])) for each in apposed if _is_name(each))
        name = next(named, None) or None
    else:
        nouns = [each for each in apposed if each.pos_ == "NOUN" and is_person_word(each.lower_)]
        if nouns:
            described = [*_words_before(nouns[0]), nouns[0]]
            former = former or any(token.lower_ == "former" for token in described)
    described = [token for token in described if token.lower_ not in ("former", "alleged", "late")]
    while described and (
        described[0].lower_ in _DROPPED or described[0].like_num or not described[0].text[0].isalnum()
    ):
        described.pop(0)
    description = _text(described) or None
    if description is None and name is None:
        description = head.text.upper()
    words = tuple(token.lower_ for token in (*described, *names) if token.is_alpha or "-" in token.text)
    nations = tuple(dict.fromkeys(code for token in run if (code := _nation(token.text)) is not None))
    return Party(
        head.i, name, description, _number(document, head, named=bool(names)), nations, words or (head.lower_,), former
    )


def _nation(word: str) -> str | None:
    return country_by_demonym(word) or (country_by_name(word) if word[:1].isupper() else None)


def _is_place_or_date(document: Document, head: Token) -> bool:
    """Whether the head is part of a place name or a time expression: neither names a party."""
    records = (*document[PLACES], *document[DATES])
    return any(span.start <= head.idx < span.end for record in records for span in record.spans)


def _words_before(head: Token) -> list[Token]:
    """The words of the phrase before its head, adjacent, without clauses."""
    found: list[Token] = []
    position = head.i - 1
    left = min(
        (child.left_edge.i for child in head.children if child.i < head.i and child.dep_ in _MODIFIERS), default=head.i
    )
    while position >= left:
        token = head.doc[position]
        if token.text in (",", ";", "(", ")", "[", "]", "--") or token.is_space:
            break
        found.insert(0, token)
        position -= 1
    return found


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ == "PROPN" and target_type(token.lower_, ()) is None


def _name_at_end(run: Sequence[Token]) -> list[Token]:
    """The words of a person's name at the end of a phrase: capitals, after the title."""
    if not run or not _is_name(run[-1]) or is_person_word(run[-1].lower_):
        return []
    first = len(run)
    while first > 0 and (run[first - 1].text[:1].isupper() or run[first - 1].lower_ in ("de", "del", "y", "la", "da")):
        first -= 1
    while first < len(run) - 1 and run[first].lower_ in ("de", "del", "y", "la", "da"):
        first += 1
    for position in range(first, len(run)):
        words = [token.text for token in run[position:]]
        title = 0 if is_given_name(words[0]) else longest_title_at(words)
        token = run[position]
        known = country_by_demonym(token.text) or (is_person_word(token.lower_) and not is_given_name(token.text))
        if title:
            first = max(first, position + title)
        elif known and position < len(run) - 1:
            first = max(first, position + 1)
    words = [token.text for token in run[first:]]
    if len(words) < 1 or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1):
        return []
    return list(run[first:])


def _text(tokens: Sequence[Token]) -> str:
    if not tokens:
        return ""
    text = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text
    return re.sub(r"\s+", " ", text).strip(" \"'").upper()


def _number(document: Document, head: Token, *, named: bool) -> str:
    start = head.left_edge.idx
    counts = [child.idx for child in head.children if child.dep_ == "nummod"]
    for figure in document[FIGURES]:
        counted = figure.counted_spans or figure.spans
        counts_head = any(span.start <= head.idx < span.end for span in counted) and figure.spans[0].end > start
        is_its_number = any(span.start <= at < span.end for at in counts for span in figure.spans)
        if not figure.unit and (counts_head or is_its_number):
            return _figure_number(figure)
    many = head.tag_ in ("NNS", "NNPS") and not named
    return "PLURAL" if many or head.lower_ in _PLURALS else "1"


def _figure_number(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if figure.comparator == "vague" or (low is None and high is None):
        return "PLURAL"
    if figure.comparator == "exact" and low is not None:
        return str(round(low))
    if figure.comparator == "approx" and (low is not None or high is not None):
        return f"~{round(((low or high or 0) + (high or low or 0)) / 2)}"
    if low is not None and high is not None:
        return f"{round(low)} - {round(high)}" if low != high else str(round(low))
    return f"{round(low)} -" if low is not None else f"- {round(high or 0)}"
