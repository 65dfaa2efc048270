"""A workshop that is really started, and what the browsers in its room send: for tests and the load test."""

import html
import json
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx

ROOT = Path(__file__).resolve().parents[1]
START_S = 120
_KEPT = re.compile(r'data-kept="([^"]*)"')
_LINK = re.compile(r"http://\S+/ledare/in\?nyckel=\S+")


@dataclass
class Workshop:
    """A running ``app.py --workshop``."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    grown: threading.Condition = field(default_factory=threading.Condition)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    @property
    def url(self) -> str:
        return re.search(r"går till\s+(http://\S+)", self.said)[1]

    @property
    def code(self) -> str:
        return re.search(r"skriver koden\s+(\S+) (\S+)", self.said).expand(r"\1\2")

    @property
    def link(self) -> str:
        """Give the newest link for the facilitator: each works once."""
        return _LINK.findall(self.said)[-1]

    def wait_for(self, text: str) -> None:
        with self.grown:
            self.grown.wait_for(lambda: text in self.said or self.process.poll() is not None, START_S)
        if text not in self.said:
            self.process.kill()
            raise AssertionError(f"app.py did not say {text!r}: {self.said}")

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self.process.wait(30)

    def end(self) -> int:
        """Press Ctrl-C and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def start(data: Path, *flags: str, **environment: str) -> Workshop:
    """Start a workshop on a free port of this machine alone, and wait until it can be joined."""
    process = subprocess.Popen(
        [sys.executable, "app.py", "--workshop", "--no-browser", "--host", "127.0.0.1", "--port", "0", *flags],
        cwd=ROOT,
        env={**os.environ, "TILLIT_DATA": str(data), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    workshop = Workshop(process)

    def read() -> None:
        for line in process.stdout:
            with workshop.grown:
                workshop.lines.append(line)
                workshop.grown.notify_all()
        with workshop.grown:
            workshop.grown.notify_all()

    threading.Thread(target=read, daemon=True).start()
    workshop.wait_for("Ctrl+C")
    return workshop


@dataclass(frozen=True)
class Reply:
    """What the page shows after a question."""

    question: str
    answer: dict | None
    note: str
    above_input: str
    """HTML of the line above the input: a reminder, or nothing."""


class Phone:
    """A participant's browser, as far as the server can tell."""

    def __init__(self, url: str, **headers: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=60, headers={"accept-language": "sv", **headers})
        self._functions: dict[str, int] = {}
        self._tab = uuid4().hex[:11]

    def join(self, code: str) -> httpx.Response:
        return self.client.post(
            "/ga-med", data={"kod": code}, headers={"origin": str(self.client.base_url).rstrip("/")}
        )

    def call(self, name: str, data: list, event: dict | None = None) -> list:
        """Call one of the page's functions through the queue, as Gradio's script does, and give its last outputs."""
        if not self._functions:
            config = self.client.get("/config").raise_for_status().json()
            self._functions = {each["api_name"]: each["id"] for each in config["dependencies"]}
        body = {"data": data, "event_data": event, "fn_index": self._functions[name], "session_hash": self._tab}
        self.client.post("/gradio_api/queue/join", json=body | {"trigger_id": None}).raise_for_status()
        with self.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._tab}) as events:
            events.raise_for_status()
            for line in events.iter_lines():
                told = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if told.get("msg") == "process_completed":
                    if not told["success"]:
                        raise RuntimeError(str(told["output"]))
                    return told["output"]["data"]
        raise RuntimeError("the stream ended early")

    def ask(self, question: str, event: dict | None = None) -> Reply:
        """Ask, and wait for the whole answer."""
        _, newest, _, _, _, above = self.call("talk", [question, "extractive", None], event)
        kept = _KEPT.search(newest) if isinstance(newest, str) else None
        row = json.loads(html.unescape(kept[1])) if kept else {}
        said = above if isinstance(above, str) else ""
        return Reply(row.get("question", ""), row.get("answer"), row.get("note", ""), said)

    def talk(self) -> list[dict]:
        """Give the conversation as the server keeps it."""
        return self.client.get("/tillitsguiden/talk").raise_for_status().json()

    def rate(self, answer: dict, vote: str | None, word: str = "") -> httpx.Response:
        return self.client.post("/tillitsguiden/rate", json={"answer": answer, "vote": vote, "word": word})


class Leader:
    """The facilitator's browser."""

    def __init__(self, workshop: Workshop) -> None:
        link = workshop.link
        self.client = httpx.Client(base_url=workshop.url, timeout=60, headers={"accept-language": "sv"})
        self.client.get(link, follow_redirects=True).raise_for_status()

    def do(self, act: str, exchange: int = 0, **headers: str) -> httpx.Response:
        own = {"origin": str(self.client.base_url).rstrip("/"), "accept": "application/json"}
        return self.client.post(f"/ledare/do/{act}", params={"exchange": exchange}, headers=own | headers)

    def changes(self, since: int = 0) -> dict:
        return self.client.get("/ledare/changes", params={"since": since}).raise_for_status().json()

    def shown(self) -> str:
        """Give what the big screen shows."""
        return self.client.get("/projektor/shown").raise_for_status().json()["html"]
