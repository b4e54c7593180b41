"""Agreement of the table of leaders with Archigos and REIGN, on lists made up for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate import leaders

ARCHIGOS = """obsid\tccode\tleader\tstartdate\tenddate
a\t220\tPompidou\t1969-06-20\t1969-12-31
a\t220\tPompidou\t1970-01-01\t1974-04-02
b\t220\tNobody\t1974-05-27\t1974-06-06
c\t2\tGrant\t1869-03-04\t1877-03-04
d\t711\tLama\t1950-01-01\t1951-01-01
"""
REIGN = """stateabb,ccode,leader,sdate,smonth,syear,emonth,eyear
UKG,200,Thatcher,4,5,1979,11,1990
RUS,365,Brezhnev,14,10,1964,11,1982
"""


def written_lists(folder: Path) -> Path:
    """The folder, with both lists in it."""
    (folder / "archigos.tsv").write_text(ARCHIGOS, encoding="latin-1")
    (folder / "reign.csv").write_text(REIGN, encoding="utf-8")
    return folder


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with both lists."""
    return written_lists(tmp_path)


def test_days_count_from_1945_and_only_for_states_with_a_code(lists: Path) -> None:
    spells = leaders.load_gold(lists)
    assert [(spell.source, spell.leader) for spell in spells] == [
        ("Archigos", "Pompidou"),
        ("Archigos", "Nobody"),
        ("REIGN", "Thatcher"),
        ("REIGN", "Brezhnev"),
    ]


def test_agreement_is_a_share_of_days(lists: Path) -> None:
    scores = leaders.score(leaders.load_gold(lists))
    pompidou, nobody = 1747, 10
    assert scores["agreement"]["Archigos"] == pytest.approx(pompidou / (pompidou + nobody))
    assert scores["agreement"]["REIGN"] == 1.0
    assert list(scores["decades"]) == ["1960s", "1970s", "1980s", "1990s"]
    assert scores["decades"]["1960s"]["Archigos"] == 1.0
    assert scores["decades"]["1990s"]["Archigos"] is None
    assert list(scores["worst countries"]) == ["FRA France"]
    assert [miss.gold for miss in leaders.misses(leaders.load_gold(lists))] == ["Nobody"]


@pytest.mark.parametrize(
    ("ours", "theirs", "country", "same"),
    [
        ("Muammar Gaddafi", "Qaddafi", "LBY", True),
        ("Mao Zedong", "Mao Tse-Tung", "CHN", True),
        ("Ernesto Samper Pizano", "Pizano", "COL", True),
        ("Joseph Kasa-Vubu", "Kasavubu", "COD", True),
        ("George Papandreou", "Papademos", "GRC", False),
        ("Paul Keating", "Paul Martin", "AUS", False),
        ("Kim Jong-il", "Hong Song-nam", "PRK", False),
    ],
)
def test_names_are_compared_by_their_last_words(ours: str, theirs: str, country: str, *, same: bool) -> None:
    assert leaders.same_name(ours, theirs, country) is same


def test_bad_lists_are_refused_with_file_line_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds neither"):
        leaders.load_gold(tmp_path)
    (tmp_path / "reign.csv").write_text(REIGN.replace("1964", "soon"), encoding="utf-8")
    with pytest.raises(InputError, match=r"reign.csv, line 3"):
        leaders.load_gold(tmp_path)
    (tmp_path / "reign.csv").write_text("leader,ccode\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no column sdate"):
        leaders.load_gold(tmp_path)
