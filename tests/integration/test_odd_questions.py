"""Nothing that can be typed makes the assistant fail, and nothing typed comes back as markup."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import Turn

ODD = {
    "empty": "",
    "white space": " \n\t\u00a0\u2003",
    "punctuation": "?!…",
    "one mark": "?",
    "one letter": "å",
    "one number": "1",
    "100 kB of one word": "a" * 100_000,
    "100 kB of words": "tillit " * 15_000,
    "control characters": "\x00\x01\x07\x1b[31mVad är tillit?\x7f",
    "right to left": "\u202eVad är tillit?\u202c",
    "Arabic": "ما هي الثقة؟",
    "Hebrew": "מה זה אמון?",
    "Chinese": "什么是信任？",
    "emoji": "🙂👩‍👩‍👧‍👦🇸🇪",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "Markdown": "# **Vad** är [tillit](http://example.org)? `x` | ~~y~~ ![z](z)",
    "decomposed": "Va\u030ad a\u0308r tillitsbaserat ledarskap?",
    "half a surrogate": "Vad är tillit \ud83d?",
    "SQL": "'; DROP TABLE passages; --",
    "braces": "{words} {0} %s %(x)s",
    "zalgo": "t" + "\u0301" * 500 + "illit?",
    "newlines": "Vad\när\r\ntillit?\u2028\u2029\x85",
    "zero width": "\u200b\u200d\ufeff",
    "very many marks": "?" * 5_000,
    "deep brackets": "[" * 3_000 + "]" * 3_000,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_question_gets_a_proper_record(assistant, name):
    history: list[Turn] = []
    for question in (ODD[name], "Varför?", ODD[name]):
        answer = assistant.answer(question, history)
        history.append(Turn(question, answer))
        json.dumps(answer.as_dict(), ensure_ascii=False)
        assert answer.text.strip()
        assert answer.text.isprintable() or "\n" in answer.text
        assert answer.text.encode("utf-8")
        assert answer.status in {"answered", "partial", "refused"}
        assert bool(answer.citations) <= (answer.status != "refused")


@pytest.mark.parametrize("name", ["empty", "white space", "punctuation", "one mark", "zero width", "very many marks"])
def test_a_question_without_a_word_is_met_with_a_friendly_line_and_no_evidence(assistant, name):
    answer = assistant.answer(ODD[name])
    assert answer.citations == ()
    assert answer.status == "refused"


@pytest.mark.parametrize("name", ["HTML", "Markdown", "SQL", "right to left", "control characters"])
def test_what_was_typed_does_not_come_back_as_markup(assistant, name):
    text = assistant.answer(ODD[name]).text
    assert "<" not in text.replace("\\<", "")
    assert "](" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize("name", ["100 kB of one word", "100 kB of words", "deep brackets", "zalgo"])
def test_a_giant_question_is_answered_quickly_and_briefly(assistant, name):
    began = time.monotonic()
    answer = assistant.answer(ODD[name])
    assert time.monotonic() - began < 10
    assert len(answer.text) < 3_000


def test_decomposed_letters_mean_the_same_as_composed_ones(assistant):
    composed = assistant.answer("Hur hanterar chefen svåra samtal?")
    decomposed = assistant.answer("Hur hanterar chefen sva\u030ara samtal?")
    assert decomposed.query == composed.query
    assert decomposed.citations == composed.citations


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=60))
def test_no_text_whatsoever_makes_the_assistant_fail(assistant, question):
    answer = assistant.answer(question)
    assert answer.text
    assert answer.question == question
