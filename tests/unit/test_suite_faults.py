"""Suites with planted faults: each is told with its line, the value, what was expected and what to do."""

import json
import time
from pathlib import Path

import pytest

from assistant.documents import read_document
from assistant.evaluation.suites import SuiteError, corpus_of, load_suite

TEXT = """# Guiden

## Om vila

Vila är viktigt för alla. Ta en paus varje timme.

## Om möten

Korta möten är bättre än långa. Ta en paus varje timme.
"""
DOCUMENTS = [read_document("guide.md", TEXT)]
HEAD = "schema: 1\nsuite: prov\n"
GOOD = """  - id: a
    kind: answerable
    question: "Varför vila?"
    section: "Om vila"
    gold:
      quotes: [{any_of: ["Vila är viktigt för alla."]}]
      facts: [{id: f1, vital: true, any_of: ["viktigt"]}]
    expect: {status: answered, language: sv}
"""


def load(tmp_path: Path, text: str, name: str = "prov.yaml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load_suite(path, DOCUMENTS)


def faults(tmp_path: Path, text: str, name: str = "prov.yaml") -> SuiteError:
    with pytest.raises(SuiteError) as caught:
        load(tmp_path, text, name)
    return caught.value


def one(tmp_path: Path, text: str, name: str = "prov.yaml"):
    (problem,) = faults(tmp_path, text, name).problems
    return problem


def test_a_suite_in_order_is_read_whole(tmp_path):
    suite = load(
        tmp_path,
        HEAD
        + "defaults: {k: [5, 1], cluster_by: id, seed: 3, variants: [typo]}\n"
        + "gates:\n  - {metric: cited_recall, slice: {kind: answerable}, min: 0.9}\n"
        + "  - {metric: vital_facts, versus: baseline, max_drop: 0.02}\nprompts:\n"
        + GOOD
        + '    paraphrases: ["Behövs vila?"]\n',
    )
    (prompt,) = suite.prompts
    assert (suite.name, suite.defaults.k, suite.defaults.cluster_by, suite.defaults.seed) == ("prov", (1, 5), "id", 3)
    assert suite.defaults.variants == ("typo",)
    assert [(gate.metric, gate.at_least, gate.max_drop) for gate in suite.gates] == [
        ("cited_recall", 0.9, None),
        ("vital_facts", None, 0.02),
    ]
    assert suite.gates[0].slice == {"kind": "answerable"}
    assert (prompt.id, prompt.turns, prompt.paraphrases, prompt.statuses, prompt.line) == (
        "a",
        ("Varför vila?",),
        ("Behövs vila?",),
        ("answered",),
        8,
    )
    ((place,),) = prompt.quotes
    assert TEXT[place.start : place.end] == "Vila är viktigt för alla."
    assert not suite.notices


def test_a_quote_that_stands_in_several_places_is_met_by_any_of_them(tmp_path):
    suite = load(tmp_path, HEAD + "prompts:\n" + GOOD.replace("Vila är viktigt för alla.", "Ta en paus varje timme."))
    places = suite.prompts[0].quotes[0]
    assert len(places) == 2
    assert {TEXT[place.start : place.end] for place in places} == {"Ta en paus varje timme."}


def test_white_space_in_a_quote_may_be_of_another_kind_than_in_the_text(tmp_path):
    documents = [read_document("a.md", "# A\n\nTre\u00a0saker\nbehövs här.\n")]
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + "prompts:\n" + GOOD.replace("Vila är viktigt för alla.", "Tre saker behövs"), "utf-8")
    ((place,),) = load_suite(path, documents).prompts[0].quotes
    assert documents[0].text[place.start : place.end] == "Tre\u00a0saker\nbehövs"


def test_a_stale_quote_is_an_error_of_its_own_kind_with_the_nearest_sentence(tmp_path):
    error = faults(tmp_path, HEAD + "prompts:\n" + GOOD.replace("viktigt för alla", "nyttigt för alla"))
    (problem,) = error.problems
    assert error.is_stale
    assert problem.line == 9
    assert "line 9, prompt a" in error.message
    assert "Vila är nyttigt för alla." in problem.english
    assert "stale" in problem.english
    assert "'Vila är viktigt för alla.'" in problem.english
    assert "inaktuellt" in problem.swedish


def test_a_quote_that_resembles_nothing_gets_no_wrong_hint(tmp_path):
    problem = one(tmp_path, HEAD + "prompts:\n" + GOOD.replace("Vila är viktigt för alla.", "Budgeten beslutas i juni"))
    assert "Nothing there resembles it" in problem.english


def test_an_id_used_twice_is_told_with_both_lines(tmp_path):
    problem = one(tmp_path, HEAD + "prompts:\n" + GOOD + GOOD)
    assert problem.line == 12
    assert "'a'" in problem.english
    assert "line 4" in problem.english


