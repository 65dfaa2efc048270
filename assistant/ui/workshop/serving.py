"""Serving a workshop: the chat behind a code, the facilitator's pages behind a key."""

import socket
import threading
import webbrowser
from functools import partial

from assistant.guide import Guide
from assistant.settings import Settings
from assistant.suggestions import starting_questions
from assistant.ui import address
from assistant.ui.layout import build
from assistant.ui.serve import serve
from assistant.ui.services import services
from assistant.ui.texts import LANGUAGES
from assistant.ui.workshop.chat import WorkshopChat
from assistant.ui.workshop.frame import kept
from assistant.ui.workshop.room import Invitations, Room
from assistant.ui.workshop.start import current_session, told
from assistant.ui.workshop.texts import TERMINAL_NEXT
from assistant.workshop.storage import Storage


def serve_workshop(
    settings: Settings, guide: Guide, storage: Storage, listener: socket.socket, *, with_browser: bool
) -> None:
    """Serve until Ctrl-C.

    Args:
        settings: Of the program.
        guide: The assistant; it is opened once the pages can be fetched.
        storage: Holds the session that goes on, or gets a new one.
        listener: Socket bound to the port.
        with_browser: Whether the facilitator's page is opened here.
    """
    session, goes_on = current_session(storage)
    own = address.url(settings.host, listener).rstrip("/")

    def tell_next(path: str) -> None:
        print(TERMINAL_NEXT.format(url=f"{own}{path}"), flush=True)  # noqa: T201 - the command's own output

    room = Room(settings, listener.getsockname()[1], own, storage, guide, Invitations(tell_next))
    starters = starting_questions(guide.documents)
    pages = {
        language: build(guide, starters, kept(settings, language), language, partial(WorkshopChat, room=room))
        for language in LANGUAGES
    }

    def opened() -> None:
        print(told(room, session, goes_on=goes_on), flush=True)  # noqa: T201
        guide.start()
        if with_browser:
            # A browser may take its time to come back, and the server is not to wait for it.
            link = f"{own}{room.invitations.path}"
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    serve(pages, services(storage), listener, opened, room)
