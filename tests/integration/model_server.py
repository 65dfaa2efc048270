"""A server that speaks OpenAI's streaming protocol, or fails to: its address tells how, ``http://…/HOW/v1``."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OVERFLOW = {
    "code": 400,
    "type": "exceed_context_size_error",
    "message": "the request exceeds the available context size",
}
STATUSES = {
    "status-401": (401, {"message": "Incorrect API key provided: sk-hemlig"}),
    "status-403": (403, {"message": "no"}),
    "status-404": (404, {"message": "no such model"}),
    "status-429": (429, {"message": "slow down"}),
    "status-500": (500, {"message": "oops"}),
    "overflow": (400, OVERFLOW),
    "overflow-openai": (400, {"code": "context_length_exceeded", "message": "too long"}),
}


class Handler(BaseHTTPRequestHandler):
    """Answers with the first excerpt it is sent, the way the path says."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        how = self.path.split("/")[1]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((how, body, {name.lower(): value for name, value in self.headers.items()}))
        if how in STATUSES:
            self._send_json(*STATUSES[how])
        elif how == "redirect":
            self.send_response(307)
            self.send_header("Location", "/honest/v1/chat/completions")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif how == "hang":
            self.server.release.wait(30)
        elif how == "html":
            self._send(200, "text/html", b"<h1>Welcome</h1>")
        else:
            self._stream(how, self._first_excerpt(body["messages"][-1]["content"]))

    def _first_excerpt(self, prompt: str) -> str:
        found = re.search(r"\[1\] (.*)", prompt)
        return f"{found.group(1).rstrip('.')} [1]." if found else ""

    def _stream(self, how: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        middle = len(text) // 2
        self._piece({"role": "assistant", "content": text[:middle]})
        if how == "breaks-off":
            self.close_connection = True
            return
        if how == "falls-silent":
            self.server.release.wait(30)
            return
        if how == "error-inside":
            self._event({"error": {"message": "the slot was lost", "code": 500}})
        self._piece({"content": text[middle:]})
        if how != "no-reason":
            self._piece({}, "stop")
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _piece(self, delta: dict[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        self._event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})

    def _event(self, data: object) -> None:
        self._chunk(f"data: {json.dumps(data)}\n\n".encode())

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _send_json(self, status: int, error: object) -> None:
        self._send(status, "application/json", json.dumps({"error": error}).encode())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Remembers what it was asked."""

    daemon_threads = True

    def __init__(self, handler: type[Handler] = Handler) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked: list[tuple[str, dict[str, object], dict[str, str]]] = []
        self.release = threading.Event()

    def address(self, how: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{how}/v1"


@contextmanager
def serving(handler: type[Handler] = Handler) -> Iterator[Server]:
    """Serve while the block runs."""
    server = Server(handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()
