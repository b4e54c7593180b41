"""Whether the name of a capital or a government building stands for the government: "Washington said"."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.stages.places import words


def acts(token: Token) -> bool:
    """True if the grammar round the last word of a capital's or building's name makes it a government.

    It is the subject of a verb that cities do not do ("Washington said"), the object of a verb of address ("accused
    Baku"), the owner of what governments have ("Moscow's demands"), or one side of a dealing ("talks with Tehran").
    """
    while token.dep_ == "conj" and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    head = token.head
    if token.dep_ == "nsubj" and any(
        child.dep_ == "acomp" and child.lower_ in words.WILLING_WORDS for child in head.children
    ):
        return True
    if token.dep_ == "nsubj":
        return head.pos_ in {"VERB", "AUX"} and (
            head.lemma_ not in words.EXPERIENCE_VERBS
            or any(child.dep_ in {"ccomp", "xcomp"} for child in head.children)
        )
    if any(_speaks(clause) for clause in token.children if clause.dep_ == "relcl"):
        return True
    if token.dep_ in {"compound", "nmod", "amod"} and head.i == token.i + 1:
        return head.lower_ in words.RULING_NOUNS
    if token.dep_ in {"dobj", "dative", "obj"}:
        return head.lemma_ in words.ADDRESS_VERBS
    if token.dep_ == "poss":
        return (
            head.lower_ in words.GOVERNMENT_NOUNS
            or head.pos_ in {"ADP", "PUNCT"}
            or any(
                child.lower_ in words.GOVERNMENT_NOUNS for child in head.children if child.dep_ in {"amod", "compound"}
            )
        )
    if token.dep_ == "pobj":
        if head.dep_ == "agent":
            return True
        if head.lower_ == "to" and head.head.lower_ in words.MESSAGE_NOUNS:
            return True
        if head.lower_ in {"with", "between", "against", "on", "for"}:
            return head.head.lemma_.lower() in words.DEALING_WORDS or head.head.lower_ in words.DEALING_WORDS
    return False


def _speaks(clause: Token) -> bool:
    """True for a relative clause of what governments do: "which offers $500m", "which accused them"."""
    subject = any(child.dep_ == "nsubj" and child.lower_ in {"which", "that", "who"} for child in clause.children)
    return subject and (clause.lower_ in words.SPEECH_VERBS or clause.lemma_ in words.ADDRESS_VERBS)
