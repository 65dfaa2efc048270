"""What the chat does: it takes questions, and gives what the page shows next."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from anyio import to_thread
from markupsafe import Markup

from assistant.errors import TillitError
from assistant.guide import Guide
from assistant.records import Mode, Turn
from assistant.ui import texts
from assistant.ui.messages import Exchange, conversation_html, spoken_html, turns
from assistant.ui.reader import reader_html
from assistant.ui.texts import Language

_log = logging.getLogger(__name__)

_POLL_S = 0.1
"""How often a waiting question looks whether the model is loaded."""
_STOP_S = 0.02
"""How often stopping looks whether the answer has ended."""


@dataclass(slots=True)
class Conversation:
    """What one browser tab holds. It changes in place, so that stopping reaches an answer that is under way."""

    exchanges: tuple[Exchange, ...] = ()
    edition: int | None = None
    """Of the texts that the page shows."""
    answering: bool = False
    stopping: bool = False
    step: asyncio.Task[Exchange | None] | None = None

    async def stop(self) -> None:
        """End the answer that is under way, and wait until it has ended: nothing of it is shown after that."""
        self.stopping = True
        if self.step:
            self.step.cancel()
        while self.answering:  # noqa: ASYNC110 - a tab's state is copied once, which an event does not survive
            await asyncio.sleep(_STOP_S)


@dataclass(frozen=True, slots=True)
class Chat:
    """One assistant's chat. Conversations belong to their browser tabs; nothing of them is kept here."""

    guide: Guide
    starters: tuple[str, ...]
    language: Language

    async def ask(
        self, typed: str, mode: Mode, conversation: Conversation, event: gr.EventData
    ) -> AsyncIterator[tuple[object, ...]]:
        """Answer a question, step by step.

        Args:
            typed: What stands in the input.
            mode: Whose words the answer is to be in.
            conversation: The tab's conversation.
            event: Carries the question when a button in the conversation was pressed instead.

        Yields:
            The conversation, what is spoken, the texts and the input.
        """
        data = event._data  # noqa: SLF001 - its own attribute access fails where an event has no data
        chosen = str(data.get("question", "")) if isinstance(data, Mapping) else ""
        question = (chosen or typed or "").strip()
        if conversation.answering or not 0 < len(question) <= texts.QUESTION_LIMIT:
            yield tuple(gr.skip() for _ in range(4))
            return
        earlier = conversation.exchanges
        waiting = texts.LOADING_ANSWER if self.guide.state == "loading" else texts.SEARCHING
        current = Exchange(question, note=waiting(self.language), busy=True)
        conversation.answering, conversation.stopping = True, False
        try:
            conversation.exchanges = (*earlier, current)
            yield (*self._shown(conversation), gr.skip(), gr.skip() if chosen else "")
            steps = self._steps(question, turns(earlier), mode)
            while next_step := await self._interruptible(steps, conversation):
                current = next_step
                conversation.exchanges = (*earlier, current)
                yield (*self._shown(conversation), self.reader(conversation), gr.skip())
        finally:
            if current.busy:
                stopped = replace(conversation.exchanges[-1], note=texts.STOPPED(self.language), busy=False)
                conversation.exchanges = (*earlier, stopped)
            conversation.answering = False

    async def answer(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the guidance and give the answer record.

        Args:
            question: The question, at most 1,000 characters.
            earlier: Questions asked before it in the same conversation, oldest first.
        """
        history: tuple[Turn, ...] = ()
        for asked in (*(earlier or ()), question):
            if not 0 < len(asked.strip()) <= texts.QUESTION_LIMIT:
                raise gr.Error(self._refused_length(asked), print_exception=False)
            done = [step async for step in self._steps(asked.strip(), history, None)][-1]
            if done.answer is None or done.note:
                raise gr.Error(done.note, print_exception=False)
            history = (*history, Turn(asked, done.answer))
        return history[-1].answer.as_dict()

    async def stop(self, conversation: Conversation) -> tuple[object, ...]:
        """End the newest answer where it is."""
        await conversation.stop()
        return self._shown(conversation)

    async def restart(self, conversation: Conversation) -> tuple[object, ...]:
        """Begin a new conversation."""
        await conversation.stop()
        conversation.exchanges = ()
        return self._shown(conversation)

    def opened(self, conversation: Conversation) -> tuple[object, ...]:
        """Bring a page that was just opened up to date, and let Gradio know when to forget its conversation."""
        return conversation, self.reader(conversation), str(self.model())

    def model(self) -> Markup:
        """Say which language model words the answers, and where it is; nothing where none is set."""
        if not self.guide.model_name:
            return Markup("")
        address = self.guide.model_address
        where = texts.MODEL_PLACE(self.language, address=address) if address else ""
        return Markup("<p>{}</p>").format(texts.MODEL_USED(self.language, model=self.guide.model_name, place=where))

    def reader(self, conversation: Conversation) -> object:
        """Give the texts where the page shows others: they may be read anew, and citations have to be found in them."""
        edition = hash(tuple(document.text for document in self.guide.documents))
        if edition == conversation.edition:
            return gr.skip()
        conversation.edition = edition
        return str(reader_html(self.guide.documents, self.language))

    async def status(self) -> AsyncIterator[Markup]:
        """Say that the guidance is being read until it is, or why it could not be."""
        if self.guide.state == "loading":
            yield Markup('<p class="loading" role="status">{}</p>').format(texts.LOADING(self.language))
        await self._loaded()
        problem = self.guide.problem
        yield Markup('<p class="failed" role="alert">{}</p>').format(self._words(problem)) if problem else Markup("")

    async def _steps(self, question: str, history: Sequence[Turn], mode: Mode | None) -> AsyncGenerator[Exchange, None]:
        """Give the growing exchange; whatever goes wrong ends it with a note."""
        current = Exchange(question, busy=True)
        try:
            await self._loaded()
            answers = self.guide.stream(question, history, mode=mode if self.guide.model_name else None)
            # Stopping does not wait for a slow step: its thread is left to end by itself.
            while answer := await to_thread.run_sync(next, answers, None, abandon_on_cancel=True):
                current = Exchange(question, answer, busy=True)
                yield current
            note = "" if current.answer else texts.UNEXPECTED(self.language)
        except TillitError as problem:
            _log.warning("A question could not be answered: %s", problem.message)
            note = self._words(problem)
        except Exception:  # noqa: BLE001 - the boundary to the person: a friendly line here, the cause in the log
            _log.exception("A question could not be answered")
            note = texts.UNEXPECTED(self.language)
        yield replace(current, note=note, busy=False)

    async def _interruptible(
        self, steps: AsyncGenerator[Exchange, None], conversation: Conversation
    ) -> Exchange | None:
        """Wait for the next step, or until the conversation is stopped; None at the end."""
        conversation.step = asyncio.ensure_future(anext(steps, None))
        try:
            step = await conversation.step
        except asyncio.CancelledError:
            if not conversation.stopping:
                raise
            step = None
        return None if conversation.stopping else step

    async def _loaded(self) -> None:
        """Wait without holding a thread, of which the server has only a few dozen."""
        while self.guide.state == "loading":  # noqa: ASYNC110 - what is waited for happens in another thread
            await asyncio.sleep(_POLL_S)

    def _shown(self, conversation: Conversation) -> tuple[object, ...]:
        exchanges = conversation.exchanges
        newest = exchanges[-1] if exchanges else None
        several = len(self.guide.documents) > 1
        shown = conversation_html(exchanges, self.starters, self.language, several=several)
        return str(shown), str(spoken_html(newest, self.language))

    def _words(self, problem: TillitError) -> str:
        return problem.swedish if self.language == "sv" else problem.message

    def _refused_length(self, question: str) -> str:
        if not question.strip():
            return texts.NO_QUESTION(self.language)
        over = len(question.strip()) - texts.QUESTION_LIMIT
        return texts.TOO_LONG(self.language, count=over, limit=texts.QUESTION_LIMIT)
