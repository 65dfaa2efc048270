"""The command that starts the chat."""

import argparse
import importlib.util
import logging
import os
import sys
import threading
import webbrowser
from collections.abc import Sequence
from typing import NoReturn

from assistant.errors import SettingsError, TillitError
from assistant.settings import Settings, close_doors, load
from assistant.ui import address, texts

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat until Ctrl-C.

    Returns:
        0, or 1 when it could not be started.
    """
    flags = vars(_parser().parse_args(arguments))
    with_browser, check_only = not flags.pop("no_browser"), flags.pop("check")
    _log_problems()
    close_doors()
    try:
        if check_only:
            return _check(load({**flags, "workshop": True}))
        _run(load(flags), with_browser=with_browser)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)  # noqa: T201 - the command's own output
        return 1
    except KeyboardInterrupt:
        print(texts.ENDED("en"))  # noqa: T201
    return 0


def run() -> NoReturn:
    """Run the command and end the process at once.

    A model that is still loading behind the page holds native threads, which make Python abort when it tidies up. The
    index is written all or nothing, so nothing is lost.
    """
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(settings: Settings, *, with_browser: bool) -> None:
    """Take the port, then load what is heavy, then serve; the model is loaded only when the page can be fetched."""
    listener = address.bind(settings.host, settings.port)
    if settings.mcp:
        _must_have_mcp()
    # Gradio takes seconds to import: help, a wrong setting and a taken port are told before.
    from assistant.guide import Guide  # noqa: PLC0415
    from assistant.suggestions import starting_questions  # noqa: PLC0415
    from assistant.ui.evaluation.desk import Desk  # noqa: PLC0415
    from assistant.ui.evaluation.routes import evaluation  # noqa: PLC0415
    from assistant.ui.frame import stored  # noqa: PLC0415
    from assistant.ui.layout import build  # noqa: PLC0415
    from assistant.ui.serve import serve  # noqa: PLC0415
    from assistant.ui.services import services  # noqa: PLC0415
    from assistant.workshop.retention import keep_tidy  # noqa: PLC0415
    from assistant.workshop.storage import open_storage  # noqa: PLC0415

    guide = Guide(settings)
    storage = open_storage(settings)
    keep_tidy(storage, settings.retention_days)
    if settings.workshop:
        from assistant.ui.workshop.serving import serve_workshop  # noqa: PLC0415

        if settings.mcp:
            _log.warning("The setting mcp has no effect in a workshop: questions are asked on the page, with a code.")
        serve_workshop(settings, guide, storage, listener, with_browser=with_browser)
        return
    starters = starting_questions(guide.documents)
    url = address.url(settings.host, listener)
    pages = {language: build(guide, starters, stored(settings, language), language) for language in texts.LANGUAGES}

    tool = None
    if settings.mcp:
        from assistant.ui.chat import Chat  # noqa: PLC0415
        from assistant.ui.doors import MCP  # noqa: PLC0415
        from assistant.ui.mcp_tool import mcp_tool  # noqa: PLC0415 - an extra

        tool = mcp_tool(Chat(guide, (), "sv"), settings.host)

    def opened() -> None:
        print(texts.SERVED_AT("en", url=url), flush=True)  # noqa: T201
        if tool:
            print(texts.MCP_AT("en", url=f"{url.rstrip('/')}{MCP}"), flush=True)  # noqa: T201
        guide.start()
        if with_browser:
            # A browser may take its time to come back, and the server is not to wait for it.
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    desk = Desk(settings, guide, storage)
    serve(pages, services(storage), listener, opened, evaluation=evaluation(desk), tool=tool)


def _must_have_mcp() -> None:
    """Say how to get the package that the tool needs, before anything is loaded."""
    if importlib.util.find_spec("mcp") is None:
        package = "-c constraints.txt -e '.[mcp]'"
        raise SettingsError(
            "The setting mcp is on, and the package mcp is not installed. Expected both or neither. "
            f"Run: pip install {package}",
            f"Inställningen mcp är på, men paketet mcp är inte installerat. Kör: pip install {package}",
        )


def _check(settings: Settings) -> int:
    """Try everything a workshop needs, and tell it in plain words."""
    from assistant.ui.workshop.start import check  # noqa: PLC0415 - what it tries first is light

    return 0 if check(settings, lambda line: print(line, flush=True)) else 1  # noqa: T201


def _log_problems() -> None:
    """Send warnings and errors to the console, and nothing less, whatever level a library gives its own logger."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Start the chat of Tillitsguiden.")
    parser.add_argument("--host", help="address to listen on; 0.0.0.0 opens it to the local network (127.0.0.1)")
    parser.add_argument("--port", help="port to listen on; 0 takes any free one (7860)")
    parser.add_argument(
        "--workshop",
        action="store_true",
        default=None,
        help="let participants on the local network in by a code, and open the facilitator's page",
    )
    parser.add_argument("--check", action="store_true", help="try everything a workshop needs, and end")
    parser.add_argument(
        "--mcp", action="store_true", default=None, help="serve the answer record as an MCP tool too, at /mcp"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument("--corpus", help="folder of the guidance texts (corpus)")
    parser.add_argument("--data", help="folder for the index (data)")
    parser.add_argument("--chroma-url", help="address of a Chroma server, http://host:port")
    parser.add_argument("--encoder", help="folder or name of another sentence-transformers model")
    parser.add_argument("--model", help="language model that words the answers, such as ollama:gemma3:4b")
    parser.add_argument("--model-url", help="address of the model's server, http://host:port/v1")
    return parser
