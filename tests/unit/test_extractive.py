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


@pytest.mark.parametrize("question", ["Ska skrivbordet stå i armbågshöjd?", "Vem höjer skrivbordet?"])
def test_a_question_for_one_fact_is_not_gone_on_with(question):
    assert told(question, 0.12, 0.12, 0.12) == ["Ett"]
