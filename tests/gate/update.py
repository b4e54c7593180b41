"""Raises the floors to what is measured now: ``python -m tests.gate.update [--allow-lower]``.

Refuses to lower a floor unless told; a lowered floor shows in the diff, and the commit says why.
"""

from __future__ import annotations

import sys

import msgspec

from tests.gate.floors import FLOORS, Floors, corpus_sha256, measured, read_floors


def main(arguments: list[str]) -> int:
    """The exit code: 1 if a floor would fall and that was not allowed."""
    now = measured()
    before = read_floors().floors if FLOORS.exists() else {}
    fallen = {name: (before[name], now.get(name)) for name in before if now.get(name, -1.0) < before[name]}
    for name, (old, new) in fallen.items():
        print(f"falls: {name}: {old} -> {new}")  # noqa: T201
    if fallen and "--allow-lower" not in arguments:
        print("not written; say --allow-lower if the floor must fall, and why in the commit")  # noqa: T201
        return 1
    for name, value in now.items():
        print(f"{name}: {before.get(name)} -> {value}")  # noqa: T201
    FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(Floors(corpus_sha256(), now)), indent=2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
