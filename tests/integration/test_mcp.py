"""The MCP tool as a real client sees it: one tool, whose result is the record that the named endpoint gives."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult

from assistant.workshop.network import network_addresses, own_names
from tests.launched import App, launch

IN_SCOPE = "Vad är tillitsbaserat ledarskap?"
HEADERS = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = launch(tmp_path_factory.mktemp("data"), "--mcp")
    yield running
    running.process.kill()


def used(app: App, act: Callable[[ClientSession], Awaitable]):
    """Open a session with the tool's server and do something in it."""

    async def through() -> object:
        async with (
            streamable_http_client(f"{app.url}mcp") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await act(session)

    return asyncio.run(through())


def called(app: App, **given: object) -> CallToolResult:
    return used(app, lambda session: session.call_tool("ask", given))


def lasting(record: dict) -> dict:
    """Give what two answers to the same question have in common: all but their ids and times."""
    return {name: value for name, value in record.items() if name not in {"id", "timings_ms"}}


def posted(app: App, body: object = None, **headers: str) -> httpx.Response:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    return httpx.post(f"{app.url}mcp", json=call if body is None else body, headers=HEADERS | headers)


def test_there_is_one_tool_and_it_says_in_two_languages_what_it_answers_from(app):
    [tool] = used(app, lambda session: session.list_tools()).tools
    assert tool.name == "ask"
    for part in ("fem tips för att lyckas", "from this guidance alone", "enbart ur den här vägledningen", "citations:"):
        assert part in tool.description
    assert tool.inputSchema["required"] == ["question"]
    assert tool.annotations.readOnlyHint


def test_the_tool_gives_the_record_of_the_endpoint(app):
    result = called(app, question="Och det tredje?", earlier=["Vilka fem tips finns?"])
    assert not result.isError
    record = result.structuredContent
    assert record["citations"]
    assert json.loads(result.content[0].text) == record
    client = Client(app.url, verbose=False)
    endpoint = client.predict("Och det tredje?", ["Vilka fem tips finns?"], api_name="/ask")
    assert lasting(record) == lasting(endpoint)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": "  "}, "fråga"),
        ({"question": "a" * 100_000}, "tecken"),
        ({"question": IN_SCOPE, "earlier": [""]}, "fråga"),
        ({}, "'question' is a required property"),
        ({"question": 5}, "5 is not of type 'string'"),
        ({"question": IN_SCOPE, "depth": 1}, "'depth' was unexpected"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_line(app, given, said):
    result = called(app, **given)
    assert result.isError
    [line] = result.content
    assert said in line.text
    assert len(line.text) < 300
    assert "Traceback" not in line.text


def test_another_tool_is_not_there(app):
    result = used(app, lambda session: session.call_tool("answer", {"question": IN_SCOPE}))
    assert result.isError
    assert result.content[0].text == "There is no tool 'answer'. Expected 'ask'. List the tools again."


def test_odd_requests_get_plain_refusals_and_the_tool_goes_on(app):
    assert posted(app, {"jsonrpc": "2.0"}).status_code == 400
    assert posted(app, "x" * 600_000).status_code == 413
    assert posted(app, [[[]]]).status_code == 400
    for response in (posted(app, {"a": 1}), posted(app, 5)):
        assert "Traceback" not in response.text
    assert posted(app).json()["result"]["tools"][0]["name"] == "ask"


@pytest.fixture(scope="module")
def on_the_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = launch(tmp_path_factory.mktemp("open"), "--mcp", "--host", "0.0.0.0")
    yield running
    running.process.kill()


@pytest.mark.parametrize("of", ["app", "on_the_network"])
@pytest.mark.parametrize("called", ["elsewhere.example", "localhost.elsewhere.example:7860", "192.0.2.1", "[", "", "@"])
def test_a_request_that_calls_this_machine_by_a_foreign_name_is_refused(request, of, called):
    refused = posted(request.getfixturevalue(of), host=called)
    assert refused.status_code == 421
    assert "Expected one of its own addresses" in refused.text


@pytest.mark.parametrize("of", ["app", "on_the_network"])
@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1.elsewhere.example", ""])
def test_pages_elsewhere_do_not_reach_the_tool(request, of, origin):
    assert posted(request.getfixturevalue(of), origin=origin).status_code == 403


def test_on_the_network_the_tool_is_reached_by_every_name_of_this_machine_and_on_itself_by_its_own_alone(
    app, on_the_network
):
    local, names = {"localhost", "127.0.0.1:1", "[::1]"}, own_names()
    assert names - {"127.0.0.1", "::1"}
    for name in local | {f"[{name}]" if ":" in name else name for name in names}:
        assert posted(on_the_network, host=name).status_code == 200, name
        assert posted(on_the_network, host=name, origin=f"http://{name}").status_code == 200, name
    assert {posted(app, host=name).status_code for name in local} == {200}
    assert {posted(app, host=name).status_code for name in network_addresses()} <= {421}


def test_a_browser_is_told_what_the_address_is_for(app):
    page = httpx.get(f"{app.url}mcp", headers={"accept": "text/html", "accept-language": "sv"})
    assert (page.status_code, page.headers["allow"]) == (405, "POST")
    assert "<h1>Här frågar program, inte webbläsare</h1>" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    plain = httpx.get(f"{app.url}mcp", headers={"accept-language": "en"})
    assert plain.text.startswith("This is the address of the tool ask")


def test_without_the_setting_there_is_no_tool(tmp_path):
    app = launch(tmp_path)
    try:
        assert posted(app).status_code == 404
        assert httpx.get(f"{app.url}mcp").status_code == 404
    finally:
        app.process.kill()
