"""What the database promises: older ones are migrated, deleted text is gone, old things go by themselves."""

import sqlite3
import threading
import time

import pytest

from assistant.documents import read_document
from assistant.errors import SettingsError, StorageError
from assistant.evaluation.suites import load_suite
from assistant.records import Answer, Citation
from assistant.settings import load
from assistant.workshop import facilitation, participation, reporting, retention
from assistant.workshop.codes import Door
from assistant.workshop.pace import Pace
from assistant.workshop.records import Deleted, Rating
from assistant.workshop.schema import MIGRATIONS, migrate
from assistant.workshop.storage import FILE, Storage, open_storage

SECRET = "Hemligheten om Gunborg Ångström"
NOW = 2_000_000_000.0


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE


@pytest.fixture
def storage(path):
    opened = Storage(path)
    yield opened
    opened.close()


def answer(text: str) -> Answer:
    return Answer("1", text, text, "sv", "answered", None, "extractive", None, text)


def fill(storage, title="Workshop"):
    session = facilitation.create_session(storage, title).session
    token = participation.join(storage, Door(), session.code, "device").token
    for number in range(20):
        asked = participation.ask(storage, Pace(1000), token, f"{SECRET} {number}")
        participation.store_answer(storage, asked.id, answer(f"{SECRET} {number}"))
        participation.rate(storage, token, asked.id, Rating("down", f"{SECRET}!", consents=True))
    return session


def on_disk(path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_a_database_of_the_first_version_is_migrated_with_everything_in_it(path):
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    connection.execute("INSERT INTO sessions VALUES (7, 'CDFGHJ', 'Förr', 'open', 1.0, 'hash')")
    connection.execute("INSERT INTO participants VALUES (1, 7, 'token', 1.0)")
    connection.execute("INSERT INTO exchanges VALUES (3, 7, 1, 'Vad är tillit?', 2.0, NULL)")
    connection.execute("INSERT INTO ratings VALUES (3, 'up', 'bra', 0, 3.0)")
    connection.close()
    storage = Storage(path)
    (found,) = facilitation.sessions(storage)
    assert (found.title, found.participants, found.projected_id) == ("Förr", 1, None)
    facilitation.pin(storage, 7, 3, pinned=True)
    (asked,) = facilitation.changes_since(storage, 7).exchanges
    assert (asked.question, asked.pinned, asked.rating.word) == ("Vad är tillit?", True, "bra")
    assert storage.rows("PRAGMA user_version")[0][0] == len(MIGRATIONS)
    storage.close()


def test_questions_of_the_first_version_are_seen_by_whoever_looks_from_the_beginning(path):
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    connection.execute("INSERT INTO sessions VALUES (7, 'CDFGHJ', 'Förr', 'open', 1.0, 'hash')")
    connection.execute("INSERT INTO exchanges VALUES (3, 7, NULL, 'Vad är tillit?', 2.0, NULL)")
    connection.close()
    storage = Storage(path)
    assert [each.question for each in facilitation.changes_since(storage, 7).exchanges] == ["Vad är tillit?"]
    storage.close()


def test_a_migration_that_fails_changes_nothing(path):
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, MIGRATIONS)
    before = connection.execute("SELECT sql FROM sqlite_master").fetchall()
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*MIGRATIONS, "CREATE TABLE more (id INTEGER); INSERT INTO nowhere VALUES (1)"))
    assert connection.execute("SELECT sql FROM sqlite_master").fetchall() == before
    connection.close()


def test_a_database_of_a_later_version_is_left_alone_and_told(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StorageError, match="newer") as problem:
        Storage(path)
    assert "nyare version" in problem.value.swedish


def test_a_file_that_is_no_database_is_told_and_kept(path):
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match="cannot be used"):
        Storage(path)
    assert path.read_bytes().startswith(b"no database")


def test_deleting_everything_leaves_no_byte_of_it_and_counts_what_went(storage, path):
    fill(storage)
    participation.rate_answer(storage, answer(SECRET), Rating("up", SECRET, consents=False))
    # What stands in JSON is written in ASCII, with escapes.
    traces = [SECRET.encode(), b"Hemligheten om Gunborg \\u00c5ngstr", b"Gunborg"]
    assert all(trace in on_disk(path) for trace in traces)
    assert retention.erase_everything(storage) == Deleted(sessions=1, participants=1, questions=21, ratings=21)
    assert not any(trace in on_disk(path) for trace in traces)
    assert retention.erase_everything(storage) == Deleted(0, 0, 0, 0)


