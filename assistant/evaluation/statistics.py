"""What a suite's figures are worth: intervals, differences between two runs, and decisions over several demands.

Prompts on one section are alike, and a text has few sections. The percentile bootstrap over sections promises too much
there: on the article's eight sections its 95 % intervals held the truth in 81 to 89 of 100 simulated suites, those
below in 93 to 97 (``tests/benchmarks/evaluation.py`` makes these figures again). Used instead, for n prompts in G
clusters:

- *Wilson's interval* (Wilson 1927, JASA 22) where every prompt is a cluster of its own.
- For shares of clustered prompts, Wilson's interval with the *effective* number of prompts, p(1 - p) / V, and Student's
  t with G - 1 degrees of freedom in place of the normal quantile (Korn & Graubard 1998, Survey Methodology 24). V is
  the variance by the jackknife over clusters (CV3 of MacKinnon, Nielsen & Webb 2023, Journal of Econometrics 232).
- For differences between two runs, prompt by prompt, and for lengths: the mean ± t · √V with the same V.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# scipy's distributions are imported where they are used: the import takes a second, and help must not wait for it.

LEVEL = 0.95
ALPHA = 1 - LEVEL
POWER = 0.8
_FEWEST_FLIPS = 6
"""So many prompts must go the same way, and none the other, before a sign test sees it: 2 · 0.5⁶ = 0.03."""

Floats = NDArray[np.float64]
Method = Literal["wilson", "clustered wilson", "jackknife", "unchanged", "none"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; the ends are not numbers where nothing can be said about them."""

    value: float
    low: float
    high: float
    n: int
    """Prompts."""
    clusters: int
    method: Method
    error: float
    """Standard error; 0 where all prompts came out the same."""
    effective: float
    """Independent prompts that would say as much (``clustered wilson``), else ``n``."""


NOTHING = Estimate(math.nan, math.nan, math.nan, 0, 0, "none", math.nan, 0)
"""The figure of no prompts."""


def rate(values: Sequence[float] | Floats, clusters: Sequence[str]) -> Estimate:
    """Estimate the mean of values from 0 to 1.

    Args:
        values: One for each prompt.
        clusters: What each prompt belongs to; a single one for all is taken as none.
    """
    numbers = np.asarray(values, float)
    n = len(numbers)
    if not n:
        return NOTHING
    value = float(numbers.mean())
    groups = _groups(clusters)
    if groups == n:
        low, high = wilson(value, n, _quantile(LEVEL))
        return Estimate(value, low, high, n, n, "wilson", math.sqrt(value * (1 - value) / n), n)
    variance = _variance(numbers, clusters)
    spread = value * (1 - value)
    effective = spread / variance if variance > 0 and spread > 0 else float(n)
    low, high = wilson(value, effective, _quantile(LEVEL, groups - 1))
    return Estimate(value, low, high, n, groups, "clustered wilson", math.sqrt(variance), effective)


def amount(values: Sequence[float] | Floats, clusters: Sequence[str]) -> Estimate:
    """Estimate the mean of values without bounds, such as lengths or differences."""
    numbers = np.asarray(values, float)
    n = len(numbers)
    if not n:
        return NOTHING
    value, groups = float(numbers.mean()), _groups(clusters)
    if groups < 2:
        return Estimate(value, math.nan, math.nan, n, groups, "none", math.nan, n)
    error = math.sqrt(_variance(numbers, clusters))
    half = _quantile(LEVEL, groups - 1) * error
    return Estimate(value, value - half, value + half, n, groups, "jackknife", error, n)


def difference(new: Sequence[float] | Floats, old: Sequence[float] | Floats, clusters: Sequence[str]) -> Estimate:
    """Estimate by how much a mean of values from 0 to 1 has changed, prompt by prompt.

    Where no prompt came out otherwise, the interval is what the rule of three leaves open: with n prompts unchanged,
    a share of 1 - 0.05^(1/n) may still have changed (Hanley & Lippman-Hand 1983, JAMA 249).
    """
    changes = np.asarray(new, float) - np.asarray(old, float)
    estimate = amount(changes, clusters)
    if estimate.n and not changes.any():
        room = 1 - ALPHA ** (1 / estimate.n)
        return Estimate(0.0, -room, room, estimate.n, estimate.clusters, "unchanged", 0.0, estimate.n)
    return estimate


