"""A language model that says what its script says, in small pieces, through LangChain's own machinery."""

from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.chat_model import ChatModel
from assistant.generative import Writer
from assistant.voice import Voice

PIECE = 7


class Scripted(BaseChatModel):
    """Says a text whatever it is asked, or what a function makes of the messages; then raises, where told to."""

    says: str | Callable[[list[BaseMessage]], str]
    raises: Any = None
    """An exception, raised after the text."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _text(self, messages: list[BaseMessage]) -> str:
        return self.says if isinstance(self.says, str) else self.says(messages)

    def _generate(self, messages, stop=None, run_manager=None, **_) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._text(messages)))])

    def _stream(self, messages, stop=None, run_manager=None, **_) -> Iterator[ChatGenerationChunk]:
        text = self._text(messages)
        for start in range(0, len(text), PIECE):
            yield ChatGenerationChunk(message=AIMessageChunk(text[start : start + PIECE]))
        if self.raises:
            raise self.raises
        yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata={"finish_reason": "stop"}))


def voice(says: object = "", raises: object = None, *, timeout_s: float = 10, rest_s: float = 30) -> Voice:
    """Give a voice that says a script."""
    scripted = Scripted(says=says, raises=raises)
    return Voice(ChatModel(scripted, "påhittad", "localhost:1", secrets=("hemlig-nyckel",)), timeout_s, rest_s=rest_s)


def writer(says: object = "", raises: object = None, *, keeps_unsupported: bool = False, tokens: int = 4096) -> Writer:
    """Give a writer that says a script."""
    return Writer(voice(says, raises), tokens, keeps_unsupported=keeps_unsupported)
