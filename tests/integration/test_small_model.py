"""A real small model on a real server. Its Swedish is nonsense, which makes it the opponent that is wanted."""

import re
import time
from collections import Counter
from dataclasses import replace

import pytest

from assistant.chat_model import open_chat_model
from assistant.pipeline import open_assistant
from tests.integration.small_model import CONTEXT_TOKENS, small_model
from tests.scripted import writer

PATIENT_S, TIMEOUT_S = 90, 6
"""For the first question, in which the model is to be heard on the slowest machine; for the others."""
QUESTIONS = [
    "Vad är ett tillitsbaserat ledarskap?",
    "Vilka fem tips ges?",
    "Finns det nackdelar med tillitsbaserat ledarskap?",
    "What is trust-based leadership?",
]


@pytest.fixture(scope="module")
def address():
    with small_model() as served:
        yield served


def test_whatever_a_nonsense_model_says_no_unsupported_sentence_reaches_the_reader_and_each_answer_is_in_time(
    article_settings, encoder, address
):
    chosen = replace(
        article_settings, model="smollm2", model_url=address, model_timeout_s=PATIENT_S, model_tokens=CONTEXT_TOKENS
    )
    wording = open_assistant(chosen, encoder=encoder)
    ends: Counter[str] = Counter()
    for place, question in enumerate(QUESTIONS):
        wording._writer.voice._rests = None  # each question is to meet the model
        wording._writer.voice.timeout_s = timeout_s = PATIENT_S if place == 0 else TIMEOUT_S
        began = time.monotonic()
        answers = list(wording.stream(question))
        assert time.monotonic() - began < timeout_s + 3
        assert not [s for answer in answers for s in answer.sentences if s.support == "unsupported"]
        last = answers[-1]
        ends[last.fallback or last.mode] += 1
        assert last.sentences
        assert (last.mode == "generative") == (last.notice is None)
        assert last.mode == "generative" or last.text.endswith(last.notice)
    print(f"a nonsense model ended in: {dict(ends)}")
    assert ends.keys() - {"timeout", "unreachable", "failed"}, "the model was never heard"


def test_its_nonsense_is_no_better_for_citing_a_span_after_every_sentence(article_settings, encoder, address):
    model = open_chat_model(replace(article_settings, model="smollm2", model_url=address)).model

    def liar(messages):
        said = model.bind(max_tokens=60).invoke(messages).text
        return re.sub(r"(?<=[.!?])(?=\s|$)", " [1]", f"{said}.")

    assistant = open_assistant(article_settings, encoder=encoder)
    for question in QUESTIONS[:2]:
        assistant._writer = writer(liar)
        answers = list(assistant.stream(question))
        assert not [s for answer in answers for s in answer.sentences if s.support == "unsupported"]
        assert answers[-1].fallback in {"unsupported", "nonsense"} or all(
            sentence.support in {"verbatim", "supported"} for sentence in answers[-1].sentences
        )
