"""What surrounds Gradio's page: its language, title and style, and headers that let nothing in or out."""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import texts
from assistant.ui.preference import preferred
from assistant.ui.texts import LANGUAGES, Language

STATIC = Path(__file__).parent / "static"
STATIC_PATH = "/tillitsguiden"

_STYLES = ("base.css", "chat.css", "reader.css", "print.css")
_SCRIPTS = ("page.js", "reader.js", "chat.js", "tools.js", "connection.js")
_PAGES: Mapping[str, Language] = {path: language for language, path in LANGUAGES.items()}

_SHARING = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')
_SCRIPT = re.compile(r"<script(?=[\s>])")


class ClosedPage:
    """ASGI middleware: adds the headers to every answer and mends the page itself."""

    def __init__(self, app: ASGIApp, more_styles: Sequence[str] = (), more_scripts: Sequence[str] = ()) -> None:
        self.app = app
        self.styles = (*_STYLES, *more_styles)
        self.scripts = (*_SCRIPTS, *more_scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        language = _PAGES.get(scope["path"])
        if language == "sv" and scope["method"] == "GET":
            asked = Headers(scope=scope)
            language = preferred(asked.get("cookie", ""), asked.get("accept-language", ""))
            if language != "sv":
                await _elsewhere(scope, language)(scope, receive, send)
                return
        started: list[Message] = []
        body = bytearray()

        async def mended_send(message: Message) -> None:
            """Send the headers at once; of the page itself only when all of it is there."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _close(headers, nonce)
                if language:
                    headers["cache-control"] = "no-store"
                    headers["vary"] = "Cookie, Accept-Language"
                if language and headers.get("content-type", "").startswith("text/html"):
                    started.append(message)
                    return
            elif started and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if language and not message.get("more_body"):
                    page = mend(body.decode(), language, nonce, self.styles, self.scripts).encode()
                    MutableHeaders(scope=started[0])["content-length"] = str(len(page))
                    await send(started[0])
                    await send({"type": "http.response.body", "body": page})
                return
            await send(message)

        if language:
            # Gradio compresses by itself; the page has to arrive here as text.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        await self.app(scope, receive, mended_send)


def mend(
    page: str,
    language: Language,
    nonce: str,
    styles: Sequence[str] = _STYLES,
    scripts: Sequence[str] = _SCRIPTS,
) -> str:
    """Turn Gradio's index.html into the guide's page.

    Args:
        page: The page as Gradio renders it.
        language: Language of the interface.
        nonce: Lets the page's own inline scripts run, and no others.
        styles: Files of ours that it is drawn with.
        scripts: Files of ours that it runs.
    """
    page = page.replace('lang="en"', f'lang="{language}"', 1)
    page = _MANIFEST.sub("", _SHARING.sub("", page))
    page = _SCRIPT.sub(f'<script nonce="{nonce}"', page)
    head = Markup(
        '<title>{title}</title><meta name="description" content="{description}">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" type="image/svg+xml" href="{icon}">{styles}{scripts}</head>'
    ).format(
        title=texts.PRODUCT,
        description=texts.DESCRIPTION(language),
        icon=static("icon.svg"),
        styles=Markup("").join(Markup('<link rel="stylesheet" href="{}">').format(static(name)) for name in styles),
        scripts=Markup("").join(_script(name, language, nonce) for name in scripts),
    )
    opening = Markup(
        '<div id="opening"><p class="product">{}</p><p>{}</p><noscript><p>{}</p></noscript></div><gradio-app'
    ).format(texts.PRODUCT, texts.OPENING(language), texts.NEEDS_JAVASCRIPT(language))
    return page.replace("</head>", head, 1).replace("<gradio-app", opening, 1)


def _elsewhere(scope: Scope, language: Language) -> RedirectResponse:
    """Lead to the page in another language; what stands after # goes along by itself."""
    query = scope["query_string"].decode("latin-1")
    headers = {"vary": "Cookie, Accept-Language", "cache-control": "no-store"}
    return RedirectResponse(f"{LANGUAGES[language]}{'?' if query else ''}{query}", headers=headers)


def _script(name: str, language: Language, nonce: str) -> Markup:
    return Markup('<script nonce="{}" defer src="{}" data-language="{}"></script>').format(
        nonce, static(name), language
    )


def static(name: str) -> str:
    """Give the address of a file; it changes with its content, so that no browser keeps an old one."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"{STATIC_PATH}/{name}?{version}"


def _close(headers: MutableHeaders, nonce: str) -> None:
    """Allow what Gradio needs of its own origin (it compiles templates with eval), and nothing of any other."""
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    # A page that needs less says so itself.
    headers.setdefault("content-security-policy", policy)
    headers["x-content-type-options"] = "nosniff"
    headers["x-frame-options"] = "DENY"
    headers["referrer-policy"] = "no-referrer"
    headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
