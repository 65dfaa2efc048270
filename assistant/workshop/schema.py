"""The tables, step by step: a database of any earlier version is brought to the newest when it is opened."""

import sqlite3

from assistant.errors import StorageError

_TABLES = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'ended')),
    created_at REAL NOT NULL,
    facilitator_hash TEXT NOT NULL UNIQUE
);
CREATE TABLE participants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    joined_at REAL NOT NULL
);
CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
    participant_id INTEGER REFERENCES participants (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asked_at REAL NOT NULL,
    answer TEXT
);
CREATE TABLE ratings (
    exchange_id INTEGER PRIMARY KEY REFERENCES exchanges (id) ON DELETE CASCADE,
    vote TEXT NOT NULL CHECK (vote IN ('up', 'down')),
    word TEXT NOT NULL,
    consents INTEGER NOT NULL,
    rated_at REAL NOT NULL
);
CREATE INDEX participants_of_session ON participants (session_id);
CREATE INDEX exchanges_of_session ON exchanges (session_id);
CREATE INDEX exchanges_of_participant ON exchanges (participant_id);
"""

_SHOWN = """
ALTER TABLE sessions ADD COLUMN projected_id INTEGER REFERENCES exchanges (id) ON DELETE SET NULL;
ALTER TABLE sessions ADD COLUMN changes INTEGER NOT NULL DEFAULT 1;
ALTER TABLE exchanges ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchanges ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchanges ADD COLUMN change INTEGER NOT NULL DEFAULT 1;
CREATE INDEX exchanges_by_change ON exchanges (session_id, change);
"""

# By its receipt, which its browser tab keeps, a thumb of the ordinary chat is changed, also after a restart.
_RECEIPTS = """
ALTER TABLE ratings ADD COLUMN receipt_hash TEXT;
CREATE UNIQUE INDEX ratings_by_receipt ON ratings (receipt_hash) WHERE receipt_hash IS NOT NULL;
"""

MIGRATIONS = (_TABLES, _SHOWN, _RECEIPTS)
"""Each brings the version before it (``user_version``, from 0) one further. Never edit one that was released."""


def migrate(connection: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring a database to the newest version; each step is done whole or not at all.

    Raises:
        StorageError: A later version of the program made the database.
    """
    newest = len(migrations)
    while (version := int(connection.execute("PRAGMA user_version").fetchone()[0])) != newest:
        if version > newest:
            raise StorageError(
                f"The database has version {version}, this program knows up to {newest}. Expected a database of this "
                "or an earlier version. Use the newer program, or another folder with --data.",
                "Databasen är gjord av en nyare version av programmet. Använd den, eller välj en annan mapp: --data.",
            )
        step = migrations[version]
        # The version is asked again inside: another process may have been quicker.
        connection.execute("BEGIN IMMEDIATE")
        try:
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) == version:
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
