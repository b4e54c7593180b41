"""The order of the stages: checked once for gaps, then every article flows through in one direction."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import Any

from onrecord.document import Document, Layer
from onrecord.errors import StageError
from onrecord.schema import Article
from onrecord.stage import Stage


class Pipeline:
    """Stages in the order given; refuses an order in which a stage reads what nothing before it wrote."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        refuse_gaps(stages)
        self.stages = tuple(stages)

    def setup(self) -> None:
        """Loads the models of every stage.

        They stay for the life of the process, so Python's garbage collector is told to pass over all there is now: to
        walk through lexicons and gazetteer time and again would cost a twentieth of the run.
        """
        for stage in self.stages:
            stage.setup()
        gc.collect()
        gc.freeze()

    def code(self, article: Article) -> Document:
        """The article with every layer its stages write."""
        document = Document(article)
        for stage in self.stages:
            document = stage.process(document)
        return document

    def versions(self) -> dict[str, str]:
        """Stage name to version, in order: what a store's manifest keeps."""
        return {stage.name: stage.version for stage in self.stages}


def refuse_gaps(stages: Sequence[Stage]) -> None:
    """Nothing.

    Raises StageError naming the first stage that reads a layer none before it writes, or writes one again.
    """
    written: dict[str, str] = {}
    for stage in stages:
        for layer in stage.reads:
            if layer.name not in written:
                raise StageError(
                    f"stage {stage.name!r} reads layer {layer.name!r}, but no stage before it writes it;"
                    f" put a stage that writes {layer.name!r} before {stage.name!r}"
                )
        for layer in stage.writes:
            if layer.name in written:
                raise StageError(
                    f"layer {layer.name!r} is written by {written[layer.name]!r} and again by {stage.name!r};"
                    " leave one of them out"
                )
            written[layer.name] = stage.name


def stages_for(layers: Sequence[Layer[Any]], stages: Sequence[Stage]) -> list[Stage]:
    """The stages, in order, that these layers need: those that write them and those that write what these read."""
    wanted = {layer.name for layer in layers}
    needed: list[Stage] = []
    for stage in reversed(stages):
        if wanted & {layer.name for layer in stage.writes}:
            needed.append(stage)
            wanted |= {layer.name for layer in stage.reads}
    return needed[::-1]


def default_stages(*, own_parse: bool = False) -> list[Stage]:
    """New instances of the built-in stages, in order; ``own_parse``: with the encoder's parse in place of spaCy's."""
    from onrecord.stages.encoder import EncoderStage
    from onrecord.stages.language import EncoderLanguageStage

    stages = [make() for make in _built_in_stages()]
    return [EncoderStage(grammar=True), EncoderLanguageStage(), *stages[2:]] if own_parse else stages


def _built_in_stages() -> list[Callable[[], Stage]]:
    from onrecord.stages.actors import ActorsStage, MentionsStage
    from onrecord.stages.coreference import CoreferenceStage
    from onrecord.stages.dates import DatesStage
    from onrecord.stages.encoder import EncoderStage
    from onrecord.stages.events import EventsStage
    from onrecord.stages.factuality import FactualityStage
    from onrecord.stages.figures import FiguresStage
    from onrecord.stages.joined_attribution import JoinedAttributionStage
    from onrecord.stages.language import LanguageStage
    from onrecord.stages.loaded_words import LoadedWordsStage
    from onrecord.stages.offices import OfficesStage
    from onrecord.stages.places import PlacesStage
    from onrecord.stages.relations import RelationsStage
    from onrecord.stages.statements import StatementsStage

    return [
        EncoderStage,
        LanguageStage,
        JoinedAttributionStage,
        CoreferenceStage,
        ActorsStage,
        StatementsStage,
        MentionsStage,
        DatesStage,
        PlacesStage,
        OfficesStage,
        FiguresStage,
        FactualityStage,
        EventsStage,
        RelationsStage,
        LoadedWordsStage,
    ]
