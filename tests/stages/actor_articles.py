"""Articles made from one text, coded by the stages that find actors."""

from __future__ import annotations

import hashlib

from onrecord.document import CHAINS, DATES, OFFICES, STATEMENTS, Chain, Document
from onrecord.schema import Article, Office
from onrecord.stages.coreference import CoreferenceStage
from onrecord.stages.offices import OfficesStage
from tests.stages.parsing import parsed


def chained(text: str) -> Document:
    """The text parsed, with its chains and empty statement and date layers."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(id=f"article-{digest[:16]}", key="a", source="a.txt", format="text", sha256=digest, text=text)
    document = CoreferenceStage().process(parsed(article))
    return document.with_layer(STATEMENTS, ()).with_layer(DATES, ())


def chain_named(text: str, name: str) -> Chain:
    """The only chain of this name."""
    found = [chain for chain in chained(text)[CHAINS] if chain.name == name]
    assert len(found) == 1, [chain.name for chain in chained(text)[CHAINS]]
    return found[0]


def words_of(text: str, chain: Chain) -> list[str]:
    """What stands at the chain's mentions."""
    return [text[mention.start : mention.end] for mention in chain.mentions]


def offices_in(text: str) -> tuple[Office, ...]:
    """The office records of the text."""
    return OfficesStage().process(chained(text))[OFFICES]
