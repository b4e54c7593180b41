from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.assignment import best_assignment

MATRICES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(-3, 9), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def total(gain: list[list[float]]) -> float:
    return sum(gain[i][j] for i, j in best_assignment(gain))


def test_giving_up_the_best_pair_may_be_best_over_all() -> None:
    assert sorted(best_assignment([[1, 2], [3, 3.5]])) == [(0, 1), (1, 0)]
    assert total([[1, 5, 3], [4, 2, 6]]) == 11
    assert total([[1, 4], [5, 2], [3, 6]]) == 11


def test_pairs_without_gain_are_left_out() -> None:
    assert best_assignment([[0, 0], [0, 2]]) == [(1, 1)]
    assert best_assignment([]) == best_assignment([[], []]) == []


@given(MATRICES)
def test_no_other_assignment_gains_more(matrix: list[list[int]]) -> None:
    gain = [[float(max(0, each)) for each in row] for row in matrix]
    wide = gain if len(gain) <= len(gain[0]) else [list(column) for column in zip(*gain, strict=True)]
    orders = permutations(range(len(wide[0])), len(wide))
    best = max(sum(row[j] for row, j in zip(wide, order, strict=True)) for order in orders)
    assert total(gain) == pytest.approx(best)
