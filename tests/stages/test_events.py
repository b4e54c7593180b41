"""Who did what to whom, and on whose word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import EVENTS
from tests.stages.event_articles import coded_events, event, events


def names(participants: tuple[object, ...]) -> list[str]:
    return [str(getattr(one, "name", "")) for one in participants]


def test_a_plain_attack_is_a_fact_of_the_author() -> None:
    found = event(coded_events("Turkey attacked Syria on Monday."), "attacked")
    assert (found.type, found.quad, found.cameo) == ("ASSAULT", 4, "19")
    assert [one.country for one in found.actors] == ["TUR"]
    assert [one.country for one in found.recipients] == ["SYR"]
    assert (found.voice, found.polarity, found.mode, found.certainty, found.time_frame) == (
        (),
        "+",
        "asserted",
        "certain",
        "past",
    )


def test_which_after_a_person_stands_for_the_place() -> None:
    text = "Ivan Roth, the governor of the Lesk region in northern Norway, which Sweden is now annexing, met reporters."
    found = event(coded_events(text), "annexing")
    assert [one.country for one in found.actors] == ["SWE"]
    assert "Ivan Roth" not in names(found.recipients)


def test_whoever_acts_in_a_relative_clause_is_no_thing() -> None:
    text = "It follows the grave miscalculations of the Kremlin which launched the invasion of Georgia in August."
    assert names(event(coded_events(text), "invasion").actors) == ["Kremlin"]


def test_an_infinitive_of_use_is_done_by_the_subject() -> None:
    text = "Turkey has used the incident to launch a war against Syria."
    found = event(coded_events(text), "war")
    assert (found.type, [one.country for one in found.actors]) == ("ASSAULT", ["TUR"])


def test_a_war_that_is_only_spoken_of_is_no_deed() -> None:
    assert not [
        found for found in coded_events("The war has cost Syria a great deal.")[EVENTS] if found.type == "ASSAULT"
    ]


def test_by_right_after_a_deed_names_its_doer() -> None:
    text = "The town must face the costs of the trade war by the western powers."
    found = event(coded_events(text), "trade war")
    assert (found.type, names(found.actors)) == ("SANCTION", ["western powers"])


def test_a_purge_dismisses() -> None:
    found = event(coded_events("The governors have initiated a purge of senior police officers."), "purge")
    assert (found.type, names(found.actors)) == ("SANCTION", ["governors"])


def test_a_ban_on_talks_rejects_the_other_side() -> None:
    text = "The Georgian government issued a decree, banning any negotiations with Russia."
    found = event(coded_events(text), "banning")
    assert (found.type, [one.country for one in found.recipients]) == ("REJECT", ["RUS"])


def test_a_call_for_somebody_to_act_is_made_of_them() -> None:
    found = event(coded_events("Marta Ruiz called for NATO to send warships to the strait."), "called")
    assert (found.type, names(found.recipients)) == ("REQUEST", ["NATO"])


def test_whoever_is_asked_is_the_recipient_whatever_the_noun() -> None:
    found = event(coded_events("The Estonian government asked ferrymen to prepare for a strike."), "asked")
    assert names(found.recipients) == ["ferrymen"]


def test_sanctions_imposed_on_a_state_are_lifted_from_it() -> None:
    found = event(coded_events("The Security Council lifted the sanctions imposed on Haiti."), "lifted")
    assert [one.country for one in found.recipients] == ["HTI"]


def test_destroying_ones_own_missiles_disarms() -> None:
    assert event(coded_events("Ukraine destroyed its last nuclear missiles in June."), "destroyed").type == "RETREAT"


def test_a_participle_after_a_name_is_the_main_verb() -> None:
    text = "In Kiev the chairman of the Ukrainian parliament, Leonid Holub, asked for calm."
    assert names(event(coded_events(text), "asked").actors) == ["Leonid Holub"]


def test_a_dateline_is_no_part_of_a_participant() -> None:
    found = event(coded_events("OSLO - Three men were killed in Norway's capital on Tuesday."), "killed")
    assert names(found.recipients) == ["Three men"]


def test_a_move_somebody_responds_to_is_told_by_the_author() -> None:
    text = "President Marta Ruiz responded to Peru's move to annex the islands by closing the border."
    said = ("President Marta Ruiz", "responded to", "Peru's move to annex the islands by closing the border")
    assert event(coded_events(text, said), "annex").voice == ()


def test_a_warning_of_what_others_may_do_is_a_prediction() -> None:
    text = "An attack on the parliament was likely, Vice President Marta Ruiz warned."
    said = ("Vice President Marta Ruiz", "warned", "An attack on the parliament was likely")
    assert event(coded_events(text, said), "attack").mode == "predicted"


def test_calling_a_takeover_illegal_does_not_bring_it_about() -> None:
    found = [one for one in coded_events("John Reed called the takeover illegal.")[EVENTS] if one.type == "COERCE"]
    assert all(not one.actors for one in found)


def test_breaking_off_a_holiday_sanctions_nobody() -> None:
    assert not coded_events("The German chancellor broke off his holiday in Austria.")[EVENTS]


def test_a_verbal_deed_takes_no_place_from_what_somebody_is() -> None:
    text = "Ivan Roth, the governor of the Lesk region in Norway, criticised Finance Minister Rosa Luz."
    assert event(coded_events(text), "criticised").place is None


def test_a_denial_is_not_an_assertion() -> None:
    document = coded_events(
        "Ukraine denied that its troops attacked Russia.",
        ("Ukraine", "denied", "that its troops attacked Russia"),
        kind="denies",
    )
    denial, attack = event(document, "denied"), event(document, "attacked")
    assert (denial.type, denial.voice, denial.mode, names(denial.actors)) == ("REJECT", (), "asserted", ["Ukraine"])
    assert (attack.type, attack.voice, attack.mode, attack.polarity) == ("ASSAULT", ("Ukraine",), "denied", "-")


def test_a_denial_without_a_statement_layer_still_has_a_voice() -> None:
    attack = event(coded_events("Ukraine denied attacking Russia."), "attacking")
    assert (attack.voice, attack.mode, attack.polarity) == (("Ukraine",), "denied", "-")


def test_an_event_that_did_not_happen() -> None:
    found = event(coded_events("Ukraine did not attack Russia."), "attack")
    assert (found.polarity, found.mode, found.voice) == ("-", "asserted", ())


def test_what_a_medium_reports_has_its_voice() -> None:
    text = "According to Russian state media, Ukraine attacked Russia on Monday."
    found = event(
        coded_events(text, ("Russian state media", "According to", "Ukraine attacked Russia on Monday")), "attacked"
    )
    assert (found.voice, found.mode) == (("Russian state media",), "asserted")


def test_what_may_happen_has_not_happened() -> None:
    found = event(coded_events("Turkey may attack Syria next week."), "attack")
    assert (found.mode, found.certainty, found.time_frame) == ("predicted", "possible", "future")


def test_a_condition_and_what_follows_from_it() -> None:
    document = coded_events("If Iran attacks Israel, the United States will impose sanctions on Iran.")
    assert {one.mode for one in document[EVENTS]} == {"hypothetical"}
    sanctions = event(document, "sanctions")
    assert ([one.country for one in sanctions.actors], [one.country for one in sanctions.recipients]) == (
        ["USA"],
        ["IRN"],
    )


def test_an_appeal_and_what_it_asks_for() -> None:
    document = coded_events("France urged Russia to withdraw from Ukraine.")
    appeal, withdrawal = event(document, "urged"), event(document, "withdraw")
    assert (appeal.type, appeal.voice, names(appeal.recipients)) == ("REQUEST", (), ["Russia"])
    assert (withdrawal.type, withdrawal.voice, withdrawal.mode) == ("RETREAT", ("France",), "demanded")
    assert names(withdrawal.actors) == ["Russia"]


def test_a_threat_and_what_it_threatens() -> None:
    document = coded_events("Iran threatened to shell Iraqi towns.")
    assert event(document, "threatened").type == "THREATEN"
    shelling = event(document, "shell")
    assert (shelling.voice, shelling.mode, names(shelling.actors)) == (("Iran",), "threatened", ["Iran"])


def test_a_vow_to_harm_is_a_threat_and_a_vow_to_help_is_none() -> None:
    assert event(coded_events("Iran vowed to bomb Iraq."), "vowed").type == "THREATEN"
    assert event(coded_events("Iran vowed to release the sailors."), "vowed").type == "AGREE"


def test_an_accusation_and_the_deed_in_it() -> None:
    document = coded_events("Armenia accused Azerbaijan of shelling a village.")
    accusation, shelling = event(document, "accused"), event(document, "shelling")
    assert (accusation.type, accusation.voice) == ("ACCUSE", ())
    assert (names(accusation.actors), names(accusation.recipients)) == (["Armenia"], ["Azerbaijan"])
    assert (shelling.voice, names(shelling.actors), shelling.mode) == (("Armenia",), ["Azerbaijan"], "asserted")


def test_a_claim_of_responsibility_is_the_word_of_the_claimant() -> None:
    found = events(coded_events("The Red Front claimed responsibility for the bombing of the bank."), "bombing")
    assert (found[0].voice, names(found[0].actors)) == ((), [])
    assert found[1].voice
    assert names(found[1].actors) == list(found[1].voice)


def test_bare_saying_is_no_event() -> None:
    document = coded_events("The minister said the harvest was good and told reporters that he was tired.")
    assert document[EVENTS] == ()


def test_no_answer_is_no_rejection() -> None:
    assert coded_events("The ministry declined to comment on the figure.")[EVENTS] == ()


def test_own_words_about_the_future_are_a_promise_or_a_threat() -> None:
    text = "Serbia said it would withdraw its police and close the border with Kosovo."
    document = coded_events(text, ("Serbia", "said", "it would withdraw its police and close the border with Kosovo"))
    assert event(document, "withdraw").mode == "promised"
    assert event(document, "close").mode == "threatened"


def test_a_passive_without_agent_names_no_actor() -> None:
    found = event(coded_events("Two editors were arrested in Minsk."), "arrested")
    assert (found.actors, found.event_mode) == ((), "arrest")
    assert names(found.recipients) == ["Two editors"]


def test_a_passive_with_agent() -> None:
    found = event(coded_events("Two editors were arrested by Belarusian police."), "arrested")
    assert [one.country for one in found.actors] == ["BLR"]


def test_a_nominalisation_has_doer_and_sufferer() -> None:
    found = event(coded_events("The shelling of Kharkiv by Russia went on through the night."), "shelling")
    assert ([one.country for one in found.actors], names(found.recipients)) == (["RUS"], ["Kharkiv"])


def test_talks_have_two_actors_or_a_partner() -> None:
    document = coded_events("Egypt and Sudan held talks in Cairo. France held talks with Chad.")
    mutual, paired = events(document, "talks")
    assert [one.country for one in mutual.actors] == ["EGY", "SDN"]
    assert ([one.country for one in paired.actors], [one.country for one in paired.recipients]) == (["FRA"], ["TCD"])


def test_the_toll_of_an_attack_is_a_figure_and_no_event() -> None:
    document = coded_events("Rebels shelled the town of Aden, killing 4 people.", killed="4")
    assert [one.type for one in document[EVENTS]] == ["ASSAULT"]
    assert len(document[EVENTS][0].figures) == 1


def test_a_date_belongs_to_its_own_clause() -> None:
    document = coded_events("On 3 January 2024 Turkey shelled Syria; France condemned the shelling on 5 January 2024.")
    shelling = event(document, "shelled")
    assert shelling.date is not None
    assert (shelling.date.start, shelling.date.end) == ("2024-01-03", "2024-01-03")


def test_business_and_sport_are_left_out() -> None:
    text = (
        "Acme Corp. rejected a takeover bid from Bolt Inc. for its shares. The bank agreed to buy the company's stock."
    )
    assert coded_events(text)[EVENTS] == ()


def test_a_dateline_does_nothing() -> None:
    found = event(coded_events("CAIRO (Nile Press) - Egyptian police arrested two editors on Monday."), "arrested")
    assert [one.country for one in found.actors] == ["EGY"]
    assert names(found.actors) != ["CAIRO"]


def test_a_claim_that_is_denied_keeps_the_voice_of_those_who_make_it() -> None:
    found = events(coded_events("Iran rejected accusations by Iraq that it had shelled a village."), "shelled")
    assert {(one.voice, one.mode, one.polarity) for one in found} == {
        (("Iran",), "denied", "-"),
        (("Iraq",), "asserted", "+"),
    }


def test_what_a_condemnation_takes_as_given_is_the_word_of_the_author() -> None:
    text = "France condemned the abduction of the judge."
    found = event(coded_events(text, ("France", "condemned", "the abduction of the judge")), "abduction")
    assert (found.voice, found.mode, names(found.recipients)) == ((), "asserted", ["judge"])


def test_evidence_holds_the_anchor_and_the_parties() -> None:
    document = coded_events("Turkish jets bombed two villages.")
    found = event(document, "bombed")
    quotes = {span.quote for span in found.spans}
    assert {"bombed", "two villages"} <= quotes
    assert all(document.text[span.start : span.end] == span.quote for span in found.spans)


def test_the_same_text_gives_the_same_events() -> None:
    text = "Police in Dakar fired on a crowd. The minister blamed students for the riot."
    assert coded_events(text)[EVENTS] == coded_events(text)[EVENTS]


WORDS = st.sampled_from(
    [
        "the", "rebels", "army", "denied", "that", "attacked", ",", "and", ".", "not", "to", "may", "if",
        "Iran", "said", "threatened", "bombing", "of", "by", "talks", "with", "Ukraine", "were", "killed",
        "14", "arrested", "?", "who", "sanctions", "on", "its", "imposed", "troops", "withdrew", "\n", "THE",
        "CEASE-FIRE", "refused", "responsibility",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_no_text_raises_and_evidence_holds(words: list[str]) -> None:
    document = coded_events(" ".join(words))
    for one in document[EVENTS]:
        assert one.spans
        assert all(document.text[span.start : span.end] == span.quote for span in (*one.spans, *one.anchor))
        assert 0 <= one.confidence <= 1
