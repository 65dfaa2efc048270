"""What a participant does: join, ask, come back to the conversation, rate."""

import sqlite3
import time

from assistant.errors import WorkshopError
from assistant.records import Answer
from assistant.typed import clean, one_line
from assistant.workshop.codes import Door, hashed, new_secret, normalised
from assistant.workshop.pace import MAX_WORD_CHARS, Pace, checked_question
from assistant.workshop.records import Exchange, Joined, Participant, Rating
from assistant.workshop.rows import EXCHANGES, SESSIONS, as_json, exchange_of, session_of
from assistant.workshop.storage import Storage

_MOST_EXCHANGES = 200
"""Of one participant that are shown; a day's asking at full pace would be too many to draw."""


def join(storage: Storage, door: Door, code: str, sender: str) -> Joined:
    """Let somebody in by a session code.

    Args:
        storage: The database.
        door: Counts wrong codes.
        code: As typed.
        sender: Anything that stays the same for one device; not stored.

    Raises:
        WorkshopError: The code is wrong, was wrong too often, or its session is over.
    """
    door.check(sender)
    found = storage.rows(f"{SESSIONS} WHERE s.code = ?", (normalised(code),))
    if not found:
        door.wrong(sender)
        raise WorkshopError(
            f"No session has the code {one_line(code[:20])!r}. Expected six letters and digits. Look at the screen.",
            "Den koden känner vi inte igen. Titta på skärmen igen: den har sex bokstäver och siffror.",
        )
    door.right(sender)
    session = session_of(found[0])
    if session.state == "ended":
        raise WorkshopError(
            "The session has ended. Expected one that is open. Ask the facilitator for a new code.",
            "Den workshopen är avslutad. Be handledaren om en ny kod.",
        )
    token = new_secret()
    with storage.writing() as database:
        database.execute(
            "INSERT INTO participants (session_id, token_hash, joined_at) VALUES (?, ?, ?)",
            (session.id, hashed(token), time.time()),
        )
        database.execute("UPDATE sessions SET changes = changes + 1 WHERE id = ?", (session.id,))
        return Joined(_known(storage, token), token)


def participant_of(storage: Storage, token: str | None) -> Participant | None:
    """Give the participant a token belongs to; None where it is unknown or the session was deleted."""
    if not token:
        return None
    found = storage.rows("SELECT id, session_id FROM participants WHERE token_hash = ?", (hashed(token),))
    if not found:
        return None
    sessions = storage.rows(f"{SESSIONS} WHERE s.id = ?", (found[0]["session_id"],))
    return Participant(found[0]["id"], session_of(sessions[0])) if sessions else None


def ask(storage: Storage, pace: Pace, token: str, question: str) -> Exchange:
    """Store a question, to be answered with :func:`store_answer`.

    When this returns, the question is on the disk.

    Raises:
        WorkshopError: The token is unknown, the session is not open, the question is empty or too long, or comes too
            soon after others.
    """
    text = checked_question(question)
    participant = _known(storage, token)
    _must_be_open(participant)
    pace.take(participant.id)
    with storage.writing() as database:
        # Asked again inside: the facilitator may have closed or deleted the session meanwhile.
        _must_be_open(_known(storage, token))
        id_ = _inserted(
            database,
            "INSERT INTO exchanges (session_id, participant_id, question, asked_at) VALUES (?, ?, ?, ?)",
            (participant.session.id, participant.id, text, time.time()),
        )
        touch(database, id_)
        return exchange_of(storage.rows(f"{EXCHANGES} WHERE e.id = ?", (id_,))[0])


def store_answer(storage: Storage, exchange_id: int, answer: Answer) -> None:
    """Store the answer to a question; nothing happens where the question was deleted meanwhile."""
    with storage.writing() as database:
        database.execute("UPDATE exchanges SET answer = ? WHERE id = ?", (as_json(answer), exchange_id))
        touch(database, exchange_id)


def conversation(storage: Storage, token: str) -> tuple[Exchange, ...]:
    """Give a participant's questions and answers in order, so that a reload shows them again; the last 200 at most.

    Raises:
        WorkshopError: The token is unknown.
    """
    query = f"{EXCHANGES} WHERE e.participant_id = ? ORDER BY e.id DESC LIMIT {_MOST_EXCHANGES}"
    found = storage.rows(query, (_known(storage, token).id,))
    return tuple(map(exchange_of, reversed(found)))


def withdraw(storage: Storage, token: str, exchange_id: int) -> None:
    """Delete a participant's own question, such as one that is asked anew in other words.

    Raises:
        WorkshopError: The token is unknown.
    """
    participant = _known(storage, token)
    with storage.writing() as database:
        gone = database.execute(
            "DELETE FROM exchanges WHERE id = ? AND participant_id = ?", (exchange_id, participant.id)
        ).rowcount
        if gone:
            database.execute("UPDATE sessions SET changes = changes + 1 WHERE id = ?", (participant.session.id,))


