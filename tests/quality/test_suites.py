"""The suites that decide, against floors: what the answers must reach, not what they happened to be."""

from pathlib import Path

import pytest

from assistant.evaluation.answer_metrics import understood
from assistant.evaluation.metrics import mean, summarise
from assistant.evaluation.running import open_suites, run_suite
from assistant.evaluation.scored import Scored
from assistant.settings import load

SUITES = Path(__file__).resolve().parents[1] / "suites"
DECIDING = ("tillit-sv", "typical-sv")
LIMITS = "limits-sv"
"""Written without a look at the assistant's answers: what it does with questions it was never tried on."""
CONVERSATIONS = "samtal-sv"
"""Written blind as well: conversations of two to four turns, and every shape of question."""
QUICK = "workshop-sv"
BLIND = ("prov-sv", "prov-samtal-sv")
"""Put to the program for the first time when all else was done."""
OTHER_TEXTS = ("dev-distansarbete", "dev-medarbetarsamtal", "dev-forening")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Scored]]:
    settings = load({"data": tmp_path_factory.mktemp("data")})
    opened = open_suites(
        settings, [SUITES / f"{name}.yaml" for name in (*DECIDING, LIMITS, CONVERSATIONS, QUICK, *BLIND, *OTHER_TEXTS)]
    )
    return {suite.name: list(run_suite(assistant, suite)) for assistant, suite in opened}


@pytest.fixture(scope="module")
def deciding(rows: dict[str, list[Scored]]) -> list[Scored]:
    return [row for name in DECIDING for row in rows[name]]


def test_there_are_enough_prompts_of_every_kind(deciding):
    kinds = [row.prompt.kind for row in deciding]
    assert len(kinds) >= 150
    assert kinds.count("answerable") >= 100
    assert kinds.count("out_of_scope") >= 20
    assert kinds.count("near_miss") >= 20
    assert sum(len(row.prompt.turns) > 1 for row in deciding) >= 20


def test_questions_within_the_guidance_get_the_right_passage_cited(deciding):
    assert summarise(deciding)["right_passage"] >= 0.88


def test_ordinary_questions_nearly_always_get_the_right_passage_cited(rows):
    assert summarise(rows["typical-sv"])["right_passage"] >= 0.91


def test_unrelated_questions_are_refused(deciding):
    assert summarise(deciding)["refused_out_of_scope"] >= 0.95


def test_questions_within_the_guidance_are_seldom_refused(deciding):
    assert summarise(deciding)["false_refusal"] <= 0.08


def test_many_near_misses_are_refused(deciding):
    assert summarise(deciding)["refused_near_miss"] >= 0.50


def test_questions_written_blind_meet_the_same_limits(rows):
    figures = summarise(rows[LIMITS])
    assert figures["right_passage"] >= 0.70
    assert figures["false_refusal"] <= 0.13
    assert figures["refused_out_of_scope"] >= 0.80
    assert figures["refused_near_miss"] >= 0.43


def test_conversations_written_blind_are_followed(rows):
    figures = summarise(rows[CONVERSATIONS])
    turns = [row for row in rows[CONVERSATIONS] if len(row.prompt.turns) > 1]
    followed = [value for row in turns if (value := understood(row)) is not None]
    assert len(followed) >= 40
    assert mean(followed) >= 0.87
    assert figures["right_passage"] >= 0.80
    assert figures["false_refusal"] <= 0.08
    assert figures["refused_out_of_scope"] >= 0.95


def test_what_was_never_tried_before_is_answered_or_refused_nearly_as_well(rows):
    blind = [row for name in BLIND for row in rows[name]]
    figures = summarise(blind)
    followed = [value for row in blind if len(row.prompt.turns) > 1 and (value := understood(row)) is not None]
    assert len(followed) >= 25
    assert mean(followed) >= 0.72
    assert figures["right_passage"] >= 0.79
    assert figures["false_refusal"] <= 0.08
    assert figures["refused_out_of_scope"] == 1
    assert figures["refused_near_miss"] >= 0.50


def test_the_quick_suite_of_a_workshop_is_nearly_all_right(rows):
    figures = summarise(rows[QUICK])
    assert figures["right_passage"] >= 0.90
    assert figures["refused_out_of_scope"] == 1


def test_what_is_not_needed_is_less_than_half_of_an_answer(rows):
    assert summarise(rows["typical-sv"])["cited_precision"] >= 0.65


def test_of_a_question_half_answered_the_missing_half_is_told(rows):
    halves = [row.answer for row in rows[LIMITS] if row.prompt.id.startswith("half-")]
    assert len(halves) == 4
    assert sum(answer.status == "partial" for answer in halves) >= 2


def test_other_texts_are_answered_from_as_well(rows):
    other = [row for name in OTHER_TEXTS for row in rows[name]]
    assert summarise(other)["right_passage"] >= 0.80
    assert summarise(other)["refused_out_of_scope"] >= 0.85


def test_every_sentence_of_every_answer_stands_in_the_span_it_cites(rows):
    sentences = [sentence for each in rows.values() for row in each for sentence in row.answer.sentences]
    assert len(sentences) > 300
    assert {sentence.support for sentence in sentences} == {"verbatim"}


def test_every_quote_is_exactly_its_slice_of_the_document(rows):
    checked = 0
    for each in rows.values():
        for row in each:
            for citation in row.answer.citations:
                assert row.texts.text(citation.document)[citation.start : citation.end] == citation.quote
                checked += 1
    assert checked > 300


def test_a_refusal_cites_nothing_and_offers_a_question_that_is_answered(rows):
    refused = [row for name in DECIDING for row in rows[name] if row.answer.status == "refused"]
    assert len(refused) >= 20
    assert not any(row.answer.citations or row.answer.sentences for row in refused)
    assert all(row.answer.suggestions for row in refused)
