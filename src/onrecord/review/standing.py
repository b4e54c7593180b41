"""Which decision stands for which record of the store as it is now, and which have lost their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from onrecord.coded import CodedArticle
from onrecord.review.changes import ChangeError, added, changed
from onrecord.review.decisions import Decision, holds, standing, stretch_of
from onrecord.schema import RECORD_TYPES, Mention, Record

COMBINED = ""
"""The reviewer under whose name the outcome of all of them stands."""
_STATES = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added"}


@dataclass(frozen=True)
class Orphan:
    """A decision that fits nothing in the store any more, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True)
class Placed:
    """The decisions that stand, each with the record it is about now, and those that have lost their place."""

    decisions: tuple[Decision, ...]
    """Their ``record`` is the id of a record of the store, or of one that a reviewer added."""
    orphans: tuple[Orphan, ...]


def placed(
    decisions: Sequence[Decision],
    *,
    known: Callable[[set[str]], set[str]],
    article: Callable[[str], CodedArticle | None],
) -> Placed:
    """The decisions placed in the store.

    ``known`` says which of some record ids are in the store, ``article`` reads an article (None where it is not there).
    A decision about a record that is gone goes over to the one record of its table that rests on the same stretch, if
    the words there are the same. It never goes anywhere else: a decision about other words would be another decision.
    """
    alive = standing(decisions)
    there = known({each.record for each in alive})
    new = {each.record for each in alive if each.verdict == "add"}
    kept: list[Decision] = []
    orphans: list[Orphan] = []
    articles: dict[str, CodedArticle | None] = {}
    for decision in alive:
        if decision.record in there:
            kept.append(decision)
            continue
        if decision.article not in articles:
            articles[decision.article] = article(decision.article)
        coded = articles[decision.article]
        if coded is None:
            orphans.append(Orphan(decision, "its article is not in the record"))
        elif not holds(decision.anchor, coded.article.text):
            orphans.append(Orphan(decision, "other words stand at its place"))
        elif decision.record in new:
            kept.append(decision)
        else:
            same = [each for each in coded[decision.table] if stretch_of(each) == _stretch(decision)]
            if len(same) == 1:
                kept.append(msgspec.structs.replace(decision, record=same[0].id))
            else:
                orphans.append(Orphan(decision, f"{len(same) or 'no'} records rest on its words now"))
    return Placed(tuple(kept), tuple(orphans))


def _stretch(decision: Decision) -> tuple[int, int]:
    return decision.anchor.start, decision.anchor.end


def verdicts(decisions: Iterable[Decision]) -> dict[tuple[str, str], str]:
    """Record and reviewer to state: accepted, rejected, edited, added, commented.

    Under the reviewer COMBINED stands the outcome: the adjudicator's, else what all reviewers agree on, else
    'disputed'. Of several decisions of one reviewer on a record, the last counts; a comment changes no other verdict.
    """
    own = latest(decisions)
    states = {
        (record, reviewer): state_of(each.verdict) for (record, reviewer, role), each in own.items() if role == "review"
    }
    by_record: defaultdict[str, list[Decision]] = defaultdict(list)
    for (record, _, _), decision in own.items():
        by_record[record].append(decision)
    for record, each in by_record.items():
        outcome = outcome_of(each)
        states[(record, COMBINED)] = state_of(outcome.verdict) if outcome else "disputed"
    return states


def latest(decisions: Iterable[Decision]) -> dict[tuple[str, str, str], Decision]:
    """Record, reviewer and role to the decision that counts: the last, a comment only where there is nothing else.

    Of edits in a row, and of edits of an added record, the changes add up.
    """
    own: dict[tuple[str, str, str], Decision] = {}
    for decision in decisions:
        key = (decision.record, decision.reviewer, decision.role)
        if decision.verdict != "comment" or key not in own or own[key].verdict == "comment":
            before = own.get(key)
            if before is not None and before.verdict in ("add", "edit") and decision.verdict == "edit":
                decision = msgspec.structs.replace(
                    decision, verdict=before.verdict, changes={**before.changes, **decision.changes}
                )
            own[key] = decision
    return own


def outcome_of(decisions: Sequence[Decision]) -> Decision | None:
    """What counts among the decisions on one record: the adjudicator's last, else what all agree on, else None."""
    for decision in reversed(decisions):
        if decision.role == "adjudication" and decision.verdict != "comment":
            return decision
    judged = [each for each in decisions if each.verdict != "comment"]
    if not judged:
        return decisions[-1]
    agreed = all((each.verdict, each.changes) == (judged[0].verdict, judged[0].changes) for each in judged)
    return judged[-1] if agreed else None


def state_of(verdict: str) -> str:
    """What a verdict makes of its record: accepted, rejected, edited, added, commented."""
    return _STATES.get(verdict, "commented")


def applied(coded: CodedArticle, decisions: Iterable[Decision]) -> CodedArticle:
    """The article's record as reviewed: without what was rejected, with what was edited and added.

    ``decisions`` are placed ones, one a record (as ``outcome_of`` gives). Raises ChangeError where a change no longer
    makes a record.
    """
    by_record = {each.record: each for each in decisions if each.article == coded.article.id}
    records: dict[str, list[Record]] = {}
    for layer in RECORD_TYPES:
        records[layer] = [
            record if record.id not in by_record else _edited(coded, layer, record, by_record[record.id])
            for record in coded[layer]
            if record.id not in by_record or by_record[record.id].verdict != "reject"
        ]
    for decision in by_record.values():
        if decision.verdict == "add":
            records[decision.table].append(added(coded.article, decision.table, decision.record, decision.changes))
    merged = {each.record: str(each.changes["same_as"]) for each in by_record.values() if each.changes.get("same_as")}
    return CodedArticle(coded.article, _merged(records, merged), coded.problems)


def _edited(coded: CodedArticle, layer: str, record: Record, decision: Decision) -> Record:
    if decision.verdict != "edit":
        return record
    return changed(coded.article, layer, record, decision.changes)


def _merged(records: Mapping[str, list[Record]], merged: Mapping[str, str]) -> dict[str, tuple[Record, ...]]:
    """The records with the mentions of each merged actor given to the other, and the merged actor gone."""
    if not merged:
        return {layer: tuple(each) for layer, each in records.items()}
    names = {actor.id: actor.name for actor in records["actors"] if hasattr(actor, "name")}

    def end_of(actor: str) -> str:
        seen = set()
        while actor in merged and actor not in seen:
            seen.add(actor)
            actor = merged[actor]
        return actor

    answer = {layer: tuple(each) for layer, each in records.items()}
    answer["actors"] = tuple(each for each in records["actors"] if end_of(each.id) == each.id)
    answer["mentions"] = tuple(
        msgspec.structs.replace(each, actor=end_of(each.actor), name=names.get(end_of(each.actor), each.name))
        if isinstance(each, Mention)
        else each
        for each in records["mentions"]
    )
    return answer


def check(coded: CodedArticle, decision: Decision) -> Record:
    """The record that an edit or addition makes; raises ChangeError where it makes none."""
    if decision.verdict == "add":
        return added(coded.article, decision.table, decision.record, decision.changes)
    (record,) = (each for each in coded[decision.table] if each.id == decision.record)
    same_as = decision.changes.get("same_as")
    if same_as and same_as not in {actor.id for actor in coded["actors"] if actor.id != decision.record}:
        raise ChangeError(f"same_as: {same_as!r} is no other actor of this article.")
    return changed(coded.article, decision.table, record, decision.changes)
