"""The words' side of search: any form, typed with or without å, ä and ö, finds the passage it stands in."""

import numpy as np
import pytest

from assistant.documents import read_document
from assistant.lexical import Lexicon
from assistant.passages import split_document

GUIDE = """# Råd

## Möten

Chefen bokar medarbetarsamtalet tre veckor i förväg. Rummet ska vara lugnt.

## Mål

Gruppen följer upp sina åtgärder varje månad.

Kompetensutveckling är en rättighet.
"""
PASSAGES = split_document(read_document("a.md", GUIDE), lambda _: True)
LEXICON = Lexicon(PASSAGES)


def best(question: str) -> str:
    return PASSAGES[int(np.argmax(LEXICON.scores(question).passages))].text


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("När bokas medarbetarsamtal?", "Chefen bokar"),
        ("nar bokas medarbetarsamtalen", "Chefen bokar"),
        ("vilken atgard foljer gruppen upp", "Gruppen följer"),
        ("ÅTGÄRD", "Gruppen följer"),
        ("Vad står det om möten?", "Chefen bokar"),
    ],
)
def test_a_word_finds_its_passage_in_any_form_and_spelling(question, found):
    assert best(question).startswith(found)


@pytest.mark.parametrize("question", ["", "?!", "Vad är det?", "xyzzy", "🙂"])
def test_a_question_without_a_shared_content_word_scores_nothing(question):
    scores = LEXICON.scores(question)
    assert scores.passages.shape == (len(PASSAGES),)
    assert not scores.passages.any()


def test_every_sentence_has_a_score():
    scores = LEXICON.scores("Hur ska rummet vara?")
    sentences = [sentence.text for passage in PASSAGES for sentence in passage.sentences]
    assert scores.sentences.shape == scores.letters.shape == (len(sentences),)
    assert sentences[int(np.argmax(scores.sentences))] == "Rummet ska vara lugnt."


@pytest.mark.parametrize("question", ["kompetensutvekling", "Vad gäller för kompetens?", "utveckling"])
def test_letters_forgive_typos_and_find_parts_of_compounds(question):
    scores = LEXICON.scores(question)
    sentences = [sentence.text for passage in PASSAGES for sentence in passage.sentences]
    assert sentences[int(np.argmax(scores.letters))].startswith("Kompetensutveckling")


@pytest.mark.parametrize(
    "word", ["chef", "chefens", "atgarden", "medarbetarsamtal", "samtalet", "kompetens", "utveckling"]
)
def test_a_word_is_known_in_any_form_and_inside_a_compound(word):
    assert LEXICON.knows(word)


@pytest.mark.parametrize("word", ["Scrum", "2023", "semester", "lön", "EU"])
def test_a_word_that_stands_nowhere_is_not_known(word):
    assert not LEXICON.knows(word)


def test_rarer_words_weigh_more_and_unknown_ones_most():
    assert LEXICON.rarity("Mål") < LEXICON.rarity("Rummet") < LEXICON.rarity("Scrum")


def test_a_word_that_stands_in_the_title_only_is_no_unknown_word():
    assert LEXICON.knows("råd")


def test_an_empty_guidance_knows_and_finds_nothing():
    empty = Lexicon(())
    assert not empty.knows("chef")
    assert empty.scores("chef").passages.shape == (0,)
