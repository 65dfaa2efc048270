"""Which addresses are open. Everything is closed that is not named here: Gradio serves much more than is used."""

import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.evaluation.frame import EVALUATION, JUDGE
from assistant.ui.page import STATIC_PATH
from assistant.ui.workshop import texts
from assistant.ui.workshop.frame import turned_away

PAGES = frozenset({"/", "/en", "/en/"})
FILES = re.compile(r"(/en)?/(assets/.+|static/.+|svelte/.+|theme\.css|favicon\.ico|robots\.txt)")
GRADIO = re.compile(
    r"(/en)?/(config/?|theme\.css|gradio_api/(app_id|info|startup-events|theme\.css|heartbeat/\w+|queue/(join|data)))"
)
"""What the chat's page needs of Gradio. Uploads, files, proxies, other ways to call a function: all closed."""
MCP = "/mcp"
_INTERFACE = re.compile(r"(/en)?/gradio_api/(call/ask(/\w+)?|cancel|reset)")
"""What programs call beside that; participants of a workshop have none of it."""
_OWN = (f"{STATIC_PATH}/", f"{EVALUATION}/", f"{JUDGE}/")
_MOST_BYTES = 6_000_000
"""Of a request: a conversation to be saved is the longest."""


class Doors:
    """ASGI middleware of the ordinary chat: turns away whoever wants what is not used, such as to leave files here."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif not _is_open(scope["path"]):
            await turned_away(Request(scope), texts.NOT_FOUND, texts.NOT_FOUND_WHAT, 404)(scope, receive, send)
        elif is_too_large(Request(scope)):
            await turned_away(Request(scope), texts.TOO_LARGE, texts.TOO_LARGE_WHAT, 413)(scope, receive, send)
        else:
            await with_own_missing_page(self.app, scope, receive, send)


async def with_own_missing_page(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request; what a browser is told in a framework's own words, that nothing is there, is told in ours."""
    request = Request(scope)
    is_missing = False

    async def noted_send(message: Message) -> None:
        nonlocal is_missing
        if message["type"] == "http.response.start" and message["status"] in {404, 405}:
            is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            is_missing = not is_page and "text/html" in request.headers.get("accept", "")
        if not is_missing:
            await send(message)

    await app(scope, receive, noted_send)
    if is_missing:
        await turned_away(request, texts.NOT_FOUND, texts.NOT_FOUND_WHAT, 404)(scope, receive, send)


def is_too_large(request: Request) -> bool:
    """Tell whether something sent is longer than anything of ours, or does not say how long it is."""
    length = request.headers.get("content-length", "")
    return request.method not in {"GET", "HEAD"} and (not length.isdecimal() or int(length) > _MOST_BYTES)


def _is_open(path: str) -> bool:
    if path in PAGES or path in {EVALUATION, JUDGE, MCP} or path.startswith(_OWN):
        return True
    return any(pattern.fullmatch(path) for pattern in (FILES, GRADIO, _INTERFACE))
