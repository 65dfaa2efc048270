"""What a model says arrives in pieces and in time; how it fails is told by a word, and the log keeps the cause."""

import logging
import threading
import time

import httpx
import pytest
from langchain_core import exceptions
from langchain_core.messages import HumanMessage

from assistant.chat_model import failure_of
from assistant.voice import SilenceError
from tests.scripted import voice

ASKED = [HumanMessage("Vad?")]


def heard(speaker, **options) -> tuple[str, str | None]:
    """Listen to the end; gives what was heard and how it failed."""
    text = ""
    try:
        for piece in speaker.say(ASKED, **options):
            text += piece
    except SilenceError as silence:
        return text, silence.failure
    return text, None


def status(code: int, text: str = "no") -> Exception:
    error = RuntimeError(text)
    error.status_code = code
    return error


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


FAILURES = [
    (exceptions.ModelTimeoutError("x"), "timeout"),
    (exceptions.ModelConnectionError("x"), "unreachable"),
    (exceptions.ModelAuthenticationError("x"), "wrong_key"),
    (exceptions.ModelPermissionDeniedError("x"), "wrong_key"),
    (exceptions.ModelNotFoundError("x"), "unknown_model"),
    (exceptions.ContextOverflowError("x"), "too_long"),
    (exceptions.ModelRateLimitError("x"), "busy"),
    (exceptions.ModelAPIError("x"), "server_error"),
    (httpx.ConnectError("x"), "unreachable"),
    (httpx.ConnectTimeout("x"), "timeout"),
    (httpx.RemoteProtocolError("x"), "broken_stream"),
    (ConnectionRefusedError("x"), "unreachable"),
    (status(401), "wrong_key"),
    (status(404), "unknown_model"),
    (status(503), "server_error"),
    (status(400, "the request exceeds the available context size"), "too_long"),
    (status(400), "failed"),
    (KeyError("x"), "failed"),
    (caused(RuntimeError("x"), httpx.ReadTimeout("y")), "timeout"),
]


@pytest.mark.parametrize(("error", "failure"), FAILURES)
def test_an_error_is_known_by_its_kind_or_by_what_it_came_from(error, failure):
    assert failure_of(error) == failure


def test_what_is_said_arrives_whole():
    assert heard(voice("Chefen lyssnar. [1]")) == ("Chefen lyssnar. [1]", None)


def test_a_failure_before_and_in_the_middle_of_an_answer_is_told_by_its_name(caplog):
    assert heard(voice("", status(401))) == ("", "wrong_key")
    assert heard(voice("Chefen", ConnectionResetError("gone"))) == ("Chefen", "broken_stream")
    assert "gone" in caplog.text


def test_no_log_holds_the_key(caplog):
    caplog.set_level(logging.DEBUG)
    heard(voice("", RuntimeError("wrong key: hemlig-nyckel")))
    assert "***" in caplog.text
    assert "hemlig-nyckel" not in caplog.text


def test_a_model_that_hangs_ends_with_the_time_that_was_set():
    release = threading.Event()

    def hangs(_):
        release.wait(20)
        return "för sent"

    began = time.monotonic()
    assert heard(voice(hangs, timeout_s=0.2)) == ("", "timeout")
    assert time.monotonic() - began < 2
    release.set()


def test_a_model_that_is_gone_is_left_alone_for_a_while_and_then_asked_again():
    asked = []

    def refuses(_):
        asked.append(1)
        raise ConnectionRefusedError

    gone = voice(refuses, rest_s=60)
    assert [heard(gone)[1], heard(gone)[1]] == ["unreachable", "unreachable"]
    assert len(asked) == 1
    back = voice(refuses, rest_s=0)
    assert [heard(back)[1], heard(back)[1]] == ["unreachable", "unreachable"]
    assert len(asked) == 3


def test_a_wrong_key_is_told_at_once_and_does_not_stop_the_next_question():
    asked = []

    def refuses(_):
        asked.append(1)
        raise status(401)

    speaker = voice(refuses)
    heard(speaker)
    heard(speaker)
    assert len(asked) == 2


def test_whoever_stops_listening_stops_the_model():
    before = set(threading.enumerate())
    pieces = voice("ord " * 1_000_000).say(ASKED)
    next(pieces)
    [thread] = set(threading.enumerate()) - before
    pieces.close()
    thread.join(5)
    assert not thread.is_alive()
