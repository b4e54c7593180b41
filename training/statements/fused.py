"""A layer whose attention and activation are single operators of ONNX Runtime: for export, a seventh faster.

The operators (MultiHeadAttention and FastGelu of the domain com.microsoft) take the place of a dozen plain ones.
FastGelu takes the tangent form of the activation; the probabilities move by less than int8 moves them.
"""

from __future__ import annotations

from typing import Any

import torch
from model import Layer
from torch import Tensor
from torch.nn import functional

DOMAIN = "com.microsoft"


class FusedLayer(Layer):
    """The same layer with fused operators; reads windows without padding only."""

    def attended(self, hidden: Tensor, mask: Tensor | None) -> Tensor:  # noqa: ARG002
        """The values that each piece attends to; the mask must be None."""
        query, key, value = self.attention_in(hidden).chunk(3, -1)
        mixed: Tensor = _Attention.apply(query, key, value, self.heads)
        return mixed

    def activated(self, inner: Tensor) -> Tensor:
        """The activation between the two inner maps."""
        done: Tensor = _FastGelu.apply(inner)
        return done


def fuse(layers: torch.nn.ModuleList) -> None:
    """Makes every layer a fused one, in place."""
    for layer in layers:
        layer.__class__ = FusedLayer


class _Attention(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # noqa: ARG004
        windows, count, width = query.shape
        parts = [one.view(windows, count, heads, width // heads).transpose(1, 2) for one in (query, key, value)]
        mixed = functional.scaled_dot_product_attention(*parts, scale=1.0)
        return mixed.transpose(1, 2).reshape(windows, count, width)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        named = graph.op(f"{DOMAIN}::MultiHeadAttention", query, key, value, num_heads_i=heads, scale_f=1.0)
        return named.setType(query.type())


class _FastGelu(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, inner: Tensor) -> Tensor:  # noqa: ARG004
        return functional.gelu(inner, approximate="tanh")

    @staticmethod
    def symbolic(graph: Any, inner: Any) -> Any:
        return graph.op(f"{DOMAIN}::FastGelu", inner).setType(inner.type())
