"""A Chroma server in the place of the folder: the same citations, and plain words when it is gone."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from assistant.__main__ import main as ask
from assistant.errors import IndexMissingError, IndexUnavailableError, TillitError
from assistant.index import Store
from assistant.ingestion import ingest
from assistant.pipeline import open_assistant
from ingest import main as read_in

QUESTIONS = ["Vad är tillitsbaserat ledarskap?", "Vilka fem tips ges?", "Vem är Charlotta Lundgren?"]


@dataclass
class Server:
    """A real ``chroma run`` process."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        binary = Path(sys.executable).parent / "chroma"
        command = [str(binary), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        env = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
        out = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=out, stderr=out)
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path, free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture
def remote(article_settings, tmp_path, server):
    """Give the settings of the real corpus with its index on the server."""
    return replace(article_settings, data=tmp_path / "data", chroma_url=server.url)


def test_asking_through_a_server_cites_the_same_as_asking_the_folder(assistant, remote, encoder, monkeypatch, capsys):
    with pytest.raises(IndexMissingError):
        Store(remote).newest()
    for name, place in (("CORPUS", remote.corpus), ("DATA", remote.data), ("CACHE", remote.cache)):
        monkeypatch.setenv(f"TILLIT_{name}", str(place))
    assert read_in(["--chroma-url", remote.chroma_url]) == 0
    assert not (remote.data / "chroma").exists()
    assert ask(["ask", QUESTIONS[0], "--json", "--chroma-url", remote.chroma_url]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert record["citations"] == [asdict(citation) for citation in assistant.answer(QUESTIONS[0]).citations]
    through_server = open_assistant(remote, encoder=encoder)
    for question in QUESTIONS:
        ours, theirs = assistant.answer(question), through_server.answer(question)
        assert theirs.citations == ours.citations
        assert theirs.citations
        assert theirs.text == ours.text
    assert ingest(remote, encoder=encoder).embedded == 0


def test_a_server_that_dies_is_told_and_one_that_comes_back_is_used(remote, server, encoder):
    opened = open_assistant(remote, encoder=encoder)
    server.stop()
    for attempt in (lambda: Store(remote).newest(), lambda: ingest(remote, encoder=encoder)):
        with pytest.raises(IndexUnavailableError) as caught:
            attempt()
        assert server.url in caught.value.message
        assert "Expected" in caught.value.message
        assert "chroma run" in caught.value.message
        assert server.url in caught.value.swedish
    with pytest.raises(TillitError):
        opened.answer("Vad är tillit?")
    server.start()
    assert Store(remote).newest().number == 1
    assert opened.answer(QUESTIONS[0]).citations


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "127.0.0.1:1", "http://:80", "inte en adress", "http://127.0.0.1:x"]
)
def test_an_address_where_no_server_is_is_told_with_the_address(settings, encoder, url):
    (settings.corpus / "a.md").write_text("# Råd\n\nText.\n", "utf-8")
    with pytest.raises(TillitError) as caught:
        open_assistant(replace(settings, chroma_url=url), encoder=encoder)
    assert url in caught.value.message
    assert "TILLIT_CHROMA_URL" in caught.value.message


def test_a_server_of_another_kind_is_told_too(settings, tmp_path, encoder):
    (settings.corpus / "a.md").write_text("# Råd\n\nText.\n", "utf-8")
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.02)
        with pytest.raises(IndexUnavailableError, match=str(port)):
            open_assistant(replace(settings, chroma_url=f"http://127.0.0.1:{port}"), encoder=encoder)
    finally:
        process.kill()
        process.wait()
