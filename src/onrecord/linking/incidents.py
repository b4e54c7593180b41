"""Reports of one happening brought together: pairs joined, the surest first, unless their groups contradict."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from onrecord.linking.groups import Groups
from onrecord.linking.incident_decisions import parted
from onrecord.linking.tables_made import make_table

_LOCAL_MEMBERS = pa.schema([("event", pa.string()), ("local", pa.int64())])
_MEMBERS = pa.schema([("event", pa.string()), ("incident", pa.string())])
_SURE = """
    if(day_rule in ('stated', 'sentence'), day_from, null), if(day_rule in ('stated', 'sentence'), day_to, null),
    if(place_rule in ('stated', 'sentence') and is_town, site, null)
"""
"""Day and town as far as a report states them."""
_DECIDED_EVENTS = "select together, event as member from decided_events"
_DECIDED_LOCALS = "select distinct together, local as member from decided_events join local_members using (event)"
_DAYS_APART = 1
_DAYS_APART_OF_ONE_PERSON = 2
"""How far stated days of one incident may lie apart. Where both reports name the same person, they may lie further
apart and the towns may differ: one man is not arrested in two towns, but twelve villagers may die in both."""


@dataclass(frozen=True)
class Known:
    """What a group of reports says for sure: what another group may contradict."""

    first_day: date | None = None
    last_day: date | None = None
    towns: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    actors_must_agree: bool = False
    independent: int = 0
    """Reports that state a day and are no copies."""
    sides: frozenset[int] = frozenset()
    """Where reviewers put it apart from others: n against -n."""

    def contradicts(self, other: Known, *, days: int, towns_may_differ: bool) -> bool:
        """Whether both can't be one happening: a reviewer says so, days over ``days`` apart, other town or people."""
        if parted(self.sides, other.sides):
            return True
        if self.first_day and self.last_day and other.first_day and other.last_day:
            spread = max(self.last_day, other.last_day) - min(self.first_day, other.first_day)
            own = max(self.last_day - self.first_day, other.last_day - other.first_day)
            if spread.days > max(days, own.days):
                return True
            # One report may have the day wrong; where two on each side agree, there were two days and two incidents.
            overlap = self.first_day <= other.last_day and other.first_day <= self.last_day
            if not overlap and not towns_may_differ and min(self.independent, other.independent) > 1:
                return True
        if not towns_may_differ and _disjoint(self.towns, other.towns):
            return True
        if _disjoint(self.recipients, other.recipients) and _disjoint(self.recipients, other.actors | other.recipients):
            return True
        return (self.actors_must_agree or other.actors_must_agree) and _disjoint(
            self.actors, other.actors | other.recipients
        )

    def with_(self, other: Known) -> Known:
        """What both groups say together."""
        return Known(
            min((day for day in (self.first_day, other.first_day) if day), default=None),
            max((day for day in (self.last_day, other.last_day) if day), default=None),
            self.towns | other.towns,
            self.recipients | other.recipients,
            self.actors | other.actors,
            self.actors_must_agree or other.actors_must_agree,
            self.independent + other.independent,
            self.sides | other.sides,
        )


def _disjoint(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some) and bool(others) and not some & others


def join_unless_contradicting(
    pairs: Iterable[tuple[int, int, bool]],
    known: dict[int, Known],
    *,
    days: int,
    together: Iterable[tuple[int, int]] = (),
) -> Groups[int]:
    """The groups that joining the pairs in their order gives. A pair whose groups contradict each other is left out.

    The third member of a pair says whether both name the same person. Those ``together`` stand on a reviewer's word:
    they come first, whatever else is known.
    """
    groups: Groups[int] = Groups()
    for one, other in together:
        lead, second = groups.lead(one), groups.lead(other)
        if lead != second:
            joined = groups.join(min(lead, second), max(lead, second))
            known[joined] = known[lead].with_(known[second])
    for one, other, same_person in pairs:
        lead, second = groups.lead(one), groups.lead(other)
        if lead == second:
            continue
        mine, theirs = known[lead], known[second]
        apart = _DAYS_APART_OF_ONE_PERSON if same_person else days
        if mine.contradicts(theirs, days=apart, towns_may_differ=same_person):
            continue
        joined = groups.join(min(lead, second), max(lead, second))
        known[joined] = mine.with_(theirs)
    return groups


