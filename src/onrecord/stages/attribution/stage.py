"""The stage that finds who says what: source, cue and content spans, before anyone asks who the source is."""

from __future__ import annotations

import bisect
from typing import Any, ClassVar

from onrecord.document import ATTRIBUTIONS, SENTENCES, TOKENS, Attribution, Document, Layer
from onrecord.stages.attribution.cues import Lexicon, lexicon
from onrecord.stages.attribution.page import page_of
from onrecord.stages.attribution.selection import (
    LEAST_PROPOSED,
    Scored,
    as_attributions,
    best_readings,
    carried_on,
    likely_readings,
    selected,
)


class AttributionStage:
    """Reads attributions off the parse, with a lexicon of cues and the frames they stand in.

    Every word is read as a cue in each frame its surroundings allow; the lexicon and the surroundings give the
    probability that a reading is an attribution in the sense of PolNeAR, which is its confidence.
    """

    name: ClassVar[str] = "attribution"
    version: ClassVar[str] = "1"
    reads: ClassVar[tuple[Layer[Any], ...]] = (TOKENS, SENTENCES)
    writes: ClassVar[tuple[Layer[Any], ...]] = (ATTRIBUTIONS,)

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None

    def setup(self) -> None:
        """Reads the lexicon."""
        self._lexicon = lexicon()

    def process(self, document: Document) -> Document:
        """The document with its attributions, parents before what is nested in them."""
        return document.with_layer(ATTRIBUTIONS, self.read(document)[0])

    def read(self, document: Document) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
        """The attributions, parents first; and all readings that may be one inside another, overlapping, no parents."""
        words = self._lexicon if self._lexicon is not None else lexicon()
        page = page_of(document[TOKENS])
        sentences = document[SENTENCES]
        starts = [sentence.start for sentence in sentences]

        def is_coded(scored: Scored) -> bool:
            index = bisect.bisect_right(starts, scored.reading.cue[0]) - 1
            return index < 0 or not sentences[index].boilerplate

        best = best_readings(page, words, least=LEAST_PROPOSED)
        likely = [scored for scored in likely_readings(best) if is_coded(scored)]
        proposed = [scored for scored in likely_readings(best, least=LEAST_PROPOSED) if is_coded(scored)]
        return selected(carried_on(likely, page)), as_attributions(proposed)
