"""The words' side of search: any form, typed with or without å, ä and ö, finds the passage it stands in."""

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import read_document
from assistant.lexical import Lexicon, _Ranking
from assistant.passages import split_document
from assistant.swedish import compound_parts, stem

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


def test_a_word_that_is_cut_between_two_sentences_is_searched_by_its_halves():
    passages = split_document(read_document("a.md", f"# Råd\n\n{'lagom' * 60}\n"), lambda text: len(text) < 200)
    assert len(passages) > 1
    assert Lexicon(passages).scores(passages[0].text).sentences[0] > 0


WORDS = st.sampled_from("chef möte mål mötesmål chefsmöte arbete arbetsmål 12 och råd".split())


@given(st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=9), st.lists(WORDS | st.just("okänd"), max_size=5))
def test_scores_are_those_of_another_implementation(texts, question):
    def tokens_of(word: str) -> list[str]:
        return [word, word[:3]] * (word != "och")

    ranking = _Ranking([" ".join(text) for text in texts], tokens_of)
    tokens = [[token for word in text for token in tokens_of(word)] for text in texts]
    asked = [token for word in question for token in tokens_of(word)]
    known = [token for token in asked if any(token in text for text in tokens)]
    expected = np.zeros(len(texts), np.float32)
    if known:
        other = bm25s.BM25(method="lucene")
        other.index(tokens, show_progress=False)
        expected = other.get_scores(known)
    np.testing.assert_allclose(ranking.scores(asked), expected, rtol=1e-6)
    assert ranking.scores(asked).dtype == np.float32
    for token in known:
        assert ranking.frequency(token) == sum(token in text for text in tokens)


@given(st.text("abcdehkmoprstu", max_size=9) | st.sampled_from(["samtal", "utveckl", "medarb", "tighet", "kompetens"]))
def test_a_word_is_known_that_begins_or_ends_any_word_of_the_guidance(word):
    vocabulary = LEXICON._vocabulary
    wanted = stem(word)
    is_inside = len(wanted) >= 5 and any(known.startswith(wanted) or known.endswith(wanted) for known in vocabulary)
    assert LEXICON.knows(word) == (wanted in vocabulary or bool(compound_parts(wanted, vocabulary)) or is_inside)
