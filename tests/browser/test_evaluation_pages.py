"""Utvärdering and Bedöm in a real Chromium: a run from choosing to its report, a quote marked in the text, judging."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.documents import read_corpus
from assistant.evaluation.suites import load_suite
from tests.browser.talk import ROOT
from tests.browser.test_access import LOWEST_CONTRAST, overflowing
from tests.launched import App, launch

QUOTE = "Dialogen är chefens framgångsnyckel."
SUITE = f"""schema: 1
suite: prov
gates: [{{metric: citation_validity, min: 1}}]
prompts:
  - id: dialog
    kind: answerable
    question: "Varför är dialogen chefens framgångsnyckel?"
    gold: {{quotes: [{{any_of: ["{QUOTE}"]}}], facts: [{{id: f1, any_of: ["framgångsnyckel"]}}]}}
  - id: cykel
    kind: out_of_scope
    question: "Hur lagar jag en cykelpunktering?"
    expect: {{status: refused}}
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluated")
    (folder / "suites").mkdir()
    (folder / "suites" / "prov.yaml").write_text(SUITE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def evaluated(data) -> Iterator[App]:
    """Start the app with an own suite of two questions."""
    running = launch(data)
    yield running
    running.process.kill()


@pytest.fixture
def opened(browser: Browser, evaluated: App) -> Iterator[Callable[..., Page]]:
    """Open pages; at the end none may have failed or broken its policy."""
    problems: list[str] = []
    contexts = []

    def note(line) -> None:
        # The browser says so of every form that is shown once more to be mended.
        if line.type == "error" and "422" not in line.text:
            problems.append(line.text)

    def open_page(path: str, width: int = 1440, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE", **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note)
        page.goto(evaluated.url.rstrip("/") + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def played(page: Page) -> None:
    """Choose the own suite, run it, and wait until it is done."""
    page.get_by_label("Testfrågor", exact=True).select_option("egen:prov.yaml")
    page.get_by_role("button", name="Kör", exact=True).click()
    expect(page.locator("#outcome")).to_contain_text("Klart: alla 2 frågor", timeout=120_000)


def test_from_the_chat_over_a_run_to_its_report_and_back(opened):
    chat = opened("/")
    with chat.expect_popup() as tab:
        chat.locator(".stored a").click()
    page = tab.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Utvärdering")
    played(page)
    expect(page.locator("#outcome")).to_be_focused()
    expect(page.locator(".run").first).to_contain_text("2 av 2 frågor fick rätt slags svar")
    page.get_by_role("link", name="Läs rapporten").click()
    expect(page.get_by_label("Omdöme")).to_be_visible()
    page.get_by_label("Slag").select_option("out_of_scope")  # its script runs, shut off as it is
    expect(page.locator(".case:not([hidden])")).to_have_count(1)
    page.get_by_role("link", name="Tillbaka till Utvärdering").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utvärdering")


def test_a_quote_marked_with_the_mouse_and_one_chosen_by_keyboard_are_saved(opened, data):
    page = opened("/utvardering/fraga?svit=egen:prov.yaml")
    page.get_by_label("Frågan, som").fill("Hur viktig är dialogen?")
    page.get_by_role("button", name="Spara frågan").click()
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("#wrong-quotes")).to_contain_text("behöver minst ett ställe")
    sentence = page.locator("#article .sentence", has_text=QUOTE)
    sentence.scroll_into_view_if_needed()
    sentence.click(click_count=3)
    expect(page.locator("#marked")).to_contain_text("framgångsnyckel")
    sentence.evaluate("(element) => getSelection().selectAllChildren(element)")
    page.get_by_role("button", name="Använd det markerade").click()
    expect(page.get_by_label("Ställe 1", exact=True)).to_have_value(QUOTE)
    page.locator("#article").press("ArrowDown")
    page.locator("#article").press("Enter")
    expect(page.get_by_label("Ställe 2", exact=True)).not_to_have_value("")
    chosen = page.get_by_label("Ställe 2", exact=True).input_value()
    page.get_by_label("Ord som svaret måste innehålla").fill("framgångsnyckel")
    page.get_by_role("button", name="Spara frågan").click()
    expect(page.get_by_role("status")).to_have_text("Sparad: Hur viktig är dialogen?")
    documents = read_corpus(ROOT / "corpus").documents
    prompt = load_suite(data / "suites" / "prov.yaml", documents).prompts[-1]
    text = documents[0].text
    first, second = (text[group[0].start : group[0].end] for group in prompt.quotes)
    assert (first, " ".join(second.split())) == (QUOTE, chosen)
    # Taken away again, so that the other walks find two questions.
    page.get_by_role("link", name="Ändra: Hur viktig är dialogen?").click()
    page.get_by_text("Ta bort frågan").click()
    page.get_by_role("button", name="Ja, ta bort den").click()
    expect(page.get_by_role("status")).to_have_text("Frågan är borttagen.")


def test_an_answer_is_judged_and_kept_as_it_is_filled_in(opened, data):
    page = opened("/utvardering")
    played(page)
    page.get_by_role("link", name="Bedöm svaren").first.click()
    page.get_by_label("Dina initialer").fill("ab")
    page.get_by_role("button", name="Börja bedöma").click()
    page.get_by_label("Delvis", exact=True).check()
    expect(page.locator("#kept")).to_have_text("Sparat")
    question = page.locator(".asked").inner_text()
    page.reload()
    assert page.locator(".asked").inner_text() != question  # the first that is left
    page.get_by_role("link", name="Föregående").click()
    expect(page.get_by_label("Delvis", exact=True)).to_be_checked()
    page.get_by_role("button", name="Spara och nästa").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Spara och nästa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack! Du har bedömt alla 2 svar.")
    assert list((data / "labels").iterdir())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_page_is_legible_fits_and_has_nothing_serious_against_it(opened, data, scheme, width):
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page = opened("/utvardering", width, color_scheme=scheme, bypass_csp=True)
    if not any((data / "runs").glob("*/report.html")):
        played(page)
    run = next((data / "runs").glob("*/report.html")).parent.name
    paths = (
        "/utvardering",
        "/utvardering/svit?namn=egen:prov.yaml",
        "/utvardering/fraga?svit=egen:prov.yaml&id=dialog",
        "/utvardering/finns-inte",
        "/bedom",
        f"/bedom/svar?vem=XY&korning={run}&nr=1",
        f"/bedom/svar?vem=XY&korning={run}&nr=2",
        f"/bedom/resultat?korning={run}",
    )
    base = page.url.partition("/utvardering")[0]
    for path in paths:
        if path.endswith("finns-inte"):
            continue  # the browser notes a page that is not there as an error; it has the same frame
        page.goto(base + path)
        ratio, text = page.evaluate(LOWEST_CONTRAST)
        skip = "Hoppa till innehållet"  # cut away until it has the focus
        assert ratio >= 4.5 or text == skip, (path, text)
        assert [each for each in overflowing(page) if "skip" not in each] == [], path
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == [], path
