"""Keyboard, screen readers, small screens, large text, light and dark."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from assistant.ui.markup import plain
from tests.browser.talk import IN_SCOPE, OUT_OF_SCOPE, ask, complete, focus_is_on, lit_text, quote_of

# The lowest contrast of every visible text, by the formula of WCAG 2.2, and where it is.
LOWEST_CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return (colour[3] ?? 1) === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement));
  };
  const light = (colour) => {
    const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const rows = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const isShown = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    if (!node.textContent.trim() || !isShown || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName)) continue;
    const back = ground(element);
    const [a, b] = [light(over(numbers(getComputedStyle(element).color), back)), light(back)].sort((x, y) => y - x);
    rows.push([(a + 0.05) / (b + 0.05), node.textContent.trim().slice(0, 40)]);
  }
  return rows.sort((x, y) => x[0] - y[0])[0];
}"""

# What sticks out of the page to the left or right, or has to be scrolled sideways; what is cut on purpose is not meant.
OVERFLOWING = """(width) => {
  const style = (element) => getComputedStyle(element);
  const isCut = (element) => element && element !== document.body &&
    (style(element).overflowX !== "visible" || style(element).clipPath !== "none" || isCut(element.parentElement));
  const sticksOut = (element) => {
    const { left, right, width: size } = element.getBoundingClientRect();
    return size > 1 && (left < -0.5 || right > width + 0.5) && !isCut(element.parentElement);
  };
  const scrolls = (element) => ["auto", "scroll"].includes(style(element).overflowX) &&
    element.scrollWidth > element.clientWidth;
  return [document.documentElement, ...document.querySelectorAll("body *")]
    .filter((element) => element.checkVisibility() && (sticksOut(element) || scrolls(element)))
    .map((element) => `${element.tagName} ${element.id} ${element.className}`);
}"""


def overflowing(page: Page) -> list[str]:
    return page.evaluate(OVERFLOWING, page.viewport_size["width"])


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


def test_from_the_page_to_a_lit_sentence_and_back_by_keyboard_alone(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till frågan")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.type(IN_SCOPE)
    page.keyboard.press("Enter")
    answer = complete(page, 0)
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
        page.keyboard.press("Shift+Tab")
    marker = answer.locator(".cite").last
    assert focus_is_on(marker)
    page.keyboard.press("Enter")
    mark = page.locator("#reader mark.is-touched").first
    expect(mark).to_be_in_viewport()
    assert focus_is_on(mark)
    assert plain(quote_of(marker)) == " ".join(lit_text(page).split())
    tab_to(page, ".back")
    page.keyboard.press("Enter")
    assert focus_is_on(marker)


# Whether one sees where the focus is: a mark around it, and nothing lying over its middle.
FOCUS_IS_SEEN = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const isMarked = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || element.matches("#question textarea");
  const { left, top, width, height } = element.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  const isCovered = !above || !(element.contains(above) || above.contains(element));
  return [element.tagName, element.className, isMarked ? "" : "no mark", isCovered ? "covered" : ""].join(" ").trim();
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_one_sees_where_the_focus_is(open_page, width):
    page = open_page(width, 844, reduced_motion="reduce")
    ask(page, IN_SCOPE)
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS_IS_SEEN))
    assert any(each.startswith("TEXTAREA") for each in seen)
    assert [each for each in seen if each.endswith(("no mark", "covered"))] == []


def test_the_contents_lead_to_their_sections_by_keyboard(open_page):
    page = open_page()
    tab_to(page, ".contents a")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    heading = page.locator("#reader :is(h3, h4):focus")
    expect(heading).to_have_text(name)
    expect(heading).to_be_in_viewport()


