"""The verifier reads question and passage together: it tells an answer from a text that is merely near."""

import numpy as np
import pytest

from assistant.documents import read_document
from assistant.errors import EncoderError
from assistant.passages import split_document
from assistant.verifier import Verifier, load_verifier, read_text, verifier_folder

TEXT = """# Fikarummet

## Så håller vi ordning

Regler:

- Kaffebryggaren rengörs varje fredag av den som har köksveckan.
- Glömda matlådor slängs på måndag morgon.

Disken är vars och ens eget ansvar, och det gäller även chefen.
"""
PASSAGES = split_document(read_document("fika.md", TEXT), lambda _: True)
TEXTS = [read_text(passage) for passage in PASSAGES]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return load_verifier()


def place(words: str) -> int:
    return next(number for number, text in enumerate(TEXTS) if words in text)


def test_a_passage_is_read_under_its_heading_and_the_line_before_its_list():
    assert TEXTS[place("matlådor")] == "Så håller vi ordning\nRegler:\nGlömda matlådor slängs på måndag morgon."


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("När rengörs kaffebryggaren?", "Kaffebryggaren"),
        ("Vad händer med matlådor som någon har glömt?", "matlådor"),
        ("Måste chefen också diska efter sig?", "Disken"),
    ],
)
def test_the_passage_that_answers_is_likelier_than_every_other(verifier, question, words):
    odds = verifier.log_odds(question, TEXTS)
    assert int(np.argmax(odds)) == place(words)


@pytest.mark.parametrize(
    ("answered", "near_miss", "words"),
    [
        ("När rengörs kaffebryggaren?", "Vad kostade kaffebryggaren?", "Kaffebryggaren"),
        ("När slängs glömda matlådor?", "Vilket märke är matlådorna?", "matlådor"),
        ("Vem har ansvar för disken?", "Hur lång tid tar disken?", "Disken"),
    ],
)
def test_a_near_miss_on_the_same_passage_is_less_likely(verifier, answered, near_miss, words):
    [text] = [TEXTS[place(words)]]
    assert verifier.log_odds(answered, [text])[0] > verifier.log_odds(near_miss, [text])[0] + 1


def test_texts_are_judged_alike_alone_and_together(verifier):
    together = verifier.log_odds("När slängs matlådor?", TEXTS)
    alone = [float(verifier.log_odds("När slängs matlådor?", [text])[0]) for text in TEXTS]
    assert together.dtype == np.float32
    assert np.allclose(together, alone, atol=1e-3)


@pytest.mark.parametrize("question", ["", "?", "ordet " * 400])
def test_odd_questions_and_long_texts_give_finite_numbers(verifier, question):
    odds = verifier.log_odds(question, [TEXTS[0], "lång text " * 500, ""])
    assert odds.shape == (3,)
    assert np.isfinite(odds).all()


def test_no_texts_give_no_numbers(verifier):
    assert verifier.log_odds("Vad?", []).shape == (0,)


def test_missing_files_are_told_with_the_remedy(tmp_path, monkeypatch):
    assert (verifier_folder() / "adapter.safetensors").is_file()
    monkeypatch.setattr("assistant.verifier.verifier_folder", lambda: tmp_path)
    with pytest.raises(EncoderError, match="Install the program again"):
        load_verifier()
