"""The report of a run, opened from the disk in a real Chromium: light and dark, wide and narrow, on paper."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.documents import read_corpus
from assistant.evaluation.answer_rows import AS_TYPED, Played
from assistant.evaluation.prompts import Prompt
from assistant.evaluation.report.writing import PAGE, judge, write_report
from assistant.evaluation.run_folder import ANSWERS, describe, finish, read_run, start
from assistant.evaluation.suites import load_suite
from assistant.records import Answer, AnswerSentence, Citation, Retrieved
from tests.browser.talk import ROOT
from tests.browser.test_access import LOWEST_CONTRAST, overflowing

HOSTILE = "<img src=x onerror=document.title='hacked'><script>document.title='hacked'</script>"
GATES = """gates:
  - {metric: cited_recall, slice: {kind: answerable}, min: 0.5}
  - {metric: refusal_recall, slice: {kind: near_miss}, min: 0.8}
  - {metric: vital_facts, versus: baseline, max_drop: 0.02}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """Write the reports of two made-up runs of a real suite: in the second, every fifth answer is another's."""
    folder = tmp_path_factory.mktemp("report")
    source = folder / "suite.yaml"
    text = (ROOT / "tests" / "suites" / "tillit-sv.yaml").read_text("utf-8")
    source.write_text(re.sub(r"^gates:\n(  - .*\n)+", GATES, text, count=1, flags=re.MULTILINE), "utf-8")
    documents = read_corpus(ROOT / "corpus").documents
    suite = load_suite(source, documents)
    texts = {document.name: document.text for document in documents}
    about = describe(suite, source, {"encoder": "x"}, documents)
    for name, every in (("old", 0), ("new", 5)):
        start(folder / name, about, source)
        with (folder / name / ANSWERS).open("w", encoding="utf-8") as file:
            for number, prompt in enumerate(suite.prompts):
                is_other = every and number % every == 0
                answered = suite.prompts[(number + 9) % len(suite.prompts)] if is_other else prompt
                row = Played(prompt.id, AS_TYPED, 0, prompt.turns, number == 0, answer(answered, texts, number))
                file.write(row.as_line())
        finish(folder / name, about, suite, documents)
    new, old = read_run(folder / "new"), read_run(folder / "old")
    write_report(folder / "new", new, judge(new, old))
    return folder / "new" / PAGE


def answer(prompt: Prompt, texts: dict[str, str], number: int) -> Answer:
    """Answer a prompt with its own gold, or with markup where it has none."""
    places = [group[0] for group in prompt.quotes]
    quotes = [texts[place.document][place.start : place.end] for place in places]
    citations = [
        Citation(rank, place.document, "T", "Avsnitt", place.start, place.end, quote)
        for rank, (place, quote) in enumerate(zip(places, quotes, strict=True), start=1)
    ]
    return Answer(
        id=prompt.id, question=prompt.turns[-1], query=prompt.turns[-1], language="sv",
        status="answered" if quotes else "refused", reason=None, mode="extractive", model=None,
        text=" ".join(f"{quote} [{rank}]" for rank, quote in enumerate(quotes, start=1)) or HOSTILE,
        sentences=tuple(AnswerSentence(quote, (rank,), "verbatim") for rank, quote in enumerate(quotes, start=1)),
        citations=tuple(citations),
        retrieved=tuple(Retrieved(c.document, c.section, c.start, c.end, c.number, 0.9, 0.9, 1.0) for c in citations),
        confidence=1 - number / 200,
        timings_ms={"retrieve": 80.0 + number, "total": 90.0 + number},
    )  # fmt: skip


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Callable[..., Page]]:
    """Open the report from the disk; at the end it may have asked for nothing else, and nothing may have failed."""
    asked: list[str] = []
    problems: list[str] = []
    contexts = []

    def open_report(width: int = 1200, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text))
        page.goto(report.as_uri())
        return page

    yield open_report
    for context in contexts:
        context.close()
    assert set(asked) == {report.as_uri()}
    assert problems == []


def open_all(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_everything_is_legible_and_nothing_sticks_out(opened, scheme, width):
    page = opened(width, color_scheme=scheme)
    open_all(page)
    assert page.evaluate(LOWEST_CONTRAST)[0] >= 4.5
    found = [each for each in overflowing(page) if "scroll" not in each]  # wide tables scroll in a frame of their own
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_verdict_stands_first_and_the_demands_below_it(opened):
    page = opened()
    verdict = page.get_by_label("Omdöme")
    expect(verdict).to_be_in_viewport()
    expect(verdict).to_contain_text("krav")
    expect(page.locator(".gate")).to_have_count(3)
    assert page.locator(".gate .limit").count() == 3


def test_markup_in_an_answer_is_shown_and_does_nothing(opened):
    page = opened()
    open_all(page)
    assert page.title() != "hacked"
    assert page.locator("main img, main script").count() == 0
    assert page.get_by_text(HOSTILE, exact=True).count() > 0


def test_old_and_new_answers_stand_side_by_side_with_their_sentences_lit(opened):
    page = opened()
    worse = page.locator("details.prompt").filter(has=page.locator(".pill.worse")).first
    worse.locator("summary").click()
    before, now = worse.locator(".answer").all()
    expect(before).to_contain_text("Förut")
    expect(now).to_contain_text("Nu")
    assert before.locator("mark").count() > 0
    box, other = before.bounding_box(), now.bounding_box()
    assert abs(box["y"] - other["y"]) < 2
    assert box["x"] + box["width"] <= other["x"]


def test_the_questions_are_found_by_words_outcome_and_kind(opened, report):
    page = opened()
    results = json.loads((report.parent / "metrics.json").read_text("utf-8"))["results"]
    wrong = sum(not result["is_right"] for result in results.values())
    shown = page.locator(".case:not([hidden])")
    expect(shown).to_have_count(len(results))
    page.get_by_label("Visa").select_option("wrong")
    expect(shown).to_have_count(wrong)
    expect(page.get_by_role("status")).to_have_text(f"{wrong} av {len(results)} frågor visas.")
    page.get_by_label("Visa").select_option("")
    page.get_by_label("Slag").select_option("out_of_scope")
    expect(shown).to_have_count(sum(result["kind"] == "out_of_scope" for result in results.values()))
    page.get_by_label("Slag").select_option("")
    page.get_by_role("searchbox").fill("bringselius universitet")
    assert 0 < shown.count() < 10
    page.get_by_role("searchbox").fill("finns-ingenstans")
    expect(shown).to_have_count(0)


def test_on_paper_everything_is_open_and_dark(opened):
    page = opened(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    expect(page.locator(".filter")).to_be_hidden()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_without_scripts_every_question_is_still_there(browser, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator(".case").count() == 103
    expect(page.locator(".filter")).to_be_hidden()
    context.close()
