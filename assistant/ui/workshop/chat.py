"""The chat of a participant: the same as ordinarily, but questions and answers are kept for the room."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.errors import TillitError
from assistant.privacy import personal_details, reminder
from assistant.records import Mode, Turn
from assistant.typed import clean
from assistant.ui.chat import Chat, _data, whole
from assistant.ui.messages import Exchange
from assistant.ui.tab import Conversation
from assistant.ui.texts import INTERRUPTED, QUESTION_LIMIT, Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.room import PARTICIPANT, Room
from assistant.workshop import participation
from assistant.workshop.records import Exchange as StoredExchange

_REMINDER = Markup(
    '<div class="reminder" role="alert"><p>{said}</p><p><button type="button" data-do="reword">{reword}</button>'
    '<button type="button" data-do="anyway">{anyway}</button></p></div>'
)


@dataclass(frozen=True, slots=True)
class WorkshopChat(Chat):
    """The chat of everybody in a room. Whose conversation it is, the browser's cookie says with every request."""

    room: Room
    token: str = ""
    """Of the participant who asks: set in the copy that answers one question."""
    replaced: str = ""
    """Question that the one being asked takes the place of; "" for none."""

    async def ask(
        self,
        typed: str,
        mode: Mode,
        conversation: Conversation,
        event: gr.EventData,
        request: gr.Request | None = None,
    ) -> AsyncIterator[tuple[object, ...]]:
        """Answer a question as ordinarily; one that seems to hold personal details is given back once."""
        told = _data(event)
        question = whole(str(told.get("question", "")) or typed or "").strip()
        is_meant = bool(told.get("anyway"))
        is_short = len(question) <= QUESTION_LIMIT
        if not is_meant and is_short and (found := personal_details(question, self.room.known_names())):
            said = _REMINDER.format(
                said=reminder(found, self.language),
                reword=texts.REWORD(self.language),
                anyway=texts.SEND_ANYWAY(self.language),
            )
            yield (*(gr.skip() for _ in range(4)), question, str(said))
            return
        self.room.talks.add(conversation)
        token = token_of(request)
        if not conversation.exchanges:
            conversation.exchanges = await self._stored(token)
        kept = conversation.before(question)
        replaced = conversation.exchanges[len(kept) :][:1]
        own = replace(self, token=token, replaced=replaced[0].question if replaced else "")
        # What was sent "anyway" stands in the input still: it is emptied as for a question that was typed.
        empties = is_meant
        async for step in Chat.ask(own, typed, mode, conversation, event):
            yield (*step[:4], "", *step[5:]) if empties else step
            empties = False

    async def restore(
        self,
        conversation: Conversation,
        event: gr.EventData,
        request: gr.Request | None = None,
    ) -> tuple[object, ...]:
        """Show the participant's conversation from the database; of what the tab kept only the switch is needed."""
        *_, switch = await Chat.restore(self, Conversation(), event)
        if conversation.answering:
            return (*(gr.skip() for _ in range(3)), switch)
        self.room.talks.add(conversation)
        conversation.exchanges = await self._stored(token_of(request))
        return (*self.shown(conversation), switch)

    def cancel(self, conversation: Conversation) -> tuple[object, ...]:
        """Leave the last question as it was; a reminder goes away and leaves what is typed."""
        return Chat.cancel(self, conversation) if conversation.editing else (gr.skip(), gr.skip(), "")

    async def answer(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:  # noqa: ARG002
        """Answer nobody: in a workshop there is one way to ask."""
        raise gr.Error(texts.NO_API(self.language), print_exception=False)

    async def _steps(self, question: str, history: Sequence[Turn], mode: Mode | None) -> AsyncGenerator[Exchange, None]:
        """Keep the question before it is answered, and the answer before it is shown complete."""
        try:
            asked = await self.room.run(participation.ask, self.room.storage, self.room.questions, self.token, question)
            if self.replaced:
                await self.room.run(self._withdraw_before, asked)
        except TillitError as problem:
            yield Exchange(question, note=self._words(problem))
            return
        async for step in Chat._steps(self, question, history, mode):  # noqa: SLF001 - of our own kind
            if step.answer and not step.busy and not step.note:
                try:
                    await self.room.run(participation.store_answer, self.room.storage, asked.id, step.answer)
                except TillitError as problem:
                    yield replace(step, note=self._words(problem))
                    return
            yield step

    def _withdraw_before(self, asked: StoredExchange) -> None:
        """Delete the question that the new one takes the place of: the last before it, if it is still that one."""
        earlier = [each for each in participation.conversation(self.room.storage, self.token) if each.id < asked.id]
        if earlier and earlier[-1].question == clean(self.replaced):
            participation.withdraw(self.room.storage, self.token, earlier[-1].id)

    async def _stored(self, token: str) -> tuple[Exchange, ...]:
        try:
            found = await self.room.run(participation.conversation, self.room.storage, token)
        except TillitError:
            return ()
        return tuple(as_shown(each, self.language) for each in found)


def token_of(request: gr.Request | None) -> str:
    """Give the token that a request carries; "" for none."""
    return str(request.cookies.get(PARTICIPANT, "")) if request else ""


def as_shown(stored: StoredExchange, language: Language) -> Exchange:
    """Give an exchange as the conversation shows it; a question without an answer says so."""
    return Exchange(stored.question, stored.answer, "" if stored.answer else INTERRUPTED(language))
