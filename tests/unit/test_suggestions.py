"""Suggested questions are drawn from the guidance itself, and are ones it answers."""

from pathlib import Path

import pytest

from assistant.documents import read_corpus, read_document
from assistant.records import Citation, Document
from assistant.suggestions import ALIKE, next_questions, questions_of, starting_questions

CORPUS = Path(__file__).parents[2] / "corpus"

GUIDE = read_document(
    "a.md",
    """---
aside: Vill du köpa en kurs?
---

# Råd till chefer

Inledning.

## Vad är tillit? Finns det nackdelar?

Tillit är grunden. Hur mäter man tillit i vardagen? Man frågar gruppen.

## Förberedelser

Boka ett rum i god tid. Är du redo för samtalet?

## Tomt avsnitt

## Vill du köpa en kurs?

Ja, köp här.
""",
)


def questions(document: Document, name: str) -> tuple[str, ...]:
    [section] = [section for section in document.sections if section.path[-1].startswith(name)]
    return questions_of(document, section)


def test_a_heading_that_asks_gives_its_questions_one_by_one_and_then_those_the_text_answers():
    assert questions(GUIDE, "Vad är") == ("Vad är tillit?", "Finns det nackdelar?", "Hur mäter man tillit i vardagen?")


def test_a_heading_that_does_not_ask_gives_a_question_about_it():
    [question] = questions(GUIDE, "Förberedelser")
    assert "Förberedelser" in question
    assert question.endswith("?")


def test_a_question_that_no_sentence_follows_is_not_suggested():
    assert all("redo" not in question for question in questions(GUIDE, "Förberedelser"))


def test_advertising_and_sections_without_text_suggest_nothing():
    assert questions(GUIDE, "Vill du köpa") == ()
    assert questions(GUIDE, "Tomt") == ()


def test_three_different_starting_questions_come_from_the_corpus_itself():
    documents = read_corpus(CORPUS).documents
    found = starting_questions(documents)
    assert len(set(found)) == 3
    text = " ".join(" ".join(document.text.split()) for document in documents)
    assert all(question in text for question in found)
    advertising = [d.text[s.start : s.end] for d in documents for s in d.sections if s.aside]
    assert not any(question in text for question in found for text in advertising)


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_no_more_starting_questions_than_wanted_or_than_there_are(count):
    assert len(starting_questions([GUIDE], count)) == min(count, 2)


def test_starting_questions_are_spread_over_the_documents():
    second = read_document("b.md", "# B\n\n## Vad är en medlem?\n\nEn person.\n\n## Vad är en avgift?\n\nPengar.")
    found = starting_questions([GUIDE, second], 2)
    assert [any(question in document.text for question in found) for document in (GUIDE, second)] == [True, True]


def test_a_guidance_without_headings_or_questions_gives_no_starting_question_rather_than_a_wrong_one():
    assert starting_questions([read_document("c.txt", "Bara en lång rad som inte frågar något alls.")]) == ()
    assert starting_questions([]) == ()


def test_next_questions_come_from_what_was_found_nearest_first():
    nearest = [("a.md", "Förberedelser"), ("a.md", "Vad är tillit? Finns det nackdelar?")]
    found = next_questions([GUIDE], nearest, [])
    assert "Förberedelser" in found[0]
    assert "Vad är tillit?" in found
    assert next_questions([GUIDE], nearest[::-1], [])[0] == "Vad är tillit?"


def test_what_was_asked_before_is_not_suggested_again_however_it_was_typed():
    nearest = [("a.md", "Vad är tillit? Finns det nackdelar?")]
    found = next_questions([GUIDE], nearest, ["vad ar TILLIT", "Finns det någon nackdel?"])
    assert "Vad är tillit?" not in found
    assert "Hur mäter man tillit i vardagen?" in found


def test_what_an_answer_has_told_is_not_suggested_in_whatever_language_it_was_asked():
    start = GUIDE.text.index("Tillit är grunden.")
    told = Citation(1, "a.md", GUIDE.title, "Vad är tillit? Finns det nackdelar?", start, start + 10, "Tillit är ")
    nearest = [("a.md", "Vad är tillit? Finns det nackdelar?"), ("a.md", "Förberedelser")]
    found = next_questions([GUIDE], nearest, ["What is trust?"], [[told]])
    assert "Vad är tillit?" not in found
    assert "Hur mäter man tillit i vardagen?" in found


def test_an_overview_leaves_everything_to_be_asked():
    sections = ["Vad är tillit? Finns det nackdelar?", "Förberedelser", "Råd till chefer"]
    start = GUIDE.text.index("Tillit är grunden.")
    told = [
        Citation(at, "a.md", GUIDE.title, name, start, start + 10, "Tillit är ") for at, name in enumerate(sections)
    ]
    nearest = [("a.md", "Vad är tillit? Finns det nackdelar?")]
    assert "Vad är tillit?" in next_questions([GUIDE], nearest, ["Sammanfatta"], [told])


def test_what_is_like_a_question_asked_is_not_suggested():
    nearest = [("a.md", "Vad är tillit? Finns det nackdelar?"), ("a.md", "Förberedelser")]

    def like(questions):
        return [ALIKE if question == "Vad är tillit?" else 0.0 for question in questions]

    found = next_questions([GUIDE], nearest, ["Vad menas med tillit?"], likeness=like)
    assert "Vad är tillit?" not in found
    assert "Finns det nackdelar?" in found


def test_other_sections_give_questions_where_what_was_found_has_none_left():
    found = next_questions([GUIDE], [("a.md", "Förberedelser")], ["Vad säger vägledningen om ”Förberedelser”?"])
    assert found == ("Vad är tillit?", "Finns det nackdelar?")


def test_no_more_next_questions_than_wanted_and_each_once():
    nearest = [("a.md", "Vad är tillit? Finns det nackdelar?"), ("a.md", "Förberedelser")] * 2
    found = next_questions([GUIDE], nearest, [], count=2)
    assert len(found) == len(set(found)) == 2
