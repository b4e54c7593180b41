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
}
"""Name of each head to its labels; a further head is one more entry here and one more output of the model."""
REQUIRED = frozenset(("roles", "sides"))
"""Heads that all weights have."""
