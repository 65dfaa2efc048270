"""Suites drafted from a text, and taken to and from other tools."""

import json

import pytest
import yaml

from assistant.documents import read_corpus, read_document
from assistant.evaluation.beir import read_set
from assistant.evaluation.beir_suites import from_beir, to_beir
from assistant.evaluation.drafting import draft_suite
from assistant.evaluation.promptfoo import from_promptfoo, to_promptfoo
from assistant.evaluation.scored import Texts
from assistant.evaluation.suite_writing import ExchangeError, as_yaml, row_of, write_new
from assistant.evaluation.suites import load_suite
from tests.unit.evaluation_cases import DOCUMENT, PAUSE, REST, SEVEN, TEXTS, fact, prompt

PROMPTS = (
    prompt(
        "answerable", [REST, PAUSE], [SEVEN], id="a", section="Om vila", facts=(fact("vila"), fact("x", vital=False))
    ),
    prompt("answerable", [SEVEN], id="b", turns=("Först?", "Sedan?"), paraphrases=("Och sen?",), query_has=("sed|se",)),
    prompt("near_miss", id="c", statuses=("refused", "partial"), must_not=("ja:", "- nej"), shape="how"),
    prompt("answerable", [REST], id="d", query_lacks=("y",), follow_up="order", is_draft=True, language=None),
)


