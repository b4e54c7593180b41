"""Statements: attributions with their speaker resolved, the kind of speech act, the form and the place in others."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from onrecord.document import (
    ACTORS,
    ATTRIBUTIONS,
    CHAINS,
    SENTENCES,
    STATEMENTS,
    TOKENS,
    Attribution,
    Chain,
    Document,
    Layer,
    Offsets,
)
from onrecord.ids import sealed
from onrecord.schema import Actor, Statement, StatementForm, VoiceKind
from onrecord.stages.attribution.quotes import Quote, quote_at, quoted_stretches, quoted_words, word_count
from onrecord.stages.speech_acts import SpeechAct, lexicon, qualified, speech_act
from onrecord.stages.voice_kinds import kind_of_noun_phrase, kind_of_pronoun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DIRECT_SHARE = 0.9
"""Share of the content's words in quotation marks from which on it is direct speech (as in PolNeAR's description)."""
QUOTED_WORDS = 3
"""A quoted stretch shorter than this makes no quotation: it may be a scare quote or a title."""
_ARTICLES = ("the", "a", "an")
_FIRST_PERSON = frozenset(("i", "me", "my", "mine", "we", "us", "our", "ours"))
_SINGULAR_FIRST_PERSON = frozenset(("i", "me", "my", "mine"))
_RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
_ADDRESSED_DIRECTLY = frozenset(
    (
        "tell", "inform", "warn", "assure", "remind", "ask", "urge", "notify", "advise", "promise", "persuade",
        "convince", "order", "instruct", "beg", "implore", "press", "encourage", "request", "invite", "exhort", "brief",
        "question", "caution",
    )
)  # fmt: skip
_ADDRESSED_WITH_TO = frozenset(
    (
        "say", "speak", "talk", "admit", "explain", "confess", "complain", "write", "announce", "confirm", "suggest",
        "insist", "report", "reveal", "disclose", "mention", "describe", "declare", "boast", "promise", "whisper",
        "shout",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name, or None where nobody is named or the author speaks."""

    name: str | None
    kind: VoiceKind
    actor: str | None = None
    """Actor id where the speaker is an actor of the article."""


class StatementsStage:
    """Makes a statement of every attribution: whose it is, what sort of speech act, how certain, within which other."""

    name: ClassVar[str] = "statements"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, ATTRIBUTIONS, CHAINS, ACTORS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (STATEMENTS,)

    def setup(self) -> None:
        """Reads the lexicon of speech acts."""
        lexicon()

    def process(self, document: Document) -> Document:
        """The document with a statement for each attribution, in the same order (parents first)."""
        article = _Reading.of(document)
        found: list[Statement] = []
        for attribution in document[ATTRIBUTIONS]:
            parent = found[attribution.parent] if attribution.parent is not None else None
            found.append(article.statement(attribution, parent))
        return document.with_layer(STATEMENTS, tuple(found))


