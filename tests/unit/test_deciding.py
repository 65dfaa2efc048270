"""Demands decided on runs of known quality, and runs with a known difference told apart."""

import math

import numpy as np
import pytest

from assistant.evaluation.comparing import compare_scores
from assistant.evaluation.deciding import EXIT_CODES, decide, overall
from assistant.evaluation.prompts import Gate
from tests.unit.evaluation_cases import HOURS, REST, answer, fact, prompt, refusal, scores

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H")


def run(right: int, wrong: int, *, sections=SECTIONS, gates=()):
    """Give a run of answerable prompts, spread over the sections, so many of which cite the right sentence."""
    good = [(number * wrong) % (right + wrong) >= wrong for number in range(right + wrong)]
    pairs = [
        (
            prompt("answerable", [REST], id=str(number), section=sections[number % len(sections)]),
            answer(REST if is_good else HOURS),
        )
        for number, is_good in enumerate(good)
    ]
    return scores(pairs, gates)


def verdicts(*gates: Gate, right: int, wrong: int):
    return [decision.verdict for decision in decide(run(right, wrong, gates=gates), None)]


def test_a_figure_clear_of_its_demand_decides_and_one_near_it_does_not():
    at_least = Gate("cited_recall", {}, at_least=0.7)
    assert verdicts(at_least, right=96, wrong=0) == ["pass"]
    assert verdicts(at_least, right=32, wrong=64) == ["fail"]
    assert verdicts(at_least, right=70, wrong=26) == ["inconclusive"]


def test_a_demand_at_most_is_decided_the_other_way_round():
    pairs = [(prompt("answerable", [REST], id=str(n)), refusal() if n % 2 else answer(REST)) for n in range(80)]
    for limit, expected in ((0.8, "pass"), (0.2, "fail"), (0.5, "inconclusive")):
        run_ = scores(pairs, [Gate("false_refusal", {"kind": "answerable"}, at_most=limit)])
        assert [each.verdict for each in decide(run_, None)] == [expected]


def test_a_demand_on_every_prompt_is_counted_and_not_estimated():
    every, none = Gate("citation_validity", {}, at_least=1), Gate("false_refusal", {}, at_most=0)
    assert verdicts(every, none, right=6, wrong=0) == ["pass", "pass"]
    pairs = [(prompt("answerable", [REST], id=str(n)), refusal() if n == 3 else answer(REST)) for n in range(6)]
    (decision,) = decide(scores(pairs, [none]), None)
    assert (decision.verdict, decision.is_count) == ("fail", True)


def test_a_demand_that_nothing_measures_stays_open():
    (decision,) = decide(run(10, 0, gates=[Gate("refusal_recall", {"kind": "near_miss"}, at_least=0.8)]), None)
    assert (decision.verdict, decision.estimate.n) == ("inconclusive", 0)


def test_a_slice_chooses_the_prompts():
    gate = Gate("cited_recall", {"section": "A"}, at_least=0.5)
    (decision,) = decide(run(60, 20, gates=[gate]), None)
    assert decision.estimate.n == 10


def test_many_demands_at_once_ask_for_more():
    gate = Gate("cited_recall", {}, at_least=0.55)
    (alone,) = decide(run(30, 13, sections=[str(n) for n in range(43)], gates=[gate]), None)
    many = decide(run(30, 13, sections=[str(n) for n in range(43)], gates=[gate] * 8), None)
    assert many[0].chance == pytest.approx(min(1.0, alone.chance * 8))


def test_an_open_demand_tells_how_many_prompts_would_settle_it():
    gate = Gate("cited_recall", {}, at_least=0.7)
    names = [str(number) for number in range(5000)]
    (decision,) = decide(run(76, 24, sections=names, gates=[gate]), None)
    assert decision.verdict == "inconclusive"
    assert 100 < decision.needed < 500
    scale = math.ceil(decision.needed / 100)
    (more,) = decide(run(76 * scale, 24 * scale, sections=names, gates=[gate]), None)
    assert more.verdict == "pass"


