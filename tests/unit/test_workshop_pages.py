"""The workshop's routes with a real database and a guide without a model; and how a workshop is started."""

import re
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.documents import read_document
from assistant.records import Answer, Citation
from assistant.reflections import Reflection, Reflections
from assistant.settings import load
from assistant.ui.workshop import room as room_module
from assistant.ui.workshop import start
from assistant.ui.workshop.cards import card, passage_html
from assistant.ui.workshop.facilitator import facilitator
from assistant.ui.workshop.gate import Gate
from assistant.ui.workshop.joining import joining
from assistant.ui.workshop.projector import projector
from assistant.ui.workshop.room import FACILITATOR, PARTICIPANT, Invitations, Room
from assistant.ui.workshop.summary import summary_html
from assistant.workshop import facilitation, participation
from assistant.workshop.codes import Door
from assistant.workshop.network import qr_svg
from assistant.workshop.pace import Pace
from assistant.workshop.preflight import Check
from assistant.workshop.retention import erase_everything
from assistant.workshop.storage import Storage
from tests.unit.odd_texts import odd_texts

TEXT = "# Mod\n\nFörst en mening. Mod är att *våga*. Sist en mening.\n\n## Annat\n\nNågot annat.\n"
DOCUMENT = read_document("mod.md", TEXT)
QUOTE = "Mod är att *våga*."
PLACE = DOCUMENT.text.index(QUOTE)
CITATION = Citation(1, "mod.md", "Mod", "Mod", PLACE, PLACE + len(QUOTE), QUOTE)
OURS = Reflections("Vi", (Reflection("När vågade ni senast?", "mod.md", "Mod", PLACE, PLACE + 3),), ())
HOSTILE = "<img src=x onerror=alert(1)>"
ORIGIN = {"origin": "http://testserver"}


def answered(question: str, text: str = "Mod är att våga. [1]") -> Answer:
    return Answer("1", question, question, "sv", "answered", None, "extractive", None, text, citations=(CITATION,))


def made_room(tmp_path, said: list[str] | None = None) -> Room:
    guide = SimpleNamespace(
        documents=(DOCUMENT,), reflections=OURS, state="loading", encode_questions=None, forget=lambda: None
    )
    settings = load({"data": tmp_path, "workshop": True}, {})
    return Room(settings, 80, "http://testserver", Storage(None), guide, Invitations((said or []).append))


def browser(room: Room) -> TestClient:
    app = FastAPI(openapi_url=None)
    for router in (joining(room), facilitator(room), projector(room)):
        app.include_router(router)

    @app.get("/gradio_api/info")
    def broken() -> None:
        raise ZeroDivisionError("a secret of the program")

    app.add_middleware(Gate, room=room)
    return TestClient(app, headers={"accept-language": "sv"}, follow_redirects=False)


@pytest.fixture
def room(tmp_path) -> Room:
    return made_room(tmp_path)


@pytest.fixture
def session(room):
    return facilitation.create_session(room.storage).session


@pytest.fixture
def leader(room, session) -> TestClient:
    client = browser(room)
    client.cookies.set(FACILITATOR, facilitation.new_key(room.storage, session.id))
    return client


def asked(room: Room, session, question: str, answer: Answer | None = None):
    token = participation.join(room.storage, Door(), session.code, "device").token
    exchange = participation.ask(room.storage, Pace(), token, question)
    if answer:
        participation.store_answer(room.storage, exchange.id, answer)
    return facilitation.exchange(room.storage, session.id, exchange.id)


def test_an_invitation_works_once_and_the_next_is_told():
    said: list[str] = []
    invitations = Invitations(said.append)
    first = invitations.path.partition("=")[2]
    assert not invitations.take("")
    assert not invitations.take(first[:-1])
    assert invitations.take(first)
    assert not invitations.take(first)
    assert said == [invitations.path]
    assert first not in said[0]


