"""Reading the training texts: all of the project's own, and what is said about others that are not in order."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.parallel_questions import read_parallel
from assistant.evaluation.training_texts import (
    NearMiss,
    TrainingTextError,
    answering_passages,
    answering_sentences,
    read_texts,
)
from assistant.passages import split_corpus

OWN = Path(__file__).parents[1] / "training"
GOOD = {
    "title": "Kaffe",
    "text": "# Kaffe\n\nAlla diskar.\n\n## Rosten\n\nMörk rost blir besk. Ljus rost blir syrlig.\n\n- Köp små påsar.",
    "answerable": [
        {"q": "Hur smakar ljus rost?", "quote": "Ljus rost blir syrlig."},
        {"q": "Hur mycket ska man köpa?", "quote": "Köp små påsar."},
    ],
    "near_miss": [{"q": "Vad kostar en påse?", "why": "pris"}],
}


def count_tokens(text: str) -> int:
    return len(text.split())


def write(folder: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (folder / "kaffe.json").write_text(text, "utf-8")
    return folder


def test_every_own_text_is_read_and_every_quote_is_found():
    first, contrasts = read_texts([OWN]), read_texts([OWN / "contrasts"])
    assert (len(first), len(contrasts)) == (36, 46)
    assert {(len(text.answerable), len(text.near_misses)) for text in first} == {(30, 34)}
    assert {(len(text.answerable), len(text.near_misses)) for text in contrasts} == {(36, 40)}
    for text in first + contrasts:
        passages = split_corpus([text.document], count_tokens, 500)
        for asked in text.answerable:
            assert answering_passages(passages, asked), asked
            assert answering_sentences(passages, asked), asked


def test_no_own_question_is_both_answered_and_a_near_miss():
    for text in read_texts([OWN, OWN / "contrasts"]):
        questions = [asked.question for asked in (*text.answerable, *text.near_misses)]
        assert len(set(questions)) == len(questions), text.document.name


def test_every_parallel_row_is_read_in_all_languages():
    rows = read_parallel([OWN / "parallel"])
    assert len(rows) == 3400
    assert {tuple(row.others) for row in rows} == {("en", "no", "da", "fi")}


def test_a_quote_leads_to_its_passage_and_its_sentence(tmp_path):
    (text,) = read_texts([write(tmp_path, GOOD)])
    assert (text.document.title, text.near_misses) == ("Kaffe", (NearMiss("Vad kostar en påse?"),))
    passages = split_corpus([text.document], count_tokens, 500)
    light, bags = text.answerable
    assert [passages[number].text for number in answering_passages(passages, light)] == [
        "Mörk rost blir besk. Ljus rost blir syrlig."
    ]
    assert answering_sentences(passages, light) == ("Rosten\nLjus rost blir syrlig.",)
    assert [passages[number].text for number in answering_passages(passages, bags)] == ["Köp små påsar."]


def test_a_quote_may_be_typed_with_other_code_points(tmp_path):
    row = {"q": "Vad ska man köpa?", "quote": "Ko\u0308p sma\u030a pa\u030asar."}
    (text,) = read_texts([write(tmp_path, {**GOOD, "answerable": [row]})])
    asked = text.answerable[0]
    assert text.document.text[asked.start : asked.end] == "Köp små påsar."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", ["it is not JSON", "Expected a JSON object"]),
        ([1], ["it is '[1]'", "Expected a JSON object"]),
        ({**GOOD, "title": " "}, ["title is ' '", "a text that is not empty"]),
        ({**GOOD, "text": None}, ["text is None", "a text that is not empty"]),
        ({**GOOD, "text": "Kaffe\n\nMörk rost."}, ["text begins with 'Kaffe'", "'# Kaffe'"]),
        ({**GOOD, "near_miss": []}, ["near_miss is []", "at least one question"]),
        ({**GOOD, "near_miss": ["Vad?"]}, ["near_miss 1: it is 'Vad?'", "an object"]),
        ({**GOOD, "near_miss": [{"q": "Vad?"}]}, ["near_miss 1: why is None", "a text"]),
        ({**GOOD, "answerable": [{"q": "Vad?", "quote": 3}]}, ["answerable 1: quote is 3", "a text"]),
        ({**GOOD, "answerable": [{"q": "Vad?", "quote": "Te."}]}, ["'Te.' stands 0 times", "letter by letter"]),
        ({**GOOD, "answerable": [{"q": "Vad?", "quote": "rost blir"}]}, ["'rost blir' stands 2 times", "once"]),
        ({**GOOD, "answerable": [{"q": "Vad?", "quote": "Rosten"}]}, ["'Rosten' is a heading", "a sentence below it"]),
    ],
)
def test_a_file_that_is_not_in_order_is_named_with_what_to_do(tmp_path, content, said):
    with pytest.raises(TrainingTextError) as problem:
        read_texts([write(tmp_path, content)])
    assert all(part in problem.value.message for part in ["kaffe.json", *said, "Mend the file"])
    assert "kaffe.json" in problem.value.swedish


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "kaffe.json").write_bytes('{"title": "Påse"}'.encode("latin-1"))
    with pytest.raises(TrainingTextError, match=r"kaffe\.json: it is not UTF-8 \(byte 13\)"):
        read_texts([tmp_path])


def test_a_folder_without_texts_is_named(tmp_path):
    with pytest.raises(TrainingTextError, match=r"it holds no \.json file"):
        read_texts([tmp_path])
    with pytest.raises(TrainingTextError, match="there is no such folder"):
        read_texts([tmp_path / "none"])
