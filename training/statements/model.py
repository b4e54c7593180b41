"""The encoder: MiniLM-L6 with case, quotation and layout embeddings, and one linear head for each task.

Written out instead of taken from a library so that the exported graph is the fastest one: query, key and value are one
matrix product, and no mask is needed because every window is read by itself, without padding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.encoder.labels import GRAMMAR

GRAMMAR_LAYER = 3
"""The heads of the parse read a mixture of the last layer and this one in the middle, where grammar is most plain."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder; the defaults are MiniLM-L6-H384's."""

    vocabulary: int = 30_522
    positions: int = 512
    width: int = 384
    inner: int = 1_536
    layers: int = 6
    heads: int = 12
    case_rows: int = 4
    quotation_rows: int = 3
    layout_rows: int = 3
    annotator_rows: int = 7
    syntax: int = 256
    """Width of what the heads of the parse read."""


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT's are.

    Attention itself has no dropout: with it the fast attention kernel for CPUs can't be used, which halves the speed.
    """

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.attention_in = nn.Linear(shape.width, 3 * shape.width)
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner_in = nn.Linear(shape.width, shape.inner)
        self.inner_out = nn.Linear(shape.inner, shape.width)
        self.inner_norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden states of the same shape (windows, pieces, width); mask is True where there is a piece."""
        hidden = self.attention_norm(hidden + self.drop(self.attention_out(self.attended(hidden, mask))))
        done: Tensor = self.inner_norm(hidden + self.drop(self.inner_out(self.activated(self.inner_in(hidden)))))
        return done

    def attended(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """The values that each piece attends to, (windows, pieces, width)."""
        windows, count, width = hidden.shape
        parts = (
            self.attention_in(hidden).view(windows, count, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        )
        query, key, value = parts[0], parts[1], parts[2]
        if mask is None:
            scores = torch.matmul(query, key.transpose(-1, -2)).softmax(-1)
            mixed = torch.matmul(scores, value)
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=1.0)
        return mixed.transpose(1, 2).reshape(windows, count, width)

    def activated(self, inner: Tensor) -> Tensor:
        """The activation between the two inner maps."""
        return functional.gelu(inner)

    def drop(self, hidden: Tensor) -> Tensor:
        """The hidden states with dropout while training."""
        dropped: Tensor = functional.dropout(hidden, self.dropout, self.training)
        return dropped


class Tagger(nn.Module):
    """Encoder and heads: per-piece logits for every head.

    Query weights hold the attention's 1/sqrt(size of a head), so that the graph needs no scaling.
    """

    def __init__(self, shape: Shape, heads: Mapping[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(shape.case_rows, shape.width)
        self.quoted = nn.Embedding(shape.quotation_rows, shape.width)
        self.layout = nn.Embedding(shape.layout_rows, shape.width)
        self.annotators = nn.Embedding(shape.annotator_rows, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        grammar = not GRAMMAR.isdisjoint(heads)
        self.syntax = nn.Linear(2 * shape.width, shape.syntax) if grammar else None
        widths = {name: shape.syntax if name in GRAMMAR else shape.width for name in heads}
        self.heads = nn.ModuleDict({name: nn.Linear(widths[name], size) for name, size in heads.items()})
        for added in (self.case, self.quoted, self.layout, self.annotators):
            nn.init.zeros_(added.weight)

    def forward(
        self,
        ids: Tensor,
        case: Tensor,
        quoted: Tensor,
        layout: Tensor,
        mask: Tensor | None = None,
        annotator: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """Logits of every head, each (windows, pieces, labels); arguments as those of ``states``."""
        states = self.states(ids, case, quoted, layout, mask, annotator)
        hidden = self.hidden(states)
        grammar = hidden if self.syntax is None else self.grammar(states)
        return {name: head(grammar if name in GRAMMAR else hidden) for name, head in self.heads.items()}

    def states(
        self,
        ids: Tensor,
        case: Tensor,
        quoted: Tensor,
        layout: Tensor,
        mask: Tensor | None = None,
        annotator: Tensor | None = None,
    ) -> list[Tensor]:
        """What every layer makes of the windows, each (windows, pieces, width).

        Inputs are (windows, pieces); mask is True at pieces; annotator (one a window, while training only) tells whose
        labels these are, so that one person's habits are not taken for the text's: 0 is nobody in particular.
        """
        hidden = self.placed(ids) + self.case(case) + self.quoted(quoted) + self.layout(layout)
        if annotator is not None:
            hidden = hidden + self.annotators(annotator)[:, None, :]
        hidden = self.drop(self.norm(hidden))
        attended = self.attended(ids.shape[1], mask)
        found = []
        for layer in self.layers:
            hidden = layer(hidden, attended)
            found.append(hidden)
        return found

    def placed(self, ids: Tensor) -> Tensor:
        """The embeddings of the pieces at their positions, (windows, pieces, width)."""
        placed: Tensor = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        return placed

    def attended(self, count: int, mask: Tensor | None) -> Tensor | None:  # noqa: ARG002 (a bias by distance needs it)
        """What every layer's attention is told of ``count`` pieces: where there are any, or None where everywhere."""
        return None if mask is None else mask[:, None, None, :]

    def hidden(self, states: list[Tensor]) -> Tensor:
        """What the heads read, (windows, pieces, width)."""
        return self.drop(states[-1])

    def grammar(self, states: list[Tensor]) -> Tensor:
        """What the heads of the parse read, (windows, pieces, a width of their own)."""
        assert self.syntax is not None  # noqa: S101
        both = self.drop(torch.cat([states[GRAMMAR_LAYER], states[-1]], dim=-1))
        return self.drop(functional.gelu(self.syntax(both), approximate="tanh"))

    def drop(self, hidden: Tensor) -> Tensor:
        """The hidden states with dropout while training."""
        dropped: Tensor = functional.dropout(hidden, self.dropout, self.training)
        return dropped


@dataclass(frozen=True)
class AttentionNames:
    """How a base names the maps of a layer's attention."""

    parts: tuple[str, str, str]
    """Query, key, value."""
    out: str
    norm: str


BERT = AttentionNames(
    ("attention.self.query", "attention.self.key", "attention.self.value"),
    "attention.output.dense",
    "attention.output.LayerNorm",
)


def from_base(
    path: str,
    heads: Mapping[str, int],
    dropout: float,
    *,
    layers: tuple[int, ...] = tuple(range(6)),
    annotators: int = 7,
) -> Tagger:
    """A tagger whose encoder starts from BERT-like weights in a safetensors file; ``layers`` names those taken over."""
    weights = load_file(path)
    tagger = Tagger(Shape(layers=len(layers), annotator_rows=annotators), heads, dropout)
    own = taken_over(tagger, weights, layers, BERT)
    own["places.weight"] = own["places.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
    tagger.load_state_dict(own)
    return tagger


def taken_over(
    tagger: Tagger, weights: Mapping[str, Tensor], layers: Sequence[int], names: AttentionNames
) -> dict[str, Tensor]:
    """The tagger's weights with those of a base in place of its own: embeddings, norms and the layers named."""
    own: dict[str, Tensor] = dict(tagger.state_dict())
    scale = (tagger.shape.width // tagger.shape.heads) ** -0.5
    own["words.weight"] = weights["embeddings.word_embeddings.weight"]
    own["places.weight"] = weights["embeddings.position_embeddings.weight"]
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for position, number in enumerate(layers):
            old, new = f"encoder.layer.{number}", f"layers.{position}"
            query, key, value = (weights[f"{old}.{part}.{kind}"] for part in names.parts)
            own[f"{new}.attention_in.{kind}"] = torch.cat([query * scale, key, value])
            own[f"{new}.attention_out.{kind}"] = weights[f"{old}.{names.out}.{kind}"]
            own[f"{new}.attention_norm.{kind}"] = weights[f"{old}.{names.norm}.{kind}"]
            own[f"{new}.inner_in.{kind}"] = weights[f"{old}.intermediate.dense.{kind}"]
            own[f"{new}.inner_out.{kind}"] = weights[f"{old}.output.dense.{kind}"]
            own[f"{new}.inner_norm.{kind}"] = weights[f"{old}.output.LayerNorm.{kind}"]
    return own
