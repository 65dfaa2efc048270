"""``python -m assistant.evaluation train`` from end to end: two steps on a handful of questions."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant import bundled_encoder, verifier
from assistant.embeddings import load_encoder
from assistant.evaluation.__main__ import main
from assistant.evaluation.train_encoder import SETS
from assistant.settings import load

SUBJECTS = ("kaffet", "disken", "posten", "larmet", "nycklarna", "blommorna", "skrivaren", "parkeringen")
QUESTION = "Vem sköter disken?"


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of two tiny training texts."""
    folder = tmp_path_factory.mktemp("texts")
    for name in ("Kansliet", "Verkstaden"):
        sentences = [f"{name} har en egen ansvarig för {subject}." for subject in SUBJECTS]
        text = {
            "title": name,
            "text": f"# {name}\n\n" + "\n\n".join(sentences),
            "answerable": [
                {"q": f"Vem sköter {subject}?", "quote": sentence}
                for subject, sentence in zip(SUBJECTS, sentences, strict=True)
            ],
            "near_miss": [{"q": f"Vad kostar {subject}?", "why": "pris"} for subject in SUBJECTS],
        }
        (folder / f"{name}.json").write_text(json.dumps(text), "utf-8")
    return folder


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of tiny sets under the names of the real ones."""
    folder = tmp_path_factory.mktemp("sets")
    for name in SETS:
        place = folder / name
        place.mkdir()
        rows = [(str(number), f"Rum {number} stängs klockan {number}.", f"{number}.") for number in range(1, 14)]
        write(place / "corpus.jsonl", [{"_id": id_, "title": "", "text": text} for id_, text, _ in rows])
        marked = [[{"start": text.rindex(answer), "text": answer}] for _, text, answer in rows]
        queries = [
            {"_id": f"q{id_}", "text": f"När stängs rum {id_}?", "metadata": {"answers": answers}}
            for (id_, _, _), answers in zip(rows, marked, strict=True)
        ]
        write(place / "queries.jsonl", queries)
        write(place / "qrels.jsonl", [{"query-id": f"q{id_}", "corpus-id": id_, "score": 1} for id_, _, _ in rows])
    return folder


@pytest.fixture(scope="module")
def train(texts: Path, sets: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Path]:
    """Give a function that trains a model for two steps into a folder."""
    cache = tmp_path_factory.mktemp("cache")

    def run_command(model: str, out: Path) -> Path:
        options = ["--texts", str(texts), "--sets", str(sets), "--out", str(out), "--steps", "2"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TILLIT_CACHE", str(cache))
            patch.setenv("TILLIT_THREADS", "1")
            assert main(["train", model, *options]) == 0
        return out

    return run_command


@pytest.fixture(scope="module")
def trained(train: Callable[[str, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with what both commands wrote."""
    folder = tmp_path_factory.mktemp("trained")
    for model in ("encoder", "verifier"):
        train(model, folder / model)
    return folder


def test_the_encoders_adapter_changes_its_upper_layers_alone(trained):
    assert [path.name for path in (trained / "encoder").iterdir()] == ["adapter.safetensors"]
    adapter = load_file(trained / "encoder" / "adapter.safetensors")
    before, after = bundled_encoder.read_weights(), bundled_encoder.read_weights()
    bundled_encoder.add_adapter(after, adapter)
    changed = {name for name, tensor in after.items() if not np.array_equal(tensor, before[name])}
    assert changed == {f"{name.removesuffix('.up')}.weight" for name in adapter if name.endswith(".up")}
    assert {name.split(".")[2] for name in changed} == {str(layer) for layer in range(4, 12)}
    assert len(changed) == 8 * 6
    assert all(np.isfinite(tensor).all() for tensor in after.values())


def test_the_verifier_loads_what_was_trained_and_judges(trained, monkeypatch):
    assert json.loads((trained / "verifier" / "config.json").read_text("utf-8")) == {"layers": 8}
    tensors = load_file(trained / "verifier" / "adapter.safetensors")
    for head in ("head", "sentence_head"):
        assert tensors[f"{head}.weight"].dtype == tensors[f"{head}.bias"].dtype == np.float32
        assert np.abs(tensors[f"{head}.weight"]).max() > 0
    monkeypatch.setattr(verifier, "verifier_folder", lambda: trained / "verifier")
    texts = [
        verifier.ReadText(text, ((0, len(text)),)) for text in ("Anna sköter disken.", "Posten kommer klockan tio.")
    ]
    first, second = verifier.load_verifier().read(QUESTION, texts)
    assert np.isfinite([first.answers, *first.sentences, second.answers, *second.sentences]).all()
    assert first.answers != second.answers
    assert first.sentences != second.sentences


