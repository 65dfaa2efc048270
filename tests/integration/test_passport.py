"""The index knows what it was made of, and says so instead of giving wrong scores; damage is told and mended."""

import io
import os
import shutil
from dataclasses import replace

import pytest

import ingest as command
from assistant import ingestion, pipeline
from assistant.bundled_encoder import unpacked_folder
from assistant.embeddings import identify_encoder
from assistant.errors import IndexMismatchError, IndexUnavailableError, TillitError
from assistant.index import Index, Store, check_passport
from assistant.ingestion import ingest
from assistant.passages import SPLITTER
from assistant.pipeline import open_assistant

GUIDE = "# Råd\n\nChefen lyssnar på gruppen. Gruppen svarar med förslag.\n"


@pytest.fixture
def filled(settings, encoder):
    """Give settings whose corpus holds one text that has been read in."""
    (settings.corpus / "a.md").write_text(GUIDE, "utf-8")
    ingest(settings, encoder=encoder)
    return settings


@pytest.fixture
def other_encoder(cache, tmp_path) -> str:
    """Give a folder with the same model but for one byte of its configuration."""
    folder = tmp_path / "annan-modell"
    shutil.copytree(unpacked_folder(cache), folder, copy_function=os.link)
    config = (folder / "config.json").read_text("utf-8")
    (folder / "config.json").unlink()
    (folder / "config.json").write_text(config.rstrip("\n") + " ", "utf-8")
    return str(folder)


def test_the_passport_names_everything_the_index_was_made_of(filled, encoder):
    passport = Store(filled).newest().passport
    identity = identify_encoder(filled)
    assert (passport.encoder, passport.encoder_fingerprint) == (identity.name, identity.fingerprint)
    assert passport.dimension == encoder.dimension
    assert passport.prompts == encoder.prompts
    assert passport.splitter == SPLITTER
    assert len(passport.corpus_fingerprint) == 64


def test_another_encoder_is_told_with_the_command_that_mends_it(filled, other_encoder):
    with pytest.raises(IndexMismatchError) as caught:
        open_assistant(replace(filled, encoder=other_encoder))
    assert "annan-modell" in caught.value.message
    assert "Expected" in caught.value.message
    assert "python ingest.py" in caught.value.message
    assert "python ingest.py" in caught.value.swedish


def test_that_command_does_mend_it_and_embeds_everything_anew(filled, other_encoder):
    changed = replace(filled, encoder=other_encoder)
    report = ingest(changed)
    assert report.embedded == 1
    assert Store(changed).newest().passport.encoder == "annan-modell"
    with pytest.raises(IndexMismatchError):
        open_assistant(filled)


def test_another_splitter_is_told_with_the_command_that_mends_it(filled, encoder, monkeypatch):
    for module in (pipeline, ingestion):
        monkeypatch.setattr(module, "SPLITTER", "structure-next")
    with pytest.raises(IndexMismatchError) as caught:
        open_assistant(filled, encoder=encoder)
    assert "structure-next" in caught.value.message
    assert SPLITTER in caught.value.message
    assert "python ingest.py" in caught.value.message
    ingest(filled, encoder=encoder)
    assert Store(filled).newest().passport.splitter == "structure-next"
    assert open_assistant(filled, encoder=encoder).passages


def test_the_right_encoder_and_splitter_pass(filled):
    passport = Store(filled).newest().passport
    identity = identify_encoder(filled)
    check_passport(passport, identity.fingerprint, identity.name, SPLITTER)


def test_an_index_that_does_not_measure_by_cosine_is_not_opened(filled):
    store = Store(filled)
    newest = store.newest()
    metadata = dict(newest.collection.metadata)
    store._client.create_collection(
        newest.collection.name[:-6] + "000099",
        configuration={"hnsw": {"space": "l2"}},
        metadata=metadata,
        embedding_function=None,
    )
    assert Store(filled).newest().number == newest.number


