"""A workshop's life in storage: joining, asking, rating, what the facilitator sees and does."""

import json

import numpy as np
import pytest

from assistant.documents import read_document
from assistant.errors import WorkshopError
from assistant.exports.markdown import as_markdown
from assistant.records import Answer, Citation, answer_from_dict
from assistant.workshop import facilitation, overview, participation, reporting
from assistant.workshop.codes import ALPHABET, Door, new_code, normalised, shown
from assistant.workshop.pace import Pace
from assistant.workshop.records import Rating, turns
from assistant.workshop.storage import Storage

DOCUMENT = read_document("moten.md", "# Möten\n\n## Före\n\nSkriv en dagordning.\n\n## Efter\n\nSkicka anteckningar.\n")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def storage():
    opened = Storage(None)
    yield opened
    opened.close()


@pytest.fixture
def session(storage):
    return facilitation.create_session(storage, "Tillit i Umeå").session


def join(storage, session) -> str:
    return participation.join(storage, Door(), session.code, "device").token


def ask(storage, token, question, status="answered", section="Före"):
    asked = participation.ask(storage, Pace(1000), token, question)
    quote = "Skriv en dagordning." if section == "Före" else "Skicka anteckningar."
    start = DOCUMENT.text.index(quote)
    cited = (
        (Citation(1, "moten.md", "Möten", section, start, start + len(quote), quote),) if status != "refused" else ()
    )
    answer = Answer("1", question, question, "sv", status, None, "extractive", None, f"{quote} [1]", citations=cited)
    participation.store_answer(storage, asked.id, answer)
    return asked.id


def test_a_code_is_known_however_it_is_typed(storage, session):
    code = session.code
    for typed in (code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:2]}-{code[2:]}", shown(code), f"{code}\u200b\n"):
        assert participation.join(storage, Door(), typed, "device").participant.session.code == code


def test_codes_hold_nothing_that_looks_alike_or_spells_a_word():
    assert not set("0O1IL2Z5S8BUAEY") & set(ALPHABET)
    assert all(normalised(code) == code and len(code) == 6 for code in (new_code() for _ in range(200)))


def test_after_five_wrong_codes_even_the_right_one_waits_a_minute_and_then_longer(storage, session):
    clock = Clock()
    door = Door(clock)
    for _ in range(5):
        with pytest.raises(WorkshopError) as problem:
            participation.join(storage, door, "QQQQQQ", "device")
        assert problem.value.wait_s == 0
    with pytest.raises(WorkshopError) as problem:
        participation.join(storage, door, session.code, "device")
    assert problem.value.wait_s == 60
    assert "minut" in problem.value.swedish
    assert participation.join(storage, door, session.code, "another device")
    clock.now += 61
    for _ in range(5):
        with pytest.raises(WorkshopError):
            participation.join(storage, door, "QQQQQQ", "device")
    with pytest.raises(WorkshopError) as problem:
        participation.join(storage, door, session.code, "device")
    assert problem.value.wait_s == 120
    clock.now += 121
    assert participation.join(storage, door, session.code, "device")


def test_six_questions_go_at_once_and_then_one_every_ten_seconds(storage, session):
    clock = Clock()
    pace = Pace(6, clock)
    token = join(storage, session)
    for number in range(6):
        participation.ask(storage, pace, token, f"Fråga {number}")
    with pytest.raises(WorkshopError) as problem:
        participation.ask(storage, pace, token, "En till")
    assert problem.value.wait_s == 10
    assert "10 sekunder" in problem.value.swedish
    participation.ask(storage, pace, join(storage, session), "En annan deltagare")
    clock.now += 10
    participation.ask(storage, pace, token, "Nu går det")
    assert len(participation.conversation(storage, token)) == 7


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Skriv en fråga"), (" \n\u200b", "Skriv"), ("x" * 1001, "1001 tecken")]
)
def test_an_empty_or_too_long_question_is_refused_kindly(storage, session, typed, said):
    token = join(storage, session)
    with pytest.raises(WorkshopError, match="Expected") as problem:
        participation.ask(storage, Pace(), token, typed)
    assert said in problem.value.swedish
    assert participation.conversation(storage, token) == ()


def test_a_reload_gives_the_conversation_back_as_the_assistant_takes_it(storage, session):
    token = join(storage, session)
    ask(storage, token, "Vad gör vi före?")
    participation.ask(storage, Pace(), token, "Obesvarad")
    found = participation.conversation(storage, token)
    assert [each.question for each in found] == ["Vad gör vi före?", "Obesvarad"]
    assert [turn.answer.citations[0].quote for turn in turns(found)] == ["Skriv en dagordning."]


def test_of_a_very_long_conversation_the_last_part_is_given_back(storage, session):
    token = join(storage, session)
    ids = [ask(storage, token, f"Fråga {number}?") for number in range(205)]
    assert [each.id for each in participation.conversation(storage, token)] == ids[5:]


