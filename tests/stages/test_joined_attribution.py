"""The tagger's attributions and the cue frames' nested ones come together as one tree."""

from __future__ import annotations

from onrecord.document import Attribution
from onrecord.schema import Statement
from onrecord.stages.joined_attribution import joined


def attribution(cue: tuple[int, int], content: tuple[int, int], *, parent: int | None = None) -> Attribution:
    return Attribution((), (cue,), (content,), parent, 0.5, "test")


def test_what_the_frames_find_inside_a_content_becomes_its_child():
    outer, inner = attribution((10, 14), (15, 100)), attribution((30, 34), (35, 60))
    assert [one.parent for one in joined([outer], [inner])] == [None, 0]


def test_what_the_frames_find_outside_every_content_is_left_out():
    assert len(joined([attribution((10, 14), (15, 100))], [attribution((110, 114), (115, 130))])) == 1


def test_a_cue_that_the_tagger_has_is_not_taken_twice():
    outer, inner = attribution((10, 14), (15, 100)), attribution((30, 34), (35, 60), parent=0)
    assert len(joined([outer, inner], [attribution((30, 36), (37, 60))])) == 2


def test_the_innermost_content_is_the_parent_and_nesting_ends_at_depth_three():
    outer, inner = attribution((10, 14), (15, 100)), attribution((30, 34), (35, 90), parent=0)
    found = joined([outer, inner], [attribution((40, 44), (45, 80)), attribution((50, 54), (55, 70))])
    assert [one.parent for one in found] == [None, 0, 1]


def test_the_kind_of_speech_act_follows_from_cue_and_frame(code):
    coded = code(
        "The governor urged the miners to go home. The union vowed to stay."
        " The ministry denied that anyone had been hurt."
    )
    assert [statement.kind for statement in coded.of(Statement)] == ["demands", "promises", "denies"]


def test_nested_voices_are_a_chain(code):
    coded = code("The agency said that the committee had announced that the president was ill.")
    outer, inner = coded.of(Statement)
    assert (outer.speaker, inner.speaker) == ("agency", "committee")
    assert inner.parent == outer.id
    assert inner.voice == ("agency",)


def test_what_is_reported_behind_an_aside_stays_inside_the_report(code):
    coded = code(
        "Media reports indicate that in the mountain province, where many men had signed up with the army to escape"
        " poverty, virtually every village has reported battlefield dead."
    )
    outer, inner = coded.of(Statement)
    assert outer.speaker == "Media reports"
    assert outer.content[-1].quote.endswith("battlefield dead")
    assert inner.parent == outer.id
    assert inner.voice == ("Media reports",)
