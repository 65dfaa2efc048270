"""What can be done with an answer, with the conversation, and with the guidance."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.talk import IN_SCOPE, OUT_OF_SCOPE, ask, complete, focus_is_on

# Whether an element is what one touches at its own middle and at its lower edge.
NOTHING_LIES_OVER = """(element) => {
  const { left, top, width, height, bottom } = element.getBoundingClientRect();
  return [top + height / 2, bottom - 2].every((y) => element.contains(document.elementFromPoint(left + width / 2, y)));
}"""


# As when one has read down to an element and no further.
JUST_ABOVE_THE_INPUT = """(element) => {
  const edge = document.querySelector("#composer").getBoundingClientRect().top;
  scrollBy(0, element.getBoundingClientRect().bottom + 4 - edge);
}"""


def test_an_answer_is_copied_with_its_sources(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    answer = ask(page, IN_SCOPE)
    answer.get_by_role("button", name="Kopiera svaret med källor").click()
    expect(page.get_by_text("Kopierat, med källor.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(IN_SCOPE)
    assert "[1] ”Definitionen av ett tillitsbaserat ledarskap varierar" in copied


def test_a_thumb_and_a_word_are_stored_and_a_reload_remembers_them(open_page, app):
    page = open_page()
    answer = ask(page, OUT_OF_SCOPE)
    down = answer.get_by_role("button", name="Mindre bra svar")
    down.press("Enter")
    expect(answer.get_by_text("Tack! Tummen är sparad.")).to_be_visible()
    field = answer.get_by_label("Vad saknades eller blev fel?")
    field.fill("Jag ville veta mer")
    field.press("Enter")
    expect(answer.get_by_text("Tack! Det hjälper oss.")).to_be_visible()
    assert focus_is_on(down)
    page.reload()
    expect(page.get_by_role("button", name="Mindre bra svar")).to_have_attribute("aria-pressed", "true")
    with sqlite3.connect(app.data / "workshop.sqlite3") as database:
        rows = database.execute("SELECT vote FROM ratings WHERE word = 'Jag ville veta mer'").fetchall()
    assert rows == [("down",)]
    page.get_by_role("button", name="Mindre bra svar").click()
    expect(page.get_by_text("Tummen är borttagen.")).to_be_visible()


@pytest.mark.parametrize(("name", "ending"), [("Word", "docx"), ("PDF", "pdf"), ("Markdown", "md")])
def test_the_conversation_is_saved(open_page, name, ending):
    page = open_page()
    expect(page.get_by_label("Spara samtalet")).to_be_hidden()
    ask(page, IN_SCOPE)
    page.get_by_label("Spara samtalet").press("Enter")
    with page.expect_download() as saving:
        page.get_by_role("button", name=name).press("Enter")
    assert saving.value.suggested_filename.endswith(ending)
    assert saving.value.path().stat().st_size > 500
    ask(page, OUT_OF_SCOPE)  # the page goes on: its connection is still open


def test_a_conversation_that_cannot_be_saved_is_told_and_stays(open_page):
    page = open_page()
    ask(page, IN_SCOPE)
    page.route("**/tillitsguiden/save", lambda route: route.fulfill(body="<h1>Nej</h1>"))
    page.get_by_label("Spara samtalet").press("Enter")
    page.get_by_role("button", name="Word").press("Enter")
    expect(page.locator("#said")).to_have_text("Samtalet gick inte att spara. Det är kvar i fliken: försök igen.")
    assert page.locator(".exchange").count() == 1


def test_the_last_question_is_changed_in_the_input(open_page):
    page = open_page()
    ask(page, OUT_OF_SCOPE)
    change = page.get_by_role("button", name="Ändra frågan")
    field = page.get_by_label("Din fråga")
    change.click()
    expect(field).to_have_value(OUT_OF_SCOPE)
    expect(field).to_be_focused()
    field.press("Escape")
    expect(page.get_by_text("Du ändrar din senaste fråga.")).to_have_count(0)
    change.click()
    expect(field).to_have_value(OUT_OF_SCOPE)
    field.fill(IN_SCOPE)
    field.press("Enter")
    expect(page.locator("#newest .question")).to_contain_text(IN_SCOPE)
    assert complete(page, 0).locator(".cite").count() >= 1
    assert page.locator(".exchange").count() == 1


def test_all_that_an_answer_cites_is_lit_with_its_number_and_what_is_touched_stands_out(open_page):
    page = open_page()
    answer = ask(page, "Vilka fem tips finns?")
    numbers = page.locator("#reader mark[data-number]")
    expect(numbers).to_have_count(answer.locator(".source").count())
    expect(page.locator("#reader mark.is-touched")).to_have_count(0)
    answer.locator(".cite").nth(1).click()
    expect(page.locator("#reader mark.is-touched[data-number]")).to_have_attribute("data-number", "2")
    expect(numbers).to_have_count(answer.locator(".source").count())


def test_an_address_of_a_section_leads_there(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.locator("#reader .anchor").nth(2).press("Enter")
    expect(page.get_by_text("Länken är kopierad")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert "/#text-" in address
    page.goto("about:blank")
    page.goto(address)
    heading = page.locator(f"[id='{address.split('#')[1]}']")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_on_a_phone_the_address_of_a_section_opens_it_although_a_conversation_was_kept(open_page):
    page = open_page(390, 844, has_touch=True, is_mobile=True)
    ask(page, IN_SCOPE)
    link = page.locator("#reader .anchor").nth(2).get_attribute("href")
    heading = page.locator(f"[id='{link[1:]}']")
    page.goto(f"{page.url}{link}")
    expect(heading).to_be_focused()
    for _ in range(2):
        page.reload()
        page.locator("#opening").wait_for(state="detached")
        expect(page.locator(".exchange")).to_have_count(1)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
    page.get_by_role("button", name="Tillbaka till samtalet").tap()
    expect(page.get_by_label("Din fråga")).to_be_in_viewport()
    answer = ask(page, OUT_OF_SCOPE)
    expect(answer.locator(".question")).to_be_in_viewport()


def test_on_a_phone_the_form_for_a_word_comes_out_from_behind_the_input(open_page):
    page = open_page(390, 844, has_touch=True, is_mobile=True)
    answer = ask(page, "Vilka fem tips finns?")
    for thumb, field in (("Bra svar", "Vad var bra?"), ("Mindre bra svar", "Vad saknades eller blev fel?")):
        button = answer.get_by_role("button", name=thumb, exact=True)
        button.evaluate(JUST_ABOVE_THE_INPUT)
        button.tap()
        word, send = answer.get_by_label(field), answer.get_by_role("button", name="Skicka")
        for part in (word, send):
            expect(part).to_be_in_viewport(ratio=1)
        page.wait_for_function(NOTHING_LIES_OVER, arg=send.element_handle())


@pytest.mark.parametrize(
    ("printed", "there", "gone"), [("guide", "#reader article", "#talk"), ("talk", "#talk", "#reader")]
)
def test_the_guidance_or_the_conversation_is_printed_without_what_is_only_for_the_screen(
    open_page, printed, there, gone
):
    page = open_page()
    ask(page, IN_SCOPE)
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    if printed == "guide":
        page.get_by_role("button", name="Skriv ut vägledningen").click()
    else:
        page.get_by_label("Spara samtalet").click()
        page.get_by_role("button", name="Skriv ut", exact=True).click()
    page.emulate_media(media="print")
    expect(page.locator(there)).to_be_visible()
    for hidden in (gone, "#composer", "#save", ".foot .tools"):
        expect(page.locator(hidden).first).to_be_hidden()
    if printed == "talk":
        quote = page.locator("#talk .source q").first
        assert quote.evaluate(
            "quote => quote.scrollWidth <= quote.clientWidth + 1 || getComputedStyle(quote).display === 'inline'"
        )
