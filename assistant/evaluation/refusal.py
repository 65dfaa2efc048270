"""Can questions that a corpus answers be told from those that it does not, by one number for each?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.bootstrap import Clusters
from assistant.evaluation.question_shape import shape_scores

Floats = NDArray[np.float64]

_AT = 0.05
_SHARES = (0.0, 0.01, 0.02, 0.03, _AT, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
"""Shares of the answerable questions that may be refused: the points of the curve."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it is resampled with, and how likely the corpus answers it."""

    question: str
    cluster: str
    score: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well a kind of question that the corpus does not answer is told from those that it does."""

    n: int
    """Questions of this kind."""
    auc: float
    """Chance that an answerable question scores higher than one of these; 0.5 is guessing."""
    auc_low: float
    auc_high: float
    refused_at_5pct: float
    """Share of these refused by the threshold that refuses 5 % of the answerable."""
    question_shape_auc: float
    """The AUC reached by how the questions are put, without the corpus; not a number for fewer than two clusters."""
    curve: tuple[tuple[float, float], ...]
    """Share of the answerable refused, share of these refused; from the mildest threshold to the strictest."""


def measure_refusal(answerable: Sequence[Asked], others: Sequence[Asked]) -> Refusal:
    """Compare the scores of two kinds of questions; neither may be empty."""
    wanted, unwanted = _scores(answerable), _scores(others)
    clusters = Clusters([row.cluster for row in (*answerable, *others)])
    split = len(answerable)
    drawn = np.array([auc(wanted, unwanted, each[:split], each[split:]) for each in clusters.weights()])
    interval = clusters.interval(auc(wanted, unwanted), drawn)
    shape = shape_scores(
        [row.question for row in answerable],
        [row.question for row in others],
        [row.cluster for row in (*answerable, *others)],
    )
    return Refusal(
        n=len(others),
        auc=interval.value,
        auc_low=interval.low,
        auc_high=interval.high,
        refused_at_5pct=refused_at(wanted, unwanted, _AT)[1],
        question_shape_auc=float("nan") if shape is None else auc(shape[:split], shape[split:]),
        curve=tuple(refused_at(wanted, unwanted, share) for share in _SHARES),
    )


def auc(
    positive: Floats,
    negative: Floats,
    positive_weights: NDArray[np.integer] | None = None,
    negative_weights: NDArray[np.integer] | None = None,
) -> float:
    """Give the area under the ROC curve: the chance that a positive outscores a negative, ties counting half.

    The Mann-Whitney statistic over the number of pairs (Hanley & McNeil 1982, Radiology 143). A weight says how often
    a score counts, once where none is given; not a number where a side has no weight at all.
    """
    levels, level = np.unique(np.concatenate((positive, negative)), return_inverse=True)
    above = np.bincount(level[: len(positive)], positive_weights, minlength=len(levels))
    below = np.bincount(level[len(positive) :], negative_weights, minlength=len(levels))
    pairs = float(above.sum() * below.sum())
    wins = above @ (np.cumsum(below) - below / 2)
    return float(wins) / pairs if pairs else float("nan")


def refused_at(answerable: Floats, others: Floats, share: float) -> tuple[float, float]:
    """Refuse what scores below the strictest threshold that refuses at most a share of the answerable.

    Returns:
        The share of the answerable that is refused (less than asked for where scores are equal), and of the others.
    """
    allowed = int(share * len(answerable) + 1e-9)
    ordered = np.sort(answerable)
    threshold = ordered[allowed] if allowed < len(ordered) else np.inf
    return float((answerable < threshold).mean()), float((others < threshold).mean())


def _scores(rows: Sequence[Asked]) -> Floats:
    return np.array([row.score for row in rows], float)
