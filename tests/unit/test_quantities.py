"""Which number a question asks for, and whether a text holds one of that kind."""

import pytest

from assistant.documents import read_document
from assistant.lexical import Lexicon
from assistant.passages import split_document
from assistant.quantities import Quantity, holds, quantity_asked

LEXICON = Lexicon(
    split_document(read_document("a.md", "# Råd\n\nTre enkla tips om samtal med anställda."), lambda _: True)
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Vilket år kom boken ut?", Quantity("year")),
        ("Which year was it written?", Quantity("year")),
        ("Vad kostar kursen?", Quantity("sum")),
        ("Och hur mycket kostade det?", Quantity("sum")),
        ("Hur gammal är hon?", Quantity("age")),
        ("Hur många tips ges?", Quantity("count", ("tips", "ges"))),
        ("Jag undrar: hur många nya anställda behövs?", Quantity("count", ("nya", "anställda"))),
        ("Hur många måste rösta ja?", Quantity("count")),
        ("hur många?", Quantity("count")),
        ("How many tips are there?", Quantity("count", ("tips",))),
        ("Vilka är fördelarna?", None),
        ("Vilket är viktigast?", None),
        ("Hur mycket ska jag prata?", None),
        ("När bokas samtalet?", None),
        ("", None),
    ],
)
def test_the_number_asked_for_is_told_by_the_question(question, asked):
    assert quantity_asked(question) == asked


@pytest.mark.parametrize(
    ("text", "question", "is_there"),
    [
        ("Boken kom 2014.", "Vilket år kom boken?", True),
        ("Boken har 14 kapitel.", "Vilket år kom boken?", False),
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
        ("Minst 40 av dem.", "Hur många måste rösta ja?", True),
        ("De flesta av dem.", "Hur många måste rösta ja?", False),
    ],
)
def test_a_text_holds_a_number_of_that_kind_or_does_not(text, question, is_there):
    asked = quantity_asked(question)
    assert asked is not None
    assert holds(["Utan tal.", text], asked, LEXICON, is_swedish=True) is is_there


def test_what_an_english_question_counts_is_not_looked_for_in_a_swedish_text():
    asked = quantity_asked("How many employees are there?")
    assert asked is not None
    assert holds(["Vi är 71 personer."], asked, LEXICON, is_swedish=False)
    assert not holds(["Vi är många."], asked, LEXICON, is_swedish=False)
