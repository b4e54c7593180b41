"""What statements say of their speaker, their act, their form and their place, in sentences of our own."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.document import CHAINS, STATEMENTS, TOKENS, Chain, ChainMention, Document, voice_at
from onrecord.encoder.labels import KIND_LABELS
from onrecord.schema import Article, Statement
from onrecord.stages.actors import ActorsStage
from onrecord.stages.attribution import AttributionStage
from onrecord.stages.speech_acts import lexicon, speech_act, weighed
from onrecord.stages.statements import StatementsStage
from tests.stages.parsing import parsed


@cache
def stages() -> tuple[AttributionStage, StatementsStage]:
    made = AttributionStage(), StatementsStage()
    for stage in made:
        stage.setup()
    return made


def coded(text: str, chains: dict[str, list[str]] | None = None) -> Document:
    """The document with its statements; ``chains`` gives names with the words that refer to them."""
    attribution, statements = stages()
    article = Article(id="article-1", key="1", source="1.txt", format="text", sha256="0", text=text)
    document = attribution.process(parsed(article))
    found = tuple(
        Chain(name, "person", None, None, tuple(mention(document, words) for words in mentions), 1.0)
        for name, mentions in (chains or {}).items()
    )
    return statements.process(ActorsStage().process(document.with_layer(CHAINS, found)))


def mention(document: Document, words: str) -> ChainMention:
    start = document.text.index(words)
    end = start + len(words)
    span = document[TOKENS].char_span(start, end)
    assert span is not None
    return ChainMention(start, end, span.root.i, "name")


def statements(text: str, chains: dict[str, list[str]] | None = None) -> tuple[Statement, ...]:
    return coded(text, chains)[STATEMENTS]


def only(text: str, chains: dict[str, list[str]] | None = None) -> Statement:
    (found,) = statements(text, chains)
    return found


def test_the_speaker_is_the_noun_phrase_without_article_when_no_chain_covers_it() -> None:
    found = only("The defence ministry said the town had been retaken.")
    assert found.speaker == "defence ministry"
    assert found.speaker_actor is None
    assert found.speaker_kind == "organisation"


def test_a_pronoun_speaks_with_the_name_of_its_chain() -> None:
    text = "Maria Okello arrived on Monday. She said the talks had failed."
    found = only(text, {"Maria Okello": ["Maria Okello", "She"]})
    assert (found.speaker, found.speaker_kind) == ("Maria Okello", "person")
    assert [span.quote for span in found.source] == ["She"]


def test_who_stands_for_the_noun_before_it() -> None:
    text = "The bridge was shown to Maria Okello, who said that it was unsafe."
    found = [s for s in statements(text, {"Maria Okello": ["Maria Okello"]}) if s.cue[0].quote == "said"]
    assert [s.speaker for s in found] == ["Maria Okello"]


def test_the_kind_of_voice() -> None:
    kinds = {
        "The prime minister said the border would open.": "office",
        "Officials said the border would open.": "unnamed",
        "The newspaper said the border would open.": "medium",
        "A leaked report said the border would open.": "document",
        "Residents said the border would open.": "collective",
        "It is believed that the border will open.": "nobody",
    }
    for text, kind in kinds.items():
        assert only(text).speaker_kind == kind, text


def test_the_authors_own_belief_adds_no_name_to_the_voice() -> None:
    document = coded("I think the treaty is a mistake.")
    (found,) = document[STATEMENTS]
    assert (found.speaker, found.speaker_kind) == (None, "author")
    assert voice_at(document[STATEMENTS], 12, 18)[0] == ()


def test_the_form_is_direct_mixed_or_indirect() -> None:
    assert only('"We will stay in the valley," the captain said.').form == "direct"
    assert only('The captain said his men would "stay in the valley until spring" at least.').form == "mixed"
    assert only("The captain said his men would stay.").form == "indirect"
    assert only('The captain said the "rebels" had left.').form == "indirect"


def test_a_denial_is_not_an_assertion() -> None:
    found = only("The ministry denied that its troops had crossed the border.")
    assert (found.kind, found.mode, found.polarity) == ("denies", "denied", "+")


def test_not_saying_is_not_saying() -> None:
    found = only("The general did not say that the village had fallen.")
    assert (found.kind, found.mode, found.polarity) == ("asserts", "asserted", "-")


def test_demands_promises_and_threats_keep_their_mode() -> None:
    modes = {
        "The United Nations urged Kigali to pull back its soldiers.": ("demands", "demanded"),
        "The party vowed to appeal the verdict.": ("promises", "promised"),
        "The rebels threatened to blow up the dam.": ("threatens", "threatened"),
        "Residents asked whether the water was safe.": ("asserts", "asked"),
        "The company plans to close the mine.": ("wants", "predicted"),
        "The court ruled that the vote was void.": ("decrees", "asserted"),
        "The poll shows that most voters are undecided.": ("shows", "asserted"),
    }
    for text, (kind, mode) in modes.items():
        found = statements(text)[0]
        assert (found.kind, found.mode) == (kind, mode), text


def test_hedges_lower_the_certainty() -> None:
    assert only("The governor was reportedly told that the bridge was mined.").certainty == "probable"
    assert only("The envoy may have said that the talks were over.").certainty == "possible"
    assert only("The envoy said that the talks were over.").certainty == "certain"


def test_conditions_and_questions_are_not_assertions() -> None:
    assert statements("If the commander says the road is open, the trucks will go.")[0].mode == "hypothetical"
    assert statements("Did the minister say the road was open?")[0].mode == "asked"


def test_the_addressee_is_whom_it_was_said_to() -> None:
    assert only("The minister told reporters that the talks had failed.").addressee == "reporters"
    assert statements("The United Nations urged Kigali to pull back its soldiers.")[0].addressee == "Kigali"
    assert only("The minister said that the talks had failed.").addressee is None


def test_the_voice_of_a_nested_statement_is_the_chain_without_its_own_speaker() -> None:
    text = "The agency said that the committee had announced that the pipeline would close."
    document = coded(text)
    outer, inner = document[STATEMENTS]
    assert (outer.voice, outer.parent, outer.depth) == ((), None, 0)
    assert (inner.voice, inner.parent, inner.statement, inner.depth) == (("agency",), outer.id, outer.id, 1)
    place = text.index("pipeline")
    assert voice_at(document[STATEMENTS], place, place + 8) == (("agency", "committee"), inner.id)


def test_media_reports_and_what_they_pass_on_are_two_voices() -> None:
    text = "Media reports indicate that the governor has said that every bridge is closed."
    outer, inner = statements(text)
    assert (outer.speaker, outer.speaker_kind, outer.kind) == ("Media reports", "document", "shows")
    assert (inner.speaker, inner.voice) == ("governor", ("Media reports",))


def test_i_inside_a_quotation_is_the_one_who_is_quoted() -> None:
    text = 'Ana Brandt said: "The mayor left. I believe that he was paid, and I said that he was a thief."'
    found = statements(text, {"Ana Brandt": ["Ana Brandt"]})
    inner = [s for s in found if s.parent is not None and s.source and s.source[0].quote == "I"]
    assert inner
    assert {s.speaker for s in inner} == {"Ana Brandt"}


def test_the_evidence_is_source_cue_and_content() -> None:
    found = only("The envoy said that the talks were over.")
    assert [span.quote for span in found.spans] == ["The envoy", "said", "that the talks were over"]
    assert found.id.startswith("statement-")


def test_a_question_word_makes_asking_a_question_and_an_infinitive_a_demand() -> None:
    assert speech_act("ask", "ccomp", opening="whether").mode == "asked"
    assert speech_act("ask", "obj+xcomp", opening="to").mode == "demanded"
    assert speech_act("call", "prep:for", ["for"]).kind == "demands"
    assert speech_act("call", "obj&oprd").kind == "asserts"
    assert speech_act("ask", "prep:for", ["for"]).kind == "demands"


def test_every_word_of_the_lexicon_has_one_act() -> None:
    assert len(lexicon()) > 400


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ['"', "“", "”", "'s", "who", "said", "told", "I", "we", "the", "a", "minister", "reports", "that", "if",
             "?", ".", "\n", ",", "not", "urged", "to", "go", "according to", "reportedly", "it", "is", "«", "»"]
        ),
        max_size=50,
    ).map(" ".join)
)  # fmt: skip
def test_no_text_raises_and_parents_come_first(text: str) -> None:
    seen: set[str] = set()
    for statement in statements(text):
        assert statement.parent is None or statement.parent in seen
        assert all(text[span.start : span.end] == span.quote for span in statement.spans)
        seen.add(statement.id)


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("The council asked whether the dam was safe.", "asserts", "asked"),
        ("The prosecutor asked the judges for a warrant.", "demands", "demanded"),
        ("She reminded the court that the man was blind.", "asserts", "asserted"),
        ("Residents expect that the river will rise.", "believes", "predicted"),
        ("The spokesman declined to say how many had fled.", "asserts", "asserted"),
        ("The president declared a state of emergency.", "decrees", "asserted"),
        ("Diplomats speculate that the cabinet could fall.", "believes", "asserted"),
        ("The captain said he would keep the bridge open.", "promises", "promised"),
        ("The union said it would block the port if wages were cut.", "threatens", "threatened"),
        ("The mayor said the prisoners must be tried.", "demands", "demanded"),
        ("The minister assured the envoys that the road was open.", "asserts", "asserted"),
        ("Police put the number of dead at 14.", "estimates", "asserted"),
        ("The survey suggests that prices have doubled.", "shows", "asserted"),
        ("The deputy agreed that the list was wrong.", "asserts", "asserted"),
    ],
)
def test_the_kind_is_what_the_speaker_does_with_his_words(text: str, kind: str, mode: str) -> None:
    found = statements(text)[0]
    assert (found.kind, found.mode) == (kind, mode)


def test_who_declines_to_say_something_denies_nothing() -> None:
    found = statements("The envoy refused to discuss the number of ships.")[0]
    assert (found.kind, found.polarity) == ("asserts", "-")


def test_what_would_have_happened_is_no_promise() -> None:
    assert statements("The captain said he would have kept the bridge open.")[0].kind == "asserts"


def test_which_stands_for_the_body_and_not_for_its_blunders() -> None:
    text = (
        "The ongoing defeat of the fleet is a result both of the storms, and the disastrous blunders of the Admiralty"
        " which launched the attack in May believing that it could force a peace."
    )
    found = next(s for s in statements(text) if s.cue[0].quote == "believing")
    assert found.speaker == "Admiralty"


def test_who_was_promised_something_did_not_promise_it() -> None:
    found = next(s for s in statements("The villagers had been promised that the road would be mended."))
    assert (found.speaker, found.kind) == (None, "promises")


def sure_of(kind: str, probability: float) -> list[float]:
    rest = (1 - probability) / (len(KIND_LABELS) - 1)
    return [probability if one == kind else rest for one in KIND_LABELS]


def test_an_encoder_that_is_sure_of_another_kind_outvotes_the_lexicon() -> None:
    said = speech_act("say", "ccomp")
    assert weighed(said, sure_of("promises", 0.98), known=True).kind == "promises"
    assert weighed(said, sure_of("promises", 0.98), known=True).mode == "promised"


def test_an_encoder_in_doubt_leaves_the_lexicon_s_kind_and_its_mode() -> None:
    hoped = speech_act("hope", "ccomp")
    assert weighed(hoped, sure_of("asserts", 0.4), known=True) == hoped


def test_for_a_cue_in_no_list_the_encoder_decides() -> None:
    guessed = speech_act("pooh-pooh", "obj")
    assert weighed(guessed, sure_of("denies", 0.5), known=False).kind == "denies"


def test_another_kind_keeps_the_polarity() -> None:
    refused = speech_act("decline", "xcomp", verb="say")
    assert refused.polarity == "-"
    assert weighed(refused, sure_of("denies", 0.99), known=True).polarity == "-"


def test_a_name_behind_a_role_is_the_speaker():
    text = "A schoolmaster, Karl Bauer, said that the bridge was closed."
    assert [one.speaker for one in statements(text, {"Karl Bauer": ["Karl Bauer"]})] == ["Karl Bauer"]


def test_his_deputies_are_those_of_the_man_he_stands_for():
    text = "Peter Holm resigned. His deputies said that the bridge was closed."
    assert [one.speaker for one in statements(text, {"Peter Holm": ["Peter Holm", "His"]})] == ["Peter Holm's deputies"]
