"""What the facilitator does: make a session, see its questions, show, hide and pin them, close and end it."""

import sqlite3
import time

from assistant.errors import WorkshopError
from assistant.typed import one_line
from assistant.workshop.codes import hashed, new_code, new_secret
from assistant.workshop.participation import touch
from assistant.workshop.records import Changes, Exchange, NewSession, Session, State
from assistant.workshop.rows import EXCHANGES, SESSIONS, exchange_of, session_of
from assistant.workshop.storage import Storage

MAX_TITLE_CHARS = 120


def create_session(storage: Storage, title: str = "") -> NewSession:
    """Make a session that is open for questions."""
    key = new_secret()
    with storage.writing() as database:
        taken = {row["code"] for row in database.execute("SELECT code FROM sessions")}
        code = next(code for code in iter(new_code, "") if code not in taken)
        database.execute(
            "INSERT INTO sessions (code, title, state, created_at, facilitator_hash) VALUES (?, ?, 'open', ?, ?)",
            (code, one_line(title)[:MAX_TITLE_CHARS].rstrip(), time.time(), hashed(key)),
        )
        (row,) = storage.rows(f"{SESSIONS} WHERE s.code = ?", (code,))
        return NewSession(session_of(row), key)


def session_of_key(storage: Storage, key: str | None) -> Session | None:
    """Give the session a facilitator's key opens; None where it is unknown."""
    found = storage.rows(f"{SESSIONS} WHERE s.facilitator_hash = ?", (hashed(key),)) if key else []
    return session_of(found[0]) if found else None


def session_of_id(storage: Storage, session_id: int) -> Session:
    """Give a session.

    Raises:
        WorkshopError: It was deleted.
    """
    found = storage.rows(f"{SESSIONS} WHERE s.id = ?", (session_id,))
    if not found:
        raise _gone(f"Session {session_id}")
    return session_of(found[0])


def sessions(storage: Storage) -> tuple[Session, ...]:
    """Give all sessions, the newest first."""
    return tuple(map(session_of, storage.rows(f"{SESSIONS} ORDER BY s.id DESC")))


def set_state(storage: Storage, session_id: int, state: State) -> Session:
    """Open a session for questions, close it for now, or end it; an ended one stays ended.

    Raises:
        WorkshopError: It has ended or was deleted.
    """
    with storage.writing() as database:
        done = database.execute(
            "UPDATE sessions SET state = ?, changes = changes + 1 WHERE id = ? AND state IN ('open', 'closed', ?)",
            (state, session_id, state),
        ).rowcount
    session = session_of_id(storage, session_id)
    if not done:
        raise WorkshopError(
            "The session has ended. Expected one that has not. Make a new one.",
            "Workshopen är avslutad och kan inte öppnas igen. Starta en ny.",
        )
    return session


def new_key(storage: Storage, session_id: int) -> str:
    """Make a new facilitator's key for a session; the old one opens nothing any more.

    Raises:
        WorkshopError: The session was deleted.
    """
    key = new_secret()
    with storage.writing() as database:
        _must_change(
            database.execute("UPDATE sessions SET facilitator_hash = ? WHERE id = ?", (hashed(key), session_id)),
            f"Session {session_id}",
        )
    return key


def changes_since(storage: Storage, session_id: int, seen: int = 0) -> Changes:
    """Give what is new or changed in a session, hidden questions included.

    Args:
        storage: The database.
        session_id: Which session.
        seen: ``session.changes`` of the last look; 0 for everything.

    Raises:
        WorkshopError: The session was deleted.
    """
    # The session first: what happens between the two reads is told again next time, never missed.
    session = session_of_id(storage, session_id)
    query = f"{EXCHANGES} WHERE e.session_id = ? AND e.change > ? ORDER BY e.id"
    found = tuple(map(exchange_of, storage.rows(query, (session_id, seen))))
    count = storage.rows("SELECT count(*) FROM exchanges WHERE session_id = ?", (session_id,))[0][0]
    return Changes(session, found, count)


def exchange(storage: Storage, session_id: int, exchange_id: int) -> Exchange:
    """Give one exchange of a session.

    Raises:
        WorkshopError: It is not there.
    """
    found = storage.rows(f"{EXCHANGES} WHERE e.id = ? AND e.session_id = ?", (exchange_id, session_id))
    if not found:
        raise _gone(f"Question {exchange_id}")
    return exchange_of(found[0])


def projected(storage: Storage, session_id: int) -> Exchange | None:
    """Give the exchange on the shared screen.

    Raises:
        WorkshopError: The session was deleted.
    """
    session = session_of_id(storage, session_id)
    return exchange(storage, session_id, session.projected_id) if session.projected_id else None


def pin(storage: Storage, session_id: int, exchange_id: int, *, pinned: bool) -> Exchange:
    """Pin a question to the top, or let it go.

    Raises:
        WorkshopError: It is not there.
    """
    with storage.writing() as database:
        _must_change(
            database.execute(
                "UPDATE exchanges SET pinned = ? WHERE id = ? AND session_id = ?", (pinned, exchange_id, session_id)
            ),
            f"Question {exchange_id}",
        )
        touch(database, exchange_id)
    return exchange(storage, session_id, exchange_id)


def hide(storage: Storage, session_id: int, exchange_id: int, *, hidden: bool) -> Exchange:
    """Hide a question from the shared screen and the exports, or show it again; its author keeps seeing it.

    Raises:
        WorkshopError: It is not there.
    """
    with storage.writing() as database:
        _must_change(
            database.execute(
                "UPDATE exchanges SET hidden = ? WHERE id = ? AND session_id = ?", (hidden, exchange_id, session_id)
            ),
            f"Question {exchange_id}",
        )
        if hidden:
            database.execute("UPDATE sessions SET projected_id = NULL WHERE projected_id = ?", (exchange_id,))
        touch(database, exchange_id)
    return exchange(storage, session_id, exchange_id)


def project(storage: Storage, session_id: int, exchange_id: int | None) -> Session:
    """Put one question and its answer on the shared screen in place of the one there, or take it off (None).

    Raises:
        WorkshopError: The question is hidden, or not there.
    """
    with storage.writing() as database:
        before = session_of_id(storage, session_id).projected_id
        if exchange_id is not None:
            shown = database.execute(
                "SELECT hidden FROM exchanges WHERE id = ? AND session_id = ?", (exchange_id, session_id)
            ).fetchone()
            if not shown:
                raise _gone(f"Question {exchange_id}")
            if shown["hidden"]:
                raise WorkshopError(
                    f"Question {exchange_id} is hidden. Expected one that is shown. Show it first.",
                    "Frågan är dold. Visa den först i listan.",
                )
        database.execute("UPDATE sessions SET projected_id = ? WHERE id = ?", (exchange_id, session_id))
        for changed in {before, exchange_id}:
            if changed is not None:
                touch(database, changed)
    return session_of_id(storage, session_id)


def _must_change(done: sqlite3.Cursor, what: str) -> None:
    if not done.rowcount:
        raise _gone(what)


def _gone(what: str) -> WorkshopError:
    return WorkshopError(
        f"{what} is not there. Expected one that was not deleted. Reload the page.",
        "Det finns inte kvar: det kan ha raderats. Ladda om sidan.",
    )
