"""How long things are kept, and deleting that really deletes."""

import logging
import sqlite3
import threading
import time

from assistant.errors import StorageError
from assistant.workshop.records import Deleted
from assistant.workshop.storage import Storage

DAY_S = 86_400.0

_log = logging.getLogger(__name__)

_OLD_EXCHANGES = """
DELETE FROM exchanges WHERE id IN (
    SELECT e.id FROM exchanges e LEFT JOIN sessions s ON s.id = e.session_id
    WHERE e.asked_at < CASE WHEN s.state IN ('open', 'closed') THEN :in_use ELSE :kept END
)
"""
# A session was last used when it was made, when somebody joined it, or when something was asked.
_OLD_SESSIONS = """
DELETE FROM sessions WHERE max(
    created_at,
    coalesce((SELECT max(joined_at) FROM participants WHERE session_id = sessions.id), 0),
    coalesce((SELECT max(asked_at) FROM exchanges WHERE session_id = sessions.id), 0)
) < CASE WHEN state = 'ended' THEN :kept ELSE :in_use END
"""
_COUNTS = """
SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM participants), (SELECT count(*) FROM exchanges),
    (SELECT count(*) FROM ratings)
"""


def purge(storage: Storage, retention_days: int, now: float | None = None) -> Deleted:
    """Delete what is older than is to be kept, for good.

    What was used within the last day in a session that has not ended is kept in any case, so that a workshop survives a
    restart also where nothing is to be kept (0 days).

    Args:
        storage: The database.
        retention_days: Days that sessions, questions and ratings are kept.
        now: Seconds since 1970; the clock's where none is given.
    """
    moment = time.time() if now is None else now
    ages = {"kept": moment - retention_days * DAY_S, "in_use": moment - max(retention_days, 1) * DAY_S}
    with storage.writing() as database:
        before = _counts(database)
        database.execute(_OLD_EXCHANGES, ages)
        database.execute(_OLD_SESSIONS, ages)
        deleted = _difference(before, _counts(database))
    if deleted != Deleted(0, 0, 0, 0):
        storage.wipe()
    return deleted


def erase_session(storage: Storage, session_id: int) -> Deleted:
    """Delete a session with its participants, questions and ratings, so that no byte of it is left in the file.

    Raises:
        StorageError: The rows are gone, but another program keeps the file from being cleaned.
    """
    return _erase(storage, "DELETE FROM sessions WHERE id = ?", (session_id,))


def erase_everything(storage: Storage) -> Deleted:
    """Delete all sessions and all ratings of the ordinary chat, so that no byte of them is left in the file.

    Raises:
        StorageError: The rows are gone, but another program keeps the file from being cleaned.
    """
    return _erase(storage, "DELETE FROM sessions", (), "DELETE FROM exchanges")


def keep_tidy(storage: Storage, retention_days: int) -> threading.Event:
    """Purge now, and once a day in the background until the event that is returned is set.

    What cannot be deleted now, since another program holds the file, is logged and tried again the next day.
    """
    ended = threading.Event()

    def tidy() -> None:
        try:
            purge(storage, retention_days)
        except StorageError as problem:
            _log.warning("What is older than %s days could not be deleted: %s", retention_days, problem.message)

    def daily() -> None:
        while not ended.wait(DAY_S):
            tidy()

    tidy()
    threading.Thread(target=daily, name="retention", daemon=True).start()
    return ended


def _erase(storage: Storage, statement: str, values: tuple[object, ...], *more: str) -> Deleted:
    with storage.writing() as database:
        before = _counts(database)
        database.execute(statement, values)
        for other in more:
            database.execute(other)
        deleted = _difference(before, _counts(database))
    storage.wipe()
    return deleted


def _counts(database: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(database.execute(_COUNTS).fetchone())


def _difference(before: tuple[int, ...], after: tuple[int, ...]) -> Deleted:
    return Deleted(*(had - has for had, has in zip(before, after, strict=True)))
