"""Scores of linking: copies, incidents, contradictions and denials against gold that names the same articles.

Gold and prediction have the shapes of ``onrecord copies --json`` and ``onrecord incidents --json``; of a mention, a
side or a denial only ``article``, ``start`` and ``end`` count, of a side also ``value``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.figures_of_merit import Scores

Incident = Mapping[str, Any]
Place = tuple[str, int, int]
"""Article, start and end of marked words."""


def score_links(
    gold_copies: Sequence[Sequence[str]],
    copies: Sequence[Sequence[str]],
    gold_incidents: Sequence[Incident],
    incidents: Sequence[Incident],
) -> Scores:
    """All figures of linking, as shares of one."""
    return {
        "copies": precision_recall(_pairs(copies), _pairs(gold_copies)),
        "incidents": b_cubed(gold_incidents, incidents),
        "contradictions": _contradictions(gold_incidents, incidents),
        "denials": _denials(gold_incidents, incidents),
    }


def precision_recall(found: set[Any], gold: set[Any]) -> dict[str, float | int]:
    """P, R and F1 of a set; empty sets agree."""
    return _figures(len(found & gold), len(found & gold), len(found), len(gold))


def b_cubed(gold: Sequence[Incident], predicted: Sequence[Incident]) -> dict[str, float | int]:
    """B-cubed P, R and F1 (Bagga and Baldwin 1998) over the gold mentions that are predicted at all.

    A predicted mention is that gold mention whose words it overlaps, the one that shares most. ``F1 with missed``
    counts each gold mention that nothing overlaps as alone in an incident of its own; ``found`` is the share that is
    not so.
    """
    places = [(_place(mention), number) for number, incident in enumerate(gold) for mention in incident["mentions"]]
    of_gold = dict(enumerate(number for _, number in places))
    predicted_by = _overlapping([place for place, _ in places], predicted)
    alone = {mention: -1 - mention for mention in of_gold if mention not in predicted_by}
    matched = _b_cubed({mention: of_gold[mention] for mention in predicted_by}, predicted_by)
    everything = _b_cubed(of_gold, {**predicted_by, **alone})
    return {
        **matched,
        "F1 with missed": everything["F1"],
        "found": len(predicted_by) / len(of_gold) if of_gold else 1.0,
        "gold mentions": len(of_gold),
        "gold incidents": len(gold),
    }


def _b_cubed(gold: Mapping[int, int], predicted: Mapping[int, int]) -> dict[str, float | int]:
    true_groups, groups = _groups(gold), _groups(predicted)
    precision = recall = 0.0
    for mention, truth in gold.items():
        own, right = groups[predicted[mention]], true_groups[truth]
        shared = len(own & right)
        precision += shared / len(own)
        recall += shared / len(right)
    count = len(gold) or 1
    p, r = (precision / count, recall / count) if gold else (1.0, 1.0)
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0}


def _groups(of: Mapping[int, int]) -> dict[int, set[int]]:
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for mention, group in of.items():
        groups[group].add(mention)
    return groups


def _overlapping(places: Sequence[Place], predicted: Sequence[Incident]) -> dict[int, int]:
    """Number of each gold mention to the number of the predicted incident whose mention shares most words with it."""
    by_article: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, incident in enumerate(predicted):
        for mention in incident["mentions"]:
            article, start, end = _place(mention)
            by_article[article].append((start, end, number))
    found: dict[int, int] = {}
    for position, (article, start, end) in enumerate(places):
        shares = [
            (min(end, other_end) - max(start, other_start), -abs(start - other_start), -number)
            for other_start, other_end, number in by_article[article]
        ]
        best = max(shares, default=(0, 0, 0))
        if best[0] > 0:
            found[position] = -best[2]
    return found


def _contradictions(gold: Sequence[Incident], predicted: Sequence[Incident]) -> dict[str, float | int]:
    """P and R of contradictions; one counts as the other where field and two sides that differ in value agree.

    Factuality is scored by the denials and left out here.
    """
    wanted, found = _figures_in_conflict(gold), _figures_in_conflict(predicted)
    matched_gold = sum(any(_same_conflict(one, other) for other in near) for one, near in _meeting(wanted, found))
    matched = sum(any(_same_conflict(other, one) for other in near) for one, near in _meeting(found, wanted))
    return _figures(matched, matched_gold, len(found), len(wanted))


def _figures_in_conflict(incidents: Sequence[Incident]) -> list[Mapping[str, Any]]:
    return [
        conflict for incident in incidents for conflict in incident["conflicts"] if conflict["field"] != "factuality"
    ]


def _meeting(
    some: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Each conflict with those of the other kind that have its field and one of its articles."""
    by_article: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, other in enumerate(others):
        for side in other["sides"]:
            by_article[other["field"], side["article"]].add(number)
    for one in some:
        near = {number for side in one["sides"] for number in by_article[one["field"], side["article"]]}
        yield one, [others[number] for number in sorted(near)]


