"""Utvärdering and Bedöm over HTTP, with the real model: who is let in, a run from start to report, judging."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import anyio
import httpx
import pytest
from fastapi import FastAPI

from assistant.evaluation.run_folder import RUNS
from assistant.evaluation.suite_shelf import own_path
from assistant.evaluation.suites import load_suite
from assistant.guide import Guide
from assistant.settings import Settings
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.routes import evaluation
from assistant.ui.page import ClosedPage
from assistant.workshop.participation import rate_answer
from assistant.workshop.records import Rating
from assistant.workshop.storage import Storage
from tests.unit.evaluation_cases import answer

HOSTILE = "<img src=x onerror=alert(1)>"
QUOTE = "Dialogen är chefens framgångsnyckel."
SUITE = f"""schema: 1
suite: prov
prompts:
  - id: dialog
    kind: answerable
    question: "Varför är dialogen chefens framgångsnyckel?"
    gold: {{quotes: [{{any_of: ["{QUOTE}"]}}], facts: [{{id: f1, any_of: ["framgångsnyckel"]}}]}}
  - id: cykel
    kind: out_of_scope
    question: "Hur lagar jag en cykelpunktering? {HOSTILE}"
    expect: {{status: refused}}
  - id: hej
    kind: chitchat
    question: "Hej!"
"""


@dataclass
class Site:
    """The pages as they are served, and a browser on this machine."""

    app: FastAPI
    desk: Desk
    guide: Guide

    def send(self, method: str, path: str, form: object = None, client: str = "127.0.0.1", **headers: str):
        """Send a request as a browser does: with the page's own origin where something is changed."""
        told = {"host": "127.0.0.1:7860"} | {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if method == "POST":
            told = {"origin": "http://127.0.0.1:7860", "content-type": "application/x-www-form-urlencoded"} | told
            body = urlencode(form or {}, doseq=True).encode()

        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(client, 5000))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as browser:
                return await browser.request(method, path, content=body, headers=told)

        return anyio.run(go)

    def get(self, path: str, **more) -> httpx.Response:
        return self.send("GET", path, **more)

    def post(self, path: str, form: object = None, **more) -> httpx.Response:
        return self.send("POST", path, form, **more)

    def finished(self, within_s: float = 120) -> dict:
        """Wait until no run is under way."""
        deadline = time.monotonic() + within_s
        while (told := self.get("/utvardering/lage").json())["busy"]:
            assert time.monotonic() < deadline, told
            time.sleep(0.02)
        return told


def site(settings: Settings) -> Site:
    guide = Guide(settings)
    desk = Desk(settings, guide, Storage(None))
    app = FastAPI()
    app.include_router(evaluation(desk))
    app.add_middleware(ClosedPage)
    return Site(app, desk, guide)


@pytest.fixture(scope="module")
def shared(tmp_path_factory, article_settings) -> Iterator[Site]:
    """Give the pages with one finished run, made over them."""
    opened = site(replace(article_settings, data=tmp_path_factory.mktemp("desk")))
    opened.guide.start()
    path = own_path("prov", opened.desk.data)
    path.parent.mkdir()
    path.write_text(SUITE, "utf-8")
    assert opened.post("/utvardering/kor", {"svit": "egen:prov.yaml"}).status_code == 303
    assert opened.finished()["state"] == "finished"
    return opened


@pytest.fixture
def run(shared) -> str:
    return min(each.name for each in (shared.desk.data / RUNS).glob("prov-*"))


PATHS = ["/utvardering", "/utvardering/lage", "/utvardering/svit?namn=egen:prov.yaml", "/bedom", "/bedom/resultat"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "stranger", [{"client": "192.168.1.7"}, {"host": "utvardering.example"}, {"client": "::2"}, {"host": ""}]
)
def test_nobody_gets_in_from_elsewhere_or_under_another_name(shared, path, stranger):
    answered = shared.get(path, **stranger)
    assert answered.status_code == 404
    assert "bara att öppna på den dator" in answered.text
    assert "prov" not in answered.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7"])
def test_a_server_that_is_open_to_the_network_has_no_such_page(article_settings, host):
    opened = site(replace(article_settings, host=host))
    assert [opened.get(path).status_code for path in PATHS] == [404] * len(PATHS)
    assert opened.post("/utvardering/kor", {"svit": "med:workshop-sv.yaml"}).status_code == 404
    assert opened.desk.progress is None


