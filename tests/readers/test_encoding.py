from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.readers import ReadOptions
from onrecord.readers.encoding import decoded

from .made_files import only_article, only_error

SENTENCE = "“No café in Łódź is open,” the mayor said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(encoding: str) -> None:
    answer = decoded(SENTENCE.encode(encoding), source="a.txt")
    assert answer.text == SENTENCE
    assert answer.warnings == ()


def test_a_windows_file_is_read_with_a_warning() -> None:
    answer = decoded("The café’s owner said “no”.".encode("cp1252"), source="a.txt")
    assert answer.text == "The café’s owner said “no”."
    assert answer.encoding == "cp1252"
    assert "--encoding" in answer.warnings[0][2]


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    raw = "Президент сказал".encode("cp1251")
    assert decoded(raw, source="a.html", declared="windows-1251").text == "Президент сказал"


def test_russian_bytes_are_not_taken_for_accents() -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor Windows-1252"):
        decoded("Президент сказал, что уйдёт".encode("cp1251"), source="a.txt")


def test_mixed_encodings_name_the_byte_and_the_remedy() -> None:
    raw = "The café is closed. ".encode() + "The café is open.".encode("cp1252")
    with pytest.raises(InputError) as refused:
        decoded(raw, source="a.txt")
    assert refused.value.place == "byte 28"
    assert raw[28] == 0xE9
    assert "--encoding" in refused.value.remedy


def test_a_forced_encoding_is_taken_strictly() -> None:
    with pytest.raises(InputError, match="is not utf-8"):
        decoded("café".encode("cp1252"), source="a.txt", forced="utf-8")


def test_text_that_was_encoded_twice_is_told() -> None:
    raw = "The mayor said “no”.".encode().decode("cp1252", "ignore").encode()
    assert "once read in another encoding" in decoded(raw, source="a.txt").warnings[0][1]


def test_a_file_cut_within_a_character_keeps_what_is_there() -> None:
    answer = decoded("The mayor drank a café".encode()[:-1], source="a.txt")
    assert answer.text == "The mayor drank a caf"
    assert "cut short" in answer.warnings[0][1]


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 10)
    assert "binary" in only_error(path).problem


def test_wide_characters_without_a_mark_name_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The mayor resigned on Monday.".encode("utf-16-le"))
    assert "--encoding utf-16-le" in only_error(path).remedy
    assert only_article(path, ReadOptions(encoding="utf-16-le")).text == "The mayor resigned on Monday."


def test_an_unknown_encoding_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no character encoding"):
        ReadOptions(encoding="klingon")
