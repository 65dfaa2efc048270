"""Pulling the plug on the web server under load: what the page showed as answered or rated is there afterwards."""

import threading
import time

import httpx

from assistant.workshop import facilitation
from assistant.workshop.storage import FILE, Storage
from tests.room import Phone, start

ROUNDS = 2
PHONES = 6
QUESTIONS = ("Vad är tillit?", "Vilka fem tips ges?", "Finns det nackdelar?")


def until_killed(phone: Phone, acknowledged: list[tuple[str, str]], enough: threading.Semaphore) -> None:
    """Ask and rate until the server is gone; note what it acknowledged."""
    try:
        for question in QUESTIONS:
            answer = phone.ask(question).answer
            acknowledged.append(("answered", answer["id"]))
            enough.release()
            phone.rate(answer, "down", "Mer!").raise_for_status()
            acknowledged.append(("rated", answer["id"]))
    except (httpx.HTTPError, RuntimeError, TypeError):
        return  # in the middle of something: nothing was acknowledged


def test_everything_acknowledged_is_there_after_the_plug_was_pulled(tmp_path):
    acknowledged: list[tuple[str, str]] = []
    for turn in range(ROUNDS):
        workshop = start(tmp_path)
        phones = [Phone(workshop.url) for _ in range(PHONES)]
        for phone in phones:
            assert phone.join(workshop.code).status_code == 303
        enough = threading.Semaphore(0)
        threads = [threading.Thread(target=until_killed, args=(phone, acknowledged, enough)) for phone in phones]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 90
        for _ in range(3 + 4 * turn):
            assert enough.acquire(timeout=max(0.1, deadline - time.monotonic()))
        workshop.kill()
        for thread in threads:
            thread.join(70)
    assert len(acknowledged) >= sum(3 + 4 * turn for turn in range(ROUNDS))
    storage = Storage(tmp_path / FILE)
    (session,) = facilitation.sessions(storage)
    kept = [each for each in facilitation.changes_since(storage, session.id).exchanges if each.answer]
    found = {("answered", each.answer.id) for each in kept} | {
        ("rated", each.answer.id) for each in kept if each.rating
    }
    assert [row for row in acknowledged if row not in found] == []
    storage.close()
