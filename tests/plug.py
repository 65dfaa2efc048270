"""Pulling the plug on a workshop under load: what its pages showed as answered or rated has to be there afterwards."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from assistant.workshop import facilitation
from assistant.workshop.storage import FILE, Storage
from tests.room import Phone, Workshop, start

PHONES = 6
QUESTIONS = ("Vad är tillit?", "Vilka fem tips ges?", "Finns det nackdelar?")
ANSWERS = (3, 7, 11, 15)
"""Answers after which the plug is pulled, in turn; all phones together ask for eighteen."""
PATIENCE_S = 120
"""For the first answer of a server that has just been started, on a machine that does other things too."""


@dataclass
class Round:
    """One life of the server."""

    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    """What was done, and the id of its answer, as soon as the server said that it was done."""
    problems: list[str] = field(default_factory=list)
    """What failed while the server was still there."""
    answered: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_pulled: bool = False


def pull_plugs(data: Path, rounds: int, tell: Callable[[int, Round], object] = lambda *_: None) -> list[Round]:
    """Start the same workshop again and again, and kill it (SIGKILL) in the middle of answering.

    Args:
        data: Its folder.
        rounds: How often.
        tell: Called after each with its number, from 1.
    """
    played = []
    for number, answers in zip(range(1, rounds + 1), itertools.cycle(ANSWERS), strict=False):
        played.append(play(start(data), answers))
        tell(number, played[-1])
    return played


def play(workshop: Workshop, answers: int) -> Round:
    """Let phones ask and rate until so many answers have come, and pull the plug."""
    own = Round()
    phones = [Phone(workshop.url) for _ in range(PHONES)]
    for phone in phones:
        if phone.join(workshop.code).status_code != 303:
            own.problems.append("A phone could not join.")
    threads = [threading.Thread(target=use, args=(phone, own)) for phone in phones]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PATIENCE_S
    for _ in range(answers):
        if not own.answered.acquire(timeout=max(0.1, deadline - time.monotonic())):
            own.problems.append(f"Fewer than {answers} answers came. The server said: {workshop.said[-2000:]}")
            break
    own.is_pulled = True
    workshop.kill()
    for thread in threads:
        thread.join(70)
    return own


def use(phone: Phone, own: Round) -> None:
    """Ask and rate until the server is gone; note what it acknowledged."""
    try:
        for question in QUESTIONS:
            reply = phone.ask(question)
            if not reply.answer or reply.note:
                own.problems.append(f"No answer: {reply.note}")
                return
            own.acknowledged.append(("answered", reply.answer["id"]))
            own.answered.release()
            phone.rate(reply.answer, "down", "Mer!").raise_for_status()
            own.acknowledged.append(("rated", reply.answer["id"]))
    except (httpx.HTTPError, RuntimeError) as error:
        if not own.is_pulled:  # else it was in the middle of something, and nothing was acknowledged
            own.problems.append(repr(error))


def lost(data: Path, rounds: list[Round]) -> list[tuple[str, str]]:
    """Give what was acknowledged and is not in the database."""
    storage = Storage(data / FILE)
    (session,) = facilitation.sessions(storage)
    kept = [each for each in facilitation.changes_since(storage, session.id).exchanges if each.answer]
    storage.close()
    found = {("answered", each.answer.id) for each in kept} | {
        ("rated", each.answer.id) for each in kept if each.rating
    }
    return [row for each in rounds for row in each.acknowledged if row not in found]
