"""Low-rank adapters: the few weights that a training changes (LoRA, Hu et al. 2021, arXiv 2106.09685)."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

_SCALE = 2
"""Factor of what an adapter adds to its matrix: Hu et al.'s alpha / rank."""
_MATRICES = (
    "attention.self.query",
    "attention.self.value",
    "attention.self.key",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of one layer of transformers' BertModel."""


class LowRank(nn.Module):
    """A linear layer that stays as it is, and a product of two small matrices added to it.

    Attributes:
        down: Shape (rank, columns); random at first.
        up: Shape (rows, rank); zero at first, so that nothing is added.
    """

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        """Map token states, shape (…, columns), to (…, rows)."""
        mapped: Tensor = self.linear(states)
        return mapped + (states @ self.down.T) @ self.up.T * _SCALE


def inject(model: nn.Module, *, rank: int, layers: Iterable[int]) -> dict[str, LowRank]:
    """Freeze a model and put an adapter around every matrix of some of its layers.

    Args:
        model: transformers' BertModel; changed in place.
        rank: The adapters' rank.
        layers: Numbers of the layers, from 0.

    Returns:
        The matrix's name in the model, such as ``encoder.layer.4.attention.self.query`` → its adapter.
    """
    model.requires_grad_(requires_grad=False)
    adapters = {}
    for layer in layers:
        for matrix in _MATRICES:
            name = f"encoder.layer.{layer}.{matrix}"
            parent, _, attribute = name.rpartition(".")
            linear = model.get_submodule(name)
            if not isinstance(linear, nn.Linear):
                raise TypeError(f"{name} is a {type(linear).__name__}. Expected a linear layer without an adapter.")
            adapters[name] = LowRank(linear, rank)
            setattr(model.get_submodule(parent), attribute, adapters[name])
    return adapters


def parameters(adapters: Mapping[str, LowRank]) -> list[nn.Parameter]:
    """List what is trained."""
    return [each for adapter in adapters.values() for each in (adapter.down, adapter.up)]


def exported(adapters: Mapping[str, LowRank]) -> dict[str, NDArray[np.float16]]:
    """Give the adapters in the form that :func:`assistant.bundled_encoder.add_adapter` reads; the factor is in ``up``.

    Returns:
        ``NAME.down`` of shape (rank, columns) and ``NAME.up`` of shape (rows, rank) for every matrix.
    """
    tensors = {}
    for name, adapter in adapters.items():
        tensors[f"{name}.down"] = adapter.down.detach().numpy().astype(np.float16)
        tensors[f"{name}.up"] = (adapter.up.detach() * _SCALE).numpy().astype(np.float16)
    return tensors


def restore(adapters: Mapping[str, LowRank], tensors: Mapping[str, NDArray[np.floating]]) -> None:
    """Fill adapters with what :func:`exported` gave for the same matrices and rank."""
    with torch.no_grad():
        for name, adapter in adapters.items():
            adapter.down.copy_(torch.from_numpy(tensors[f"{name}.down"].astype(np.float32)))
            adapter.up.copy_(torch.from_numpy(tensors[f"{name}.up"].astype(np.float32) / _SCALE))
