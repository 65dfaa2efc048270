"""What a browser complains of while a page is used: nothing, but for what Gradio says when its own page is left."""

import re

from playwright.sync_api import ConsoleMessage, Error, Frame, Page, Request

# When a page is left, Gradio's script ends the stream of its queue itself ("beforeunload" → client.close()) and tells
# the console that this stream was aborted, and that the calls on it found no end. Neither is told to the person.
_STREAM_ENDED = re.compile(r"(Unexpected error )?(AbortError: signal is aborted|Connection errored out\.)")
_GRADIO = re.compile(r"https?://[^/\s]+(/en)?/assets/")
"""Where its scripts are; ours are below /tillitsguiden."""


def watch(page: Page, problems: list[str], *, expected: str = "") -> None:
    """Note every error of a page.

    Args:
        page: It.
        problems: Where they are noted. What Gradio says on leaving goes from it again when the next document is there,
            and only then: a stream that ends while the page stays is a problem.
        expected: Words of a console's line that are none, as where doors are closed on purpose; "" for none.
    """
    leaving: list[str] = []
    is_leaving = False

    def note(text: str, source: str) -> None:
        problems.append(text)
        if _STREAM_ENDED.match(text) and _GRADIO.search(source):
            leaving.append(text)

    def note_line(line: ConsoleMessage) -> None:
        if line.type == "error" and not (expected and expected in line.text):
            note(line.text, line.location["url"])

    def note_error(error: Error) -> None:
        note(str(error), error.stack or "")

    def begins_to_leave(request: Request) -> None:
        nonlocal is_leaving
        is_leaving |= request.is_navigation_request() and request.frame == page.main_frame

    def is_elsewhere(frame: Frame) -> None:
        nonlocal is_leaving
        if frame != page.main_frame or not is_leaving:  # only its address changed
            return
        for text in leaving:
            problems.remove(text)
        leaving.clear()
        is_leaving = False

    page.on("pageerror", note_error)
    page.on("console", note_line)
    page.on("request", begins_to_leave)
    page.on("framenavigated", is_elsewhere)
