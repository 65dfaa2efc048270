"""Starting, waiting for the model, and ending; and the interface for programs."""

import json
import subprocess
import sys
import urllib.request

from gradio_client import Client
from playwright.sync_api import expect

from tests.browser.talk import IN_SCOPE, ROOT, ask
from tests.launched import launch


def test_the_page_opens_while_the_model_loads_and_ends_with_ctrl_c(browser, tmp_path):
    starting = launch(tmp_path)
    page = browser.new_page(locale="sv-SE")
    try:
        page.goto(starting.url)
        expect(page.get_by_text("Läser in vägledningen …")).to_be_visible()
        expect(page.locator("#reader article")).to_contain_text("Tillitsbaserat ledarskap")
        field = page.get_by_label("Din fråga")
        field.fill(IN_SCOPE)
        field.press("Enter")
        expect(page.locator(".exchange .note")).to_contain_text("Svaret kommer strax")
        page.get_by_role("button", name="Stopp").click()
        expect(page.locator(".exchange .note")).to_contain_text("Stoppat.")
        assert starting.end() == 0
        assert "Traceback" not in "".join(starting.lines)
    finally:
        page.close()
        starting.process.kill()


def test_the_page_says_nothing_of_loading_once_it_is_done(open_page):
    page = open_page()
    ask(page, IN_SCOPE)
    expect(page.get_by_text("Läser in vägledningen …")).to_have_count(0)


def test_a_taken_port_is_a_plain_message(app, tmp_path):
    port = app.url.rstrip("/").rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, "app.py", "--no-browser", "--port", port, "--data", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert f"--port {int(port) + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_programs_get_the_answer_record(app):
    client = Client(app.url, verbose=False)
    record = client.predict(question=IN_SCOPE, api_name="/ask")
    assert record["status"] == "answered"
    assert record["citations"][0]["quote"] in (ROOT / "corpus" / record["citations"][0]["document"]).read_text("utf-8")
    followed = client.predict("Och det tredje?", ["Vilka fem tips finns?"], api_name="/ask")
    assert followed["question"] == "Och det tredje?"
    assert list(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == ["/ask"]


def test_the_interface_works_over_plain_http(app):
    address = f"{app.url}gradio_api/call/ask"
    body = json.dumps({"data": [IN_SCOPE, None]}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        event = json.load(answer)["event_id"]
    with urllib.request.urlopen(f"{address}/{event}", timeout=60) as stream:
        lines = stream.read().decode().splitlines()
    record = json.loads(next(line for line in lines if line.startswith("data: ")).removeprefix("data: "))[0]
    assert record["question"] == IN_SCOPE
