"""Figures: numbers that count or measure something, with their bounds."""

from onrecord.stages.figures.stage import FiguresStage

__all__ = ["FiguresStage"]
