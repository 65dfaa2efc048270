"""Which kind of thing a question asks for, and whether a text holds one."""

import pytest

from assistant.answer_types import AnswerType, holds, type_asked
from assistant.documents import read_document
from assistant.lexical import Lexicon
from assistant.passages import split_document

LEXICON = Lexicon(
    split_document(read_document("a.md", "# Råd\n\nTre enkla tips om samtal med anställda."), lambda _: True)
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Vilket år kom boken ut?", AnswerType("year")),
        ("Which year was it written?", AnswerType("year")),
        ("När kom boken ut?", AnswerType("year")),
        ("When was she born?", AnswerType("year")),
        ("När kommer chefen?", None),
        ("Vad kostar kursen?", AnswerType("sum")),
        ("Och hur mycket kostade det?", AnswerType("sum")),
        ("Hur gammal är hon?", AnswerType("age")),
        ("Hur många tips ges?", AnswerType("count", ("tips", "ges"))),
        ("Jag undrar: hur många nya anställda behövs?", AnswerType("count", ("nya", "anställda"))),
        ("Hur många måste rösta ja?", AnswerType("count")),
        ("hur många?", AnswerType("count")),
        ("How many tips are there?", AnswerType("count", ("tips",))),
        ("Vad har hon för telefonnummer?", AnswerType("contact")),
        ("Vilken app är bäst?", AnswerType("thing", ("app",))),
        ("Ska jag lämna ut mitt telefonnummer?", None),
        ("Vilka är fördelarna?", None),
        ("Vilket är viktigast?", None),
        ("Vilken använder ni?", None),
        ("Hur mycket ska jag prata?", None),
        ("När bokas samtalet?", None),
        ("", None),
    ],
)
def test_the_kind_of_thing_is_told_by_the_question(question, asked):
    assert type_asked(question) == asked


@pytest.mark.parametrize(
    ("text", "question", "is_there"),
    [
        ("Boken kom 2014.", "Vilket år kom boken?", True),
        ("Boken har 14 kapitel.", "Vilket år kom boken?", False),
        ("Boken kom i mars.", "När kom boken ut?", True),
        ("Den skrevs på 80-talet.", "När skrevs den?", True),
        ("Chefer, författare till boken.", "När kom boken ut?", False),
        ("Avgiften är 500 kronor.", "Vad kostar det?", True),
        ("Det är gratis för 2 personer.", "Vad kostar det?", True),
        ("Det tar 500 dagar.", "Vad kostar det?", False),
        ("Hon är 54-åring.", "Hur gammal är hon?", True),
        ("Hon är född 1970.", "Hur gammal är hon?", True),
        ("Hon har arbetat här i 20 år.", "Hur gammal är hon?", False),
        ("Här är tre enkla tips.", "Hur många tips ges?", True),
        ("Vi är 71 anställda.", "Hur många anställda finns det?", True),
        ("Tre av dem läste texten om hur man leder sina anställda.", "Hur många anställda finns det?", False),
        ("Våra anställda. Tre rum.", "Hur många anställda finns det?", False),
        ("Ring 0771-12 34 56.", "Vad har hon för telefonnummer?", True),
        ("Ring henne kl. 15.", "Vad har hon för telefonnummer?", False),
        ("Appen heter Paus.", "Vilken app är bäst?", True),
        ("Ta en paus.", "Vilken app är bäst?", False),
        ("Minst 40 av dem.", "Hur många måste rösta ja?", True),
        ("De flesta av dem.", "Hur många måste rösta ja?", False),
    ],
)
def test_a_text_holds_one_of_that_kind_or_does_not(text, question, is_there):
    asked = type_asked(question)
    assert asked is not None
    assert holds(["Utan tal.", text], asked, LEXICON, is_swedish=True) is is_there


def test_words_of_an_english_question_are_not_looked_for_in_a_swedish_text():
    asked = type_asked("How many employees are there?")
    assert asked is not None
    assert holds(["Vi är 71 personer."], asked, LEXICON, is_swedish=False)
    assert not holds(["Vi är många."], asked, LEXICON, is_swedish=False)
