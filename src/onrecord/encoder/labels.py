"""The heads of the encoder and their labels, in the order of the model's outputs."""

from __future__ import annotations

ROLES = ("source", "cue", "content")
ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Which part of an attribution a piece is, by beginning and inside."""
CUE_BEFORE, CUE_AFTER = range(2)
SIDE_LABELS = ("cue before", "cue after")
"""Where the cue of a source or content piece stands; says nothing of other pieces."""
KIND_LABELS = (
    "asserts", "reports", "denies", "demands", "promises", "threatens", "believes", "wants", "decrees", "estimates",
    "shows",
)  # fmt: skip
"""What sort of speech act a cue performs; says nothing of other pieces, and neither do the next two."""
POLARITY_LABELS = ("+", "-")
CERTAINTY_LABELS = ("certain", "probable", "possible", "unstated")
NO_DEED, DEED = range(2)
DEED_LABELS = ("no deed", "deed")
"""Whether a piece is part of the words that name a deed (an event's anchor)."""
DEED_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""Of which PLOVER type the deed is that the piece names; says nothing of other pieces."""
ENTITY_KINDS = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG", "PERCENT",
    "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
ENTITY_LABELS = ("O", *(f"{begin}-{kind}" for kind in ENTITY_KINDS for begin in "BI"))
"""Which name or number a piece is part of, by OntoNotes' kinds."""
TAG_LABELS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS",
    "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "_SP",
    "``",
)  # fmt: skip
"""Penn Treebank's parts of speech, as spaCy's small English pipeline has them."""
RELATION_LABELS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark",
    "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj",
    "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
"""ClearNLP's dependency relations, as spaCy's small English pipeline has them."""
OPENING_LABELS = ("goes on", "opens")
"""Whether a word opens a sentence."""
LEVELS = (("roles", "sides"), ("nested", "nested_sides"), ("third", "third_sides"))
"""Heads for the outermost attributions, for those inside their contents, and for those inside the contents of these."""
HEADS = {
    "roles": ROLE_LABELS,
    "sides": SIDE_LABELS,
    "nested": ROLE_LABELS,
    "nested_sides": SIDE_LABELS,
    "third": ROLE_LABELS,
    "third_sides": SIDE_LABELS,
    "kinds": KIND_LABELS,
    "polarity": POLARITY_LABELS,
    "certainty": CERTAINTY_LABELS,
    "deeds": DEED_LABELS,
    "deed_types": DEED_TYPES,
    "entities": ENTITY_LABELS,
    "tags": TAG_LABELS,
    "openings": OPENING_LABELS,
}
"""Name of each head to its labels; a further head is one more entry here and one more output of the model."""
VECTORS = {
    "dependents": 128,
    "governors": 128,
    "roots": 1,
    "relations_below": len(RELATION_LABELS),
    "relations_above": len(RELATION_LABELS),
}
"""Outputs that are read as they are, with their width. A word's head in its sentence is the word whose ``governors``,
times the word's own ``dependents`` and ``ARC_SCALE``, are most; the root is the word whose ``roots`` is furthest above
that. The relation is the greatest of the sum of the word's ``relations_below`` and its head's ``relations_above``."""
ARC_SCALE = 128**-0.5
GRAMMAR = frozenset(("tags", "openings", *VECTORS))
"""Outputs that only the encoder's own parse reads; they are one map of their own in the model."""
REQUIRED = frozenset(("roles", "sides"))
"""Heads that all weights have."""
