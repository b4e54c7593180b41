from pathlib import Path

import pytest

from onrecord.readers import ReadOptions

from .made_files import articles_and_problems, gzipped, only_error, warc_record


def page(town: str) -> bytes:
    return (
        f"<html><head><title>{town}</title></head><body><article><h1>The council of {town}</h1>"
        f"<p>The council of {town} met on Monday in the old town hall; its mayor said nobody was hurt.</p>"
        f"<p>“We were lucky,” the mayor said. The police of {town} had no comment on the arrests of that week.</p>"
        "</article></body></html>"
    ).encode()


RECORDS = [
    warc_record("https://a.example/2021/05/03/arran", page("Arran")),
    warc_record("https://a.example/crane.png", b"\x89PNG", kind="image/png"),
    warc_record("https://a.example/gone", page("Nowhere"), status="404 Not Found"),
    warc_record("https://a.example/birk", page("Birk")),
]


@pytest.mark.parametrize("compressed", [False, True])
def test_each_page_is_an_article(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(gzipped(RECORDS) if compressed else b"".join(RECORDS))
    (first, second), problems = articles_and_problems(path)
    assert first.key == "https://a.example/2021/05/03/arran"
    assert first.url == first.key
    assert first.locator == "record at byte 0"
    assert (first.published, first.published_from) == ("2021-05-03", "url")
    assert "“We were lucky,” the mayor said." in first.text
    assert first.offset_map == ()
    assert second.published is None
    assert [problem.severity for problem in problems] == ["warning"]


def test_reading_starts_after_the_pages_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(RECORDS))
    articles, _ = articles_and_problems(path, start=1)
    assert [article.key for article in articles] == ["https://a.example/birk"]


@pytest.mark.parametrize("missing", [30, 150])
def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path, missing: int) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzipped(RECORDS)[:-missing])
    articles, problems = articles_and_problems(path)
    assert [article.key for article in articles] == ["https://a.example/2021/05/03/arran"]
    errors = [problem for problem in problems if problem.severity == "error"]
    assert len(errors) == 1
    assert "byte" in (errors[0].place or "")


def test_damage_in_the_middle_names_the_byte(tmp_path: Path) -> None:
    raw = bytearray(gzipped(RECORDS))
    raw[-200] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bytes(raw))
    articles, problems = articles_and_problems(path)
    assert len(articles) == 1
    assert any("byte" in (problem.place or "") for problem in problems if problem.severity == "error")


def test_a_page_without_article_costs_nothing_but_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record("https://a.example/app", b"<html><body></body></html>") + b"".join(RECORDS))
    articles, problems = articles_and_problems(path)
    assert len(articles) == 2
    assert [problem.place for problem in problems if problem.severity == "error"] == ["record at byte 0"]


def test_a_warc_without_pages_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[1])
    assert "no HTML page" in only_error(path).problem


def test_a_file_that_is_no_warc_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"The mayor left.\n" * 50)
    assert len([each for each in articles_and_problems(path)[1] if each.severity == "error"]) == 1


def test_a_page_too_long_names_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record("https://a.example/long", page("Arran") + b" " * 10_000))
    assert "--max-characters" in only_error(path, ReadOptions(max_characters=1_000)).remedy
