"""What a time expression is resolved against: the day of publication, the tense, and the times mentioned before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from onrecord.stages.dates.periods import Period

Direction: TypeAlias = Literal["past", "present", "future"] | None

NO_PUBLICATION_DATE = "relative, but the article has no publication date"
NO_SUCH_DAY = "no such day in the calendar"
NOT_DATED = "relative to a time the text does not give"
PUBLISHED = "published"
NEAR_CHARACTERS = 400
"""How far back a mentioned time can serve as anchor: about three sentences."""


@dataclass(frozen=True)
class Resolved:
    """What an expression stands for; ``period`` is set where it is one stretch of the calendar."""

    type: str
    value: str | None
    first: dt.date | None
    last: dt.date | None
    rule: str
    anchor: str | None = None
    period: Period | None = None


@dataclass
class Reading:
    """The state of one reading from the top of the text down; ``mentioned`` grows as expressions are resolved."""

    text: str
    published: dt.date | None
    direction: Callable[[int, int], Direction]
    mentioned: list[tuple[int, Period]] = field(default_factory=list)
    told: Callable[[int], tuple[tuple[int, int], ...]] = lambda _position: ()
    """Stretches of text, nearest first, that say when the quotation round a position was spoken; none outside one."""

    def nearest(self, position: int, *, reach: int = NEAR_CHARACTERS) -> Period | None:
        """The last period mentioned before the position, not further back than ``reach`` characters."""
        if self.mentioned and position - self.mentioned[-1][0] <= reach:
            return self.mentioned[-1][1]
        return None

    def nearest_of(self, position: int, grains: tuple[str, ...], *, reach: int) -> Period | None:
        """The last period of one of the grains mentioned within reach."""
        for start, period in reversed(self.mentioned):
            if position - start > reach:
                return None
            if period.grain in grains:
                return period
        return None

    def day_of_speech(self, position: int) -> dt.date | None:
        """The day, up to publication, on which the words at the position were spoken; None if the text names none."""
        for start, end in self.told(position):
            for at, period in reversed(self.mentioned):
                if start <= at < end and at < position and period.grain == "day":
                    return period.first if self.published is None or period.first <= self.published else None
        return None

    def anchor_day(self, position: int, *, reach: int = 2000) -> tuple[dt.date | None, str | None]:
        """The last day mentioned within reach, else the day of publication; with its name for the record."""
        day = self.nearest_of(position, ("day",), reach=reach)
        if day is not None:
            return day.first, day.value
        return (self.published, PUBLISHED) if self.published else (None, None)


def of_period(period: Period | None, rule: str, anchor: str | None = None, *, type_: str = "DATE") -> Resolved:
    """A resolved expression for one stretch of the calendar; None there becomes a value of None with the reason."""
    if period is None:
        return Resolved(type_, None, None, None, NO_SUCH_DAY, anchor)
    return Resolved(type_, period.value, period.first, period.last, rule, anchor, period)


def unresolved(reason: str, *, type_: str = "DATE") -> Resolved:
    """An expression without a value, with the reason why."""
    return Resolved(type_, None, None, None, reason)


def reference(value: str, rule: str) -> Resolved:
    """PRESENT_REF, PAST_REF or FUTURE_REF: no stretch of the calendar, since "now" may be a day or a decade."""
    return Resolved("DATE", value, None, None, rule)
