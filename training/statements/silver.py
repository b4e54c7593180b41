"""Labels that spaCy's small English pipeline gives: names, and the parse that the encoder learns to do without it.

Only training uses them. ``relations`` (the dependency relation of every piece's token) is a head of a teacher's
and is not exported.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.encoder.labels import ENTITY_LABELS, RELATION_LABELS, TAG_LABELS
from onrecord.encoder.pieces import Pieces
from onrecord.stages.language import MODEL, load_model, parsed
from onrecord.stages.language.parse import word_places

Labels = npt.NDArray[np.int64]
UNKNOWN = -1
_RELATIONS = {name: number for number, name in enumerate(RELATION_LABELS)}
_ENTITIES = {name: number for number, name in enumerate(ENTITY_LABELS)}
_TAGS = {name: number for number, name in enumerate(TAG_LABELS)}


class Silver:
    """The pipeline."""

    def __init__(self, parse: Callable[[str], Doc] | None = None) -> None:
        """Loads the pipeline; ``parse`` stands in for it where the texts are parsed already."""
        self._known: dict[str, dict[str, Labels]] = {}
        self._model: Language = load_model(names=True)
        if "ner" not in self._model.pipe_names:
            self._model.add_pipe("ner", source=spacy.load(MODEL))
        self._parse = parse if parse is not None else lambda text: parsed(self._model, text)

    @staticmethod
    def sizes() -> dict[str, int]:
        """Number of labels of the heads that a teacher has beside its own."""
        return {"relations": len(RELATION_LABELS), "entities": len(ENTITY_LABELS)}

    def labels(self, text: str, pieces: Pieces) -> dict[str, Labels]:
        """For every piece the relation of its token, the entity it is part of, and the labels of the parse."""
        doc = self._parse(text)
        relations = np.full(len(text) + 1, UNKNOWN, np.int64)
        entities = np.zeros(len(text) + 1, np.int64)
        for token in doc:
            end = token.idx + len(token)
            if not token.is_space:
                relations[token.idx : end] = _RELATIONS.get(token.dep_, UNKNOWN)
            if token.ent_type_:
                entities[token.idx : end] = _ENTITIES[f"I-{token.ent_type_}"]
                if token.ent_iob_ == "B":
                    entities[token.idx] = _ENTITIES[f"B-{token.ent_type_}"]
        named = {"relations": relations[pieces.starts], "entities": entities[pieces.starts]}
        return named | _parse_labels(doc, pieces)

    def parse_labels(self, text: str, pieces: Pieces) -> dict[str, Labels]:
        """The labels of the parse alone; a text that comes again is not parsed again."""
        if text not in self._known:
            self._known[text] = _parse_labels(self._parse(text), pieces)
        return self._known[text]


def _parse_labels(doc: Doc, pieces: Pieces) -> dict[str, Labels]:
    """Labels at the piece that stands for each word, -1 at all others.

    ``arcs``: the piece of the head, its own for a root; ``relations_of_arcs``, ``tags``, ``openings``; ``sentences``: a
    number for each sentence. Of two words in one piece the first gives the labels.
    """
    names = ("arcs", "relations_of_arcs", "tags", "openings", "sentences")
    found = {name: np.full(len(pieces), UNKNOWN, np.int64) for name in names}
    if not len(doc) or not len(pieces):
        return found
    starts, lengths = doc.to_array(["IDX", "LENGTH"]).astype(np.int64).T
    places = word_places(pieces, starts, starts + lengths)
    for number, sentence in enumerate(doc.sents):
        before, opens = UNKNOWN, True
        for token in sentence:
            place = int(places[token.i])
            if token.is_space or place == before:
                continue
            before = place
            found["tags"][place] = _TAGS.get(token.tag_, UNKNOWN)
            found["openings"][place] = int(opens)
            found["sentences"][place] = number
            found["relations_of_arcs"][place] = _RELATIONS.get(token.dep_, UNKNOWN)
            found["arcs"][place] = places[token.head.i] if not token.head.is_space else UNKNOWN
            opens = False
    return found