def test_other_collections_of_the_same_database_are_left_alone(filled, encoder):
    client = Store(filled)._client
    client.create_collection("someone-elses", metadata={"complete": False}, embedding_function=None)
    (filled.corpus / "a.md").write_text(GUIDE + "\nNytt.\n", "utf-8")
    ingest(filled, encoder=encoder)
    ingest(filled, rebuild=True, encoder=encoder)
    assert "someone-elses" in {collection.name for collection in client.list_collections()}


def damage_overwrite(folder):
    (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def damage_truncate(folder):
    content = (folder / "chroma.sqlite3").read_bytes()
    (folder / "chroma.sqlite3").write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("damage", [damage_overwrite, damage_truncate])
def test_a_damaged_index_is_told_and_the_named_command_mends_it(filled, run, damage):
    damage(filled.data / "chroma")
    told = run("ingest.py")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert str(filled.data) in told.stderr
    assert "python ingest.py --rebuild" in told.stderr
    mended = run("ingest.py", "--rebuild")
    assert mended.returncode == 0, mended.stderr
    assert "1 added" in mended.stdout


def test_a_damaged_index_is_told_again_and_again_by_the_same_process(filled, tmp_path):
    shutil.copytree(filled.data, tmp_path / "copy")
    damage_overwrite(tmp_path / "copy" / "chroma")
    for _ in range(2):
        with pytest.raises(IndexUnavailableError):
            Store(replace(filled, data=tmp_path / "copy"))


@pytest.mark.parametrize("place", ["data", "chroma"])
def test_a_file_in_the_place_of_the_folder_is_told(settings, encoder, place):
    (settings.corpus / "a.md").write_text(GUIDE, "utf-8")
    if place == "chroma":
        settings.data.mkdir()
    (settings.data if place == "data" else settings.data / "chroma").write_text("in the way")
    with pytest.raises(TillitError) as caught:
        ingest(settings, encoder=encoder)
    assert str(settings.data) in caught.value.message


def test_a_dry_run_shows_every_passage_with_its_section_and_writes_nothing(settings, environment, monkeypatch, capsys):
    (settings.corpus / "a.md").write_text("# Råd\n\n## Möten\n\nBoka ett rum.\n\n1. Lyssna.\n2. Fråga.\n", "utf-8")
    (settings.corpus / "bild.txt").write_bytes(b"\0")
    for name in ("TILLIT_CORPUS", "TILLIT_DATA", "TILLIT_CACHE"):
        monkeypatch.setenv(name, environment[name])
    assert command.main(["--dry-run"]) == 0
    captured = capsys.readouterr()
    for text in ("Boka ett rum.", "Lyssna.", "Fråga."):
        assert text in captured.out
    assert captured.out.count("Möten") == 3
    assert "1/2" in captured.out
    assert "bild.txt" in captured.err
    assert not settings.data.exists()


def test_a_dry_run_shows_swedish_text_on_a_terminal_of_any_encoding(settings, environment, monkeypatch):
    (settings.corpus / "a.md").write_text("# Råd\n\nÅtgärda – nu! 🙂\n", "utf-8")
    for name in ("TILLIT_CORPUS", "TILLIT_DATA", "TILLIT_CACHE"):
        monkeypatch.setenv(name, environment[name])
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding="ascii", write_through=True))
    assert command.main(["--dry-run"]) == 0
    assert b"rda" in out.getvalue()


def test_a_dry_run_leaves_an_index_as_it_is(filled, environment, monkeypatch, capsys, collections):
    before = collections(filled)
    (filled.corpus / "b.md").write_text(GUIDE, "utf-8")
    for name in ("TILLIT_CORPUS", "TILLIT_DATA", "TILLIT_CACHE"):
        monkeypatch.setenv(name, environment[name])
    assert command.main(["--dry-run"]) == 0
    assert "b.md" in capsys.readouterr().out
    assert collections(filled) == before
    assert len(Index(Store(filled).newest()).passages) == 1
