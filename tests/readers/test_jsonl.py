import gzip
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import span_of
from onrecord.readers import ReadOptions
from onrecord.readers.jsonl import _mapped_string

from .made_files import articles_and_problems, assert_map_holds, only_article, only_error

FIRST = {
    "id": 7,
    "title": "Cranes move",
    "text": "The mayor said: “Nobody was hurt.”\n\nThe council met.",
    "lang": "en",
}
SECOND = {
    "maintext": "The union wants a raise.",
    "authors": ["E. Whitcombe", "J. Vos"],
    "date_publish": "2021-05-03 10:00:00",
    "source_domain": "tribune.example",
    "url": "https://tribune.example/2021/05/03/raise",
}


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_each_line_is_an_article_with_what_its_fields_state(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [json.dumps(FIRST), "", json.dumps(SECOND, ensure_ascii=False)])
    (first, second), _ = articles_and_problems(path)
    assert (first.key, first.locator, first.title) == ("7", "line 1", "Cranes move")
    assert first.text == "The mayor said: “Nobody was hurt.”\n\nThe council met."
    assert (second.key, second.locator) == (f"{path}#line 3", "line 3")
    assert second.byline == "E. Whitcombe, J. Vos"
    assert second.publisher == "tribune.example"
    assert (second.published, second.published_from) == ("2021-05-03", "field")


def test_the_map_points_into_the_file_of_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ["{}", json.dumps(FIRST), json.dumps(FIRST, ensure_ascii=False)])
    file_text = path.read_text(encoding="utf-8")
    articles, _ = articles_and_problems(path)
    for article in articles:
        assert_map_holds(article, file_text)
        start = article.text.index("council")
        span = span_of(article, start, start + len("council"))
        assert span.file_start is not None
        assert file_text[span.file_start : span.file_end] == "council"
    assert "“" not in file_text.splitlines()[1]


def test_a_bad_line_costs_nothing_but_itself(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl", [json.dumps(FIRST), '{"text": "The mayor', "[1, 2]", '{"title": "x"}', json.dumps(SECOND)]
    )
    articles, problems = articles_and_problems(path)
    assert len(articles) == 2
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [(problem.place or "").split(",")[0] for problem in errors] == ["line 2", "line 3", "line 4"]
    assert "--field" in errors[2].remedy


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(FIRST).encode() + b'\n{"text": "caf\xe9"}\n' + json.dumps(SECOND).encode())
    articles, problems = articles_and_problems(path)
    assert len(articles) == 2
    assert [problem.place for problem in problems if problem.severity == "error"] == ["line 2"]


def test_a_compressed_file_is_read_and_nothing_points_into_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(FIRST).encode()))
    assert only_article(path).offset_map == ()


def test_a_compressed_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"The council of district {n} met on Monday.", "id": n * 7919}) for n in range(2_000)]
    whole = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    articles, problems = articles_and_problems(path, ReadOptions(language="en", published="2021-05-03"))
    assert len(articles) > 100
    assert len(problems) == 1
    assert "breaks off" in problems[0].problem


def test_reading_starts_after_the_lines_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [json.dumps({"text": f"District {n} voted."}) for n in range(5)])
    articles, _ = articles_and_problems(path, start=3)
    assert [article.locator for article in articles] == ["line 4", "line 5"]


def test_a_line_too_long_is_passed_over_and_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl",
        [
            json.dumps({"text": "The mayor left. " * 100}),
            json.dumps({"text": "x" * 20}),
            json.dumps({"text": "He left."}),
        ],
    )
    articles, problems = articles_and_problems(path, ReadOptions(max_characters=15, language="en"))
    assert [article.text for article in articles] == ["He left."]
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [problem.place for problem in errors] == ["line 1", "line 2"]
    assert all("--max-characters" in problem.remedy for problem in errors)


def test_markup_in_a_text_field_is_read_as_a_page(tmp_path: Path) -> None:
    page = (
        "<p>The harbour workers went back to their cranes on Tuesday.</p><p>The council met in the old town hall.</p>"
    )
    path = written(tmp_path / "a.jsonl", [json.dumps({"text": page})])
    article = only_article(path)
    assert "<p>" not in article.text
    assert "The council met in the old town hall." in article.text
    assert_map_holds(article, path.read_text(encoding="utf-8"))


def test_fields_may_be_named_by_the_caller(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [json.dumps({"story": "The mayor left."})])
    assert "no text" in only_error(path).problem
    assert only_article(path, ReadOptions(jsonl_fields={"text": ("story",)})).text == "The mayor left."


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.booleans(), st.text(max_size=10))
def test_any_string_is_found_in_its_line(text: str, ascii_only: bool, other: str) -> None:
    line = json.dumps(
        {"a": {"text": other}, "b": [other, '"text":'], "text": text, other + "x": "text"}, ensure_ascii=ascii_only
    )
    mapped = _mapped_string(line, "text", 10)
    assert mapped.text == text
    for segment in mapped.segments:
        place = segment.file_start - 10
        assert mapped.text[segment.start : segment.start + segment.length] == line[place : place + segment.length]
