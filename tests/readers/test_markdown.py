from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import span_of
from onrecord.errors import InputError
from onrecord.readers import ReadOptions, read_text
from onrecord.schema import Article

from .made_files import assert_map_holds

MARKDOWN = ReadOptions(format="markdown")


def read(text: str) -> Article:
    article = read_text(text, options=MARKDOWN)
    if article.offset_map:
        assert_map_holds(article, text)
    return article


def shown(text: str) -> list[str]:
    return read(text).text.split("\n\n")


def test_escapes_and_emphasis_go_and_their_words_keep_their_place() -> None:
    text = "The weekly *Anker* wrote that a crane driver earns \\$900, **twice** the _usual_ pay."
    article = read(text)
    assert article.text == "The weekly Anker wrote that a crane driver earns $900, twice the usual pay."
    span = span_of(article, article.text.index("Anker"), article.text.index("$900") + 4)
    assert span.file_start is not None
    assert text[span.file_start : span.file_end] == "Anker* wrote that a crane driver earns \\$900"


def test_marks_that_are_no_emphasis_stay() -> None:
    assert shown("The file is called port_of_arran_2 and 5 * 3 makes 15.") == [
        "The file is called port_of_arran_2 and 5 * 3 makes 15."
    ]
    assert shown("He called * twice.") == ["He called * twice."]


def test_emphasis_inside_a_word_goes() -> None:
    assert shown("The *un*elected council, and ***all*** of it.") == ["The unelected council, and all of it."]


def test_links_keep_their_words_and_lose_their_targets() -> None:
    text = (
        "The [council’s *report*](https://a.example/x_(1) 'Report') and [a second one][2] say so; see"
        " <https://b.example>.\n\n[2]: https://c.example"
    )
    assert shown(text) == ["The council’s report and a second one say so; see https://b.example."]


def test_square_brackets_of_an_editor_stay() -> None:
    assert shown("“Our town [about ten miles off] is quiet.”") == ["“Our town [about ten miles off] is quiet.”"]


def test_images_comments_tags_and_notes_go() -> None:
    text = "![A crane](a.jpg)\n\n<!-- draft\n\nno print -->\n\nThe mayor<br>left <b>town</b>.[^1] &ldquo;No&rdquo;.\n"
    assert shown(text) == ["The mayor left town. “No”."]


def test_headings_quotes_and_lists_lose_their_marks() -> None:
    text = "# Cranes move #\n\nSecond head\n---\n\n> We were\n> lucky.\n\n- one crane\n- two cranes\n1. first\n\n***\n"
    article = read(text)
    assert article.text.split("\n\n") == [
        "Cranes move",
        "Second head",
        "We were lucky.",
        "one crane",
        "two cranes",
        "1. first",
    ]
    assert article.title == "Cranes move"


def test_code_stays_as_it_is() -> None:
    assert shown("Text.\n\n```\na_*b*\n# not a head\n```\n\nMore `x_y_z` text.") == [
        "Text.",
        "a_*b*",
        "# not a head",
        "More x_y_z text.",
    ]


def test_front_matter_is_no_text() -> None:
    text = (
        "---\ntitle: 'Cranes move: again'\nauthors:\n  - Eleanor Whitcombe\n  - Jan Vos\n"
        "publisher: The Harbour Tribune\n"
        "date: 2021-05-03  # a Monday\nurl: https://tribune.example/2021/05/03/cranes\nlang: en-GB\n---\n\n"
        "The harbour workers went back to their cranes.\n"
    )
    article = read(text)
    assert article.text == "The harbour workers went back to their cranes."
    assert article.title == "Cranes move: again"
    assert article.byline == "Eleanor Whitcombe, Jan Vos"
    assert article.publisher == "The Harbour Tribune"
    assert (article.published, article.published_from) == ("2021-05-03", "front matter")
    assert article.url == "https://tribune.example/2021/05/03/cranes"
    assert article.language == "en"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert shown("---\n\nThe mayor resigned.\n\n---\n\nThe council met.") == ["The mayor resigned.", "The council met."]


def test_author_and_date_lines_in_one_block_stay_apart() -> None:
    article = read("# Cranes move\n\n*By Eleanor Whitcombe*\n**3 May 2021**\n\nThe harbour workers went back to work.")
    assert [span.quote for span in article.boilerplate] == ["By Eleanor Whitcombe", "3 May 2021"]
    assert article.byline == "Eleanor Whitcombe"
    assert article.published == "2021-05-03"


def test_a_string_with_a_heading_is_taken_for_markdown() -> None:
    assert read_text("# Cranes move\n\nThe *mayor* left.", options=ReadOptions()).format == "markdown"
    assert read_text("Cranes move\n\nThe *mayor* left.", options=ReadOptions()).format == "text"


PIECES = [
    "#",
    "*",
    "**",
    "_",
    "\\",
    "[",
    "](",
    ")",
    "!",
    "`",
    "> ",
    "- ",
    "\n",
    "\n\n",
    "---\n",
    "<b>",
    "<!--",
    "&amp;",
    "mayor",
    " ",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_markdown_is_read_and_its_map_holds(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        article = read_text(text, options=ReadOptions(format="markdown", language="en"))
    except InputError:
        return
    if article.offset_map:
        assert_map_holds(article, text)


def test_marks_without_end_take_no_endless_time() -> None:
    for mark in ("*a ", "[", "_a_b", "![", "`", "(", "\\", "<a ", "[a](", "**", "&a"):
        read_text("The mayor left. " + mark * 20_000, options=MARKDOWN)
