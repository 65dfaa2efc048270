"""What points out of a question, and what only looks as if it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.references import Pointing, pointing


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Vad tycker hon?", Pointing(person=True)),
        ("Hur stor får den vara?", Pointing(thing=True)),
        ("Hur länge ligger den kvar där?", Pointing(thing=True)),
        ("Hur mäter man det?", Pointing(it=True)),
        ("Går det att överklaga det?", Pointing(it=True)),
        ("Är det viktigt för nya chefer?", Pointing(it=True)),
        ("Varför inte då?", Pointing(then=True)),
        ("how is that measured?", Pointing(thing=True)),
    ],
)
def test_what_was_said_before_is_pointed_at_by_pronouns_and_adverbs(question, found):
    assert pointing(question) == found


@pytest.mark.parametrize(
    "question",
    [
        "Är det viktigt att låsa skärmen?",
        "Går det att överklaga?",
        "Hur går det till när planen följs upp?",
        "Finns det nackdelar?",
        "Vad är det som gör mötet bra?",
        "Vad blir det för väder?",
        "Är det okej om jag jobbar hemma?",
        "Hur kommer det sig att chefer tiger?",
    ],
)
def test_a_det_that_only_fills_the_subjects_place_points_nowhere(question):
    assert pointing(question) == Pointing()


@pytest.mark.parametrize(
    "question",
    ["Ska den nya chefen vara med?", "Måste den som leder mötet anteckna?", "Vad gör man i det svåra samtalet?"],
)
def test_an_article_points_nowhere(question):
    assert pointing(question) == Pointing()


@pytest.mark.parametrize(
    "question",
    [
        "Om någon gråter, vad gör man då?",
        "om någon kommer full till jobbet vad gör man då",
        "Och datorn, när beställs den?",
    ],
)
def test_a_pronoun_may_mean_what_the_question_itself_has_said(question):
    assert pointing(question) == Pointing(within=True)


def test_a_person_named_before_a_clause_is_whom_the_clause_means():
    assert not pointing("Hur visar chefen att hon lyssnar?").person
    assert pointing("Vad föreslår hon att man odlar?").person


@given(st.text(max_size=80))
def test_no_text_whatsoever_makes_the_reading_fail(text):
    pointing(text)
