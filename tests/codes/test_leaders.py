"""The table of leaders: terms, partial dates, surnames, and the user's own dumps."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.codes.countries import country
from onrecord.codes.leader_dumps import opensanctions_leaders, wikidata_leaders
from onrecord.codes.leaders import (
    KNOWN_TO,
    Term,
    by_country,
    holder,
    holders,
    leaders,
    leaders_called,
    may_be_called,
    office_named,
    term_of,
)
from onrecord.errors import InputError


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("FRA", "president", "1999-05-06", "Jacques Chirac"),
        ("SUN", "general secretary", "1983-01-01", "Yuri Andropov"),
        ("SUN", "premier", "1970-01-01", "Alexei Kosygin"),
        ("ZAR", "president", "1990-01-01", "Mobutu Sese Seko"),
        ("IRL", "taoiseach", "1960-01-01", "Seán Lemass"),
        ("VDR", "president", "1965-01-01", "Ho Chi Minh"),
        ("TUN", "president", "2011-06-01", "Fouad Mebazaa"),
        ("VAT", "Pope", "1978-09-10", "John Paul I"),
    ],
)
def test_the_holder_of_an_office_on_a_day(code: str, office: str, day: str, name: str) -> None:
    found = holder(code, office, day)
    assert found is not None
    assert found.name == name


def test_on_a_day_of_change_both_may_be_meant() -> None:
    assert holder("FRA", "president", "1995-05-17") is None
    assert [(term.name, sure) for term, sure in holders("FRA", "president", "1995-05-17")] == [
        ("François Mitterrand", "possible"),
        ("Jacques Chirac", "possible"),
    ]


def test_a_date_known_to_the_month_is_certain_only_outside_that_month() -> None:
    term = Term("XXX", "president", "Ada Brook", "1963-11", "1966")
    found = [term.on(day) for day in ("1963-10-31", "1963-11-30", "1963-12-01", "1965-12-31", "1966-12-31")]
    assert found == [None, "possible", "certain", "certain", "possible"]
    assert term.on("1967-01-01") is None


def test_who_is_in_office_beyond_the_table_is_not_certain() -> None:
    term = Term("XXX", "president", "Ada Brook", "2024-01-01", None)
    assert term.on(KNOWN_TO) == "certain"
    assert term.on("2090-01-01") == "possible"


def test_a_suspended_president_and_the_acting_one_leave_no_certain_holder() -> None:
    assert holder("KOR", "president", "2024-12-20") is None
    assert {term.acting for term, _ in holders("KOR", "president", "2024-12-20")} == {True, False}


def test_a_surname_means_the_leader_of_that_day() -> None:
    then, later = (leaders_called("USA", "Bush", day) for day in ("1990-06-01", "2006-06-01"))
    assert [term.name for term, _ in then] == ["George H. W. Bush"]
    assert [term.name for term, _ in later] == ["George W. Bush"]
    assert leaders_called("USA", "Bush", "1995-06-01") == ()


@pytest.mark.parametrize(
    ("full", "name", "code", "answer"),
    [
        ("Juan Orlando Hernández", "Hernandez", "HND", True),
        ("Kim Jong-un", "Kim", "PRK", True),
        ("Jacques Chirac", "Jacques", "FRA", False),
        ("Houari Boumédiène", "Boumediene", "DZA", True),
        ("Aung San Suu Kyi", "Suu Kyi", "MMR", True),
        ("Charles de Gaulle", "Gaulle", "FRA", True),
        ("George H. W. Bush", "George Bush", "USA", True),
        ("Tony Blair", "Blairs", "GBR", False),
        ("Elizabeth II", "Elizabeth", "GBR", True),
        ("Volodymyr Zelensky", "Zelenskyy", "UKR", True),
        ("Xi Jinping", "Xi", "CHN", True),
        ("Muammar Gaddafi", "Qaddafi", "LBY", True),
        ("Moussa Traoré", "Touré", "MLI", False),
    ],
)
def test_which_part_of_a_name_stands_for_the_person(full: str, name: str, code: str, answer: bool) -> None:
    assert may_be_called(full, name, code) is answer


def test_every_term_has_a_country_dates_in_order_and_an_identifier_of_its_own() -> None:
    terms = [term for found in leaders().values() for term in found]
    assert len(leaders()) > 200
    for term in terms:
        assert country(term.country) is not None, term
        assert term.office == office_named(term.office), term
        assert term.name == " ".join(term.name.split()), term
        for date in (term.start, term.end or "2000"):
            assert re.fullmatch(r"(?:18|19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", date), term
        assert term.end is None or term.start <= term.end, term
        assert term.end is None or term.end >= "1945", term
    identifiers = [term.identifier for term in terms]
    assert len(set(identifiers)) == len(identifiers)
    assert all(term_of(term.identifier) == term for term in terms[::97])


def test_nobody_follows_without_an_end_to_the_one_before() -> None:
    for found in leaders().values():
        for office in {term.office for term in found}:
            unended = [term for term in found if term.office == office and term.end is None]
            assert len(unended) <= 1, unended


def _item(number: str, label: str, **claims: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": number, "labels": {"en": {"language": "en", "value": label}}, "claims": claims or []}


def _claim(value: object, rank: str = "normal", **times: tuple[str, int]) -> dict[str, Any]:
    qualifiers = {
        key: [{"snaktype": "value", "datavalue": {"type": "time", "value": {"time": time, "precision": precision}}}]
        for key, (time, precision) in times.items()
    }
    snak = {"snaktype": "value", "datavalue": {"value": value}}
    return {"mainsnak": snak, "rank": rank, **({"qualifiers": qualifiers} if qualifiers else {})}


WIKIDATA = [
    _item("Q1", "Ruritania", P298=[_claim("RUR")]),
    _item("Q2", "President of Ruritania", P1001=[_claim({"id": "Q1"})]),
    _item("Q3", "Prime Minister of Belgium"),
    _item("Q4", "President of the Senate of Belgium", P17=[_claim({"id": "Q9"})]),
    _item(
        "Q5",
        "Ada Brook",
        P39=[
            _claim({"id": "Q3"}, P580=("+2001-03-00T00:00:00Z", 10), P582=("+2004-00-00T00:00:00Z", 9)),
            _claim({"id": "Q3"}, rank="deprecated", P580=("+1990-03-01T00:00:00Z", 11)),
            _claim({"id": "Q4"}, P580=("+2010-03-01T00:00:00Z", 11)),
            {"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"},
        ],
    ),
    _item("Q6", "Rudolf Elphberg", P39=[_claim({"id": "Q2"}, P580=("+2005-07-09T00:00:00Z", 11))]),
    _item("Q9", "Kingdom of Belgium", P298=[_claim("BEL")]),
]


def test_a_wikidata_export_gives_a_table(tmp_path: Path) -> None:
    path = tmp_path / "subset.json"
    path.write_text("[\n" + ",\n".join(map(json.dumps, WIKIDATA)) + "\n]\n", encoding="utf-8")
    table = wikidata_leaders(path, known_to="2020-01-01")
    assert [(term.office, term.start, term.end) for term in table["BEL"]] == [
        ("president of the senate of belgium", "2010-03-01", None),
        ("prime minister", "2001-03", "2004"),
    ]
    found = holder("RUR", "president", "2019-12-31", table=table)
    assert found is not None
    assert found.name == "Rudolf Elphberg"
    assert holder("RUR", "president", "2020-01-02", table=table) is None


OPENSANCTIONS: list[dict[str, Any]] = [
    {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["x1"], "startDate": ["2019-05-20"]}},
    {"id": "p1", "schema": "Person", "caption": "Ada Brook", "properties": {"name": ["BROOK, Ada", "Ada Brook"]}},
    {
        "id": "x1",
        "schema": "Position",
        "caption": "Acting President of Ukraine",
        "properties": {"name": ["Acting President of Ukraine"], "country": ["ua"], "topics": ["gov.head"]},
    },
    {"id": "c1", "schema": "Company", "caption": "Brook Ltd", "properties": {}},
]


def test_an_opensanctions_export_gives_a_table(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(map(json.dumps, OPENSANCTIONS)), encoding="utf-8")
    table = opensanctions_leaders(path, known_to="2022-02-01")
    assert table == by_country(
        [Term("UKR", "president", "Ada Brook", "2019-05-20", None, acting=True, known_to="2022-02-01")]
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json", "line 1"),
        ('{"id": "Q1", "claims": {"P39": 7}}', "line 1"),
        ("", "names no position that anybody held"),
        ('{"name": "Ada Brook"}', "line 1"),
    ],
)
def test_a_file_that_is_no_such_export_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "dump.json"
    path.write_text(text, encoding="utf-8")
    for read in (wikidata_leaders, opensanctions_leaders):
        with pytest.raises(InputError) as caught:
            read(path, known_to="2020-01-01")
        assert str(path) in str(caught.value)
    with pytest.raises(InputError, match=message):
        wikidata_leaders(path, known_to="2020-01-01")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.json"):
        wikidata_leaders(tmp_path / "nowhere.json", known_to="2020-01-01")