def test_participants_reach_only_their_own_questions(storage, session):
    mine, other = join(storage, session), join(storage, session)
    id_ = ask(storage, mine, "Min fråga")
    assert participation.conversation(storage, other) == ()
    with pytest.raises(WorkshopError):
        participation.rate(storage, other, id_, Rating("down", "", consents=True))
    participation.withdraw(storage, other, id_)
    assert len(participation.conversation(storage, mine)) == 1


def test_tokens_and_keys_are_kept_as_hashes_alone(storage):
    made = facilitation.create_session(storage)
    token = join(storage, made.session)
    kept = json.dumps(
        [[*row] for table in ("sessions", "participants") for row in storage.rows(f"SELECT * FROM {table}")]
    )
    assert token not in kept
    assert made.facilitator_key not in kept
    assert facilitation.session_of_key(storage, made.facilitator_key) == facilitation.session_of_id(storage, 1)
    assert facilitation.session_of_key(storage, token) is None
    assert participation.participant_of(storage, made.facilitator_key) is None


def test_a_closed_session_takes_no_questions_until_it_is_opened_again(storage, session):
    token = join(storage, session)
    facilitation.set_state(storage, session.id, "closed")
    with pytest.raises(WorkshopError) as problem:
        participation.ask(storage, Pace(), token, "Får jag?")
    assert "inte emot frågor" in problem.value.swedish
    facilitation.set_state(storage, session.id, "open")
    assert participation.ask(storage, Pace(), token, "Får jag?")


def test_an_ended_session_stays_ended_and_can_be_read(storage, session):
    token = join(storage, session)
    ask(storage, token, "Vad gör vi före?")
    facilitation.set_state(storage, session.id, "ended")
    with pytest.raises(WorkshopError):
        facilitation.set_state(storage, session.id, "open")
    with pytest.raises(WorkshopError):
        participation.ask(storage, Pace(), token, "En till")
    with pytest.raises(WorkshopError):
        join(storage, session)
    assert len(participation.conversation(storage, token)) == 1


def test_the_facilitator_sees_what_is_new_or_changed_and_nothing_else(storage, session):
    token = join(storage, session)
    first = ask(storage, token, "Ett")
    seen = facilitation.changes_since(storage, session.id)
    assert [each.id for each in seen.exchanges] == [first]
    assert facilitation.changes_since(storage, session.id, seen.session.changes).exchanges == ()
    second = participation.ask(storage, Pace(), token, "Två").id
    new = facilitation.changes_since(storage, session.id, seen.session.changes)
    assert [each.id for each in new.exchanges] == [second]
    participation.rate(storage, token, first, Rating("up", "bra", consents=False))
    facilitation.pin(storage, session.id, second, pinned=True)
    changed = facilitation.changes_since(storage, session.id, new.session.changes)
    assert [(each.id, each.pinned, each.rating and each.rating.vote) for each in changed.exchanges] == [
        (first, False, "up"),
        (second, True, None),
    ]
    participation.withdraw(storage, token, second)
    after = facilitation.changes_since(storage, session.id, changed.session.changes)
    assert (after.exchanges, after.count, changed.count) == ((), 1, 2)


def test_one_question_at_a_time_is_projected_and_a_hidden_one_never(storage, session):
    token = join(storage, session)
    first, second = ask(storage, token, "Ett"), ask(storage, token, "Två")
    facilitation.project(storage, session.id, first)
    before = facilitation.project(storage, session.id, second)
    assert facilitation.projected(storage, session.id).question == "Två"
    assert [each.projected for each in facilitation.changes_since(storage, session.id).exchanges] == [False, True]
    facilitation.hide(storage, session.id, second, hidden=True)
    assert facilitation.projected(storage, session.id) is None
    with pytest.raises(WorkshopError, match="hidden"):
        facilitation.project(storage, session.id, second)
    assert len(facilitation.changes_since(storage, session.id, before.changes).exchanges) == 1


def test_no_facilitator_reaches_another_session(storage, session):
    id_ = ask(storage, join(storage, session), "Ett")
    other = facilitation.create_session(storage).session
    for act in (
        lambda: facilitation.pin(storage, other.id, id_, pinned=True),
        lambda: facilitation.hide(storage, other.id, id_, hidden=True),
        lambda: facilitation.project(storage, other.id, id_),
        lambda: facilitation.exchange(storage, other.id, id_),
    ):
        with pytest.raises(WorkshopError):
            act()
    assert not facilitation.exchange(storage, session.id, id_).pinned


def test_sections_are_counted_once_an_answer_and_those_never_asked_about_are_told(storage, session):
    token = join(storage, session)
    for question in ("Ett", "Två"):
        ask(storage, token, question)
    ask(storage, token, "Tre", status="refused")
    found = facilitation.changes_since(storage, session.id).exchanges
    assert [(each.section, each.count) for each in overview.section_counts(found, [DOCUMENT])] == [
        ("Före", 2),
        ("Efter", 0),
    ]
    assert [each.question for each in overview.unanswered(found)] == ["Tre"]


