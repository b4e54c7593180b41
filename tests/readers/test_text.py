from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import span_of
from onrecord.errors import InputError
from onrecord.readers import ReadOptions, read_text
from onrecord.readers.offset_map import as_in_file
from onrecord.readers.text import plain_paragraphs

from .made_files import assert_map_holds, only_article

WRAPPED = """Cranes move again in Arran

The harbour workers went back to their cranes on Tuesday, three days
after the ministers fell, and the council met in the old town hall.
The mayor, who had been away since Fri-
day, told it that nobody had been hurt.

"We were lucky," she said.
"""


UNWRAPPED = (
    "The harbour workers went back to their cranes on Tuesday, three days after the ministers fell, and the council"
    " met in the old town hall. The mayor, who had been away since Friday, told it that nobody had been hurt."
)


def test_wrapped_lines_are_put_together() -> None:
    article = read_text(WRAPPED, options=ReadOptions())
    assert article.text.split("\n\n") == [
        "Cranes move again in Arran",
        UNWRAPPED,
        '"We were lucky," she said.',
    ]
    assert article.title == "Cranes move again in Arran"
    assert_map_holds(article, WRAPPED)


def test_a_span_over_a_mended_word_covers_both_halves_in_the_file() -> None:
    article = read_text(WRAPPED, options=ReadOptions())
    start = article.text.index("Friday")
    span = span_of(article, start, start + len("Friday"))
    assert span.file_start is not None
    assert WRAPPED[span.file_start : span.file_end] == "Fri-\nday"


def test_short_lines_under_each_other_stay_apart() -> None:
    text = "Cranes move again\nEleanor Whitcombe\n3 May 2021\n\nThe harbour workers went back to work on Tuesday."
    article = read_text(text, options=ReadOptions())
    assert article.text.split("\n\n")[:3] == ["Cranes move again", "Eleanor Whitcombe", "3 May 2021"]
    assert (article.byline, article.published, article.published_from) == ("Eleanor Whitcombe", "2021-05-03", "byline")
    assert [span.quote for span in article.boilerplate] == ["Eleanor Whitcombe", "3 May 2021"]


def test_a_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    lines = [
        f"The council of district {number} met on Monday. " + "It voted and went home. " * 6 for number in range(5)
    ]
    assert len(plain_paragraphs(as_in_file("\n".join(lines)))) == 5


def test_windows_line_ends_are_counted_as_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Cranes move again\r\n\r\nThe workers went back.\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    article = only_article(path)
    span = span_of(article, article.text.index("The"), len(article.text))
    assert span.file_start == text.index("The")
    assert_map_holds(article, text)


def test_odd_characters_are_kept_as_they_are() -> None:
    text = "“Zu\u200bvor” she\xa0said, cafe\u0301, \u202bשלום\u202c."
    assert read_text(text, options=ReadOptions()).text == text


def test_a_text_already_in_shape_is_not_touched() -> None:
    text = "The mayor resigned.\n\nThe council met.\n\n“Who pays?” one member asked."
    assert read_text(text, options=ReadOptions()).text == text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_is_read_and_its_map_holds(text: str) -> None:
    try:
        article = read_text(text, options=ReadOptions(format="text", language="en"))
    except InputError:
        assert not text.strip()
        return
    if article.offset_map:
        assert_map_holds(article, text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["The", "mayor", "co-", "said", "“no”", ".", "\n", "\n\n", "\x0c", "12", "By Jan Vos", " ", "—"]
        ),
        max_size=60,
    )
)
def test_text_of_words_and_breaks_keeps_its_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        article = read_text(text, options=ReadOptions(format="text", language="en"))
    except InputError:
        assert not text.strip()
        return
    assert_map_holds(article, text)
    letters = sorted(character for character in text if character.isalnum())
    assert sorted(character for character in article.text if character.isalnum()) == letters
    for span in article.boilerplate:
        assert article.text[span.start : span.end] == span.quote