def test_deleting_one_session_leaves_the_others(storage, path):
    gone, kept = fill(storage, "Borta Bengtsson"), facilitation.create_session(storage, "Kvar").session
    assert retention.erase_session(storage, gone.id).questions == 20
    assert b"Gunborg" not in on_disk(path)
    assert b"Borta Bengtsson" not in on_disk(path)
    assert facilitation.sessions(storage) == (kept,)


def test_withdrawn_questions_leave_no_byte_in_the_database_file_itself(storage, path):
    session = facilitation.create_session(storage).session
    token = participation.join(storage, Door(), session.code, "device").token
    asked = participation.ask(storage, Pace(), token, SECRET)
    participation.withdraw(storage, token, asked.id)
    storage.close()
    assert b"Gunborg" not in on_disk(path)


def test_a_reader_elsewhere_keeps_the_file_from_being_cleaned_and_that_is_told(storage, path, monkeypatch):
    fill(storage)
    monkeypatch.setattr("assistant.workshop.storage._BUSY_TIMEOUT_S", 0.1)
    impatient = Storage(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM exchanges").fetchone()
    with pytest.raises(StorageError) as problem:
        retention.erase_everything(impatient)
    assert "radera igen" in problem.value.swedish
    reader.execute("COMMIT")
    retention.erase_everything(impatient)
    assert b"Gunborg" not in on_disk(path)
    reader.close()
    impatient.close()


def test_a_second_writer_waits_and_is_told_in_the_end(storage, path, monkeypatch):
    session = facilitation.create_session(storage).session
    monkeypatch.setattr("assistant.workshop.storage._BUSY_TIMEOUT_S", 0.2)
    second = Storage(path)
    with storage.writing(), pytest.raises(StorageError, match="cannot be used"):
        facilitation.set_state(second, session.id, "closed")
    assert facilitation.set_state(second, session.id, "closed").state == "closed"
    second.close()


def test_what_is_older_than_the_retention_goes_and_the_rest_stays(storage, path):
    old, ended, current = (fill(storage, title) for title in ("Gammal", "Avslutad", "Pågår"))
    facilitation.set_state(storage, ended.id, "ended")
    with storage.writing() as database:
        for session, age_days in ((old, 31), (ended, 29), (current, 0.5)):
            at = NOW - age_days * retention.DAY_S
            database.execute("UPDATE sessions SET created_at = ? WHERE id = ?", (at, session.id))
            database.execute("UPDATE participants SET joined_at = ? WHERE session_id = ?", (at, session.id))
            database.execute("UPDATE exchanges SET asked_at = ? WHERE session_id = ?", (at, session.id))
    assert retention.purge(storage, 30, NOW) == Deleted(1, 1, 20, 20)
    assert {each.title for each in facilitation.sessions(storage)} == {"Avslutad", "Pågår"}
    assert retention.purge(storage, 0, NOW) == Deleted(1, 1, 20, 20)
    assert [each.title for each in facilitation.sessions(storage)] == ["Pågår"]
    assert retention.purge(storage, 0, NOW + retention.DAY_S) == Deleted(1, 1, 20, 20)
    assert b"Gunborg" not in on_disk(path)


def test_old_ratings_of_the_ordinary_chat_go_too(storage):
    participation.rate_answer(storage, answer(SECRET), Rating("up", "", consents=False))
    assert retention.purge(storage, 30, time.time() + 29 * retention.DAY_S) == Deleted(0, 0, 0, 0)
    assert retention.purge(storage, 30, time.time() + 31 * retention.DAY_S) == Deleted(0, 0, 1, 1)


def test_tidying_begins_at_once_and_can_be_ended(storage):
    participation.rate_answer(storage, answer(SECRET), Rating("up", "", consents=False))
    with storage.writing() as database:
        database.execute("UPDATE exchanges SET asked_at = 0")
    ended = retention.keep_tidy(storage, 30)
    assert storage.rows("SELECT * FROM exchanges") == []
    ended.set()
    for thread in [each for each in threading.enumerate() if each.name == "retention"]:
        thread.join(5)
        assert not thread.is_alive()


def test_a_start_is_not_kept_up_by_a_reader_elsewhere(path, monkeypatch, caplog):
    monkeypatch.setattr("assistant.workshop.storage._BUSY_TIMEOUT_S", 0.1)
    storage = Storage(path)
    participation.rate_answer(storage, answer(SECRET), Rating("up", "", consents=False))
    with storage.writing() as database:
        database.execute("UPDATE exchanges SET asked_at = 0")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM exchanges").fetchone()
    retention.keep_tidy(storage, 30).set()
    assert "could not be deleted" in caplog.text
    reader.close()
    storage.close()


def test_without_storage_nothing_is_written_and_everything_works(tmp_path):
    settings = load({"data": tmp_path / "data", "storage": "false"}, {})
    storage = open_storage(settings)
    session = fill(storage)
    assert len(reporting.session_report(storage, session.id, []).entries) == 20
    assert retention.erase_everything(storage).questions == 20
    storage.close()
    assert not (tmp_path / "data").exists()


def test_storage_is_on_and_keeps_thirty_days_unless_told_otherwise(tmp_path):
    settings = load({"data": tmp_path / "data"}, {})
    assert (settings.storage, settings.retention_days) == (True, 30)
    open_storage(settings).close()
    assert (tmp_path / "data" / FILE).is_file()
    assert load({}, {"TILLIT_RETENTION_DAYS": "0", "TILLIT_STORAGE": "nej"}).retention_days == 0
    for wrong in ("-1", "36501", "en månad"):
        with pytest.raises(SettingsError, match="0 to 36500"):
            load({"retention_days": wrong}, {})


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="another folder"):
        open_storage(load({"data": tmp_path / "file" / "data"}, {}))