@pytest.mark.parametrize("client", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_gets_in(shared, client):
    assert shared.get("/utvardering", client=client, host="localhost:7860").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"origin": ""}, {"sec_fetch_site": "cross-site"}],
)
def test_another_page_changes_nothing(shared, headers):
    for path in ("kor", "stoppa", "fortsatt", "kopiera", "ny", "fraga", "ta-bort", "jamfor", "citat"):
        assert (
            shared.post(f"/utvardering/{path}", {"svit": "egen:prov.yaml", "id": "hej"}, **headers).status_code == 403
        )
    assert shared.post("/bedom/svar", {"vem": "A"}, **headers).status_code == 403


def test_no_page_runs_what_is_not_ours(shared, run):
    for path in ("/utvardering", "/utvardering/fraga?svit=egen:prov.yaml", f"/bedom/svar?vem=AB&korning={run}"):
        answered = shared.get(path)
        policy = answered.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert not re.search(r"<script(?![^>]*src=)|<style|style=|onclick", answered.text)


def test_a_report_is_shut_off_from_everything_else(shared, run):
    answered = shared.get(f"/utvardering/rapport/{run}")
    assert answered.status_code == 200
    policy = answered.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "Tillbaka till Utvärdering" in answered.text
    assert HOSTILE not in answered.text


@pytest.mark.parametrize("name", ["finns-inte", "%2e%2e", "%2e%2e%2fsuites", "prov/../../suites/prov.yaml"])
def test_a_name_leads_nowhere_else(shared, name):
    for path in (f"rapport/{name}", f"jamforelse/{name}", f"svit?namn=egen:{name}", f"fraga?svit=egen:{name}"):
        assert shared.get(f"/utvardering/{path}").status_code == 404
    assert shared.get(f"/bedom/svar?vem=A&korning={name}").status_code == 404


def test_the_run_is_listed_with_how_it_came_out(shared):
    page = shared.get("/utvardering").text
    assert "3 av 3 frågor fick rätt slags svar" in page
    assert "Klart: alla 3 frågor i prov är besvarade." in page
    english = shared.get("/utvardering", cookie="language=en").text
    assert "3 of 3 questions got the right kind of answer" in english


def test_a_run_is_stopped_and_gone_on_with_and_two_at_once_are_refused(shared):
    prompts = "".join(f"  - {{id: h{number}, kind: chitchat, question: Hej {number}}}\n" for number in range(100))
    path = own_path("lång", shared.desk.data)
    path.write_text(f"schema: 1\nsuite: lang\nprompts:\n{prompts}", "utf-8")
    assert shared.post("/utvardering/kor", {"svit": f"egen:{path.name}"}).status_code == 303
    second = shared.post("/utvardering/kor", {"svit": "egen:prov.yaml"})
    assert second.status_code == 409
    assert "pågår redan" in second.text
    deadline = time.monotonic() + 60
    while not shared.get("/utvardering/lage").json()["done"]:
        assert time.monotonic() < deadline
    shared.post("/utvardering/stoppa")
    told = shared.finished()
    assert told["state"] == "stopped"
    assert 0 < told["done"] < 100
    folder = shared.desk.progress.folder
    before = (folder / "answers.jsonl").read_text("utf-8")
    page = shared.get("/utvardering").text
    assert f"Inte klar: {told['done']} svar sparade" in page
    assert shared.post("/utvardering/fortsatt", {"korning": folder.name}).status_code == 303
    assert shared.finished()["state"] == "finished"
    whole = (folder / "answers.jsonl").read_text("utf-8")
    assert whole.startswith(before)
    assert whole.count("\n") == 100


def test_two_runs_are_compared(shared, run):
    shared.post("/utvardering/kor", {"svit": "egen:prov.yaml"})
    assert shared.finished()["state"] == "finished"
    later = shared.desk.progress.folder.name
    answered = shared.post("/utvardering/jamfor", {"fore": run, "efter": later})
    assert answered.status_code == 303
    report = shared.get(answered.headers["location"])
    assert "exakt desamma" in report.text
    same = shared.post("/utvardering/jamfor", {"fore": run, "efter": run})
    assert same.status_code == 409
    assert "två olika" in same.text


