"""Who speaks in each attribution: an actor of the article, or the noun phrase that names him."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.document import ACTORS, ATTRIBUTIONS, CHAINS, TOKENS, Attribution, Chain, Document
from onrecord.schema import Actor, VoiceKind
from onrecord.stages.attribution.quotes import quote_at, quoted_stretches
from onrecord.stages.cue_frames import head_of
from onrecord.stages.noun_phrases import (
    ARTICLES,
    FIRST_PERSON,
    POSSESSIVE,
    SINGULAR_FIRST_PERSON,
    name_in_apposition,
    phrase_of,
    possessive,
    singular_of,
    without_article,
)
from onrecord.stages.statements import turns
from onrecord.stages.statements.antecedents import PRONOUNS, Choice, Referent, SpokenOf, likeliest
from onrecord.stages.statements.doers import antecedent, doer, is_told, nobody_named, understood_subject
from onrecord.stages.statements.voice_kinds import kind_of_noun_phrase, kind_of_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
_ONE_OF_SEVERAL = frozenset(("one", "another", "first", "second", "third", "fourth", "other"))
_SOME_OF_SEVERAL = frozenset(("two", "three", "four", "five", "six", "several", "some", "many", "few", "most"))
_ALL_OR_NONE = frozenset(("both", "neither", "none", "all"))
_THEM = frozenset(("them", "us", "these", "whom"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name, or None where nobody is named or the author speaks."""

    name: str | None
    kind: VoiceKind
    actor: str | None = None
    """Actor id where the speaker is an actor of the article."""


NOBODY = Speaker(None, "nobody")


