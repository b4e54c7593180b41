"""Frames: what a word that may be a cue takes as its source and as its content in the parse.

A frame is read off the tree alone; whether the word is a cue in that frame, and how often, is the lexicon's business
(``cues.py``). Relations are those of spaCy's English models (ClearNLP labels).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.stages.attribution.candidate import Candidate
from onrecord.stages.attribution.phrases import (
    around_run,
    between_semicolons,
    governed_by,
    linked_cue,
    noun_phrase,
    source_of,
    subject_of,
    tail_cut,
    verb_group,
)
from onrecord.stages.attribution.tree import SUBJECTS, Tokens, Tree
from onrecord.stages.attribution.verb_frames import verb_candidates

DEEDS = frozenset(
    (
        "attack", "hit", "strike", "shoot", "fire", "blast", "bomb", "shell", "storm", "pound", "hammer", "target",
        "kill", "seize", "block", "launch", "lay", "throw", "cut", "open", "close", "raid", "destroy", "burn", "shut",
        "spend", "win", "lose", "play", "run", "buy", "pay", "withdraw", "send", "enter", "build", "break", "pull",
        "march", "gather", "arrest", "jail", "detain",
    )
)  # fmt: skip
"""Verbs of doing, some of them figures of speech in election coverage: cues only with a clause or a quotation."""


def candidates_at(tree: Tree, token: int) -> Iterator[Candidate]:
    """Every frame the token stands in, as if it were a cue.

    A content whose tail is set off by a comma comes twice: whole (frame ending in ~) and without the tail (in |).
    """
    for candidate in _plain_candidates_at(tree, token):
        if candidate.lemma in DEEDS and not candidate.frame.startswith(("ccomp", "quote", "that")):
            continue
        last = candidate.content[-1] if candidate.content else None
        cut = tail_cut(tree, last) if last is not None else None
        if last is None or cut is None:
            yield candidate
        else:
            yield replace(candidate, frame=candidate.frame + "~")
            yield replace(candidate, frame=candidate.frame + "|", content=(*candidate.content[:-1], (last[0], cut)))


def _plain_candidates_at(tree: Tree, token: int) -> Iterator[Candidate]:
    pos = tree.pos[token]
    if tree.lower[token] == "according":
        yield from according_candidates(tree, token)
    elif pos in ("VERB", "AUX"):
        if tree.dep[token] not in ("aux", "auxpass"):
            yield from verb_candidates(tree, token)
        if tree.dep[token] == "acomp":
            yield from adjective_candidates(tree, token)
    elif pos == "NOUN":
        yield from noun_candidates(tree, token)
    elif pos == "ADJ":
        yield from adjective_candidates(tree, token)
    elif pos == "ADV" and tree.lower[token].endswith("ly"):
        yield from adverb_candidates(tree, token)


def noun_candidates(tree: Tree, noun: int) -> Iterator[Candidate]:
    """A claim that, a plan to, calls for: whose it is and what it says."""
    holder = _holder(tree, noun)

    def made(frame: str, cue: Tokens, content: Tokens, head: int | None) -> Candidate:
        source, source_head = source_of(tree, head, cue)
        return Candidate(noun, tree.lemma[noun], "n", frame, source, source_head, cue, (content,))

    for child in tree.children[noun]:
        relation = tree.dep[child]
        if child < noun:
            continue
        run = tree.subtree(child)
        if relation in ("acl", "ccomp", "relcl", "xcomp"):
            opening = tree.lower[run[0]]
            if opening == "to" and tree.tag[child] == "VB":
                yield made("inf", (noun, noun + 1), run, holder)
            elif opening == "that" and tree.tag[run[0]] in ("IN", "WDT", "DT"):
                frame = "that" if tree.dep[run[0]] == "mark" else "that:rel"
                yield made(frame, (noun, noun + 1), run, holder)
        elif relation == "prep":
            governed = governed_by(tree, child)
            if governed is not None:
                yield made("prep:" + tree.lower[child], linked_cue(noun, child), governed, holder)
    head = tree.head[noun]
    if tree.dep[noun] in SUBJECTS and tree.lemma[head] == "be":
        for child in tree.children[head]:
            if tree.dep[child] in ("ccomp", "xcomp", "attr", "advcl") and child > head:
                if tree.dep[child] == "advcl" and tree.lower[tree.first[child]] not in ("that", "to"):
                    continue
                frame = "be" if tree.dep[child] != "attr" else "be:attr"
                yield made(
                    frame, (noun, head + 1) if head == noun + 1 else (noun, noun + 1), tree.subtree(child), holder
                )


def _holder(tree: Tree, noun: int) -> int | None:
    """Whose claim, plan or call it is: possessor, by-phrase, or subject of the verb it is the object of."""
    possessor = tree.child(noun, "poss")
    if possessor is not None:
        return possessor
    for child in tree.children[noun]:
        if tree.dep[child] == "prep" and tree.lower[child] in ("by", "from"):
            return tree.child(child, "pobj")
    relation, head = tree.dep[noun], tree.head[noun]
    if relation in ("dobj", "attr") and tree.pos[head] in ("VERB", "AUX"):
        return subject_of(tree, head)
    if relation == "pobj" and tree.dep[head] == "prep" and tree.pos[tree.head[head]] in ("VERB", "AUX"):
        return subject_of(tree, tree.head[head])
    return None


def adjective_candidates(tree: Tree, adjective: int) -> Iterator[Candidate]:
    """Confident that, willing to, opposed to."""
    relation, head = tree.dep[adjective], tree.head[adjective]
    if relation not in ("acomp", "oprd", "conj", "ROOT", "advcl", "amod", "xcomp", "ccomp"):
        return
    verbal = tree.pos[head] in ("VERB", "AUX") and head != adjective
    subject = subject_of(tree, head) if verbal and relation != "amod" else None
    if subject is None and verbal:
        subject = tree.child(adjective, *SUBJECTS)
    first = adjective
    if verbal and tree.lemma[head] in ("be", "feel", "seem", "remain", "become") and adjective - head in (1, 2):
        first = verb_group(tree, head)[0]
    cue = (first, adjective + 1)

    def made(frame: str, group: Tokens, *content: Tokens, sourceless: bool = False) -> Candidate:
        source, source_head = (None, None) if sourceless else source_of(tree, subject, group)
        return Candidate(adjective, tree.lower[adjective], "a", frame, source, source_head, group, content)

    for child in tree.children[adjective]:
        if child < adjective:
            continue
        run = tree.subtree(child)
        if tree.dep[child] == "ccomp":
            yield made("that", cue, run)
        elif tree.dep[child] == "xcomp":
            yield made("inf", cue, run)
            if subject is not None and subject < adjective:
                yield made("raise:inf", cue, noun_phrase(tree, subject, stop=first), run, sourceless=True)
        elif tree.dep[child] == "prep":
            governed = governed_by(tree, child)
            if governed is not None:
                group = (first, child + 1) if child == adjective + 1 else cue
                yield made("prep:" + tree.lower[child], group, governed)


def adverb_candidates(tree: Tree, adverb: int) -> Iterator[Candidate]:
    """Reportedly, allegedly: the clause they stand in, on nobody's word."""
    head = tree.head[adverb]
    if tree.dep[adverb] == "advmod" and head != adverb and tree.pos[head] in ("VERB", "AUX"):
        run = (adverb, adverb + 1)
        yield Candidate(adverb, tree.lower[adverb], "r", "clause", None, None, run, around_run(tree.subtree(head), run))


def according_candidates(tree: Tree, token: int) -> Iterator[Candidate]:
    """According to: the clause or the whole sentence round it."""
    link = tree.child(token, "prep")
    source_head = tree.child(link, "pobj") if link is not None else None
    if link is None or source_head is None:
        return
    cue = (token, link + 1)
    own = (token, tree.last[token] + 1)
    source, head = source_of(tree, source_head, cue)
    clause = tree.head[token]
    whole = between_semicolons(tree, (tree.sentence[token], tree.sentence_end[token]), token)
    around = around_run(whole, own)
    yield Candidate(token, "according", "p", "sentence", source, head, cue, around)
    for ancestor in tree.ancestors(token):
        if tree.pos[ancestor] in ("VERB", "AUX"):
            clause = ancestor
            break
    if clause != token:
        yield Candidate(token, "according", "p", "clause", source, head, cue, around_run(tree.subtree(clause), own))
