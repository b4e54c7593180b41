"""The heads of the encoder and their labels, in the order of the model's outputs."""

from __future__ import annotations

ROLES = ("source", "cue", "content")
ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Head "roles": which part of an attribution a piece is, by beginning and inside."""
CUE_BEFORE, CUE_AFTER = range(2)
SIDE_LABELS = ("cue before", "cue after")
"""Head "sides": where the cue of a source or content piece stands; says nothing of other pieces."""
HEADS = {"roles": ROLE_LABELS, "sides": SIDE_LABELS}
"""Name of each head to its labels; a further head is one more entry here and one more output of the model."""
