"""What a language model says, as it says it: within its time, and left alone for a while when it is gone."""

import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.chat_model import ChatModel, Failure, failure_of, told

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

REST_S = 30.0
"""Seconds for which a server that did not answer is not asked again: nobody is to wait for it with every question."""
_SILENCE_SHARE = 1 / 3
"""Share of the time within which the next piece has to follow the one before."""
_END_KEYS = ("finish_reason", "done_reason", "stop_reason")

_log = logging.getLogger(__name__)


class SilenceError(Exception):
    """The model did not answer, or not to the end."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure: Failure = failure


class Voice:
    """One chat model that may be asked by several people at once.

    Attributes:
        name: The model's.
        address: Where it is asked.
        timeout_s: Within which it has to have answered.
    """

    def __init__(self, chat_model: ChatModel, timeout_s: float, *, rest_s: float = REST_S) -> None:
        self._chat_model = chat_model
        self.name = chat_model.name
        self.address = chat_model.address
        self.timeout_s = timeout_s
        self._rest_s = rest_s
        self._rests: tuple[float, Failure] | None = None

    def say(self, messages: Sequence["BaseMessage"], timeout_s: float | None = None) -> Iterator[str]:
        """Yield an answer's pieces as they come. Whoever stops listening stops the model.

        Args:
            messages: What it is asked.
            timeout_s: Within which the whole answer has to be there; never more than the voice's own.

        Raises:
            SilenceError: It cannot be reached, fails, takes too long or breaks off. The cause is in the log.
        """
        if self._rests and time.monotonic() < self._rests[0]:
            raise SilenceError(self._rests[1])
        limit_s = min(timeout_s or self.timeout_s, self.timeout_s)
        deadline, wait_s = time.monotonic() + limit_s, limit_s
        pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()
        # In a thread of its own, since a client's read cannot be interrupted: it ends by the client's own time-out.
        thread = threading.Thread(
            target=self._speak, args=(messages, pieces, stopped), name="language-model", daemon=True
        )
        thread.start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, min(deadline - time.monotonic(), wait_s)))
                except queue.Empty:
                    raise self._silence("timeout", f"nothing more within {wait_s:.0f} s, of {limit_s:.0f} s") from None
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    is_begun = wait_s < limit_s
                    failure = failure_of(piece)
                    is_cut = is_begun and failure in {"unreachable", "failed"}
                    raise self._silence("broken_stream" if is_cut else failure, told(piece)) from None
                self._rests, wait_s = None, limit_s * _SILENCE_SHARE
                yield piece
        finally:
            stopped.set()

    def _speak(
        self,
        messages: Sequence["BaseMessage"],
        pieces: "queue.SimpleQueue[str | BaseException | None]",
        stopped: threading.Event,
    ) -> None:
        # Heavy, and only needed where a model is set.
        from langsmith.run_helpers import tracing_context

        is_ended = not self._chat_model.tells_its_end
        try:
            with tracing_context(enabled=False):
                for chunk in self._chat_model.model.stream(list(messages)):
                    if stopped.is_set():
                        return
                    is_ended = is_ended or any(chunk.response_metadata.get(key) for key in _END_KEYS)
                    if chunk.text:
                        pieces.put(str(chunk.text))
        except Exception as error:  # noqa: BLE001 - the thread's boundary: raised again by who listens
            pieces.put(error)
        else:
            pieces.put(None if is_ended else EOFError("the stream ended without a reason"))

    def _silence(self, failure: Failure, cause: str) -> SilenceError:
        cause = self._chat_model.without_secrets(cause)
        _log.warning("The language model %s at %s did not answer (%s): %s", self.name, self.address, failure, cause)
        if failure in {"timeout", "unreachable"}:
            self._rests = (time.monotonic() + self._rest_s, failure)
        return SilenceError(failure)
