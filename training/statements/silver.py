"""Labels that spaCy's small English pipeline gives: learned beside the gold ones, so that the encoder sees syntax.

Only training uses them. The head for relations is not exported.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.encoder.labels import ENTITY_LABELS
from onrecord.encoder.pieces import Pieces
from onrecord.stages.language import MODEL, load_model, parsed

Labels = npt.NDArray[np.int64]
UNKNOWN = -1
HEADS = ("relations", "entities")


class Silver:
    """The pipeline and its label sets."""

    def __init__(self, parse: Callable[[str], Doc] | None = None) -> None:
        """Loads the pipeline; ``parse`` stands in for it where the texts are parsed already."""
        self._model: Language = load_model(names=True)
        if "ner" not in self._model.pipe_names:
            self._model.add_pipe("ner", source=spacy.load(MODEL))
        self._parse = parse if parse is not None else lambda text: parsed(self._model, text)
        self.relations = sorted(self._model.pipe_labels["parser"])

    def sizes(self) -> dict[str, int]:
        """Number of labels of each head."""
        return {"relations": len(self.relations), "entities": len(ENTITY_LABELS)}

    def labels(self, text: str, pieces: Pieces) -> dict[str, Labels]:
        """For every piece the dependency relation of its token and the entity it is part of; -1 where there is none."""
        relation_of = {name: number for number, name in enumerate(self.relations)}
        entity_of = {name: number for number, name in enumerate(ENTITY_LABELS)}
        relations = np.full(len(text) + 1, UNKNOWN, np.int64)
        entities = np.zeros(len(text) + 1, np.int64)
        for token in self._parse(text):
            end = token.idx + len(token)
            if not token.is_space:
                relations[token.idx : end] = relation_of.get(token.dep_, UNKNOWN)
            if token.ent_type_:
                entities[token.idx : end] = entity_of[f"I-{token.ent_type_}"]
                if token.ent_iob_ == "B":
                    entities[token.idx] = entity_of[f"B-{token.ent_type_}"]
        return {"relations": relations[pieces.starts], "entities": entities[pieces.starts]}