def test_similar_questions_are_grouped_around_the_most_typical(storage, session):
    token = join(storage, session)
    ids = [ask(storage, token, question) for question in ("a1", "b1", "a2", "a3", "c1")]
    angles = {"a1": 0.0, "a2": 0.2, "a3": 0.4, "b1": 1.6, "c1": 3.0}
    found = overview.groups(
        facilitation.changes_since(storage, session.id).exchanges,
        [],
        lambda asked: np.array([[np.cos(angles[q]), np.sin(angles[q])] for q in asked], np.float32),
        alike=0.9,
    )
    assert [[each.question for each in group.exchanges] for group in found] == [["a1", "a2", "a3"], ["b1"], ["c1"]]
    assert found[0].representative.id == ids[2]
    assert overview.groups((), [], lambda asked: np.empty((0, 2), np.float32)) == ()


def test_a_report_leaves_hidden_questions_out_and_pinned_ones_come_first(storage, session):
    token = join(storage, session)
    ask(storage, token, "Ett")
    hidden, pinned = ask(storage, token, "Dold"), ask(storage, token, "Fäst", section="Efter")
    facilitation.hide(storage, session.id, hidden, hidden=True)
    facilitation.pin(storage, session.id, pinned, pinned=True)
    participation.rate(storage, token, pinned, Rating("down", "hemligt ord", consents=True))
    report = reporting.session_report(storage, session.id, [DOCUMENT])
    assert [entry.question for entry in report.entries] == ["Fäst", "Ett"]
    assert (report.participants, report.hidden, report.entries[0].down) == (1, 1, 1)
    written = as_markdown(report)
    assert "Dold" not in written
    assert "hemligt ord" not in written
    assert token not in written


def test_a_second_rating_replaces_the_first(storage, session):
    token = join(storage, session)
    id_ = ask(storage, token, "Ett")
    participation.rate(storage, token, id_, Rating("up", "", consents=False))
    participation.rate(storage, token, id_, Rating("down", "x" * 900, consents=True))
    (found,) = participation.conversation(storage, token)
    assert found.rating == Rating("down", "x" * 500, consents=True)


def test_a_rating_of_the_ordinary_chat_can_be_changed_and_taken_back(storage):
    answer = Answer("1", "Vad är tillit?", "Vad är tillit?", "sv", "answered", None, "extractive", None, "Svar")
    receipt = participation.rate_answer(storage, answer, Rating("up", "", consents=False))
    assert participation.rate_again(storage, receipt, Rating("down", "nja", consents=True))
    assert "Vad är tillit?" in reporting.suite_of_drafts(storage)
    assert participation.rate_again(storage, receipt, None)
    assert storage.rows("SELECT * FROM exchanges") == []
    assert not participation.rate_again(storage, receipt, None)


def test_the_database_holds_no_receipt_and_two_ratings_have_nothing_in_common(storage):
    answer = Answer("1", "Vad är tillit?", "Vad är tillit?", "sv", "answered", None, "extractive", None, "Svar")
    receipts = [participation.rate_answer(storage, answer, Rating("up", "", consents=False)) for _ in range(2)]
    kept = [row["receipt_hash"] for row in storage.rows("SELECT * FROM ratings")]
    assert len({*receipts, *kept}) == 4


def test_answers_of_other_versions_can_be_read():
    answer = Answer("1", "?", "?", "sv", "answered", None, "extractive", None, "Svar")
    table = json.loads(json.dumps(answer.as_dict()))
    assert answer_from_dict(table) == answer
    later = table | {"new_field": 1, "citations": [{**vars_of_citation(), "added": True}]}
    del later["suggestions"]
    assert answer_from_dict(later).citations[0].quote == "q"
    for broken in ({}, {"id": 1}, table | {"citations": [{"number": 1}]}, table | {"citations": 5}, [], "text"):
        with pytest.raises(ValueError, match="answer record"):
            answer_from_dict(broken)


def vars_of_citation() -> dict[str, object]:
    return {"number": 1, "document": "d", "title": "t", "section": "s", "start": 0, "end": 1, "quote": "q"}


def test_a_question_is_encoded_once():
    asked = []

    def encode(questions):
        asked.append(list(questions))
        return np.array([[len(question), 1.0] for question in questions], dtype=np.float32)

    remembered = overview.remembering(encode, {}, most=3)
    assert remembered(["a", "bb", "a"]).tolist() == [[1, 1], [2, 1], [1, 1]]
    assert remembered(["bb", "ccc"]).tolist() == [[2, 1], [3, 1]]
    assert asked == [["a", "bb"], ["ccc"]]
    assert remembered(["bb", "dddd"]).tolist() == [[2, 1], [4, 1]]  # too many to remember: begun anew
    assert asked[2:] == [["bb", "dddd"]]
