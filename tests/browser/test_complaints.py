"""What a browser complains of fails a test, and what Gradio says when its page is left does not."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.complaints import watch

SITE = "http://127.0.0.1:9"
ENDED = "AbortError: signal is aborted without reason"


@pytest.fixture
def page(browser: Browser):
    """Give a page of a made-up site: a path names the script that complains, as soon as it runs or on leaving."""
    opened = browser.new_page()

    def answer(route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.endswith(".js"):
            complain = f"console.error({ENDED!r})"
            when = "addEventListener('beforeunload', () => {})" if "late" in path else complain
            route.fulfill(body=when.replace("{}", f"{{ {complain} }}"), content_type="text/javascript")
        else:
            route.fulfill(body=f"<script src='{path}.js'></script>", content_type="text/html")

    opened.route("**/*", answer)
    yield opened
    opened.close()


def complaints(page: Page, *paths: str) -> list[str]:
    problems: list[str] = []
    watch(page, problems)
    for path in paths:
        page.goto(f"{SITE}{path}")
        page.evaluate("1")  # what was said until now has arrived
    return problems


def test_what_gradio_says_on_leaving_is_forgotten(page):
    assert complaints(page, "/assets/late", "/assets/late") == []


def test_what_gradio_says_while_its_page_stays_is_not(page):
    assert complaints(page, "/assets/soon") == [ENDED]
    page.evaluate("history.replaceState(null, '', '#other')")
    assert complaints(page, "/assets/soon", "/assets/soon#other") == [ENDED]


def test_what_our_own_scripts_say_is_never_forgotten(page):
    assert complaints(page, "/tillitsguiden/late", "/assets/late", "/assets/late") == [ENDED]
