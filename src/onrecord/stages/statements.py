"""Statements: attributions with their speaker resolved, the kind of speech act, the form and the place in others."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
)
from onrecord.ids import sealed
from onrecord.schema import Actor, Statement, StatementForm, VoiceKind
from onrecord.stages.attribution.quotes import Quote, quote_at, quoted_stretches, quoted_words, word_count
from onrecord.stages.cue_frames import head_of
from onrecord.stages.speech_acts import SpeechAct, lexicon, of_duty, of_own_deed, qualified, speech_act, weighed
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
_LIGHT = frozenset(
    ("issue", "make", "give", "sign", "release", "deliver", "voice", "express", "launch", "hold", "take")
)
"""Verbs that say little: the noun after them in the cue says what was done."""
_LONGEST_CHAIN = 4
"""Infinitives under each other that are climbed to find who acts: plans to try to persuade."""
_ACTS = frozenset(
    ("blunder", "mistake", "miscalculation", "error", "crime", "act", "deed", "war", "attack", "policy", "move",
     "defeat", "victory", "campaign", "work", "role", "side", "fall", "rise", "success", "step",
     "tactic", "method", "effort", "attempt")
)  # fmt: skip
"""Deeds and the like: what a relative clause says they believed is believed by who did them."""
_MODALS = frozenset(("to", "will", "would", "shall", "may", "might", "can", "could", "must", "should", "wo", "ca"))
_WILL = frozenset(("will", "would", "'ll", "’ll", "'d", "’d", "shall", "wo", "’"))
_THIRD_PERSON: Mapping[VoiceKind, frozenset[str]] = {
    "person": frozenset(("he", "she")),
    "office": frozenset(("he", "she")),
    "collective": frozenset(("they",)),
    "organisation": frozenset(("it", "they")),
    "author": _FIRST_PERSON,
    "nobody": frozenset(),
    "document": frozenset(),
    "medium": frozenset(("it",)),
}
"""What a speaker of each kind is called again in what he is reported to say."""
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
    version: ClassVar[str] = "2"
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
        speaker = self._speaker(attribution, parent)
        act = self._act(attribution, cue_word, speaker)
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

    def _cue_word(self, attribution: Attribution) -> Token | None:
        lemma = attribution.rule.rpartition(": ")[2]
        tokens = [token for start, end in attribution.cue for token in self._tokens(start, end)]
        named = [token for token in tokens if lemma in (token.lemma_.lower(), token.lower_)]
        return named[-1] if named else head_of(self.parse, self.starts, attribution.cue)

    # -------------------------------------------------------------- speech act

    def _act(self, attribution: Attribution, cue_word: Token | None, speaker: Speaker) -> SpeechAct:
        text = self.document.text
        frame = attribution.rule.partition(" ")[2].rpartition(": ")[0]
        words = [token.lower_ for start, end in attribution.cue for token in self._tokens(start, end)]
        opening = text[attribution.content[0][0] : attribution.content[0][1]][:20].split()
        ruled = attribution.rule.rpartition(": ")[2]
        lemma = cue_word.lemma_.lower() if cue_word is not None and ruled not in lexicon() else ruled
        if cue_word is not None and lemma in _LIGHT:
            lemma = self._deed_in_words(cue_word, attribution) or lemma
        after = words[words.index(cue_word.lower_) + 1 :] if cue_word is not None and cue_word.lower_ in words else []
        governed = next((c for c in cue_word.rights if c.dep_ == "xcomp"), None) if cue_word is not None else None
        verb = governed.lemma_.lower() if governed is not None else ""
        if cue_word is not None and lemma == "ask" and _asks_for(cue_word):
            frame = "obj&for"
        first = opening[0].lower().strip("“\"'‘") if opening else ""
        act = speech_act(lemma, frame, after, first, speaker=speaker.kind, verb=verb)
        if cue_word is None:
            return self._weighed(act, attribution, lemma)
        deed = self._own_deed(cue_word, attribution, speaker)
        if self._says_what_must_be(cue_word, attribution):
            act = of_duty(act)
        elif deed is not None:
            negated = any(c.dep_ == "neg" for c in deed.children)
            conditional = any(t.lower_ in ("if", "unless") for t in deed.sent if t.i > cue_word.i or t.dep_ == "mark")
            act = of_own_deed(act, lemma, deed.lemma_.lower(), negated=negated, conditional=conditional)
        act = self._weighed(act, attribution, lemma)
        children = {child.lower_ for child in cue_word.lefts if child.dep_ in ("mark", "advmod", "neg", "aux")}
        qualifying = [*words, *(child for child in children if child not in words)]
        subject = next((c for c in cue_word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and (
            subject.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in subject.lefts)
        ):
            qualifying.append("no")
        asked = cue_word.sent[-1].text == "?" and cue_word.dep_ == "ROOT" and self._is_inverted(cue_word)
        return qualified(act, qualifying, conditional="if" in children or "unless" in children, asked=asked)

    def _weighed(self, act: SpeechAct, attribution: Attribution, lemma: str) -> SpeechAct:
        if attribution.kinds is None:
            return act
        return weighed(act, attribution.kinds, known=lemma in lexicon())

    def _deed_in_words(self, verb: Token, attribution: Attribution) -> str | None:
        """The noun of "issued a decree", "made a promise", if it stands in the cue and names a speech act."""
        for child in verb.rights:
            inside = any(start <= child.idx < end for start, end in attribution.cue)
            if child.dep_ == "dobj" and inside and child.lemma_.lower() in lexicon():
                return child.lemma_.lower()
        return None

    def _own_deed(self, cue_word: Token, attribution: Attribution, speaker: Speaker) -> Token | None:
        """The verb of the content, if it says what the speaker, named by a pronoun, will do; None otherwise."""
        for verb in _clauses_said(cue_word, attribution):
            subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
            will = any(c.dep_ == "aux" and c.lower_ in _WILL for c in verb.lefts)
            perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts)
            quoted = quote_at(self.quotes, verb.idx) is not None and quote_at(self.quotes, cue_word.idx) is None
            own = _FIRST_PERSON if quoted else _THIRD_PERSON.get(speaker.kind, frozenset(("they", "it", "he", "she")))
            if subject is not None and will and not perfect and subject.lower_ in own:
                return verb
        return None

    def _says_what_must_be(self, cue_word: Token, attribution: Attribution) -> bool:
        """True if the content says of others what they must or should do, or what should be done."""
        for verb in _clauses_said(cue_word, attribution):
            helpers = {c.lower_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")}
            subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
            mine = subject is not None and subject.lower_ in ("i", "he", "she", "it", "there", "this", "that")
            active = subject is not None and subject.dep_ == "nsubj"
            duty = helpers & {"must", "should", "ought"} and not helpers & {"have", "has", "had"}
            bare = "be" in helpers and verb.tag_ == "VBN" and not helpers & _MODALS and cue_word.lemma_ != "know"
            if (duty and verb.lemma_ != "be" and not (mine and active)) or bare:
                return True
        return False

    def _is_inverted(self, verb: Token) -> bool:
        inside = quote_at(self.quotes, verb.idx) is not None
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        auxiliary = next((c for c in verb.lefts if c.dep_ == "aux"), None)
        return not inside and subject is not None and auxiliary is not None and auxiliary.i < subject.i

    # -------------------------------------------------------------- speaker

    def _speaker(self, attribution: Attribution, parent: Statement | None) -> Speaker:
        head = self._source_head(attribution)
        cue_word = self._cue_word(attribution)
        if head is None and parent is not None and cue_word is not None:
            head = _understood_subject(cue_word)
        if head is None or _is_told(cue_word, head):
            return Speaker(None, "nobody")
        head = _doer(head)
        if head.lower_ in _RELATIVE and head.tag_ in ("WP", "WDT", "WP$"):
            antecedent = _antecedent(head)
            if antecedent is not None:
                return self._named(antecedent, _phrase(antecedent))
        if head.lower_ in _FIRST_PERSON:
            return self._first_person(head, attribution, parent)
        name = _name_in_apposition(head)
        if name is not None and self.actor_of.get(name.i) is not None:
            return self._named(name, _phrase(name))
        return self._owned(head, self._named(head, _phrase(head)), parent)

    def _source_head(self, attribution: Attribution) -> Token | None:
        """The head of the source; its last noun where the parse takes an article for the head."""
        head = head_of(self.parse, self.starts, attribution.source)
        if head is None or head.tag_ not in ("DT", "PDT"):
            return head
        tokens = [token for start, end in attribution.source for token in self._tokens(start, end)]
        return next((token for token in reversed(tokens) if token.pos_ in ("NOUN", "PROPN")), head)

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
        if not name or name.lower() in _ARTICLES:
            return Speaker(None, "nobody")
        kind = kind_of_pronoun(head.lower_) if head.pos_ == "PRON" else None
        if kind is None:
            words = [token.lower_ for token in head.subtree]
            kind = kind_of_noun_phrase(
                head.lemma_.lower(), words, tag=head.tag_, entity=head.ent_type_, first=head.left_edge.lower_
            )
        return Speaker(name, kind)

    def _owned(self, head: Token, speaker: Speaker, parent: Statement | None) -> Speaker:
        """The speaker, with the owner's name for a possessive pronoun: "Holm's deputies" for "his deputies"."""
        owner = next((child for child in head.lefts if child.tag_ == "PRP$"), None)
        if owner is None or speaker.name is None or not speaker.name.lower().startswith(owner.lower_ + " "):
            return speaker
        if owner.lower_ in _FIRST_PERSON:
            name = parent.speaker if parent is not None else None
        else:
            found = self.actor_of.get(owner.i)
            name = found[1].name if found is not None else None
        return speaker if name is None else replace(speaker, name=f"{name}'s {speaker.name[len(owner.lower_) + 1 :]}")

    # -------------------------------------------------------------- addressee

    def _addressee(self, attribution: Attribution, cue_word: Token | None) -> str | None:
        """Whom it was said to, as written without article; None where the text names nobody."""
        if cue_word is None:
            return None
        lemma = cue_word.lemma_.lower()
        source = head_of(self.parse, self.starts, attribution.source)
        if source is not None and _is_told(cue_word, source):
            return without_article(_phrase(source)) or None
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


