"""The one loop of both trainings: AdamW with a short warm-up, then a rate that falls in a straight line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import torch
from torch import Tensor, nn
from tqdm import tqdm

_WARM_UP = 20
"""Steps until the full rate."""
_HEAD_RATE = 3
"""A head starts from nothing and learns so many times faster than an adapter."""
_WEIGHT_DECAY = 0.01
_LONGEST_GRADIENT = 1.0
_SMOOTHING = 0.95

Batch = TypeVar("Batch")


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast is learnt: rising for some steps, then falling in a straight line over all of them."""

    highest: float
    total: int
    """Steps of the whole training."""
    lowest: float = 0
    """The share of the highest that the falling stops at."""

    def at(self, step: int) -> float:
        """Give the rate of a step, counted from 0."""
        return self.highest * min(1, (step + 1) / _WARM_UP) * max(self.lowest, 1 - step / self.total)


def fit(
    batches: Iterable[Batch],
    loss_of: Callable[[Batch], Tensor],
    rate: Rate,
    adapter: Sequence[nn.Parameter],
    head: Sequence[nn.Parameter] = (),
    *,
    steps: int | None = None,
) -> None:
    """Change parameters so that the loss falls, one step for each batch; a progress bar shows the loss.

    Args:
        batches: What to learn from, in order.
        loss_of: Gives the loss of one batch, with its gradient.
        rate: The adapter's rate.
        adapter: Parameters of an adapter; their gradient is cut to length 1.
        head: Parameters that learn faster.
        steps: Stop after so many; None for all.
    """
    groups = [{"params": list(adapter)}, {"params": list(head)}]
    optimiser = torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY)
    shown = min(rate.total, steps or rate.total)
    smoothed: float | None = None
    with tqdm(islice(batches, steps), total=shown, desc="Training", unit="step", disable=None, leave=False) as bar:
        for step, batch in enumerate(bar):
            for group, factor in zip(optimiser.param_groups, (1, _HEAD_RATE), strict=True):
                group["lr"] = rate.at(step) * factor
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(adapter, _LONGEST_GRADIENT)
            optimiser.step()
            smoothed = loss.item() if smoothed is None else _SMOOTHING * smoothed + (1 - _SMOOTHING) * loss.item()
            bar.set_postfix(loss=f"{smoothed:.3f}")