def suite_of(tmp_path, text, documents=(DOCUMENT,), name="s.yaml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load_suite(path, documents)


@pytest.fixture
def suite(tmp_path):
    return suite_of(tmp_path, as_yaml({"suite": "prov"}, [row_of(each, TEXTS) for each in PROMPTS], "En anmärkning"))


def unplaced(found):
    return [(each, None) for each in (row_of(one, TEXTS) for one in found)]


def test_a_suite_that_is_written_reads_the_same(suite):
    assert unplaced(suite.prompts) == unplaced(PROMPTS)


def test_a_suite_comes_back_from_promptfoo_as_it_went(tmp_path, suite):
    path = tmp_path / "promptfoo.yaml"
    path.write_text(to_promptfoo(suite, TEXTS), "utf-8")
    text, left = from_promptfoo(path)
    assert left == []
    assert unplaced(suite_of(tmp_path, text).prompts) == unplaced(suite.prompts)
    test = yaml.safe_load(path.read_text("utf-8"))["tests"][2]
    assert test["vars"] == {"question": "Fråga?"}
    assert {"type": "not-icontains", "value": "ja:", "metric": "must_not"} in test["assert"]


def test_a_promptfoo_file_of_others_becomes_drafts_and_tells_what_was_left_out(tmp_path):
    path = tmp_path / "promptfoo.yaml"
    tests = [
        {"description": "x", "vars": {"query": "Vad?"}, "assert": [{"type": "icontains", "value": "vila"}]},
        {"description": "x", "vars": {"question": "Hur?"}, "assert": [{"type": "contains-all", "value": ["a", "b"]}]},
        {"vars": {"topic": "När?"}, "assert": [{"type": "is-refusal"}, {"type": "llm-rubric", "value": "snäll"}]},
        {"vars": {"a": "1", "b": "2"}},
        {"vars": {"q": "Var?"}, "assert": [{"type": "not-contains-any", "value": ["c", "d"]}, "trasig"]},
        "trasig",
    ]
    path.write_text(yaml.safe_dump({"description": "Andras", "tests": tests}), "utf-8")
    text, left = from_promptfoo(path)
    suite = suite_of(tmp_path, text)
    assert suite.name == "Andras"
    assert [(each.id, each.kind, each.turns[0], each.is_draft) for each in suite.prompts] == [
        ("x", "answerable", "Vad?", True),
        ("x-2", "answerable", "Hur?", True),
        ("test-3", "out_of_scope", "När?", True),
        ("test-5", "answerable", "Var?", True),
    ]
    assert [each.any_of for each in suite.prompts[1].facts] == [("a",), ("b",)]
    assert suite.prompts[2].statuses == ("refused",)
    assert suite.prompts[3].must_not == ("c", "d")
    assert [line.split(":")[0] for line in left] == [
        "test 3 (test-3)",
        "test 4 (test-4)",
        "test 5 (test-5)",
        "test 6 (test-6)",
    ]
    assert "llm-rubric" in left[0]


@pytest.mark.parametrize("content", ["", "a", "tests: file://x.csv", "tests: [{vars: {}}]", "a: [", "tests: []"])
def test_what_is_no_promptfoo_file_is_told(tmp_path, content):
    path = tmp_path / "p.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(ExchangeError, match=r"p\.yaml: "):
        from_promptfoo(path)


def test_a_suite_goes_to_beir_with_its_paragraphs_and_judgements(tmp_path, suite):
    assert to_beir(suite, TEXTS, tmp_path / "beir") == (2, 2)  # the conversation and the draft stay
    beir = read_set(tmp_path / "beir")
    (query,) = beir.queries
    relevant = [text.text for text in beir.texts if beir.judgements[query.id].get(text.id)]
    assert sorted(relevant) == [SEVEN, f"{REST} {PAUSE}"]
    assert query.cluster == "Om vila"
    assert [each.id for each in beir.unanswerable] == ["c"]


def test_a_beir_set_becomes_a_suite_with_its_texts(tmp_path):
    source = tmp_path / "set"
    source.mkdir()
    texts = [
        {"_id": "A/1", "title": "Vila", "text": "Vila är bra. Gör det ofta."},
        {"_id": "a-1", "title": "", "text": "Möten ska vara korta. Bjud få."},
    ]
    marked = {"answers": [{"start": 22, "text": "Bjud få."}]}
    queries = [{"_id": "q1", "text": "Är vila bra?"}, {"_id": "q2", "text": "Hur många?", "metadata": marked}]
    qrels = [{"query-id": "q1", "corpus-id": "A/1", "score": 1}, {"query-id": "q2", "corpus-id": "a-1", "score": 1}]
    for name, rows in (("corpus", texts), ("queries", queries), ("qrels", qrels)):
        (source / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert from_beir(read_set(source), tmp_path / "out") == 2
    documents = read_corpus(tmp_path / "out" / "corpus").documents
    assert len(documents) == 2
    first, second = load_suite(tmp_path / "out" / "suite.yaml", documents).prompts
    quoted = [
        Texts(documents).text(place.document)[place.start : place.end]
        for each in (first, second)
        for group in each.quotes
        for place in group
    ]
    assert quoted == ["Vila är bra.", "Bjud få."]
    assert (first.is_draft, second.is_draft) == (True, False)


def test_nothing_is_written_over(tmp_path):
    path = tmp_path / "a" / "b.yaml"
    write_new(path, "1")
    with pytest.raises(ExchangeError, match="is there already"):
        write_new(path, "2")
    assert path.read_text("utf-8") == "1"
    with pytest.raises(ExchangeError, match="cannot be written"):
        write_new(path / "c.yaml", "3")


def test_drafts_ask_about_every_section_and_quote_it(tmp_path):
    aside = read_document("b.md", "---\naside: Reklam\n---\n\n# B\n\n## Reklam\n\nKöp vår kurs nu genast här.\n")
    documents = [read_document("guide.md", DOCUMENT.text + "\n## Tom rubrik\n"), aside]
    suite = suite_of(tmp_path, draft_suite("prov", documents, 2), documents)
    assert [each.section for each in suite.prompts] == ["Om vila", "Om vila", "Om möten"]
    assert all(each.is_draft and each.quotes and each.facts for each in suite.prompts)
    assert len({each.id for each in suite.prompts}) == 3


def test_a_heading_that_asks_is_asked(tmp_path):
    document = read_document("a.md", "# A\n\n## Vad är en bra paus?\n\nEn bra paus är kort och tas ofta.\n")
    (draft,) = suite_of(tmp_path, draft_suite("prov", [document]), [document]).prompts
    assert draft.turns == ("Vad är en bra paus?",)
