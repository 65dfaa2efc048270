"""What an export holds, before it has a format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.records import Answer, Turn

Kind = Literal["conversation", "workshop"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer and what the room thought of it."""

    question: str
    answer: Answer | None
    asked_at: datetime | None = None
    up: int = 0
    down: int = 0
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class SectionShare:
    """How many answers cite a section; 0 for one that nobody asked about."""

    section: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A conversation or a workshop, without anybody's identity."""

    kind: Kind
    title: str
    """Of the workshop, or ""."""
    made_at: datetime
    language: str
    """Of the words around questions and answers: "sv" or "en"."""
    entries: tuple[Entry, ...]
    participants: int | None = None
    """None for a conversation."""
    sections: tuple[SectionShare, ...] = ()
    hidden: int = 0
    """Questions that the facilitator hid: they are left out, and their number is told."""


def conversation_report(turns: Sequence[Turn], made_at: datetime, language: str = "sv") -> Report:
    """Make a report of one conversation."""
    entries = tuple(Entry(turn.question, turn.answer) for turn in turns)
    return Report(kind="conversation", title="", made_at=made_at, language=language, entries=entries)
