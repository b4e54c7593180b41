"""The reviewed records as training data: one JSON object a line, with the text they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.coded import CodedArticle
from onrecord.errors import StoreError
from onrecord.review.changes import added, changed
from onrecord.review.decisions import Decision, log_of
from onrecord.review.standing import Orphan, latest, outcome_of, placed
from onrecord.schema import RECORD_TYPES, Record
from onrecord.store import Store

_CONTEXT = 400
"""Code points of the text before and after a record's words that go with it."""


def known_records(store: Store, wanted: set[str]) -> set[str]:
    """Which of some record ids are in the store."""
    if not wanted:
        return set()
    there: set[str] = set()
    with store.refusals():
        for table in RECORD_TYPES:
            rows = store.connection.execute(
                f'select id from "{table}" where id in (select unnest($ids::varchar[]))', {"ids": sorted(wanted)}
            ).fetchall()
            there.update(identifier for (identifier,) in rows)
    return there


def reviewed_rows(store: Store) -> tuple[Iterator[dict[str, Any]], tuple[Orphan, ...]]:
    """The reviewed records in order of article and place, and the decisions that fit nothing any more.

    A row has ``verdict`` (accept, reject, edit, add; disputed where reviewers differ and nobody has adjudicated),
    ``reviewers``, ``table``, ``record`` as it should be (as the machine has it where it was rejected or disputed),
    ``machine`` (as the machine has it, null where it was added), and ``context``: the text round it and where that
    begins. Comments without a verdict are left out.
    """
    articles: dict[str, CodedArticle | None] = {}

    def article(identifier: str) -> CodedArticle | None:
        if identifier not in articles:
            try:
                articles[identifier] = store.article(identifier)
            except StoreError:
                articles[identifier] = None
        return articles[identifier]

    found = placed(log_of(store.path).read(), known=lambda wanted: known_records(store, wanted), article=article)
    by_record: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in latest(found.decisions).values():
        if decision.verdict != "comment":
            by_record[decision.record].append(decision)
    in_order = sorted(by_record.values(), key=lambda each: (each[0].article, each[0].anchor.start, each[0].record))
    return (_row(article(each[0].article), each) for each in in_order), found.orphans


def _row(coded: CodedArticle | None, decisions: list[Decision]) -> dict[str, Any]:
    assert coded is not None  # noqa: S101  a placed decision's article is there
    first = decisions[0]
    outcome = outcome_of(decisions)
    machine = next((each for each in coded[first.table] if each.id == first.record), None)
    record = _as_it_should_be(coded, machine, outcome)
    start = max(0, first.anchor.start - _CONTEXT)
    return {
        "verdict": outcome.verdict if outcome else "disputed",
        "adjudicated": outcome is not None and outcome.role == "adjudication",
        "reviewers": sorted({each.reviewer for each in decisions}),
        "comments": [each.comment for each in decisions if each.comment],
        "article": coded.article.id,
        "key": coded.article.key,
        "published": coded.article.published,
        "table": first.table,
        "record": msgspec.to_builtins(record) if record else None,
        "machine": msgspec.to_builtins(machine) if machine else None,
        "context": {"start": start, "text": coded.article.text[start : first.anchor.end + _CONTEXT]},
    }


def _as_it_should_be(coded: CodedArticle, machine: Record | None, outcome: Decision | None) -> Record | None:
    if outcome is None or outcome.verdict in ("accept", "reject"):
        return machine
    if outcome.verdict == "add":
        return added(coded.article, outcome.table, outcome.record, outcome.changes)
    return changed(coded.article, outcome.table, machine, outcome.changes) if machine else None
