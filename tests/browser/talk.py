"""Words for what a person does on the page."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from assistant.documents import read_document

ROOT = Path(__file__).resolve().parents[2]
ANSWER_MS = 60_000

IN_SCOPE = "Vad är ett tillitsbaserat ledarskap?"
OUT_OF_SCOPE = "Hur lagar jag en cykelpunktering?"


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it with Enter, and give its exchange once the answer is complete."""
    count = page.locator(".exchange").count()
    field = page.get_by_label("Din fråga")
    field.fill(question)
    field.press("Enter")
    return complete(page, count)


def complete(page: Page, count: int) -> Locator:
    """Wait for the exchange after ``count`` others."""
    exchange = page.locator(".exchange").nth(count)
    expect(exchange).to_have_attribute("data-busy", "no", timeout=ANSWER_MS)
    return exchange


def quote_of(marker: Locator) -> str:
    """Give the words a marker points at, from the file itself."""
    place = marker.evaluate("element => ({...element.dataset})")
    document = read_document(place["document"], (ROOT / "corpus" / place["document"]).read_text("utf-8"))
    return document.text[int(place["start"]) : int(place["end"])]


def lit_text(page: Page) -> str:
    """Give what is lit more strongly than the rest, since it was touched."""
    return "".join(page.locator("#reader mark.is-touched").all_text_contents())


def focus_is_on(locator: Locator) -> bool:
    """Say whether an element has the focus."""
    return locator.evaluate("element => element === document.activeElement")
