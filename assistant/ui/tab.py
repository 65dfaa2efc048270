"""What the server holds of one browser tab."""

import asyncio
from dataclasses import dataclass

from assistant.ui.messages import Exchange

_STOP_S = 0.02
"""How often stopping looks whether the answer has ended."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Conversation:
    """What one browser tab holds. It changes in place, so that stopping reaches an answer that is under way."""

    exchanges: tuple[Exchange, ...] = ()
    edition: int | None = None
    """Of the texts that the page shows."""
    editing: bool = False
    """True while the last question is being changed: the next one takes its place."""
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

    async def forget(self) -> None:
        """Hold nothing of what was said."""
        await self.stop()
        self.exchanges, self.editing = (), False

    def before(self, question: str) -> tuple[Exchange, ...]:
        """Give the exchanges that a question follows: not the one it takes the place of."""
        if not self.exchanges:
            return ()
        last = self.exchanges[-1]
        is_again = last.question == question and (last.answer is None or bool(last.note))
        return self.exchanges[:-1] if self.editing or is_again else self.exchanges
