"""Runs the shipped transformer over a text: probabilities of every head for every word piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import GRAMMAR, HEADS, REQUIRED, VECTORS
from onrecord.encoder.pieces import Pieces, pieces_of, windows
from onrecord.errors import InputError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Probabilities = npt.NDArray[np.float32]

WEIGHTS = "attribution.onnx"
TOKENIZER = "tokenizer.json"
INPUTS = ("ids", "case", "quoted", "layout")
WINDOW = 160
"""Pieces a window, the two round it left out. Shorter than in training (254): on PolNeAR's development split no worse,
and a sixth faster, as attention takes time by the square. To read the end of the window before again (24 or 48 pieces)
changed nothing and cost a tenth of the speed."""
_CLS, _SEP = 101, 102
"""Pieces before and after every window, in the vocabulary of the base."""
_SIZES = {name: len(labels) for name, labels in HEADS.items()} | VECTORS
_REMEDY = "Install onrecord again, or name a folder that training/statements/export.py wrote"


@dataclass(frozen=True)
class Reading:
    """A text as the encoder reads it."""

    pieces: Pieces
    heads: Mapping[str, Probabilities]
    """For every head that is read pieces by labels; the labels' order is that of ``labels.HEADS``; rows sum to 1."""
    vectors: Mapping[str, Probabilities] = field(default_factory=dict)
    """For every name of ``labels.VECTORS`` that is read, pieces by its width."""

    def over(self, head: str, start: int, end: int) -> Probabilities:
        """What a head says of text[start:end]: one row for each piece that touches it, in text order."""
        return self.heads[head][self.pieces.touching(start, end)]


class Encoder:
    """The tokenizer and the model, loaded once; one thread, the same result for the same text each time.

    Every window is run by itself: without padding the graph needs no mask, and the activations' scale (int8 is dynamic)
    depends on nothing but the window, so the result doesn't change with what is read beside it.
    """

    def __init__(
        self, folder: Path | None = None, *, threads: int = 1, window: int = WINDOW, grammar: bool = False
    ) -> None:
        """The encoder of the weights in ``folder`` (attribution.onnx, tokenizer.json), or of those in the package.

        ``window`` is the number of pieces read at once, at most 510. With ``grammar`` what the encoder's own parse
        needs is read, too. Raises InputError, which names the file, where one is missing or not readable.
        """
        home = folder if folder is not None else packaged_folder()
        self._path = home / WEIGHTS
        self._tokenizer = _tokenizer(home / TOKENIZER)
        self._session = _session(home / WEIGHTS, threads)
        self._window = window
        there = {one.name for one in self._session.get_outputs()}
        self._outputs = [name for name in (*HEADS, *VECTORS) if name in there and (grammar or name not in GRAMMAR)]
        self.heads = [name for name in HEADS if name in self._outputs]
        """The heads that are read, in the order of ``HEADS``."""

    def refuse_missing(self, heads: Iterable[str]) -> None:
        """Nothing; raises InputError, which names the file and the heads, where the weights lack some of them."""
        missing = ", ".join(name for name in heads if name not in self._outputs)
        if missing:
            raise InputError(str(self._path), f"the weights have no head for {missing}", _REMEDY)

    def read(self, text: str) -> Reading:
        """Probabilities for every piece of the text. Takes time and memory linear in its length; never raises."""
        pieces = pieces_of(self._tokenizer, text)
        found = {name: np.zeros((len(pieces), _SIZES[name]), np.float32) for name in self._outputs}
        for first, last in windows(pieces, longest=self._window) if len(pieces) else []:
            outputs = self._session.run(self._outputs, _inputs(pieces, first, last))
            for name, logits in zip(self._outputs, outputs, strict=True):
                found[name][first:last] = logits[0, 1:-1]
        for name in self.heads:
            _softmax(found[name])
        return Reading(
            pieces,
            {name: found[name] for name in self.heads},
            {name: found[name] for name in self._outputs if name in VECTORS},
        )


def packaged_folder() -> Path:
    """The folder in the package where the weights are shipped; they may not be there in a source checkout."""
    return Path(str(files("onrecord.encoder"))) / "weights"


def weights_there(folder: Path | None = None) -> bool:
    """Whether both files are in the folder (or the package)."""
    home = folder if folder is not None else packaged_folder()
    return (home / WEIGHTS).is_file() and (home / TOKENIZER).is_file()


def _inputs(pieces: Pieces, first: int, last: int) -> dict[str, npt.NDArray[np.int64]]:
    count = last - first + 2
    found = {name: np.zeros((1, count), np.int64) for name in INPUTS}
    found["ids"][0, 0], found["ids"][0, -1] = _CLS, _SEP
    for name in INPUTS:
        found[name][0, 1:-1] = getattr(pieces, name)[first:last]
    return found


def _softmax(logits: Probabilities) -> None:
    """Makes probabilities of the logits, in place: a long text has many."""
    if len(logits):
        logits -= logits.max(axis=-1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=-1, keepdims=True)


def _tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    _check_there(path)
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as problem:  # tokenizers raises bare Exception
        raise InputError(str(path), f"not a readable tokenizer ({problem})", _REMEDY) from problem
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _session(path: Path, threads: int) -> Any:
    _check_there(path)
    onnxruntime: Any = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # onnxruntime's errors have no class in common but Exception
        raise InputError(str(path), f"not readable weights ({_first_line(problem)})", _REMEDY) from problem
    _check_heads(path, session)
    return session


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise InputError(str(path), "the file is missing", _REMEDY)


def _check_heads(path: Path, session: Any) -> None:
    """Raises InputError where the weights are of another model: other inputs, heads or labels."""
    inputs = {one.name for one in session.get_inputs()}
    outputs = {one.name: one.shape[-1] for one in session.get_outputs()}
    known = all(_SIZES.get(name) == size for name, size in outputs.items())
    if inputs != set(INPUTS) or not known or not outputs.keys() >= REQUIRED:
        raise InputError(str(path), "the weights are those of another model or version", _REMEDY)


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0][:200]
