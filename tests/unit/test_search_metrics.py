"""What the search found: worked by hand, and against trec_eval (through ir-measures)."""

import math
import random

import ir_measures
import pytest
from ir_measures import RR, Success, nDCG

from assistant.evaluation.search_metrics import hit, mrr, ndcg, quote_recall, wasted_context
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, SEVEN, SHORT, answer, prompt, refusal, scored

PARAGRAPH = f"{REST} {PAUSE}"


def test_the_rank_of_the_first_relevant_paragraph_counts():
    row = scored(prompt("answerable", [SHORT]), answer(found=[HOURS, SEVEN, SHORT]))
    assert [hit(row, depth) for depth in (1, 2, 3)] == [0, 0, 1]
    assert mrr(row) == pytest.approx(1 / 3)
    assert ndcg(row, 10) == pytest.approx(1 / math.log2(4))


def test_passages_of_one_paragraph_count_once():
    row = scored(prompt("answerable", [HOURS]), answer(found=[REST, PAUSE, HOURS]))
    assert mrr(row) == pytest.approx(1 / 2)


def test_every_paragraph_with_gold_is_relevant():
    row = scored(prompt("answerable", [REST], [SHORT, SEVEN]), answer(found=[PARAGRAPH, HOURS, SEVEN]))
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(row, 10) == pytest.approx((1 + 1 / math.log2(4)) / best)


def test_a_quote_is_found_where_a_passage_holds_all_of_it():
    asked = prompt("answerable", [PARAGRAPH], [HOURS])
    assert quote_recall(scored(asked, answer(found=[REST, PAUSE, HOURS])), 10) == 0.5
    assert quote_recall(scored(asked, answer(found=[REST, PAUSE, HOURS])), 2) == 0
    assert quote_recall(scored(asked, answer(found=[PARAGRAPH, HOURS])), 2) == 1


def test_what_stands_in_paragraphs_without_gold_is_wasted():
    row = scored(prompt("answerable", [REST]), answer(found=[PARAGRAPH, HOURS]))
    assert wasted_context(row) == pytest.approx(len(HOURS) / (len(HOURS) + len(PARAGRAPH)))


def test_a_refusal_is_measured_too_and_other_kinds_are_not():
    assert mrr(scored(prompt("answerable", [REST]), refusal(found=[REST]))) == 1
    assert mrr(scored(prompt("answerable", [REST]), refusal())) == 0
    assert wasted_context(scored(prompt("answerable", [REST]), refusal())) is None
    assert mrr(scored(prompt("near_miss"), answer(found=[REST]))) is None


def test_random_rankings_measure_the_same_as_with_trec_eval():
    draw = random.Random(3)
    paragraphs = [PARAGRAPH, HOURS, SHORT, SEVEN]
    rows, judged, run = {}, {}, {}
    for number in range(80):
        gold, found = draw.sample(paragraphs, draw.randint(1, 3)), draw.sample(paragraphs, draw.randint(0, 4))
        name = str(number)
        rows[name] = scored(prompt("answerable", *([quote] for quote in gold)), answer(found=found))
        judged[name] = {str(paragraphs.index(quote)): 1 for quote in gold}
        run[name] = {str(paragraphs.index(quote)): -float(rank) for rank, quote in enumerate(found)}
    ours = {nDCG @ 3: lambda row: ndcg(row, 3), RR @ 10: mrr, Success @ 1: lambda row: hit(row, 1)}
    for theirs, measure in ours.items():
        wanted = {each.query_id: each.value for each in ir_measures.iter_calc([theirs], judged, run)}
        assert {name: measure(row) for name, row in rows.items()} == pytest.approx(
            {name: wanted.get(name, 0.0) for name in rows}
        )
