"""Who does what to whom in a clause: subjects, objects and prepositions through passives, control and coordination."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.codes.roles import longest_role
from onrecord.stages.events.lexicon import in_class

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_DASHES = frozenset({"-", "–", "—", "--"})
_TIMES = frozenset({"DATE", "TIME"})
_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON", "FAC", "LOC"})
_STEPS = 20
_IN_PHRASES = frozenset(
    {"response", "return", "addition", "protest", "order", "effort", "attempt", "bid", "case", "exchange", "view",
     "light", "line", "accordance", "defiance", "favour", "favor", "fact", "turn", "wake", "run-up", "revenge",
     "retaliation", "connection", "honour", "honor", "support", "charge", "principle", "public", "private", "front",
     "place", "part", "full", "general", "spite", "terms"}
)  # fmt: skip
"""Nouns after "in" that make a phrase of their own: 'in response to'."""
_AGAINST = frozenset(
    {"resist", "reject", "oppose", "block", "foil", "thwart", "denounce", "condemn", "criticise", "criticize", "stop",
     "prevent", "defy", "dismiss", "veto", "frustrate", "welcome", "support"}
)  # fmt: skip
"""Verbs done to the attempts of others."""
_OWN_AIMS = frozenset({"use", "promise", "exploit", "take"})
"""Verbs whose subject, not object, does what the infinitive says: 'used the incident to invade'."""


def is_passive(verb: Token) -> bool:
    """True for a passive clause or a bare past participle after a noun; 'is opposed to' tells what its subject does."""
    if verb.lemma_ == "oppose" and any(child.dep_ == "prep" and child.lower_ == "to" for child in verb.children):
        return any(child.dep_ == "agent" for child in verb.children)
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    if _is_main_verb(verb):
        return False
    if verb.dep_ in ("acl", "amod", "advcl", "oprd"):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and own_subject(verb) is None:
        return is_passive(verb.head)
    return any(child.dep_ == "agent" for child in verb.children)


def _is_main_verb(verb: Token) -> bool:
    """True for the verb of 'The chair, Marta Ruiz, promised at noon to', which the parse took for a participle."""
    noun = verb.head
    if verb.dep_ != "acl" or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or noun.i > verb.i:
        return False
    comma = verb.nbor(-1).text == "," or verb.nbor(-1).dep_ == "advmod"
    return comma and not any(child.dep_ == "agent" for child in verb.children) and bool(noun.text)


def own_subject(verb: Token) -> Token | None:
    """The grammatical subject that hangs on the verb itself, a relative pronoun resolved to its noun."""
    # the last one before the verb: what stands before it may be a dateline that the parse took for a subject
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    before = [child for child in found if child.i < verb.i]
    chosen = before[-1] if before else (found[0] if found else None)
    if chosen is not None and chosen.i < verb.i:
        chosen = _after_dateline(chosen, verb)
    return _antecedent(chosen, verb) if chosen is not None else None


def _after_dateline(subject: Token, verb: Token) -> Token:
    """The subject, or the noun after the dash where the parse took a dateline ('CAIRO (Agency) - ') for the subject."""
    start = verb.sent.start
    opening = verb.doc[start].text
    if not opening.isupper() or len(opening) < 3:
        return subject
    dash = next((word for word in verb.doc[start : min(start + 14, verb.i)] if word.text in _DASHES), None)
    if dash is None or subject.i >= dash.i:
        return subject
    for word in verb.doc[dash.i + 1 : verb.i]:
        if word.pos_ in ("NOUN", "PROPN", "PRON") and not dash.i < word.head.i < verb.i:
            return word
    return subject


def subject(verb: Token) -> Token | None:
    """The grammatical subject of the clause, its own or shared by coordination or control; None if there is none."""
    node = verb
    for _ in range(_STEPS):
        found = own_subject(node)
        if found is not None:
            return found
        head, dep = node.head, node.dep_
        if head == node:
            return None
        if dep == "conj":
            if head.tag_[:2] == "VB" or head.pos_ in ("VERB", "AUX"):
                node = head
                continue
            return None
        if dep == "acl":
            if node.tag_ in ("VBG", "VBN") and not has_to(node):
                return head
            return _holder_of_noun(head)
        if dep in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "oprd", "acomp", "dep"):
            controller = _controller(node, head)
            if isinstance(controller, tuple):
                node = controller[0]
                continue
            return controller
        if dep == "relcl":
            return None
        if dep in ("dobj", "attr") and head.tag_[:2] == "VB":
            node = head
            continue
        return None
    return None


def _controller(node: Token, head: Token) -> Token | tuple[Token] | None:
    """The noun that controls a clause without subject, or the verb (in a tuple) whose subject it shares."""
    preposition = ""
    if node.dep_ == "pcomp":
        preposition, head = head.lower_, head.head
    if head.tag_[:2] == "VB" or head.pos_ in ("VERB", "AUX"):
        patient = next(
            (child for child in head.children if child.dep_ in ("dobj", "dative") and child.ent_type_ not in _TIMES),
            None,
        )
        by_object = (node.dep_ in ("xcomp", "ccomp", "oprd") and head.lemma_ not in _OWN_AIMS) or preposition in (
            "of",
            "for",
            "from",
            "into",
            "with",
            "against",
            "as",
        )
        if by_object and patient is not None and patient.pos_ in ("NOUN", "PROPN", "PRON"):
            return _antecedent(patient, head)
        if node.dep_ in ("xcomp", "ccomp"):
            on = next(
                (
                    child
                    for child in head.children
                    if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to", "with")
                ),
                None,
            )
            target = next((leaf for leaf in on.children if leaf.dep_ == "pobj"), None) if on is not None else None
            if target is not None and head.lemma_ in ("call", "appeal", "plead", "prevail"):
                return target
        return (head,)
    if head.pos_ in ("NOUN", "PROPN"):
        if preposition in ("for", "of", "over"):
            return _holder_of_noun(head)
        return _holder_of_noun(head)
    if head.pos_ == "ADJ":
        return (head.head,) if head.head != head and head.head.tag_[:2] == "VB" else None
    return None


def _holder_of_noun(noun: Token) -> Token | None:
    """Whose plan, threat or decision it is: possessor, by-phrase, or the subject of the verb that has it as object."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "of", "from"):
            return next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
    for child in noun.children:
        if child.dep_ in ("amod", "compound") and child.ent_type_ in ("NORP", "GPE", "ORG"):
            return child
    if noun.dep_ in ("dobj", "pobj", "attr", "nsubjpass"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.lemma_ in _AGAINST and noun.lemma_ in ("attempt", "effort", "bid", "move", "plan", "plot", "proposal"):
            # "resisted attempts to inspect it": by whom is not said
            return None
        if verb.tag_[:2] == "VB" and verb != noun:
            return agent(verb)
    return None


def _antecedent(noun: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for, or the noun itself."""
    if noun.lower_ in _RELATIVES and noun.pos_ in ("PRON", "DET", "SCONJ"):
        node = verb
        for _ in range(_STEPS):
            if node.dep_ == "relcl" and node.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                return _meant(noun, node.head)
            if node.dep_ not in ("conj", "ccomp", "xcomp", "prep", "pcomp", "pobj") or node.head == node:
                break
            node = node.head
    return noun


def _meant(pronoun: Token, noun: Token) -> Token:
    """The noun that the relative pronoun stands for, where the parse hangs its clause on one that cannot be meant.

    'Which' is no person: 'the governor of the region, which Russia annexed' speaks of the region. Whoever acts is no
    thing: 'the errors of the junta which launched the war' speaks of the junta.
    """
    if pronoun.lower_ == "which" and _is_person(noun):
        return next((word for word in _below(noun, pronoun) if not _is_person(word)), noun)
    acts = pronoun.dep_ in _SUBJECTS[:1] and pronoun.lower_ in ("who", "which", "that")
    if acts and not _is_actor(noun):
        last = next((word for word in _below(noun, pronoun) if word.i >= pronoun.i - 2 and _is_actor(word)), None)
        return noun if last is None else last
    return noun


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (noun.ent_type_ not in _NAMED and in_class(noun, "HUMAN|OFFICIAL"))


def _is_actor(noun: Token) -> bool:
    return noun.ent_type_ in _NAMED or noun.pos_ == "PRON" or in_class(noun, "HUMAN|POLITICAL|TROOPS")


def _below(noun: Token, pronoun: Token) -> Iterator[Token]:
    """The nouns from a noun to a relative pronoun after it, along prepositions and appositions, outer ones first."""
    node = noun
    for _ in range(_STEPS):
        below = [
            leaf
            for child in node.rights
            for leaf in (child.children if child.dep_ == "prep" else (child,))
            if leaf.dep_ in ("pobj", "appos", "conj") and leaf.i < pronoun.i
        ]
        if not below:
            return
        node = max(below, key=lambda word: word.i)
        yield node


def agent(verb: Token) -> Token | None:
    """Who does it: the subject of an active verb, the by-phrase of a passive one; None if unstated."""
    if is_passive(verb):
        node = verb
        for _ in range(_STEPS):
            for child in node.children:
                if child.dep_ in ("agent", "prep") and child.lower_ == "by":
                    found = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
                    if found is not None and found.ent_type_ not in ("DATE", "TIME", "PERCENT", "CARDINAL"):
                        return found
            if node.dep_ == "conj" and node.head.tag_ == "VBN":
                node = node.head
                continue
            return None
        return None
    found = subject(verb)
    return None if found is not None and found.lower_ in ("there", "it") and found.dep_ == "expl" else found


def patient(verb: Token) -> Token | None:
    """Whom it is done to: the object of an active verb, the subject of a passive one; None if unstated."""
    if is_passive(verb):
        # "a murdered steward" is he whom it was done to
        return verb.head if verb.dep_ == "amod" and verb.head.i > verb.i else subject(verb)
    direct = [child for child in verb.children if child.dep_ in ("dobj", "oprd") and child.tag_[:2] != "VB"]
    direct.sort(key=lambda child: (child.dep_ != "dobj", child.i))
    if direct:
        return _antecedent(direct[0], verb)
    after = [child for child in verb.children if child.dep_ == "nsubj" and child.i > verb.i]
    if after and any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children):
        # a second subject, after the verb: the parse took the object for one
        return after[0]
    for child in verb.children:
        # small clauses and control parses hang the object on the lower verb ("urged X to withdraw")
        if child.dep_ in ("ccomp", "xcomp") and child.tag_ in ("VB", "VBN", "VBG", "JJ", "NN"):
            lower = own_subject(child)
            bare = child.tag_ == "VB" and verb.lemma_ in ("let", "make", "help", "see", "have", "watch")
            if lower is not None and (has_to(child) or child.tag_ != "VB" or bare) and not _is_finite(child):
                return lower
    if verb.dep_ == "relcl" and own_subject(verb) is not None and own_subject(verb) != verb.head and _gap(verb):
        return verb.head
    over = verb.head
    if verb.dep_ == "xcomp" and over.dep_ == "relcl" and own_subject(over) not in (None, over.head) and _gap(verb):
        # "the regions it seeks to annex"
        return over.head if not any(child.dep_ == "dobj" for child in over.children) else None
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_[:2] == "VB" and child.i > verb.i and own_subject(child) is None:
            shared = next((leaf for leaf in child.children if leaf.dep_ == "dobj"), None)
            between = [
                leaf
                for leaf in verb.children
                if verb.i < leaf.i < child.i and leaf.dep_ not in ("cc", "punct", "advmod")
            ]
            if shared is not None and not between and child.i - verb.i <= 4:
                return shared
    return None


def _gap(verb: Token) -> bool:
    """True where a relative clause lacks its object: 'the base that rebels attacked'."""
    return not any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.children)


def under_it(noun: Token) -> Token | None:
    """Who is or comes under the fire, attack or siege that the noun names; None where it is not so put."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under":
        return None
    verb = noun.head.head
    return subject(verb) if verb.lemma_ in ("be", "come", "remain", "stay", "go") else None


def second_object(verb: Token) -> Token | None:
    """The recipient of a verb of giving: 'gave Sudan grain'; the subject of its passive."""
    for child in verb.children:
        if child.dep_ == "dative":
            if child.pos_ == "ADP":
                return next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            return child
    if is_passive(verb) and any(child.dep_ == "dobj" for child in verb.children):
        return subject(verb)
    return None


def prepositional(word: Token, preposition: str) -> Token | None:
    """The object of a preposition that hangs on the word ('out of' and the like through the particle)."""
    for child in _prepositions(word):
        if child.lower_ == preposition or (child.lower_ == "upon" and preposition == "on"):
            found = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            if found is None or (preposition == "in" and found.lemma_ in _IN_PHRASES):
                continue
            if found.ent_type_ not in ("DATE", "TIME"):
                return _antecedent(found, word)
    return _by_right_after(word) if preposition == "by" and word.pos_ == "NOUN" else None


def _by_right_after(noun: Token) -> Token | None:
    """The object of a "by" that stands right after the noun, where the parse hangs it on an active verb before."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor(1).lower_ != "by":
        return None
    by = noun.nbor(1)
    if by.head.tag_[:2] != "VB" or by.head.i > noun.i or is_passive(by.head):
        return None
    found = next((leaf for leaf in by.children if leaf.dep_ == "pobj"), None)
    if found is None or found.ent_type_ in ("DATE", "TIME"):
        return None
    return found if _is_actor(found) or longest_role("group", [found.text]) else None


def _prepositions(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB"):
            yield child
            for leaf in child.children:
                if leaf.dep_ == "prep":
                    yield leaf
        elif child.dep_ in ("prt", "advmod"):
            yield from (leaf for leaf in child.children if leaf.dep_ == "prep")


def coordinated(noun: Token) -> list[Token]:
    """The noun and the nouns coordinated with it, in text order."""
    found = [noun]
    queue = [noun]
    while queue and len(found) < _STEPS:
        node = queue.pop()
        for child in node.children:
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda token: token.i)


def has_to(verb: Token) -> bool:
    """True for an infinitive with 'to'."""
    return any(child.dep_ in ("aux", "mark") and child.lower_ == "to" for child in verb.children)


def complement(verb: Token) -> Token | None:
    """The verb of the clause or gerund that the word takes as its complement, if any."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i:
            return child
    for child in verb.children:
        if child.dep_ == "prep":
            inner = next((leaf for leaf in child.children if leaf.dep_ == "pcomp"), None)
            if inner is not None:
                return inner
    if verb.pos_ == "NOUN":
        return next((child for child in verb.children if child.dep_ in ("acl", "relcl")), None)
    return None


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in verb.children if child.dep_ in ("aux", "auxpass"))
