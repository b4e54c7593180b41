"""Whom a pronoun that is the source of a statement stands for: the likeliest of those spoken of before it.

A log-linear model over the candidates, "nobody named" among them. What speaks for one: how near and how prominently he
was spoken of, who spoke last, whose words the pronoun stands in, what coreference says. Nobody calls himself "he" in
his own quoted words. The weights were fitted by ``training/statements/antecedent_weights.py`` on our own gold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.codes.given_names import Gender, gender_of_given_name
from onrecord.codes.roles import gender_of_role
from onrecord.document import Attribution
from onrecord.stages.attribution.quotes import Quote, quote_at
from onrecord.stages.statements.antecedent_weights import WEIGHTS
from onrecord.stages.statements.voice_kinds import kind_of_noun_phrase, may_speak

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.document import Chain
    from onrecord.schema import Actor

_SUBJECTS = ("nsubj", "nsubjpass")
_FARTHEST_SENTENCES, _FARTHEST_WORDS = 12, 400
"""How far before the pronoun somebody is looked for."""
_HE, _SHE = frozenset(("he", "him", "his")), frozenset(("she", "her"))
_THEY, _IT = frozenset(("they", "them", "their")), frozenset(("it", "its"))
PRONOUNS = _HE | _SHE | _THEY | _IT


@dataclass(frozen=True, eq=False)
class Referent:
    """Somebody or something spoken of in the text."""

    first: int
    """Position of the head of its first name or noun phrase."""
    actor: str | None
    """Actor id; None where the noun phrase belongs to no actor."""
    sort: str
    """person, group, body or thing."""
    gender: Gender | None
    named: bool


@dataclass(frozen=True)
class Choice:
    """One of those whom a pronoun may stand for, with what speaks for it."""

    referent: Referent | None
    """None: nobody named."""
    evidence: Mapping[str, float]


def pronoun_class(word: str) -> str:
    """he, they or it: which weights judge a pronoun (in lower case)."""
    return "he" if word in _HE or word in _SHE else "they" if word in _THEY else "it"


def likeliest(word: str, choices: Sequence[Choice]) -> Referent | None:
    """The referent of the pronoun, None for nobody named; the first of several that are alike."""
    weights = WEIGHTS[pronoun_class(word)]
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.evidence.items()) for one in choices]
    return choices[max(range(len(choices)), key=scores.__getitem__)].referent


class SpokenOf:
    """Who is spoken of at which word of one document; takes in what is found out on the way."""

    def __init__(
        self,
        parse: Doc,
        quotes: Sequence[Quote],
        attributions: Sequence[Attribution],
        chains: Sequence[Chain],
        actors: Sequence[Actor],
        sources: Iterable[Token],
    ) -> None:
        self._parse = parse
        self._quotes = quotes
        self._sentence, self._paragraph = _places(parse)
        self._inside = _innermost(parse, attributions)
        self._at: dict[int, Referent] = {}
        self.of_actor: dict[str, Referent] = {}
        for chain, actor in zip(chains, actors, strict=True):
            self._add_chain(chain, actor)
        for head in (*sources, *(token for token in parse if _may_return(token))):
            if head.i not in self._at and head.pos_ in ("NOUN", "PROPN"):
                self._at[head.i] = Referent(head.i, None, _sort_of(head), _gender_of([head.text]), named=False)

    def at(self, position: int) -> Referent | None:
        """Who is spoken of at the word, None for nobody known."""
        return self._at.get(position)

    def note(self, pronoun: Token, referent: Referent) -> None:
        """Nothing; from now on the pronoun speaks of the referent."""
        self._at[pronoun.i] = referent

    def choices(
        self,
        pronoun: Token,
        *,
        word: str,
        parent: int | None,
        verbatim: bool,
        around: Referent | None,
        above: Referent | None,
        before: tuple[int, Referent] | None,
    ) -> list[Choice]:
        """Those whom the pronoun may stand for, the last one spoken of first, and at the end nobody.

        ``word`` is the pronoun in lower case, or "they" for a word that speaks of several ("another").
        ``parent`` is the number of the attribution it stands in, ``above`` that one's speaker; ``around`` is he whose
        words it stands in, ``verbatim`` or not; ``before`` is who spoke last, with the position of his source.
        """
        places = [
            (place, one)
            for place, one in self._before(pronoun)
            if _fits(word, one) and not (verbatim and one is around) and not self._is_bound(pronoun, place)
        ]
        subjects = [place for place, _ in places if self._parse[place].dep_ in _SUBJECTS]
        quote = quote_at(self._quotes, pronoun.idx)
        found = []
        for rank, (place, one) in enumerate(places):
            token = self._parse[place]
            distance = self._sentence[pronoun.i] - self._sentence[place]
            level = self._inside[place]
            evidence = {
                "somebody": 1.0, f"sentences {min(distance, 4)}": 1.0, f"rank {min(rank, 3)}": 1.0,
                f"sort {one.sort}": 1.0, "coreference": float(one is self._at.get(pronoun.i)),
                "above": float(one is above), "named": float(one.named), "no actor": float(one.actor is None),
                "possessor": float(token.dep_ == "poss"),
                "another paragraph": float(self._paragraph[pronoun.i] != self._paragraph[place]),
                "same content": float(level == parent),
                "deeper": float(parent is None and level is not None),
                "outside": float(parent is not None and level is None),
            }  # fmt: skip
            if place in subjects:
                evidence[f"subject {min(subjects.index(place), 2)}"] = 1.0
                evidence["main subject"] = float(token.head.dep_ == "ROOT")
                evidence["subject in same content"] = float(level == parent)
            if before is not None and one is before[1]:
                evidence["spoke last"] = 1.0
                evidence["spoke just now"] = float(self._sentence[pronoun.i] - self._sentence[before[0]] <= 1)
            theirs = quote_at(self._quotes, token.idx)
            if quote is not None:
                evidence["same quotation" if theirs is quote else "other quotation" if theirs else "not quoted"] = 1.0
            elif theirs is not None:
                evidence["quoted"] = 1.0
            found.append(Choice(one, evidence))
        return [*found, Choice(None, {"nobody": 1.0, "nobody in a quotation": float(verbatim)})]

    def _add_chain(self, chain: Chain, actor: Actor) -> None:
        nominal = [mention for mention in chain.mentions if mention.kind != "pronoun"]
        if not nominal:
            return
        words = [word for mention in nominal for word in self._parse.text[mention.start : mention.end].split()]
        sort = {"person": "person", "collective": "group"}.get(actor.kind, "body")
        gender = _gender_of(words) if sort == "person" else None
        named = any(mention.kind == "name" for mention in nominal)
        one = Referent(min(mention.head for mention in nominal), actor.id, sort, gender, named)
        self.of_actor[actor.id] = one
        for mention in chain.mentions:
            self._at[mention.head] = one

    def _before(self, pronoun: Token) -> list[tuple[int, Referent]]:
        """Where each was last spoken of before the pronoun, the last one first."""
        found: dict[Referent, int] = {}
        for place in range(pronoun.i - 1, max(-1, pronoun.i - 1 - _FARTHEST_WORDS), -1):
            if self._sentence[pronoun.i] - self._sentence[place] > _FARTHEST_SENTENCES:
                break
            one = self._at.get(place)
            if one is not None and one not in found and one.first < pronoun.i:
                found[one] = place
        return [(place, one) for one, place in found.items()]

    def _is_bound(self, pronoun: Token, place: int) -> bool:
        """True where the other word is an argument of the pronoun's own verb."""
        other = self._parse[place]
        if pronoun.dep_ not in (*_SUBJECTS, "dobj"):
            return False
        if other.dep_ == "pobj":
            return other.head.head.i == pronoun.head.i
        return other.dep_ in (*_SUBJECTS, "dobj", "dative") and other.head.i == pronoun.head.i


