"""A workshop under load, over real HTTP on this machine. Repeat with: python tests/benchmarks/workshop_load.py.

Each participant asks every 20 seconds through the queue that the page's own script uses; pages look whether the server
is there as often as in a browser, and one facilitator's page and one big screen are open.
"""

import argparse
import itertools
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.room import Leader, Phone, Workshop, start  # noqa: E402

EVERY_S = 20.0
QUESTIONS = (
    "Vad är tillitsbaserat ledarskap?", "Vilka nackdelar finns det?", "Hur hanterar jag svåra samtal?",
    "Vem är Louise Bringselius?", "Hur får jag medarbetarna mer delaktiga?", "Vad kostar en omelett?",
    "Varför behövs dialog i teamet?", "Ska jag som chef sätta gränser?", "Hur lång tid tar det?", "Vilka tips ger ni?",
    "Och det tredje?", "Kan du utveckla det?", "Hur bygger man tillit på distans?", "what is trust based leadership?",
)  # fmt: skip


@dataclass
class Record:
    """What happened."""

    times_s: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    cpu_s: float = 0.0
    """Of the server."""


def main() -> int:
    """Play a workshop and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workshop = start(Path(folder))
        try:
            record, kept = play(workshop, given.participants, given.minutes * 60)
        finally:
            workshop.kill()
    times = sorted(record.times_s)
    limit_s = 1.5 if given.participants <= 30 else 6.0
    p95 = quantile(times, 0.95)
    print(f"participants                  {given.participants}, each every {EVERY_S:.0f} s for {given.minutes:g} min")
    print(f"answered                      {len(times)}")
    print(f"failed                        {len(record.failures)}  {record.failures[:1] or ''}")
    print(f"kept on the disk              {kept}")
    print(f"p50                           {quantile(times, 0.5):.2f} s")
    print(f"p95                           {p95:.2f} s  (wanted: under {limit_s:g} s)")
    print(f"longest                       {times[-1] if times else 0:.2f} s")
    print(f"memory at start / end / most  {' / '.join(f'{gb(size):.2f}' for size in summary(record.memory))} GB")
    print(f"the server's CPU per answer   {record.cpu_s / max(len(times), 1):.2f} s")
    print(f"load of the machine           {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, the players included")
    again = f"--participants {given.participants} --minutes {given.minutes:g}"
    print(f"Repeat with: python tests/benchmarks/workshop_load.py {again}")
    return 1 if record.failures or kept != len(times) or p95 > limit_s else 0


def play(workshop: Workshop, participants: int, over_s: float) -> tuple[Record, int]:
    """Let everybody in, let them ask, and give what happened and how many answers are kept."""
    record, ended = Record(), threading.Event()
    leader = Leader(workshop)
    phones = [Phone(workshop.url) for _ in range(participants)]
    for phone in phones:
        if phone.join(workshop.code).status_code != 303:
            raise RuntimeError("A participant could not join.")
        phone.client.get("/").raise_for_status()
    phones[0].ask(QUESTIONS[0])  # waits until the model is loaded
    server = psutil.Process(workshop.process.pid)
    record.memory.append(server.memory_info().rss)
    spent_s = sum(server.cpu_times()[:2])
    began = time.perf_counter()
    players = [
        threading.Thread(
            target=keep_asking, args=(phone, number, began + EVERY_S * number / participants, over_s, record)
        )
        for number, phone in enumerate(phones)
    ]
    watcher = threading.Thread(target=keep_looking, args=(leader, participants, server, record, ended))
    for thread in (*players, watcher):
        thread.start()
    for thread in players:
        thread.join()
    ended.set()
    watcher.join()
    record.cpu_s = sum(server.cpu_times()[:2]) - spent_s
    record.memory.append(server.memory_info().rss)
    kept = sum(not card["waits"] for card in leader.changes()["cards"]) - 1
    return record, kept


def keep_asking(phone: Phone, number: int, first: float, over_s: float, record: Record) -> None:
    """Ask at fixed times, whether the last answer was slow or not."""
    questions = itertools.islice(itertools.cycle(QUESTIONS), number, None)
    for due in itertools.takewhile(lambda due: due < first + over_s, itertools.count(first, EVERY_S)):
        time.sleep(max(0.0, due - time.perf_counter()))
        asked = time.perf_counter()
        try:
            reply = phone.ask(next(questions))
        except (httpx.HTTPError, RuntimeError) as error:
            record.failures.append(repr(error))
            continue
        if reply.answer and not reply.note:
            record.times_s.append(time.perf_counter() - asked)
        else:
            record.failures.append(reply.note or "no answer")


def keep_looking(
    leader: Leader, participants: int, server: psutil.Process, record: Record, ended: threading.Event
) -> None:
    """Look as often as a facilitator's page, a big screen and everybody's chat do."""
    seen = 0
    with httpx.Client(base_url=leader.client.base_url, timeout=60) as tab:
        for turn in itertools.count():
            if ended.wait(0.5):
                return
            if turn % 3 == 0:
                seen = leader.changes(seen)["changes"]
            if turn % 8 == 0:
                leader.client.get("/ledare/summary")
            if turn % 2 == 0:
                leader.client.get("/projektor/shown")
            for _ in range(max(1, participants // 10)):
                tab.get("/tillitsguiden/alive")
            record.memory.append(server.memory_info().rss)


def summary(memory: list[int]) -> tuple[int, int, int]:
    """Give the first, the last and the most."""
    return memory[0], memory[-1], max(memory)


def quantile(times: list[float], share: float) -> float:
    """Give the time within which a share of the answers came (nearest rank); 0 where none did."""
    return times[min(len(times) - 1, max(0, int(share * len(times) + 0.999999) - 1))] if times else 0.0


def gb(size: int) -> float:
    """Give bytes as gigabytes."""
    return size / 1024**3


if __name__ == "__main__":
    sys.exit(main())
