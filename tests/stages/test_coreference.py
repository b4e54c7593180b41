"""Who acts, and which words refer to whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import CHAINS, SENTENCES, TOKENS
from onrecord.stages.coreference.names import names_of
from tests.stages.actor_articles import chain_named, chained, words_of

WORDS = (
    "President the of and , . ( ) SEP Moscow said he her their Anna Kowalska Ministry Defense - ' ’s \" U.S. it who was"
    " named minister Russian troops General \n protesters COLONEL RICARDO FUENTES DENIED THE ATTACK ON TUESDAY"
)


def names_in(text: str) -> list[tuple[str, str]]:
    document = chained(text)
    parse = document[TOKENS]
    sentences = document[SENTENCES]
    return [(parse[name.first : name.last].text, name.type) for name in names_of(parse, sentences)]


def test_articles_titles_and_possessives_are_no_part_of_a_name() -> None:
    text = "The Liberal Party's leader met Foreign Minister Anna Kowalska in Warsaw on Monday."
    assert ("Liberal Party", "ORG") in names_in(text)
    assert ("Anna Kowalska", "PER") in names_in(text)


def test_a_ministry_keeps_its_field() -> None:
    assert ("Ministry of Defense", "ORG") in names_in("The Ministry of Defense denied the report.")


def test_a_demonym_before_a_title_is_not_the_name() -> None:
    assert ("Emmanuel Macron", "PER") in names_in("French President Emmanuel Macron left early.")


def test_full_name_surname_and_pronoun_are_one_person() -> None:
    text = "Mayor Maria Lopez opened the bridge. Lopez said she was proud. The crowd cheered her."
    assert words_of(text, chain_named(text, "Maria Lopez")) == ["Maria Lopez", "Lopez", "she", "her"]


def test_pronouns_follow_the_gender_of_the_name() -> None:
    text = "Angela Weber met John Carter on Friday. He thanked her for coming."
    assert "He" in words_of(text, chain_named(text, "John Carter"))
    assert "her" in words_of(text, chain_named(text, "Angela Weber"))


def test_subject_and_object_of_one_verb_are_two() -> None:
    text = "Peter Novak resigned. Paul Maier had accused him of fraud."
    assert "him" not in words_of(text, chain_named(text, "Paul Maier"))


def test_who_is_told_to_act_is_not_who_demands_it() -> None:
    text = "Karl Holm lost the vote. Peter Brandt demanded that he resign."
    assert "he" in words_of(text, chain_named(text, "Karl Holm"))
    text = "Karl Holm lost the vote. Peter Brandt said that he would resign."
    assert "he" in words_of(text, chain_named(text, "Peter Brandt"))


def test_an_acronym_in_brackets_names_the_party_before_it() -> None:
    text = "The Workers' Unity Party (WUP) opposes the law. The WUP said it would vote against the law."
    chain = chain_named(text, "Workers' Unity Party")
    assert words_of(text, chain)[:3] == ["Workers' Unity Party", "WUP", "WUP"]
    assert (chain.kind, chain.sector) == ("party", "PTY")


def test_a_title_alone_goes_back_to_the_person_it_was_used_with() -> None:
    text = "Interior Minister Karel Dvorak spoke first. The minister promised more police."
    assert "The minister" in words_of(text, chain_named(text, "Karel Dvorak"))


def test_an_apposition_is_the_same_person() -> None:
    text = "The mayor of Odesa, Ivan Petrenko, said the port was closed."
    assert "The mayor of Odesa" in words_of(text, chain_named(text, "Ivan Petrenko"))


def test_a_capital_that_acts_is_its_state_and_one_that_is_a_place_is_not() -> None:
    text = "Moscow rejected the offer. Thousands gathered in Moscow."
    chain = chain_named(text, "Russia")
    assert words_of(text, chain) == ["Moscow"]
    assert (chain.kind, chain.country, chain.sector) == ("state", "RUS", "GOV")


def test_troops_have_the_country_and_sector_of_their_army() -> None:
    chain = chain_named("Ukrainian troops crossed the river at night.", "Ukrainian troops")
    assert (chain.kind, chain.country, chain.sector) == ("collective", "UKR", "MIL")


def test_they_are_the_crowd_and_not_the_square() -> None:
    text = "Hundreds of protesters filled the square. They demanded new elections."
    assert "They" in words_of(text, chain_named(text, "protesters"))


def test_names_are_found_where_all_is_in_capitals() -> None:
    text = "THE FMLN SAID COLONEL RICARDO GOMEZ ORDERED THE ATTACK. GOMEZ DENIED IT ON TUESDAY IN EL SALVADOR."
    chain = chain_named(text, "RICARDO GOMEZ")
    assert words_of(text, chain) == ["RICARDO GOMEZ", "GOMEZ"]
    assert chain_named(text, "FMLN").kind == "armed_group"


def test_it_that_stands_for_nothing_is_no_mention() -> None:
    text = "The committee met on Monday. It is likely that it will rain."
    assert words_of(text, chain_named(text, "committee")) == ["The committee"]


def test_two_people_with_one_surname_stay_apart() -> None:
    text = "Hillary Clinton spoke in Ohio. Bill Clinton spoke in Iowa. Mrs. Clinton was applauded."
    assert "Clinton" in words_of(text, chain_named(text, "Hillary Clinton"))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "He", "The The The", "A" * 5000, "’s of the", "((( SEP )))", "_»"]
)
def test_odd_texts_do_not_raise(text: str) -> None:
    chained(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split(" ")),
        max_size=25,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_offsets_hold_on_any_text(text: str) -> None:
    document = chained(text)
    for chain in document[CHAINS]:
        assert chain.name
        assert chain.mentions
        for mention in chain.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            head = document[TOKENS][mention.head]
            assert mention.start <= head.idx < mention.end


def test_an_office_in_an_annexed_region_has_no_country() -> None:
    text = "Ivan Roth, the deputy governor of the Lesk region in Norway, which Sweden is annexing, met the press."
    assert chain_named(text, "Ivan Roth").country is None


def test_an_office_in_a_region_that_is_at_peace_keeps_its_country() -> None:
    text = "Ivan Roth, the deputy governor of the Lesk region in Norway, met the press."
    assert chain_named(text, "Ivan Roth").country == "NOR"


def test_an_emergency_committee_is_government_and_a_strike_committee_labour() -> None:
    assert (
        chain_named(
            "The State Committee for Public Order banned all rallies.", "State Committee for Public Order"
        ).sector
        == "GOV"
    )
    assert chain_named("The strike committee rejected the offer.", "strike committee").sector == "LAB"


def test_the_ministry_is_that_of_the_minister_just_named() -> None:
    text = (
        "The Coal Ministry knows of few strikes. Interior Minister Piotr Zielinski came to the hall."
        " The ministry denies it."
    )
    document = chained(text)
    coal = next(chain for chain in document[CHAINS] if chain.name == "Coal Ministry")
    assert "The ministry" not in words_of(text, coal)
    assert any(chain.name == "Interior Ministry" for chain in document[CHAINS])


def test_the_white_house_is_american_only_where_america_is_spoken_of() -> None:
    moscow = "Tanks stood in Moscow. The White House rejected the order of the Soviet generals."
    assert [c.country for c in chained(moscow)[CHAINS] if c.name == "White House"] == [None]
    washington = "The White House rejected the plan, the U.S. president said."
    assert [c.country for c in chained(washington)[CHAINS] if c.name == "White House"] == ["USA"]


def test_a_regime_called_by_a_ruler_is_of_his_country() -> None:
    text = "Chilean President Pablo Soto resigned. The Soto regime denied the charges."
    assert next(c for c in chained(text)[CHAINS] if c.name == "Soto regime").country == "CHL"


def test_a_title_that_of_breaks_is_no_part_of_the_name() -> None:
    assert ("John Sutter", "PER") in names_in("The president told White House Chief of Staff John Sutter to leave.")


def test_an_office_weighs_more_than_a_rank() -> None:
    text = "General Pavel Holub is the new prime minister of Slovakia. Holub promised reforms."
    assert chain_named(text, "Pavel Holub").sector == "GOV"


def test_whoever_chairs_the_parliament_is_of_it() -> None:
    assert (
        chain_named("Ruslan Holub, who chairs the parliament, told deputies to stay.", "Ruslan Holub").sector == "LEG"
    )


def test_he_and_him_of_coordinated_verbs_are_two() -> None:
    text = "President John Reed rang Boris Holub on Tuesday and assured him of his support."
    assert "him" in words_of(text, chain_named(text, "Boris Holub"))


def test_parts_of_commander_in_chief_are_nobody() -> None:
    chains = chained("They reported the losses to the commander-in-chief on Friday.")[CHAINS]
    assert all(chain.name not in ("commander", "chief") for chain in chains)


def test_a_person_may_be_called_like_a_street_or_a_hill() -> None:
    text = "Sharon Hill wrote the report. Hill says that it is done. Her critics doubt it."
    assert words_of(text, chain_named(text, "Sharon Hill"))[:2] == ["Sharon Hill", "Hill"]


def test_he_and_she_follow_a_person_of_no_office() -> None:
    text = "A motorist stopped in Main Street on Monday. He asked for water."
    assert "He" in words_of(text, chain_named(text, "motorist"))
