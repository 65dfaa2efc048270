"""Intervals, differences and decisions: known values, other libraries, and simulated suites."""

import math

import numpy as np
import pytest
from scipy import stats

from assistant.evaluation.statistics import (
    amount,
    chance,
    difference,
    highest_rate,
    holm,
    rate,
    smallest_seen,
    wilson,
)

ARTICLE = (9, 12, 6, 11, 13, 10, 2, 1)
"""Prompts on each section of the article, as in its suites."""


def names(sizes):
    return [str(cluster) for cluster, size in enumerate(sizes) for _ in range(size)]


def alone(n):
    return [str(number) for number in range(n)]


@pytest.mark.parametrize(("count", "n"), [(0, 10), (3, 10), (58, 64), (64, 64)])
def test_a_plain_share_has_wilsons_interval(count, n):
    theirs = stats.binomtest(count, n).proportion_ci(0.95, method="wilson")
    ours = rate([1.0] * count + [0.0] * (n - count), alone(n))
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert (ours.value, ours.n, ours.method) == (count / n, n, "wilson")


@pytest.mark.parametrize(("count", "n"), [(0, 8), (1, 8), (5, 40), (8, 8)])
def test_the_upper_bound_of_a_rare_event_is_clopper_and_pearsons(count, n):
    theirs = stats.binomtest(count, n, alternative="less").proportion_ci(0.95, method="exact")
    assert highest_rate(count, n) == pytest.approx(theirs.high)
    assert highest_rate(0, 8) == pytest.approx(1 - 0.05 ** (1 / 8))
    assert math.isnan(highest_rate(0, 0))


def test_prompts_that_are_alike_within_their_sections_make_the_interval_wider():
    values = [1.0] * 20 + [0.0] * 5 + [1.0] * 15
    by_section = rate(values, names((5,) * 8))
    assert by_section.method == "clustered wilson"
    assert by_section.value == rate(values, alone(40)).value
    assert by_section.high - by_section.low > rate(values, alone(40)).high - rate(values, alone(40)).low
    assert by_section.effective < 40


def test_one_section_alone_is_measured_by_its_prompts():
    assert rate([1.0, 0.0, 1.0], ["a"] * 3) == rate([1.0, 0.0, 1.0], alone(3))


def test_all_right_leaves_room_for_what_was_not_asked():
    estimate = rate([1.0] * 30, names((10, 10, 10)))
    assert estimate.high == pytest.approx(1)
    assert 0.5 < estimate.low < 0.95


def test_a_difference_without_clusters_is_the_paired_t_test():
    draw = np.random.default_rng(1)
    new, old = draw.random(40), draw.random(40)
    theirs = stats.ttest_rel(new, old)
    ours = difference(new, old, alone(40))
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval()), rel=1e-9)
    assert chance(ours, 0.0) == pytest.approx(theirs.pvalue)


def test_the_variance_over_sections_is_the_jackknifes():
    values, clusters = np.array([1, 0, 1, 1, 0, 0, 1.0]), np.array(list("aabbbcc"))
    means = [values[clusters != name].mean() for name in "abc"]
    expected = 2 / 3 * sum((mean - values.mean()) ** 2 for mean in means)
    assert amount(values, list(clusters)).error ** 2 == pytest.approx(expected)


def test_the_chance_falls_below_five_per_cent_where_the_interval_leaves_the_threshold_out():
    draw = np.random.default_rng(4)
    for clusters in (alone(50), names((5,) * 10)):
        for share in (0.1, 0.5, 0.95):
            estimate = rate((draw.random(50) < share).astype(float), clusters)
            for threshold in np.linspace(0.01, 0.99, 50):
                is_out = not estimate.low <= threshold <= estimate.high
                assert (chance(estimate, threshold) < 0.05) == is_out


def test_no_prompt_changed_does_not_mean_that_none_would():
    estimate = difference([1.0] * 60, [1.0] * 60, names((10,) * 6))
    assert (estimate.value, estimate.method) == (0, "unchanged")
    assert estimate.high == -estimate.low == pytest.approx(1 - 0.05 ** (1 / 60))
    assert chance(estimate, 0.0) == 1
    assert chance(estimate, estimate.high) == pytest.approx(0.05)


def test_holm_multiplies_the_smallest_by_all_and_never_falls():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_the_smallest_change_seen_is_seen_four_times_out_of_five():
    # Of 200 prompts 3 % got better and 10 % worse: a fall of 0.07, which is about 2.8 of its standard errors.
    draw = np.random.default_rng(2)
    runs = [draw.choice([1.0, -1.0, 0.0], 200, p=[0.03, 0.10, 0.87]) for _ in range(400)]
    estimates = [difference(changes, np.zeros(200), alone(200)) for changes in runs]
    assert np.mean([smallest_seen(estimate) for estimate in estimates]) == pytest.approx(0.07, abs=0.005)
    seen = sum(chance(estimate, 0.0) < 0.05 and estimate.value < 0 for estimate in estimates)
    assert 0.74 <= seen / 400 <= 0.86


def test_fewer_than_six_prompts_can_show_nothing():
    assert smallest_seen(difference([1, 1, 1], [1, 1, 1], alone(3))) == 1


@pytest.mark.parametrize("alike", [0.0, 0.1])
def test_simulated_suites_hold_the_truth_in_their_intervals_about_as_often_as_they_say(alike):
    """Coverage over 300 suites with the article's sections; tests/benchmarks/evaluation.py does it at length."""
    draw = np.random.default_rng(11)
    sizes, truth, hits = np.array(ARTICLE), 0.8, 0
    for _ in range(300):
        share = draw.beta(truth * (1 / alike - 1), (1 - truth) * (1 / alike - 1), 8) if alike else np.full(8, truth)
        values = (draw.random(64) < np.repeat(share, sizes)).astype(float)
        estimate = rate(values, names(ARTICLE))
        hits += estimate.low <= truth <= estimate.high
    assert 0.91 <= hits / 300 <= 0.985


def test_simulated_runs_that_do_not_differ_are_seldom_told_apart():
    draw = np.random.default_rng(12)
    false = 0
    for _ in range(300):
        old = (draw.random(64) < 0.8).astype(float)
        new = np.where(draw.random(64) < 0.1, (draw.random(64) < 0.8).astype(float), old)
        false += chance(difference(new, old, names(ARTICLE)), 0.0) < 0.05
    assert false / 300 <= 0.05


def test_wilsons_interval_stays_within_the_possible():
    for share in (0.0, 0.5, 1.0):
        low, high = wilson(share, 3.5, 4.3)
        assert 0 <= low <= share <= high <= 1
