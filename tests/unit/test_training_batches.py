"""What the trainings learn from: answers are told from the rest, and chance is repeatable."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from assistant.documents import read_document
from assistant.evaluation import encoder_batches, verifier_pairs
from assistant.evaluation.beir import BeirSet, MarkedAnswer, Query, Text
from assistant.evaluation.encoder_batches import OwnQuestion, OwnText, PublicPair, public_pairs
from assistant.evaluation.public_sets import split_set
from assistant.evaluation.variants import retyped
from assistant.evaluation.verifier_pairs import Example, Judged
from assistant.passages import split_document
from assistant.verifier import ReadText

OWN = OwnText(
    passages=("Disk\nAlla diskar. Ingen glömmer.", "Rost\nMörk rost blir besk."),
    sentences=("Disk\nAlla diskar.", "Disk\nIngen glömmer.", "Rost\nMörk rost blir besk."),
    questions=(
        OwnQuestion(
            "Vem diskar?", (), frozenset({"Disk\nAlla diskar. Ingen glömmer."}), frozenset({"Disk\nAlla diskar."})
        ),
        OwnQuestion(
            "Är det beskt?",
            ("Is it bitter?", "Onko se karvasta?"),
            frozenset({"Rost\nMörk rost blir besk."}),
            frozenset({"Rost\nMörk rost blir besk."}),
        ),
    ),
)
PAIRS = [PublicPair(f"Fråga {n}?", None, f"Text {n // 2}", f"{n // 2}") for n in range(30)]
PAY = "Lön\nLönen betalas den 25:e.\n\nInfaller dagen på en helg betalas den dagen före."
PARK = "I parken finns en bänk. Den 25:e stängs parken."
IN_PAY, IN_PARK = (MarkedAnswer(text.index("25:e"), "25:e") for text in (PAY, PARK))
BEIR = BeirSet(
    name="liten",
    texts=(Text("a", "Lön", PAY), Text("b", "Park", PARK)),
    queries=(
        Query("1", "När kommer lönen?", "1", None, (IN_PAY,)),
        Query("2", "Vad händer den 25:e?", "2", None, (IN_PAY, IN_PARK)),
        Query("3", "Vad finns i parken?", "3", "What is in the park?"),
    ),
    unjudged=0,
    judgements={"1": {"a": 1}, "2": {"b": 1, "a": 1}, "3": {"a": 0, "b": 1}},
    unanswerable=(),
)


def test_marked_answers_are_found_in_the_passages_of_their_own_text():
    public = split_set(BEIR, lambda text: len(text.split()), 500)
    texts = [[public.passages[number].text for number in asked.answering] for asked in public.questions]
    assert [len(found) for found in texts] == [1, 2, 0]
    assert all("25:e" in text for found in texts for text in found)
    assert [asked.relevant for asked in public.questions] == [("a",), ("b", "a"), ("b",)]


def test_a_question_is_paired_with_the_passage_that_answers_it_or_the_whole_text():
    public = split_set(BEIR, lambda text: len(text.split()), 500)
    first, _, third = public_pairs(BEIR, public)
    assert first.text.endswith("Lönen betalas den 25:e.")
    assert "helg" not in first.text
    assert (third.text, third.text_id, third.english) == (BEIR.texts[1].whole, "b", "What is in the park?")


def test_an_answer_that_is_not_in_its_text_is_passed_over():
    wrong = replace(BEIR.queries[0], answers=(MarkedAnswer(3, "25:e"),))
    public = split_set(replace(BEIR, queries=(wrong,)), lambda text: len(text.split()), 500)
    assert public.questions[0].answering == {}


def test_every_question_of_a_batch_has_an_answer_that_is_not_hidden():
    draw = Random(1)
    for _ in range(10):
        for batch in encoder_batches.batches(encoder_batches.plan([OWN], {"a": PAIRS}, {"a": 1}, draw), draw):
            assert batch.answers.shape == batch.hidden.shape == (len(batch.questions), len(batch.texts))
            assert batch.answers.any(axis=1).all()
            assert not (batch.answers & batch.hidden).any()


def test_questions_are_asked_in_every_language_they_are_there_in():
    draw = Random(1)
    asked = {
        question for _ in range(60) for batch in encoder_batches.batches([OWN], draw) for question in batch.questions
    }
    assert {"Är det beskt?", "Is it bitter?", "Onko se karvasta?", "Vem diskar?"} <= asked


def test_another_passage_of_the_same_text_is_no_wrong_answer():
    (batch,) = encoder_batches.batches([PAIRS[:4]], Random(1))
    np.testing.assert_array_equal(batch.answers, np.eye(4, dtype=bool))
    np.testing.assert_array_equal(batch.hidden.nonzero(), ([0, 1, 2, 3], [1, 0, 3, 2]))


def test_an_epoch_comes_to_everything_as_often_as_it_should():
    order = encoder_batches.plan([OWN], {"a": PAIRS, "b": PAIRS[:11]}, {"a": 2, "b": 1}, Random(1))
    own = [each for each in order if isinstance(each, OwnText)]
    public = [each for each in order if not isinstance(each, OwnText)]
    assert len(own) == 2
    assert [len(each) for each in public] == [24, 24], "6 pairs and 11 pairs are too few for a batch"


ANSWER = Judged(ReadText("Svar. Och mer.", ((0, 5), (6, 14))), frozenset({0}))
OTHERS = tuple(Judged(ReadText(text, ((0, len(text)),))) for text in ("Annat.", "Mer.", "Än mer."))
EXAMPLES = [
    *(Example(f"Fråga {n}?", (ANSWER,), OTHERS[:2]) for n in range(20)),
    *(Example(f"Nästan {n}?", (), OTHERS) for n in range(20)),
]


def test_the_sentences_that_a_marked_span_touches_are_what_answers():
    text = "# Bil\n\nBilen bokas hos Berit. Nyckeln hänger i skåpet. Tanka den.\n"
    [passage] = split_document(read_document("bil.md", text), lambda _: True)
    where = passage.start + passage.text.index("hänger")
    assert verifier_pairs.judged(passage, where, where + 6).answering == {1}
    assert verifier_pairs.judged(passage, where, passage.end).answering == {1, 2}
    assert verifier_pairs.judged(passage, passage.end, passage.end + 9).answering == frozenset()


def test_pairs_hold_one_of_each_kind_for_an_answered_question_and_two_for_a_near_miss():
    drawn = verifier_pairs.pairs(EXAMPLES, Random(1))
    assert len(drawn) == 80
    answered = [pair for pair in drawn if pair.passage.answering]
    assert [pair.passage for pair in answered] == [ANSWER] * 20
    assert all(pair.question.startswith("Fråga") for pair in answered)


def test_batches_are_full_and_repeatable():
    drawn = verifier_pairs.pairs(EXAMPLES, Random(1))
    first = list(verifier_pairs.batches(drawn, Random(2)))
    assert [len(batch) for batch in first] == [24] * verifier_pairs.batch_count(80) == [24] * 3
    assert list(verifier_pairs.batches(drawn, Random(2))) == first
    assert list(verifier_pairs.batches(drawn, Random(3))) != first


@pytest.mark.parametrize(
    ("roll", "typed"), [(0.0, "Far Asa ga?"), (0.45, None), (0.6, "får åsa gå"), (0.7, "Får Åsa gå?")]
)
def test_a_question_is_typed_by_the_roll_of_the_dice(roll, typed):
    found = retyped("Får Åsa gå?", roll, (0.4, 0.5, 0.65))
    assert found == typed or (typed is None and found == "Får Åsa gå?"), "no word is long enough for a slip"
