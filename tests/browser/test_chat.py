"""The chat as a manager meets it."""

import pytest
from playwright.sync_api import expect

from assistant.ui.markup import plain
from tests.browser.talk import IN_SCOPE, OUT_OF_SCOPE, ask, complete, focus_is_on, lit_text, quote_of

HOSTILE = '${1+1} {{x}} {% y %} <img src=x onerror=alert(1)> "><script>alert(2)</script> **fet** [1] &amp; \\n'


def test_every_marker_lights_exactly_the_words_it_cites(open_page):
    page = open_page()
    answer = ask(page, IN_SCOPE)
    markers = answer.locator(".cite")
    assert markers.count() >= 1
    for marker in markers.all():
        marker.click()
        first = page.locator("#reader mark.is-touched").first
        expect(first).to_be_in_viewport()
        expect(first).to_have_attribute("data-number", marker.inner_text())
        assert focus_is_on(first)
        assert plain(quote_of(marker)) == " ".join(lit_text(page).split())


def test_the_way_back_to_the_marker_is_a_button_and_escape(open_page):
    page = open_page()
    marker = ask(page, IN_SCOPE).locator(".cite").first
    for go_back in (
        page.get_by_role("button", name="Tillbaka till svaret").click,
        lambda: page.keyboard.press("Escape"),
    ):
        marker.click()
        expect(page.locator("#reader mark.is-touched")).not_to_have_count(0)
        go_back()
        expect(page.locator("#reader mark.is-touched")).to_have_count(0)
        assert focus_is_on(marker)
    expect(page.get_by_role("button", name="Tillbaka till svaret")).to_be_hidden()


def test_each_source_has_a_line_that_leads_to_its_sentence(open_page):
    page = open_page()
    answer = ask(page, IN_SCOPE)
    sources = answer.locator(".source")
    numbers = {marker.inner_text() for marker in answer.locator(".cite").all()}
    assert {source.locator(".number").inner_text() for source in sources.all()} == numbers
    sources.last.click()
    expect(page.locator("#reader mark.is-touched").first).to_be_in_viewport()
    assert plain(quote_of(sources.last)) == " ".join(lit_text(page).split())


def test_lighting_another_sentence_leaves_the_text_as_it_was(open_page):
    page = open_page()
    before = page.locator("#reader article").inner_text()
    for marker in ask(page, "Vilka fem tips finns?").locator(".cite").all():
        marker.click()
    page.get_by_role("button", name="Nytt samtal").click()
    expect(page.locator("#reader mark")).to_have_count(0)
    assert page.locator("#reader article").inner_text() == before


def test_a_refusal_looks_like_help_and_leads_to_the_nearest_section(open_page):
    page = open_page()
    answer = ask(page, OUT_OF_SCOPE)
    expect(answer.locator(".answer")).to_have_attribute("data-status", "refused")
    assert answer.locator(".cite, .source").count() == 0
    answer.get_by_role("button", name="Visa närmaste avsnitt").click()
    heading = page.locator("#reader :is(h2, h3, h4):focus")
    expect(heading).to_be_in_viewport()
    assert page.locator("#reader mark").count() == 0
    page.keyboard.press("Escape")
    assert focus_is_on(answer.locator(".nearest"))


def test_a_suggestion_is_asked_at_once(open_page):
    page = open_page()
    suggestion = ask(page, OUT_OF_SCOPE).locator("button.ask").first
    words = suggestion.inner_text()
    suggestion.click()
    answer = complete(page, 1)
    expect(answer.locator(".question")).to_contain_text(words)
    expect(answer.locator(".answer")).not_to_have_attribute("data-status", "refused")


def test_a_starting_question_is_answered_with_sources(open_page):
    page = open_page()
    starters = page.locator(".welcome button.ask")
    expect(starters).to_have_count(3)
    starters.first.click()
    assert complete(page, 0).locator(".cite").count() >= 1


def test_a_new_conversation_is_empty_and_knows_nothing_of_the_old(open_page):
    page = open_page()
    ask(page, IN_SCOPE).locator(".cite").first.click()
    page.get_by_role("button", name="Nytt samtal").click()
    expect(page.locator(".welcome")).to_be_visible()
    assert page.locator(".exchange").count() == 0
    assert page.locator("#reader mark").count() == 0
    assert focus_is_on(page.get_by_label("Din fråga"))
    ask(page, IN_SCOPE)
    assert page.locator(".exchange").count() == 1


def test_two_tabs_have_their_own_conversations(open_page):
    one, two = open_page(), open_page()
    ask(one, IN_SCOPE)
    assert two.locator(".exchange").count() == 0
    ask(two, "Vad innebär tillit?")
    assert one.locator(".exchange").count() == 1
    expect(one.locator(".question")).to_contain_text(IN_SCOPE)


def test_whatever_is_typed_is_shown_as_text(open_page):
    page = open_page()
    answer = ask(page, HOSTILE)
    expect(answer.locator(".question")).to_have_text(f"Du frågade: {HOSTILE.strip()}")
    assert page.locator("#talk").locator("img, script, svg:not(.icon), b, strong").count() == 0


def test_shift_enter_makes_a_line_and_enter_asks(open_page):
    page = open_page()
    field = page.get_by_label("Din fråga")
    field.fill("Vad är")
    field.press("Shift+Enter")
    field.press_sequentially("tillit?")
    expect(field).to_have_value("Vad är\ntillit?")
    assert page.locator(".exchange").count() == 0
    field.press("Enter")
    complete(page, 0)
    expect(field).to_have_value("")


def test_a_question_that_is_too_long_is_kept_and_the_limit_is_told(open_page):
    page = open_page()
    field = page.get_by_label("Din fråga")
    field.fill("å" * 1012)
    expect(page.get_by_text("Frågan är 12 tecken för lång.")).to_be_visible()
    field.press("Enter")
    page.get_by_role("button", name="Fråga", exact=True).click()
    field.fill("å" * 950)
    expect(page.get_by_text("50 tecken kvar")).to_be_visible()
    assert page.locator(".exchange").count() == 0


@pytest.mark.parametrize("question", ["", "   "])
def test_nothing_is_not_asked(open_page, question):
    page = open_page()
    page.get_by_label("Din fråga").fill(question)
    page.get_by_role("button", name="Fråga", exact=True).click()
    ask(page, IN_SCOPE)
    assert page.locator(".exchange").count() == 1
