"""Relations over time: the stretches that a chart's slider walks through, and who moved from support to criticism."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from onrecord.viewer.charts.svg import day_of

_MOST_DAYS, _MOST_WEEKS = 45, 400


@dataclass(frozen=True)
class Slot:
    """A day, a week or a month in which something was published."""

    start: str
    end: str
    name: str
    n: int
    """Records of these days."""


def slots(days: Mapping[str, int]) -> list[Slot]:
    """The stretches of the slider, from ISO days and how many records each has.

    Days where the first and last are at most 45 days apart, weeks up to 400 days, else months. Stretches without
    records are left out.
    """
    known = {day: n for text, n in days.items() if (day := day_of(text))}
    if not known:
        return []
    span = (max(known) - min(known)).days
    found: dict[tuple[dt.date, dt.date], int] = {}
    for day, n in sorted(known.items()):
        ends = _ends(day, span)
        found[ends] = found.get(ends, 0) + n
    return [Slot(first.isoformat(), last.isoformat(), _name(first, last), n) for (first, last), n in found.items()]


def _ends(day: dt.date, span: int) -> tuple[dt.date, dt.date]:
    if span <= _MOST_DAYS:
        return day, day
    if span <= _MOST_WEEKS:
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), following - dt.timedelta(days=1)


def _name(first: dt.date, last: dt.date) -> str:
    if first == last:
        return first.isoformat()
    return f"{first} to {last}" if (last - first).days == 6 else first.strftime("%Y-%m")


@dataclass(frozen=True)
class Turn:
    """An actor who stood one way towards another, and then the other way."""

    actor: str
    target: str
    moved_to: str
    """The sign from then on: cooperative or conflictual."""
    before: dict[str, Any]
    """The last record of the earlier sign: id, article, outlet, day, quote."""
    after: dict[str, Any]
    """The first of the later one."""


def turns(rows: Sequence[dict[str, Any]]) -> list[Turn]:
    """Who moved, in order of time, from records of relations: actor, target, sign, day, n and one record of that day.

    How an actor stands towards another on a day is the more frequent sign of that day's records; a day with as many of
    both says nothing.
    """
    ordered = sorted(rows, key=lambda row: (row["actor"], row["target"], row["day"], -row["n"], row["sign"]))
    found = [turn for _, own in groupby(ordered, key=_pair) for turn in _turns_of(list(own))]
    return sorted(found, key=lambda turn: (turn.after["day"], turn.actor, turn.target))


def _turns_of(rows: Sequence[dict[str, Any]]) -> Iterator[Turn]:
    before: dict[str, Any] | None = None
    for _, of_day in groupby(rows, key=lambda row: row["day"]):
        most, *rest = list(of_day)
        if rest and rest[0]["n"] == most["n"]:
            continue
        if before is not None and before["sign"] != most["sign"]:
            yield Turn(most["actor"], most["target"], most["sign"], before, most)
        before = most


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["actor"], row["target"]
