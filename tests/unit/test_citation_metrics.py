"""What an answer cites, worked out by hand."""

from dataclasses import replace

import pytest

from assistant.documents import read_document
from assistant.evaluation.citation_metrics import (
    citation_coverage,
    citation_validity,
    cited_precision,
    cited_recall,
    needless,
    right_passage,
    supported,
    unjudged,
    unsupported,
)
from assistant.evaluation.prompts import Place
from assistant.evaluation.scored import Scored, Texts
from assistant.records import AnswerSentence
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, SEVEN, SHORT, TEXT, answer, prompt, refusal, scored


def test_each_group_is_met_by_any_of_its_quotes():
    asked = prompt("answerable", [REST, PAUSE], [SHORT], [SEVEN])
    assert cited_recall(scored(asked, answer(PAUSE, SEVEN, HOURS))) == pytest.approx(2 / 3)
    assert cited_precision(scored(asked, answer(PAUSE, SEVEN, HOURS))) == pytest.approx(2 / 3)


def test_the_right_passage_is_the_paragraph_not_the_sentence():
    asked = prompt("answerable", [REST])
    row = scored(asked, answer(PAUSE))
    assert (right_passage(row), cited_recall(row), cited_precision(row)) == (1, 0, 0)
    assert right_passage(scored(asked, answer(HOURS))) == 0
    assert right_passage(scored(prompt("answerable", [SHORT]), answer(SEVEN))) == 0  # list items stand for themselves


def test_what_stands_in_no_paragraph_is_right_where_the_cited_span_overlaps_the_quote():
    front = read_document("guide.md", f"---\npublished: 2023-10-16\nreading_time: 3 minuter\n---\n{TEXT}")
    start = front.text.index("published")
    asked = replace(prompt("answerable", [REST]), quotes=((Place("guide.md", start, start + 21),),))

    def cites(value: str) -> Scored:
        begin = front.text.index(value)
        given = answer(REST)
        cited = replace(given.citations[0], start=begin, end=begin + len(value), quote=value)
        return replace(scored(asked, replace(given, citations=(cited,))), texts=Texts([front]))

    assert right_passage(cites("2023-10-16")) == 1
    assert right_passage(cites("3 minuter")) == 0


def test_a_refusal_cites_nothing_right_and_has_no_precision():
    row = scored(prompt("answerable", [REST]), refusal())
    assert (right_passage(row), cited_recall(row), cited_precision(row), needless(row)) == (0, 0, None, None)


def test_only_answerable_prompts_with_quotes_are_measured_against_gold():
    for asked in (prompt("answerable"), prompt("false_premise", [REST])):
        row = scored(asked, answer(REST))
        assert [m(row) for m in (right_passage, cited_recall, cited_precision, needless)] == [None] * 4


def test_a_citation_is_valid_where_its_quote_is_the_slice_of_the_text():
    given = answer(REST, PAUSE, HOURS, SHORT)
    moved = replace(given.citations[1], start=given.citations[1].start + 1)
    changed = replace(given.citations[2], quote=given.citations[2].quote.replace("3", "4"))
    other = replace(given.citations[3], document="annan.md")
    row = scored(prompt(), replace(given, citations=(given.citations[0], moved, changed, other)))
    assert citation_validity(row) == pytest.approx(1 / 4)
    assert citation_validity(scored(prompt(), refusal())) is None


def test_a_sentence_is_covered_where_it_names_a_citation_that_is_there():
    given = answer(REST, PAUSE)
    loose = (*given.sentences, AnswerSentence("Och så.", (), "unjudged"), AnswerSentence("Och så.", (9,), "unjudged"))
    assert citation_coverage(scored(prompt(), replace(given, sentences=loose))) == 0.5


def test_the_support_of_all_sentences_adds_up_to_one():
    labels = ("verbatim", "supported", "unjudged", "unsupported", "unsupported")
    row = scored(prompt(), answer(REST, sentences=tuple(AnswerSentence("x", (1,), label) for label in labels)))
    assert (supported(row), unjudged(row), unsupported(row)) == (0.4, 0.2, 0.4)
    assert supported(scored(prompt(), refusal())) is None


def test_a_sentence_that_cites_no_gold_is_needless():
    assert needless(scored(prompt("answerable", [REST]), answer(REST, PAUSE, HOURS))) == pytest.approx(2 / 3)
