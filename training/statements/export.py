"""Exports a trained tagger to the int8 ONNX file that ships in the package.

    python training/statements/export.py TRAINED --data shared/data/polnear -o src/onrecord/encoder/weights

TRAINED is the folder that ``train.py`` wrote. Writes ``attribution.onnx`` (under 24 MB) and ``tokenizer.json``. Weights
are int8 by channel, activations are quantised as they come; the rest stays in float32. A few training articles are read
first to see which channels have large activations: those are scaled down before and up after (SmoothQuant, Xiao et al.
2023), which halves what int8 changes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from fused import DOMAIN, fuse
from model import Layer, Shape, Tagger
from onnxruntime.quantization import QuantType, quantize_dynamic
from prepare import example_of, read_split
from train import Batch, Settings, collated, plain_tokenizer

from onrecord.encoder.encoder import INPUTS, TOKENIZER, WEIGHTS
from onrecord.encoder.labels import GRAMMAR, HEADS, VECTORS
from onrecord.encoder.pieces import windows

SMOOTHED = ("attention_in", "attention_out", "inner_in", "inner_out")
_STRENGTH = 0.9
"""How much of a channel's range goes from the activations into the weights; 0.5 to 1 were tried."""
_EVERY, _WINDOWS = 60, 4
"""One training article of so many is read to see the ranges, so many windows of it."""


class Scaled(torch.nn.Module):
    """A linear map whose inputs are scaled first and whose weights undo it."""

    def __init__(self, linear: torch.nn.Linear, scale: torch.Tensor) -> None:
        super().__init__()
        self.linear = linear
        self.inverse = torch.nn.Parameter(1 / scale)
        with torch.no_grad():
            linear.weight *= scale[None]

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """The same outputs as the linear map had for the unscaled inputs."""
        return self.linear(inputs * self.inverse)  # type: ignore[no-any-return]


