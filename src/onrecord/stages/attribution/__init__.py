"""Attributions: source, cue and content of what is said, believed, wanted, decreed or shown."""

from onrecord.stages.attribution.stage import AttributionStage

__all__ = ["AttributionStage"]
