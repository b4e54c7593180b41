"""The decisions of a store as the pages need them: in step with the log, and as a table that lists join."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.review.decisions import Decision, DecisionLog
from onrecord.review.standing import Placed, latest, outcome_of, placed, verdicts
from onrecord.schema import RECORD_TYPES
from onrecord.store import Store
from onrecord.viewer.articles import read_article
from onrecord.viewer.catalogue import rows_of
from onrecord.viewer.overlay import Overlay

_TABLE_OF = {"actors": "actor_records"}
"""Record types whose flattened table has another name."""


@dataclass
class Reviewed:
    """The decisions of a store; reads the log again when it has grown."""

    store: Store
    log: DecisionLog
    lists: duckdb.DuckDBPyConnection
    overlay: Overlay
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _size: int = -1
    _found: set[str] = field(default_factory=set)
    _decisions: list[Decision] = field(default_factory=list)
    _placed: Placed = field(default_factory=lambda: Placed((), ()))

    def decisions(self) -> Sequence[Decision]:
        """Every decision of the log, undone ones and undos among them."""
        self.refresh()
        return self._decisions

    def placed(self) -> Placed:
        """The decisions that stand, each with the record it is about now, and the orphans."""
        self.refresh()
        return self._placed

    def refresh(self) -> int:
        """The size of the log; the table ``verdicts`` (record, reviewer, state) and the overlay are in step with it."""
        with self._lock:
            size = self.log.size()
            if size == self._size:
                return size
            self._decisions = self.log.read()
            self._placed = placed(self._decisions, known=self._known, article=self.article)
            states = verdicts(self._placed.decisions)
            cursor = self.lists.cursor()
            try:
                cursor.execute("begin")
                cursor.execute("delete from verdicts")
                if states:
                    cursor.execute(
                        "insert into verdicts select unnest($records::varchar[]), unnest($reviewers::varchar[]),"
                        " unnest($states::varchar[])",
                        {
                            "records": [record for record, _ in states],
                            "reviewers": [reviewer for _, reviewer in states],
                            "states": list(states.values()),
                        },
                    )
                cursor.execute("commit")
            finally:
                cursor.close()
            self.overlay.bring(self._placed.decisions, self.article)
            self._size = size
            return size

    def add(self, decision: Decision) -> Decision:
        """The decision, noted in the log and counted from now on."""
        with self._lock:
            noted = self.log.append(decision)
            self.refresh()
            return noted

    def of(self, reviewer: str, article: str) -> list[Decision]:
        """What the reviewer has decided on an article's records, one a record."""
        own = latest(each for each in self.placed().decisions if each.article == article)
        return [each for (_, who, role), each in own.items() if who == reviewer and role == "review"]

    def outcomes(self, article: str) -> list[Decision]:
        """What counts of all reviewers' decisions on an article's records; disputed records left out."""
        by_record: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in latest(each for each in self.placed().decisions if each.article == article).values():
            by_record[decision.record].append(decision)
        found = (outcome_of(each) for each in by_record.values())
        return [each for each in found if each is not None]

    def article(self, identifier: str) -> CodedArticle | None:
        """An article's record as the machine made it; None where the store does not have it."""
        found = rows_of(self.lists, "select shard from lists.shards where article = $article", {"article": identifier})
        return read_article(self.store.path, found[0]["shard"], identifier) if found else None

    def _known(self, wanted: set[str]) -> set[str]:
        """Which of some record ids are in the store; the store asked about each only until it was found."""
        missing = sorted(wanted - self._found)
        if missing:
            asked = {"ids": missing}
            for layer in RECORD_TYPES:
                if layer != "mentions":
                    table = _TABLE_OF.get(layer, layer)
                    query = f'select id from lists."{table}" where id in (select unnest($ids::varchar[]))'
                    self._found.update(row["id"] for row in rows_of(self.lists, query, asked))
            if any(each.startswith("mention-") for each in missing):  # mentions are in no list
                with self.store.refusals():
                    query = "select id from mentions where id in (select unnest($ids::varchar[]))"
                    self._found.update(row["id"] for row in rows_of(self.store.connection, query, asked))
        return wanted & self._found


def required_article(reviewed: Reviewed, identifier: str) -> CodedArticle:
    """The article's record; raises StoreError where the store does not have it."""
    coded = reviewed.article(identifier)
    if coded is None:
        raise StoreError(f"{reviewed.store.path}: no article {identifier!r}.")
    return coded