def wilson(share: float, n: float, quantile: float) -> tuple[float, float]:
    """Give Wilson's interval for a share of n."""
    square = quantile * quantile
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = quantile / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def highest_rate(count: int, n: int) -> float:
    """Give the highest share that ``count`` of ``n`` is still likely under: Clopper & Pearson's one-sided 95 % bound.

    For none of n it is 1 - 0.05^(1/n), about 3 / n. Not a number for n = 0.
    """
    from scipy.stats import beta

    if not n:
        return math.nan
    return 1.0 if count >= n else float(beta.ppf(LEVEL, count + 1, n - count))


def chance(estimate: Estimate, threshold: float) -> float:
    """Give the two-sided p-value of the truth standing at a threshold; 1 where nothing can be said.

    It falls below 0.05 where the interval leaves the threshold out.
    """
    from scipy.stats import norm, t

    if not estimate.n or estimate.method == "none":
        return 1.0
    distance = abs(estimate.value - threshold)
    if estimate.method == "unchanged":
        return float((1 - min(1.0, distance)) ** estimate.n)
    if estimate.method == "jackknife":
        error = estimate.error
    else:
        error = math.sqrt(max(0.0, threshold * (1 - threshold)) / estimate.effective)
    if not error:
        return 1.0 if not distance else 0.0
    tail = norm.sf if estimate.method == "wilson" else t(estimate.clusters - 1).sf
    return min(1.0, float(2 * tail(distance / error)))


def holm(chances: Sequence[float]) -> list[float]:
    """Adjust p-values for being several (Holm 1979, Scandinavian Journal of Statistics 6): in order, at most 1.

    Deciding on those of at most 0.05 keeps the chance of any false decision among them at 5 %.
    """
    adjusted = [1.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, chances[place] * (len(chances) - rank)))
        adjusted[place] = highest
    return adjusted


def smallest_seen(estimate: Estimate) -> float:
    """Give the smallest change that would have been noticed four times out of five.

    (t₀.₉₇₅ + t₀.₈) standard errors (Bloom 1995, Evaluation Review 19), and no less than what six prompts make: fewer
    that go the same way may be chance. Not a number where it cannot be said.
    """
    if estimate.method == "none" or not estimate.n:
        return math.nan
    freedom = None if estimate.method == "wilson" else max(1, estimate.clusters - 1)
    quantiles = _quantile(LEVEL, freedom) + _quantile(2 * POWER - 1, freedom)
    return min(1.0, max(quantiles * estimate.error, _FEWEST_FLIPS / estimate.n))


def _quantile(level: float, freedom: int | None = None) -> float:
    """Give what a normal, or Student's t, stays between, either side of 0, with the chance ``level``."""
    from scipy.stats import norm, t

    point = (1 + level) / 2
    return float(norm.ppf(point) if freedom is None else t.ppf(point, freedom))


def _groups(clusters: Sequence[str]) -> int:
    """Count the clusters; prompts that all belong to one are told apart instead."""
    count = len(set(clusters))
    return count if count > 1 else len(clusters)


def _variance(numbers: Floats, clusters: Sequence[str]) -> float:
    """Give the jackknife's variance of the mean: (G - 1) / G · Σ (mean without cluster - mean)²."""
    if len(set(clusters)) < 2:
        clusters = [str(place) for place in range(len(numbers))]
    names = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    of_prompt = np.array([names[name] for name in clusters], int)
    sums, sizes = np.bincount(of_prompt, numbers), np.bincount(of_prompt)
    without = (numbers.sum() - sums) / (len(numbers) - sizes)
    return float((len(names) - 1) / len(names) * ((without - numbers.mean()) ** 2).sum())
