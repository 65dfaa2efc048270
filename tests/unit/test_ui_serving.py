"""The address, the page's frame and its headers."""

import asyncio
import importlib.util
import re
import socket

import pytest

from assistant.errors import SettingsError
from assistant.ui import address
from assistant.ui.command import main
from assistant.ui.page import STATIC, ClosedPage, mend
from assistant.ui.preference import preferred

PAGE = """<!doctype html>
<html
	lang="en"
>
	<head>
		<meta property="og:image" content="https://elsewhere.example/a.jpg" />
		<meta
			property="og:image"
			content="https://elsewhere.example/b.jpg"
		/>
		<meta name="twitter:creator" content="@elsewhere" />
		<link rel="manifest" href="/manifest.json" />
		<script>window.gradio_config = {"a": "\\u003cscript\\u003e"};</script>
		<script type="module" src="./assets/index.js"></script>
	</head>
	<body><gradio-app control_page_title="true"></gradio-app></body>
</html>"""


def fetch(
    path: str, content_type: str, body: bytes, asked: tuple[tuple[bytes, bytes], ...] = ()
) -> tuple[dict[str, str], bytes, list]:
    """Run a request through the middleware; give headers, body and the request headers that the page behind it saw."""
    sent: list[dict] = []
    seen: list = []

    async def behind(scope, receive, send):
        seen.extend(scope["headers"])
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", content_type.encode())]}
        )
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept-encoding", b"br"), (b"host", b"x"), *asked],
    }
    asyncio.run(ClosedPage(behind)(scope, None, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent[1:]), seen


def test_the_page_is_swedish_and_names_nobody_else():
    page = mend(PAGE, "sv", "n0nce")
    assert 'lang="sv"' in page
    assert "elsewhere" not in page
    assert "manifest" not in page
    assert "<title>Tillitsguiden</title>" in page
    assert re.findall(r"https?://[^\s\"']+", page) == []


def test_every_script_of_the_page_carries_the_nonce_and_no_other_may_run():
    headers, body, _ = fetch("/", "text/html; charset=utf-8", PAGE.encode())
    nonce = re.search(r"'nonce-([^']+)'", headers["content-security-policy"]).group(1)
    scripts = re.findall(rb"<script[^>]*>", body)
    assert len(scripts) == 7
    assert all(f'nonce="{nonce}"'.encode() in script for script in scripts)
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]


def test_the_page_arrives_whole_with_its_new_length_and_another_nonce_each_time():
    headers, body, seen = fetch("/", "text/html", PAGE.encode())
    assert int(headers["content-length"]) == len(body)
    assert body.endswith(b"</html>")
    assert b"accept-encoding" not in dict(seen)
    assert fetch("/", "text/html", PAGE.encode())[0] != headers


def test_each_address_has_its_language():
    assert b'lang="sv"' in fetch("/", "text/html", PAGE.encode())[1]
    assert b'lang="en"' in fetch("/en/", "text/html", PAGE.encode())[1]


def test_a_browser_in_english_is_led_to_the_english_page_and_no_cache_confuses_the_two():
    headers, body, _ = fetch("/", "text/html", PAGE.encode(), ((b"accept-language", b"en-GB,en;q=0.9"),))
    assert headers["location"] == "/en/"
    assert body == b""
    assert headers["vary"] == "Cookie, Accept-Language"


@pytest.mark.parametrize(
    ("cookies", "accepted", "language"),
    [
        ("", "", "sv"),
        ("", "sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("", "en-US,en;q=0.9,sv;q=0.8", "en"),
        ("", "en;q=0.5, sv;q=0.9", "sv"),
        ("", "de-DE,de;q=0.9,en;q=0.7", "en"),
        ("", "nb-NO,en;q=0.9", "sv"),
        ("", "fi", "sv"),
        ("", "*;q=x,,;q=", "sv"),
        ("language=en; other=1", "sv", "en"),
        ("language=sv", "en", "sv"),
        ("language=<b>", "en", "en"),
        ("=;;\x00", "en", "en"),
    ],
)
def test_the_language_is_what_was_chosen_else_what_the_browser_asks_for_else_swedish(cookies, accepted, language):
    assert preferred(cookies, accepted) == language


@pytest.mark.parametrize("path", ["/assets/a.js", "/gradio_api/info", "/"])
def test_every_answer_is_closed_and_what_is_no_page_is_left_alone(path):
    headers, body, _ = fetch(path, "application/json", b'{"lang": "lang=\\"en\\""}')
    assert headers["content-security-policy"].startswith("default-src 'self'; ")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert body == b'{"lang": "lang=\\"en\\""}'


def test_no_file_of_the_page_names_another_machine():
    for file in STATIC.iterdir():
        addresses = set(re.findall(r"https?://[^\s\"')]+", file.read_text("utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}, file.name


def test_a_taken_port_is_told_with_the_remedy_before_anything_is_loaded(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--no-browser", "--port", str(port)]) == 1
    message = capsys.readouterr().err
    assert f"Port {port} is taken" in message
    assert f"--port {port + 1}" in message
    assert "Traceback" not in message


def test_the_mcp_tool_without_its_package_is_told_with_the_command_before_anything_is_loaded(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["--mcp", "--no-browser", "--port", "0"]) == 1
    assert "Run: pip install -c constraints.txt -e '.[mcp]'" in capsys.readouterr().err


def test_a_host_of_another_machine_is_told_with_the_remedy():
    with pytest.raises(SettingsError, match=r"--host 127\.0\.0\.1"):
        address.bind("192.0.2.1", 0)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])
def test_the_address_is_one_that_a_browser_here_can_open(host, shown):
    with address.bind(host, 0) as listener:
        assert address.url(host, listener) == f"http://{shown}:{listener.getsockname()[1]}/"
