"""A workshop played through in real browsers: phones, the facilitator's page and the big screen."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.complaints import watch
from tests.browser.talk import ANSWER_MS, IN_SCOPE, OUT_OF_SCOPE, ask
from tests.browser.test_access import overflowing
from tests.room import Phone, Workshop, start

ROOM_MS = 15_000
"""A phone looks every five seconds how the room stands."""
HOSTILE = "<img src=x onerror=alert(1)> Vilka nackdelar finns det?"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    running = start(tmp_path_factory.mktemp("data"))
    yield running
    running.kill()


@pytest.fixture
def open_context(browser: Browser) -> Iterator:
    """Open windows of different people; none may fail, or show a dialog of somebody's markup."""
    problems: list[str] = []
    contexts = []

    def opened(width: int = 1440, height: int = 900, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        # A workshop is deleted while pages look: their doors are closed.
        watch(page, problems, expected="403 (Forbidden)")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def phone(open_context, workshop: Workshop, **options) -> Page:
    """Join with a phone, by the address in the square."""
    page = open_context(390, 844, has_touch=True, is_mobile=True, **options)
    page.goto(f"{workshop.url}/?kod={workshop.code}")
    expect(page.get_by_label("Kod", exact=True)).to_have_value(workshop.code)
    page.get_by_role("button", name="Gå med").tap()
    page.locator("#talk .welcome").wait_for()
    page.locator("#opening").wait_for(state="detached")
    return page


def lead(open_context, workshop: Workshop, **options) -> Page:
    """Open the facilitator's page by its link."""
    page = open_context(**options)
    link = workshop.link
    page.goto(link)
    expect(page).to_have_url(f"{workshop.url}/ledare")
    page.locator("#summary section").first.wait_for()
    return page


def card_of(page: Page, question: str):
    return page.locator("li.question").filter(has=page.get_by_role("heading", name=question, exact=True)).first


def test_a_workshop_from_the_first_question_to_the_end(open_context, workshop):
    leader = lead(open_context, workshop)
    screen = leader.context.new_page()
    screen.goto(f"{workshop.url}/projektor")
    expect(screen.locator("#screen .code")).to_have_text(f"{workshop.code[:3]} {workshop.code[3:]}")
    one, other = phone(open_context, workshop), phone(open_context, workshop)
    ask(one, IN_SCOPE)
    ask(other, HOSTILE)
    card = card_of(leader, IN_SCOPE)
    expect(card).to_contain_text("Besvarad")
    expect(leader.locator("#arrived")).not_to_be_empty()
    expect(card_of(leader, HOSTILE)).to_be_visible()
    card.get_by_role("button", name="Visa på storbilden").click()
    expect(screen.locator("#screen h1")).to_have_text(IN_SCOPE)
    expect(screen.locator("#screen mark").first).to_be_visible()
    expect(screen.locator("#screen")).to_contain_text("Tillitsguidens egna frågor")
    card_of(leader, HOSTILE).get_by_role("button", name="Visa på storbilden").click()
    expect(screen.locator("#screen h1")).to_have_text(HOSTILE)
    leader.get_by_role("button", name="Stäng för frågor").click()
    expect(one.locator("#room-state")).to_contain_text("tar inte emot frågor", timeout=ROOM_MS)
    assert "tar inte emot frågor" in ask(one, "Vad är mod?").inner_text()
    leader.get_by_role("button", name="Öppna för frågor").click()
    expect(one.locator("#room-state")).to_be_empty(timeout=ROOM_MS)
    one.reload()
    expect(one.locator(".exchange")).to_have_count(1, timeout=ANSWER_MS)
    expect(one.locator(".exchange").first).to_contain_text(IN_SCOPE)
    another = one.context.new_page()
    section = one.locator("#reader .anchor").nth(2).get_attribute("href")
    another.goto(f"{workshop.url}/{section}")
    expect(another.locator(".exchange")).to_have_count(1, timeout=ANSWER_MS)
    expect(another.locator(f"[id='{section[1:]}']")).to_be_in_viewport()
    thumb = another.get_by_role("button", name="Bra svar", exact=True)
    thumb.click()
    expect(thumb).to_have_attribute("aria-pressed", "true")
    expect(card_of(leader, IN_SCOPE)).to_contain_text("Tumme upp")
    with leader.expect_download() as saved:
        leader.get_by_text("Spara", exact=True).click()
        leader.get_by_role("link", name="Markdown").click()
    text = saved.value.path().read_text("utf-8")
    assert IN_SCOPE in text
    card_of(leader, HOSTILE).get_by_role("button", name="Ta bort från storbilden").click()
    expect(screen.locator("#screen .qr")).to_be_visible()
    card_of(leader, HOSTILE).get_by_role("button", name="Dölj").click()
    expect(leader.get_by_role("radio", name="Dolda (1)")).to_be_attached()
    expect(leader.get_by_role("radio", name="Alla (1)")).to_be_checked()
    leader.get_by_role("button", name="Avsluta workshopen").click()
    leader.get_by_role("button", name="Ja, avsluta").click()
    expect(leader.locator("#state")).to_have_text("Avslutad")
    expect(leader.locator(".way-in")).to_be_hidden()
    expect(screen.locator("#screen h1")).to_have_text("Tack för idag!")
    expect(screen.locator("#screen :is(.qr, .code)")).to_have_count(0)
    expect(one.locator("#room-state")).to_contain_text("Workshopen är avslutad", timeout=ROOM_MS)
    for asking in (
        one.get_by_label("Din fråga"),
        one.get_by_role("button", name="Ändra frågan"),
        one.locator(".again, .questions"),
    ):
        expect(asking.locator("visible=true")).to_have_count(0)
    leader.get_by_role("button", name="Starta en ny workshop").click()
    expect(leader.locator("#state")).to_have_text("Öppen för frågor")
    newcomer = Phone(workshop.url)
    newcomer.join(leader.locator("#code").inner_text())
    newcomer.ask(OUT_OF_SCOPE)
    card_of(leader, OUT_OF_SCOPE).get_by_role("button", name="Visa på storbilden").click()
    elsewhere = open_context(storage_state=leader.context.storage_state())
    elsewhere.goto(f"{workshop.url}/projektor")
    for wall in (screen, elsewhere):
        expect(wall.locator("#screen h1")).to_have_text(OUT_OF_SCOPE)
    leader.get_by_role("button", name="Radera allt").click()
    leader.get_by_role("button", name="Ja, radera allt").click()
    expect(leader.get_by_role("heading", name="Raderat")).to_be_focused()
    expect(leader.locator("main")).to_contain_text("3 frågor")
    # On the wall it is gone too: beside the facilitator's page stands how to join the next workshop, elsewhere nothing.
    expect(screen.locator("#screen h1")).to_have_text("Fråga vägledningen")
    expect(elsewhere.locator("#screen")).to_be_empty()
    expect(elsewhere.get_by_role("alert")).to_contain_text("den är raderad")
    for wall in (screen, elsewhere):
        expect(wall.get_by_text(OUT_OF_SCOPE)).to_have_count(0)
    expect(one).to_have_url(f"{workshop.url}/ga-med?borta=ja", timeout=ROOM_MS)
    expect(one.get_by_role("status")).to_contain_text("ditt samtal är borttaget")
    assert one.evaluate("sessionStorage.length") == 0
    one.go_back()
    expect(one.get_by_label("Kod", exact=True)).to_be_visible()
    expect(one.get_by_text(IN_SCOPE)).to_have_count(0)
    leader.get_by_role("link", name="Till den nya workshopen").click()
    expect(leader.locator("#count")).to_have_text("0")
    expect(screen.locator("#screen .code")).to_have_text(leader.locator("#code").inner_text())


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Give a workshop in which something was asked."""
    running = start(tmp_path_factory.mktemp("busy"))
    asked = Phone(running.url)
    asked.join(running.code)
    for question in (IN_SCOPE, OUT_OF_SCOPE, f"{'Lång' * 80} {HOSTILE}", "Vad betyder tillitsbaserat ledarskap?"):
        asked.ask(question)
    yield running
    running.kill()


def test_the_focus_stays_while_questions_arrive(open_context, busy):
    leader = lead(open_context, busy)
    pin = card_of(leader, IN_SCOPE).get_by_role("button", name="Fäst")
    pin.focus()
    leader.keyboard.press("Enter")
    unpin = card_of(leader, IN_SCOPE).get_by_role("button", name="Lossa")
    expect(unpin).to_be_focused()
    expect(leader.locator("li.question").first).to_contain_text(IN_SCOPE)
    answer = card_of(leader, IN_SCOPE).locator("details")
    answer.locator("summary").click()
    newcomer = Phone(busy.url)
    newcomer.join(busy.code)
    newcomer.ask("Varför behövs dialog i teamet?")
    expect(card_of(leader, "Varför behövs dialog i teamet?")).to_contain_text("Varför")
    expect(answer.locator("summary")).to_be_focused()
    expect(answer).to_have_attribute("open", "")
    leader.keyboard.press("Shift+Tab")
    unpin.press("Enter")
    expect(card_of(leader, IN_SCOPE).get_by_role("button", name="Fäst")).to_be_visible()


def test_a_reminder_comes_before_personal_details_are_sent(open_context, busy):
    page = phone(open_context, busy)
    told = "Min kollega Birgitta på ekonomi kommer alltid sent, vad gör jag?"
    field = page.get_by_label("Din fråga")
    field.fill(told)
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="namnet på någon")).to_be_visible()
    page.get_by_role("button", name="Ändra frågan").last.tap()
    expect(field).to_be_focused()
    expect(field).to_have_value(told)
    page.get_by_role("button", name="Skicka ändå").tap()
    expect(page.locator(".exchange").first).to_have_attribute("data-busy", "no", timeout=ANSWER_MS)
    expect(page.locator(".reminder")).to_have_count(0)
    expect(field).to_have_value("")
    field.fill(told)
    field.press("Enter")
    expect(page.locator(".reminder")).to_be_visible()
    field.fill("")  # nothing is left to be reminded of
    expect(page.locator(".reminder")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_serious_faults_or_overflows(open_context, busy, scheme):
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    leader = lead(open_context, busy, **options)
    leader.locator("details").evaluate_all("all => all.forEach((each) => each.open = true)")
    screen = leader.context.new_page()
    joining = open_context(**options)
    pages = {"leader": leader, "joining": joining, "chat": phone(open_context, busy, **options)}
    joining.goto(f"{busy.url}/ga-med")
    for name, page in pages.items():
        check(axe, name, page)
    for question in (None, IN_SCOPE, OUT_OF_SCOPE):
        if question:
            leader.set_viewport_size({"width": 1440, "height": 900})
            card_of(leader, question).get_by_role("button", name="Visa på storbilden").click()
        screen.goto(f"{busy.url}/projektor")
        expect(screen.locator("#screen h1")).to_have_text(question or "Fråga vägledningen")
        check(axe, f"screen with {question}", screen)
    card_of(leader, OUT_OF_SCOPE).get_by_role("button", name="Ta bort från storbilden").click()
    expect(screen.locator("#screen .code")).to_be_visible()


def check(axe: str, name: str, page: Page) -> None:
    """Look for faults, and for what sticks out on large and small screens and with large text."""
    page.evaluate(axe)
    violations = page.evaluate("axe.run().then(({ violations }) => violations)")
    assert [each["id"] for each in violations if each["impact"] in {"serious", "critical"}] == [], name
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflowing(page) == [], f"{name} at {width}"
        torn = "all => all.filter((each) => each.getClientRects().length > 1).length"
        assert page.locator(".marked").evaluate_all(torn) == 0, f"{name} at {width}: a marker alone on a line"
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflowing(page) == [], f"{name} with large text"
    page.evaluate("document.documentElement.style.fontSize = ''")
