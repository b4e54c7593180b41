"""Phrases of the parse that the frames are made of: subjects, noun phrases, verb groups, runs cut and joined."""

from __future__ import annotations

from onrecord.stages.attribution.tree import Tokens, Tree

COMMAS = frozenset((",", "--", "—", "–", "(", ";"))
"""What sets off an aside or a tail."""
_IMPERSONAL = frozenset(("be", "seem", "appear", "happen", "turn", "look", "become", "get"))
_VERB_GROUP = frozenset(("aux", "auxpass", "neg", "advmod"))
_LINKING_ADVERB_TAGS = frozenset(("RB", "RBR", "MD", "VB", "VBD", "VBN", "VBZ", "VBP", "VBG", "TO"))
_CLIMB = frozenset(("xcomp", "advcl", "ccomp", "pcomp", "prep", "conj"))
ANSWERS = frozenset(("respond", "react", "reply", "answer", "retaliate", "counter"))
_CLAUSES = frozenset(("relcl", "advcl", "acl", "parataxis", "ccomp"))
_TAIL = frozenset(("relcl", "advcl", "acl", "prep", "npadvmod", "appos", "conj", "ccomp", "parataxis", "advmod"))
"""What may be cut from the end of a content if a comma sets it off."""


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head of the verb's subject, own or shared; None where there is none or only an empty one."""
    for _ in range(8):
        found = nearest_subject(tree, verb)
        if found is not None:
            empty = tree.lower[found] == "there" or (tree.lower[found] == "it" and _is_impersonal(tree, verb))
            return None if empty else found
        relation, head = tree.dep[verb], tree.head[verb]
        governor = _governor_of_participle(tree, verb)
        if governor is not None:
            verb = governor
            continue
        if relation in ("acl", "relcl"):
            return head if tree.pos[head] in ("NOUN", "PROPN", "PRON") else None
        if relation not in _CLIMB or head == verb:
            return None
        if relation == "xcomp":
            controller = tree.child(head, "dobj")
            if controller is not None and controller < verb:
                return controller
        verb = head
    return None


def _governor_of_participle(tree: Tree, verb: int) -> int | None:
    """The verb whose subject a participle shares though the parse hangs it on a noun after that verb; None otherwise.

    "She attacked the mayor, calling him a liar": after a comma it goes with the clause. "They answered the order to
    leave by saying that": a means goes with the answer.
    """
    if tree.tag[verb] != "VBG":
        return None
    relation, head = tree.dep[verb], tree.head[verb]
    first = tree.first[verb]
    if relation == "acl" and first > 0 and tree.lower[first - 1] == "," and tree.dep[head] in ("dobj", "pobj"):
        return next((a for a in tree.ancestors(head) if tree.pos[a] in ("VERB", "AUX")), None)
    if relation == "pcomp" and tree.lower[head] == "by":
        return next((a for a in tree.ancestors(head) if tree.lemma[a] in ANSWERS), None)
    return None


def nearest_subject(tree: Tree, verb: int) -> int | None:
    """The verb's own subject; where the parser gives several, the one next to the verb."""
    return tree.subject[verb] if tree.subject[verb] >= 0 else None


def _is_impersonal(tree: Tree, verb: int) -> bool:
    passive = any(tree.dep[child] in ("auxpass", "nsubjpass", "acomp") for child in tree.children[verb])
    return passive or tree.lemma[verb] in _IMPERSONAL


def noun_phrase(tree: Tree, head: int, *, stop: int | None = None) -> Tokens:
    """The noun phrase of a head, up to the first clause set off by a comma; ``stop`` bounds it on the right."""
    first, last = tree.first[head], tree.last[head] + 1
    for child in tree.children[head]:
        if child > head and tree.dep[child] in _CLAUSES:
            edge = tree.first[child]
            if edge > 0 and tree.lower[edge - 1] in COMMAS:
                last = min(last, edge - 1)
        elif child < head and tree.dep[child] in ("cc", "punct") and tree.first[child] == first:
            first = child + 1
    if stop is not None and head < stop:
        last = min(last, stop)
    return first, max(last, head + 1)


def source_of(tree: Tree, head: int | None, cue: Tokens) -> tuple[Tokens | None, int | None]:
    """(the noun phrase of the head without the cue, the head); (None, None) if there is no head."""
    if head is None:
        return None, None
    run = noun_phrase(tree, head, stop=cue[0] if head < cue[0] else None)
    if run[0] < cue[1] and cue[0] < run[1]:
        run = (head, head + 1)
    return run, head


def agent_of(tree: Tree, verb: int) -> int | None:
    """The head of a passive's by-phrase, or None."""
    for child in tree.children[verb]:
        if tree.dep[child] == "agent" or (tree.dep[child] == "prep" and tree.lower[child] == "by"):
            return tree.child(child, "pobj")
    return None


def verb_group(tree: Tree, verb: int, *, link: int | None = None) -> Tokens:
    """The verb with the auxiliaries, negation, adverbs and particles next to it, and the preposition that links."""
    first, last = verb, verb + 1
    members = set(tree.children[verb])
    while (
        first - 1 in members
        and tree.dep[first - 1] in _VERB_GROUP
        and tree.tag[first - 1] in _LINKING_ADVERB_TAGS
        and tree.first[first - 1] == first - 1
    ):
        first -= 1
    while last in members and tree.dep[last] in ("prt", "neg") and last < len(tree):
        last += 1
    if link is not None and link == last:
        last += 1
    return first, last


def linked_cue(word: int, preposition: int) -> Tokens:
    """The word with the preposition that links to the content, if it comes next."""
    return (word, preposition + 1) if preposition == word + 1 else (word, word + 1)


def governed_by(tree: Tree, preposition: int) -> Tokens | None:
    """What stands after the preposition in its own subtree."""
    for child in tree.children[preposition]:
        if child > preposition and tree.dep[child] in ("pobj", "pcomp", "prep"):
            return preposition + 1, tree.last[preposition] + 1
    return None


def joined(left: Tokens, right: Tokens) -> Tokens:
    """The run from the start of the one to the end of the other."""
    return min(left[0], right[0]), max(left[1], right[1])


def around_run(outer: Tokens, inner: Tokens) -> tuple[Tokens, ...]:
    """What is left of the outer run on both sides of the inner one."""
    pieces = ((outer[0], min(inner[0], outer[1])), (max(inner[1], outer[0]), outer[1]))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def between_semicolons(tree: Tree, run: Tokens, token: int) -> Tokens:
    """The part of the run round the token that no semicolon cuts off."""
    first, last = run
    for i in range(token - 1, first - 1, -1):
        if tree.lower[i] == ";":
            first = i + 1
            break
    for i in range(token + 1, last):
        if tree.lower[i] == ";":
            last = i
            break
    return first, last


def tail_cut(tree: Tree, run: Tokens) -> int | None:
    """Where the longest tail of the run that a comma sets off begins; None if there is none."""
    first, last = run
    while last > first and tree.is_punctuation(last - 1):
        last -= 1
    cut, token = None, last - 1
    for _ in range(40):
        if not first < token < last:
            break
        edge = tree.first[token]
        if (
            tree.last[token] + 1 >= last
            and edge - 1 > first
            and tree.lower[edge - 1] in COMMAS
            and tree.dep[token] in _TAIL
            and tree.head[token] >= first
        ):
            cut = edge - 1
        if tree.head[token] == token:
            break
        token = tree.head[token]
    return cut
