from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from onrecord.encoder.encoder import TOKENIZER, WEIGHTS, Encoder, weights_there
from onrecord.encoder.labels import GRAMMAR, HEADS, ROLE_LABELS, VECTORS
from onrecord.encoder.pieces import INSIDE, OPENS_PARAGRAPH, TITLE, UPPER, case_of, pieces_of, tiles, windows
from onrecord.encoder.quotations import quotations
from onrecord.errors import InputError

tokenizers = pytest.importorskip("tokenizers", reason="the encoder's tokenizer library is not installed")
onnxruntime = pytest.importorskip("onnxruntime", reason="the encoder's run time is not installed")
needs_weights = pytest.mark.skipif(not weights_there(), reason="no weights are packaged in this checkout")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def letters() -> object:
    """A small tokenizer with a piece for every common word and mark."""
    words = ["[UNK]", "the", "mayor", "left", ".", '"', "we", "stay", ",", "said", "ana"]
    model = tokenizers.models.WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]")  # noqa: S106
    made = tokenizers.Tokenizer(model)
    made.normalizer = tokenizers.normalizers.BertNormalizer()
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    return made


def inner(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in quotations(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("``", "''"), ("‘", "’"), ("'", "'")],
)
def test_quotation_marks_of_every_style_are_found(opening: str, closing: str) -> None:
    assert inner(f"The clerk wrote {opening}no answer{closing} in the book.") == ["no answer"]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert inner("The miners' union didn't ask for the owner's books, it's said.") == []


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph() -> None:
    first, second = quotations("“We stay.\n\n“We always have,” she said.")
    assert not first.closed
    assert second.closed


def test_a_stray_mark_spoils_only_its_paragraph() -> None:
    assert inner('A board 6" wide.\n\nShe wrote "no" twice.')[-1] == "no"


def test_a_wall_of_quotation_marks_takes_linear_time() -> None:
    assert len(quotations('"' * 200_000)) == 100_000


def test_case_is_told_apart() -> None:
    assert case_of("Oslo") == TITLE
    assert case_of("EU") == UPPER


def test_pieces_point_into_the_text(letters: tokenizers.Tokenizer) -> None:
    text = 'Ana left.\n\n"We stay," the mayor said.'
    pieces = pieces_of(letters, text)
    found = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert found == ["Ana", "left", ".", '"', "We", "stay", ",", '"', "the", "mayor", "said", "."]
    assert [found[place] for place in np.flatnonzero(pieces.quoted == INSIDE)] == ["We", "stay", ","]
    assert [found[place] for place in np.flatnonzero(pieces.layout == OPENS_PARAGRAPH)] == ["Ana", '"']


def test_the_pieces_of_a_stretch_are_those_that_share_a_letter_with_it(letters: tokenizers.Tokenizer) -> None:
    text = "the mayor left."
    pieces = pieces_of(letters, text)
    start = text.index("mayor")
    assert pieces.touching(start, start + 5) == slice(1, 2)
    assert pieces.touching(start + 2, len(text)) == slice(1, 4)
    assert pieces.touching(start - 1, start) == slice(1, 1)


@pytest.mark.parametrize("text", ["the mayor left. " * 500, "the mayor left.\n" * 500, "the " * 2_000, "\n\n \n"])
def test_windows_hold_every_piece_once(text: str, letters: tokenizers.Tokenizer) -> None:
    pieces = pieces_of(letters, text)
    for cut in (windows(pieces, longest=100), list(tiles(pieces, longest=100))):
        assert [place for first, last in cut for place in range(first, last)] == list(range(len(pieces)))
        assert all(last - first <= 100 for first, last in cut)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tokenizer\.json.*missing"):
        Encoder(tmp_path)


def test_a_corrupted_tokenizer_is_named(tmp_path: Path) -> None:
    (tmp_path / TOKENIZER).write_text("{not a tokenizer", encoding="utf8")
    with pytest.raises(InputError, match=r"tokenizer\.json"):
        Encoder(tmp_path)


@pytest.mark.parametrize("junk", [b"", b"\x00" * 4_000, b"PK not weights"])
def test_corrupted_weights_are_named(tmp_path: Path, junk: bytes, letters: tokenizers.Tokenizer) -> None:
    letters.save(str(tmp_path / TOKENIZER))
    (tmp_path / WEIGHTS).write_bytes(junk)
    with pytest.raises(InputError, match=r"attribution\.onnx"):
        Encoder(tmp_path)


@needs_weights
def test_every_piece_gets_a_distribution_of_every_head(encoder: Encoder) -> None:
    reading = encoder.read("The harbour master said that two ferries had been turned back.\n\nNobody was hurt.")
    assert set(reading.heads) == set(HEADS) - GRAMMAR
    assert not reading.vectors
    for probabilities in reading.heads.values():
        assert len(probabilities) == len(reading.pieces)
        assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-4)


@needs_weights
def test_what_the_own_parse_needs_is_read_where_it_is_asked_for() -> None:
    reading = Encoder(grammar=True).read("The harbour master left.")
    assert set(reading.heads) == set(HEADS)
    assert {name: found.shape for name, found in reading.vectors.items()} == {
        name: (len(reading.pieces), width) for name, width in VECTORS.items()
    }


@needs_weights
def test_weights_without_a_head_that_is_needed_are_refused(encoder: Encoder) -> None:
    encoder.refuse_missing(set(HEADS) - GRAMMAR)
    with pytest.raises(InputError, match=r"attribution\.onnx.*no head for weather"):
        encoder.refuse_missing(["roles", "weather"])


@needs_weights
def test_a_plain_statement_is_tagged(encoder: Encoder) -> None:
    text = "The harbour master said that two ferries had been turned back."
    reading = encoder.read(text)
    best = reading.heads["roles"].argmax(axis=1)
    named = {
        text[s:e]: ROLE_LABELS[label][2:]
        for s, e, label in zip(reading.pieces.starts, reading.pieces.ends, best, strict=True)
    }
    assert named["said"] == "cue"
    assert named["master"] == "source"
    assert named["ferries"] == "content"


@needs_weights
@pytest.mark.parametrize("text", ["", " \n", "\u200b", "。。。", '"' * 5_000, "a" * 20_000, "\ud7ff\U0001f600 " * 300])
def test_odd_texts_are_read(text: str, encoder: Encoder) -> None:
    reading = encoder.read(text)
    assert len(reading.heads["roles"]) == len(reading.pieces)


@needs_weights
def test_a_long_line_takes_little_memory(encoder: Encoder) -> None:
    text = "the mayor said that nobody had left the town before the storm and " * 3_000
    tracemalloc.start()
    encoder.read(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400 * len(text)


@needs_weights
def test_the_same_text_is_read_the_same(encoder: Encoder) -> None:
    text = "Ministers expect the bill to fail. “It is dead,” one of them said."
    assert np.array_equal(encoder.read(text).heads["roles"], encoder.read(text).heads["roles"])
