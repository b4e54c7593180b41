from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import span_of
from onrecord.errors import InputError
from onrecord.readers import ReadOptions, read_text
from onrecord.readers.offset_map import as_in_file
from onrecord.readers.page_source import declared_charset, page_statements, visible_text

from .made_files import assert_map_holds, only_article, only_error, remarks

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Cranes move again &#8211; The Harbour Tribune</title>
<meta property="og:site_name" content="The Harbour Tribune">
<meta property="og:title" content="Cranes move again">
<meta property="article:published_time" content="2021-05-03T21:00:00+03:00">
<meta name="author" content="Eleanor Whitcombe">
<link rel="canonical" href="https://tribune.example/2021/05/03/cranes">
<script type="text/javascript">var a = "<p>The harbour workers went back</p>";</script>
</head><body>
<nav><a href="/">Home</a> <a href="/port">Port</a></nav>
<article><h1>Cranes move again</h1>
<p class="byline">By Eleanor Whitcombe</p>
<p>The harbour workers went back to their cranes on Tuesday, and the <b>c</b>ouncil&nbsp;met in the old town hall.
Nobody had thought to lock it.</p>
<p>&ldquo;We were lucky,&rdquo; said Mayor <a href="/vos">Jan Vos</a>, who had been away
&amp; had <em>nothing</em> to report. The union&rsquo;s spokesman did not answer our questions,
and the police had no comment on the arrests of the week before.</p>
<p>The strike had spread on Friday to the largest port in the country, where more than 4,000 people stopped
work for a day.</p>
</article><footer><p>Privacy</p></footer></body></html>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "cranes.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_gives_its_article_and_what_its_tags_state(page: Path) -> None:
    article = only_article(page)
    assert article.title == "Cranes move again"
    assert article.byline == "Eleanor Whitcombe"
    assert article.publisher == "The Harbour Tribune"
    assert (article.published, article.published_from) == ("2021-05-03", "meta")
    assert article.url == "https://tribune.example/2021/05/03/cranes"
    assert article.language == "en"
    assert "“We were lucky,” said Mayor Jan Vos" in article.text
    assert "Privacy" not in article.text


def test_the_words_of_a_page_stand_where_the_map_says(page: Path) -> None:
    article = only_article(page)
    assert_map_holds(article, PAGE)
    mapped = sum(segment.length for segment in article.offset_map)
    assert mapped > 0.95 * len(article.text)
    start = article.text.index("council")
    span = span_of(article, start, start + len("council"))
    assert span.file_start is not None
    assert PAGE[span.file_start : span.file_end] == "c</b>ouncil"
    lucky = article.text.index("“We were lucky,”")
    span = span_of(article, lucky, lucky + 16)
    assert span.file_start is not None
    assert PAGE[span.file_start : span.file_end] == "We were lucky,"


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = PAGE.replace('charset="utf-8"', 'charset="windows-1252"').replace("&ldquo;", "“").replace("&rdquo;", "”")
    path.write_bytes(text.encode("cp1252"))
    article = only_article(path)
    assert "“We were lucky,”" in article.text
    assert_map_holds(article, text)


def test_two_dates_are_told_and_the_tag_wins(page: Path) -> None:
    page.write_text(PAGE.replace("/2021/05/03/", "/2021/05/13/"), encoding="utf-8")
    assert only_article(page).published == "2021-05-03"
    assert remarks(page) == ["states two dates of publication: 2021-05-03 (meta) and 2021-05-13 (url); took 2021-05-03"]


def test_a_date_in_the_running_text_is_no_date_of_publication(page: Path) -> None:
    text = PAGE.replace('<meta property="article:published_time" content="2021-05-03T21:00:00+03:00">', "")
    text = text.replace("/2021/05/03/", "/").replace("on Friday", "on Friday, 30 April 2021,")
    page.write_text(text, encoding="utf-8")
    assert only_article(page).published is None


def test_a_page_without_article_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>render()</script><div id='app'></div></body></html>", encoding="utf-8")
    assert "without article text" in only_error(path).problem


@pytest.mark.parametrize("length", [300, 700, 1200, 1500, 1900])
def test_a_page_that_breaks_off_gives_an_article_or_a_problem(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE[:length], encoding="utf-8")
    try:
        article = read_text(PAGE[:length], options=ReadOptions(format="html"))
    except InputError:
        return
    assert_map_holds(article, PAGE[:length])


def test_json_ld_states_date_author_and_outlet() -> None:
    found = page_statements(
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",'
        ' "headline": "Cranes", "datePublished": "2021-05-03", "author": [{"name": "E. W."}, {"name": "J. V."}],'
        ' "publisher": {"name": "Tribune"}}]}</script>'
    )
    assert found.published() == "2021-05-03"
    assert found.author() == "E. W., J. V."
    assert found.publisher() == "Tribune"


def test_a_time_element_counts_only_as_date_of_publication() -> None:
    assert page_statements('<time datetime="2021-05-03">').published() is None
    assert page_statements('<time class="published" datetime="2021-05-03">').published() == "2021-05-03"
    assert page_statements('<time class="published updated" datetime="2021-05-03">').published() is None


def test_charsets_are_found_in_tag_and_xml_head() -> None:
    assert declared_charset(b'<meta charset="koi8-r">') == "koi8-r"
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=cp1251">') == "cp1251"
    assert declared_charset(b'<?xml version="1.0" encoding="iso-8859-2"?>') == "iso-8859-2"
    assert declared_charset(b"<p>charset</p>") is None


PIECES = [
    "<p>",
    "</p>",
    "<",
    ">",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "<script>",
    "</script>",
    "<a href='",
    "'",
    '"',
    "mayor ",
    "\n",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_source_has_a_visible_text_whose_map_holds(pieces: list[str]) -> None:
    source = "".join(pieces)
    visible = visible_text(as_in_file(source))
    for segment in visible.segments:
        in_text = visible.text[segment.start : segment.start + segment.length]
        assert in_text == source[segment.file_start : segment.file_start + segment.length]
    page_statements(source)


def test_tags_without_end_take_no_endless_time() -> None:
    for piece in ("<", "<a ", "<p", "<!--", "<script>", "&", "<a href='", '<b "', "<meta charset="):
        source = piece * 20_000
        visible_text(as_in_file(source))
        page_statements(source)
