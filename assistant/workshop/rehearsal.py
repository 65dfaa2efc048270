"""A rehearsal: as many participants as will come ask what the guidance answers, and the times are taken."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.suggestions import starting_questions

if TYPE_CHECKING:
    from assistant.answering import Assistant

OVER_S = 12.0
_EACH = 2
_GRACE_S = 20.0


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How it went."""

    participants: int
    asked: int
    failed: int
    """Questions that got an error, or no answer until the rehearsal was ended."""
    times_s: tuple[float, ...]
    """Seconds from question to complete answer, the shortest first."""

    def quantile(self, share: float) -> float:
        """Give the time within which a share of the questions was answered (nearest rank); 0 where none was."""
        if not self.times_s:
            return 0.0
        return self.times_s[min(len(self.times_s) - 1, max(0, int(share * len(self.times_s) + 0.999999) - 1))]


def rehearse(assistant: "Assistant", participants: int = 30, over_s: float = OVER_S) -> Rehearsal:
    """Let participants ask two questions each, spread over some seconds: several times as fast as people do.

    Ends at the latest 20 seconds after the last question was asked.
    """
    questions = starting_questions(assistant.documents, count=participants) or ("Vad handlar texten om?",)
    took: list[float] = []
    began = time.perf_counter()
    last = began + over_s + _GRACE_S

    def participant(number: int) -> None:
        for turn in range(_EACH):
            due = began + over_s * (turn + number / participants) / _EACH
            time.sleep(max(0.0, due - time.perf_counter()))
            started = time.perf_counter()
            assistant.answer(_nth(questions, number + turn))
            took.append(time.perf_counter() - started)

    threads = [
        threading.Thread(target=participant, args=(number,), name=f"rehearsal-{number}", daemon=True)
        for number in range(participants)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, last - time.perf_counter()))
    times = tuple(sorted(took))
    asked = participants * _EACH
    return Rehearsal(participants, asked, asked - len(times), times)


def _nth(questions: Sequence[str], number: int) -> str:
    return questions[number % len(questions)]
