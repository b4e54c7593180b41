"""Dates: time expressions, and the days they stand for."""

from __future__ import annotations

from onrecord.stages.dates.engine import TimeExpression, time_expressions
from onrecord.stages.dates.stage import DatesStage

__all__ = ["DatesStage", "TimeExpression", "time_expressions"]