@dataclass(frozen=True)
class _Reading:
    """One document with the look-ups that every statement needs."""

    document: Document
    parse: Doc
    starts: Sequence[int]
    quotes: Sequence[Quote]
    actor_of: Mapping[int, tuple[int, Actor]]
    """Token position to (rank, actor) of the closest mention that covers it."""

    @classmethod
    def of(cls, document: Document) -> _Reading:
        parse = document[TOKENS]
        starts = [token.idx for token in parse]
        actors = _actors_by_token(document[CHAINS], document[ACTORS], starts)
        return cls(document, parse, starts, quoted_stretches(document.text), actors)

    def statement(self, attribution: Attribution, parent: Statement | None) -> Statement:
        """The attribution as a sealed record."""
        document = self.document
        cue_word = self._cue_word(attribution)
        act = self._act(attribution, cue_word)
        speaker = self._speaker(attribution, parent)
        source, cue, content = (document.spans(o) for o in (attribution.source, attribution.cue, attribution.content))
        own = (parent.speaker,) if parent is not None and parent.speaker else ()
        record = Statement(
            article=document.article.id,
            spans=(*source, *cue, *content),
            voice=(*parent.voice, *own) if parent is not None else (),
            statement=parent.id if parent is not None else None,
            polarity=act.polarity,
            mode=act.mode,
            certainty=act.certainty,
            confidence=attribution.confidence,
            stage=StatementsStage.name,
            stage_version=StatementsStage.version,
            source=source,
            cue=cue,
            content=content,
            speaker=speaker.name,
            speaker_actor=speaker.actor,
            speaker_kind=speaker.kind,
            addressee=self._addressee(attribution, cue_word),
            kind=act.kind,
            form=form_of(document.text, self.quotes, attribution),
            parent=parent.id if parent is not None else None,
            depth=parent.depth + 1 if parent is not None else 0,
        )
        return sealed(record)

    # -------------------------------------------------------------- tokens

    def _tokens(self, start: int, end: int) -> list[Token]:
        first = bisect.bisect_right(self.starts, start) - 1
        last = bisect.bisect_left(self.starts, end)
        return [token for token in self.parse[max(0, first) : last] if not token.is_space]

    def _head(self, pieces: Sequence[Offsets]) -> Token | None:
        """The token of the stretch that depends on none other in it."""
        for start, end in pieces:
            tokens = [token for token in self._tokens(start, end) if not token.is_punct] or self._tokens(start, end)
            inside = {token.i for token in tokens}
            for token in tokens:
                if token.head.i not in inside or token.head.i == token.i:
                    return token
        return None

    def _cue_word(self, attribution: Attribution) -> Token | None:
        lemma = attribution.rule.rpartition(": ")[2]
        tokens = [token for start, end in attribution.cue for token in self._tokens(start, end)]
        named = [token for token in tokens if lemma in (token.lemma_.lower(), token.lower_)]
        return named[-1] if named else self._head(attribution.cue)

    # -------------------------------------------------------------- speech act

    def _act(self, attribution: Attribution, cue_word: Token | None) -> SpeechAct:
        text = self.document.text
        frame = attribution.rule.partition(" ")[2].rpartition(": ")[0]
        words = [token.lower_ for start, end in attribution.cue for token in self._tokens(start, end)]
        opening = text[attribution.content[0][0] : attribution.content[0][1]][:20].split()
        lemma = cue_word.lemma_.lower() if cue_word is not None else attribution.rule.rpartition(": ")[2]
        after = words[words.index(cue_word.lower_) + 1 :] if cue_word is not None and cue_word.lower_ in words else []
        act = speech_act(lemma, frame, after, opening[0].lower() if opening else "")
        if cue_word is None:
            return act
        children = {child.lower_ for child in cue_word.lefts if child.dep_ in ("mark", "advmod", "neg", "aux")}
        qualifying = [*words, *(child for child in children if child not in words)]
        subject = next((c for c in cue_word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and (
            subject.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in subject.lefts)
        ):
            qualifying.append("no")
        asked = cue_word.sent[-1].text == "?" and cue_word.dep_ == "ROOT" and self._is_inverted(cue_word)
        return qualified(act, qualifying, conditional="if" in children or "unless" in children, asked=asked)

    def _is_inverted(self, verb: Token) -> bool:
        inside = quote_at(self.quotes, verb.idx) is not None
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        auxiliary = next((c for c in verb.lefts if c.dep_ == "aux"), None)
        return not inside and subject is not None and auxiliary is not None and auxiliary.i < subject.i

    # -------------------------------------------------------------- speaker

    def _speaker(self, attribution: Attribution, parent: Statement | None) -> Speaker:
        head = self._head(attribution.source)
        if head is None:
            return Speaker(None, "nobody")
        if head.lower_ in _RELATIVE and head.tag_ in ("WP", "WDT", "WP$"):
            antecedent = _antecedent(head)
            if antecedent is not None:
                return self._named(antecedent, _phrase(antecedent))
        if head.lower_ in _FIRST_PERSON:
            return self._first_person(head, attribution, parent)
        return self._named(head, _phrase(head))

    def _first_person(self, head: Token, attribution: Attribution, parent: Statement | None) -> Speaker:
        """I is whoever speaks: the speaker of the enclosing statement, or the author; we may be more than that."""
        found = self.actor_of.get(head.i)
        if found is not None:
            return _speaker_of(found[1])
        singular = head.lower_ in _SINGULAR_FIRST_PERSON
        if parent is not None:
            if singular and parent.speaker is not None:
                return Speaker(parent.speaker, parent.speaker_kind, parent.speaker_actor)
            return Speaker(head.lower_ if not singular else None, "collective" if not singular else "unnamed")
        if quote_at(self.quotes, attribution.cue[0][0]) is not None:
            return Speaker(None, "unnamed")
        return Speaker(None, "author")

    def _named(self, head: Token, phrase: str) -> Speaker:
        found = self.actor_of.get(head.i)
        if found is not None:
            return _speaker_of(found[1])
        name = without_article(phrase)
        if not name:
            return Speaker(None, "nobody")
        kind = kind_of_pronoun(head.lower_) if head.pos_ == "PRON" else None
        if kind is None:
            words = [token.lower_ for token in head.subtree]
            kind = kind_of_noun_phrase(
                head.lemma_.lower(), words, tag=head.tag_, entity=head.ent_type_, first=head.left_edge.lower_
            )
        return Speaker(name, kind)

    # -------------------------------------------------------------- addressee

    def _addressee(self, attribution: Attribution, cue_word: Token | None) -> str | None:
        """Whom it was said to, as written without article; None where the text names nobody."""
        if cue_word is None:
            return None
        lemma = cue_word.lemma_.lower()
        for child in cue_word.rights:
            addressed: Token | None = None
            if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP" and lemma in _ADDRESSED_DIRECTLY:
                addressed = child
            elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and lemma in _ADDRESSED_WITH_TO:
                addressed = next((c for c in child.children if c.dep_ == "pobj"), None)
            elif child.dep_ == "ccomp" and lemma in _ADDRESSED_DIRECTLY and any(c.tag_ == "TO" for c in child.lefts):
                addressed = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
            if addressed is None:
                continue
            outside = not any(start <= addressed.idx < end for start, end in attribution.content)
            if (outside or child.dep_ == "ccomp") and addressed.pos_ in ("NOUN", "PROPN", "PRON"):
                return without_article(_phrase(addressed)) or None
        return None


def form_of(text: str, quotes: Sequence[Quote], attribution: Attribution) -> StatementForm:
    """How the content is given: direct from DIRECT_SHARE quoted words on, mixed if a stretch is quoted, else indirect.

    Quotation marks round the whole attribution are those of the statement it is nested in and do not count.
    """
    around = quote_at(quotes, attribution.cue[0][0]) if attribution.cue else None
    own = [quote for quote in quotes if quote is not around] if around is not None else quotes
    words = quoted = longest = 0
    for start, end in attribution.content:
        words += word_count(text, start, end)
        inside, run = quoted_words(own, text, start, end)
        quoted, longest = quoted + inside, max(longest, run)
    if words and quoted >= DIRECT_SHARE * words:
        return "direct"
    return "mixed" if longest >= QUOTED_WORDS else "indirect"


def without_article(phrase: str) -> str:
    """The noun phrase without leading article, possessive ending and punctuation at its ends."""
    words = phrase.strip(" \t\n,;:()[]–—―").split()
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    name = " ".join(words)
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    return name.rstrip("'’ ,") if name.endswith(("s'", "s’")) else name


def _phrase(head: Token) -> str:
    """The noun phrase of a head as written, up to the first relative or other clause."""
    tokens = []
    for token in head.subtree:
        clause = token.dep_ in ("relcl", "acl", "advcl", "ccomp") and head in token.ancestors
        if token.i > head.i and (clause or token.text in (",", "(", "—", "–")):
            break
        if token.tag_ in ("WP", "WDT") and token.i > head.i:
            break
        tokens.append(token)
    if not tokens:
        return head.text
    return head.doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
    return None


def _speaker_of(actor: Actor) -> Speaker:
    kinds: Mapping[str, VoiceKind] = {
        "person": "person", "medium": "medium", "document": "document", "collective": "collective",
    }  # fmt: skip
    return Speaker(actor.name, kinds.get(actor.kind, "organisation"), actor.id)


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
