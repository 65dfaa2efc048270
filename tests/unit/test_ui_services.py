"""What the page asks for beside Gradio: is the server there, thumbs, and a conversation as a file."""

import io
import json
import zipfile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import StorageError
from assistant.records import Answer, AnswerSentence, Citation
from assistant.ui import services as module
from assistant.ui.kept import kept_json
from assistant.ui.messages import Exchange
from assistant.ui.services import services
from assistant.workshop.retention import erase_everything
from assistant.workshop.storage import Storage

ANSWER = Answer(
    id="1",
    question="Vad är <b>mod</b>?",
    query="Vad är mod?",
    language="sv",
    status="answered",
    reason=None,
    mode="extractive",
    model=None,
    text="Mod är att våga. [1]",
    sentences=(AnswerSentence("Mod är att våga.", (1,), "verbatim"),),
    citations=(Citation(1, "a.md", "Mod", "Vad är mod?", 10, 26, "Mod är att våga."),),
)
KEPT = f"[{kept_json(Exchange(ANSWER.question, ANSWER))}]"


@pytest.fixture
def storage():
    opened = Storage(None)
    yield opened
    opened.close()


@pytest.fixture
def client(storage):
    app = FastAPI()
    app.include_router(services(storage))
    return TestClient(app)


def opinion(vote: str | None, **more) -> str:
    return json.dumps({"answer": ANSWER.as_dict(), "vote": vote, **more})


def stored(storage: Storage) -> list[tuple]:
    rows = storage.rows(
        "SELECT e.question, r.vote, r.word, r.consents FROM exchanges e JOIN ratings r ON r.exchange_id = e.id"
    )
    return [tuple(row) for row in rows]


def test_the_server_names_itself_the_same_while_it_runs(client, storage):
    first, second = (client.get("/alive").json()["instance"] for _ in range(2))
    assert first == second
    other = FastAPI()
    other.include_router(services(storage))
    assert TestClient(other).get("/alive").json()["instance"] != first


def test_a_thumb_is_kept_with_its_question_and_changed_by_its_receipt(client, storage):
    receipt = client.post("/rate", content=opinion("down")).json()["receipt"]
    assert stored(storage) == [(ANSWER.question, "down", "", 0)]
    client.post("/rate", content=opinion("down", word="Fel avsnitt", consents=True, receipt=receipt))
    assert stored(storage) == [(ANSWER.question, "down", "Fel avsnitt", 1)]
    assert client.post("/rate", content=opinion(None, receipt=receipt)).json() == {"receipt": ""}
    assert stored(storage) == []


def test_a_thumb_is_changed_and_taken_back_by_its_receipt_after_a_restart_too(tmp_path):
    def started() -> TestClient:
        app = FastAPI()
        app.include_router(services(Storage(tmp_path / "a.sqlite3")))
        return TestClient(app)

    receipt = started().post("/rate", content=opinion("up")).json()["receipt"]
    assert started().post("/rate", content=opinion("down", receipt=receipt)).json()["receipt"] == receipt
    assert [row[1] for row in stored(Storage(tmp_path / "a.sqlite3"))] == ["down"]
    started().post("/rate", content=opinion(None, receipt=receipt))
    assert stored(Storage(tmp_path / "a.sqlite3")) == []


def test_a_thumb_that_was_deleted_meanwhile_is_given_anew(client, storage):
    receipt = client.post("/rate", content=opinion("up")).json()["receipt"]
    erase_everything(storage)
    assert client.post("/rate", content=opinion("down", receipt=receipt)).json()["receipt"] not in {"", receipt}
    assert [row[1] for row in stored(storage)] == ["down"]


def test_nobody_changes_a_thumb_without_its_receipt(client, storage):
    client.post("/rate", content=opinion("up"))
    client.post("/rate", content=opinion(None, receipt="1"))
    assert [row[1] for row in stored(storage)] == ["up"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "{}",
        opinion("sideways"),
        "[" * 10_000,
        opinion("up", word="x" * 600_000),
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_opinion_is_refused_and_stores_nothing(client, storage, body):
    assert client.post("/rate", content=body).status_code == 400
    assert stored(storage) == []


def test_thumbs_too_fast_are_told_to_wait(client):
    answers = [client.post("/rate", content=opinion("up")) for _ in range(40)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["message"] == "Det gick lite fort. Vänta en stund."


@pytest.mark.parametrize(("language", "said"), [("sv", "Disken är full."), ("en", "The disk is full.")])
def test_a_thumb_that_cannot_be_stored_says_so(client, monkeypatch, language, said):
    def full(*_):
        raise StorageError("The disk is full.", "Disken är full.")

    monkeypatch.setattr(module, "rate_answer", full)
    refused = client.post("/rate", content=opinion("up", language=language))
    assert (refused.status_code, refused.json()["message"]) == (503, said)


@pytest.mark.parametrize(
    ("format_", "begins", "ending"), [("markdown", b"# ", "md"), ("word", b"PK", "docx"), ("pdf", b"%PDF", "pdf")]
)
def test_a_conversation_is_given_as_a_file_to_be_saved(client, format_, begins, ending):
    given = client.post("/save", data={"kept": KEPT, "format": format_, "language": "sv"})
    assert given.content.startswith(begins)
    assert f'filename="tillitsguiden.{ending}"' in given.headers["content-disposition"]
    assert given.headers["content-disposition"].startswith("attachment")


def test_the_file_holds_the_quotes_and_where_they_stand(client):
    given = client.post("/save", data={"kept": KEPT, "format": "markdown", "language": "sv"}).text
    assert "Vad är mod?, tecken 10–26 i a.md" in given
    assert "<b>" not in given.replace("\\<b", "")
    word = client.post("/save", data={"kept": KEPT, "format": "word", "language": "en"}).content
    assert b"Mod \xc3\xa4r att v\xc3\xa5ga." in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kept": KEPT, "format": "exe"},
        {"kept": "[]", "format": "pdf"},
        {"kept": "{", "format": "pdf"},
        {"kept": '[{"question": "a", "answer": null}]', "format": "word"},
    ],
)
def test_nothing_to_save_is_said_in_words(client, form):
    refused = client.post("/save", data=form)
    assert refused.status_code == 400
    assert refused.headers["content-type"].startswith("text/html")
    assert "<h1>Samtalet gick inte att spara</h1>" in refused.text
    assert "{" not in refused.text


@pytest.mark.parametrize("path", ["/rate", "/save"])
def test_other_sites_reach_nothing(client, storage, path):
    refused = client.post(path, content=opinion("up"), headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 400
    assert stored(storage) == []
