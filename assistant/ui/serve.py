"""Serving the chat: one web server on a port that is already taken, closed to everything else."""

import logging
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import gradio as gr
import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from assistant.ui.doors import Doors
from assistant.ui.page import STATIC, STATIC_PATH, ClosedPage
from assistant.ui.texts import LANGUAGES, Language
from assistant.ui.theme import theme
from assistant.ui.workshop.facilitator import facilitator
from assistant.ui.workshop.gate import Gate
from assistant.ui.workshop.joining import joining
from assistant.ui.workshop.projector import projector
from assistant.ui.workshop.room import Room

_PATIENCE_S = 1
"""How long answers under way may take when the server is ended."""

_TABS = 1000
"""Browser tabs whose conversations are held in memory; the longest unused gives way."""


class Tool(Protocol):
    """An address that works while the application runs."""

    @property
    def route(self) -> BaseRoute:
        """Give the address."""

    def running(self, app: FastAPI, /) -> AbstractAsyncContextManager[None]:
        """Hold it open."""


def serve(
    pages: Mapping[Language, gr.Blocks],
    services: APIRouter,
    listener: socket.socket,
    opened: Callable[[], None],
    room: Room | None = None,
    evaluation: APIRouter | None = None,
    tool: Tool | None = None,
) -> None:
    """Serve until Ctrl-C.

    Args:
        pages: The chat in each language.
        services: What is served beside it.
        listener: Socket bound to the port.
        opened: Called once the page can be fetched.
        room: Of the workshop, whose gate and pages are then served as well.
        evaluation: The pages that measure answers, for whoever sits at this machine.
        tool: What programs call beside the page.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=tool.running if tool else None)
    for router in (joining(room), facilitator(room), projector(room)) if room else ():
        app.include_router(router)
    if evaluation:
        app.include_router(evaluation)
    if tool:
        app.router.routes.append(tool.route)
    app.include_router(services, prefix=STATIC_PATH)
    app.mount(STATIC_PATH, StaticFiles(directory=STATIC))
    # The page at the root takes every path that nothing before it has taken.
    for language in sorted(pages, key=lambda each: -len(LANGUAGES[each])):
        _mount(app, pages[language], LANGUAGES[language])
    if room:
        app.add_middleware(Gate, room=room)
        app.add_middleware(ClosedPage, more_styles=("participant.css",), more_scripts=("participant.js",))
    else:
        app.add_middleware(Doors)
        app.add_middleware(ClosedPage)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=_PATIENCE_S)
    # It reports the answers it cut off when ended, which is what was asked for.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    _Server(config, opened).run(sockets=[listener])


def _mount(app: FastAPI, page: gr.Blocks, path: str) -> None:
    page.state_session_capacity = _TABS
    if path != "/":
        app.add_route(path.rstrip("/"), lambda _: RedirectResponse(path), methods=["GET"])
    # Mounted, not launched: launch() looks for a port, calls itself over the network and may look for a tunnel.
    # run_history=False, or every question would be kept in the browser.
    gr.mount_gradio_app(
        app,
        page,
        path=path.rstrip("/") or "/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        theme=theme(),
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self.opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.opened()
