"""Numbers on somebody's word: "put the dead at 40", "counted 40 dead", "raised the toll to 40", "spoke of 40 dead".

PolNeAR's articles hold too few of them for the lexicon to know. What is said is who or what is counted and the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.stages.attribution.candidate import Candidate
from onrecord.stages.attribution.phrases import source_of, subject_of, verb_group
from onrecord.stages.attribution.tree import Tokens, Tree

TALLY = "tally"
"""Start of the names of these frames."""
_COUNTS = frozenset(("count", "tally", "report", "verify", "confirm", "estimate", "register", "document"))
_SETS_AT = frozenset(("put", "estimate", "place", "set", "reckon"))
_CHANGES = frozenset(("raise", "revise", "cut", "lower", "increase", "reduce", "correct", "update"))
_SPEAKS = {"speak": "of", "talk": "of", "admit": "to", "confess": "to"}
_TOLLS = frozenset(
    (
        "toll", "count", "number", "figure", "estimate", "tally", "total", "dead", "casualty", "loss", "injured",
        "wounded", "death", "crowd", "turnout", "strength", "attendance", "its", "their",
    )
)  # fmt: skip
_COUNTERS = frozenset(("VERB", "AUX"))
_QUANTITIES = frozenset(
    (
        "dozen", "hundred", "thousand", "million", "billion", "score", "percent", "%", "half", "third", "none",
        "nobody", "no", "several", "single",
    )
)  # fmt: skip
_STATES = frozenset(["dead", "killed", "wounded", "injured", "hurt", "missing", "arrested", "detained"])


def tally_candidates(tree: Tree, verb: int) -> Iterator[Candidate]:
    """The verb read as one that gives a number on the word of its subject."""
    lemma = tree.lemma[verb]
    subject = subject_of(tree, verb)
    if subject is None or subject > verb or tree.lower[subject] in ("i", "we", "it", "you", "that"):
        return
    source, head = source_of(tree, subject, verb_group(tree, verb))
    if any(tree.dep[child] == "auxpass" for child in tree.children[verb]):
        return

    def made(frame: str, content: Tokens, group: Tokens) -> Candidate:
        return Candidate(verb, lemma, "v", f"{TALLY}:{frame}", source, head, group, (content,))

    plain = verb_group(tree, verb)
    objects = [c for c in tree.children[verb] if c > verb and tree.dep[c] in ("dobj", "ccomp", "attr", "oprd", "nsubj")]
    prepositions = [c for c in tree.children[verb] if c > verb and tree.dep[c] == "prep"]
    if lemma in _COUNTS and objects and _holds_number(tree, tree.subtree(objects[0])):
        run = tree.subtree(objects[0])
        if tree.lower[run[0]] not in ("that", "to", "what", "how"):
            yield made("obj", run, plain)
    if lemma in _SETS_AT or lemma in _CHANGES:
        links = ("at",) if lemma in _SETS_AT else ("to",)
        first = verb + 1
        for i in range(verb + 1, min(verb + 25, tree.sentence_end[verb] - 1)):
            if tree.pos[i] in _COUNTERS or tree.lower[i] in (";", ":"):
                break
            if tree.lower[i] in links and _holds_number(tree, (i + 1, min(i + 5, tree.sentence_end[verb]))):
                counted = lemma in _SETS_AT or any(tree.lemma[j] in _TOLLS for j in range(first, i))
                if counted and i > first:
                    yield made("at", (first, _end_of_number(tree, i + 1)), plain)
                break
    for preposition in prepositions:
        run = tree.subtree(preposition)
        if _SPEAKS.get(lemma) == tree.lower[preposition] and _holds_number(tree, run):
            last = run[1]
            if last < tree.sentence_end[verb] and tree.lower[last] in _STATES:
                last += 1
            yield made("of", (preposition + 1, last), verb_group(tree, verb, link=preposition))


def _holds_number(tree: Tree, run: Tokens) -> bool:
    """True if the run opens with a number, after articles and words such as more than and some."""
    return any(
        tree.tag[i] == "CD" or tree.lemma[i] in _QUANTITIES
        for i in range(run[0], min(run[1], run[0] + 5))
        if tree.lemma[i] != "no" or i == run[0]
    )


def _end_of_number(tree: Tree, first: int) -> int:
    """One past the last token of the number that begins at the token, its measure and its tail of "from n"."""
    last = first
    while last < tree.sentence_end[first] and (
        tree.tag[last] in ("CD", "JJR", "IN", "RB", "DT", "JJ", "NN", "NNS", "$", "RBR", "``", "''")
        and tree.lower[last] not in ("on", "in", "after", "while", "during", "since", "as", "before", "by")
    ):
        last += 1
    return max(last, first + 1)