def test_no_table_has_a_place_for_who_somebody_is(storage):
    columns = {
        row["name"]
        for table in ("sessions", "participants", "exchanges", "ratings")
        for row in storage.rows(f"PRAGMA table_info({table})")
    }
    assert columns == {
        *("id code title state created_at facilitator_hash projected_id changes".split()),
        *("session_id token_hash joined_at participant_id question asked_at answer pinned hidden change".split()),
        *(
            "exchange_id vote word consents rated_at receipt_hash".split()
        ),  # a receipt is of one rating, not of a person
    }


def test_thirty_threads_lose_nothing(storage):
    session = facilitation.create_session(storage).session

    def play() -> None:
        token = participation.join(storage, Door(), session.code, "device").token
        for number in range(5):
            asked = participation.ask(storage, Pace(), token, f"Fråga {number}")
            participation.store_answer(storage, asked.id, answer("Svar"))

    threads = [threading.Thread(target=play) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = facilitation.changes_since(storage, session.id)
    assert (found.session.participants, len(found.exchanges)) == (30, 150)
    assert all(each.answer for each in found.exchanges)
    assert len({each.change for each in found.exchanges}) == 150


def test_drafts_of_test_prompts_are_a_suite_that_loads(storage, tmp_path):
    document = read_document("moten.md", "# Möten\n\n## Före\n\nSkriv en dagordning.\n")
    quote = "Skriv en dagordning."
    start = document.text.index(quote)
    cited = (Citation(1, "moten.md", "Möten", "Före", start, start + len(quote), quote),)
    given = Answer("1", "q", "q", "sv", "answered", None, "extractive", None, quote, citations=cited)
    asked = Answer("1", "Fråga: [a] & 'b'", "q", "sv", "answered", None, "extractive", None, quote, citations=cited)
    participation.rate_answer(storage, asked, Rating("down", "fel: 'sak'\n- id: x", consents=True))
    participation.rate_answer(storage, given, Rating("down", "", consents=False))
    participation.rate_answer(storage, given, Rating("up", "", consents=True))
    path = tmp_path / "utkast.yaml"
    path.write_text(reporting.suite_of_drafts(storage), "utf-8")
    (prompt,) = load_suite(path, [document]).prompts
    assert prompt.turns == ("Fråga: [a] & 'b'",)
    assert prompt.is_draft
    assert prompt.quotes[0][0].start == start
