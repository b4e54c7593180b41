"""Sentences and MinHash signatures of the articles of one shard: what copies are found by.

This is the one step that reads every text. Its result depends on the shard alone, so it is kept for each shard and not
made again when articles are added.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import rensa

PERMUTATIONS = 128
BANDS = 32
"""Bands of four values each: two articles that share 60 % of their word triples meet in a band with a chance of 99 %,
half of them with one of 87 %, a tenth with one of 0.3 % (1 - (1 - s^4)^32; Leskovec et al., Mining of Massive Datasets,
3.4). Copies that share less meet by a sentence."""
SEED = 20
_WORD = re.compile(r"\w+(?:[’']\w+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘'(]?[A-Z0-9])|\n\s*\n|\n(?=[^a-z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Prof)|\b[A-Z])\.$"
)

PASSAGES = pa.schema(
    [
        ("article", pa.string()),
        ("number", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("words", pa.int32()),
        ("hash", pa.uint64()),
    ]
)
"""One row a sentence: its place and a hash over its words in lower case."""
SIGNATURES = pa.schema(
    [
        ("article", pa.string()),
        ("words", pa.int32()),
        ("text_hash", pa.uint64()),
        ("triples", pa.list_(pa.uint32())),
        ("bands", pa.list_(pa.uint64())),
    ]
)
"""One row an article: a hash over all its words, hashes of its word triples, and a hash for each band."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The half-open stretches of the text's sentences. Rougher than the parse, but the same for each printing."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATED.search(text, max(start, match.start() - 6), match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def words_of(text: str) -> list[str]:
    """The words in lower case, curly apostrophes made straight."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def word_hash(words: Iterable[str]) -> int:
    """A hash of 64 bits over the words in their order, the same in every run."""
    return int(struct.unpack("<Q", hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest())[0])


def write_passages(shard: Path, passages: Path, signatures: Path) -> None:
    """Writes both tables of a shard; raises OSError or pa.ArrowException where the shard's articles can't be read."""
    articles = pq.read_table(shard / "articles.parquet", columns=["id", "text"]).to_pylist()
    passage_rows: list[tuple[str, int, int, int, int, int]] = []
    sets: list[list[str]] = []
    heads: list[tuple[str, int, int]] = []
    for article in articles:
        every: list[str] = []
        for number, (start, end) in enumerate(sentences(article["text"])):
            words = words_of(article["text"][start:end])
            every.extend(words)
            passage_rows.append((article["id"], number, start, end, len(words), word_hash(words)))
        heads.append((article["id"], len(every), word_hash(every)))
        sets.append([" ".join(every[at : at + 3]) for at in range(max(1, len(every) - 2))])
    pq.write_table(_table(passage_rows, PASSAGES), passages, compression="zstd")
    signature_rows = list(zip(*zip(*heads, strict=True), *_signatures(sets), strict=True)) if heads else []
    pq.write_table(_table(signature_rows, SIGNATURES), signatures, compression="zstd")


def _signatures(sets: list[list[str]]) -> tuple[list[list[int]], list[list[int]]]:
    """For each set of word triples: its distinct hashes (32 bits), and the hash of each band of its MinHash."""
    hashed = rensa.RMinHash.hash_token_sets(sets)
    triples = [np.unique(np.array(each, dtype=np.uint64) >> np.uint64(32)).tolist() for each in hashed]
    digests = np.array(rensa.RMinHash.digests_from_token_sets(sets, PERMUTATIONS, SEED), dtype=np.uint64)
    rows = digests.reshape(len(sets), BANDS, PERMUTATIONS // BANDS)
    mixed = np.zeros((len(sets), BANDS), dtype=np.uint64)
    for column in range(rows.shape[2]):
        mixed = (mixed ^ rows[:, :, column]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return triples, mixed.tolist()


def _table(rows: list[tuple[object, ...]] | list[tuple[str, int, int, int, int, int]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)], schema)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
