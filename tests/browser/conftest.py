"""A real launch of app.py and a real Chromium; what is missing fails, nothing is skipped."""

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.complaints import watch
from tests.launched import App, launch

CLOSED = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = launch(tmp_path_factory.mktemp("data"))
    yield running
    if running.process.poll() is None:
        running.process.kill()


@pytest.fixture(scope="module")  # Playwright holds an event loop while it is open, which other tests could not bear
def browser() -> Iterator[Browser]:
    installed = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        # Without one of the system's, Playwright's own is started, and its absence is the failure.
        chromium = playwright.chromium.launch(executable_path=installed, args=list(CLOSED))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, app: App) -> Iterator:
    """Open pages of the app; at the end none may have asked another machine, failed, or shown a dialog."""
    requests: list[str] = []
    problems: list[str] = []
    contexts = []

    def note_dialog(dialog) -> None:
        problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def opened(width: int = 1440, height: int = 900, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **{"locale": "sv-SE"} | options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        watch(page, problems)
        page.on("dialog", note_dialog)
        page.goto(app.url)
        page.locator("#talk .welcome").wait_for()
        page.locator("#opening").wait_for(state="detached")
        return page

    yield opened
    for context in contexts:
        context.close()
    hosts = {urlsplit(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts <= {"127.0.0.1"}, requests
    assert problems == []