@pytest.mark.parametrize("model", ["encoder", "verifier"])
def test_a_training_repeated_gives_the_same_weights(train, trained, tmp_path, model):
    again = train(model, tmp_path)
    assert (again / "adapter.safetensors").read_bytes() == (trained / model / "adapter.safetensors").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"texts": "none"}, ["there is no such folder", "--texts"]),
        ({"sets": "none"}, ["corpus.jsonl: it cannot be read"]),
        ({"out": "occupied/below"}, ["cannot be written to", "--out"]),
    ],
)
@pytest.mark.parametrize("model", ["encoder", "verifier"])
def test_what_cannot_be_used_is_told_before_any_model_loads(
    texts, sets, tmp_path, monkeypatch, capsys, model, wrong, said
):
    def refuse(*_: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(f"assistant.evaluation.train_{model}.load_plain_encoder", refuse)
    (tmp_path / "occupied").write_text("")
    folders = {"texts": texts, "sets": sets, "out": tmp_path / "out"}
    folders |= {name: tmp_path / place for name, place in wrong.items()}
    options = [text for name, folder in folders.items() for text in (f"--{name}", str(folder))]
    assert main(["train", model, *options]) == 2
    problem = capsys.readouterr().err
    assert all(part in problem for part in said)


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the same questions in Swedish and English."""
    folder = tmp_path_factory.mktemp("parallel")
    things = {"dörren": "door", "bilen": "car", "boken": "book", "lampan": "lamp", "soffan": "sofa", "hunden": "dog"}
    doings = {"köpte": "bought", "sålde": "sold", "målade": "painted", "hittade": "found", "glömde": "forgot"}
    rows = [
        (f"Vem {did} {thing}?", f"Who {done} the {en}?") for did, done in doings.items() for thing, en in things.items()
    ]
    rows += [("Var ligger toaletten?", "Where is the toilet?"), ("När åker tåget?", "When does the train leave?")]
    (folder / "vem.tsv").write_text("sv\ten\n" + "".join(f"{sv}\t{en}\n" for sv, en in rows), "utf-8")
    return folder


def languages(texts: Path, parallel: Path, out: Path, *more: str) -> int:
    return main(["train", "languages", "--texts", str(texts), "--parallel", str(parallel), "--out", str(out), *more])


def test_english_questions_come_nearer_to_the_swedish_ones_which_stay(texts, parallel, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("assistant.evaluation.train_languages._EPOCHS", 16)
    assert languages(texts, parallel, tmp_path / "out") == 0
    packed = tmp_path / "packed"
    shutil.copytree(bundled_encoder.packed_folder(), packed)
    shutil.copy(tmp_path / "out" / "adapter.safetensors", packed)
    before = load_encoder(replace(load(), threads=1))
    monkeypatch.setattr(bundled_encoder, "packed_folder", lambda: packed)
    after = load_encoder(replace(load(), threads=1, cache=tmp_path / "cache"))
    pair = ["Vem målade soffan?", "Who painted the sofa?"]
    (swedish, english), (swedish_after, english_after) = before.encode_questions(pair), after.encode_questions(pair)
    assert english_after @ swedish > english @ swedish + 0.02
    assert swedish_after @ swedish > 0.97


def test_languages_are_learnt_from_what_is_named_and_only_from_a_file_in_order(texts, parallel, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["train", "languages", "--texts", str(texts)])
    assert "train languages needs --parallel DIR" in capsys.readouterr().err
    assert languages(texts, tmp_path / "none", tmp_path / "out") == 2
    assert "there is no such folder" in capsys.readouterr().err
    bad = tmp_path / "bad"
    bad.mkdir()
    for content, said in (
        ("en\tsv\nWho?\tVem?\n", ["first line is 'en\\tsv'", "'sv' the first"]),
        ("sv\ten\nVem?\tWho?\nNär?\n", ["bad.tsv, line 3: 1 fields hold a text", "Expected 2"]),
        ("sv\ten\nVem?\tWho?\n", ["1 questions in all", "at least 32"]),
    ):
        (bad / "bad.tsv").write_text(content, "utf-8")
        assert languages(texts, bad, tmp_path / "out") == 2
        problem = capsys.readouterr().err
        assert all(part in problem for part in said), problem
    assert not list((tmp_path / "out").glob("*"))
