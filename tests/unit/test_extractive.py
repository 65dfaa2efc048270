"""Which sentences are told beside the best: those nearly as near, and the one that goes on with it."""

import pytest

from assistant.documents import read_document
from assistant.extractive import compose
from assistant.lexical import Lexicon
from assistant.passages import split_document
from assistant.questions import what_is_asked
from assistant.records import ScoredPassage

TEXT = """# Skrivbord

## Höjden

Ett skrivbord ska stå i armbågshöjd när du sitter. Höj det en bit när du reser dig. Rummet målas vart tionde år.

## Ljuset

Lampan hänger över bordets bortre kant.
"""
PASSAGES = split_document(read_document("a.md", TEXT), lambda _: True)
BEST = 0.9


def told(question: str, *below: float) -> list[str]:
    """Answer a question whose best sentence is the first, and the others score so far below it."""
    scores = iter([BEST, *(BEST - each for each in below)])
    found = [
        ScoredPassage(passage, rank, BEST, BEST, 0.0, tuple(next(scores) for _ in passage.sentences))
        for rank, passage in enumerate(PASSAGES, 1)
    ]
    draft = compose(what_is_asked(question), question, found, PASSAGES, Lexicon(PASSAGES), "sv")
    return [claim.text.split()[0] for claim in draft.claims]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ((0.05, 0.05, 0.05), ["Ett", "Höj", "Rummet", "Lampan"]),
        ((0.12, 0.12, 0.12), ["Ett", "Höj"]),
        ((0.2, 0.2, 0.05), ["Ett", "Lampan"]),
        ((0.2, 0.2, 0.2), ["Ett"]),
    ],
)
def test_the_sentence_after_the_best_may_score_lower_than_another(below, expected):
    assert told("Berätta om skrivbordets höjd", *below) == expected


@pytest.mark.parametrize(
    "question", ["Jag fattar inte det där med höjden", "Förklara höjden", "I don't understand the height"]
)
def test_what_is_to_be_explained_is_told_with_the_sentence_after_it_however_far_that_is(question):
    assert told(question, 0.5, 0.5, 0.5) == ["Ett", "Höj"]


def test_an_exclamation_of_its_own_stands_behind_what_its_section_tells():
    text = "# Kurs\n\n## Film\n\nFilmen visar hur ett möte leds, från början till slut.\n\nSe filmen!\n\nBeställ den!\n"
    passages = split_document(read_document("a.md", text), lambda _: True)
    scores = {"Filmen": 0.5, "Se": 0.9, "Beställ": 0.89}
    found = [
        ScoredPassage(passage, rank, BEST, BEST, 0.0, (scores[passage.text.split()[0]],))
        for rank, passage in enumerate(passages, 1)
    ]
    question = "Vad handlar filmen om?"
    draft = compose(what_is_asked(question), question, found, passages, Lexicon(passages), "sv")
    assert [claim.text.split()[0] for claim in draft.claims] == ["Filmen"]


@pytest.mark.parametrize("question", ["Ska skrivbordet stå i armbågshöjd?", "Vem höjer skrivbordet?"])
def test_a_question_for_one_fact_is_not_gone_on_with(question):
    assert told(question, 0.12, 0.12, 0.12) == ["Ett"]
