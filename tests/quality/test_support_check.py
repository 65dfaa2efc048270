"""The support check on true and falsified sentences of the training texts, against floors.

The public sets that its rules were chosen and reported on are no part of the project.
"""

from pathlib import Path

import pytest

from assistant.evaluation.support import Result, measure, shares
from assistant.evaluation.support_cases import make_cases
from assistant.evaluation.training_texts import read_texts
from assistant.plain import plain_text

TEXTS = Path(__file__).resolve().parents[1] / "training"
FLOORS = {"number": 0.95, "swapped": 0.95, "negation": 0.90, "modal": 0.85, "name": 0.85}


@pytest.fixture(scope="module")
def results() -> tuple[Result, ...]:
    documents = [text.document for text in read_texts([TEXTS])]
    texts = {
        document.name: "\n".join(
            plain_text(document.text[block.start : block.end])
            for section in document.sections
            for block in section.blocks
            if block.kind != "heading"
        )
        for document in documents
    }
    return measure(make_cases(texts))


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_falsified_sentences_are_found(results, kind, floor):
    found = shares(results, "unsupported")[kind]
    assert found.n >= 25
    assert found.value >= floor


def test_true_sentences_are_hardly_ever_called_unsupported(results):
    false_alarms = shares(results, "unsupported")
    assert false_alarms["true"].n >= 100
    assert false_alarms["true"].value <= 0.02
    assert false_alarms["as it stands"].count == 0


def test_true_sentences_are_mostly_judged(results):
    assert shares(results, "unjudged")["true"].value <= 0.05


def test_a_falsified_sentence_is_as_good_as_never_supported(results):
    wrong = [r for r in results if r.case.kind in FLOORS and r.checked.support in {"verbatim", "supported"}]
    assert len(wrong) <= 0.01 * len(results)
