"""Places: the gazetteer, the recogniser, the resolver and the stage that joins them."""

from onrecord.stages.places.stage import PlacesStage

__all__ = ["PlacesStage"]
