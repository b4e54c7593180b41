from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.readers import ReadOptions
from onrecord.readers.options import default_jsonl_fields

from .made_files import articles_and_problems, only_article, only_error

FIRST = "The mayor said: “Nobody was hurt.”\n\nThe council met."
SECOND = "The union wants a raise. It will strike on Friday."


def written(path: Path, columns: dict[str, list[object]], **settings: int) -> Path:
    pq.write_table(pa.table(columns), path, **settings)
    return path


def test_each_row_is_an_article_with_what_its_columns_state(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.parquet",
        {
            "id": [7, 8],
            "title": ["Cranes move", None],
            "text": [FIRST, SECOND],
            "authors": [["E. Whitcombe", "J. Vos"], []],
            "publisher": ["Tribune", "Post"],
            "published": [dt.datetime(2021, 5, 3, 22, 0), None],
            "url": [None, "https://post.example/2021/05/04/raise"],
            "score": [0.1, 0.2],
        },
    )
    (first, second), _ = articles_and_problems(path)
    assert (first.key, first.locator, first.title, first.format) == ("7", "row 1", "Cranes move", "parquet")
    assert (first.text, first.byline, first.publisher) == (FIRST, "E. Whitcombe, J. Vos", "Tribune")
    assert (first.published, first.published_from) == ("2021-05-03", "field")
    assert (second.publisher, second.published, second.published_from) == ("Post", "2021-05-04", "url")
    assert first.offset_map == ()


def test_an_article_keeps_its_id_in_another_file_with_other_columns_beside_it(tmp_path: Path) -> None:
    one = written(tmp_path / "one.parquet", {"text": [FIRST], "url": ["https://a.example"]})
    other = written(
        tmp_path / "two.parquet", {"n": [1, 2], "url": [None, "https://a.example"], "text": [SECOND, FIRST]}
    )
    assert only_article(one).id == articles_and_problems(other)[0][1].id


def test_a_row_without_text_costs_nothing_but_itself(tmp_path: Path) -> None:
    articles, problems = articles_and_problems(written(tmp_path / "a.parquet", {"text": [FIRST, None, " ", SECOND]}))
    assert [article.locator for article in articles] == ["row 1", "row 4"]
    assert [problem.place for problem in problems if problem.severity == "error"] == ["row 2", "row 3"]


def test_reading_goes_on_after_rows_that_were_read_before(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": [f"{SECOND} {n}" for n in range(200)]}, row_group_size=50)
    articles, _ = articles_and_problems(path, start=120)
    assert [articles[0].locator, len(articles)] == ["row 121", 80]


def test_a_column_of_text_with_another_name_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"story": [FIRST], "words": [9]})
    error = only_error(path)
    assert "no column of text" in error.problem
    assert "story, words" in error.problem
    assert "--field text=NAME" in error.remedy
    options = ReadOptions(jsonl_fields={**default_jsonl_fields(), "text": ("story",)})
    assert only_article(path, options).text == FIRST


def test_a_column_of_numbers_is_not_taken_for_text(tmp_path: Path) -> None:
    error = only_error(written(tmp_path / "a.parquet", {"text": [1, 2]}))
    assert "column text holds int64" in error.problem


@pytest.mark.parametrize("kept", [0.2, 0.7])
def test_a_file_cut_short_is_named(tmp_path: Path, kept: float) -> None:
    path = written(tmp_path / "a.parquet", {"text": [FIRST * 50, SECOND * 50]})
    path.write_bytes(path.read_bytes()[: int(kept * path.stat().st_size)])
    assert "cut short" in only_error(path).problem


def test_rows_before_a_damaged_stretch_are_read(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {"text": [f"{SECOND} {n}" for n in range(400)]}
    path = written(tmp_path / "a.parquet", columns, row_group_size=100)
    raw = bytearray(path.read_bytes())
    at = pq.ParquetFile(path).metadata.row_group(2).column(0).dictionary_page_offset
    raw[at : at + 40] = b"\xff" * 40
    path.write_bytes(raw)
    articles, problems = articles_and_problems(path)
    assert len(articles) >= 128
    (error,) = [problem for problem in problems if problem.severity == "error"]
    assert "is damaged" in error.problem
    assert error.place == f"row {len(articles) + 1}"


def test_a_file_of_another_kind_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text(FIRST)
    assert only_error(tmp_path / "a.parquet")
    plain = written(tmp_path / "b.parquet", {"text": [FIRST]})
    plain.rename(tmp_path / "b.dat")
    assert only_article(tmp_path / "b.dat").text == FIRST


def test_what_is_no_number_is_no_id(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": [FIRST], "id": [float("nan")], "title": [float("nan")]})
    article = only_article(path)
    assert (article.key, article.title) == (f"{path}#row 1", None)