def test_a_prompt_is_written_checked_and_saved_without_losing_a_word(shared):
    assert shared.post("/utvardering/ny", {"namn": "!"}).status_code == 422
    made = shared.post("/utvardering/ny", {"namn": "Mina egna"})
    key = "egen:mina-egna.yaml"
    assert made.headers["location"] == f"/utvardering/fraga?{urlencode({'svit': key})}"
    form = {
        "svit": key, "id": "", "stamp": "", "question": f"Varför dialog? {HOSTILE}", "kind": "answerable",
        "status": ["answered", "partial"], "quotes": ["Dialogen var chefens framgångsnyckel.", ""],
        "vital": "framgång | nyckel\ndialog", "other": "", "must_not": "aldrig", "earlier": "",
    }  # fmt: skip
    refused = shared.post("/utvardering/fraga", form)
    assert refused.status_code == 422
    assert "står inte ordagrant" in refused.text
    assert QUOTE in refused.text
    for typed in ("framgång | nyckel\ndialog", "aldrig", "Dialogen var chefens"):
        assert typed in refused.text
    assert HOSTILE not in refused.text
    saved = shared.post("/utvardering/fraga", {**form, "quotes": [QUOTE]})
    assert saved.status_code == 303
    (prompt,) = load_suite(own_path("mina-egna", shared.desk.data), shared.desk.documents).prompts
    assert prompt.statuses == ("answered", "partial")
    assert [fact.any_of for fact in prompt.facts] == [("framgång", "nyckel"), ("dialog",)]
    listed = shared.get(saved.headers["location"]).text
    assert "Sparad: Varför dialog?" in listed
    assert HOSTILE not in listed


def test_a_marked_quote_is_checked_against_the_text(shared):
    found = shared.post("/utvardering/citat", {"svit": "egen:prov.yaml", "citat": QUOTE.replace(" ", "\n ")})
    assert found.json() == {"quote": QUOTE}
    wrong = shared.post("/utvardering/citat", {"svit": "egen:prov.yaml", "citat": "Något helt annat"}).json()
    assert "står inte ordagrant" in wrong["problem"]


def test_a_thumb_down_with_consent_becomes_a_draft_to_edit(shared):
    rate_answer(shared.desk._storage, answer(), Rating("down", f"Fel {HOSTILE}", True))
    rate_answer(shared.desk._storage, answer(question="Hemligt?"), Rating("down", "", False))
    page = shared.get("/utvardering").text
    assert "Förslag från tummen ner" in page
    assert "Hemligt?" not in page
    assert HOSTILE not in page
    draft = re.search(r'name="utkast" value="([^"]+)"', page)[1]
    form = shared.get(f"/utvardering/fraga?svit=egen:prov.yaml&utkast={draft}").text
    assert "Fråga?</textarea>" in form
    assert 'name="id" value=""' in form
    assert re.search(r'name="draft" value="1" checked', form)


def test_two_people_judge_blind_and_are_compared(shared, run):
    orders = {}
    for rater in ("ab", "Räven"):
        seen = []
        path = f"/bedom/svar?{urlencode({'vem': rater, 'korning': run})}"
        for number in range(3):
            page = shared.get(path).text
            assert f"Svar {number + 1} av 3" in page
            for told in ("prov-2", "Godkänd", "ordagrant", "extractive", "answered", "refused"):
                assert told not in re.sub(r'value="[^"]*"|href="[^"]*"', "", page)
            prompt = re.search(r'name="fraga" value="([^"]+)"', page)[1]
            seen.append(prompt)
            form = {"vem": rater, "korning": run, "fraga": prompt, "fact": "f1", "comment": HOSTILE}
            form |= dict.fromkeys(re.findall(r'name="(support-\d+)"', page), "full")
            unfinished = shared.post("/bedom/svar", form)
            assert "kvar=1" in unfinished.headers["location"]
            kept = shared.post("/bedom/svar", {**form, "useful": "yes"}, accept="application/json")
            assert kept.json() == {"kept": True}
            useful = "no" if prompt == "cykel" else "yes"
            path = shared.post("/bedom/svar", {**form, "useful": useful}).headers["location"]
        assert "Du har bedömt alla 3 svar" in shared.get(path).text
        orders[rater] = seen
    assert sorted(orders["ab"]) == sorted(orders["Räven"])
    results = shared.get(f"/bedom/resultat?korning={run}").text
    assert "AB: 3 svar" in results
    assert "Bedömarna är så överens att omdömena går att lita på." in results
    assert "Krippendorffs alfa 1,00. Lika i 3 av 3 fall." in results
    assert "Av 6 svar" in results
    assert HOSTILE not in results
    rows = [json.loads(line) for line in (shared.desk.data / "labels" / f"{run}.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 2 * 3 * 3


def test_without_a_name_nothing_is_judged(shared, run):
    assert "Skriv initialer" in shared.get(f"/bedom/svar?vem=%20&korning={run}").text
    assert shared.post("/bedom/svar", {"vem": " ", "korning": run, "fraga": "hej"}).status_code == 404


def test_more_than_any_form_holds_is_refused(shared):
    answered = shared.post("/utvardering/fraga", {"svit": "egen:prov.yaml", "question": "å" * 400_000})
    assert answered.status_code == 409
    assert "för långt" in answered.text
