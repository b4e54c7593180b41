"""Agreement and precision, against figures worked out by hand."""

from __future__ import annotations

import pytest

from onrecord.review.agreement import agreements, kappa, wilson
from onrecord.review.decisions import Anchor, Decision


def test_kappa_of_a_table_worked_out_by_hand():
    # 20 both yes, 5 only the first, 10 only the second, 15 both no: agreement 0.7, by chance 0.5.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(True, True)] * 3) is None
    assert kappa([]) is None


def test_the_interval_of_a_share_worked_out_by_hand():
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1
    assert wilson(0, 0) is None


def judged(record: str, who: str, verdict: str, start: int = 0, end: int = 5) -> Decision:
    anchor = Anchor(start=start, end=end, exact="", prefix="", suffix="")
    return Decision(
        at="", reviewer=who, verdict=verdict, article="article-1", table="events", record=record, anchor=anchor
    )


def test_agreement_counts_what_both_have_judged_and_matches_added_records_by_overlap():
    (found,) = agreements(
        [
            judged("e1", "anna", "accept"), judged("e1", "boris", "accept"),
            judged("e2", "anna", "reject"), judged("e2", "boris", "edit"),
            judged("e3", "anna", "accept"), judged("e3", "boris", "reject"),
            judged("e4", "anna", "accept"),
            judged("added-a", "anna", "add", 100, 120), judged("added-b", "boris", "add", 110, 130),
            judged("added-c", "boris", "add", 300, 310),
        ]
    )  # fmt: skip
    assert found.both == 3
    assert found.agreed == pytest.approx(2 / 3)
    assert (found.added_first, found.added_second) == (1, 2)
    assert found.added_f1 == pytest.approx(2 / 3)
