"""How well answerable questions are told from others."""

import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from assistant.evaluation.refusal import Asked, auc, measure_refusal, refused_at


def asked(question: str, cluster: str, score: float) -> Asked:
    return Asked(question, cluster, score)


def test_the_area_counts_pairs_and_half_of_the_ties():
    # Pairs (positive, negative): .9>.5, .9>.1, .5=.5, .5>.1 → 3.5 of 4.
    assert auc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == 3.5 / 4


def test_the_area_is_that_of_scikit_learn_weights_and_ties_included():
    random = np.random.default_rng(1)
    positive, negative = random.integers(3, 12, 70).astype(float), random.integers(0, 10, 50).astype(float)
    weights = random.integers(0, 4, 120)
    truth = np.array([1] * 70 + [0] * 50)
    scores = np.concatenate((positive, negative))
    assert auc(positive, negative) == pytest.approx(roc_auc_score(truth, scores))
    weighted = roc_auc_score(truth, scores, sample_weight=weights)
    assert auc(positive, negative, weights[:70], weights[70:]) == pytest.approx(weighted)


def test_a_side_that_was_not_drawn_leaves_no_area():
    assert math.isnan(auc(np.array([1.0]), np.array([0.0]), np.array([1]), np.array([0])))


def test_the_threshold_refuses_no_more_of_the_answerable_than_allowed():
    answerable, others = np.arange(20.0), np.array([-1.0, 0.0, 0.5, 1.0, 30.0])
    assert refused_at(answerable, others, 0.0) == (0.0, 0.2)
    assert refused_at(answerable, others, 0.05) == (0.05, 0.6)
    assert refused_at(answerable, others, 0.09) == (0.05, 0.6)
    assert refused_at(answerable, others, 1.0) == (1.0, 1.0)


def test_equal_scores_are_not_torn_apart():
    assert refused_at(np.array([0.0, 0.0, 0.0, 1.0]), np.array([0.0, -1.0]), 0.5) == (0.0, 0.5)


def test_a_score_that_knows_is_told_from_one_that_does_not():
    wanted = [asked(f"Vad gäller {n}?", str(n % 5), 10 + n) for n in range(20)]
    perfect = measure_refusal(wanted, [asked(f"Vad gäller {n}?", str(n % 5), n / 10) for n in range(20)])
    assert (perfect.n, perfect.auc, perfect.auc_low, perfect.auc_high) == (20, 1, 1, 1)
    assert perfect.refused_at_5pct == 1
    assert perfect.curve[0] == (0, 1)
    assert perfect.curve[-1] == (1, 1)
    blind = measure_refusal(wanted, [asked(f"Vad gäller {n}?", f"other {n % 5}", 10 + n) for n in range(20)])
    assert blind.auc == 0.5
    assert blind.auc_low < 0.5 < blind.auc_high


def test_shape_alone_tells_questions_apart_only_where_they_are_put_differently():
    def rows(text: str) -> list[Asked]:
        return [asked(text.format(chr(97 + n) * 5), str(n), 0.0) for n in range(20)]

    assert (
        measure_refusal(rows("Vad gäller för {}?"), rows("vem nämner inte {} när det regnar")).question_shape_auc == 1
    )
    assert measure_refusal(rows("Vad gäller för {}?"), rows("Vad gäller för {}?")).question_shape_auc == 0.5


def test_shape_is_not_judged_on_clusters_that_were_seen():
    rows = [asked(f"Vad gäller {n}?", "a", 0.0) for n in range(20)]
    assert math.isnan(measure_refusal(rows, rows).question_shape_auc)
