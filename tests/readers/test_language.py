import pytest

from onrecord.readers.language import language_code, text_language

ENGLISH = "The harbour workers went back to their cranes on Tuesday, and the council met in the old town hall. " * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("Рабочие порта во вторник вернулись к своим кранам, сообщил мэр города.", "ru"),
        ("Los trabajadores del puerto volvieron el martes a sus grúas, dijo el alcalde.", "es"),
    ],
)
def test_a_language_is_told_by_its_text(text: str, code: str) -> None:
    assert text_language(text) == code


def test_a_long_text_is_believed_before_what_its_page_declares() -> None:
    assert text_language(ENGLISH, declared="ru") == "en"


def test_a_short_text_is_in_the_declared_language() -> None:
    assert text_language("Nein.", declared="de-AT") == "de"
    assert text_language("Nein.") is None


def test_declared_languages_are_read_as_codes_and_names() -> None:
    assert [language_code(each) for each in ("en-GB", "EN_us", "English", "rus", "xx!", None)] == [
        "en", "en", "en", "ru", None, None,
    ]  # fmt: skip
