"""Measures of a ranking: worked by hand, and against trec_eval (through ir-measures)."""

import math
import random

import ir_measures
import pytest
from ir_measures import RR, Success, nDCG

from assistant.evaluation.ranking_metrics import METRICS, hit, ndcg, reciprocal_rank

THEIRS = {"ndcg@10": nDCG @ 10, "mrr@10": RR @ 10, "hit@1": Success @ 1, "hit@5": Success @ 5}


def test_the_gain_is_discounted_by_rank_and_measured_by_the_best_ranking():
    # DCG = 1/log2(3) + 2/log2(4); the best ranking has 2 first and 1 second: 2/log2(2) + 1/log2(3).
    found = ndcg(["x", "a", "b"], {"a": 1, "b": 2})
    assert found == pytest.approx((1 / math.log2(3) + 2 / 2) / (2 + 1 / math.log2(3)))


def test_a_missing_relevant_text_costs_its_share():
    assert ndcg(["a"], {"a": 1, "b": 1}) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_more_relevant_texts_than_ranks_can_still_be_perfect():
    assert ndcg([str(number) for number in range(10)], {str(number): 1 for number in range(25)}) == pytest.approx(1)


def test_what_stands_below_the_depth_does_not_count():
    ranking = [f"x{number}" for number in range(10)] + ["a"]
    assert ndcg(ranking, {"a": 1}) == reciprocal_rank(ranking, {"a": 1}) == hit(ranking, {"a": 1}, 5) == 0


def test_the_first_relevant_text_decides_the_reciprocal_rank():
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 1, "x": 0}) == pytest.approx(1 / 3)


def test_a_hit_is_any_relevant_text_within_reach():
    assert [hit(["x", "a"], {"a": 1}, depth) for depth in (1, 2)] == [0, 1]


def test_nothing_found_or_nothing_relevant_is_zero():
    for measured in METRICS.values():
        assert (
            measured([], {"a": 1})
            == measured(["a"], {"a": 0})
            == measured(["a"], {})
            == measured(["a"], {"a": -1})
            == 0
        )


@pytest.mark.parametrize("seed", range(5))
def test_random_rankings_measure_the_same_as_with_trec_eval(seed):
    draw = random.Random(seed)
    texts = [f"d{number}" for number in range(40)]
    judgements = {
        f"q{number}": {text: draw.choice((-1, 0, 0, 1, 1, 2, 3)) for text in draw.sample(texts, draw.randint(1, 30))}
        for number in range(60)
    }
    # Rankings of any length, with texts nobody judged and without many that are relevant.
    rankings = {query: draw.sample(texts, draw.randint(1, 25)) for query in judgements}
    run = {query: {text: -float(rank) for rank, text in enumerate(ranking)} for query, ranking in rankings.items()}
    for name, theirs in THEIRS.items():
        wanted = {row.query_id: row.value for row in ir_measures.iter_calc([theirs], judgements, run)}
        found = {query: METRICS[name](ranking, judgements[query]) for query, ranking in rankings.items()}
        assert found == pytest.approx(wanted, abs=1e-9)
        assert len(set(found.values())) > 1


def test_all_that_is_reported_is_compared():
    assert METRICS.keys() == THEIRS.keys()
