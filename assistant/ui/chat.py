"""What the chat does: it takes questions, and gives what the page shows next."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from markupsafe import Markup
from starlette.concurrency import iterate_in_threadpool

from assistant.errors import TillitError
from assistant.guide import Guide
from assistant.records import Turn
from assistant.ui import texts
from assistant.ui.messages import Exchange, conversation_html, spoken_html, turns
from assistant.ui.reader import reader_html
from assistant.ui.texts import Language

_log = logging.getLogger(__name__)

_POLL_S = 0.1
"""How often a waiting question looks whether the model is loaded."""


@dataclass(frozen=True, slots=True)
class Chat:
    """One assistant's chat. Conversations live in their browser tabs; nothing of them is kept here."""

    guide: Guide
    starters: tuple[str, ...]
    language: Language

    async def ask(
        self, typed: str, exchanges: tuple[Exchange, ...], edition: int, event: gr.EventData
    ) -> AsyncIterator[tuple[object, ...]]:
        """Answer a question, step by step.

        Args:
            typed: What stands in the input.
            exchanges: The conversation so far.
            edition: Of the texts that the page shows.
            event: Carries the question when a button in the conversation was pressed instead.

        Yields:
            The conversation's state, the conversation, what is spoken, the input, the texts' edition and the texts.
        """
        data = event._data  # noqa: SLF001 - its own attribute access fails where an event has no data
        chosen = str(data.get("question", "")) if isinstance(data, Mapping) else ""
        question = (chosen or typed or "").strip()
        if not question or len(question) > texts.QUESTION_LIMIT or (exchanges and exchanges[-1].busy):
            yield tuple(gr.skip() for _ in range(6))
            return
        waiting = texts.LOADING_ANSWER if self.guide.state == "loading" else texts.SEARCHING
        current = Exchange(question, note=waiting(self.language), busy=True)
        yield (*self._shown((*exchanges, current)), gr.skip() if chosen else "", gr.skip(), gr.skip())
        async for current in self._steps(question, turns(exchanges)):
            yield (*self._shown((*exchanges, current)), gr.skip(), *self.reader(edition))
            edition = self.edition()

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
            done = [step async for step in self._steps(asked.strip(), history)][-1]
            if done.answer is None or done.note:
                raise gr.Error(done.note, print_exception=False)
            history = (*history, Turn(asked, done.answer))
        return history[-1].answer.as_dict()

    def stop(self, exchanges: tuple[Exchange, ...]) -> tuple[object, ...]:
        """End the newest answer where it is."""
        if not exchanges or not exchanges[-1].busy:
            return tuple(gr.skip() for _ in range(3))
        stopped = replace(exchanges[-1], note=texts.STOPPED(self.language), busy=False)
        return self._shown((*exchanges[:-1], stopped))

    def restart(self) -> tuple[object, ...]:
        """Begin a new conversation."""
        return self._shown(())

    def edition(self) -> int:
        """Give a number that changes with the texts, which may be read anew while pages are open."""
        return hash(tuple(document.text for document in self.guide.documents))

    def reader(self, shown: int | None) -> tuple[object, ...]:
        """Give the texts and their edition where the page shows others: a citation's place has to be found in them."""
        edition = self.edition()
        if edition == shown:
            return gr.skip(), gr.skip()
        return edition, str(reader_html(self.guide.documents, self.language))

    async def status(self) -> AsyncIterator[Markup]:
        """Say that the guidance is being read until it is, or why it could not be."""
        if self.guide.state == "loading":
            yield Markup('<p class="loading" role="status">{}</p>').format(texts.LOADING(self.language))
        await self._loaded()
        problem = self.guide.problem
        yield Markup('<p class="failed" role="alert">{}</p>').format(self._words(problem)) if problem else Markup("")

    async def _steps(self, question: str, history: Sequence[Turn]) -> AsyncIterator[Exchange]:
        """Give the growing exchange; whatever goes wrong ends it with a note."""
        current = Exchange(question, busy=True)
        try:
            await self._loaded()
            async for answer in iterate_in_threadpool(self.guide.stream(question, history)):
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

    async def _loaded(self) -> None:
        """Wait without holding a thread, of which the server has only a few dozen."""
        while self.guide.state == "loading":  # noqa: ASYNC110 - what is waited for happens in another thread
            await asyncio.sleep(_POLL_S)

    def _shown(self, exchanges: tuple[Exchange, ...]) -> tuple[object, ...]:
        newest = exchanges[-1] if exchanges else None
        return exchanges, conversation_html(exchanges, self.starters, self.language), spoken_html(newest)

    def _words(self, problem: TillitError) -> str:
        return problem.swedish if self.language == "sv" else problem.message

    def _refused_length(self, question: str) -> str:
        if not question.strip():
            return texts.NO_QUESTION(self.language)
        over = len(question.strip()) - texts.QUESTION_LIMIT
        return texts.TOO_LONG(self.language, count=over, limit=texts.QUESTION_LIMIT)