def rate(storage: Storage, token: str, exchange_id: int, rating: Rating | None) -> None:
    """Store what a participant thinks of an answer to a question of their own; a second rating replaces the first.

    None takes it back.

    When this returns, the rating is on the disk.

    Raises:
        WorkshopError: The token is unknown, or the question is not theirs.
    """
    participant = _known(storage, token)
    with storage.writing() as database:
        own = database.execute(
            "SELECT 1 FROM exchanges WHERE id = ? AND participant_id = ?", (exchange_id, participant.id)
        ).fetchone()
        if not own:
            raise WorkshopError(
                f"Question {exchange_id} is not there. Expected one of this conversation. Reload the page.",
                "Den frågan finns inte kvar. Ladda om sidan.",
            )
        if rating:
            _store_rating(database, exchange_id, rating)
        else:
            database.execute("DELETE FROM ratings WHERE exchange_id = ?", (exchange_id,))
            touch(database, exchange_id)


def rate_answer(storage: Storage, answer: Answer, rating: Rating) -> str:
    """Store what somebody in the ordinary chat thinks of an answer, together with question and answer.

    Nothing else of the ordinary chat is ever stored.

    Returns:
        The receipt, by which alone :func:`rate_again` finds the rating: a random secret of this one rating, of which
        the database keeps a hash. It says nothing of who gave it, nor which ratings are of the same person.
    """
    receipt = new_secret()
    with storage.writing() as database:
        id_ = _inserted(
            database,
            "INSERT INTO exchanges (question, asked_at, answer) VALUES (?, ?, ?)",
            (clean(answer.question), time.time(), as_json(answer)),
        )
        _store_rating(database, id_, rating)
        database.execute("UPDATE ratings SET receipt_hash = ? WHERE exchange_id = ?", (hashed(receipt), id_))
    return receipt


def rate_again(storage: Storage, receipt: str, rating: Rating | None) -> bool:
    """Change a rating of the ordinary chat, or take it back together with its question (None).

    Returns:
        False where no rating has the receipt.
    """
    with storage.writing() as database:
        known = "SELECT exchange_id FROM ratings WHERE receipt_hash = ?"
        found = database.execute(known, (hashed(receipt),)).fetchone()
        if not found:
            return False
        if rating:
            _store_rating(database, found["exchange_id"], rating)
        else:
            database.execute("DELETE FROM exchanges WHERE id = ?", (found["exchange_id"],))
        return True


def touch(database: sqlite3.Connection, exchange_id: int) -> None:
    """Count a change of an exchange, so that whoever watches the session sees it."""
    database.execute(
        "UPDATE sessions SET changes = changes + 1 WHERE id = (SELECT session_id FROM exchanges WHERE id = ?)",
        (exchange_id,),
    )
    database.execute(
        "UPDATE exchanges SET change = coalesce((SELECT changes FROM sessions WHERE id = session_id), 0) WHERE id = ?",
        (exchange_id,),
    )


def _inserted(database: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    """Insert a row and give its id."""
    return int(database.execute(f"{statement} RETURNING id", values).fetchone()[0])


def _store_rating(database: sqlite3.Connection, exchange_id: int, rating: Rating) -> None:
    database.execute(
        "INSERT INTO ratings (exchange_id, vote, word, consents, rated_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (exchange_id) DO UPDATE SET vote = excluded.vote, word = excluded.word, "
        "consents = excluded.consents, rated_at = excluded.rated_at",
        (exchange_id, rating.vote, one_line(rating.word)[:MAX_WORD_CHARS], rating.consents, time.time()),
    )
    touch(database, exchange_id)


def _known(storage: Storage, token: str) -> Participant:
    participant = participant_of(storage, token)
    if not participant:
        raise WorkshopError(
            "The token is unknown. Expected one of a session that is still there. Join again with the code.",
            "Workshopen finns inte kvar här. Gå med igen med koden på skärmen.",
        )
    return participant


def _must_be_open(participant: Participant) -> None:
    if participant.session.state == "closed":
        raise WorkshopError(
            "The session is closed for now. Expected an open one. Wait for the facilitator.",
            "Handledaren tar inte emot frågor just nu. Din fråga går att skicka när det öppnas igen.",
        )
    if participant.session.state == "ended":
        raise WorkshopError(
            "The session has ended. Expected an open one. Your conversation can still be read and saved.",
            "Workshopen är avslutad. Du kan fortfarande läsa och spara ditt samtal.",
        )
