from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.ids import article_id
from onrecord.readers import ReadOptions, read_text
from onrecord.readers.assembly import sha256_of

from .made_files import articles_and_problems, assert_map_holds, only_article, only_error, remarks

SENTENCE = "The harbour workers went back to their cranes on Tuesday.\n"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.md"


def test_the_id_follows_from_the_bytes_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SENTENCE)
    first, second = only_article(tmp_path / "a.txt"), only_article(tmp_path / "b.txt")
    assert first.id == second.id == article_id(sha256_of(SENTENCE.encode()))
    assert first.key == str(tmp_path / "a.txt")


def test_the_callers_date_and_outlet_go_before_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\npublished: 2021-05-03\npublisher: Tribune\n---\n\n{SENTENCE}")
    article = only_article(path, ReadOptions(published="2021-06-01", publisher="Courier", language="de"))
    assert (article.published, article.published_from) == ("2021-06-01", "option")
    assert article.publisher == "Courier"
    assert article.language == "de"


def test_a_date_that_may_be_two_days_is_none_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ndate: 07/10/2022\n---\n\n{SENTENCE}")
    assert only_article(path).published is None
    (remark,) = remarks(path)
    assert "may be 2022-10-07 or 2022-07-10" in remark


def test_an_article_without_date_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    articles, problems = articles_and_problems(path)
    assert articles[0].published is None
    assert [(problem.severity, problem.article) for problem in problems] == [("warning", articles[0].id)]


def test_a_date_in_the_future_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ndate: 2190-01-01\n---\n\n{SENTENCE}")
    assert only_article(path).published == "2190-01-01"
    assert "future" in remarks(path)[0]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
        file.seek(0)
        file.write(b"The mayor left. ")
    problem = only_error(path)
    assert "1,000,000 characters" in problem.problem
    assert "--max-characters" in problem.remedy


def test_a_line_of_three_million_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mayor " * 500_000)
    problem = only_error(path)
    assert "limit is 1,000,000" in problem.problem


def test_a_string_that_is_too_long_or_empty_is_refused() -> None:
    with pytest.raises(InputError, match="limit is 10"):
        read_text("The mayor left town.", options=ReadOptions(max_characters=10))
    with pytest.raises(InputError, match="no text"):
        read_text("  \n ", options=ReadOptions())


def test_half_a_character_is_replaced() -> None:
    article = read_text("The mayor \ud83d left.", options=ReadOptions())
    assert article.text == "The mayor \ufffd left."


def test_a_text_in_another_language_is_returned_with_its_language() -> None:
    text = "Der Bürgermeister sagte am Montag, dass niemand verletzt worden sei, und fuhr in die Ferien."
    assert read_text(text, options=ReadOptions()).language == "de"


@pytest.mark.parametrize("published", ["07/10/2022", "2022-13-01", "yesterday"])
def test_an_option_that_is_no_date_is_refused_at_once(published: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        ReadOptions(published=published)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not there")
def test_the_seed_article_is_repaired() -> None:
    article = only_article(SEED)
    assert article.title is not None
    assert article.text.startswith(article.title + "\n\n")
    assert article.byline == "Clara Weiss"
    assert (article.published, article.published_from) == ("2022-10-07", "byline")
    assert article.publisher is None
    for mended in ("of Dagestan, where a", "“Many people are", "largest country in the world, with"):
        assert mended in article.text
    for mark in ("*", "\\", "](", "# "):
        assert mark not in article.text
    assert [span.quote.split()[0] for span in article.boilerplate] == ["Clara", "7", "To", "wsws.org/contact"]
    assert_map_holds(article, SEED.read_text(encoding="utf-8"))
