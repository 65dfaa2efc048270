"""How much and how fast one participant may ask, said kindly."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.errors import WorkshopError
from assistant.typed import MAX_QUESTION_CHARS, one_line

PER_MINUTE = 6
MAX_WORD_CHARS = 500
_MOST_KEYS = 10_000


def checked_question(typed: str) -> str:
    """Give a question as it is stored.

    Raises:
        WorkshopError: It is empty, or longer than is read.
    """
    question = one_line(typed[: MAX_QUESTION_CHARS * 10])
    if not question:
        raise WorkshopError("The question is empty. Expected words. Type a question.", "Skriv en fråga först.")
    if len(question) > MAX_QUESTION_CHARS:
        raise WorkshopError(
            f"The question has {len(typed)} characters. Expected at most {MAX_QUESTION_CHARS}. Shorten it.",
            f"Frågan är lite för lång: {len(typed)} tecken, och högst {MAX_QUESTION_CHARS} får plats. "
            "Korta den till det du helst vill veta.",
        )
    return question


class Pace:
    """Lets each participant ask six questions at once, and six a minute in the long run (a token bucket)."""

    def __init__(self, per_minute: int = PER_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[object, tuple[float, float]] = OrderedDict()
        """Participant → questions left, and when that was so."""
        self._lock = threading.Lock()

    def take(self, participant: object) -> None:
        """Count a question.

        Args:
            participant: Anything that stays the same for one participant.

        Raises:
            WorkshopError: It comes too soon; ``wait_s`` says how long to wait.
        """
        with self._lock:
            now = self._clock()
            left, at = self._left.get(participant, (float(self._per_minute), now))
            left = min(float(self._per_minute), left + (now - at) * self._per_minute / 60)
            is_allowed = left >= 1
            self._left[participant] = (left - 1 if is_allowed else left, now)
            self._left.move_to_end(participant)
            while len(self._left) > _MOST_KEYS:
                self._left.popitem(last=False)
        if not is_allowed:
            wait_s = max(1, math.ceil((1 - left) * 60 / self._per_minute))
            raise WorkshopError(
                f"More than {self._per_minute} questions a minute. Expected fewer. Wait {wait_s} s.",
                f"Du frågar snabbare än vi hinner med. Vänta {wait_s} sekunder, så går det bra igen.",
                wait_s=wait_s,
            )