class Speakers:
    """Finds the speakers of one document's attributions, parents before children; keeps them, as later ones build on
    earlier ones.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.parse = document[TOKENS]
        self.starts = [token.idx for token in self.parse]
        self.quotes = quoted_stretches(document.text)
        self.attributions = document[ATTRIBUTIONS]
        self.actors = document[ACTORS]
        self.found: list[Speaker] = []
        self._actor_of = _actors_by_token(document[CHAINS], self.actors, self.starts)
        heads = [self._source_head(one) for one in self.attributions]
        self._spoken_of = SpokenOf(
            self.parse, self.quotes, self.attributions, document[CHAINS], self.actors, filter(None, heads)
        )
        self._source_at = [None if head is None else head.i for head in heads]
        self._referents: list[Referent | None] = []
        """Who was found to speak in each attribution so far."""
        self._spoken: list[tuple[int, int]] = []
        """Position of the source and number of each attribution whose speaker is known, in text order."""
        self._names: dict[str, str] = {}
        """Actor id to the name that a first person makes of his own people: "my father"."""
        self._interviewee = self._who_is_interviewed(document)

    def add(self, attribution: Attribution, cue_word: Token | None) -> Speaker:
        """The speaker of the next attribution."""
        self._referents.append(None)
        speaker = self._speaker(attribution, cue_word)
        if self._referents[-1] is None and speaker.actor is not None:
            self._referents[-1] = self._spoken_of.of_actor.get(speaker.actor)
        place = self._source_at[len(self.found)]
        if place is not None and self._referents[-1] is not None:
            bisect.insort(self._spoken, (place, len(self.found)))
        self.found.append(speaker)
        return speaker

    # -------------------------------------------------------------- tokens

    def cue_word(self, attribution: Attribution) -> Token | None:
        """The word of the cue that its rule names, else the head of the cue; None where there is no cue."""
        lemma = attribution.rule.rpartition(": ")[2]
        tokens = [token for start, end in attribution.cue for token in self.tokens(start, end)]
        named = [token for token in tokens if lemma in (token.lemma_.lower(), token.lower_)]
        return named[-1] if named else head_of(self.parse, self.starts, attribution.cue)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words of text[start:end]."""
        first = bisect.bisect_right(self.starts, start) - 1
        last = bisect.bisect_left(self.starts, end)
        return [token for token in self.parse[max(0, first) : last] if not token.is_space]

    def _source_head(self, attribution: Attribution) -> Token | None:
        """The head of the source: the subject of the cue if it is in it, not an article and not a relative clause."""
        head = head_of(self.parse, self.starts, attribution.source)
        if head is None:
            return None
        tokens = [token for start, end in attribution.source for token in self.tokens(start, end)]
        cue_word = self.cue_word(attribution)
        subject = next((c for c in tokens if c.dep_ == "nsubj" and cue_word is not None and c.head == cue_word), None)
        if subject is not None and subject.tag_ not in ("DT", "PDT"):
            return subject
        if head.tag_ in ("DT", "PDT"):
            return next((token for token in reversed(tokens) if token.pos_ in ("NOUN", "PROPN")), head)
        if head.pos_ in ("VERB", "AUX"):
            return next((token for token in tokens if token.tag_ in ("WP", "WDT")), head)
        return head

    # -------------------------------------------------------------- who

    def _speaker(self, attribution: Attribution, cue_word: Token | None) -> Speaker:
        label = turns.label_of(self.text, attribution)
        if label is not None:
            return self._of_turn(label, attribution)
        head = self._source_head(attribution)
        if head is None and attribution.parent is not None and cue_word is not None:
            head = understood_subject(cue_word)
        if head is None or is_told(cue_word, head) or nobody_named(cue_word, head):
            return NOBODY
        return self._of_head(doer(head), attribution)

    def _of_turn(self, label: str, attribution: Attribution) -> Speaker:
        position = attribution.cue[0][0]
        if turns.asks(self.text, label, position):
            return Speaker(None, "author")
        return self._interviewee if turns.answers(self.text, label, position) else self._labelled(label)

    def _labelled(self, label: str) -> Speaker:
        actor = turns.named_by(label, self.actors)
        return Speaker(turns.plain_label(label) or None, "person") if actor is None else _speaker_of(actor)

    def _who_is_interviewed(self, document: Document) -> Speaker:
        """Who answers in a printed interview: the person named before it, else he who has the other label."""
        labels = [(turns.label_of(self.text, one), one.cue[0][0]) for one in self.attributions if one.cue]
        given = sorted((position, label) for label, position in labels if label is not None)
        if not given:
            return NOBODY
        actor = _named_first(document, given[0][0])
        if actor is not None:
            return _speaker_of(actor)
        asking = [label for position, label in given if turns.asks(self.text, label, position)]
        other = next((label for _, label in given if asking and label and label not in asking), None)
        return NOBODY if other is None or turns.answers(self.text, other, 0) else self._labelled(other)

    def _of_head(self, head: Token, attribution: Attribution) -> Speaker:
        if head.lower_ in _RELATIVE and head.tag_ in ("WP", "WDT", "WP$"):
            noun = antecedent(head)
            if noun is not None and noun.lower_ not in FIRST_PERSON:
                head = noun
        if head.lower_ in FIRST_PERSON:
            return self._first_person(head, attribution)
        if head.lower_ == "you":
            return self._whom_it_is_said_to(attribution)
        if head.lower_ in PRONOUNS and head.pos_ == "PRON":
            referent = self._meant(head, attribution)
            self._referents[-1] = referent
            return self._of_referent(referent, head, attribution)
        name = name_in_apposition(head) or self._name_after_comma(head, attribution)
        if name is not None and self._actor_of.get(name.i) is not None:
            return self._named(name, attribution)
        if _is_quantity(head):
            several = self._of_several(head, attribution)
            if several is not None:
                return several
        self._referents[-1] = self._spoken_of.at(head.i)
        return self._named(head, attribution)

    def _of_referent(self, referent: Referent | None, pronoun: Token, attribution: Attribution) -> Speaker:
        if referent is not None:
            return self._named(self.parse[referent.first], attribution)
        kind = kind_of_pronoun(pronoun.lower_)
        return Speaker(pronoun.text, kind or "unnamed")

    def _meant(self, pronoun: Token, attribution: Attribution, word: str = "") -> Referent | None:
        """Whom a pronoun of the third person stands for; None where nobody is named."""
        parent = attribution.parent
        number = self._whose_words(pronoun, attribution)
        choices = self._spoken_of.choices(
            pronoun,
            word=word or pronoun.lower_,
            parent=parent,
            verbatim=number is not None and self._is_verbatim(self.attributions[number], pronoun),
            around=None if number is None else self._referents[number],
            above=None if parent is None else self._referents[parent],
            before=self._spoke_before(pronoun.i),
        )
        choices = choices[:-1] if word and len(choices) > 1 else choices
        referent = self.choose(word or pronoun.lower_, choices)
        if referent is not None and not word:
            self._spoken_of.note(pronoun, referent)
        return referent

    def choose(self, word: str, choices: Sequence[Choice]) -> Referent | None:
        """The likeliest of the choices for the pronoun."""
        return likeliest(word, choices)

    def _spoke_before(self, position: int) -> tuple[int, Referent] | None:
        """Who is the source nearest before the word, with its position, as far as it is known who that is."""
        index = bisect.bisect_left(self._spoken, (position, 0)) - 1
        if index < 0:
            return None
        place, number = self._spoken[index]
        referent = self._referents[number]
        return None if referent is None else (place, referent)

    def _name_after_comma(self, head: Token, attribution: Attribution) -> Token | None:
        """The name of a person that fills the source from a comma on: "A curate in the town, Father Aidan Corr,"."""
        if head.pos_ == "PROPN" or len(attribution.source) != 1:
            return None
        start, end = attribution.source[0]
        _, comma, behind = self.text[start:end].partition(",")
        named = [token for token in self.tokens(end - len(behind), end) if token.is_alpha or token.pos_ == "PROPN"]
        if not comma or not named or any(token.pos_ != "PROPN" for token in named):
            return None
        return named[-1]

    def _first_person(self, head: Token, attribution: Attribution) -> Speaker:
        """I is whoever's words these are, or the author; we are the body that speaks, else more than the speaker."""
        singular = head.lower_ in SINGULAR_FIRST_PERSON
        number = self._whose_words(head, attribution)
        if number is not None:
            speaker = self.found[number]
            if speaker.name is not None and (singular or speaker.kind in ("organisation", "medium", "collective")):
                return speaker
            return Speaker(None if singular else head.lower_, "unnamed" if singular else "collective")
        if quote_at(self.quotes, attribution.cue[0][0]) is not None:
            return Speaker(None, "unnamed")
        return Speaker(None, "author")

    def _whom_it_is_said_to(self, attribution: Attribution) -> Speaker:
        """You is whom an interviewer asks; elsewhere nobody in particular."""
        asked = attribution.parent is not None and self.found[attribution.parent].kind == "author"
        return self._interviewee if asked else NOBODY

    def _whose_words(self, token: Token, attribution: Attribution) -> int | None:
        """The number of the attribution in whose quoted words the token stands, the innermost; else of its parent."""
        number = attribution.parent
        while number is not None:
            around = self.attributions[number]
            if self._is_verbatim(around, token):
                return number
            number = around.parent
        return attribution.parent

    def _is_verbatim(self, around: Attribution, token: Token) -> bool:
        """Whether the token stands in a turn, or in quotation marks that the cue of the attribution stands outside."""
        if turns.label_of(self.text, around) is not None:
            return True
        quote = quote_at(self.quotes, token.idx)
        if quote is None or not around.cue:
            return False
        return quote_at(self.quotes, around.cue[0][0]) is not quote

    # -------------------------------------------------------------- what he is called

    def _named(self, head: Token, attribution: Attribution) -> Speaker:
        found = self._actor_of.get(head.i)
        if found is not None:
            speaker = _speaker_of(found[1])
            first = (speaker.name or "").partition(" ")[0].lower()
            if first not in POSSESSIVE:
                return speaker
            own = self._names.get(found[1].id) or self._with_owner(head, speaker.name or "", attribution)
            if own != speaker.name:
                self._names[found[1].id] = own
            return Speaker(own, speaker.kind, speaker.actor)
        name = without_article(phrase_of(head))
        if not name or name.lower() in ARTICLES or self._is_cut(head, attribution):
            name = without_article(_to_comma(self.text, attribution))
        if not name:
            return NOBODY
        kind = kind_of_pronoun(head.lower_) if head.pos_ == "PRON" else None
        if kind is None:
            words = [token.lower_ for token in head.subtree]
            kind = kind_of_noun_phrase(
                head.lemma_.lower(), words, tag=head.tag_, entity=head.ent_type_, first=head.left_edge.lower_
            )
        return Speaker(self._with_owner(head, name, attribution), kind)

    def _is_cut(self, head: Token, attribution: Attribution) -> bool:
        """True where the parse cuts the source in two: at an abbreviation ("hon. member"), at a hyphen ("e-mail")."""
        if not attribution.source:
            return False
        start, end = attribution.source[0]
        inside = start <= head.idx < end
        hyphen = head.i + 1 < len(self.parse) and not head.whitespace_ and head.nbor(1).text in ("-", "‐", "‑")
        return inside and (hyphen or (head.sent.end_char < end and "," not in self.text[start:end]))

    def _with_owner(self, head: Token, name: str, attribution: Attribution) -> str:
        """The name with its owner's for a possessive pronoun: "Holm's deputies" for "his deputies"."""
        owner = next((child for child in head.lefts if child.tag_ in ("PRP$", "WP$")), None)
        if owner is None or not name.lower().startswith(owner.lower_ + " "):
            return name
        rest = name[len(owner.lower_) + 1 :]
        whose = self._owner(owner, attribution)
        if whose is None:
            return name
        if not whose:
            return without_article(phrase_of(head))[len(owner.lower_) + 1 :]
        return f"{possessive(whose[0], plural=whose[1])} {rest.removeprefix('own ')}"

    def _owner(self, owner: Token, attribution: Attribution) -> tuple[str, bool] | tuple[()] | None:
        """Name and number of whom a possessive stands for; () for the author, None where nobody is known."""
        if owner.lower_ in FIRST_PERSON:
            number = self._whose_words(owner, attribution)
            if number is None:
                return () if quote_at(self.quotes, owner.idx) is None else None
            name = self.found[number].name
            return None if name is None else (name, self.found[number].kind == "collective")
        if owner.lower_ == "your":
            speaker = self._whom_it_is_said_to(attribution)
            return None if speaker.name is None else (speaker.name, False)
        if owner.tag_ == "WP$":
            noun = antecedent(owner)
            if noun is None:
                return None
            speaker = self._named(noun, attribution)
            return None if speaker.name is None else (speaker.name, noun.tag_ in ("NNS", "NNPS"))
        found = self._actor_of.get(owner.i)
        if found is None or found[0]:
            return None
        return found[1].name, owner.lower_ == "their"

    # -------------------------------------------------------------- one of them

    def _of_several(self, head: Token, attribution: Attribution) -> Speaker | None:
        """Who "one of them", "another" or "neither" is, named after the group; None where that is not to be seen."""
        inside = next((c for p in head.rights if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), None)
        word = head.lower_
        if inside is not None and inside.lower_ not in _THEM:
            return self._one_of_his(head, inside) if word == "one" else None
        if inside is None and (word in _SOME_OF_SEVERAL or word in _ALL_OR_NONE) and any(head.children):
            return None
        referent = self._meant(head if inside is None else inside, attribution, word="they")
        group = None if referent is None else self.parse[referent.first]
        if group is None or group.tag_ not in ("NNS", "NNPS"):
            return None
        one = singular_of(group)
        if word in _ONE_OF_SEVERAL:
            apposed = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "NOUN"), None)
            return Speaker(one if apposed is None else without_article(phrase_of(apposed)), "unnamed")
        if word in _ALL_OR_NONE:
            return Speaker(without_article(phrase_of(group)), "collective")
        return Speaker(f"{word} {one[: len(one) - len(group.lemma_)]}{group.text}", "collective")

    def _one_of_his(self, one: Token, several: Token) -> Speaker | None:
        """The speaker where "one of his deputies" speaks: Holm's deputy."""
        owner = next((child for child in several.lefts if child.tag_ == "PRP$"), None)
        found = None if owner is None else self._actor_of.get(owner.i)
        if owner is None or found is None or found[0] or one.i > several.i:
            return None
        return Speaker(f"{possessive(found[1].name, plural=owner.lower_ == 'their')} {singular_of(several)}", "unnamed")