def _asks_for(verb: Token) -> bool:
    """True for "asked the judges for a warrant", wherever the parse hangs the "for"."""
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    return any(c.lower_ == "for" and c.dep_ in ("prep", "dative") for o in (verb, *objects) for c in o.rights)


def _clauses_said(cue_word: Token, attribution: Attribution) -> list[Token]:
    """The verbs of the clauses, in the content, that the cue governs or stands in as an aside."""
    clauses = [c for c in cue_word.children if c.dep_ == "ccomp"]
    if cue_word.dep_ in ("ccomp", "parataxis") and not clauses:
        clauses = [cue_word.head]
    return [verb for verb in clauses if any(start <= verb.idx < end for start, end in attribution.content)]


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
    return head.doc[tokens[0].i : tokens[-1].i + 1].text


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return _of_whom(ancestor.head, pronoun)
    return None


def _of_whom(noun: Token, pronoun: Token) -> Token:
    """The noun, or the name right before the pronoun where the noun cannot speak: the blunders of the army, which."""
    before = pronoun.nbor(-1) if pronoun.i > 0 else noun
    abstract = noun.pos_ == "NOUN" and not noun.ent_type_
    below = before != noun and before.pos_ == "PROPN" and noun in before.ancestors
    kind = kind_of_noun_phrase(noun.lemma_.lower(), [], tag=noun.tag_, entity=noun.ent_type_, first="the")
    return before if abstract and below and kind in ("unnamed", "collective") and _cannot_speak(noun) else noun


