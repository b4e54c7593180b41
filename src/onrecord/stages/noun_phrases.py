"""Noun phrases as names of who speaks: without article, with their owner, in the singular."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

ARTICLES = ("the", "a", "an")
FIRST_PERSON = frozenset(("i", "me", "my", "mine", "we", "us", "our", "ours"))
SINGULAR_FIRST_PERSON = frozenset(("i", "me", "my", "mine"))
POSSESSIVE = frozenset(("my", "our", "your", "his", "her", "its", "their", "whose"))
_CLAUSES = ("relcl", "acl", "advcl", "ccomp")
_BREAKS = (",", "(", "—", "–", ";", ":")
_LEFT_OUT = ("det", "nummod", "poss", "predet", "case", "advmod", "quantmod")
_QUANTITIES = frozenset(("several", "many", "other", "few", "some", "most", "various", "all", "more"))


def without_article(phrase: str) -> str:
    """The noun phrase without leading article, possessive ending and punctuation at its ends."""
    words = phrase.strip(' \t\n,;:()[]–—―"“”„«»').split()
    if len(words) > 1 and words[0].lower() in ARTICLES:
        words = words[1:]
    name = " ".join(words)
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    return name.rstrip("'’ ,") if name.endswith(("s'", "s’")) else name


def possessive(owner: str, *, plural: bool) -> str:
    """The name in the genitive: "Holm's", "James's", but "survivors'" of several."""
    return f"{owner}'" if plural and owner.endswith("s") else f"{owner}'s"


def phrase_of(head: Token) -> str:
    """The noun phrase of a head as written, up to the first relative or other clause."""
    tokens = []
    for token in head.subtree:
        clause = token.dep_ in _CLAUSES and head in token.ancestors
        if token.i > head.i and (clause or token.text in _BREAKS):
            break
        if token.tag_ in ("WP", "WDT") and token.i > head.i:
            break
        tokens.append(token)
    if not tokens:
        return head.text
    return head.doc[tokens[0].i : tokens[-1].i + 1].text


def singular_of(head: Token) -> str:
    """One of those whom a plural noun names, with its modifiers: "former soldier" for "the three former soldiers"."""
    first = head.i
    while first > 0 and head.doc[first - 1].head.i == head.i and not _counts(head.doc[first - 1]):
        first -= 1
    before = head.doc[first : head.i].text_with_ws if first < head.i else ""
    word = head.lemma_ if head.tag_ in ("NNS", "NNPS") else head.text
    after = next((c for c in head.rights if c.i == head.i + 1 and c.dep_ == "prep" and c.lower_ == "of"), None)
    tail = phrase_of(head).partition(head.text)[2] if after is not None else ""
    return f"{before}{word}{tail}"


def _counts(word: Token) -> bool:
    return word.dep_ in _LEFT_OUT or word.lower_ in _QUANTITIES


def name_in_apposition(noun: Token) -> Token | None:
    """The name behind a common noun, "Bauer" in "one of them, a baker, Karl Bauer,"; None where there is none."""
    while noun.pos_ != "PROPN":
        apposed = next((child for child in noun.rights if child.dep_ == "appos"), None)
        if apposed is None:
            return None
        noun = apposed
    return noun