def test_an_unknown_kind_is_told_with_the_nearest_known_one(tmp_path):
    problem = one(tmp_path, HEAD + "prompts:\n" + GOOD.replace("kind: answerable", "kind: nearmiss"))
    assert problem.line == 5
    for part in ('"nearmiss"', "near_miss, out_of_scope", "Did you mean near_miss?"):
        assert part in problem.english


@pytest.mark.parametrize(
    ("old", "new", "line", "parts"),
    [
        ('question: "Varför vila?"', "question: [a, b]", 6, ["question is [", "a text that is not empty"]),
        ('question: "Varför vila?"', 'question: ""', 6, ['question is ""']),
        ('question: "Varför vila?"', "question: no", 6, ['question is "no"', "within quotation marks"]),
        ('question: "Varför vila?"', "turns: Varför vila?", 6, ["turns is", "a list of texts"]),
        ('question: "Varför vila?"', "turns: []", 6, ["turns is []"]),
        ('question: "Varför vila?"', "shape: x", 4, ["question is missing"]),
        ('question: "Varför vila?"', 'question: "a"\n    turns: ["a"]', 7, ["either question or turns"]),
        ("vital: true", "vital: ja", 10, ['vital is "ja"', "true or false"]),
        ('any_of: ["viktigt"]', "any_of: viktigt", 10, ["any_of is", "a list of texts"]),
        ("id: f1, ", "", 10, ["id is missing"]),
        ("status: answered", "status: svarat", 11, ["expect.status", "answered, partial, refused"]),
        ("status: answered", "status: [answered, nej]", 11, ["expect.status", '"nej"']),
        ("language: sv", "langauge: sv", 11, ["'langauge' in expect", "Did you mean language?"]),
        ("gold:", "godl:", 8, ["'godl' in the prompt", "Did you mean gold?"]),
        ("[{any_of:", "[{anyof:", 9, ["'anyof' in gold.quotes", "Did you mean any_of?"]),
        ("quotes: [{any_of: [", "quotes: [[", 9, ["gold.quotes is", "names and values"]),
        ('section: "Om vila"', "draft: kanske", 7, ["draft is", "true or false"]),
        ("kind: answerable", "kind: answerable\n    kind: answerable", 6, ["kind stands twice"]),
        ("  - id: a\n    kind", "  - kind", 4, ["id is missing"]),
    ],
)
def test_what_is_of_the_wrong_kind_is_told_where_it_stands(tmp_path, old, new, line, parts):
    text = GOOD.replace(old, new)
    if new.startswith("quotes: [["):
        text = text.replace('alla."]}]', 'alla."]]')
    problems = faults(tmp_path, HEAD + "prompts:\n" + text).problems
    fitting = [problem for problem in problems if all(part in problem.english for part in parts)]
    assert [problem.line for problem in fitting] == [line], problems
    assert all(problem.swedish and problem.swedish != problem.english for problem in problems)


@pytest.mark.parametrize(
    ("head", "line", "parts"),
    [
        ("suite: prov\n", 1, ["schema is missing", "schema: 1"]),
        ("schema: 2\n", 1, ["schema is", '"2"', "schema: 1"]),
        ("schema: 1\ngate: []\n", 2, ["'gate' in the suite", "Did you mean gates?"]),
        ("schema: 1\ndefaults: {k: [0]}\n", 2, ["k is", "a whole number from 1"]),
        ("schema: 1\ndefaults: {cluster_by: avsnitt}\n", 2, ["cluster_by is", "section, shape"]),
        ("schema: 1\ndefaults: {variants: [typos]}\n", 2, ["variants is", "Did you mean typo?"]),
        ("schema: 1\ndefaults: {seed: -1}\n", 2, ["seed is"]),
        ("schema: 1\ngates: [{metric: recall, min: 1}]\n", 2, ["metric is", '"recall"']),
        ("schema: 1\ngates: [{metric: cited_recal, min: 1}]\n", 2, ["Did you mean cited_recall?"]),
        ("schema: 1\ngates: [{metric: mrr}]\n", 2, ["one of min, max and max_drop"]),
        ("schema: 1\ngates: [{metric: mrr, min: 90}]\n", 2, ["min is", "0.9"]),
        ("schema: 1\ngates: [{metric: mrr, min: hög}]\n", 2, ["min is", "a share from 0 to 1"]),
        ("schema: 1\ngates: [{metric: mrr, max_drop: 0.1}]\n", 2, ["versus: baseline together with max_drop"]),
        (
            "schema: 1\ngates: [{metric: mrr, min: 0.1, slice: {knid: x}}]\n",
            2,
            ["'knid' in slice", "Did you mean kind?"],
        ),
        ("schema: 1\ngates: [{metric: mrr, min: 0.1, slice: {kind: near}}]\n", 2, ["slice.kind is"]),
    ],
)
def test_what_is_wrong_with_the_head_is_told_where_it_stands(tmp_path, head, line, parts):
    problems = faults(tmp_path, head + "prompts:\n" + GOOD).problems
    fitting = [problem for problem in problems if all(part in problem.english for part in parts)]
    assert [problem.line for problem in fitting] == [line], problems


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path):
    text = HEAD + "gates: [{metric: x, min: 1}]\nprompts:\n"
    text += GOOD.replace("answerable", "frga") + GOOD.replace("id: a", "id: b").replace("viktigt för", "bra för")
    error = faults(tmp_path, text)
    assert [problem.line for problem in error.problems] == [3, 6, 18]
    assert error.message.startswith(f"{tmp_path / 'prov.yaml'}: 3 problems:")
    assert error.message.count("\n") == 3
    assert not error.is_stale


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ["the file is empty"]),
        (" \n\n", ["the file is empty"]),
        ("# bara en anmärkning\n", ["it holds nothing"]),
        ("bara text", ["it holds", "names and values"]),
        ("- a\n- b\n", ["it holds [", "names and values"]),
        ('schema: 1\nprompts:\n  - id: "a\n', ["not YAML"]),
        ("schema: 1\n\tprompts: []\n", ["line 2", "not YAML"]),
        ("schema: 1\nprompts: &p\n  - *p\n", ["nested too deeply"]),
        ("schema: 1\nsuite: x\n", ["prompts is missing"]),
        ("schema: 1\nprompts: []\n", ["prompts is []"]),
        ("schema: 1\nprompts: {a: b}\n", ["prompts is {a}", "a list of prompts"]),
        ("schema: 1\nprompts: [bara text]\n", ["the prompt is", "id, kind and question"]),
        ("a: !!python/object:os.system {}\n", []),
        ("schema: 2023-99-99\nprompts: []\n", []),
    ],
)
def test_a_file_that_is_no_suite_is_told_as_such(tmp_path, text, parts):
    message = faults(tmp_path, text).message
    assert "prov.yaml" in message
    for part in parts:
        assert part in message


