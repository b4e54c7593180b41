"""Runs of ``onrecord build`` as its user starts them, some with an article that kills the process that codes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TEXTS = (
    "The interior minister said on Monday that at least 12 protesters had been arrested in the capital.",
    "Rebels denied that they had shelled the town of Lyman. The army accused them of killing three civilians.",
    "France urged Russia to withdraw its troops; Moscow rejected the demand.",
)
POISON = "Zyklotrop"
"""A word that stands for whatever it is that native code dies of."""
_AT_START = f"""
import importlib.util, os, sys

class Poison:
    def find_spec(self, name, path=None, target=None):
        if name != "onrecord.coded":
            return None
        sys.meta_path.remove(self)
        found = importlib.util.find_spec(name)
        execute = found.loader.exec_module
        def exec_module(module):
            execute(module)
            code = module.coded
            def coded(pipeline, article, **options):
                return os.abort() if {POISON!r} in article.text else code(pipeline, article, **options)
            module.coded = coded
            if "DIE_AT_START" in os.environ and any("spawn_main" in word for word in sys.orig_argv):
                os.abort()
        found.loader.exec_module = exec_module
        return found

sys.meta_path.insert(0, Poison())
"""
Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Run]:
    """A function that starts the command in an environment in which a certain word aborts the process that codes it."""
    running: list[subprocess.Popen[str]] = []
    path = os.pathsep.join((str(tmp_path / "start"), os.environ.get("PYTHONPATH", "")))
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(_AT_START)

    def started(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "onrecord", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "COLUMNS": "200", **environment},
        )
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """JSON Lines of eleven articles and one bad line; the sixth article kills whoever codes it."""
    lines = []
    for number in range(11):
        word = POISON if number == 5 else "Report"
        text = f"{TEXTS[number % len(TEXTS)]}\n\n{word} number {number}."
        lines.append(json.dumps({"id": f"a{number}", "text": text, "published": "2020-01-02"}))
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join([*lines, "{"]) + "\n", encoding="utf-8")
    return path
