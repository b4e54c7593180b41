"""Frames: what a word that may be a cue takes as its source and as its content in the parse.

A frame is read off the tree alone; whether the word is a cue in that frame, and how often, is the lexicon's business
(``cues.py``). Relations are those of spaCy's English models (ClearNLP labels).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.stages.attribution.candidate import Candidate
from onrecord.stages.attribution.phrases import (
    ANSWERS,
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
from onrecord.stages.attribution.tallies import TALLY, tally_candidates
from onrecord.stages.attribution.tree import SUBJECTS, Tokens, Tree
from onrecord.stages.attribution.verb_frames import verb_candidates

DEEDS = frozenset(
    (
        "attack", "hit", "strike", "shoot", "fire", "blast", "bomb", "shell", "storm", "pound", "hammer", "target",
        "kill", "seize", "block", "launch", "lay", "throw", "cut", "open", "close", "raid", "destroy", "burn", "shut",
        "spend", "win", "lose", "play", "run", "buy", "pay", "withdraw", "send", "enter", "build", "break", "pull",
        "march", "gather", "arrest", "jail", "detain", "promote",
    )
)  # fmt: skip
"""Verbs of doing, some of them figures of speech in election coverage: cues only with a clause or a quotation."""


_CALLS_INTO_BEING = frozenset(("require", "need", "lack", "develop", "build", "create", "organise", "organize", "form"))
"""Whose object does not exist yet: "this requires opposition to the plan" is nobody's opposition."""
ASIDE, LET_KNOWN, VERBAL_ATTACK = "paren:aside", "let-known", "verbal-attack"
OWN_FRAMES = frozenset((ASIDE, LET_KNOWN, VERBAL_ATTACK, f"{TALLY}:obj", f"{TALLY}:at", f"{TALLY}:of"))
"""Frames that are read whole, and that the lexicon, made of PolNeAR, does not hold."""
_ATTACKS = frozenset(("attack", "assault", "blast", "hammer", "savage"))
_IN_PUBLIC = frozenset(("openly", "publicly", "verbally", "bitterly", "angrily", "sharply", "harshly", "scathingly"))
_WORDED = frozenset(("public", "verbal", "scathing", "personal", "rhetorical", "blistering", "partisan"))
_SAYS_OF_SOMEBODY = frozenset(
    ("call", "accuse", "say", "blame", "encourage", "urge", "describe", "brand", "label", "claim", "ask", "demand",
     "argue", "warn", "tell", "denounce", "dismiss", "suggest", "charge")
)  # fmt: skip
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_MARKS = frozenset(('"', "''", "``", "“", "”", "«", "»"))
_DUTY = frozenset(("must", "should", "ought"))


def candidates_at(tree: Tree, token: int) -> Iterator[Candidate]:
    """Every frame the token stands in, as if it were a cue.

    A content whose tail is set off by a comma comes twice: whole (frame ending in ~) and without the tail (in |).
    """
    for candidate in _plain_candidates_at(tree, token):
        if candidate.frame in OWN_FRAMES:
            yield candidate
            continue
        if (
            candidate.part == "v"
            and candidate.frame == "prep:to"
            and (_is_duty(tree, token) or (candidate.lemma in ANSWERS and _says_how(tree, candidate.content[0])))
        ):
            continue
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
            asides = list(set_off_candidates(tree, token))
            yield from asides
            yield from (c for c in verb_candidates(tree, token) if not asides or c.frame != "rest")
            yield from tally_candidates(tree, token)
            yield from let_known_candidates(tree, token)
            yield from verbal_attack_candidates(tree, token)
        if tree.dep[token] == "acomp":
            yield from adjective_candidates(tree, token)
    elif pos == "NOUN":
        yield from noun_candidates(tree, token)
        yield from verbal_attack_candidates(tree, token)
    elif pos == "ADJ":
        yield from adjective_candidates(tree, token)
    elif pos == "ADV" and tree.lower[token].endswith("ly"):
        yield from adverb_candidates(tree, token)


