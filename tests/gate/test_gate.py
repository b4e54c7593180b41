"""No layer falls below its floor on the sample corpus's gold, and no floor is lowered in silence."""

from __future__ import annotations

import pytest

from tests.gate import floors, update


@pytest.fixture(scope="module")
def now() -> dict[str, float]:
    return floors.measured()


def test_the_floors_were_measured_on_the_corpus_as_it_is():
    assert floors.read_floors().corpus_sha256 == floors.corpus_sha256(), (
        "gold or articles changed: run python -m tests.gate.update and say in the commit what changed"
    )


@pytest.mark.parametrize("name", floors.PINNED)
def test_no_layer_falls_below_its_floor(name, now):
    floor = floors.read_floors().floors[name]
    assert now[name] >= floor, f"{name} fell from {floor} to {now[name]}"


def test_the_update_refuses_to_lower_a_floor_unless_told(monkeypatch, tmp_path, now, capsys):
    copy = tmp_path / "floors.json"
    monkeypatch.setattr(floors, "FLOORS", copy)
    monkeypatch.setattr(update, "FLOORS", copy)
    monkeypatch.setattr(update, "measured", lambda: now)
    assert update.main([]) == 0
    worse = {**now, "dates: value F1": now["dates: value F1"] - 0.1}
    monkeypatch.setattr(update, "measured", lambda: worse)
    before = copy.read_bytes()
    assert update.main([]) == 1
    assert copy.read_bytes() == before
    assert "falls: dates: value F1" in capsys.readouterr().out
    assert update.main(["--allow-lower"]) == 0
    assert copy.read_bytes() != before
