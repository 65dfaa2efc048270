"""Nothing leaves the machine: with every door but loopback shut, reading in and asking work from end to end."""

import json
import os
from pathlib import Path

import httpx
import pytest

from tests.launched import launch

GUARD = """
import sys


def _is_near(host):
    return host in (None, "", b"", "localhost", b"localhost", "::1") or str(host).startswith("127.")


def _hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_near(address[0]):
            _tell(event, address[0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr") and not _is_near(arguments[0]):
        _tell(event, arguments[0])


def _tell(event, host):
    with open({log!r}, "a", encoding="utf-8") as log:
        print(event, host, file=log)
    raise PermissionError(f"the test's guard stopped {{event}} to {{host}}")


sys.addaudithook(_hook)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """Give variables that put a guard into every Python process, and the file in which it notes what it stopped."""
    folder, log = tmp_path / "guard", tmp_path / "stopped.log"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GUARD.format(log=str(log)), "utf-8")
    known = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), known]))}, log


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 443)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
    ],
)
def test_the_guard_does_stop_and_note_what_would_leave_the_machine(run, guarded, attempt):
    variables, log = guarded
    done = run("-c", f"import socket, urllib.request\n{attempt}", **variables)
    assert done.returncode != 0
    assert "guard stopped" in done.stderr
    assert log.read_text("utf-8").startswith("socket.")


def test_the_guard_lets_loopback_through(run, guarded):
    variables, log = guarded
    program = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert run("-c", program, **variables).returncode == 0
    assert not log.exists()


def test_reading_in_and_asking_need_no_network_at_all(run, guarded, settings):
    variables, log = guarded
    (settings.corpus / "a.md").write_text("# Semester\n\nSemester söks före den 1 maj hos chefen.\n", "utf-8")
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "ANONYMIZED_TELEMETRY", "DO_NOT_TRACK"):
        variables[name] = ""  # the program shuts its doors itself
    done = run("-m", "assistant", "ask", "När söks semester?", "--json", **variables)
    assert done.returncode == 0, done.stderr
    [citation] = json.loads(done.stdout)["citations"]
    assert citation["quote"] == "Semester söks före den 1 maj hos chefen."
    assert not log.exists(), log.read_text("utf-8")


def test_the_mcp_tool_needs_no_network_either(guarded, tmp_path):
    variables, log = guarded
    app = launch(tmp_path / "data", "--mcp", **variables)
    try:
        call = {"name": "ask", "arguments": {"question": "Vad är tillitsbaserat ledarskap?"}}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
        accepted = {"accept": "application/json, text/event-stream"}
        result = httpx.post(f"{app.url}mcp", json=body, headers=accepted, timeout=90).json()["result"]
    finally:
        app.process.kill()
    assert result["structuredContent"]["status"] == "answered"
    assert not log.exists(), log.read_text("utf-8")