def set_off_candidates(tree: Tree, verb: int) -> Iterator[Candidate]:
    """An aside between commas, "The plan, critics say, failed", where the parser took its noun for something else."""
    start, end = tree.sentence[verb], tree.sentence_end[verb]
    after = verb + 1
    if after >= end - 1 or tree.lower[after] != "," or tree.tag[verb] not in ("VBP", "VBZ", "VBD"):
        return
    comma = next((i for i in range(verb - 1, max(start, verb - 10), -1) if tree.lower[i] == ","), None)
    if comma is None or comma - 1 < start:
        return
    if any(tree.pos[i] in ("VERB", "AUX", "SCONJ") for i in range(comma + 1, verb)):
        return
    heads = [i for i in range(comma + 1, verb) if tree.pos[i] in ("NOUN", "PROPN", "PRON")]
    if not heads or tree.tag[comma + 1] in ("IN", "WP", "WDT", "CC", "RB", "WRB", "TO"):
        return
    # The sentence goes on with its verb after the aside, and quotations are read elsewhere.
    edges = (max(start, comma - 1), comma + 1, after + 1)
    if tree.tag[after + 1] not in _FINITE or any(tree.lower[i] in _MARKS for i in edges):
        return
    head = next((i for i in heads if i + 1 == verb or tree.tag[i + 1] in ("IN", "RB", ",")), heads[-1])
    whole = between_semicolons(tree, (start, end), verb)
    content = around_run(whole, (comma, after + 1))
    if len(content) == 2:
        yield Candidate(verb, tree.lemma[verb], "v", ASIDE, (comma + 1, verb), head, (verb, after), content)


def verbal_attack_candidates(tree: Tree, token: int) -> Iterator[Candidate]:
    """An attack in words: openly attacked the ministry; attacked her, calling her weak; the public attacks on her."""
    if tree.lemma[token] not in _ATTACKS:
        return
    holder: int | None
    if tree.pos[token] == "NOUN":
        preposition = next((c for c in tree.children[token] if c > token and tree.lower[c] in ("on", "against")), None)
        governed = governed_by(tree, preposition) if preposition is not None else None
        if preposition is None or governed is None or not _has_child(tree, token, _WORDED):
            return
        holder, group, content, part = _holder(tree, token), linked_cue(token, preposition), governed, "n"
    else:
        target = next((c for c in tree.children[token] if c > token and tree.dep[c] in ("dobj", "nsubj")), None)
        speaks = any(tree.tag[c] == "VBG" and tree.lemma[c] in _SAYS_OF_SOMEBODY for c in tree.children[token])
        if target is None or not (speaks or _has_child(tree, token, _IN_PUBLIC)) or tree.child(token, "auxpass"):
            return
        holder, group, content, part = subject_of(tree, token), verb_group(tree, token), noun_phrase(tree, target), "v"
    if holder is not None:
        source, head = source_of(tree, holder, group)
        yield Candidate(token, tree.lemma[token], part, VERBAL_ATTACK, source, head, group, (content,))


def _has_child(tree: Tree, token: int, words: frozenset[str]) -> bool:
    return any(tree.lower[child] in words for child in tree.children[token])


def let_known_candidates(tree: Tree, verb: int) -> Iterator[Candidate]:
    """Who let it be known that something is so, says it."""
    if tree.lower[verb] not in ("known", "understood") or verb < 3:
        return
    let = verb - 3
    if tree.lemma[let] != "let" or tree.lower[let + 1] != "it" or tree.lower[let + 2] != "be":
        return
    subject = subject_of(tree, let)
    if subject is None or verb + 1 >= tree.sentence_end[verb] - 1:
        return
    group = (verb_group(tree, let)[0], verb + 1)
    source, head = source_of(tree, subject, group)
    end = next((i for i in range(verb + 1, tree.sentence_end[verb]) if tree.lower[i] == ";"), tree.sentence_end[verb])
    yield Candidate(verb, tree.lemma[verb], "v", LET_KNOWN, source, head, group, ((verb + 1, end),))


def _says_how(tree: Tree, content: Tokens) -> bool:
    """True for "responded to the move by insisting": the answer is in what comes after by."""
    return any(
        tree.lower[i] == "by" and tree.tag[i + 1] == "VBG" for i in range(content[0], min(content[1], len(tree) - 1))
    )


def _is_duty(tree: Tree, verb: int) -> bool:
    """True for "they must respond to it": the author asks for an act, nobody has spoken."""
    return any(tree.lower[child] in _DUTY for child in tree.children[verb] if child < verb)


def noun_candidates(tree: Tree, noun: int) -> Iterator[Candidate]:
    """A claim that, a plan to, calls for: whose it is and what it says."""
    if tree.dep[noun] == "dobj" and tree.lemma[tree.head[noun]] in _CALLS_INTO_BEING:
        return
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
