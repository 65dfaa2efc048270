"""The database: one file in the data folder, or memory alone; one connection that everybody takes turns with."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import StorageError
from assistant.settings import Settings
from assistant.workshop.schema import migrate

FILE = "workshop.sqlite3"
_BUSY_TIMEOUT_S = 10.0

Row = sqlite3.Row


def open_storage(settings: Settings) -> "Storage":
    """Open the database of the settings, making it where there is none.

    Raises:
        StorageError: The data folder cannot be written, or holds no database of ours under that name.
    """
    if not settings.storage:
        return Storage(None)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(settings.data, error) from error
    return Storage(settings.data / FILE)


class Storage:
    """An open database. What a transaction wrote is on the disk when it is left: it survives a killed process.

    Every use holds a lock, for a millisecond or so; nothing slow is done inside one. Another process may use the same
    file: whoever comes second waits, and is told after ten seconds.
    """

    def __init__(self, path: Path | None) -> None:
        """Open a file, or a database in memory where no path is given.

        Raises:
            StorageError: The file cannot be used.
        """
        self.path = path
        self._lock = threading.RLock()
        try:
            # Transactions are begun by hand: the module's own habit of beginning them late hides who waits for whom.
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                self._connection.execute(f"PRAGMA {pragma}")
            migrate(self._connection)
        except sqlite3.Error as error:
            raise _unusable(path, error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction: all of it is stored when the block is left, or nothing.

        Raises:
            StorageError: The database is busy, full or gone.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[Row]:
        """Read.

        Raises:
            StorageError: The database is busy or gone.
        """
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error

    def wipe(self) -> None:
        """Leave nothing of deleted rows in the file or beside it.

        Raises:
            StorageError: Another process reads the file all the time, so that it cannot be cleaned now.
        """
        with self._lock:
            try:
                self._connection.execute("VACUUM")
                busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error
        if busy:
            raise StorageError(
                f"The rows are deleted, but {self.path} is in use elsewhere and still holds their text. Expected to be "
                "its only reader. End the other program and delete again.",
                "Raderat, men ett annat program läser databasen så att texten ännu ligger kvar i filen. "
                "Avsluta det och radera igen.",
            )

    def close(self) -> None:
        """Close the database; it cannot be used afterwards."""
        with self._lock:
            self._connection.close()


def _unusable(path: Path | None, error: Exception) -> StorageError:
    return StorageError(
        f"The database {path or 'in memory'} cannot be used ({error}). Expected a folder that can be written, room on "
        "the disk, and no other program that holds the database. Mend that, or name another folder with --data.",
        f"Det gick inte att spara ({error}). Kontrollera att mappen {path.parent if path else 'data'} går att skriva "
        "i, att disken har plats och att inget annat program håller databasen öppen.",
    )