def _doer(noun: Token) -> Token:
    """The name after "of" where the noun is a deed: the blunders of the army; else the noun."""
    if noun.lemma_.lower() not in _ACTS or noun.ent_type_:
        return noun
    named = (c for preposition in noun.rights if preposition.lower_ == "of" for c in preposition.children)
    return next((child for child in named if child.dep_ == "pobj" and child.pos_ == "PROPN"), noun)


def _name_in_apposition(noun: Token) -> Token | None:
    """The name behind a common noun, "Bauer" in "one of them, a baker, Karl Bauer,"; None where there is none."""
    while noun.pos_ != "PROPN":
        apposed = next((child for child in noun.rights if child.dep_ == "appos"), None)
        if apposed is None:
            return None
        noun = apposed
    return noun


def _understood_subject(verb: Token) -> Token | None:
    """Who does what an infinitive says, if the sentence tells: "is said to deny", "asked her to go"."""
    for _ in range(_LONGEST_CHAIN):
        if not any(child.tag_ == "TO" for child in verb.lefts) or verb.dep_ not in ("xcomp", "ccomp", "advcl"):
            return None
        governor = verb.head
        own = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
        told = (child for child in governor.rights if child.dep_ in ("dobj", "dative") and child.i < verb.i)
        above = (child for child in governor.lefts if child.dep_ in ("nsubj", "nsubjpass"))
        found = next(own, None) or next(told, None) or next(above, None)
        if found is not None or governor == verb:
            return found
        verb = governor
    return None


def _is_told(cue_word: Token | None, source: Token) -> bool:
    """True where the source is who was told or asked ("they had been promised"): somebody else spoke."""
    if cue_word is None or cue_word.lemma_.lower() not in _ADDRESSED_DIRECTLY:
        return False
    passive = any(child.dep_ == "auxpass" for child in cue_word.children)
    return passive and source.dep_ == "nsubjpass" and source.head == cue_word


def _cannot_speak(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _ACTS or lemma.endswith(("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ure"))


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
