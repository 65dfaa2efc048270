"""The report: every figure of the page is in metrics.json, and nothing in it acts or breaks out."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assistant.evaluation.answer_rows import AS_TYPED, Played
from assistant.evaluation.catalogue import catalogue
from assistant.evaluation.comparing import compare_scores
from assistant.evaluation.deciding import Decision, decide
from assistant.evaluation.figures import figures
from assistant.evaluation.prompts import Gate
from assistant.evaluation.report import wording
from assistant.evaluation.report.page import as_page
from assistant.evaluation.report.summary import as_markdown
from assistant.evaluation.report.tables import as_csv, as_junit
from assistant.evaluation.run_folder import Run
from assistant.evaluation.scoring import score_rows
from assistant.evaluation.statistics import NOTHING
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, SHORT, TEXTS, answer, fact, prompt, refusal, scores

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3)) ![b](http://x.invalid/c)"
GATES = (
    Gate("cited_recall", {"kind": "answerable"}, at_least=0.3),
    Gate("must_not", {}, at_least=1.0),
    Gate("refusal_recall", {"kind": "near_miss"}, at_least=0.8),
    Gate("vital_facts", {}, max_drop=0.02),
    Gate("length_words", {}, at_most=40.0),
    Gate("must_not", {"section": "Om <b>vila</b>"}, at_least=0.5),
)
ABOUT = {
    "suite": "prov",
    "started": "2026-11-25T02:30:00+00:00",
    "suite_hash": "ab12",
    "corpus_hash": "cd34",
    "settings": {"encoder": "x", "model": None},
    "versions": {"python": "3.12"},
}
TIMES = {"understand": 0.2, "retrieve": 90.1, "answer": 1.0, "check": 0.1, "total": 91.4}


def pairs(*, better: bool):
    rows = [
        (
            prompt("answerable", [REST], [SHORT], id=f"a{n}", section="Om <b>vila</b>", facts=(fact("viktigt"),)),
            answer(REST, SHORT if better else HOURS, found=[HOURS, REST], confidence=0.9 - n / 50, timings_ms=TIMES),
        )
        for n in range(12)
    ]
    rows += [
        (prompt("near_miss", id=f"n{n}", statuses=("refused",)), refusal() if n % 3 else answer(PAUSE, confidence=0.4))
        for n in range(9)
    ]
    hostile = prompt("injection", id="<i>", turns=("Hej", HOSTILE), must_not=(HOSTILE,), section="<u>")
    rows.append((hostile, answer(text=HOSTILE, confidence=0.1)))
    return rows


@pytest.fixture(scope="module")
def judged():
    measured = scores(pairs(better=False), GATES, variants=("typo",))
    rows = [Played(row.prompt, "typo", 0, row.turns, False, row.answer) for row in measured.played]
    rows.append(Played("a0", "paraphrase", 1, ("Annars?",), False, answer(REST, SHORT)))
    cold = Played(measured.played[0].prompt, AS_TYPED, 0, ("Fråga?",), True, measured.played[0].answer)
    new = score_rows(measured.suite, TEXTS, [cold, *measured.played[1:], *rows])
    comparison = compare_scores(new, scores(pairs(better=True)), settings={"encoder": ("<old>", "new")})
    decisions = decide(new, comparison)
    return new, decisions, comparison, figures(new, decisions, comparison)


@pytest.fixture(scope="module")
def page(judged) -> str:
    new, decisions, comparison, found = judged
    return as_page(Run(None, ABOUT, new.suite, TEXTS, new.played), new, decisions, comparison, found)


class Reader(HTMLParser):
    """Collects tags, attributes, figures, and digits that no figure accounts for."""

    VOID = ("meta", "input", "br", "line", "polyline")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict]] = []
        self.tags: list[tuple[str, dict]] = []
        self.figures: list[tuple[str, str, str]] = []
        self.stray: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "data":
            attributes = self.open[-1][1]
            self.figures.append((attributes["data-path"], attributes["value"], data))
        elif re.search(r"\d", data) and not any(
            tag in {"script", "style", "title"} or "data-words" in attributes for tag, attributes in self.open
        ):
            self.stray.append(data.strip())


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_figure_of_the_page_is_in_the_metrics(page, judged):
    metrics = json.loads(json.dumps(judged[3]))
    reader = read(page)
    assert len(reader.figures) > 100
    for path, value, printed in reader.figures:
        found = metrics
        for step in (each.replace("~1", "/").replace("~0", "~") for each in path.split("/")):
            found = found[int(step) if isinstance(found, list) else step]
        assert str(found) == value, path
        assert re.search(r"\d", printed)
    assert reader.stray == []


def test_markup_in_questions_answers_and_suites_is_shown_as_text(page):
    reader = read(page)
    names = [tag for tag, _ in reader.tags]
    assert names.count("script") == 1
    assert "img" not in names
    assert "u" not in names
    assert not [tag for tag, attributes in reader.tags if any(name.startswith("on") for name in attributes)]
    links = [attributes["href"] for tag, attributes in reader.tags if tag == "a"]
    assert links == ["#main"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_asks_for_nothing_from_elsewhere(page):
    reader = read(page)
    assert not [tag for tag, attributes in reader.tags if {"src", "data", "action"} & attributes.keys()]
    assert not [tag for tag, _ in reader.tags if tag in {"link", "iframe", "object", "embed", "base"}]
    assert "url(" not in page.split("</style>")[0]
    assert "@import" not in page


def test_every_table_has_a_caption_and_headings_descend_one_at_a_time(page):
    reader = read(page)
    names = [tag for tag, _ in reader.tags]
    assert names.count("table") == names.count("caption") >= 3
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_verdict_is_said_in_a_sentence(judged):
    _, decisions, _, found = judged
    assert found["verdict"] == "fail"
    assert wording.verdict_sentence(found, decisions) == "1 av 6 krav är inte uppfyllt: inget förbjudet."


def decided(metric: str, verdict: str = "fail", **gate) -> Decision:
    return Decision(Gate(metric, **{"slice": {}, **gate}), catalogue(())[metric], verdict, NOTHING, 0.5)


def test_as_many_demands_are_named_as_are_counted():
    decisions = [
        decided("right_passage", at_least=0.9),
        decided("right_passage", slice={"kind": "answerable"}, at_least=0.9),
        decided("right_passage", slice={"kind": "answerable"}, max_drop=0.02),
        decided("must_not", at_least=1.0),
        decided("must_not", "pass", at_least=1.0),
    ]
    assert wording.verdict_sentence({"verdict": "fail"}, decisions) == (
        "4 av 5 krav är inte uppfyllda: rätt ställe (alla frågor), rätt ställe (Texten har svaret, minst "
        "90\u00a0%), rätt ställe (Texten har svaret, högst 2\u00a0procentenheter sämre "
        "än förra körningen) och inget förbjudet."
    )


def test_the_page_tells_the_time_with_its_zone(page):
    assert f"Körd {wording.when(ABOUT['started'])}" in page
    assert "(UTC" in page


def test_figures_are_whole_and_open_ends_are_empty(judged):
    text = json.dumps(judged[3], allow_nan=False)
    assert json.loads(text)["prompts"] == {
        "all": 22,
        "right": 18,
        "kind": {"answerable": 12, "near_miss": 9, "injection": 1},
        "drafts_left_out": 0,
    }


def test_what_a_spreadsheet_would_run_is_made_harmless(judged):
    found = dict(judged[3])
    row = found["metrics"]["mrr"]["all"]
    text = as_csv({"metrics": {"mrr": {"all": row, "section": {"=1+1": row, '"a",b': row}}}})
    rows = list(csv.reader(io.StringIO(text)))
    assert [each[2] for each in rows[1:]] == ["", "'=1+1", '"a",b']
    assert float(rows[1][3]) == row["value"]


def test_the_xml_has_a_case_for_every_prompt_and_demand(judged):
    new, decisions, _, _ = judged
    suite = ET.fromstring(as_junit(new, decisions)).find("testsuite")
    assert suite.get("tests") == str(22 + 6) == str(len(suite.findall("testcase")))
    failed = [case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None]
    assert {"n0", "n3", "n6", "<i>"} <= set(failed)


def test_the_xml_holds_no_character_that_xml_cannot(judged):
    rows = [(prompt(id="a\x00\x1b", turns=("x\ud800",), statuses=("refused",)), answer(REST, text="\x07\ufffe"))]
    ET.fromstring(as_junit(scores(rows), ()))


def test_the_summary_names_the_demands_and_what_went_wrong(judged):
    new, decisions, _, found = judged
    text = as_markdown(found, new, decisions)
    assert text.startswith("# prov: underkänd\n")
    assert text.count("\n| ") >= 6 + 3
    assert "- **n0**" in text
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "–"),
        (0.0, "0\u00a0%"),
        (1.0, "100\u00a0%"),
        (0.906, "91\u00a0%"),
        (0.031, "3,1\u00a0%"),
        (0.998, "99,8\u00a0%"),
    ],
)
def test_shares_are_printed_as_people_write_them(value, expected):
    assert wording.share(value) == expected


def test_changes_are_printed_with_their_sign():
    assert [wording.points(value) for value in (0.034, -0.02, 0.0)] == [
        "+3,4\u00a0procentenheter",
        "−2\u00a0procentenheter",
        "±0\u00a0procentenheter",
    ]
