"""How far people agree with each other, beyond what chance would give."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import Literal

Scale = Literal["nominal", "ordinal"]

RELIABLE = 0.8
"""From here on agreement is good enough to build on (Krippendorff 2004, Content Analysis, p. 241)."""
TENTATIVE = 0.667
"""From here on it allows tentative conclusions (the same)."""


def alpha(units: Sequence[Sequence[int]], scale: Scale = "nominal") -> float | None:
    """Give Krippendorff's alpha: 1 for full agreement, 0 for what chance gives, below 0 for systematic disagreement.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, with the metric differences given there.

    Args:
        units: For every thing that was judged, the values it got, in no order; those with fewer than two say nothing.
        scale: ``ordinal`` counts values further apart as a graver disagreement.

    Returns:
        None where nothing was judged twice, or where everybody gave one and the same value throughout: without
        variation nobody can tell agreement from habit.
    """
    pairs: Counter[tuple[int, int]] = Counter()
    for values in units:
        if len(values) >= 2:
            for pair in permutations(values, 2):
                # Each value of a unit counts once in all, however many judged it.
                pairs[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[int] = Counter()
    for (value, _), count in pairs.items():
        totals[value] += count
    if len(totals) < 2:
        return None
    whole = totals.total()
    observed = sum(count * _distance(a, b, totals, scale) for (a, b), count in pairs.items())
    expected = sum(totals[a] * totals[b] * _distance(a, b, totals, scale) for a in totals for b in totals)
    return 1 - (whole - 1) * observed / expected


def _distance(a: int, b: int, totals: Counter[int], scale: Scale) -> float:
    """Give the squared difference of two values."""
    if a == b:
        return 0.0
    if scale == "nominal":
        return 1.0
    low, high = min(a, b), max(a, b)
    between = sum(count for value, count in totals.items() if low <= value <= high)
    return (between - (totals[low] + totals[high]) / 2) ** 2
