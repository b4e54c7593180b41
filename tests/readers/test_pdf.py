from pathlib import Path

from onrecord.readers import ReadOptions

from .made_files import articles_and_problems, only_article, only_error, page_of, pdf, remarks

CRANES = "Three days after the ministers fell, the workers went back to their cranes and the council met in the hall."
MAYOR = "The mayor said on Tuesday that nobody had been hurt, although the police kept watch in the largest district of"
FIRST_PAGE = page_of(
    [
        CRANES,
        MAYOR,
    ],
    number=1,
)
SECOND_PAGE = page_of(
    [
        "the republic, where the crane drivers had been on strike since Friday.",
        "A spokesman for the union put the number of strikers at more than 4,000.",
    ],
    number=2,
)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_lines_are_put_together_and_pages_too(tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.pdf", pdf([FIRST_PAGE, SECOND_PAGE])))
    text = [each for each in article.text.split("\n\n") if each not in {span.quote for span in article.boilerplate}]
    assert text == [
        CRANES,
        MAYOR + " the republic, where the crane drivers had been on strike since Friday.",
        "A spokesman for the union put the number of strikers at more than 4,000.",
    ]


def test_running_heads_and_page_numbers_are_no_article_text(tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.pdf", pdf([FIRST_PAGE, SECOND_PAGE])))
    assert [span.quote for span in article.boilerplate] == ["The Harbour Tribune", "1", "The Harbour Tribune", "2"]


def test_a_pdf_is_not_text_so_nothing_points_into_it(tmp_path: Path) -> None:
    article = only_article(written(tmp_path / "a.pdf", pdf([FIRST_PAGE])))
    assert article.format == "pdf"
    assert article.offset_map == ()


def test_a_large_first_line_is_the_headline(tmp_path: Path) -> None:
    title = [(22, 72, 750, "Three days in the harbour")]
    article = only_article(written(tmp_path / "a.pdf", pdf([title + FIRST_PAGE[2:]])))
    assert article.title == "Three days in the harbour"


def test_a_word_cut_at_a_lines_end_is_mended(tmp_path: Path) -> None:
    lines = [
        (12, 72, 700, "The council said that two mobiliza-"),
        (12, 72, 686, "tion orders and a Russian-"),
        (12, 72, 672, "backed decree were in force."),
    ]
    article = only_article(written(tmp_path / "a.pdf", pdf([lines])))
    assert article.text == "The council said that two mobilization orders and a Russian-backed decree were in force."


def test_a_locked_file_is_told(tmp_path: Path) -> None:
    assert "password" in only_error(written(tmp_path / "a.pdf", pdf([FIRST_PAGE], locked=True))).problem


def test_a_scanned_file_is_told(tmp_path: Path) -> None:
    problem = only_error(written(tmp_path / "a.pdf", pdf([[], []])))
    assert "no text layer: 2 pages" in problem.problem
    assert "ocrmypdf" in problem.remedy


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    whole = pdf([FIRST_PAGE, SECOND_PAGE])
    assert "cut short" in only_error(written(tmp_path / "a.pdf", whole[:1_200])).problem
    assert "cut short" in only_error(written(tmp_path / "b.pdf", b"%PDF-1.4\n" + b"x" * 50)).problem
    articles, _ = articles_and_problems(written(tmp_path / "c.pdf", whole[:-8]))
    assert len(articles) == 1
    assert any("cut short" in remark for remark in remarks(tmp_path / "c.pdf"))


def test_a_page_without_text_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pdf([FIRST_PAGE, []]))
    assert "has no text on page 2" in remarks(path)


def test_a_pdf_that_is_too_long_names_limit_and_page(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pdf([FIRST_PAGE, SECOND_PAGE]))
    problem = only_error(path, ReadOptions(max_characters=300))
    assert "limit is 300" in problem.problem
    assert problem.place == "page 2"
