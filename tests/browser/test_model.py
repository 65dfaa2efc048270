"""A language model is set, a real one that talks nonsense: whose words are shown, and how far they are supported."""

import json
import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.talk import ask
from tests.integration.model_server import Handler, serving
from tests.integration.small_model import CONTEXT_TOKENS, small_model
from tests.launched import launch

QUESTION = "What is trust-based leadership?"
TRANSLATION = "Trust-based leadership is a management philosophy that gives each employee more room to act."
INVENTED = "It was introduced in 1987 by 40 managers."
TIMEOUT_S = 20
SAID_TOKENS = 40


class Citing(Handler):
    """Has the small model answer, sets a figure nobody gave and a translation after it, and markers after sentences."""

    address: str

    def do_POST(self) -> None:  # noqa: N802 - the name that the standard library calls
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(("citing", body, {}))
        asked = {"messages": body["messages"], "max_tokens": SAID_TOKENS, "temperature": 0}
        reply = httpx.post(f"{self.address}/v1/chat/completions", json=asked, timeout=TIMEOUT_S).raise_for_status()
        said = reply.json()["choices"][0]["message"]["content"].split("\n")[0].rstrip(".")
        self._stream("citing", re.sub(r"(?<=[.!?])(?=\s|$)", " [1]", f"{said}. {INVENTED} {TRANSLATION}"))


@pytest.fixture(scope="module")
def model():
    with small_model() as address:
        yield type("CitingThis", (Citing,), {"address": address.removesuffix("/v1")})


@pytest.fixture
def page(browser, model, tmp_path) -> Page:
    with serving(model) as server:
        flags = ("--model", "smollm2", "--model-url", server.address("citing"))
        settings = {"FALLBACK": "false", "TIMEOUT_S": str(TIMEOUT_S), "TOKENS": str(CONTEXT_TOKENS)}
        app = launch(tmp_path, *flags, **{f"TILLIT_MODEL_{name}": text for name, text in settings.items()})
        opened = browser.new_page(locale="sv-SE")
        opened.server = server
        try:
            opened.goto(app.url)
            opened.locator("#opening").wait_for(state="detached")
            yield opened
        finally:
            opened.close()
            app.process.kill()


def test_whose_words_is_a_switch_and_what_has_no_support_or_cannot_be_judged_is_marked(page):
    marks = page.locator("#newest .words .support")
    expect(page.get_by_role("radio", name="Formulerat")).to_be_checked()
    formulated = ask(page, QUESTION)
    expect(formulated.locator(".origin")).to_contain_text("smollm2")
    shown = marks.all_inner_texts()
    assert {"saknar stöd", "ej bedömd"} <= set(shown)
    expect(formulated.locator(".words [data-support=unsupported].said").last).to_contain_text(INVENTED)
    expect(formulated.locator(".words [data-support=unjudged].said").last).to_contain_text(TRANSLATION)
    expect(formulated.locator(".doubt").first).to_be_visible()
    asked = len(page.server.asked)
    assert asked >= 1

    page.get_by_text("Ordagrant", exact=True).click()
    expect(page.get_by_role("radio", name="Ordagrant")).to_be_checked()
    quoted = ask(page, QUESTION)
    expect(quoted.locator(".origin")).to_have_text("Ordagrant ur vägledningen")
    expect(quoted.locator(".cite").first).to_be_visible()
    expect(marks).to_have_count(0)
    assert len(page.server.asked) == asked, "the model was asked for the guidance's own words"