def _fits(word: str, referent: Referent) -> bool:
    """Whether the pronoun can stand for it, by number, sort and gender."""
    if word in _HE or word in _SHE:
        return referent.sort == "person" and referent.gender != ("f" if word in _HE else "m")
    return referent.sort in (("group", "body") if word in _THEY else ("body", "thing"))


def _gender_of(words: Sequence[str]) -> Gender | None:
    """What titles, nouns for men or women, and a given name at the beginning tell."""
    told = next((gender for word in words if (gender := gender_of_role(word))), None)
    return told or (gender_of_given_name(words[0]) if words and words[0][:1].isupper() else None)


def _may_return(token: Token) -> bool:
    """Whether the token heads a noun phrase for somebody or something that a pronoun may speak of again."""
    if token.tag_ not in ("NN", "NNS") or token.dep_ in ("compound", "amod", "nmod"):
        return False
    return may_speak(token.lemma_.lower())


def _sort_of(noun: Token) -> str:
    kind = kind_of_noun_phrase(noun.lemma_.lower(), [], tag="NN", entity=noun.ent_type_, first="a")
    if noun.tag_ in ("NNS", "NNPS"):
        return "group"
    return {"document": "thing", "medium": "body", "organisation": "body"}.get(kind, "person")


def _places(parse: Doc) -> tuple[list[int], list[int]]:
    """Number of the sentence and of the line of every word."""
    sentences, lines = [], []
    sentence = line = -1
    for token in parse:
        sentence += bool(token.is_sent_start) or sentence < 0
        line += line < 0 or (token.i > 0 and "\n" in token.nbor(-1).text_with_ws)
        sentences.append(sentence)
        lines.append(line)
    return sentences, lines


def _innermost(parse: Doc, attributions: Sequence[Attribution]) -> list[int | None]:
    """For every word the number of the innermost attribution in whose content it stands."""
    inside: list[int | None] = [None] * len(parse)
    for number, one in enumerate(attributions):
        for start, end in one.content:
            span = parse.char_span(start, end, alignment_mode="contract")
            if span is not None:
                inside[span.start : span.end] = [number] * len(span)
    return inside