def test_a_browser_that_looks_ahead_does_not_use_the_link_up(room, session):
    link = room.invitations.path
    assert browser(room).get(link, headers={"sec-purpose": "prefetch"}).status_code == 403
    entered = browser(room).get(link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/ledare")
    assert FACILITATOR in entered.headers["set-cookie"]


def test_another_browser_takes_the_page_over(room, leader):
    second = browser(room)
    second.get(room.invitations.path)
    assert second.get("/ledare").status_code == 200
    assert leader.get("/ledare").status_code == 403
    told = leader.get("/ledare/changes", headers={"accept": "application/json"})
    assert (told.status_code, "Öppna länken" in told.json()["message"]) == (403, True)


def test_an_error_shows_a_calm_page_and_nothing_of_the_program(room, session, caplog):
    client = browser(room)
    client.cookies.set(PARTICIPANT, participation.join(room.storage, Door(), session.code, "device").token)
    failed = client.get("/gradio_api/info")
    assert failed.status_code == 500
    assert "Något gick fel hos oss" in failed.text
    assert "secret" not in failed.text
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_fails_is_told_calmly_too(room, session, leader):
    room.storage.close()
    with pytest.raises(Exception, match="closed"):
        room.storage.rows("SELECT 1")
    failed = leader.get("/ledare")
    assert failed.status_code == 500
    assert "Traceback" not in failed.text


def test_odd_texts_in_every_field_break_nothing(room, session, leader):
    stranger = browser(room)
    for text in odd_texts():
        whole = text.encode("utf-8", "replace").decode()[:3000]
        answers = (
            stranger.post("/ga-med", data={"kod": whole}, headers=ORIGIN),
            stranger.post("/ga-med", content=whole.encode(), headers=ORIGIN),
            stranger.get("/ga-med", params={"kod": whole}),
            stranger.get("/ledare/in", params={"nyckel": whole}),
            leader.get("/ledare/changes", params={"since": whole}),
            leader.get("/projektor/shown", params={"seen": whole}),
            leader.post("/ledare/do/pin", params={"exchange": whole}, headers=ORIGIN),
        )
        assert {each.status_code for each in answers} <= {200, 303, 400, 403, 409, 413, 429}, text
        assert not any("<script>alert" in each.text or "<img src=x" in each.text for each in answers)
    assert leader.get("/ledare/changes").json()["participants"] == 0


def test_large_bodies_are_refused_before_they_are_read(room, session):
    refused = browser(room).post("/ga-med", content=b"", headers={"content-length": "99999999", **ORIGIN})
    assert refused.status_code == 413


@pytest.mark.parametrize("act", ["pin", "hide", "show"])
def test_what_is_done_to_a_question_that_is_not_there_is_told(leader, act):
    done = leader.post(f"/ledare/do/{act}", params={"exchange": 99}, headers=ORIGIN)
    assert (done.status_code, "finns inte kvar" in done.json()["message"]) == (409, True)


def test_a_facilitator_sees_only_the_session_of_the_key(room, session, leader):
    other = facilitation.create_session(room.storage).session
    elsewhere = asked(room, other, "Var är jag?")
    assert leader.get("/ledare/changes").json()["cards"] == []
    assert leader.post("/ledare/do/show", params={"exchange": elsewhere.id}, headers=ORIGIN).status_code == 409


def test_a_card_shows_everything_as_text_and_our_questions_as_ours(room, session):
    exchange = asked(room, session, HOSTILE, answered(HOSTILE, f"{HOSTILE} [1]"))
    html = str(card(exchange, OURS, "sv"))
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 2
    assert "Tillitsguidens egna frågor" in html
    assert "När vågade ni senast?" in html
    assert 'aria-label="Fäst överst: &lt;img' in html


def test_an_answer_without_sources_promises_none(room, session):
    cited, refused = answered("Vad är mod?"), replace(answered("Vad är rom?"), status="refused", citations=())
    told = [str(card(asked(room, session, each.question, each), OURS, "sv")) for each in (cited, refused)]
    assert ["<summary>Svar och källor</summary>" in each for each in told] == [True, False]
    assert "<summary>Svar</summary>" in told[1]


def test_beside_the_list_a_very_long_question_is_told_as_far_as_one_knows_it(room, session):
    long = "Hur gör jag " + "då " * 200
    exchange = asked(room, session, long, replace(answered(long), status="refused", citations=()))
    html = str(summary_html([exchange], (), [DOCUMENT], "sv"))
    assert html.count(" då") < 80
    assert "…</a>" in html


def test_a_source_stands_in_its_paragraph_without_markup():
    assert passage_html(CITATION, [DOCUMENT]) == "Först en mening. <mark>Mod är att våga.</mark> Sist en mening."


def test_a_source_of_a_text_that_was_changed_stands_alone():
    changed = read_document("mod.md", TEXT.replace("Först", "Till en början"))
    assert passage_html(CITATION, [changed]) == "<mark>Mod är att våga.</mark>"
    assert passage_html(CITATION, []) == "<mark>Mod är att våga.</mark>"


def test_the_big_screen_gives_only_what_it_does_not_show_yet(room, session, leader):
    first = leader.get("/projektor/shown").json()
    assert session.code[:3] in first["html"]
    assert leader.get("/projektor/shown", params={"seen": first["key"]}).json() == {"key": first["key"]}
    exchange = asked(room, session, "Vad är mod?", answered("Vad är mod?"))
    leader.post("/ledare/do/show", params={"exchange": exchange.id}, headers=ORIGIN)
    second = leader.get("/projektor/shown", params={"seen": first["key"]}).json()
    assert "<mark>Mod är att våga.</mark>" in second["html"]
    assert "När vågade ni senast?" in second["html"]


def test_a_code_of_another_workshop_is_asked_about(room, session):
    client = browser(room)
    client.cookies.set(PARTICIPANT, participation.join(room.storage, Door(), session.code, "device").token)
    other = facilitation.create_session(room.storage).session
    moved = client.get("/", params={"kod": other.code})
    assert moved.headers["location"] == f"/ga-med?kod={other.code}"
    assert "Du är redan med" in client.get(moved.headers["location"]).text


def test_whoever_was_in_a_deleted_workshop_is_told_kindly_and_the_tab_forgets(room, session, leader):
    client = browser(room)
    client.cookies.set(PARTICIPANT, participation.join(room.storage, Door(), session.code, "device").token)
    assert leader.post("/ledare/do/erase", headers=ORIGIN).status_code == 200
    assert client.get("/tillitsguiden/room").status_code == 403
    moved = client.get("/", params={"kod": "CDF GHJ"})
    assert moved.headers["location"] == "/ga-med?kod=CDF+GHJ&borta=ja"
    page = client.get(moved.headers["location"]).text
    assert "ditt samtal är borttaget" in page
    assert 'data-forget="yes"' in page
    client.cookies.clear()
    unknown = client.get(moved.headers["location"]).text
    assert "ditt samtal är borttaget" not in unknown
    assert "data-forget" not in unknown
    assert client.get("/").headers["location"] == "/ga-med"


def opened(room: Room, encode) -> None:
    """Let the guide be there, as far as the facilitator's page needs it."""
    room.guide.state, room.guide.encode_questions = "ready", encode


def test_what_was_deleted_is_not_kept_in_memory_either(room, session, leader):
    encoded: list[str] = []

    def encode(questions):
        encoded.extend(questions)
        return np.array([[len(question), 1.0] for question in questions], dtype=np.float32)

    opened(room, encode)
    forgotten: list[bool] = []
    room.guide.forget = lambda: forgotten.append(True)
    asked(room, session, "Vad är mod?", answered("Vad är mod?"))
    assert leader.get("/ledare/summary").status_code == 200
    assert "Vad är mod?" in room.seen.vectors
    assert room.seen.summaries
    assert leader.post("/ledare/do/erase", headers=ORIGIN).status_code == 200
    assert (room.seen.vectors, room.seen.summaries) == ({}, {})
    assert forgotten  # what the assistant held
    asked(room, facilitation.sessions(room.storage)[0], "Vad är mod?", answered("Vad är mod?"))
    assert leader.get("/ledare/summary").status_code == 200
    assert encoded.count("Vad är mod?") == 2


def test_what_is_deleted_while_it_is_looked_at_does_not_come_back(room, session, leader):
    def encode(questions):
        room.seen.forget()  # "Radera allt" is pressed just now
        return np.ones((len(questions), 2), dtype=np.float32)

    opened(room, encode)
    asked(room, session, "Vad är mod?", answered("Vad är mod?"))
    assert leader.get("/ledare/summary").status_code == 200
    assert (room.seen.vectors, room.seen.summaries) == ({}, {})


@pytest.mark.parametrize(
    ("path", "cookie"),
    [
        ("/ledare/changes", "facilitator_hash"),
        ("/ledare/summary", "facilitator_hash"),
        ("/ledare/export/csv", "facilitator_hash"),
        ("/projektor/shown", "facilitator_hash"),
        ("/tillitsguiden/talk", "token_hash"),
    ],
)
def test_whoever_was_let_in_just_before_everything_was_deleted_is_told_so(
    room, session, leader, monkeypatch, path, cookie
):
    leader.cookies.set(PARTICIPANT, participation.join(room.storage, Door(), session.code, "device").token)
    read = Storage.rows

    def rows(storage, query, values=()):
        found = read(storage, query, values)
        if cookie in query:  # the gate knows the cookie, and "Radera allt" is pressed just now
            erase_everything(storage)
        return found

    opened(room, lambda questions: np.ones((len(questions), 2), dtype=np.float32))
    monkeypatch.setattr(Storage, "rows", rows)
    assert leader.get(path, headers={"accept": "application/json"}).status_code == 403


def test_a_browser_that_keeps_no_cookie_is_told_why_it_is_not_let_in(room, session):
    client = browser(room)
    client.post("/ga-med", data={"kod": session.code}, headers=ORIGIN)
    client.cookies.clear()
    moved = client.get("/?med=1")
    assert "kakor" in client.get(moved.headers["location"]).text


def test_a_session_goes_on_after_a_restart_unless_it_ended_or_is_of_another_day(room, monkeypatch):
    first, goes_on = start.current_session(room.storage)
    assert not goes_on
    assert start.current_session(room.storage) == (first, True)
    later = time.time() + 3600 * (start.CONTINUED_HOURS + 1)
    monkeypatch.setattr(start.time, "time", lambda: later)
    another, goes_on = start.current_session(room.storage)
    assert (another.id != first.id, goes_on) == (True, False)
    monkeypatch.undo()
    facilitation.set_state(room.storage, another.id, "ended")
    assert not start.current_session(room.storage)[1]


def test_the_window_tells_address_code_and_link(room, session):
    said = start.told(room, session, goes_on=False)
    assert f"{session.code[:3]} {session.code[3:]}" in said
    assert next(iter(room.addresses())) in said
    assert f"http://testserver{room.invitations.path}" in said
    assert re.search("[█▀▄]{20}", said)


@pytest.fixture
def two_networks(monkeypatch) -> list[str]:
    monkeypatch.setattr(room_module, "network_addresses", lambda: {"192.0.2.7": "wlan0", "192.0.2.9": "eth0"})
    return ["http://192.0.2.7:80", "http://192.0.2.9:80"]


def test_the_window_lists_the_other_addresses_with_their_networks(room, session, two_networks):
    said = start.told(room, session, goes_on=False)
    assert f"Deltagarna går till   {two_networks[0]}\n" in said
    assert f"{two_networks[1]}  eth0" in said
    assert "--host ADRESS" in said


def test_the_address_that_the_facilitator_chooses_is_shown_everywhere(room, leader, two_networks):
    likeliest, other = two_networks
    assert f'<p class="address">{likeliest}</p>' in leader.get("/ledare").text
    shown = leader.get("/projektor/shown").json()
    for wrong in ("http://192.0.2.1:80", "", HOSTILE):
        assert leader.post("/ledare/do/address", params={"address": wrong}, headers=ORIGIN).status_code == 404
    assert leader.post("/ledare/do/address", params={"address": other}, headers=ORIGIN).json() == {"reload": True}
    page = leader.get("/ledare").text
    assert f'<p class="address">{other}</p>' in page
    assert f'data-address="{likeliest}"' in page
    changed = leader.get("/projektor/shown", params={"seen": shown["key"]}).json()
    assert f'<p class="address">{other.removeprefix("http://")}</p>' in changed["html"]
    assert qr_svg(f"{other}/?kod={facilitation.sessions(room.storage)[0].code}") in changed["html"]


def test_an_address_that_is_gone_gives_way_to_one_that_is_there(room, session, two_networks, monkeypatch):
    assert room.choose(two_networks[1])
    monkeypatch.setattr(room_module, "network_addresses", lambda: {"192.0.2.7": "wlan0"})
    assert list(room.addresses()) == two_networks[:1]


@pytest.mark.parametrize(
    ("host", "shown"),
    [("192.0.2.9", "http://192.0.2.9:80"), ("laptop.local", "http://laptop.local:80"), ("::1", "http://[::1]:80")],
)
def test_the_host_that_was_set_decides_what_is_shown(tmp_path, two_networks, host, shown):
    settings = load({"data": tmp_path, "workshop": True, "host": host}, {})
    room = Room(settings, 80, "http://testserver", Storage(None), SimpleNamespace(), Invitations(print))
    assert list(room.addresses()) == [shown]


@pytest.mark.parametrize(
    ("results", "fits"), [(["ok"], True), (["ok", "warning"], True), (["warning", "failed"], False)]
)
def test_the_check_says_how_each_thing_went_and_whether_it_will_do(monkeypatch, room, results, fits):
    checks = [Check("disk", result, f"Så gick {result}.", "") for result in results]
    monkeypatch.setattr(start, "preflight", lambda _: iter(checks))
    said: list[str] = []
    assert start.check(room.settings, said.append) is fits
    assert [f"Så gick {result}." in line for result, line in zip(results, said[1:], strict=False)] == [True] * len(
        results
    )


def test_a_workshop_listens_to_the_room_unless_told_otherwise():
    assert load({}, {}).host == "127.0.0.1"
    assert load({"workshop": True}, {}).host == "0.0.0.0"
    assert load({"workshop": True, "host": "127.0.0.1"}, {}).host == "127.0.0.1"
    assert load({}, {"TILLIT_WORKSHOP": "ja", "TILLIT_HOST": "127.0.0.2"}).host == "127.0.0.2"
