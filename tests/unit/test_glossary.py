"""English questions' words in Swedish."""

from importlib.resources import files

import pytest

from assistant.glossary import in_swedish


@pytest.mark.parametrize(
    ("question", "swedish"),
    [
        ("What does a building permit cost?", "bygglov kostnad"),
        ("What are the five tips?", "fem tips"),
        ("Who handles conflicts between colleagues?", "hantera konflikt mellan kollega"),
        ("Do I need bygglov for an Attefallshus?", "bygglov Attefallshus"),
        ("Who is Karin Ståhlbrand?", "Karin Ståhlbrand"),
        ("WHAT ARE THE RISKS?", "risk"),
        ("Can't we just do it?", ""),
        ("?", ""),
        ("", ""),
    ],
)
def test_content_words_are_told_in_swedish_and_names_stay(question, swedish):
    assert in_swedish(question) == swedish


def test_every_line_of_the_glossary_holds_an_english_word_once_and_swedish_ones():
    lines = files("assistant").joinpath("data", "english.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert len(rows) > 5000
    assert all(len(row) == 2 and all(part and part == part.strip() for part in row) for row in rows)
    assert [english for english, _ in rows] == sorted({english for english, _ in rows})
    assert all(english == english.lower() and len(english.split()) <= 2 for english, _ in rows)
