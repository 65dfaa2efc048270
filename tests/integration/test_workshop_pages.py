"""A workshop over real HTTP: joining, asking, coming back, leading, and all that must not be possible."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator

import httpx
import pytest

from tests.room import ROOT, Leader, Phone, Workshop, start

IN_SCOPE = "Vad är ett tillitsbaserat ledarskap?"
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> Vilka fem tips ges?"
LEAD_PAGES = [
    "/ledare",
    "/ledare/changes",
    "/ledare/summary",
    "/ledare/export/word",
    "/ledare/export/csv",
    "/ledare/in?nyckel=fel",
    "/projektor",
    "/projektor/shown",
    "/LEDARE/../ledare",
    "/ledare/",
]
CLOSED = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=app.py",
    "/gradio_api/upload",
    "/gradio_api/proxy=http://127.0.0.1/",
    "/gradio_api/call/ask/1",
    "/gradio_api/openapi.json",
    "/monitoring",
    "/gradio_api/vibe-code",
    "/en/gradio_api/file=app.py",
    "/docs",
    "/mcp",
    "/tillitsguiden/../../app.py",
    "/tillitsguiden/%2e%2e/workshop/texts.py",
    "/finns-inte",
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    running = start(tmp_path_factory.mktemp("data"), "--mcp")  # has no effect here
    yield running
    running.kill()


@pytest.fixture(scope="module")
def leader(workshop: Workshop) -> Leader:
    return Leader(workshop)


@pytest.fixture
def phone(workshop: Workshop, leader: Leader) -> Phone:
    leader.do("open")
    joined = Phone(workshop.url)
    assert joined.join(workshop.code).status_code == 303
    return joined


def test_a_link_fills_the_code_in_and_joins_nobody(workshop, leader):
    before = leader.changes()["participants"]
    visitor = Phone(workshop.url)
    page = visitor.client.get(f"/?kod={workshop.code}", follow_redirects=True)
    assert page.url.path == "/ga-med"
    assert f'value="{workshop.code}"' in page.text
    assert leader.changes()["participants"] == before
    assert "tillit_deltagare" not in visitor.client.cookies


def test_whoever_joined_gets_the_chat_and_an_answer(phone, leader):
    assert "gradio-app" in phone.client.get("/").text
    reply = phone.ask(IN_SCOPE)
    assert reply.answer["status"] == "answered"
    assert reply.answer["citations"]
    card = next(each for each in leader.changes()["cards"] if each["question"] == IN_SCOPE)
    assert "Besvarad" in card["html"]
    assert reply.answer["citations"][0]["section"] in card["html"]


def test_a_typed_code_may_be_small_and_spaced(workshop):
    code = workshop.code.lower()
    assert Phone(workshop.url).join(f" {code[:3]} {code[3:]} ").status_code == 303


def test_the_token_is_out_of_reach_of_scripts_and_of_other_sites(workshop):
    cookie = Phone(workshop.url).join(workshop.code).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_nobody_asks_without_having_joined(workshop):
    stranger = Phone(workshop.url)
    for path in ("/config", "/gradio_api/info", "/tillitsguiden/talk", "/gradio_api/queue/data?session_hash=a"):
        assert stranger.client.get(path).status_code == 403, path
    body = {"data": ["Hej", "extractive", None], "fn_index": 0, "session_hash": "a"}
    for path in ("/gradio_api/queue/join", "/en/gradio_api/queue/join"):
        assert stranger.client.post(path, json=body).status_code == 403
    for path in ("/gradio_api/call/ask", "/gradio_api/run/ask", "/gradio_api/api/ask", "/gradio_api/call/v2/ask"):
        assert stranger.client.post(path, json=body).status_code == 404
    assert stranger.rate({"id": "1"}, "up").status_code == 403


def test_there_is_one_way_to_ask_for_participants_too(phone):
    with pytest.raises(RuntimeError):
        phone.call("ask", [IN_SCOPE, []])
    assert phone.client.post("/gradio_api/call/ask", json={"data": [IN_SCOPE, []]}).status_code == 404
    assert phone.talk() == []


def test_no_program_asks_in_a_workshop_and_whoever_set_it_up_is_told(workshop, phone):
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepted = {"accept": "application/json, text/event-stream"}
    for client in (phone.client, httpx.Client(base_url=workshop.url)):
        assert client.post("/mcp", json=call, headers=accepted).status_code == 404
    workshop.wait_for("The setting mcp has no effect in a workshop")


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_else_is_served_and_the_refusal_is_a_plain_page(phone, path):
    answer = phone.client.get(path, headers={"accept": "text/html,*/*"})
    assert answer.status_code in {403, 404}, path
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text
    assert answer.status_code == 403 or "Den sidan finns inte" in answer.text


@pytest.mark.parametrize("path", LEAD_PAGES)
def test_a_participant_reaches_no_page_of_the_facilitator(phone, path):
    answer = phone.client.get(path)
    assert answer.status_code in {403, 404}, path
    assert "nyckel=" not in answer.text


@pytest.mark.parametrize("act", ["open", "close", "end", "show", "hide", "pin", "erase", "new"])
def test_a_participant_does_nothing_that_the_facilitator_does(phone, leader, act):
    own = {"origin": str(phone.client.base_url).rstrip("/")}
    assert phone.client.post(f"/ledare/do/{act}", headers=own).status_code == 403
    assert leader.changes()["state"] == "open"


def test_what_another_site_sends_is_refused(workshop, leader, phone):
    for origin in ("http://elsewhere.example", "null", ""):
        assert leader.do("close", origin=origin).status_code == 403
    assert leader.do("close", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert leader.changes()["state"] == "open"
    elsewhere = {"origin": "http://elsewhere.example"}
    assert phone.client.post("/ga-med", data={"kod": workshop.code}, headers=elsewhere).status_code == 403
    body = {"data": ["Hej", "extractive", None], "fn_index": 0, "session_hash": "a"}
    assert phone.client.post("/gradio_api/queue/join", json=body, headers=elsewhere).status_code == 403
    assert leader.client.get("/ledare/do/close").status_code == 404
    assert leader.changes()["state"] == "open"


def test_a_link_opens_the_facilitators_page_once(workshop, leader):
    used = workshop.link
    known = leader.client.get(used)
    assert known.headers["location"] == "/ledare"
    workshop.wait_for("Ny länk")
    again = httpx.get(used, headers={"accept-language": "sv"})
    assert again.status_code == 403
    assert "handledarens" in again.text
    assert workshop.link != used
    assert leader.changes()["state"]


def test_headers_of_our_own_pages_let_no_inline_script_run(workshop, leader):
    for answer in (httpx.get(f"{workshop.url}/ga-med"), leader.client.get("/ledare"), leader.client.get("/projektor")):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<script(?![^>]* src=)| on\w+=| style=", answer.text)


def test_hostile_markup_is_text_everywhere(phone, leader):
    reply = phone.ask(HOSTILE)
    assert reply.question == HOSTILE
    card = next(each for each in leader.changes()["cards"] if each["question"] == HOSTILE)
    leader.do("show", card["id"])
    summary = leader.client.get("/ledare/summary").json()["html"]
    for shown in (card["html"], leader.shown(), summary):
        assert "<img" not in shown
        assert "<script" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in card["html"]
    assert "&lt;img src=x onerror=alert(1)&gt;" in leader.shown()
    markdown = leader.client.get("/ledare/export/markdown").text
    assert "<img" not in markdown.replace("\\<", "")
    word = zipfile.ZipFile(io.BytesIO(leader.client.get("/ledare/export/word").content)).read("word/document.xml")
    assert b"&lt;img src=x onerror=alert(1)&gt;" in word
    table = leader.client.get("/ledare/export/csv")
    assert table.headers["content-disposition"].startswith("attachment")
    assert table.headers["x-content-type-options"] == "nosniff"
    assert leader.client.get("/ledare/export/pdf").content.startswith(b"%PDF")
    leader.do("unshow")


def test_personal_details_are_asked_about_before_anybody_sees_them(phone, leader):
    told = "Ring mig på 070-123 45 67 om lönen"
    reply = phone.ask(told)
    assert "telefonnummer" in reply.above_input
    assert phone.talk() == []
    assert told not in [each["question"] for each in leader.changes()["cards"]]
    assert phone.ask(told, {"question": told, "anyway": True}).question == told
    assert [row["question"] for row in phone.talk()] == [told]


def test_a_thumb_is_kept_changed_and_taken_back(phone):
    answer = phone.ask(IN_SCOPE).answer
    assert phone.rate(answer, "up").status_code == 200
    assert phone.talk()[-1]["vote"] == "up"
    assert phone.rate(answer, "down", "Det saknas exempel").status_code == 200
    assert phone.talk()[-1]["vote"] == "down"
    assert phone.rate(answer, None).status_code == 200
    assert phone.talk()[-1]["vote"] is None
    assert phone.rate({"id": "somebody else's"}, "up").status_code == 404


def test_who_asks_too_fast_is_told_kindly(phone):
    notes = [phone.ask(f"Vad är mod nummer {number}?").note for number in range(8)]
    assert any("snabbare än vi hinner med" in note for note in notes)
    assert len(phone.talk()) < 8


def test_a_closed_room_takes_no_questions_and_says_so(phone, leader):
    leader.do("close")
    assert "tar inte emot frågor" in phone.client.get("/tillitsguiden/room").json()["line"]
    assert "tar inte emot frågor" in phone.ask(IN_SCOPE).note
    assert phone.talk() == []
    leader.do("open")
    assert phone.client.get("/tillitsguiden/room").json()["line"] == ""
    assert phone.ask(IN_SCOPE).answer


def test_hidden_questions_are_not_on_the_screen(phone, leader):
    phone.ask("Vilka nackdelar finns det?")
    number = leader.changes()["cards"][-1]["id"]
    leader.do("hide", number)
    assert leader.do("show", number).status_code == 409
    assert "Fråga vägledningen" in leader.shown()
    leader.do("unhide", number)
    assert leader.do("show", number).status_code == 200
    assert "Vilka nackdelar finns det?" in leader.shown()
    leader.do("unshow", number)


def test_pages_speak_the_language_of_the_browser(workshop):
    english = httpx.get(f"{workshop.url}/ga-med", headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="en">' in english.text
    assert "Join the workshop" in english.text


def test_guessing_codes_is_slowed_down(tmp_path_factory):
    running = start(tmp_path_factory.mktemp("guessed"))
    try:
        guesser = Phone(running.url)
        answers = [guesser.join(f"CDF3{number}X") for number in range(7)]
        assert [each.status_code for each in answers[:5]] == [400] * 5
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) > 0
        assert "Vänta" in answers[-1].text
    finally:
        running.kill()


def test_a_conversation_and_the_facilitators_key_outlive_a_restart(tmp_path_factory):
    data = tmp_path_factory.mktemp("restarted")
    first = start(data)
    phone, leader = Phone(first.url), Leader(first)
    phone.join(first.code)
    phone.ask(IN_SCOPE)
    first.kill()
    second = start(data)
    try:
        assert second.code == first.code
        assert "Den fortsätter" in second.said
        for browser in (phone, leader):
            browser.client.base_url = second.url
        assert [row["question"] for row in phone.talk()] == [IN_SCOPE]
        earlier, newest, *_ = phone.call("restore", [None])
        assert IN_SCOPE in newest
        assert earlier == ""
        assert leader.changes()["count"] == 1
        leader.do("end")
        assert "avslutad" in phone.ask("Vad är mod?").note
        assert "avslutad" in Phone(second.url).join(second.code).text
        assert [row["question"] for row in phone.talk()] == [IN_SCOPE]
        erased = leader.do("erase")
        assert "1 workshop, 1 deltagare, 1 fråga, 0 tummar" in erased.json()["html"]
        assert phone.client.get("/").headers["location"] == "/ga-med?borta=ja"
        assert leader.changes()["count"] == 0
        assert leader.changes()["code"].replace(" ", "") != second.code
        assert IN_SCOPE.encode() not in b"".join(file.read_bytes() for file in data.glob("workshop.sqlite3*"))
        assert phone.join(leader.changes()["code"]).status_code == 303
        newest = phone.call("talk", ["Vad är mod?", "extractive", None])[1]
        assert 'data-at="0"' in newest, "the server still holds what the open tab said before"
    finally:
        second.kill()


def test_without_the_flag_nothing_of_a_workshop_is_there(tmp_path_factory):
    program = (
        "import socket\nfrom types import SimpleNamespace\nfrom starlette.testclient import TestClient\n"
        "from fastapi import APIRouter\nfrom assistant.ui import serve\nseen = {}\n"
        "none = SimpleNamespace(run=lambda sockets: None)\n"
        "serve._Server = lambda config, opened: seen.update(app=config.app) or none\n"
        "import gradio as gr\nwith gr.Blocks() as page: pass\n"
        "serve.serve({'sv': page}, APIRouter(), socket.socket(), lambda: None)\n"
        "browser = TestClient(seen['app'])\n"
        "print([browser.get(path).status_code for path in ('/ledare', '/projektor', '/ga-med', '/ledare/changes')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[404, 404, 404, 404]"
