"""The author's own loaded words: epithets, labels and words in scare quotes that stand in nobody else's words.

That the author uses the word is what is recorded; whether it is deserved is not asked. What speakers say in such words
is in their statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.codes.word_lists import word_set
from onrecord.document import (
    LOADED_WORDS,
    MENTIONS,
    SENTENCES,
    STATEMENTS,
    TOKENS,
    Document,
    Layer,
    statements_near,
    voice_at,
)
from onrecord.ids import sealed
from onrecord.schema import Leaning, LoadedKind, LoadedWord, Mention
from onrecord.stages.attribution.quotes import Quote, quoted_stretches
from onrecord.stages.loaded_words.lexicon import Entry, lexicon
from onrecord.stages.loaded_words.said_of import is_denied, said_of
from onrecord.stages.words import Word, words_of

_KINDS: dict[str, LoadedKind] = {"N": "label", "A": "epithet", "V": "deed", "R": "manner"}
_CONFIDENCE: dict[LoadedKind, float] = {
    "label": 0.8, "epithet": 0.8, "deed": 0.7, "manner": 0.8, "scare quotes": 0.6,
}  # fmt: skip
"""Not measured on gold yet."""
_MOST_QUOTED_WORDS = 4
"""Words in scare quotes; longer quotations are somebody's words, named or not."""
_NAMING = word_set(
    "call name know dub title entitle nickname codename term label describe style say mean read spell write sign"
    " inscribe caption headline christen word phrase slogan code operation film novel book play song poem magazine"
    " newspaper journal programme program series album group band ship party movement alias"
)
"""Lemmas that say that words in quotation marks are quoted, or are a name."""
_NEAR = 3
"""Words before quotation marks in which such a lemma is looked for."""


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    word: str
    leaning: Leaning
    kind: LoadedKind
    at: Word
    """The word that stands for it in the parse."""
    part: str
    needs_actor: bool = False


class LoadedWordsStage:
    """Finds the words by which the author judges, and of whom they are said."""

    name: ClassVar[str] = "loaded_words"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES, STATEMENTS, MENTIONS)
    writes: ClassVar[tuple[Layer[Any], ...]] = (LOADED_WORDS,)

    def setup(self) -> None:
        """Reads the lexicon."""
        lexicon()

    def process(self, document: Document) -> Document:
        """The document with the author's loaded words, in text order."""
        words = words_of(document[TOKENS])
        quotes = quoted_stretches(document.text)
        hits = [*_by_lexicon(words, quotes), *_scare_quotes(document, words, quotes)]
        statements, mentions = document[STATEMENTS], document[MENTIONS]
        records = []
        for found in hits:
            if voice_at(statements, found.start, found.end) != ((), None) or _in_boilerplate(document, found.start):
                continue
            target = next((each for word in said_of(found.at, found.part) if (each := _mention(mentions, word))), None)
            if target is not None or not found.needs_actor:
                records.append(_record(document, found, target))
        records.sort(key=lambda record: (record.spans[0].start, record.spans[0].end, record.id))
        return document.with_layer(LOADED_WORDS, tuple(records))


def _by_lexicon(words: Sequence[Word], quotes: Sequence[Quote]) -> Iterator[_Found]:
    """The lexicon's words outside quotation marks."""
    entries = lexicon()
    for word in words:
        candidates = entries.get(word.lower_) or entries.get(word.lemma_)
        for entry in candidates or ():
            run = _run(words, word, entry)
            if run is None or not _is_part(run[-1], entry) or _other_sense(words, run, entry):
                continue
            start, end = run[0].idx, run[-1].idx + len(run[-1].text)
            if not any(quote.start < end and start < quote.end for quote in quotes):
                kind = _KINDS[entry.part]
                yield _Found(start, end, entry.word, entry.leaning, kind, run[-1], entry.part, entry.needs_actor)
            break


