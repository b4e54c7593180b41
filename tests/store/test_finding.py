"""Statements and events of a store, looked for by who, of whom, what kind, and on whose word."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.errors import StoreError
from onrecord.store import Store
from onrecord.store.finding import find_events, find_statements

FIRST = """---
date: 2019-05-03
---
Defence Minister José Álvarez said on Friday that rebels had shelled Tarma.

Álvarez denied that the army had killed villagers. "The rebels burned the church," he said.

The army arrested two officers on Thursday. Bishop Pedro Vega demanded that he resign.
"""
SECOND = """---
date: 2019-05-04
---
Rebel leader Ana Quispe said that Álvarez was lying. She promised to release the officers.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two reports."""
    folder = tmp_path_factory.mktemp("finding")
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    (folder / "second.md").write_text(SECOND, encoding="utf-8")
    onrecord.build([folder / "first.md", folder / "second.md"], folder / "two.record")
    return onrecord.open(folder / "two.record")


def contents(found) -> list[str]:
    """The first piece of each statement's content."""
    return [each.record.content[0].quote for each in found]


def test_a_speaker_is_found_by_part_of_the_name_without_accents_and_by_pronoun(store):
    found = list(find_statements(store, speaker="alvarez"))
    assert len(found) == 3
    assert {each.record.speaker for each in found} == {"José Álvarez"}


def test_part_of_a_word_is_no_name(store):
    assert not list(find_statements(store, speaker="varez"))


def test_a_statement_is_about_whom_a_pronoun_in_it_means(store):
    found = list(find_statements(store, about="José Álvarez"))
    assert [each.record.speaker for each in found] == ["Pedro Vega"]


def test_a_statement_is_about_the_words_of_its_content(store):
    assert contents(find_statements(store, about="the church")) == ['"The rebels burned the church,"']


def test_kinds_are_chosen(store):
    assert {each.record.kind for each in find_statements(store, kinds=("denies",))} == {"denies"}
    assert {each.record.kind for each in find_statements(store, kinds=("denies", "promises"))} == {"denies", "promises"}


def test_statements_come_by_date_and_place_in_the_text(store):
    found = list(find_statements(store))
    order = [(each.published, each.key, each.record.spans[0].start) for each in found]
    assert order == sorted(order)


def test_the_authors_own_word_is_parted_from_what_sources_claim(store):
    own = list(find_events(store, types=("ASSAULT", "COERCE"), voice="asserted"))
    claimed = list(find_events(store, types=("ASSAULT", "COERCE"), voice="claimed"))
    assert [each.record.anchor[0].quote for each in own] == ["arrested"]
    assert "shelled" in {each.record.anchor[0].quote for each in claimed}
    assert all(each.record.voice for each in claimed)


def test_what_somebody_denies_is_found_by_his_name(store):
    found = list(find_events(store, voice="denied-by=Álvarez"))
    assert [each.record.anchor[0].quote for each in found] == ["killed"]
    assert not list(find_events(store, voice="denied-by=Quispe"))


def test_events_are_found_by_actor_and_recipient(store):
    assert {each.record.actors[0].name for each in find_events(store, actor="rebels")} == {"rebels"}
    assert "arrested" in {each.record.anchor[0].quote for each in find_events(store, recipient="officers")}


@pytest.mark.parametrize("voice", ["lied", "claimed-by=", "-by=Quispe", ""])
def test_a_voice_that_there_is_none_of_is_refused_with_the_remedy(store, voice):
    with pytest.raises(StoreError, match="claimed-by=NAME"):
        find_events(store, voice=voice)


def test_a_type_or_kind_that_there_is_none_of_is_refused_with_those_there_are(store):
    with pytest.raises(StoreError, match="ASSAULT"):
        find_events(store, types=("MURDER",))
    with pytest.raises(StoreError, match="denies"):
        find_statements(store, kinds=("lies",))


@pytest.mark.parametrize("name", ["'; drop table x", "(", "\\", "a.*b", "%", "Ünïcödé"])
def test_signs_that_mean_something_to_sql_or_patterns_are_only_signs(store, name):
    assert not list(find_events(store, actor=name, recipient=name, voice=f"said-by={name}"))
    assert not list(find_statements(store, speaker=name, about=name))


def test_an_empty_name_is_refused(store):
    with pytest.raises(StoreError, match="name"):
        find_statements(store, speaker=" ")
