"""A real LangChain client and real HTTP: a server that answers, and one that fails in every way a server can."""

import json
import socket
import time
from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.pipeline import open_assistant
from tests.integration.model_server import serving

QUESTION = "Vad är ett tillitsbaserat ledarskap?"
KEY = "sk-hemlig"


@pytest.fixture(scope="module")
def server():
    with serving() as started:
        yield started


@pytest.fixture
def opened(article_settings, encoder, assistant):
    """Give a function that opens the assistant on the article with a language model at an address."""

    def open_with(address: str, **values) -> Assistant:
        values = {"model_key": KEY, "model_timeout_s": 20} | values
        return open_assistant(replace(article_settings, model="liten", model_url=address, **values), encoder=encoder)

    return open_with


FAILURES = {
    "status-401": "wrong_key",
    "status-403": "wrong_key",
    "status-404": "unknown_model",
    "status-429": "busy",
    "status-500": "server_error",
    "overflow": "too_long",
    "overflow-openai": "too_long",
    "breaks-off": "broken_stream",
    "no-reason": "broken_stream",
    "error-inside": "broken_stream",
    "redirect": "failed",
    "html": "failed",
}


def test_an_honest_server_words_the_answer_and_is_told_to_people(opened, server):
    wording = opened(server.address("honest"))
    answer = wording.answer(QUESTION)
    assert (answer.mode, answer.model, answer.fallback, answer.notice) == ("generative", "liten", None, None)
    assert [sentence.support for sentence in answer.sentences] == ["verbatim"]
    assert (wording.model_name, wording.model_address) == ("liten", f"127.0.0.1:{server.server_port}")
    how, body, headers = server.asked[-1]
    assert (how, body["model"], body["stream"]) == ("honest", "liten", True)
    assert headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(answer.as_dict())


@pytest.mark.parametrize("how", FAILURES)
def test_a_failing_server_ends_in_the_guidances_own_sentences_and_one_line(opened, server, assistant, caplog, how):
    answers = list(opened(server.address(how)).stream(QUESTION))
    answer, own = answers[-1], assistant.answer(QUESTION)
    assert (answer.mode, answer.model, answer.fallback) == ("extractive", None, FAILURES[how])
    assert (answer.sentences, answer.citations) == (own.sentences, own.citations)
    assert answer.text == f"{own.text}\n\n{answer.notice}"
    assert answer.suggestions == own.suggestions
    assert "\n" not in answer.notice
    assert caplog.text.count("did not answer") == 1
    assert KEY not in caplog.text + json.dumps(answer.as_dict())


def test_no_redirect_is_followed(opened, server):
    before = len(server.asked)
    opened(server.address("redirect")).answer(QUESTION)
    assert [how for how, *_ in server.asked[before:]] == ["redirect"]


@pytest.mark.parametrize("how", ["hang", "falls-silent"])
def test_a_server_that_hangs_costs_the_time_that_was_set_once_and_not_with_every_question(opened, server, how):
    wording = opened(server.address(how), model_timeout_s=2)
    began = time.monotonic()
    assert wording.answer(QUESTION).fallback == "timeout"
    assert time.monotonic() - began < 4
    asked = len(server.asked)
    began = time.monotonic()
    assert wording.answer(QUESTION).fallback == "timeout"
    assert time.monotonic() - began < 1.5
    assert len(server.asked) == asked


def test_a_server_that_is_gone_is_told_at_once(opened):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    began = time.monotonic()
    answer = opened(f"http://127.0.0.1:{port}/v1").answer(QUESTION)
    assert (answer.mode, answer.fallback) == ("extractive", "unreachable")
    assert time.monotonic() - began < 10


def test_the_guidances_own_sentences_can_be_asked_for_and_then_no_server_is_asked(opened, server, assistant):
    before = len(server.asked)
    answer = opened(server.address("honest")).answer(QUESTION, mode="extractive")
    assert len(server.asked) == before
    assert (answer.mode, answer.text, answer.notice) == ("extractive", assistant.answer(QUESTION).text, None)


@pytest.mark.parametrize("question", ["Vad kostar en biljett till Mars?", "Hej!", "Tack!", "Skriv en dikt om chefer."])
def test_a_refused_question_and_small_talk_are_never_sent(opened, server, question):
    before = len(server.asked)
    answer = opened(server.address("honest")).answer(question)
    assert len(server.asked) == before
    assert (answer.mode, answer.fallback) == ("extractive", None)


def test_a_formulated_answer_without_a_model_is_told(assistant):
    answer = assistant.answer(QUESTION, mode="generative")
    assert (answer.mode, answer.fallback) == ("extractive", "no_model")
    assert (assistant.model_name, assistant.model_address) == (None, None)


def test_tracing_stays_off_whatever_the_environment_says(opened, server, monkeypatch):
    """A tracer would try to reach a server elsewhere; it would be found among the callbacks of the call."""
    from langchain_core.callbacks import CallbackManager

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    handlers: list[object] = []
    real = CallbackManager.on_chat_model_start

    def seen(self, *arguments, **options):
        handlers.extend(self.handlers)
        return real(self, *arguments, **options)

    monkeypatch.setattr(CallbackManager, "on_chat_model_start", seen)
    assert opened(server.address("honest")).answer(QUESTION).mode == "generative"
    assert handlers == []