def _run(words: Sequence[Word], first: Word, entry: Entry) -> list[Word] | None:
    """The words of the text that make the entry, from its first on; None where it goes on otherwise."""
    run = list(words[first.i : first.i + len(entry.tokens)])
    rest = zip(entry.tokens[1:], run[1:], strict=False)
    fits = len(run) == len(entry.tokens) and all(token in (each.lower_, each.lemma_) for token, each in rest)
    return run if fits else None


def _is_part(word: Word, entry: Entry) -> bool:
    tag = word.tag_
    match entry.part:
        case "N":
            return tag.startswith("NN")
        case "V":
            return tag.startswith("VB")
        case "R":
            return tag.startswith("RB")
        case _:
            return tag.startswith("JJ") or len(entry.tokens) > 1 or (tag in ("VBN", "VBG") and word.dep_ == "amod")


def _other_sense(words: Sequence[Word], run: Sequence[Word], entry: Entry) -> bool:
    if not entry.not_with:
        return False
    last = run[-1]
    beside = words[max(0, run[0].i - 1) : last.i + 2]
    near = (last.head, *last.children, *(each for each in beside if each.sentence is last.sentence))
    return any(each not in run and entry.not_with & {each.lower_, each.lemma_} for each in near)


def _scare_quotes(document: Document, words: Sequence[Word], quotes: Sequence[Quote]) -> Iterator[_Found]:
    """Few words in quotation marks in a sentence in which nobody speaks, which are no name."""
    short = [quote for quote in quotes if quote.closed and 0 < quote.words <= _MOST_QUOTED_WORDS]
    position = 0
    sentences = document[SENTENCES]
    at = 0
    for quote in short:
        while at + 1 < len(sentences) and sentences[at + 1].start <= quote.start:
            at += 1
        sentence = sentences[at] if sentences else None
        if sentence is None or not sentence.start <= quote.start < quote.end <= sentence.end:
            continue
        while position < len(words) and words[position].idx < quote.start:
            position += 1
        inside = [each for each in words[position : sentence.last] if each.idx < quote.end and each.text[0].isalnum()]
        before = words[max(sentence.first, position - _NEAR) : position]
        if not inside or _is_quoted(document, inside, before, sentence.start, sentence.end):
            continue
        own = set(inside)
        top = next((each for each in inside if each.head not in own), inside[-1])
        start, end = inside[0].idx, inside[-1].idx + len(inside[-1].text)
        part = "A" if top.tag_.startswith("JJ") else "N"
        yield _Found(start, end, document.text[start:end], "distancing", "scare quotes", top, part)


def _is_quoted(document: Document, inside: Sequence[Word], before: Sequence[Word], start: int, end: int) -> bool:
    """Whether words in quotation marks are somebody's, or a name."""
    if not inside[0].text[0].islower() or document.text[inside[-1].idx + len(inside[-1].text)] in ".!?":
        return True
    if any(word.lemma_ in _NAMING or word.lower_ == "-" for word in before):
        return True
    for statement in statements_near(document[STATEMENTS], start, end):
        spans = (*statement.source, *statement.cue, *statement.content)
        if any(span.start < end and start < span.end for span in spans):
            return True
    return False


def _in_boilerplate(document: Document, start: int) -> bool:
    return any(piece.start <= start < piece.end for piece in document.article.boilerplate)


def _mention(mentions: Sequence[Mention], word: Word) -> Mention | None:
    """The shortest mention of an actor that has the word."""
    covering = [each for each in mentions if each.spans[0].start <= word.idx < each.spans[0].end]
    return min(covering, key=lambda each: each.spans[0].end - each.spans[0].start, default=None)


def _record(document: Document, found: _Found, target: Mention | None) -> LoadedWord:
    return sealed(
        LoadedWord(
            article=document.article.id,
            spans=(document.span(found.start, found.end),),
            polarity="-" if is_denied(found.at, found.part) else "+",
            word=found.word,
            leaning=found.leaning,
            kind=found.kind,
            target=target.name if target else None,
            target_actor=target.actor if target else None,
            target_spans=target.spans if target else (),
            confidence=_CONFIDENCE[found.kind],
            stage=LoadedWordsStage.name,
            stage_version=LoadedWordsStage.version,
        )
    )