def test_a_file_that_is_not_utf8_or_not_there_is_told(tmp_path):
    (tmp_path / "latin.yaml").write_bytes("suite: å\n".encode("latin-1"))
    with pytest.raises(SuiteError, match="it is not UTF-8"):
        load_suite(tmp_path / "latin.yaml", DOCUMENTS)
    with pytest.raises(SuiteError, match="cannot be read"):
        load_suite(tmp_path / "nowhere.yaml", DOCUMENTS)
    with pytest.raises(SuiteError, match="cannot be read"):
        corpus_of(tmp_path)


def test_json_lines_are_read_with_and_without_a_head(tmp_path):
    rows = [
        {"id": str(n), "kind": "near_miss", "question": "Vad kostar det?", "expect": {"status": "refused"}}
        for n in "ab"
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    assert [prompt.line for prompt in load(tmp_path, "\n".join(lines), "x.jsonl").prompts] == [1, 2]
    head = json.dumps({"schema": 1, "suite": "namn", "gates": [{"metric": "refusal_recall", "min": 0.5}]})
    suite = load(tmp_path, "\n\n".join([head, *lines]) + "\n", "x.jsonl")
    assert (suite.name, len(suite.gates), [prompt.line for prompt in suite.prompts]) == ("namn", 1, [3, 5])


def test_a_bad_line_of_json_is_told_with_its_number_and_the_others_are_checked_as_well(tmp_path):
    good = '{"id": "a", "kind": "chitchat", "question": "Hej!"}'
    error = faults(tmp_path, f'{good}\n{{"id": "b", \n{good}\n[1]', "x.jsonl")
    assert [problem.line for problem in error.problems] == [2, 3, 4]
    assert "it is not JSON" in error.problems[0].english
    assert "'a' is used on line 1" in error.problems[1].english


def test_five_thousand_prompts_are_read_within_seconds(tmp_path):
    rows = "".join(GOOD.replace("id: a", f"id: a{number}") for number in range(5000))
    began = time.perf_counter()
    suite = load(tmp_path, HEAD + "prompts:\n" + rows)
    assert len(suite.prompts) == 5000
    assert time.perf_counter() - began < 20
    error = faults(tmp_path, HEAD + "prompts:\n" + rows.replace("kind: answerable", "kind: x"))
    assert len(error.problems) == 5000
    assert error.message.count("\n") <= 202


def test_what_is_worth_a_look_is_noticed_without_being_an_error(tmp_path):
    text = HEAD + 'prompts:\n  - {id: a, kind: answerable, question: "x?", section: "Finns inte"}\n'
    notices = load(tmp_path, text).notices
    assert any("no heading of the corpus" in notice.english for notice in notices)
    assert any("no quotes" in notice.english for notice in notices)


def test_numbers_and_dates_are_taken_as_the_words_they_were_typed_as(tmp_path):
    text = GOOD.replace('any_of: ["viktigt"]', "any_of: [3, 2023-10-16, 1.50]").replace("id: a", "id: 7")
    prompt = load(tmp_path, HEAD + "prompts:\n" + text).prompts[0]
    assert (prompt.id, prompt.facts[0].any_of) == ("7", ("3", "2023-10-16", "1.50"))
