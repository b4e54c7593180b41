"""Writes what the teacher says of every word piece of unlabelled texts, for the encoder to learn from.

    python training/statements/soft_labels.py TEACHER --base MPNET --texts lgl.jsonl ... --data POLNEAR --every 2 -o OUT

TEACHER is the folder that ``teacher.py`` wrote. OUT gets one file a text, named by the text's SHA-1: for each head of
``HEADS_TAUGHT`` an array (pieces, labels) of probabilities in float16. Texts that have their file already are passed
over, so that a run which was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from model import Tagger
from prepare import UNKNOWN, Example, read_split
from taught import text_key
from teacher import HEAD_NAMES, encoder_tokenizer, from_mpnet
from train import collated

from onrecord.encoder.labels import HEADS, ROLE_LABELS
from onrecord.encoder.pieces import Pieces, pieces_of, windows

HEADS_TAUGHT = ("nested", "nested_sides", "kinds", "deeds", "deed_types")
_WINDOW = 160
_TOGETHER = 8


def main() -> None:
    """Labels the texts of the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path, help="folder with teacher.pt")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help='JSONL files, {"text": ...} a line')
    parser.add_argument("--data", type=Path, default=None, help="folder of PolNeAR: its training articles, too")
    parser.add_argument("--every", type=int, default=1, help="one article of PolNeAR in so many")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder to write")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = encoder_tokenizer()
    teacher = loaded(arguments.teacher, arguments.base)
    began, done = time.monotonic(), 0
    for text in texts_of(arguments):
        path = arguments.out / f"{text_key(text)}.npz"
        if not path.exists():
            pieces = pieces_of(tokenizer, text)
            done += len(pieces)
            np.savez_compressed(path, **labels(teacher, pieces))
            sys.stderr.write(f"{done} pieces, {time.monotonic() - began:.0f} seconds\n")


def loaded(folder: Path, base: Path) -> Tagger:
    """The teacher in the folder, ready to read."""
    teacher = from_mpnet(base, {name: len(HEADS[name]) for name in HEAD_NAMES}, 0.0)
    teacher.load_state_dict(torch.load(folder / "teacher.pt", map_location="cpu", weights_only=True))
    return teacher.eval()


def texts_of(arguments: argparse.Namespace) -> Iterator[str]:
    """The texts to label, in order."""
    for path in arguments.texts:
        for line in path.read_bytes().decode("utf8").strip("\n").split("\n"):
            yield json.loads(line)["text"]
    if arguments.data is not None:
        for article in list(read_split(arguments.data, "train"))[:: arguments.every]:
            yield article.text


def labels(teacher: Tagger, pieces: Pieces) -> dict[str, npt.NDArray[np.float16]]:
    """Probabilities of every taught head, each (pieces, labels)."""
    count = len(pieces)
    found = {name: np.zeros((count, len(HEADS[name])), np.float16) for name in HEADS_TAUGHT}
    nothing = Example(
        "", pieces, np.zeros((count, len(ROLE_LABELS)), np.float32), np.zeros(count, np.float32), 0,
        np.full(count, UNKNOWN, np.int64),
    )  # fmt: skip
    cut = windows(pieces, longest=_WINDOW) if count else []
    cut = sorted(cut, key=lambda window: window[1] - window[0])
    for start in range(0, len(cut), _TOGETHER):
        group = cut[start : start + _TOGETHER]
        batch = collated([(nothing, first, last) for first, last in group], [0] * len(group))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            logits = teacher(*batch.inputs, batch.mask)
        for name, kept in found.items():
            probabilities = logits[name].float().softmax(-1).numpy()
            for row, (first, last) in enumerate(group):
                kept[first:last] = probabilities[row, 1 : last - first + 1]
    return found


if __name__ == "__main__":
    main()
