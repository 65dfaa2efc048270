"""What a browser tab keeps of its conversation ↔ exchanges.

The server holds conversations in memory only. The tab keeps them too, and gives them back after a reload or when the
server was restarted; what it gives may be anything and is read with care.
"""

import json
import logging
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError

from assistant.records import Answer
from assistant.ui import texts
from assistant.ui.messages import Exchange
from assistant.ui.texts import Language

MOST_CHARS = 4_000_000
"""Characters of a kept conversation; a browser holds no more."""
_MOST_EXCHANGES = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as it is kept, with its answer if it had come."""

    question: str
    answer: Answer | None = None
    note: str = ""


_ALL = TypeAdapter(tuple[Kept, ...])


def kept_json(exchange: Exchange) -> str:
    """Give what the tab is to keep of an exchange."""
    return json.dumps(asdict(Kept(exchange.question, exchange.answer, exchange.note)), ensure_ascii=False)


def read_kept(text: str, language: Language) -> tuple[Exchange, ...]:
    """Read the conversation that a tab kept; () where it cannot be read. A question without an answer says so."""
    if len(text) > MOST_CHARS:
        _log.warning("A kept conversation of %d characters was left unread.", len(text))
        return ()
    try:
        rows = _ALL.validate_json(text)
    except ValidationError as error:
        _log.warning("A kept conversation could not be read: %s", error.errors(include_input=False)[:1])
        return ()
    return tuple(
        Exchange(
            row.question[: texts.QUESTION_LIMIT], row.answer, row.note if row.answer else texts.INTERRUPTED(language)
        )
        for row in rows[-_MOST_EXCHANGES:]
        if row.question.strip()
    )
