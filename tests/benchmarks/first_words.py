"""From Enter to the first words of an answer, in a real Chromium. Repeat with: python tests/benchmarks/first_words.py.

After each question the same one is encoded and verified bare on the same machine, so that what the page, the server and
the search add can be told from what the models take.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.answering import VERIFIED  # noqa: E402
from assistant.embeddings import load_encoder  # noqa: E402
from assistant.pipeline import open_assistant  # noqa: E402
from assistant.settings import close_doors, load  # noqa: E402
from assistant.verifier import load_verifier, read_text  # noqa: E402
from tests.browser.conftest import CLOSED  # noqa: E402
from tests.browser.talk import ask  # noqa: E402
from tests.launched import launch  # noqa: E402

LIMIT_MS = 150.0
ROUNDS = 3
QUESTIONS = (
    "Vad är tillitsbaserat ledarskap?", "Vilka nackdelar finns det?", "Hur hanterar jag svåra samtal?",
    "Vem är Louise Bringselius?", "Hur får jag medarbetarna mer delaktiga?", "Varför behövs dialog i teamet?",
    "Ska jag som chef sätta gränser?", "Hur lång tid tar det?", "Vilka tips ger ni?", "Vad innebär tillit?",
    "Vad kostar en omelett?", "What is trust-based leadership?",
)  # fmt: skip
WATCH = """() => {
    const shown = window.measured = {};
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') { shown.pressed = performance.now(); shown.asked = shown.words = null; }
    }, true);
    const painted = (name) => requestAnimationFrame(() => setTimeout(() => { shown[name] ??= performance.now(); }));
    new MutationObserver(() => {
        const exchange = document.querySelector('#newest .exchange');
        if (exchange && shown.pressed && !shown.asked) painted('asked');
        if (exchange?.querySelector('.words')?.textContent.trim() && shown.pressed && !shown.words) painted('words');
    }).observe(document.querySelector('#talk'), {childList: true, subtree: true});
}"""
"""Notes when Enter is pressed, and when the question and the first words of its answer have been painted."""


def main() -> int:
    """Measure, and print one line for each figure."""
    close_doors()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    beside = [shown - encode for _, shown, encode, _ in rows]
    print(f"questions, each in a conversation of its own            {len(rows)}")
    line("Enter to the first words, ms", [shown for _, shown, _, _ in rows])
    line("Enter to the question on the screen, ms", [asked for asked, _, _, _ in rows])
    line("bare encoding, ms", [encode for _, _, encode, _ in rows])
    line("bare reading of passages by the verifier, ms", [verify for _, _, _, verify in rows])
    line(f"first words beside the encoding, ms (<= {LIMIT_MS:.0f})", beside)
    line("beside the encoding and the verifier, ms", [shown - encode - verify for _, shown, encode, verify in rows])
    print("Repeat with: python tests/benchmarks/first_words.py")
    return 1 if statistics.median(beside) > LIMIT_MS else 0


def measure(folder: Path) -> list[tuple[float, float, float, float]]:
    """Ask every question on the page, and have its models' work done bare right after.

    Returns:
        For each question the milliseconds to itself and to the first words on the screen, of encoding, of verifying.
    """
    settings = load({"data": folder})
    encoder, verifier = load_encoder(settings), load_verifier()
    assistant = open_assistant(settings, encoder=encoder)
    read = {q: [read_text(row.passage) for row in assistant.search(q).found[:VERIFIED]] for q in QUESTIONS}
    app = launch(folder)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CLOSED))
            page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="sv-SE")
            page.goto(app.url)
            page.locator("#opening").wait_for(state="detached")
            for question in QUESTIONS:  # warms the app, the page and this process
                shown_after(page, question)
                encoder.encode_questions([question])
                verifier.read(question, read[question])
            page.evaluate(WATCH)
            return [
                (
                    *shown_after(page, question),
                    timed(lambda q=question: encoder.encode_questions([q])),
                    timed(lambda q=question: verifier.read(q, read[q])),
                )
                for _ in range(ROUNDS)
                for question in QUESTIONS
            ]
    finally:
        app.end()


def shown_after(page: Page, question: str) -> tuple[float, float]:
    """Ask in a new conversation; give the milliseconds until the question, and the answer's first words, are shown."""
    page.get_by_role("button", name="Nytt samtal").click()
    page.locator(".welcome").wait_for()
    ask(page, question)
    page.wait_for_function("() => !window.measured || (measured.asked && measured.words)")  # both are painted
    told = page.evaluate("() => window.measured ?? {pressed: 0, asked: 0, words: 0}")
    return told["asked"] - told["pressed"], told["words"] - told["pressed"]


def timed(call: Callable[[], object]) -> float:
    """Give the milliseconds a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def line(name: str, values: list[float]) -> None:
    """Print the median and the 95th percentile."""
    high = statistics.quantiles(values, n=20)[-1]
    print(f"{name:55} {statistics.median(values):7.1f}  95 of 100 within {high:7.1f}")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