def _is_quantity(head: Token) -> bool:
    word = head.lower_
    return word in _ONE_OF_SEVERAL or word in _SOME_OF_SEVERAL or word in _ALL_OR_NONE


def _to_comma(text: str, attribution: Attribution) -> str:
    """The words of the source up to the first comma."""
    if not attribution.source:
        return ""
    start, end = attribution.source[0]
    return text[start:end].partition(",")[0]


def _speaker_of(actor: Actor) -> Speaker:
    kinds: Mapping[str, VoiceKind] = {
        "person": "person", "medium": "medium", "document": "document", "collective": "collective",
    }  # fmt: skip
    return Speaker(actor.name, kinds.get(actor.kind, "organisation"), actor.id)


def _named_first(document: Document, end: int) -> Actor | None:
    """The person named first in text[:end], not as an owner ("Pol Pot's interpreter"); None if nobody is."""
    parse = document[TOKENS]
    named = [
        (mention.start, actor)
        for chain, actor in zip(document[CHAINS], document[ACTORS], strict=True)
        for mention in chain.mentions
        if actor.kind == "person" and mention.kind == "name" and parse[mention.head].dep_ != "poss"
        if mention.start < end
    ]
    return min(named, key=lambda one: one[0])[1] if named else None


def _actors_by_token(
    chains: Sequence[Chain], actors: Sequence[Actor], starts: Sequence[int]
) -> dict[int, tuple[int, Actor]]:
    """Token position to (rank, actor): a mention headed by the token comes before one that only covers it."""
    found: dict[int, tuple[int, Actor]] = {}
    for chain, actor in zip(chains, actors, strict=True):
        for mention in chain.mentions:
            first = bisect.bisect_left(starts, mention.start)
            last = bisect.bisect_left(starts, mention.end)
            for token in {*range(first, last), mention.head}:
                rank = 0 if token == mention.head else mention.end - mention.start
                if token not in found or rank < found[token][0]:
                    found[token] = (rank, actor)
    return found
