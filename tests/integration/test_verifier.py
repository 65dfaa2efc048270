"""The verifier reads question and passage together: it tells an answer from what is near, and where it stands."""

import numpy as np
import pytest

from assistant.documents import read_document
from assistant.errors import EncoderError
from assistant.passages import split_document
from assistant.verifier import UNREAD, ReadText, Verifier, load_verifier, read_text, verifier_folder

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
    return next(number for number, text in enumerate(TEXTS) if words in text.text)


def odds(verifier: Verifier, question: str, texts: list[ReadText]) -> list[float]:
    return [reading.answers for reading in verifier.read(question, texts)]


def test_a_passage_is_read_under_its_heading_and_the_line_before_its_list():
    read = TEXTS[place("matlådor")]
    assert read.text == "Så håller vi ordning\nRegler:\nGlömda matlådor slängs på måndag morgon."
    assert [read.text[start:end] for start, end in read.sentences] == ["Glömda matlådor slängs på måndag morgon."]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("När rengörs kaffebryggaren?", "Kaffebryggaren"),
        ("Vad händer med matlådor som någon har glömt?", "matlådor"),
        ("Måste chefen också diska efter sig?", "Disken"),
    ],
)
def test_the_passage_that_answers_is_likelier_than_every_other(verifier, question, words):
    assert int(np.argmax(odds(verifier, question, TEXTS))) == place(words)


@pytest.mark.parametrize(
    ("answered", "near_miss", "words"),
    [
        ("När rengörs kaffebryggaren?", "Vad kostade kaffebryggaren?", "Kaffebryggaren"),
        ("När slängs glömda matlådor?", "Vilket märke är matlådorna?", "matlådor"),
        ("Vem har ansvar för disken?", "Hur lång tid tar disken?", "Disken"),
    ],
)
def test_a_near_miss_on_the_same_passage_is_less_likely(verifier, answered, near_miss, words):
    text = [TEXTS[place(words)]]
    assert odds(verifier, answered, text)[0] > odds(verifier, near_miss, text)[0] + 1


PARAGRAPH = split_document(
    read_document(
        "bil.md",
        "# Poolbilen\n\nBilen bokas hos Berit i receptionen. Nyckeln hänger i det gröna skåpet. Den som kör ska ha "
        "körkort och vara nykter. Tanka innan du lämnar tillbaka den.\n",
    ),
    lambda _: True,
)[0]


@pytest.mark.parametrize(
    ("question", "answering"),
    [
        ("Av vem får man låna poolbilen?", 0),
        ("Var finns bilnyckeln?", 1),
        ("Vad krävs av föraren?", 2),
        ("Måste jag fylla tanken?", 3),
    ],
)
def test_the_sentence_that_answers_is_likelier_than_the_others(verifier, question, answering):
    [reading] = verifier.read(question, [read_text(PARAGRAPH)])
    assert int(np.argmax(reading.sentences)) == answering


def test_texts_are_judged_alike_alone_and_together(verifier):
    texts = [*TEXTS, read_text(PARAGRAPH)]
    together = verifier.read("När slängs matlådor?", texts)
    alone = [verifier.read("När slängs matlådor?", [text])[0] for text in texts]
    assert [len(reading.sentences) for reading in together] == [1, 1, 1, 1, 4]
    assert np.allclose([each.answers for each in together], [each.answers for each in alone], atol=1e-3)
    for first, second in zip(together, alone, strict=True):
        assert np.allclose(first.sentences, second.sentences, atol=1e-3)


@pytest.mark.parametrize("question", ["", "?", "ordet " * 400])
def test_odd_questions_and_long_texts_give_finite_numbers(verifier, question):
    far_back = ReadText("lång text " * 500, ((0, 9), (4900, 4999)))
    readings = verifier.read(question, [TEXTS[0], far_back, ReadText("", ())])
    assert len(readings) == 3
    assert np.isfinite([reading.answers for reading in readings]).all()
    assert readings[1].sentences[1] == UNREAD != readings[1].sentences[0]
    assert readings[2].sentences == ()


def test_no_texts_give_no_readings(verifier):
    assert verifier.read("Vad?", []) == ()


def test_missing_files_are_told_with_the_remedy(tmp_path, monkeypatch):
    assert (verifier_folder() / "adapter.safetensors").is_file()
    monkeypatch.setattr("assistant.verifier.verifier_folder", lambda: tmp_path)
    with pytest.raises(EncoderError, match="Install the program again"):
        load_verifier()
