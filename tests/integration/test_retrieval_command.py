"""``python -m assistant.evaluation retrieval DIR`` from end to end, with the real encoder on a tiny set."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import Assistant
from assistant.embeddings import Encoder
from assistant.evaluation.beir import read_set
from assistant.evaluation.own_search import corpus_of, likelihood
from assistant.evaluation.vectors import RememberingEncoder
from assistant.ingestion import ingest_texts
from assistant.passages import split_document
from assistant.pipeline import open_on_texts

TEXTS = {
    "kaffe": ("Kaffe", "Kaffe\nKaffebönor rostas i en trumma. Rosten avgör smaken. Mörk rost blir besk."),
    "bi": ("", "Bin samlar nektar och gör honung. Ett bisamhälle har en enda drottning."),
    "vin/ter": ("Vinterdäck", "Dubbdäck får användas från den 1 oktober till den 15 april."),
    "lön": ("", "Lönen betalas ut den 25:e varje månad. Infaller dagen på en helg betalas den ut dagen före."),
    "park": ("", "I parken finns en lekplats för små barn och en bänk vid dammen."),
}
QUERIES = {
    "1": ("Hur rostas kaffebönor?", "kaffe", "How are coffee beans roasted?"),
    "2": ("Vad gör bin av nektar?", "bi", "What do bees make of nectar?"),
    "3": ("När får man köra med dubbdäck?", "vin/ter", None),
    "4": ("Vilken dag betalas lönen ut?", "lön", None),
    "5": ("Var finns det en lekplats för barnen?", "park", None),
}
UNANSWERABLE = {"u1": ("Vad kostar en burk honung?", "bi"), "u2": ("Hur mycket koffein har kaffet?", "kaffe")}
METRICS = ["ndcg@10", "mrr@10", "hit@1", "hit@5"]


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "liten"
    place.mkdir()
    write(place / "corpus.jsonl", [{"_id": id_, "title": title, "text": text} for id_, (title, text) in TEXTS.items()])
    rows = []
    for id_, (text, cluster, english) in QUERIES.items():
        rows.append({"_id": id_, "text": text, "metadata": {"cluster": cluster}})
        if english:
            rows[-1]["metadata"]["question_en"] = english
    write(place / "queries.jsonl", rows)
    relevant = [{"query-id": id_, "corpus-id": text, "score": 1} for id_, (_, text, _) in QUERIES.items()]
    write(place / "qrels.jsonl", relevant)
    return place


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    place = tmp_path / "annan"
    place.mkdir()
    write(
        place / "queries.jsonl",
        [{"_id": "x", "text": "Vem skrev Röda rummet?"}, {"_id": "y", "text": "Vad är en fuga?"}],
    )
    return place


def test_every_system_is_measured_in_every_way_of_typing(run, folder, foreign, tmp_path):
    write(
        folder / "queries_unanswerable.jsonl",
        [{"_id": id_, "text": text, "metadata": {"cluster": near}} for id_, (text, near) in UNANSWERABLE.items()],
    )
    target = tmp_path / "out.json"
    options = ["--json", str(target), "--unrelated", str(foreign)]
    done = run("-m", "assistant.evaluation", "retrieval", str(folder), *options)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("tillitsguiden", "bm25", "dense", "langchain", "as_typed (5)", "english (2)", "unrelated (2)"):
        assert name in done.stdout
    report = json.loads(target.read_text("utf-8"))
    assert (report["set"], report["n"]) == ("liten", 5)
    ways = ["as_typed", "no_diacritics", "typos", "lower_case", "english"]
    assert report["queries"] == dict(zip(ways, [5, 5, 5, 5, 2], strict=True))
    assert list(report["systems"]) == ["tillitsguiden", "bm25", "dense", "langchain"]
    assert list(report["paired"]) == ["bm25", "dense", "langchain"]
    for figures in (*report["systems"].values(), *report["paired"].values()):
        assert list(figures) == ways
        for metrics in figures.values():
            assert list(metrics) == METRICS
            assert all(set(figure) == {"value", "low", "high"} for figure in metrics.values())
            assert all(figure["low"] <= figure["value"] <= figure["high"] for figure in metrics.values())
    own, words = report["systems"]["tillitsguiden"], report["systems"]["bm25"]
    assert own["as_typed"]["hit@1"] == {"value": 1, "low": 1, "high": 1}  # easy for anyone who can search
    assert words["english"]["ndcg@10"]["value"] < own["english"]["ndcg@10"]["value"]
    difference = report["paired"]["bm25"]["english"]["ndcg@10"]["value"]
    assert difference == pytest.approx(own["english"]["ndcg@10"]["value"] - words["english"]["ndcg@10"]["value"])
    assert list(report["refusal"]) == ["unanswerable", "unrelated"]
    for refusal in report["refusal"].values():
        assert refusal["n"] == 2
        assert 0 <= refusal["refused_at_5pct"] <= 1
        assert 0 <= refusal["auc_low"] <= refusal["auc"] <= refusal["auc_high"] <= 1
        assert refusal["curve"][-1] == [1, 1]
        assert 0 <= refusal["question_shape_auc"] <= 1
    assert report["refusal"]["unrelated"]["auc"] > 0.5


def test_a_second_run_encodes_nothing_and_measures_the_same(folder, tmp_path, encoder, settings, monkeypatch):
    from assistant.evaluation import retrieval

    monkeypatch.setattr(retrieval, "load_encoder", lambda _: encoder)
    first = retrieval.measure(settings, read_set(folder), every=2)
    assert first.n == 3

    def refuse(*_, **__):
        raise AssertionError("something was encoded")

    monkeypatch.setattr(Encoder, "_encode", refuse)
    monkeypatch.setattr(encoder._model, "encode", refuse)
    assert retrieval.measure(settings, read_set(folder), every=2).as_dict() == first.as_dict()
    assert not (settings.data / "chroma").exists(), "the operator's own index is left alone"


def test_texts_keep_their_title_and_the_untitled_get_none(folder, tmp_path):
    documents = {document.name: document for document in corpus_of(read_set(folder)).documents}
    assert documents["kaffe.txt"].title == "Kaffe"
    assert [section.path for section in documents["kaffe.txt"].sections] == [("Kaffe",)]
    assert documents["vin/ter.txt"].title == "Vinterdäck"
    assert documents["bi.txt"].title == ""
    untitled = split_document(documents["bi.txt"], lambda _: True)
    assert untitled
    assert {(passage.context, passage.section_name) for passage in untitled} == {("", "")}


@pytest.fixture
def opened(folder, encoder, settings) -> Assistant:
    return open_on_texts(corpus_of(read_set(folder)), settings, encoder=encoder)


@pytest.mark.parametrize("question", ["Hur rostas kaffebönor?", "nar far man kora med dubbdack", "HUR ROSTAS KAFFE?"])
def test_what_is_searched_for_is_what_an_answer_rests_on(opened, question):
    search, answer = opened.search(question), opened.answer(question)
    assert (search.query, search.language) == (answer.query, answer.language)
    assert [(row.document, row.start, row.score) for row in answer.retrieved] == [
        (row.passage.document, row.passage.start, round(row.score, 6)) for row in search.found[: len(answer.retrieved)]
    ]


def test_the_likelihood_is_what_the_assistant_refuses_by(opened):
    likely, unlikely = "Vad gör bin av nektar?", "Vem skrev Röda rummet?"
    assert likelihood(opened, opened.search(likely)) > likelihood(opened, opened.search(unlikely))
    assert opened.judge(opened.search(unlikely)).within is False
    assert opened.answer(unlikely).status == "refused"


def test_texts_from_elsewhere_are_embedded_once(folder, encoder, settings):
    corpus = corpus_of(read_set(folder))
    assert ingest_texts(settings, corpus, encoder=encoder).embedded > 0
    assert ingest_texts(settings, corpus, encoder=encoder).embedded == 0


def test_remembered_vectors_are_those_of_the_encoder(encoder, tmp_path):
    texts = ["Vad är tillit?", "Hej", "Vad är tillit?"]
    first = RememberingEncoder(encoder, tmp_path)
    asked, bare = first.encode_questions(texts), first.encode_bare(texts)
    np.testing.assert_allclose(asked, encoder.encode_questions(texts), atol=1e-5)
    np.testing.assert_allclose(bare, encoder.encode_bare(texts), atol=1e-5)
    assert np.abs(asked - bare).max() > 1e-3, "a prompt makes a difference"
    first.save()
    again = RememberingEncoder(encoder, tmp_path)
    vars(again)["_model"] = None  # nothing is left to encode with
    np.testing.assert_array_equal(again.encode_questions(texts), asked)
    np.testing.assert_array_equal(again.encode_bare(texts), bare)
    assert again.encode_questions([]).shape == (0, encoder.dimension)


def test_a_damaged_memory_is_made_anew(encoder, tmp_path):
    first = RememberingEncoder(encoder, tmp_path)
    vector = first.encode_questions(["Hej"])
    first.save()
    (file,) = tmp_path.glob("vectors-*.npz")
    file.write_bytes(file.read_bytes()[:100])
    np.testing.assert_allclose(RememberingEncoder(encoder, tmp_path).encode_questions(["Hej"]), vector, atol=1e-5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "qrels.jsonl").unlink(), ["qrels.jsonl", "cannot be read", "Expected"]),
        (lambda folder: (folder / "corpus.jsonl").write_text('{"_id"', "utf-8"), ["corpus.jsonl, line 1", "not JSON"]),
        (lambda folder: (folder / "queries.jsonl").write_text("\n", "utf-8"), ["queries.jsonl", "no queries"]),
    ],
)
def test_bad_input_ends_with_2_and_a_message_before_anything_heavy_loads(run, folder, tmp_path, change, said):
    change(folder)
    done = run("-X", "importtime", "-m", "assistant.evaluation", "retrieval", str(folder))
    lines = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert (done.returncode, done.stdout, len(lines)) == (2, "", 1)
    assert all(part in lines[0] for part in said)
    assert "torch" not in done.stderr.replace(lines[0], "")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--every", "0"], "expected a whole number from 1"),
        (["--json", "no/such/folder/out.json"], "cannot be written"),
        (["--unrelated", "no/such/folder"], "cannot be read"),
        (["--encoder", "./no-such-model"], "could not be loaded"),
    ],
)
def test_a_wrong_option_ends_with_2_and_a_message(run, folder, options, said):
    done = run("-m", "assistant.evaluation", "retrieval", str(folder), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
