"""Events: who did what to whom, on whose word."""

from onrecord.stages.events.coding import EventsStage

__all__ = ["EventsStage"]
