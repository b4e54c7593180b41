"""Frames of verbs: what a verb that may be a cue takes as source and content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.stages.attribution.candidate import Candidate
from onrecord.stages.attribution.phrases import (
    COMMAS,
    agent_of,
    around_run,
    between_semicolons,
    governed_by,
    joined,
    noun_phrase,
    source_of,
    subject_of,
    verb_group,
)
from onrecord.stages.attribution.tree import PASSIVE_SUBJECTS, SUBJECTS, Tokens, Tree

_RELATIVE_TAGS = frozenset(("WDT", "WP", "WP$", "WRB"))
_NEVER_FELT = frozenset(
    (
        "believe", "think", "say", "report", "estimate", "expect", "know", "consider", "allege", "rumor", "rumour",
        "understand", "suppose", "presume", "claim", "find", "show", "see", "assume", "deem", "project", "predict",
        "forecast", "hold", "reckon", "repute", "calculate", "acknowledge", "prove", "hear", "order", "ask", "urge",
        "command", "require", "instruct", "forbid", "allow", "permit", "encourage", "request", "invite", "oblige",
    )
)  # fmt: skip
"""Verbs whose passive subject, before an infinitive, is not who believes or orders: it belongs to what is said."""
_QUOTE_MARKS = frozenset(('"', "''", "``", "“", "”", "'", "‘", "’", "«", "»"))
_TELLS_SOMEBODY = frozenset(("tell", "inform", "assure", "remind", "ask", "warn", "notify", "advise", "promise"))
_TELLING = frozenset(("as", "for", "of", "about", "over", "against"))
"""Prepositions after an object that usually are part of what is said of it."""


def verb_candidates(tree: Tree, verb: int) -> Iterator[Candidate]:
    """The frames of a verb, active or passive."""
    children = tree.children[verb]
    passive = tree.child(verb, *PASSIVE_SUBJECTS)
    by_relation: dict[str, list[int]] = {}
    for child in children:
        by_relation.setdefault(tree.dep[child], []).append(child)
    cue = verb_group(tree, verb)
    bare_participle = tree.dep[verb] in ("acl", "amod") and tree.tag[verb] == "VBN"
    if passive is not None or "auxpass" in by_relation or (bare_participle and tree.dep[verb] == "acl"):
        yield from _passive(tree, verb, passive, by_relation, cue)
    else:
        yield from _active(tree, verb, by_relation, cue)


def _active(tree: Tree, verb: int, by_relation: Mapping[str, Sequence[int]], cue: Tokens) -> Iterator[Candidate]:
    subject = subject_of(tree, verb)
    source, source_head = source_of(tree, subject, cue)

    def made(frame: str, *content: Tokens, group: Tokens = cue, sourceless: bool = False) -> Candidate:
        named, head = (None, None) if sourceless else (source, source_head)
        return Candidate(verb, tree.lemma[verb], "v", frame, named, head, group, content)

    objects = [o for o in by_relation.get("dobj", ()) if o != subject]
    complement = False
    clauses = [c for c in by_relation.get("ccomp", ()) if not _semicolon_between(tree, c, verb)]
    clauses = [c for c in clauses if _may_be_said(tree, c, verb, objects)]
    for clause in sorted(clauses, key=lambda c: tree.first[c] - tree.last[c])[:3]:
        complement = True
        infinitive = tree.tag[clause] == "VB" and any(tree.tag[c] == "TO" for c in tree.children[clause])
        yield made("ccomp:inf" if infinitive else "ccomp:before" if clause < verb else "ccomp", tree.subtree(clause))
    for clause in by_relation.get("xcomp", ())[:1]:
        complement = True
        form = "xcomp" if tree.tag[clause] == "VB" else "xcomp:ing" if tree.tag[clause] == "VBG" else "xcomp:adj"
        if objects:
            form = "obj+" + form
        yield made(form, tree.subtree(clause))
        own = tree.child(verb, *SUBJECTS)
        if own is not None and not objects:
            yield made("raise:" + form, tree.subtree(own), tree.subtree(clause), sourceless=True)
    for clause in by_relation.get("advcl", ()):
        if clause > verb and tree.tag[clause] == "VB" and tree.lower[tree.first[clause]] == "to":
            before = next((p for p in by_relation.get("prep", ()) if verb < p < clause), None)
            where = "obj" if objects else f"prep:{tree.lower[before]}" if before is not None else "bare"
            yield made(where + "+inf", tree.subtree(clause))
    late = None if clauses else _late_that(tree, verb, cue)
    if late is not None:
        yield made("that:late", (late, tree.sentence_end[verb]))
    for predicate in by_relation.get("oprd", ())[:1]:
        complement = True
        if objects:
            yield made("obj&oprd", joined(tree.subtree(objects[0]), tree.subtree(predicate)))
        else:
            yield made("oprd", tree.subtree(predicate))
    linked = [
        c
        for c in (*by_relation.get("prep", ()), *by_relation.get("dative", ()))
        if c > verb and tree.pos[c] in ("ADP", "SCONJ")
    ]
    for preposition in linked:
        governed = governed_by(tree, preposition)
        if governed is None:
            continue
        name = tree.lower[preposition]
        if name == "by":
            continue
        if objects and tree.lower[objects[0]] == "what" and objects[0] < verb and name == "as":
            # "what he described as a success": the words said are those after as.
            yield made("obj&as", governed, group=verb_group(tree, verb, link=preposition))
        elif objects and objects[0] < preposition:
            yield made(f"obj+{name}", governed)
            yield made(f"obj&{name}", (tree.first[objects[0]], governed[1]))
        else:
            yield made(f"prep:{name}", governed, group=verb_group(tree, verb, link=preposition))
    if objects and not clauses:
        complement = True
        follower = next((tree.lower[p] for p in linked if p > objects[0]), "")
        yield made("obj" + (f" ({follower})" if follower in _TELLING else ""), tree.subtree(objects[0]))
    end = tree.sentence_end[verb]
    bare = not (clauses or complement or linked) and not (
        tree.dep[verb] == "parataxis" and _is_set_off(tree, verb, cue)
    )
    if bare and source is not None and source[0] < cue[0] and end - cue[1] > 2:
        yield made("rest", (cue[1], end))
    yield from _loose(tree, verb, cue, source, source_head, complement or bool(linked), bool(clauses))


def _loose(
    tree: Tree, verb: int, cue: Tokens, source: Tokens | None, source_head: int | None, complement: bool, clause: bool
) -> Iterator[Candidate]:
    """Frames of a verb whose content is no dependent of it: parenthesis, as-clause, relative clause, neighbours."""
    relation, head = tree.dep[verb], tree.head[verb]
    own = tree.subtree(verb)

    def made(frame: str, *content: Tokens) -> Candidate:
        return Candidate(verb, tree.lemma[verb], "v", frame, source, source_head, cue, content)

    if clause:
        return
    aside = tree.is_punctuation(own[0]) or (own[0] > 0 and tree.is_punctuation(own[0] - 1))
    if head != verb and relation in ("ccomp", "parataxis") and aside and tree.subject[verb] >= 0:
        inner = (own[0] if source is None else max(own[0], min(source[0], cue[0])), own[1])
        yield made("paren", *around_run(between_semicolons(tree, joined(tree.subtree(head), own), verb), inner))
    if head != verb and relation in ("ccomp", "parataxis", "advcl", "relcl", "conj", "dep") and not complement:
        around = around_run(tree.subtree(head), own)
        if relation == "advcl" and tree.lower[own[0]] == "as":
            yield made("as", *around)
    if relation == "relcl" and tree.lower[own[0]] not in ("who",):
        subject = tree.child(verb, *SUBJECTS)
        wh_object = any(tree.tag[c] in _RELATIVE_TAGS for c in tree.children[verb] if tree.dep[c] in ("dobj", "pobj"))
        if subject is not None and tree.tag[subject] not in _RELATIVE_TAGS and (wh_object or not complement):
            yield made("relobj", (tree.first[head], own[0]))
    if source is not None and not complement:
        sentence, end = tree.sentence[verb], tree.sentence_end[verb]
        after = max(cue[1], source[1] if source[0] >= cue[1] else 0)
        before = min(cue[0], source[0])
        if before - 1 > sentence and tree.lower[before - 1] in (",", "''", '"', "”"):
            yield made("before", (sentence, before))
        elif end - after > 3:
            yield made("after", (after, end))


def _passive(
    tree: Tree, verb: int, subject: int | None, by_relation: Mapping[str, Sequence[int]], cue: Tokens
) -> Iterator[Candidate]:
    agent = agent_of(tree, verb)
    source, source_head = source_of(tree, agent, cue)
    if subject is not None:
        topic: Tokens | None = tree.subtree(subject)
        if tree.lower[subject] == "it" and by_relation.get("ccomp"):
            topic = None
    elif tree.dep[verb] == "acl":
        head = tree.head[verb]
        topic = (tree.first[head], tree.first[verb])
    else:
        climbed = subject_of(tree, verb)
        topic = noun_phrase(tree, climbed, stop=cue[0]) if climbed is not None and climbed < verb else None
    lead = (topic,) if topic is not None and topic[0] < topic[1] else ()
    start = "acl" if subject is None and tree.dep[verb] == "acl" else "pass"

    def made(frame: str, *content: Tokens, group: Tokens = cue) -> Candidate:
        return Candidate(verb, tree.lemma[verb], "v", f"{start}{frame}", source, source_head, group, content)

    holder = subject if subject is not None else subject_of(tree, verb)

    def felt(frame: str, content: Tokens) -> Iterator[Candidate]:
        """The reading in which the passive's subject is the source: they were told, are worried, were asked."""
        never = tree.lemma[verb] in _NEVER_FELT and frame == "+xcomp"
        if agent is None and holder is not None and not never and tree.lower[holder] not in ("it", "there"):
            run, head = source_of(tree, holder, cue)
            yield Candidate(verb, tree.lemma[verb], "v", f"felt{frame}", run, head, cue, (content,))

    for clause in by_relation.get("ccomp", ())[:1]:
        yield made("+ccomp", tree.subtree(clause))
        yield from felt("+ccomp", tree.subtree(clause))
    for clause in by_relation.get("xcomp", ())[:1]:
        yield made("+xcomp", tree.subtree(clause))
        yield from felt("+xcomp", tree.subtree(clause))
        yield made("&xcomp", *lead, tree.subtree(clause))
    for predicate in by_relation.get("oprd", ())[:1]:
        yield made("&oprd", *lead, tree.subtree(predicate))
    for preposition in by_relation.get("prep", ()):
        governed = governed_by(tree, preposition)
        if governed is None or preposition < verb:
            continue
        group = verb_group(tree, verb, link=preposition)
        yield made(f"+{tree.lower[preposition]}", governed, group=group)
        yield from felt(f"+{tree.lower[preposition]}", governed)
        yield made(f"&{tree.lower[preposition]}", *lead, governed, group=group)
    if lead:
        yield made("", *lead)
    yield from _loose(
        tree, verb, cue, source, source_head, bool(by_relation.get("xcomp")), bool(by_relation.get("ccomp"))
    )


