"""Rows of the database ↔ records."""

import json

from assistant.records import Answer, answer_from_dict
from assistant.workshop.records import Exchange, Rating, Session
from assistant.workshop.storage import Row

SESSIONS = """
SELECT s.*, (SELECT count(*) FROM participants p WHERE p.session_id = s.id) AS participants FROM sessions s
"""
EXCHANGES = """
SELECT e.*, r.vote, r.word, r.consents, s.projected_id FROM exchanges e
LEFT JOIN ratings r ON r.exchange_id = e.id LEFT JOIN sessions s ON s.id = e.session_id
"""


def session_of(row: Row) -> Session:
    """Read a row of ``SESSIONS``."""
    return Session(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        state=row["state"],
        created_at=row["created_at"],
        projected_id=row["projected_id"],
        participants=row["participants"],
        changes=row["changes"],
    )


def exchange_of(row: Row) -> Exchange:
    """Read a row of ``EXCHANGES``."""
    rating = Rating(row["vote"], row["word"], bool(row["consents"])) if row["vote"] else None
    return Exchange(
        id=row["id"],
        session_id=row["session_id"],
        question=row["question"],
        asked_at=row["asked_at"],
        answer=answer_from_dict(json.loads(row["answer"])) if row["answer"] else None,
        rating=rating,
        pinned=bool(row["pinned"]),
        hidden=bool(row["hidden"]),
        projected=row["projected_id"] == row["id"],
        change=row["change"],
    )


def as_json(answer: Answer) -> str:
    """Give what the database keeps of an answer; as ASCII, which can hold half surrogates."""
    return json.dumps(answer.as_dict())
