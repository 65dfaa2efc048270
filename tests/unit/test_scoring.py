"""A run measured: slices, clusters, variants, paraphrases, times."""

import pytest

from assistant.evaluation.answer_rows import AS_TYPED, Played
from assistant.evaluation.catalogue import catalogue
from assistant.evaluation.figures import figures
from assistant.evaluation.latency import latency
from assistant.evaluation.metrics import measures, summarise
from assistant.evaluation.prompts import Suite
from assistant.evaluation.scoring import chosen, cluster, figure, same_places, score_rows
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, SHORT, TEXTS, answer, prompt, refusal, scored, scores


def test_every_metric_of_an_answer_has_a_name_and_a_meaning():
    known = catalogue((1, 5))
    assert measures((1, 5)).keys() | {"variant_same", "paraphrase_same"} == known.keys()
    assert all(metric.label and metric.meaning.endswith(".") for metric in known.values())


def test_answers_cite_the_same_places_in_any_order():
    asked = prompt()
    assert same_places(scored(asked, answer(REST, PAUSE)), scored(asked, answer(PAUSE, REST))) == 1
    assert same_places(scored(asked, answer(REST, PAUSE)), scored(asked, answer(PAUSE, HOURS))) == pytest.approx(1 / 3)
    assert same_places(scored(asked, refusal()), scored(asked, refusal())) == 1
    assert same_places(scored(asked, refusal()), scored(asked, answer(text="Hej!"))) == 0
    assert same_places(scored(asked, refusal()), scored(asked, answer(REST))) == 0


def test_variants_and_paraphrases_are_compared_with_the_prompt_as_typed():
    asked = prompt("answerable", [REST], id="a")
    given = {
        (AS_TYPED, 0): answer(REST),
        ("typo", 0): answer(REST),
        ("lowercase", 0): answer(HOURS),
        ("paraphrase", 1): answer(REST, PAUSE),
        ("paraphrase", 2): refusal(),
    }
    rows = [Played("a", way, number, asked.turns, False, each) for (way, number), each in given.items()]
    measured = score_rows(Suite("s", None, (asked,)), TEXTS, rows)
    (result,) = measured.results
    assert result.values["variant_same"] == pytest.approx(1 / 2)
    assert result.values["paraphrase_same"] == pytest.approx(1 / 4)
    typing = figures(measured, (), None)["typing"]
    assert {way: (row["n"], row["right_passage"]["value"]) for way, row in typing.items()} == {
        "typo": (1, 0),
        "lowercase": (1, -1),
        "paraphrase": (2, -0.5),
    }


def test_a_figure_is_of_the_slice_and_leaves_out_what_says_nothing():
    run = scores(
        [
            (prompt("answerable", [REST], id="a", section="A"), answer(REST)),
            (prompt("answerable", [REST], id="b", section="B", turns=("x", "y")), answer(HOURS)),
            (prompt("near_miss", id="c"), refusal()),
        ]
    )
    metric = run.metrics["cited_recall"]
    assert figure(run.results, metric, "section").n == 2
    assert figure(chosen(run.results, {"section": "A"}), metric, "section").value == 1
    assert figure(chosen(run.results, {"turns": "several"}), metric, "section").value == 0
    assert chosen(run.results, {"kind": "answerable", "section": "C"}) == []
    assert figure([], metric, "section").n == 0


def test_prompts_belong_together_by_section_and_those_without_stand_alone():
    assert cluster(prompt(id="a", section="A"), "section") == cluster(prompt(id="b", section="A"), "section")
    assert cluster(prompt(id="a"), "section") != cluster(prompt(id="b"), "section")
    assert cluster(prompt(id="a", section="A"), "id") != cluster(prompt(id="b", section="A"), "id")


def test_the_main_figures_are_means_over_the_answerable():
    rows = [
        scored(prompt("answerable", [REST]), answer(REST)),
        scored(prompt("answerable", [REST]), answer(SHORT)),
        scored(prompt("answerable", [REST]), refusal()),
        scored(prompt("out_of_scope", statuses=("refused",)), refusal()),
        scored(prompt("near_miss", statuses=("refused",)), answer(REST)),
    ]
    found = summarise(rows)
    assert found["right_passage"] == found["cited_recall"] == pytest.approx(1 / 3)
    assert found["cited_precision"] == 0.5
    assert found["false_refusal"] == pytest.approx(1 / 3)
    assert (found["refused_out_of_scope"], found["refused_near_miss"]) == (1, 0)
    assert found["status_right"] == pytest.approx(3 / 5)


def test_the_first_answer_of_a_process_is_timed_apart():
    rows = [
        Played(str(number), AS_TYPED, 0, ("?",), number == 0, answer(timings_ms={"total": time}))
        for number, time in enumerate([900.0, 10.0, 20.0, 30.0])
    ]
    assert latency(rows, is_cold=True).stages == {"total": {"p50": 900, "p95": 900}}
    assert latency(rows, is_cold=False).stages == {"total": {"p50": 20, "p95": pytest.approx(29)}}
    assert latency([], is_cold=True).stages == {}
