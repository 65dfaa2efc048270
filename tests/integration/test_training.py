"""``python -m assistant.evaluation train`` from end to end: two steps on a handful of questions."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant import bundled_encoder, verifier
from assistant.evaluation.__main__ import main
from assistant.evaluation.train_encoder import SETS

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
