"""The parse as plain objects, for rules that ask much of every word: spaCy takes several times as long to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass(eq=False, slots=True)
class Word:
    """A token of the parse; the fields mean what they mean in spaCy."""

    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    sentence: list[Word]
    """The words of the sentence."""
    head: Word = field(init=False)
    children: list[Word] = field(init=False, default_factory=list)
    """In text order."""

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all that hang from it, each after its head."""
        yield self
        for child in self.children:
            yield from child.subtree


def words_of(parse: Doc) -> list[Word]:
    """The words of the parse; they are read once and kept with it, so it must not change afterwards."""
    kept: list[Word] | None = parse.user_data.get(_KEY)
    if kept is None:
        kept = parse.user_data[_KEY] = _read(parse)
    return kept


_KEY = "onrecord.words"
_NAMED: list[int | str] = ["ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP"]


def _read(parse: Doc) -> list[Word]:
    codes = parse.to_array(_NAMED)
    name = {int(code): parse.vocab.strings[int(code)] for code in set(codes.ravel().tolist())}
    columns = [[name[code] for code in column] for column in codes.T.tolist()]
    numbers = parse.to_array(["IDX", "HEAD", "SENT_START"]).astype("int64").T.tolist()
    words: list[Word] = []
    sentence: list[Word] = []
    for i, (text, lower, lemma, tag, pos, dep, idx, starts) in enumerate(
        zip(*columns, numbers[0], numbers[2], strict=True)
    ):
        if starts == 1:
            sentence = []
        word = Word(i, idx, text, lower, lemma, tag, pos, dep, sentence)
        sentence.append(word)
        words.append(word)
    for word, distance in zip(words, numbers[1], strict=True):
        word.head = words[word.i + distance]
        if distance:
            word.head.children.append(word)
    return words
