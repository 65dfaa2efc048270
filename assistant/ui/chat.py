"""The chat: the conversation on the left, the guidance on the right, wired to the assistant."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

import gradio as gr
from markupsafe import Markup
from starlette.concurrency import iterate_in_threadpool

from assistant.errors import TillitError
from assistant.records import Answer, Document, Turn
from assistant.ui import texts
from assistant.ui.messages import Exchange, conversation_html, spoken_html, turns
from assistant.ui.reader import reader_html
from assistant.ui.texts import Language

_log = logging.getLogger(__name__)

_POLL_S = 0.1
"""How often a waiting question looks whether the model is loaded."""
_SUBJECT_LIMIT = 45
"""Characters of a title that still fit into the input's hint."""

# A button in the conversation asks its question through the component's submit event.
_ASK_EVENT = "element.addEventListener('ask', (event) => trigger('submit', event.detail))"


class Guide(Protocol):
    """The assistant behind a chat."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts; there before anything is loaded."""

    @property
    def state(self) -> Literal["loading", "ready", "failed"]:
        """How far loading has come."""

    @property
    def problem(self) -> TillitError | None:
        """Why loading failed."""

    def start(self) -> None:
        """Begin to load in the background."""

    def stream(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        """Answer step by step; the last answer is the complete one."""


@dataclass(frozen=True, slots=True)
class Chat:
    """One assistant's chat. Conversations live in their browser tabs; nothing of them is kept here."""

    guide: Guide
    starters: tuple[str, ...]
    language: Language

    async def ask(
        self, typed: str, exchanges: tuple[Exchange, ...], event: gr.EventData
    ) -> AsyncIterator[tuple[object, ...]]:
        """Answer a question, step by step.

        Args:
            typed: What stands in the input.
            exchanges: The conversation so far.
            event: Carries the question when a button in the conversation was pressed instead.

        Yields:
            The conversation's state, the conversation, what is spoken, and the input.
        """
        data = event._data  # noqa: SLF001 - its own attribute access fails where an event has no data
        chosen = str(data.get("question", "")) if isinstance(data, Mapping) else ""
        question = (chosen or typed or "").strip()
        if not question or len(question) > texts.QUESTION_LIMIT or (exchanges and exchanges[-1].busy):
            yield tuple(gr.skip() for _ in range(4))
            return
        waiting = texts.LOADING_ANSWER if self.guide.state == "loading" else texts.SEARCHING
        current = Exchange(question, note=waiting(self.language), busy=True)
        yield (*self._shown((*exchanges, current)), gr.skip() if chosen else "")
        async for current in self._steps(question, turns(exchanges)):
            yield (*self._shown((*exchanges, current)), gr.skip())

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
        except Exception:  # the boundary to the person: one friendly line here, the cause in the log
            _log.exception("A question could not be answered")
            note = texts.UNEXPECTED(self.language)
        yield replace(current, note=note, busy=False)

    async def _loaded(self) -> None:
        """Wait without holding a thread, of which the server has only a few dozen."""
        while self.guide.state == "loading":
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


def build(guide: Guide, starters: Sequence[str], language: Language = "sv", model: str | None = None) -> gr.Blocks:
    """Lay out the page and wire it.

    Args:
        guide: The assistant; only its documents are read here.
        starters: Questions to begin with.
        language: Language of the interface.
        model: The language model that questions are sent to, if any.
    """
    chat = Chat(guide, tuple(starters), language)
    nothing, welcome, silence = chat.restart()
    with gr.Blocks(title=texts.PRODUCT, analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State(nothing)
        with gr.Row(elem_id="top"):
            gr.HTML(_brand(language), elem_id="brand", apply_default_css=False)
            new = gr.Button(texts.NEW_CONVERSATION(language), elem_id="new")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="chat"):
                talk = gr.HTML(str(welcome), elem_id="talk", js_on_load=_ASK_EVENT, apply_default_css=False)
                with gr.Column(elem_id="composer"):
                    status = gr.HTML("", elem_id="status", apply_default_css=False)
                    with gr.Row(elem_id="input"):
                        question = gr.Textbox(
                            label=texts.QUESTION(language),
                            placeholder=_placeholder(guide.documents, language),
                            lines=1,
                            max_lines=6,
                            elem_id="question",
                        )
                        ask = gr.Button(texts.ASK(language), variant="primary", elem_id="ask")
                        stop = gr.Button(texts.STOP(language), elem_id="stop")
                    gr.HTML(_beneath_input(language, model), elem_id="beneath", apply_default_css=False)
            with gr.Column(elem_id="guide"):
                gr.HTML(str(reader_html(guide.documents, language)), elem_id="reader", apply_default_css=False)
        spoken = gr.HTML(str(silence), elem_id="spoken", apply_default_css=False)

        shown = [exchanges, talk, spoken]
        asking = gr.on(
            [question.submit, ask.click, talk.submit],
            chat.ask,
            inputs=[question, exchanges],
            outputs=[*shown, question],
            concurrency_limit=None,
            show_progress="hidden",
            api_visibility="private",
        )
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        stop.click(chat.stop, inputs=[exchanges], outputs=shown, cancels=[asking], **quiet)
        new.click(chat.restart, outputs=shown, cancels=[asking], **quiet)
        page.load(chat.status, outputs=[status], **quiet)
        gr.api(chat.answer, api_name="ask", concurrency_limit=None)
    return page


def _brand(language: Language) -> str:
    mark = '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 3C8.3 3 3 8 3 14.5c0 3.6 1.7 6.7 4.5 8.8L6.6 29l6.2-3.3' \
        'c1 .2 2.1.3 3.2.3 7.7 0 13-5 13-11.5S23.7 3 16 3z"/><path class="tick" d="m10.5 14.8 4 4 7.2-8"/></svg>'
    return Markup(
        '<a class="skip" href="#question" data-jump="question">{}</a><a class="skip" href="#guide" data-jump="guide">{}</a>'
        '<div class="brand" data-chat="{}" data-guide="{}">{}<div><h1>{}</h1><p>{}</p></div></div>'
        '<a class="to-guide" href="#guide" data-jump="guide">{}</a>'
    ).format(
        texts.SKIP_TO_QUESTION(language),
        texts.SKIP_TO_GUIDANCE(language),
        texts.CHAT(language),
        texts.GUIDANCE(language),
        Markup(mark),  # noqa: S704 - a constant
        texts.PRODUCT,
        texts.TAGLINE(language),
        texts.READ_GUIDANCE(language),
    )


def _beneath_input(language: Language, model: str | None) -> str:
    return Markup(
        '<p class="stored">{}</p><p class="count" role="status" data-limit="{}" data-left="{}" data-over="{}"></p>'
    ).format(
        texts.STORED_MODEL(language, model=model) if model else texts.STORED(language),
        texts.QUESTION_LIMIT,
        texts.CHARACTERS_LEFT(language, count="{count}"),
        texts.TOO_LONG(language, count="{count}", limit=texts.QUESTION_LIMIT),
    )


def _placeholder(documents: Sequence[Document], language: Language) -> str:
    """Name the subject when there is one text: its title up to the first dash or colon."""
    if len(documents) != 1:
        return texts.PLACEHOLDER(language)
    document = documents[0]
    subject = document.title.split(" – ")[0].split(":")[0].strip()
    # In a sentence the first word is a small one, unless it is a name: then the text never writes it small.
    small = subject[:1].lower() + subject[1:]
    subject = small if small.split(" ")[0] in document.text else subject
    if not subject or len(subject) > _SUBJECT_LIMIT:
        return texts.PLACEHOLDER(language)
    return texts.PLACEHOLDER_ABOUT(language, subject=subject)
