"""The parse, and what is done to make it fast."""

from __future__ import annotations

import pytest
import spacy

from onrecord.stages.language import MODEL, load_model

TEXTS = (
    "The ministers' aides didn't say whether it's theirs; they're going to let's-see.\n\nThere were two.",
    "I ain't gonna go, y'all gotta leave.  C'mon,   he'd been asked - to ha' it.\n \n",
    "Who that was, nobody knew. You got it? It gets what does it, once.",
    "",
    "  \n",
)


@pytest.mark.parametrize("text", TEXTS)
def test_kept_tag_rules_give_what_the_models_own_ruler_gives(text):
    kept = load_model()
    own = spacy.load(MODEL)
    own.add_pipe("onrecord_line_breaks", before="parser")
    assert "attribute_ruler" not in kept.pipe_names
    for _ in range(2):  # the second time from what was kept
        assert [_attributes(token) for token in kept(text)] == [_attributes(token) for token in own(text)]


def _attributes(token) -> tuple[object, ...]:
    return (token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.i, token.is_sent_start)
