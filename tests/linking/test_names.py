"""Spellings of one name have one key, other names do not."""

from __future__ import annotations

import pytest

from onrecord.linking.names import body_key, person_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "President Volodymyr Zelenskyi"),
        ("Dmitry Yazov", "Dmitri Yazov", "Dmitriy Iazov", "Marshal Dmitry Yazov"),
        ("Yevgeny Shaposhnikov", "Evgeni Shaposhnikov", "Evgenii Shaposhnikov"),
        ("François Mitterrand", "Francois Mitterrand", "FRANÇOIS MITTERRAND"),
        ("Mikhail Gorbachev", "Mikhail Gorbachov"),
    ],
)
def test_spellings_of_a_person_have_one_key(spellings):
    assert len({person_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Ivan Petrov", "Ivan Petrenko"), ("George Bush", "George Busch-Weiss")])
def test_other_persons_have_other_keys(one, other):
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize("phrase", ["a spokesman", "three officials", "the president"])
def test_a_noun_phrase_that_names_nobody_has_no_key(phrase):
    assert person_key(phrase) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian parliament", "parliament of Russia"),
        ("Defence Ministry", "Defense Ministry"),
        ("the EU", "European Union"),
        ("the U.S.", "United States"),
    ],
)
def test_forms_of_a_body_have_one_key(one, other):
    assert body_key(one) == body_key(other)


def test_a_ministry_is_its_own_only_with_its_country():
    assert body_key("Interior Ministry")[1] is False
    assert body_key("Polish Interior Ministry")[1] is True
    assert body_key("soldiers") is None
