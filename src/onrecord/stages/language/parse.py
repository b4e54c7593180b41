"""Words with sentences, tags and dependencies, as the encoder's heads of grammar read them.

spaCy's tagger and parser have a network of their own; these heads cost little beside the pass that is made anyway.
Words are spaCy's, and so are the rules that give parts of speech and lemmas by word and tag.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import ARC_SCALE, RELATION_LABELS, TAG_LABELS
from onrecord.encoder.pieces import Pieces

if TYPE_CHECKING:
    from spacy.language import Language

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

LONGEST = 400
"""Most words of a sentence: bounds the time and memory that text without full stops takes."""
_RULES = ("onrecord_kept_rules", "lemmatizer")
_ROOT, _NEGATION = RELATION_LABELS.index("ROOT"), RELATION_LABELS.index("neg")
_ADVERB, _BLANK = TAG_LABELS.index("RB"), TAG_LABELS.index("_SP")
_NEGATIONS = frozenset(("not", "n't", "n\u2019t"))


def encoder_parse(model: Language, text: str, reading: Reading) -> Doc:
    """The parse of the whole text, whose tokens have the offsets of the text; every sentence is one tree.

    No sentence runs across a line break. White space that is a token hangs on the word before it.
    """
    parse = model.tokenizer(text)
    starts, lengths, blank = parse.to_array(["IDX", "LENGTH", "IS_SPACE"]).astype(np.int64).T
    words = np.flatnonzero(blank == 0)
    if len(words) and len(reading.pieces):
        places = word_places(reading.pieces, starts[words], starts[words] + lengths[words])
        opens = _openings(parse, words, reading.heads["openings"][places, 1] > 0.5, places)
        heads = _heads(reading, places, opens)
        relations = _relations(reading, places, heads)
        tags = reading.heads["tags"][places].argmax(axis=1)
        _part_shared_pieces(parse, words, places, (heads, relations, tags))
        _write(parse, words, heads, relations, tags)
    elif len(parse):
        # white space, or characters that the encoder has no pieces for: one sentence under its first token
        nothing = np.zeros(1, np.int64)
        _write(parse, nothing, nothing, nothing + _ROOT, nothing + _BLANK)
    for name in _RULES:
        parse = model.get_pipe(name)(parse)
    return parse


def word_places(pieces: Pieces, starts: Integers, ends: Integers) -> Integers:
    """The piece that stands for each word: the first that begins inside it, else the one it lies in."""
    first = np.searchsorted(pieces.starts, starts, side="left")
    last = len(pieces) - 1
    begins = (first <= last) & (pieces.starts[np.minimum(first, last)] < ends)
    around = np.minimum(np.searchsorted(pieces.ends, starts, side="right"), last)
    return np.asarray(np.where(begins, first, around))


def tree(scores: Floats, roots: Floats) -> Integers:
    """The likeliest head of each word of a sentence, as positions in it; the root is its own head; always one tree.

    ``scores``: words by possible heads, overwritten; ``roots``: how likely each is the root, on the same scale. Each
    word takes its best head; a circle is opened where that costs least, which seldom misses the best tree.
    """
    count = len(roots)
    itself = np.arange(count)
    if count == 1:
        return itself
    scores[itself, itself] = -np.inf
    heads: Integers = scores.argmax(axis=1)
    best = scores[itself, heads]
    root = int((roots - best).argmax())
    heads[root] = root
    while (loose := _tops(heads) != root).any():
        cost = np.where(loose[:, None] & ~loose[None, :], scores - best[:, None], -np.inf)
        word, head = divmod(int(cost.argmax()), count)
        heads[word] = head
    return heads


def _tops(heads: Integers) -> Integers:
    """Where one comes by going up from each word as often as there are words."""
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return above


def _openings(parse: Doc, words: Integers, opens: Flags, places: Integers) -> Flags:
    """Which words open a sentence: those said to, and those after a line break."""
    opens[1:] &= places[1:] != places[:-1]
    opens[0] = True
    for position in (1 + np.flatnonzero(np.diff(words) > 1)).tolist():
        between = range(int(words[position - 1]) + 1, int(words[position]))
        opens[position] |= any("\n" in parse[i].text for i in between)
    for first, last in pairwise([*np.flatnonzero(opens).tolist(), len(words)]):
        opens[first:last:LONGEST] = True
    return opens


def _heads(reading: Reading, places: Integers, opens: Flags) -> Integers:
    """The position of each word's head."""
    dependents: Floats = (reading.vectors["dependents"][places] * ARC_SCALE).astype(np.float32)
    governors, roots = reading.vectors["governors"][places], reading.vectors["roots"][places, 0]
    found = np.zeros(len(places), np.int64)
    for first, last in pairwise([*np.flatnonzero(opens).tolist(), len(places)]):
        found[first:last] = first + tree(dependents[first:last] @ governors[first:last].T, roots[first:last])
    return found


def _relations(reading: Reading, places: Integers, heads: Integers) -> Integers:
    """The number of each word's relation to its head; only a root is called so."""
    scores = reading.vectors["relations_below"][places] + reading.vectors["relations_above"][places[heads]]
    scores[:, _ROOT] = -np.inf
    found: Integers = scores.argmax(axis=1)
    found[heads == np.arange(len(heads))] = _ROOT
    return found


def _part_shared_pieces(
    parse: Doc, words: Integers, places: Integers, found: tuple[Integers, Integers, Integers]
) -> None:
    """Sets what stands on a piece of the word before, in place: "cannot" is two words and may be one piece."""
    heads, relations, tags = found
    for position in (1 + np.flatnonzero(places[1:] == places[:-1])).tolist():
        above = heads[position - 1]
        heads[position] = position - 1 if above in (position - 1, position) else above
        if parse[int(words[position])].lower_ in _NEGATIONS:
            relations[position], tags[position] = _NEGATION, _ADVERB


def _write(parse: Doc, words: Integers, heads: Integers, relations: Integers, tags: Integers) -> None:
    """Writes what was read into the parse."""
    strings = parse.vocab.strings
    written: Any = np.zeros((len(parse), 3), np.uint64)
    written[:, 1:] = strings.add("dep"), strings.add("_SP")
    written[words, 1] = np.array([strings.add(name) for name in RELATION_LABELS], np.uint64)[relations]
    written[words, 2] = np.array([strings.add(name) for name in TAG_LABELS], np.uint64)[tags]
    every = np.arange(len(parse))
    above = words[np.maximum(np.searchsorted(words, every, side="right") - 1, 0)]
    above[words] = words[heads]
    # heads are written as how far away they are, negative numbers in two's complement
    written[:, 0] = (above - every).astype(np.uint64)
    attributes: Any = ["HEAD", "DEP", "TAG"]
    parse.from_array(attributes, written)