def test_the_page_names_its_language_title_and_areas(open_page):
    page = open_page()
    assert page.evaluate("document.documentElement.lang") == "sv"
    expect(page).to_have_title("Tillitsguiden")
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("main", name="Samtal")).to_have_count(1)
    expect(page.get_by_role("complementary", name="Vägledningen")).to_have_count(1)
    expect(page.get_by_role("log", name="Samtal")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tillitsguiden")


def test_finished_sentences_are_spoken(open_page):
    page = open_page()
    answer = ask(page, IN_SCOPE)
    spoken = page.locator("#spoken [aria-live=polite] p")
    shown = " ".join(answer.locator(".words").inner_text().split())
    assert spoken.count() >= 1
    assert " ".join(spoken.first.text_content().split())[:40] in shown


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_nothing_overflows_and_the_sentence_is_one_touch_away(open_page, width):
    page = open_page(width, 844 if width == 390 else 568, has_touch=True, is_mobile=True)
    assert overflowing(page) == []
    expect(page.get_by_label("Din fråga")).to_be_in_viewport()
    marker = ask(page, IN_SCOPE).locator(".cite").first
    assert overflowing(page) == []
    marker.tap()
    expect(page.locator("#reader mark.is-touched").first).to_be_in_viewport()
    back = page.get_by_role("button", name="Tillbaka till svaret")
    expect(back).to_be_in_viewport()
    assert overflowing(page) == []
    back.tap()
    expect(marker).to_be_in_viewport()
    ask(page, OUT_OF_SCOPE)
    ask(page, "x" * 300)
    assert overflowing(page) == []
    page.get_by_role("link", name="Läs vägledningen").tap()
    expect(page.locator("#reader .title")).to_be_in_viewport()
    page.get_by_role("button", name="Tillbaka till samtalet").tap()
    expect(page.get_by_label("Din fråga")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_the_way_to_the_evaluation_stands_beside_words_and_not_alone_on_a_line(open_page, width, locale):
    page = open_page(width, 900, locale=locale)
    line, link = page.locator("#beneath .stored"), page.locator("#beneath .stored a")
    assert link.bounding_box()["x"] > line.bounding_box()["x"] + 60


def test_twice_as_large_text_overflows_nowhere(open_page):
    page = open_page(1280, 800)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    ask(page, IN_SCOPE).locator(".cite").first.click()
    assert overflowing(page) == []
    expect(page.get_by_label("Din fråga")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(open_page, scheme):
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    for question in ("", IN_SCOPE, OUT_OF_SCOPE):
        if question:
            answer = ask(page, question)
            answer.locator(".cite, .nearest").first.click()
        ratio, text = page.evaluate(LOWEST_CONTRAST)
        assert ratio >= 4.5, text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(open_page, scheme):
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

    def serious(state: str) -> list[str]:
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        return [
            f"{state}: {each['id']} at {node['target']}"
            for each in found
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"]
        ]

    found = serious("welcome")
    answer = ask(page, "Vilka fem tips finns?")
    answer.locator(".cite").first.click()
    answer.get_by_role("button", name="Mindre bra svar").click()
    answer.locator(".word").wait_for()
    page.get_by_label("Spara samtalet").click()
    found += serious("answer")
    page.keyboard.press("Escape")
    ask(page, OUT_OF_SCOPE)
    page.get_by_role("button", name="Ändra frågan").click()
    page.get_by_text("Du ändrar din senaste fråga.").wait_for()
    found += serious("refusal, being changed")
    page.get_by_role("link", name="In English").click()
    page.get_by_label("Your question").wait_for()
    page.locator("#opening").wait_for(state="detached")
    found += serious("English")
    assert found == []


def test_dark_and_light_differ(open_page):
    grounds = {
        open_page(color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


def test_on_a_laptop_the_panes_scroll_and_the_input_stays(open_page):
    page = open_page(1280, 720)
    for _ in range(3):
        ask(page, IN_SCOPE)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    for pane in ("#talk", "#reader"):
        assert page.locator(pane).evaluate("pane => pane.scrollHeight > pane.clientHeight")
    expect(page.get_by_label("Din fråga")).to_be_in_viewport()
    expect(page.get_by_text("Samtalet finns bara i den här fliken")).to_be_in_viewport()
