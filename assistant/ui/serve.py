"""Serving the chat: one web server on a port that is already taken, closed to everything else."""

import logging
import socket
from collections.abc import Callable

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from assistant.ui.page import STATIC, STATIC_PATH, ClosedPage
from assistant.ui.texts import Language
from assistant.ui.theme import theme

_PATIENCE_S = 1
"""How long answers under way may take when the server is ended."""

_TABS = 1000
"""Browser tabs whose conversations are held in memory; the longest unused gives way."""


def serve(page: gr.Blocks, listener: socket.socket, language: Language, opened: Callable[[], None]) -> None:
    """Serve until Ctrl-C.

    Args:
        page: The chat.
        listener: Socket bound to the port.
        language: Language of the interface.
        opened: Called once the page can be fetched.
    """
    page.state_session_capacity = _TABS
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount(STATIC_PATH, StaticFiles(directory=STATIC))
    # Mounted, not launched: launch() looks for a port, calls itself over the network and may look for a tunnel.
    # run_history=False, or every question would be kept in the browser.
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        theme=theme(),
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    app.add_middleware(ClosedPage, language=language)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=_PATIENCE_S)
    # It reports the answers it cut off when ended, which is what was asked for.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    _Server(config, opened).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self.opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.opened()
