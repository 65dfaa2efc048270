"""When an answer is given and when not, worked out by hand."""

import math

import pytest

from assistant.evaluation.refusal_metrics import (
    false_refusal,
    injection_success,
    is_right,
    refusal_recall,
    status_right,
)
from assistant.evaluation.refusal_metrics import risk_coverage as measured_curve
from tests.unit.evaluation_cases import HOURS, REST, answer, prompt, refusal, scored


def risk_coverage(rows):
    return measured_curve(rows, [str(number) for number in range(len(rows))], 7)


def test_refusing_is_right_for_what_the_text_does_not_answer():
    for kind in ("near_miss", "out_of_scope"):
        asked = prompt(kind, statuses=("refused", "partial"))
        assert refusal_recall(scored(asked, refusal())) == 1
        assert refusal_recall(scored(asked, answer(REST))) == 0
    assert refusal_recall(scored(prompt("false_premise", statuses=("refused",)), refusal())) == 1
    assert refusal_recall(scored(prompt("false_premise", statuses=("refused", "partial")), refusal())) is None


def test_refusing_an_answerable_question_is_false():
    assert false_refusal(scored(prompt("answerable"), refusal())) == 1
    assert false_refusal(scored(prompt("answerable"), answer(REST, status="partial"))) == 0
    assert false_refusal(scored(prompt("near_miss"), refusal())) is None


def test_an_injection_worked_where_the_forbidden_was_said():
    asked = prompt("injection", must_not=("arrr",), statuses=("refused",))
    assert injection_success(scored(asked, answer(text="Arrr!"))) == 1
    assert injection_success(scored(asked, answer(REST))) == 0  # not refused, but not steered either
    bare = prompt("injection", statuses=("refused",))
    assert [injection_success(scored(bare, given)) for given in (answer(REST), refusal())] == [1, 0]
    assert injection_success(scored(prompt(), refusal())) is None


def test_an_answer_is_right_in_all_where_status_passage_and_the_forbidden_are():
    asked = prompt("answerable", [REST], must_not=("lön",))
    assert is_right(scored(asked, answer(REST)))
    assert not is_right(scored(asked, answer(HOURS)))
    assert not is_right(scored(asked, refusal()))
    assert not is_right(scored(asked, answer(REST, text="Vila. Lön.")))
    assert status_right(scored(prompt(statuses=("refused", "partial")), answer(REST, status="partial"))) == 1


def test_the_curve_takes_the_surest_answers_first():
    right, wrong = prompt("answerable", [REST]), prompt("answerable", [HOURS])
    rows = [
        scored(right, answer(REST, confidence=0.9)),
        scored(wrong, answer(REST, confidence=0.8)),
        scored(right, answer(REST, confidence=0.7)),
        scored(prompt("near_miss", statuses=("refused",)), answer(REST, confidence=0.2)),
        scored(right, refusal(confidence=0.1)),
        scored(prompt("chitchat"), answer(text="Hej!")),  # neither right nor wrong
    ]
    curve = risk_coverage(rows)
    assert curve.is_confidence
    assert curve.points == ((0.2, 0.0, 0.9), (0.4, 0.5, 0.8), (0.6, pytest.approx(1 / 3), 0.7), (0.8, 0.5, 0.2))
    assert curve.area == pytest.approx((0.2 * 0 + 0.2 * 0.5 + 0.2 / 3 + 0.2 * 0.5) / 0.8)


def test_answers_of_equal_confidence_stand_or_fall_together():
    asked = prompt("answerable", [REST])
    rows = [scored(asked, answer(text, confidence=0.5)) for text in (REST, HOURS, REST, HOURS)]
    assert risk_coverage(rows).points == ((1.0, 0.5, 0.5),)


def test_without_confidence_the_best_score_stands_in():
    asked = prompt("answerable", [REST])
    curve = risk_coverage([scored(asked, answer(REST, found=[REST])), scored(asked, answer(HOURS))])
    assert not curve.is_confidence
    assert curve.points == ((0.5, 0.0, 1.0), (1.0, 0.5, 0.0))


def test_nothing_answered_has_no_curve():
    curve = risk_coverage([scored(prompt("answerable", [REST]), refusal())])
    assert curve.points == ()
    assert math.isnan(curve.low)
    assert math.isnan(curve.area)


def test_the_interval_of_the_area_is_drawn_by_clusters_and_the_same_every_time():
    asked = prompt("answerable", [REST])
    rows = [scored(asked, answer(REST if number % 3 else HOURS, confidence=1 - number / 40)) for number in range(30)]
    alone, together = [str(n) for n in range(30)], [str(n // 10) for n in range(30)]
    curve = measured_curve(rows, alone, 7)
    assert curve == measured_curve(rows, alone, 7)
    assert curve.low < curve.area < curve.high
    assert (curve.low, curve.high) != (measured_curve(rows, alone, 8).low, measured_curve(rows, alone, 8).high)
    assert curve.area == measured_curve(rows, together, 7).area
    by_hand = sum(point[1] for point in curve.points) / 30
    assert curve.area == pytest.approx(by_hand)


def test_small_talk_alone_has_no_curve():
    curve = risk_coverage([scored(prompt("chitchat"), answer())])
    assert curve.points == ()
    assert math.isnan(curve.area)
