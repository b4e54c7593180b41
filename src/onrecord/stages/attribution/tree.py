"""The dependency parse as plain lists: what the rules ask for thousands of times an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

Tokens = tuple[int, int]
"""A half-open run of token positions."""
SUBJECTS = frozenset(("nsubj", "csubj"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
_PUNCTUATION_TAGS = frozenset((".", ",", ":", "-LRB-", "-RRB-", "``", "''", "HYPH", "NFP", "_SP"))
_INVERTED = ("say", "ask", "add", "write", "tell", "explain", "reply", "respond", "recall", "note", "argue", "continue")
"""Verbs that often come before their subject: "said the mayor"."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Token by token: words, tags and lemmas; heads, relations and children; first and last token of each subtree.

    ``last`` is inclusive. ``start`` and ``end`` are code points. ``sentence`` is the position of the sentence's first
    token, ``sentence_end`` one past its last.
    """

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    first: list[int]
    last: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    sentence_end: list[int]
    subject: list[int]
    """The subject next to the token, -1 where it has none: where the parser gives several, the nearest is right, but
    one before the token goes before any after it."""

    def __len__(self) -> int:
        return len(self.lower)

    def child(self, token: int, *relations: str) -> int | None:
        """The first child in one of the relations, or None."""
        for child in self.children[token]:
            if self.dep[child] in relations:
                return child
        return None

    def subtree(self, token: int) -> Tokens:
        """The run of tokens that the subtree of the token spans."""
        return self.first[token], self.last[token] + 1

    def is_space(self, token: int) -> bool:
        """True for a token of white space."""
        return self.tag[token] == "_SP"

    def is_punctuation(self, token: int) -> bool:
        """True for punctuation and white space."""
        return self.tag[token] in _PUNCTUATION_TAGS or self.pos[token] == "PUNCT"

    def ancestors(self, token: int) -> list[int]:
        """Heads from the token's own upwards."""
        found: list[int] = []
        while self.head[token] != token and len(found) < len(self.head):
            token = self.head[token]
            found.append(token)
        return found


def tree_of(parse: Doc) -> Tree:
    """The parse as lists; time and memory are linear in the number of tokens."""
    count = len(parse)
    if count == 0:
        return Tree([], [], [], [], [], [], [], [], [], [], [], [], [], [])
    table = parse.to_array(["LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "IDX"]).reshape(count, 8)
    strings = parse.vocab.strings
    names: dict[int, str] = {0: ""}

    def words(column: int) -> list[str]:
        found = []
        for key in table[:, column].tolist():
            word = names.get(key)
            if word is None:
                word = names[key] = strings[key]
            found.append(word)
        return found

    lower, lemma, pos, tag, dep = (words(column) for column in range(5))
    offsets = table[:, 5].astype("int64").tolist()
    head = [index + offset for index, offset in enumerate(offsets)]
    starts = table[:, 7].tolist()
    ends = [start + len(word) for start, word in zip(starts, (token.text for token in parse), strict=True)]
    first, last = list(range(count)), list(range(count))
    children: list[list[int]] = [[] for _ in range(count)]
    for index, parent in enumerate(head):
        if parent != index:
            children[parent].append(index)
    sentence, sentence_end = [0] * count, [count] * count
    opened = 0
    marks = table[:, 6].tolist()
    for index in range(count):
        if marks[index] == 1:
            opened = index
        sentence[index] = opened
    for index in range(count - 1, -1, -1):
        if index + 1 < count:
            sentence_end[index] = sentence_end[index + 1] if sentence[index + 1] == sentence[index] else index + 1
    _spread(head, first, last)
    subject = [-1] * count
    inverted = {strings.add(lemma) for lemma in _INVERTED}
    for index, relation in enumerate(dep):
        if relation in SUBJECTS or relation in PASSIVE_SUBJECTS:
            parent = head[index]
            # Where one stands on either side of the verb, the one after it is an object in truth, unless the verb is
            # one that quotations are signed with.
            known = subject[parent]
            beside = known < parent < index and lower[parent].isalpha() and table[parent, 1] not in inverted
            if known < 0 or (not beside and abs(parent - index) < abs(parent - known)):
                subject[parent] = index
    return Tree(
        lower,
        [w.lower() for w in lemma],
        pos,
        tag,
        dep,
        head,
        children,
        first,
        last,
        starts,
        ends,
        sentence,
        sentence_end,
        subject,
    )


def _spread(head: list[int], first: list[int], last: list[int]) -> None:
    """Carries the bounds of every subtree up to its head, leaves before what governs them."""
    waiting = [0] * len(head)
    for index, parent in enumerate(head):
        if parent != index:
            waiting[parent] += 1
    ready = [index for index, number in enumerate(waiting) if number == 0]
    while ready:
        index = ready.pop()
        parent = head[index]
        if parent == index:
            continue
        first[parent] = min(first[parent], first[index])
        last[parent] = max(last[parent], last[index])
        waiting[parent] -= 1
        if waiting[parent] == 0:
            ready.append(parent)
