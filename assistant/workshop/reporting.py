"""A session → what is exported of it, and drafts of test prompts from answers that were found wanting."""

from collections.abc import Sequence
from datetime import datetime

import yaml

from assistant.exports.report import Entry, Report, SectionShare
from assistant.records import Document
from assistant.workshop.facilitation import changes_since
from assistant.workshop.overview import section_counts
from assistant.workshop.records import Exchange
from assistant.workshop.rows import EXCHANGES, exchange_of
from assistant.workshop.storage import Storage


def session_report(storage: Storage, session_id: int, documents: Sequence[Document], language: str = "sv") -> Report:
    """Make a report of a session: pinned questions first, hidden ones left out, no identities.

    Raises:
        WorkshopError: The session was deleted.
    """
    found = changes_since(storage, session_id)
    shown = [each for each in found.exchanges if not each.hidden]
    return Report(
        kind="workshop",
        title=found.session.title,
        made_at=datetime.now().astimezone(),
        language=language,
        entries=tuple(map(_entry, sorted(shown, key=lambda each: not each.pinned))),
        participants=found.session.participants,
        sections=tuple(SectionShare(each.section, each.count) for each in section_counts(shown, documents)),
        hidden=len(found.exchanges) - len(shown),
    )


def suite_of_drafts(storage: Storage) -> str:
    """Give the questions whose answers were voted down with consent, as a suite (YAML) for a person to review.

    What the answer cited stands as gold only if the reviewer leaves it there: every draft says what to decide.
    """
    query = f"{EXCHANGES} WHERE r.vote = 'down' AND r.consents = 1 ORDER BY e.id"
    prompts = [_draft(exchange_of(row)) for row in storage.rows(query)]
    suite = {"schema": 1, "suite": "utkast", "prompts": prompts}
    return yaml.safe_dump(suite, allow_unicode=True, sort_keys=False, width=110)


def _entry(exchange: Exchange) -> Entry:
    vote = exchange.rating.vote if exchange.rating else None
    return Entry(
        question=exchange.question,
        answer=exchange.answer,
        asked_at=datetime.fromtimestamp(exchange.asked_at).astimezone(),
        up=int(vote == "up"),
        down=int(vote == "down"),
        is_pinned=exchange.pinned,
    )


def _draft(exchange: Exchange) -> dict[str, object]:
    answer = exchange.answer
    draft: dict[str, object] = {
        "id": f"utkast-{exchange.id}",
        "kind": "answerable",
        "question": exchange.question,
        "review": "Decide the kind, and replace the quotes by those that a good answer must cite.",
        "answered_with": answer.text if answer else "",
        "said": exchange.rating.word if exchange.rating else "",
    }
    if answer and answer.citations:
        draft["section"] = answer.citations[0].section
        draft["gold"] = {"quotes": [{"any_of": [citation.quote]} for citation in answer.citations]}
    draft["expect"] = {"status": answer.status if answer else "answered"}
    return draft
