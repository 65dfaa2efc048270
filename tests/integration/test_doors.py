"""What the ordinary chat leaves open to whoever reaches its port: what it uses, and nothing else of Gradio."""

from collections.abc import Iterator

import httpx
import pytest

from tests.launched import App, launch

UNUSED = [
    "upload_progress?upload_id=a",
    "file=app.py",
    "file=/etc/hostname",
    "file/app.py",
    "proxy=http://127.0.0.1/",
    "openapi.json",
    "runs",
    "deep_link",
    "vibe-code",
    "custom_component/1/client/component/a.js",
    "stream/a/b/1/playlist.m3u8",
]
OTHER_CALLS = ["upload", "run/ask", "api/ask", "call/v2/ask", "call/talk", "component_server", "process_recording"]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = launch(tmp_path_factory.mktemp("data"))
    yield running
    running.process.kill()


@pytest.fixture(scope="module")
def client(app: App) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=app.url, timeout=60, headers={"accept-language": "sv"}) as opened:
        yield opened


@pytest.mark.parametrize("prefix", ["/gradio_api", "/en/gradio_api"])
def test_nobody_leaves_a_file_here(client, prefix):
    refused = client.post(f"{prefix}/upload", files={"files": ("a.txt", b"a" * 1000)})
    assert refused.status_code == 404
    assert "<h1>Den sidan finns inte</h1>" in refused.text


def test_what_is_open_but_not_served_is_told_a_browser_on_our_own_page(client):
    shown = client.get("/mcp", headers={"accept": "text/html,*/*;q=0.8"})
    assert (shown.status_code, shown.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Den sidan finns inte</h1>" in shown.text
    assert client.get("/mcp", headers={"accept": "application/json"}).json() == {"detail": "Not Found"}


@pytest.mark.parametrize("prefix", ["/gradio_api", "/en/gradio_api"])
def test_what_is_not_used_is_closed(client, prefix):
    answers = [client.get(f"{prefix}/{path}") for path in UNUSED]
    answers += [client.post(f"{prefix}/{path}", json={"data": ["Vad är mod?", []]}) for path in OTHER_CALLS]
    answers += [client.get(path) for path in ("/monitoring", "/manifest.json", "/login", "/docs", "/finns-inte")]
    assert [(each.url.path, each.status_code) for each in answers if each.status_code != 404] == []
    assert not [each.url.path for each in answers if "Traceback" in each.text]


def test_what_is_used_is_open(client):
    for path in ("/", "/config", "/theme.css", "/gradio_api/info", "/tillitsguiden/alive", "/utvardering"):
        assert client.get(path).status_code == 200, path
    assert client.post("/gradio_api/call/ask", json={"data": ["Vad är mod?", []]}).status_code == 200


def test_a_request_without_an_end_is_refused_before_it_is_read(client):
    huge = client.post("/gradio_api/call/ask", content=b"x" * 6_000_001)
    assert huge.status_code == 413
    endless = client.post("/gradio_api/queue/join", content=iter([b"x", b"y"]))
    assert endless.status_code == 413
