import os
from pathlib import Path

import pytest

from onrecord.readers import ReadOptions, expand_sources
from onrecord.schema import Problem

from .made_files import only_article, only_error

SENTENCE = "The harbour workers went back to their cranes on Tuesday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "c.log", ".hidden.txt", "deep/d.HTML", "deep/.git/e.txt", "f.jsonl.gz"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SENTENCE)
    return tmp_path


def names(sources: list[str], folder: Path) -> list[str]:
    found = list(expand_sources(sources))
    assert not [each for each in found if isinstance(each, Problem)]
    return [str(each.relative_to(folder)) for each in found if isinstance(each, Path)]


def test_a_folder_stands_for_the_known_files_below_it(folder: Path) -> None:
    assert names([str(folder)], folder) == ["a.md", "b.txt", "deep/d.HTML", "f.jsonl.gz"]


def test_a_glob_stands_for_its_files_in_order(folder: Path) -> None:
    assert names([str(folder / "*.[mt]?*")], folder) == ["a.md", "b.txt"]
    assert names([str(folder / "**" / "*.HTML")], folder) == ["deep/d.HTML"]


def test_a_file_named_twice_comes_once(folder: Path) -> None:
    assert names([str(folder / "b.txt"), str(folder)], folder) == ["b.txt", "a.md", "deep/d.HTML", "f.jsonl.gz"]


@pytest.mark.parametrize(
    ("source", "words"),
    [("gone.txt", "does not exist"), ("*.doc", "fits no file"), ("empty", "holds no file"), ("a\0b", "does not exist")],
)
def test_what_stands_for_no_file_is_told(tmp_path: Path, source: str, words: str) -> None:
    (tmp_path / "empty").mkdir()
    (problem,) = expand_sources([f"{tmp_path}/{source}"])
    assert isinstance(problem, Problem)
    assert words in problem.problem
    assert problem.remedy


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"%PDF-1.7\n", "is a PDF"),
        ("a.txt", b"\x1f\x8b\x08\x00", "gzip"),
        ("a.md", b"PK\x03\x04", "zip"),
        ("a.docx", b"PK\x03\x04", "Office"),
        ("a.txt", b"{\\rtf1 x}", "rich text"),
        ("a.txt", b"<!DOCTYPE html><p>x", "HTML"),
        ("a.pdf", b"The mayor left.", "no PDF"),
        ("a.json", b'[{"text": "x"}]', "JSON Lines"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "white space"),
        ("a.txt", b"\x00\x01\x02", "binary"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    problem = only_error(path)
    assert words in problem.problem
    assert problem.source == str(path)


def test_a_file_with_an_unknown_suffix_goes_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "dispatch"
    path.write_text(SENTENCE)
    assert only_article(path).format == "text"
    path.write_text(f"<!doctype html><html><body><article><p>{SENTENCE * 5}</p></article></body></html>")
    assert only_article(path).format == "html"


def test_a_pdf_is_mentioned_in_a_text_without_being_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A file that begins with %PDF-1.7 is a PDF, the clerk said.")
    assert only_article(path).format == "text"


def test_the_callers_format_goes_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# Cranes move\n\nThe *mayor* left.")
    assert only_article(path, ReadOptions(format="markdown")).text == "Cranes move\n\nThe mayor left."


def test_a_folder_given_as_a_file_is_told(tmp_path: Path) -> None:
    assert "is a folder" in only_error(tmp_path).problem


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert "does not exist" in only_error(tmp_path / "a.txt").problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    assert "may not be read" in only_error(path).problem


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert "no regular file" in only_error(path).problem
