"""The lists as reviewers have them: flattened rows of what they changed or added, and what they left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field

import duckdb
import msgspec

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.review.changes import ChangeError, added, changed
from onrecord.review.decisions import Decision
from onrecord.review.standing import COMBINED, latest, outcome_of
from onrecord.schema import Record
from onrecord.tables import arrow_table
from onrecord.viewer.flat_tables import FLAT_TABLES

LAYERS = ("statements", "events", "figures", "offices", "places", "dates", "loaded_words")
"""Record types with a list of their own whose records can be changed by hand."""


@dataclass
class Overlay:
    """Rows beside the lists, by reviewer; '' has what counts of all reviewers' decisions."""

    lists: duckdb.DuckDBPyConnection
    _numbers: dict[str, int] = field(default_factory=dict)
    """Reviewer to the number under which the rows stand."""
    _changed: set[tuple[str, int]] = field(default_factory=set)
    """Layers of reviewers in which something was changed or added."""
    _left_out: set[int] = field(default_factory=set)
    """Reviewers who left something out."""
    _told: dict[str, list[Decision]] = field(default_factory=dict)
    """By reviewer, the decisions that the rows are of."""
    _records: dict[bytes, Record] = field(default_factory=dict)
    """What a decision made of its record, so that each article is read once."""

    def __post_init__(self) -> None:
        """Makes the tables, empty."""
        self.lists.execute("create schema overlay")
        for layer in LAYERS:
            self.lists.execute(
                f'create table overlay."{layer}" as select 0 as reviewer, * from lists."{layer}" limit 0'
            )
        self.lists.execute("create table overlay.left_out (reviewer int, id varchar)")
        self.lists.execute(
            "create view overlay.articles as select id, outlet as publisher, published, title from lists.articles"
        )
        self.lists.execute("create view overlay.actors as select id, country, sector from lists.actor_records")

    def source(self, table: str, reviewer: str, *, rejected: bool = False) -> str:
        """SQL for the rows of a list as the reviewer has them; without those rejected, unless they are asked for."""
        plain = f'lists."{table}"'
        number = self._numbers.get(reviewer)
        if number is None:
            return plain
        leaves = number in self._left_out and not rejected
        left = f" and id not in (select id from overlay.left_out where reviewer = {number})" if leaves else ""
        if (table, number) not in self._changed:
            return f"(select * from {plain} where true{left})" if left else plain
        own = f'from overlay."{table}" where reviewer = {number}'
        return (
            f"(select * from {plain} where id not in (select id {own}){left}"
            f" union all by name select * exclude (reviewer) {own}{left})"
        )

    def bring(self, decisions: Iterable[Decision], article: Callable[[str], CodedArticle | None]) -> None:
        """Brings the rows in step with the decisions that stand, each placed in the store."""
        telling = _telling(decisions)
        if telling == self._told:
            return
        with closing(self.lists.cursor()) as cursor:
            cursor.execute("begin")
            for table in {layer for layer, _ in self._changed} | {"left_out"}:
                cursor.execute(f'delete from overlay."{table}"')
            changed_layers: set[tuple[str, int]] = set()
            left_out: set[int] = set()
            for reviewer, every in telling.items():
                number = self._numbers.setdefault(reviewer, len(self._numbers))
                layers, leaves = self._bring(cursor, number, every, article)
                changed_layers.update((layer, number) for layer in layers)
                left_out.update({number} if leaves else ())
            cursor.execute("commit")
        self._changed, self._left_out, self._told = changed_layers, left_out, telling

    def _bring(
        self,
        cursor: duckdb.DuckDBPyConnection,
        number: int,
        decisions: Iterable[Decision],
        article: Callable[[str], CodedArticle | None],
    ) -> tuple[set[str], bool]:
        """Writes a reviewer's rows; gives the layers that have some, and whether anything is left out."""
        layers: defaultdict[str, list[Record]] = defaultdict(list)
        rejected = []
        for decision in decisions:
            if decision.verdict == "reject":
                rejected.append(decision.record)
            elif decision.table in LAYERS:
                record = self._record(decision, article)
                if record is not None:
                    layers[decision.table].append(record)
        if rejected:
            cursor.execute("insert into overlay.left_out select $n, unnest($ids)", {"n": number, "ids": rejected})
        for layer, records in layers.items():
            cursor.register("made", arrow_table(layer, records))
            query = FLAT_TABLES[layer].replace(f"store.{layer} ", "made ").replace("store.", "overlay.")
            cursor.execute(f'insert into overlay."{layer}" by name select {number} as reviewer, * from ({query})')
            cursor.unregister("made")
        return set(layers), bool(rejected)

    def _record(self, decision: Decision, article: Callable[[str], CodedArticle | None]) -> Record | None:
        """What the decision makes of its record; None where it no longer makes one, which the article's page says."""
        key = msgspec.json.encode((decision.record, decision.verdict, decision.changes))
        if key not in self._records:
            coded = article(decision.article)
            if coded is None:
                return None
            try:
                self._records[key] = _made(coded, decision)
            except (ChangeError, StoreError):
                return None
        return self._records[key]


def _telling(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """By reviewer, the decisions that make a list another than the machine's."""
    by_reviewer: defaultdict[str, list[Decision]] = defaultdict(list)
    by_record: defaultdict[str, list[Decision]] = defaultdict(list)
    for (record, reviewer, role), decision in latest(decisions).items():
        by_record[record].append(decision)
        if role == "review":
            by_reviewer[reviewer].append(decision)
    by_reviewer[COMBINED] = [outcome for each in by_record.values() if (outcome := outcome_of(each))]
    changing = {
        reviewer: [each for each in every if each.verdict in ("reject", "edit", "add")]
        for reviewer, every in by_reviewer.items()
    }
    return {reviewer: every for reviewer, every in changing.items() if every}


def _made(coded: CodedArticle, decision: Decision) -> Record:
    if decision.verdict == "add":
        return added(coded.article, decision.table, decision.record, decision.changes)
    machine = next((each for each in coded[decision.table] if each.id == decision.record), None)
    if machine is None:
        raise ChangeError("This record is not there.")
    return changed(coded.article, decision.table, machine, decision.changes)
