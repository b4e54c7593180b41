"""Labels that the package's own lexicons and rules give on PolNeAR's articles: kinds of speech act and types of deeds.

Rules see the words they know; learned from many articles, their labels carry over to words like these, and our own gold
then corrects what the rules get wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from event_labels import lexicon_types
from prepare import UNKNOWN, Example, GoldArticle, Labels

from onrecord.document import ACTORS, ATTRIBUTIONS, CHAINS, SENTENCES, STATEMENTS, TOKENS, Attribution, Document
from onrecord.encoder.labels import KIND_LABELS
from onrecord.encoder.pieces import Pieces
from onrecord.schema import Article
from onrecord.stages.joined_attribution import with_frames
from onrecord.stages.language import load_model, parsed, sentences_of
from onrecord.stages.speech_acts import lexicon
from onrecord.stages.statements import StatementsStage


def add_lexicon_labels(articles: Sequence[GoldArticle], examples: Sequence[Example], *, every: int) -> None:
    """Adds the labels to one example in ``every``, in place."""
    lexicons = Lexicons()
    for article, example in list(zip(articles, examples, strict=True))[::every]:
        example.silver.update(lexicons.labels(article, example.pieces))


class Lexicons:
    """The stages whose rules label the articles, loaded once."""

    def __init__(self) -> None:
        self._model = load_model(names=True)
        self._statements = StatementsStage()
        self._statements.setup()

    def labels(self, article: GoldArticle, pieces: Pieces) -> Mapping[str, Labels]:
        """Kind of speech act at cues whose verb or noun is in the lexicon, and types of deeds; -1 elsewhere."""
        record = Article(
            id=article.name, key=article.name, source=article.name, format="text", sha256="0" * 64, text=article.text
        )
        document = Document(record)
        parse = parsed(self._model, article.text)
        sentences = tuple(sentences_of(parse, document))
        document = document.with_layer(TOKENS, parse).with_layer(SENTENCES, sentences)
        annotated = article.annotations[0].attributions
        gold = tuple(Attribution(one.source, one.cue, one.content, None, 1.0, "gold") for one in annotated)
        framed = with_frames(parse, article.text, gold)
        document = document.with_layer(ATTRIBUTIONS, framed).with_layer(CHAINS, ()).with_layer(ACTORS, ())
        statements = self._statements.process(document)[STATEMENTS]
        kinds = np.full(len(pieces), UNKNOWN, np.int64)
        for one, statement in zip(framed, statements, strict=True):
            if one.rule.rpartition(": ")[2] in lexicon():
                for start, end in one.cue:
                    kinds[pieces.touching(start, end)] = KIND_LABELS.index(statement.kind)
        return {"kinds": kinds, **lexicon_types(parse, pieces)}
