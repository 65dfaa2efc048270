"""Speed and memory, as ratios within one run. Repeat with: python tests/benchmarks/speed.py."""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.settings import close_doors, load  # noqa: E402

QUESTIONS = (
    "Vad är tillitsbaserat ledarskap?", "Vilka nackdelar finns det?", "Hur hanterar jag svåra samtal?",
    "Vem är Louise Bringselius?", "Hur får jag medarbetarna mer delaktiga?", "Vad kostar en omelett?",
    "Varför behövs dialog i teamet?", "Ska jag som chef sätta gränser?", "Hur lång tid tar det?", "Vilka tips ger ni?",
)  # fmt: skip
ELLIPTIC = (
    ("Vilka fördelar har ett tillitsbaserat ledarskap?", "och nackdelarna?"),
    ("Hur hanterar chefen svåra samtal?", "och små misstag?"),
    ("Varför behövs dialog i teamet?", "och återkoppling?"),
    ("Vad innebär tillit för chefen?", "och medarbetarna?"),
    ("Hur skapar chefen motivation i gruppen?", "och delaktighet?"),
)
EMPTY_PAGE = "import gradio as gr\nwith gr.Blocks() as page:\n    pass\npage.launch(server_port={port}, quiet=True)\n"


def main() -> int:
    """Measure everything and print one line each: what, measured, allowed."""
    close_doors()
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            **measure_answers(Path(folder)),
            **measure_follow_ups(Path(folder)),
            **measure_page(Path(folder)),
        }
    limits = {
        "warm answer / bare encode and verify, median": ("<=", 1.3),
        "ingest / bare encode of the same texts, throughput": (">=", 0.85),
        "ingest of an unchanged corpus, s": ("<=", 0.5),
        "page served / empty Gradio page, median": ("<=", 1.3),
        "memory of the running app, GB": ("<=", 1.3),
    }
    failed = 0
    for name, value in figures.items():
        sign, limit = limits.get(name, ("", None))
        is_kept = limit is None or (value <= limit if sign == "<=" else value >= limit)
        failed += not is_kept
        print(f"{name:52} {value:8.3f}  {f'{sign} {limit}' if limit else '':8} {'' if is_kept else 'MISSED'}")
    print("Repeat with: python tests/benchmarks/speed.py")
    return 1 if failed else 0


def measure_answers(folder: Path) -> dict[str, float]:
    """Compare answering and ingesting with bare calls of the encoder, turn by turn in the same process."""
    from assistant.answering import VERIFIED
    from assistant.documents import read_corpus
    from assistant.embeddings import load_encoder
    from assistant.ingestion import ingest
    from assistant.passages import embedded_text, sentence_text, split_corpus
    from assistant.pipeline import open_assistant
    from assistant.verifier import load_verifier, read_text

    settings = load({"data": folder / "data"})
    encoder = load_encoder(settings)
    assistant = open_assistant(settings, encoder=encoder)
    verifier = load_verifier()
    read = {q: [read_text(row.passage) for row in assistant.search(q).found[:VERIFIED]] for q in QUESTIONS}
    for question in QUESTIONS:
        assistant.answer(question)
    rounds = [
        (
            timed(lambda q=question: assistant.answer(q)),
            timed(lambda q=question: encoder.encode_questions([q])),
            timed(lambda q=question: verifier.read(q, read[q])),
        )
        for _ in range(8)
        for question in QUESTIONS
    ]
    passages = split_corpus(read_corpus(settings.corpus).documents, encoder.count_tokens, encoder.max_tokens)
    texts = [embedded_text(passage) for passage in passages]
    several = [sentence_text(p, sentence) for p in passages if len(p.sentences) > 1 for sentence in p.sentences]
    ratios, rates = [], []
    for _ in range(5):
        bare = timed(lambda: encoder.encode_texts(texts)) + timed(lambda: encoder.encode_texts(several))
        whole = timed(lambda: ingest(settings, rebuild=True, encoder=encoder))
        ratios.append(bare / whole)
        rates.append(len(passages) / whole)
    unchanged = [timed(lambda: ingest(settings, encoder=encoder)) for _ in range(5)]
    return {
        "warm answer, ms, median": statistics.median(answer for answer, _, _ in rounds) * 1000,
        "of which bare encode, ms, median": statistics.median(encode for _, encode, _ in rounds) * 1000,
        "of which bare verify, ms, median": statistics.median(verify for _, _, verify in rounds) * 1000,
        "warm answer / bare encode and verify, median": statistics.median(
            answer / (encode + verify) for answer, encode, verify in rounds
        ),
        "ingest, passages per second": statistics.median(rates),
        "ingest / bare encode of the same texts, throughput": statistics.median(ratios),
        "ingest of an unchanged corpus, s": statistics.median(unchanged),
    }


