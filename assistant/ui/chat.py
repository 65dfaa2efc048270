"""What the chat does: it takes questions, and gives what the page shows next."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import gradio as gr
from anyio import to_thread
from markupsafe import Markup

from assistant.errors import TillitError
from assistant.guide import Guide
from assistant.records import Mode, Turn
from assistant.typed import MAX_TURNS
from assistant.ui import texts
from assistant.ui.kept import kept_json, read_kept
from assistant.ui.messages import Exchange, earlier_html, newest_html, spoken_html, turns, welcome_html
from assistant.ui.reader import reader_html
from assistant.ui.tab import Conversation
from assistant.ui.texts import Language
from assistant.ui.view import View

_log = logging.getLogger(__name__)

_POLL_S = 0.1
"""How often a waiting question looks whether the model is loaded."""


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
            The earlier exchanges, the newest, what is spoken, the texts, the input and what stands above it.
        """
        chosen = str(_data(event).get("question", ""))
        question = whole(chosen or typed or "").strip()
        if conversation.answering or not 0 < len(question) <= texts.QUESTION_LIMIT:
            yield tuple(gr.skip() for _ in range(6))
            return
        earlier = conversation.before(question)
        waiting = texts.LOADING_ANSWER if self.guide.state == "loading" else texts.SEARCHING
        current = Exchange(question, note=waiting(self.language), busy=True)
        conversation.answering, conversation.stopping, conversation.editing = True, False, False
        try:
            conversation.exchanges = (*earlier, current)
            yield (*self.shown(conversation), gr.skip(), gr.skip() if chosen else "", "")
            steps = self._steps(question, turns(earlier), mode)
            while next_step := await self._interruptible(steps, conversation):
                current = next_step
                conversation.exchanges = (*earlier, current)
                yield (gr.skip(), *self.shown(conversation)[1:], self.reader(conversation), gr.skip(), gr.skip())
        finally:
            if current.busy:
                stopped = replace(conversation.exchanges[-1], note=texts.STOPPED(self.language), busy=False)
                conversation.exchanges = (*earlier, stopped)
            conversation.answering = False

    async def answer(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the guidance and give the answer record.

        Args:
            question: The question, at most 1,000 characters.
            earlier: Questions asked before it in the same conversation, oldest first; the last 20 are read.
        """
        given = [] if earlier is None else earlier
        # What another program sends may be anything.
        if not isinstance(given, list) or not all(isinstance(each, str) for each in (question, *given)):
            raise gr.Error(texts.NO_QUESTIONS(self.language), print_exception=False)
        history: tuple[Turn, ...] = ()
        # Each of them takes as long as a question: no more are played than are understood from.
        for asked in (*given[-MAX_TURNS:], question):
            if not 0 < len(asked.strip()) <= texts.QUESTION_LIMIT:
                raise gr.Error(self._refused_length(asked), print_exception=False)
            done = [step async for step in self._steps(whole(asked).strip(), history, None)][-1]
            if done.answer is None or done.note:
                raise gr.Error(done.note, print_exception=False)
            history = (*history, Turn(asked, done.answer))
        return history[-1].answer.as_dict()

    async def stop(self, conversation: Conversation) -> tuple[object, ...]:
        """End the newest answer where it is."""
        await conversation.stop()
        return self.shown(conversation)

    async def restart(self, conversation: Conversation) -> tuple[object, ...]:
        """Begin a new conversation."""
        await conversation.forget()
        return (*self.shown(conversation), "")

    async def restore(self, conversation: Conversation, event: gr.EventData) -> tuple[object, ...]:
        """Take what the tab kept: the choice of whose words, and the conversation where the server knows of none.

        Returns:
            The earlier exchanges, the newest, what is spoken, and the switch.
        """
        data = _data(event)
        kept, mode = str(data.get("kept") or ""), data.get("mode")
        switch = mode if self.guide.model_name and mode in get_args(Mode) else gr.skip()
        if conversation.exchanges or not kept:
            return (*(gr.skip() for _ in range(3)), switch)
        conversation.exchanges = read_kept(kept, self.language)
        return (*self.shown(conversation), switch)

    def edit(self, conversation: Conversation) -> tuple[object, ...]:
        """Put the last question into the input, to be changed.

        Returns:
            The newest exchange, the input, and the line above it.
        """
        if conversation.answering or not conversation.exchanges:
            return tuple(gr.skip() for _ in range(3))
        conversation.editing = True
        line = Markup(
            '<p class="editing"><span role="status">{}</span> <button type="button" data-do="cancel">{}</button></p>'
        )
        said = line.format(texts.EDITING(self.language), texts.CANCEL(self.language))
        return self.shown(conversation)[1], conversation.exchanges[-1].question, str(said)

    def cancel(self, conversation: Conversation) -> tuple[object, ...]:
        """Leave the last question as it was."""
        conversation.editing = False
        return self.shown(conversation)[1], "", ""

    def opened(self, conversation: Conversation) -> tuple[object, ...]:
        """Bring a page that was just opened up to date, and let Gradio know when to forget its conversation."""
        return conversation, self.reader(conversation)

    def reader(self, conversation: Conversation) -> object:
        """Give the texts where the page shows others: they may be read anew, and citations have to be found in them."""
        edition = hash(tuple(document.text for document in self.guide.documents))
        if edition == conversation.edition:
            return gr.skip()
        conversation.edition = edition
        return str(reader_html(self.guide.documents, self.language))

    def shown(self, conversation: Conversation) -> tuple[str, str, str]:
        """Render the earlier exchanges, the newest, and what is spoken of it."""
        exchanges, view = conversation.exchanges, self._view()
        if not exchanges:
            return "", str(welcome_html(view)), str(spoken_html(None, self.language))
        newest = exchanges[-1]
        is_growing = newest.busy and newest.answer is not None
        kept = "" if is_growing else kept_json(newest if not newest.busy else Exchange(newest.question))
        html = newest_html(newest, len(exchanges) - 1, view, kept=kept, editing=conversation.editing)
        return str(earlier_html(exchanges[:-1], view)), str(html), str(spoken_html(newest, self.language))

    async def status(self) -> AsyncIterator[tuple[Markup, Markup]]:
        """Say that the guidance is being read until it is, or why it could not be; and which model is used."""
        if self.guide.state == "loading":
            yield Markup('<p class="loading" role="status">{}</p>').format(texts.LOADING(self.language)), self.model()
        await self._loaded()
        problem = self.guide.problem
        failed = Markup('<p class="failed" role="alert">{}</p>').format(self._words(problem)) if problem else Markup("")
        yield failed, self.model()

    def model(self) -> Markup:
        """Say which language model words the answers, and where it is; nothing where none is set."""
        if not self.guide.model_name:
            return Markup("")
        address = self.guide.model_address
        where = texts.MODEL_PLACE(self.language, address=address) if address else ""
        return Markup("<p>{}</p>").format(texts.MODEL_USED(self.language, model=self.guide.model_name, place=where))

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

    def _view(self) -> View:
        several = len(self.guide.documents) > 1
        return View(self.language, self.starters, several=several, reflections=self.guide.reflections)

    def _words(self, problem: TillitError) -> str:
        return problem.swedish if self.language == "sv" else problem.message

    def _refused_length(self, question: str) -> str:
        if not question.strip():
            return texts.NO_QUESTION(self.language)
        over = len(question.strip()) - texts.QUESTION_LIMIT
        return texts.TOO_LONG(self.language, count=over, limit=texts.QUESTION_LIMIT)


def whole(text: str) -> str:
    """Replace half surrogates, which can be neither shown nor sent."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _data(event: gr.EventData) -> Mapping[str, object]:
    """Give what an event carries; its own attribute access fails where it carries nothing."""
    data = event._data  # noqa: SLF001
    return data if isinstance(data, Mapping) else {}
