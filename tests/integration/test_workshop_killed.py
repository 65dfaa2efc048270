"""Pulling the plug on a running workshop: what was acknowledged is there afterwards."""

import subprocess
import sys
from pathlib import Path

from assistant.workshop import facilitation
from assistant.workshop.records import Exchange
from assistant.workshop.storage import FILE, Storage

ROOT = Path(__file__).parents[2]
ROUNDS = 20

PROGRAM = """
import sys, threading
from pathlib import Path
from assistant.records import Answer
from assistant.workshop import facilitation, participation
from assistant.workshop.codes import Door
from assistant.workshop.pace import Pace
from assistant.workshop.records import Rating
from assistant.workshop.storage import Storage

storage = Storage(Path(sys.argv[1]))
session = facilitation.create_session(storage).session
pace = Pace(1_000_000)
saying = threading.Lock()

def say(*words):
    with saying:
        print(*words, flush=True)

def participant():
    token = participation.join(storage, Door(), session.code, "device").token
    while True:
        asked = participation.ask(storage, pace, token, "Vad gör jag när strömmen går?")
        say("asked", asked.id)
        answer = Answer(str(asked.id), "q", "q", "sv", "answered", None, "extractive", None, "Svar")
        participation.store_answer(storage, asked.id, answer)
        say("answered", asked.id)
        participation.rate(storage, token, asked.id, Rating("down", "word", consents=True))
        say("rated", asked.id)

for _ in range(4):
    threading.Thread(target=participant).start()
"""


def killed_after(path: Path, acknowledgements: int) -> set[tuple[str, int]]:
    """Let four participants write until so many things were acknowledged, kill them, and give all that were."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if len(lines) == acknowledgements:
            process.kill()  # SIGKILL: no handler, no closing, no flushing
    process.wait(30)
    # A line that was cut in the middle acknowledges nothing.
    return {(words[0], int(words[1])) for line in lines if line.endswith("\n") and len(words := line.split()) == 2}


def has(exchange: Exchange | None, what: str) -> bool:
    return exchange is not None and (
        what == "asked" or (what == "answered" and exchange.answer is not None) or exchange.rating is not None
    )


def test_everything_acknowledged_is_there_after_twenty_killings(tmp_path):
    path = tmp_path / FILE
    acknowledged: set[tuple[str, int]] = set()
    for turn in range(ROUNDS):
        acknowledged |= killed_after(path, 5 + 7 * turn)
    storage = Storage(path)
    found = {
        exchange.id: exchange
        for session in facilitation.sessions(storage)
        for exchange in facilitation.changes_since(storage, session.id).exchanges
    }
    assert len(facilitation.sessions(storage)) == ROUNDS
    assert len(acknowledged) >= sum(5 + 7 * turn for turn in range(ROUNDS))
    assert [row for row in acknowledged if not has(found.get(row[1]), row[0])] == []
    assert storage.rows("PRAGMA integrity_check")[0][0] == "ok"
    storage.close()
