"""Reading sets in the BEIR layout: what is accepted, and what is said about the rest."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.beir import BeirError, MarkedAnswer, Text, read_queries, read_set

TEXTS = [
    {"_id": "a", "title": "Vård", "text": "Vården är öppen."},
    {"_id": "b", "title": "", "text": "Skolan stänger."},
]
QUERIES = [
    {"_id": "1", "text": "När öppnar vården?", "metadata": {"cluster": "vård", "question_en": "When does it open?"}},
    {"_id": "2", "text": "Stänger skolan?"},
]
QRELS = [{"query-id": "1", "corpus-id": "a", "score": 1}, {"query-id": "2", "corpus-id": "b", "score": 2}]


def write(path: Path, rows: list[object]) -> None:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a small set that is in order."""
    place = tmp_path / "liten"
    place.mkdir()
    write(place / "corpus.jsonl", TEXTS)
    write(place / "queries.jsonl", QUERIES)
    write(place / "qrels.jsonl", QRELS)
    return place


def test_a_set_is_read_whole(folder):
    beir = read_set(folder)
    assert beir.name == "liten"
    assert [text.id for text in beir.texts] == ["a", "b"]
    assert [(query.id, query.cluster, query.english) for query in beir.queries] == [
        ("1", "vård", "When does it open?"),
        ("2", "2", None),
    ]
    assert beir.judgements == {"1": {"a": 1}, "2": {"b": 2}}
    assert (beir.unanswerable, beir.unjudged) == ((), 0)


def test_marked_answers_are_read_where_they_are(folder):
    marked = {"answers": [{"start": 7, "text": "öppen", "end": 12}, {"start": 0, "text": "Vården"}]}
    write(folder / "queries.jsonl", [QUERIES[1], {"_id": "1", "text": "Hur är vården?", "metadata": marked}])
    assert [query.answers for query in read_set(folder).queries] == [
        (),
        (MarkedAnswer(7, "öppen"), MarkedAnswer(0, "Vården")),
    ]


@pytest.mark.parametrize("answer", ["öppen", {"text": "öppen"}, {"start": -1, "text": "öppen"}, {"start": 3}])
def test_an_answer_of_another_form_is_named(folder, answer):
    row = {"_id": "1", "text": "Hur är vården?", "metadata": {"answers": [answer]}}
    write(folder / "queries.jsonl", [row, QUERIES[1]])
    with pytest.raises(BeirError, match=r"queries\.jsonl, line 1: an answer is "):
        read_set(folder)


def test_unanswerable_questions_are_read_where_they_are(folder):
    write(folder / "queries_unanswerable.jsonl", [{"_id": "9", "text": "Vad kostar det?"}])
    assert [query.text for query in read_set(folder).unanswerable] == ["Vad kostar det?"]


def test_judgements_may_stand_in_beirs_own_table(folder):
    (folder / "qrels.jsonl").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t2\n", "utf-8")
    assert read_set(folder).judgements == {"1": {"a": 1}, "2": {"b": 2}}


def test_queries_without_a_relevant_text_are_left_out_and_counted(folder):
    write(folder / "qrels.jsonl", [QRELS[0], QRELS[1] | {"score": 0}])
    beir = read_set(folder)
    assert ([query.id for query in beir.queries], beir.unjudged) == (["1"], 1)


def test_line_separators_inside_a_text_end_no_row(folder):
    rows = [json.dumps(TEXTS[0] | {"text": "Ett\u2028två\x85tre"}, ensure_ascii=False), TEXTS[1]]
    write(folder / "corpus.jsonl", rows)
    assert read_set(folder).texts[0].text == "Ett\u2028två\x85tre"


def test_a_title_that_the_text_begins_with_is_read_once():
    assert Text("a", "Vård", "Vård\nÖppet.").whole == "Vård\nÖppet."
    assert Text("a", "Vård", "Öppet.").whole == "Vård\nÖppet."
    assert Text("a", "", "Öppet.").whole == "Öppet."