def group_within_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table ``local_members``: each event with the number of its article's happening."""
    rows = connection.execute(
        f"""
        select event, article, {_SURE}, recipients, actors, family, 0, d.sides
        from happenings left join decided_events d using (event) order by printed, start, event
        """
    ).fetchall()
    number = {row[0]: position for position, row in enumerate(rows)}
    known = {position: _known(row[2:]) for position, row in enumerate(rows)}
    pairs = connection.execute("select event, other from local_pairs order by score desc, event, other").fetchall()
    numbered = ((number[one], number[other], False) for one, other in pairs)
    # What reviewers join across articles counts here too: else an event that they part from it could come along.
    decided = [(number[one], number[other]) for one, other in _decided_together(connection, _DECIDED_EVENTS)]
    groups = join_unless_contradicting(numbered, known, days=0, together=decided)
    firsts: dict[tuple[int, str], int] = {}
    members = [
        (event, firsts.setdefault((groups.lead(position), article), position))
        for position, (event, article, *_) in enumerate(rows)
    ]
    make_table(connection, "local_members", _LOCAL_MEMBERS, members)


def group_across_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table ``incident_members``: each event with the incident it reports.

    An incident's id is a hash over the first printed of its events, so it stays the same when later reports are added.
    """
    rows = connection.execute(
        f"""
        select local, {_SURE}, recipients, actors, family,
               if(c.kind is null or c.kind = 'first', 1, 0), d.sides
        from local_incidents l
        left join copies c using (article)
        left join (
            select m.local, list_distinct(flatten(list(d.sides))) as sides
            from decided_events d join local_members m using (event) group by m.local
        ) d using (local)
        order by local
        """
    ).fetchall()
    known = {row[0]: _known(row[1:]) for row in rows}
    copied = connection.execute("select local, other, true from copied_incidents order by local, other").fetchall()
    pairs = connection.execute(
        "select local, other, same_person from incident_pairs order by score desc, local, other"
    ).fetchall()
    decided = _decided_together(connection, _DECIDED_LOCALS)
    groups = join_unless_contradicting([*copied, *pairs], known, days=_DAYS_APART, together=decided)
    firsts: dict[int, str] = {}
    members = connection.execute(
        """
        select m.local, m.event from local_members m join happenings h using (event)
        order by h.printed, h.start, m.event
        """
    ).fetchall()
    for local, event in members:
        firsts.setdefault(groups.lead(local), "incident-" + hashlib.sha256(event.encode()).hexdigest()[:16])
    make_table(
        connection, "incident_members", _MEMBERS, [(event, firsts[groups.lead(local)]) for local, event in members]
    )


def _decided_together(connection: duckdb.DuckDBPyConnection, members: str) -> list[tuple[Any, Any]]:
    """Each member of a table of the columns ``together`` and ``member``, paired with the first of its number."""
    return connection.execute(
        f"""
        select min(member) over (partition by together) as first, member from ({members})
        qualify member <> first order by first, member
        """
    ).fetchall()


def _known(row: Sequence[object]) -> Known:
    first, last, town, recipients, actors, family, independent, sides = row
    assert first is None or isinstance(first, date)  # noqa: S101
    assert last is None or isinstance(last, date)  # noqa: S101
    return Known(
        first,
        last,
        frozenset((str(town),)) if town else frozenset(),
        frozenset(recipients or ()),  # type: ignore[call-overload]
        frozenset(actors or ()),  # type: ignore[call-overload]
        family in ("words", "talks", "support"),
        int(independent) if first else 0,  # type: ignore[call-overload]
        frozenset(sides or ()),  # type: ignore[call-overload]
    )
