"""The PLOVER codebook."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.codes.plover import (
    QUAD_NAMES,
    cameo_root,
    folded_type,
    intensity,
    plover_type,
    plover_types,
    quad,
    type_of_cameo,
)
from onrecord.schema import EventType


def test_there_are_the_sixteen_types_of_the_schema() -> None:
    assert set(plover_types()) == set(get_args(EventType))


def test_every_type_has_a_quad_and_an_intensity_of_the_same_side() -> None:
    for name in plover_types():
        assert quad(name) in QUAD_NAMES
        if quad(name) in (1, 2):
            assert intensity(name) > 0
        else:
            assert intensity(name) <= 0


def test_sanction_is_material_conflict() -> None:
    assert quad("SANCTION") == 4


def test_an_unknown_type_is_refused_with_the_list() -> None:
    with pytest.raises(ValueError, match="AGREE, CONSULT"):
        plover_type("FIGHT")


def test_every_type_has_a_cameo_root_that_leads_back_to_it() -> None:
    for name in plover_types():
        if name != "RETREAT":
            assert type_of_cameo(cameo_root(name)) == name
    assert cameo_root("ACCUSE", "investigate") == "09"


def test_cameo_codes_without_a_plover_type() -> None:
    assert type_of_cameo("010") is None
    assert type_of_cameo("0841") == "RETREAT"
    assert type_of_cameo("0831") == "CONCEDE"
    assert type_of_cameo("163") == "COERCE"
    with pytest.raises(ValueError, match="CAMEO"):
        type_of_cameo("99")


def test_the_codebook_folds_what_has_not_happened() -> None:
    assert folded_type("ASSAULT") == "ASSAULT"
    assert folded_type("ASSAULT", "threatened", "+", "future") == "THREATEN"
    assert folded_type("AID", "promised", "+", "future") == "AGREE"
    assert folded_type("AID", "promised", "-", "future") == "REJECT"
    assert folded_type("RETREAT", "predicted", "+", "future") == "CONCEDE"
    assert folded_type("RETREAT", "predicted", "+", "future", yielding="AGREE") == "AGREE"
    assert folded_type("RETREAT", "demanded", "+", "future") == "REQUEST"
    assert folded_type("ASSAULT", "denied", "-") is None
    assert folded_type("ASSAULT", "asserted", "-") is None