def _same_conflict(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    shared = {str(side["value"]) for side in gold["sides"] if any(_same_side(side, other) for other in found["sides"])}
    return len(shared) >= 2


def _same_side(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    if gold["article"] != found["article"]:
        return False
    if "start" in gold:
        return bool(gold["start"] < found["end"] and found["start"] < gold["end"])
    return str(found["value"]) == str(gold["value"])


def _denials(gold: Sequence[Incident], predicted: Sequence[Incident]) -> dict[str, float | int]:
    """P and R of denials tied to the right incident: its predicted one shares a report with the gold one."""
    wanted = [(place, number) for number, incident in enumerate(gold) for place in map(_place, incident["denials"])]
    found = [(place, number) for number, incident in enumerate(predicted) for place in map(_place, incident["denials"])]
    reports = [{_place(mention) for mention in incident["mentions"]} for incident in predicted]
    gold_reports = [[_place(mention) for mention in incident["mentions"]] for incident in gold]

    def right(one: tuple[Place, int], other: tuple[Place, int]) -> bool:
        elsewhere = [place for place in gold_reports[one[1]] if not _meet(place, one[0])]
        return _meet(one[0], other[0]) and (
            not elsewhere or any(_meet(place, report) for place in elsewhere for report in reports[other[1]])
        )

    by_article: defaultdict[str, list[tuple[Place, int]]] = defaultdict(list)
    for other in found:
        by_article[other[0][0]].append(other)
    pairs = {(one, other) for one in wanted for other in by_article[one[0][0]] if right(one, other)}
    matched_gold, matched = len({one for one, _ in pairs}), len({other for _, other in pairs})
    return _figures(matched, matched_gold, len(found), len(wanted))


def _meet(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _place(marked: Mapping[str, Any]) -> Place:
    return marked["article"], marked["start"], marked["end"]


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {tuple(sorted(pair)) for group in groups for pair in combinations(sorted(set(group)), 2)}  # type: ignore[misc]


def _figures(matched: int, matched_gold: int, found: int, gold: int) -> dict[str, float | int]:
    p = matched / found if found else 1.0
    r = matched_gold / gold if gold else 1.0
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0, "found": found, "gold": gold}


def located(gold: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The gold with ``start`` and ``end`` for each quote that is given by its words and their ``nth`` occurrence.

    ``texts`` are the articles' texts by id. Raises InputError naming the quote that does not stand in its article.
    """

    def placed(marked: Mapping[str, Any]) -> dict[str, Any]:
        if "start" in marked or "quote" not in marked:
            return dict(marked)
        text, quote, at = texts.get(marked["article"], ""), marked["quote"], -1
        for _ in range(marked.get("nth", 1)):
            at = text.find(quote, at + 1)
            if at < 0:
                raise InputError(
                    marked["article"],
                    f"{quote!r} does not stand in it",
                    "Correct the gold, or code the articles it is of.",
                )
        return {**marked, "start": at, "end": at + len(quote)}

    incidents = [
        {
            **incident,
            "mentions": [placed(mention) for mention in incident["mentions"]],
            "denials": [placed(denial) for denial in incident["denials"]],
            "conflicts": [
                {**conflict, "sides": [placed(side) for side in conflict["sides"]]}
                for conflict in incident["conflicts"]
            ],
        }
        for incident in gold["incidents"]
    ]
    return {**gold, "incidents": incidents}


def score_record(record: Path, gold: Mapping[str, Any], *, texts: Mapping[str, str] | None = None) -> Scores:
    """The figures of a record's links against gold; links are made first where they are missing.

    An article of the record is that of the gold whose id it bears, or whose file name ends its path. ``texts`` (by the
    record's names) are needed where the gold gives quotes without offsets.
    """
    from onrecord.linking import Links, copies, incidents

    with Links(record) as links:
        found_copies, found_incidents = copies(links), incidents(links)
        dyads = links.sql("select actor, target, sign from dyads where not denied").fetchall()
        named = {row["label"]: Path(row["label"]).name for row in links.rows("select label from linked_articles")}
    known = {mention["article"] for incident in gold["incidents"] for mention in incident["mentions"]}
    named = {label: label if label in known else name for label, name in named.items()}
    if texts is not None:
        gold = located(gold, {named.get(label, label): text for label, text in texts.items()})
    scores = score_links(
        gold["copies"],
        [[named[label] for label in group] for group in found_copies],
        gold["incidents"],
        [_renamed(incident, named) for incident in found_incidents],
    )
    return {**scores, "relations": score_relations(gold["relations"], dyads)} if "relations" in gold else scores


def score_relations(gold: Sequence[Mapping[str, Any]], dyads: Iterable[tuple[str, str, str]]) -> dict[str, float | int]:
    """P and R of pairs with their sign; in the gold each actor and target is a list of the names it may bear."""
    found = set(dyads)

    def right(relation: Mapping[str, Any], dyad: tuple[str, str, str]) -> bool:
        return dyad[0] in relation["actor"] and dyad[1] in relation["target"] and dyad[2] == relation["sign"]

    matched_gold = sum(any(right(relation, dyad) for dyad in found) for relation in gold)
    matched = sum(any(right(relation, dyad) for relation in gold) for dyad in found)
    return _figures(matched, matched_gold, len(found), len(gold))


def _renamed(incident: Incident, named: Mapping[str, str]) -> dict[str, Any]:
    def rename(marked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**each, "article": named[each["article"]]} for each in marked]

    return {
        **incident,
        "mentions": rename(incident["mentions"]),
        "denials": rename(incident["denials"]),
        "conflicts": [{**conflict, "sides": rename(conflict["sides"])} for conflict in incident["conflicts"]],
    }
