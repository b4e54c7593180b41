"""The official scorers, where the folder with them is at hand, and ways to spoil gold into predictions for them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]


def shared_folder() -> Path:
    """The folder with scorers/ and data/; skips the test where there is none."""
    folder = Path(os.environ.get("ONRECORD_SHARED") or CHECKOUT.parent / "shared")
    if not (folder / "scorers").is_dir() or not (folder / "data").is_dir():
        pytest.skip("the official scorers are not here: set ONRECORD_SHARED to the folder with scorers/ and data/")
    return folder


def official_figures(scorer: str, *arguments: str | Path) -> Any:
    """What an official scorer prints with --json."""
    script = shared_folder() / "scorers" / f"{scorer}.py"
    command = [sys.executable, str(script), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def as_json(scores: Mapping[str, Any]) -> Any:
    """The figures as they come back from JSON."""
    return json.loads(json.dumps(scores))


def written(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """The path, with the records written to it, one a line."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def sampled_lines(path: Path, draw: random.Random, count: int) -> list[Any]:
    """Some records of a file of record lines."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [json.loads(line) for line in draw.sample(lines, min(count, len(lines)))]


def seeded(seed: int) -> random.Random:
    """A source of the same draws every time."""
    return random.Random(seed)  # noqa: S311  (not cryptography)


def jittered(draw: random.Random, start: int, end: int) -> tuple[int, int]:
    """The span, or one a little beside it."""
    if draw.random() < 0.6:
        return start, end
    moved = max(0, start + draw.randint(-6, 6))
    return moved, max(moved + 1, end + draw.randint(-6, 6))


def span_of(text: str, words: str, occurrence: int = 1) -> tuple[int, int]:
    """The span of the words at their nth occurrence in the text."""
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return start, start + len(words)