def _may_be_said(tree: Tree, clause: int, verb: int, objects: Sequence[int]) -> bool:
    """False for what the parser takes for a complement and is none.

    A noun without a verb after a comma is an apposition ("promoted him, his second promotion"). A clause before a verb
    that has an object of its own is a clause beside it, unless the object is who was told or the clause is quoted.
    """
    nominal = tree.pos[clause] in ("NOUN", "PROPN", "NUM") and tree.subject[clause] < 0
    first, last = tree.subtree(clause)
    quoted = any(tree.lower[i] in _QUOTE_MARKS for i in (first, last - 1, max(0, first - 1)))
    if clause > verb and first > 0 and tree.lower[first - 1] == ",":
        spliced = any(verb < o < first for o in objects) and tree.lemma[verb] not in _TELLS_SOMEBODY
        opened = tree.child(clause, "mark") is not None or tree.tag[first] in _RELATIVE_TAGS
        return quoted or not (nominal or (spliced and not opened))
    if clause < verb and _is_comparison(tree, verb):
        return False
    if clause < verb and any(o > verb for o in objects) and tree.lemma[verb] not in _TELLS_SOMEBODY:
        marks = tree.lower[first : min(verb, first + 400)]
        return any(mark in _QUOTE_MARKS for mark in marks)
    return True


