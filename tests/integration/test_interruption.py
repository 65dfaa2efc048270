"""An ingest killed at any moment leaves the old index serving, and the next one heals; two at once never meet."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.embeddings import Encoder
from assistant.index import Index, Store
from assistant.ingestion import ingest
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
FILES, SAME = 240, 180
"""Files of the corpus; how many of them, the first, are the same in every edition."""
PATIENCE_S = 120

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes cannot be killed like this here")


def write(corpus: Path, edition: str) -> None:
    """Write a corpus of many short files; each becomes a passage of two sentences, and three records."""
    corpus.mkdir(exist_ok=True)
    for number in range(FILES):
        said = edition if number >= SAME else "ett"
        text = f"# Råd {number}\n\nI utgåva {said} lyssnar chef {number}. Grupp {number} svarar.\n"
        (corpus / f"{number:03}.md").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, cache: Path, encoder: Encoder) -> Settings:
    """Give settings of a corpus of many files that has been read in."""
    folder = tmp_path_factory.mktemp("many")
    write(folder / "corpus", "ett")
    settings = Settings(folder / "corpus", folder / "data", cache)
    assert ingest(settings, encoder=encoder).added == FILES
    return settings


@pytest.fixture
def started(grown: Settings) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Give a function that starts a real ingest; whatever still runs at the end is killed."""
    folders = {"TILLIT_CORPUS": grown.corpus, "TILLIT_DATA": grown.data, "TILLIT_CACHE": grown.cache}
    env = os.environ | {name: str(folder) for name, folder in folders.items()}
    processes: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "ingest.py"]
        pipe = subprocess.PIPE
        processes.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=pipe, stderr=pipe, text=True))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def until(seen: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until a state is visible while the process still runs."""
    deadline = time.monotonic() + PATIENCE_S
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.001)


def count(settings: Settings, query: str) -> int:
    """Ask Chroma's own database from outside, as it stands on the disk."""
    path = settings.data / "chroma" / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as database:
            return database.execute(query).fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def holder(settings: Settings) -> int:
    return int((settings.data / "ingest.holder").is_file())


def records(settings: Settings) -> int:
    return count(settings, "select count(*) from embeddings")


def unfinished(settings: Settings) -> int:
    query = "select count(*) from collection_metadata where key = 'complete' and not coalesce(bool_value, int_value)"
    return count(settings, query)


MOMENTS = {
    "the lock is held": holder,
    "the new collection is there": unfinished,
    "the first records are in": records,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_when(moment, grown, encoder, started, tmp_path, collections):
    vector = encoder.encode_questions(["Vad gör chefen?"])[0]
    old = Store(grown).newest()
    write(grown.corpus, moment)
    before = MOMENTS[moment](grown)
    process = started()
    until(lambda: MOMENTS[moment](grown) > before, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL

    shutil.copytree(grown.data, tmp_path / "data")
    for settings in (grown, replace(grown, data=tmp_path / "data")):  # as a running and as a new process see it
        newest = Store(settings).newest()
        assert newest.passport == old.passport
        index = Index(newest)
        assert len(index.passages) == FILES
        assert not any(moment in passage.text for passage in index.passages)
        assert len(index.search(vector)) > 0

    write(grown.corpus, "ett")
    (grown.corpus / "000.md").write_text(f"# Råd\n\nLäkt efter att {moment}.\n", "utf-8")
    report = ingest(grown, encoder=encoder)
    assert (report.added, report.removed, report.embedded) == (1, 1, 1)
    index = Index(Store(grown).newest())
    assert len(index.passages) == FILES
    assert index.passages[0].text == f"Läkt efter att {moment}."
    assert all(complete for _, complete in collections(grown))


def test_the_second_of_two_at_once_says_who_holds_the_lock_and_the_first_goes_on(grown, encoder, started, collections):
    (grown.corpus / "001.md").write_text("# Råd\n\nHelt ny text.\n", "utf-8")
    first = started()
    until(lambda: bool(holder(grown)), first)
    first.send_signal(signal.SIGSTOP)
    second = started()
    _, err = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 1
    assert f"process {first.pid}" in err
    assert str(grown.data) in err
    assert "Expected" in err
    assert "Traceback" not in err
    first.send_signal(signal.SIGCONT)
    out, err = first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0, err
    assert "1 added" in out
    assert all(complete for _, complete in collections(grown))
    assert not holder(grown)


def test_interrupted_by_the_keyboard_it_says_that_the_index_is_as_it_was(grown, started):
    old = Store(grown).newest()
    write(grown.corpus, "tre")
    process = started()
    until(lambda: bool(unfinished(grown)), process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "The index is as it was" in err
    assert Store(grown).newest().passport == old.passport
