"""Starting a workshop: which session it is, and what stands in the program's window; and the check before it."""

import datetime as dt
import time
from collections.abc import Callable

from assistant.settings import Settings
from assistant.ui.workshop import texts
from assistant.ui.workshop.frame import join_address
from assistant.ui.workshop.room import Room
from assistant.workshop import facilitation
from assistant.workshop.codes import shown
from assistant.workshop.network import qr_terminal
from assistant.workshop.preflight import preflight
from assistant.workshop.records import Session
from assistant.workshop.storage import Storage

CONTINUED_HOURS = 12
"""A session that was made within so many hours and not ended goes on when the program is started again."""


def current_session(storage: Storage) -> tuple[Session, bool]:
    """Give the session that goes on, or make one; and whether it goes on."""
    newest = next(iter(facilitation.sessions(storage)), None)
    if newest and newest.state != "ended" and time.time() - newest.created_at < CONTINUED_HOURS * 3600:
        return newest, True
    return facilitation.create_session(storage).session, False


def told(room: Room, session: Session, *, goes_on: bool) -> str:
    """Say where participants and facilitator go."""
    addresses = room.addresses()
    address = next(iter(addresses))
    others = [f"    {host}  {network}" for host, network in tuple(addresses.items())[1:]]
    since = f"{dt.datetime.fromtimestamp(session.created_at).astimezone():%H.%M}"
    continued = texts.TERMINAL_CONTINUED.format(time=since, participants=session.participants)
    also = texts.TERMINAL_OTHERS.format(urls="\n".join(others)) if others else ""
    return texts.TERMINAL.format(
        continued=continued if goes_on else "",
        qr=qr_terminal(join_address(address, session.code)),
        url=address,
        code=shown(session.code),
        others=texts.TERMINAL_ALONE if address.startswith("http://127.") else also,
        invitation=f"{room.own}{room.invitations.path}",
        hours=CONTINUED_HOURS,
    )


def check(settings: Settings, say: Callable[[str], None]) -> bool:
    """Try everything a workshop needs, and say how each went.

    Returns:
        False where something keeps the workshop from running.
    """
    say(texts.CHECKING)
    results = []
    for each in preflight(settings):
        say(f"{texts.CHECKS[each.result]}{each.swedish}")
        results.append(each.result)
    worst = next((result for result in ("failed", "warning") if result in results), "ok")
    say(texts.CHECKED[worst])
    return worst != "failed"