def _is_comparison(tree: Tree, verb: int) -> bool:
    """True for "more than many make": the subject is what the clause before is measured by."""
    subject = tree.subject[verb]
    if subject < 0:
        return False
    first = tree.first[subject]
    measured = first + 1 < len(tree) and tree.lower[first + 1] == "than" and tree.tag[first] in ("JJR", "RBR")
    return measured and not any(tree.tag[i] == "CD" for i in range(first, subject))


def _semicolon_between(tree: Tree, clause: int, verb: int) -> bool:
    low, high = (tree.last[clause] + 1, verb) if clause < verb else (verb + 1, tree.first[clause])
    return ";" in tree.lower[low : min(high, low + 200)]


def _late_that(tree: Tree, verb: int, cue: Tokens) -> int | None:
    """The "that" which opens the content after an addressee, place or occasion, whatever the parser made of it."""
    for i in range(cue[1], min(cue[1] + 14, tree.sentence_end[verb] - 2)):
        if tree.lower[i] == "that" and tree.tag[i] in ("IN", "WDT"):
            return i if i > cue[1] else None
        if tree.pos[i] in ("VERB", "AUX") or (tree.is_punctuation(i) and tree.lower[i] != "-"):
            return None
    return None


def _is_set_off(tree: Tree, verb: int, cue: Tokens) -> bool:
    """True for an aside between commas: ", she said,"."""
    first, after = tree.first[verb], cue[1]
    before = tree.lower[first] in COMMAS or (first > 0 and tree.lower[first - 1] in COMMAS)
    return before and after < len(tree) and tree.lower[after] in COMMAS