def test_the_fingerprint_follows_the_corpus_alone(folder):
    before = read_set(folder).fingerprint
    write(folder / "queries.jsonl", [QUERIES[0] | {"text": "När då?"}, QUERIES[1]])
    assert read_set(folder).fingerprint == before
    write(folder / "corpus.jsonl", [TEXTS[0] | {"text": "Vården är stängd."}, TEXTS[1]])
    assert read_set(folder).fingerprint != before


@pytest.mark.parametrize(
    ("file", "rows", "said"),
    [
        ("corpus.jsonl", [TEXTS[0], '{"_id": "b", "text"'], ["corpus.jsonl, line 2", "not JSON"]),
        ("corpus.jsonl", [TEXTS[0], "", '["b"]'], ["corpus.jsonl, line 3", '["b"]', "a JSON object"]),
        ("corpus.jsonl", [TEXTS[0], TEXTS[0]], ["corpus.jsonl, line 2", "'a' is used twice"]),
        ("corpus.jsonl", [TEXTS[0], {"_id": "b", "text": " "}], ["corpus.jsonl, line 2", "text is ' '"]),
        ("corpus.jsonl", [{"_id": "a", "title": 3, "text": "x"}], ["corpus.jsonl, line 1", "title is 3"]),
        ("corpus.jsonl", [{"text": "x"}], ["corpus.jsonl, line 1", "_id is None"]),
        ("corpus.jsonl", ['{"_id": "a", "text": "x\\ud83d"}'], ["corpus.jsonl, line 1", "half a character"]),
        ("corpus.jsonl", [], ["corpus.jsonl", "no texts"]),
        ("queries.jsonl", [], ["queries.jsonl", "no queries", "at least one"]),
        ("queries.jsonl", [QUERIES[0], QUERIES[0]], ["queries.jsonl, line 2", "'1' is used twice"]),
        ("queries.jsonl", [{"_id": "1", "text": None}], ["queries.jsonl, line 1", "text is None"]),
        ("queries.jsonl", [QUERIES[0] | {"metadata": "x"}], ["queries.jsonl, line 1", "metadata is 'x'"]),
        ("qrels.jsonl", [QRELS[0] | {"query-id": "7"}], ["qrels.jsonl, line 1", "query-id '7' is unknown"]),
        ("qrels.jsonl", [QRELS[0] | {"corpus-id": "c"}], ["qrels.jsonl, line 1", "corpus-id 'c' is unknown"]),
        ("qrels.jsonl", [QRELS[0] | {"score": "hög"}], ["qrels.jsonl, line 1", "score is 'hög'", "a whole number"]),
        ("qrels.jsonl", [QRELS[0] | {"score": 0.5}], ["qrels.jsonl, line 1", "score is 0.5"]),
        ("qrels.jsonl", [QRELS[0], QRELS[0]], ["qrels.jsonl, line 2", "judged twice"]),
        ("qrels.jsonl", [QRELS[0] | {"score": 0}], ["liten", "no query has a relevant text"]),
        ("queries_unanswerable.jsonl", ["{"], ["queries_unanswerable.jsonl, line 1", "not JSON"]),
    ],
)
def test_bad_input_is_told_with_its_place_what_was_found_and_what_to_do(folder, file, rows, said):
    write(folder / file, rows)
    with pytest.raises(BeirError) as caught:
        read_set(folder)
    for part in (*said, "Expected", "Mend the file"):
        assert part in caught.value.message


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels.jsonl"])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(BeirError, match=rf"{file}: it cannot be read \(No such file"):
        read_set(folder)


def test_a_table_row_of_another_width_is_told(folder):
    (folder / "qrels.jsonl").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\n", "utf-8")
    with pytest.raises(BeirError, match=r"line 2: it has 2 columns. Expected 3"):
        read_set(folder)


def test_a_file_in_another_encoding_is_told(folder):
    (folder / "queries.jsonl").write_bytes('{"_id": "1", "text": "När?"}'.encode("latin-1"))
    with pytest.raises(BeirError, match=r"it is not UTF-8 \(byte 24\)"):
        read_queries(folder / "queries.jsonl")
