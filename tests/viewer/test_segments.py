"""Overlapping marks are cut into stretches that give the text back and say which records each belongs to."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.viewer.segments import Mark, paragraphs, segments

TEXT = "Marek said the general had left.\n\nThe general denied it."


def test_a_mark_over_two_paragraphs_stands_in_both():
    stretches = paragraphs(TEXT)
    assert [TEXT[start:end] for start, end in stretches] == [
        "Marek said the general had left.",
        "The general denied it.",
    ]
    first, second = segments(stretches, [Mark(11, 45, "content", 0)])
    assert [(TEXT[each.start : each.end], bool(each.marks)) for each in first] == [
        ("Marek said ", False),
        ("the general had left.", True),
    ]
    assert [bool(each.marks) for each in second] == [True, False]


def test_the_innermost_mark_comes_first():
    ((segment, *_),) = segments([(0, 10)], [Mark(0, 10, "content", 0), Mark(0, 4, "source", 1)])
    assert [mark.row for mark in segment.marks] == [1, 0]


marks = st.lists(st.tuples(st.integers(0, 57), st.integers(0, 57)).map(lambda ends: Mark(*sorted(ends), "content", 0)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(marks)
def test_segments_give_the_paragraphs_back_and_each_mark_its_own_characters(found):
    found = [Mark(mark.start, mark.end, mark.role, number) for number, mark in enumerate(found)]
    stretches = paragraphs(TEXT)
    cut = segments(stretches, found)
    for (start, end), within in zip(stretches, cut, strict=True):
        assert "".join(TEXT[each.start : each.end] for each in within) == TEXT[start:end]
    inside = {at for start, end in stretches for at in range(start, end)}
    for mark in found:
        covered = {at for within in cut for each in within if mark in each.marks for at in range(each.start, each.end)}
        assert covered == set(range(mark.start, mark.end)) & inside
