"""Intervals by the cluster bootstrap: questions that belong together are drawn together.

Questions on one text are alike; drawn one by one they would promise more certainty than there is (Field & Welsh 2007,
*Bootstrapping clustered data*, JRSS B 69).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 2000
_SEED = 20231123
_PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval; ``low`` and ``high`` are not numbers where one cluster is all there is."""

    value: float
    low: float
    high: float


class Clusters:
    """The clusters of a list of questions, and how often each is drawn. The same list gives the same draws.

    Attributes:
        count: Number of different clusters.
    """

    def __init__(self, names: Sequence[str], draws: int = DRAWS, seed: int = _SEED) -> None:
        """Draw.

        Args:
            names: Each question's cluster.
            draws: Number of times that as many clusters as there are get drawn, with replacement.
            seed: Of the draws.
        """
        order = {name: place for place, name in enumerate(dict.fromkeys(names))}
        self._of_question = np.array([order[name] for name in names], int)
        self.count = len(order)
        chances = np.full(self.count, 1 / max(1, self.count))
        self._drawn = np.random.default_rng(seed).multinomial(self.count, chances, size=draws)

    def weights(self) -> Iterator[NDArray[np.integer]]:
        """Yield, for each draw, how often each question is in it; shape (number of questions,)."""
        for drawn in self._drawn:
            yield drawn[self._of_question]

    def mean(self, values: Sequence[float] | Floats) -> Interval:
        """Give the mean over the questions, with its percentile interval.

        Args:
            values: One for each question, in the order of ``names``.
        """
        numbers = np.asarray(values, float)
        sums = np.bincount(self._of_question, numbers, minlength=self.count)
        sizes = np.bincount(self._of_question, minlength=self.count)
        return self.interval(float(numbers.mean()), (self._drawn @ sums) / (self._drawn @ sizes))

    def interval(self, value: float, drawn: Floats) -> Interval:
        """Give a figure with the percentiles of what it was in the draws; those that are not numbers are left out."""
        known = drawn[~np.isnan(drawn)]
        if self.count < 2 or not known.size:
            return Interval(value, float("nan"), float("nan"))
        low, high = np.percentile(known, _PERCENTILES)
        return Interval(value, float(low), float(high))
