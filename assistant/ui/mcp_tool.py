"""The answer record as an MCP tool: what the named endpoint gives, for programs that speak the Model Context Protocol.

Alone names the package ``mcp``, which is an extra: imported only where the setting asks for the tool. Gradio can serve
its endpoints this way too, but holds pydantic below the version that the rest stands on, and brings a page of its own.
"""

import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, Tool, ToolAnnotations
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.typed import MAX_TURNS
from assistant.ui import texts
from assistant.ui.chat import Chat
from assistant.ui.doors import MCP
from assistant.ui.evaluation.frame import is_loopback, language_of, told
from assistant.workshop.network import own_names

_NAME = "ask"

_log = logging.getLogger(__name__)

_MOST_BYTES = 500_000
"""Of a request: a long conversation of the longest questions."""

_ABOUT = (
    "Answers questions from this guidance alone, and gives the exact place that every sentence rests on: {titles}. "
    "What the guidance does not say is refused, not made up. Ask in Swedish (best) or English.\n\n"
    "Svarar på frågor enbart ur den här vägledningen, och anger exakt var varje mening står: {titles}. Det som "
    "vägledningen inte säger vägras, det hittas inte på. Fråga på svenska (bäst) eller engelska."
)
_RECORD = (
    "\n\nReturns one JSON record. status: answered, partial (only a part of it is in the text) or refused. text: the "
    "answer in Markdown with markers such as [1]. citations: for each number the document, section, start and end "
    "(character offsets) and the quote, word for word. sentences: each sentence with its citation numbers and whether "
    "they support it (verbatim, supported, unsupported, unjudged). suggestions: questions that the text does answer. "
    "Show the quotes to the reader, and do not present a refused question as answered."
)
_INPUT: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "question": {
            "type": "string",
            "description": f"The question, as a person would put it; at most {texts.QUESTION_LIMIT} characters. "
            "/ Frågan, som man skulle ställa den.",
        },
        "earlier": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Questions asked before it in the same conversation, oldest first: a follow-up is "
            f"understood from the last {MAX_TURNS} of them. / Tidigare frågor i samma samtal, "
            "äldst först; de sista läses.",
        },
    },
    "required": ["question"],
    "additionalProperties": False,
}
_OUTPUT: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "status": {"enum": ["answered", "partial", "refused"]},
        "text": {"type": "string"},
        "sentences": {"type": "array", "items": {"type": "object"}},
        "citations": {"type": "array", "items": {"type": "object"}},
        "suggestions": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["id", "question", "query", "language", "status", "text", "sentences", "citations", "suggestions"],
}


@dataclass(frozen=True, slots=True)
class McpTool:
    """The tool, to be served: its address, which works while the web application runs."""

    manager: StreamableHTTPSessionManager
    host: str

    @property
    def route(self) -> Route:
        """Give the address."""
        return Route(MCP, _Endpoint(self.manager, self.host))

    @asynccontextmanager
    async def running(self, _: Starlette) -> AsyncIterator[None]:
        """Hold the tool open as long as the application runs."""
        async with self.manager.run():
            yield


def mcp_tool(chat: Chat, host: str) -> McpTool:
    """Make the tool.

    Args:
        chat: Answers.
        host: Where the program listens. Only requests that call this machine by that, or by an address or name of
            its own, are answered: a page elsewhere could have its own name lead here (DNS rebinding).
    """
    server: Server[object, Any] = Server("Tillitsguiden", version=version("tillitsguiden"))

    @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
    async def tools() -> list[Tool]:
        """List the one tool; the texts that it answers from may have changed."""
        titles = "; ".join(f"”{document.title}”" for document in chat.guide.documents)
        offered = Tool(
            name=_NAME,
            title="Fråga vägledningen / Ask the guidance",
            description=_ABOUT.format(titles=titles) + _RECORD,
            inputSchema=dict(_INPUT),
            outputSchema=dict(_OUTPUT),
            annotations=ToolAnnotations(readOnlyHint=True, destructiveHint=False, openWorldHint=False),
        )
        return [offered]

    @server.call_tool()  # type: ignore[untyped-decorator]
    async def call(name: str, given: dict[str, Any]) -> CallToolResult:
        """Give the record, or say in words why there is none."""
        if name != _NAME:
            return _failed(f"There is no tool {name[:100]!r}. Expected {_NAME!r}. List the tools again.")
        try:
            record = await chat.answer(given["question"], given.get("earlier"))
        except gr.Error as problem:
            return _failed(problem.message)
        # Lists, as in JSON: the result is checked against the schema by both sides.
        text = json.dumps(record, ensure_ascii=False)
        return CallToolResult(content=[TextContent(type="text", text=text)], structuredContent=json.loads(text))

    # What a request calls us is looked at in ``_Endpoint``: the package knows only a list that is made once, and a
    # laptop changes its network.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    # Stateless: each request stands alone, so that nothing is kept of who asks, and a restart is not noticed.
    return McpTool(
        StreamableHTTPSessionManager(
            server, stateless=True, json_response=True, security_settings=security, max_request_body_size=_MOST_BYTES
        ),
        host,
    )


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """ASGI application: a class, since a function would be taken for one that is given a request."""

    manager: StreamableHTTPSessionManager
    host: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a program posts; say what this is to whoever opens it otherwise."""
        request = Request(scope)
        if refusal := _foreign(request, self.host):
            await refusal(scope, receive, send)
        elif scope["method"] == "POST":
            await self.manager.handle_request(scope, receive, send)
        else:
            await _explained(request)(scope, receive, send)


def _foreign(request: Request, host: str) -> Response | None:
    """Refuse a request that was meant for another machine, or that a page of another one sent."""
    origin, called = request.headers.get("origin"), request.headers.get("host", "")
    if not _is_ours(called, host):
        _log.warning("A request to %s called this machine %r, and was refused.", MCP, called[:100])
        return PlainTextResponse(texts.MCP_FOREIGN("en", called=repr(called[:100])), 421)
    if origin is not None and not _is_ours(origin.partition("://")[2], host):
        return PlainTextResponse(texts.MCP_OTHER_PAGE("en", origin=repr(origin[:100])), 403)
    return None


def _is_ours(place: str, host: str) -> bool:
    """Tell whether a host and port name this machine."""
    try:
        name = urlsplit(f"//{place}").hostname or ""
    except ValueError:
        return False
    return is_loopback(name) or (bool(name) and name == host.lower()) or (not is_loopback(host) and name in own_names())


def _explained(request: Request) -> Response:
    language = language_of(request)
    response: Response
    if "text/html" in request.headers.get("accept", ""):
        response = told(request, texts.MCP_HERE, texts.MCP_HERE_WHAT(language), 405)
    else:
        response = PlainTextResponse(texts.MCP_HERE_WHAT(language), 405)
    response.headers["allow"] = "POST"
    return response


def _failed(said: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=said)], isError=True)
