"""Formulated answers on the real article: what is shown on the way, follow-ups, half answers, English."""

import re

import pytest

from assistant.pipeline import open_assistant
from assistant.records import Turn
from tests.scripted import writer

QUESTION = "Vad är ett tillitsbaserat ledarskap?"


def first_excerpt(messages) -> str:
    """Answer with the first excerpt, word for word."""
    first = re.search(r"\[1\] (.*)", messages[-1].content).group(1)
    return f"{first.rstrip('.')} [1]."


@pytest.fixture(scope="module")
def opened(article_settings, encoder):
    return open_assistant(article_settings, encoder=encoder)


@pytest.fixture
def says(opened):
    """Give a function that asks the assistant with a model that says a script."""

    def asked(script, question=QUESTION, history=(), **options):
        opened._writer = writer(script, **options)
        return list(opened.stream(question, history))

    yield asked
    opened._writer = None


def test_what_was_shown_is_replaced_where_the_answer_has_to_be_given_up(says, assistant):
    answers = says(
        lambda messages: f"{first_excerpt(messages)} Louise Bringselius har skrivit fem böcker om tillit [1]."
    )
    assert answers[0].mode == "generative"
    assert [sentence.support for sentence in answers[0].sentences] == ["verbatim"]
    last = answers[-1]
    assert (last.mode, last.model, last.fallback) == ("extractive", None, "unsupported")
    assert last.sentences == assistant.answer(QUESTION).sentences
    assert "fem böcker" not in "".join(answer.text for answer in answers)
    assert last.text.split("\n\n")[-1] == last.notice


def test_every_citation_of_a_formulated_answer_quotes_the_article_exactly(says, opened):
    [*_, last] = says(first_excerpt)
    text = opened.documents[0].text
    assert last.mode == "generative"
    assert last.citations
    assert all(text[citation.start : citation.end] == citation.quote for citation in last.citations)
    assert last.suggestions
    assert last.timings_ms["total"] > 0
    assert len({answer.id for answer in says(first_excerpt)}) == 1


def test_a_follow_up_is_searched_as_the_model_understood_it(says, assistant):
    history = [Turn("Vem är Louise Bringselius?", assistant.answer("Vem är Louise Bringselius?"))]

    def script(messages):
        if "Följdfråga" in messages[-1].content:
            return "Vilka tre ledord lyfter Louise Bringselius fram?"
        return first_excerpt(messages)

    [*_, last] = says(script, "Vilka ledord lyfter hon fram?", history)
    assert last.query == "Vilka tre ledord lyfter Louise Bringselius fram?"
    assert last.question == "Vilka ledord lyfter hon fram?"


def test_a_follow_up_that_the_model_makes_another_question_of_is_understood_by_the_rules(says, assistant):
    history = [Turn("Vem är Louise Bringselius?", assistant.answer("Vem är Louise Bringselius?"))]
    [*_, last] = says(lambda _: "Vad är huvudstaden i Peru?", "Vilka ledord lyfter hon fram?", history)
    assert last.query == assistant.answer("Vilka ledord lyfter hon fram?", history).query
    assert "Peru" not in last.text


def test_half_an_answer_still_says_which_half_is_missing(says, assistant):
    question = "Vilka fem tips ges? Vad kostar en biljett till Mars?"
    own = assistant.answer(question)
    assert own.status == "partial"
    [*_, last] = says(first_excerpt, question)
    assert (last.mode, last.status, last.reason) == ("generative", "partial", own.reason)
    assert "biljett till Mars" in last.text


def test_an_english_question_gets_english_above_the_swedish_quotations(says, assistant):
    question = "What is trust-based leadership?"
    own = assistant.answer(question)
    said = "Trust-based leadership is a management philosophy that gives the individual employee more room to act [1]."
    [*_, last] = says(said, question)
    assert last.mode == "generative"
    assert last.text.startswith("Trust-based leadership is a management philosophy")
    assert last.text.endswith(own.text)
    assert last.citations == own.citations


def test_english_that_its_quotations_do_not_say_is_given_up(says):
    [*_, last] = says(
        "Trust-based leadership is a scam invented by consultants [1].", "What is trust-based leadership?"
    )
    assert (last.mode, last.fallback) == ("extractive", "unsupported")
    assert "scam" not in last.text
    assert last.notice.startswith("The language model")
