"""Statements: attributions with their speaker resolved, the kind of speech act, the form and the place in others."""

from __future__ import annotations

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
    Document,
    Layer,
)
from onrecord.ids import sealed
from onrecord.schema import Statement, StatementForm, VoiceKind
from onrecord.stages.attribution.quotes import Quote, quote_at, quoted_words, word_count
from onrecord.stages.cue_frames import head_of
from onrecord.stages.noun_phrases import FIRST_PERSON, phrase_of, without_article
from onrecord.stages.speech_acts import SpeechAct, lexicon, of_duty, of_own_deed, qualified, speech_act, weighed
from onrecord.stages.statements.doers import ADDRESSED_DIRECTLY, is_told
from onrecord.stages.statements.speakers import Speaker, Speakers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DIRECT_SHARE = 0.9
"""Share of the content's words in quotation marks from which on it is direct speech (as in PolNeAR's description)."""
QUOTED_WORDS = 3
"""A quoted stretch shorter than this makes no quotation: it may be a scare quote or a title."""
_LIGHT = frozenset(
    ("issue", "make", "give", "sign", "release", "deliver", "voice", "express", "launch", "hold", "take")
)
"""Verbs that say little: the noun after them in the cue says what was done."""
_MODALS = frozenset(("to", "will", "would", "shall", "may", "might", "can", "could", "must", "should", "wo", "ca"))
_WILL = frozenset(("will", "would", "'ll", "’ll", "'d", "’d", "shall", "wo", "’"))
_THIRD_PERSON: Mapping[VoiceKind, frozenset[str]] = {
    "person": frozenset(("he", "she")),
    "office": frozenset(("he", "she")),
    "collective": frozenset(("they",)),
    "organisation": frozenset(("it", "they")),
    "author": FIRST_PERSON,
    "nobody": frozenset(),
    "document": frozenset(),
    "medium": frozenset(("it",)),
}
"""What a speaker of each kind is called again in what he is reported to say."""
_ADDRESSED_WITH_TO = frozenset(
    (
        "say", "speak", "talk", "admit", "explain", "confess", "complain", "write", "announce", "confirm", "suggest",
        "insist", "report", "reveal", "disclose", "mention", "describe", "declare", "boast", "promise", "whisper",
        "shout",
    )
)  # fmt: skip


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
        article = _Reading(document, document[TOKENS], Speakers(document))
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
    speakers: Speakers

    @property
    def quotes(self) -> Sequence[Quote]:
        """The quoted stretches of the text."""
        return self.speakers.quotes

    def statement(self, attribution: Attribution, parent: Statement | None) -> Statement:
        """The attribution as a sealed record."""
        document = self.document
        cue_word = self.speakers.cue_word(attribution)
        speaker = self.speakers.add(attribution, cue_word)
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

    # -------------------------------------------------------------- speech act

    def _act(self, attribution: Attribution, cue_word: Token | None, speaker: Speaker) -> SpeechAct:
        text = self.document.text
        frame = attribution.rule.partition(" ")[2].rpartition(": ")[0]
        words = [token.lower_ for start, end in attribution.cue for token in self.speakers.tokens(start, end)]
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
            own = FIRST_PERSON if quoted else _THIRD_PERSON.get(speaker.kind, frozenset(("they", "it", "he", "she")))
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

    # -------------------------------------------------------------- addressee

    def _addressee(self, attribution: Attribution, cue_word: Token | None) -> str | None:
        """Whom it was said to, as written without article; None where the text names nobody."""
        if cue_word is None:
            return None
        lemma = cue_word.lemma_.lower()
        source = head_of(self.parse, self.speakers.starts, attribution.source)
        if source is not None and is_told(cue_word, source):
            return without_article(phrase_of(source)) or None
        for child in cue_word.rights:
            addressed: Token | None = None
            if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP" and lemma in ADDRESSED_DIRECTLY:
                addressed = child
            elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and lemma in _ADDRESSED_WITH_TO:
                addressed = next((c for c in child.children if c.dep_ == "pobj"), None)
            elif child.dep_ == "ccomp" and lemma in ADDRESSED_DIRECTLY and any(c.tag_ == "TO" for c in child.lefts):
                addressed = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
            if addressed is None:
                continue
            outside = not any(start <= addressed.idx < end for start, end in attribution.content)
            if (outside or child.dep_ == "ccomp") and addressed.pos_ in ("NOUN", "PROPN", "PRON"):
                return without_article(phrase_of(addressed)) or None
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
