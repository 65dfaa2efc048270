"""What a workshop is made of. No record holds a name, an address or anything else that tells who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.records import Answer, Turn

State = Literal["open", "closed", "ended"]
"""Open for questions; closed for now; over for good, to be read only."""
Vote = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Session:
    """One workshop."""

    id: int
    code: str
    """What participants type; see ``codes``."""
    title: str
    state: State
    created_at: float
    """Seconds since 1970, as every time here."""
    projected_id: int | None
    """The exchange on the shared screen."""
    participants: int
    """How many have joined."""
    changes: int
    """Counts every change of the session and its exchanges: to be compared with the last one seen."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just made, with the only copy of its facilitator's key: the database keeps a hash."""

    session: Session
    facilitator_key: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who joined a session; known by a random token of which the database keeps a hash."""

    id: int
    session: Session


@dataclass(frozen=True, slots=True)
class Joined:
    """A participant who just joined, with the only copy of the token: to be kept in the participant's browser."""

    participant: Participant
    token: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody thought of an answer."""

    vote: Vote
    word: str
    """At most 500 characters; "" where none was given."""
    consents: bool
    """Whether question and answer may become a draft of a test prompt."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and, once it is there, its answer."""

    id: int
    session_id: int | None
    """None for an answer that was rated in the ordinary chat."""
    question: str
    asked_at: float
    answer: Answer | None
    """None while it is being answered, and where the program was stopped meanwhile."""
    rating: Rating | None
    pinned: bool
    hidden: bool
    projected: bool
    change: int
    """The session's count when this exchange last changed."""

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections its answer cites, each once, in the order of the answer."""
        return tuple(dict.fromkeys(each.section for each in self.answer.citations)) if self.answer else ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in a session since it was last looked at."""

    session: Session
    exchanges: tuple[Exchange, ...]
    """New and changed ones, as they are now, in the order they were asked."""
    count: int
    """How many there are in all: fewer than a watcher knows means that some were deleted, and to look from 0 again."""


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How many answers of a session cite a section of the guidance."""

    document: str
    section: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask about the same."""

    representative: Exchange
    """The one nearest to all the others."""
    exchanges: tuple[Exchange, ...]
    """All of them, the representative too, in the order they were asked."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted for good."""

    sessions: int
    participants: int
    questions: int
    ratings: int


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Give a conversation the way the assistant takes it; questions without an answer are left out."""
    return tuple(Turn(each.question, each.answer) for each in exchanges if each.answer)
