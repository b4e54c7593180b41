from collections.abc import Sequence

import pytest

from onrecord.readers.layout import (
    Paragraph,
    ParagraphKind,
    WordForms,
    is_page_number,
    keeps_hyphen,
    mended,
    run_together,
    running_lines,
)
from onrecord.readers.offset_map import as_in_file

NOTHING_KNOWN = WordForms("")


def paragraphs(texts: Sequence[str], kind: ParagraphKind = "prose") -> list[Paragraph]:
    return [Paragraph(as_in_file(text), kind) for text in texts]


def mended_texts(*texts: str) -> list[str]:
    return [each.text for each in mended(paragraphs(texts), NOTHING_KNOWN)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The strike spread to the largest port in", "the country, where cranes stood still."),
        ("She shouted: “Many", "workers have not been paid since May.”"),
        ("In the mountain province of Arran,", "which few reporters have seen, shops were shut."),
        ("The decree was signed by Gen.", "Mikhail Orlov."),
        ("“Who will pay for it?”", "asked the treasurer."),
        ("The ministers were to meet in the", "Kremlin on Friday."),
    ],
)
def test_a_paragraph_cut_in_two_is_mended(before: str, after: str) -> None:
    assert mended_texts(before, after) == [f"{before} {after}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The mayor resigned on Monday.", "The council will meet today."),
        ("The parties agreed to:", "end the blockade"),
        ("end the blockade", "release the prisoners"),
        ("Riots in the south", "al-Nur fighters took the bridge."),
        ("What comes next", "The council will meet today."),
    ],
)
def test_whole_paragraphs_stay_apart(before: str, after: str) -> None:
    assert mended_texts(before, after) == [before, after]


def test_headings_and_items_are_not_continued_into() -> None:
    heading, item, text = (
        Paragraph(as_in_file("The war in"), "heading"),
        *paragraphs(["the south"], "item"),
        *paragraphs(["It ended."]),
    )
    assert len(mended([heading, item, text], NOTHING_KNOWN)) == 3


def test_a_running_head_in_the_cut_comes_after_the_mended_paragraph() -> None:
    before, head, after = (
        Paragraph(as_in_file("The strike spread to the largest port in")),
        Paragraph(as_in_file("The Harbour Tribune"), "furniture"),
        Paragraph(as_in_file("the country.")),
    )
    texts = [each.text for each in mended([before, head, after], NOTHING_KNOWN)]
    assert texts == ["The strike spread to the largest port in the country.", "The Harbour Tribune"]


@pytest.mark.parametrize(
    ("first", "last", "keeps"),
    [
        ("mobili", "zation", False),
        ("govern", "ment", False),
        ("Russian", "backed", True),
        ("self", "defence", True),
        ("Franco", "German", True),
        ("commander-in", "chief", True),
    ],
)
def test_a_hyphen_at_a_lines_end_is_kept_where_it_belongs_to_the_word(first: str, last: str, keeps: bool) -> None:
    assert keeps_hyphen(first, last, NOTHING_KNOWN) is keeps


def test_the_same_word_elsewhere_decides_about_its_hyphen() -> None:
    assert keeps_hyphen("re", "open", WordForms("They will re-open it.")) is True
    assert keeps_hyphen("long", "term", WordForms("a longterm plan")) is False


def test_a_suspended_hyphen_keeps_its_blank() -> None:
    pieces = [as_in_file("two-"), as_in_file("and three-year terms")]
    assert run_together(pieces, NOTHING_KNOWN).text == "two- and three-year terms"


def test_a_soft_hyphen_at_a_lines_end_goes() -> None:
    pieces = [as_in_file("govern\xad"), as_in_file("ment")]
    assert run_together(pieces, NOTHING_KNOWN).text == "government"


def test_lines_on_several_pages_are_running_heads() -> None:
    pages = [["The Harbour Tribune, page 1", "a", "b", "c", "d"], ["The Harbour Tribune, page 2", "e", "f", "g", "h"]]
    assert running_lines(pages) == {"the harbour tribune, page #"}


def test_page_numbers_are_known() -> None:
    assert all(map(is_page_number, ["12", "- 12 -", "Page 3 of 12", "iv"]))
    assert not is_page_number("12 dead")
