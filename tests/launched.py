"""The chat, really started: for the tests that talk to it as a browser or another program does."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
START_S = 90


@dataclass
class App:
    """A running app.py."""

    process: subprocess.Popen[str]
    data: Path
    url: str = ""
    lines: list[str] = field(default_factory=list)

    def end(self) -> int:
        """Press Ctrl-C and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


def launch(data: Path, *flags: str, port: int = 0, **environment: str) -> App:
    """Start app.py, on a free port where none is given, and wait until it names its address."""
    process = subprocess.Popen(
        [sys.executable, "app.py", "--no-browser", "--port", str(port), *flags],
        cwd=ROOT,
        env={**os.environ, "TILLIT_DATA": str(data), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    app = App(process, data)
    named = threading.Event()

    def read() -> None:
        for line in process.stdout:
            app.lines.append(line)
            if "http://" in line and not app.url:
                app.url = next(word for word in line.split() if word.startswith("http://"))
                named.set()
        named.set()

    threading.Thread(target=read, daemon=True).start()
    named.wait(START_S)
    if not app.url:
        process.kill()
        pytest.fail(f"app.py did not come up: {''.join(app.lines)}")
    return app
