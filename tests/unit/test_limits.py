"""What tells that a question lies outside the guidance."""

import dataclasses

import pytest

from assistant.documents import read_document
from assistant.lexical import Lexicon
from assistant.limits import judge, missing_names, signals
from assistant.passages import split_document
from assistant.records import ScoredPassage

GUIDE = """# Råd

## Möten

Chefen bokar samtalet tre veckor i förväg, enligt Louise Bringselius och HR.

## Gränser

Sätt gränser! Allvarliga fel 2023 måste hanteras.
"""
PASSAGES = split_document(read_document("a.md", GUIDE), lambda _: True)
LEXICON = Lexicon(PASSAGES)
RIVAL = 0.5
"""Cosine of a question with a statement on another subject."""
YES, NO = (4.0, 1.0), (-5.0, -6.0)
"""What the verifier says of the first two passages."""


def found(*cosines: float) -> list[ScoredPassage]:
    """Score the passages by hand."""
    return [
        ScoredPassage(passage, rank, cosine, cosine, 0.0, (cosine,) * len(passage.sentences))
        for rank, (passage, cosine) in enumerate(zip(PASSAGES, cosines, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Vad säger texten om Scrum?", ("Scrum",)),
        ("Vad tycker Brené Brown och Simon Sinek?", ("Brené", "Brown", "Simon", "Sinek")),
        ("Vad gäller enligt GDPR?", ("GDPR",)),
        ("Vad hände 2019?", ("2019",)),
        ("Vad säger Louise Bringselius om HR?", ()),
        ("Vad hände 2023?", ()),
        ("Scrum är vad?", ()),
        ("vad är tillit?", ()),
        ("Hej! Vad är tillit? Eller kontroll?", ()),
        ("Jag undrar om Jag får fråga?", ()),
        ("Hur pratar jag med Anna Svensson om hennes fel?", ()),
        ("Vad gör jag när min kollega Birgitta är arg?", ()),
        ("Får Kalle på ekonomi göra fel?", ()),
        ("Vad säger Anna Svensson om hur jag leder?", ("Anna", "Svensson")),
        ("Hur skiljer sig det från Simon Sinek?", ("Simon", "Sinek")),
        ("VAD ÄR AGIL LEDNING?", ()),
        ("", ()),
    ],
)
def test_names_and_numbers_that_stand_nowhere_are_named_as_typed(question, missing):
    assert set(missing_names(question, LEXICON)) == set(missing)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What is Bringselius's view?", set()),
        ("What is Lundgren’s view?", {"Lundgren"}),
        ("Vad betyder det för oss på Bygglov?", set()),
        ("Jag jobbar på IKEA, vad gäller då?", set()),
        ("Vad säger de på IKEA?", {"IKEA"}),
    ],
)
def test_a_possessive_is_a_name_and_the_askers_own_place_is_none(question, missing):
    assert set(missing_names(question, LEXICON)) == missing


def test_a_name_is_named_once():
    assert missing_names("Är Scrum bättre än Scrum?", LEXICON) == ("Scrum",)


def test_known_words_and_near_passages_speak_for_a_question():
    near = signals("När bokar chefen samtalet?", found(0.9, 0.7), LEXICON, RIVAL, YES)
    far = signals("Vilken semesterort har blåast himmel?", found(0.75, 0.74), LEXICON, RIVAL, YES)
    assert near.known == near.matched == 1.0
    assert far.known == far.matched == 0.0
    assert near.best > far.best
    assert near.lead > far.lead


def test_a_word_known_elsewhere_counts_as_known_even_where_it_is_not_matched():
    observed = signals("Vad är allvarliga fel?", found(0.9, 0.7)[:1], LEXICON, RIVAL, YES)
    assert observed.known == 1.0
    assert observed.matched < 1.0


@pytest.mark.parametrize("question", ["", "?", "Vad är det?", "xyzzy", "1"])
def test_signals_are_finite_for_any_question_and_any_number_of_passages(question):
    for passages in ([], found(0.9, 0.7)[:1], found(-0.1, -0.2)):
        values = dataclasses.astuple(signals(question, passages, LEXICON, RIVAL, YES))
        assert all(abs(value) < 100 for value in values)


