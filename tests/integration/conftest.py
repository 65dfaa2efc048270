"""The real bundled encoder, loaded once, and real Chroma folders that are thrown away."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.embeddings import Encoder, load_encoder
from assistant.index import Generation, Store
from assistant.pipeline import open_assistant
from assistant.settings import Settings, close_doors

close_doors()

ROOT = Path(__file__).parents[2]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder where the bundled encoder is unpacked once for all tests."""
    folder = tmp_path_factory.mktemp("cache")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    return load_encoder(Settings(ROOT / "corpus", cache, cache, threads=1))


@pytest.fixture(scope="session")
def article_settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    """Give the settings of the real corpus with an index of its own."""
    return Settings(ROOT / "corpus", tmp_path_factory.mktemp("article"), cache)


@pytest.fixture(scope="session")
def assistant(article_settings: Settings, encoder: Encoder) -> Assistant:
    """Give the assistant on the real article."""
    return open_assistant(article_settings, encoder=encoder)


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    """Give the settings of an empty corpus folder and a data folder that is not there yet."""
    (tmp_path / "corpus").mkdir()
    return Settings(tmp_path / "corpus", tmp_path / "data", cache)


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    """Give an environment in which a command sees the same settings."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("TILLIT_")}
    folders = {"TILLIT_CORPUS": settings.corpus, "TILLIT_DATA": settings.data, "TILLIT_CACHE": settings.cache}
    return kept | {name: str(folder) for name, folder in folders.items()} | {"PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Give a function that runs a Python command in the project to its end."""

    def run_command(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        env = environment | changes
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120)

    return run_command


@pytest.fixture(scope="session")
def contents() -> Callable[[Generation], dict[str, tuple[str, dict[str, object], list[float]]]]:
    """Give a function that reads everything an index holds: id → text, metadata, vector."""

    def read(generation: Generation) -> dict[str, tuple[str, dict[str, object], list[float]]]:
        found = generation.collection.get(include=["documents", "metadatas", "embeddings"])
        rows = zip(found["documents"], found["metadatas"], found["embeddings"], strict=True)
        return {
            id_: (text, dict(meta), list(vector)) for id_, (text, meta, vector) in zip(found["ids"], rows, strict=True)
        }

    return read


@pytest.fixture(scope="session")
def collections() -> Callable[[Settings], list[tuple[str, bool]]]:
    """Give a function that lists all collections of a data folder with whether they are complete."""

    def listed(settings: Settings) -> list[tuple[str, bool]]:
        found = Store(settings)._client.list_collections()
        return sorted((collection.name, bool((collection.metadata or {}).get("complete"))) for collection in found)

    return listed
