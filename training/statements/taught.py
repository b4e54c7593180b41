"""What the larger teacher says of a text (``soft_labels.py`` writes it), as targets for the encoder."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
from prepare import SIDED, Example

from onrecord.encoder.labels import DEED, ROLE_LABELS

_CUES = [number for number, label in enumerate(ROLE_LABELS) if label.endswith("cue")]
_CONTENTS = [number for number, label in enumerate(ROLE_LABELS) if label.endswith("content")]


def text_key(text: str) -> str:
    """The name under which a text's labels are kept."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def add_soft_labels(text: str, example: Example, folder: Path) -> bool:
    """Whether the folder has labels of the text; the example then has them in place of other labels of these heads.

    A head that says something of certain pieces only counts as much as these probably are such pieces: types where a
    deed is named, kinds at cues, what is nested inside contents.
    """
    path = folder / f"{text_key(text)}.npz"
    if not path.is_file():
        return False
    with np.load(path) as found:
        taught = {name: found[name] for name in found.files}
    if any(len(rows) != len(example.pieces) for rows in taught.values()):
        sys.exit(f"{path} has another number of pieces than {example.name}: write the soft labels again")
    everywhere = example.weight.copy()
    nested = taught["nested"].astype(np.float32)
    inside = everywhere * example.roles[:, _CONTENTS].sum(axis=1)
    counts = {
        "deeds": everywhere,
        "deed_types": everywhere * taught["deeds"][:, DEED].astype(np.float32),
        "nested": inside,
        "nested_sides": inside * nested[:, SIDED].sum(axis=1),
        "kinds": everywhere
        * np.minimum(1, example.roles[:, _CUES].sum(axis=1) + inside * nested[:, _CUES].sum(axis=1)),
    }
    for name, rows in taught.items():
        example.silver.pop(name, None)
        example.soft[name] = rows, counts[name].astype(np.float32)
    return True
