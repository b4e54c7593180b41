"""What stands at a place is found among the things of its neighbourhood, none left out, in the order given."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intervals import Placed

STRETCHES = st.tuples(st.integers(0, 5_000), st.integers(1, 2_000)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(STRETCHES, max_size=40), STRETCHES)
def test_nothing_that_touches_the_stretch_is_left_out_and_the_order_stays(things, asked):
    start, end = asked
    near = Placed(list(enumerate(things)), lambda thing: [thing[1]]).near(start, end)
    assert near == sorted(near)
    touching = [(n, (first, last)) for n, (first, last) in enumerate(things) if first < end and start < last]
    assert set(touching) <= set(near)


def test_a_thing_in_several_pieces_comes_once():
    placed = Placed(["a split quotation"], lambda _: [(0, 10), (5, 2_000), (4_000, 4_010)])
    assert placed.near(0, 5_000) == ["a split quotation"]
    assert placed.near(6_000, 6_010) == []
