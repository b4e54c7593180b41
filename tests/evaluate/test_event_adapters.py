"""From our events to the predictions of the event scorers."""

from __future__ import annotations

from onrecord.coded import CodedArticle, records_of
from onrecord.document import Document
from onrecord.evaluate.event_adapters import to_plover, to_plv
from tests.stages.event_articles import coded_events


def coded(document: Document) -> CodedArticle:
    return CodedArticle(document.article, records_of(document))


def test_a_protest_without_a_target_is_the_protesters_own_countrys() -> None:
    (event,) = to_plover("s", coded(coded_events("Peruvian miners protested on Monday."))).events or ()
    assert (event.type, event.actor_countries, event.recipient_countries) == ("PROTEST", ("PER",), ("PER",))


def test_what_is_of_an_organisation_of_states_is_no_countrys() -> None:
    (event,) = to_plover("s", coded(coded_events("NATO warplanes bombed a bridge."))).events or ()
    assert event.actor_countries == ("IGO",)


def test_who_will_investigate_is_coded_as_investigating() -> None:
    document = coded_events("Norway will investigate Chad for fraud.")
    assert to_plv(0, "Norway", "Chad", coded(document)).root == "ACCUSE"


def test_a_call_for_sanctions_on_somebody_is_disapproval_of_him() -> None:
    document = coded_events("Lawmakers called for sanctions against Chad.")
    assert to_plv(0, None, "Chad", coded(document)).root == "ACCUSE"