def test_what_is_near_is_within_and_what_is_far_is_not():
    assert judge("När bokar chefen samtalet?", found(0.93, 0.6), LEXICON, RIVAL, YES, "sv").within
    verdict = judge("Vilken semesterort har blåast himmel?", found(0.3, 0.3), LEXICON, 0.9, NO, "sv")
    assert not verdict.within
    assert verdict.reason
    assert set(verdict.missing) <= {"semesterort", "blåast", "himmel"}
    assert 0 <= verdict.probability <= 1


def test_a_name_that_stands_nowhere_is_the_reason_and_is_told():
    verdict = judge("När bokar chefen samtalet enligt Scrum?", found(0.93, 0.6), LEXICON, RIVAL, YES, "sv")
    assert "Scrum" in verdict.missing
    assert not verdict.within


def test_a_number_that_no_near_passage_holds_is_not_stated():
    asked, maybe = "Hur många veckor före samtalet bokar chefen?", (0.5, 0.2)
    first, second = found(0.93, 0.6)
    assert judge("När bokar chefen samtalet?", [second], LEXICON, RIVAL, YES, "sv").reason != "not_stated"
    without = dataclasses.replace(second, passage=dataclasses.replace(second.passage, text="Chefen bokar samtal."))
    assert judge(asked, [without], LEXICON, RIVAL, maybe, "sv").reason == "not_stated"
    assert judge(asked, [first], LEXICON, RIVAL, maybe, "sv").within


def test_a_number_that_was_not_found_does_not_outvote_an_answer_that_is_sure():
    first, _ = found(0.93, 0.6)
    without = dataclasses.replace(first, passage=dataclasses.replace(first.passage, text="Chefen bokar samtal."))
    assert judge("Hur många samtal bokar chefen?", [without], LEXICON, RIVAL, YES, "sv").within


def test_a_near_passage_that_does_not_answer_leaves_the_question_not_stated():
    question = "Hur bokar chefen samtalet?"
    sure, no = (judge(question, found(0.93, 0.6), LEXICON, RIVAL, answers, "sv") for answers in (YES, NO))
    assert sure.within
    assert sure.reason is None
    assert not no.within
    assert no.reason == "not_stated"
    assert no.probability < sure.probability


def test_between_yes_and_no_the_answer_says_that_it_may_not_be_one():
    question = "Hur bokar chefen samtalet?"
    verdicts = [
        judge(question, found(0.93, 0.6), LEXICON, RIVAL, (odds / 10, -6.0), "sv") for odds in range(-80, 80, 2)
    ]
    assert [verdict.within for verdict in verdicts] == sorted(verdict.within for verdict in verdicts)
    reasons = list(dict.fromkeys(verdict.reason for verdict in verdicts))
    assert reasons == ["not_stated", "uncertain", None]


def test_the_best_of_what_the_verifier_read_counts():
    observed = signals("Vad är allvarliga fel?", found(0.9, 0.7), LEXICON, RIVAL, (-2.0, 3.0))
    assert (observed.answers, observed.first_answers) == (3.0, -2.0)


@pytest.mark.parametrize("question", ["Vad säger texten om gränser?", "Vad säger Louise Bringselius om samtalet?"])
def test_what_is_said_about_something_that_stands_there_is_within(question):
    unlikely = judge(question, found(0.6, 0.6), LEXICON, RIVAL, NO, "sv")
    assert (unlikely.within, unlikely.reason) == (True, None)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Vad säger texten om semester?", ("semester",)),
        ("Vad säger lagen om gränser?", ("lagen",)),
        ("Vad tycker Louise Bringselius om semester?", ("semester",)),
    ],
)
def test_what_is_said_about_something_that_stands_nowhere_is_refused_unless_it_is_sure(question, missing):
    unsure, sure = (judge(question, found(0.6, 0.6), LEXICON, RIVAL, says, "sv") for says in ((0.5, 0.0), (9.0, 9.0)))
    assert (unsure.within, unsure.reason, unsure.missing) == (False, "missing_name", missing)
    assert sure.within


def test_a_year_stands_where_the_answer_does():
    asked = "Vilket år ska samtalet bokas?"
    first, second = (judge(asked, found(*near), LEXICON, RIVAL, (9.0, 9.0), "sv") for near in ((0.6, 0.5), (0.6, 0.59)))
    assert (first.within, first.reason) == (False, "not_stated")  # the year stands in the other passage, far below
    assert second.within
