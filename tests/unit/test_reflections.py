"""Reflection questions belong to what an answer cites, and the guidance may change beneath them."""

from pathlib import Path

import pytest

from assistant.documents import REFLECTIONS, corpus_stamp, read_corpus
from assistant.records import Answer, Citation
from assistant.reflections import Reflections, read_reflections, reflections_for

ROOT = Path(__file__).parents[2]
TEXT = "# Möten\n\n## Före\n\nSkriv en dagordning. Bjud in få.\n\n## Efter\n\nSkicka anteckningar samma dag.\n"
FILE = """
author: Skrivna av oss
questions:
  - {question: "Vad gör ni före?", quote: "Skriv en dagordning."}
  - {question: "Vilka behövs?", quote: "Bjud in få."}
  - {question: "Vad händer sedan?", quote: "anteckningar samma dag"}
"""


@pytest.fixture
def corpus(tmp_path) -> Path:
    (tmp_path / "moten.md").write_text(TEXT, "utf-8")
    (tmp_path / REFLECTIONS).write_text(FILE, "utf-8")
    return tmp_path


def read(folder: Path) -> Reflections:
    return read_reflections(folder, read_corpus(folder).documents)


def answer(*quotes: str, section: str = "Före") -> Answer:
    starts = [TEXT.index(quote) for quote in quotes]
    citations = tuple(
        Citation(number, "moten.md", "Möten", section, start, start + len(quote), quote)
        for number, (quote, start) in enumerate(zip(quotes, starts, strict=True), start=1)
    )
    return Answer("1", "?", "?", "sv", "answered", None, "extractive", None, "", citations=citations)


def test_the_question_of_the_cited_place_comes_before_others_of_its_section(corpus):
    found = reflections_for(answer("Bjud in få."), read(corpus))
    assert [each.question for each in found] == ["Vilka behövs?", "Vad gör ni före?"]


def test_the_first_citation_counts_most(corpus):
    found = reflections_for(answer("Bjud in få.", "Skriv en dagordning."), read(corpus), count=1)
    assert [each.question for each in found] == ["Vilka behövs?"]


def test_an_answer_without_citations_gets_none(corpus):
    assert reflections_for(answer(), read(corpus)) == ()


def test_no_question_comes_from_another_section(corpus):
    found = reflections_for(answer("Skicka anteckningar samma dag.", section="Efter"), read(corpus))
    assert [each.question for each in found] == ["Vad händer sedan?"]


def test_a_quote_that_the_text_lost_leaves_its_question_out_with_a_warning(corpus, caplog):
    (corpus / "moten.md").write_text(TEXT.replace("Bjud in få", "Bjud in alla"), "utf-8")
    found = read(corpus)
    assert [each.question for each in found.questions] == ["Vad gör ni före?", "Vad händer sedan?"]
    assert "fråga 2" in found.warnings[0]
    assert "Bjud in få." in found.warnings[0]
    assert found.warnings[0] in caplog.text


def test_a_quote_is_found_whatever_white_space_the_text_has(corpus):
    (corpus / "moten.md").write_text(TEXT.replace("Bjud in få", "Bjud\N{NO-BREAK SPACE}in\nfå"), "utf-8")
    assert read(corpus).warnings == ()


def test_a_missing_file_means_no_questions(corpus):
    (corpus / REFLECTIONS).unlink()
    assert read(corpus) == Reflections("", (), ())


@pytest.mark.parametrize(
    "content", ["", "[", "questions: 5", "- 1", "questions: [1, {question: x}, {question: [], quote: {}}]", "\x00"]
)
def test_a_broken_file_breaks_nothing(corpus, content):
    (corpus / REFLECTIONS).write_text(content, "utf-8")
    found = read(corpus)
    assert found.questions == ()
    assert found.warnings


def test_the_file_is_no_text_of_the_corpus(corpus):
    assert [document.name for document in read_corpus(corpus).documents] == ["moten.md"]
    assert read_corpus(corpus).rejected == ()
    stamp = corpus_stamp(corpus)
    (corpus / REFLECTIONS).unlink()
    assert corpus_stamp(corpus) == stamp


def test_another_yaml_file_is_still_told_to_be_no_text(corpus):
    (corpus / "annat.yaml").write_text("a: 1", "utf-8")
    assert [file.name for file in read_corpus(corpus).rejected] == ["annat.yaml"]


def test_our_own_file_fits_the_guidance_and_has_a_question_for_every_section():
    documents = read_corpus(ROOT / "corpus").documents
    found = read_reflections(ROOT / "corpus", documents)
    assert found.warnings == ()
    assert "oss" in found.author
    sections = {section.name for document in documents for section in document.sections if not section.aside}
    assert {each.section for each in found.questions} == sections
    assert all(each.question.count("?") >= 1 or ":" in each.question for each in found.questions)
