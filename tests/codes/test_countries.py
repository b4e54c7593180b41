"""Countries: codes, names, demonyms, capitals."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codes.countries import (
    alpha2_to_alpha3,
    alpha3_to_alpha2,
    capital_of,
    countries,
    country,
    country_by_demonym,
    country_by_name,
    country_by_people,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"),
        ("the United States", "USA"),
        ("the U.K.", "GBR"),
        ("Burma", "MMR"),
        ("Côte d’Ivoire", "CIV"),
        ("Soviet Union", "SUN"),
        ("East Germany", "DDR"),
        ("Kosovo", "XKX"),
        ("Hong Kong", "HKG"),
        ("Atlantis", None),
    ],
)
def test_a_country_is_found_by_any_of_its_names(name: str, code: str | None) -> None:
    assert country_by_name(name) == code


def test_us_is_a_country_and_us_is_a_pronoun() -> None:
    assert country_by_name("US") == "USA"
    assert country_by_name("us") is None
    assert country_by_demonym("us") is None


@pytest.mark.parametrize(
    ("word", "code"),
    [("Russian", "RUS"), ("Poles", "POL"), ("Soviet", "SUN"), ("South Korean", "KOR"), ("Scottish", "GBR")],
)
def test_a_demonym_gives_its_country(word: str, code: str) -> None:
    assert country_by_demonym(word) == code


def test_a_people_inside_a_state_is_no_demonym_but_has_a_country() -> None:
    assert country_by_demonym("Chechen") is None
    assert country_by_people("Chechen") == "RUS"
    assert country_by_people("Catalans") == "ESP"
    assert country_by_people("Russians") == "RUS"


def test_older_capitals_are_known_too() -> None:
    assert capital_of("Kyiv") == capital_of("Kiev") == "UKR"
    assert capital_of("Bonn") == "DEU"
    assert capital_of("Gotham") is None


def test_codes_are_unique_and_well_formed() -> None:
    codes = Counter(entry.alpha3 for entry in countries())
    assert max(codes.values()) == 1
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert all(re.fullmatch("[A-Z]{2}", entry.alpha2) for entry in countries())
    present = Counter(entry.alpha2 for entry in countries() if entry.status != "historic")
    assert max(present.values()) == 1


def test_every_code_goes_there_and_back() -> None:
    for entry in countries():
        assert alpha3_to_alpha2(entry.alpha3) == entry.alpha2
        if entry.status != "historic":
            assert alpha2_to_alpha3(entry.alpha2) == entry.alpha3
    assert country("FRA") is not None
    assert country("QQQ") is None


@given(st.text(max_size=40))
def test_no_word_makes_the_lookups_raise(word: str) -> None:
    for lookup in (country_by_name, country_by_demonym, country_by_people, capital_of, alpha2_to_alpha3):
        assert lookup(word) is None or isinstance(lookup(word), str)
