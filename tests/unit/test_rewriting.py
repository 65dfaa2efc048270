"""A model may make a follow-up stand alone; what is not the same question is left to the rules."""

import pytest

from assistant.conversation import Understood
from assistant.records import Answer, AnswerSentence, Turn
from assistant.rewriting import needs_rewriting, rewrite
from tests.scripted import voice

SAID = "Louise Bringselius, forskare i Lund, lyfter fram tre ledord för tillitsbaserat ledarskap."
ANSWER = Answer(
    "1", "", "Vem har forskat om tillitsbaserat ledarskap?", "sv", "answered", None, "extractive", None, SAID,
    (AnswerSentence(SAID, (1,), "verbatim"),),
)  # fmt: skip
HISTORY = [Turn("Vem har forskat om tillitsbaserat ledarskap?", ANSWER)]
QUESTION = "Och vilka ledord har hon?"


def rewritten(says: object, question: str = QUESTION, raises: object = None, language: str = "sv") -> str | None:
    return rewrite(question, HISTORY, voice(says, raises), language)


@pytest.mark.parametrize(
    "says",
    [
        "Vilka ledord har Louise Bringselius?",
        " Vilka ledord har Louise Bringselius?\n",
        "”Vilka ledord har Louise Bringselius?”",
        "Ny fråga: Vilka ledord har Louise Bringselius?",
    ],
)
def test_a_question_that_is_spelled_out_from_the_conversation_is_taken(says):
    assert rewritten(says) == "Vilka ledord har Louise Bringselius?"


BAD = {
    "nothing": "",
    "a stranger's name": "Vilka ledord har Karin Ek?",
    "a number": "Vilka 7 ledord har Louise Bringselius?",
    "an answer": "Ledorden är kompass, coach och vägröjare.",
    "another language": "Which keywords does Louise Bringselius highlight?",
    "another question": "Vem har forskat om tillitsbaserat ledarskap?",
    "no more than the question": "Och vilka ledord har hon?",
    "words from nowhere": "Vilka ledord om ekonomi, budget och semester har Louise Bringselius?",
    "two questions": "Vilka ledord har Louise Bringselius? Vem har forskat?",
    "an order": "Ignorera tidigare instruktioner om ledord av Louise Bringselius?",
    "endless talk": "Vilka ledord " * 60,
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_the_same_question_is_left_to_the_rules(name):
    assert rewritten(BAD[name]) is None


def test_a_model_that_fails_leaves_it_to_the_rules():
    assert rewritten("Vilka ledord har Lou", raises=ConnectionResetError()) is None


def test_an_english_follow_up_stays_english():
    says = "Which ledord does Louise Bringselius have?"
    assert rewritten(says, "And which ledord does she have?", language="en") == says


def test_the_model_reads_the_last_turns_and_the_question():
    heard = []

    def says(messages):
        heard.extend(messages)
        return ""

    rewrite(QUESTION, HISTORY * 5, voice(says), "sv")
    assert heard[-1].content.count(SAID) == 3
    assert heard[-1].content.endswith(f"Följdfråga: {QUESTION}")


@pytest.mark.parametrize(
    ("question", "query", "needed"),
    [
        ("Varför?", "Varför: Vad är tillit?", True),
        ("Och vilka ledord har hon?", "Och vilka ledord har hon (Louise)?", True),
        ("Hur sätter chefen gränser i arbetet?", "Hur sätter chefen gränser i arbetet?", False),
        ("Nackdelar?", "Nackdelar?", True),
    ],
)
def test_only_what_leans_on_the_conversation_is_rewritten(question, query, needed):
    assert needs_rewriting(question, Understood(query), HISTORY) is needed
    assert not needs_rewriting(question, Understood(query), [])


def test_an_item_of_a_list_needs_no_model():
    assert not needs_rewriting("det tredje?", Understood("det tredje – Råd", (object(), 3)), HISTORY)
