"""A researcher at work in a real browser: reads, hovers, selects, switches layers, searches."""

from __future__ import annotations

from tests.viewer.made_articles import HOSTILE_KEY

WIRE = "1991-09-02-northern-wire.md"


def lit(page) -> str:
    """The words of the text that are lit, with one blank between stretches."""
    return " ".join(" ".join(page.locator(".text .lit").all_inner_texts()).split())


def test_a_row_lights_its_words_and_the_address_remembers_it(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    row = page.locator(".row.r-statements", has_text="had fired on the crowd").first
    row.locator("button").click()
    assert "denied" in lit(page)
    assert "its troops" in lit(page)
    assert row.locator(".facts").inner_text().startswith("voice")
    page.reload()
    assert "denied" in lit(page)


def test_words_under_the_pointer_say_on_whose_word_they_stand(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    page.locator(".w-content", has_text="fired").first.hover()
    peek = page.locator("#peek").inner_text()
    assert "defence ministry" in peek.lower()
    assert "denied" in peek
    page.mouse.move(5, 5)
    assert page.locator("#peek").is_hidden()


def test_every_layer_goes_on_and_off_by_its_key(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    for number, layer in enumerate(
        ("statements", "events", "figures", "offices", "dates", "places", "actors"), start=1
    ):
        before = page.locator(f".row.r-{layer}").first.is_visible()
        page.keyboard.press(str(number))
        assert page.locator(f".row.r-{layer}").first.is_visible() is not before
    assert "layers=offices" in page.url


def test_mentions_of_one_actor_light_together(page, article_id):
    page.goto(f"/article/{article_id('1991-09-03-harbour-tribune.md')}?layers=actors")
    page.locator(".row.r-actors", has_text="Ilya Marek").first.locator("button").click()
    words = lit(page)
    assert "Ilya Marek" in words
    assert words.count("Marek") >= 3
    assert "He" in words.split()


def test_the_keyboard_alone_walks_the_records(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    page.keyboard.press("j")
    first = lit(page)
    page.keyboard.press("j")
    second = lit(page)
    assert first
    assert first != second
    page.keyboard.press("k")
    assert lit(page) == first
    page.keyboard.press("Escape")
    assert lit(page) == ""


def test_a_search_leads_to_the_word_in_the_text(page):
    page.goto("/")
    page.get_by_role("searchbox").fill("hospital")
    page.keyboard.press("Enter")
    page.locator(".passage a").first.click()
    assert "hospital" in page.locator(".text .found").inner_text()
    assert page.locator(".text .found").is_visible()


def test_facets_narrow_a_list_and_lead_to_the_words(page):
    page.goto("/statements")
    page.locator(".facet", has_text="Kind of speech").get_by_text("denies").click()
    assert page.url.endswith("/statements?kind=denies")
    page.locator(".records .evidence").first.click()
    page.wait_for_url("**/article/**")
    assert page.locator(".text .lit").first.is_visible()


def test_a_hostile_article_does_nothing_but_show(page, article_id):
    page.goto(f"/article/{article_id(HOSTILE_KEY)}")
    assert "owned" not in page.title()
    assert page.locator(".text script, .text img, .text svg, .text style, .text [dir] a").count() == 0
    assert "<script>document.title" in page.locator(".text").inner_text()
    # A word after two characters outside the basic plane still lights as itself.
    page.locator(".row.r-statements", has_text="We deny everything").first.locator("button").click()
    assert "We deny everything" in lit(page)


def test_a_narrow_screen_needs_no_sideways_scrolling_and_shows_what_is_tapped(phone, article_id):
    for address in ("/", "/statements", "/actors", "/search?q=karsk", f"/article/{article_id(WIRE)}"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
    phone.locator(".w-content").first.click()
    phone.locator("#peek").get_by_role("button", name="right").click()
    phone.locator(".row.accepted").wait_for(state="attached")


def test_records_are_judged_by_one_key_each_and_a_reload_keeps_it(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.locator("body:not([data-sending])").wait_for()
    page.reload()
    assert page.locator(".row.accepted, .row.rejected").count() == 2
    with page.expect_event("load"):
        page.keyboard.press("u")
    assert page.locator(".row.rejected").count() == 0
    assert page.locator(".row.accepted").count() == 1


def test_a_record_is_changed_in_its_form(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    page.locator(".row.r-events", has_text="killed").first.locator("button").first.click()
    page.keyboard.press("e")
    form = page.locator("form.editor")
    form.get_by_label("place").fill("Karsk")
    form.get_by_label("type").select_option("COERCE")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    row = page.locator(".row.edited")
    assert "coerce" in row.locator(".facts").inner_text()
    assert "Karsk" in row.locator(".facts").inner_text()


def test_missed_words_are_selected_and_added(page, article_id):
    page.goto(f"/article/{article_id(HOSTILE_KEY)}")
    # The words stand after characters outside the basic plane, where browsers and Python count differently.
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          let node;
          while ((node = walker.nextNode())) {
            const at = node.data.indexOf("stood");
            if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + 5);
          }
        }"""
    )
    page.keyboard.press("n")
    form = page.locator("form.editor")
    assert form.get_by_label("anchor").input_value() == "stood"
    form.get_by_label("type").select_option("PROTEST")
    with page.expect_event("load"):
        form.get_by_text("Add", exact=True).click()
    assert lit(page) == "stood"


def test_a_comment_stays_with_its_record(page, article_id):
    page.goto(f"/article/{article_id(WIRE)}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.type("who counted? <b>ask</b>")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    assert "who counted? <b>ask</b>" in page.locator(".row.commented .facts").inner_text()


def test_a_queue_takes_one_key_a_record(page):
    page.goto("/review/events/lowest")
    seen = []
    for key in "axsa":
        seen.append(page.locator(".text").get_attribute("data-record"))
        with page.expect_event("load"):
            page.keyboard.press(key)
    assert len(set(seen)) == 4
    assert "3 of" in page.locator(".queue-head").inner_text()
    assert page.locator(".text .lit").count() > 0


def test_two_reviewers_differ_and_a_third_adjudicates(page, article_id):
    article = article_id(WIRE)
    for name, key in (("Anna", "a"), ("Boris", "x")):
        page.goto("/review")
        page.locator("input[name=name]").fill(name)
        with page.expect_event("load"):
            page.get_by_role("button", name="Change").click()
        page.goto(f"/article/{article}")
        page.locator(".row.r-events button").first.click()
        page.keyboard.press(key)
        page.locator("body:not([data-sending])").wait_for()
    page.goto("/review")
    page.get_by_role("link", name="adjudicate 1").click()
    page.wait_for_load_state()
    assert "Anna accepted" in page.locator(".opinions").inner_text()
    page.keyboard.press("x")
    page.get_by_text("Nothing waits here").wait_for()
