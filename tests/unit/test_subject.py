"""A first question that says "det här" names the guidance's subject."""

import pytest

from assistant.documents import read_document
from assistant.subject import subject_of, with_subject

SUBJECT = "trygga möten"


def document(title: str, text: str = "Om trygga möten."):
    return read_document("a.md", f"# {title}\n\n{text}\n")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Trygga möten – sju råd", "trygga möten"),
        ("Trygga möten: sju råd", "trygga möten"),
        ("Trygga möten", "trygga möten"),
        ("Lean – sju råd", "Lean"),
        ("Våga säga det – om återkoppling", None),
        ("Sju råd för bättre och tryggare möten", None),
        ("Tryggare, snabbare, roligare, kortare möten", None),
    ],
)
def test_the_subject_is_what_a_short_title_names_before_its_dash(title, subject):
    assert subject_of([document(title)]) == subject


def test_several_texts_have_no_one_subject():
    assert subject_of([document("Trygga möten"), document("Möten")]) is None


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Vad är det här?", "Vad är trygga möten?"),
        ("varför ska man hålla på med det här, vad ger det?", "varför ska man hålla på med trygga möten, vad ger det?"),
        ("Vilka misstag gör man när man inför detta", "Vilka misstag gör man när man inför trygga möten"),
        ("hur lang tid tar det har att lara sig", "hur lang tid tar trygga möten att lara sig"),
        ("Jag har hört om trygga möten men vet inte vad det är. Kan du förklara?", "Vad är trygga möten?"),
    ],
)
def test_what_stands_for_the_subject_is_named(question, named):
    assert with_subject(question, SUBJECT) == named


@pytest.mark.parametrize(
    "question",
    [
        "Vad är det här med trygghet?",
        "Vad är det här för artikel?",
        "Vem har skrivit det här?",
        "Sammanfatta det här",
        "Hur ser detta arbetssätt ut?",
        "Passar trygga möten in i det här?",
        "Vi ses varje dag. Är det här bra?",
        "Jag vet inte vad det är. Kan du förklara?",
        "Vad är tillit?",
        "",
    ],
)
def test_any_other_question_stays_as_it_is(question):
    assert with_subject(question, SUBJECT) == question
