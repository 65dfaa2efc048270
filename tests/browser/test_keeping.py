"""What a conversation outlives: a reload, the other language, a lost connection, a restarted server."""

import shutil
import signal
import sqlite3
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.talk import IN_SCOPE, OUT_OF_SCOPE, ask
from tests.launched import launch


def test_a_reload_keeps_the_conversation_and_what_was_being_typed(open_page):
    page = open_page()
    ask(page, "Vilka fem tips finns?")
    ask(page, IN_SCOPE)
    page.get_by_label("Din fråga").fill("Halvskriven")
    page.reload()
    page.locator("#opening").wait_for(state="detached")
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".question").first).to_contain_text("Vilka fem tips finns?")
    expect(page.get_by_label("Din fråga")).to_have_value("Halvskriven")
    followed = ask(page, "Och det tredje?")
    expect(followed.locator(".answer")).not_to_have_attribute("data-status", "refused")


def test_a_new_conversation_stays_new_after_a_reload(open_page):
    page = open_page()
    ask(page, IN_SCOPE)
    page.get_by_role("button", name="Nytt samtal").click()
    page.locator(".welcome").wait_for()
    page.reload()
    page.locator("#opening").wait_for(state="detached")
    expect(page.locator(".welcome")).to_be_visible()


def test_the_other_language_is_one_press_away_and_keeps_the_conversation(open_page):
    page = open_page()
    ask(page, IN_SCOPE)
    page.get_by_role("link", name="In English").click()
    page.wait_for_url("**/en/")
    expect(page.locator(".exchange .source")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    page.goto(page.url.removesuffix("en/"))
    page.wait_for_url("**/en/")
    page.get_by_role("link", name="På svenska").click()
    expect(page.get_by_label("Din fråga")).to_be_visible()


def test_a_browser_in_english_gets_the_english_page(open_page):
    page = open_page(locale="en-GB")
    expect(page.get_by_label("Your question")).to_be_visible()
    assert page.url.endswith("/en/")


def ratings(data: Path) -> int:
    """Count what is kept of thumbs."""
    if not (data / "workshop.sqlite3").is_file():
        return 0
    with sqlite3.connect(data / "workshop.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM ratings").fetchone()[0])


def test_a_lost_server_is_told_in_swedish_and_its_return_brings_the_conversation_back(browser, app, tmp_path):
    shutil.copytree(app.data, tmp_path, dirs_exist_ok=True)  # saves reading the guidance in once more
    before = ratings(tmp_path)
    first = launch(tmp_path)
    port = int(first.url.rstrip("/").rsplit(":", 1)[1])
    second = None
    page = browser.new_page(locale="sv-SE")
    try:
        page.goto(first.url)
        page.locator("#opening").wait_for(state="detached")
        up = ask(page, IN_SCOPE).get_by_role("button", name="Bra svar", exact=True)
        up.click()
        expect(page.get_by_text("Tack! Tummen är sparad.")).to_be_visible()
        field = page.get_by_label("Din fråga")
        field.fill(OUT_OF_SCOPE)
        first.process.send_signal(signal.SIGKILL)
        first.process.wait()
        expect(page.get_by_text("Ingen kontakt med Tillitsguiden.")).to_be_visible(timeout=15_000)
        field.press("Enter")
        expect(page.locator(".exchange")).to_have_count(1)
        second = launch(tmp_path, port=port)
        expect(page.get_by_text("Kontakten är tillbaka")).to_be_visible(timeout=30_000)
        page.locator("#opening").wait_for(state="detached")
        expect(page.locator(".exchange .cite")).not_to_have_count(0)
        expect(field).to_have_value(OUT_OF_SCOPE)
        expect(up).to_have_attribute("aria-pressed", "true")
        up.click()
        expect(page.get_by_text("Tummen är borttagen.")).to_be_visible()
        assert ratings(tmp_path) == before
    finally:
        page.close()
        for app in (first, second):
            if app and app.process.poll() is None:
                app.process.kill()