def measure_follow_ups(folder: Path) -> dict[str, float]:
    """Compare understanding a piece of a question, its words never met before, with encoding the whole question."""
    from assistant.embeddings import load_encoder
    from assistant.pipeline import open_assistant
    from assistant.records import Turn

    settings = load({"data": folder / "data"})
    encoder = load_encoder(settings)
    rounds = []
    for _ in range(5):
        assistant = open_assistant(settings, encoder=encoder)  # a new one, since vectors of words are kept
        for first, piece in ELLIPTIC:
            answer = assistant.answer(piece, [Turn(first, assistant.answer(first))])
            again = assistant.answer(piece, [Turn(first, assistant.answer(first))])
            bare = timed(lambda query=answer.query: encoder.encode_questions([query])) * 1000
            rounds.append((answer.timings_ms["understand"], again.timings_ms["understand"], bare))
    return {
        "understanding a piece of a question, ms, median": statistics.median(first for first, _, _ in rounds),
        "the same, its words met before, ms, median": statistics.median(again for _, again, _ in rounds),
        "understanding / bare encode of the whole, median": statistics.median(f / bare for f, _, bare in rounds),
    }


def measure_page(folder: Path) -> dict[str, float]:
    """Start the app and an empty Gradio page in turns; the app's memory once it answers."""
    empty = folder / "empty.py"
    rounds, memory, ready = [], 0.0, []
    for _ in range(3):
        port = free_port()
        empty.write_text(EMPTY_PAGE.format(port=port), "utf-8")
        bare = started([sys.executable, str(empty)], port, lambda _: None)
        port = free_port()
        seen: list[float] = []
        command = [sys.executable, "app.py", "--no-browser", "--port", str(port), "--data", str(folder / "data")]
        own = started(command, port, lambda process, p=port, s=seen: s.extend(until_it_answers(process, p)))
        rounds.append(own / bare)
        ready.append(seen[0])
        memory = max(memory, seen[1])
    return {
        "page served / empty Gradio page, median": statistics.median(rounds),
        "start to first answer, s, median": statistics.median(ready),
        "memory of the running app, GB": memory,
    }


def started(command: list[str], port: int, then: Callable[[subprocess.Popen[bytes]], object]) -> float:
    """Start a server; give the seconds until it serves its page. ``then`` runs before it is stopped."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not fetched(f"http://127.0.0.1:{port}/"):
            if process.poll() is not None or time.perf_counter() - began > 120:
                raise RuntimeError(f"{command} did not serve a page")
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        then(process)
        return seconds
    finally:
        process.kill()
        process.wait()


def until_it_answers(process: subprocess.Popen[bytes], port: int) -> tuple[float, float]:
    """Ask through the page's API; give seconds until the answer is there, and the process's memory in GB."""
    began = time.perf_counter()
    base = f"http://127.0.0.1:{port}/gradio_api/call/ask"
    request = urllib.request.Request(
        base, json.dumps({"data": [QUESTIONS[0], []]}).encode(), {"Content-Type": "application/json"}
    )
    event = json.load(urllib.request.urlopen(request, timeout=60))["event_id"]
    body = urllib.request.urlopen(f"{base}/{event}", timeout=180).read().decode()
    if "citations" not in body:
        raise RuntimeError(f"no answer record: {body[:200]}")
    status = Path(f"/proc/{process.pid}/status")
    kilobytes = int(status.read_text().split("VmRSS:")[1].split()[0]) if status.exists() else 0
    return time.perf_counter() - began, kilobytes / 1e6


def fetched(url: str) -> bool:
    """Tell whether a page is served."""
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except (urllib.error.URLError, OSError):
        return False


def timed(call: Callable[[], object]) -> float:
    """Give the seconds a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
