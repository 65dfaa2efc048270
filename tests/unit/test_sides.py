"""What speaks for or against something, asked for in several languages."""

import pytest

from assistant.sides import asks_for_sides_alone, is_side, side_like, sides_told

FOR, AGAINST = "En fördel är lugnet.", "En risk är bullret."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Vilka fördelar finns det?", [FOR]),
        ("What are the upsides?", [FOR]),
        ("Mitkä ovat edut?", [FOR]),
        ("nackdelar?", [AGAINST]),
        ("och baksidan?", [AGAINST]),
        ("and what are the downsides of it?", [AGAINST]),
        ("Hva er ulempene?", [AGAINST]),
        ("Hvilke udfordringer er der?", [AGAINST]),
        ("What are the pros and cons?", [FOR, AGAINST]),
        ("Hur möblerar man ett kontor?", []),
    ],
)
def test_what_a_sentence_holds_that_answers(question, told):
    patterns = sides_told(question)
    assert [text for text in (FOR, AGAINST) if any(pattern.search(text) for pattern in patterns)] == told


@pytest.mark.parametrize(
    "question",
    [
        "What are the main risks?",
        "Are there any disadvantages?",
        "och nackdelarna?",
        "Vilka är de viktigaste riskerna?",
        "Hva er fordelene?",
        "Hvad er ulemperne?",
        "Mitkä ovat haitat?",
    ],
)
def test_sides_of_nothing_in_particular(question):
    assert asks_for_sides_alone(question)


@pytest.mark.parametrize("question", ["What are the risks of radon?", "Vilka är fördelarna med skärmar?", "Vad?", ""])
def test_sides_of_a_thing_and_other_questions(question):
    assert not asks_for_sides_alone(question)


def test_words_for_a_side():
    assert all(map(is_side, ["Fördelar", "riskerna", "downsides", "utmaningar"]))
    assert not any(map(is_side, ["möten", "risfrö", "benen"]))


@pytest.mark.parametrize(
    ("word", "other", "like"),
    [
        ("baksidan", "fördelar", "nackdelar"),
        ("avigsidorna", "fördelarna", "nackdelarna"),
        ("baksidan", "nyttan", "baksidan"),
        ("riskerna", "fördelar", "riskerna"),
    ],
)
def test_a_side_in_the_form_of_another(word, other, like):
    assert side_like(word, other) == like
