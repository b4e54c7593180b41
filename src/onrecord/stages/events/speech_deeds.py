"""What a deed done with words makes of the deed it is about: 'adjured citizens to go', 'clamoured for his arrest'."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed

MODES: Mapping[str, str] = {
    "REQUEST": "demanded",
    "THREATEN": "threatened",
    "AGREE": "promised",
    "CONCEDE": "promised",
}
"""Type of the outer deed to the mode of the inner one."""
_BARE = frozenset({"VB", "VBP"})


def outer_deed(deed: Deed, heads: Mapping[int, Deed]) -> Deed | None:
    """The deed done with words whose complement names this one; None where there is none.

    A complement is an infinitive, or of a request also its object or what it is for. ``heads``: the sentence's deeds by
    the token that names each.
    """
    node = deed.clause
    while node.dep_ == "conj" and node.head.i != node.i and (node.pos_ == "VERB") == (node.head.pos_ == "VERB"):
        node = node.head
    over = heads.get(node.head.i)
    if node.dep_ == "pobj":
        over = heads.get(node.head.head.i) if node.head.lower_ == "for" else None
    if over is None or over.head == deed.head or over.sense.type not in MODES:
        return None
    if node.pos_ == "VERB" or node.tag_[:2] == "VB":
        complement = node.dep_ in ("xcomp", "ccomp", "advcl", "acl") and node.i > over.head.i
        return over if complement and _is_to_come(node) else None
    return over if over.sense.type == "REQUEST" and node.dep_ in ("dobj", "pobj", "nsubjpass") else None


def _is_to_come(verb: Token) -> bool:
    """True for an infinitive, and for the bare verb of 'bade them go' and 'demanded that he resign'."""
    if arguments.has_to(verb):
        return True
    return verb.tag_ in _BARE and not any(child.dep_ in ("aux", "auxpass", "neg") for child in verb.children)


def is_order(verb: Token) -> bool:
    """True for a main verb in the imperative: 'Sack the minister'."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    if verb.dep_ == "conj" and verb.head.tag_ != "VB":
        return False
    return not any(
        child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "expl", "mark") for child in verb.children
    ) and (verb.dep_ != "conj" or is_order(verb.head))