class Exported(torch.nn.Module):
    """The tagger with its heads as one linear map, and those of the parse as one: faster than a map for each."""

    def __init__(self, tagger: Tagger, heads: list[str]) -> None:
        super().__init__()
        self.tagger = tagger
        self.names = [name for name in heads if name not in GRAMMAR]
        self.every = joined([tagger.heads[name] for name in self.names])
        self.grammar_names = [name for name in heads if name in GRAMMAR]
        self.grammar = joined([tagger.heads[name] for name in self.grammar_names]) if self.grammar_names else None
        self.order = heads

    def forward(
        self, ids: torch.Tensor, case: torch.Tensor, quoted: torch.Tensor, layout: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """The outputs of every head in their order."""
        states = self.tagger.states(ids, case, quoted, layout)
        found = dict(zip(self.names, self.cut(self.every(self.tagger.hidden(states)), self.names), strict=True))
        if self.grammar is not None:
            outputs = self.grammar(self.tagger.grammar(states))
            found |= zip(self.grammar_names, self.cut(outputs, self.grammar_names), strict=True)
        return tuple(found[name] for name in self.order)

    def cut(self, outputs: torch.Tensor, names: list[str]) -> tuple[torch.Tensor, ...]:
        """The outputs of each of the heads that were joined."""
        return torch.split(outputs, [self.tagger.heads[name].out_features for name in names], dim=-1)


def joined(maps: list[torch.nn.Linear]) -> torch.nn.Linear:
    """One linear map whose outputs are those of the maps, one after the other."""
    whole = torch.nn.Linear(maps[0].in_features, sum(one.out_features for one in maps))
    with torch.no_grad():
        whole.weight.copy_(torch.cat([one.weight for one in maps]))
        whole.bias.copy_(torch.cat([one.bias for one in maps]))
    return whole


def main() -> None:
    """Exports by the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path, nargs="+", help="folders with tagger.pt; of several the mean is taken")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--float", action="store_true", help="leave the weights in float32 (for comparing)")
    parser.add_argument("--plain", action="store_true", help="leave the layers' operators as they are (slower)")
    parser.add_argument("--data", type=Path, required=True, help="folder of PolNeAR, with train/")
    arguments = parser.parse_args()
    export(arguments.trained, arguments.data, arguments.out, quantised=not arguments.float, plain=arguments.plain)


def export(trained: list[Path], articles: Path, out: Path, *, quantised: bool = True, plain: bool = False) -> None:
    """Writes the graph and the tokenizer into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    settings = json.dumps([json.loads((folder / "settings.json").read_text(encoding="utf8")) for folder in trained])
    tagger = load(trained)
    heads = [name for name in (*HEADS, *VECTORS) if name in tagger.heads]
    if quantised:
        smooth(tagger, read_for_ranges(trained[0], articles), folded=not plain)
    if not plain:
        fuse(tagger.layers)
    example = tuple(torch.zeros(1, 16, dtype=torch.long) for _ in INPUTS)
    with tempfile.TemporaryDirectory() as folder:
        unquantised = Path(folder) / "float.onnx"
        torch.onnx.export(
            Exported(tagger, heads),
            example,
            str(unquantised),
            input_names=list(INPUTS),
            output_names=heads,
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*INPUTS, *heads)},
            opset_version=17,
            custom_opsets={} if plain else {DOMAIN: 1},
            dynamo=False,
        )
        if quantised:
            quantize_dynamic(unquantised, out / WEIGHTS, weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(unquantised, out / WEIGHTS)
    graph = onnx.load(str(out / WEIGHTS))
    for key, value in (
        ("heads", json.dumps({name: HEADS[name] for name in heads if name in HEADS})),
        ("settings", settings),
    ):
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(graph, str(out / WEIGHTS))
    shutil.copy(trained[0] / "tokenizer.json", out / TOKENIZER)
    sys.stdout.write(f"{out / WEIGHTS}: {(out / WEIGHTS).stat().st_size / 1e6:.1f} MB\n")


def read_for_ranges(trained: Path, articles: Path) -> list[Batch]:
    """Windows of a few training articles, one a batch."""
    tokenizer = plain_tokenizer(trained / TOKENIZER)
    found: list[Batch] = []
    for article in list(read_split(articles, "train"))[::_EVERY]:
        example = example_of(tokenizer, article)
        cut = windows(example.pieces, longest=Settings.window)[:_WINDOWS]
        found += [collated([(example, first, last)], [0]) for first, last in cut]
    return found


def smooth(tagger: Tagger, batches: list[Batch], *, folded: bool) -> None:
    """Moves the ranges of the linear maps' inputs into their weights, in place.

    ``folded``: where the inputs of a map are a mixture of another map's outputs, these are scaled, at no cost.
    """
    largest: dict[torch.nn.Module, torch.Tensor] = {}

    def see(module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        seen = inputs[0].detach().abs().flatten(0, -2).amax(0)
        largest[module] = torch.maximum(largest.get(module, seen), seen)

    watched = [(layer, part, getattr(layer, part)) for layer in tagger.layers for part in SMOOTHED]
    hooks = [linear.register_forward_pre_hook(see) for _, _, linear in watched]
    with torch.no_grad():
        for batch in batches:
            tagger(*batch.inputs)
    for hook in hooks:
        hook.remove()
    for layer, part, linear in watched:
        activation = largest[linear].clamp(min=1e-3)
        weight = linear.weight.detach().abs().amax(0).clamp(min=1e-5)
        scale = (activation**_STRENGTH / weight ** (1 - _STRENGTH)).clamp(min=1e-3)
        if folded and part == "attention_out":
            fold(layer, scale / scale.median())
        else:
            setattr(layer, part, Scaled(linear, scale / scale.median()))


def fold(layer: Layer, scale: torch.Tensor) -> None:
    """Scales the values that the layer attends to, and undoes it in the map that reads them, in place."""
    maps = layer.attention_in.linear if isinstance(layer.attention_in, Scaled) else layer.attention_in
    with torch.no_grad():
        maps.weight[-len(scale) :] /= scale[:, None]
        maps.bias[-len(scale) :] /= scale
        layer.attention_out.weight *= scale[None]


def load(trained: list[Path]) -> Tagger:
    """The trained tagger, ready to run.

    Of several the weights are averaged (Wortsman et al. 2022); they must come from one another, not from other seeds.
    A head that only some have is the mean of theirs; the heads are those of the last.
    The row of nobody in particular goes into the layout embedding, so that no annotator need be given.
    """
    every = [torch.load(folder / "tagger.pt", map_location="cpu", weights_only=True) for folder in trained]
    for one in every:
        one["layout.weight"] = one["layout.weight"] + one.pop("annotators.weight", torch.zeros(1, 1))[:1]
    sizes = {name: len(labels) for name, labels in HEADS.items()} | VECTORS
    heads = {name: size for name, size in sizes.items() if f"heads.{name}.weight" in every[-1]}
    kept = [name for name in every[-1] if not name.startswith("heads.") or name.split(".")[1] in heads]
    weights = {name: torch.stack([one[name] for one in every if name in one]).mean(0) for name in kept}
    layers = 1 + max(int(name.split(".")[1]) for name in kept if name.startswith("layers."))
    tagger = Tagger(Shape(layers=layers), heads, dropout=0.0)
    tagger.load_state_dict({"annotators.weight": torch.zeros_like(tagger.annotators.weight)} | weights)
    return tagger.eval()


if __name__ == "__main__":
    main()
