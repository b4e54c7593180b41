"""Articles read by the encoder and parsed: what every further stage begins with."""

from __future__ import annotations

from functools import cache

from onrecord.document import Document
from onrecord.schema import Article
from onrecord.stages.encoder import EncoderStage
from onrecord.stages.language import LanguageStage


@cache
def parsing() -> tuple[EncoderStage, LanguageStage]:
    """The two stages, loaded."""
    made = EncoderStage(), LanguageStage()
    for stage in made:
        stage.setup()
    return made


def parsed(article: Article) -> Document:
    """The article with its reading, parse and sentences."""
    document = Document(article)
    for stage in parsing():
        document = stage.process(document)
    return document
