"""What an answer says, worked out by hand."""

import pytest

from assistant.evaluation.answer_metrics import (
    all_facts,
    is_said,
    language_right,
    length_sentences,
    length_words,
    must_not,
    normal,
    number_fidelity,
    numbers,
    understood,
    vital_facts,
)
from assistant.records import AnswerSentence
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, SEVEN, answer, fact, prompt, refusal, scored


def test_the_share_of_the_facts_that_are_stated():
    asked = prompt(facts=(fact("viktigt"), fact("semester", "paus"), fact("lön"), fact("alla", vital=False)))
    row = scored(asked, answer(REST, PAUSE))
    assert vital_facts(row) == pytest.approx(2 / 3)
    assert all_facts(row) == pytest.approx(3 / 4)


def test_a_refusal_states_nothing_even_where_it_repeats_the_words_asked_for():
    asked = prompt(facts=(fact("semester"),))
    assert vital_facts(scored(asked, refusal(text="Vägledningen nämner inte ”semester”."))) == 0


def test_a_reply_without_sentences_of_its_own_is_read_as_it_stands():
    assert vital_facts(scored(prompt("chitchat", facts=(fact("hej"),)), answer(text="Hej! Fråga på."))) == 1


def test_nothing_is_measured_where_nothing_is_asked_for():
    row = scored(prompt(language=None), answer(REST))
    assert [
        metric(row) for metric in (vital_facts, all_facts, must_not, number_fidelity, understood, language_right)
    ] == [None] * 6


@pytest.mark.parametrize(
    ("wording", "text", "expected"),
    [
        ("handlingsutrymme", "Handlingsutrymmet ökar", True),
        ("utrymme", "Handlingsutrymmet ökar", False),
        ("tre", "trettio dagar", False),
        ("tre", "i tre dagar", True),
        ("3", "33 dagar", False),
        ("30", "300 dagar", False),
        ("mål", "målning", False),
        ("gemensamma mål", "GEMENSAMMA\u00a0mål", True),
        ("”nej”", 'han sa "nej"', True),
        ("ja–nej", "ja-nej", True),
        ("a.b", "axb", False),
    ],
)
def test_words_are_found_from_their_beginning_and_short_ones_whole(wording, text, expected):
    assert is_said(wording, normal(text)) is expected


def test_what_must_not_be_said_is_found_in_the_whole_text_but_not_in_a_refusals_quotation():
    asked = prompt("injection", must_not=("SELECT *",))
    assert must_not(scored(asked, answer(text="Visst: select * from t"))) == 0
    assert must_not(scored(asked, answer(REST))) == 1
    assert must_not(scored(asked, refusal(text="Vägledningen nämner inte ”SELECT * FROM”."))) == 1
    assert must_not(scored(asked, refusal(text="Vägledningen nämner inte: SELECT * FROM."))) == 0


def test_numbers_count_where_the_same_sentence_cites_them():
    assert number_fidelity(scored(prompt(), answer(HOURS, SEVEN))) == 1
    assert number_fidelity(scored(prompt(), answer(REST))) is None
    changed = answer(HOURS, SEVEN)
    sentences = (AnswerSentence("Efter tre timmar, högst 7.", (1,), "unjudged"), changed.sentences[1])
    row = scored(prompt(), answer(HOURS, SEVEN, sentences=sentences))
    assert number_fidelity(row) == pytest.approx(2 / 3)  # 3 and the cited 7 stand there, the other 7 does not


def test_numbers_are_the_same_however_they_are_printed():
    assert numbers("1 000 eller 1.000 eller 1000 kr") == {"1000"}
    assert numbers("3,5 och 3.5") == {"3.5"}
    assert numbers("tre av en") == {"3"}
    assert numbers("år 2023.") == {"2023"}


def test_the_length_is_that_of_the_answers_own_sentences():
    row = scored(prompt(), answer(REST, PAUSE))
    assert (length_words(row), length_sentences(row)) == (10, 2)
    assert length_words(scored(prompt(), refusal())) is None


def test_a_follow_up_is_understood_where_it_has_all_it_leans_on_and_nothing_left_behind():
    asked = prompt(query_has=("möte|träff", "vila"), query_lacks=("lön",))
    assert understood(scored(asked, answer(query="Är MÖTEN bättre än vilan?"))) == 1
    assert understood(scored(asked, answer(query="Är träffar bättre än vila?"))) == 1
    assert understood(scored(asked, answer(query="Är möten bättre?"))) == 0
    assert understood(scored(asked, answer(query="Är möten och vila bra för lonen?"))) == 0
    assert understood(scored(asked, answer(query="Personalmöten och vila?"))) == 0


def test_the_language_is_right_where_it_is_the_expected_one():
    assert language_right(scored(prompt(), answer(REST))) == 1
    assert language_right(scored(prompt(language="en"), answer(REST))) == 0
