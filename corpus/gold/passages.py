"""What the checks of the gold share: reading passages, one JSON object a line, and telling their faults.

Standard library only, so that the gold can be checked without the package it is meant to judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

GoldRecord: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """What a folder of gold holds."""

    sound: dict[str, list[GoldRecord]]
    """File name to its passages without a fault."""
    passages: int
    """Different ids, sound or not."""
    faults: int


def read_passages(path: Path) -> Iterator[tuple[int, GoldRecord | None]]:
    """Line number, from 1, and passage of each line; None where the line is no JSON object."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            passage = json.loads(line)
        except ValueError:
            passage = None
        yield number, passage if isinstance(passage, dict) else None


def checked(folder: Path, faults_of: Callable[[GoldRecord], Iterable[str]]) -> Checked | None:
    """What the folder's ``*.jsonl`` hold, each fault printed on a line; None, and a message, where there is none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        print(f"{folder}: no gold (*.jsonl). Name the folder that holds them.")
        return None
    seen: dict[str, str] = {}
    sound: dict[str, list[GoldRecord]] = {path.name: [] for path in paths}
    fault_count = 0
    for path in paths:
        for number, passage in read_passages(path):
            place = f"{path.name}, line {number}"
            if passage is None:
                faults = ["is no JSON object"]
            else:
                key = str(passage.get("id"))
                faults = list(faults_of(passage))
                if key in seen:
                    faults.append(f"id {key} is also in {seen[key]}")
                seen[key] = place
            fault_count += len(faults)
            for fault in faults:
                print(f"{place}, {passage.get('id') if passage else '?'}: {fault}")
            if passage is not None and not faults:
                sound[path.name].append(passage)
    return Checked(sound, len(seen), fault_count)
