"""One actor under many names is one, two of one name are two."""

from __future__ import annotations

import pytest

from onrecord.errors import StoreError
from onrecord.linking import Links, link
from tests.linking.conftest import report


def identities(record):
    with Links(record) as links:
        return {row["name"]: row for row in links.rows("select * from identities where kind = 'person'")}


def test_transliterations_and_the_bare_surname_are_one_actor(record_of):
    record = record_of(
        report("a", "Ukrainian President Volodymyr Zelensky thanked Poland on Monday. Zelensky spoke in Kyiv."),
        report("b", "President Volodymyr Zelenskyy of Ukraine met miners in Lviv. Zelenskyy promised them new lamps."),
        report("c", "Mr. Zelenskiy said in Kyiv that Ukraine would rebuild the bridge."),
    )
    found = identities(record)
    (spellings,) = [row["spellings"] for name, row in found.items() if "Zelensk" in name]
    assert len(spellings) >= 2


def test_namesakes_of_two_countries_are_two_actors(record_of):
    record = record_of(
        report("a", "Bulgarian President Ivan Petrov met the miners of Pernik in Bulgaria on Monday."),
        report("b", "Bulgaria's President Ivan Petrov dismissed the minister in Sofia."),
        report("c", "Russian President Ivan Petrov flew to Omsk in Russia on Tuesday. Russia is in mourning."),
    )
    with Links(record) as links:
        rows = links.rows("select distinct name, identity from actor_identities where name = 'Ivan Petrov'")
    assert len(rows) == 2


def test_an_office_has_the_days_of_the_articles_that_give_it(record_of):
    record = record_of(
        report("a", "Foreign Minister Ana Duarte opened a school on Monday.", published="1991-03-01"),
        report("b", "Foreign Minister Ana Duarte flew to Lisbon.", published="1991-07-09"),
        report("c", "Former foreign minister Ana Duarte wrote a book.", published="1992-02-01"),
    )
    with Links(record) as links:
        (row,) = links.rows("select * from office_intervals where title = 'foreign minister'")
    assert (row["first_seen"], row["last_seen"], row["ended"]) == ("1991-03-01", "1991-07-09", "1992-02-01")
    assert {each["article"] for each in row["evidence"]} == {"a", "b", "c"}


def test_three_thousand_spellings_of_one_name_are_one_actor_in_good_time():
    from onrecord.linking.identities import Form, _persons

    names = ["Muammar Gaddafi"] + [f"Muammar {'G' * (n % 50 + 1)}addafi{'y' * (n // 50)}" for n in range(3000)]
    forms = [Form(n, name, "person", "LBY", None, None, None, None, 1) for n, name in enumerate(dict.fromkeys(names))]
    assert len(_persons(forms, [])) == 1


def test_what_a_reviewer_decided_survives_linking_again(record_of):
    record = record_of(
        report("a", "Mayor Ivan Petrov of Burgas met the dockers on Monday."),
        report("b", "Ivan Petrov, a driver, was hurt in Sofia. Police arrested Ivan Petrov."),
        report("c", "Mayor Iwan Pietrow of Burgas thanked the dockers."),
    )
    (record / "actors.jsonl").write_text(
        '{"name": "Ivan Petrov", "articles": ["b"], "is": "Ivan Petrov (driver)"}\n'
        '{"name": "Iwan Pietrow", "is": "Ivan Petrov"}\n',
        encoding="utf-8",
    )
    for again in (False, True):
        if again:
            link(record, again=True)
        with Links(record) as links:
            rows = links.rows("select name, rule from actor_identities where name like 'Ivan Petrov%' order by name")
        assert [row["name"] for row in rows] == ["Ivan Petrov", "Ivan Petrov", "Ivan Petrov (driver)"]
        assert sum(row["rule"] == "decided by a reviewer" for row in rows) == 2


def test_a_decision_that_cannot_be_read_names_its_line(record_of):
    record = record_of(report("a", "Mayor Ivan Petrov of Burgas met the dockers on Monday."))
    (record / "actors.jsonl").write_text('{"name": "Ivan Petrov"}\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"actors.jsonl, line 1"):
        link(record)
