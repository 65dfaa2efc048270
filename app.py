"""Start the chat: ``python app.py``."""

import argparse
import sys
import threading
import webbrowser
from collections.abc import Sequence

from assistant import settings as settings_module
from assistant.errors import TillitError
from assistant.ui import address, texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat until Ctrl-C; 1 when it could not be started."""
    flags = vars(_parser().parse_args(arguments))
    no_browser = flags.pop("no_browser")
    try:
        settings = settings_module.load(flags)
        settings_module.close_doors()
        listener = address.bind(settings.host, settings.port)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return 1

    # After close_doors(), which has to come before Gradio; after bind(), so that a taken port is known at once.
    from assistant.pipeline import Guide
    from assistant.suggestions import starting_questions
    from assistant.ui.chat import build
    from assistant.ui.serve import serve

    url = address.url(settings.host, listener)

    def opened() -> None:
        print(texts.SERVED_AT("sv", url=url), flush=True)
        guide.start()
        if not no_browser:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    try:
        guide = Guide(settings)
        page = build(guide, starting_questions(guide.documents), model=settings.model)
        serve(page, listener, "sv", opened)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(texts.ENDED("sv"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Start the chat of Tillitsguiden.")
    parser.add_argument("--host", help="address to listen on; 0.0.0.0 opens it to the local network (127.0.0.1)")
    parser.add_argument("--port", help="port to listen on (7860)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument("--corpus", help="folder of the guidance texts (corpus)")
    parser.add_argument("--data", help="folder for the index (data)")
    parser.add_argument("--chroma-url", help="address of a Chroma server instead of the data folder")
    parser.add_argument("--encoder", help="folder or hub name of another encoder")
    parser.add_argument("--model", help="language model that words the answers, such as ollama:gemma3:4b")
    return parser


if __name__ == "__main__":
    sys.exit(main())
