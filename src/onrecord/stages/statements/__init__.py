"""Makes statements of attributions: whose each is, what sort of speech act, how certain, within which other."""

from onrecord.stages.statements.stage import StatementsStage

__all__ = ["StatementsStage"]
