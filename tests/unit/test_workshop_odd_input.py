"""Odd texts in every field of a workshop: told kindly or kept as plain text, and nothing is lost."""

import pytest

from assistant.errors import WorkshopError
from assistant.privacy import personal_details
from assistant.records import Answer
from assistant.typed import clean, one_line
from assistant.workshop import facilitation, participation, reporting
from assistant.workshop.codes import Door
from assistant.workshop.pace import Pace
from assistant.workshop.records import Rating
from assistant.workshop.storage import Storage
from tests.unit.odd_texts import odd_texts


def test_odd_questions_answers_and_ratings_are_kept_as_they_can_be_read(tmp_path):
    storage = Storage(tmp_path / "odd.sqlite3")
    session = facilitation.create_session(storage, "\u202e<b>" + "x" * 500).session
    token = participation.join(storage, Door(), session.code, "device").token
    kept, refused = [], []
    for text in odd_texts():
        try:
            asked = participation.ask(storage, Pace(1), token, text)
        except WorkshopError as problem:
            refused.append(problem.swedish)
            continue
        answer = Answer("1", text, text, "sv", "answered", None, "extractive", None, text)
        participation.store_answer(storage, asked.id, answer)
        participation.rate(storage, token, asked.id, Rating("down", text, consents=True))
        kept.append((one_line(text), answer, one_line(text)[:500]))
    storage.close()
    storage = Storage(tmp_path / "odd.sqlite3")
    found = participation.conversation(storage, token)
    assert [(each.question, each.answer, each.rating.word) for each in found] == kept[-len(found) :]
    assert len(found) == 200  # as many as are shown again; the report below holds all
    assert len(kept) + len(refused) == 500
    assert len(refused) < 60
    assert all("Skriv en fråga" in told or "för lång" in told for told in refused)
    assert len(reporting.session_report(storage, session.id, []).entries) == len(kept)
    assert reporting.suite_of_drafts(storage).count("\n- id: ") == len(kept)
    storage.close()


def test_odd_codes_tokens_and_keys_open_nothing():
    storage = Storage(None)
    session = facilitation.create_session(storage).session
    for number, text in enumerate(odd_texts()):
        with pytest.raises(WorkshopError):
            participation.join(storage, Door(), text, f"device {number}")
        assert participation.participant_of(storage, text) is None
        assert facilitation.session_of_key(storage, text) is None
    assert facilitation.session_of_id(storage, session.id).participants == 0


def test_odd_texts_are_cleaned_once_and_for_all():
    for text in odd_texts():
        assert clean(clean(text)) == clean(text)
        assert set(personal_details(text)) <= {"identity_number", "phone", "email", "name"}