def test_the_whole_fails_with_one_demand_and_is_open_with_one():
    low, high, middle = (Gate("cited_recall", {}, at_least=limit) for limit in (0.2, 0.95, 0.73))
    assert overall(decide(run(70, 26, gates=[low]), None)) == "pass"
    assert overall(decide(run(70, 26, gates=[low, middle]), None)) == "inconclusive"
    assert overall(decide(run(70, 26, gates=[low, middle, high]), None)) == "fail"
    assert overall(decide(run(70, 26), None)) == "none"
    assert [EXIT_CODES[verdict] for verdict in ("pass", "none", "fail", "inconclusive")] == [0, 0, 1, 3]


def test_a_demand_against_the_baseline_waits_for_one():
    gate = Gate("cited_recall", {}, max_drop=0.02)
    (decision,) = decide(run(70, 26, gates=[gate]), None)
    assert decision.verdict == "none"


@pytest.mark.parametrize(
    ("old", "new", "expected"), [(90, 30, "fail"), (30, 90, "pass"), (60, 56, "inconclusive"), (60, 60, "pass")]
)
def test_runs_with_a_known_difference_are_told_apart(old, new, expected):
    gate = Gate("cited_recall", {}, max_drop=0.05)
    before, after = run(old, 96 - old), run(new, 96 - new, gates=[gate])
    (decision,) = decide(after, compare_scores(after, before))
    assert decision.verdict == expected


def test_worse_means_more_where_lower_is_better():
    gate = Gate("false_refusal", {}, max_drop=0.05)
    asked = [prompt("answerable", [REST], id=str(number)) for number in range(60)]
    none = scores([(each, answer(REST)) for each in asked], [gate])
    many = scores([(each, refusal() if n % 2 else answer(REST)) for n, each in enumerate(asked)], [gate])
    assert [each.verdict for each in decide(many, compare_scores(many, none))] == ["fail"]
    assert [each.verdict for each in decide(none, compare_scores(none, many))] == ["pass"]


def test_a_comparison_names_the_prompts_that_flipped_and_which_way():
    asked = [prompt("answerable", [REST], id=name, facts=(fact("viktigt"),)) for name in "abcde"]
    old = scores(list(zip(asked, [answer(REST), answer(HOURS), answer(REST), answer(REST), answer(REST)], strict=True)))
    new_answers = [answer(HOURS), answer(REST), answer(REST), answer(REST, HOURS), refusal()]
    comparison = compare_scores(scores(list(zip(asked, new_answers, strict=True))), old)
    assert [(flip.new.prompt.id, flip.turn) for flip in comparison.flips] == [
        ("a", "worse"),
        ("e", "worse"),
        ("b", "better"),
        ("d", "other"),
    ]
    assert comparison.change == "unclear"


def test_prompts_of_one_run_only_and_reworded_ones_are_not_compared():
    one, two, three = (prompt("answerable", [REST], id=name) for name in "abc")
    reworded = prompt("answerable", [REST], id="b", turns=("Annan fråga?",))
    new = scores([(one, answer(REST)), (reworded, answer(REST))])
    old = scores([(one, answer(REST)), (two, answer(REST)), (three, answer(REST))])
    comparison = compare_scores(new, old)
    assert [pair[0].prompt.id for pair in comparison.pairs] == ["a"]
    assert (comparison.added, comparison.removed) == (("b",), ("b", "c"))
    assert comparison.change == "same"


@pytest.mark.parametrize(("worse", "expected"), [(0, "unclear"), (30, "worse"), (-30, "better")])
def test_the_whole_is_better_or_worse_only_where_it_is_certain(worse, expected):
    draw = np.random.default_rng(3)
    asked = [prompt("answerable", [REST], id=str(n), section=SECTIONS[n % 8]) for n in range(96)]
    first = draw.random(96) < 0.6
    second = first.copy()
    flipped = draw.permutation(96)
    second[flipped[:4]] = True
    second[flipped[4:8]] = False
    if worse > 0:
        second[np.flatnonzero(second)[:worse]] = False
    if worse < 0:
        second[np.flatnonzero(~second)[:-worse]] = True
    old = scores([(each, answer(REST if good else HOURS)) for each, good in zip(asked, first, strict=True)])
    new = scores([(each, answer(REST if good else HOURS)) for each, good in zip(asked, second, strict=True)])
    assert compare_scores(new, old).change == expected
