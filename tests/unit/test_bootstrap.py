"""Intervals by the cluster bootstrap."""

import math

import numpy as np
import pytest

from assistant.evaluation.bootstrap import Clusters


def test_the_value_is_the_mean_over_the_questions_and_lies_within_its_interval():
    interval = Clusters(["a", "a", "b", "c"]).mean([1, 0, 1, 1])
    assert interval.value == 0.75
    assert interval.low < 0.75 < interval.high


def test_clusters_are_drawn_as_wholes():
    names = ["a", "b", "a", "c", "b", "a"]
    for weights in Clusters(names, draws=50).weights():
        by_name = {name: {int(w) for w, other in zip(weights, names, strict=True) if other == name} for name in names}
        assert all(len(drawn) == 1 for drawn in by_name.values())
        assert sum(drawn.pop() for drawn in by_name.values()) == 3


def test_each_draw_is_the_mean_over_the_questions_it_holds():
    names, values = ["a", "a", "a", "b"], np.array([1.0, 1, 1, 0])
    clusters = Clusters(names, draws=4000)
    means = {float((w @ values) / w.sum()) for w in clusters.weights()}
    assert means == {0.0, 0.75, 1.0}  # b twice, one of each, a twice
    assert (clusters.mean(values).low, clusters.mean(values).high) == (0, 1)


def test_questions_that_are_alike_within_their_clusters_make_the_interval_wider():
    values = [float(number // 10 % 2) for number in range(200)]
    apart = Clusters([str(number) for number in range(200)]).mean(values)
    together = Clusters([str(number // 10) for number in range(200)]).mean(values)
    assert together.value == apart.value
    assert together.high - together.low > 2.5 * (apart.high - apart.low)  # √10 times, were the draws endless


def test_the_same_clusters_give_the_same_draws():
    names = [str(number % 7) for number in range(30)]
    values = np.linspace(0, 1, 30)
    assert Clusters(names).mean(values) == Clusters(names).mean(values)
    assert Clusters(names).mean(values) != Clusters(names, seed=1).mean(values)


def test_one_cluster_alone_promises_no_interval():
    interval = Clusters(["a", "a"]).mean([0, 1])
    assert interval.value == 0.5
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(5)
    names = [str(number // 4) for number in range(160)]
    clusters = Clusters(names, draws=400)
    hits = 0
    for _ in range(300):
        chance = np.repeat(random.beta(2, 2, size=40), 4)  # the mean chance is a half
        interval = clusters.mean((random.random(160) < chance).astype(float))
        hits += interval.low <= 0.5 <= interval.high
    assert hits / 300 == pytest.approx(0.95, abs=0.04)
